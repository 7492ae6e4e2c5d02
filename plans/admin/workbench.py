"""The workbench: outline, structure and source of one document side by side.

Everything is fetched with one query per kind of thing, whatever the size of the document, and laid out here in plain
rows, so that the template only prints.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import groupby

from django.urls import reverse

from plans.admin.codes import code_meaning, code_name, plain_message
from plans.admin.figure_order import figures_by_paragraph
from plans.admin.marked_text import is_placed, mark_title, marked_text
from plans.admin.marked_words import adding_url, record_url
from plans.admin.mention_order import mentions_by_paragraph
from plans.admin.shown import field_label
from plans.admin.source_text import line_at, source_lines
from plans.choices import ChapterKind, DiagnosticState, ParagraphKind
from plans.corrections import STANDING
from plans.models import Chapter, Correction, Diagnostic, Paragraph, Section

HEADED = ("chapter", "section")


@dataclass(slots=True)
class Doubt:
    """A diagnostic as the workbench shows it."""

    diagnostic: Diagnostic
    name: str
    meaning: str
    message: str
    settle_url: str

    @property
    def open(self):
        return self.diagnostic.state == DiagnosticState.OPEN

    @property
    def about_structure(self):
        return self.diagnostic.start is None and self.diagnostic.code.startswith("structure.")


@dataclass(slots=True)
class Row:
    """One block in reading order. `lead` is the part of the text before and with its run-in heading.

    `pieces` are the text with its records marked, `unplaced` records whose words a person has rewritten, as (url, title);
    `adding_urls` lead to the forms that add a number and a project.
    """

    block: object
    model: str
    label: str
    kind: str
    url: str
    lead: str = ""
    text: str = ""
    pieces: list = field(default_factory=list)
    unplaced: list = field(default_factory=list)
    adding_urls: list = field(default_factory=list)
    near: int = 1
    missing: bool = False
    corrected: list = field(default_factory=list)
    doubts: list = field(default_factory=list)
    children: list = field(default_factory=list)
    open_below: int = 0

    @property
    def apart(self):
        """Has the text a run-in heading that it does not begin with?"""
        return bool(self.lead) and not self.block.text.startswith(self.lead)

    @property
    def last(self):
        """The last line of the block; of one whose text is missing, the line where it belongs."""
        return self.block.end_line or self.block.line

    @property
    def open_doubts(self):
        return sum(doubt.open for doubt in self.doubts)


def workbench(document):
    """What the page shows of a document: rows, outline, doubts without a place, source lines, counts."""
    rows = reading_order(document)
    figure_count, mention_count = mark_records(document, rows)
    note_corrections(document, rows)
    lines = source_lines(document.source)
    unplaced = place_doubts(doubts_of(document), rows, lines)
    roots = outline(rows)
    return {
        "rows": rows,
        "outline": roots,
        "unplaced": unplaced,
        "lines": lines,
        "open_count": sum(row.open_doubts for row in rows) + sum(doubt.open for doubt in unplaced),
        "corrected_count": sum(bool(row.corrected) for row in rows),
        "figure_count": figure_count,
        "mention_count": mention_count,
        "noise_count": sum(row.kind == ParagraphKind.NOISE for row in rows),
    }


def reading_order(document):
    """All blocks of a document as rows, in order of position, each knowing a line of the source it stands near."""
    rows = [*map(heading_row, Chapter.objects.filter(document=document)), *map(heading_row, Section.objects.filter(document=document))]
    rows += map(paragraph_row, Paragraph.objects.filter(document=document).defer("source_map"))
    rows.sort(key=lambda row: row.block.position)
    near = 1
    for row in rows:
        near = row.near = row.block.line or near
    return rows


def heading_row(block):
    model = block._meta.model_name
    part = model == "chapter" and block.kind == ChapterKind.PART
    label = "编" if part else "章" if model == "chapter" else "节"
    return Row(
        block=block, model=model, label=label, kind="part" if part else model, url=_change_url(model, block), missing=block.missing_heading
    )


def paragraph_row(block):
    lead, text = cut_lead(block)
    return Row(
        block=block, model="paragraph", label=block.get_kind_display(), kind=block.kind, url=_change_url("paragraph", block), lead=lead, text=text
    )  # fmt: skip


def cut_lead(paragraph):
    """The text cut after its run-in heading; the heading alone where the text does not begin with it."""
    if not paragraph.heading:
        return "", paragraph.text
    reach = len(paragraph.marker) + len(paragraph.heading) + 4
    at = paragraph.text.find(paragraph.heading, 0, reach)
    if at < 0:
        return paragraph.heading, paragraph.text
    end = at + len(paragraph.heading)
    return paragraph.text[:end], paragraph.text[end:]


def mark_records(document, rows):
    """Mark targets, outcomes and mentions in the paragraphs they stand in. Returns how many figures and mentions there are."""
    figures, mentions = figures_by_paragraph(document), mentions_by_paragraph(document)
    for row in rows:
        if row.model != "paragraph" or row.kind == ParagraphKind.NOISE:
            continue
        row.adding_urls = [adding_url(model, row.block.pk, back="workbench") for model in ("target", "projectmention")]
        if here := figures.get(row.block.pk, []) + mentions.get(row.block.pk, []):
            row.pieces = marked_text(row.block.text, here, lead=row.lead)
            row.unplaced = [(record_url(one), mark_title(one)) for one in here if not is_placed(one, row.block.text)]
    return tuple(sum(map(len, found.values())) for found in (figures, mentions))


def _change_url(model, block):
    return reverse(f"admin:plans_{model}_change", args=[block.pk])


def note_corrections(document, rows):
    """Tell each row which of its fields a person has corrected."""
    standing = Correction.objects.filter(document=document, state__in=STANDING).order_by("object_id", "field")
    by_id = {key: [field_label(c.model, c.field) for c in some] for key, some in groupby(standing, key=lambda c: c.object_id)}
    for row in rows:
        row.corrected = by_id.get(row.block.pk, [])


def doubts_of(document):
    found = Diagnostic.objects.filter(document=document).order_by("line", "code")
    return [doubt_of(diagnostic) for diagnostic in found]


def doubt_of(diagnostic):
    return Doubt(
        diagnostic=diagnostic,
        name=code_name(diagnostic.code),
        meaning=code_meaning(diagnostic.code),
        message=plain_message(diagnostic.code, diagnostic.message),
        settle_url=reverse("admin:plans_diagnostic_settle", args=[diagnostic.pk]),
    )


def place_doubts(doubts, rows, lines):
    """Give each doubt to the last block that starts at or before it; returns those with no place.

    A doubt about structure that knows only its line is about the heading on that line, if there is one.
    """
    placed = sorted((row for row in rows if row.block.line), key=_start)
    starts = [_start(row) for row in placed]
    headings = {row.block.line: row for row in reversed(placed) if row.model in HEADED}
    unplaced = []
    for doubt in doubts:
        where = _where(doubt.diagnostic, lines)
        if where is None or not placed:
            unplaced.append(doubt)
        elif doubt.about_structure and doubt.diagnostic.line in headings:
            headings[doubt.diagnostic.line].doubts.append(doubt)
        else:
            placed[max(bisect_right(starts, where) - 1, 0)].doubts.append(doubt)
    return unplaced


def _start(row):
    """Line, then position: blocks whose exact position is unknown still sort by their line."""
    return row.block.line, row.block.start or 0


def _where(diagnostic, lines):
    if diagnostic.start is not None and lines:
        return line_at(lines, diagnostic.start), diagnostic.start
    return (diagnostic.line, float("inf")) if diagnostic.line else None


def outline(rows):
    """The tree of parts, chapters and sections; each counts the open doubts of all it holds."""
    by_id = {row.block.pk: row for row in rows if row.model in HEADED}
    roots = []
    for row in rows:
        holder = by_id.get(_holder_id(row))
        if row.model in HEADED:
            (holder.children if holder else roots).append(row)
        for above in _upwards(row, by_id):
            above.open_below += row.open_doubts
    return roots


def _holder_id(row):
    """The id of the part, chapter or section right above a block."""
    block = row.block
    if row.model == "chapter":
        return block.parent_id
    return (block.parent_id or block.chapter_id) if row.model == "section" else (block.section_id or block.chapter_id)


def _upwards(row, by_id):
    """The row itself, if it has a heading, and all that hold it."""
    here = row if row.model in HEADED else by_id.get(_holder_id(row))
    while here is not None:
        yield here
        here = by_id.get(_holder_id(here))
