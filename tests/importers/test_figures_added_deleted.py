"""People delete figures and add others; the machine reads again and again, and what they decided stays."""

import pytest
from django.contrib.auth import get_user_model

from plans.corrections import add_figure, change_tense, confirm, correct, delete_figure, withdraw
from plans.models import Correction, Diagnostic, Outcome, Paragraph, Target
from tests.builders import chapter, figure, load_plan, para, parsed
from tests.importers.four_figures import FOREST, GREEN, INCOME, SCHOOLS, TEXT, add, content, plan
from tests.importers.settling import queue, settled

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


# ── Deleting ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_deleted_stays_deleted(editor):
    load_plan(plan())
    pk = Target.objects.get(printed="30%").pk
    made = delete_figure(Target.objects.get(pk=pk), editor=editor, reason="不是指标")
    assert (made.operation, made.field, made.after, made.before["value"], made.object_id) == ("delete", "", None, "30", pk)
    settled(plan())
    outcome = load_plan(plan(first=[chapter(1, "概况"), para("新的一段。")]))
    assert (outcome.counts["target"]["created"], outcome.orphans, queue()) == (0, 0, [])
    assert set(Target.objects.values_list("printed", flat=True)) == {"3万元以上", "12所"}
    assert Correction.objects.get().anchor["eid"] == "chp_1_2__para_1"


def test_deleting_one_of_two_that_read_alike_deletes_only_that_one(editor):
    text = "城市森林覆盖率达到30%;农村森林覆盖率达到30%。"
    forest = figure("森林覆盖率达到30%", "30%", "森林覆盖率", "30", "%")
    both = [forest, forest | {"nth": 1}]
    load_plan(parsed(para(text), figures=both))
    first, second = Target.objects.all()
    delete_figure(second, editor=editor)
    settled(parsed(para(text), figures=both))
    assert Target.objects.get().pk == first.pk
    load_plan(parsed(para("新的一段。"), para(text), figures=both))
    assert (Target.objects.get().pk, Target.objects.get().text_start) == (first.pk, first.text_start)


def test_a_deleted_record_that_reads_differently_is_a_conflict(editor):
    load_plan(plan())
    pk = Target.objects.get(printed="30%").pk
    delete_figure(Target.objects.get(pk=pk), editor=editor)
    now = plan(INCOME, FOREST | {"indicator": "林木绿化率", "year": 2030}, SCHOOLS)
    outcome = load_plan(now, force=True)
    stored = Correction.objects.get()
    assert (outcome.conflicts, stored.state, Target.objects.count(), queue()) == (1, "conflict", 2, ["correction.conflict"])
    assert "林木绿化率" in Diagnostic.objects.get().message
    settled(now)
    confirm(stored, editor)
    settled(now)
    assert (Correction.objects.get().state, queue()) == ("active", [])
    withdraw(stored, editor)
    assert (Target.objects.get(pk=pk).indicator_name, Target.objects.get(pk=pk).year) == ("林木绿化率", 2030)
    settled(now)


def test_a_deletion_has_done_its_work_when_the_machine_no_longer_reads_the_record(editor):
    load_plan(plan())
    delete_figure(Target.objects.get(printed="30%"), editor=editor)
    outcome = load_plan(plan(INCOME, SCHOOLS), force=True)
    assert (Correction.objects.get().state, Correction.objects.get().machine, outcome.orphans, queue()) == ("active", None, 0, [])
    load_plan(plan(), force=True)
    assert Target.objects.count() == 2


def test_a_finished_deletion_touches_nothing_that_says_the_same_elsewhere(editor):
    forest = figure("森林覆盖率达到30%", "30%", "森林覆盖率", "30", "%", year=2025)
    load_plan(parsed(para("一、森林覆盖率达到30%。"), figures=[forest]))
    delete_figure(Target.objects.get(), editor=editor)
    load_plan(parsed(para("绪言。"), para("二、森林覆盖率达到30%。"), figures=[]))
    now = parsed(para("绪言。"), para("二、森林覆盖率达到30%。"), para("三、森林覆盖率达到30%。"), figures=[forest | {"nth": 1}])
    load_plan(now)
    assert Target.objects.get().paragraph.text.startswith("三")
    settled(now)


def test_a_deletion_taken_back_restores_the_record_as_it_was(editor):
    load_plan(plan())
    row = Target.objects.get(printed="30%")
    correct(row, {"year": 2030, "indicator_name": "林木绿化率"}, editor=editor)
    before = content()
    made = delete_figure(Target.objects.get(pk=row.pk), editor=editor)
    settled(plan())
    withdraw(made, editor)
    made.refresh_from_db()
    rows, corrections = content()
    assert (rows, [c for c in corrections if c["field"]]) == before
    assert (made.state, Target.objects.get(printed="30%").pk) == ("withdrawn", row.pk)
    settled(plan())


# ── Adding ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_was_added_stays(editor):
    load_plan(plan())
    made = add(editor)
    assert (made.printed, made.clause, made.line, made.value) == ("50亩", "绿化面积达到50亩", 2, 50)
    assert made.document.source.content.decode()[made.start : made.end] == "50亩"
    settled(plan())
    outcome = load_plan(plan(first=[chapter(1, "概况"), para("新的一段。")]))
    now = Target.objects.get(printed="50亩")
    assert (now.pk, now.paragraph.eid, now.line, outcome.orphans) == (made.pk, "chp_1_2__para_1", 4, 0)
    assert now.document.source.content.decode()[now.start : now.end] == "50亩"
    assert list(Target.objects.values_list("printed", flat=True)) == ["3万元以上", "30%", "12所", "50亩"]


def test_what_was_added_and_the_machine_finds_too_is_one_record(editor):
    load_plan(plan())
    made = add(editor)
    now = plan(INCOME, FOREST, SCHOOLS, GREEN)
    load_plan(now, force=True)
    assert (Target.objects.get(printed="50亩").pk, Target.objects.count()) == (made.pk, 4)
    assert (Correction.objects.get().state, Correction.objects.get().machine["value"]) == ("active", "50")
    settled(now)
    withdraw(Correction.objects.get(), editor)
    assert Target.objects.get(printed="50亩").pk == made.pk
    settled(now)


def test_the_machine_reads_the_added_number_otherwise(editor):
    """Another cut of the clause, other comparator words, another year: still the same number, and a conflict."""
    load_plan(plan())
    made = add(editor, tense="outcome", year=2024)
    other = figure("新建学校12所,绿化面积达到50亩", "达到50亩", "绿化面积", "50", "亩", year=2025)
    now = plan(INCOME, FOREST, SCHOOLS, other, first=[para("前言。")])
    outcome = load_plan(now)
    assert (Outcome.objects.get().pk, Outcome.objects.get().year, outcome.conflicts) == (made.pk, 2024, 1)
    assert Target.objects.count() == 3
    settled(now)
    withdraw(Correction.objects.get(), editor)
    assert (Target.objects.get(pk=made.pk).year, Outcome.objects.count(), queue()) == (2025, 0, [])
    settled(now)


def test_a_second_record_of_one_number_is_not_the_machines(editor):
    """One number may measure two things. The added one is never taken for the one that was there, also in a rebuild."""
    load_plan(plan())
    at = TEXT.index("30%")
    fields = {"indicator_name": "林木绿化率", "value": "30", "unit": "%"}
    made = add_figure("target", Paragraph.objects.get(text=TEXT), fields, text_start=at, text_end=at + 3, editor=editor)
    settled(plan())
    before = content()
    Paragraph.objects.all().delete()
    load_plan(plan(), force=True)
    assert content() == before
    assert (Target.objects.get(pk=made.pk).indicator_name, Target.objects.filter(printed="30%").count()) == ("林木绿化率", 2)


def test_an_added_record_whose_words_are_gone_waits_for_them(editor):
    load_plan(plan())
    pk = add(editor).pk
    outcome = load_plan(plan(text=TEXT.replace(",绿化面积达到50亩", "")))
    assert (outcome.orphans, queue(), Target.objects.filter(pk=pk).exists()) == (1, ["correction.orphaned"], False)
    outcome = load_plan(plan(more=[para("又一段。")]))
    assert (outcome.orphans, queue(), Target.objects.get(pk=pk).value) == (0, [], 50)


def test_an_added_record_in_a_repaired_clause_is_found_by_its_number(editor):
    load_plan(plan())
    pk = add(editor).pk
    load_plan(plan(text=TEXT.replace("绿化面积达到", "绿地面积增加到")))
    row = Target.objects.get(pk=pk)
    assert (row.clause, row.printed) == ("绿地面积增加到50亩", "50亩")


def test_an_added_record_is_corrected_moved_and_deleted_like_any_other(editor):
    load_plan(plan())
    made = add(editor)
    correct(made, {"year": 2030}, editor=editor)
    moved = change_tense(made, editor=editor)
    stored = Correction.objects.get()
    assert (stored.model, stored.operation, stored.after["year"], stored.after["tense"]) == ("outcome", "add", 2030, "outcome")
    settled(plan())
    assert (Outcome.objects.get().pk, Outcome.objects.get().year) == (made.pk, 2030)
    delete_figure(moved, editor=editor)
    assert (Outcome.objects.count(), Correction.objects.get().state) == (0, "withdrawn")
    settled(plan())


def test_an_added_record_that_the_machine_found_is_deleted_for_good(editor):
    load_plan(plan())
    made = add(editor)
    now = plan(INCOME, FOREST, SCHOOLS, GREEN)
    load_plan(now, force=True)
    delete_figure(Target.objects.get(pk=made.pk), editor=editor)
    settled(now)
    assert Target.objects.count() == 3
