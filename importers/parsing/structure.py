"""Zoned pieces to blocks: headings and their levels, paragraphs and items, what a page break cut joined again."""

import re
from collections.abc import Sequence

from importers.parsing.continuation import SHORTEST_CUT, closed, goes_on, style_of
from importers.parsing.drafts import Draft, extend, finished
from importers.parsing.front import is_fragment
from importers.parsing.headings import annex_heading, heading_end, heading_marker, opens_text
from importers.parsing.lineforms import SUBHEADING, is_bare_heading
from importers.parsing.markers import ITEMS, Marker, levels
from importers.parsing.pieces import LONGEST_HEADING, Piece
from importers.parsing.records import Block, Diagnostic
from importers.parsing.zones import Zoned

TEXTS = ("paragraph", "item", "notice", "preamble")


def build(zoned: Sequence[Zoned]) -> tuple[tuple[Block, ...], tuple[Diagnostic, ...]]:
    """The blocks of a document in order, and what was doubtful about its structure."""
    pieces = [z.piece for z in zoned]
    zone = [(z.zone, z.reason) for z in zoned]
    top = next((i for i, z in enumerate(zoned) if z.zone == "body" and heading_marker(z.piece)), len(zoned))
    fragment = is_fragment(pieces, zone, top)
    level = levels(m.family for z in zoned if z.zone == "body" and (m := heading_marker(z.piece)))
    drafts = drafted(zoned, level)
    doubts = number_doubts(drafts)
    if fragment:
        drafts = with_missing_start(drafts)
    doubts += [missing_heading(d) for d in drafts if d.missing]
    return tuple(finished(d) for d in drafts), tuple(doubts)


def drafted(zoned: Sequence[Zoned], level: dict[str, int]) -> list[Draft]:
    """One draft a unit, in order. Each piece either goes on with a unit before it or opens a new one."""
    drafts: list[Draft] = []
    numbered = any(n <= 1 for n in level.values())
    style = style_of([z.piece for z in zoned if z.zone in ("body", "preamble")])
    last: Draft | None = None
    for z, after in zip(zoned, following(zoned), strict=True):
        if last and goes_on(last, z, after, style):
            extend(last, z.piece)
        else:
            drafts.append(opened(z, last, after, level, numbered))
            last = last if z.zone == "noise" else drafts[-1]
    return drafts


def following(zoned: Sequence[Zoned]) -> list[Piece | None]:
    """For each piece the next one that is no noise."""
    found: list[Piece | None] = []
    after = None
    for z in reversed(zoned):
        found.append(after)
        after = after if z.zone == "noise" else z.piece
    return found[::-1]


def opened(z: Zoned, last: Draft | None, after: Piece | None, level: dict[str, int], numbered: bool) -> Draft:
    """The unit that a piece opens."""
    piece, text = z.piece, z.piece.text.text
    if piece.row:
        return Draft(kind="paragraph", pieces=[piece])
    if z.zone != "body":
        return Draft(kind=z.zone, pieces=[piece], reason=z.reason)
    if (marker := heading_marker(piece)) and marker.family in level:
        return headed(piece, marker, level[marker.family])
    if annex := annex_heading(piece):
        marker = Marker(family="annex", number=None, text=text[: annex.start("heading")].strip(), end=annex.start("heading"))
        return Draft(kind="chapter", pieces=[piece], level=1, heading=annex["heading"], marker=marker)
    opens = after and (
        opens_text(after, LONGEST_HEADING if numbered and not SUBHEADING.match(text) else SHORTEST_CUT)
        or (not numbered and heading_marker(after))
    )
    if is_bare_heading(text) and opens and (last is None or last.kind not in TEXTS or closed(last)):
        bare_level = 2 if numbered else 1
        return Draft(kind="section" if numbered else "chapter", pieces=[piece], level=bare_level, heading=text)
    kind = "item" if piece.marker and piece.marker.family in ITEMS else "paragraph"
    return Draft(kind=kind, pieces=[piece], marker=piece.marker)


def headed(piece: Piece, marker: Marker, level: int) -> Draft:
    """A heading: the whole line, or its first phrase where the text runs on in the same line."""
    kind = {0: "part", 1: "chapter"}.get(level, "section")
    draft = Draft(kind=kind, pieces=[piece], level=level, marker=marker)
    rest = piece.text[marker.end :]
    end = heading_end(rest.text)
    draft.heading = rest.text[:end].strip() or None if end is not None else None
    body = rest[end or 0 :]
    cut = re.match(r"[。:：\s]*", body.text).end() if end is not None else 0
    draft.body = body[cut:] if body.text[cut:].strip() else None
    return draft


def with_missing_start(drafts: list[Draft]) -> list[Draft]:
    """A fragment begins in a unit whose heading stands on an earlier page: a chapter without heading, marked so."""
    first = next((d for d in drafts if d.kind not in ("noise", "title", "notice", "preamble")), None)
    if first is None or first.kind in ("part", "chapter"):
        return drafts
    at = drafts.index(first)
    return [*drafts[:at], Draft(kind="chapter", level=1, missing=True, line=first.pieces[0].line), *drafts[at:]]


def missing_heading(draft: Draft) -> Diagnostic:
    return Diagnostic(
        code="structure.missing_heading",
        severity="warning",
        message="The text begins inside a chapter whose heading is not in this source. Load the page before it, or type the heading.",
        line=draft.line,
    )


def number_doubts(drafts: Sequence[Draft]) -> list[Diagnostic]:
    """Headings whose number does not follow the one before: a heading is missing, or a line was taken for one."""
    doubts, last = [], {}
    for d in drafts:
        if d.level is None or d.marker is None or d.marker.number is None:
            continue
        before, number = last.get(d.level), d.marker.number
        if number != (before or 0) + 1 and not (before is None and d.level <= 1) and not (number == 1 and d.level == 1 and 0 in last):
            doubts.append(
                Diagnostic(
                    code="structure.number_gap",
                    severity="warning",
                    message=f"“{d.marker.text}” follows number {before or 0} of its level. Look whether a heading is missing between, or whether this line is one.",
                    line=d.pieces[0].line,
                )
            )
        last = {level: n for level, n in last.items() if level < d.level} | {d.level: number}
    return doubts
