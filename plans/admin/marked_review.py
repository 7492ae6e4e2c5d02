"""What the pages of all records of a document have in common: paragraphs in reading order, each with its records."""

from dataclasses import dataclass

from django.urls import reverse

from plans.admin.marked_doubts import doubts_about
from plans.admin.marked_text import marked_text
from plans.admin.marked_words import adding_url
from plans.choices import CorrectionOperation, ParagraphKind
from plans.corrections import STANDING
from plans.models import Correction, Paragraph

# What stands in a title, in the notice that issues a plan or in page furniture is no record.
WITHOUT_RECORDS = {ParagraphKind.NOISE, ParagraphKind.TITLE, ParagraphKind.NOTICE}


@dataclass(slots=True)
class Group:
    """A paragraph with its records; `where` names the chapter and section above it.

    `missed` are words in no record, as (words, address of the form that adds one): misses of the machine, or nothing at all.
    """

    paragraph: Paragraph
    where: str
    pieces: list
    entries: list
    doubts: list
    missed: list
    adding_url: str


def paragraphs_of(document):
    """All paragraphs of a document with what stands above them: one query."""
    found = Paragraph.objects.filter(document=document).select_related("chapter", "section")
    return found.without_map().order_by("position")


def group_of(paragraph, records, entries, *, doubts, model, candidates):
    """`records` and their `entries` are those of the paragraph, `candidates` finds words that may be more of them."""
    add = adding_url(model, paragraph.pk)
    missed = [] if paragraph.kind in WITHOUT_RECORDS else candidates(paragraph.text, records)
    return Group(
        paragraph=paragraph,
        where=" › ".join(str(above) for above in (paragraph.chapter, paragraph.section) if above),
        pieces=marked_text(paragraph.text, records, lead=paragraph.heading or ""),
        entries=entries,
        doubts=doubts_about(doubts, paragraph),
        missed=[(one.text, f"{add}&from={one.start}&to={one.end}") for one in missed],
        adding_url=add,
    )


def corrected_ids(document, models):
    """The records that a person has changed or added."""
    return set(
        Correction.objects.filter(document=document, state__in=STANDING, model__in=models)
        .exclude(operation=CorrectionOperation.DELETE)
        .values_list("object_id", flat=True)
    )


def removed_records(document, models, label):
    """What people have deleted and nobody has taken back, in the order of the text. `label` says what it was."""
    deleted = Correction.objects.filter(document=document, operation=CorrectionOperation.DELETE, state__in=STANDING, model__in=models)
    return [
        {
            "correction": one,
            "label": label(one.before or {}),
            "clause": one.anchor.get("exact", ""),
            "url": reverse("admin:plans_correction_withdraw", args=[one.pk]),
        }
        for one in sorted(deleted.select_related("editor"), key=lambda one: (one.anchor.get("line") or 0, one.anchor.get("start") or 0))
    ]
