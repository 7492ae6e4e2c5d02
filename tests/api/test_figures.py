"""Targets and outcomes: what each filter finds, what a record says, and that both ways of writing one agree."""

import re
from decimal import Decimal

import pytest
from rest_framework.utils.encoders import JSONEncoder

from plans.models import Target


@pytest.fixture
def figures(make, regions):
    """Targets in two documents, by letter: a county's GDP, a share, a count nobody has linked, and a fall without a year."""
    make.new_indicator("gdp", name="地区生产总值", theme="economy", direction="up")
    make.new_indicator("gross_output", superseded_by_id="gdp")
    make.new_indicator("forest_coverage", theme="ecology", direction="neutral")
    plan = make.new_document(
        region=regions["141100"], doc_type="outline", period_start=2021, period_end=2025, published_on="2021-05-01", review_state="reviewed"
    )
    report = make.new_document(
        region=regions["440000"], doc_type="work_report", period_start=2026, period_end=2030, published_on="2026-01-20"
    )
    chapter = make.new_chapter(plan)
    section = make.new_section(chapter)
    inside = make.new_paragraph(plan, "到2025年,地区生产总值达到543.8亿元。", chapter=chapter, section=section)
    percent = {"unit": "%", "unit_family": "percent", "normal_unit": "%"}
    return {
        "plan": plan, "report": report, "chapter": chapter, "section": section, "inside": inside,
        "a": make.new_target(
            inside, indicator_id="gdp", region=regions["141102"], year=2025, strength="力争", nature="expected", review_state="reviewed", line=7
        ),
        "b": make.new_target(
            document=plan, printed="不低于26%", indicator_id="forest_coverage", indicator_name="森林覆盖率", region=regions["141100"], year=2030,
            value=26, normal_value=26, comparator=">=", nature="binding", line=9, clause="森林覆盖率不低于26%", **percent,
        ),
        "c": make.new_target(
            document=report, printed="2至3处", indicator_name="口袋公园", region=regions["440000"], year=2026, value=2, value_high=3, comparator="range",
            unit="处", unit_family="count", normal_value=2, normal_value_high=3, normal_unit="处", measure="count", clause="新建口袋公园2至3处", line=11,
        ),
        "d": make.new_target(
            document=report, printed="-4.5%", indicator_name="单位GDP能耗", region=None, year=None, base_year=2020, base_value=Decimal("0.55"),
            value="-4.5", normal_value="-4.5", measure="change", clause="单位GDP能耗下降-4.5%", line=12, **percent,
        ),
    }  # fmt: skip


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

    assert set(FigureFilters.base_filters) == {name for query, _ in FILTERS for name in query}


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
    ("indicator_code", "gdp", "unknown", "indicator"),
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


@pytest.mark.parametrize("letter", "abcd")
def test_both_ways_of_writing_a_figure_agree(get, figures, letter):
    """The columns of one query, and the serializer of the record: the same answer."""
    import json

    from plans.api.figure_serializers import TargetSerializer

    record = Target.objects.with_quote().get(pk=figures[letter].pk)
    declared = json.loads(json.dumps(TargetSerializer(record).data, cls=JSONEncoder))
    answer = get(f"targets/{record.id}/").json()
    assert answer == declared
    assert list(answer) == list(declared)


def test_a_figure_can_be_marked_in_its_paragraph_and_found_by_its_quote(get, figures):
    record = get(f"targets/{figures['a'].id}/").json()
    text = get(f"paragraphs/{record['paragraph']}/").json()["text"]
    mark, source = record["highlight"], record["source"]
    assert text[mark["start"] : mark["end"]] == record["printed"] == source["exact"] == "543.8亿元"
    assert text[mark["clause_start"] : mark["clause_end"]] == record["clause"]
    assert (source["prefix"], source["suffix"]) == ("到2025年,地区生产总值达到", "。")
    assert mark["eid"] == figures["inside"].eid
    assert (record["chapter"], record["section"]) == (str(figures["chapter"].id), str(figures["section"].id))
    assert {"document", "line", "start", "end", "exact", "prefix", "suffix"} == set(source)


def test_the_quote_is_short_and_null_at_the_edges(get, make):
    text = "前" * 40 + "543.8亿元" + "后" * 40
    first = get(f"targets/{make.new_target(make.new_paragraph(make.new_document(), text), clause='543.8亿元').id}/").json()["source"]
    assert (first["prefix"], first["suffix"]) == ("前" * 32, "后" * 32)
    alone = make.new_target(make.new_paragraph(make.new_document(), "543.8亿元"), clause="543.8亿元")
    assert [get(f"targets/{alone.id}/").json()["source"][name] for name in ("prefix", "suffix")] == [None, None]


def test_a_figure_whose_words_were_rewritten_has_no_place(get, make):
    lost = make.new_target(text_start=None, text_end=None, clause_start=None, clause_end=None, start=None, end=None, line=None)
    record = get(f"targets/{lost.id}/").json()
    assert record["highlight"] | {"paragraph": 0, "eid": 0} == dict.fromkeys(record["highlight"]) | {"paragraph": 0, "eid": 0}
    assert record["source"]["exact"] == "543.8亿元"
    assert record["source"]["prefix"] is None


def test_values_are_numbers_as_printed_and_converted(get, figures, make):
    record = get(f"targets/{figures['a'].id}/").json()
    assert (record["value"], record["unit"], record["normal_value"], record["normal_unit"]) == (543.8, "亿元", 54380000000, "元")
    record = get(f"targets/{figures['d'].id}/").json()
    assert (record["value"], record["base_value"], record["base_year"]) == (-4.5, 0.55, 2020)
    huge = make.new_target(value=Decimal(10) ** 25, normal_value=Decimal("1.10"), unit="", strength="")
    record = get(f"targets/{huge.id}/").json()
    assert (record["value"], record["normal_value"], record["unit"], record["strength"]) == (1e25, 1.1, None, None)


def test_names_as_printed_and_linked(get, figures):
    linked, unlinked = get(f"targets/{figures['b'].id}/").json(), get(f"targets/{figures['c'].id}/").json()
    assert (linked["name"], linked["indicator"], linked["indicator_name"]) == ("森林覆盖率", "forest_coverage", "指标forest_coverage")
    assert (unlinked["name"], unlinked["indicator"], unlinked["indicator_name"]) == ("口袋公园", None, None)
    assert (linked["region"], linked["region_name"], linked["tense"]) == ("141100", "山西省吕梁市", "target")


@pytest.mark.parametrize("change", ["figure", "paragraph", "indicator"])
def test_whatever_a_figure_tells_changes_its_etag(get, figures, change):
    address = f"targets/{figures['a'].id}/"
    etag = get(address)["ETag"]
    assert get(address, headers={"if-none-match": etag}).status_code == 304
    figure = Target.objects.get(pk=figures["a"].pk)
    {"figure": figure, "paragraph": figure.paragraph, "indicator": figure.indicator}[change].save()
    assert get(address, headers={"if-none-match": etag}).status_code == 200
