"""Targets and outcomes of a parse become rows, as a difference: ids stay, the same again writes nothing."""

from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.corrections import correct
from plans.models import Document, Indicator, Outcome, Paragraph, Region, Target
from tests.builders import chapter, figure, load_plan, para, parsed, section

pytestmark = pytest.mark.django_db
TEXT = "到2025年,地区生产总值达到800亿元以上,年均增长8%;2020年为543.8亿元。"
FIGURES = (
    figure(
        "地区生产总值达到800亿元以上", "800亿元以上", "地区生产总值", "800", "亿元", comparator=">=", year=2025,
        unit_family="money", normal_value=Decimal("80000000000"), normal_unit="元", nature="expected", strength="力争",
    ),
    figure("年均增长8%", "8%", "地区生产总值", "8", "%", measure="change", year=2025, unit_family="percent", base_year=2020),
    figure("2020年为543.8亿元", "543.8亿元", "地区生产总值", "543.8", "亿元", tense="outcome", year=2020, unit_family="money"),
)  # fmt: skip


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


@pytest.fixture
def indicators():
    Indicator.objects.create(code="gdp", name="地区生产总值", aliases=["GDP"], unit_family="money")


def plan(*more, figures=FIGURES, text=TEXT, **changes):
    return parsed(chapter(1, "目标"), para(text), *more, figures=figures, **changes)


def stamps():
    return {(row.pk, row.updated_at) for model in (Target, Outcome, Paragraph, Document) for row in model.objects.all()}


def test_every_field_arrives(indicators):
    Region.objects.create(code="141100", name="吕梁市", full_name="山西省吕梁市", short_name="吕梁", level="prefecture")
    outcome = load_plan(plan())
    first, second = Target.objects.all()
    assert (first.indicator_id, first.indicator_name, first.region_id, first.year, first.base_year) == (
        "gdp",
        "地区生产总值",
        "141100",
        2025,
        None,
    )
    assert (first.comparator, first.value, first.unit, first.value_high, first.measure) == (">=", Decimal(800), "亿元", None, "level")
    assert (first.unit_family, first.normal_value, first.normal_unit) == ("money", Decimal(80_000_000_000), "元")
    assert (first.nature, first.strength, first.review_state) == ("expected", "力争", "unreviewed")
    assert (first.paragraph.text[first.text_start : first.text_end], first.clause, first.printed) == (
        "800亿元以上",
        "地区生产总值达到800亿元以上",
        "800亿元以上",
    )
    assert first.paragraph.text[first.clause_start : first.clause_end] == first.clause
    assert first.document.source.content.decode()[first.start : first.end] == "800亿元以上"
    assert (first.line, second.measure, second.indicator_id, second.position > first.position) == (2, "change", "gdp", True)
    assert Outcome.objects.get().value == Decimal("543.8")
    assert {name: outcome.counts[name]["created"] for name in ("target", "outcome")} == {"target": 2, "outcome": 1}
    assert [c.label for c in outcome.changes if c.model == "outcome"] == ["地区生产总值 543.8亿元"]


def test_the_same_again_writes_nothing():
    load_plan(plan())
    before = stamps()
    outcome = load_plan(plan(), force=True)
    assert (outcome.status, outcome.counts["target"]["unchanged"], stamps()) == ("unchanged", 2, before)


def test_text_in_a_headings_line_is_its_paragraph():
    load_plan(parsed(section(1, "目标", "收入达到3万元。"), figures=[figure("收入达到3万元", "3万元", "收入", "3", "万元")]))
    assert Target.objects.get().paragraph.text == "收入达到3万元。"


def test_ids_stay_when_text_moves_and_numbers_change():
    load_plan(plan())
    ids = {row.printed: row.pk for row in (*Target.objects.all(), *Outcome.objects.all())}
    changed = [FIGURES[0] | {"year": 2026}, FIGURES[1] | {"clause": "年均增长9%", "printed": "9%", "value": "9"}, FIGURES[2]]
    outcome = load_plan(parsed(chapter(1, "新"), para("新的一段。"), chapter(2, "目标"), para(TEXT.replace("8%", "9%")), figures=changed))
    now = {row.printed: row for row in (*Target.objects.all(), *Outcome.objects.all())}
    assert {name: row.pk for name, row in now.items()} == {
        "800亿元以上": ids["800亿元以上"],
        "9%": ids["8%"],
        "543.8亿元": ids["543.8亿元"],
    }
    assert (now["800亿元以上"].year, now["9%"].value, now["9%"].line) == (2026, Decimal(9), 4)
    assert (outcome.counts["target"]["changed"], outcome.counts["outcome"]["moved"]) == (2, 1)


def test_one_of_two_numbers_of_a_clause_goes_and_the_other_keeps_its_id():
    text = "从543.8亿元增加到742.2亿元。"
    both = [figure(text[:-1], printed, "生产总值", printed[:5], "亿元", tense="outcome") for printed in ("543.8亿元", "742.2亿元")]
    load_plan(parsed(para(text), figures=both))
    kept = Outcome.objects.get(value="742.2").pk
    load_plan(parsed(para(text), para("新。"), figures=both[1:]))
    assert Outcome.objects.get().pk == kept


def test_equal_clauses_stay_with_their_paragraphs():
    """The first of two paragraphs goes: its figure goes with it, and the other keeps its id."""
    one = figure("森林覆盖率达到30%", "30%", "森林覆盖率", "30", "%")
    load_plan(parsed(para("概述:森林覆盖率达到30%。"), para("第二处:森林覆盖率达到30%。"), figures=[one, one | {"nth": 1}]))
    kept = Target.objects.get(paragraph__text__startswith="第二处").pk
    load_plan(parsed(para("第二处:森林覆盖率达到30%。"), figures=[one]))
    assert Target.objects.get().pk == kept


def test_the_machine_changes_its_mind_about_the_tense():
    load_plan(plan())
    pk = Outcome.objects.get().pk
    outcome = load_plan(plan(figures=[*FIGURES[:2], FIGURES[2] | {"tense": "target"}]), force=True)
    assert (Outcome.objects.count(), Target.objects.get(pk=pk).printed) == (0, "543.8亿元")
    assert (outcome.counts["outcome"]["deleted"], outcome.counts["target"]["created"]) == (1, 1)


def test_what_was_reviewed_and_has_changed_is_to_be_looked_at_again():
    load_plan(plan())
    Target.objects.update(review_state="reviewed")
    load_plan(plan(para("另一段。"), figures=[FIGURES[0] | {"year": 2030}, *FIGURES[1:]]))
    assert dict(Target.objects.values_list("printed", "review_state")) == {"800亿元以上": "in_review", "8%": "reviewed"}


def test_decimals_keep_what_was_printed():
    value = "0.1234567890123456789"
    load_plan(parsed(para(f"比重{value}。"), figures=[figure(f"比重{value}", value, "比重", value)]))
    assert str(Target.objects.get().value) == value


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"tense": "dream"}, "tense"),
        ({"comparator": "?"}, "comparator"),
        ({"measure": "x"}, "measure"),
        ({"nature": "x"}, "nature"),
        ({"comparator": "range"}, "two ends"),
    ],
)
def test_what_the_parser_must_not_give_is_named_with_its_line(wrong, message):
    with pytest.raises(ValueError, match=f"line 2.*{message}"):
        load_plan(plan(figures=[FIGURES[0] | wrong]))


def test_more_figures_cost_no_more_queries(indicators):
    def many(count, **changes):
        texts = [f"第{n}项收入达到{n}元" for n in range(1, count + 1)]
        figures = [figure(text, f"{n}元", f"第{n}项收入", str(n), "元") for n, text in enumerate(texts, 1)]
        return parsed(*[para(f"{text}。") for text in texts], figures=figures, **changes)

    counted = []
    for count in (3, 60):
        with CaptureQueriesContext(connection) as queries:
            load_plan(many(count, title=f"吕梁市第{count}规划"))
        counted.append(len(queries))
    assert Target.objects.count() == 63
    assert counted[0] == counted[1]


def test_region_goes_with_the_document(editor):
    for code, name, level in (("141100", "吕梁市", "prefecture"), ("141102", "离石区", "county")):
        Region.objects.create(code=code, name=name, full_name=name, short_name=name, level=level)
    load_plan(plan())
    correct(Target.objects.first(), {"region": "141102"}, editor=editor)
    correct(Document.objects.get(), {"region": None}, editor=editor)
    assert list(Target.objects.values_list("region", flat=True)) == ["141102", None]
    before = stamps()
    assert load_plan(plan(), force=True).status == "unchanged"
    assert stamps() == before


def test_the_shipped_registry_links(capsys):
    call_command("load_indicators")
    load_plan(plan())
    assert set(Target.objects.values_list("indicator", flat=True)) == {"gdp"}
