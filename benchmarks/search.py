"""How fast a search is: `make bench-search`, or `python -m benchmarks.search --paragraphs 500000`.

On a generated corpus in a database of its own (.var/bench), which stays for the next run. Words of 2 to 6 characters are
drawn from the texts in five bands of frequency; each is searched in all kinds of record, within a region, by the API, and
counted. Every count is compared with a plain search through the texts in memory.
"""

import argparse
import random
import re
import time

from django.db import connection
from django.test import Client

from benchmarks.corpus import PER_DOCUMENT
from benchmarks.database import prepare
from plans.models import Document, Paragraph, Region
from plans.search.hits import Place, Search
from plans.search.query import Query

BANDS = {"< 0.01 %": (0, 1e-4), "0.01–0.3 %": (1e-4, 3e-3), "~ 1 %": (3e-3, 0.02), "2–6 %": (0.02, 0.06), "~ 10 %": (0.06, 0.5)}
SIZES = """
    SELECT relname, pg_relation_size(oid) / 1e6 FROM pg_class
    WHERE relname IN ('plans_paragraph', 'plans_paragraph_pkey') OR relname LIKE '%%\\_grams' ORDER BY 1
"""


def draw(texts, each):
    """Words by band: (word, how many texts hold it)."""
    chance, big, found = random.Random(7), "\n".join(texts), {band: {} for band in BANDS}
    for _ in range(20_000):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        word = text[start : start + chance.choice((2, 2, 3, 4, 5, 6))]
        if not re.fullmatch(r"[一-鿿]{2,6}", word) or any(word in words for words in found.values()):
            continue
        n = holding(big, word)
        for band, (low, high) in BANDS.items():
            if low < n / len(texts) <= high and len(found[band]) < each:
                found[band][word] = n
        if all(len(words) >= each for words in found.values()):
            break
    return found


def holding(big, word):
    n, at = 0, big.find(word)
    while at >= 0:
        n += 1
        at = big.find("\n", at)
        at = big.find(word, at) if at >= 0 else -1
    return n


def first_page(word, **options):
    search = Search(Query((word,)), **options)
    return search.tell(search.page(21))


def measured(form, words):
    times = []
    for word in words:
        started = time.perf_counter()
        form(word)
        times.append((time.perf_counter() - started) * 1000)
    return times


def told(times):
    times = sorted(times)
    return f"{times[len(times) // 2]:.1f} / {times[int(len(times) * 0.95)]:.1f}"


def forms():
    """Ways to ask, by name."""
    client, region = Client(SERVER_NAME="localhost"), Region.objects.filter(documents__isnull=False).order_by("code").first()
    below = Document.objects.within(region.code[:2] + "0000")
    one = Document.objects.filter(pk=Document.objects.order_by("pk").values_list("pk", flat=True)[100])
    middle = Paragraph.objects.order_by("id").values_list("id", flat=True)[Paragraph.objects.count() // 2]
    return {
        "first page": first_page,
        "first page, texts only": lambda word: first_page(word, kinds=("paragraph",)),
        "page in the middle of the texts": lambda word: Search(Query((word,)), kinds=("paragraph",)).page(21, Place(6, middle)),
        "first page, one province": lambda word: first_page(word, documents=below),
        "first page, one document": lambda word: first_page(word, documents=one),
        "GET /search/, whole answer": lambda word: answered(client.get("/api/v1/search/", {"q": word})),
        "exact count": lambda word: Search(Query((word,))).count(),
        "facets": lambda word: Search(Query((word,))).facets(),
    }


def answered(response):
    if response.status_code != 200:
        raise SystemExit(response.content.decode())


def check(found):
    """Every text that holds a word is found, and no other."""
    wrong = [word for words in found.values() for word, n in words.items() if Search(Query((word,)), kinds=("paragraph",)).count() != n]
    print(f"counts that differ from a plain search through the texts: {len(wrong)} of {sum(map(len, found.values()))} {wrong}\n")


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--paragraphs", type=int, default=100_000, help=f"rounded up to documents of {PER_DOCUMENT}")
    ask.add_argument("--each", type=int, default=40, help="words in each band")
    asked = ask.parse_args()
    prepare(asked.paragraphs)
    texts = list(Paragraph.objects.values_list("text", flat=True))
    found = draw(texts, asked.each)
    print(f"{len(texts)} paragraphs, {sum(map(len, texts)) / 1e6:.1f} M characters, PostgreSQL {connection.pg_version // 10000}")
    with connection.cursor() as cursor:
        cursor.execute(SIZES)
        print("; ".join(f"{name} {size:.1f} MB" for name, size in cursor.fetchall()))
    check(found)
    print(f"| p50 / p95 ms | all | {' | '.join(f'{band} ({len(words)})' for band, words in found.items())} |")
    print("|---|---|" + "---|" * len(found))
    for name, form in forms().items():
        times = {band: measured(form, words) for band, words in found.items()}
        everything = [each for band in times.values() for each in band]
        print(
            f"| {name} | {told(everything)}, worst {max(everything):.0f} | {' | '.join(told(band) for band in times.values())} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
