"""Doubts about figures that contradict each other, for an editor to look at: growth against levels, rates out of range,
parts against their whole, goals below what is reported.

A check speaks only where the text itself can't be right as read; what a definition could explain (constant prices, rates
above 100 by nature, floors that a plan sets for caution) passes.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import takewhile

from importers.parsing.provenance import source_range
from importers.parsing.records import Block, Diagnostic, Target

Levels = Mapping[tuple[str, str | None, int | None], Target]
HUNDRED = Decimal(100)
# Grows at constant prices: its stated growth is not that of its levels.
AT_PRICES = re.compile(r"增加值|总值|GDP|产值|收入|消费|总额")
YEARLY = re.compile(r"年均|年平均|每年")
ON_YEAR = re.compile(r"同比|[比较](?:上年|去年)|当年|今年")
# A part of a whole; what may pass 100 or fall below 0 by its nature is left out.
SHARE = re.compile(
    r"(?:覆盖率|普及率|参保率|巩固率|合格率|优良率|达标率|满意率|占比|比重|城镇化率|绿化率|绿地率|失业率|处理率|处置率|入住率|就业率|入户率|办结率|签约率|优良天数比例|优良水体比例|死亡率|贫困发生率|通车率|硬化率|回收率|清洁率)$"
)
MAY_EXCEED = re.compile(r"毛入|完成率|增长|拨备|贡献|产销|周转|偿付|流动性|自给|床位|产能|杠杆|负债|相当于|增加值率|超额|提前")
# Rises when things go well, and is a stock or a rate, no flow of one year.
RISES = re.compile(
    r"(?:覆盖率|普及率|参保率|巩固率|城镇化率|机械化率|毛入学率|毛入园率|生产总值|人均可支配收入|预期寿命|受教育年限|优良天数比例|总里程|通车里程|营业里程|拥有量|保有量|装机容量|床位数|贡献率|收集率|处理率)$"
)
FLOOR = re.compile(r"稳定|保持|维持|不低于|不少于|底线|守住|左右|确保|以内|以下|≥|完成|每年|年均|新增|提前")
SUMMED = re.compile(r"累计|合计|年均|平均|五年|以来|每年|最高|曾|原|规划|目标")
INDUSTRIES = re.compile(r"(?:三次产业|一二三产业?|一、二、三(?:次)?产业)(?:增加值)?(?:结构|比重|比例|之?比)[^。;；]{0,80}")
SHARES = re.compile(r"(?<![\d.:：∶])(\d{1,2}(?:\.\d+)?)[:：∶](\d{1,2}(?:\.\d+)?)[:：∶](\d{1,2}(?:\.\d+)?)(?![:：∶.\d])")
PARTS = re.compile(r"^[,，(（;；:：]?\s*其中[:：]?")
ALIKE = re.compile(r"(?:国家|省|市|县|区|州|自治区)级|第[一二三]产业|一般|特殊")


def find(targets: Sequence[Target], structure: Sequence[Block]) -> tuple[Diagnostic, ...]:
    """What the figures of a document contradict.

    >>> def made(value, at, **more):
    ...     rest = dict(line=1, clause="", tense="outcome", comparator="=", unit="%", unit_family="percent", measure="level", block=0)
    ...     return Target(**(rest | dict(value=Decimal(value), printed=value, text_start=at, text_end=at + 1, clause_start=at, clause_end=at + 1) | more))
    >>> [d.code for d in find([made("120", 4, indicator="森林覆盖率"), made("120", 9, indicator="学前毛入园率")], (Block(kind="paragraph", line=1, end_line=1),))]
    ['target.percent_out_of_range']
    """
    by_block: dict[int, list[Target]] = defaultdict(list)
    for target in targets:
        by_block[target.block].append(target)
    found = [d for t in targets if (d := out_of_range(t))]
    reported = {(t.indicator, t.normal_unit, t.year): t for t in targets if t.tense == "outcome" and t.measure == "level" and t.year}
    for position, records in by_block.items():
        found += growth_mismatches(records, structure[position], reported)
        found += too_large_parts(records, structure[position])
    found += [d for block in structure if "产业" in block.text for d in unequal_industries(block)]
    found += below_reported(targets)
    return tuple(found)


def doubt(code: str, at: Target, message: str, severity: str = "warning") -> Diagnostic:
    return Diagnostic(code=code, severity=severity, message=message, line=at.line, start=at.start, end=at.end)


def shown(target: Target) -> str:
    """A record as a message names it: 森林覆盖率 65%."""
    value = f"{target.value.normalize():f}"
    return f"“{target.indicator}” {value}{target.unit}"


def out_of_range(target: Target) -> Diagnostic | None:
    """A share below 0 or above 100 per cent."""
    if target.measure != "level" or target.unit != "%" or not SHARE.search(target.indicator) or MAY_EXCEED.search(target.indicator):
        return None
    highest = target.value_high if target.value_high is not None else target.value
    if (target.value >= 0 and highest <= HUNDRED) or MAY_EXCEED.search(target.clause):
        return None
    limit = "below 0%" if target.value < 0 else "above 100%"
    return doubt("target.percent_out_of_range", target, f"{shown(target)} is {limit}, which a share can't be. Compare with the source.")


def growth_mismatches(records: Sequence[Target], block: Block, reported: Levels) -> Iterator[Diagnostic]:
    """Growth stated beside the two levels it is the growth of: 从347亿元增长到486亿元,年均增长7%; a row of a table; or beside one,
    where the level of its base year is `reported` elsewhere."""
    for change in records:
        if change.measure != "change" or change.unit != "%" or change.value_high is not None or ON_YEAR.search(_before(change, block)):
            continue
        pair = _levels(change, records, block, reported)
        if pair is None:
            continue
        first, last = pair
        span = last.year - first.year if first.year and last.year else None
        ratio = worth(last) / worth(first)
        total = (ratio - 1) * HUNDRED
        yearly = (ratio ** (1 / Decimal(span)) - 1) * HUNDRED if span and span > 0 else None
        implied = [yearly] if YEARLY.search(_before(change, block)) else [total] if yearly is None else [total, yearly]
        if None in implied or any(agrees(change, growth, first, last) for growth in implied):
            continue
        nearest = min(implied, key=lambda growth: abs(growth - change.value))
        yield doubt(
            "target.growth_mismatch",
            change,
            f"The growth stated for {shown(change)} does not fit the levels beside it: from {shown(first)} to {shown(last)} is {nearest:.1f}%"
            + (" a year." if nearest is yearly else "."),
        )


def _before(target: Target, block: Block) -> str:
    return block.text[target.clause_start : target.text_start]


def _levels(change: Target, records: Sequence[Target], block: Block, reported: Levels) -> tuple[Target, Target] | None:
    """The level that a change begins with and the one it leads to, in its sentence and of its indicator."""
    beside = [
        r for r in records if r.indicator == change.indicator and r.measure == "level" and r.value > 0 and not _apart(r, change, block)
    ]
    for last in beside:
        if change.year and last.year and change.year != last.year:
            continue
        first = next((r for r in beside if r.value == last.base_value and r.unit == last.unit and r is not last), None)
        if first is None and change.base_year:
            first = reported.get((last.indicator, last.normal_unit, change.base_year))
        if first and first is not last and first.value > 0 and change.base_year in (None, first.year):
            return first, last
    return None


def _apart(one: Target, other: Target, block: Block) -> bool:
    """Whether a sentence ends between two records."""
    first, second = sorted((one, other), key=lambda r: r.text_start)
    return bool(re.search("[。！!;；]", block.text[first.text_end : second.text_start]))


def agrees(change: Target, implied: Decimal, first: Target, last: Target) -> bool:
    """Whether stated and implied growth can both be right, rounding and constant prices in mind."""
    stated, gap = change.value, abs(change.value - implied)
    if (change.comparator in (">", ">=") and implied >= stated) or (change.comparator in ("<", "<=") and implied <= stated):
        return True
    rounding = sum((_last_digit(r.value) / r.value for r in (first, last)), Decimal(0)) * (HUNDRED + abs(implied))
    rounding += _last_digit(stated) + 1 + (3 if "~" in (first.comparator, last.comparator, change.comparator) else 0)
    if gap <= rounding:
        return True
    if last.unit_family in ("money", "per_unit") or AT_PRICES.search(last.indicator):
        opposite = stated * implied < 0 and gap > 5
        return not opposite and not (gap >= 5 and max(abs(stated), abs(implied)) >= 3 * min(abs(stated), abs(implied)))
    return gap <= abs(implied) * Decimal("0.1")


def _last_digit(value: Decimal) -> Decimal:
    """What rounding may have added or taken: half of the last printed digit.

    >>> str(_last_digit(Decimal("12.4"))), str(_last_digit(Decimal("350")))
    ('0.05', '0.5')
    """
    return Decimal(5).scaleb(min(value.as_tuple().exponent, 0) - 1)


def too_large_parts(records: Sequence[Target], block: Block) -> Iterator[Diagnostic]:
    """What stands behind 其中 and is larger than the whole before it, alone or all together."""
    for i, whole in enumerate(records[:-1]):
        if whole.measure == "change" or whole.comparator in (">", ">=", "~") or not whole.unit:
            continue
        between = block.text[whole.text_end : records[i + 1].text_start]
        if not PARTS.match(between[between.find("其中") - 1 :] if "其中" in between[:24] else between):
            continue
        behind = takewhile(lambda r, w=whole: not _apart(w, r, block), records[i + 1 :])
        parts = list(takewhile(lambda r, w=whole: r.unit == w.unit and r.measure == w.measure and r.tense == w.tense, behind))
        for part in parts:
            if part.value > whole.value:
                yield doubt("target.parts_do_not_sum", part, f"{shown(part)} is named as a part of {shown(whole)}, which is less.")
        together = sum((p.value for p in parts), Decimal(0))
        alike = len(parts) > 1 and all(ALIKE.search(p.indicator) for p in parts) and len({p.indicator for p in parts}) == len(parts)
        if alike and together > whole.value * Decimal("1.01") and all(p.value <= whole.value for p in parts):
            yield doubt(
                "target.parts_do_not_sum",
                parts[0],
                f"The parts of {shown(whole)} come to {together:f}{whole.unit}: more than the whole.",
                "info",
            )


def unequal_industries(block: Block) -> Iterator[Diagnostic]:
    """三次产业结构 whose three shares do not come to 100.

    >>> [d.message[-38:] for d in unequal_industries(Block(kind="paragraph", line=1, end_line=1, text="三次产业结构调整为12.1:41.3:36.6。"))]
    ['industries come to 90.0%, not to 100%.']
    """
    for match in (m for said in INDUSTRIES.finditer(block.text) for m in SHARES.finditer(block.text, *said.span())):
        together = sum((Decimal(share) for share in match.groups()), Decimal(0))
        if abs(together - HUNDRED) > Decimal("1.05"):
            start, end = source_range(block, match.start(1), match.end(3))
            yield Diagnostic(
                code="target.parts_do_not_sum",
                severity="warning",
                message=f"The shares of the three industries come to {together:f}%, not to 100%.",
                line=block.line,
                start=start,
                end=end,
            )


def below_reported(targets: Sequence[Target]) -> Iterator[Diagnostic]:
    """A plan's goal for what should rise that lies below the level already reported for it."""
    reported: dict[tuple[str, str], Target] = {}
    for t in targets:
        if t.tense == "outcome" and plain(t) and t.comparator in ("=", ">", ">=", "~") and not SUMMED.search(t.clause):
            key = (t.indicator, t.normal_unit or t.unit)
            if key not in reported or (t.year or 0) >= (reported[key].year or 0):
                reported[key] = t
    for t in targets:
        known = reported.get((t.indicator, t.normal_unit or t.unit))
        if known is None or t.tense != "target" or not plain(t) or t.comparator in ("<", "<=", "~") or FLOOR.search(t.clause):
            continue
        if t.year and known.year and t.year <= known.year:
            continue
        floor = t.comparator in (">", ">=")  # 达到50%以上 may be a cautious floor, unless it lies far below
        if worth(t) < worth(known) * Decimal("0.8" if floor else "0.995"):
            message = f"The goal {shown(t)} is below what line {known.line} reports: {shown(known)}."
            yield doubt("target.below_reported", t, message, "info" if floor else "warning")


def plain(target: Target) -> bool:
    return target.measure == "level" and target.value_high is None and bool(RISES.search(target.indicator))


def worth(target: Target) -> Decimal:
    return target.normal_value if target.normal_value is not None else target.value
