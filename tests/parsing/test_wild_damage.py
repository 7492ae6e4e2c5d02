"""Sentences of real damaged pages: every run comes back right or is flagged. The cases are in tests/data/parsing/wild_damaged.toml."""

import tomllib

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.repair.damage import SCAR
from importers.parsing.repair.stage import repair_lines
from tests.parsing.cases import DATA

CASES = tomllib.loads((DATA / "wild_damaged.toml").read_text(encoding="utf-8"))["case"]
RIGHT = 14  # of 17 runs; the others are flagged


def repaired(case):
    """The repaired text, and how many of its diagnostics ask an editor to look."""
    lines, _, diagnostics = repair_lines(split_lines(case["text"].strip()))
    return "\n".join(line.text.text for line in lines), sum(d.severity == "warning" for d in diagnostics)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_runs_are_restored_right_or_flagged(case):
    text, flagged = repaired(case)
    wrong = [run for run in case["runs"] if not run or run not in text]
    assert flagged >= len(wrong), f"{wrong} in {text}"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_no_scar_is_left_without_a_flag(case):
    text, flagged = repaired(case)
    assert flagged >= len(SCAR.findall(text))


def test_most_runs_are_restored_right():
    assert sum(bool(run) and run in repaired(case)[0] for case in CASES for run in case["runs"]) >= RIGHT
