"""Test cases of projects as data: tests/data/projects/*.toml. How a case is written: framed_cases.py.

A `clauses` or `documents` case expects every mention of a project, in the words of `mention_line`: tense, name, kind, stage
(`-` where there is none), then, as far as the text says them, count, place, scale and deadline:

    ["推动枝江220千伏江口变电站8月底前投运。", "target 枝江220千伏江口变电站 construction completed in 枝江 of 220千伏 by 8月底前"]
    ["5个货运码头建成投用。", "outcome 货运码头 construction completed x5"]

A `fields` group expects one `field` of each mention. The cases of `negative.toml` expect none.
"""

from decimal import Decimal
from pathlib import Path

from importers.parsing.records import ParsedPlan, Project
from tests.parsing import framed_cases
from tests.parsing.framed_cases import plain

DATA = Path(__file__).resolve().parents[1] / "data" / "projects"
FILES = ("names", "lists", "stages", "details", "boxes", "fields", "negative", "wild", "known_failures", "known_failures_wild")
KINDS = ("clauses", "documents", "fields")


def load(kind: str) -> list:
    """The cases of one kind in all files, as parameters of a test: group and case."""
    return framed_cases.load(DATA, FILES, kind)


def found(plan: ParsedPlan) -> list[str]:
    return [mention_line(mention) for mention in plan.projects]


def mention_line(mention: Project) -> str:
    """A mention of a project in one line."""
    details = {"x": mention.count, " in ": mention.place, " of ": mention.scale, " by ": mention.deadline}
    told = "".join(f" x{value}" if key == "x" else f"{key}{value}" for key, value in details.items() if value is not None)
    return f"{mention.tense} {mention.name} {mention.kind} {mention.stage or '-'}{told}"


def shown(value: str | int | Decimal | None) -> str:
    """The value of a field as a case writes it.

    >>> shown(None), shown(Decimal("7.0E+5")), shown(5)
    ('-', '700000', '5')
    """
    if value is None:
        return "-"
    return plain(value) if isinstance(value, Decimal) else str(value)
