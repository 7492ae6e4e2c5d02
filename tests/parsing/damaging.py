"""Damages clean text as the converter did, with keys drawn at random, and remembers where: the test of every restoration.

The bytes are annotated here with the place of each in the healthy text; `importers.parsing.repair.model` does the same
without places, and a test holds the two together.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin.pinyin_dict import pinyin_dict

from importers.parsing.repair import language, model

UNCONVERTED = "后里于云干游采并"  # characters that such converters leave as they are, whatever the word
FREQUENT = 450  # the Traditional characters that keys are drawn from
WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "%": "％"}
MARK_BY_HAN = re.compile(r"(?<=[\u4e00-\u9fff”》）])[,;:?!()%]|[,;:?!()%](?=[\u4e00-\u9fff“《（])")
NEW, ASTRAY = -1, -2  # places of bytes that were put in: behind a key, and where two characters made the bytes of one
APART = 0.85  # the share of out-of-step marks that the second pass finds, about that of document 002


@dataclass(frozen=True, slots=True)
class Run:
    """A damaged run of a line: what is shown from `start` to `end` stands for `first` to `last` of the healthy text."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DamagedLine:
    healthy: str
    shown: str
    runs: tuple[Run, ...]


def damaged_line(text: str, keys: Mapping[str, str], apart: Callable[[int], bool] = lambda n: True) -> DamagedLine:
    """One line of Traditional text as the page shows it, and where it was hurt.

    >>> damaged_line("碳氫一體化", {"細": "xì"})
    DamagedLine(healthy='碳氫一體化', shown='碳?xì)湟惑w化', runs=(Run(start=1, end=8, first=1, last=4),))
    """
    content, places = annotated(text, keys)
    runs: list[Run] = []
    shown, done, open_run = "", 0, False
    for start, end, char in model.read(content, apart=apart):
        here = places[start:end]
        hurt = is_hurt(here, text)
        if hurt or (open_run and set(here) <= {NEW}):
            touched = [p // 2 for p in here if p >= 0]
            last = max([done, *(p + 1 for p in touched)])
            if open_run:
                runs[-1] = Run(runs[-1].start, len(shown) + len(char), runs[-1].first, last)
            else:
                runs.append(Run(len(shown), len(shown) + len(char), min(touched, default=done), last))
            done, open_run = last, True
        else:
            done, open_run = max([done, *(p // 2 + 1 for p in here)]), False
        shown += char
    return DamagedLine(text, shown, tuple(runs))


def is_hurt(here: list[int], text: str) -> bool:
    """Whether the bytes that a reader takes for one character are not one."""
    if set(here) == {NEW}:
        return False
    if min(here) < 0:
        return True
    whole = [here[0], here[0] + 1] if not text[here[0] // 2].isascii() else [here[0]]
    return here[0] % 2 == 1 or here != whole


def annotated(text: str, keys: Mapping[str, str]) -> tuple[bytes, list[int]]:
    """The GBK bytes with readings put in, and the place of each: twice the character's index, one more for its second byte."""
    content = bytearray(text.encode("gbk"))
    places = [2 * i + half for i, c in enumerate(text) for half in range(1 if c.isascii() else 2)]
    for key, reading in keys.items():
        pair, new = key.encode("gbk"), f"({reading})".encode("gbk")
        at = content.find(pair)
        while at >= 0:
            whole = places[at] % 2 == 0 and places[at + 1] == places[at] + 1
            content[at + 2 : at + 2] = new
            places[at + 2 : at + 2] = [NEW if whole else ASTRAY] * len(new)
            at = content.find(pair, at + 2 + len(new))
    return bytes(content), places


@cache
def to_traditional() -> Mapping[str, str]:
    """Every character of GBK as such a converter writes it: one by one, without the words."""
    convert = opencc.OpenCC("s2t").convert
    every = (chr(code) for code in range(0x4E00, 0xA000))
    return {c: t for c in every if c not in UNCONVERTED and (t := convert(c)) != c and len(t) == 1 and t.encode("gbk", "ignore")}


def traditional(text: str) -> str:
    """A Simplified text as the converter wrote it.

    >>> traditional("发展后干劲")
    '發展后干勁'
    """
    return "".join(to_traditional().get(c, c) for c in text)


def widened(text: str) -> str:
    """The marks beside Chinese characters as the page had them before they were made ASCII.

    >>> widened("发展,增长3.5%。")
    '发展，增长3.5%。'
    """
    return MARK_BY_HAN.sub(lambda m: WIDE[m[0]], text)


@cache
def usual() -> tuple[str, ...]:
    """The Traditional characters that are most frequent in Chinese words at large, the most frequent first."""
    counts: Counter[str] = Counter()
    for word, count in language.dictionary().items():
        for c in word:
            if c in to_traditional():
                counts[to_traditional()[c]] += count
    return tuple(c for c, _ in counts.most_common(FREQUENT))


def random_keys(draw: random.Random, number: int = 100) -> dict[str, str]:
    """A converter's dictionary: characters with their first readings, in random order."""
    return {key: pinyin_dict[ord(key)].split(",")[0] for key in draw.sample(usual(), number)}


def damaged_page(
    lines: Iterable[str], keys: Mapping[str, str], draw: random.Random, *, wide: bool = True, narrowed: bool = True
) -> list[DamagedLine]:
    """A clean text as a damaged page, without the lines that GBK cannot hold. `wide`: its marks are full-width;
    `narrowed`: they were made ASCII at last, as in document 002."""
    page = []
    for line in lines:
        text = traditional(widened(line) if wide else line)
        try:
            hurt = damaged_line(text, keys, lambda n: draw.random() < APART)
        except UnicodeEncodeError:
            continue
        page.append(DamagedLine(hurt.healthy, model.as_shown(hurt.shown) if narrowed else hurt.shown, hurt.runs))
    return page
