"""The example page of docs/example in a real browser, opened from disk: a plan to read, a chart, a search, on a desktop and on a phone."""

from urllib.parse import quote

import pytest

from client.example import EXAMPLE
from tests.e2e.browsing import BROWSER_TESTS

pytestmark = BROWSER_TESTS

LEVELS = [(2020, 55.8, "outcome"), (2025, 63, "target"), (2024, 61.5, "outcome")]
EVIL = "<img src=x onerror=\"document.title='broken'\"> 养老服务"


@pytest.fixture
def plan():
    """A plan with two chapters, a number after a character beyond the BMP, an indicator plan against result, and a text that looks like HTML."""
    from tests.api import making

    regions = making.regions()
    making.new_indicator("permanent_urbanization_rate", name="常住人口城镇化率", unit_family="percent")
    plan = making.new_document(
        title="吕梁市高品质生活规划", doc_type="special_plan", region=regions["141100"], region_name="山西省吕梁市", period_start=2021, period_end=2025
    )
    first = making.new_chapter(plan, marker="第一章", heading="发展环境")
    section = making.new_section(first, marker="第一节", heading="发展基础")
    for year, value, tense in LEVELS:
        printed, clause = f"{value}%", f"𠀀{year}年常住人口城镇化率达到{value}%"
        text = making.new_paragraph(plan, f"{clause}。", chapter=first, section=section)
        new = making.new_target if tense == "target" else making.new_outcome
        new(
            text, printed=printed, clause=clause, indicator_id="permanent_urbanization_rate", indicator_name="常住人口城镇化率",
            region=regions["141100"], year=year, value=value, normal_value=value, unit="%", normal_unit="%", unit_family="percent",
        )  # fmt: skip
    second = making.new_chapter(plan, marker="第二章", heading="养老服务", number=2)
    for n in range(30):
        making.new_paragraph(plan, f"第{n}处养老服务设施。", chapter=second)
    making.new_paragraph(plan, EVIL, chapter=second)
    return plan


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desktop", "phone"])
def page(request, browser, live_server, plan):
    """The page; whatever its scripts complain of fails the test, and so does a page that is wider than its window."""
    width, height = request.param
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(20_000)
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" and "400" not in message.text else None)
    yield page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("[...document.querySelectorAll('input, select')].every((field) => field.labels.length === 1)")
    page.close()
    assert errors == []


@pytest.fixture
def show(page, live_server):
    """Open a view of the page and wait until it is there."""

    def show(view):
        page.goto(f"{EXAMPLE.joinpath('index.html').as_uri()}?api={live_server.url}#/{quote(view)}")
        page.wait_for_selector("main > *")
        page.wait_for_function("document.getElementById('status').textContent === ''")
        return page

    return show


def test_a_plan_is_read(show, plan):
    page = show("read")
    assert page.inner_text("article h2") == "吕梁市高品质生活规划"
    assert page.inner_text("article .about") == "山西省吕梁市 · 专项规划 · 2021–2025"
    contents = page.eval_on_selector_all(".toc a", "links => links.map((link) => link.textContent)")
    assert contents == ["第一章 发展环境", "第一节 发展基础", "第二章 养老服务"]
    assert page.eval_on_selector_all("article h3, article h4", "all => all.map((each) => each.tagName + each.textContent)") == [
        "H3第一章 发展环境", "H4第一节 发展基础", "H3第二章 养老服务",
    ]  # fmt: skip
    marked = page.eval_on_selector_all("article mark", "marks => marks.map((mark) => [mark.className, mark.textContent])")
    assert marked == [[tense, f"{value}%"] for _, value, tense in LEVELS]
    if page.get_attribute(".toc", "open") is None:
        page.click(".toc summary")
    page.click(".toc a:text('养老服务')")
    page.wait_for_function("scrollY > 0")
    assert page.locator("article p").last.inner_text() == EVIL
    assert page.title() == "规划数据示例"


def test_plan_and_result_are_drawn(show):
    page = show("chart")
    circles = page.eval_on_selector_all(
        "svg circle", "all => all.map((each) => [each.getAttribute('class'), +each.getAttribute('cx'), +each.getAttribute('cy')])"
    )
    assert [kind for kind, _, _ in circles] == ["plan", "result", "result"]
    (_, x2025, y63), (_, x2020, y55), (_, x2024, _) = circles
    assert x2020 < x2024 < x2025
    assert y63 < y55  # more is higher
    assert (x2024 - x2020) / (x2025 - x2020) == pytest.approx(4 / 5)
    assert (280 - y55) / (280 - y63) == pytest.approx(55.8 / 63)
    label = page.get_attribute("svg", "aria-label")
    assert "规划:2025 年 63" in label
    assert "结果:2020 年 55.8,2024 年 61.5" in label
    assert page.eval_on_selector_all("tbody tr", "rows => rows.map((row) => row.innerText.split('\\t').slice(0, 3).join(' '))") == [
        "2020 结果 55.8%", "2024 结果 61.5%", "2025 规划 63%",
    ]  # fmt: skip
    page.click("tbody a >> nth=0")
    page.wait_for_selector("article h2")


def test_words_are_found_and_marked(show):
    page = show("search")
    page.fill("input[type=search]", "養老服務")
    page.press("input[type=search]", "Enter")
    page.wait_for_selector(".hits li")
    assert page.inner_text("main > .about") == "共 32 处"
    assert page.eval_on_selector_all(".facets li", "all => all.map((each) => each.textContent)") == ["段落 31", "章 1"]
    assert page.locator(".hits li").count() == 20
    page.click("text=更多")
    page.wait_for_function("document.querySelectorAll('.hits li').length === 32")
    assert not page.locator("text=更多").is_visible()
    assert {*page.eval_on_selector_all(".hits mark", "marks => marks.map((mark) => mark.textContent)")} == {"养老服务"}
    assert page.locator(".hits img").count() == 0
    assert page.locator(".hits", has_text="<img src=x").count() == 1
    page.click(".facets a:text('章')")
    page.wait_for_function("document.querySelectorAll('.hits li').length === 1")


def test_a_refusal_is_told(show):
    page = show("search/煤")
    assert "检索词有误:A single character alone is looked for only within a filter" in page.inner_text(".problem")
    assert page.input_value("input[type=search]") == "煤"
