"""The form of a mention of a project: accepting, correcting, deleting and adding, all by way of corrections."""

from datetime import date

import pytest
from django.urls import reverse

from importers import loading
from plans.corrections import correct
from plans.models import Correction, Document, Paragraph, ProjectMention
from tests.builders import chapter, content_of, load_plan, mention, para, parsed
from tests.plans.admin_forms import filled, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

TEXT = "加快建设太绥高铁,2025年底前建成岚县500千伏输变电工程。实施“春潮”行动,开工建设岚县抽水蓄能电站。"
BODY = (chapter(1, "项目"), para(TEXT), para("没有项目的一段。"))
RAIL = mention("加快建设太绥高铁", "太绥高铁", stage="underway", action="加快建设")
GRID = mention(
    "2025年底前建成岚县500千伏输变电工程",
    "岚县500千伏输变电工程",
    stage="completed",
    place="岚县",
    deadline="2025年底前",
    deadline_date="2025-12-31",
)
TIDE = mention("实施“春潮”行动", "“春潮”行动", kind="programme", stage="underway")
PLAN = parsed(*BODY, projects=[RAIL, GRID, TIDE])


@pytest.fixture
def document():
    load_plan(PLAN)
    return Document.objects.get()


def review(document, anchor=""):
    return reverse("admin:plans_document_mentions", args=[document.pk]) + anchor


def reload():
    loading.load(PLAN, content_of(PLAN), file_name="plan.txt", force=True)


def in_order():
    return list(ProjectMention.objects.order_by("position"))


def test_the_name_and_its_clause_are_marked_beside_the_form(client, document):
    rail = in_order()[0]
    page = client.get(url(rail)).content.decode()
    assert f'<a class="fg fg-project fg-on" href="{url(rail)}"' in page
    assert '<span class="fg-clause">加快建设</span>' in page
    assert 'title="项目:“春潮”行动 · 工程行动 · 目标:在建"' in page
    assert "<mark>太绥高铁</mark>" in page  # in the source
    assert "第 1 / 3 条" in page
    assert url(rail.project) in page


def test_a_saved_form_is_a_correction_accepts_the_mention_and_goes_on(client, document):
    rail, grid, _ = in_order()
    answer = client.post(url(rail), filled(client, url(rail), name="太原至绥德\n高铁", stage="started", reason="看错"))
    assert answer["Location"] == url(grid)
    reload()
    rail.refresh_from_db()
    assert (rail.name, rail.stage, rail.review_state) == ("太原至绥德高铁", "started", "reviewed")
    assert rail.project.name == "太原至绥德高铁"
    assert set(Correction.objects.values_list("field", flat=True)) == {"name", "stage"}


def test_a_scale_needs_number_and_unit(client, document):
    rail = in_order()[0]
    answer = client.post(url(rail), filled(client, url(rail), scale_value="5"))
    assert "须同时有数值和单位" in answer.content.decode()
    assert not Correction.objects.exists()
    client.post(
        url(rail), filled(client, url(rail), scale="5公里", scale_value="5", scale_unit="公里", deadline="年底", deadline_date="2026-12-31")
    )
    rail.refresh_from_db()
    assert (rail.scale_value, rail.deadline_date) == (5, date(2026, 12, 31))


def test_a_form_opened_before_another_edit_does_not_undo_it(client, editor, document):
    rail = in_order()[0]
    stale = filled(client, url(rail), stage="planned")
    correct(rail, {"name": "别名"}, editor=editor)
    assert "已被别人或重新导入改动" in client.post(url(rail), stale).content.decode()
    assert in_order()[0].stage == "underway"


def test_accepting_leads_to_the_next_open_one_and_at_last_to_the_list(client, document):
    rail, grid, tide = in_order()
    assert client.post(url(rail, "accept"))["Location"] == url(grid)
    assert client.post(url(tide, "accept"))["Location"] == url(grid)
    assert client.post(url(grid, "accept"))["Location"] == review(document, f"#f-{grid.pk}")
    assert client.post(url(grid, "reopen"))["Location"] == url(grid)
    assert not Correction.objects.exists()
    answer = client.post(url(grid, "accept"), headers={"Accept": "application/json"})
    assert answer.json() == {"state": "reviewed", "label": "已审核"}


def test_the_tense_changes_and_changes_back(client, document):
    rail = in_order()[0]
    client.post(url(rail, "move"))
    reload()
    rail.refresh_from_db()
    assert rail.tense == "outcome"
    assert "时态" in client.get(url(rail)).content.decode()
    client.post(url(rail, "move"))
    assert Correction.objects.get().state == "withdrawn"


def test_what_is_deleted_stays_out_until_it_is_taken_back(client, document):
    tide = in_order()[2]
    assert "已删除" in client.post(url(tide, "remove"), follow=True).content.decode()
    reload()
    assert not ProjectMention.objects.filter(name="“春潮”行动").exists()
    correction = Correction.objects.get()
    assert client.get(url(tide))["Location"] == reverse("admin:plans_correction_change", args=[correction.pk])
    assert "“春潮”行动(工程行动,目标:在建)" in client.get(review(document)).content.decode()
    assert client.get(reverse("admin:plans_document_figures", args=[document.pk])).context["removed"] == []
    client.post(reverse("admin:plans_correction_withdraw", args=[correction.pk]), {"next": review(document)})
    assert ProjectMention.objects.get(name="“春潮”行动").pk == tide.pk


def adding(words="", **more):
    paragraph = Paragraph.objects.get(text=TEXT)
    place = f"&from={TEXT.index(words)}&to={TEXT.index(words) + len(words)}" if words else ""
    return f"{reverse('admin:plans_projectmention_add')}?paragraph={paragraph.pk}{place}"


def test_names_without_a_record_are_offered(client, document):
    assert [one["text"] for one in client.get(adding()).context["candidates"]] == ["岚县抽水蓄能电站"]
    page = client.get(review(document))
    (_, place), = page.context["groups"][0].missed  # fmt: skip
    assert client.get(place).context["chosen"]["text"] == "岚县抽水蓄能电站"


def test_a_chosen_name_fills_the_form(client, document):
    found = filled(client, adding("岚县抽水蓄能电站"))
    expected = {"name": "岚县抽水蓄能电站", "kind": "construction", "stage": "started", "tense": "target"}
    assert {name: found[name] for name in expected} == expected


def test_an_added_mention_survives_and_can_be_taken_back(client, document):
    place = adding("岚县抽水蓄能电站")
    answer = client.post(place, filled(client, place, place="岚县", reason="漏了"))
    added = ProjectMention.objects.get(name="岚县抽水蓄能电站")
    assert answer["Location"] == review(document, f"#f-{added.pk}")
    assert (added.clause, added.review_state, added.project.name) == ("开工建设岚县抽水蓄能电站", "reviewed", "岚县抽水蓄能电站")
    assert bytes(document.source.content).decode()[added.start : added.end] == added.name
    reload()
    assert "撤回新增" in client.get(url(added)).content.decode()
    client.post(reverse("admin:plans_correction_withdraw", args=[Correction.objects.get().pk]), {"next": url(added)})
    assert client.get(url(added))["Location"] == review(document)


def test_adding_says_what_is_missing(client, document):
    page = client.post(adding(), {"name": "甲", "kind": "construction", "tense": "target"}).content.decode()
    assert "请先在右边的正文里选中名称" in page
    nowhere = client.get(f"{reverse('admin:plans_projectmention_add')}?paragraph=nonsense", follow=True)
    assert "再添加其中的名称" in nowhere.content.decode()


def test_the_workbench_marks_names_in_a_colour_of_their_own(client, document):
    page = client.get(reverse("admin:plans_document_workbench", args=[document.pk])).content.decode()
    assert page.count('class="fg fg-project"') == 3
    assert "3 处项目提及" in page
    assert "补项目" in page


def test_a_rewritten_paragraph_tells_where_its_names_went(client, editor, document):
    correct(Paragraph.objects.get(text=TEXT), {"text": "全部改写了的一段。"}, editor=editor)
    assert "找不到原来的名称“太绥高铁”" in client.get(url(in_order()[0])).content.decode()
    assert "原文已改写" in client.get(review(document)).content.decode()


@pytest.mark.parametrize("page", ["accept", "reopen", "move", "remove"])
def test_decisions_need_a_post_and_the_right(client, editor, document, page):
    rail = in_order()[0]
    assert client.get(url(rail, page)).status_code == 405
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename__regex="^(change|delete|add)_"))
    assert client.post(url(rail, page)).status_code == 403
    assert client.get(adding()).status_code == 403
    shown = client.get(url(rail)).content.decode()
    assert [word for word in ("fg-accept", "fg-remove", "fg-move", "fg-add") if f'id="{word}"' in shown] == []
    assert reverse("admin:plans_projectmention_add") not in client.get(review(document)).content.decode()


def test_markup_is_only_text(client, editor):
    script = "<script>alert(1)</script>"
    text = f"建成{script}高铁项目{script}。"
    found = mention(f"建成{script}高铁项目{script}", f"{script}高铁项目", place=script, action=script)
    load_plan(parsed(chapter(1, "甲"), para(text), projects=[found]))
    one = ProjectMention.objects.get()
    places = [
        url(one), url(one.project), review(one.document), reverse("admin:plans_projectmention_changelist"), reverse("admin:plans_project_changelist"),
        reverse("admin:plans_document_workbench", args=[one.document_id]), f"{reverse('admin:plans_projectmention_add')}?paragraph={one.paragraph_id}",
    ]  # fmt: skip
    shown = [client.get(place).content.decode() for place in places]
    shown.append(client.post(url(one, "remove"), follow=True).content.decode())
    for place, page in zip([*places, "deleted"], shown, strict=True):
        assert script not in page, place
        assert "&lt;script&gt;alert(1)" in page, place
