"""A block in the making, and the block it becomes."""

from dataclasses import dataclass, field

from importers.parsing.mapped import Mapped
from importers.parsing.markers import Marker
from importers.parsing.pieces import Piece
from importers.parsing.records import Block
from importers.parsing.runin import run_in_heading


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


def extend(draft: Draft, piece: Piece) -> None:
    draft.pieces.append(piece)
    if draft.kind in ("part", "chapter", "section"):
        if draft.body is None:
            draft.heading = (draft.heading or "") + piece.text.text
        else:
            draft.body = Mapped.join((draft.body, piece.text))


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
