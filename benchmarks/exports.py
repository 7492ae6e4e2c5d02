"""How long a file of a whole list takes, and how much memory: `python -m benchmarks.exports --paragraphs 500000`.

On the generated corpus of the other benchmarks. Each format is made by a process of its own, through the API, at two sizes:
the memory it needs is what the larger one takes beyond the smaller.
"""

import argparse
import resource
import subprocess
import sys
import time

from django.test import Client

from benchmarks.database import prepare

SHOWN = "{:<8} {:>9} rows {:>9.1f} MB   first byte {:>6.2f} s   whole {:>7.1f} s ({:>6.1f} s of processor)   {:>4.0f} MB at most"


def measure(form, most):
    """One export: prints what it took."""
    client = Client(headers={"host": "localhost"})
    client.get("/api/v1/regions/?page_size=1")
    begun, first, size = time.perf_counter(), None, 0
    response = client.get("/api/v1/paragraphs/", {"format": form} | ({"line__lte": most} if most else {}))
    for piece in response.streaming_content:
        first = first or time.perf_counter() - begun
        size += len(piece)
    whole, used = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_SELF)
    rows = int(response["X-Total-Count"])
    print(SHOWN.format(form, f"{rows:,}", size / 1e6, first, whole, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=500_000)
    parser.add_argument("--format", help=argparse.SUPPRESS)
    parser.add_argument("--most", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.format:
        measure(asked.format, asked.most)
        return
    prepare(asked.paragraphs)
    for form in ("jsonl", "csv", "parquet", "xlsx"):
        for most in (["--most", "10"], []):
            subprocess.run([sys.executable, "-m", "benchmarks.exports", "--format", form, *most], check=True)


if __name__ == "__main__":
    main()
