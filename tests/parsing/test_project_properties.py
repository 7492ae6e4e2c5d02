"""What holds of the projects of every input: each name stands where its mention says, in the text and in the source."""

import re
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from importers.parsing.lines import split_lines
from importers.parsing.pipeline import parse_plan
from importers.parsing.records import ParsedPlan, Project, UnreadableSource
from importers.parsing.repair.stage import repair_lines
from importers.parsing.scope import TEXTS, calendar, scopes
from tests.parsing.framed_cases import FRAMES
from tests.parsing.fuzzing import bounded, mutated, texts
from tests.parsing.project_cases import mention_line
from tests.parsing.project_fuzzing import mentions
from tests.parsing.sources import DOCS, plan, text

KINDS = {"construction", "programme", "platform"}
STAGES = {"planned", "started", "underway", "completed", None}
LOST = ("damaged_run",)  # fixes that put characters where the source shows others


def check_projects(plan: ParsedPlan) -> None:
    """What a parse promises of its projects, whatever the text."""
    apart = {position for position, _, scope in scopes(plan.structure, calendar(plan.metadata, plan.structure)) if scope.zone == "apart"}
    source = Source(plan)
    for mention in plan.projects:
        block = plan.structure[mention.block]
        assert block.kind in TEXTS, "a title, a notice or the page's furniture promises nothing"
        assert mention.block not in apart, "a glossary promises nothing"
        assert block.text[mention.text_start : mention.text_end] == mention.printed != ""
        assert block.text[mention.clause_start : mention.clause_end] == mention.clause
        assert mention.clause_start <= mention.text_start < mention.text_end <= mention.clause_end
        assert block.line <= mention.line <= (block.end_line or block.line)
        check_fields(mention)
        source.check(mention)
    places = [(mention.block, mention.clause_start) for mention in plan.projects]
    assert places == sorted(places), "reading order"
    spots = [(mention.block, mention.text_start, mention.text_end) for mention in plan.projects]
    assert len(set(spots)) == len(spots), "one mention of one piece of text"


def check_fields(mention: Project) -> None:
    assert mention.tense in ("target", "outcome")
    assert mention.kind in KINDS
    assert mention.stage in STAGES
    assert mention.name == mention.name.strip() != ""
    assert mention.name.strip("“”").startswith(mention.printed.strip("“”")), "the name is what is printed, with the shared head noun behind"
    assert mention.count is None or (mention.count > 0 and str(mention.count) in mention.clause)
    assert mention.action is None or set(mention.action) <= set(mention.clause)
    assert mention.place is None or mention.place in mention.clause
    assert mention.scale is None or mention.scale in mention.printed
    assert (mention.scale is None) == (mention.scale_value is None) == (mention.scale_unit is None)
    assert mention.deadline is None or mention.deadline in mention.clause
    assert mention.deadline_date is None or (mention.deadline and date.fromisoformat(mention.deadline_date))


class Source:
    """The source with what was repaired: its characters, each replaced where a repair replaced it."""

    def __init__(self, plan: ParsedPlan):
        starts = [line.start for line in split_lines(plan.source.text)]
        self.lost = {repair.line for repair in plan.repairs if repair.fix in LOST}
        self.cells = list(plan.source.text)
        for repair in plan.repairs:
            at = starts[repair.line - 1] + repair.col
            if repair.raw and self.cells[at : at + len(repair.raw)] == list(repair.raw):
                self.cells[at : at + len(repair.raw)] = [repair.restored] + [""] * (len(repair.raw) - 1)

    def check(self, mention: Project) -> None:
        """The source holds the name at the place that the mention names."""
        if mention.line not in self.lost:
            assert bare("".join(self.cells[mention.start : mention.end])) == bare(mention.printed)


def bare(text: str) -> str:
    """A text without white space: it is taken out between Chinese characters."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("doc", DOCS)
def test_the_five_documents(doc):
    check_projects(plan(doc))
    assert len(plan(doc).projects) > 50


@pytest.mark.parametrize("doc", DOCS)
def test_repaired_text_gives_the_same_mentions(doc):
    lines, _, _ = repair_lines(split_lines(text(doc)))
    again = parse_plan("".join(f"{line.text.text}\n" for line in lines).encode())
    assert [(m.line, mention_line(m)) for m in again.projects] == [(m.line, mention_line(m)) for m in plan(doc).projects]


def parse_and_check(text: str) -> None:
    with suppress(UnreadableSource):
        check_projects(parse_plan(text.encode()))


@bounded(400)
@given(mentions())
def test_any_mix_of_verbs_names_and_head_nouns(text):
    check_projects(parse_plan(text.encode()))


@bounded(60)
@given(mutated())
def test_mutated_documents(text):
    parse_and_check(text)


@bounded(60)
@given(texts)
def test_any_mix_of_the_genre(text):
    parse_and_check(text)


@bounded(40)
@given(mentions())
def test_the_same_bytes_give_the_same_mentions(text):
    assert parse_plan(text.encode()).projects == parse_plan(text.encode()).projects


def test_mixes_hold_mentions():
    """The words that are mixed do make projects: the checks above look at something."""
    found = []
    bounded(200)(given(mentions())(lambda text: found.extend(parse_plan(text.encode()).projects)))()
    assert len(found) > 50


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_start": 3},
        {"clause_end": 3},
        {"start": 0},
        {"block": 0},
        {"count": 9},
        {"place": "汾阳"},
        {"scale": "20万吨"},
        {"deadline_date": "2026-13-01"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_the_check_sees_what_is_wrong(wrong):
    """Each of the checks can fail."""
    plan = parse_plan(FRAMES["report"].format("8月底前开工建设岚县500千伏输变电工程。").encode())
    check_projects(plan)
    with pytest.raises((AssertionError, ValueError)):
        check_projects(replace(plan, projects=(replace(plan.projects[0], **wrong),)))
