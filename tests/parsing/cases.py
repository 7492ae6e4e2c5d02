"""Test cases as data: tests/data/parsing/*.toml.

A case has a `name`, a `text` and either `blocks` or `repaired`.

`blocks` lists every block in order. The key that is a kind tells what is expected there: for a chapter, section or part
its heading ("" where it is missing), for anything else how its text begins. `heading` and `number` are expected to be
null where they are not given; `text`, `whole`, `line`, `end_line`, `level`, `reason`, `inline` and `run_in` are compared
where they are given. `metadata` gives fields, `diagnostics` the codes, `line_end` what ends the lines of the text.

`repaired` is the text after repair, `fixes` how often each fix changed it. `annotated` and `traditional` tell what kind
of page the text is taken from, or `among = "annotated"` that it stands in annotated_page.txt; without them that is judged
from the text. `contexts` are words and what they become on a Traditional page. `unchanged` is a list of healthy texts.
"""

import tomllib
from dataclasses import asdict
from pathlib import Path

import pytest

from importers.parsing.records import Block, ParsedPlan

DATA = Path(__file__).resolve().parents[1] / "data" / "parsing"
ANNOTATED_PAGE = (DATA / "annotated_page.txt").read_text(encoding="utf-8")
KINDS = ("title", "notice", "preamble", "part", "chapter", "section", "paragraph", "item", "noise")
HEADED = ("part", "chapter", "section")


def load(*names: str, key: str) -> list:
    """The cases of the named files that expect `key`, as parameters of a test."""
    return [
        pytest.param(
            case,
            id=f"{name}: {case['name']}",
            marks=[pytest.mark.xfail(reason=case["why"], strict=True)] if name == "known_failures" else [],
        )
        for name in names
        for case in tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))["case"]
        if key in case
    ]


def source_of(case: dict) -> str:
    return case["text"].removesuffix("\n").replace("\n", case.get("line_end", "\n"))


def seen(block: Block, want: dict) -> dict:
    """A block in the words of the expectation, so that pytest shows where the two differ."""
    row = asdict(block) | {"reason": block.noise_reason, "whole": block.text}
    kind = next((k for k in KINDS if k in want), block.kind)
    if block.kind in HEADED:
        shown = {block.kind: block.heading or "", "number": block.number}
    else:
        shown = {block.kind: block.text[: len(want.get(kind, "")) or 12], "number": block.number, "heading": block.heading}
    shown |= {
        field: row[field][: len(want[field])] if field == "text" else row[field]
        for field in want
        if field not in (*KINDS, "number", "heading")
    }
    return {field: value for field, value in shown.items() if value is not None}


def compare(plan: ParsedPlan, case: dict) -> None:
    """Fail where the parse is not the expected one."""
    wanted = case["blocks"]
    found = [seen(b, wanted[i] if i < len(wanted) else {}) for i, b in enumerate(plan.structure)]
    assert found == wanted
    facts = {field: list(value) if isinstance(value, tuple) else value for field, value in asdict(plan.metadata).items()}
    assert {field: facts[field] for field in case.get("metadata", {})} == case.get("metadata", {})
    if "diagnostics" in case:
        assert [d.code for d in plan.diagnostics if not d.code.startswith("metadata.no_")] == case["diagnostics"]
