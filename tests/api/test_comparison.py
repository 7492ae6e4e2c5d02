"""One indicator in several regions, side by side."""

import pytest

from plans import series
from plans.models import Outcome, Target


def test_regions_side_by_side(get, make, gdp):
    """Years in order, every region in each, in the order asked for; the newest number, and null where there is none."""
    make.new_target(**make.measures(gdp["old"], "141100", year=2025, normal_value=1))
    make.new_target(**make.measures(gdp["new"], "141100", year=2025, normal_value=2))
    make.new_outcome(**make.measures(gdp["new"], "141100", year=2020, normal_value=3))
    make.new_outcome(**make.measures(gdp["new"], "140100", year=2020, normal_value=4))
    make.new_outcome(**make.measures(gdp["new"], "141102", year=2020, normal_value=5))
    make.new_outcome(
        **make.measures(gdp["new"], "140100", year=2020, normal_value=6, measure="change", unit_family="percent", normal_unit="%")
    )
    body = get("indicators/gdp/compare/", region=["140100", "141100"]).json()
    assert list(body) == ["indicator", "regions", "results", "truncated"]
    assert [region["name"] for region in body["regions"]] == ["太原市", "吕梁市"]
    assert [(one["measure"], one["unit_family"], one["normal_unit"]) for one in body["results"]] == [
        ("change", "percent", "%"),
        ("level", "money", "元"),
    ]
    table = [
        (
            year["year"],
            [
                (cell["region"], *(cell[tense] and cell[tense]["normal_value"] for tense in ("target", "outcome")))
                for cell in year["values"]
            ],
        )
        for year in body["results"][1]["years"]
    ]
    assert table == [
        (2020, [("140100", None, 4), ("141100", None, 3)]),
        (2025, [("140100", None, None), ("141100", 2, None)]),
    ]
    assert body["truncated"] is False


def test_regions_in_one_list_and_filters(get, make, gdp):
    make.new_outcome(**make.measures(gdp["new"], "141100", year=2020))
    make.new_outcome(**make.measures(gdp["new"], "140100", year=2022, measure="count"))
    both = get("indicators/gdp/compare/", region="141100,140100").json()
    assert both == get("indicators/gdp/compare/", region=["141100", "140100"]).json()
    assert len(both["results"]) == 2
    for query in ({"measure": "count"}, {"year__gte": 2021}, {"year": 2022}):
        assert get("indicators/gdp/compare/", region="141100,140100", **query).json()["results"] == [both["results"][0]]
    assert get("indicators/gdp/compare/", region="141100,140100", unit_family="percent").json()["results"] == []
    assert len(get("indicators/gdp/compare/", region="141100,140100", document=gdp["new"].id).json()["results"]) == 2
    assert get("indicators/gdp/compare/", region="141100,140100", document__type="outline").json()["results"] == []


def test_a_large_comparison_keeps_the_latest_years_whole(get, make, gdp, monkeypatch):
    monkeypatch.setattr(series, "LARGEST_COMPARISON", 5)
    for year in range(2010, 2020):
        for code in ("141100", "140100"):
            make.new_outcome(**make.measures(gdp["old"], code, year=year))
    make.new_target(**make.measures(gdp["old"], "141100", year=2012))
    body = get("indicators/gdp/compare/", region="141100,140100").json()
    assert body["truncated"] is True
    assert [year["year"] for year in body["results"][0]["years"]] == [2018, 2019]
    assert all(cell["outcome"] for year in body["results"][0]["years"] for cell in year["values"])


@pytest.mark.parametrize(
    ("query", "code", "suggestion"),
    [
        ({}, "too_few", None),
        ({"region": "141100"}, "too_few", None),
        ({"region": ["141100", "141100"]}, "too_few", None),
        ({"region": [f"{code:06}" for code in range(11)]}, "too_many", None),
        ({"region": ["141100", "太原市"]}, "unknown_region", "140100"),
        ({"region": "141100,999999"}, "unknown_region", None),
        ({"region": ["141100", ""]}, "blank", None),
    ],
)
def test_regions_that_cannot_be_compared(refused, gdp, query, code, suggestion):
    error = refused("indicators/gdp/compare/", **query)
    assert (error["parameter"], error["code"], error["suggestion"]) == ("region", code, suggestion)


def test_other_refusals_of_compare(refused, get, gdp):
    assert refused("indicators/gdp/compare/", region__in="141100,140100", region="141100,140100")["suggestion"] == "region"
    assert refused("indicators/gdp/compare/", region="141100,140100", within="140000")["code"] == "unknown"
    assert get("indicators/nothing/compare/", region="141100,140100").status_code == 404


def test_what_is_said_of_both_models(gdp):
    """Targets and outcomes are one class of figure: what works for one does for the other."""
    assert {field.name for field in Target._meta.fields} == {field.name for field in Outcome._meta.fields}
