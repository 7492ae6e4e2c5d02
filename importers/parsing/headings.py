"""Which lines are headings, and where in its line a heading ends."""

import re

from importers.parsing.lineforms import ANNEX, ANNEX_MARK, NUMBERED_ANNEX, is_short
from importers.parsing.markers import RANK, Marker
from importers.parsing.pieces import LONGEST_HEADING, Piece
from importers.parsing.runin import QUOTED

FIGURES = re.compile(r"\d[\d.]*\s*(?:%|％|亿|万|个百分点)")  # a sentence that reports, not a heading


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


def annex_heading(piece: Piece) -> re.Match[str] | None:
    """名词解释 and the like; or 附件 alone on its line with a title below it."""
    text = piece.text.text
    if not is_short(text):
        return None
    return ANNEX.match(text) or NUMBERED_ANNEX.match(text) or (ANNEX_MARK.match(text) if len(piece.parts) > 1 else None)


def opens_text(piece: Piece, longer_than: int) -> bool:
    return len(piece.text) > longer_than and not is_short(piece.text.text) and heading_marker(piece) is None


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
