"""The feed of changes: what it tells, and where it goes on."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import FOLLOWED, Change, Indicator, Paragraph


@pytest.fixture
def log(make):
    """A document with a paragraph, both changed, another paragraph gone; and where the log stood before."""
    make.published()
    before = Change.objects.count()
    document = make.new_document()
    paragraph, gone = make.new_paragraph(document), make.new_paragraph(document)
    make.published()
    Paragraph.objects.filter(pk=paragraph.pk).update(text="改了。")
    make.published()
    pk = gone.pk
    gone.delete()
    make.published()
    return {"document": document, "paragraph": paragraph, "gone": pk, "before": before}


def test_every_list_of_records_is_followed():
    from plans.api.urls import router

    assert {prefix for prefix, *_ in router.registry} == {*FOLLOWED}


def entries(page):
    return [(row["resource"], row["operation"], row["id"]) for row in page["results"]]


def test_the_oldest_first_and_always_somewhere_to_go_on(get, log, make):
    response = get("changes/", page_size=3)
    page = response.json()
    document, paragraph, gone = str(log["document"].pk), str(log["paragraph"].pk), str(log["gone"])
    assert entries(page) == [
        ("documents", "create", document), ("sources", "create", str(log["document"].source_id)), ("paragraphs", "create", paragraph),
    ]  # fmt: skip
    assert page["more"] is True
    assert f'<{page["next"]}>; rel="next"' in response["Link"]
    page = get(page["next"]).json()
    assert entries(page) == [("paragraphs", "create", gone), ("paragraphs", "update", paragraph), ("paragraphs", "delete", gone)]
    assert page["more"] is False
    place = page["next"]
    again = get(place).json()
    assert (again["results"], again["more"], again["next"]) == ([], False, place)
    make.new_indicator("new")
    make.published()
    assert entries(get(place).json()) == [("indicators", "create", "new")]


def test_what_an_entry_tells(get, log):
    row = get("changes/", operation="update").json()["results"][0]
    entry = Change.objects.get(operation="update")
    assert row == {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(datetime.timezone(datetime.timedelta(hours=8))).isoformat(),
        "resource": "paragraphs",
        "id": str(log["paragraph"].pk),
        "url": f"http://testserver/api/v1/paragraphs/{log['paragraph'].pk}/",
        "operation": "update",
        "cause": "maintenance",
        "document": str(log["document"].pk),
        "record": None,
    }
    assert get(row["url"]).json()["text"] == "改了。"
    gone = get("changes/", operation="delete", expand="record").json()["results"][0]
    assert (gone["id"], gone["url"], gone["record"]) == (str(log["gone"]), None, None)


def test_records_as_their_own_addresses_tell_them(get, make, regions):
    """Of every list; as they are now, and null when they are not there any more."""
    make.new_indicator("gdp", theme="")
    make.whole_document(region=regions["141100"])
    make.new_target(indicator_id="gdp", region=regions["141100"])
    make.published()
    gone = make.new_indicator("gone")
    make.published()
    gone.delete()
    Indicator.objects.filter(pk="gdp").update(name="另称")
    make.published()
    rows = get("changes/", expand="record", page_size=200).json()["results"]
    assert len({row["resource"] for row in rows if row["record"]}) == 14
    for row in rows:
        if row["id"] == "gone":
            assert row["record"] is None
        else:
            assert row["record"] == get(row["url"]).json(), row["resource"]
    assert {row["record"]["name"] for row in rows if row["id"] == "gdp"} == {"另称"}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"resource": "documents"}, ["create"]),
        ({"resource__in": "documents,sources"}, ["create", "create"]),
        ({"operation__in": "update,delete"}, ["update", "delete"]),
        ({"cause": "correction"}, []),
        ({"cause__in": "maintenance", "operation": "delete"}, ["delete"]),
        ({"id": "{gone}"}, ["create", "delete"]),
        ({"document": "{document}", "resource": "paragraphs"}, ["create", "create", "update", "delete"]),
        ({"document__in": "{paragraph}"}, []),
        ({"since": "2020-01-01T00:00:00Z", "resource": "sources"}, ["create"]),
        ({"since": "2100-01-01"}, []),
        ({"since": "2100-01-01T08:00:00 08:00"}, []),
    ],
)
def test_filters(get, log, query, found):
    names = {name: str(getattr(each, "pk", each)) for name, each in log.items()}
    page = get("changes/", **{name: value.format(**names) for name, value in query.items()}).json()
    assert [row["operation"] for row in page["results"]] == found
    assert page["more"] is False
    assert get(page["next"]).json()["results"] == []


def test_since_a_time(get, log, make):
    at = Change.objects.get(operation="update").at.isoformat()
    assert [row["operation"] for row in get("changes/", since=at).json()["results"]] == ["update", "delete"]


def test_the_end_of_what_there_is(get, log, make):
    page = get("changes/", cursor="latest", count="true").json()
    assert (page["results"], page["more"], page["count"]) == ([], False, 0)
    make.new_indicator("new")
    make.published()
    after = get(page["next"]).json()
    assert (entries(after), after["count"]) == ([("indicators", "create", "new")], 1)
    assert get("changes/", count="true", page_size=1).json()["count"] == 7


def test_refusals(refused, get):
    assert refused("changes/", cursor="latst")["suggestion"] == "latest"
    place = get("changes/", cursor="latest").json()["next"].split("cursor=")[1]
    epoch, sequence = place.split("-")
    assert refused("changes/", cursor=f"00000000-{sequence}")["code"] == "another_database"
    assert refused("changes/", cursor=f"{epoch}-{int(sequence) + 1}")["code"] == "another_database"
    assert refused("changes/", cursor=f"{epoch}-{'9' * 30}")["code"] == "invalid"
    assert refused("changes/", resource="document")["suggestion"] == "documents"
    assert refused("changes/", since="2026-13-31")["code"] == "invalid"
    assert refused("changes/", since="gestern")["code"] == "invalid"
    assert refused("changes/", expand="records")["suggestion"] == "record"
    assert refused("changes/", ordering="at")["code"] == "unknown"


def test_the_number_of_queries_does_not_depend_on_the_page(get, make):
    """The version of the answer, that up to which it goes, the page; with records one for each list."""

    def cost(**query):
        with CaptureQueriesContext(connection) as queries:
            page = get("changes/", resource="paragraphs", **query)
        return len(page.json()["results"]), len(queries)

    document = make.new_document()
    make.new_paragraph(document)
    make.published()
    assert (cost(), cost(expand="record"), cost(count="true")) == ((1, 3), (1, 4), (1, 4))
    for _ in range(100):
        make.new_paragraph(document)
    make.published()
    assert (cost(page_size=100), cost(expand="record", page_size=100)) == ((100, 3), (100, 4))
