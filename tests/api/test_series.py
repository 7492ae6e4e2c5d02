"""Indicators: the registry, each one through time, and several regions side by side."""

import pytest

from plans import series
from plans.models import Outcome, Target


@pytest.fixture
def gdp(make, regions):
    """地区生产总值, an old code of it, and two documents about 吕梁市 that do not agree."""
    gdp = make.new_indicator(
        "gdp", name="地区生产总值", name_en="Gross domestic product", aliases=["GDP", "生产总值"], editor_aliases=["经济总量"]
    )
    make.new_indicator("gross_output", name="总产出", superseded_by=gdp)
    make.new_indicator("forest_coverage", name="森林覆盖率", theme="ecology", unit_family="percent", direction="neutral")
    old = make.new_document(title="十四五规划", region=regions["141100"], published_on="2021-05-01", doc_type="outline")
    new = make.new_document(title="二〇二四年报告", region=regions["141100"], published_on="2024-02-01", doc_type="work_report")
    return {"old": old, "new": new}


def measures(document, region, code="gdp", **values):
    """Values of a figure of an indicator in some region."""
    return {"document": document, "region_id": region, "indicator_id": code} | values


def drawn(body):
    """Series as (region, measure, unit family, target years and values, outcome years and values)."""
    lines = (
        [(point["year"], point["normal_value"]) for point in each] for one in body["results"] for each in (one["targets"], one["outcomes"])
    )
    return [(one["region"], one["measure"], one["unit_family"], next(lines), next(lines)) for one in body["results"]]


# ── The registry ──


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
    make.new_target(**measures(gdp["old"], "141100"))
    make.new_outcome(**measures(gdp["new"], "141102", "forest_coverage"))
    for query, codes in FILTERS:
        given = {key: str(gdp[value[1:]].id) if value.startswith("@") else value for key, value in query.items()}
        assert ids("indicators/", **given) == codes.split(), query


def test_every_filter_is_tried():
    from plans.api.figure_filters import IndicatorFilters

    assert set(IndicatorFilters.base_filters) == {name for query, _ in FILTERS for name in query}


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


# ── Series ──


def test_plan_against_result(get, make, gdp):
    """Two lines, each in the order of years; figures without a year and of other indicators are not in them."""
    for year, value in ((2025, 900), (2023, 800)):
        make.new_target(**measures(gdp["old"], "141100", year=year, normal_value=value))
    for year, value in ((2022, 700), (2020, 600)):
        make.new_outcome(**measures(gdp["new"], "141100", year=year, normal_value=value))
    make.new_target(**measures(gdp["old"], "141100", year=None))
    make.new_target(**measures(gdp["old"], "141100", "forest_coverage", year=2021))
    body = get("indicators/gdp/series/").json()
    assert list(body) == ["indicator", "next", "previous", "results"]
    assert body["indicator"] == get("indicators/gdp/").json()
    assert drawn(body) == [("141100", "level", "money", [(2023, 800), (2025, 900)], [(2020, 600), (2022, 700)])]
    assert (body["results"][0]["normal_unit"], body["results"][0]["region_name"]) == ("元", "山西省吕梁市")
    assert body["results"][0]["truncated"] is False


def test_only_like_numbers_stand_in_one_series(get, make, gdp):
    """Regions, measures and kinds of unit are apart; so are base units, but for words that count the same things."""
    percent = {"unit_family": "percent", "normal_unit": "%"}
    make.new_target(**measures(gdp["old"], "141100"))
    make.new_target(**measures(gdp["old"], "140100"))
    make.new_target(**measures(gdp["old"], None))
    make.new_target(**measures(gdp["old"], "141100", measure="change", **percent))
    for unit in ("元/人/月", "元/人/年"):
        make.new_outcome(**measures(gdp["old"], "141100", unit_family="per_unit", normal_unit=unit))
    for unit in ("个", "家"):
        make.new_outcome(**measures(gdp["old"], "141100", unit_family="count", normal_unit=unit))
    found = [
        (one["region"], one["measure"], one["normal_unit"], len(one["outcomes"])) for one in get("indicators/gdp/series/").json()["results"]
    ]
    assert found == [
        ("140100", "level", "元", 0), ("141100", "change", "%", 0), ("141100", "level", None, 2), ("141100", "level", "元", 0),
        ("141100", "level", "元/人/年", 1), ("141100", "level", "元/人/月", 1), (None, "level", "元", 0),
    ]  # fmt: skip


def test_the_newest_document_counts_and_in_it_the_first_number(get, make, gdp):
    earlier = make.new_target(**measures(gdp["old"], "141100", normal_value=1, position=1))
    first = make.new_target(**measures(gdp["new"], "141100", normal_value=2, position=5))
    later = make.new_target(**measures(gdp["new"], "141100", normal_value=3, position=9))
    undated = make.new_document(published_on=None, period_start=2016)
    oldest = make.new_target(**measures(undated, "141100", normal_value=4))
    points = get("indicators/gdp/series/").json()["results"][0]["targets"]
    assert [point["id"] for point in points] == [str(target.id) for target in (oldest, earlier, later, first)]
    assert [point["newest"] for point in points] == [False, False, False, True]


def test_a_point_says_what_its_record_says(get, make, gdp):
    make.new_outcome(**measures(gdp["new"], "141100", strength="力争", nature="binding", base_value="12.5", review_state="reviewed"))
    point = get("indicators/gdp/series/").json()["results"][0]["outcomes"][0]
    record = get(f"outcomes/{point['id']}/").json()
    shared = set(point) & set(record)
    assert {name: point[name] for name in shared} == {name: record[name] for name in shared}
    assert set(point) - shared == {"newest", "document_title", "document_type", "published_on"}
    assert (point["document_title"], point["document_type"], point["published_on"]) == ("二〇二四年报告", "work_report", "2024-02-01")


SERIES_FILTERS = [
    ({}, "abcd"),
    ({"region": "141100"}, "ab"),
    ({"region__in": "141102,440000"}, "cd"),
    ({"within": "141100"}, "abc"),
    ({"year": "2021"}, "b"),
    ({"year__gte": "2021"}, "bcd"),
    ({"year__lte": "2021"}, "ab"),
    ({"measure": "change"}, "d"),
    ({"measure__in": "change,count"}, "d"),
    ({"unit_family": "percent"}, "d"),
    ({"unit_family__in": "percent,money"}, "abcd"),
    ({"document__type": "outline"}, "ac"),
    ({"document__type__in": "work_report"}, "bd"),
    ({"review_state": "reviewed"}, "b"),
    ({"review_state__in": "unreviewed,in_review"}, "acd"),
]


def test_filters_of_series(get, make, gdp):
    """Every filter, by letter."""
    from plans.api.figure_filters import SeriesFilters

    made = {
        "a": make.new_target(**measures(gdp["old"], "141100", year=2020)),
        "b": make.new_outcome(**measures(gdp["new"], "141100", year=2021, review_state="reviewed")),
        "c": make.new_outcome(**measures(gdp["old"], "141102", year=2022)),
        "d": make.new_target(**measures(gdp["new"], "440000", year=2023, measure="change", unit_family="percent", normal_unit="%")),
    }
    for query, letters in SERIES_FILTERS:
        results = get("indicators/gdp/series/", **query).json()["results"]
        found = {point["id"] for one in results for point in one["targets"] + one["outcomes"]}
        assert found == {str(made[letter].id) for letter in letters}, query
    assert set(SeriesFilters.base_filters) == {name for query, _ in SERIES_FILTERS for name in query}


def test_what_was_merged_into_an_indicator_belongs_to_it(get, make, gdp):
    make.new_target(**measures(gdp["old"], "141100", "gross_output", year=2020, normal_value=5))
    make.new_target(**measures(gdp["old"], "141100", year=2021, normal_value=6))
    assert drawn(get("indicators/gdp/series/").json())[0][3] == [(2020, 5), (2021, 6)]


def test_series_come_in_pages(get, make, gdp, regions):
    for code in regions:
        make.new_target(**measures(gdp["old"], code))
        make.new_outcome(**measures(gdp["new"], code, measure="change"))
    whole = drawn(get("indicators/gdp/series/").json())
    assert len(whole) == 10
    page, seen = get("indicators/gdp/series/", page_size=3, count="true").json(), []
    assert page["count"] == 10
    assert page["previous"] is None
    while page["next"]:
        seen, last = seen + drawn(page), page
        page = get(page["next"]).json()
    assert seen + drawn(page) == whole
    assert len(page["results"]) == 1
    assert get(page["previous"]).json()["results"] == last["results"]
    assert get(get(page["previous"]).json()["next"]).json() == page


def test_a_long_series_keeps_the_latest(get, make, gdp, monkeypatch):
    monkeypatch.setattr(series, "LONGEST_SERIES", 3)
    for year in range(2010, 2015):
        make.new_outcome(**measures(gdp["old"], "141100", year=year))
    one = get("indicators/gdp/series/").json()["results"][0]
    assert [point["year"] for point in one["outcomes"]] == [2012, 2013, 2014]
    assert one["truncated"] is True
    assert get("indicators/gdp/series/", year__lte=2012).json()["results"][0]["truncated"] is False


def test_an_indicator_nobody_measures_has_no_series(get, gdp):
    assert get("indicators/gdp/series/", count="true").json() | {"indicator": 0} == {
        "indicator": 0, "count": 0, "next": None, "previous": None, "results": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "parameter", "suggestion"),
    [
        ({"page_size": 51}, "page_size", "50"),
        ({"cursor": "x"}, "cursor", None),
        ({"ordering": "year"}, "ordering", None),
        ({"years": 2020}, "years", "year"),
        ({"region": "吕梁市"}, "region", "141100"),
        ({"measure": "growth"}, "measure", None),
        ({"count": "yes"}, "count", None),
    ],
)
def test_refusals_of_series(refused, gdp, query, parameter, suggestion):
    error = refused("indicators/gdp/series/", **query)
    assert (error["parameter"], error["suggestion"]) == (parameter, suggestion)


def test_a_cursor_belongs_to_its_indicator(get, refused, make, gdp, regions):
    for code in regions:
        make.new_target(**measures(gdp["old"], code))
    cursor = get("indicators/gdp/series/", page_size=1).json()["next"].split("cursor=")[1].split("&")[0]
    assert get("indicators/gdp/series/", cursor=cursor).status_code == 200
    assert refused("indicators/forest_coverage/series/", cursor=cursor)["parameter"] == "cursor"


# ── Side by side ──


def test_regions_side_by_side(get, make, gdp):
    """Years in order, every region in each, in the order asked for; the newest number, and null where there is none."""
    make.new_target(**measures(gdp["old"], "141100", year=2025, normal_value=1))
    make.new_target(**measures(gdp["new"], "141100", year=2025, normal_value=2))
    make.new_outcome(**measures(gdp["new"], "141100", year=2020, normal_value=3))
    make.new_outcome(**measures(gdp["new"], "140100", year=2020, normal_value=4))
    make.new_outcome(**measures(gdp["new"], "141102", year=2020, normal_value=5))
    make.new_outcome(**measures(gdp["new"], "140100", year=2020, normal_value=6, measure="change", unit_family="percent", normal_unit="%"))
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
    make.new_outcome(**measures(gdp["new"], "141100", year=2020))
    make.new_outcome(**measures(gdp["new"], "140100", year=2022, measure="count"))
    both = get("indicators/gdp/compare/", region="141100,140100").json()
    assert both == get("indicators/gdp/compare/", region=["141100", "140100"]).json()
    assert len(both["results"]) == 2
    for query in ({"measure": "count"}, {"year__gte": 2021}, {"year": 2022}):
        assert get("indicators/gdp/compare/", region="141100,140100", **query).json()["results"] == [both["results"][0]]
    assert get("indicators/gdp/compare/", region="141100,140100", unit_family="percent").json()["results"] == []


def test_a_large_comparison_keeps_the_latest_years_whole(get, make, gdp, monkeypatch):
    monkeypatch.setattr(series, "LARGEST_COMPARISON", 5)
    for year in range(2010, 2020):
        for code in ("141100", "140100"):
            make.new_outcome(**measures(gdp["old"], code, year=year))
    make.new_target(**measures(gdp["old"], "141100", year=2012))
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
