"""What a number says once its indicator is known: comparator, measure, year, tense, and its value in the family's base unit."""

import re
from decimal import Decimal

from importers.parsing.quantities import Quantity
from importers.parsing.scope import Calendar, Scope
from importers.parsing.targets import naming, years
from importers.parsing.targets.memory import Case, Memory

STRENGTH = re.compile(r"力争|争取|确保|努力|务必|必须|保证|至少|不低于|不少于|不超过|不高于|控制在|左右|原则上")
# Families that stand at a level whatever the verb; those that are counted.
LEVELS = {
    "percent",
    "percentage_point",
    "multiple",
    "money",
    "foreign_money",
    "per_unit",
    "concentration",
    "years",
    "duration",
    "hours",
    "months",
    "energy",
}
COUNTS = {"count", "people", "visits", "households", "area", "length"}
STOCK = re.compile(r"(?:保险|床位数|数|面积|里程|人口|存栏|总量|容量|装机|规模|产量|半径|蓄积量?|库容|能力|储量|水平|长度)$")
# 每千名老年人40张 is a rate; 突破10万户 says where a thing stands, as 达到 does.
PER_HEAD = re.compile(r"每[百千万]?(?:名|人|户|位|平方公里)(?![口均])")
PASSES = re.compile("突破|超过|超|跨越|不低于|不少于|不超过")
DONE = ("完成", "实现", "累计达", "累计达到", "合计")


def comparator_of(case: Case, memory: Memory) -> str:
    """The quantity's own, or that of a word further off: 至少办好一所; 约占五成; 分别增长8%、9%左右."""
    if case.quantity.comparator != "=":
        return case.quantity.comparator
    if re.search("至少|不低于|不少于", case.left):
        return ">="
    if re.search("约占[^占]{0,12}$|约(?:为|有|合)$", case.left):
        return "~"
    if memory.queue:
        last = case.rest[-1].comparator
        return "=" if last == "range" else last
    return "="


def measure_of(case: Case, memory: Memory) -> str:
    """level, change or count (gold standard, NOTES 5)."""
    form, family = case.form, case.family
    if case.quantity.unit_text == "番" or form.kind == "change" or memory.changed or re.search(r"[比较].*净增$", case.left):
        return "change"
    if form.kind == "state" and family == "percent" and memory.changes and not naming.bare_name(form.subject):
        return "change"  # 增长6.5%,力争达到7%
    if memory.from_form or form.kind == "share" or family in LEVELS or not family or PER_HEAD.search(case.left):
        return "level"
    if form.kind == "state":
        return "count" if form.tail in DONE else "level"
    if memory.verb:
        return "count"
    if PASSES.match(case.clause, case.quantity.start):
        return "level"
    return "level" if STOCK.search(naming.bare_name(form.subject)) or family not in COUNTS else "count"


def year_of(case: Case, memory: Memory, dates: Calendar, scope: Scope) -> int | None:
    """The year beside the number, or that of the words before it in the sentence, or the scope's."""
    if memory.from_form and not memory.onward:
        return memory.from_year
    memory.year = years.stated_year(case.left, dates, scope) or memory.year
    return memory.year or scope.year


def tense_of(year: int | None, memory: Memory, dates: Calendar, scope: Scope) -> str:
    """target or outcome: the start of 从A到B is a baseline; then the clause's words, a year that it names, and its place decide."""
    if memory.reported or (memory.from_form and not memory.onward):
        return "outcome"
    over = bool(year and dates.now and memory.year and year < dates.now)
    if memory.committed and scope.zone != "review" and not over:
        return "target"
    if not (year and dates.now and memory.year):
        return scope.tense
    if year < dates.now:
        return "outcome"
    if dates.report:
        return "target" if year > dates.now else scope.tense
    return "target" if scope.zone != "review" or year > dates.now + 1 else scope.tense


def normalised(quantity: Quantity, sign: int) -> tuple[Decimal, Decimal | None]:
    """Value and upper value in the base unit of the unit's family.

    >>> from importers.parsing.quantities import quantities
    >>> [str(normalised(q, 1)[0]) for q in quantities("543.8亿元、2万公顷、35%")]
    ['54380000000.0', '300000', '35']
    """
    factor = (quantity.unit.factor if quantity.unit else 1) * sign
    return _rounded(quantity.value * factor), None if quantity.value_high is None else _rounded(quantity.value_high * factor)


def _rounded(value: Decimal) -> Decimal:
    """To nine places at most: minutes as hours, square metres as 亩 need not be longer."""
    return value if value.as_tuple().exponent >= -9 else round(value, 9).normalize()


def strength_of(clause: str) -> str | None:
    """The word that says how firmly: 力争, 确保, 至少.

    >>> strength_of("力争就业率达到80%以上"), strength_of("就业率达到80%")
    ('力争', None)
    """
    match = STRENGTH.search(clause)
    return match[0] if match else None
