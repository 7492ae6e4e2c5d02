"""逐条核对: every target and outcome of a document on one page, each beside the text it stands in.

A constant number of queries, whatever the size of the document; laid out here in plain rows, so that the template only prints.
"""

from dataclasses import dataclass

from django.urls import reverse

from plans.admin.figure_doubts import doubts_about, figure_doubts
from plans.admin.figure_order import figures_by_paragraph
from plans.admin.figure_proposal import unclaimed
from plans.admin.figure_words import adding_url, figure_quantity, figure_url, other_tense, record_label, year_words
from plans.admin.marked_text import is_placed, marked_text
from plans.choices import CorrectionOperation, ParagraphKind, ReviewState
from plans.corrections import STANDING
from plans.models import Correction, Paragraph

# Numbers in a title, in the notice that issues a plan or in page furniture measure nothing.
WITHOUT_FIGURES = {ParagraphKind.NOISE, ParagraphKind.TITLE, ParagraphKind.NOTICE}


@dataclass(slots=True)
class Entry:
    """One record as the page shows it."""

    figure: object
    quantity: str
    year: str
    placed: bool
    corrected: bool
    other: str
    urls: dict

    @property
    def open(self):
        return self.figure.review_state != ReviewState.REVIEWED


@dataclass(slots=True)
class Group:
    """A paragraph with its records; `where` names the chapter and section above it.

    `missed` are numbers in no record, as (words, address of the form that adds one): misses of the machine, or nothing at all.
    """

    paragraph: Paragraph
    where: str
    pieces: list
    entries: list
    doubts: list
    missed: list
    adding_url: str


def review(document):
    """What the page shows: groups in reading order, deleted records, counts."""
    by_paragraph = figures_by_paragraph(document)
    figures = [figure for some in by_paragraph.values() for figure in some]
    corrected, doubts = corrected_ids(document), figure_doubts(document.pk)
    groups = [group_of(paragraph, by_paragraph.get(paragraph.pk, []), corrected, doubts) for paragraph in paragraphs_of(document)]
    return {
        "groups": [group for group in groups if group.entries or group.missed],
        "removed": removed_figures(document),
        "total": len(figures),
        "targets": sum(figure._meta.model_name == "target" for figure in figures),
        "open_count": sum(figure.review_state != ReviewState.REVIEWED for figure in figures),
        "unlinked_count": sum(figure.indicator_id is None for figure in figures),
        "missed_count": sum(len(group.missed) for group in groups),
    }


def paragraphs_of(document):
    """All paragraphs of a document with what stands above them: one query."""
    found = Paragraph.objects.filter(document=document).select_related("chapter", "section")
    return found.without_map().order_by("position")


def corrected_ids(document):
    """The records that a person has changed or added."""
    return set(
        Correction.objects.filter(document=document, state__in=STANDING, model__in=("target", "outcome"))
        .exclude(operation=CorrectionOperation.DELETE)
        .values_list("object_id", flat=True)
    )


def group_of(paragraph, figures, corrected, doubts):
    add = adding_url(paragraph.pk)
    numbers = [] if paragraph.kind in WITHOUT_FIGURES else unclaimed(paragraph.text, figures)
    return Group(
        paragraph=paragraph,
        where=" › ".join(str(above) for above in (paragraph.chapter, paragraph.section) if above),
        pieces=marked_text(paragraph.text, figures, lead=paragraph.heading or ""),
        entries=[entry_of(figure, paragraph, corrected) for figure in figures],
        doubts=doubts_about(doubts, paragraph),
        missed=[(one.text, f"{add}&from={one.start}&to={one.end}") for one in numbers],
        adding_url=add,
    )


def entry_of(figure, paragraph, corrected):
    return Entry(
        figure=figure,
        quantity=figure_quantity(figure),
        year=year_words(figure.year),
        placed=is_placed(figure, paragraph.text),
        corrected=figure.pk in corrected,
        other=other_tense(figure.tense).label,
        urls={word: figure_url(figure, word) for word in ("change", "accept", "reopen", "move", "remove")},
    )


def removed_figures(document):
    """What people have deleted and nobody has taken back, in the order of the text."""
    found = Correction.objects.filter(document=document, operation=CorrectionOperation.DELETE, state__in=STANDING).select_related("editor")
    return [
        {
            "correction": one,
            "label": record_label(one.before or {}),
            "clause": one.anchor.get("exact", ""),
            "url": reverse("admin:plans_correction_withdraw", args=[one.pk]),
        }
        for one in sorted(found, key=lambda one: (one.anchor.get("line") or 0, one.anchor.get("start") or 0))
    ]
