"""The cases of tests/data/parsing: real layouts, made-up ones, texts that must not change, and known failures."""

from collections import Counter

import pytest

from importers.parsing.lines import split_lines
from importers.parsing.pipeline import parse_plan
from importers.parsing.repair.page import Page, examine
from importers.parsing.repair.stage import repair, undo
from tests.parsing.cases import ANNOTATED_PAGE, DATA, compare, load, source_of

FILES = (
    "wild_headings",
    "wild_paragraphs",
    "wild_pages",
    "wild_parts",
    "wild_reports",
    "synthetic",
    "annotated",
    "negative",
    "known_failures",
)
ELSEWHERE = ("wild_damaged", "negative_text", "variants")  # test_healthy_text.py, test_variants.py


def test_every_file_of_cases_is_run():
    assert {path.stem for path in DATA.glob("*.toml")} == {*FILES, *ELSEWHERE}


@pytest.mark.parametrize("case", load(*FILES, key="blocks"))
def test_structure(case):
    plan = parse_plan(source_of(case).encode())
    assert [d for d in plan.diagnostics if d.severity == "error"] == []
    compare(plan, case)


@pytest.mark.parametrize("case", load(*FILES, key="repaired"))
def test_repair(case):
    text = source_of(case)
    page = Page(annotated=frozenset(case.get("annotated", "")), traditional=case.get("traditional", False))
    if "annotated" not in case and "traditional" not in case:
        page = examine(ANNOTATED_PAGE + text if "among" in case else text)
    texts, fixes = [], Counter()
    for line in split_lines(text):
        repaired, made, _ = repair(line, page, None)
        texts.append(repaired.text)
        fixes.update(r.fix for r in made)
        assert undo(repaired.text, made) == line.raw
    assert "\n".join(texts) == case["repaired"].removesuffix("\n")
    assert dict(fixes) == case.get("fixes", {})
