"""Loading: what is stored, what stays, what is never lost."""

from dataclasses import replace

import pytest

from importers import loading
from importers.parsing import records
from plans.models import Chapter, Diagnostic, Document, Paragraph, Reference, Region, Section, Source
from tests.builders import chapter, content_of, doubt, item, load_plan, noise, para, parsed, part, section

pytestmark = pytest.mark.django_db

BODY = (
    noise("字体大小:"),
    para("为推动高质量发展,制定本规划。"),
    chapter(1, "发展基础"),
    section(1, "发展成就"),
    para("综合实力稳步增强。经济总量突破两千亿元。", heading="综合实力稳步增强"),
    item("——产业转型步伐加快。"),
    section(2, "发展环境", "机遇与挑战并存,前景广阔。"),
    chapter(2, "总体要求"),
    para("坚持新发展理念,构建新发展格局。"),
)


def snapshot():
    """Every structural row as it stands, the time of its last change included."""
    return {row.pk: (row.eid, row.updated_at) for model in (Chapter, Section, Paragraph) for row in model.objects.all()}


def paragraph(text):
    return Paragraph.objects.get(text=text)


def test_a_first_load_stores_everything_in_order():
    plan = parsed(*BODY, references=("甲规划", "乙规划"), diagnostics=[doubt(line=3)])
    outcome = load_plan(plan, url="https://example.org/1")
    document = Document.objects.get()
    assert outcome.status == "created"
    assert (document.title, document.period_start, document.region_name) == ("吕梁市“十四五”新材料规划", 2021, "山西省吕梁市")
    assert [c.heading for c in document.chapters.order_by("position")] == ["发展基础", "总体要求"]
    assert [(s.chapter.number, s.number) for s in document.sections.order_by("position")] == [(1, 1), (1, 2)]
    assert [p.kind for p in document.paragraphs.order_by("position")] == ["noise", "paragraph", "paragraph", "item", "paragraph", "paragraph"]
    assert [r.title for r in document.references.all()] == ["甲规划", "乙规划"]
    assert [(d.code, d.line, d.state) for d in document.diagnostics.all()] == [("structure.missing_heading", 3, "open")]
    assert bytes(document.source.content) == content_of(plan)
    assert (document.source.url, document.source.file_name, document.source.document) == ("https://example.org/1", "plan.txt", document)


def test_positions_and_the_map_to_the_source_are_stored():
    plan = parsed(*BODY)
    load_plan(plan)
    stored = paragraph("——产业转型步伐加快。")
    assert plan.source.text[stored.start : stored.end] == stored.text
    assert stored.source_map == [[0, stored.start, len(stored.text)]]


def test_text_on_a_heading_line_becomes_a_paragraph_below_it():
    plan = parsed(*BODY)
    load_plan(plan)
    run_on = paragraph("机遇与挑战并存,前景广阔。")
    assert (run_on.kind, run_on.section.heading, run_on.eid) == ("paragraph", "发展环境", "chp_1__sec_2__para_1")
    assert plan.source.text[run_on.start : run_on.end] == run_on.text


def test_parts_hold_chapters_and_sections_nest():
    load_plan(
        parsed(
            part(1, "总论"),
            para("编下的话。"),
            chapter(1, "基础"),
            section(1, "一"),
            section(1, "1", level=3),
            para("深处。"),
            part(2, "分论"),
        )
    )
    assert Chapter.objects.get(number=1, kind="chapter").parent.heading == "总论"
    deep = paragraph("深处。")
    assert (deep.section.parent.heading, deep.eid) == ("一", "part_1__chp_1__sec_1__sec_1__para_1")
    assert paragraph("编下的话。").chapter.kind == "part"


def test_the_same_bytes_again_write_nothing(django_assert_max_num_queries):
    plan = parsed(*BODY, references=("甲规划",), diagnostics=[doubt()])
    load_plan(plan)
    before, document = snapshot(), Document.objects.values().get()
    with django_assert_max_num_queries(8) as queries:
        outcome = load_plan(plan, file_name="another name.txt")
    assert outcome.status == "unchanged"
    assert not [q["sql"] for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE", "COPY"))]
    assert (snapshot(), Document.objects.values().get()) == (before, document)
    assert Source.objects.count() == 1


def test_force_parses_again_and_still_writes_nothing_where_nothing_differs():
    plan = parsed(*BODY, references=("甲规划",), diagnostics=[doubt()])
    load_plan(plan)
    before, document = snapshot(), Document.objects.values().get()
    assert load_plan(plan, force=True).status == "unchanged"
    assert (snapshot(), Document.objects.values().get()) == (before, document)


def test_a_newer_parser_loads_the_same_bytes_again(monkeypatch):
    load_plan(parsed(*BODY))
    better = parsed(*BODY[:-1], para("坚持新发展理念。"), raw=content_of(parsed(*BODY)))
    assert load_plan(better).status == "unchanged"
    for module in (loading, loading.documents, records):
        monkeypatch.setattr(module, "VERSION", "0.10.0")
    assert load_plan(better).status == "updated"
    assert Document.objects.get().parser_version == "0.10.0"
    assert load_plan(better).status == "unchanged"


def test_an_older_parser_leaves_the_document_alone(monkeypatch):
    load_plan(parsed(*BODY))
    for module in (loading, loading.documents):
        monkeypatch.setattr(module, "VERSION", "0.0.1")
    assert load_plan(parsed(*BODY[:3], raw=content_of(parsed(*BODY)))).status == "unchanged"


def test_an_inserted_paragraph_moves_no_id():
    load_plan(parsed(*BODY))
    ids = {p.text: p.pk for p in Paragraph.objects.all()}
    outcome = load_plan(parsed(*BODY[:4], para("新写的一段。"), *BODY[4:]))
    assert outcome.status == "updated"
    assert {text: pk for text, pk in ids.items() if paragraph(text).pk != pk} == {}
    assert paragraph("综合实力稳步增强。经济总量突破两千亿元。").eid == "chp_1__sec_1__para_2"
    assert outcome.counts["paragraph"] == {"created": 1, "changed": 0, "moved": 4, "deleted": 0, "unchanged": 2}


def test_a_fixed_heading_moves_no_id_and_touches_nothing_else():
    damaged = [chapter(1, "发展?础") if b.heading == "发展基础" else b for b in BODY]
    load_plan(parsed(*damaged))
    before = snapshot()
    load_plan(parsed(*BODY))
    after = snapshot()
    assert set(after) == set(before)
    assert [Chapter.objects.get(pk=pk).heading for pk in after if after[pk] != before[pk]] == ["发展基础"]


def test_a_heading_that_was_missing_keeps_its_row():
    load_plan(parsed(chapter(None, None, missing_heading=True), para("正文一段。"), chapter(2, "目标")))
    pk = Chapter.objects.get(missing_heading=True).pk
    load_plan(parsed(chapter(1, "找回的标题"), para("正文一段。"), chapter(2, "目标")))
    assert Chapter.objects.get(pk=pk).heading == "找回的标题"


def test_a_section_that_becomes_a_chapter_keeps_its_paragraphs():
    load_plan(parsed(chapter(1, "甲"), section(1, "乙"), para("乙下的正文。"), item("——一条。")))
    pk = paragraph("乙下的正文。").pk
    load_plan(parsed(chapter(1, "甲"), chapter(2, "乙"), para("乙下的正文。"), item("——一条。")))
    kept = Paragraph.objects.get(pk=pk)
    assert (kept.chapter.heading, kept.section) == ("乙", None)
    assert not Section.objects.exists()


def test_what_vanishes_is_deleted_and_what_swaps_places_keeps_its_id():
    load_plan(parsed(para("甲段文字。"), para("乙段文字。"), para("丙段文字。")))
    ids = {p.text: p.pk for p in Paragraph.objects.all()}
    load_plan(parsed(para("丙段文字。"), para("甲段文字。")))
    assert {p.text: p.pk for p in Paragraph.objects.all()} == {text: ids[text] for text in ("丙段文字。", "甲段文字。")}


@pytest.mark.parametrize("better", [parsed(*BODY[:-1]), parsed(*BODY, diagnostics=[doubt()]), parsed(*BODY, references=("甲规划",))])
def test_the_documents_time_moves_with_any_change_below_it(better):
    load_plan(parsed(*BODY))
    before = Document.objects.get()
    load_plan(replace(better, source=parsed(*BODY).source), force=True)
    after = Document.objects.get()
    assert after.updated_at > before.updated_at
    assert after.parsed_at > before.parsed_at


def test_the_review_state_survives():
    load_plan(parsed(*BODY))
    Document.objects.update(review_state="reviewed")
    load_plan(parsed(*BODY[:-1], issuer="吕梁市人民政府"))
    document = Document.objects.get()
    assert (document.review_state, document.issuer) == ("reviewed", "吕梁市人民政府")


def test_a_known_region_is_linked_and_an_unknown_one_is_kept_as_printed():
    load_plan(parsed(*BODY))
    assert Document.objects.get().region is None
    Region.objects.create(code="141100", name="吕梁市", full_name="山西省吕梁市", short_name="吕梁", level="prefecture")
    load_plan(parsed(*BODY), force=True)
    document = Document.objects.get()
    assert (document.region_id, document.region_name, document.region_level) == ("141100", "山西省吕梁市", "prefecture")


def test_a_failure_in_the_middle_leaves_what_was_there(monkeypatch):
    load_plan(parsed(*BODY))
    before, document = snapshot(), Document.objects.values().get()
    monkeypatch.setattr(loading, "resolve_references", lambda keys: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_plan(parsed(*BODY[:4], title="吕梁市“十四五”新材料规划", references=("新引",)))
    assert (snapshot(), Document.objects.values().get()) == (before, document)
    assert (Source.objects.count(), Reference.objects.count()) == (1, 0)


def test_a_dry_run_tells_the_difference_and_writes_nothing():
    load_plan(parsed(*BODY))
    before = snapshot()
    changed = parsed(*BODY[:4], para("综合实力稳步增强。经济总量突破三千亿元。"), *BODY[5:-1], title="吕梁市“十四五”新材料规划")
    outcome = load_plan(changed, dry_run=True)
    actions = {(c.model, c.action): c for c in outcome.changes}
    assert outcome.status == "updated"
    assert actions["paragraph", "changed"].fields["text"] == (
        "综合实力稳步增强。经济总量突破两千亿元。",
        "综合实力稳步增强。经济总量突破三千亿元。",
    )
    assert ("paragraph", "deleted") in actions
    assert (snapshot(), Source.objects.count()) == (before, 1)


def test_a_dry_run_of_a_new_document_writes_nothing():
    outcome = load_plan(parsed(*BODY), dry_run=True)
    assert (outcome.status, outcome.counts["chapter"]["created"]) == ("created", 2)
    assert not Document.objects.exists()
    assert not Source.objects.exists()


def test_characters_the_database_refuses_are_replaced_one_for_one():
    load_plan(parsed(para("甲\x00乙\ud800丙"), raw=b"x"), file_name="a.txt")
    assert paragraph("甲\ufffd乙\ufffd丙")


def test_values_that_do_not_fit_are_reported_and_not_fatal():
    load_plan(
        parsed(para("正文。"), issuer="长" * 500, published_on="2021年", period_start=2025, period_end=2021, references=("引" * 400,))
    )
    document = Document.objects.get()
    assert (len(document.issuer), document.published_on, document.period_start) == (120, None, None)
    codes = set(Diagnostic.objects.values_list("code", flat=True))
    assert codes == {"load.clipped", "load.bad_date", "load.period_reversed", "load.reference_too_long"}


@pytest.mark.parametrize("size", [5, 400])
def test_the_number_of_queries_does_not_depend_on_the_size(size, django_assert_max_num_queries):
    def plan(word):
        return parsed(
            chapter(1, "甲"), section(1, "乙"), *(para(f"第{n}段{word}文字,共{size}段。") for n in range(size)), references=(word,)
        )

    with django_assert_max_num_queries(26):
        load_plan(plan("旧"))
    with django_assert_max_num_queries(34):
        load_plan(plan("新"))
