"""Every documented ordering of every list has an index that gives a page without sorting the table, on the first page and later."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.api.urls import router

# Registries: some thousand regions, some hundred indicators, whatever is imported.
FIXED = {"regions", "indicators"}
# What is equal in these is little: the records written at one moment, mostly those of one document; those at one place.
FEW_EQUAL = {"Incremental Sort"}
ALLOWED = {"updated_at": FEW_EQUAL, "position": FEW_EQUAL, "mentioned_on": FEW_EQUAL, "line": FEW_EQUAL, "-line": FEW_EQUAL | {"Sort"}}
LISTS = {prefix: view.orderings for prefix, view, _ in router.registry if prefix not in FIXED and hasattr(view, "orderings")}


def nodes(plan, above=()):
    """Every node of a plan with the types of those below it."""
    below = [each for part in plan.get("Plans", ()) for each in nodes(part)]
    return [(plan["Node Type"], [kind for kind, _ in below]), *below]


def sorted_without_end(sql):
    """How the plan sorts what is not limited: [] where an index gives the rows in order."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
        (found,) = cursor.fetchone()
    found = json.loads(found) if isinstance(found, str) else found
    return [kind for kind, below in nodes(found[0]["Plan"]) if kind.endswith("Sort") and "Limit" not in below]


def test_the_lists_are_here():
    assert {*LISTS} >= {"documents", "paragraphs", "targets", "outcomes", "projects", "project-mentions", "diagnostics"}


@pytest.fixture
def pages(get, make, settings):
    """The SQL of the first page of a list and of the one after it."""
    settings.DATABASE_PREPARES = False  # the SQL is to have its values in it
    for _ in range(2):
        make.whole_document()

    def pages(path, ordering):
        with CaptureQueriesContext(connection) as queries:
            first = get(f"{path}/", ordering=ordering, page_size=1)
            assert get(first.json()["next"]).status_code == 200
        return [query["sql"] for query in queries if 'FROM "plans_' in query["sql"]]

    return pages


@pytest.mark.parametrize("path", LISTS)
def test_no_ordering_sorts_the_table(pages, path):
    sorting = {}
    for ordering in (sign + name for name in LISTS[path] for sign in ("", "-")):
        statements = pages(path, ordering)
        assert len(statements) == 2
        allowed = ALLOWED.get(ordering) or ALLOWED.get(ordering.removeprefix("-"), set())
        sorting[ordering] = [sql for sql in statements if not {*sorted_without_end(sql)} <= allowed]
    assert {ordering: sql for ordering, sql in sorting.items() if sql} == {}


def test_an_ordering_without_an_index_is_noticed(make):
    make.whole_document()
    assert sorted_without_end("SELECT id FROM plans_target ORDER BY clause, id LIMIT 5") == ["Sort"]
    assert sorted_without_end("SELECT id FROM plans_target ORDER BY year, clause LIMIT 5") == ["Incremental Sort"]
    assert sorted_without_end("SELECT id FROM plans_target ORDER BY year, id LIMIT 5") == []
