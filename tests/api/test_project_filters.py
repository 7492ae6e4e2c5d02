"""Projects and their mentions: what each filter and each ordering finds, and what is refused."""

import re

import pytest

OF_BOTH = [
    ({"name": "春潮行动"}, "3", "d"),
    ({"name__in": "春潮行动,太绥高铁"}, "13", "ad"),
    ({"name__icontains": "太绥"}, "1", "ab"),
    ({"kind": "programme"}, "3", "d"),
    ({"kind__in": "programme,platform"}, "3", "d"),
    ({"stage": "completed"}, "2", "c"),
    ({"stage__in": "started,completed"}, "12", "bc"),
    ({"stage__isnull": "true"}, "3", "d"),
    ({"tense": "outcome"}, "1", "b"),
    ({"scale_unit": "千瓦"}, "2", "c"),
    ({"scale_unit__in": "千瓦,吨"}, "2", "c"),
    ({"scale_value": "700000"}, "2", "c"),
    ({"scale_value__gte": "700000.5"}, "", ""),
    ({"scale_value__gte": "1e5"}, "2", "c"),
    ({"scale_value__lte": "700000"}, "2", "c"),
    ({"scale_unit": "千瓦", "scale_value__gte": "500000", "scale_value__lte": "900000"}, "2", "c"),
    ({"scale_value__isnull": "true"}, "13", "abd"),
    ({"deadline_date": "2026-12-31"}, "1", "b"),
    ({"deadline_date__gte": "2027-01-01"}, "3", "d"),
    ({"deadline_date__lte": "2027-01-01"}, "1", "b"),
    ({"deadline_date__isnull": "true"}, "2", "ac"),
    ({"year": "2026"}, "1", "b"),
    ({"year__in": "2026,2027"}, "13", "bd"),
    ({"year__gte": "2027"}, "3", "d"),
    ({"year__lte": "2026"}, "1", "b"),
    ({"review_state": "reviewed"}, "1", "a"),
    ({"review_state__in": "unreviewed,in_review"}, "23", "bcd"),
    ({"document": "@plan"}, "13", "ad"),
    ({"document__in": "@plan,@report"}, "123", "abcd"),
    ({"document__region": "141100"}, "13", "ad"),
    ({"document__within": "440000"}, "12", "bc"),
    ({"document__type": "outline"}, "13", "ad"),
    ({"document__type__in": "work_report,special_plan"}, "12", "bc"),
    ({"document__year": "2023"}, "13", "ad"),
    ({"document__period_start": "2026"}, "12", "bc"),
    ({"document__period_start__gte": "2022"}, "12", "bc"),
    ({"document__period_start__lte": "2022"}, "13", "ad"),
    ({"document__period_end": "2025"}, "13", "ad"),
    ({"document__period_end__gte": "2026"}, "12", "bc"),
    ({"document__period_end__lte": "2026"}, "13", "ad"),
    ({"document__published_on__gte": "2025-01-01"}, "12", "bc"),
    ({"document__published_on__lte": "2025-01-01"}, "13", "ad"),
    ({"q": "太绥铁路"}, "1", "b"),
    ({"q": "投产"}, "2", "c"),
    ({"place": "离石信义镇"}, "2", "c"),
    ({"place__icontains": "信义"}, "2", "c"),
    ({"mention_year": "2021"}, "13", "ad"),
    ({"mention_year__gte": "2022"}, "12", "bc"),
    ({"mention_year__lte": "2022"}, "13", "ad"),
    ({"document__type": "outline", "q": "铁路"}, "", ""),  # one mention has to answer both
    ({"document__type": "work_report", "q": "铁路", "kind": "construction"}, "1", "b"),
]
OF_PROJECTS = [
    ({"region": "140000"}, "1"),
    ({"region__in": "140000,141102"}, "12"),
    ({"within": "140000"}, "12"),
    ({"within": "141100"}, "2"),
    ({"region__isnull": "true"}, "3"),
    ({"document_count": "2"}, "1"),
    ({"document_count__gte": "2"}, "1"),
    ({"document_count__lte": "1"}, "23"),
    ({"mention_count__gte": "2"}, "1"),
    ({"mention_count__lte": "1"}, "23"),
    ({"first_mentioned_on__gte": "2022-01-01"}, "2"),
    ({"first_mentioned_on__lte": "2022-01-01"}, "13"),
    ({"last_mentioned_on__gte": "2022-01-01"}, "12"),
    ({"last_mentioned_on__lte": "2022-01-01"}, "3"),
]
OF_MENTIONS = [
    ({"region": "141102"}, "c"),
    ({"region__in": "141102,140000"}, "c"),
    ({"within": "141100"}, "c"),
    ({"region__isnull": "true"}, "abd"),
    ({"place__isnull": "false"}, "c"),
    ({"action": "推动投产"}, "c"),
    ({"action__icontains": "开工"}, "b"),
    ({"count__isnull": "false"}, "d"),
    ({"count__gte": "3"}, "d"),
    ({"count__lte": "2"}, ""),
    ({"mentioned_on__gte": "2022-01-01"}, "bc"),
    ({"mentioned_on__lte": "2022-01-01"}, "ad"),
    ({"chapter": "@chapter"}, "a"),
    ({"section": "@section"}, "a"),
    ({"paragraph": "@inside"}, "a"),
    ({"paragraph__in": "@inside"}, "a"),
    ({"line": "7"}, "a"),
    ({"line__gte": "9", "line__lte": "11"}, "bc"),
]
OF_ANY_MENTIONS = [({"project": "@1"}, "ab"), ({"project__in": "@1,@2"}, "abc"), ({"project__isnull": "true"}, "")]


def given(query, projects):
    return {key: re.sub(r"@(\w+)", lambda name: str(projects[name[1]].id), value) for key, value in query.items()}


def found(projects, keys):
    return {str(projects[key].id) for key in keys}


def test_filters_of_projects(ids, projects):
    for query, numbers in [*((query, numbers) for query, numbers, _ in OF_BOTH), *OF_PROJECTS]:
        assert set(ids("projects/", **given(query, projects))) == found(projects, numbers), query


def test_filters_of_mentions(ids, projects):
    for query, letters in [*((query, letters) for query, _, letters in OF_BOTH), *OF_MENTIONS, *OF_ANY_MENTIONS]:
        assert set(ids("project-mentions/", **given(query, projects))) == found(projects, letters), query


def test_filters_of_the_mentions_of_one_project(ids, projects):
    for query, letters in [*((query, letters) for query, _, letters in OF_BOTH), *OF_MENTIONS]:
        expected = found(projects, set(letters) & set("ab"))
        assert set(ids(f"projects/{projects['1'].id}/mentions/", **given(query, projects))) == expected, query


def test_every_filter_is_tried():
    from plans.api.project_filters import MentionFilters, ProjectFilters, ProjectMentionFilters

    def names(*tables):
        return {name for table in tables for query, *_ in table for name in query}

    def special(filterset):
        """All but the plain ones and what is derived from them, which test_lookups tries."""
        return {name for name, each in filterset.base_filters.items() if not (each.is_plain or each.is_derived or name.startswith("document__title"))}

    assert special(ProjectFilters) <= names(OF_BOTH, OF_PROJECTS) <= {*ProjectFilters.base_filters}
    assert special(MentionFilters) <= names(OF_BOTH, OF_MENTIONS) <= {*MentionFilters.base_filters}
    assert special(ProjectMentionFilters) <= names(OF_BOTH, OF_MENTIONS, OF_ANY_MENTIONS) <= {*ProjectMentionFilters.base_filters}


PROJECT_ORDERINGS = [
    ("name", "132"), ("-name", "231"), ("region", "123"), ("-kind,name", "312"), ("stage", "213"), ("deadline_date", "132"), ("-scale_value", "231"),
    ("first_mentioned_on", "132"), ("last_mentioned_on", "312"), ("-mention_count", "132"), ("document_count", "231"), ("id", "123"),
    ("-updated_at", "321"),
]  # fmt: skip
MENTION_ORDERINGS = [
    ("position", "adbc"), ("-position", "cbda"), ("mentioned_on", "adbc"), ("-mentioned_on", "cbda"), ("name", "badc"), ("region", "cabd"),
    ("stage", "cabd"), ("deadline_date", "bdac"), ("scale_value", "cabd"), ("id", "abcd"), ("-updated_at", "dcba"),
]  # fmt: skip


@pytest.mark.parametrize(("ordering", "numbers"), PROJECT_ORDERINGS)
def test_orderings_of_projects(ids, projects, ordering, numbers):
    """Each key, the unknown last; equal projects by id."""
    assert ids("projects/", ordering=ordering) == [str(projects[number].id) for number in numbers]


@pytest.mark.parametrize(("ordering", "letters"), MENTION_ORDERINGS)
def test_orderings_of_mentions(ids, projects, ordering, letters):
    assert ids("project-mentions/", ordering=ordering) == [str(projects[letter].id) for letter in letters]


def test_every_ordering_is_tried():
    from plans.api.projects import ProjectMentionViewSet, ProjectViewSet

    assert set(ProjectViewSet.orderings) == {key.removeprefix("-") for ordering, _ in PROJECT_ORDERINGS for key in ordering.split(",")}
    assert set(ProjectMentionViewSet.orderings) == {ordering.removeprefix("-") for ordering, _ in MENTION_ORDERINGS}


@pytest.mark.parametrize(("path", "orderings"), [("projects/", PROJECT_ORDERINGS), ("project-mentions/", MENTION_ORDERINGS)])
def test_pages_hold_every_record_once(get, projects, make, path, orderings):
    for n in range(12):
        more = {"scale_value": n % 5, "scale_unit": "吨"} if n % 4 else {}
        project = make.new_project(f"高铁{n % 5}", deadline_date=f"2026-0{n % 3 + 1}-01" if n % 4 else None, **more)
        make.new_mention(project, document=projects["plan"], dated=f"2020-0{n % 3 + 1}-01" if n % 4 else None, **more)
    for ordering, _ in orderings:
        whole = [record["id"] for record in get(path, ordering=ordering).json()["results"]]
        seen, address, query = [], path, {"ordering": ordering, "page_size": 4}
        while address:
            page = get(address, **query).json()
            seen += [record["id"] for record in page["results"]]
            address, query = page["next"], {}
        assert seen == whole, ordering
        assert len(set(seen)) == (15 if path == "projects/" else 16), ordering


REFUSED = [
    ("projects/", "stage", "开工", "invalid_choice", "started"),
    ("projects/", "stage__in", "started,complete", "invalid_choice", "completed"),
    ("projects/", "kind", "建设项目", "invalid_choice", "construction"),
    ("projects/", "region", "离石区", "unknown_region", "141102"),
    ("projects/", "scale_value__gte", "70万千瓦", "invalid", "700000"),
    ("projects/", "deadline_date__gte", "2026年8月31日", "invalid", "2026-08-31"),
    ("projects/", "year", "二〇二六", "invalid", None),
    ("projects/", "review", "reviewed", "unknown", "review_state"),
    ("projects/", "type", "outline", "unknown", "document__type"),
    ("projects/", "documents", "2", "unknown", "document"),
    ("projects/", "scale__gte", "2", "unknown", "scale_value__gte"),
    ("projects/", "ordering", "-deadline", "invalid_choice", "-deadline_date"),
    ("projects/", "document", "铁路规划", "invalid", None),
    ("project-mentions/", "project", "太绥高铁", "invalid", None),
    ("project-mentions/", "tense", "reported", "invalid_choice", None),
    ("project-mentions/", "chapters", "x", "unknown", "chapter"),
    ("project-mentions/", "ordering", "-mentioned", "invalid_choice", "-mentioned_on"),
]


@pytest.mark.parametrize(("path", "parameter", "value", "code", "suggestion"), REFUSED)
def test_what_makes_no_sense_is_refused(refused, projects, path, parameter, value, code, suggestion):
    error = refused(path, **{parameter: value})
    assert (error["parameter"], error["code"], error["suggestion"]) == (parameter, code, suggestion), error
