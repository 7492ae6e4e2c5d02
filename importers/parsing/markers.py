"""What opens a line and says what the line is: 第X编 第X章 第X节 一、 (一) 1. (1) ① —— ● 一是. Families, no levels.

Which level a family has is a question to the whole document: see `levels`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from importers.parsing.numerals import to_int

NUMBER = "一二三四五六七八九十百零〇"
SPACE = r"[ \xa0\u2000-\u200a\u3000]*"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# What follows the name of a chapter in a sentence about it.
CITES = "(?:规定|明确|提出|指出|要求|所|的|中|和第|至第|、第|与第|以及)"
# From the outermost to the innermost; 編 and 節 in text that stays Traditional. A number in 一、 may not go on as an enumeration (二、三产业).
HEADINGS = {
    "part": rf"第{SPACE}([{NUMBER}]{{1,4}}|\d{{1,2}}){SPACE}(?:编|編|篇|部分){SPACE}[:：、]?",
    "chapter": rf"第{SPACE}([{NUMBER}]{{1,4}}|\d{{1,2}}){SPACE}章(?!{SPACE}{CITES}){SPACE}[:：、]?",
    "section": rf"第{SPACE}([{NUMBER}]{{1,4}}|\d{{1,2}}){SPACE}[节節](?!{SPACE}{CITES}){SPACE}[:：、]?",
    "han": rf"([一二三四五六七八九十]{{1,3}}){SPACE}[、.．](?!{SPACE}[{NUMBER}]+(?:[、产次季]|是))",
    "han_paren": rf"[(（]{SPACE}([一二三四五六七八九十]{{1,3}}){SPACE}[)）]{SPACE}[、.．]?",
    "arabic": rf"(\d{{1,2}}){SPACE}(?:[.．](?!\d)|、)",
    "arabic_paren": rf"[(（]{SPACE}(\d{{1,2}}){SPACE}[)）]{SPACE}[、.．]?",
    "circled": rf"([{CIRCLED}])",
}
ITEMS = {
    "dash": r"(?:[—―–─－]{2}|--+|—)",
    "bullet": r"[●■◆◇▲△★☆•▪◎○·](?!\d)",
    "enumerated": r"([一二三四五六七八九十]{1,2})(?:要|是)(?=[^的否素件求点害义])",
}
PATTERNS = {family: re.compile(SPACE + pattern + SPACE) for family, pattern in (HEADINGS | ITEMS).items()}
RANK = {family: rank for rank, family in enumerate(HEADINGS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """`family` of HEADINGS or ITEMS; `number` where it has one; `text` as printed; `end` where what it marks begins."""

    family: str
    number: int | None
    text: str
    end: int


@lru_cache(2048)
def marker_of(text: str) -> Marker | None:
    """The marker that a line opens with.

    >>> marker_of("第三章统筹城乡发展").number, marker_of("（二）基本原则").family, marker_of("四是统筹推进").family
    (3, 'han_paren', 'enumerated')
    >>> marker_of("二、三产业协同发展"), marker_of("2.5万亩"), marker_of("——坚持").family
    (None, None, 'dash')
    """
    for family, pattern in PATTERNS.items():
        if match := pattern.match(text):
            numeral = match[1] if pattern.groups else None
            number = CIRCLED.index(numeral) + 1 if family == "circled" else to_int(numeral) if numeral else None
            return Marker(family=family, number=number, text=match[0].strip(), end=match.end())
    return None


def levels(families: Iterable[str]) -> dict[str, int]:
    """The level of each heading family that a document uses: 0 for parts, 1 for chapters, 2 and on for sections.

    第X章 is level 1 where there is one, else 一、 is, else the parts themselves are. 第X节 and (一) are never chapters:
    a document may be a fragment.

    >>> levels({"chapter", "section", "han", "han_paren"})
    {'chapter': 1, 'section': 2, 'han': 3, 'han_paren': 4}
    >>> levels({"han", "han_paren", "arabic"}), levels({"part", "han"}), levels({"han_paren"})
    ({'han': 1, 'han_paren': 2, 'arabic': 3}, {'part': 0, 'han': 1}, {'han_paren': 2})
    """
    used = sorted({f for f in families if f in RANK}, key=RANK.__getitem__)
    top = next((f for f in ("chapter", "han", "part") if f in used), None)
    found, level = {}, 1
    for family in used:
        if top and RANK[family] < RANK[top]:
            found[family] = 0
        elif family == top:
            found[family] = 1
        else:
            level = level + 1
            found[family] = level
    return found
