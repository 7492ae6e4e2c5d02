"""A person changes a record: at once in the row, for good in a Correction."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError

from plans.corrections import CORRECTABLE, confirm, correct, withdraw
from plans.models import MARKED, Chapter, Correction, Diagnostic, Document, Paragraph, Reference, Region, Section
from tests.builders import chapter, load_plan, noise, para, parsed, section

pytestmark = pytest.mark.django_db
BODY = (noise("字体大小:"), chapter(1, "发展基楚"), section(1, "环境"), para("原来的正文一段。"))


@pytest.fixture
def document():
    load_plan(parsed(*BODY))
    return Document.objects.get()


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


def test_the_row_changes_at_once_and_one_correction_per_field_is_kept(document, editor):
    row = Chapter.objects.get()
    made = correct(row, {"heading": "发展基础", "number": 2}, editor=editor, reason="错字")
    assert (row.heading, row.number) == ("发展基础", 2)
    assert (Chapter.objects.get().heading, Chapter.objects.get().number) == ("发展基础", 2)
    stored = {c.field: c for c in Correction.objects.all()}
    assert {c.pk for c in made} == {c.pk for c in stored.values()}
    heading = stored["heading"]
    assert (heading.before, heading.machine, heading.after) == ("发展基楚", "发展基楚", "发展基础")
    assert (heading.model, heading.object_id, heading.document, heading.editor, heading.reason) == (
        "chapter",
        row.pk,
        document,
        editor,
        "错字",
    )
    assert heading.anchor == {"model": "chapter", "eid": "chp_1", "line": 2, "start": row.start, "end": row.end, "exact": "发展基楚"}


def test_a_form_may_have_changed_the_instance_already(document, editor):
    row = Paragraph.objects.get(kind="paragraph")
    row.text = "改过的正文一段。"
    (made,) = correct(row, {"text": "改过的正文一段。"}, editor=editor)
    assert (made.before, made.after) == ("原来的正文一段。", "改过的正文一段。")


def test_what_does_not_change_leaves_no_trace(document, editor):
    before = Chapter.objects.get().updated_at
    assert correct(Chapter.objects.get(), {"heading": "发展基楚"}, editor=editor) == []
    assert (Correction.objects.count(), Chapter.objects.get().updated_at) == (0, before)


def test_correcting_again_renews_the_standing_correction(document, editor):
    other = get_user_model().objects.create(username="other")
    correct(Chapter.objects.get(), {"heading": "发展"}, editor=editor)
    correct(Chapter.objects.get(), {"heading": "发展基础"}, editor=other)
    stored = Correction.objects.get()
    assert (stored.before, stored.after, stored.editor) == ("发展基楚", "发展基础", other)


def test_correcting_back_to_the_machines_value_withdraws(document, editor):
    correct(Chapter.objects.get(), {"heading": "发展基础"}, editor=editor)
    correct(Chapter.objects.get(), {"heading": "发展基楚"}, editor=editor)
    stored = Correction.objects.get()
    assert (stored.state, stored.withdrawn_by) == ("withdrawn", editor)
    correct(Chapter.objects.get(), {"heading": "发展基础"}, editor=editor)
    assert sorted(Correction.objects.values_list("state", flat=True)) == ["active", "withdrawn"]


def test_withdraw_gives_the_machines_value_back(document, editor):
    (made,) = correct(Section.objects.get(), {"heading": "发展环境"}, editor=editor)
    withdraw(made, editor)
    assert (Section.objects.get().heading, made.state) == ("环境", "withdrawn")


def test_the_documents_time_moves_with_a_correction_below_it(document, editor):
    correct(Section.objects.get(), {"heading": "发展环境"}, editor=editor)
    assert Document.objects.get().updated_at > document.updated_at


def test_dates_regions_and_empty_values(document, editor):
    Region.objects.create(code="141102", name="离石区", full_name="山西省吕梁市离石区", short_name="离石", level="county")
    changes = {"published_on": "2021-11-20", "region": Region.objects.get(), "theme": "", "title": " 新标题 ", "is_draft": True}
    made = {c.field: c.after for c in correct(document, changes, editor=editor)}
    assert made == {"published_on": "2021-11-20", "region": "141102", "title": "新标题", "is_draft": True}
    fresh = Document.objects.get()
    assert (fresh.published_on, fresh.region_id, fresh.region_level, fresh.title) == (
        datetime.date(2021, 11, 20),
        "141102",
        "county",
        "新标题",
    )


def test_noise_turned_into_text_loses_its_reason_and_gets_it_back(document, editor):
    row = Paragraph.objects.get(kind="noise")
    made = correct(row, {"kind": "paragraph"}, editor=editor)
    assert {c.field: c.after for c in made} == {"kind": "paragraph", "noise_reason": None}
    withdraw(next(c for c in made if c.field == "kind"), editor)
    row.refresh_from_db()
    assert (row.kind, row.noise_reason) == ("noise", "site_header")
    assert set(Correction.objects.values_list("state", flat=True)) == {"withdrawn"}


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Paragraph, {"kind": "noise"}),
        (Paragraph, {"kind": "song"}),
        (Paragraph, {"text": ""}),
        (Document, {"period_end": 2020}),
        (Document, {"region": "999999"}),
        (Document, {"published_on": "someday"}),
        (Chapter, {"number": -1, "heading": "好的"}),
    ],
)
def test_a_wrong_value_is_refused_whole(document, editor, model, changes):
    row = model.objects.exclude(kind="noise").first() if model is Paragraph else model.objects.first()
    before = model.objects.filter(pk=row.pk).values().get()
    with pytest.raises(ValidationError):
        correct(row, changes, editor=editor)
    assert model.objects.filter(pk=row.pk).values().get() == before
    assert not Correction.objects.exists()


def test_other_fields_are_not_for_people(document, editor):
    with pytest.raises(ValueError, match="eid"):
        correct(Chapter.objects.get(), {"eid": "chp_9"}, editor=editor)


def test_a_failure_after_the_row_undoes_the_row(document, editor, monkeypatch):
    monkeypatch.setattr(Correction, "save", lambda *args, **options: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        correct(Chapter.objects.get(), {"heading": "发展基础"}, editor=editor)
    assert Chapter.objects.get().heading == "发展基楚"


def test_a_corrected_title_resolves_what_cites_it(document, editor):
    load_plan(parsed(para("另文。"), title="吕梁市别的规划", references=("吕梁市新材料规划",)), file_name="b.txt")
    assert Reference.objects.get().target is None
    correct(document, {"title": "吕梁市新材料规划"}, editor=editor)
    assert Reference.objects.get().target == document
    withdraw(Correction.objects.get(), editor)
    assert Reference.objects.get().target is None


def test_confirming_a_conflict_settles_it(document, editor):
    (made,) = correct(Chapter.objects.get(), {"heading": "发展基础"}, editor=editor)
    load_plan(parsed(BODY[0], chapter(1, "发展基石"), *BODY[2:]))
    made.refresh_from_db()
    assert (made.state, Diagnostic.objects.get().state) == ("conflict", "open")
    confirm(made, editor)
    assert (made.state, made.before, Chapter.objects.get().heading) == ("active", "发展基石", "发展基础")
    assert (Diagnostic.objects.get().state, Diagnostic.objects.get().resolved_by) == ("fixed", editor)


def test_every_correctable_field_exists_and_can_be_changed(document, editor):
    values = {
        "title": "题", "doc_type": "outline", "region": None, "issuer": "某机关", "doc_number": "某发〔2021〕1号", "index_number": "1/2",
        "published_on": "2021-01-01", "written_on": "2021-01-02", "theme": "综合", "period_start": 2020, "period_end": 2026,
        "horizon_year": 2035, "is_draft": True, "is_fragment": True, "heading": "改", "number": 7, "kind": "item", "text": "改", "noise_reason": None,
    }  # fmt: skip
    rows = {
        "document": document,
        "chapter": Chapter.objects.get(),
        "section": Section.objects.get(),
        "paragraph": Paragraph.objects.get(kind="paragraph"),
    }
    for name, fields in CORRECTABLE.items():
        if name in MARKED:  # tests/plans/test_correcting_figures.py, test_correcting_mentions.py
            continue
        correct(rows[name], {field: values[field] for field in fields}, editor=editor)
        rows[name].refresh_from_db()
        assert {f: str(getattr(rows[name], f)) for f in fields} == {f: str(values[f]) for f in fields}
