"""An editor's round through the projects of a document in a real browser: mostly by keyboard."""

from dataclasses import replace

import pytest
from django.urls import reverse

from plans.models import Correction, Document, Project, ProjectMention, ProjectProposal, Region
from tests.builders import PLAN, chapter, figure, load_plan, mention, para, parsed
from tests.e2e.browsing import BROWSER_TESTS, chosen, editors_page, opened, select

TEXT = "𠀀区加快建设太绥高铁,2025年底前建成岚县500千伏输变电工程,总投资12亿元。实施“春潮”行动,开工建设岚县抽水蓄能电站。"
LATER = "太绥高铁开工建设,建成横泉水库二期。"

pytestmark = BROWSER_TESTS


@pytest.fixture
def document():
    for code, name, level in (("140000", "山西省", "province"), ("141100", "吕梁市", "prefecture")):
        Region.objects.create(code=code, name=name, full_name=name, short_name=name[:2], level=level)
    found = [
        mention("𠀀区加快建设太绥高铁", "太绥高铁", stage="underway", action="加快建设"),
        mention("2025年底前建成岚县500千伏输变电工程", "岚县500千伏输变电工程", stage="completed", place="岚县", deadline="2025年底前"),
        mention("实施“春潮”行动", "“春潮”行动", kind="programme", stage="underway"),
    ]
    money = figure("总投资12亿元", "12亿元", "总投资", "12", "亿元", unit_family="money")
    load_plan(parsed(chapter(1, "项目"), para("没有项目的一段。"), para(TEXT), projects=found, figures=[money]))
    later = [
        mention("太绥高铁开工建设", "太绥高铁", stage="started", tense="outcome"),
        mention("建成横泉水库二期", "横泉水库二期", stage="completed"),
    ]
    again = [mention("谋划横泉水库一期", "横泉水库一期", stage="planned"), mention("扩建太绥高铁二期", "太绥高铁二期", stage="planned")]
    first = Document.objects.get()
    load_plan(
        parsed(
            chapter(1, "回顾"), para(LATER), projects=later, metadata=replace(PLAN, title="吕梁市报告", period_start=2026, period_end=2026)
        )
    )
    early = replace(PLAN, title="早先的规划", period_start=2016, period_end=2020)
    load_plan(parsed(chapter(1, "展望"), para("谋划横泉水库一期,扩建太绥高铁二期。"), projects=again, metadata=early))
    return first


@pytest.fixture
def page(browser, live_server, document):
    """The projects of the document, shown by an editor who has just logged in."""
    with editors_page(browser, live_server, "admin:plans_document_mentions", "#fg-list .fg-entry", args=[document.pk]) as shown:
        yield shown


def opened_form(page, name):
    opened(page, f"#id_name[value='{name}']")


def test_mentions_are_accepted_deleted_and_taken_back_by_keys(page, document):
    page.keyboard.press("j")
    assert chosen(page) == ("太绥高铁", "太绥高铁")
    page.keyboard.press("a")
    page.wait_for_selector(".fg-entry[data-state=reviewed]")
    assert chosen(page)[0] == "岚县500千伏输变电工程"
    assert page.inner_text("#fg-open") == "2"
    page.keyboard.press("t")
    opened(page, "text=已改为成效")
    assert ProjectMention.objects.get(place="岚县").tense == "outcome"
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    opened(page, ".fg-removed")
    assert not ProjectMention.objects.filter(kind="programme").exists()
    page.get_by_role("button", name="撤回删除").click()
    opened(page, "text=已恢复删除的记录")
    assert ProjectMention.objects.filter(kind="programme").exists()


def test_a_mention_is_corrected_without_the_mouse(page, document):
    page.keyboard.press("j")
    page.keyboard.press("e")
    opened_form(page, "太绥高铁")
    assert page.inner_text("#fg-text .fg-on") == "太绥高铁"
    page.keyboard.press("e")
    page.keyboard.type("太原至绥德高铁")
    page.keyboard.press("Control+Enter")
    opened_form(page, "岚县500千伏输变电工程")
    assert ProjectMention.objects.get(name="太原至绥德高铁").review_state == "reviewed"
    assert Correction.objects.get().field == "name"
    page.keyboard.press("a")
    opened_form(page, "“春潮”行动")
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    opened(page, "text=已删除")


def test_a_missed_name_is_added_from_the_offer_and_by_selecting_it(page, live_server, document):
    page.keyboard.press("j")
    page.keyboard.press("i")
    opened(page, ".fg-candidates")
    page.keyboard.press("1")
    opened(page, ".fg-chosen")
    assert (page.inner_text(".fg-chosen"), page.inner_text("#fg-text mark")) == ("岚县抽水蓄能电站", "岚县抽水蓄能电站")
    assert page.evaluate("document.activeElement.id") == "id_name"
    page.keyboard.press("Control+Enter")
    opened(page, "text=已补上")
    assert chosen(page) == ("岚县抽水蓄能电站", "岚县抽水蓄能电站")
    assert Correction.objects.get().operation == "add"

    page.goto(live_server.url + reverse("admin:plans_document_workbench", args=[document.pk]))
    opened(page, ".wb-block a.fg-project")
    select(page, "开工建设")
    page.keyboard.press("m")
    opened(page, ".fg-chosen")
    assert page.inner_text(".fg-chosen") == "开工建设"  # behind a character of two code units
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    opened(page, ".wb-block.on")


def test_a_project_is_split_and_merged_again(page, document):
    page.keyboard.press("j")
    page.keyboard.press("g")
    opened(page, ".pj-mention")
    assert [text[:4] for text in page.locator(".pj-dated b").all_inner_texts()] == ["2021", "2026"]
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("s")
    opened(page, "text=已拆分为单独的项目")
    assert Project.objects.mentioned().filter(name="太绥高铁").count() == 2
    page.keyboard.press("f")
    page.keyboard.type("太绥")
    page.keyboard.press("Enter")
    opened(page, ".pj-offer")
    page.locator(".pj-offer", has_text="吕梁市").get_by_role("button", name="并入").first.click()
    opened(page, "text=已并入")
    page.keyboard.press("a")
    opened(page, "#pj-reopen")


def test_doubts_are_decided_by_keys(page, live_server, document):
    page.goto(live_server.url + reverse("admin:plans_project_proposals"))
    opened(page, ".pj-pair")
    waiting = ProjectProposal.objects.open().count()
    assert page.locator(".pj-pair").count() == waiting == 2
    page.keyboard.press("j")
    before = Project.objects.mentioned().count()
    page.keyboard.press("a")
    opened(page, "text=已合并为一个项目")
    assert Project.objects.mentioned().count() == before - 1
    assert page.locator(".pj-pair.on").count() == 1
    page.keyboard.press("x")
    opened(page, "text=以后不再提出")
    assert not ProjectProposal.objects.open().exists()


def test_nothing_is_fetched_from_elsewhere(page, live_server, document):
    outside = []
    page.on("request", lambda request: None if request.url.startswith((live_server.url, "data:", "blob:")) else outside.append(request.url))
    one = ProjectMention.objects.first()
    for place in (
        reverse("admin:plans_document_mentions", args=[document.pk]),
        reverse("admin:plans_projectmention_change", args=[one.pk]),
        f"{reverse('admin:plans_projectmention_add')}?paragraph={one.paragraph_id}",
        reverse("admin:plans_projectmention_changelist"),
        reverse("admin:plans_project_changelist"),
        reverse("admin:plans_project_change", args=[one.project_id]),
        reverse("admin:plans_project_proposals"),
    ):
        page.goto(live_server.url + place)
    assert outside == []
