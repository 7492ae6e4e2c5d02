"""Mentions of one project in several paragraphs and documents are one project; what is doubtful is only proposed."""

import datetime
from itertools import permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Project, ProjectMention, ProjectProposal
from tests.builders import load_plan, mention, para, parsed
from tests.importers.three_projects import GRID, RAILWAY, TEXT, TIDE, content, load_report, make_regions, plan, report, told

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def regions():
    make_regions()


def test_a_plan_proposes_it_and_a_report_says_that_it_opened():
    load_plan(plan())
    planned = Project.objects.get(name="太绥高铁")
    planned_stage = planned.stage
    outcome = load_report(region="141100", year=2026, printed="太绥高铁", clause="太绥高铁建成通车")
    project = Project.objects.get(name="太绥高铁")
    assert (project.pk, planned_stage, project.stage, project.tense) == (planned.pk, "started", "completed", "outcome")
    assert [one.stage for one in project.mentions.in_time_order()] == ["started", "completed"]
    assert (project.mention_count, project.document_count) == (2, 2)
    assert (project.first_dated, project.last_dated) == (datetime.date(2021, 1, 1), datetime.date(2026, 1, 10))
    assert (outcome.counts["project"]["changed"], outcome.counts["project"]["created"]) == (1, 0)


@pytest.mark.parametrize("name", ["太绥高铁项目", "太绥高铁建设工程", "“太绥高铁”工程", "太绥 高铁", "太绥高铁(项目)"])
def test_what_is_said_or_left_out_at_will_makes_no_difference(name):
    load_plan(plan())
    load_report(clause=f"{name}建成通车", printed=name)
    assert Project.objects.filter(mention_count=2).count() == 1
    assert not ProjectProposal.objects.exists()


@pytest.mark.parametrize("name", ["太绥高铁二期", "太绥高铁(一期)工程", "300公里太绥高铁"])
def test_a_phase_or_a_size_is_only_proposed(name):
    load_plan(plan())
    load_report(clause=f"{name}建成通车", printed=name)
    assert (Project.objects.count(), Project.objects.filter(mention_count=2).count()) == (4, 0)
    proposal = ProjectProposal.objects.get()
    assert (proposal.one.name, proposal.other.name, proposal.reason, proposal.state) == ("太绥高铁", name, "like_name", "open")


def test_regions_that_contain_one_another_and_regions_that_do_not():
    load_report(region="141100")
    load_report(region="140100")
    assert (Project.objects.count(), ProjectProposal.objects.get().reason) == (2, "same_name")
    load_report(region="140000", year=2025)
    project = Project.objects.get()
    assert (project.document_count, project.region_id, ProjectProposal.objects.count()) == (3, "140000", 0)


def test_a_programme_of_the_same_name_elsewhere_is_that_regions_own():
    for region in ("141100", "140100"):
        load_report(region=region, clause="实施全民技能提升工程", printed="全民技能提升工程", kind="programme")
    assert (Project.objects.count(), ProjectProposal.objects.count()) == (2, 0)


def test_documents_without_a_region_stay_apart():
    for year in (2025, 2026):
        load_report(region=None, year=year)
    assert Project.objects.count() == 2


@pytest.mark.parametrize("more", [{"printed": "污水处理厂", "clause": "建成污水处理厂"}, {"count": 4}])
def test_a_name_that_tells_nothing_apart_links_nothing(more):
    for year in (2025, 2026):
        load_report(year=year, **more)
    assert (Project.objects.count(), ProjectProposal.objects.count()) == (2, 0)


def test_one_name_at_two_places_is_two_projects():
    text = "建成岚县的人民医院迁建项目和交城的人民医院迁建项目,人民医院迁建项目进展顺利。"
    projects = [
        mention("建成岚县的人民医院迁建项目和交城的人民医院迁建项目", "人民医院迁建项目", place="岚县"),
        mention("人民医院迁建项目进展顺利", "人民医院迁建项目"),
        mention("交城的人民医院迁建项目", "人民医院迁建项目", place="交城"),
    ]
    load_plan(parsed(para(text), projects=projects))
    assert set(Project.objects.values_list("region", "mention_count")) == {("141127", 1), ("141122", 1), ("141100", 1)}


def test_the_order_of_loading_makes_no_difference():
    plans = (plan(), report("140000", 2025), report("140100", 2026), report("141100", 2024, "太绥高铁二期开工", "太绥高铁二期"))
    seen = []
    for order in permutations(plans):
        ProjectMention.objects.all().delete()
        Project.objects.all().delete()
        ProjectProposal.objects.all().delete()
        for number, one in enumerate(order):
            load_plan(one, file_name=f"{number}.txt", force=True)
        seen.append(content())
    assert all(one == seen[0] for one in seen)
    assert told() == sorted([["春潮行动"], ["太绥高铁"] * 3, ["太绥高铁二期"], ["岚县500千伏输变电工程"]])


def test_ids_of_projects_stay_over_re_imports_in_any_document():
    load_plan(plan())
    load_report()
    ids = dict(Project.objects.values_list("name", "pk"))
    load_plan(plan(more=[para("又一段。")]))
    assert dict(Project.objects.values_list("name", "pk")) == ids
    load_plan(plan(GRID, TIDE, text=TEXT.replace("推动太绥高铁开工,", "")))
    assert dict(Project.objects.values_list("name", "pk")) == ids
    assert Project.objects.get(name="太绥高铁").mention_count == 1
    load_plan(plan(RAILWAY, GRID, TIDE))
    assert dict(Project.objects.values_list("name", "pk")) == ids


def test_more_documents_cost_no_more_queries():
    load_plan(plan())
    counted = []
    for year in range(2015, 2027):
        with CaptureQueriesContext(connection) as queries:
            load_report(year=year)
        counted.append(len(queries))
    assert len(set(counted[1:])) == 1
    assert Project.objects.get(name="太绥高铁").mention_count == 13
