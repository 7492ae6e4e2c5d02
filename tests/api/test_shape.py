"""How much of a record is told: fields, omit, expand, on every list and every single record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.api.base import Resource
from plans.api.shape import names_of
from plans.api.urls import router

RESOURCES = {prefix: viewset for prefix, viewset, _ in router.registry if issubclass(viewset, Resource)}
RELATIONS = [(path, name) for path, viewset in RESOURCES.items() for name in names_of(viewset.serializer_class).relations]
# The list that tells what a relation leads to, where its name does not say so.
LISTS = {"current_source": "sources", "superseded_by": "indicators"}


@pytest.fixture
def some(get, figures, projects, make):
    """A record of every list, that says of each relation where it leads."""
    document = make.whole_document(region_id="141100")
    part = make.new_chapter(document, kind="part")
    chapter = make.new_chapter(document, parent=part)
    section = make.new_section(make.new_chapter(document))
    make.new_section(chapter, parent=section)
    make.new_outcome(figures["inside"], clause="地区生产总值达到543.8亿元", region_id="141100", indicator_id="gdp")
    document.diagnostics.update(correction=document.corrections.first())

    def some(path, relation=None, **query):
        records = get(f"{path}/", page_size=200, **query).json()["results"]
        return next(record for record in records if relation is None or record[relation])

    return some


def address(path, record):
    return f"{path}/{record.get('id') or record['code']}/"


@pytest.mark.parametrize("path", RESOURCES)
def test_only_the_fields_asked_for(get, some, path):
    record = some(path)
    names = [name for name in record if name not in ("id", "source")]
    last = names[-1]
    got = get(f"{path}/", fields=f"{names[0]},{last}", page_size=200).json()["results"]
    assert {names[0]: record[names[0]], last: record[last]} in got
    assert all(list(each) == [names[0], last] for each in got)
    assert get(address(path, record), fields=last).json() == {last: record[last]}


@pytest.mark.parametrize("path", RESOURCES)
def test_all_but_the_fields_omitted(get, some, path):
    record = some(path)
    last = [*record][-1]
    left = {name: value for name, value in record.items() if name != last}
    assert left in get(f"{path}/", omit=last, page_size=200).json()["results"]
    assert get(address(path, record), omit=last).json() == left
    first = next(iter(record))
    assert first not in get(address(path, record), omit=first).json()


def test_fields_within_fields(get, some):
    record = some("targets")
    got = get(address("targets", record), fields="source.exact,source.line,highlight,value").json()
    assert got == {
        "value": record["value"],
        "highlight": record["highlight"],
        "source": {"line": record["source"]["line"], "exact": record["source"]["exact"]},
    }
    left = get(address("targets", record), omit="highlight,source.prefix").json()
    assert "highlight" not in left
    assert left["source"] == {name: value for name, value in record["source"].items() if name != "prefix"}


@pytest.mark.parametrize("path", RESOURCES)
def test_what_belongs_is_told_whole_where_asked(get, some, path):
    """The same record as at its own address; the id stays under its name, and what has none is null."""
    for relation in (name for where, name in RELATIONS if where == path):
        record = some(path, relation)
        assert "expanded" not in record
        many = get(f"{path}/", expand=relation, page_size=200).json()["results"]
        got = next(each for each in many if address(path, each) == address(path, record))
        if relation != "superseded_by":  # the address of such a one leads to the other
            assert get(address(path, record), expand=relation).json() == got
        other = LISTS.get(relation) or (path if relation == "parent" else "documents" if relation == "target" else f"{relation}s")
        for each in many:
            told = each.pop("expanded")
            assert [*told] == [relation]
            assert (told[relation] and (told[relation].get("id") or told[relation]["code"])) == each[relation]
            if each is got:
                assert told[relation] == get(f"{other}/{record[relation]}/").json()
        assert got == record


def test_every_relation_is_one_a_test_can_follow():
    assert len(RELATIONS) >= 30
    assert {path for path, _ in RELATIONS} == {*RESOURCES}


def test_fields_of_what_is_expanded(get, some):
    record = some("targets", "indicator")
    got = get(address("targets", record), fields="name,expanded.document.title,expanded.indicator.name").json()
    title = get(f"documents/{record['document']}/").json()["title"]
    assert got == {"name": record["name"], "expanded": {"document": {"title": title}, "indicator": {"name": record["indicator_name"]}}}
    whole = get(address("targets", record), fields="name", expand="region").json()
    assert list(whole) == ["name", "expanded"]
    assert whole["expanded"]["region"]["code"] == record["region"]
    assert "text" not in get(address("targets", record), expand="paragraph", omit="expanded.paragraph.text").json()["expanded"]["paragraph"]
    assert get(address("targets", record), omit="expanded.paragraph").json() == record


@pytest.mark.parametrize("path", RESOURCES)
def test_whatever_is_expanded_takes_no_more_queries(get, some, path):
    relations = ",".join(names_of(RESOURCES[path].serializer_class).relations)
    for query in ({"page_size": 1}, {"page_size": 100}):
        with CaptureQueriesContext(connection) as queries:
            assert get(f"{path}/", expand=relations, **query).status_code == 200
        assert len(queries) == 2  # the version of the data, and the page


def test_the_mentions_of_a_project_too(get, projects):
    got = get(f"projects/{projects['1'].id}/mentions/", fields="name", expand="document").json()["results"]
    assert [(each["name"], each["expanded"]["document"]["title"]) for each in got] == [("太绥高铁", "铁路规划"), ("太绥铁路", "二〇二六年报告")]


def test_pages_go_on_with_what_was_asked(get, make):
    """The cursor needs no field that is told."""
    for title in "甲乙丙":
        make.new_document(title=title)
    first = get("documents/", fields="title", ordering="id", page_size=2).json()
    assert first["results"] == [{"title": "甲"}, {"title": "乙"}]
    assert get(first["next"]).json()["results"] == [{"title": "丙"}]


def test_an_etag_for_what_is_expanded(get, figures):
    """A change of the other record is a change of the answer."""
    where = f"targets/{figures['a'].id}/"
    etag = get(where, expand="document")["ETag"]
    assert get(where, headers={"if-none-match": etag}, expand="document").status_code == 304
    figures["plan"].title = "另一个题目"
    figures["plan"].save()
    changed = get(where, headers={"if-none-match": etag}, expand="document")
    assert changed.status_code == 200
    assert changed.json()["expanded"]["document"]["title"] == "另一个题目"
    assert changed["ETag"] != get(where)["ETag"]


@pytest.mark.parametrize(
    ("path", "query", "parameter", "code", "suggestion"),
    [
        ("documents/", {"fields": "titel"}, "fields", "invalid_choice", "title"),
        ("documents/", {"omit": "region_nam"}, "omit", "invalid_choice", "region_name"),
        ("targets/", {"fields": "source__line"}, "fields", "invalid_choice", "source.line"),
        ("targets/", {"expand": "documents"}, "expand", "invalid_choice", "document"),
        ("documents/", {"expand": "xyzzy"}, "expand", "invalid_choice", None),
        ("documents/", {"fields": "id,,title"}, "fields", "blank", None),
        ("documents/", {"fields": "id", "omit": "title"}, "omit", "contradiction", None),
        ("documents/", {"fields": ",".join(["id"] * 101)}, "fields", "too_many", None),
        ("documents/", {"field": "title"}, "field", "unknown", "fields"),
    ],
)
def test_what_can_not_be_named(refused, path, query, parameter, code, suggestion):
    error = refused(path, **query)
    assert (error["parameter"], error["code"], error["suggestion"]) == (parameter, code, suggestion)


def test_a_single_record_refuses_too(get, make):
    where = f"documents/{make.new_document().id}/"
    assert get(where, fields="titel").json()["errors"][0]["suggestion"] == "title"
    assert get(f"{where}tree/", fields="title").status_code == 400


def test_the_description_names_everything(get, db):
    """Every parameter has an enumeration of its own; each of its values is taken."""
    described = get("openapi.json").json()
    for path, viewset in RESOURCES.items():
        for where in (f"/api/v1/{path}/", f"/api/v1/{path}/{{{'code' if viewset.lookup_field == 'code' else 'id'}}}/"):
            parameters = {each["name"]: each for each in described["paths"][where]["get"]["parameters"]}
            for name in ("fields", "omit", "expand"):
                enumeration = parameters[name]["schema"]["items"]["$ref"].split("/")[-1]
                values = described["components"]["schemas"][enumeration]["enum"]
                assert all(get(f"{path}/", **{name: value}).status_code == 200 for value in values[:: 3 if name == "expand" else 40])


def test_a_file_has_the_columns_asked_for(get, figures):
    """Of a list as CSV: the same choice, each value a column."""
    answer = get("targets/", format="csv", fields="name,source.exact,expanded.document.type", ordering="id")
    lines = b"".join(answer.streaming_content).decode().split("\r\n")
    assert lines[:2] == ["name,source.exact,expanded.document.type", "地区生产总值,543.8亿元,outline"]
    assert get("targets/", format="csv", fields="nam").json()["errors"][0]["suggestion"] == "name"
