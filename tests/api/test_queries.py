"""How many queries a request takes: the same, whatever it returns."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

LISTS = [
    "documents", "references", "chapters", "sections", "paragraphs", "targets", "outcomes", "projects", "project-mentions", "sources", "diagnostics",
    "corrections",
]  # fmt: skip


def cost(get, path, **query):
    """How many queries an answer takes, beside that for the version of the data, which every list begins with."""
    with CaptureQueriesContext(connection) as queries:
        response = get(path, **query)
    assert response.status_code == 200
    versions = ["plans_change_state" in each["sql"] for each in queries]
    assert not any(versions[1:])
    return len(queries) - sum(versions), response


@pytest.mark.parametrize("path", LISTS)
def test_lists(get, make, path):
    """One query for 2 rows and one for 50; another for the count."""
    for _ in range(2):
        make.whole_document()
    few, response = cost(get, f"{path}/", page_size=2)
    assert len(response.json()["results"]) == 2
    for _ in range(49):
        make.whole_document()
    many, response = cost(get, f"{path}/", page_size=50)
    assert len(response.json()["results"]) == 50
    assert few == many == 1
    assert cost(get, f"{path}/", count="true")[0] == 2
    assert cost(get, response.json()["next"])[0] == 1


def test_the_list_of_regions(get, regions):
    assert cost(get, "regions/", page_size=2)[0] == cost(get, "regions/", page_size=5)[0] == 1


@pytest.mark.parametrize("query", [{"region": "141100"}, {"within": "140000"}, {"region__in": "141100,140000,440000"}])
def test_a_region_is_checked_in_one_query(get, make, regions, query):
    assert cost(get, "documents/", **query)[0] == 2


def test_filters_across_relations_join(get, make, regions):
    query = {"document__within": "140000", "document__type": "outline", "kind__in": "paragraph,item", "q": "x", "line__gte": 2}
    assert cost(get, "paragraphs/", **query)[0] == 2


@pytest.mark.parametrize(
    ("path", "query", "queries"),
    [
        ("", {}, 1),
        ("series/", {}, 5),
        ("series/", {"count": "true"}, 6),
        ("series/", {"within": "140000"}, 6),
        ("compare/", {"region": ["141100", "140100", "440000"]}, 6),
    ],
)
def test_an_indicator_of_1_and_of_100_figures(get, make, regions, path, query, queries):
    """The indicator and what was merged into it; what regions are asked for; keys of series; targets, outcomes."""
    make.new_indicator("gdp")
    document, codes = make.new_document(), [*regions]
    paragraph = make.new_paragraph(document, "到2025年,地区生产总值达到543.8亿元。")
    for n in range(100):
        if n == 1:
            assert cost(get, f"indicators/gdp/{path}", **query)[0] == queries
        for new in (make.new_target, make.new_outcome):
            new(paragraph, indicator_id="gdp", region_id=codes[n % 5], year=2000 + n % 30)
    assert cost(get, f"indicators/gdp/{path}", **query)[0] == queries


@pytest.mark.parametrize("path", ["targets", "outcomes"])
def test_figures_by_every_relation(get, make, regions, path):
    """One query for the figures, one for each kind of code that is checked."""
    make.new_indicator("gdp")
    query = {
        "document__within": "140000",
        "document__year": 2023,
        "indicator__theme": "economy",
        "chapter": "019a9d6e-4c1b-7c52-9a6f-0d3b6a1f2c01",
    }
    assert cost(get, f"{path}/", **query)[0] == 2
    assert cost(get, f"{path}/", indicator__in="gdp", region__in="141100,140000", count="true")[0] == 4


def test_what_is_asked_of_mentions_joins(get, make, regions):
    """One query for the projects, one for each kind of code that is checked."""
    query = {"document__within": "140000", "document__type": "outline", "mention_year": 2021, "q": "高铁", "kind": "construction"}
    assert cost(get, "projects/", **query)[0] == 2
    assert cost(get, "project-mentions/", **query, within="140000")[0] == 3


@pytest.mark.parametrize(("path", "query", "queries"), [("mentions/", {}, 2), ("mentions/", {"count": "true"}, 3), ("", {}, 1)])
def test_a_project_of_1_and_of_100_mentions(get, make, path, query, queries):
    """Whether it is there; its mentions."""
    project, document = make.new_project(), make.new_document()
    paragraph = make.new_paragraph(document, "今年,开工建设太绥高铁。")
    for n in range(100):
        if n == 1:
            assert cost(get, f"projects/{project.id}/{path}", **query)[0] == queries
        make.new_mention(project, paragraph)
    taken, response = cost(get, f"projects/{project.id}/{path}", **query)
    assert taken == queries
    if path:
        assert cost(get, response.json()["next"])[0] == queries


def test_a_package_of_1_and_of_100_projects(get, make, regions):
    """The document; what it says of projects."""
    document = make.new_document()
    for n in range(100):
        if n == 1:
            assert cost(get, f"documents/{document.id}/oc4ids/")[0] == 2
        make.new_mention(make.new_project(f"高铁{n}", region=regions["141100"]), document=document)
    taken, response = cost(get, f"documents/{document.id}/oc4ids/")
    assert (taken, len(response.json()["projects"])) == (2, 100)


def test_the_registry(get, make):
    for n in range(3):
        make.new_indicator(f"code_{n}")
    assert cost(get, "indicators/", page_size=1)[0] == cost(get, "indicators/", page_size=3)[0] == 1


@pytest.mark.parametrize(("path", "queries"), [("", 1), ("tree/", 2), ("text/", 2), ("source/", 2)])
def test_documents_of_any_size(get, make, path, queries):
    small, large = make.whole_document(), make.whole_document(chapters=3, sections=4, paragraphs=5)
    for document in (small, large):
        assert cost(get, f"documents/{document.id}/{path}")[0] == queries


@pytest.mark.parametrize("path", LISTS)
def test_details(get, make, path):
    make.whole_document()
    record = get(f"{path}/").json()["results"][0]
    assert cost(get, f"{path}/{record['id']}/")[0] == 1


@pytest.mark.parametrize("path", ["", "tree/", "text/", "source/", "oc4ids/"])
def test_unchanged_takes_one_query(get, make, path):
    address = f"documents/{make.whole_document().id}/{path}"
    etag = get(address)["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert get(address, headers={"if-none-match": etag}).status_code == 304
    assert len(queries) == 1


def test_bytes_and_maps_stay_in_the_database(get, make):
    make.whole_document()
    for path, column in [("sources/", "content"), ("documents/", "content"), ("paragraphs/", "source_map")]:
        with CaptureQueriesContext(connection) as queries:
            get(path)
        assert f'"{column}"' not in queries[0]["sql"]


def test_the_root_takes_none(get, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert get("").status_code == 200
