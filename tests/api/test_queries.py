"""How many queries a request takes: the same, whatever it returns."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

LISTS = ["documents", "references", "chapters", "sections", "paragraphs", "targets", "outcomes", "sources", "diagnostics", "corrections"]


def cost(get, path, **query):
    with CaptureQueriesContext(connection) as queries:
        response = get(path, **query)
    assert response.status_code == 200
    return len(queries), response


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


@pytest.mark.parametrize(("path", "queries"), [("", 1), ("tree/", 4), ("text/", 4), ("source/", 2)])
def test_documents_of_any_size(get, make, path, queries):
    small, large = make.whole_document(), make.whole_document(chapters=3, sections=4, paragraphs=5)
    for document in (small, large):
        assert cost(get, f"documents/{document.id}/{path}")[0] == queries


@pytest.mark.parametrize("path", LISTS)
def test_details(get, make, path):
    make.whole_document()
    record = get(f"{path}/").json()["results"][0]
    assert cost(get, f"{path}/{record['id']}/")[0] == 1


@pytest.mark.parametrize("path", ["", "tree/", "text/", "source/"])
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
