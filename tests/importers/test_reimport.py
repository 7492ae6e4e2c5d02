"""The machine reads again; what a person decided stays. In the manner of opencivicdata's importer tests."""

import pytest
from django.contrib.auth import get_user_model

from plans.corrections import correct, withdraw
from plans.models import Chapter, Correction, Diagnostic, Document, Paragraph, Section
from tests.builders import chapter, doubt, item, load_plan, noise, para, parsed, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


def version(heading, *more, **changes):
    return parsed(noise("页眉"), chapter(1, heading), para("第一段正文,保持不变。"), *more, **changes)


def content():
    """All content of the database, ids and times aside."""
    hidden = {"id", "created_at", "updated_at", "document_id", "chapter_id", "section_id", "parent_id"}
    rows = {m.__name__: m.objects.order_by("eid").values() for m in (Chapter, Section, Paragraph)}
    rows |= {
        "Document": Document.objects.values("title", "issuer"),
        "Correction": Correction.objects.order_by("field", "model").values("field", "after", "state"),
    }
    return {name: [{k: v for k, v in row.items() if k not in hidden} for row in found] for name, found in rows.items()}


def test_three_machine_versions_and_one_person(editor):
    """Machine v1, a person, machine v2 (a third value), machine v3 (the person's value): the person's value stands throughout."""
    load_plan(version("总体耍求"))
    pk = Chapter.objects.get().pk
    correct(Chapter.objects.get(), {"heading": "总体要求"}, editor=editor)

    outcome = load_plan(version("总休要求"))
    stored = Correction.objects.get()
    assert (Chapter.objects.get().heading, Chapter.objects.get().pk) == ("总体要求", pk)
    assert (stored.state, stored.before, stored.after, stored.machine) == ("conflict", "总体耍求", "总体要求", "总休要求")
    diagnostic = Diagnostic.objects.get()
    assert (diagnostic.code, diagnostic.severity, diagnostic.state, diagnostic.correction, diagnostic.line) == (
        "correction.conflict",
        "warning",
        "open",
        stored,
        2,
    )
    assert "总体要求" in diagnostic.message
    assert "总休要求" in diagnostic.message
    assert outcome.conflicts == 1

    outcome = load_plan(version("总体要求"))
    stored = Correction.objects.get()
    assert (Chapter.objects.get().heading, Chapter.objects.get().pk) == ("总体要求", pk)
    assert (stored.state, stored.machine, outcome.conflicts, Diagnostic.objects.count()) == ("active", "总体要求", 0, 0)


def test_the_machine_repeating_itself_is_silent(editor):
    load_plan(version("总体耍求"))
    correct(Chapter.objects.get(), {"heading": "总体要求"}, editor=editor)
    updated = Chapter.objects.get().updated_at
    assert load_plan(version("总体耍求"), force=True).status == "unchanged"
    assert load_plan(version("总体耍求", para("新的一段。"))).conflicts == 0
    assert (Chapter.objects.get().heading, Chapter.objects.get().updated_at) == ("总体要求", updated)
    assert Correction.objects.get().state == "active"


def test_matching_looks_at_the_machines_words_not_the_persons(editor):
    """Two paragraphs: the first is corrected to read like the second. Each keeps its row."""
    load_plan(parsed(para("甲段原文。"), para("乙段原文。")))
    first = Paragraph.objects.get(text="甲段原文。")
    correct(first, {"text": "乙段原文。"}, editor=editor)
    load_plan(parsed(para("乙段原文。"), raw="乙段原文。".encode()))
    assert Paragraph.objects.get().pk != first.pk
    assert Correction.objects.get().state == "orphaned"


def test_machine_values_of_null_are_values_too(editor):
    load_plan(version("总体要求"))
    row = Paragraph.objects.get(kind="paragraph")
    correct(row, {"heading": "正文"}, editor=editor)
    plan = version("总体要求", para("又一段。"))
    load_plan(plan)
    assert (Correction.objects.get().state, Correction.objects.get().machine) == ("active", None)


def test_correcting_to_nothing_stands_against_a_new_heading(editor):
    load_plan(parsed(para("稳步增长。收入提高。", heading="稳步增长")))
    correct(Paragraph.objects.get(), {"heading": None}, editor=editor)
    load_plan(parsed(para("稳步增长。收入提高。", heading="稳步"), para("新。")))
    assert (Paragraph.objects.get(text="稳步增长。收入提高。").heading, Correction.objects.get().state) == (None, "conflict")
    load_plan(parsed(para("稳步增长。收入提高。"), para("新段。")))
    assert Correction.objects.get().state == "active"


def test_a_correction_whose_place_is_gone_is_kept_and_comes_back(editor):
    load_plan(version("总体要求", para("第二段将要消失。")))
    correct(Paragraph.objects.get(text="第二段将要消失。"), {"text": "第二段(已改)。"}, editor=editor)
    outcome = load_plan(version("总体要求"))
    assert (outcome.orphans, Correction.objects.get().state) == (1, "orphaned")
    assert (Diagnostic.objects.get().code, Diagnostic.objects.get().correction) == ("correction.orphaned", Correction.objects.get())
    outcome = load_plan(version("总体要求", para("又写一段别的内容。"), para("第二段将要消失。")))
    stored = Correction.objects.get()
    assert (stored.state, outcome.orphans, Diagnostic.objects.count()) == ("active", 0, 0)
    assert Paragraph.objects.get(pk=stored.object_id).text == "第二段(已改)。"


def test_a_withdrawn_correction_is_history(editor):
    load_plan(version("总体耍求"))
    (made,) = correct(Chapter.objects.get(), {"heading": "总体要求"}, editor=editor)
    withdraw(made, editor)
    load_plan(version("总休要求"))
    assert (Chapter.objects.get().heading, Diagnostic.objects.count()) == ("总休要求", 0)


def test_metadata_is_corrected_the_same_way(editor):
    load_plan(version("总体要求", issuer="吕粱市人民政府"))
    correct(Document.objects.get(), {"issuer": "吕梁市人民政府", "title": "人定的标题", "published_on": "2021-11-20"}, editor=editor)
    load_plan(version("总体要求", issuer="呂梁市政府", title="吕梁市“十四五”新材料规划"), force=True)
    document = Document.objects.get()
    assert (document.issuer, document.title, str(document.published_on)) == ("吕梁市人民政府", "人定的标题", "2021-11-20")
    states = dict(Correction.objects.values_list("field", "state"))
    assert states == {"issuer": "conflict", "title": "active", "published_on": "active"}


def test_a_corrected_kind_outlives_a_new_noise_reason(editor):
    load_plan(version("总体要求"))
    correct(Paragraph.objects.get(kind="noise"), {"noise_reason": "disclaimer"}, editor=editor)
    load_plan(parsed(para("页眉"), chapter(1, "总体要求"), para("第一段正文,保持不变。")), force=True)
    row = Paragraph.objects.get(text="页眉")
    assert (row.kind, row.noise_reason, Correction.objects.get().state) == ("paragraph", None, "conflict")


def test_rebuilding_from_sources_and_corrections_gives_the_same_content(editor):
    plan = version("总体耍求", section(1, "甲", "接排的话。"), item("——条目一。"), item("——条目一。"), issuer="某府")
    load_plan(plan)
    correct(Chapter.objects.get(), {"heading": "总体要求"}, editor=editor)
    correct(Section.objects.get(), {"heading": "乙", "number": 2}, editor=editor)
    correct(Paragraph.objects.filter(kind="item").order_by("position")[1], {"text": "——条目二。"}, editor=editor)
    correct(Paragraph.objects.get(kind="noise"), {"kind": "paragraph"}, editor=editor)
    correct(Document.objects.get(), {"issuer": "某县人民政府"}, editor=editor)
    before = content()
    for model in (Paragraph, Section, Chapter):
        model.objects.all().delete()
    load_plan(plan, force=True)
    assert content() == before
    standing = {c.object_id for c in Correction.objects.exclude(model="document")}
    assert standing <= {row.pk for model in (Chapter, Section, Paragraph) for row in model.objects.all()}


def test_a_correction_follows_its_paragraph_when_the_structure_moves(editor):
    load_plan(version("总体要求"))
    correct(Paragraph.objects.get(kind="paragraph"), {"text": "改过的第一段。"}, editor=editor)
    load_plan(parsed(chapter(1, "新增的一章"), para("别的话。"), chapter(2, "总体要求"), para("第一段正文,保持不变。")))
    row = Paragraph.objects.get(text="改过的第一段。")
    assert (row.eid, Correction.objects.get().anchor["eid"]) == ("chp_2__para_1", "chp_2__para_1")


def test_the_state_of_a_diagnostic_survives(editor):
    doubts = [doubt(line=2), doubt(code="repair.damaged", message="疑似残损。", line=3), doubt(code="x.y", message="另一处。", line=9)]
    load_plan(version("总体要求", diagnostics=doubts))
    Diagnostic.objects.filter(line=2).update(state="accepted", resolved_by=editor)
    Diagnostic.objects.filter(line=9).update(state="fixed")
    kept = set(Diagnostic.objects.values_list("pk", flat=True))
    load_plan(version("总体要求", para("多一段。"), diagnostics=doubts[:1]))
    assert dict(Diagnostic.objects.values_list("code", "state")) == {"structure.missing_heading": "accepted", "x.y": "fixed"}
    assert set(Diagnostic.objects.values_list("pk", flat=True)) < kept


def test_a_diagnostic_whose_line_has_shifted_keeps_its_state(editor):
    load_plan(version("总体要求", diagnostics=[doubt(line=2)]))
    Diagnostic.objects.update(state="accepted")
    load_plan(version("总体要求", para("多一段。"), diagnostics=[doubt(line=5)]))
    assert list(Diagnostic.objects.values_list("line", "state")) == [(5, "accepted")]


def test_the_same_doubt_twice_on_a_line_is_two_rows():
    load_plan(version("总体要求", diagnostics=[doubt(line=2), doubt(line=2)]))
    load_plan(version("总体要求", diagnostics=[doubt(line=2), doubt(line=2)]), force=True)
    assert Diagnostic.objects.count() == 2
