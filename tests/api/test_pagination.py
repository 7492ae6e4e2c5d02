"""Pages: every record exactly once, whatever is equal, unknown or added on the way; and no page by counting rows."""

import datetime
import random
import re
import string

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Document, Paragraph, Target


def crawl(get, path, back=False, **query):
    """Every record of every page, following `next`; or, with back, following `previous` from the last page."""
    pages, response = [], get(path, **query).json()
    while True:
        pages.append([record["id"] for record in response["results"]])
        if not response["next"]:
            break
        response = get(response["next"]).json()
    if not back:
        return pages
    pages = [pages[-1]]
    while response["previous"]:
        response = get(response["previous"]).json()
        pages.insert(0, [record["id"] for record in response["results"]])
    return pages


@pytest.fixture
def documents(make, regions):
    """Fourteen documents with few dates and titles, many of them unknown."""
    days = [None, datetime.date(2021, 11, 20), datetime.date(2026, 1, 3)]
    titles = [None, "规划", "报告", "Zebra"]
    chance = random.Random(7)
    return [
        make.new_document(published_on=chance.choice(days), title=chance.choice(titles), region=chance.choice([None, *regions.values()]))
        for _ in range(14)
    ]


ORDERINGS = [
    "published_on", "-published_on", "title", "-title", "region,-published_on", "-region,title", "title,published_on,region",
    "-published_on,-title", "id", "-id", "-updated_at", "period_start",
]  # fmt: skip


@pytest.mark.parametrize("ordering", ORDERINGS)
@pytest.mark.parametrize("size", [1, 4, 7])
def test_a_crawl_gives_each_record_once_forward_and_back(get, documents, ordering, size):
    everything = [pk for page in crawl(get, "documents/", ordering=ordering, page_size=size) for pk in page]
    assert len(everything) == 14
    assert set(everything) == {str(document.id) for document in documents}
    assert everything == [pk for page in crawl(get, "documents/", page_size=200, ordering=ordering) for pk in page]
    back = [pk for page in crawl(get, "documents/", back=True, ordering=ordering, page_size=size) for pk in page]
    assert back == everything


@pytest.mark.parametrize("ordering", ["published_on", "-published_on"])
def test_the_unknown_comes_last_in_both_directions(get, documents, ordering):
    days = [record["published_on"] for record in get("documents/", ordering=ordering).json()["results"]]
    known = [day for day in days if day]
    assert days == known + [None] * (len(days) - len(known))
    assert known == sorted(known, reverse=ordering.startswith("-"))


def test_rows_added_and_removed_on_the_way_move_nothing(get, make):
    document = make.new_document()
    before = {str(make.new_paragraph(document, position=10 * n).id) for n in range(1, 41)}
    seen, response = [], get("paragraphs/", page_size=7).json()
    step = 0
    while True:
        seen += [record["id"] for record in response["results"]]
        step += 1
        make.new_paragraph(document, position=step)  # before everything read so far
        make.new_paragraph(document, position=1000 + step)  # after everything
        make.new_document(title="x")
        if not response["next"]:
            break
        response = get(response["next"]).json()
        gone = Paragraph.objects.filter(id=seen[-1])
        gone.delete()  # the very row the cursor stands at
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_the_order_by_id_survives_a_change_of_positions(get, make):
    document = make.new_document()
    made = [str(make.new_paragraph(document, position=n).id) for n in range(1, 11)]
    first = get("paragraphs/", ordering="id", page_size=4).json()
    for n, paragraph in enumerate(Paragraph.objects.order_by("-position")):
        Paragraph.objects.filter(pk=paragraph.pk).update(position=500 + n)
    rest = crawl(get, first["next"])
    assert [r["id"] for r in first["results"]] + [pk for page in rest for pk in page] == made


def test_a_deep_page_is_found_by_key_not_by_counting(get, make, settings):
    settings.DATABASE_PREPARES = False  # its SQL with the values in it
    rows = [
        Paragraph(document=document, position=n, eid=f"e{n}", kind="paragraph", text="文")
        for document in (make.new_document(), make.new_document(), make.new_document())
        for n in range(500)
    ]
    Paragraph.objects.bulk_create(rows)
    response = get("paragraphs/", page_size=5).json()
    with CaptureQueriesContext(connection) as queries:
        response = get(response["next"]).json()
    assert len(queries) == 2  # the version of the data, and the page
    sql = queries[1]["sql"]
    assert "OFFSET" not in sql
    assert "COUNT(" not in sql
    assert 'ROW("plans_paragraph"."document_id", "plans_paragraph"."position") >' in sql
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_paragraph")
        cursor.execute(f"EXPLAIN {sql}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "paragraph_position_once" in plan
    assert "Index Cond: (ROW(document_id," in plan
    assert "Sort" not in plan


def test_count_only_when_asked(get, documents, django_assert_num_queries):
    assert list(get("documents/").json()) == ["next", "previous", "results"]
    with django_assert_num_queries(3):
        body = get("documents/", count="true", page_size=2, published_on__isnull="true").json()
    assert body["count"] == Document.objects.filter(published_on=None).count()
    assert "count" not in get("documents/", count="false").json()


def test_next_keeps_the_other_parameters_and_the_address(get, documents):
    following = get("documents/", page_size=3, count="true", ordering="title").json()["next"]
    assert following.startswith("http://testserver/api/v1/documents/?")
    body = get(following).json()
    assert body["count"] == 14
    assert len(body["results"]) == 3


def test_fifty_to_a_page_unless_asked(get, make):
    document = make.new_document()
    for _ in range(51):
        make.new_paragraph(document)
    assert len(get("paragraphs/").json()["results"]) == 50
    assert len(get("paragraphs/", page_size="200").json()["results"]) == 51


@pytest.mark.parametrize(
    ("size", "code", "suggestion"),
    [("201", "out_of_range", "200"), ("0", "out_of_range", "50"), ("-1", "invalid", "50"), ("ten", "invalid", "50"), ("9" * 5000, "out_of_range", "200"), ("五", "invalid", "50")],
)  # fmt: skip
def test_page_size_out_of_bounds(refused, size, code, suggestion):
    error = refused("documents/", page_size=size)
    assert (error["parameter"], error["code"], error["suggestion"]) == ("page_size", code, suggestion)


def test_a_cursor_that_is_not_ours(get, refused, documents):
    cursor = get("documents/", page_size=2).json()["next"].split("cursor=")[1].split("&")[0]
    assert get("documents/", cursor=cursor).status_code == 200
    chance = random.Random(3)
    spoilt = [cursor[:-1], cursor + "x", cursor.swapcase(), "x", ".", "%00", "W10.x", "".join(chance.choices(string.printable, k=60))]
    for text in spoilt:
        assert refused("documents/", cursor=text)["parameter"] == "cursor"


def test_a_cursor_of_another_ordering_or_list(get, refused, documents):
    cursor = get("documents/", page_size=2, ordering="title").json()["next"].split("cursor=")[1].split("&")[0]
    for query in ({}, {"ordering": "-title"}, {"ordering": "region"}):
        assert refused("documents/", cursor=cursor, **query)["code"] == "invalid"
    assert refused("references/", cursor=cursor)["code"] == "invalid"


def test_ordering_that_is_not_offered(refused):
    error = refused("documents/", ordering="-publised_on")
    assert (error["parameter"], error["suggestion"]) == ("ordering", "-published_on")
    assert "period_start" in error["message"]
    assert refused("documents/", ordering="title,")["parameter"] == "ordering"
    assert refused("documents/", ordering="--title")["suggestion"] == "-title"


def test_an_empty_list(get, db):
    assert get("documents/", count="true").json() == {"count": 0, "count_is_estimate": False, "next": None, "previous": None, "results": []}


@pytest.mark.parametrize(("ordering", "index"), [("position", "target_in_document"), ("id", "target_pkey")])
def test_pages_of_figures_are_found_by_their_index(get, make, settings, ordering, index):
    """The page is found by its keys alone; only its own rows are joined with paragraphs, regions and indicators."""
    settings.DATABASE_PREPARES = False  # SQL with the values in it
    paragraphs = [make.new_paragraph(make.new_document(), "到2025年,地区生产总值达到543.8亿元。") for _ in range(10)]
    said = {"indicator_name": "x", "clause": "x", "printed": "1", "value": 1}
    Target.objects.bulk_create([Target(document=one.document, paragraph=one, position=n, **said) for one in paragraphs for n in range(500)])
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_target")
    response = get("targets/", page_size=5, ordering=ordering).json()
    with CaptureQueriesContext(connection) as queries:
        get(response["next"])
    assert len(queries) == 2  # the version of the data, and the page
    assert "OFFSET" not in queries[1]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {queries[1]['sql']}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert index in plan
    assert "Seq Scan on plans_target" not in plan, plan


def links(response):
    """The Link header as RFC 8288 has it: what each `rel` leads to."""
    return {name: address for address, name in re.findall(r'<([^<>]+)>; rel="(\w+)"(?:, |$)', response["Link"])}


def test_link_headers_agree_with_the_body(get, documents):
    first = get("documents/", page_size=4, ordering="title")
    seen, response = [], first
    while True:
        body, told = response.json(), links(response)
        assert (told.get("next"), told.get("prev")) == (body["next"], body["previous"])
        assert [each["id"] for each in get(told["first"]).json()["results"]] == [each["id"] for each in first.json()["results"]]
        seen += [each["id"] for each in body["results"]]
        if not body["next"]:
            break
        response = get(body["next"])
    assert len(seen) == len(set(seen)) == 14
    assert get("documents/", title__icontains="规")["Link"].isascii()


def test_a_page_alone_is_the_first(get, make):
    assert links(get("documents/", page_size=5)) == {"first": "http://testserver/api/v1/documents/?page_size=5"}


def test_other_pages_have_links_too(get, make, regions):
    make.new_indicator("gdp")
    for year, code in enumerate(("141100", "140100", "440000"), 2021):
        make.new_target(indicator_id="gdp", region_id=code, year=year)
    for path, query in [("indicators/gdp/series/", {}), ("search/", {"q": "地区"})]:
        response = get(path, page_size=2, **query)
        assert set(links(response)) == {"first", "next"}
        assert links(response)["next"] == response.json()["next"]
        assert "count_is_estimate" not in get(path, count="true", **query).json()


def test_the_planner_s_count(get, make, django_assert_num_queries):
    """Right about a table that has been analysed, and no row is read for it: the plan is asked, and the page."""
    for n in range(300):
        make.new_source(media_type="text/html" if n % 3 else "text/plain")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE plans_source")
    with django_assert_num_queries(3) as queries:
        body = get("sources/", count="estimate", page_size=1).json()
    assert (body["count"], body["count_is_estimate"]) == (300, True)
    assert [query["sql"].startswith("EXPLAIN") for query in queries.captured_queries[1:]] == [True, False]
    assert 150 <= get("sources/", count="estimate", media_type="text/html").json()["count"] <= 250
    assert get("sources/", count="true").json()["count_is_estimate"] is False
    assert "count_is_estimate" not in get("sources/").json()


@pytest.mark.parametrize(("given", "meant"), [("estimated", "estimate"), ("exact", "true"), ("approximate", "estimate"), ("True", "true"), ("xyz", None)])
def test_other_words_for_a_count(refused, given, meant):
    error = refused("documents/", count=given)
    assert (error["parameter"], error["code"], error["suggestion"]) == ("count", "invalid", meant)
