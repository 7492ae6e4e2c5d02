"""Numbers that stand in a paragraph and in no record, and what a record of one would probably say.

Only proposals for a form: an editor reads and corrects them before anything is stored. The parser knows far more; here a
few plain patterns save typing.
"""

import re
from decimal import Decimal

from plans.admin.marked_candidates import Candidate, nearest, unmarked
from plans.choices import Comparator, Measure, Tense
from plans.corrections.anchors import clause_around

NUMBER = r"\d{1,3}(?:[,\uff0c]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
UNIT = (
    r"(?:个百分点|百分点|[%\uff05‰]|"
    r"[十百千万亿]*(?:平方公里|平方米|立方米|公顷|公里|千瓦时|千瓦|吨标准煤|美元|人次|[元人户亩吨家个项件处所座条套张名位辆部台株头只宗起场艘米天年岁倍])"
    r"(?:[/\uff0f](?:人|平方公里|亩|吨|万元|月|年|立方米|公里))*|[十百千万亿]+)"
)
FOUND = re.compile(
    r"(?P<before>不低于|不少于|不小于|至少|不超过|不高于|控制在|超过|突破|高于|低于|约|近|达到|超)?"
    rf"(?P<value>{NUMBER})(?:(?:{UNIT})?[-—–~\uff5e至到]+(?P<high>{NUMBER}))?(?P<unit>{UNIT})?(?P<after>以上|以下|以内|之内|左右|余)?"
)
COMPARED = {
    "不低于": ">=", "不少于": ">=", "不小于": ">=", "至少": ">=", "以上": ">=",
    "不超过": "<=", "不高于": "<=", "控制在": "<=", "以内": "<=", "之内": "<=", "以下": "<=",
    "超过": ">", "突破": ">", "高于": ">", "超": ">", "余": ">", "低于": "<", "约": "~", "近": "~", "左右": "~",
}  # fmt: skip
YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
NO_FIGURE = re.compile(r"\d{4}年|\d{1,2}月|\d{1,2}日|[第“”\"']\d|“?\d+”|\d+号|[A-Za-z]\d|\d[A-Za-z]")
RISE = re.compile(r"增长|提高|上升|提升|增加|降低|下降|减少|回落")
FALL = re.compile(r"降低|下降|减少|回落")
MADE = re.compile(r"新增|新建|建成|建设|打造|培育|引进|实施|改造|完成")
LEAD = re.compile(
    r"^(?:到|至|在|力争|确保|争取|预计|其中|[,\uff0c])*(?:(?:19|20)\d\d年(?:末|底|以前|前)?|“?十[一二三四五六]五”?(?:期间|末|时期)?)?[,\uff0c、]*(?:力争|确保|全[省市县区](?=.))*"
)
TAIL = re.compile(
    r"(?:分别|年均|累计|预计|稳定|保持|控制|达到|提高|提升|增长|增加|下降|降低|减少|完成|实现|突破|超过|超|达|为|至|到|在|由|从|的|以上|左右)+$"
)


def unclaimed(text, figures):
    """Numbers of a text that no record holds and that look like measurements, in order.

    >>> [one.text for one in unclaimed("到2025年,新增2个省级、10个市级专科,增长8%以上。", [])]
    ['2个', '10个', '8%以上']
    """
    names = [found.span() for found in NO_FIGURE.finditer(text)]  # dates, ordinals, parts of names
    found = [Candidate(one.start(), one.end(), one[0]) for one in FOUND.finditer(text)]
    return unmarked([one for one in found if not one.touches(names)], figures, text)


def proposal(text, start, end, figures, document):
    """Initial values for the form of a record of text[start:end]."""
    before = text[clause_around(text, start, end)[0] : start]
    values = _number(text[start:end]) | {"text_start": start, "text_end": end}
    near = nearest(figures, start)
    values |= {"tense": str(near.tense) if near else _tense(document), "year": _year(text, start, near, document)}
    values["measure"] = _measure(before, values.get("unit", ""))
    if "value" in values and FALL.search(before) and values["measure"] == Measure.CHANGE:
        values["value"] = -values["value"]
    values["indicator_name"] = indicator_before(before)
    if near:
        values |= {"nature": near.nature, "region": near.region_id}
    else:
        values["region"] = document.region_id
    return {name: value for name, value in values.items() if value not in (None, "")}


def _number(words):
    """Value, unit and comparison of a number as printed.

    >>> _number("不低于1,200万人")
    {'value': Decimal('1200'), 'unit': '万人', 'comparator': '>='}
    >>> _number("16.39万亩天然林")["unit"]
    '万亩'
    >>> _number("4.5%—5%")
    {'value': Decimal('4.5'), 'unit': '%', 'value_high': Decimal('5'), 'comparator': 'range'}
    """
    found = FOUND.search(words)
    if not found:
        return {}
    values = {"value": _decimal(found["value"]), "unit": (found["unit"] or "").replace("\uff05", "%")}
    if found["high"]:
        return values | {"value_high": _decimal(found["high"]), "comparator": str(Comparator.RANGE)}
    return values | {"comparator": COMPARED.get(found["before"]) or COMPARED.get(found["after"]) or str(Comparator.EQUAL)}


def _decimal(words):
    return Decimal(words.replace(",", "").replace("\uff0c", ""))


def indicator_before(words):
    """What is measured, from the words of the clause before the number.

    >>> indicator_before("到2025年末,常住人口城镇化率达到"), indicator_before("新增就业")
    ('常住人口城镇化率', '新增就业')
    """
    bare = LEAD.sub("", words)
    return TAIL.sub("", bare).strip(",\uff0c、:\uff1a ")[-60:]


def _measure(before, unit):
    if RISE.search(before) or unit.endswith("百分点"):
        return str(Measure.CHANGE)
    return str(Measure.COUNT) if MADE.search(before) and not unit.endswith(("元", "%", "‰")) else str(Measure.LEVEL)


def _year(text, start, near, document):
    """The last year named before the number, else that of the nearest record, else the end of the plan."""
    named = YEAR.findall(text, 0, start)
    if named:
        return int(named[-1])
    return near.year if near else document.period_end


def _tense(document):
    return str(Tense.OUTCOME if document.doc_type == "work_report" else Tense.TARGET)
