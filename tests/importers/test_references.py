"""Titles in 《》 and the documents they name, whichever comes first."""

import pytest

from plans.models import Document, Reference
from tests.builders import load_plan, para, parsed

pytestmark = pytest.mark.django_db


def load_titled(title, *references, **options):
    return load_plan(parsed(para(f"{title}的正文。"), title=title, references=references), file_name=f"{title}.txt", **options)


def target(title):
    found = Reference.objects.get(title=title).target
    return found and found.title


def test_a_citation_resolves_to_what_is_there():
    load_titled("甲市规划")
    load_titled("乙市规划", "甲市规划", "查无此规划")
    assert (target("甲市规划"), target("查无此规划")) == ("甲市规划", None)


def test_a_citation_resolves_when_its_document_comes_later():
    load_titled("乙市规划", "甲市规划")
    changed = Document.objects.get().updated_at
    assert target("甲市规划") is None
    load_titled("甲市规划")
    assert target("甲市规划") == "甲市规划"
    assert Document.objects.get(title="乙市规划").updated_at > changed


def test_two_documents_cite_each_other_and_themselves():
    load_titled("甲市规划", "甲市规划", "乙市规划")
    load_plan(parsed(para("乙。"), title="乙市规划", references=("甲市规划", "乙市规划")), file_name="b.txt")
    resolved = Reference.objects.order_by("document__title", "position").values_list("document__title", "title", "target__title")
    assert set(resolved) == {(x, y, y) for x in ("甲市规划", "乙市规划") for y in ("甲市规划", "乙市规划")}


@pytest.mark.parametrize(
    "cited", ["甲市「十四五」规划(2021-2025年)", "甲市“十四五”规划（２０２１-2025年）", "甲市 “十四五” 规划(2021-2025年)"]
)
def test_width_quotes_and_spaces_make_no_difference(cited):
    load_titled("甲市“十四五”规划(2021-2025年)")
    load_titled("乙市规划", cited)
    assert target(cited)


def test_what_two_documents_are_called_resolves_to_none():
    load_titled("乙市规划", "同名规划")
    load_plan(parsed(para("一。"), title="同名规划"), file_name="1.txt")
    assert target("同名规划")
    load_plan(parsed(para("二。"), title="同名规划", region_code="110000"), file_name="2.txt")
    assert target("同名规划") is None


def test_a_name_that_every_region_uses_names_nobody():
    load_plan(parsed(para("一。"), title="政府工作报告", doc_type="work_report", written_on="2026-01-01"), file_name="1.txt")
    load_titled("乙市规划", "政府工作报告")
    assert target("政府工作报告") is None


def test_a_title_that_changes_lets_go_and_takes_hold():
    load_titled("乙市规划", "甲市规划", "甲市新规划")
    load_plan(parsed(para("甲。"), title="甲市规划", index_number="1/1"), file_name="a.txt")
    load_plan(parsed(para("甲。"), title="甲市新规划", index_number="1/1"), file_name="a.txt", force=True)
    assert (target("甲市规划"), target("甲市新规划")) == (None, "甲市新规划")


def test_order_changes_keep_rows():
    load_plan(parsed(para("一。"), references=("甲", "乙", "丙")))
    ids = dict(Reference.objects.values_list("title", "pk"))
    load_plan(parsed(para("一。"), references=("丙", "甲", "丁")), force=True)
    stored = {r.title: (r.pk, r.position) for r in Reference.objects.all()}
    assert {t: v[1] for t, v in stored.items()} == {"丙": 0, "甲": 1, "丁": 2}
    assert (stored["甲"][0], stored["丙"][0]) == (ids["甲"], ids["丙"])
