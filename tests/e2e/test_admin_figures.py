"""An editor's round through the numbers of a document in a real browser: mostly by keyboard."""

import pytest
from django.urls import reverse

from plans.models import Correction, Document, Indicator, Outcome, Target
from tests.builders import chapter, figure, load_plan, para, parsed
from tests.e2e.browsing import BROWSER_TESTS, chosen, editors_page, opened, select

TEXT = "𠀀区到2025年,城镇化率达到60%,森林覆盖率达到40%;已有高技能人才3万人。力争建成5个园区。"

pytestmark = BROWSER_TESTS


@pytest.fixture
def document():
    figures = [
        figure("城镇化率达到60%", "60%", "城镇化率", "60", "%", year=2025, unit_family="percent"),
        figure("森林覆盖率达到40%", "40%", "森林覆盖率", "40", "%", year=2025, unit_family="percent"),
        figure("已有高技能人才3万人", "3万人", "高技能人才", "3", "万人", tense="outcome", year=2020, unit_family="people"),
    ]
    load_plan(parsed(chapter(1, "目标"), para("没有数字的一段。"), para(TEXT), figures=figures))
    return Document.objects.get()


@pytest.fixture
def page(browser, live_server, document):
    """The numbers of the document, shown by an editor who has just logged in; errors on the page fail the test."""
    with editors_page(browser, live_server, "admin:plans_document_figures", "#fg-list .fg-entry", args=[document.pk]) as shown:
        yield shown


def opened_form(page, name):
    opened(page, f"#id_indicator_name[value='{name}']")


def test_records_are_accepted_deleted_and_taken_back_by_keys(page, document):
    page.keyboard.press("j")
    assert chosen(page) == ("城镇化率", "60%")
    page.keyboard.press("a")
    page.wait_for_selector(".fg-entry[data-state=reviewed]")
    assert chosen(page) == ("森林覆盖率", "40%")
    assert page.inner_text("#fg-open") == "2"
    assert Target.objects.get(printed="60%").review_state == "reviewed"

    page.keyboard.press("x")
    assert "森林覆盖率 40%" in page.inner_text("#fg-sure")
    page.keyboard.press("Escape")
    assert Target.objects.count() == 2
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    opened(page, ".fg-removed")
    assert chosen(page) == ("高技能人才", "3万人")
    assert not Target.objects.filter(printed="40%").exists()
    page.get_by_role("button", name="撤回删除").click()
    opened(page, "text=已恢复删除的记录")
    assert Target.objects.filter(printed="40%").exists()


def test_a_record_moves_to_the_other_kind_and_back(page, document):
    page.keyboard.press("j")
    page.keyboard.press("t")
    opened(page, "text=已移到成效")
    assert chosen(page) == ("城镇化率", "60%")
    assert Outcome.objects.filter(printed="60%").exists()
    page.keyboard.press("t")
    opened(page, "text=已移到目标")
    assert Target.objects.filter(printed="60%").exists()


def test_a_record_is_corrected_without_the_mouse(page, document):
    page.keyboard.press("j")
    page.keyboard.press("e")
    opened_form(page, "城镇化率")
    assert page.inner_text("#fg-text .fg-on") == "60%"
    page.keyboard.press("e")
    page.keyboard.type("常住人口城镇化率")
    page.keyboard.press("Control+Enter")
    opened_form(page, "森林覆盖率")
    assert Target.objects.get(printed="60%").indicator_name == "常住人口城镇化率"
    assert Correction.objects.get().field == "indicator_name"
    page.keyboard.press("j")
    opened_form(page, "高技能人才")
    page.keyboard.press("k")
    opened_form(page, "森林覆盖率")
    page.keyboard.press("a")
    opened_form(page, "高技能人才")
    assert Target.objects.get(printed="40%").review_state == "reviewed"
    page.keyboard.press("x")
    page.keyboard.press("Enter")
    opened(page, "text=已删除")
    assert not Outcome.objects.exists()


def test_a_missed_number_is_added_from_the_offer(page, document):
    page.keyboard.press("j")
    page.keyboard.press("i")
    opened(page, ".fg-candidates")
    page.keyboard.press("1")
    opened(page, ".fg-chosen")
    assert (page.inner_text(".fg-chosen"), page.inner_text("#fg-text mark")) == ("5个", "5个")
    assert page.evaluate("document.activeElement.id") == "id_indicator_name"
    page.fill("#id_indicator_name", "园区")
    page.select_option("#id_tense", "target")
    page.keyboard.press("Control+Enter")
    opened(page, "text=已补上")
    assert chosen(page) == ("园区", "5个")
    assert (Target.objects.get(indicator_name="园区").printed, Correction.objects.get().operation) == ("5个", "add")


def test_the_workbench_leads_to_numbers_and_adds_what_is_selected(page, live_server, document):
    page.goto(live_server.url + reverse("admin:plans_document_workbench", args=[document.pk]))
    opened(page, ".wb-block a.fg")
    select(page, "2025年")
    page.keyboard.press("i")
    opened(page, ".fg-chosen")
    assert page.inner_text(".fg-chosen") == "2025年"  # behind a character of two code units
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    opened(page, ".wb-block.on")
    assert "城镇化率达到" in page.inner_text(".wb-block.on")
    page.keyboard.press("l")
    page.keyboard.press("l")
    assert page.evaluate("document.activeElement.textContent") == "40%"
    page.keyboard.press("Enter")
    opened_form(page, "森林覆盖率")


def test_a_name_becomes_an_indicator_and_another_an_alias(page, live_server, document):
    Indicator.objects.create(code="forest", name="森林覆盖", unit_family="percent")
    page.goto(live_server.url + reverse("admin:plans_indicator_unlinked") + "?at_least=1")
    opened(page, ".un-name")
    shown = page.locator(".un-name h3").all_inner_texts()
    for _ in range(shown.index("高技能人才") + 1):
        page.keyboard.press("j")
    page.keyboard.press("i")
    assert page.evaluate("document.activeElement.value") == "gao_ji_neng_ren_cai"
    page.keyboard.press("Enter")
    opened(page, "text=已设为新指标")
    assert Outcome.objects.get().indicator_id == "gao_ji_neng_ren_cai"
    row = page.locator(".un-name", has=page.locator("h3", has_text="森林覆盖率"))
    row.locator(".un-alias input[name=indicator]").fill("forest")
    page.keyboard.press("Enter")
    opened(page, "text=已设为别名")
    assert Target.objects.get(printed="40%").indicator_id == "forest"


def test_nothing_is_fetched_from_elsewhere(page, live_server, document):
    outside = []
    page.on("request", lambda request: None if request.url.startswith((live_server.url, "data:", "blob:")) else outside.append(request.url))
    target = Target.objects.first()
    for place in (
        reverse("admin:plans_document_figures", args=[document.pk]),
        reverse("admin:plans_target_change", args=[target.pk]),
        f"{reverse('admin:plans_target_add')}?paragraph={target.paragraph_id}",
        reverse("admin:plans_target_changelist"),
        reverse("admin:plans_indicator_unlinked"),
    ):
        page.goto(live_server.url + place)
    assert outside == []
