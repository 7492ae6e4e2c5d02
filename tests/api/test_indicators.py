"""The registry of indicators: its filters, one of them, and old codes and names that lead to it."""

import pytest


def test_the_registry_is_listed_by_code(ids, gdp):
    assert ids("indicators/") == ["forest_coverage", "gdp", "gross_output"]
    assert ids("indicators/", ordering="-code")[0] == "gross_output"
    assert ids("indicators/", ordering="theme,-code") == ["forest_coverage", "gross_output", "gdp"]
    assert ids("indicators/", ordering="-updated_at")[0] == "forest_coverage"
    assert len(ids("indicators/", ordering="name")) == 3


FILTERS = [
    ({"code": "gdp"}, "gdp"),
    ({"code__in": "gdp,forest_coverage"}, "forest_coverage gdp"),
    ({"name": "GDP"}, "gdp"),
    ({"name": "经济总量"}, "gdp"),
    ({"name": "gross domestic product"}, "gdp"),
    ({"name": "地区"}, ""),
    ({"q": "地区"}, "gdp"),
    ({"q": "经济总"}, "gdp"),
    ({"q": "domestic"}, "gdp"),
    ({"q": "forest"}, "forest_coverage"),
    ({"unit_family": "percent"}, "forest_coverage"),
    ({"unit_family__in": "percent,money"}, "forest_coverage gdp gross_output"),
    ({"direction": "neutral"}, "forest_coverage"),
    ({"direction__in": "up,down"}, "gdp gross_output"),
    ({"theme": "ecology"}, "forest_coverage"),
    ({"theme__in": "ecology,health"}, "forest_coverage"),
    ({"superseded": "true"}, "gross_output"),
    ({"superseded": "false"}, "forest_coverage gdp"),
    ({"superseded_by": "gdp"}, "gross_output"),
    ({"from_registry": "true"}, ""),
    ({"region": "141100"}, "gdp"),
    ({"region": "140000"}, ""),
    ({"within": "140000"}, "forest_coverage gdp"),
    ({"within": "140000", "theme": "ecology"}, "forest_coverage"),
    ({"document": "@old"}, "gdp"),
]


def test_filters(ids, make, gdp):
    make.new_target(**make.measures(gdp["old"], "141100"))
    make.new_outcome(**make.measures(gdp["new"], "141102", "forest_coverage"))
    for query, codes in FILTERS:
        given = {key: str(gdp[value[1:]].id) if value.startswith("@") else value for key, value in query.items()}
        assert ids("indicators/", **given) == codes.split(), query


def test_every_filter_is_tried():
    """Here or, if it only compares, in test_lookups."""
    from plans.api.figure_filters import IndicatorFilters

    special = {name for name, each in IndicatorFilters.base_filters.items() if not (each.is_plain or each.is_derived)}
    assert special <= {name for query, _ in FILTERS for name in query}
    assert special


def test_one_indicator(get, gdp):
    response = get("indicators/gdp/")
    record = response.json()
    assert record in get("indicators/").json()["results"]
    assert record["aliases"] == ["GDP", "生产总值", "经济总量"]
    assert (record["description"], record["superseded_by"], record["unit_family"]) == (None, None, "money")
    assert get("indicators/gdp/", headers={"if-none-match": response["ETag"]}).status_code == 304


@pytest.mark.parametrize("asked", ["gross_output", "GDP", "地区生产总值", "经济总量"])
@pytest.mark.parametrize(("path", "query"), [("", {}), ("series/", {"within": "140000"}), ("compare/", {"region": ["141100", "140100"]})])
def test_an_old_code_and_a_name_lead_to_the_indicator(get, client, gdp, asked, path, query):
    response = get(f"indicators/{asked}/{path}", **query)
    assert response.status_code == 308
    assert response["Location"].startswith(f"/api/v1/indicators/gdp/{path}")
    assert client.get(response["Location"]).status_code == 200
    assert ("?" in response["Location"]) == bool(query)


def test_a_name_of_two_indicators_leads_nowhere(get, make, gdp):
    make.new_indicator("gdp_total", name="经济总量")
    response = get("indicators/经济总量/")
    assert response.status_code == 404
    assert "Did you mean “gdp”?" in response.json()["detail"]
    assert "Did you mean “gdp”?" in get("indicators/gpd/").json()["detail"]
