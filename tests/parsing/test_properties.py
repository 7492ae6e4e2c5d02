"""What holds of every input: the promises of the pipeline, tried with made-up texts, mutated documents and bytes."""

from hypothesis import given

from importers.parsing.lines import split_lines
from importers.parsing.pipeline import parse_plan
from importers.parsing.records import ParsedPlan, UnreadableSource
from importers.parsing.repair.stage import repair_lines, undo
from tests.parsing.fuzzing import bounded, contents, mixes, mutated, texts


def parse(data: bytes) -> ParsedPlan | None:
    """The plan, or None where the bytes are refused with one plain line. Any other exception fails the test."""
    try:
        return parse_plan(data)
    except UnreadableSource as refused:
        message = str(refused)
        assert message
        assert "\n" not in message
        return None


def check(plan: ParsedPlan) -> None:
    """What a parse promises, whatever the text."""
    assert [d for d in plan.diagnostics if d.severity == "error"] == [], "nothing is lost"
    raw = plan.source.text
    lines = split_lines(raw)
    for b in plan.structure:
        assert 1 <= b.line <= (b.end_line or b.line) <= len(lines)
        assert (b.noise_reason is not None) == (b.kind == "noise")
        assert (b.level is not None) == (b.kind in ("part", "chapter", "section"))
        assert b.missing_heading or b.ranges
        assert all(0 <= x < y <= len(raw) for x, y in b.ranges)
        assert sum(length for _, _, length in b.spans) == len(b.text)
    shown = [b.start for b in plan.structure if b.start is not None]
    assert shown == sorted(shown)
    for r in plan.repairs:
        assert lines[r.line - 1].raw[r.col : r.col + len(r.raw)] == r.raw
    for d in plan.diagnostics:
        assert d.line is None or 1 <= d.line <= len(lines)


@bounded(150)
@given(contents())
def test_any_bytes_give_a_plan_or_one_plain_line(data):
    if plan := parse(data):
        check(plan)


@bounded(150)
@given(mixes)
def test_any_mix_of_the_genre_keeps_the_promises(text):
    if plan := parse(text.encode()):
        check(plan)


@bounded(80)
@given(mutated())
def test_mutated_documents_keep_the_promises(text):
    if plan := parse(text.encode()):
        check(plan)


@bounded(40)
@given(texts)
def test_the_same_bytes_give_the_same_plan(text):
    assert parse(text.encode()) == parse(text.encode())


@bounded(80)
@given(texts)
def test_repairs_can_be_undone(text):
    lines, repairs, _ = repair_lines(split_lines(text))
    for line in lines:
        assert undo(line.text.text, [r for r in repairs if r.line == line.number]) == line.raw


@bounded(80)
@given(texts)
def test_repaired_text_is_left_alone(text):
    once, _, _ = repair_lines(split_lines(text))
    twice, _, _ = repair_lines(split_lines("".join(f"{line.text.text}\n" for line in once)))
    assert [line.text.text for line in twice] == [line.text.text for line in once]
