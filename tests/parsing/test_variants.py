"""Characters with several forms, in their words: tests/data/parsing/variants.toml. What OpenCC has right needs no rule."""

import tomllib

import pytest

from importers.parsing.mapped import Mapped
from importers.parsing.repair.fixes import traditional
from importers.parsing.repair.page import Page
from importers.parsing.repair.script import simplified
from tests.parsing.cases import DATA

CASES = tomllib.loads((DATA / "variants.toml").read_text(encoding="utf-8"))["case"]
FRAMES = ("{}", "全市{},", "要堅持{}的原則", "“{}”")
PAGE = Page(traditional=True)


def converted(text: str) -> str:
    return Mapped.of(text).edit(traditional(text, PAGE)).text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
@pytest.mark.parametrize("frame", FRAMES)
def test_each_word_becomes_the_right_one(case, frame):
    pairs = [context.split("=") for context in case["contexts"]]
    wrong = {
        word: converted(frame.format(word)) for word, right in pairs if converted(frame.format(word)) != simplified(frame).format(right)
    }
    assert wrong == {}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_table_holds_only_what_opencc_has_wrong(case):
    wrong = [word for word, right in (context.split("=") for context in case["contexts"]) if simplified(word) != right]
    assert wrong == case.get("opencc", [])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_is_simplified_stays(case):
    """A page mixed of both scripts has the right word already in places."""
    right = [context.split("=")[1] for context in case["contexts"]]
    assert [word for word in right if converted(word) != word] == []
