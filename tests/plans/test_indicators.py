"""The registry of indicators is sound, its codes stay, and printed names find their indicator or none."""

import re
import tomllib
from dataclasses import fields
from itertools import chain
from pathlib import Path

import pytest

from importers.parsing.units import BASES
from plans.choices import Direction, IndicatorTheme, UnitFamily
from plans.indicators import FILE, IndicatorIndex, RegisteredIndicator, normalised, registry, registry_index

CASES = Path(__file__).parents[1] / "data" / "indicators"
PUBLISHED = FILE.with_name("indicator_codes.txt")
ENTRIES = {entry.code: entry for entry in registry()}


def cases(kind, *files):
    return list(chain.from_iterable(tomllib.loads((CASES / file).read_text(encoding="utf-8"))[kind] for file in files))


# ── The registry ─────────────────────────────────────────────────────────────────────────────────────────────
def test_every_entry_has_the_documented_fields_and_no_other():
    allowed = {field.name for field in fields(RegisteredIndicator)}
    for entry in tomllib.loads(FILE.read_text(encoding="utf-8"))["indicator"]:
        assert allowed - {"description"} <= set(entry) <= allowed, entry["code"]
        assert all(isinstance(entry[name], str) and entry[name].strip() == entry[name] != "" for name in set(entry) - {"aliases"})
        assert all(isinstance(alias, str) and alias.strip() == alias != "" for alias in entry["aliases"])


@pytest.mark.parametrize("entry", registry(), ids=list(ENTRIES))
def test_values_are_of_the_closed_lists(entry):
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", entry.code)
    assert len(entry.code) <= 50
    assert entry.family in UnitFamily.values
    assert entry.direction in Direction.values
    assert entry.theme in IndicatorTheme.values


def test_the_parsers_unit_families_are_those_of_the_database():
    assert {family for family, *_ in BASES.values()} <= set(UnitFamily.values)


def test_codes_and_names_belong_to_one_indicator():
    assert len(ENTRIES) == len(registry())
    names = [name for entry in registry() for name in entry.names]
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert registry_index().conflicts == {}


def test_every_name_finds_its_own_indicator():
    lost = [(name, e.code) for e in registry() for name in e.names if registry_index().match(name, e.family) != e.code]
    assert lost == []


def test_no_published_code_disappears():
    """The list only grows. A code that is no longer wanted keeps its entry."""
    published = PUBLISHED.read_text(encoding="utf-8").split()
    assert published == sorted(set(published))
    assert len(published) >= 180, "a line was deleted from the list of published codes"
    assert sorted(set(published) - set(ENTRIES)) == [], "a published code is gone"
    assert sorted(set(ENTRIES) - set(published)) == [], "publish new codes: add them to indicator_codes.txt"


# ── Matching ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("name", "family", "code"), cases("linked", "wild.toml", "synthetic.toml"))
def test_a_printed_name_finds_its_indicator(name, family, code):
    assert registry_index().match(name, family or None) == code


@pytest.mark.parametrize(("name", "family"), cases("unlinked", "wild.toml", "negative.toml"))
def test_what_is_no_registered_indicator_stays_unlinked(name, family):
    assert registry_index().match(name, family or None) is None


def test_normalising_twice_changes_nothing():
    names = [name for entry in registry() for name in entry.names]
    names += [name for name, *_ in cases("linked", "wild.toml", "synthetic.toml") + cases("unlinked", "wild.toml", "negative.toml")]
    assert [name for name in names if normalised(normalised(name)) != normalised(name)] == []


def test_a_name_that_two_codes_claim_belongs_to_neither():
    index = IndicatorIndex([("a", ["粮食产量", "甲"], "mass"), ("b", ["粮食的产量"], "mass"), ("c", ["", "乙"], None)])
    assert index.conflicts == {"粮食产量": ("a", "b")}
    assert (index.match("粮食产量"), index.match("甲"), index.match("乙", "money"), index.match("")) == (None, "a", "c", None)


def test_long_nonsense_is_looked_up_at_once():
    assert registry_index().match("累计" * 50_000 + "同比" * 50_000) is None
