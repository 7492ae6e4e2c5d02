"""Which lines go on with the unit before them: what a page break, a narrow column or a fixed width has cut."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.parsing.drafts import Draft
from importers.parsing.headings import annex_heading, opens_text
from importers.parsing.lineforms import FOREWORD, NAME, SALUTATION, SUBHEADING, is_delivery, is_short
from importers.parsing.pieces import LONGEST_HEADING, SENTENCE_END, Piece
from importers.parsing.zones import Zoned

CLOSED = SENTENCE_END + ':：”’"）)】》…'  # a paragraph that ends with one of these was not cut by a page break
SHORTEST_CUT = 20  # characters; a shorter line without a closing mark is a line by itself, not a cut paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text shows its paragraphs: `wrapped` at a fixed width with an indent at the beginning of each; `closing`
    each with a mark at its end."""

    wrapped: bool
    closing: bool


def style_of(pieces: Sequence[Piece]) -> Style:
    """The style of a text, from the ends and lengths of its lines."""
    widths = [2 * len(p.text) - len(p.text.text.encode("ascii", "ignore")) for p in pieces]
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
    if z.piece.row or last.pieces[-1].row:
        return z.piece.row in ("cell", "wrap")
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
    return (
        any(mark in last.whole.text for mark in "。:：")
        or bool(re.search(r"\d{4}年|此件|^附件", text))
        or "通知" in last.pieces[-1].text.text
    )


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
    fits = (
        is_short(text)
        and len(text) <= 40
        and not re.search(r"[:：。;；!！?？\t]", text)
        and not SUBHEADING.match(text)
        and not NAME.match(text)
    )
    long = len(last.heading) >= 6 and len(last.heading) + len(text) >= 12
    return fits and long and after is not None and bool(opens_text(after, SHORTEST_CUT) or after.marker)
