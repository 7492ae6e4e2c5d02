"""Words that stand in a paragraph and in no record, offered to the editor to be marked."""

from dataclasses import dataclass

from plans.admin.marked_text import is_placed


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that stand in no record: their place in the text, and they themselves."""

    start: int
    end: int
    text: str

    def touches(self, spans):
        """Does it share a character with one of these (start, end)?

        >>> Candidate(4, 6, "2个").touches([(0, 4), (6, 9)]), Candidate(4, 6, "2个").touches([(5, 9)])
        (False, True)
        """
        return any(start < self.end and self.start < end for start, end in spans)


def unmarked(candidates, records, text):
    """Those of the candidates that no record of the paragraph holds."""
    taken = [(record.text_start, record.text_end) for record in records if is_placed(record, text)]
    return [candidate for candidate in candidates if not candidate.touches(taken)]


def nearest(records, start):
    """The record of the paragraph whose words stand closest to a place in its text, or None."""
    placed = [record for record in records if record.text_start is not None]
    return min(placed, key=lambda record: abs(record.text_start - start), default=None)
