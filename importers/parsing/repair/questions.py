"""Questions of an annotated page: their `?` before a mark looks like a scar and is none."""

import re
from functools import cache

from importers.parsing.repair.language import GENRE
from importers.parsing.repair.script import simplified

MARKS = "。，；、？！;,?!"
ASKING = re.compile("[吗呢谁哪几吧]|什么|怎|为何|如何|是否|多少|难道|有没有|能不能|何在|何处|何时|何以")
CLAUSE = 30  # characters before the mark that may ask


def asks(text: str, at: int) -> bool:
    """Whether the `?` at a place ends a question: its clause has a word that asks, and plain text goes on behind the mark.

    What stands behind a scar is out of step, and no pair of it stands in clean plans.

    >>> asks("為誰發展?、依靠誰發展?", 4), asks("創新生態加快構建??萍纪度", 8), asks("如何??萍纪度", 2)
    (True, False, False)
    """
    clause = re.split("[。，；、;,?！!：:]", text[max(0, at - CLAUSE) : at])[-1]
    behind = simplified(text[at + 1 : at + 9]).lstrip(MARKS + "”’」")[:2]
    return bool(ASKING.search(simplified(clause))) and (len(behind) < 2 or behind in clean())


@cache
def clean() -> str:
    """The text of clean plans."""
    return GENRE.read_text(encoding="utf-8")
