"""Repaired lines to pieces: a piece is a line, or the part of a line that is a unit by itself."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from importers.parsing.lines import Line
from importers.parsing.mapped import Mapped
from importers.parsing.markers import Marker, marker_of
from importers.parsing.noise import INLINE_PAGE

SENTENCE_END = "。！？!?;；."
GLUED = re.compile(
    r"(?<=[。！？!?：:”])\s*(?=第[一二三四五六七八九十百]{1,4}[编編篇章节節]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
)
LONE_ANNEX = re.compile(r"附\s*[件录表]\s*[\d一二三四五]{0,2}\s*[:：]?$")
LONGEST_MARKER = 40
LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text of one unit on one line (`end_line` differs only where a marker stood alone on its line).

    `indented` where its raw line begins with white space; `inline` where it shares its raw line with the piece
    before, or is a page mark inside one. `row`: it is a line of a table, which opens a row (`row`), brings its next
    `cell`, or goes on with one (`wrap`); no line of a table is a heading.
    """

    line: int
    end_line: int
    text: Mapped
    parts: tuple[Mapped, ...]
    indented: bool = False
    inline: bool = False
    row: str = ""

    @property
    def marker(self) -> Marker | None:
        return None if self.row else marker_of(self.text.text)

    @property
    def rest(self) -> str:
        """The text after the marker."""
        return self.text.text[self.marker.end :] if self.marker else self.text.text


def piece(line: int, text: Mapped, *, inline: bool = False) -> Piece:
    indented = text.text[:1].isspace()
    text = text.strip()
    return Piece(line=line, end_line=line, text=text, parts=(text,), indented=indented, inline=inline)


def cut(lines: Iterable[Line], table: Mapping[int, str] = MappingProxyType({})) -> list[Piece]:
    """All pieces of the non-blank lines, in order: page marks apart, glued headings apart, lone markers joined. `table`
    tells which lines are a table's, from `tabular.layout`; they stay as they are."""
    whole = [
        part
        for line in lines
        if not line.is_blank
        for part in ([of_table(line, table[line.number])] if line.number in table else apart_from_page_marks(line))
    ]
    return list(with_lone_markers(unglued(whole)))


def of_table(line: Line, row: str) -> Piece:
    """A line of a table. What parts it from the cell before it, a line end, becomes a tab."""
    whole = replace(piece(line.number, line.text), row=row)
    return replace(whole, text=Mapped.join((Mapped("\t", (line.start - 1,), (line.start,)), whole.text))) if row == "cell" else whole


def apart_from_page_marks(line: Line) -> Iterator[Piece]:
    """A line with 上接X版 at its beginning or 下转X版 at its end: the mark is a piece of its own, inline."""
    text = line.text.strip()
    first = INLINE_PAGE.match(text.text)
    cut_left = first.end() if first else 0
    last = next((m for m in INLINE_PAGE.finditer(text.text, cut_left) if m.end() == len(text)), None)
    cut_right = last.start() if last else len(text)
    if text[cut_left:cut_right].strip().text:
        if first:
            yield piece(line.number, text[:cut_left], inline=True)
        body = piece(line.number, text[cut_left:cut_right])
        yield replace(body, indented=line.text.text[:1].isspace())
        if last:
            yield piece(line.number, text[cut_right:], inline=True)
    else:
        yield piece(line.number, line.text)


def unglued(pieces: list[Piece]) -> Iterator[Piece]:
    """Headings that stand at the end (or, in a text without lines, in the middle) of another paragraph, apart.

    A marker inside a line is believed only where its number is the one that comes next in its family and no later
    line opens with that number before the family goes on: 第四章 after 第三章 where no line begins with 第四章.
    """
    ahead = [(i, m.family, m.number) for i, p in enumerate(pieces) if (m := p.marker) and m.number]
    seen: dict[str, int] = {}
    for i, p in enumerate(pieces):
        note(seen, p.marker)
        text, cuts = p.text.text, []
        for at in (m.end() for m in GLUED.finditer("" if p.row else text)):
            marker = marker_of(text[at : at + LONGEST_MARKER])
            if marker and is_expected(marker, text, at + marker.end, seen, [(f, n) for j, f, n in ahead if j > i]):
                note(seen, marker)
                cuts.append(at)
        if not cuts:
            yield p
            continue
        yield replace(piece(p.line, p.text[: cuts[0]], inline=p.inline), indented=p.indented)
        for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
            yield piece(p.line, p.text[begin:end], inline=True)


def note(seen: dict[str, int], marker: Marker | None) -> None:
    """Remember the last number of each family; a heading of an outer family starts the inner ones anew."""
    order = ("part", "chapter", "section", "han", "han_paren")
    if marker and marker.number and marker.family in order:
        seen[marker.family] = marker.number
        for inner in order[order.index(marker.family) + 1 :]:
            if not (marker.family == "part" and inner == "chapter"):
                seen.pop(inner, None)


def is_expected(marker: Marker, text: str, at: int, seen: dict[str, int], ahead: list[tuple[str, int]]) -> bool:
    """Whether a marker inside a line, whose heading begins at `at`, is the one that comes next."""
    if marker.number is None or marker.number != seen.get(marker.family, 0) + 1:
        return False
    following = next((n for f, n in ahead if f == marker.family), None)
    if following == marker.number or (following is None and marker.number == 1 and not opens_next(text, at, marker)):
        return False
    rest = text[at : at + 2 * LONGEST_HEADING]
    heading = re.split(f"[{SENTENCE_END}]", rest)[0]
    at_the_end = len(rest) <= LONGEST_HEADING and not rest.rstrip(SENTENCE_END).strip("…").count("。")
    return bool(heading) and (at_the_end or (len(heading) <= LONGEST_HEADING and marker.family in ("han", "han_paren")))


def opens_next(text: str, at: int, marker: Marker) -> bool:
    """A later marker in the same line goes on with the count, so this is the first of several."""
    markers = (marker_of(text[m.end() : m.end() + LONGEST_MARKER]) for m in GLUED.finditer(text, at))
    later = next((m for m in markers if m and m.family == marker.family), None)
    return later is not None and later.number == 2


def with_lone_markers(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """`（一）`, 第一章 or 附件 alone on a line belongs to the line after it."""
    lone: Piece | None = None
    for p in pieces:
        if lone is not None:
            joined = Mapped.join((lone.text, p.text))
            p = replace(p, line=lone.line, text=joined, parts=(*lone.parts, *p.parts)) if p.marker is None and not p.row else p
            if p.line != lone.line:
                yield lone
            lone = None
        if (p.marker and p.marker.number and not p.rest.strip()) or (not p.row and LONE_ANNEX.match(p.text.text)):
            lone = p
        else:
            yield p
    if lone is not None:
        yield lone
