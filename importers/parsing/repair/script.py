"""Which script a page is written in, and whether a person or a machine wrote it so.

Text from Hong Kong and Taiwan stays as printed. A machine that converts character by character gives itself away: what
has one Simplified form and several Traditional ones it leaves alone, so 以后 and 关于 become 以后 and 關于, which
nobody writes; or it knows some characters only, and 国民 stays beside 經濟 in one line. A better machine is known by
what it converted: a document of a government that writes Simplified has no Traditional original.
"""

import operator
import re
from collections.abc import Iterator
from functools import cache

import opencc

TRADITIONAL_SHARE = 0.05  # of the Han characters of a page
NOT_HAN = re.compile("[^\u3400-\u9fff]+")
KANA = re.compile("[\u3041-\u30fa\u30fc-\u30ff]")  # but for the dot, which Chinese names have as well
MOST_KANA = 0.02  # of the Han characters; Japanese has its own short forms among full ones
QUOTED = re.compile("“[^“”\n]*”|《[^《》\n]*》|「[^「」\n]*」|『[^『』\n]*』|‘[^‘’\n]*’")  # may quote the other script
# Their words part in Traditional (以後 but 皇后), with one answer wherever Traditional is written. OpenCC has the words.
LEFT_ALONE = frozenset("后于里云干范愿筑斗征制游系并")
# What governments of the mainland say of themselves, in Simplified form, a group for each thing; what others say and quote with.
MAINLAND = re.compile(
    "([省市县区]委(?!员))|(党[委组])|([我全][省市县区])|(人大常委|政协)|(地区生产总值)|(规模以上|规上)|(公共预算)|(人均可支配收入)"
    "|(国民经济和社会发展)|([一二三四五六七八九十]五[”」]?规)|(招商引资)|(高质量发展)|(乡村振兴)|(脱贫)|([市县]直)|(总书记|党中央)"
)
MAINLAND_WORDS, MAINLAND_KINDS = 1 / 500, 5  # of the Han characters; different things
ELSEWHERE = re.compile("本港|立法会|港元|新台币|行政院|立法院|民国")
CORNERED, CURVED = re.compile("[「『]"), re.compile("[“‘]")
CORNERED_KINDS, CORNERED_LENGTH = 8, 3000  # a whole document; a newspaper of Hong Kong writes shorter about the mainland
# A share of the Traditional characters, and how many different characters it takes (and twice as many Traditional ones).
FEW_WORDS, MANY_CHARACTERS, KINDS = 0.01, 0.2, 3


def is_han(char: str) -> bool:
    """Whether this is a Chinese character.

    >>> is_han("中"), is_han("、"), is_han("")
    (True, False, False)
    """
    return "\u3400" <= char <= "\u9fff"


@cache
def converter(way: str = "t2s") -> opencc.OpenCC:
    return opencc.OpenCC(way)


def simplified(text: str) -> str:
    """A text in Simplified characters, by OpenCC and its phrases.

    >>> simplified("國民經濟")
    '国民经济'
    """
    return converter().convert(text)


def is_traditional(text: str) -> bool:
    """More than one Han character in twenty has another Simplified form, and it is not Japanese.

    >>> is_traditional("國民經濟和社會發展"), is_traditional("要堅持稳中求进工作总基调,坚定有序推进转型发展")
    (True, False)
    """
    han = NOT_HAN.sub("", text)
    if len(KANA.findall(text)) > len(han) * MOST_KANA:
        return False
    return differing(han, simplified(han)) > len(han) * TRADITIONAL_SHARE


def differing(one: str, other: str) -> int:
    """At how many places two texts differ.

    >>> differing("國民", "国民")
    1
    """
    return 0 if one == other else sum(map(operator.ne, one, other))


def is_mixed(text: str) -> bool:
    """A Traditional text with Simplified among it, in the same lines, as only a bad converter leaves it.

    >>> is_mixed("關于制定規劃的意見:以后堅持干在實處,并開展旅游服務,制造業轉型")
    True
    >>> is_mixed("關於制定規劃的意見:以後堅持幹在實處,並開展旅遊服務,製造業轉型")
    False
    """
    full, left, short = [], [], []
    for line in QUOTED.sub(" ", text).split("\n"):
        simple = simplified(line)
        here = [a for a, b in zip(line, simple, strict=False) if a != b]
        if len(simple) == len(line) and len(here) >= len(line) * TRADITIONAL_SHARE:
            full += here
            left += odd_in_traditional(line, simple)
            short += (c for c in line if is_simplified_only(c))
    words = len(left) >= len(full) * FEW_WORDS and len(set(left)) >= KINDS
    characters = len(short) >= len(full) * MANY_CHARACTERS and len(set(short)) >= KINDS
    return len(set(full)) >= 2 * KINDS and (words or characters)


def is_mainland(text: str) -> bool:
    """A document of a government of the mainland: its words, many and close together, and no corner brackets for quotes.

    A site that converts well converts the quotes too: then it must be a long document, with more of the words and none of
    those by which Hong Kong and Taiwan speak of themselves.

    >>> is_mainland("全市地區生產總值增長,規模以上工業、一般公共預算收入、農村居民人均可支配收入居全省前列")
    True
    >>> is_mainland("本港經濟溫和增長,政府鞏固傳統產業優勢,配合「十四五」規劃和高質量發展")
    False
    """
    simple, length = simplified(text), len(NOT_HAN.sub("", text))
    words = list(MAINLAND.finditer(simple))
    kinds = len({word.lastindex for word in words})
    if len(words) < length * MAINLAND_WORDS or kinds < MAINLAND_KINDS:
        return False
    if len(CORNERED.findall(text)) <= len(CURVED.findall(text)):
        return True
    return kinds >= CORNERED_KINDS and length >= CORNERED_LENGTH and not ELSEWHERE.search(simple)


def odd_in_traditional(line: str, simple: str) -> Iterator[str]:
    """The characters of a Traditional line that its words want otherwise, in Hong Kong as in Taiwan.

    >>> list(odd_in_traditional("皇后以后", "皇后以后"))
    ['后']
    """
    if not LEFT_ALONE.isdisjoint(line):
        proper = [converter(way).convert(simple) for way in ("s2t", "s2tw", "s2hk")]
        for i, char in enumerate(line):
            if char in LEFT_ALONE and all(p[i : i + 1] != char for p in proper):
                yield char


@cache
def is_simplified_only(char: str) -> bool:
    """A character that no Traditional text has: it has another form there, and Big5 lacks it.

    >>> is_simplified_only("国"), is_simplified_only("后"), is_simplified_only("窊")
    (True, False, False)
    """
    return is_han(char) and converter("s2t").convert(char) != char and not char.encode("big5", errors="ignore")
