"""Correcting a mention of a project by hand, without any import."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from plans.corrections import CORRECTABLE, add_mention, correct, delete_mention, withdraw
from plans.models import Correction, Document, Paragraph, Project, ProjectMention
from tests.builders import load_plan
from tests.importers.three_projects import TEXT, make_regions, plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


@pytest.fixture
def grid():
    make_regions()
    load_plan(plan())
    return ProjectMention.objects.get(place="岚县")


def test_every_correctable_field_exists_and_can_be_changed(grid, editor):
    values = {
        "name": "某项目", "kind": "platform", "count": 3, "action": "推进", "stage": "planned", "tense": "outcome", "place": "交城",
        "region": "141100", "scale": "8亩", "scale_value": "8", "scale_unit": "亩", "deadline": "年内", "deadline_date": "2027-12-31",
    }  # fmt: skip
    assert set(values) == set(CORRECTABLE["projectmention"])
    made = correct(grid, values, editor=editor)
    assert {one.field for one in made} == set(values)
    project = ProjectMention.objects.get(pk=grid.pk).project
    assert (project.name, project.kind, project.region_id, project.stage, project.tense) == (
        "某项目",
        "platform",
        "141100",
        "planned",
        "outcome",
    )
    assert (project.scale_value, project.scale_unit, project.deadline_date) == (8, "亩", datetime.date(2027, 12, 31))
    for correction in Correction.objects.all():
        withdraw(correction, editor)
    now = ProjectMention.objects.get(pk=grid.pk)
    assert (now.name, now.region_id, now.scale_value, now.deadline_date) == (
        "岚县500千伏输变电工程", "141127", 500, datetime.date(2026, 8, 31),
    )  # fmt: skip
    assert now.project.name == now.name


def test_another_scale_or_deadline_amounts_to_nothing_known(grid, editor):
    correct(grid, {"scale": "220千伏", "deadline": "明年"}, editor=editor)
    now = ProjectMention.objects.get(pk=grid.pk)
    assert (now.scale_value, now.scale_unit, now.deadline_date) == (None, "", None)
    correct(now, {"scale": "500千伏", "deadline": "8月底前"}, editor=editor)
    now = ProjectMention.objects.get(pk=grid.pk)
    assert (now.scale_value, now.scale_unit, now.deadline_date) == (500, "千伏", datetime.date(2026, 8, 31))
    assert set(Correction.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_scale_has_a_value_and_a_unit(grid, editor):
    with pytest.raises(ValidationError, match="须同时有数值和单位"):
        correct(grid, {"scale_unit": ""}, editor=editor)
    assert not Correction.objects.exists()


def test_the_documents_region_and_date_reach_its_mentions(grid, editor):
    document = Document.objects.get()
    correct(document, {"written_on": "2024-05-01", "region": "140100"}, editor=editor)
    assert set(ProjectMention.objects.values_list("dated", flat=True)) == {datetime.date(2024, 5, 1)}
    assert Project.objects.get(name="太绥高铁").region_id == "140100"
    assert set(Project.objects.values_list("first_dated", flat=True)) == {datetime.date(2024, 5, 1)}


def test_a_chosen_region_stays_when_the_document_changes_its_own(grid, editor):
    correct(grid, {"region": "141122"}, editor=editor)
    correct(Document.objects.get(), {"region": "140000"}, editor=editor)
    assert ProjectMention.objects.get(pk=grid.pk).region_id == "141122"
    withdraw(Correction.objects.get(model="projectmention"), editor)
    assert ProjectMention.objects.get(pk=grid.pk).region_id == "141127"


def test_what_is_added_has_the_words_for_its_name_and_a_project(grid, editor):
    at = TEXT.index("晋东物流园")
    made = add_mention(Paragraph.objects.get(text=TEXT), {"place": "岚县"}, text_start=at, text_end=at + 5, editor=editor)
    assert (made.name, made.kind, made.tense, made.region_id, made.clause) == (
        "晋东物流园",
        "construction",
        "target",
        "141127",
        "谋划晋东物流园",
    )
    assert (made.project.name, made.project.region_id, made.dated) == ("晋东物流园", "141127", datetime.date(2021, 1, 1))
    delete_mention(made, editor=editor)
    assert (Project.objects.filter(name="晋东物流园").exists(), Correction.objects.get().state) == (False, "withdrawn")


@pytest.mark.parametrize(("fields", "place"), [({"kind": "x"}, {}), ({"name": ""}, {}), ({}, {"text_end": 999})])
def test_what_is_wrong_is_said_and_nothing_is_added(grid, editor, fields, place):
    with pytest.raises(ValidationError):
        add_mention(Paragraph.objects.get(text=TEXT), fields, **{"text_start": 2, "text_end": 6} | place, editor=editor)
    assert (ProjectMention.objects.count(), Correction.objects.count()) == (3, 0)


def test_an_unknown_field_is_a_mistake_of_the_program(grid, editor):
    with pytest.raises(ValueError, match="position"):
        correct(grid, {"position": 3}, editor=editor)
