"""The workbench: everything of a document on one page, in its place, escaped, at a constant cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.admin.workbench import workbench
from plans.corrections import correct
from plans.models import Chapter, Diagnostic, Document, Paragraph, Section, Source
from tests.builders import chapter, doubt, item, load_plan, noise, para, parsed, part, section

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"


def stored(*blocks, **more):
    load_plan(parsed(*blocks, **more))
    return Document.objects.select_related("source").get()


def page(client, document):
    return client.get(reverse("admin:plans_document_workbench", args=[document.pk])).content.decode()


def many(count):
    """A document of `count` blocks, in chapters of ten, with a doubt at every tenth line."""
    blocks = [
        chapter(n // 10 + 1, f"第{n}处") if n % 10 == 0 else section(n // 10, f"节{n}") if n % 10 == 1 else para(f"正文{n}。" * 20)
        for n in range(count)
    ]
    return stored(*blocks, diagnostics=[doubt(line=n) for n in range(1, count, 10)])


@pytest.mark.parametrize("count", [10, 500])
def test_it_costs_thirteen_queries_whatever_the_size(client, editor, count):
    document = many(count)
    for row in Chapter.objects.all()[:5]:
        correct(row, {"heading": "更正"}, editor=editor)
    with CaptureQueriesContext(connection) as queries:
        shown = page(client, document)
    assert len(queries) == 13, [query["sql"][:90] for query in queries]
    assert shown.count('<article class="wb-block') == count


def test_markup_in_the_source_or_a_message_is_only_text(client, editor):
    document = stored(
        noise(SCRIPT), chapter(1, SCRIPT), section(1, SCRIPT), para(f"{SCRIPT}。后文", heading=SCRIPT), diagnostics=[doubt(message=f"{SCRIPT}存疑", line=1)],
        title=SCRIPT,
    )  # fmt: skip
    places = [
        reverse("admin:plans_document_workbench", args=[document.pk]),
        reverse("admin:plans_document_changelist"),
        reverse("admin:plans_document_change", args=[document.pk]),
        reverse("admin:plans_diagnostic_changelist"),
        reverse("admin:plans_diagnostic_change", args=[Diagnostic.objects.get().pk]),
        reverse("admin:plans_paragraph_changelist"),
        *(
            reverse(f"admin:plans_{row._meta.model_name}_change", args=[row.pk])
            for m in (Chapter, Section, Paragraph)
            for row in m.objects.all()
        ),
    ]
    correct(Chapter.objects.get(), {"heading": f"改{SCRIPT}"}, editor=editor)
    places += [reverse("admin:plans_correction_changelist"), reverse("admin:index")]
    for place in places:
        shown = client.get(place).content.decode()
        assert SCRIPT not in shown, place
        assert "&lt;script&gt;alert(1)" in shown, place


def test_blocks_stand_in_order_with_their_words(client, editor):
    document = stored(
        noise("字体大小:"), para("制定本规划。"), part(1, "总论"), chapter(1, "发展基础"), section(1, "成就"), para("综合实力增强。经济总量突破。", heading="综合实力增强"),
        item("——产业转型。"),
    )  # fmt: skip
    found = workbench(document)
    assert [(row.label, row.lead, row.text or str(row.block)) for row in found["rows"]] == [
        ("页面杂项", "", "字体大小:"),
        ("段落", "", "制定本规划。"),
        ("编", "", "第1编总论"),
        ("章", "", "第1章发展基础"),
        ("节", "", "(1)成就"),
        ("段落", "综合实力增强", "。经济总量突破。"),
        ("条目", "", "——产业转型。"),
    ]
    shown = page(client, document)
    assert "网页页眉" in shown
    assert "<strong>综合实力增强</strong>。经济总量突破。" in shown


def test_the_outline_is_a_tree_that_counts_open_doubts_and_marks_missing_headings(client, editor):
    document = stored(
        part(1, "总论"), chapter(1, None, missing_heading=True), section(1, "环境"), para("有疑问的一段。"), chapter(2, "要求"), para("无疑问的一段。"),
        diagnostics=[doubt(line=4), doubt("load.clipped", line=4), doubt("structure.number_gap", line=2)],
    )  # fmt: skip
    Diagnostic.objects.filter(code="load.clipped").update(state="accepted")

    def counts(nodes):
        return [(node.block.heading, node.missing, node.open_below, counts(node.children)) for node in nodes]

    tree = counts(workbench(document)["outline"])
    assert tree == [("总论", False, 2, [(None, True, 2, [("环境", False, 1, [])]), ("要求", False, 0, [])])]
    assert page(client, document).count("标题缺失") >= 2


def test_doubts_stand_at_their_block_and_those_without_a_place_on_top(client, editor):
    document = stored(
        chapter(1, "基础"), para("甲段。"), para("乙段。"),
        diagnostics=[doubt("repair.unrecovered", line=3), doubt("load.clipped"), doubt("structure.number_gap", line=99)],
    )  # fmt: skip
    found = workbench(document)
    assert [(row.text or row.label, [d.name for d in row.doubts]) for row in found["rows"]] == [
        ("章", []),
        ("甲段。", []),
        ("乙段。", ["残损未修复", "序号不连续"]),
    ]
    assert [d.name for d in found["unplaced"]] == ["文字过长被截断"]
    assert found["open_count"] == 3


def test_a_doubt_with_a_position_goes_to_the_block_that_holds_it(client, editor):
    document = stored(chapter(1, "基础"), para("甲段。"), para("乙段。"))
    first, second = Paragraph.objects.order_by("position")
    Paragraph.objects.filter(pk=second.pk).update(line=2, end_line=2)
    Diagnostic.objects.create(
        document=document, code="repair.unrecovered", severity="warning", message="甲", line=2, start=first.start, end=first.end
    )
    rows = workbench(document)["rows"]
    assert [len(row.doubts) for row in rows] == [0, 1, 0]


def test_a_doubt_about_structure_goes_to_the_heading_on_its_line(client, editor):
    document = stored(
        chapter(1, None, missing_heading=True, line=1), para("甲段。", line=1, end_line=1), para("乙段。"), diagnostics=[doubt(line=1)]
    )
    Chapter.objects.update(start=None, end=None, end_line=None)
    rows = workbench(document)["rows"]
    assert [len(row.doubts) for row in rows] == [1, 0, 0]
    assert "None" not in page(client, document)


def test_corrected_blocks_say_which_fields(client, editor):
    document = stored(chapter(1, "基楚"), para("甲段。"))
    correct(Chapter.objects.get(), {"heading": "基础", "number": 3}, editor=editor)
    found = workbench(document)
    assert [sorted(row.corrected) for row in found["rows"]] == [["序号", "标题"], []]
    assert found["corrected_count"] == 1
    assert "已更正:" in page(client, document)


def test_lines_are_numbered_and_know_where_they_start(client, editor):
    document = stored(para("甲"), para("乙"), raw="甲\r\n\r\n乙𠀀\r丙".encode())
    assert [(line.number, line.start, line.text) for line in workbench(document)["lines"]] == [
        (1, 0, "甲"),
        (2, 3, ""),
        (3, 5, "乙𠀀"),
        (4, 8, "丙"),
    ]
    assert 'id="L3" data-s="5"' in page(client, document)


@pytest.mark.parametrize("changes", [{"media_type": "application/pdf"}, {"encoding": "no-such-encoding"}])
def test_a_source_that_is_no_text_is_offered_for_download(client, editor, changes):
    document = stored(para("甲段。"), diagnostics=[doubt(line=1)])
    Source.objects.update(**changes)
    shown = page(client, document)
    assert "原文不是文本文件" in shown
    assert reverse("admin:plans_source_download", args=[document.source_id]) in shown
    assert client.get(reverse("admin:plans_paragraph_change", args=[Paragraph.objects.get().pk])).status_code == 200


def test_a_document_without_structure_has_a_page_all_the_same(client, editor):
    document = stored(para("甲段。"), diagnostics=[doubt(line=1)])
    Paragraph.objects.all().delete()
    shown = page(client, document)
    assert "还没有结构" in shown
    assert "标题缺失" in shown


def test_a_doubt_is_settled_from_the_page(client, editor):
    document = stored(para("甲段。"), diagnostics=[doubt(line=1)])
    diagnostic = Diagnostic.objects.get()
    url = reverse("admin:plans_diagnostic_settle", args=[diagnostic.pk])
    answer = client.post(url, {"state": "accepted"}, headers={"Accept": "application/json"})
    assert answer.json() == {"state": "accepted", "label": "已接受"}
    diagnostic.refresh_from_db()
    assert (diagnostic.state, diagnostic.resolved_by) == ("accepted", editor)
    answer = client.post(url, {"state": "open"})
    assert answer["Location"] == reverse("admin:plans_document_workbench", args=[document.pk]) + f"#d-{diagnostic.pk}"
    assert client.post(url, {"state": "nonsense"}).status_code == 400
    diagnostic.refresh_from_db()
    assert (diagnostic.state, diagnostic.resolved_by, diagnostic.resolved_at) == ("open", None, None)
