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

from pathlib import Path

from importers.parsing.quantities import Quantity
from importers.parsing.records import ParsedPlan, Target, UnclaimedNumber
from tests.parsing import framed_cases
from tests.parsing.framed_cases import plain

DATA = Path(__file__).resolve().parents[1] / "data" / "targets"
FILES = ("clauses", "years", "documents", "fields", "negative", "quantities", "units", "wild", "known_failures")
KINDS = ("clauses", "documents", "fields", "quantities")


def load(kind: str) -> list:
    """The cases of one kind in all files, as parameters of a test: group and case."""
    return framed_cases.load(DATA, FILES, kind)


def expected(case: list[str]) -> tuple[list[str], list[str] | None]:
    """The records that a case expects, and the other numbers where it tells them."""
    others = [line for line in case[1:] if line.startswith("- ")]
    records = [line for line in case[1:] if not line.startswith("- ")]
    return records, others or None


def found(plan: ParsedPlan) -> tuple[list[str], list[str]]:
    return [record_line(t) for t in plan.targets], [f"- {u.printed} {u.reason}" for u in in_order(plan)]


def in_order(plan: ParsedPlan) -> list[UnclaimedNumber]:
    return sorted(plan.unclaimed_numbers, key=lambda u: (u.block, u.text_start))


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
