"""Zoned pieces to blocks: headings and their levels, paragraphs and items, what a page break cut joined again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.parsing.front import is_fragment
from importers.parsing.lineforms import ANNEX, ANNEX_MARK, FOREWORD, NAME, NUMBERED_ANNEX, SALUTATION, SUBHEADING, is_bare_heading, is_delivery, is_short
from importers.parsing.mapped import Mapped
from importers.parsing.markers import ITEMS, RANK, Marker, levels
from importers.parsing.pieces import LONGEST_HEADING, SENTENCE_END, Piece
from importers.parsing.records import Block, Diagnostic
from importers.parsing.runin import QUOTED, run_in_heading
from importers.parsing.zones import Zoned

CLOSED = SENTENCE_END + ":：”’\"）)】》…"  # a paragraph that ends with one of these was not cut by a page break
SHORTEST_CUT = 20  # characters; a shorter line without a closing mark is a line by itself, not a cut paragraph
FIGURES = re.compile(r"\d[\d.]*\s*(?:%|％|亿|万|个百分点)")  # a sentence that reports, not a heading
TEXTS = ("paragraph", "item", "notice", "preamble")


@dataclass(slots=True, kw_only=True)
class Draft:
    """A block in the making: the pieces it stands on, and what has been found out about it."""

    kind: str
    pieces: list[Piece] = field(default_factory=list)
    level: int | None = None
    marker: Marker | None = None
    heading: str | None = None
    body: Mapped | None = None
    reason: str | None = None
    missing: bool = False
    line: int | None = None

    @property
    def whole(self) -> Mapped:
        return Mapped.join(p.text for p in self.pieces)


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


def heading_marker(piece: Piece) -> Marker | None:
    """The marker of a heading; an Arabic number makes one only where the line is short and is no sentence."""
    marker = piece.marker
    if marker is None or marker.family not in RANK:
        return None
    if marker.family in ("arabic", "arabic_paren", "circled"):
        phrase = QUOTED.sub("", piece.rest)
        heads = is_short(piece.rest) and len(piece.rest) <= 30 and piece.rest[-1:] not in "，,、:：" and not re.search(r"\d", phrase)
        return marker if heads else None
    return marker


def drafted(zoned: Sequence[Zoned], level: dict[str, int]) -> list[Draft]:
    """One draft a unit, in order. Each piece either goes on with a unit before it or opens a new one."""
    drafts: list[Draft] = []
    numbered = any(n <= 1 for n in level.values())
    style = style_of([z.piece for z in zoned if z.zone in ("body", "preamble")])
    for i, z in enumerate(zoned):
        last = next((d for d in reversed(drafts) if d.kind != "noise"), None)
        after = next((x.piece for x in zoned[i + 1 :] if x.zone != "noise"), None)
        if last and goes_on(last, z, after, style):
            extend(last, z.piece)
        else:
            drafts.append(opened(z, last, after, level, numbered))
    return drafts


def opened(z: Zoned, last: Draft | None, after: Piece | None, level: dict[str, int], numbered: bool) -> Draft:
    """The unit that a piece opens."""
    piece, text = z.piece, z.piece.text.text
    if z.zone != "body":
        return Draft(kind=z.zone, pieces=[piece], reason=z.reason)
    if (marker := heading_marker(piece)) and marker.family in level:
        return headed(piece, marker, level[marker.family])
    if annex := annex_heading(piece):
        marker = Marker(family="annex", number=None, text=text[: annex.start("heading")].strip(), end=annex.start("heading"))
        return Draft(kind="chapter", pieces=[piece], level=1, heading=annex["heading"], marker=marker)
    opens = after and (opens_text(after, LONGEST_HEADING if numbered and not SUBHEADING.match(text) else SHORTEST_CUT) or (not numbered and heading_marker(after)))
    if is_bare_heading(text) and opens and (last is None or last.kind not in TEXTS or closed(last)):
        bare_level = 2 if numbered else 1
        return Draft(kind="section" if numbered else "chapter", pieces=[piece], level=bare_level, heading=text)
    kind = "item" if piece.marker and piece.marker.family in ITEMS else "paragraph"
    return Draft(kind=kind, pieces=[piece], marker=piece.marker)


def annex_heading(piece: Piece) -> re.Match[str] | None:
    """名词解释 and the like; or 附件 alone on its line with a title below it."""
    text = piece.text.text
    if not is_short(text):
        return None
    return ANNEX.match(text) or NUMBERED_ANNEX.match(text) or (ANNEX_MARK.match(text) if len(piece.parts) > 1 else None)


def opens_text(piece: Piece, longer_than: int) -> bool:
    return len(piece.text) > longer_than and not is_short(piece.text.text) and heading_marker(piece) is None


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


def heading_end(text: str) -> int | None:
    """Where the heading ends in the text after its marker; None where the line is text and no heading.

    >>> heading_end("转型发展取得显著成效。传统产业加快转型。"), heading_end("健全制度。"), heading_end("健全制度")
    (10, 4, 4)
    """
    full_stop = text.find("。")
    if full_stop == -1:
        return len(text.rstrip(":：")) if len(text) <= LONGEST_HEADING * 2 else colon_end(text)
    if full_stop <= LONGEST_HEADING and not FIGURES.search(text[:full_stop]):
        colon = colon_end(text)
        return colon if colon is not None and colon < full_stop else full_stop
    return colon_end(text)


def colon_end(text: str) -> int | None:
    """A short phrase closed by a colon is the heading of what follows it."""
    match = re.match(r"[^:：。,，]{2,20}(?=[:：].)", text)
    return match.end() if match else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text shows its paragraphs: `wrapped` at a fixed width with an indent at the beginning of each; `closing`
    each with a mark at its end."""

    wrapped: bool
    closing: bool


def style_of(pieces: Sequence[Piece]) -> Style:
    """The style of a text, from the ends and lengths of its lines."""
    widths = [sum(1 if c.isascii() else 2 for c in p.text.text) for p in pieces]
    long = [p for p in pieces if len(p.text) > LONGEST_HEADING]
    closing = sum(p.text.text[-1] in CLOSED for p in long)
    widest = sorted(widths)[int(len(widths) * 0.95)] if widths else 0
    full = sum(widest * 0.9 <= w <= widest * 1.05 for w in widths)
    indented = sum(p.indented for p in pieces)
    wrapped = len(pieces) >= 20 and widest <= 120 and full * 2 >= len(pieces) and 0.1 < indented / len(pieces) < 0.7
    return Style(wrapped=wrapped, closing=closing * 2 >= len(long))


def goes_on(last: Draft, z: Zoned, after: Piece | None, style: Style) -> bool:
    """Whether a piece is the rest of the unit before it: a cut paragraph, or a heading or title on several lines."""
    text = z.piece.text.text
    if z.zone == "title" and last.kind == "title":
        return True
    if z.zone == "notice" and last.kind == "notice":
        return all(is_short(t) and t[-1:] not in ":：" for t in (last.pieces[-1].text.text, text)) and not closed_notice(last, text)
    if z.zone not in ("body", "preamble") or z.piece.marker or SALUTATION.match(text) or annex_heading(z.piece) or "\t" in text:
        return False
    if z.zone == "preamble" and is_delivery(last.pieces[-1].text.text):
        return broken_delivery(last.pieces[-1].text.text, text)
    if (last.kind == "preamble") != (z.zone == "preamble") or last.kind in ("notice", "title"):
        return False
    if style.wrapped and last.heading != text:
        return not z.piece.indented
    if last.kind in ("part", "chapter", "section") and last.body is None:
        return heading_goes_on(last, text, after)
    return style.closing and not closed(last)


def broken_delivery(before: str, text: str) -> bool:
    """——2026年1月28日在某县第十九届人民代表大会 / 第六次会议上: the second line ends what the first began."""
    return "会议上" not in before and bool(re.search(r"会议上?[)）]?$", text)) and not re.search(r"\d{4}年", text)


def closed_notice(last: Draft, text: str) -> bool:
    """The heading of a notice is cut into lines; issuer, date and remarks after its text are lines by themselves."""
    return any(mark in last.whole.text for mark in "。:：") or bool(re.search(r"\d{4}年|此件|^附件", text)) or "通知" in last.pieces[-1].text.text


def closed(draft: Draft) -> bool:
    """Ends as a paragraph ends; or is so short that no page break can have cut it."""
    text = draft.pieces[-1].text.text
    cut = len(text) >= SHORTEST_CUT or text[-1:] in "，,、"
    return text[-1:] in CLOSED or not cut or "\t" in text or bool(FOREWORD.match(text))


def heading_goes_on(last: Draft, text: str, after: Piece | None) -> bool:
    """A heading too long for one line: the next line is as short, no sentence, and text or a heading follows it."""
    head = last.pieces[-1]
    if head.text.text[-1:] in CLOSED or len(last.pieces) > 2 or last.heading is None:
        return False
    fits = is_short(text) and len(text) <= 40 and not re.search(r"[:：。;；!！?？\t]", text) and not SUBHEADING.match(text) and not NAME.match(text)
    long = len(last.heading) >= 6 and len(last.heading) + len(text) >= 12
    return fits and long and after is not None and bool(opens_text(after, SHORTEST_CUT) or after.marker)


def extend(draft: Draft, piece: Piece) -> None:
    draft.pieces.append(piece)
    if draft.kind in ("part", "chapter", "section"):
        if draft.body is None:
            draft.heading = (draft.heading or "") + piece.text.text
        else:
            draft.body = Mapped.join((draft.body, piece.text))


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


def finished(draft: Draft) -> Block:
    """The block of a draft."""
    if draft.missing:
        return Block(kind=draft.kind, line=draft.line, end_line=None, level=draft.level, missing_heading=True)
    heads = draft.kind in ("part", "chapter", "section")
    text = (draft.body or Mapped.of("")) if heads else draft.whole
    parts = [part for p in draft.pieces for part in p.parts]
    ranges = tuple(r for part in parts if (r := part.source_range()))
    marker = draft.marker
    return Block(
        kind=draft.kind,
        line=draft.pieces[0].line,
        end_line=draft.pieces[-1].end_line,
        level=draft.level,
        number=marker.number if marker and marker.family != "dash" else None,
        marker=marker.text if marker else "",
        heading=heading_of(draft),
        text=text.text,
        noise_reason=draft.reason,
        inline=draft.pieces[0].inline,
        run_in=draft.kind == "section" and draft.body is not None,
        start=ranges[0][0],
        end=ranges[-1][1],
        spans=text.spans(),
        ranges=ranges,
    )


def heading_of(draft: Draft) -> str | None:
    """The heading as it is published: for a paragraph its run-in heading, for a title or a notice's head its lines joined."""
    whole = draft.whole.text
    if draft.kind in ("part", "chapter", "section"):
        return draft.heading.rstrip("。.:： ") if draft.heading else None
    if draft.kind in ("paragraph", "item"):
        marker = draft.marker
        return run_in_heading(whole[marker.end :], bullet=marker.family == "dash") if marker else run_in_heading(whole)
    if draft.kind == "title" or (draft.kind == "notice" and "印发" in whole and "。" not in whole):
        return whole
    return None
