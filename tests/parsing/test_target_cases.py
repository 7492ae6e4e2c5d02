"""The cases of tests/data/targets: how numbers are written, what measures nothing, whole clauses, tense and year by place."""

import pytest

from importers.parsing.quantities import quantities
from tests.parsing.framed_cases import framed, groups, twice
from tests.parsing.target_cases import DATA, FILES, KINDS, expected, found, load, quantity_line

ELSEWHERE = {"tables", "tables_negative"}  # the tests of tables
LEAST = 400  # cases in all


def test_every_file_and_every_group_of_cases_is_run():
    assert {path.stem for path in DATA.glob("*.toml")} - ELSEWHERE == set(FILES)
    for name in FILES:
        assert set(groups(DATA, name)) <= set(KINDS), name
    assert sum(len(load(kind)) for kind in KINDS) >= LEAST


def test_cases_are_written_once():
    assert twice(DATA, FILES, ("clauses", "documents", "quantities")) == []


def test_negative_cases_expect_no_record():
    assert [case for group in groups(DATA, "negative")["clauses"] for case in group["cases"] if expected(case)[0]] == []


@pytest.mark.parametrize(("group", "case"), load("quantities"))
def test_quantities(group, case):
    assert [quantity_line(q) for q in quantities(case[0])] == case[1:]


@pytest.mark.parametrize(("group", "case"), load("clauses") + load("documents"))
def test_records_and_other_numbers(group, case):
    records, others = expected(case)
    plan = framed(group, case)
    now = found(plan)
    assert now[0] == records
    if others is not None:
        assert now[1] == others


@pytest.mark.parametrize(("group", "case"), load("fields"))
def test_fields(group, case):
    values = [getattr(record, group["field"]) for record in framed(group, case).targets]
    assert ["-" if value is None else str(value) for value in values] == case[1:]
