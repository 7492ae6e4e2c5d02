"""Named fixes: each looks at one line and says what to change. Detection of a page's damage stands in `page.py`.

Every fix is a function (text, Page) -> list of Edit. It must leave healthy text alone and change nothing the second
time it is run.
"""

import html
import re

from importers.parsing.mapped import Edit
from importers.parsing.repair.page import Page, annotations
from importers.parsing.repair.script import simplified
from importers.parsing.repair.variants import by_context

ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|lt|gt|amp|quot|#\d{2,5}|#x[0-9a-fA-F]{2,4});"
)
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\x00-\x08\x0e-\x1f\x7f]+")
SPACE = r"[ \xa0\u2000-\u200a\u202f\u205f\u3000]"
SPACES = re.compile(f"{SPACE}+")
HAN = re.compile("[\u3400-\u9fff“”、。，；：？！（）《》％—…〇]")
OTHER_SCRIPT = re.compile("[\u0400-\u052f\u0600-\u06ff\u0f00-\u0fff\u1100-\u11ff\u1800-\u18af\u3041-\u3096\uac00-\ud7af]")
LATIN_END = re.compile(r"[0-9A-Za-z%&.+/\-]")
LATIN_START = re.compile(r"[0-9A-Za-z&+/\-]")


def html_entity(text: str, page: Page) -> list[Edit]:
    """Entities that a scraper left in.

    >>> html_entity("&ldquo;十四五&rdquo;", Page())[0].new
    '“'
    """
    return [Edit(start=m.start(), end=m.end(), new=html.unescape(m[0]), fix="html_entity") for m in ENTITY.finditer(text)]


def invisible(text: str, page: Page) -> list[Edit]:
    """Zero-width and control characters, which no reader sees and every comparison trips over.

    >>> len(invisible("规\\u200b划", Page()))
    1
    """
    return [Edit(start=m.start(), end=m.end(), new="", fix="invisible") for m in INVISIBLE.finditer(text)]


def pinyin_annotation(text: str, page: Page) -> list[Edit]:
    """Brackets that hold the reading of the very character before them, on a page that was annotated by a machine.

    `(GDP)`, `(試行)`, `(2018-2022 年)` and `(室)` hold no reading and stay.

    >>> page = Page(annotated=frozenset("經"))
    >>> [text_edit.new for text_edit in pinyin_annotation("經(jīng)濟(GDP)", page)], len(pinyin_annotation("經(GDP)", page))
    ([''], 0)
    """
    if not page.annotated:
        return []
    return [Edit(start=m.start(2), end=m.end(2), new="", fix="pinyin_annotation") for m in annotations(text) if m[1] in page.annotated]


def traditional(text: str, page: Page) -> list[Edit]:
    """Traditional characters to Simplified, on a page that a machine made Traditional.

    OpenCC does it, phrase by phrase; it keeps the length, so characters map one to one. What it has wrong is set
    right by the words round it, see `variants`.

    >>> page = Page(traditional=True)
    >>> [(e.start, e.new) for e in traditional("圍繞著名城市", page)], [(e.start, e.new) for e in traditional("圍繞著中心", page)]
    ([(0, '围'), (1, '绕')], [(0, '围'), (1, '绕'), (2, '着')])
    """
    if not page.traditional:
        return []
    simple = simplified(text)
    if len(simple) != len(text):
        simple = "".join(one if len(one := simplified(c)) == 1 else c for c in text)
    simple = by_context(simple, text)
    return [
        Edit(start=i, end=i + 1, new=new, fix="traditional") for i, (old, new) in enumerate(zip(text, simple, strict=True)) if old != new
    ]


def stray_space(text: str, page: Page) -> list[Edit]:
    """Spaces that Chinese text does not have: beside Han characters, their punctuation, quotes and numbers.

    A space between two Latin words or numbers stays, as one space; a tab parts columns and stays, as do indents; text of
    other scripts, Japanese among them, keeps its spaces.

    >>> from importers.parsing.mapped import Mapped
    >>> line = "“ 十四五 ” 期间, R&D 占 2.5% ,AI Plus"
    >>> Mapped.of(line).edit(stray_space(line, Page())).text
    '“十四五”期间,R&D占2.5%,AI Plus'
    """
    if not SPACES.search(text) or not HAN.search(text) or OTHER_SCRIPT.search(text):
        return []
    edits = []
    for m in SPACES.finditer(text):
        if m.start() == 0 or m.end() == len(text):
            continue
        before, after = text[m.start() - 1], text[m.end()]
        between_words = LATIN_END.match(before) and LATIN_START.match(after)
        after_mark = before in ",.;:!?)" and after.isascii() and after.isalnum()
        in_latin = after_mark and text[: m.start() - 1].rstrip()[-1:].isascii()
        new = " " if between_words or in_latin else ""
        if new != m[0]:
            edits.append(Edit(start=m.start(), end=m.end(), new=new, fix="stray_space"))
    return edits
