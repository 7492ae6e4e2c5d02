"""One indicator through time: which numbers stand in one series, in what order, and which of them count."""

import pytest

from plans import series


def drawn(body):
    """Series as (region, measure, unit family, target years and values, outcome years and values)."""
    lines = (
        [(point["year"], point["normal_value"]) for point in each] for one in body["results"] for each in (one["targets"], one["outcomes"])
    )
    return [(one["region"], one["measure"], one["unit_family"], next(lines), next(lines)) for one in body["results"]]


def test_plan_against_result(get, make, gdp):
    """Two lines, each in the order of years; figures without a year and of other indicators are not in them."""
    for year, value in ((2025, 900), (2023, 800)):
        make.new_target(**make.measures(gdp["old"], "141100", year=year, normal_value=value))
    for year, value in ((2022, 700), (2020, 600)):
        make.new_outcome(**make.measures(gdp["new"], "141100", year=year, normal_value=value))
    make.new_target(**make.measures(gdp["old"], "141100", year=None))
    make.new_target(**make.measures(gdp["old"], "141100", "forest_coverage", year=2021))
    body = get("indicators/gdp/series/").json()
    assert list(body) == ["indicator", "next", "previous", "results"]
    assert body["indicator"] == get("indicators/gdp/").json()
    assert drawn(body) == [("141100", "level", "money", [(2023, 800), (2025, 900)], [(2020, 600), (2022, 700)])]
    assert (body["results"][0]["normal_unit"], body["results"][0]["region_name"]) == ("元", "山西省吕梁市")
    assert body["results"][0]["truncated"] is False


def test_only_like_numbers_stand_in_one_series(get, make, gdp):
    """Regions, measures and kinds of unit are apart; so are base units, but for words that count the same things."""
    percent = {"unit_family": "percent", "normal_unit": "%"}
    make.new_target(**make.measures(gdp["old"], "141100"))
    make.new_target(**make.measures(gdp["old"], "140100"))
    make.new_target(**make.measures(gdp["old"], None))
    make.new_target(**make.measures(gdp["old"], "141100", measure="change", **percent))
    for unit in ("元/人/月", "元/人/年"):
        make.new_outcome(**make.measures(gdp["old"], "141100", unit_family="per_unit", normal_unit=unit))
    for unit in ("个", "家"):
        make.new_outcome(**make.measures(gdp["old"], "141100", unit_family="count", normal_unit=unit))
    found = [
        (one["region"], one["measure"], one["normal_unit"], len(one["outcomes"])) for one in get("indicators/gdp/series/").json()["results"]
    ]
    assert found == [
        ("140100", "level", "元", 0), ("141100", "change", "%", 0), ("141100", "level", None, 2), ("141100", "level", "元", 0),
        ("141100", "level", "元/人/年", 1), ("141100", "level", "元/人/月", 1), (None, "level", "元", 0),
    ]  # fmt: skip


def test_the_newest_document_counts_and_in_it_the_first_number(get, make, gdp):
    earlier = make.new_target(**make.measures(gdp["old"], "141100", normal_value=1, position=1))
    first = make.new_target(**make.measures(gdp["new"], "141100", normal_value=2, position=5))
    later = make.new_target(**make.measures(gdp["new"], "141100", normal_value=3, position=9))
    undated = make.new_document(published_on=None, period_start=2016)
    oldest = make.new_target(**make.measures(undated, "141100", normal_value=4))
    points = get("indicators/gdp/series/").json()["results"][0]["targets"]
    assert [point["id"] for point in points] == [str(target.id) for target in (oldest, earlier, later, first)]
    assert [point["newest"] for point in points] == [False, False, False, True]


def test_a_point_says_what_its_record_says(get, make, gdp):
    make.new_outcome(**make.measures(gdp["new"], "141100", strength="力争", nature="binding", base_value="12.5", review_state="reviewed"))
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
    ({"document": "@old"}, "ac"),
    ({"document__in": "@new"}, "bd"),
    ({"document__within": "140000", "document__published_on__gte": "2024-01-01"}, "bd"),
    ({"review_state": "reviewed"}, "b"),
    ({"review_state__in": "unreviewed,in_review"}, "acd"),
]


def test_filters_of_series(get, make, gdp):
    """Every filter of its own, and some by document."""
    from plans.api.figure_filters import OfDocument, SeriesFilters

    made = {
        "a": make.new_target(**make.measures(gdp["old"], "141100", year=2020)),
        "b": make.new_outcome(**make.measures(gdp["new"], "141100", year=2021, review_state="reviewed")),
        "c": make.new_outcome(**make.measures(gdp["old"], "141102", year=2022)),
        "d": make.new_target(**make.measures(gdp["new"], "440000", year=2023, measure="change", unit_family="percent", normal_unit="%")),
    }
    for query, letters in SERIES_FILTERS:
        given = {key: str(gdp[value[1:]].id) if value.startswith("@") else value for key, value in query.items()}
        results = get("indicators/gdp/series/", **given).json()["results"]
        found = {point["id"] for one in results for point in one["targets"] + one["outcomes"]}
        assert found == {str(made[letter].id) for letter in letters}, query
    tried = {name for query, _ in SERIES_FILTERS for name in query}
    own = {name for name, each in SeriesFilters.base_filters.items() if name not in OfDocument.base_filters and not each.is_derived}
    assert own <= tried <= {*SeriesFilters.base_filters}


def test_what_was_merged_into_an_indicator_belongs_to_it(get, make, gdp):
    make.new_target(**make.measures(gdp["old"], "141100", "gross_output", year=2020, normal_value=5))
    make.new_target(**make.measures(gdp["old"], "141100", year=2021, normal_value=6))
    assert drawn(get("indicators/gdp/series/").json())[0][3] == [(2020, 5), (2021, 6)]


def test_series_come_in_pages(get, make, gdp, regions):
    for code in regions:
        make.new_target(**make.measures(gdp["old"], code))
        make.new_outcome(**make.measures(gdp["new"], code, measure="change"))
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
        make.new_outcome(**make.measures(gdp["old"], "141100", year=year))
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
        ({"ordering": "year"}, "ordering", "year__in"),
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
        make.new_target(**make.measures(gdp["old"], code))
    cursor = get("indicators/gdp/series/", page_size=1).json()["next"].split("cursor=")[1].split("&")[0]
    assert get("indicators/gdp/series/", cursor=cursor).status_code == 200
    assert refused("indicators/forest_coverage/series/", cursor=cursor)["parameter"] == "cursor"
