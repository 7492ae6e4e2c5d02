"""What an editor decides: about doubts of a reading, and about corrections."""

import pytest

from plans.corrections import correct
from plans.models import Chapter, Correction, Diagnostic, Target
from tests.builders import chapter, load_plan, parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def doubt(make):
    return Diagnostic.objects.create(document=make.new_document(), code="structure.missing_heading", severity="warning", message="?")


def test_a_diagnostic_is_accepted_fixed_and_opened_again(get, patch, doubt, editor):
    address = f"diagnostics/{doubt.id}/"
    for state, by in (("accepted", editor), ("fixed", editor), ("open", None)):
        answer = patch(address, {"state": state})
        assert answer.status_code == 200
        assert answer.json() == get(address).json()
        assert (answer.json()["state"], answer.json()["resolved_at"] is None) == (state, by is None)
        assert answer["ETag"] == get(address)["ETag"]
        doubt.refresh_from_db()
        assert doubt.resolved_by == by


def test_a_diagnostic_somebody_else_has_decided_about(get, patch, doubt):
    seen = get(f"diagnostics/{doubt.id}/")["ETag"]
    assert patch(f"diagnostics/{doubt.id}/", {"state": "fixed"}, seen).status_code == 200
    assert patch(f"diagnostics/{doubt.id}/", {"state": "accepted"}, seen).status_code == 412
    assert Diagnostic.objects.get().state == "fixed"


@pytest.mark.parametrize(
    ("body", "pointer", "code", "suggestion"),
    [
        ({"state": "已接受"}, "#/state", "invalid_choice", "accepted"),
        ({"state": "rejected"}, "#/state", "invalid_choice", "accepted"),
        ({}, "#/state", "required", None),
        ({"state": "fixed", "message": "x"}, "#/message", "read_only", None),
    ],
)
def test_a_decision_that_there_is_not(patch, doubt, body, pointer, code, suggestion):
    response = patch(f"diagnostics/{doubt.id}/", body)
    assert response.status_code == 400
    (fault,) = response.json()["errors"]
    assert (fault["pointer"], fault["code"], fault["suggestion"]) == (pointer, code, suggestion)
    assert Diagnostic.objects.get().state == "open"


def test_a_correction_is_withdrawn(get, patch, make, editor):
    made = make.new_chapter(make.new_document(), heading="发展基楚")
    (correction,) = correct(made, {"heading": "发展基础"}, editor=editor)
    answer = patch(f"corrections/{correction.id}/", {"state": "withdrawn"})
    assert answer.json() == get(f"corrections/{correction.id}/").json()
    assert (answer.json()["state"], Chapter.objects.get().heading) == ("withdrawn", "发展基楚")
    again = patch(f"corrections/{correction.id}/", {"state": "withdrawn"})
    assert (again.status_code, again["ETag"]) == (200, answer["ETag"])
    impossible = patch(f"corrections/{correction.id}/", {"state": "active"})
    assert (impossible.status_code, impossible.json()["errors"][0]["code"]) == (400, "impossible")


@pytest.mark.parametrize(("state", "heading"), [("active", "发展基础"), ("withdrawn", "发展基石")])
def test_a_conflict_is_decided_either_way(patch, editor, state, heading):
    load_plan(parsed(chapter(1, "发展基楚")))
    (made,) = correct(Chapter.objects.get(), {"heading": "发展基础"}, editor=editor)
    load_plan(parsed(chapter(1, "发展基石")))
    assert (Correction.objects.get().state, Diagnostic.objects.get().state) == ("conflict", "open")
    assert patch(f"corrections/{made.id}/", {"state": state}).json()["state"] == state
    assert (Chapter.objects.get().heading, Diagnostic.objects.get().state) == (heading, "fixed")


def test_a_withdrawn_change_of_tense_moves_the_figure_back(patch, make):
    target = make.new_target()
    assert patch(f"targets/{target.id}/", {"tense": "outcome"}).status_code == 200
    assert patch(f"corrections/{Correction.objects.get().id}/", {"state": "withdrawn"}).status_code == 200
    assert Target.objects.get().pk == target.pk


def test_only_who_may_change_the_record_withdraws(patch, make, editor):
    made = make.new_chapter(make.new_document())
    (correction,) = correct(made, {"heading": "甲"}, editor=editor)
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_chapter"))
    assert patch(f"corrections/{correction.id}/", {"state": "withdrawn"}).status_code == 403
    assert Chapter.objects.get().heading == "甲"
