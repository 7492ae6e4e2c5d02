"""What holds of the targets of every input: each number stands where its record says, and none is lost."""

import re
from contextlib import suppress

import pytest
from hypothesis import given

from importers.parsing.lines import split_lines
from importers.parsing.pipeline import parse_plan
from importers.parsing.quantities import fold
from importers.parsing.records import Block, ParsedPlan, Target, UnclaimedNumber, UnreadableSource
from importers.parsing.repair.stage import repair_lines
from importers.parsing.scope import TEXTS, calendar, scopes
from tests.parsing.fuzzing import bounded, mutated, texts
from tests.parsing.sources import DOCS, plan, text
from tests.parsing.target_cases import record_line
from tests.parsing.target_fuzzing import figures

COMPARATORS = {"=", ">=", "<=", ">", "<", "~", "range"}
MEASURES = {"level", "change", "count"}
LOST = ("damaged_run",)  # fixes that put characters where the source shows others


def check_targets(plan: ParsedPlan) -> None:
    """What a parse promises of its targets, whatever the text."""
    for number in (*plan.targets, *plan.unclaimed_numbers):
        block = plan.structure[number.block]
        assert block.kind in TEXTS, "a title, a notice or the page's furniture promises nothing"
        assert block.text[number.text_start : number.text_end] == number.printed != ""
        assert block.line <= number.line <= (block.end_line or block.line)
    for target in plan.targets:
        block = plan.structure[target.block]
        assert block.text[target.clause_start : target.clause_end] == target.clause
        assert target.clause_start <= target.text_start < target.text_end <= target.clause_end
        check_fields(target)
        check_source(plan, target)
    for position, block in counted_blocks(plan):
        check_cover(block, [n for n in (*plan.targets, *plan.unclaimed_numbers) if n.block == position])


def check_fields(target: Target) -> None:
    assert target.tense in ("target", "outcome")
    assert target.comparator in COMPARATORS
    assert target.measure in MEASURES
    assert (target.comparator == "range") == (target.value_high is not None)
    assert target.value.is_finite()
    assert target.unit in fold(target.printed).replace(" ", "") or target.unit == "%", "百分之八十 → %"
    assert target.indicator == target.indicator.strip()
    assert target.year is None or 1900 <= target.year <= 2100
    assert (target.normal_unit is None) or (target.normal_value is not None)
    assert target.normal_value is None or (target.normal_value < 0) == (target.value < 0)


def check_source(plan: ParsedPlan, target: Target) -> None:
    """The source holds the figures of the number at the place that the record names."""
    if any(r.fix in LOST and r.line == target.line for r in plan.repairs):
        return
    raw = plan.source.text[target.start : target.end]
    assert digits(re.sub(r"&#?\w+;", "", raw)) == digits(target.printed)


def counted_blocks(plan: ParsedPlan) -> list[tuple[int, Block]]:
    """The blocks whose numbers are read: text that is no glossary."""
    within = scopes(plan.structure, calendar(plan.metadata, plan.structure))
    return [(position, block) for position, block, scope in within if scope.zone != "apart"]


def check_cover(block: Block, numbers: list[Target | UnclaimedNumber]) -> None:
    """Every Arabic figure of a text belongs to exactly one record or unclaimed number."""
    owners = [0] * len(block.text)
    for number in numbers:
        for i in range(number.text_start, number.text_end):
            owners[i] += 1
    for i, mark in enumerate(block.text):
        if digits(mark):
            assert owners[i] == 1, f"{block.text[max(0, i - 10) : i]}[{mark}]{block.text[i + 1 : i + 10]}: {owners[i]} owners"
        assert owners[i] < 2, f"{block.text[max(0, i - 10) : i + 10]} belongs to two numbers"


def digits(text: str) -> str:
    return "".join(re.findall("[0-9]", fold(text)))


@pytest.mark.parametrize("doc", DOCS)
def test_the_five_documents(doc):
    check_targets(plan(doc))
    assert plan(doc).targets
    assert plan(doc).unclaimed_numbers


@pytest.mark.parametrize("doc", DOCS)
def test_repaired_text_gives_the_same_records(doc):
    lines, _, _ = repair_lines(split_lines(text(doc)))
    again = parse_plan("".join(f"{line.text.text}\n" for line in lines).encode())
    assert [(t.line, record_line(t)) for t in again.targets] == [(t.line, record_line(t)) for t in plan(doc).targets]
    assert [(u.line, u.printed, u.reason) for u in again.unclaimed_numbers] == [
        (u.line, u.printed, u.reason) for u in plan(doc).unclaimed_numbers
    ]


def parse_and_check(text: str) -> None:
    with suppress(UnreadableSource):
        check_targets(parse_plan(text.encode()))


@bounded(400)
@given(figures())
def test_any_mix_of_words_numbers_and_units(text):
    check_targets(parse_plan(text.encode()))


@bounded(60)
@given(mutated())
def test_mutated_documents(text):
    parse_and_check(text)


@bounded(60)
@given(texts)
def test_any_mix_of_the_genre(text):
    parse_and_check(text)


@bounded(40)
@given(figures())
def test_the_same_bytes_give_the_same_records(text):
    first, second = parse_plan(text.encode()), parse_plan(text.encode())
    assert first.targets == second.targets
    assert first.unclaimed_numbers == second.unclaimed_numbers


def test_the_check_sees_a_number_without_owner_and_one_with_two():
    """The cover check can fail."""
    block = Block(kind="paragraph", line=1, end_line=1, text="建成5所")
    number = UnclaimedNumber(line=1, printed="5所", reason="word", block=0, text_start=2, text_end=4)
    check_cover(block, [number])
    for numbers in ([], [number, number]):
        with pytest.raises(AssertionError):
            check_cover(block, numbers)
