"""What kind of damage a page has, judged from the whole of it before anything is changed."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

from importers.parsing.repair.script import NOT_HAN, QUOTED, is_han, is_mainland, is_mixed, is_traditional, simplified

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
READING = re.compile(rf"([\u3400-\u9fff])( ?[(（] ?(?P<reading>[a-züɑɡ{TONED}]{{1,7}}[1-5]?) ?[)）])")
OPENING = re.compile(rf"[(（] ?[a-züɑɡ{TONED}]")  # looked for first, since it is fast
PRINTED_LETTERS = str.maketrans("ɑɡ", "ag")  # the letters of a Chinese schoolbook
MIN_ANNOTATIONS, MIN_CHARACTERS = 12, 5
MOST_ANNOTATED = 2 / 3  # of a page's Han characters; beyond it each is annotated, as in a child's book
# A page in Simplified characters says less: it must annotate more, each character nearly always and few of all.
SURE_ANNOTATIONS, SURE_CHARACTERS, SURE_SHARE = 30, 8, 1 / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`annotated`: characters that a machine put readings behind; `traditional`: a machine made it Traditional;
    `kept`: Traditional as its author wrote it."""

    annotated: frozenset[str] = frozenset()
    traditional: bool = False
    kept: bool = False


def examine(text: str) -> Page:
    """Judge a page. A machine annotates many characters, in the midst of words, each nearly every time it occurs;
    an author annotates one rare character once, a lesson sets its characters apart or annotates them all.

    >>> examine("尕(gǎ)面塘村、窊(wā)流村").annotated
    frozenset()
    >>> examine("香港特別行政區政府將於今年發表施政報告").kept
    True
    """
    keys = annotated(text)
    if any(simplified(key) != key for key in keys):
        return Page(annotated=keys, traditional=True)
    if not is_traditional(QUOTED.sub("", text)):
        return Page(annotated=keys)
    by_machine = is_mainland(text) or is_mixed(text)
    return Page(annotated=keys, traditional=by_machine, kept=not by_machine)


def annotated(text: str) -> frozenset[str]:
    """The characters that a machine annotated; none where the readings may be the author's.

    The converter's dictionary holds what it converts, so five annotated Traditional characters tell its page.

    >>> sorted(annotated("國(guó)家規(guī)劃(huà)經(jīng)濟(jì)發(fā)展與" * 2))
    ['劃', '國', '濟', '發', '經', '規']
    """
    marks = list(annotations(text)) if len(OPENING.findall(text)) >= MIN_ANNOTATIONS else []
    found = Counter(m[1] for m in marks)
    inside = sum(is_han(text[m.end() : m.end() + 1]) for m in marks)
    han = len(NOT_HAN.sub("", text))
    if len(marks) < MIN_ANNOTATIONS or inside * 2 < len(marks) or len(marks) > han * MOST_ANNOTATED:
        return frozenset()
    occurs = Counter(text)
    steady = frozenset(c for c, n in found.items() if n * 2 >= occurs[c])
    converted = frozenset(c for c in found if simplified(c) != c)
    if len(converted) >= MIN_CHARACTERS:
        return converted | {c for c in steady if found[c] > 2}
    times = sum(found[c] for c in steady)
    sure = len(steady) >= SURE_CHARACTERS and times >= max(SURE_ANNOTATIONS, 3 * len(steady)) and len(marks) <= han * SURE_SHARE
    return steady if sure else frozenset()


def annotations(text: str) -> Iterator[re.Match[str]]:
    """The brackets of a text that hold a reading of the very character before them.

    >>> [m[0] for m in annotations("經(jīng)濟（ ji4 ）增長(GDP)、行(xyz)業、長(cháng)")]
    ['經(jīng)', '濟（ ji4 ）', '長(cháng)']
    """
    return (m for m in READING.finditer(text) if is_reading(m["reading"], m[1]))


@lru_cache(maxsize=10_000)
def is_reading(printed: str, char: str) -> bool:
    """Whether this may stand in brackets behind a character.

    >>> is_reading("jīng", "經"), is_reading("GDP", "經")
    (True, False)
    """
    return printed.translate(PRINTED_LETTERS) in readings(char)


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, with tone marks, without, and with numbers for tones; ü also written v.

    >>> sorted(readings("经"))
    ['jing', 'jing1', 'jing4', 'jìng', 'jīng']
    """
    styles = (Style.TONE, Style.NORMAL, Style.TONE3)
    found = {reading for style in styles for reading in pinyin(char, style=style, heteronym=True)[0]}
    return frozenset(found | {reading.replace("ü", "v") for reading in found})


@cache
def read_first() -> dict[str, tuple[str, ...]]:
    """All characters of GBK by their first reading."""
    found: dict[str, list[str]] = {}
    for code, toned in pinyin_dict.items():
        if 0x4E00 <= code <= 0x9FFF and len(chr(code).encode("gbk", errors="ignore")) == 2:
            found.setdefault(toned.split(",")[0], []).append(chr(code))
    return {reading: tuple(chars) for reading, chars in found.items()}


def first_reading(reading: str) -> tuple[str, ...]:
    """The characters of GBK whose first reading this is.

    >>> "獨" in first_reading("dú")
    True
    """
    return read_first().get(reading, ())
