"""What a row of an indicator table says: the name and the unit in its label, and the value in a cell."""

import re
from dataclasses import dataclass
from decimal import Decimal

from importers.parsing.columns import BLANK, RATIO, is_unit
from importers.parsing.quantities import Quantity, fold, quantities

OPENING, CLOSING = "[〔［【(（", "]〕］】)）"
LAST_BRACKET = re.compile(rf"[{re.escape(OPENING)}]([^{re.escape(OPENING + CLOSING)}]*)[{re.escape(CLOSING)}]$")
FOOTNOTE = re.compile(r"(?:[①-⑩*＊※]|注\d)+$")
LEADING = re.compile(r"^(?:(?:\d{1,2}[.、．]|[(（]\d{1,2}[)）]|[①-⑳#＃*])\s*)?(?:其中[:：]?)?")
SIGNS = {"≥": ">=", "≧": ">=", ">": ">", "＞": ">", "〉": ">", "≤": "<=", "≦": "<=", "<": "<", "＜": "<", "〈": "<"}
RISE = re.compile(r"(?:[(（]?比\d{4}年[)）]?)?(?:五年)?(?:年均|平均|累计|年度)*(?:(?<!自然)增长率|增长速度|增长|增速|增幅|提高|提升|增加)$")
FALL = re.compile(r"(?:[(（]?比\d{4}年[)）]?)?(?:五年)?(?:年均|平均|累计)*(?:下降率|下降|降低率|降低|减少|削减|降幅)(?:比例|幅度)?$")
# Controlled pollutants, each a row below 主要污染物排放总量减少.
POLLUTANTS = ("化学需氧量", "氨氮", "二氧化硫", "氮氧化物", "挥发性有机物", "总磷", "总氮")
POLLUTANT = "|".join(POLLUTANTS)
OF_POLLUTANT = re.compile(rf"主要污染物(?P<what>.*?)[:：]?(?P<which>{POLLUTANT})(?P<rest>.*)$")
ABOVE_POLLUTANTS = re.compile(rf"主要污染物.*?(?={POLLUTANT}|$)")


@dataclass(frozen=True, slots=True)
class Label:
    """`name`: what is measured; `unit` as printed; `sign`: 1 or -1 where the row tells by how much it moves, 0 where it stands;
    `total`: its figures are those of the whole period."""

    name: str
    unit: str
    sign: int
    total: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell's value. `total`: it stands in brackets, the sum of the period; `start`, `end`: number, comparator and unit in the cell."""

    comparator: str
    quantity: Quantity
    sign: int
    total: bool
    year: int | None
    start: int
    end: int


def label(text: str, unit: str = "", group: str = "") -> Label:
    """A row's label taken apart. `unit`: of its own column; `group`: the cell before it.

    >>> label("1.地区生产总值（亿元）"), label("研发经费投入年均增长（%）")
    (Label(name='地区生产总值', unit='亿元', sign=0, total=False), Label(name='研发经费投入', unit='%', sign=1, total=False))
    >>> label("城镇新增就业人数〔累计〕", "万人"), label("氨氮", "", "主要污染物排放总量减少（%）")
    (Label(name='城镇新增就业人数', unit='万人', sign=0, total=True), Label(name='氨氮排放总量', unit='%', sign=-1, total=False))
    """
    if "主要污染物" in group and text.startswith(POLLUTANTS):
        text = group + text
    if match := OF_POLLUTANT.search(text):  # the sub-row's own words behind the pollutant, then what is said of all
        inner = LAST_BRACKET.search(match["what"])
        what = match["what"][: inner.start()] if inner else match["what"]
        text = match["which"] + (match["rest"] if LAST_BRACKET.search(match["rest"]) and not what else what)
        text += (inner[0] if inner else "") or (match["rest"] if what else "")
    name, total = LEADING.sub("", FOOTNOTE.sub("", text)), False
    unit = unit.strip("()（）[]")
    while bracket := LAST_BRACKET.search(name):
        parts = re.split("[,，;；、]", bracket[1])
        if not all(is_unit(p) or re.search("累计|五年", p) or not p for p in parts):
            break
        total = total or any(re.search("累计|五年", p) for p in parts)
        unit = unit or next((p for p in parts if p and is_unit(p)), "")
        name = FOOTNOTE.sub("", name[: bracket.start()])
    for pattern, sign in ((RISE, 1), (FALL, -1)):
        if (match := pattern.search(name)) and match.start() >= 2:
            return Label(name[: match.start()].rstrip(":："), unit or "%", sign, total or "累计" in match[0])
    return Label(name, unit, 0, total)


def figure(text: str) -> Figure | None:
    """The value of a cell; None for a blank, for words, for a ratio of several numbers.

    >>> [(f.comparator, str(f.quantity.value), f.sign, f.total) for t in ("≥65", "6左右", "〔-14〕", "下降18%", "> 60") if (f := figure(t))]
    [('>=', '65', 1, False), ('~', '6', 1, False), ('=', '-14', 1, True), ('=', '18', -1, False), ('>', '60', 1, False)]
    >>> figure("—"), figure("完成省下达任务"), figure("7.8:40.5:51.7"), figure("1.5（2019年）").year
    (None, None, None, 2019)
    """
    text = re.sub(r"(?<=\d)，(?=\d{3})", ",", fold(text))
    if not text or BLANK.fullmatch(text) or RATIO.fullmatch(text):
        return None
    quantity = next(iter(quantities(text)), None)
    if quantity is None or quantity.chinese:
        return None
    before, behind = text[: quantity.start], text[quantity.end :]
    start, comparator = quantity.start, quantity.comparator
    sign = re.search(f"[{''.join(SIGNS)}]=?\\s*$", before)
    if sign:
        start = sign.start()
        comparator = SIGNS[sign[0][0]] + ("=" if "=" in sign[0] and len(SIGNS[sign[0][0]]) == 1 else "")
    elif quantity.value < 0 and quantity.start == quantity.number:
        start -= 1  # its minus
    year = re.match(r"\s*[(（\[](20\d\d)年?[)）\]]", behind)
    return Figure(
        comparator,
        quantity,
        -1 if re.search("下降|降低|减少|削减", before) else 1,
        any(mark in before for mark in OPENING) or "累计" in before,
        int(year[1]) if year else None,
        start,
        quantity.end,
    )


def near(one: Decimal, other: Decimal) -> bool:
    """Equal but for rounding.

    >>> near(Decimal("5.1"), Decimal("5")), near(Decimal("36.7"), Decimal("497"))
    (True, False)
    """
    return abs(one - other) <= max(abs(one), abs(other)) * Decimal("0.05")
