"""Projects in the admin: their lists, the page of one, merging and splitting, the queue of doubts."""

from dataclasses import replace

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.models import Correction, Document, Project, ProjectMention, ProjectProposal, Region
from tests.builders import PLAN, chapter, load_plan, mention, para, parsed
from tests.plans.admin_forms import url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

# What each page costs, whatever it holds: session, account, its rights, rows, counts, the choices of its filters.
LIST_COST, MENTIONS_COST, REVIEW_COST, FORM_COST, ADDING_COST, PAGE_COST, QUEUE_COST = 9, 9, 10, 10, 6, 10, 7
QUEUE = "admin:plans_project_proposals"


@pytest.fixture(autouse=True)
def regions():
    for code, name, level in (("140000", "山西省", "province"), ("141100", "吕梁市", "prefecture"), ("610000", "陕西省", "province")):
        Region.objects.create(code=code, name=name, full_name=name, short_name=name[:2], level=level)


def stored(names, *, title="吕梁市规划", start=2021, **more):
    """A document that names some projects, ten in a paragraph, each in a clause of its own."""
    clauses = [f"加快建设{name}" for name in names]
    blocks = [para(";".join(clauses[at : at + 10]) + "。") for at in range(0, len(clauses), 10)]
    found = [mention(clause, name, stage="underway") for clause, name in zip(clauses, names, strict=True)]
    metadata = replace(PLAN, title=title, period_start=start, period_end=start + 4)
    load_plan(parsed(chapter(1, title), *blocks, projects=found, metadata=metadata, **more))
    return Document.objects.get(title=title)


def split_url(mention):
    return reverse("admin:plans_project_split", args=[mention.pk])


def decide_url(proposal, word):
    return reverse(f"admin:plans_project_proposal_{word}", args=[proposal.pk])


def merge_url(one, other):
    return reverse("admin:plans_project_merge", args=[one.pk, other.pk])


def cost(client, place):
    client.get(place)  # what is fetched once per process does not count
    with CaptureQueriesContext(connection) as queries:
        assert client.get(place).status_code == 200
    return len(queries)


@pytest.mark.parametrize("count", [1, 100])
def test_pages_cost_the_same_whatever_they_hold(client, count):
    names = [f"{'甲乙丙丁戊己庚辛壬癸'[n % 10]}{'子丑寅卯辰巳午未申酉'[n // 10]}河水库" for n in range(count)]
    first = stored([f"{name}一期" for name in names] + ["太绥高铁"])
    stored([f"{name}二期" for name in names] + ["太绥高铁"], title="另一规划", start=2026)
    for n in range(count):
        stored(["太绥高铁"], title=f"第{n}个规划", start=1900 + n)
    one = ProjectMention.objects.filter(name="太绥高铁").first()
    assert ProjectProposal.objects.count() == count
    places = {
        reverse("admin:plans_project_changelist"): LIST_COST,
        reverse("admin:plans_projectmention_changelist"): MENTIONS_COST,
        reverse("admin:plans_document_mentions", args=[first.pk]): REVIEW_COST,
        url(one): FORM_COST,
        f"{reverse('admin:plans_projectmention_add')}?paragraph={one.paragraph_id}": ADDING_COST,
        url(one.project): PAGE_COST,
        reverse(QUEUE): QUEUE_COST,
    }
    assert {place: cost(client, place) for place in places} == places


def names_listed(client, model, **parameters):
    page = client.get(reverse(f"admin:plans_{model}_changelist"), parameters)
    assert page.status_code == 200
    return sorted(one.name for one in page.context["cl"].result_list)


def test_mentions_are_filtered_and_found(client):
    document = stored(["太绥高铁", "横泉水库"])
    stored(["太绥高铁"], title="另一规划", start=2026)
    ProjectMention.objects.filter(name="横泉水库").update(stage="completed", tense="outcome", review_state="reviewed", region="610000")
    expected = {
        "stage__exact": "completed",
        "tense__exact": "outcome",
        "review_state__exact": "reviewed",
        "joined": "no",
        "province": "610000",
    }
    for parameter, value in expected.items():
        assert names_listed(client, "projectmention", **{parameter: value}) == ["横泉水库"], parameter
    assert names_listed(client, "projectmention", joined="yes") == ["太绥高铁", "太绥高铁"]
    assert names_listed(client, "projectmention", document__id__exact=document.pk) == ["太绥高铁", "横泉水库"]
    assert names_listed(client, "projectmention", q="水库") == ["横泉水库"]
    assert names_listed(client, "projectmention", kind__exact="platform") == []


def test_projects_are_filtered_and_found(client):
    document = stored(["太绥高铁一期", "横泉水库"])
    stored(["横泉水库", "太绥高铁二期"], title="另一规划", start=2026)
    assert names_listed(client, "project") == ["太绥高铁一期", "太绥高铁二期", "横泉水库"]
    assert names_listed(client, "project", mentions="documents") == ["横泉水库"]
    assert names_listed(client, "project", doubted="yes") == ["太绥高铁一期", "太绥高铁二期"]
    assert names_listed(client, "project", mentions__document__id__exact=document.pk) == ["太绥高铁一期", "横泉水库"]
    assert names_listed(client, "project", province="610000") == []
    assert names_listed(client, "project", q="高铁", stage__exact="underway") == ["太绥高铁一期", "太绥高铁二期"]


def test_a_project_shows_its_mentions_in_time_order(client):
    stored(["横泉水库"], title="后来的规划", start=2026)
    stored(["横泉水库"], title="先前的规划", start=2016)
    page = client.get(url(Project.objects.get()))
    assert [str(item["document"]) for item in page.context["documents"]] == ["先前的规划", "后来的规划"]
    shown = page.content.decode()
    assert shown.index("2016 年") < shown.index("2026 年")
    assert '加快建设<a class="fg fg-project"' in shown
    assert "2 处,2 篇文档" in shown


def test_projects_are_merged_and_split_again(client):
    stored(["太绥高铁", "太原至绥德铁路"])
    one, other = Project.objects.get(name="太绥高铁"), Project.objects.get(name="太原至绥德铁路")
    page = client.get(url(one), {"q": "绥德"})
    assert [side["project"] for side in page.context["offered"]] == [other]
    told = client.post(merge_url(one, other), {"next": url(one)}, follow=True).content.decode()
    assert "1 处提及已并入" in told
    assert "人工归并" in told
    assert ProjectMention.objects.filter(project=one).count() == 2
    assert set(Correction.objects.values_list("field", flat=True)) == {"project"}

    moved = ProjectMention.objects.get(name="太原至绥德铁路")
    assert "人工指定的项目" in client.get(url(moved)).content.decode()
    told = client.post(split_url(moved), {"next": url(one)}, follow=True).content.decode()
    assert "已拆分为单独的项目" in told
    moved.refresh_from_db()
    assert moved.project_id != one.pk
    again = client.post(split_url(moved), follow=True).content.decode()
    assert "只有这一处提及" in again


def test_projects_are_merged_from_the_list(client):
    stored(["太绥高铁", "太原至绥德铁路"])
    chosen = [str(pk) for pk in Project.objects.values_list("pk", flat=True)]
    listed = reverse("admin:plans_project_changelist")
    client.post(listed, {"action": "merge_selected", "_selected_action": chosen[:1]})
    assert Project.objects.mentioned().count() == 2
    client.post(listed, {"action": "merge_selected", "_selected_action": chosen})
    assert Project.objects.mentioned().count() == 1
    client.post(listed, {"action": "accept_selected", "_selected_action": chosen})
    assert Project.objects.mentioned().get().review_state == "reviewed"


def test_doubts_are_decided_one_after_the_other(client, editor):
    stored(["太绥高铁一期", "太绥高铁二期", "横泉水库一期", "横泉水库二期"])
    rows = client.get(reverse(QUEUE)).context["rows"]
    assert len(rows) == 2
    first, second = (row["proposal"] for row in rows)
    answer = client.post(decide_url(first, "accept"), {"row": "1", "page": "1"})
    assert answer["Location"] == f"{reverse(QUEUE)}?page=1#p-1"
    assert "以后不再提出" in client.post(decide_url(second, "reject"), {"row": "1"}, follow=True).content.decode()
    assert [ProjectProposal.objects.get(pk=one.pk).state for one in (first, second)] == ["accepted", "rejected"]
    assert Project.objects.mentioned().count() == 3
    page = client.get(reverse(QUEUE)).content.decode()
    assert "没有待定的关联" in page
    assert "bianji" in client.get(reverse(QUEUE), {"state": "rejected"}).content.decode()
    assert "已有决定" in client.post(decide_url(first, "reject"), follow=True).content.decode()


def test_a_project_shows_what_may_be_one_with_it(client):
    stored(["太绥高铁一期", "太绥高铁二期"])
    one = Project.objects.get(name="太绥高铁一期")
    page = client.get(url(one))
    assert len(page.context["proposals"]) == 1
    client.post(decide_url(ProjectProposal.objects.get(), "accept"), {"next": url(one)})
    assert Project.objects.mentioned().count() == 1


def test_a_project_is_accepted_and_waits_again(client):
    stored(["太绥高铁"])
    one = Project.objects.get()
    assert client.post(url(one, "accept"))["Location"] == url(one)
    assert Project.objects.get().review_state == "reviewed"
    client.post(url(one, "reopen"))
    assert Project.objects.get().review_state == "unreviewed"


def test_decisions_need_a_post_and_the_right(client, editor):
    stored(["太绥高铁一期", "太绥高铁二期"])
    one, other = Project.objects.all()
    proposal = ProjectProposal.objects.get()
    decisions = [
        url(one, "accept"), url(one, "reopen"), merge_url(one, other), split_url(one.mentions.get()), decide_url(proposal, "accept"),
        decide_url(proposal, "reject"),
    ]  # fmt: skip
    assert {client.get(decision).status_code for decision in decisions} == {405}
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename__startswith="change_"))
    assert {client.post(decision).status_code for decision in decisions} == {403}
    for place in (url(one), reverse(QUEUE)):
        page = client.get(place).content.decode()
        assert [word for word in ("并入</button>", "拆分</button>", "是同一项目 <kbd>", "确认 <kbd>") if word in page] == []
    client.force_login(User.objects.create_user("gast", is_staff=True))
    for place in (url(one), reverse(QUEUE), reverse("admin:plans_project_changelist"), reverse("admin:plans_projectmention_changelist")):
        assert client.get(place).status_code == 403


def test_nobody_adds_or_deletes_a_project_by_hand(client, admin_client):
    stored(["太绥高铁"])
    one = Project.objects.get()
    for anybody in (client, admin_client):
        assert anybody.get(reverse("admin:plans_project_add")).status_code == 403
        assert anybody.post(url(one, "delete"), {"post": "yes"}).status_code == 403
        assert anybody.post(url(one), {"name": "别的"}).status_code == 403
        for model in ("project", "projectmention"):
            assert "delete_selected" not in anybody.get(reverse(f"admin:plans_{model}_changelist")).content.decode()
