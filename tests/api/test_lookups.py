"""Every list can be filtered by all that its records hold and by their document, in every way that makes sense for a value.

Nothing here names the filters: they are walked, and what a list answers is compared with what its records say.
"""

import pytest

from plans.api import exporting
from plans.api.base import Resource
from plans.api.figure_filters import IndicatorFilters
from plans.api.lookups import ORDERED, SEVERAL
from plans.api.pagination import KeysetPagination
from plans.api.parameters import Text, Year
from plans.api.shape import shape_parameters, whole
from plans.api.urls import router

RESOURCES = {prefix: viewset for prefix, viewset, _ in router.registry if issubclass(viewset, Resource)}
# Told, but not filtered by: long texts, which `q` and search find; places within a paragraph; JSON; what the list itself says.
UNFILTERED = {
    "text", "clause", "tense", "count", "description", "aliases", "message", "reason", "before", "after", "machine", "document_title", "document_type",
    "highlight.eid", "highlight.clause_start", "highlight.clause_end", "source.exact", "source.prefix", "source.suffix",
}  # fmt: skip


def filters_of(path):
    return (IndicatorFilters if path == "indicators" else RESOURCES[path].filterset_class).base_filters


def plain(path):
    """The filters that compare with one value, by name."""
    return {name: each for name, each in filters_of(path).items() if each.is_plain and not each.is_derived}


@pytest.fixture
def stocked(make, regions, figures, projects):
    """Records of every list that differ in what they hold, and lack this or that."""
    make.whole_document(title=None, region_id="141100", doc_type="outline", period_start=2021, period_end=2025, is_draft=True, horizon_year=2035)
    document = make.whole_document(title="报告", issuer="", theme="综合", written_on="2026-01-03", doc_type=None, region_level="county")
    part = make.new_chapter(document, kind="part", marker="", heading=None, number=None, missing_heading=True)
    make.new_section(make.new_chapter(document, parent=part, number=2), level=3, run_in=True, line=None, start=None, end=None, end_line=None)
    make.new_outcome(unit="", year=None, indicator_id="gdp")
    make.new_source(media_type="text/html", file_name="a.txt", url="https://plans.example/a")
    document.diagnostics.update(state="fixed", correction=document.corrections.first(), resolved_at="2026-01-03T00:00:00Z")
    document.corrections.update(state="withdrawn", operation="add", field="")


def told(record, name):
    """What a record says by the name of a filter, `document__…` and what stands within another field included; KeyError if nothing."""
    if name.startswith("document__") and "expanded" in record:
        return told(record["expanded"]["document"], name.removeprefix("document__"))
    if name in record:
        return record[name]
    within = {name: value for each in ("source",) if each in record for name, value in record[each].items()}
    return within[name]


@pytest.mark.parametrize("path", RESOURCES)
def test_everything_told_can_be_asked_for(path):
    known = filters_of(path)
    missing = {leaf for leaf in whole(RESOURCES[path].serializer_class) if leaf not in known and leaf.split(".")[-1] not in known}
    assert missing <= UNFILTERED


@pytest.mark.parametrize("path", RESOURCES)
def test_every_filter_has_every_lookup(path):
    known = filters_of(path)
    for name, each in plain(path).items():
        several = type(each) in SEVERAL and ("__" not in name or not isinstance(each, Text))
        wanted = {f"{name}__in"} if several else set()
        wanted |= {f"{name}__not"} if several and not isinstance(each, Year) and name != "id" else set()
        wanted |= {f"{name}__gte", f"{name}__lte"} if isinstance(each, ORDERED) else set()
        assert wanted <= {*known}, name
        assert known[name].extra["help_text"]
    others = {*KeysetPagination.parameters, *shape_parameters(RESOURCES[path].serializer_class), *exporting.PARAMETERS}
    assert not others & {*known}


@pytest.mark.parametrize("path", RESOURCES)
def test_each_lookup_finds_what_the_records_say(get, stocked, path):
    """Of every filter whose value the records tell: equal, in, not, ranges and null, against the records themselves."""
    expand = {"expand": "document"} if "document" in RESOURCES[path].serializer_class().fields else {}
    records = get(f"{path}/", page_size=200, **expand).json()["results"]
    key = "code" if "code" in records[0] and "id" not in records[0] else "id"

    def found(**query):
        answer = get(f"{path}/", page_size=200, fields=key, **query)
        assert answer.status_code == 200, (query, answer.content.decode()[:300])
        return {record[key] for record in answer.json()["results"]}

    def said(condition):
        return {record[key] for record, value in values if condition(value)}

    known, compared = filters_of(path), 0
    for name, each in plain(path).items():
        if path == "projects" and (name.startswith("document") or name == "place"):
            continue  # asked of its mentions: see test_project_filters
        try:
            values = [(record, told(record, name)) for record in records]
        except (KeyError, TypeError):
            continue
        if f"{name}__isnull" in known:
            assert found(**{f"{name}__isnull": "true"}) == said(lambda value: value is None), name
            assert found(**{f"{name}__isnull": "false"}) == said(lambda value: value is not None), name
        given = sorted({value for _, value in values if value is not None})
        if not given or (isinstance(given[0], str) and any("," in value or len(value) > 200 for value in given)):
            continue
        middle, compared = given[len(given) // 2], compared + 1
        word = str(middle).lower() if isinstance(middle, bool) else str(middle)
        assert found(**{name: word}) == said(lambda value, v=middle: value == v), name
        both = {str(given[0]), word}
        if f"{name}__in" in known:
            assert found(**{f"{name}__in": ",".join(both)}) == said(lambda value, v=both: str(value) in v), name
        if f"{name}__not" in known:
            assert found(**{f"{name}__not": ",".join(both)}) == said(lambda value, v=both: str(value) not in v), name
        if isinstance(each, ORDERED):
            assert found(**{f"{name}__gte": word}) == said(lambda value, v=middle: value is not None and value >= v), name
            assert found(**{f"{name}__lte": word}) == said(lambda value, v=middle: value is not None and value <= v), name
    assert compared >= 5


def test_by_words_of_the_document_s_title(ids, make):
    chapter = make.new_chapter(make.new_document(title="吕梁市教育规划"))
    make.new_chapter(make.new_document(title="吕梁市报告"))
    assert ids("chapters/", document__title__icontains="教育") == [str(chapter.id)]


def test_what_one_and_the_same_mention_says(ids, projects):
    """Of a project, what is asked of documents holds for a mention; id and times are those of the project."""
    assert ids("projects/", id=projects["1"].id) == [str(projects["1"].id)]
    assert ids("projects/", id=projects["a"].id) == []
    assert set(ids("projects/", document__title="铁路规划")) == {str(projects["1"].id), str(projects["3"].id)}


def test_a_period_by_its_years(get, ids, make):
    plan = make.new_document(period_start=2021, period_end=2025)
    make.new_document(period_start=2021, period_end=2030)
    chapter = make.new_chapter(plan)
    assert ids("documents/", period="2021-2025") == [str(plan.id)]
    assert ids("chapters/", document__period="2021-2025") == [str(chapter.id)]


@pytest.mark.parametrize(
    ("name", "value", "code", "suggestion"),
    [
        ("period", "十四五", "invalid", "2021-2025"),
        ("period", "2021—2025年", "invalid", "2021-2025"),
        ("period", "2021", "invalid", None),
        ("type__not", "outlines", "invalid_choice", "outline"),
        ("region__not", "吕梁市", "unknown_region", "141100"),
        ("updated_at__gte", "yesterday", "invalid", None),
        ("type__exclude", "outline", "unknown", "type"),
    ],
)
def test_what_can_not_be_read(refused, regions, name, value, code, suggestion):
    error = refused("documents/", **{name: value})
    assert (error["parameter"], error["code"]) == (name, code)
    assert error["suggestion"] == suggestion or (code == "unknown" and error["suggestion"].startswith(suggestion))


def test_a_time_whose_plus_was_not_encoded(get, ids, make):
    """`+08:00` in a query string that nobody encoded arrives with a space."""
    document = make.new_document()
    later = get(f"documents/{document.id}/").json()["updated_at"]
    assert "+08:00" in later
    assert get(f"/api/v1/documents/?updated_at__gte={later}").json()["results"][0]["id"] == str(document.id)
    assert ids("documents/", updated_at__gte="2999-01-01T00:00:00Z") == []
    assert ids("documents/", updated_at__lte="2999-01-01") == [str(document.id)]
