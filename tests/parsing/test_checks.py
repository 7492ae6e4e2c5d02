"""Contradictions between figures: each is said once, at its place, naming both; what can be right is not spoken of."""

import tomllib
from pathlib import Path

import pytest

from importers.parsing.pipeline import parse_plan
from tests.parsing.sources import DOCS, plan

DATA = Path(__file__).resolve().parents[1] / "data" / "checks" / "figures.toml"
CASES = tomllib.loads(DATA.read_text(encoding="utf-8"))["case"]
PLAN = "某县国民经济和社会发展第十四个五年规划纲要\n第一章 发展基础\n{}\n第二章 主要任务\n{}\n"


def parsed(case):
    return parse_plan(PLAN.format(case.get("review", "成绩显著。"), case.get("tasks", "着力推进。").strip()).encode())


def doubts(read):
    return [d for d in read.diagnostics if d.code.startswith("target.")]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_said(case):
    read = parsed(case)
    assert [[d.code, read.source.text[d.start : d.end]] for d in doubts(read)] == case["found"]


@pytest.mark.parametrize("case", [c for c in CASES if c["found"]], ids=[c["name"] for c in CASES if c["found"]])
def test_a_doubt_names_its_figures_and_stands_on_its_line(case):
    read = parsed(case)
    starts = [0, *(i + 1 for i, c in enumerate(read.source.text) if c == "\n")]
    for d in doubts(read):
        assert d.severity in ("info", "warning")
        assert sum(c.isdigit() for c in d.message) >= 2
        assert d.message.endswith((".", "source."))
        assert starts[d.line - 1] <= d.start < d.end <= starts[d.line]


@pytest.mark.parametrize("doc", DOCS)
def test_no_false_alarm_in_the_five_documents(doc):
    assert doubts(plan(doc)) == []
