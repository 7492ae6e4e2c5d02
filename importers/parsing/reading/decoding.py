"""Bytes to text: which encoding, or a plain reason why there is none."""

import codecs
import hashlib
import re
import unicodedata

from importers.parsing.records import Diagnostic, SourceText, UnreadableSource

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, Excel or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"{\\rtf", "an RTF file"),
)
HTML = re.compile(rb"\s*(?:<\?xml[^>]*>)?\s*(?:<!doctype\s+html|<html|<head|<body)", re.IGNORECASE)
PLAUSIBLE = 0.5  # share of common characters below which a text is in another encoding, or is none
TOLERATED = 0.002  # share of undecodable characters up to which a text is damaged rather than of another encoding
# Control characters, but for those that a text has; \x1a ended files once.
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x9f]")


def read(content: bytes, *, name: str = "") -> tuple[SourceText, tuple[Diagnostic, ...]]:
    """The text of a file and what was doubtful in reading it.

    Byte order marks are believed; then UTF-8, and of GB18030, Big5 and UTF-16 the one that gives commoner characters. The text keeps its line ends; a byte order mark is no part of it.
    Raises UnreadableSource for an empty file, a binary one, or one in no known encoding.

    >>> read("第一章 总则".encode("gb18030"))[0].encoding
    'gb18030'
    """
    refuse_binary(content)
    text, encoding = decode(content)
    if not text.strip():
        raise UnreadableSource("it is empty; give a file that holds the text of a document")
    doubts = []
    if lost := text.count("\ufffd"):
        where = text.index("\ufffd")
        doubts.append(
            Diagnostic(
                code="reading.undecodable",
                severity="warning",
                message=f"{lost} characters could not be decoded as {encoding} and stand as \ufffd; the first is here.",
                line=text.count("\n", 0, where) + 1,
                start=where,
                end=where + 1,
            )
        )
    digest = hashlib.sha256(content).hexdigest()
    return SourceText(text=text, encoding=encoding, sha256=digest, size=len(content), name=name), tuple(doubts)


def refuse_binary(content: bytes) -> None:
    """Raise UnreadableSource for what is no text, saying what it looks like."""
    for signature, what in SIGNATURES:
        if content.startswith(signature):
            raise UnreadableSource(f"it is {what}; only plain text is read so far: save the document as .txt")
    if HTML.match(content[:2000].removeprefix(codecs.BOM_UTF8)):
        raise UnreadableSource("it is an HTML page; only plain text is read so far: save the page as text")


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises UnreadableSource where none fits."""
    for bom, encoding in BOMS:
        if content.startswith(bom):
            return checked(content.decode(encoding, errors="replace"), encoding)
    try:
        return checked(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    guesses = [(plausibility(content, e), e) for e in ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")]
    score, encoding = max(guesses, key=lambda guess: guess[0])
    if score < PLAUSIBLE:
        raise UnreadableSource("it is a binary file, or text in an unknown encoding; save it as UTF-8 text")
    return checked(content.decode(encoding, errors="replace"), encoding)


def checked(text: str, encoding: str) -> tuple[str, str]:
    """The same, unless control characters show that it is no text."""
    sample = text[:20_000]
    if len(CONTROLS.findall(sample)) > max(1, len(sample) * 0.01):
        raise UnreadableSource("it is a binary file; give a file that holds the text of a document")
    return text, encoding


def plausibility(content: bytes, encoding: str) -> float:
    """How much the bytes read in `encoding` look like Chinese prose: the share of common characters among all letters
    that are not ASCII, 0 to 1.

    Common are the first levels of the two national character sets, which hold the characters in daily use.
    Minus one where more than a few bytes can't be read at all.
    """
    text = content.decode(encoding, errors="replace")
    if text.count("\ufffd") > max(3, len(text) * TOLERATED):
        return -1.0
    letters = [c for c in text[:50_000] if not c.isascii() and (c.isalpha() or unicodedata.category(c) in ("Co", "Cn", "Cs"))]
    return sum(is_common(c) for c in letters) / len(letters) if letters else 0.0


def is_common(char: str) -> bool:
    """In level 1 of GB 2312 or, for Traditional characters, of Big5.

    >>> is_common("的"), is_common("發"), is_common("龘")
    (True, True, False)
    """
    for encoding, first, last in (("gb2312", 0xB0A1, 0xD7F9), ("big5", 0xA440, 0xC67E)):
        try:
            if first <= int.from_bytes(char.encode(encoding)) <= last:
                return True
        except UnicodeEncodeError:
            continue
    return False
