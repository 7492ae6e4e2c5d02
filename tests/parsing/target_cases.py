"""Test cases of targets as data: tests/data/targets/*.toml. A case is a list: its text, then what is expected of it.

A `clauses` group puts its texts into a `frame`, a document that says which tense and year a figure has by its place, and
expects every record, in the words of `record_line`: tense, indicator, comparator, value, unit, measure, year (`-` where
there is none), then `from` and the base year:

    ["单位GDP能耗较2015年下降16.3%。", "outcome 单位GDP能耗 = -16.3 % change 2020 from 2015"]

A line that begins with `- ` is a number that measures nothing, with the reason; where one is given, all must be:

    ["推进5G基站建设。", "- 5 name"]

A `documents` case has whole texts and the same lines. A `fields` group expects one `field` of each record. A `quantities`
group expects what `quantity_line` says of each number: `~ 30 万人次 → 300000 人次 visits`. `known_failures.toml` holds
cases of any kind that are wrong today, each with `why`.
"""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from importers.parsing.pipeline import parse_plan
from importers.parsing.quantities import Quantity
from importers.parsing.records import ParsedPlan, Target, UnclaimedNumber

DATA = Path(__file__).resolve().parents[1] / "data" / "targets"
FILES = ("clauses", "years", "documents", "fields", "negative", "quantities", "units", "wild", "known_failures")
KINDS = ("clauses", "documents", "fields", "quantities")
FRAMES = {
    "plan": "某市“十四五”现代服务业发展规划\n第一章 主要任务\n{}\n",
    "plan_review": "某市“十四五”现代服务业发展规划\n第一章 发展基础\n{}\n",
    "report": "某县2026年政府工作报告\n各位代表:\n一、2026年工作安排\n{}\n",
    "report_review": "某县2026年政府工作报告\n各位代表:\n一、2025年工作回顾\n{}\n",
}


def load(kind: str) -> list:
    """The cases of one kind in all files, as parameters of a test: group and case."""
    return [
        pytest.param(
            group,
            case,
            id=f"{name}: {group['about']}: {case[0].strip()[:24]}",
            marks=[pytest.mark.xfail(reason=group["about"], strict=True)] if name == "known_failures" else [],
        )
        for name in FILES
        for group in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8")).get(kind, [])
        for case in group["cases"]
    ]


def framed(group: dict, case: list[str]) -> ParsedPlan:
    """The parse of a case's text in its group's frame; a text without a frame is a whole document."""
    return parse_plan(FRAMES[group["frame"]].format(case[0]).encode() if "frame" in group else case[0].encode())


def expected(case: list[str]) -> tuple[list[str], list[str] | None]:
    """The records that a case expects, and the other numbers where it tells them."""
    others = [line for line in case[1:] if line.startswith("- ")]
    records = [line for line in case[1:] if not line.startswith("- ")]
    return records, others or None


def found(plan: ParsedPlan) -> tuple[list[str], list[str]]:
    return [record_line(t) for t in plan.targets], [f"- {u.printed} {u.reason}" for u in in_order(plan)]


def in_order(plan: ParsedPlan) -> list[UnclaimedNumber]:
    return sorted(plan.unclaimed_numbers, key=lambda u: (u.block, u.text_start))


def plain(value: Decimal | None) -> str:
    """A number without zeros that say nothing.

    >>> plain(Decimal("54380000000.0")), plain(Decimal("1E+3")), plain(Decimal("-16.30"))
    ('54380000000', '1000', '-16.3')
    """
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_line(record: Target | Quantity, unit: str) -> str:
    """Comparator, value or range, and unit."""
    high = "" if record.value_high is None else f"..{plain(record.value_high)}"
    return f"{record.comparator} {plain(record.value)}{high} {unit}".rstrip()


def record_line(record: Target) -> str:
    """A record in one line."""
    base = f" from {record.base_year}" if record.base_year else ""
    return f"{record.tense} {record.indicator} {value_line(record, record.unit)} {record.measure} {record.year or '-'}{base}"


def quantity_line(quantity: Quantity) -> str:
    """A quantity in one line: as printed → in the base unit of its family."""
    unit = quantity.unit
    if unit is None:
        return value_line(quantity, quantity.unit_text)
    high = "" if quantity.value_high is None else f"..{plain(quantity.value_high * unit.factor)}"
    normal = f"{plain(quantity.value * unit.factor)}{high} {unit.base}".rstrip()
    return f"{value_line(quantity, quantity.unit_text)} → {normal} {unit.family}"
