"""Finds damaged runs by what they are, and flags those that no fix has restored. It guesses nothing.

The damage (see docs/repair.md): a converter put a reading in the middle of a two-byte character, so that its opening
bracket was swallowed and the text went on one byte out of step. What is left shows as `?` and a reading with a
closing bracket only, or as a lone `?` before a sentence mark, with characters between that no such text contains.
"""

import re
from collections.abc import Iterable, Iterator

from importers.parsing.lines import Line
from importers.parsing.records import Diagnostic
from importers.parsing.repair.page import TONED, Page

STRAY_READING = re.compile(rf"[?？][a-zü]*[{TONED}][a-zü]*[)）]")
SCAR = re.compile(rf"{STRAY_READING.pattern}|[?](?:\?|[。，；、？！;,!])(?=[\u3400-\u9fff@-~?])")
SAME_RUN = 24  # characters between two scars of one run, at most


def is_damaged(lines: Iterable[str]) -> bool:
    """Whether any line holds a scar.

    >>> is_damaged(["碳?xì)湟惑w化"]), is_damaged(["怎么办?我们要干。"])
    (True, False)
    """
    return any(SCAR.search(line) for line in lines)


def find(lines: Iterable[Line], page: Page) -> Iterator[Diagnostic]:
    """One diagnostic for each damaged run of the repaired lines.

    A `?` before a mark is a scar only on a page that a machine annotated.
    """
    scar = SCAR if page.annotated else STRAY_READING
    for line in lines:
        for start, end in runs(line.text.text, scar):
            source = line.text[start:end].source_range()
            shown = line.text.text[max(0, start - 4) : end + 4]
            yield Diagnostic(
                code="repair.unrecovered",
                severity="warning",
                message=f"Damaged text, left as it is: “{shown}”. Correct it by hand from another copy of the document.",
                line=line.number,
                start=source[0],
                end=source[1],
            )


def runs(text: str, scar: re.Pattern[str] = SCAR) -> list[tuple[int, int]]:
    """Where damaged runs stand: scars that are close together belong to one.

    >>> runs("碳?xì)湟惑w化等项目"), runs("怎么办?我们要干。")
    ([(1, 5)], [])
    """
    found: list[tuple[int, int]] = []
    for match in scar.finditer(text):
        if found and match.start() - found[-1][1] <= SAME_RUN and "," not in text[found[-1][1] : match.start()]:
            found[-1] = (found[-1][0], match.end())
        else:
            found.append(match.span())
    return found
