"""Targets and outcomes: what each filter and each ordering finds, and what is refused."""

import re

import pytest

FILTERS = [
    ({"document": "@plan"}, "ab"),
    ({"document__in": "@plan,@report"}, "abcd"),
    ({"document__region": "141100"}, "ab"),
    ({"document__within": "440000"}, "cd"),
    ({"document__type": "outline"}, "ab"),
    ({"document__type__in": "work_report,special_plan"}, "cd"),
    ({"document__year": "2023"}, "ab"),
    ({"document__period_start": "2026"}, "cd"),
    ({"document__period_start__gte": "2022"}, "cd"),
    ({"document__period_start__lte": "2022"}, "ab"),
    ({"document__period_end": "2025"}, "ab"),
    ({"document__period_end__gte": "2026"}, "cd"),
    ({"document__period_end__lte": "2026"}, "ab"),
    ({"document__published_on__gte": "2025-01-01"}, "cd"),
    ({"document__published_on__lte": "2025-01-01"}, "ab"),
    ({"region": "141102"}, "a"),
    ({"region": "141100"}, "b"),
    ({"region__in": "141102,440000"}, "ac"),
    ({"within": "141100"}, "ab"),
    ({"within": "140000"}, "ab"),
    ({"region__isnull": "true"}, "d"),
    ({"chapter": "@chapter"}, "a"),
    ({"section": "@section"}, "a"),
    ({"paragraph": "@inside"}, "a"),
    ({"paragraph__in": "@inside"}, "a"),
    ({"indicator": "gdp"}, "a"),
    ({"indicator": "gross_output"}, "a"),
    ({"indicator__in": "gdp,forest_coverage"}, "ab"),
    ({"indicator__in": "gross_output"}, "a"),
    ({"indicator__isnull": "true"}, "cd"),
    ({"indicator__isnull": "false"}, "ab"),
    ({"indicator__theme": "ecology"}, "b"),
    ({"indicator__theme__in": "ecology,economy"}, "ab"),
    ({"indicator__direction": "up"}, "a"),
    ({"name": "口袋公园"}, "c"),
    ({"name__in": "口袋公园,森林覆盖率"}, "bc"),
    ({"name__icontains": "gdp"}, "d"),
    ({"q": "新建"}, "c"),
    ({"q": "gdp能"}, "d"),
    ({"year": "2025"}, "a"),
    ({"year__in": "2025,2026"}, "ac"),
    ({"year__gte": "2026"}, "bc"),
    ({"year__lte": "2026"}, "ac"),
    ({"year__gte": "2026", "year__lte": "2026"}, "c"),
    ({"year__isnull": "true"}, "d"),
    ({"year__isnull": "false"}, "abc"),
    ({"base_year": "2020"}, "d"),
    ({"base_year__gte": "2020"}, "d"),
    ({"base_year__lte": "2019"}, ""),
    ({"base_year__isnull": "true"}, "abc"),
    ({"unit": "亿元"}, "a"),
    ({"unit__in": "亿元,处"}, "ac"),
    ({"unit_family": "percent"}, "bd"),
    ({"unit_family__in": "money,count"}, "ac"),
    ({"value": "543.8"}, "a"),
    ({"value__gte": "3"}, "ab"),
    ({"value__lte": "-4.5"}, "d"),
    ({"normal_value": "54380000000"}, "a"),
    ({"normal_value__gte": "54380000000"}, "a"),
    ({"normal_value__lte": "2"}, "cd"),
    ({"unit_family": "percent", "normal_value__gte": "20.5", "normal_value__lte": "26"}, "b"),
    ({"comparator": ">="}, "b"),
    ({"comparator": "range"}, "c"),
    ({"comparator__in": ">=,range"}, "bc"),
    ({"measure": "change"}, "d"),
    ({"measure__in": "change,count"}, "cd"),
    ({"nature": "binding"}, "b"),
    ({"nature__in": "binding,expected"}, "ab"),
    ({"nature__isnull": "true"}, "cd"),
    ({"strength": "力争"}, "a"),
    ({"strength__in": "力争,确保"}, "a"),
    ({"strength__isnull": "false"}, "a"),
    ({"review_state": "reviewed"}, "a"),
    ({"review_state__in": "unreviewed,in_review"}, "bcd"),
    ({"line": "7"}, "a"),
    ({"line__gte": "9", "line__lte": "11"}, "bc"),
    ({"within": "140000", "year__gte": "2026", "nature": "binding"}, "b"),
]


def test_filters(ids, figures):
    """Every filter; those of outcomes are the same class."""
    for query, letters in FILTERS:
        given = {key: re.sub(r"@(\w+)", lambda name: str(figures[name[1]].id), value) for key, value in query.items()}
        found = set(ids("targets/", **given))
        assert found == {str(figures[letter].id) for letter in letters}, query
        assert ids("outcomes/", **given) == []


def test_every_filter_is_tried():
    from plans.api.figure_filters import FigureFilters

    tried = {name for query, _ in FILTERS for name in query}
    # The plain ones and what is derived from them are tried by test_lookups.
    assert {name for name, each in FigureFilters.base_filters.items() if not (each.is_plain or each.is_derived or name.startswith("document__title"))} <= tried
    assert tried <= {*FigureFilters.base_filters}


def test_the_tenses_do_not_mix(ids, make):
    target, outcome = make.new_target(), make.new_outcome()
    assert (ids("targets/"), ids("outcomes/")) == ([str(target.id)], [str(outcome.id)])


ORDERINGS = [
    ("position", "abcd"), ("-position", "dcba"), ("year", "acbd"), ("-year", "bcad"), ("value", "dcba"), ("-normal_value", "abcd"),
    ("indicator", "bacd"), ("region", "bacd"), ("base_year", "dabc"), ("id", "abcd"), ("-updated_at", "dcba"),
]  # fmt: skip


@pytest.mark.parametrize(("ordering", "letters"), ORDERINGS)
def test_orderings(ids, figures, ordering, letters):
    """Each key, the unknown last; equal figures by id."""
    assert ids("targets/", ordering=ordering) == [str(figures[letter].id) for letter in letters]


def test_every_ordering_is_tried():
    from plans.api.figures import FigureViewSet

    assert set(FigureViewSet.orderings) == {ordering.removeprefix("-") for ordering, _ in ORDERINGS}


@pytest.mark.parametrize("ordering", ["year", "-normal_value", "position,year", "-region"])
def test_pages_hold_every_figure_once(get, figures, make, ordering):
    for n in range(15):
        make.new_target(document=figures["plan"], year=2025 + n % 3 if n % 4 else None, normal_value=n % 5)
    whole = [record["id"] for record in get("targets/", ordering=ordering).json()["results"]]
    seen, address, query = [], "targets/", {"ordering": ordering, "page_size": 4}
    while address:
        page = get(address, **query).json()
        seen += [record["id"] for record in page["results"]]
        address, query = page["next"], {}
    assert seen == whole
    assert len(set(seen)) == 19


REFUSED = [
    ("indicator", "地区生产总值", "unknown_indicator", "gdp"),
    ("indicator", "gpd", "unknown_indicator", "gdp"),
    ("indicator__in", "gdp,forest", "unknown_indicator", "forest_coverage"),
    ("indicator", "zzzzzz", "unknown_indicator", None),
    ("indicator_code", "gdp", "unknown", "indicator_name"),
    ("theme", "economy", "unknown", "indicator__theme"),
    ("type", "outline", "unknown", "document__type"),
    ("review", "reviewed", "unknown", "review_state"),
    ("normal_value__gte", "5亿元", "invalid", "500000000"),
    ("normal_value__gte", "1,200.50", "invalid", "1200.5"),
    ("value", "NaN", "invalid", None),
    ("value", "1e99999", "max_digits", None),
    ("value", "0.12345678901", "max_decimal_places", None),
    ("comparator", "gte", "invalid_choice", ">="),
    ("comparator", "不低于", "invalid_choice", ">="),
    ("comparator__in", "range,≤", "invalid_choice", "<="),
    ("nature", "约束性", "invalid_choice", "binding"),
    ("measure", "levels", "invalid_choice", "level"),
    ("unit_family", "money ", "invalid_choice", "money"),
    ("year__in", "2025,2o26", "invalid", "2025"),
    ("year", "99999", "max_value", None),
    ("region", "离石区", "unknown_region", "141102"),
    ("paragraph", "chp_1", "invalid", None),
    ("ordering", "-years", "invalid_choice", "-year"),
]


@pytest.mark.parametrize(("parameter", "value", "code", "suggestion"), REFUSED)
def test_what_makes_no_sense_is_refused(refused, figures, parameter, value, code, suggestion):
    error = refused("targets/", **{parameter: value})
    assert (error["parameter"], error["code"], error["suggestion"]) == (parameter, code, suggestion), error
