"""The text of a stored source, and its lines as the parser counts them."""

import re
from dataclasses import dataclass

LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line: its number from 1, where it starts in the decoded source, its text without the line end."""

    number: int
    start: int
    text: str


def text_of(source):
    """The decoded text of a stored source, or None where its bytes are no text."""
    if not source.media_type.startswith("text/"):
        return None
    try:
        return bytes(source.content).decode(source.encoding, errors="replace")
    except LookupError:
        return None


def split_lines(text):
    """Lines end at CR, LF or both, as in the parse.

    >>> [(line.number, line.start, line.text) for line in split_lines("甲\\r\\n\\n乙")]
    [(1, 0, '甲'), (2, 3, ''), (3, 4, '乙')]
    """
    lines, start = [], 0
    for end in LINE_END.finditer(text):
        lines.append(SourceLine(len(lines) + 1, start, text[start : end.start()]))
        start = end.end()
    lines.append(SourceLine(len(lines) + 1, start, text[start:]))
    return lines
