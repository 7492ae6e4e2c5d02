"""The five documents, by the real parser, into the database and back."""

from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from importers.loading import load
from importers.parsing.pipeline import parse_plan
from plans.corrections import add_figure, change_tense, correct, delete_figure, delete_mention, merge
from plans.models import (
    FIGURES,
    MARKED,
    Chapter,
    Correction,
    Diagnostic,
    Document,
    Paragraph,
    Project,
    ProjectMention,
    ProjectProposal,
    Reference,
    Section,
    Source,
)

pytestmark = pytest.mark.django_db
SOURCES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "sources").glob("*.txt"))
STRUCTURE = (Chapter, Section, Paragraph)
PROJECT_FIELDS = [field.name for field in Project._meta.concrete_fields if not field.name.endswith("_at")]


parse = cache(parse_plan)


def load_file(path, content=None, **options):
    content = content or path.read_bytes()
    return load(parse(content, name=path.name), content, file_name=path.name, **options)


def state():
    """Every row's id and time of change."""
    return {
        row
        for model in (*STRUCTURE, *MARKED.values(), Project, ProjectProposal, Document, Reference, Diagnostic)
        for row in model.objects.values_list("pk", "updated_at")
    }


@pytest.fixture
def five():
    call_command("load_regions", verbosity=0)
    call_command("load_indicators", verbosity=0)
    return [load_file(path) for path in SOURCES]


def test_all_five_are_stored_and_a_second_time_changes_nothing(five):
    assert [outcome.status for outcome in five] == ["created"] * 5
    assert (Document.objects.count(), Source.objects.count()) == (5, 5)
    assert not Diagnostic.objects.filter(severity="error").exists()
    before = state()
    assert [load_file(path, force=True).status for path in SOURCES] == ["unchanged"] * 5
    assert state() == before


def test_the_two_plans_of_one_notice_cite_each_other(five):
    found = Reference.objects.filter(target__isnull=False).values_list("document__source__file_name", "target__source__file_name")
    pairs = {(one[:3], other[:3]) for one, other in found}
    assert {("000", "001"), ("001", "000")} <= pairs


def test_offsets_point_at_the_source(five):
    """In the documents that needed no conversion, letter by letter."""
    for source in Source.objects.all():
        text = bytes(source.content).decode(source.encoding)
        for row in Paragraph.objects.filter(document=source.document_id):
            for at, start, length in row.source_map:
                assert row.start <= start < start + length <= row.end <= len(text)
                if source.file_name[:3] in ("000", "001", "003"):
                    assert row.text[at : at + length] == text[start : start + length]


def test_every_figure_and_every_mention_marks_its_words(five):
    assert sum(outcome.counts["target"]["created"] + outcome.counts["outcome"]["created"] for outcome in five) > 300
    assert sum(outcome.counts["projectmention"]["created"] for outcome in five) > 300
    for model in MARKED.values():
        for row in model.objects.select_related("paragraph"):
            text = row.paragraph.text
            assert (text[row.text_start : row.text_end], text[row.clause_start : row.clause_end]) == (row.printed, row.clause)
            assert row.paragraph.line <= row.line <= row.paragraph.end_line
    assert all(model.objects.filter(indicator="gdp").exists() for model in FIGURES.values())


def test_mentions_of_one_project_are_linked_and_every_mention_has_a_project(five):
    assert not ProjectMention.objects.filter(project__isnull=True).exists()
    assert Project.objects.get(name="太绥高铁").mention_count > 1
    shared = Project.objects.get(name="全民参保计划", region="141100")  # in both plans of one city
    assert (shared.document_count, shared.region_id) == (2, "141100")


def test_a_line_added_to_the_file_moves_no_id(five):
    path = SOURCES[0]
    document = Document.objects.get(source__file_name=path.name)
    before = {row.pk: row for model in (*STRUCTURE, *MARKED.values()) for row in model.objects.filter(document=document)}
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    middle = next(n for n, line in enumerate(lines) if n > len(lines) // 2 and len(line) > 100)
    lines.insert(middle, "为落实上述要求,新增本段文字,用以说明重新抓取时编号保持不变。\n\n")
    outcome = load_file(path, "".join(lines).encode())
    assert (outcome.status, outcome.document_id, outcome.counts["paragraph"]["deleted"]) == ("updated", document.pk, 0)
    after = {row.pk: row for model in (*STRUCTURE, *MARKED.values()) for row in model.objects.filter(document=document)}
    assert set(before) <= set(after)
    assert len(after) == len(before) + 1


def change_figures(document, editor):
    """One of everything a person can do to figures."""
    first, second, third, *_ = FIGURES["outcome"].objects.filter(document=document).order_by("position")
    correct(first, {"year": 1999, "indicator_name": "人定的指标"}, editor=editor)
    change_tense(second, editor=editor)
    delete_figure(third, editor=editor)
    paragraph = (
        Paragraph.objects.body().filter(document=document, text__contains="的").exclude(text="人定的正文。").order_by("position").last()
    )
    fields = {"indicator_name": "人加的指标", "value": 7, "unit": "个"}
    start = paragraph.text.rindex("的")
    add_figure("target", paragraph, fields, text_start=start, text_end=start + 1, editor=editor)


def change_projects(document, editor):
    """One of everything a person can do to mentions of projects."""
    first, second, third, fourth, *_ = ProjectMention.objects.filter(document=document).order_by("position")
    merge([first.project, fourth.project], editor=editor)
    correct(second, {"name": "人定的项目", "stage": "planned"}, editor=editor)
    delete_mention(third, editor=editor)


def test_deleting_all_structure_and_loading_again_gives_the_same_content(five):
    editor = get_user_model().objects.create(username="editor")
    for document in Document.objects.all():
        for model, changes in (
            (Chapter, {"heading": "人定的章名"}),
            (Section, {"heading": "人定的节名"}),
            (Paragraph, {"text": "人定的正文。"}),
        ):
            rows = model.objects.filter(document=document).order_by("position")
            for row in rows[len(rows) // 2 : len(rows) // 2 + 2]:
                correct(row, changes, editor=editor)
        change_figures(document, editor)
        change_projects(document, editor)

    def content():
        fields = ["document_id", "position", "eid", "line", "start", "end", "number", "marker", "heading"]
        return (
            [list(model.objects.order_by("document", "position").values_list(*fields)) for model in STRUCTURE]
            + [
                list(
                    Paragraph.objects.order_by("document", "position").values_list(
                        "kind", "text", "noise_reason", "section__eid", "chapter__eid"
                    )
                )
            ]
            + [marked(model) for model in MARKED.values()]
            + [list(Project.objects.mentioned().order_by("id").values(*PROJECT_FIELDS))]
        )

    def marked(model):
        hidden = {"id", "created_at", "updated_at", "paragraph_id"}
        return [
            {name: value for name, value in row.items() if name not in hidden}
            for row in model.objects.order_by("document", "position", "line", "start", "printed").values()
        ]

    before = content()
    for model in reversed(STRUCTURE):
        model.objects.all().delete()
    for path in SOURCES:
        load_file(path, force=True)
    assert content() == before
    assert set(Correction.objects.values_list("state", flat=True)) == {"active"}
