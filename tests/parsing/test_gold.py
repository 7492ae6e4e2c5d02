"""The quality gate: no figure against the gold annotations falls below its floor in tests/gold/floors.toml."""

import json
import tomllib
import warnings
from pathlib import Path

import pytest

from tests.gold.score import read, score, shown
from tests.parsing.sources import DOCS, SOURCES, published

GOLD = Path(__file__).resolve().parents[1] / "gold"
FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
FIELDS = ("kind", "line", "end_line", "level", "number", "heading", "noise_reason", "missing_heading", "inline", "run_in")
TENSES = ("target", "outcome")
ATTRIBUTES = ("indicator", "comparator", "measure", "year")
RAISE_AT = 0.005  # a figure this much above its floor is worth a higher floor


def record(row):
    return tuple(row.get(field) or None for field in FIELDS)


def figures_of(doc):
    """The figures that floors.toml names, and what to look at when one has fallen."""
    lines = tuple(FLOORS[doc]["lines"])
    report, errors = score(GOLD, doc, published(doc), lines)
    figures = {key.removeprefix("structure."): row["f1"] for key, row in report.items() if key.startswith("structure.")}
    look = shown(errors, 10)
    if "metadata" in report:
        figures["metadata"] = report["metadata"]["right"]
        look += [f"  metadata {field}: should be {want!r}, is {got!r}" for field, (want, got) in report["metadata"]["wrong"].items()]
    found = {record(row) for row in published(doc)["structure"]}
    missed = [row for row in read(GOLD / f"structure_{doc}.jsonl") if record(row) not in found]
    figures["exact"] = len(read(GOLD / f"structure_{doc}.jsonl")) - len(missed)
    return figures, look + [f"  not exact: {json.dumps(row, ensure_ascii=False)}" for row in missed[:10]]


def target_figures_of(doc):
    """Of targets and of outcomes: F1, and in which share of the matched each attribute is right."""
    report, errors = score(GOLD, doc, published(doc), tuple(FLOORS[doc]["target_lines"]))
    figures = {}
    for tense in TENSES:
        right = report[f"targets.{tense}.attributes"]
        figures |= {f"{tense}.f1": report[f"targets.{tense}"]["f1"]} | {f"{tense}.{name}": right[name] for name in ATTRIBUTES}
    return figures, shown({key: rows for key, rows in errors.items() if key.startswith("targets.")}, 10)


def floors_of(doc):
    """The floors of a document: those of structure and metadata, and those of targets and outcomes as tense.figure."""
    plain = {name: floor for name, floor in FLOORS[doc].items() if name not in ("lines", "target_lines", *TENSES)}
    return plain, {f"{tense}.{name}": floor for tense in TENSES for name, floor in FLOORS[doc][tense].items()}


@pytest.mark.parametrize("doc", FLOORS)
def test_no_figure_below_its_floor(doc):
    compare(doc, *figures_of(doc), floors_of(doc)[0])


@pytest.mark.parametrize("doc", FLOORS)
def test_no_figure_of_targets_below_its_floor(doc):
    compare(doc, *target_figures_of(doc), floors_of(doc)[1])


def compare(doc, figures, look, floors):
    """Fail where a figure has fallen below its floor, warn where a floor may be raised."""
    assert set(figures) == set(floors), "every figure has a floor, and every floor a figure"
    for name, floor in floors.items():
        if figures[name] > floor + RAISE_AT:
            warnings.warn(f"Better than its floor: put {name} = {figures[name]} below [{doc}] of tests/gold/floors.toml", stacklevel=1)
    fallen = {name: f"{figures[name]} < {floor}" for name, floor in floors.items() if figures[name] < floor}
    assert not fallen, "\n".join([f"{doc}: {fallen}", *look])


@pytest.mark.parametrize("doc", FLOORS)
def test_headings_have_no_floor_but_one(doc):
    assert FLOORS[doc]["chapter"] == FLOORS[doc]["section"] == 1


def test_metadata_is_gated_where_it_is_annotated():
    annotated = json.loads((GOLD / "metadata.json").read_text(encoding="utf-8"))
    assert {doc for doc in FLOORS if "metadata" in FLOORS[doc]} == set(annotated)


def test_five_documents():
    assert [SOURCES[doc].stem for doc in DOCS] == [
        "000_00aeb80292a709f7",
        "001_7a093e98f0871c03",
        "002_a0a292e5261f591b",
        "003_d532d757ea6f184c",
        "004_c37d50af50f0c12c",
    ]
