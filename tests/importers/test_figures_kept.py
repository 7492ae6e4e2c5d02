"""People change figures and their tense; the machine reads again and again, and what they decided stays."""

import pytest
from django.contrib.auth import get_user_model

from plans.corrections import add_figure, change_tense, correct, delete_figure, withdraw
from plans.models import Correction, Diagnostic, Indicator, Outcome, Paragraph, Target
from tests.builders import chapter, figure, load_plan, para, parsed
from tests.importers.four_figures import FOREST, INCOME, SCHOOLS, TEXT, add, content, plan
from tests.importers.settling import queue, settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


# ── Fields ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_three_machine_versions_and_one_person(editor):
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    correct(row, {"year": 2030}, editor=editor)
    settled(plan())

    outcome = load_plan(plan(INCOME, FOREST | {"year": 2035}, SCHOOLS), force=True)
    stored = Correction.objects.get()
    assert (Target.objects.get(pk=row.pk).year, stored.state, stored.before, stored.machine) == (2030, "conflict", 2025, 2035)
    assert (outcome.conflicts, Diagnostic.objects.get().line, Diagnostic.objects.get().correction) == (1, 2, stored)

    load_plan(plan(INCOME, FOREST | {"year": 2030}, SCHOOLS), force=True)
    assert (Target.objects.get(pk=row.pk).year, Correction.objects.get().state, queue()) == (2030, "active", [])


def test_a_corrected_figure_is_known_by_the_machines_words(editor):
    """Name and value are rewritten by a person; the document changes around them; the row is still the same."""
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    correct(row, {"indicator_name": "林木绿化率", "value": "31", "unit": "个百分点"}, editor=editor)
    settled(plan())
    load_plan(plan(first=[chapter(1, "概况"), para("新写的一段。")]))
    now = Target.objects.get(pk=row.pk)
    assert (now.indicator_name, now.value, now.unit, now.line) == ("林木绿化率", 31, "个百分点", 4)


def test_a_persons_comparator_outlives_the_machines_range(editor):
    load_plan(plan())
    correct(Target.objects.get(printed="30%"), {"comparator": "~"}, editor=editor)
    load_plan(plan(INCOME, FOREST | {"comparator": "range", "value_high": 35}, SCHOOLS), force=True)
    assert Target.objects.values_list("comparator", "value_high").get(printed="30%") == ("~", None)


def test_an_orphaned_correction_comes_back_with_its_place(editor):
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    correct(row, {"year": 2030}, editor=editor)
    outcome = load_plan(plan(INCOME, SCHOOLS, text=TEXT.replace("森林覆盖率达到30%,", "")))
    assert (outcome.orphans, queue(), Target.objects.filter(pk=row.pk).exists()) == (1, ["correction.orphaned"], False)
    outcome = load_plan(plan(more=[para("又一段。")]))
    assert (outcome.orphans, queue(), Target.objects.get(pk=row.pk).year) == (0, [], 2030)


def test_a_lost_correction_takes_no_figure_that_has_a_row(editor):
    """Two paragraphs say the same. The corrected one goes, and the other moves up to its eid: it stays what it is."""
    forest = figure("森林覆盖率达到30%", "30%", "森林覆盖率", "30", "%", year=2025)
    load_plan(parsed(para("一、森林覆盖率达到30%。"), para("二、森林覆盖率达到30%。"), figures=[forest, forest | {"nth": 1}]))
    gone, kept = Target.objects.all()
    correct(gone, {"year": 2030}, editor=editor)
    for more in ((), (para("末段。"),), (para("末段。"), para("再末段。"))):
        load_plan(parsed(para("二、森林覆盖率达到30%。"), *more, figures=[forest]))
        assert (Target.objects.get().pk, Target.objects.get().year) == (kept.pk, 2025)
    assert Correction.objects.get().state == "orphaned"


def test_the_choice_of_an_indicator_is_held_against_the_name(editor):
    for code, name in (("forest_coverage", "森林覆盖率"), ("greenery", "绿化率"), ("green_area", "绿地率")):
        Indicator.objects.create(code=code, name=name)
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    correct(row, {"indicator_name": "绿地率", "indicator": "greenery"}, editor=editor)
    settled(plan())
    assert Target.objects.get(pk=row.pk).indicator_id == "greenery"
    load_plan(plan(INCOME, FOREST | {"indicator": "森林率"}, SCHOOLS), force=True)
    assert dict(Correction.objects.values_list("field", "state")) == {"indicator_name": "conflict", "indicator": "active"}


# ── Tense ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_changed_tense_stays_and_keeps_the_id(editor):
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    correct(row, {"year": 2024}, editor=editor)
    moved = change_tense(row, editor=editor, reason="已经达到")
    assert (type(moved), moved.pk, moved.year, Target.objects.filter(pk=row.pk).exists()) == (Outcome, row.pk, 2024, False)
    assert set(Correction.objects.values_list("model", "field", "after")) == {("outcome", "year", 2024), ("outcome", "tense", "outcome")}
    settled(plan())
    load_plan(plan(first=[para("前言。")]))
    assert (Outcome.objects.get().pk, Outcome.objects.get().year) == (row.pk, 2024)
    outcome = load_plan(plan(INCOME, FOREST | {"tense": "outcome"}, SCHOOLS, first=[para("前言。")]), force=True)
    assert (Outcome.objects.get().pk, outcome.conflicts) == (row.pk, 0)


def test_a_changed_tense_is_taken_back(editor):
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    change_tense(row, editor=editor)
    withdraw(Correction.objects.get(), editor)
    assert (Target.objects.get(printed="30%").pk, Outcome.objects.count()) == (row.pk, 0)
    assert Correction.objects.get().state == "withdrawn"
    change_tense(Target.objects.get(pk=row.pk), editor=editor)
    change_tense(Outcome.objects.get(pk=row.pk), editor=editor)
    assert set(Correction.objects.values_list("state", flat=True)) == {"withdrawn"}
    settled(plan())


# ── Everything together ──────────────────────────────────────────────────────────────────────────────────────
def test_rebuilding_from_sources_and_corrections_gives_the_same_content(editor):
    Indicator.objects.create(code="forest_coverage", name="森林覆盖率")
    load_plan(plan())
    correct(Target.objects.get(printed="3万元以上"), {"value": "3.5", "nature": "binding"}, editor=editor)
    change_tense(Target.objects.get(printed="30%"), editor=editor)
    delete_figure(Target.objects.get(printed="12所"), editor=editor)
    add(editor)
    settled(plan())
    before, ids = content(), set(Target.objects.values_list("pk")) | set(Outcome.objects.values_list("pk"))
    Paragraph.objects.all().delete()
    assert (Target.objects.count(), Outcome.objects.count()) == (0, 0)
    load_plan(plan(), force=True)
    assert content() == before
    assert set(Target.objects.values_list("pk")) | set(Outcome.objects.values_list("pk")) == ids


def test_a_rewritten_paragraph_keeps_its_figures_and_marks_them_in_the_new_text(editor):
    load_plan(plan())
    paragraph = Paragraph.objects.get(text=TEXT)
    new = "各位代表:" + TEXT.replace("新建学校12所", "新建一批学校")
    correct(paragraph, {"text": new}, editor=editor)
    row = Target.objects.get(printed="30%")
    assert new[row.text_start : row.text_end] == "30%"
    assert Target.objects.values_list("text_start", "clause_end").get(printed="12所") == (None, None)
    settled(plan())
    at = new.index("50亩")
    made = add_figure("target", Paragraph.objects.get(pk=paragraph.pk), {"indicator_name": "绿化面积", "value": "50", "unit": "亩"},
                      text_start=at, text_end=at + 3, editor=editor)  # fmt: skip
    assert (made.start, made.line) == (None, 2)
    settled(plan())
