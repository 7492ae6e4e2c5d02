"""Tables of indicators in many layouts: every figure a record with its exact place, and nothing taken for a table that is none."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.pipeline import parse_plan
from importers.parsing.repair.stage import repair_lines
from importers.parsing.tabular import tables

DATA = Path(__file__).resolve().parents[1] / "data" / "targets"
TITLE = "某县国民经济和社会发展第{}个五年规划纲要\n第一章 主要目标\n"
ORDINALS = {2016: "十三", 2021: "十四", 2026: "十五"}


def cases(name):
    return [pytest.param(case, id=case["name"]) for case in tomllib.loads((DATA / name).read_text(encoding="utf-8"))["case"]]


def plan_of(case):
    first, _ = case.get("period", (2021, 2025))
    return parse_plan((TITLE.format(ORDINALS[first]) + case["text"]).encode())


def shown(t):
    head = [t.tense, t.indicator, t.comparator, t.value, t.unit, t.measure, t.year]
    more = [t.base_value if t.base_value is not None else "", t.nature or ""]
    while more and more[-1] == "":
        more.pop()
    return head + more


def wanted(record):
    return [Decimal(str(v)) if isinstance(v, int | float) and i in (3, 7) else v for i, v in enumerate(record)]


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_every_figure_is_a_record(case):
    plan = plan_of(case)
    assert [shown(t) for t in plan.targets] == [wanted(r) for r in case["records"]]
    assert [d for d in plan.diagnostics if d.severity == "error"] == []


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_each_record_stands_where_it_says(case):
    plan = plan_of(case)
    lines = split_lines(plan.source.text)
    for t in plan.targets:
        block = plan.structure[t.block]
        assert block.text[t.text_start : t.text_end] == t.printed
        assert block.text[t.clause_start : t.clause_end] == t.clause
        assert plan.source.text[t.start : t.end] == t.printed
        assert lines[t.line - 1].start <= t.start < lines[t.line - 1].start + len(lines[t.line - 1].raw) or t.line == block.line


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_no_number_is_lost_and_none_has_two_records(case):
    plan = plan_of(case)
    places = [(t.block, t.text_start) for t in plan.targets] + [(u.block, u.text_start) for u in plan.unclaimed_numbers]
    assert len(set(places)) == len(places)
    unread = ["".join(c.text for c in row.cells) for table in found(case) for row in table.rows if row.kind == "unread"]
    assert [u.replace("（", "(").replace("）", ")") for u in unread] == case.get("unread", [])


def found(case):
    return tables(split_lines(case["text"]))


@pytest.mark.parametrize("case", cases("tables_negative.toml"))
def test_what_is_no_table_stays_text(case):
    assert found(case) == []
    assert not [u for u in plan_of(case).unclaimed_numbers if u.reason == "table"]


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_rows_are_paragraphs_of_their_own(case):
    plan = plan_of(case)
    begun = {b.line for b in plan.structure if b.kind == "paragraph"}
    rows = [row for table in tables(repair_lines(split_lines(plan.source.text))[0]) for row in table.rows]
    assert rows
    assert {row.first for row in rows} <= begun


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_the_line_ends_do_not_matter(case):
    crlf = dict(case, text=case["text"].replace("\n", "\r\n"))
    assert [shown(t) for t in plan_of(crlf).targets] == [shown(t) for t in plan_of(case).targets]


@pytest.mark.parametrize("case", cases("tables.toml"))
def test_the_spaces_of_a_row_are_no_stray_ones_and_stay_when_repaired_again(case):
    lines, _, _ = repair_lines(split_lines(case["text"]))
    again, repairs, _ = repair_lines(split_lines("".join(f"{line.text.text}\n" for line in lines)))
    assert [line.text.text for line in again] == [line.text.text for line in lines]
    assert repairs == ()


def test_time_is_linear_in_the_rows():
    head = "指标 2020年 2025年 属性\n"
    row = "森林覆盖率（%） 74.43 ≥74.4 约束性\n"
    assert len(tables(split_lines(head + row * 1000))[0].rows) == 1001
    assert tables(split_lines(("指标 " * 40 + "\n") * 2000)) == []
    assert tables(split_lines("指标\n" * 10000)) == []
