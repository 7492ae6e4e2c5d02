"""The cases of tests/data/projects: names in all their shapes, what is no project, stage, place, scale, deadline and count."""

import pytest

from tests.parsing.framed_cases import framed, groups, twice
from tests.parsing.project_cases import DATA, FILES, KINDS, found, load, shown

LEAST = 340  # cases in all


def test_every_file_and_every_group_of_cases_is_run():
    assert {path.stem for path in DATA.glob("*.toml")} == set(FILES)
    for name in FILES:
        assert set(groups(DATA, name)) <= set(KINDS), name
    assert sum(len(load(kind)) for kind in KINDS) >= LEAST


def test_cases_are_written_once():
    assert twice(DATA, FILES, KINDS) == []


def test_negative_cases_expect_nothing_and_others_something():
    for name in FILES:
        empty = [case for cases in groups(DATA, name).values() for group in cases for case in group["cases"] if len(case) == 1]
        every = [case for cases in groups(DATA, name).values() for group in cases for case in group["cases"]]
        assert name.startswith("known_failures") or empty == (every if name == "negative" else []), name


@pytest.mark.parametrize(("group", "case"), load("clauses") + load("documents"))
def test_mentions(group, case):
    assert found(framed(group, case)) == case[1:]


@pytest.mark.parametrize(("group", "case"), load("fields"))
def test_fields(group, case):
    assert [shown(getattr(mention, group["field"])) for mention in framed(group, case).projects] == case[1:]
