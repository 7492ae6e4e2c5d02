"""The source as an editor sees it: its lines with their numbers, and the characters of one unit marked in them."""

from bisect import bisect_right
from dataclasses import dataclass

from plans.source_lines import split_lines, text_of


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line cut in three: `marked` belongs to the unit shown, the rest surrounds it."""

    number: int
    before: str
    marked: str
    after: str


def source_lines(source):
    """The lines of a stored source, or None where its bytes are no text."""
    text = text_of(source)
    return None if text is None else split_lines(text)


def excerpt(lines, unit, around=3, at_most=60):
    """The lines of a placed unit with some before and after it, its own characters marked. Empty without a place."""
    if unit.line is None or not lines:
        return []
    last = min(unit.end_line or unit.line, unit.line + at_most)
    shown = lines[max(unit.line - 1 - around, 0) : last + around]
    return [mark(line, *_range(unit, line)) for line in shown]


def _range(unit, line):
    """The part of the source the unit owns; whole lines where only its lines are known."""
    if unit.start is not None and unit.end is not None:
        return unit.start, unit.end
    inside = unit.line <= line.number <= (unit.end_line or unit.line)
    return (line.start, line.start + len(line.text)) if inside else (0, 0)


def mark(line, start, end):
    """Cut a line at the part of [start, end) that lies in it.

    >>> from plans.source_lines import SourceLine
    >>> mark(SourceLine(2, 10, "甲乙丙丁"), 11, 13)
    MarkedLine(number=2, before='甲', marked='乙丙', after='丁')
    """
    a = min(max(start - line.start, 0), len(line.text))
    b = min(max(end - line.start, a), len(line.text))
    return MarkedLine(line.number, line.text[:a], line.text[a:b], line.text[b:])


def line_at(lines, position):
    """The number of the line that holds a position of the source."""
    return bisect_right(lines, position, key=lambda line: line.start)
