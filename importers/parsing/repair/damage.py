"""Finds damaged runs that no fix has restored, and flags each of them. It guesses nothing.

The damage (see docs/repair.md): a converter put a reading in the middle of a two-byte character, so that its opening
bracket was swallowed and the text went on one byte out of step. What is left shows as `?` and a reading with a
closing bracket only, or as a lone `?` before a sentence mark, with characters between that no such text contains.
"""

import re
from collections.abc import Iterable, Iterator

from importers.parsing.lines import Line
from importers.parsing.records import Diagnostic
from importers.parsing.repair.page import TONED

SCAR = re.compile(rf"[?？](?:[a-zü]*[{TONED}][a-zü]*[)）]|\?)|[?][。，；、？;,](?=[\u3400-\u9fff])")
SAME_RUN = 24  # characters between two scars of one run, at most


def find(lines: Iterable[Line]) -> Iterator[Diagnostic]:
    """One diagnostic for each damaged run of the repaired lines."""
    for line in lines:
        for start, end in runs(line.text.text):
            source = line.text[start:end].source_range()
            shown = line.text.text[max(0, start - 4) : end + 4]
            yield Diagnostic(
                code="repair.damaged",
                severity="warning",
                message=f"Damaged text, left as it is: “{shown}”. Correct it by hand from another copy of the document.",
                line=line.number,
                start=source[0],
                end=source[1],
            )


def runs(text: str) -> list[tuple[int, int]]:
    """Where damaged runs stand: scars that are close together belong to one.

    >>> runs("碳?xì)湟惑w化等项目"), runs("怎么办?我们要干。")
    ([(1, 5)], [])
    """
    found: list[tuple[int, int]] = []
    for scar in SCAR.finditer(text):
        if found and scar.start() - found[-1][1] <= SAME_RUN and "," not in text[found[-1][1] : scar.start()]:
            found[-1] = (found[-1][0], scar.end())
        else:
            found.append(scar.span())
    return found
