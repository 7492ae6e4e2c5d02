"""A paragraph's text with its records marked: cut into pieces that a template prints one after the other."""

from dataclasses import dataclass, field
from itertools import pairwise

from plans.admin.figure_words import figure_title
from plans.admin.marked_words import record_url
from plans.admin.mention_words import mention_title
from plans.models import ProjectMention

PROJECT = "project"


@dataclass(slots=True)
class Piece:
    """A run of text. `kind` is the tense of the number it belongs to, or project, `url` and `title` lead to its record.

    `also` are further records of the very same words, as (url, title).
    """

    text: str
    lead: bool = False
    clause: bool = False
    current: bool = False
    kind: str = ""
    url: str = ""
    title: str = ""
    key: str = ""
    also: list = field(default_factory=list)


def marked_text(text, records, *, current=None, lead=""):
    """The text in pieces: each record's words, the clause of the current one, the run-in heading `lead` if the text begins with it."""
    placed = [record for record in records if is_placed(record, text)]
    cuts = {0, len(text)} | {cut for record in placed for cut in (record.text_start, record.text_end)}
    clause = _clause(current, text)
    lead_end = len(lead) if lead and text.startswith(lead) else 0
    cuts |= {lead_end, *clause}
    edges = sorted(cuts)
    return [_piece(text, start, end, placed, current=current, clause=clause, lead_end=lead_end) for start, end in pairwise(edges)]


def mark_kind(record):
    """Which colour its words have: a figure's by its tense, a project's of its own."""
    return PROJECT if isinstance(record, ProjectMention) else str(record.tense)


def mark_title(record):
    """One line that says what marked words were read as."""
    return mention_title(record) if isinstance(record, ProjectMention) else figure_title(record)


def is_placed(record, text):
    """Does a record know where in the text it stands? Not if a person has rewritten those words."""
    return record.text_start is not None and record.text_start < record.text_end <= len(text)


def _clause(current, text):
    if current is None or current.clause_start is None or current.clause_end > len(text):
        return ()
    return current.clause_start, current.clause_end


def _piece(text, start, end, placed, *, current, clause, lead_end):
    piece = Piece(text[start:end], lead=end <= lead_end, clause=bool(clause) and clause[0] <= start and end <= clause[1])
    here = [record for record in placed if record.text_start <= start and end <= record.text_end]
    if not here:
        return piece
    # The current record comes first, then the one with the shortest words: a longer one shows left and right of it.
    here.sort(key=lambda f: (current is None or f.pk != current.pk, f.text_end - f.text_start))
    first, *rest = here
    piece.kind, piece.url, piece.title, piece.key = mark_kind(first), record_url(first), mark_title(first), str(first.pk)
    piece.current = current is not None and first.pk == current.pk
    span = first.text_start, first.text_end
    piece.also = [(record_url(f), mark_title(f)) for f in rest if (f.text_start, f.text_end) == span]
    return piece
