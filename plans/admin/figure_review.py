"""逐条核对: every target and outcome of a document on one page, each beside the text it stands in.

A constant number of queries, whatever the size of the document; laid out here in plain rows, so that the template only prints.
"""

from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from plans.admin.figure_doubts import doubts_about, figure_doubts
from plans.admin.figure_order import figures_of
from plans.admin.figure_words import adding_url, figure_quantity, figure_url, other_tense, record_label, year_words
from plans.admin.marked_text import is_placed, marked_text
from plans.choices import CorrectionOperation, ReviewState
from plans.corrections import STANDING
from plans.models import Correction, Paragraph


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
    """A paragraph with its records; `where` names the chapter and section above it."""

    paragraph: Paragraph
    where: str
    pieces: list
    entries: list
    doubts: list
    adding_url: str


def review(document):
    """What the page shows: groups in reading order, deleted records, counts."""
    figures = figures_of(document)
    paragraphs = paragraphs_of(figures)
    corrected, doubts = corrected_ids(document), figure_doubts(document.pk)
    groups = [
        group_of(paragraphs[pk], list(some), corrected, doubts)
        for pk, some in groupby(figures, key=lambda f: f.paragraph_id)
        if pk in paragraphs
    ]
    return {
        "groups": groups,
        "removed": removed_figures(document),
        "total": len(figures),
        "targets": sum(figure._meta.model_name == "target" for figure in figures),
        "open_count": sum(figure.review_state != ReviewState.REVIEWED for figure in figures),
        "unlinked_count": sum(figure.indicator_id is None for figure in figures),
    }


def paragraphs_of(figures):
    found = Paragraph.objects.filter(pk__in={figure.paragraph_id for figure in figures})
    return {row.pk: row for row in found.select_related("chapter", "section").defer("source_map")}


def corrected_ids(document):
    """The records that a person has changed or added."""
    return set(
        Correction.objects.filter(document=document, state__in=STANDING, model__in=("target", "outcome"))
        .exclude(operation=CorrectionOperation.DELETE)
        .values_list("object_id", flat=True)
    )


def group_of(paragraph, figures, corrected, doubts):
    return Group(
        paragraph=paragraph,
        where=" › ".join(str(above) for above in (paragraph.chapter, paragraph.section) if above),
        pieces=marked_text(paragraph.text, figures, lead=paragraph.heading or ""),
        entries=[entry_of(figure, paragraph, corrected) for figure in figures],
        doubts=doubts_about(doubts, paragraph),
        adding_url=adding_url(paragraph.pk),
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
