"""Whatever bytes a text arrives in, the parse is the same; what is no text gets one plain line."""

import io
import zipfile

import opencc
import pytest

from importers.parsing.lines import split_lines
from importers.parsing.pipeline import parse_plan
from importers.parsing.reading.decoding import read
from importers.parsing.records import UnreadableSource
from tests.parsing.sources import DOCS, content, outline, plan, text

ENCODINGS = {
    "utf-8": lambda s: s.encode(),
    "utf-8 with BOM": lambda s: s.encode("utf-8-sig"),
    "utf-16-le": lambda s: s.encode("utf-16-le"),
    "utf-16-be": lambda s: s.encode("utf-16-be"),
    "utf-16-le with BOM": lambda s: b"\xff\xfe" + s.encode("utf-16-le"),
    "utf-16-be with BOM": lambda s: b"\xfe\xff" + s.encode("utf-16-be"),
    "utf-32 with BOM": lambda s: s.encode("utf-32"),
    "gb18030": lambda s: s.encode("gb18030"),
}
LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def as_lines(raw, end):
    return end.join(raw.replace("\r\n", "\n").replace("\r", "\n").split("\n"))


@pytest.mark.parametrize("doc", DOCS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_reads_the_same_text(doc, encoding):
    source, doubts = read(ENCODINGS[encoding](text(doc)))
    assert source.text == text(doc)
    assert doubts == ()


@pytest.mark.parametrize("ends", LINE_ENDS)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_line_ends_give_the_same_structure(encoding, ends):
    assert_same(parse_plan(ENCODINGS[encoding](as_lines(text("003"), LINE_ENDS[ends]))), plan("003"))


@pytest.mark.parametrize("doc", DOCS)
def test_windows_files_give_the_same_structure(doc):
    assert_same(parse_plan(as_lines(text(doc), "\r\n").encode("gb18030")), plan(doc))


def assert_same(parsed, wanted):
    assert outline(parsed) == outline(wanted)
    assert parsed.metadata == wanted.metadata
    assert parsed.repairs == wanted.repairs


def test_lines_of_mixed_ends_count_as_an_editor_counts_them():
    assert [(line.number, line.raw) for line in split_lines("甲\r\n乙\r丙\n\n丁\n")] == [
        (1, "甲"),
        (2, "乙"),
        (3, "丙"),
        (4, ""),
        (5, "丁"),
    ]


@pytest.mark.parametrize("doc", [doc for doc in DOCS if doc != "002"])
def test_a_traditional_version_in_big5_keeps_its_headings(doc):
    """Characters that Big5 lacks are dropped, and half-width punctuation stays, so headings are compared by their characters."""
    traditional = opencc.OpenCC("s2t").convert(text(doc))
    parsed = parse_plan(traditional.encode("big5hkscs", errors="ignore"))
    assert parsed.source.encoding == "big5hkscs"
    wanted, found = (
        [(b.kind, b.level, b.number, b.line) for b in p.structure if b.kind in ("chapter", "section")] for p in (plan(doc), parsed)
    )
    assert found == wanted
    same = [a.heading == b.heading for a, b in zip(headed(plan(doc)), headed(parsed), strict=True)]
    assert sum(same) >= len(same) * 0.9


def headed(parsed):
    return [b for b in parsed.structure if b.kind in ("chapter", "section")]


def test_a_traditional_version_in_utf8_is_the_simplified_one_again():
    back = parse_plan(opencc.OpenCC("s2t").convert(text("000")).encode())
    assert [(b.kind, b.line, b.number, b.heading) for b in back.structure] == [
        (b.kind, b.line, b.number, b.heading) for b in plan("000").structure
    ]


# ── What is no text ──


def archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as z:
        z.writestr("word/document.xml", text("000"))
    return file.getvalue()


UNREADABLE = {
    "empty": (b"", "empty"),
    "only white space": (" \n\t\r\n　\n".encode(), "empty"),
    "only a BOM": (b"\xef\xbb\xbf", "empty"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n", "a PDF file"),
    "PNG": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01", "a PNG picture"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "a JPEG picture"),
    "zip, docx": (archive(), "a Word, Excel or ZIP file"),
    "old Word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "an old Word or Excel file"),
    "gzip": (b"\x1f\x8b\x08\x00\x00\x00\x00\x00", "a gzip file"),
    "RTF": (b"{\\rtf1\\ansi\\ansicpg936 }", "an RTF file"),
    "HTML": ("<!DOCTYPE html>\n<html><body><p>第一章 总则</p></body></html>".encode(), "an HTML page"),
    "HTML with a BOM": ("\ufeff<html><body><p>第一章 总则</p></body></html>".encode(), "an HTML page"),
    "NUL bytes": (b"\x00" * 4096, "a binary file"),
    "machine code": (bytes(range(256)) * 64, "binary"),
    "text full of control characters": (("第一章\x01\x02\x03\x04" * 200).encode(), "a binary file"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_text_is_refused_in_one_plain_line(name):
    data, said = UNREADABLE[name]
    with pytest.raises(UnreadableSource) as refused:
        parse_plan(data, name="file")
    message = str(refused.value)
    assert said in message
    assert "\n" not in message


def test_a_text_cut_in_the_middle_of_a_character_is_read_and_said():
    whole = content("003")
    cut = next(n for n in range(len(whole) // 2, len(whole)) if whole[n] & 0xC0 == 0x80)
    parsed = parse_plan(whole[:cut])
    assert parsed.source.encoding == "utf-8"
    assert [d.code for d in parsed.diagnostics if d.code.startswith("reading.")] == ["reading.undecodable"]
    assert parsed.source.text[:-1] == text("003")[: len(parsed.source.text) - 1]


def test_a_few_broken_bytes_do_not_change_the_encoding():
    whole = bytearray(content("000"))
    whole[5000:5001] = b"\xff"
    whole[30000:30001] = b"\xfe"
    parsed = parse_plan(bytes(whole))
    assert parsed.source.encoding == "utf-8"
    doubt = next(d for d in parsed.diagnostics if d.code == "reading.undecodable")
    assert parsed.source.text[doubt.start] == "\ufffd"
    assert [b.heading for b in headed(parsed)] == [b.heading for b in headed(plan("000"))]


def test_a_stray_nul_is_taken_out_by_a_named_fix():
    parsed = parse_plan("第一章 总则\n本规划\x00自印发之日起施行。".encode())
    assert [r.raw for r in parsed.repairs if r.fix == "invisible"] == ["\x00"]
    assert parsed.structure[1].text == "本规划自印发之日起施行。"


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "gb18030",
        "big5hkscs",
        "utf-16-le",
    ],
)
def test_a_short_text_is_read_too(encoding):
    short = "第一章 總則\n為實現發展。" if encoding == "big5hkscs" else "第一章 总则\n为实现发展。"
    assert read(short.encode(encoding))[0].text == short


def test_the_name_and_the_bytes_are_told():
    source = parse_plan(content("003"), name="某报.txt").source
    assert (source.name, source.size, len(source.sha256)) == ("某报.txt", len(content("003")), 64)
