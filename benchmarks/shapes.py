"""What is asked of both servers: for each kind of request some addresses of ours, and of the limit the same."""

import random
import re
from collections import namedtuple
from datetime import datetime
from urllib.parse import quote

import orjson
from django.db import connection

from benchmarks.corpus import YEAR
from plans.models import Document, Paragraph, Target
from plans.search.hits import Search
from plans.search.query import Query

API = "/api/v1"
# One request: the address here, that of the limit, and the shape both are of.
Pair = namedtuple("Pair", "ours limit")
TIMES = {"created_at", "updated_at", "parsed_at"}


def drawn(rows, most, chance):
    rows = list(rows)
    return chance.sample(rows, min(most, len(rows)))


def targets(server, most, chance):
    """50 targets of a region and a year."""
    regions = drawn(Target.objects.filter(year=YEAR).order_by("region_id").values_list("region_id", flat=True).distinct(), most, chance)
    return [Pair(f"{API}/targets/?region={code}&year={YEAR}", f"/targets/?region={code}&year={YEAR}") for code in regions]


def paragraphs(server, most, chance):
    """50 paragraphs of a document, after one of its first."""
    pairs = []
    for key in drawn(Document.objects.order_by("pk").values_list("pk", flat=True), most, chance):
        first = orjson.loads(server.get(f"{API}/paragraphs/?document={key}&page_size={chance.randint(1, 150)}")[0])
        ours = API + re.sub(r"page_size=\d+", "page_size=50", first["next"].split(API, 1)[1])
        pairs.append(Pair(ours, f"/paragraphs/?document={key}&after={first['results'][-1]['position']}"))
    return pairs


def trees(server, most, chance):
    """A whole document."""
    keys = drawn(Document.objects.order_by("pk").values_list("pk", flat=True), most, chance)
    return [Pair(f"{API}/documents/{key}/tree/", f"/tree/?document={key}") for key in keys]


def searches(words):
    """The first page of hits of a word, with highlights."""
    return [Pair(f"{API}/search/?q={quote(word)}", f"/search/?q={quote(word)}") for word in words]


def words(most, chance):
    """Words of 2 to 6 characters as texts hold them, so frequent ones and rare ones."""
    found = set()
    texts = drawn(Paragraph.objects.order_by("pk").values_list("text", flat=True)[:20_000], 20 * most, chance)
    for text in texts:
        start = chance.randrange(len(text))
        word = text[start : start + chance.choice((2, 2, 3, 4, 5, 6))]
        if re.fullmatch(r"[一-鿿]{2,6}", word):
            found.add(word)
    return sorted(found)[:most] if len(found) <= most else chance.sample(sorted(found), most)


def statements(word):
    """The SQL of the first page of a search, with its values in it."""
    said = []

    def listen(execute, sql, parameters, many, context):
        said.append(context["cursor"].cursor.mogrify(sql, parameters))
        return execute(sql, parameters, many, context)

    with connection.execute_wrapper(listen):
        search = Search(Query((word,)))
        search.tell(search.page(21)[:20])
    return said


def chance():
    return random.Random(20261122)


def told(answer):
    """What an answer says of its records, apart from how it writes times: for comparing two servers."""
    answer = orjson.loads(answer)
    return _plain(answer.get("results", answer))


def _plain(value):
    if isinstance(value, dict):
        return {name: datetime.fromisoformat(each) if name in TIMES else _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
