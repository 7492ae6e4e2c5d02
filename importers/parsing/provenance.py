"""From a place in a block's text to the characters of the source."""

from bisect import bisect_right
from collections.abc import Sequence

from importers.parsing.records import Block


def source_position(block: Block, position: int) -> int | None:
    """The character of the source that stands at `position` of the block's text.

    >>> block = Block(kind="paragraph", line=1, end_line=1, text="经济社", spans=((0, 10, 1), (1, 17, 2)))
    >>> source_position(block, 0), source_position(block, 2), source_position(block, 3)
    (10, 18, None)
    """
    run = bisect_right(block.spans, (position, float("inf"))) - 1
    if run < 0:
        return None
    at, source, length = block.spans[run]
    return source + position - at if position < at + length else None


def text_position(block: Block, source: int) -> int | None:
    """The other way: where a character of the source stands in the block's text.

    >>> block = Block(kind="paragraph", line=1, end_line=1, text="经济社", spans=((0, 10, 1), (1, 17, 2)))
    >>> text_position(block, 10), text_position(block, 18), text_position(block, 12)
    (0, 2, None)
    """
    run = bisect_right(block.spans, source, key=lambda span: span[1]) - 1
    if run < 0:
        return None
    at, begin, length = block.spans[run]
    return at + source - begin if source < begin + length else None


def source_range(block: Block, start: int, end: int) -> tuple[int | None, int | None]:
    """Where `block.text[start:end]` stands in the source, `end` exclusive."""
    last = source_position(block, end - 1)
    return source_position(block, start), None if last is None else last + 1


def raw_line(block: Block, position: int, starts: Sequence[int]) -> int:
    """The raw line on which a position of the block's text stands; `starts` are the positions where the source's lines begin.

    A paragraph that a page break cuts has several lines.

    >>> block = Block(kind="paragraph", line=3, end_line=5, text="上下", spans=((0, 20, 1), (1, 30, 1)))
    >>> raw_line(block, 0, [0, 10, 15, 25, 28]), raw_line(block, 1, [0, 10, 15, 25, 28])
    (3, 5)
    """
    source = source_position(block, position)
    return block.line if source is None else bisect_right(starts, source)
