"""Every repair can be undone: from the repaired line and the published list of repairs comes the raw line."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.parsing.lines import split_lines
from importers.parsing.records import Repair
from importers.parsing.repair.stage import repair_lines, undo
from tests.parsing.cases import ANNOTATED_PAGE
from tests.parsing.fuzzing import bounded
from tests.parsing.sources import DOCS, published, text

PIECES = (
    "經(jīng)濟(jì)", "發（fā）展", "會( huì )議", "碳?xì)湟惑w化", "創新生態加快構建??萍纪度雽?shí)现", "?、", "怎么办?,", "&nbsp;", "&ldquo;", "&#23383;", "\u200b", "\ufeff",
    " ", "  ", "\u3000", "\t", "“ ", " ,", "圍繞著作風", "著名", "乾县", "甚麼", "A1+", "2O25年", " and ", "堅持", "GDP 增长", "(GDP)", "6.5 %", "第一章 ", "臺", "𠀀", "\n",
)  # fmt: skip
mixes = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)


def check(source):
    lines, repairs, _ = repair_lines(split_lines(source))
    for line in lines:
        assert undo(line.text.text, [r for r in repairs if r.line == line.number]) == line.raw


@bounded(120)
@given(mixes)
def test_on_any_page(mix):
    check(mix)


@bounded(60)
@given(mixes)
def test_on_a_page_that_a_machine_annotated(mix):
    check(ANNOTATED_PAGE + mix)


@bounded(40)
@given(mixes)
def test_repairing_again_changes_nothing(mix):
    once, _, _ = repair_lines(split_lines(ANNOTATED_PAGE + mix))
    again, _, _ = repair_lines(split_lines("".join(f"{line.text.text}\n" for line in once)))
    assert [line.text.text for line in again] == [line.text.text for line in once]


@pytest.mark.parametrize("doc", DOCS)
def test_the_published_list_is_enough(doc):
    lines, _, _ = repair_lines(split_lines(text(doc)))
    by_line = {}
    for record in published(doc)["repairs"]:
        assert {*record} == {"line", "col", "raw", "restored", "fix", "certain"} == {field.name for field in fields(Repair)}
        by_line.setdefault(record["line"], []).append(Repair(**record))
    assert "\n".join(undo(line.text.text, by_line.get(line.number, [])) for line in lines) == "\n".join(line.raw for line in lines)
