"""Mentions of projects of a parse become rows, as a difference: ids stay, the same again writes nothing."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Document, Project, ProjectMention
from tests.builders import chapter, load_plan, mention, para, parsed
from tests.importers.settling import settled
from tests.importers.three_projects import GRID, RAILWAY, TEXT, TIDE, make_regions, plan

pytestmark = pytest.mark.django_db


def test_every_field_arrives():
    make_regions()
    outcome = load_plan(plan())
    railway, grid, tide = ProjectMention.objects.all()
    assert (grid.name, grid.printed, grid.kind, grid.stage, grid.tense) == (
        "岚县500千伏输变电工程", "岚县500千伏输变电工程", "construction", "completed", "target",
    )  # fmt: skip
    assert (grid.action, grid.place, grid.region_id, grid.count) == ("建成", "岚县", "141127", None)
    assert (grid.scale, grid.scale_value, grid.scale_unit) == ("500千伏", Decimal(500), "千伏")
    assert (grid.deadline, grid.deadline_date, grid.dated) == ("8月底前", datetime.date(2026, 8, 31), datetime.date(2021, 1, 1))
    assert grid.paragraph.text[grid.text_start : grid.text_end] == grid.printed
    assert grid.paragraph.text[grid.clause_start : grid.clause_end] == grid.clause
    assert grid.document.source.content.decode()[grid.start : grid.end] == grid.printed
    assert (tide.name, tide.printed, tide.line, tide.region_id, tide.review_state) == ("春潮行动", "“春潮行动”", 2, None, "unreviewed")
    assert railway.position < grid.position < tide.position
    assert {name: outcome.counts[name]["created"] for name in ("projectmention", "project")} == {"projectmention": 3, "project": 3}
    project = grid.project
    assert (project.name, project.kind, project.region_id, project.stage) == (grid.name, "construction", "141127", "completed")
    assert (project.scale_value, project.scale_unit, project.deadline_date) == (500, "千伏", grid.deadline_date)
    assert (project.mention_count, project.document_count, railway.project.region_id) == (1, 1, "141100")


def test_the_same_again_writes_nothing():
    load_plan(plan())
    settled(plan())
    assert load_plan(plan(), force=True).counts["project"]["unchanged"] == 3


def test_ids_stay_when_text_moves_and_clauses_change():
    load_plan(plan())
    ids = dict(ProjectMention.objects.values_list("name", "pk"))
    projects = dict(ProjectMention.objects.values_list("name", "project"))
    text = TEXT.replace("推动太绥高铁开工", "太绥高铁建成通车")
    railway = RAILWAY | {"clause": "太绥高铁建成通车", "stage": "completed"}
    outcome = load_plan(plan(railway, GRID, TIDE, text=text, first=[chapter(1, "概况"), para("新的一段。")]))
    assert dict(ProjectMention.objects.values_list("name", "pk")) == ids
    assert dict(ProjectMention.objects.values_list("name", "project")) == projects
    assert (outcome.counts["projectmention"]["changed"], outcome.counts["projectmention"]["moved"]) == (1, 2)
    assert Project.objects.get(name="太绥高铁").stage == "completed"
    assert (outcome.counts["project"]["changed"], outcome.counts["project"]["unchanged"]) == (1, 2)


def test_a_mention_with_another_name_is_another_one():
    load_plan(plan())
    pk = ProjectMention.objects.get(name="太绥高铁").pk
    other = mention("推动祁离高速开工", "祁离高速")
    outcome = load_plan(plan(other, GRID, TIDE, text=TEXT.replace("太绥高铁", "祁离高速").replace("推动", "全力加快推动建设")
                             .replace("全力加快推动建设", "推动"), more=[para("另记。")]))  # fmt: skip
    assert ProjectMention.objects.get(name="祁离高速").pk == pk  # all around it is the same: a corrected name
    assert (outcome.counts["project"]["created"], outcome.counts["project"]["deleted"]) == (0, 0)
    load_plan(plan(mention("争取平定至昔阳铁路纳入规划", "平定至昔阳铁路"), GRID, TIDE, text="争取平定至昔阳铁路纳入规划," + TEXT[9:]))
    assert not ProjectMention.objects.filter(pk=pk).exists()
    assert not Project.objects.filter(name="祁离高速").exists()


def test_what_was_reviewed_and_has_changed_is_to_be_looked_at_again():
    load_plan(plan())
    ProjectMention.objects.update(review_state="reviewed")
    Project.objects.update(review_state="reviewed")
    load_plan(plan(RAILWAY | {"stage": "completed"}, GRID, TIDE), force=True)
    states = {"太绥高铁": "in_review", "岚县500千伏输变电工程": "reviewed", "春潮行动": "reviewed"}
    assert dict(ProjectMention.objects.values_list("name", "review_state")) == states
    assert dict(Project.objects.values_list("name", "review_state")) == states


@pytest.mark.parametrize("wrong", [{"kind": "x"}, {"stage": "x"}, {"tense": "x"}])
def test_what_the_parser_must_not_give_is_named_with_its_line(wrong):
    with pytest.raises(ValueError, match=f"line 2.*project of unknown {next(iter(wrong))}"):
        load_plan(plan(RAILWAY | wrong))


def test_a_document_of_another_region_reads_its_places_anew():
    make_regions()
    load_plan(plan())
    load_plan(plan(region_code="140100", region="山西省太原市"), force=True)
    assert Document.objects.get().region_id == "140100"
    grid = ProjectMention.objects.get(place="岚县")
    assert (grid.region_id, Project.objects.get(name="太绥高铁").region_id) == ("141127", "140100")


def test_more_mentions_cost_no_more_queries():
    make_regions()

    def many(count, **changes):
        names = [f"岚县第{n}水库" for n in range(1, count + 1)]
        return parsed(
            *[para(f"建成{name}。") for name in names], projects=[mention(f"建成{name}", name, place="岚县") for name in names], **changes
        )

    counted = []
    for count in (3, 60):
        with CaptureQueriesContext(connection) as queries:
            load_plan(many(count, title=f"吕梁市第{count}规划"))
        counted.append(len(queries))
    assert (ProjectMention.objects.count(), Project.objects.count()) == (63, 60)
    assert counted[1] <= counted[0] + 1  # the second load finds projects of the first, and brings them up to date
