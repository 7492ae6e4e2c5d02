"""The parse of each document is the committed one: every change of a parse shows in a diff of fixtures/expected."""

import difflib
import json

import pytest

from tests.parsing.golden import golden, path_of
from tests.parsing.sources import DOCS, plan


@pytest.mark.parametrize("doc", DOCS)
def test_parse_is_the_committed_one(doc):
    expected, now = path_of(doc).read_text(encoding="utf-8"), golden(plan(doc))
    assert json.loads(now)["structure"], "a golden parse is JSON"
    difference = list(difflib.unified_diff(expected.splitlines(), now.splitlines(), "committed", "now", lineterm="", n=0))
    shown = "\n".join([*difference[:60], *(["…"] if len(difference) > 60 else [])])
    assert not difference, f"{shown}\n\nIf all of this is meant: python -m tests.parsing.golden {doc}"
