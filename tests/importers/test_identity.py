"""Which document a parse is, and which it must never overwrite."""

from dataclasses import replace

import pytest

from importers.loading import documents
from importers.loading.identity import document_key
from plans.models import Diagnostic, Document, Paragraph, Source
from tests.builders import PLAN, load_plan, para, parsed

REPORT = replace(PLAN, title="政府工作报告", doc_type="work_report", written_on="2026-02-01")


def key(metadata, file_name="a.txt", sha256="ab12"):
    return document_key(metadata, file_name=file_name, sha256=sha256)


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, title="吕梁市「十四五」新材料规划"),
        replace(PLAN, title="吕梁市“十四五”新材料 规划"),
        replace(PLAN, issuer="某机关", published_on="2022-01-01", theme="综合", doc_number="1号"),
    ],
)
def test_a_new_scrape_has_the_same_key(other):
    assert key(PLAN) == key(other, file_name="b.txt", sha256="cd34")


@pytest.mark.parametrize(
    "other",
    [
        replace(PLAN, title="吕梁市“十四五”新产品规划"),
        replace(PLAN, region_code="141102"),
        replace(PLAN, period_start=2026, period_end=2030),
        replace(PLAN, doc_type="outline"),
        replace(PLAN, is_draft=True),
        replace(PLAN, index_number="111423LL00100/2021-21596"),
        replace(PLAN, is_fragment=True),
        replace(PLAN, title=None),
        replace(PLAN, region_code=None),
    ],
)
def test_another_document_has_another_key(other):
    assert key(PLAN) != key(other)


def test_the_index_number_decides_alone():
    one = replace(PLAN, index_number="111423LL00100/2021-21596")
    assert key(one) == key(replace(one, title="别的标题", index_number=" 111423LL00100/ 2021-21596"))
    assert key(one) != key(replace(one, index_number="111423LL00100/2021-21597"))


def test_each_years_report_is_a_document_of_its_own():
    assert key(REPORT) != key(replace(REPORT, written_on="2027-02-01"))
    assert key(REPORT) == key(replace(REPORT, written_on=None, published_on="2026-03-05"))
    assert key(replace(REPORT, written_on=None)) == "file:a.txt"


def test_without_name_the_bytes_decide():
    assert key(replace(PLAN, title=None), file_name="") == "sha256:ab12"


def test_a_key_always_fits_its_column():
    assert len(key(replace(PLAN, title="长" * 1000))) <= Document._meta.get_field("key").max_length


@pytest.mark.django_db
def test_a_new_scrape_updates_and_keeps_the_old_source():
    load_plan(parsed(para("正文一段文字。")))
    pk = Document.objects.get().pk
    outcome = load_plan(parsed(para("正文一段文字。"), para("又一段。")), file_name="later.txt")
    document = Document.objects.get()
    assert (outcome.status, document.pk, document.source.file_name) == ("updated", pk, "later.txt")
    assert [s.document_id for s in Source.objects.all()] == [pk, pk]


@pytest.mark.django_db
def test_a_replaced_source_does_not_come_back_by_itself(monkeypatch):
    old, new = parsed(para("旧的正文。")), parsed(para("新的正文。"))
    load_plan(old)
    load_plan(new)
    outcome = load_plan(old)
    assert (outcome.status, Paragraph.objects.get().text) == ("unchanged", "新的正文。")
    assert "--force" in outcome.note
    with monkeypatch.context() as newer_parser:
        newer_parser.setattr(documents, "VERSION", "99.0.0")
        assert load_plan(old).status == "unchanged"
    assert load_plan(old, force=True).status == "updated"
    assert Paragraph.objects.get().text == "旧的正文。"


@pytest.mark.django_db
def test_the_same_bytes_stay_with_their_document_when_the_parser_learns_its_title():
    content = "正文。".encode()
    load_plan(parsed(para("正文。"), raw=content, title=None))
    pk, key = Document.objects.values_list("pk", "key").get()
    load_plan(parsed(para("正文。"), raw=content), force=True)
    document = Document.objects.get()
    assert (document.pk, key) == (pk, "file:plan.txt")
    assert document.key.startswith("title:")


@pytest.mark.django_db
def test_bytes_that_turn_out_to_be_another_stored_document_are_reported():
    content = "残篇。".encode()
    load_plan(parsed(para("残篇。"), raw=content, title=None))
    load_plan(parsed(para("全文。")), file_name="b.txt")
    load_plan(parsed(para("残篇。"), raw=content), force=True)
    assert Document.objects.count() == 2
    assert Diagnostic.objects.get().code == "load.same_document"


@pytest.mark.django_db
def test_two_fragments_of_one_file_name_stay_apart():
    load_plan(parsed(para("一篇残篇的正文。"), para("它的第二段。"), title=None))
    load_plan(parsed(para("完全不同的另一篇。"), para("毫不相干。"), title=None))
    assert Document.objects.count() == 2
    load_plan(parsed(para("一篇残篇的正文。"), para("它的第二段,改过。"), title=None))
    assert Document.objects.count() == 2
