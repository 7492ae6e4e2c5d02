"""What the cells of an indicator table say by their form: a heading's role, a value, a blank, a unit, a nature."""

import re
from dataclasses import dataclass
from functools import lru_cache

from importers.parsing.numerals import to_int
from importers.parsing.periods import plan_period
from importers.parsing.quantities import fold
from importers.parsing.units import unit_at

HEADS = {
    "number": r"序号|编号|序",
    "group": r"类别|类型|分类|领域|维度|板块|方面|指标类[别型]|目标类[别型]|一级指标|目标领域",
    "indicator": r"指标|指标名称|主要指标|指标项|指标内容|[二三]级指标|具体指标|核心指标|规划指标|目标指标|发展指标|主要指标名称|指标名|(?:主要)?指标(?:名称)?(?:[(（]单位[)）]|[及和、/]单位)",
    "unit": r"(?:计量|指标)?单位",
    "nature": r"(?:指标|目标)?(?:属性|性质)|约束性/预期性|预期性/约束性",
    "other": r"备注|责任(?:单位|部门)|牵头(?:单位|部门)|责任主体|数据来源|指标来源|说明|指标说明|填报单位",
}
MADE = r"实际|完成|预计|预测|基期|基数|基准|现状|实绩|初步|快报|统计"
MEANT = r"目标|规划|计划"
STATE = rf"(?:{MADE}|{MEANT}|预期|达到|指标|期末)*(?:值|数|情况|水平|数据|年)?"
NAMED = r"[“\"]?(?P<named>十[一二三四五六七])五[”\"]?"
# 2020年, 2025年目标值, 基期值(2020年), “十三五”末(2020年), 目标年2025, “十四五”末
VALUE = re.compile(
    rf"(?:{NAMED}(?:时期|期间)?(?P<end>期?末)?)?(?P<before>{STATE})(?:[(（]?(?P<year>20\d\d)年?(?:底|末)?(?P<after>[(（]?{STATE}[)）]?)[)）]?)?"
)
PLAIN = re.compile(r"现状值?|基期值?|基准值|基数|目标值|规划值|规划目标|规划目标值")
GROWTH = re.compile(
    rf"(?:{NAMED}(?:时期|期间)?|五年|规划期内?|20\d\d[-—–~～至]20\d\d年)?(?:年均|平均|年平均)?(?:增长率?|增速|增幅|变化率?|递增|增长速度)?[(（]?[%％]?[)）]?"
    rf"(?P<total>(?:[/或]|[\[〔［【(（])*(?:五年)?累计(?:数|值|增长|变化)?[%％]?[)）\]〕］】]*)?[(（]?[%％]?[)）]?"
)
BLANK = re.compile(r"[-—－–―一]{1,4}|[/／\\]|…+|无|空")
NATURE = re.compile(r"(预期性?|约束性?|指导性|导向性)(?:指标)?")
NUMBER = r"[-－−+＋]?\d[\d,，]*(?:\.\d+)?"
SIGNS = "[>＞≥<＜≤〉〈≧≦]=?"
MOVED = r"(?:(?:五年)?累计|年均)?(?:下降|降低|减少|削减|增长|增加|提高|提升|上升)?"
UNITLIKE = r"(?P<unit>[^\d\s<>\[\]()（）〔〕.、]{0,8}?)(?:左右|以[上下内]|上下)?"
FIGURE = re.compile(
    rf"[\[〔［【(（]?(?:{SIGNS}|不低于|不少于|不超过|不高于|大于|小于|高于|低于|超过|达到|约|近|控制在)?{MOVED}(?P<open>[\[〔［【(（])?(?:{SIGNS})?{NUMBER}"
    rf"(?:[%％]?[-–—~～至]{NUMBER})?{UNITLIKE}[\]〕］】)）]?(?:[\[〔［【(（][^\[\]()（）〔〕［］【】]{{1,12}}[\]〕］】)）])?[*＊①-⑩]*"
)
RATIO = re.compile(r"\d[\d.]*(?:[:：∶/]\d[\d.]*){1,3}")
# What stands in a cell for a number: 完成省下达任务, 与经济增长同步, 持续下降.
IN_WORDS = re.compile(
    r"(?=.{2,30}$)[^\d。]*(?:完成|达到?|同步|下达|控制|持续|稳定|保持|不[低高少超断]|低于|高于|[优好]于|快于|左右|待定|进一步|只[增减]不[减增]|明显|稳步|上级|核定|要求|任务)[^。]*"
)
ORDINAL = re.compile(r"[(（]?\d{1,3}[)）]?[.、．]?|[①-⑳]")
GOES_ON = re.compile(r"左右|以[上下内]|上下|及以上|[%％].*")
BRACKET = re.compile(r"[\[〔［【(（].*")
OPENS = re.compile(rf"{SIGNS}|不低于|不少于|不超过|约|[\[〔［【(（]")


@dataclass(frozen=True, slots=True)
class Column:
    """`role`: number, group, indicator, unit, value, growth, nature or other. `year` of a value column that names one;
    `state`: made (实际, 完成), meant (目标) or "" ."""

    role: str
    year: int | None = None
    state: str = ""
    text: str = ""


@lru_cache(maxsize=4096)
def column(text: str) -> Column | None:
    """What a heading cell says that its column holds; None where it is no heading of an indicator table.

    >>> [column(t) and column(t).role for t in ("指标名称", "单位", "2020年", "年均增速〔累计〕", "属性", "总投资")]
    ['indicator', 'unit', 'value', 'growth', 'nature', None]
    >>> column("基期值(2020年)").year, column("2025年目标").state, column("目标值").year
    (2020, 'meant', None)
    """
    text = fold(re.sub(r"\s", "", text)).rstrip("*①②③④")
    for role, words in HEADS.items():
        if re.fullmatch(words, text):
            return Column(role, text=text)
    if text and (match := VALUE.fullmatch(text)):
        said = match["before"] + (match["after"] or "")
        state = "meant" if re.search(MEANT, said) else "made" if re.search(MADE, said) else ""
        if match["year"]:
            return Column("value", int(match["year"]), state, text)
        if match["named"] and (match["end"] or state):
            return Column("value", plan_period(to_int(match["named"]))[1], state, text)
        if PLAIN.fullmatch(text):
            return Column("value", None, state, text)
    if re.search("增|变化|累计", text) and (match := GROWTH.fullmatch(text)):
        return Column("growth", plan_period(to_int(match["named"]))[1] if match["named"] else None, text=text)
    return None


def is_figure(text: str) -> bool:
    """A value with what a table puts round it.

    >>> [t for t in ("≥65", "6左右", "〔14〕", "-18", ">60%", "5.5—6", "森林覆盖率", "2.劳动生产率(元)", "2025年") if is_figure(t)]
    ['≥65', '6左右', '〔14〕', '-18', '>60%', '5.5—6']
    """
    if re.match(r"20\d\d年", text):
        return False
    match = FIGURE.fullmatch(text)
    return bool(match and (not match["unit"] or is_unit(match["unit"]))) or bool(RATIO.fullmatch(text))


def fits(text: str, role: str) -> bool:
    """Whether a cell may stand in a column of this role.

    >>> fits("完成省下达任务", "value"), fits("—", "growth"), fits("约束性", "nature"), fits("地区生产总值", "value"), fits("亿元", "unit")
    (True, True, True, False, True)
    """
    if not text or BLANK.fullmatch(text) or role == "other":
        return True
    if role == "nature":
        return bool(NATURE.fullmatch(text))
    if role == "unit":
        return is_unit(text)
    return is_figure(text) or bool(IN_WORDS.fullmatch(text))


def is_unit(text: str) -> bool:
    """A unit of measure, with or without brackets.

    >>> is_unit("亿元"), is_unit("（万元/人）"), is_unit("个/万人"), is_unit("吨标准煤/万元"), is_unit("PM2.5"), is_unit("森林覆盖率")
    (True, True, True, True, False, False)
    """
    bare = text.strip("()（）[]〔〕 ")
    if not bare or len(bare) > 12:
        return False
    unit = unit_at(bare, 0)
    return bool(unit and unit.printed == bare) or bool(
        re.fullmatch(r"[\u4e00-\u9fffμA-Za-z³²²]{1,8}/[百千万亿]?[\u4e00-\u9fff³²]{1,4}", bare)
    )


def merged(cells: list[str]) -> list[list[int]]:
    """The cells of a row cut at spaces, as groups of positions: `6 左右`, `≥ 65` and `年均增速 〔累计〕` are one cell each.

    >>> merged(["粮食产量", "≥", "65", "6", "左右", "〔14〕", "约束性"])
    [[0], [1, 2], [3, 4], [5], [6]]
    """
    groups: list[list[int]] = []
    for i, cell in enumerate(cells):
        before = cells[groups[-1][-1]] if groups else ""
        behind_figure = GOES_ON.fullmatch(cell) and is_figure(before)
        bracket = BRACKET.fullmatch(cell) and not is_figure(cell) and not BLANK.fullmatch(before) and not NATURE.fullmatch(before)
        if groups and (behind_figure or bracket or OPENS.fullmatch(before)):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups
