"""A whole list by its `next` links, each record once; and the last page against the first."""

import re
import statistics
import time

import orjson

from benchmarks.load import drive, request_of
from plans.models import Paragraph

FIRST, WIDE, SIZE, FAR = "/api/v1/paragraphs/", 200, 50, 10_000


def measure_pages(ours, asked):
    """Follow `next` to page 10,000 of 50 records, or to the last of fewer; then ask for that page and for the first in turn."""
    total, started = Paragraph.objects.count(), time.perf_counter()
    far = min(FAR, max(2, total // SIZE))
    seen, address = set(), f"{FIRST}?page_size={WIDE}"
    while len(seen) < (far - 1) * SIZE:
        width = min(WIDE, (far - 1) * SIZE - len(seen))
        page = orjson.loads(ours.get(re.sub(r"page_size=\d+", f"page_size={width}", address))[0])
        fresh = {record["id"] for record in page["results"]}
        if len(fresh) != width or fresh & seen:
            raise SystemExit(f"{address} tells records a second time, or too few.")
        seen |= fresh
        address = page["next"][page["next"].index(FIRST) :]
    crawled = len(seen) / (time.perf_counter() - started)
    requests = {"page 1": f"{FIRST}?page_size={SIZE}", f"page {far}": re.sub(r"page_size=\d+", f"page_size={SIZE}", address)}
    rounds = {name: [] for name in requests}
    for _ in range(asked.rounds):
        for name, path in requests.items():
            rounds[name].append(drive(ours.port, [request_of(path)], seconds=asked.seconds, connections=asked.connections).per_second)
    first, last = rounds.values()
    ratio = statistics.median(there / here for here, there in zip(first, last, strict=True))
    print(
        f"\nPaging: page {far} of paragraphs {statistics.median(last):.0f} per second, page 1 {statistics.median(first):.0f}: {ratio:.2f} (floor 0.8); "
        f"{len(seen)} records by `next`, {WIDE} a page on one connection: {crawled:.0f} per second, each once",
        flush=True,
    )
    return {"page": far, "ratio": ratio, "records_per_second": crawled}
