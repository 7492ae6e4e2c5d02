"""逐条核对: every target and outcome of a document on one page, each beside the text it stands in.

A constant number of queries, whatever the size of the document; laid out here in plain rows, so that the template only prints.
"""

from dataclasses import dataclass

from plans.admin.figure_order import figures_by_paragraph
from plans.admin.figure_proposal import unclaimed
from plans.admin.figure_words import figure_quantity, record_label, year_words
from plans.admin.marked_doubts import open_doubts
from plans.admin.marked_review import corrected_ids, group_of, paragraphs_of, removed_records
from plans.admin.marked_text import is_placed
from plans.admin.marked_words import other_tense, record_url
from plans.choices import ReviewState
from plans.models import FIGURES


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


def review(document):
    """What the page shows: groups in reading order, deleted records, counts."""
    by_paragraph = figures_by_paragraph(document)
    figures = [figure for some in by_paragraph.values() for figure in some]
    corrected, doubts = corrected_ids(document, FIGURES), open_doubts(document.pk, "target.")
    groups = []
    for paragraph in paragraphs_of(document):
        here = by_paragraph.get(paragraph.pk, [])
        entries = [entry_of(figure, paragraph, corrected) for figure in here]
        groups.append(group_of(paragraph, here, entries, doubts=doubts, model="target", candidates=unclaimed))
    return {
        "groups": [group for group in groups if group.entries or group.missed],
        "removed": removed_records(document, FIGURES, record_label),
        "total": len(figures),
        "targets": sum(figure._meta.model_name == "target" for figure in figures),
        "open_count": sum(figure.review_state != ReviewState.REVIEWED for figure in figures),
        "unlinked_count": sum(figure.indicator_id is None for figure in figures),
        "missed_count": sum(len(group.missed) for group in groups),
    }


def entry_of(figure, paragraph, corrected):
    return Entry(
        figure=figure,
        quantity=figure_quantity(figure),
        year=year_words(figure.year),
        placed=is_placed(figure, paragraph.text),
        corrected=figure.pk in corrected,
        other=other_tense(figure.tense).label,
        urls={word: record_url(figure, word) for word in ("change", "accept", "reopen", "move", "remove")},
    )
