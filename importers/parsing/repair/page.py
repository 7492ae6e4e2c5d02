"""What kind of damage a page has, judged from the whole of it before anything is changed."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

import opencc
from pypinyin import Style, pinyin
from pypinyin.pinyin_dict import pinyin_dict

TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
READING = re.compile(rf"([\u3400-\u9fff])([(（](?P<reading>[a-zü{TONED}]{{1,7}})[)）])")
MIN_ANNOTATIONS, MIN_CHARACTERS = 20, 5
TRADITIONAL_SHARE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`annotated`: characters that a machine put readings behind; `traditional`: written in Traditional characters."""

    annotated: frozenset[str] = frozenset()
    traditional: bool = False


def examine(text: str) -> Page:
    """Judge a page. A machine annotates many characters, and each of them nearly every time it occurs;
    an author annotates one rare character once.

    >>> examine("尕(gǎ)面塘村、窊(wā)流村").annotated
    frozenset()
    """
    found = Counter(m[1] for m in READING.finditer(text) if m["reading"] in readings(m[1]))
    occurs = Counter(text)
    keys = frozenset(c for c, n in found.items() if n * 2 >= occurs[c])
    if len(keys) < MIN_CHARACTERS or sum(found[c] for c in keys) < MIN_ANNOTATIONS:
        keys = frozenset()
    return Page(annotated=keys, traditional=is_traditional(text))


@cache
def converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """A text in Simplified characters, by OpenCC and its phrases.

    >>> simplified("國民經濟")
    '国民经济'
    """
    return converter().convert(text)


@cache
def readings(char: str) -> frozenset[str]:
    """Every reading of a character, with and without tone marks, ü also written v.

    >>> sorted(readings("经"))
    ['jing', 'jìng', 'jīng']
    """
    toned = pinyin(char, style=Style.TONE, heteronym=True)[0]
    plain = pinyin(char, style=Style.NORMAL, heteronym=True)[0]
    both = {*toned, *plain}
    return frozenset(both | {r.replace("ü", "v") for r in both})


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


def is_traditional(text: str) -> bool:
    """More than one Han character in twenty has another Simplified form.

    >>> is_traditional("國民經濟和社會發展"), is_traditional("要堅持稳中求进工作总基调,坚定有序推进转型发展")
    (True, False)
    """
    han = "".join(c for c in text if "\u3400" <= c <= "\u9fff")
    if not han:
        return False
    return sum(a != b for a, b in zip(han, simplified(han), strict=False)) > len(han) * TRADITIONAL_SHARE
