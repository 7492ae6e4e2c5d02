"""An editor's save is a correction; the page shows it and takes it back."""

import pytest
from django.urls import reverse

from importers import loading
from plans.models import Chapter, Correction, Diagnostic, Document, Paragraph, Region, Section
from tests.builders import chapter, content_of, load_plan, noise, para, parsed, section
from tests.plans.admin_forms import filled, url

pytestmark = pytest.mark.django_db

BODY = (noise("字体大小:"), chapter(1, "发展基楚"), section(1, "环境"), para("原来的正文一段。"))


@pytest.fixture
def document():
    load_plan(parsed(*BODY))
    return Document.objects.get()


def save(client, record, **changes):
    return client.post(url(record), filled(client, url(record), **changes))


def test_a_saved_heading_is_a_correction_and_leads_back_to_the_workbench(client, editor, document):
    row = Chapter.objects.get()
    answer = save(client, row, heading="发展\r\n基础", reason="错字")
    assert answer["Location"] == reverse("admin:plans_document_workbench", args=[document.pk]) + f"#b-{row.pk}"
    row.refresh_from_db()
    correction = Correction.objects.get()
    assert row.heading == "发展基础"
    assert (correction.model, correction.field, correction.before, correction.after) == ("chapter", "heading", "发展基楚", "发展基础")
    assert (correction.editor, correction.reason, correction.object_id) == (editor, "错字", row.pk)


def test_every_changed_field_gets_its_own_correction(client, editor, document):
    save(client, Section.objects.get(), heading="发展环境", number="2")
    assert set(Correction.objects.values_list("field", "before", "after")) == {("heading", "环境", "发展环境"), ("number", 1, 2)}


def test_a_save_without_changes_records_nothing(client, editor, document):
    before = {row.pk: row.updated_at for row in Paragraph.objects.all()}
    for row in Paragraph.objects.all():
        assert save(client, row, reason="看过").status_code == 302
    assert not Correction.objects.exists()
    assert {row.pk: row.updated_at for row in Paragraph.objects.all()} == before


def test_text_keeps_its_line_ends_and_spaces(client, editor, document):
    row = Paragraph.objects.get(kind="paragraph")
    Paragraph.objects.filter(pk=row.pk).update(text="  第一行\n第二行")
    save(client, row, text="  第一行\r\n第二行")
    assert not Correction.objects.exists()
    save(client, row, text="  第一行\r\n第三行")
    assert Paragraph.objects.get(pk=row.pk).text == "  第一行\n第三行"


def test_noise_needs_a_reason_and_text_has_none(client, editor, document):
    row = Paragraph.objects.get(kind="paragraph")
    refused = save(client, row, kind="noise")
    assert refused.status_code == 200
    assert "页面杂项必须选一个原因" in refused.content.decode()
    assert not Correction.objects.exists()
    save(client, row, kind="noise", noise_reason="site_footer")
    noisy = Paragraph.objects.get(text="字体大小:")
    save(client, noisy, kind="paragraph", noise_reason="site_header")
    kinds = {p.text: (p.kind, p.noise_reason) for p in Paragraph.objects.all()}
    assert kinds == {"原来的正文一段。": ("noise", "site_footer"), "字体大小:": ("paragraph", None)}


def test_a_form_opened_before_another_edit_does_not_undo_it(client, editor, document):
    row = Chapter.objects.get()
    stale = filled(client, url(row), number="3")
    save(client, row, heading="别人改的标题")
    answer = client.post(url(row), stale)
    assert answer.status_code == 200
    assert "已被别人或重新导入改动" in answer.content.decode()
    row.refresh_from_db()
    assert (row.heading, row.number) == ("别人改的标题", 1)


def test_read_only_fields_cannot_be_sent(client, editor, document):
    row = Chapter.objects.get()
    save(client, row, position="9", eid="chp_9", marker="第九章", missing_heading="on", kind="part")
    assert Chapter.objects.filter(
        pk=row.pk, position=row.position, eid=row.eid, marker=row.marker, missing_heading=False, kind="chapter"
    ).exists()
    assert not Correction.objects.exists()


def test_the_page_tells_what_was_corrected_and_gives_it_back(client, editor, document):
    row = Chapter.objects.get()
    save(client, row, heading="发展基础", reason="错字")
    correction = Correction.objects.get()
    page = client.get(url(row)).content.decode()
    for shown in ("发展基楚", "bianji", "错字", "恢复机器解析值", reverse("admin:plans_correction_withdraw", args=[correction.pk])):
        assert shown in page
    answer = client.post(reverse("admin:plans_correction_withdraw", args=[correction.pk]), {"next": url(row)})
    assert answer["Location"] == url(row)
    row.refresh_from_db()
    correction.refresh_from_db()
    assert (row.heading, correction.state, correction.withdrawn_by) == ("发展基楚", "withdrawn", editor)
    assert reverse("admin:plans_correction_withdraw", args=[correction.pk]) not in client.get(url(row)).content.decode()


def test_after_a_decision_nobody_is_sent_to_another_site(client, editor, document):
    row = Chapter.objects.get()
    save(client, row, heading="发展基础")
    correction = Correction.objects.get()
    answer = client.post(reverse("admin:plans_correction_withdraw", args=[correction.pk]), {"next": "https://example.org/"})
    assert answer["Location"] == reverse("admin:plans_correction_change", args=[correction.pk])


def test_a_conflict_is_kept_or_given_up(client, editor, document):
    row = Paragraph.objects.get(kind="paragraph")
    save(client, row, text="人工改定的正文一段。")
    reparsed = parsed(*BODY[:3], para("原来的正文又一段。"))
    loading.load(reparsed, content_of(reparsed), file_name="plan.txt", force=True)
    correction = Correction.objects.get()
    assert correction.state == "conflict"
    page = client.get(url(row)).content.decode()
    assert "与新解析冲突" in page
    assert "原来的正文又一段。" in page
    assert Diagnostic.objects.get(correction=correction).state == "open"
    client.post(reverse("admin:plans_correction_confirm", args=[correction.pk]))
    correction.refresh_from_db()
    row.refresh_from_db()
    assert (correction.state, row.text) == ("active", "人工改定的正文一段。")
    assert Diagnostic.objects.get(correction=correction).state == "fixed"


def test_metadata_is_corrected_and_the_review_state_is_not(client, editor, document):
    Region.objects.create(code="140000", name="山西省", full_name="山西省", short_name="山西", level="province")
    answer = save(client, document, title="改定的标题", published_on="2021-11-20", region="140000", is_draft="on", review_state="reviewed")
    assert answer["Location"] == url(document)
    document.refresh_from_db()
    assert (document.title, str(document.published_on), document.region_id) == ("改定的标题", "2021-11-20", "140000")
    assert (document.region_level, document.is_draft, document.review_state) == ("province", True, "reviewed")
    assert set(Correction.objects.values_list("field", flat=True)) == {"title", "published_on", "region", "is_draft"}


def test_a_period_that_ends_before_it_begins_is_refused(client, editor, document):
    answer = save(client, document, period_start="2030")
    assert answer.status_code == 200
    assert "规划期止不能早于规划期起" in answer.content.decode()
    assert not Correction.objects.exists()


def test_the_source_stands_beside_the_form_with_the_units_own_characters_marked(client, editor, document):
    row = Chapter.objects.get()
    page = client.get(url(row)).content.decode()
    own = Document.objects.get().source
    marked = bytes(own.content).decode()[row.start : row.end]
    if marked:
        assert f"<mark>{marked}</mark>" in page
    paragraph = Paragraph.objects.get(kind="paragraph")
    assert "<mark>原来的正文一段。</mark>" in client.get(url(paragraph)).content.decode()


def test_selected_corrections_are_withdrawn_from_the_list(client, editor, document):
    save(client, Chapter.objects.get(), heading="甲")
    save(client, Section.objects.get(), heading="乙")
    chosen = [str(pk) for pk in Correction.objects.values_list("pk", flat=True)]
    client.post(reverse("admin:plans_correction_changelist"), {"action": "withdraw_selected", "_selected_action": chosen})
    assert set(Correction.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert (Chapter.objects.get().heading, Section.objects.get().heading) == ("发展基楚", "环境")
