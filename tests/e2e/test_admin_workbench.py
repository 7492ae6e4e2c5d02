"""An editor's round in a real browser: log in, find a block, correct it, take the correction back."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from plans.corrections import correct
from plans.models import Chapter, Correction, Diagnostic, Document, Paragraph
from tests.builders import chapter, doubt, load_plan, noise, para, parsed, section
from tests.e2e.browsing import BROWSER_TESTS, editors_page

pytestmark = BROWSER_TESTS


@pytest.fixture
def document():
    body = [noise("字体大小:"), chapter(1, "发展基楚"), section(1, "环境")]
    body += [para(f"第{n}段,经济社会发展取得新的成绩。" * 6) for n in range(1, 40)]
    body += [chapter(2, "总体要求"), para("<script>document.title = '坏了'</script>坚持新发展理念。")]
    load_plan(parsed(*body, diagnostics=[doubt(line=20), doubt("repair.unrecovered", line=43)]))
    return Document.objects.get()


@pytest.fixture
def page(browser, live_server, document):
    """The workbench of the document, opened by an editor who has just logged in; errors on the page fail the test."""
    with editors_page(browser, live_server, "admin:plans_document_workbench", "#wb-source .pl-line", args=[document.pk]) as opened:
        yield opened


def block(page, record):
    return page.locator(f"#b-{record.pk}")


def marked(page):
    return "".join(page.locator("#wb-source mark").all_inner_texts())


def in_view(page, selector):
    """Whether an element can be seen inside its own scrolling pane."""
    return page.evaluate(
        """(selector) => {
            const box = document.querySelector(selector).getBoundingClientRect();
            const pane = document.querySelector(selector).closest(".wb-source, .wb-blocks").getBoundingClientRect();
            return box.bottom > pane.top && box.top < pane.bottom;
        }""",
        selector,
    )


def test_a_heading_is_corrected_and_the_correction_taken_back(page, document):
    row = Chapter.objects.get(number=1)
    block(page, row).click()
    assert "on" in block(page, row).get_attribute("class").split()
    page.keyboard.press("e")
    page.wait_for_selector("textarea[name=heading]")
    assert page.locator(".pl-excerpt .pl-line").count() > 0
    page.fill("textarea[name=heading]", "发展基础")
    page.fill("input[name=reason]", "错字")
    page.click("button[name=_save]")
    page.wait_for_selector("#wb")
    assert page.url.endswith(f"#b-{row.pk}")
    page.wait_for_function("document.readyState === 'complete' && scrollY === 0")
    assert "发展基础" in block(page, row).inner_text()
    assert "已更正:标题" in block(page, row).inner_text()
    correction = Correction.objects.get()
    assert (correction.before, correction.after, correction.reason, correction.editor.username) == (
        "发展基楚",
        "发展基础",
        "错字",
        "bianji",
    )

    block(page, row).locator("a.edit").click()
    page.get_by_role("button", name="恢复机器解析值").click()
    page.wait_for_selector("text=已恢复机器解析值")
    assert page.input_value("textarea[name=heading]") == "发展基楚"
    correction.refresh_from_db()
    assert (correction.state, Chapter.objects.get(pk=row.pk).heading) == ("withdrawn", "发展基楚")


def test_structure_and_source_follow_each_other(page, document):
    paragraphs = list(Paragraph.objects.filter(kind="paragraph").order_by("position"))
    late = paragraphs[30]
    block(page, late).scroll_into_view_if_needed()
    block(page, late).locator("p").click()
    assert marked(page) == late.text
    assert in_view(page, "#wb-source mark")

    early = paragraphs[2]
    page.evaluate("document.getElementById('wb-source').scrollTop = 0")
    page.locator(f"#L{early.line} .pl-tx").click()
    assert "on" in block(page, early).get_attribute("class").split()
    assert in_view(page, f"[id='b-{early.pk}']")
    assert marked(page) == early.text

    second = Chapter.objects.get(number=2)
    page.locator(f".wb-outline a[href='#b-{second.pk}']").click()
    assert in_view(page, f"[id='b-{second.pk}']")


def test_keys_walk_through_blocks_doubts_and_help(page, document):
    rows = page.locator(".wb-block")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert "on" in rows.nth(1).get_attribute("class").split()
    page.keyboard.press("k")
    assert "on" in rows.nth(0).get_attribute("class").split()
    page.keyboard.press("n")
    first, second = Diagnostic.objects.order_by("line")
    assert "on" in page.locator(f"#d-{first.pk}").get_attribute("class").split()
    page.keyboard.press("n")
    assert "on" in page.locator(f"#d-{second.pk}").get_attribute("class").split()
    page.keyboard.press("p")
    assert "on" in page.locator(f"#d-{first.pk}").get_attribute("class").split()
    page.keyboard.press("o")
    assert page.evaluate("document.activeElement.id") == "wb-source"
    page.keyboard.press("?")
    assert page.locator("#wb-help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#wb-help").is_visible()


def test_a_doubt_is_settled_without_leaving_the_page(page, document):
    diagnostic = Diagnostic.objects.order_by("line").first()
    shown = page.locator(f"#d-{diagnostic.pk}")
    assert page.inner_text("#wb-open") == "2"
    shown.get_by_role("button", name="接受").click()
    page.wait_for_selector(f"[id='d-{diagnostic.pk}'][data-state=accepted]")
    assert page.inner_text("#wb-open") == "1"
    diagnostic.refresh_from_db()
    assert (diagnostic.state, diagnostic.resolved_by.username) == ("accepted", "bianji")
    page.select_option("#wb-show", "doubt")
    assert page.locator(".wb-block:visible").count() == 1


def test_markup_in_the_source_does_not_run(page, document):
    page.locator(".wb-block").last.click()
    assert "<script>" in marked(page)
    assert "坏了" not in page.title()


def test_a_link_from_the_queue_opens_the_place(page, live_server, document):
    correct(Chapter.objects.get(number=1), {"heading": "发展基础"}, editor=User.objects.get())
    diagnostic = Diagnostic.objects.order_by("line").last()
    page.goto(live_server.url + reverse("admin:plans_diagnostic_changelist"))
    page.locator(f"a[href$='#d-{diagnostic.pk}']").click()
    page.wait_for_selector(f"[id='d-{diagnostic.pk}'].on")
    assert in_view(page, f"[id='d-{diagnostic.pk}']")


def test_nothing_is_fetched_from_elsewhere(page, live_server, document):
    outside = []
    page.on("request", lambda request: None if request.url.startswith((live_server.url, "data:", "blob:")) else outside.append(request.url))
    for name in ("admin:index", "admin:plans_document_changelist"):
        page.goto(live_server.url + reverse(name))
    page.goto(live_server.url + reverse("admin:plans_document_workbench", args=[document.pk]))
    assert outside == []
