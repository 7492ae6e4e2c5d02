"""People change, delete and add mentions of projects; the machine reads again and again, and what they decided stays."""

import pytest
from django.contrib.auth import get_user_model

from plans.corrections import confirm, correct, delete_mention, withdraw
from plans.models import Correction, Diagnostic, Paragraph, Project, ProjectMention
from tests.builders import chapter, load_plan, mention, para
from tests.importers.settling import queue, settled
from tests.importers.three_projects import GRID, PARK, RAILWAY, TEXT, TIDE, add, content, make_regions, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


@pytest.fixture
def railway():
    load_plan(plan())
    return ProjectMention.objects.get(name="太绥高铁")


def test_three_machine_versions_and_one_person(editor, railway):
    correct(railway, {"stage": "underway", "tense": "outcome"}, editor=editor)
    assert (Project.objects.get(name="太绥高铁").stage, Project.objects.get(name="太绥高铁").tense) == ("underway", "outcome")
    settled(plan())

    outcome = load_plan(plan(RAILWAY | {"stage": "planned"}, GRID, TIDE), force=True)
    stored = Correction.objects.get(field="stage")
    assert (ProjectMention.objects.get(pk=railway.pk).stage, stored.state, stored.machine) == ("underway", "conflict", "planned")
    assert (outcome.conflicts, queue(), Diagnostic.objects.get().line) == (1, ["correction.conflict"], 2)

    load_plan(plan(RAILWAY | {"stage": "underway"}, GRID, TIDE), force=True)
    assert (ProjectMention.objects.get(pk=railway.pk).stage, Correction.objects.get(field="stage").state, queue()) == (
        "underway",
        "active",
        [],
    )


def test_a_corrected_mention_is_known_by_the_machines_words(editor, railway):
    correct(railway, {"name": "太原至绥德高速铁路"}, editor=editor)
    assert Project.objects.filter(name="太原至绥德高速铁路").count() == 1
    assert not Project.objects.filter(name="太绥高铁").exists()
    settled(plan())
    load_plan(plan(first=[chapter(1, "概况"), para("新写的一段。")]))
    now = ProjectMention.objects.get(pk=railway.pk)
    assert (now.name, now.project.name, now.project_id, now.line) == ("太原至绥德高速铁路", "太原至绥德高速铁路", railway.project_id, 4)


def test_region_follows_the_place_unless_chosen(editor, railway):
    make_regions()
    load_plan(plan(), force=True)
    railway.refresh_from_db()
    correct(railway, {"place": "交城县"}, editor=editor)
    assert (railway.region_id, Project.objects.get(pk=railway.project_id).region_id) == (None, "141122")
    assert ProjectMention.objects.get(pk=railway.pk).region_id == "141122"
    correct(railway, {"region": "141127"}, editor=editor)
    settled(plan())
    assert dict(Correction.objects.values_list("field", "machine")) == {"place": None, "region": "141122"}
    withdraw(Correction.objects.get(field="region"), editor)
    withdraw(Correction.objects.get(field="place"), editor)
    assert ProjectMention.objects.get(pk=railway.pk).region_id is None
    settled(plan())


def test_an_orphaned_correction_comes_back_with_its_place(editor, railway):
    correct(railway, {"stage": "completed"}, editor=editor)
    outcome = load_plan(plan(GRID, TIDE, text=TEXT.replace("推动太绥高铁开工,", "")))
    assert (outcome.orphans, queue(), Project.objects.filter(name="太绥高铁").exists()) == (1, ["correction.orphaned"], False)
    outcome = load_plan(plan(more=[para("又一段。")]))
    assert (outcome.orphans, queue(), ProjectMention.objects.get(pk=railway.pk).stage) == (0, [], "completed")


def test_what_was_deleted_stays_deleted_and_comes_back_when_withdrawn(editor, railway):
    made = delete_mention(railway, editor=editor, reason="不是项目")
    assert (made.operation, made.before["name"], made.before["stage"], made.after) == ("delete", "太绥高铁", "started", None)
    assert not Project.objects.filter(name="太绥高铁").exists()
    settled(plan())
    load_plan(plan(RAILWAY | {"stage": "planned"}, GRID, TIDE), force=True)
    assert (Correction.objects.get().state, queue(), ProjectMention.objects.count()) == ("conflict", ["correction.conflict"], 2)
    assert "谋划" in Diagnostic.objects.get().message
    confirm(made, editor)
    settled(plan(RAILWAY | {"stage": "planned"}, GRID, TIDE))
    withdraw(made, editor)
    now = ProjectMention.objects.get(pk=railway.pk)
    assert (now.stage, now.project.name, queue()) == ("planned", "太绥高铁", [])
    settled(plan(RAILWAY | {"stage": "planned"}, GRID, TIDE))


def test_what_was_added_stays(editor, railway):
    made = add(editor)
    assert (made.name, made.clause, made.line, made.project.name) == ("晋东物流园", "谋划晋东物流园", 2, "晋东物流园")
    assert made.document.source.content.decode()[made.start : made.end] == "晋东物流园"
    settled(plan())
    load_plan(plan(first=[chapter(1, "概况"), para("新的一段。")]))
    now = ProjectMention.objects.get(pk=made.pk)
    assert (now.line, now.project_id) == (4, made.project_id)


def test_what_was_added_and_the_machine_finds_too_is_one_record(editor, railway):
    made = add(editor, stage="started")
    now = plan(RAILWAY, GRID, TIDE, PARK | {"clause": "谋划晋东物流园"})
    outcome = load_plan(now, force=True)
    assert (ProjectMention.objects.get(pk=made.pk).stage, ProjectMention.objects.count(), outcome.conflicts) == ("started", 4, 1)
    settled(now)
    withdraw(Correction.objects.get(), editor)
    assert (ProjectMention.objects.get(pk=made.pk).stage, queue()) == ("planned", [])
    settled(now)


def test_an_added_record_waits_for_its_words_and_is_deleted_like_any_other(editor, railway):
    made = add(editor)
    outcome = load_plan(plan(text=TEXT.replace(",谋划晋东物流园", "")))
    assert (outcome.orphans, ProjectMention.objects.filter(pk=made.pk).exists()) == (1, False)
    load_plan(plan(more=[para("又一段。")]))
    correct(ProjectMention.objects.get(pk=made.pk), {"stage": "underway"}, editor=editor)
    assert Correction.objects.get().after["stage"] == "underway"
    delete_mention(ProjectMention.objects.get(pk=made.pk), editor=editor)
    assert (Correction.objects.get().state, Project.objects.filter(name="晋东物流园").exists()) == ("withdrawn", False)


def test_a_figure_and_a_mention_of_the_same_words_do_not_meet(editor, railway):
    """Adding a mention where a figure stands is no second reading of that figure."""
    made = add(editor)
    assert "shared" not in Correction.objects.get(object_id=made.pk).anchor


def test_rebuilding_from_sources_and_corrections_gives_the_same_content(editor, railway):
    make_regions()
    load_plan(plan(), force=True)
    correct(ProjectMention.objects.get(pk=railway.pk), {"name": "太绥高速铁路", "scale": "300公里", "place": "交城"}, editor=editor)
    delete_mention(ProjectMention.objects.get(name="春潮行动"), editor=editor)
    add(editor)
    settled(plan())
    before = content()
    ids = set(ProjectMention.objects.values_list("name", "pk")) - {("岚县500千伏输变电工程", ProjectMention.objects.get(place="岚县").pk)}
    projects = set(Project.objects.values_list("name", "pk"))
    Paragraph.objects.all().delete()
    assert (ProjectMention.objects.count(), Project.objects.mentioned().count()) == (0, 0)
    load_plan(plan(), force=True)
    assert content() == before
    assert ids <= set(ProjectMention.objects.values_list("name", "pk"))
    assert set(Project.objects.values_list("name", "pk")) == projects


def test_a_rewritten_paragraph_keeps_its_mentions_and_marks_them_in_the_new_text(editor, railway):
    new = "各位代表:" + TEXT.replace("“春潮行动”", "一批行动")
    correct(Paragraph.objects.get(text=TEXT), {"text": new}, editor=editor)
    row = ProjectMention.objects.get(pk=railway.pk)
    assert new[row.text_start : row.text_end] == "太绥高铁"
    assert ProjectMention.objects.get(name="春潮行动").text_start is None
    settled(plan())


def test_a_mention_said_twice_keeps_its_ids_when_one_goes():
    text = "开工建设太绥高铁。太绥高铁建成。"
    both = [mention("开工建设太绥高铁", "太绥高铁"), mention("太绥高铁建成", "太绥高铁")]
    load_plan(plan(*both, text=text))
    kept = ProjectMention.objects.get(clause="太绥高铁建成")
    load_plan(plan(both[1], text=text), force=True)
    assert ProjectMention.objects.get().pk == kept.pk
    assert (ProjectMention.objects.get().project_id, Project.objects.get().mention_count) == (kept.project_id, 1)
