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
RECORDS = {  # what has floors of its own: its name in the report, and the attributes that are compared
    "target": ("targets.target", ("indicator", "comparator", "measure", "year")),
    "outcome": ("targets.outcome", ("indicator", "comparator", "measure", "year")),
    "project": ("projects", ("kind", "stage", "count", "place", "tense")),
}
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


def record_figures_of(doc):
    """Of targets, outcomes and projects: F1, and in which share of the matched each attribute is right."""
    report, errors = score(GOLD, doc, published(doc), tuple(FLOORS[doc]["record_lines"]))
    figures = {}
    for sort, (key, attributes) in RECORDS.items():
        right = report[f"{key}.attributes"]
        figures |= {f"{sort}.f1": report[key]["f1"]} | {f"{sort}.{name}": right[name] for name in attributes}
    return figures, shown({key: rows for key, rows in errors.items() if not key.startswith("structure.")}, 10)


def floors_of(doc):
    """The floors of a document: those of structure and metadata, and those of its records as sort.figure."""
    plain = {name: floor for name, floor in FLOORS[doc].items() if name not in ("lines", "record_lines", *RECORDS)}
    return plain, {f"{sort}.{name}": floor for sort in RECORDS for name, floor in FLOORS[doc][sort].items()}


@pytest.mark.parametrize("doc", FLOORS)
def test_no_figure_below_its_floor(doc):
    compare(doc, *figures_of(doc), floors_of(doc)[0])


@pytest.mark.parametrize("doc", FLOORS)
def test_no_figure_of_records_below_its_floor(doc):
    compare(doc, *record_figures_of(doc), floors_of(doc)[1])


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
