"""A person changes a target or an outcome: fields, what follows from them, the record as a whole."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from plans.corrections import CORRECTABLE, add_figure, correct, delete_figure, withdraw
from plans.corrections.anchors import clause_around
from plans.models import FIGURES, Correction, Document, Indicator, Outcome, Paragraph, Region, Target
from tests.builders import figure, load_plan, para, parsed

pytestmark = pytest.mark.django_db
TEXT = "地区生产总值达到1,000亿元,比2020年增加200亿元;造林5万亩,覆盖率30%。"
GDP = figure(
    "地区生产总值达到1,000亿元", "1,000亿元", "地区生产总值", "1000", "亿元",
    unit_family="money", normal_value=Decimal("1e11"), normal_unit="元", year=2025,
)  # fmt: skip
WOODS = figure(
    "造林5万亩", "5万亩", "造林", "5", "万亩", measure="count", unit_family="area", normal_value=Decimal(50000), normal_unit="亩"
)


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


@pytest.fixture
def gdp(editor):
    load_plan(parsed(para(TEXT), figures=[GDP, WOODS]))
    return Target.objects.get(printed="1,000亿元")


def at(words):
    return {"text_start": TEXT.index(words), "text_end": TEXT.index(words) + len(words)}


def test_every_correctable_field_can_be_changed(gdp, editor):
    Region.objects.create(code="141100", name="吕梁市", full_name="山西省吕梁市", short_name="吕梁", level="prefecture")
    Indicator.objects.create(code="gdp", name="地区生产总值")
    values = {
        "indicator_name": "生产总值", "indicator": "gdp", "comparator": "range", "value": "900.50", "value_high": "1000", "unit": "亿美元",
        "unit_family": "foreign_money", "normal_value": "90050000000", "normal_value_high": "100000000000", "normal_unit": "美元",
        "measure": "change", "year": 2026, "base_year": 2021, "base_value": "1.5", "nature": "binding", "strength": "力争", "region": "141100",
    }  # fmt: skip
    assert set(values) == set(CORRECTABLE["target"]) == set(CORRECTABLE["outcome"])
    correct(gdp, values, editor=editor)
    gdp.refresh_from_db()
    for field, value in values.items():
        stored = getattr(gdp, Target._meta.get_field(field).attname)
        assert stored == (Decimal(value) if isinstance(stored, Decimal) else value), field
    assert Correction.objects.count() == len(values) - 1  # the indicator is the one of the new name: no choice of its own


def test_the_normalised_value_goes_with_value_and_unit(gdp, editor):
    correct(gdp, {"value": "1200"}, editor=editor)
    assert Target.objects.get(pk=gdp.pk).normal_value == Decimal("1.2e11")
    correct(gdp, {"unit": "万亩"}, editor=editor)  # a factor that another figure knows
    assert Target.objects.values_list("unit_family", "normal_value", "normal_unit").get(pk=gdp.pk) == ("area", 12_000_000, "亩")
    correct(gdp, {"unit": "庹"}, editor=editor)
    assert Target.objects.values_list("unit_family", "normal_value", "normal_unit").get(pk=gdp.pk) == (None, None, "")
    correct(gdp, {"value": "1000.00", "unit": "亿元"}, editor=editor)
    assert Target.objects.values_list("unit_family", "normal_value", "normal_unit").get(pk=gdp.pk) == ("money", Decimal("1e11"), "元")
    assert set(Correction.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_new_name_finds_its_indicator_and_a_choice_stands(gdp, editor):
    for code, name in (("gdp", "地区生产总值"), ("roads", "公路里程"), ("homes", "住房")):
        Indicator.objects.create(code=code, name=name)
    correct(gdp, {"indicator_name": "公路里程"}, editor=editor)
    gdp.refresh_from_db()
    assert (gdp.indicator_id, gdp.indicator_key, Correction.objects.count()) == ("roads", "公路里程", 1)
    correct(gdp, {"indicator": "homes"}, editor=editor)
    correct(gdp, {"indicator_name": "地区生产总值"}, editor=editor)
    gdp.refresh_from_db()
    assert (gdp.indicator_id, Correction.objects.get(field="indicator").machine) == ("homes", "gdp")
    withdraw(Correction.objects.get(field="indicator"), editor)
    assert Target.objects.get(pk=gdp.pk).indicator_id == "gdp"


@pytest.mark.parametrize(
    "changes",
    [{"value": "viel"}, {"comparator": "range"}, {"comparator": "≥"}, {"indicator_name": ""}, {"year": -1}, {"indicator": "nope"}],
)
def test_a_wrong_value_is_refused_whole(gdp, editor, changes):
    before = Target.objects.values().get(pk=gdp.pk)
    with pytest.raises(ValidationError):
        correct(gdp, {"year": 2030} | changes, editor=editor)
    assert Target.objects.values().get(pk=gdp.pk) == before
    assert not Correction.objects.exists()


def test_an_added_figure_gets_what_follows_from_it(gdp, editor):
    Indicator.objects.create(code="gdp", name="地区生产总值", unit_family="money")
    before = Document.objects.get().updated_at
    made = add_figure("outcome", Paragraph.objects.get(), {"indicator_name": "地区生产总值", "value": "200", "unit": "亿元", "measure": "change"},
                      **at("200亿元"), editor=editor, reason="漏了")  # fmt: skip
    stored = Outcome.objects.get()
    assert stored.pk == made.pk
    assert (stored.clause, stored.normal_value, stored.normal_unit, stored.indicator_id) == (
        "比2020年增加200亿元",
        Decimal("2e10"),
        "元",
        "gdp",
    )
    assert (stored.comparator, stored.year, stored.review_state) == ("=", None, "unreviewed")
    correction = Correction.objects.get()
    assert (correction.operation, correction.field, correction.before, correction.machine, correction.reason) == (
        "add",
        "",
        None,
        None,
        "漏了",
    )
    assert Document.objects.get().updated_at > before
    withdraw(correction, editor)
    assert (Outcome.objects.count(), Correction.objects.get().state) == (0, "withdrawn")


@pytest.mark.parametrize("comma", [",", "\uff0c", "\uff1b", "\u3002"])
def test_a_clause_ends_at_punctuation_of_either_width(comma):
    text = f"收入{comma}生产总值达到1,000亿元{comma}增长8%"
    start = text.index("1,000")
    assert text[slice(*clause_around(text, start, start + 7))] == "生产总值达到1,000亿元"


def test_a_clause_may_be_given(gdp, editor):
    clause = {"clause_start": 0, "clause_end": len(TEXT)}
    fields = {"indicator_name": "覆盖率", "value": 30, "unit": "%"}
    assert add_figure("target", Paragraph.objects.get(), fields, **at("30%"), **clause, editor=editor).clause == TEXT


@pytest.mark.parametrize(
    ("fields", "place", "named"),
    [
        ({"value": "1"}, {}, "indicator_name"),
        ({"indicator_name": "甲"}, {}, "value"),
        ({"indicator_name": "甲", "value": "1", "comparator": "range"}, {}, "__all__"),
        ({"indicator_name": "甲", "value": "1"}, {"text_end": 999}, "text_start"),
        ({"indicator_name": "甲", "value": "1"}, {"clause_start": 30, "clause_end": 35}, "clause_start"),
    ],
)
def test_what_cannot_be_added(gdp, editor, fields, place, named):
    with pytest.raises(ValidationError) as refused:
        add_figure("target", Paragraph.objects.get(), fields, **at("200亿元") | place, editor=editor)
    assert named in refused.value.message_dict
    assert (Target.objects.count(), Correction.objects.count()) == (2, 0)


def test_other_fields_are_not_for_people(gdp, editor):
    with pytest.raises(ValueError, match="position"):
        add_figure("target", Paragraph.objects.get(), {"position": 3}, text_start=0, text_end=1, editor=editor)
    with pytest.raises(ValueError, match="clause"):
        correct(gdp, {"clause": "x"}, editor=editor)


def test_deleting_moves_the_documents_time_and_closes_the_book(gdp, editor):
    before = Document.objects.get().updated_at
    made = delete_figure(gdp, editor=editor)
    assert not any(model.objects.filter(pk=made.object_id).exists() for model in FIGURES.values())
    assert Document.objects.get().updated_at > before
    with pytest.raises(Target.DoesNotExist):
        delete_figure(Target(pk=made.object_id, document=made.document), editor=editor)
