"""People merge and split projects and decide about proposals; that holds over re-imports and in a rebuild."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.corrections import accept, correct, delete_mention, merge, reject, split, withdraw
from plans.models import Correction, Paragraph, Project, ProjectMention, ProjectProposal
from tests.builders import load_plan, para
from tests.importers.settling import queue, settled
from tests.importers.three_projects import GRID, TEXT, TIDE, content, load_report, make_regions, plan, report, told

pytestmark = pytest.mark.django_db
OTHER = {"clause": "太原至绥德高速铁路建成通车", "printed": "太原至绥德高速铁路"}


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


@pytest.fixture(autouse=True)
def two():
    """A plan with 太绥高铁, and a report that calls it otherwise."""
    make_regions()
    load_plan(plan())
    load_report(**OTHER)


def named(name):
    return Project.objects.get(name=name)


def rebuilt(*reports):
    Paragraph.objects.all().delete()
    for one in reports or (report(**OTHER),):
        load_plan(one, force=True)
    load_plan(plan(), force=True)


def test_merged_stays_merged(editor):
    one, other = named("太绥高铁"), named("太原至绥德高速铁路")
    made = merge([one, other], editor=editor, reason="同一条线")
    assert (made.pk, made.mention_count, made.stage, made.name) == (one.pk, 2, "completed", "太原至绥德高速铁路")
    assert not Project.objects.filter(pk=other.pk).exists()
    assert set(Correction.objects.values_list("field", "before", "machine", "after")) == {("project", None, None, str(one.pk))}
    settled(plan())
    settled(report(**OTHER))
    load_plan(plan(first=[para("新的一段。")]))
    assert named("太原至绥德高速铁路").mention_count == 2
    assert not queue()


def test_later_documents_go_where_the_name_goes(editor):
    target = merge([named("太绥高铁"), named("太原至绥德高速铁路")], editor=editor)
    load_report(year=2027, **OTHER)
    load_report(year=2028)
    assert set(ProjectMention.objects.filter(name__startswith="太").values_list("project", flat=True)) == {target.pk}


def test_a_merge_survives_a_rebuild_in_any_order_and_without_rows(editor):
    merge([named("太绥高铁"), named("太原至绥德高速铁路")], editor=editor)
    before, pk = content(), named("太原至绥德高速铁路").pk
    rebuilt()
    assert (content(), named("太原至绥德高速铁路").pk) == (before, pk)
    Paragraph.objects.all().delete()
    Project.objects.all().delete()
    load_plan(plan(), force=True)
    load_plan(report(**OTHER), force=True)
    assert (content(), named("太原至绥德高速铁路").pk) == (before, pk)


def test_a_merge_waits_for_a_mention_that_is_gone(editor):
    pk = merge([named("太绥高铁"), named("太原至绥德高速铁路")], editor=editor).pk
    load_plan(plan(GRID, TIDE, text=TEXT.replace("推动太绥高铁开工,", "")))
    assert (queue(), Project.objects.get(pk=pk).mention_count) == (["correction.orphaned"], 1)
    load_plan(plan(more=[para("又一段。")]))
    assert (queue(), Project.objects.get(pk=pk).mention_count) == ([], 2)


def test_split_stays_split(editor):
    load_report(year=2027)
    mention = ProjectMention.objects.get(name="太绥高铁", dated__year=2027)
    old = mention.project_id
    made = split(mention, editor=editor, reason="另一条线")
    assert (made.mention_count, Project.objects.get(pk=old).mention_count, made.pk != old) == (1, 1, True)
    settled(plan())
    settled(report(year=2027))
    load_report(year=2028)
    assert (Project.objects.get(pk=made.pk).mention_count, Project.objects.get(pk=old).mention_count) == (1, 2)
    before = content()
    rebuilt(report(year=2028), report(**OTHER), report(year=2027))
    assert content() == before
    assert Project.objects.get(pk=made.pk).mention_count == 1


def test_a_split_taken_back(editor):
    load_report(year=2027)
    mention = ProjectMention.objects.get(name="太绥高铁", dated__year=2027)
    old = mention.project_id
    made = split(mention, editor=editor)
    withdraw(Correction.objects.get(), editor)
    mention.refresh_from_db()
    assert (mention.project_id, Project.objects.filter(pk=made.pk).exists()) == (old, False)
    assert Correction.objects.get().state == "withdrawn"
    settled(report(year=2027))


def test_a_merge_taken_back_mention_by_mention(editor):
    one = merge([named("太绥高铁"), named("太原至绥德高速铁路")], editor=editor)
    withdraw(Correction.objects.get(object_id=ProjectMention.objects.get(name="太原至绥德高速铁路").pk), editor)
    assert told()[0] == ["太原至绥德高速铁路"]
    assert ProjectMention.objects.get(name="太绥高铁").project_id == one.pk
    settled(plan())


def test_what_was_split_off_can_be_merged_elsewhere(editor):
    load_report(year=2027)
    made = split(ProjectMention.objects.get(name="太绥高铁", dated__year=2027), editor=editor)
    target = merge([named("太原至绥德高速铁路"), made], editor=editor)
    assert (target.mention_count, Project.objects.filter(pk=made.pk).exists()) == (2, False)
    load_report(year=2028)
    assert Project.objects.get(pk=target.pk).mention_count == 2  # 太绥高铁 itself is still another one
    settled(report(year=2027))


def test_a_split_is_undone_by_merging(editor):
    load_report(year=2027)
    mention = ProjectMention.objects.get(name="太绥高铁", dated__year=2027)
    old = Project.objects.get(pk=mention.project_id)
    made = split(mention, editor=editor)
    assert merge([old, made], editor=editor).mention_count == 2
    settled(plan())


def test_a_proposal_accepted(editor):
    load_report(year=2027, clause="太绥高铁二期建成", printed="太绥高铁二期")
    proposal = ProjectProposal.objects.get()
    project = accept(proposal, editor=editor)
    proposal.refresh_from_db()
    assert (project.mention_count, proposal.state, proposal.decided_by, proposal.other) == (2, "accepted", editor, None)
    settled(plan())
    before = content()
    rebuilt(report(**OTHER), report(year=2027, clause="太绥高铁二期建成", printed="太绥高铁二期"))
    assert content() == before
    withdraw(Correction.objects.get(object_id=ProjectMention.objects.get(name="太绥高铁二期").pk), editor)
    assert (ProjectProposal.objects.get().state, Project.objects.filter(name="太绥高铁二期").count()) == ("open", 1)


def test_a_proposal_rejected_does_not_come_back(editor):
    load_report(year=2027, clause="太绥高铁二期建成", printed="太绥高铁二期")
    reject(ProjectProposal.objects.get(), editor=editor)
    settled(plan())
    rebuilt(report(**OTHER), report(year=2027, clause="太绥高铁二期建成", printed="太绥高铁二期"))
    proposal = ProjectProposal.objects.get()
    assert (proposal.state, proposal.one.name, proposal.other.name) == ("rejected", "太绥高铁", "太绥高铁二期")
    with pytest.raises(ValidationError, match="已有决定"):
        accept(proposal, editor=editor)
    load_report(region="140000", year=2024)  # the province speaks of it, too: another key, the same two projects
    assert ProjectProposal.objects.filter(state="open").count() == 0


def test_an_open_proposal_goes_when_its_reason_goes(editor):
    load_report(year=2027, clause="太绥高铁二期建成", printed="太绥高铁二期")
    correct(ProjectMention.objects.get(name="太绥高铁二期"), {"name": "吕梁机场"}, editor=editor)
    assert not ProjectProposal.objects.exists()


def test_what_makes_no_sense_is_refused(editor):
    one = named("太绥高铁")
    for projects in ([one], [one, one]):
        with pytest.raises(ValidationError, match="两个以上"):
            merge(projects, editor=editor)
    with pytest.raises(ValidationError, match="只有这一处"):
        split(ProjectMention.objects.get(name="太绥高铁"), editor=editor)
    assert not Correction.objects.exists()


def test_a_pinned_mention_is_corrected_and_deleted_like_any_other(editor):
    merge([named("太绥高铁"), named("太原至绥德高速铁路")], editor=editor)
    mention = ProjectMention.objects.get(name="太绥高铁")
    correct(mention, {"name": "太绥铁路", "stage": "planned"}, editor=editor)
    settled(plan())
    assert ProjectMention.objects.get(pk=mention.pk).project.mention_count == 2
    made = delete_mention(ProjectMention.objects.get(pk=mention.pk), editor=editor)
    settled(plan())
    assert named("太原至绥德高速铁路").mention_count == 1
    withdraw(made, editor)
    assert ProjectMention.objects.get(pk=mention.pk).project.mention_count == 2
    settled(plan())


def test_merging_many_costs_no_more_queries(editor):
    counted = []
    for year in (2030, 2040):
        for later in range(year, year + (2 if year == 2030 else 9)):
            load_report(year=later, clause=f"{year}号铁路建成", printed=f"{year}号铁路")
        load_report(year=year, clause=f"{year}号高铁建成", printed=f"{year}号高铁")
        with CaptureQueriesContext(connection) as queries:
            merge(list(Project.objects.filter(name__startswith=str(year)).order_by("name")), editor=editor)
        counted.append(len(queries))
    assert counted[0] == counted[1]
