"""Numbers as the genre writes them, with their comparators and units: 近150万人, 4.5%—5%, 三分之二左右, 翻一番."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from importers.parsing.units import Unit, magnitude, unit_at

CN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
CN = "〇零一二两三四五六七八九十百千万亿"
ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?"
DASH = r"[-—–－~～至到]{1,2}"
RANGE_END = re.compile(rf"\s*({DASH})\s*({ARABIC}|[{CN}]+)")
FRACTION = re.compile(rf"([{CN}]{{1,12}})分之([{CN}]+|{ARABIC})(?:点([{CN}]+))?")
HALF = re.compile(r"过半数?(?![个天月年夜径山以])|(?<![两对])半数|(?<![进])一半(?![天年])")
FAN = re.compile(rf"翻([{CN}]|{ARABIC})?番(?:半)?")
NUMBER = re.compile(rf"{ARABIC}|[{CN}]+(?:点[{CN}]+)?")
ABOUT = "大约|约为|约|将近|接近|近"
BEFORE = re.compile(
    r"(?P<low>不(?:得)?(?:低于|少于|小于|下于)|不(?:得)?低于|至少|最低|达到或超过)$"
    r"|(?P<high>不(?:得)?(?:超过|高于|大于|多于|超)|至多|最高|最多|控制在)$"
    r"|(?P<over>超过|突破|高于|大于|多于|跨越|冲刺|超出|超|逾|破)(?:了)?$"
    r"|(?P<under>低于|小于|少于|不足|不到|不满)$"
    rf"|(?P<about>{ABOUT})$"
)
LONGEST = 8  # characters of a word of BEFORE
AFTER = re.compile(
    r"\s*(?:(?P<low>以上|及以上|或以上|起)|(?P<high>以内|以下|之内|及以下)|(?P<about>左右|上下|内外|[余多](?![种样元层数部年级式渠方功])))"
)
NEGATIVE = re.compile(r"(?:(?<![\dA-Za-z%）)”\u4e00-\u9fff])[-－−]|(?<=[为到至是长])[-－−]|(?<=[为到至是])负)$")
# Between a number and its unit: 400余项, 30多万人次.
ODD = re.compile(r"[余多几](?=[^\s,，。;；、]|$)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a text with what stands around it. `start`, `end` take in comparator words and unit; `number` is its first digit.

    `chinese`: it is written in Chinese numerals. `unit` is None where none stands there.
    """

    comparator: str
    value: Decimal
    value_high: Decimal | None
    unit: Unit | None
    unit_text: str
    start: int
    number: int
    end: int
    chinese: bool = False
    form: str = "number"


def quantities(text: str) -> Iterator[Quantity]:
    """Every number of a text in order, whatever it may mean.

    >>> [(q.comparator, str(q.value), q.unit_text) for q in quantities("近三十多万人次,400余项,4.5%—5%,2至3处,不低于60%,翻一番,三分之二左右")]
    [('~', '30', '万人次'), ('~', '400', '项'), ('range', '4.5', '%'), ('range', '2', '处'), ('>=', '60', '%'), ('=', '1', '番'), ('~', '0.6667', '')]
    """
    if not ANY.search(text):
        return
    folded = fold(text)
    position, ahead = 0, _Ahead(folded)
    while position < len(folded):
        found = _next(folded, position, ahead)
        if found is None:
            return
        yield found
        position = max(found.end, position + 1)


ANY = re.compile(rf"[\d{CN}半番]")


class _Ahead:
    """The next match of each pattern, searched for once: a text of many numbers is read in one pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[re.Pattern, re.Match | None] = {}

    def next(self, pattern: re.Pattern, position: int) -> re.Match | None:
        last = self.found.get(pattern)
        if pattern not in self.found or (last and last.start() < position):
            self.found[pattern] = pattern.search(self.text, position)
        return self.found[pattern]


def fold(text: str) -> str:
    """Full-width digits, percent signs and points as half-width ones; the length stays.

    >>> fold("增长５．５％")
    '增长5.5%'
    """
    return re.sub(r"(?<=\d)．(?=\d)", ".", text.translate(FOLD)) if WIDE.search(text) else text


FOLD = {0xFF10 + i: str(i) for i in range(10)} | {0xFF05: "%", 0xFE6A: "%"}
WIDE = re.compile("[０-９％﹪．]")


def _next(text: str, position: int, ahead: _Ahead) -> Quantity | None:
    special = [m for pattern in (FRACTION, HALF, FAN) if (m := ahead.next(pattern, position))]
    number = NUMBER.search(text, position)
    first = min(special, key=lambda m: m.start(), default=None)
    if first and (number is None or first.start() <= number.start() or first.end() >= number.end() > first.start()):
        return _share(text, first)
    return _measured(text, number) if number else None


def _share(text: str, match: re.Match) -> Quantity:
    """Fractions, halves and doublings."""
    unit, unit_text, end = None, "", match.end()
    if match.re is FAN:
        value = value_of(match[1]) if match[1] else Decimal(1)
        unit, unit_text = Unit("番", "multiple", "倍", Decimal(1)), "番"
    elif match.re is HALF:
        value, unit = Decimal("0.5"), Unit("", "percent", "%", Decimal(100))
    else:
        part = value_of(match[2]) + (Decimal("0." + "".join(str(CN_DIGITS[c]) for c in match[3])) if match[3] else 0)
        whole = value_of(match[1])
        if whole in (100, 1000):
            value, unit_text = part, "%" if whole == 100 else "‰"
            unit = unit_at(unit_text, 0)
        else:
            value = (part / whole).quantize(Decimal("0.0001")).normalize() if whole else part
            unit = Unit("", "percent", "%", Decimal(100))
    default = ">" if match.re is HALF and match[0].startswith("过半") else "="
    return _compared(text, match.start(), match.end(), end, value, None, unit, unit_text, chinese=True, form="share", default=default)


def _measured(text: str, match: re.Match) -> Quantity:
    chinese = not match[0][0].isdigit()
    digits, trailing = _split_magnitude(match[0]) if chinese else (match[0], "")
    sign = NEGATIVE.search(text, max(0, match.start() - 1), match.start())
    value = value_of(digits) * (-1 if sign else 1)
    end = match.start() + len(digits)
    about = ODD.match(text, end)
    if about:
        end = about.end()
    elif trailing and (after := ODD.match(text, end + len(trailing))):
        about = after
    high, unit = None, None if about and text[end - 1 : end] == "几" else unit_at(text, end)
    ranged = _range(text, unit, end)
    if ranged:
        high, unit, end = ranged
    unit_text = ""
    if unit:
        unit_text, end = unit.printed, end + len(unit.printed)
        if ODD.match(text, end) and not unit.base:  # 10万余人
            unit = unit_at(unit.printed + text[end + 1 :], 0)
            about, unit_text, end = True, unit.printed, end + 1 + len(unit.printed) - len(unit_text)
    front = sign.start() if sign else match.start()
    found = _compared(text, front, end, end, value, high, unit, unit_text, chinese=chinese, default="~" if about else "=")
    return replace(found, number=match.start())


def _range(text: str, unit: Unit | None, end: int) -> tuple[Decimal, Unit | None, int] | None:
    """The other end of A—B, A%—B%, A至B: (value, unit, where the unit stands)."""
    after_unit = end + len(unit.printed) if unit else end
    for here, first in ((after_unit, unit), (end, None)):
        match = RANGE_END.match(text, here)
        if match and not (
            match[1][0] in "至到" and first and first.family not in ("percent", "percentage_point", "count", "money", "multiple")
        ):
            digits = match[2] if match[2][0].isdigit() else _split_magnitude(match[2])[0]
            if not digits:
                continue
            position = match.start(2) + len(digits)
            second = unit_at(text, position)
            if second and (first is None or second.printed == first.printed or first.printed in second.printed):
                return value_of(digits), second, position
    return None


def _compared(text, number, end, unit_end, value, high, unit, unit_text, *, chinese, form="number", default="=") -> Quantity:
    """The quantity with the comparator words beside it."""
    comparator, start = ("range" if high is not None else default), number
    before = BEFORE.search(text, max(0, number - LONGEST), number) if number else None
    if before:
        start = before.start()
        word = {"low": ">=", "high": "<=", "over": ">", "under": "<", "about": "~"}[before.lastgroup]
        if before[0] == "控制在":  # a bound only with 以内 behind it
            start, word = number, comparator
        comparator = comparator if comparator == "range" else word
    after = AFTER.match(text, end)
    if after:
        end = after.end()
        if comparator != "range":
            comparator = {"low": ">=", "high": "<=", "about": "~"}[after.lastgroup]
    return Quantity(comparator, value, high, unit, unit_text, start, number, end, chinese, form)


def _split_magnitude(numeral: str) -> tuple[str, str]:
    """A Chinese numeral and the 万 or 亿 it ends in, which belongs to the unit: 三十万 → 三十, 万; 千亿 → 千亿 alone is a number."""
    match = re.fullmatch(r"(.*?)(万亿|[万亿])", numeral)
    return (match[1], match[2]) if match and match[1] else (numeral, "")


def value_of(numeral: str) -> Decimal:
    """The value of an Arabic or Chinese numeral.

    >>> [str(value_of(n)) for n in ("1,200.5", "三十", "一百零三", "二〇二五", "千", "三点五", "两万三千")]
    ['1200.5', '30', '103', '2025', '1000', '3.5', '23000']
    """
    if numeral[0].isdigit() and numeral.isascii():
        return Decimal(numeral.replace(",", ""))
    whole, _, part = numeral.partition("点")
    fraction = Decimal("0." + "".join(str(CN_DIGITS[c]) for c in part)) if part and all(c in CN_DIGITS for c in part) else Decimal(0)
    if all(c in CN_DIGITS for c in whole):
        return Decimal("".join(str(CN_DIGITS[c]) for c in whole)) + fraction
    total, section, digit = Decimal(0), Decimal(0), Decimal(0)
    for c in whole:
        if c in CN_DIGITS:
            digit = Decimal(CN_DIGITS[c])
        elif c in "万亿":
            total = (total + section + digit or Decimal(1)) * magnitude(c)
            section = digit = Decimal(0)
        else:
            section += (digit or Decimal(1)) * magnitude(c)
            digit = Decimal(0)
    return total + section + digit + fraction
