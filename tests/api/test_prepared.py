"""Statements that are kept: the same answers as by the usual way, whatever was asked before."""

import pytest

from plans.api import prepared


@pytest.fixture(autouse=True)
def nothing_kept():
    prepared._kept.clear()


@pytest.mark.parametrize("prepares", [True, False])
def test_the_next_values_get_their_own_answers(get, ids, figures, settings, prepares):
    settings.DATABASE_PREPARES = prepares
    a, b, c, d = (str(figures[name].id) for name in "abcd")
    for _ in range(4):  # PostgreSQL plans a statement anew some times, and then keeps a plan for all values
        assert ids("targets/", year=2025) == [a]
        assert ids("targets/", year=2030) == [b]
        assert ids("targets/", year=2026, region="440000") == [c]
        assert ids("targets/", year=2025, region="440000") == []
        assert ids("targets/", document=str(figures["plan"].id)) == [a, b]
        assert ids("targets/", document=str(figures["report"].id)) == [c, d]
        assert ids("targets/", year__gte=2026) == [b, c]
        assert ids("targets/", indicator__theme="ecology") == [b]
    assert len(prepared._kept) == 5


def test_what_does_more_than_compare_is_not_kept(ids, figures, get):
    a, b, c, d = (str(figures[name].id) for name in "abcd")
    assert ids("targets/", within="140000") == [a, b]
    assert ids("targets/", within="440000") == [c]
    assert ids("targets/", year__isnull="true") == [d]
    assert ids("targets/", year__in="2025,2030") == [a, b]
    assert ids("targets/", q="口袋") == [c]
    assert get("targets/", year=2025, count="true").json()["count"] == 1
    assert prepared._kept == {}


def test_each_shape_order_size_and_place_has_its_own(get, figures):
    assert [*get("targets/", year=2025, fields="name").json()["results"][0]] == ["name"]
    assert "source" in get("targets/", year=2025).json()["results"][0]
    for ordering in ("year", "-year", "normal_value", "-normal_value"):
        seen, address = [], "targets/"
        page = get(address, ordering=ordering, page_size=1).json()
        while page["next"]:
            seen += [record["id"] for record in page["results"]]
            page = get(page["next"]).json()
        seen += [record["id"] for record in page["results"]]
        assert seen == [record["id"] for record in get(address, ordering=ordering, count="true").json()["results"]]


def test_rows_that_depend_on_the_address_are_not_kept(ids, projects):
    first, second = (str(projects[n].id) for n in "12")
    assert ids(f"projects/{first}/mentions/") == [str(projects[name].id) for name in "ab"]
    assert ids(f"projects/{second}/mentions/") == [str(projects["c"].id)]
    assert prepared._kept == {}


def test_no_more_than_so_many_are_kept(ids, figures, monkeypatch):
    monkeypatch.setattr(prepared, "MOST", 2)
    for size in (1, 2, 3):
        assert ids("targets/", year=2025, page_size=size) == [str(figures["a"].id)]
    assert len(prepared._kept) == 1
