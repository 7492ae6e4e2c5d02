"""Decoded text to raw lines. A line is what an editor numbers: up to LF, CRLF or a lone CR."""

import re
from dataclasses import dataclass

from importers.parsing.mapped import Mapped

LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A raw line: its 1-based number, where it starts in the source, its characters, and its text after repair."""

    number: int
    start: int
    raw: str
    text: Mapped

    @property
    def is_blank(self) -> bool:
        return not self.text.text.strip()


def split_lines(text: str) -> tuple[Line, ...]:
    """All lines in order, without their ends. A line end at the very end makes no further line.

    >>> [(line.number, line.start, line.raw) for line in split_lines("甲\\r\\n\\n乙")]
    [(1, 0, '甲'), (2, 3, ''), (3, 4, '乙')]
    """
    lines = []
    for number, match in enumerate(LINE.finditer(text), 1):
        if match.start() == len(text) and lines:
            break
        raw = match[1]
        lines.append(Line(number=number, start=match.start(), raw=raw, text=Mapped.of(raw, match.start())))
    return tuple(lines)
