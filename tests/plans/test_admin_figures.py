"""The form of a target or an outcome: accepting, correcting, deleting, adding and moving, all by way of corrections."""

from decimal import Decimal

import pytest
from django.urls import reverse

from importers import loading
from plans.corrections import correct
from plans.models import Correction, Document, Indicator, Outcome, Paragraph, Target
from tests.builders import chapter, content_of, figure, load_plan, para, parsed
from tests.plans.admin_forms import filled, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

TEXT = "到2025年,地区生产总值达到1000亿元,年均增长8%;2020年造林5万亩。力争建成3个园区,创建12个社区。"
BODY = (chapter(1, "目标"), para(TEXT), para("没有数字的一段。"))
GDP = figure(
    "地区生产总值达到1000亿元", "1000亿元", "地区生产总值", "1000", "亿元", year=2025, unit_family="money", normal_value=Decimal("1e11"), normal_unit="元"
)  # fmt: skip
GROWTH = figure("年均增长8%", "8%", "地区生产总值", "8", "%", year=2025, measure="change", unit_family="percent")
WOODS = figure("2020年造林5万亩", "5万亩", "造林", "5", "万亩", tense="outcome", year=2020, measure="count")
PLAN = parsed(*BODY, figures=[GDP, GROWTH, WOODS])


@pytest.fixture
def document():
    Indicator.objects.create(code="gdp", name="地区生产总值", unit_family="money")
    load_plan(PLAN)
    return Document.objects.get()


def review(document, anchor=""):
    return reverse("admin:plans_document_figures", args=[document.pk]) + anchor


def reload():
    loading.load(PLAN, content_of(PLAN), file_name="plan.txt", force=True)


def test_the_number_and_its_clause_are_marked_beside_the_form(client, document):
    target = Target.objects.get(printed="1000亿元")
    page = client.get(url(target)).content.decode()
    assert f'<a class="fg fg-target fg-on" href="{url(target)}"' in page
    assert '<span class="fg-clause">地区生产总值达到</span>' in page
    assert f'href="{url(Outcome.objects.get())}" title="成效:造林 · 5万亩 · 数量 · 2020 年"' in page
    assert "<mark>1000亿元</mark>" in page  # in the source
    assert "第 1 / 3 条" in page


def test_a_saved_form_is_a_correction_accepts_the_record_and_goes_on(client, editor, document):
    first, second = Target.objects.order_by("position")
    answer = client.post(url(first), filled(client, url(first), value="1200", comparator=">=", reason="看错"))
    assert answer["Location"] == url(second)
    first.refresh_from_db()
    assert (first.value, first.comparator, first.normal_value, first.review_state) == (1200, ">=", Decimal("1.2e11"), "reviewed")
    assert {"value", "comparator"} <= set(Correction.objects.values_list("field", flat=True))
    reload()
    first.refresh_from_db()
    assert (first.value, first.review_state) == (1200, "reviewed")


def test_a_new_name_finds_its_indicator_and_a_chosen_one_stays(client, document):
    woods = Outcome.objects.get()
    client.post(url(woods), filled(client, url(woods), indicator_name="地区生产总值", unit="亿元", unit_family="money"))
    assert Outcome.objects.get().indicator_id == "gdp"
    client.post(url(woods), filled(client, url(woods), indicator_name="造林面积"))
    assert Outcome.objects.get().indicator_id is None
    client.post(url(woods), filled(client, url(woods), indicator="gdp"))
    client.post(url(woods), filled(client, url(woods), indicator_name="造林"))
    woods.refresh_from_db()
    assert (woods.indicator_name, woods.indicator_id) == ("造林", "gdp")


def test_a_range_needs_its_upper_end(client, document):
    target = Target.objects.first()
    answer = client.post(url(target), filled(client, url(target), comparator="range"))
    assert answer.status_code == 200
    assert "区间须有上限" in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_form_opened_before_another_edit_does_not_undo_it(client, editor, document):
    target = Target.objects.first()
    stale = filled(client, url(target), year="2030")
    correct(target, {"value": Decimal(900)}, editor=editor)
    answer = client.post(url(target), stale)
    assert "已被别人或重新导入改动" in answer.content.decode()
    assert Target.objects.get(pk=target.pk).year == 2025


def test_a_correction_is_shown_and_taken_back(client, document):
    target = Target.objects.first()
    client.post(url(target), filled(client, url(target), year="2030"))
    correction = Correction.objects.get()
    page = client.get(url(target)).content.decode()
    assert "已更正的字段" in page
    assert "恢复机器解析值" in page
    client.post(reverse("admin:plans_correction_withdraw", args=[correction.pk]), {"next": url(target)})
    assert Target.objects.get(pk=target.pk).year == 2025


def test_accepting_leads_to_the_next_open_one_and_at_last_to_the_list(client, document):
    first, second = Target.objects.order_by("position")
    woods = Outcome.objects.get()
    assert client.post(url(first, "accept"))["Location"] == url(second)
    assert client.post(url(woods, "accept"))["Location"] == url(second)
    assert client.post(url(second, "accept"))["Location"] == review(document, f"#f-{second.pk}")
    assert client.post(url(second, "reopen"))["Location"] == url(second)
    assert not Correction.objects.exists()
    answer = client.post(url(second, "accept"), headers={"Accept": "application/json"})
    assert answer.json() == {"state": "reviewed", "label": "已审核"}


def test_a_target_becomes_an_outcome_and_stays_one(client, document):
    target = Target.objects.get(printed="8%")
    answer = client.post(url(target, "move"))
    outcome = Outcome.objects.get(printed="8%")
    assert answer["Location"] == url(outcome)
    assert client.get(url(target))["Location"] == url(outcome)  # old links lead to it
    reload()
    assert Outcome.objects.filter(pk=outcome.pk).exists()
    assert "时态" in client.get(url(outcome)).content.decode()
    client.post(url(outcome, "move"))
    assert Target.objects.filter(pk=target.pk).exists()
    assert Correction.objects.get().state == "withdrawn"


def test_what_is_deleted_stays_out_until_it_is_taken_back(client, document):
    target = Target.objects.get(printed="8%")
    answer = client.post(url(target, "remove"), follow=True)
    assert "已删除" in answer.content.decode()
    reload()
    assert not Target.objects.filter(printed="8%").exists()
    correction = Correction.objects.get()
    gone = reverse("admin:plans_correction_change", args=[correction.pk])
    assert client.get(url(target))["Location"] == gone
    assert "撤回删除" in client.get(gone).content.decode()
    page = client.get(review(document)).content.decode()
    assert "地区生产总值 8%,2025 年" in page
    client.post(reverse("admin:plans_correction_withdraw", args=[correction.pk]), {"next": review(document)})
    assert Target.objects.get(printed="8%").pk == target.pk


def test_the_last_record_of_a_document_can_be_deleted(client, document):
    for record in (*Target.objects.all(), *Outcome.objects.all()):
        answer = client.post(url(record, "remove"))
    assert answer["Location"] == review(document)
    assert "还没有目标和成效" in client.get(review(document)).content.decode()


def adding(words="", **more):
    paragraph = Paragraph.objects.get(text=TEXT)
    place = f"&from={TEXT.index(words)}&to={TEXT.index(words) + len(words)}" if words else ""
    return f"{reverse('admin:plans_target_add')}?paragraph={paragraph.pk}{place}"


def test_numbers_without_a_record_are_offered(client, document):
    page = client.get(adding())
    assert [one["text"] for one in page.context["candidates"]] == ["3个", "12个"]
    assert "还没有选中数字" in page.content.decode()


def test_the_review_page_tells_which_numbers_have_no_record(client, document):
    page = client.get(review(document))
    assert [[words for words, _ in group.missed] for group in page.context["groups"]] == [["3个", "12个"]]
    assert "2 个数字没有记录" in page.content.decode()
    (_, place), _ = page.context["groups"][0].missed
    assert client.get(place).context["chosen"]["text"] == "3个"


def test_a_chosen_number_fills_the_form(client, document):
    found = filled(client, adding("3个"))
    expected = {"tense": "outcome", "value": 3, "unit": "个", "measure": "count", "year": 2020, "comparator": "="}
    assert {name: found[name] for name in expected} == expected
    assert (found["text_start"], found["text_end"]) == (TEXT.index("3个"), TEXT.index("3个") + 2)


def test_an_added_record_survives_and_can_be_taken_back(client, document):
    place = adding("3个")
    answer = client.post(place, filled(client, place, tense="target", indicator_name="园区", year="2025", strength="力争", reason="漏了"))
    added = Target.objects.get(indicator_name="园区")
    assert answer["Location"] == review(document, f"#f-{added.pk}")
    assert (added.printed, added.clause, added.year, added.review_state) == ("3个", "力争建成3个园区", 2025, "reviewed")
    assert bytes(document.source.content).decode()[added.start : added.end] == "3个"
    reload()
    assert Target.objects.filter(pk=added.pk, review_state="reviewed").exists()
    page = client.get(url(added)).content.decode()
    assert "撤回新增" in page
    withdraw = reverse("admin:plans_correction_withdraw", args=[Correction.objects.get().pk])
    client.post(withdraw, {"next": url(added)})
    assert not Target.objects.filter(pk=added.pk).exists()
    assert client.get(url(added))["Location"] == review(document)


def test_adding_says_what_is_missing(client, document):
    place = adding()
    page = client.post(place, {"tense": "target", "comparator": "=", "measure": "level"}).content.decode()
    assert "请先在右边的正文里选中数字" in page
    nowhere = client.get(f"{reverse('admin:plans_target_add')}?paragraph=nonsense", follow=True)
    assert "请从校订台或逐条核对中选中一个段落" in nowhere.content.decode()
    far = f"{adding('3个')}0"  # ends behind the text
    assert client.get(far).context["chosen"] is None


def test_adding_another_stays_at_the_paragraph(client, document):
    place = adding("12个")
    answer = client.post(place, filled(client, place, indicator_name="社区", _addanother="1"))
    assert answer["Location"].startswith(reverse("admin:plans_target_add"))
    assert [one["text"] for one in client.get(answer["Location"]).context["candidates"]] == ["3个"]


def test_a_rewritten_paragraph_tells_where_its_numbers_went(client, editor, document):
    correct(Paragraph.objects.get(text=TEXT), {"text": "全部改写了的一段。"}, editor=editor)
    target = Target.objects.get(printed="8%")
    page = client.get(url(target)).content.decode()
    assert "找不到原来的数字“8%”" in page
    assert "原文已改写" in client.get(review(document)).content.decode()
    assert "原文已改写" in client.get(reverse("admin:plans_document_workbench", args=[document.pk])).content.decode()


@pytest.mark.parametrize("page", ["accept", "reopen", "move", "remove"])
def test_decisions_need_a_post_and_the_right(client, editor, document, page):
    target = Target.objects.first()
    assert client.get(url(target, page)).status_code == 405
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename__regex="^(change|delete)_"))
    assert client.post(url(target, page)).status_code == 403
    shown = client.get(url(target)).content.decode()
    assert 'id="fg-accept"' not in shown
    assert 'id="fg-remove"' not in shown


def test_adding_needs_the_right(client, editor, document):
    editor.groups.get().permissions.remove(*editor.groups.get().permissions.filter(codename__startswith="add_"))
    assert client.get(adding()).status_code == 403
    assert reverse("admin:plans_target_add") not in client.get(review(document)).content.decode()


def test_markup_is_only_text(client, editor):
    script = "<script>alert(1)</script>"
    text = f"{script}覆盖率达到{script}60%。"
    found = figure(f"{script}覆盖率达到{script}60%", "60%", f"{script}覆盖率", "60", "%")
    load_plan(parsed(chapter(1, "甲"), para(text, heading=script), figures=[found]))
    target = Target.objects.get()
    document = Document.objects.get()
    places = [
        url(target), review(document), reverse("admin:plans_target_changelist"), reverse("admin:plans_document_workbench", args=[document.pk]),
        f"{reverse('admin:plans_target_add')}?paragraph={target.paragraph_id}", f"{reverse('admin:plans_indicator_unlinked')}?at_least=1",
    ]  # fmt: skip
    shown = [client.get(place).content.decode() for place in places]
    shown.append(client.post(url(target, "remove"), follow=True).content.decode())
    for place, page in zip([*places, "deleted"], shown, strict=True):
        assert script not in page, place
        assert "&lt;script&gt;alert(1)" in page, place
