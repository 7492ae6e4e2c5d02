"""核对项目: every mention of a project in a document on one page, each beside the text it stands in.

A constant number of queries, whatever the size of the document; laid out here in plain rows, so that the template only prints.
"""

from dataclasses import dataclass

from plans.admin.marked_doubts import open_doubts
from plans.admin.marked_review import corrected_ids, group_of, paragraphs_of, removed_records
from plans.admin.marked_text import is_placed
from plans.admin.marked_words import other_tense, record_url
from plans.admin.mention_order import mentions_by_paragraph
from plans.admin.mention_proposal import unclaimed_names
from plans.admin.mention_words import mention_label, stage_words
from plans.choices import ReviewState

MODEL = "projectmention"


@dataclass(slots=True)
class Entry:
    """One mention as the page shows it. `elsewhere` counts the other mentions of its project."""

    mention: object
    stage: str
    placed: bool
    corrected: bool
    elsewhere: int
    other: str
    project_url: str
    urls: dict

    @property
    def open(self):
        return self.mention.review_state != ReviewState.REVIEWED


def mention_review(document):
    """What the page shows: groups in reading order, deleted records, counts."""
    by_paragraph = mentions_by_paragraph(document)
    mentions = [mention for some in by_paragraph.values() for mention in some]
    corrected, doubts = corrected_ids(document, [MODEL]), open_doubts(document.pk, "project.")
    groups = []
    for paragraph in paragraphs_of(document):
        here = by_paragraph.get(paragraph.pk, [])
        entries = [entry_of(mention, paragraph, corrected) for mention in here]
        groups.append(group_of(paragraph, here, entries, doubts=doubts, model=MODEL, candidates=unclaimed_names))
    return {
        "groups": [group for group in groups if group.entries or group.missed],
        "removed": removed_records(document, [MODEL], mention_label),
        "total": len(mentions),
        "projects": len({mention.project_id for mention in mentions if mention.project_id}),
        "open_count": sum(mention.review_state != ReviewState.REVIEWED for mention in mentions),
        "missed_count": sum(len(group.missed) for group in groups),
    }


def entry_of(mention, paragraph, corrected):
    project = mention.project
    return Entry(
        mention=mention,
        stage=stage_words(mention.stage, mention.tense),
        placed=is_placed(mention, paragraph.text),
        corrected=mention.pk in corrected,
        elsewhere=project.mention_count - 1 if project else 0,
        other=other_tense(mention.tense).label,
        project_url=record_url(project) if project else "",
        urls={word: record_url(mention, word) for word in ("change", "accept", "reopen", "move", "remove")},
    )
