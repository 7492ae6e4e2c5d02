"""Nothing lost: every character of the source is in exactly one block, or was changed by a named fix."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from importers.parsing.lines import Line
from importers.parsing.mapped import Mapped
from importers.parsing.records import Block, Diagnostic

# White space, and punctuation at the seams of a heading.
SEAMS = re.compile(r"[\s。.:：]+")


def breaches(lines: Iterable[Line], blocks: Iterable[Block]) -> tuple[Diagnostic, ...]:
    """An error for each line that has characters in no block or in two, or whose text a block does not hold.

    White space between and beside units is layout and belongs to none.
    """
    taken = sorted((start, end) for b in blocks for start, end in b.ranges)
    found, at = [], 0
    for line in lines:
        here = []
        while at < len(taken) and taken[at][0] <= line.start + len(line.raw):
            here.append(taken[at])
            at += 1
        if problem := uncovered(line, here):
            found.append(
                Diagnostic(
                    code="structure.conservation",
                    severity="error",
                    message=problem,
                    line=line.number,
                    start=line.start,
                    end=line.start + len(line.raw),
                )
            )
    return tuple(found) + held(lines, blocks)


def uncovered(line: Line, ranges: list[tuple[int, int]]) -> str | None:
    """What is wrong with how the ranges cover the line's repaired characters; None where nothing is."""
    text, done = line.text, line.start
    beyond = text.starts[-1] + 1 if text else done
    for start, end in [*ranges, (max(beyond, done), beyond)]:
        if start < done:
            return "Some of this line is in two units. Please report it: the parser is at fault."
        if text.text[bisect_left(text.starts, done) : bisect_left(text.starts, start)].strip():
            return "Some of this line is in no unit. Please report it: the parser is at fault."
        done = end
    return None


def held(lines: Iterable[Line], blocks: Iterable[Block]) -> tuple[Diagnostic, ...]:
    """An error for each block whose marker, heading and text do not hold the characters of its own ranges."""
    kept = Mapped.join(line.text for line in lines)
    found = []
    for b in blocks:
        own = [kept.text[bisect_left(kept.starts, start) : bisect_left(kept.starts, end)] for start, end in b.ranges]
        printed = b.text if b.kind not in ("part", "chapter", "section") else b.marker + (b.heading or "") + b.text
        if letters(printed) != letters("".join(own)):
            found.append(
                Diagnostic(
                    code="structure.conservation",
                    severity="error",
                    message="This unit does not hold its own text. Please report it: the parser is at fault.",
                    line=b.line,
                )
            )
    return tuple(found)


def letters(text: str) -> str:
    """The characters that carry meaning: no white space, no punctuation at the seams of a heading.

    >>> letters("第一章 总则。") == letters("第一章总则")
    True
    """
    return SEAMS.sub("", text)
