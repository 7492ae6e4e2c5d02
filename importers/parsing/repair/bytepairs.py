"""GBK as bytes: what a shown character was made of, what two bytes make, and which pairs show as nothing."""

from functools import cache

from importers.parsing.repair.model import character

BYTES = range(0x81, 0xFF)
# For each first byte of pairs that show as nothing (GBK's user-defined areas, and what it leaves unused): the bytes that may
# come second. Each set goes by a negative number, where else the carried byte stands: which one it is cannot be seen.
HIDDEN = {first: tuple(b for b in (*range(0x40, 0x7F), *range(0x80, 0xFF)) if character(first, b) is None) for first in BYTES}
CARRIED = {-1 - n: seconds for n, seconds in enumerate(sorted({s for s in HIDDEN.values() if s}))}
VANISHING = {first: which for which, seconds in CARRIED.items() for first in BYTES if HIDDEN[first] == seconds}
MARKS = {
    "。": b"\xa1\xa3",
    "、": b"\xa1\xa2",
    "？": b"\xa3\xbf",
    "；": b"\xa3\xbb",
    "，": b"\xa3\xac",
    "！": b"\xa3\xa1",
    "?": b"\xa3\xbf",
    ";": b"\xa3\xbb",
    ",": b"\xa3\xac",
    "!": b"\xa3\xa1",
}


def pairs_of(shown: str) -> list[bytes]:
    """The two bytes that a shown character may stand for; ASCII may be the full-width form made narrow.

    >>> pairs_of("湟"), pairs_of("_"), pairs_of(" ")
    ([b'\\xe4\\xd2'], [b'\\xa3\\xdf'], [])
    """
    if shown.isascii():
        return [bytes((0xA3, ord(shown) + 0x80))] if "!" <= shown <= "~" else []
    return [pair] if (pair := gbk(shown)) else []


@cache
def gbk(char: str) -> bytes | None:
    """The two bytes of a character in GBK; None where it has none."""
    try:
        return content if len(content := char.encode("gbk")) == 2 else None
    except UnicodeEncodeError:
        return None


def is_text(char: str | None) -> bool:
    """A character that plans are written with: Han, or a sentence mark."""
    return char is not None and ("\u4e00" <= char <= "\u9fff" or char in "。，、；：？！（）“”《》—％")


@cache
def with_trail(trail: int, which: int) -> tuple[str, ...]:
    """The characters of text whose second byte this is, and their first one of those that may have vanished.

    >>> "省" in with_trail(0xA1, VANISHING[0xAA])
    True
    """
    return tuple(c for lead in CARRIED[which] if lead > 0x80 and is_text(c := character(lead, trail)))
