"""Errors that a scan's recognition leaves: told with a proposal, never changed.

Only what is clear by a rule of writing is told; a false alarm costs an editor more than a miss.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from importers.parsing.lines import Line
from importers.parsing.records import Diagnostic
from importers.parsing.repair.page import Page
from importers.parsing.repair.questions import clean
from importers.parsing.repair.script import KANA, QUOTED, differing, is_han, simplified

HAN = "\u3400-\u9fff"
LOOK_ALIKE = str.maketrans("1l|0", "IIIO")
ODD = re.compile(r"[A-Za-z]|\d[“”]\d")  # a line without is not looked at again
# A capital word with something in it that looks like a letter; what follows in A1级, A1馆, A1地块 is no abbreviation.
CAPITALS = re.compile(rf"(?<![A-Za-z0-9-])[A-Z][A-Z01l|]{{1,5}}(?=\+?[{HAN}]|\+[^\w])(?![级类型区馆座栋楼层号段照档地线口井标组股])")
CAPITAL_WORD = re.compile("(?<![A-Za-z0-9])[A-Z]{2,}(?![A-Za-z0-9])")
# A number with a letter in it, before what is counted.
NUMBER = re.compile(r"(?<![A-Za-z0-9.,])(?=[\d.,]*[lIOo])(?=[.,lIOo]*\d)[\dlIOo][\d.,lIOo]*(?=[%％‰年月日亿万千个家人名户亩元吨项座所])")
LETTERS_AS_DIGITS = str.maketrans("lIOo", "1100")
QUOTE_IN_NUMBER = re.compile(r"[“”](?=\d)(?<=\d[“”])")
ENGLISH = {"and": "和", "or": "或", "of": "的", "the": "", "with": "与"}
ENGLISH_WORD = re.compile(rf"(?<=[{HAN}]) ?({'|'.join(ENGLISH)}) ?(?=[{HAN}])")
MOST_TRADITIONAL = 20  # lone ones on a page; with more, they are the author's
APART = 2  # characters between two Traditional ones, at least; closer together they are quoted or a name


@dataclass(frozen=True, slots=True)
class Suspect:
    """Positions in a repaired line, and what may be meant; None where only a look at the scan can tell."""

    start: int
    end: int
    proposal: str | None


def find(lines: Iterable[Line], page: Page) -> Iterator[Diagnostic]:
    """One diagnostic for each place, in the order of the lines, with the exact place in the source."""
    lines = list(lines)
    whole = "\n".join(line.text.text for line in lines)
    simple = whole if page.traditional or page.kept else simplified(whole)
    lone = 0 < differing(whole, simple) <= MOST_TRADITIONAL and len(whole) == len(simple)
    at = 0
    for line in lines:
        text = line.text.text
        has_lone = lone and simple[at : at + len(text)] != text
        at += len(text) + 1
        found = [*capitals(text, whole), *numbers(text), *quotes(text), *english(text)] if ODD.search(text) else []
        found += traditional(text, whole) if has_lone else ()
        for s in sorted(found, key=lambda s: s.start):
            yield as_diagnostic(s, line)


def as_diagnostic(s: Suspect, line: Line) -> Diagnostic:
    shown = line.text.text[s.start : s.end]
    start, end = line.text[s.start : s.end].source_range()
    meant = "Compare the original." if s.proposal is None else f"Perhaps “{s.proposal}” is meant."
    return Diagnostic(
        code="repair.suspect",
        severity="info" if s.proposal is None else "warning",
        message=f"Perhaps misread by a scanner, left as it is: “{shown}”. {meant}",
        line=line.number,
        start=start,
        end=end,
    )


def capitals(text: str, whole: str) -> Iterator[Suspect]:
    """A digit that looks like a letter, in what would be an abbreviation that clean plans or this page have.

    >>> [s.proposal for s in capitals("拓展“A1+工业”,换领A1级证,建设G1高速", "")]
    ['AI']
    """
    for m in CAPITALS.finditer(text):
        meant = m[0].translate(LOOK_ALIKE)
        if meant != m[0] and (meant in abbreviations() or meant in words_in_capitals(whole)):
            yield Suspect(m.start(), m.end(), meant)


@cache
def abbreviations() -> frozenset[str]:
    """The words in capitals that clean plans have: AI, GDP, PPP."""
    return frozenset(CAPITAL_WORD.findall(clean()))


@lru_cache(maxsize=1)
def words_in_capitals(text: str) -> frozenset[str]:
    """The words of two capital letters and more.

    >>> sorted(words_in_capitals("GDP增长,AI+行动,A级,Wi-Fi"))
    ['AI', 'GDP']
    """
    return frozenset(CAPITAL_WORD.findall(text))


def numbers(text: str) -> Iterator[Suspect]:
    """A letter that looks like a digit, in a number before what it counts.

    >>> [s.proposal for s in numbers("2O25年增长l0.5%,建成3l个,O2O平台,CO2减排")]
    ['2025', '10.5', '31']
    """
    return (Suspect(m.start(), m.end(), m[0].translate(LETTERS_AS_DIGITS)) for m in NUMBER.finditer(text))


def quotes(text: str) -> Iterator[Suspect]:
    """A quotation mark between two digits, in a line whose quotation marks do not pair.

    >>> [(s.start, s.end) for s in quotes("加快鹏1“1万标方小时项目")], list(quotes("评出2025“10大品牌”"))
    ([(3, 6)], [])
    """
    if text.count("“") != text.count("”"):
        for m in QUOTE_IN_NUMBER.finditer(text):
            yield Suspect(m.start() - 1, m.end() + 1, None)


def english(text: str) -> Iterator[Suspect]:
    """An English particle between Chinese words, as a translating reader leaves it.

    >>> [s.proposal for s in english("提升承载力 and 辐射带动能力,T and R公司,北京and上海")]
    ['和', '和']
    """
    return (Suspect(m.start(1), m.end(1), ENGLISH[m[1]]) for m in ENGLISH_WORD.finditer(text))


def traditional(text: str, whole: str) -> Iterator[Suspect]:
    """A lone Traditional character in a Simplified line, where its Simplified form makes a word that stands elsewhere.

    What is quoted, Japanese, and names that have no such word are the author's.

    >>> whole = "要堅持稳中求进,坚持改革开放,走进“頤和園”"
    >>> [s.proposal for s in traditional(whole, whole)]
    ['坚']
    """
    simple = simplified(text)
    if simple == text or len(simple) != len(text) or KANA.search(text):
        return
    quoted = {i for m in QUOTED.finditer(text) for i in range(*m.span())}
    odd = [i for i, (a, b) in enumerate(zip(text, simple, strict=True)) if a != b and i not in quoted]
    for i in odd:
        words = [simple[j : j + 2] for j in (i - 1, i) if j >= 0 and len(simple[j : j + 2]) == 2]
        alone = not any(0 < abs(i - j) <= APART for j in odd)
        if alone and any(all(map(is_han, w)) and (w in whole or w in clean()) for w in words):
            yield Suspect(i, i + 1, simple[i])
