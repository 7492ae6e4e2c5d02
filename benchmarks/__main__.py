"""How fast PlanAPI is, against a bare limit measured in the same run: `make bench`, or `python -m benchmarks --help`.

The limit is psycopg and orjson behind the same server with the same rows (benchmarks/limit.py); both are asked in turn, in
short rounds, and medians are compared, since a machine is never quiet. Take ratios, not figures. What is asked of both is
compared record by record before anything is measured.
"""

import argparse
import contextlib
import json
import statistics
import sys
import tempfile
from pathlib import Path

from benchmarks import shapes
from benchmarks.alone import measure_alone
from benchmarks.database import database_url, prepare
from benchmarks.load import drive, request_of
from benchmarks.pages import measure_pages
from benchmarks.servers import LIMIT, OURS, database_seconds, serving

FLOORS = {"targets": 0.40, "paragraphs": 0.55, "tree": 0.50, "search": 0.85, "unchanged": 1.5, "page": 0.8, "import": 0.6}
TITLES = {
    "targets": "50 targets by region and year",
    "paragraphs": "50 paragraphs by keyset",
    "tree": "whole tree of a document",
    "search": "search, first page with highlights",
}
HEADS = "| requests per second | here | limit | ratio | floor | KB | p95 ms, here and limit | CPU ms a request: here (+ database) | limit (+ database) | load, of a core |"


def main(arguments=None):
    ask = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--paragraphs", type=int, default=500_000, help="size of the corpus, made once in .var/bench")
    ask.add_argument("--seconds", type=float, default=2.0, help="how long each round takes")
    ask.add_argument("--rounds", type=int, default=5, help="how often each server is asked")
    ask.add_argument("--connections", type=int, default=8)
    ask.add_argument("--addresses", type=int, default=200, help="how many addresses of each kind are asked in turn")
    ask.add_argument(
        "--sources", type=int, default=5, help="how many documents of fixtures/sources are parsed and imported, the smallest first"
    )
    ask.add_argument("--only", help=f"some kinds, separated by commas: {', '.join(TITLES)}, pages, alone")
    ask.add_argument("--json", type=Path, help="a file to write the figures to")
    asked = ask.parse_args(arguments)
    prepare(asked.paragraphs)
    figures = measure(asked)
    if asked.json:
        asked.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0


def measure(asked):
    """Everything that was asked for, told as it comes."""
    wanted = asked.only.split(",") if asked.only else [*TITLES, "pages", "alone"]
    chance, figures = shapes.chance(), {"connections": asked.connections, "requests": []}
    with contextlib.ExitStack() as stack:
        words = shapes.words(asked.addresses, chance)
        searches = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "searches.json"
        searches.write_text(json.dumps({word: shapes.statements(word) for word in words}))
        url = database_url()
        ours = stack.enter_context(serving(OURS, "/healthz", DATABASE_URL=url))
        limit = stack.enter_context(serving(LIMIT, shapes.trees(ours, 1, chance)[0].limit, DATABASE_URL=url, SEARCHES=str(searches)))
        print(HEADS + "\n" + "|---" * HEADS.count(" | ") + "|---|")
        for kind in [kind for kind in TITLES if kind in wanted]:
            pairs = (
                shapes.searches(words)
                if kind == "search"
                else getattr(shapes, "trees" if kind == "tree" else kind)(ours, asked.addresses, chance)
            )
            compare(pairs[:10], ours, limit)
            figures["requests"] += told_ratios(kind, pairs, ours, limit, asked)
        if "pages" in wanted:
            figures["pages"] = measure_pages(ours, asked)
        figures["memory"] = {"ours": ours.memory, "limit": limit.memory}
        figures["start"] = {"ours": ours.seconds_to_start, "limit": limit.seconds_to_start}
        print(
            f"\nStart to the first answer {ours.seconds_to_start:.1f} s (limit {limit.seconds_to_start:.1f} s), MB per worker after all this {ours.memory} (limit {limit.memory})"
        )
    if "alone" in wanted:
        figures["alone"] = measure_alone(min(asked.rounds, 3), asked.sources)
    return figures


def compare(pairs, ours, limit):
    """Both servers tell the same records."""
    for pair in pairs:
        here, there = shapes.told(ours.get(pair.ours)[0]), shapes.told(limit.get(pair.limit)[0])
        if here != there:
            raise SystemExit(f"Not the same records:\n{pair.ours}\n{first_difference(here, there)}")


def first_difference(here, there, path=""):
    """Where two answers differ first.

    >>> first_difference({"a": [1, 2]}, {"a": [1, 3]})
    '/a/1: 2 here, 3 at the limit'
    """
    if isinstance(here, dict) and isinstance(there, dict):
        if here.keys() != there.keys():
            return f"{path}: fields {sorted(here.keys() ^ there.keys())} are told by one only"
        return next((found for name in here if (found := first_difference(here[name], there[name], f"{path}/{name}"))), "")
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        pairs = enumerate(zip(here, there, strict=True))
        return next((found for at, (one, other) in pairs if (found := first_difference(one, other, f"{path}/{at}"))), "")
    return "" if here == there else f"{path}: {str(here)[:200]} here, {str(there)[:200]} at the limit"


def told_ratios(kind, pairs, ours, limit, asked):
    """Whole answers, and unchanged ones, against the limit's whole answers."""
    requests = {
        "here": (ours, [request_of(pair.ours) for pair in pairs]),
        "limit": (limit, [request_of(pair.limit) for pair in pairs]),
    }
    tags = [(pair.ours, ours.get(pair.ours)[1]["ETag"]) for pair in pairs]
    if all(tag for _, tag in tags):
        requests["unchanged"] = (ours, [request_of(path, if_none_match=tag) for path, tag in tags])
    rounds = {name: [] for name in requests}
    for _ in range(asked.rounds):
        for name, (server, sent) in requests.items():
            busy, database = server.cpu_seconds, database_seconds()
            load = drive(server.port, sent, seconds=asked.seconds, connections=asked.connections)
            load.spent = [server.cpu_seconds - busy, database_seconds() - database]
            expected = {304} if name == "unchanged" else {200}
            if set(load.statuses) != expected:
                raise SystemExit(f"{kind}, {name}: answers {load.statuses}, expected {expected}")
            rounds[name].append(load)
    figures = [figure(kind, TITLES[kind], FLOORS[kind], rounds["here"], rounds["limit"])]
    if "unchanged" in rounds:
        figures.append(figure(kind, "  the same, unchanged (304)", FLOORS["unchanged"], rounds["unchanged"], rounds["limit"]))
    else:
        print(f"|   the same, unchanged (304): no ETag | | | | {FLOORS['unchanged']} | | | | |")
    return figures


def figure(kind, title, floor, here, there):
    """Medians of the rounds of both, as one row."""
    middle = {name: statistics.median(load.per_second for load in loads) for name, loads in (("here", here), ("limit", there))}
    # Each round is compared with the one beside it, so that what disturbs both does not count.
    ratio = statistics.median(one.per_second / other.per_second for one, other in zip(here, there, strict=True))
    size = sum(load.received for load in here) / sum(len(load.times) for load in here) / 1000
    slow = [statistics.median(load.at(0.95) for load in loads) for loads in (here, there)]
    spent = [[1000 * statistics.median(load.spent[part] / len(load.times) for load in loads) for part in (0, 1)] for loads in (here, there)]
    busy = max(load.cpu / load.seconds for load in (*here, *there))
    print(
        f"| {title} | {middle['here']:.0f} | {middle['limit']:.0f} | {ratio:.2f} | {floor} | {size:.0f} | {slow[0]:.0f}, {slow[1]:.0f} "
        f"| {spent[0][0]:.2f} (+ {spent[0][1]:.2f}) | {spent[1][0]:.2f} (+ {spent[1][1]:.2f}) | {busy:.2f} |",
        flush=True,
    )
    figures = {"ratio": ratio, "floor": floor, "kilobytes": size, "p95": slow, "cpu_ms": spent, "load": busy}
    return {"kind": kind, "title": title.strip(), **middle, **figures}


if __name__ == "__main__":
    sys.exit(main())
