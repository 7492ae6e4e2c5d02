"""Healthy text is never touched: tests/data/parsing/negative_text.toml, and the clean documents."""

import tomllib

import opencc
import pytest

from importers.parsing.lines import split_lines
from importers.parsing.repair.page import examine
from importers.parsing.repair.stage import repair_lines
from tests.parsing.cases import ANNOTATED_PAGE, DATA
from tests.parsing.sources import DOCS, plan, text

CASES = tomllib.loads((DATA / "negative_text.toml").read_text(encoding="utf-8"))["case"]
LINES = [pytest.param(case, i, id=f"{case['name']}: {i + 1}") for case in CASES for i in range(len(case["unchanged"]))]


def codes_of(case, i):
    """The diagnostics a text may have: those of its case, or of the texts that `codes_for` counts from nought."""
    return case.get("codes", []) if i in case.get("codes_for", [i]) else []


@pytest.mark.parametrize(("case", "i"), LINES)
def test_healthy_text_comes_through_to_the_byte(case, i):
    healthy = case["unchanged"][i]
    around = ANNOTATED_PAGE if "among" in case else ""
    lines, repairs, found = repair_lines(split_lines(around + healthy))
    first = around.count("\n") + 1
    assert [r for r in repairs if r.line >= first] == []
    assert "\n".join(line.text.text for line in lines[first - 1 :]) == "\n".join(line.raw for line in lines[first - 1 :])
    assert [d.code for d in found if (d.line or first) >= first] == codes_of(case, i)


def test_there_are_enough_of_them():
    assert len(LINES) >= 60


@pytest.mark.parametrize("doc", sorted({*DOCS} - {"002"}))
def test_clean_documents_lose_nothing_but_stray_space(doc):
    lines, repairs, _ = repair_lines(split_lines(text(doc)))
    assert {r.fix for r in repairs} <= {"stray_space"}
    for line in lines:
        assert "".join(line.text.text.split()) == "".join(line.raw.split())


@pytest.mark.parametrize("doc", sorted({*DOCS} - {"002", "003"}))
def test_clean_documents_are_not_flagged(doc):
    assert [d for d in plan(doc).diagnostics if d.code.startswith("repair.")] == []


def traditional(doc):
    """A clean document as a site that converts well shows it, quotes and all."""
    return opencc.OpenCC("s2t").convert(text(doc)).replace("“", "「").replace("”", "」")


@pytest.mark.parametrize("doc", ["000", "001", "004"])
def test_a_document_of_the_mainland_that_a_site_converted_is_known_from_one_of_hong_kong(doc):
    converted = traditional(doc)
    assert examine(converted).traditional
    assert examine(converted[:2000]).kept, "short, it may be a newspaper's"
    assert examine(f"{converted}\n本港立法會議員表示歡迎。").kept
