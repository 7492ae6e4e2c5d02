"""A block's text cut into sentences and clauses, with their places.

A clause is what stands between , 。 ; : ! outside quotes and brackets; it is not cut at 、 (gold standard, NOTES 1).
"""

import re
from dataclasses import dataclass

OPENING = dict(zip("“‘《〈(（[［【〔『「{", "”’》〉)）]］】〕』」}", strict=True))
SENTENCE_ENDS = "。!！?？\n"
CLAUSE_ENDS = ",，;；:：" + SENTENCE_ENDS
STOPS = re.compile(f"[{re.escape(CLAUSE_ENDS + ''.join(OPENING))}]")
MARKS = re.compile(f"[{re.escape(''.join(OPENING) + ''.join(OPENING.values()))}]")
# A quotation that runs on longer than this has lost its other mark: it is read as if it were not there.
LONGEST_QUOTE = 90
# No clause of the genre is longer; what runs on without a mark is read in pieces, so that time stays linear.
LONGEST_CLAUSE = 300


@dataclass(frozen=True, slots=True)
class Clause:
    """`text` is `block.text[start:end]`, without white space at its ends. `sentence` counts sentences, `half` what stands between ;."""

    text: str
    start: int
    end: int
    sentence: int
    half: int


def clauses(text: str) -> list[Clause]:
    """The clauses of a block's text, in order.

    >>> [(c.text, c.start, c.sentence) for c in clauses("推进“三网”:建成1,200公里(含支线,略)。完成5项。")]
    [('推进“三网”', 0, 0), ('建成1,200公里(含支线,略)', 7, 0), ('完成5项', 24, 1)]
    """
    found: list[Clause] = []
    start = sentence = half = reached = 0
    closers = closing_positions(text)
    for match in STOPS.finditer(text):
        position, mark = match.start(), match[0]
        if position < reached:
            continue
        if mark in OPENING:
            reached = closers.get(position, position) + 1
        elif not _inside_number(text, position):
            _keep(found, text, start, position, sentence, half)
            start = position + 1
            ends = mark in SENTENCE_ENDS
            half += ends or mark in ";；"
            sentence += ends
    _keep(found, text, start, len(text), sentence, half)
    return found


def closing_positions(text: str) -> dict[int, int]:
    """For each opening quote or bracket its closing one, for pairs that close within their sentence and a fair length.

    >>> closing_positions("“一(二)”三(四")
    {2: 4, 0: 5}
    """
    pairs: dict[int, int] = {}
    open_marks: list[tuple[int, str]] = []
    for match in MARKS.finditer(text):
        i, mark = match.start(), match[0]
        if mark in OPENING:
            open_marks.append((i, OPENING[mark]))
            continue
        for depth in range(len(open_marks) - 1, -1, -1):
            if open_marks[depth][1] == mark:
                if i - open_marks[depth][0] <= LONGEST_QUOTE:
                    pairs[open_marks[depth][0]] = i
                del open_marks[depth:]
                break
    return pairs


def _inside_number(text: str, i: int) -> bool:
    """The comma of 1,200 and the colon of 2.85:1."""
    if not (0 < i < len(text) - 1 and text[i - 1].isdigit() and text[i + 1].isdigit()):
        return False
    if text[i] in ",":
        return text[i + 1 : i + 4].isdigit() and not text[i + 4 : i + 5].isdigit() and len(text[i + 1 : i + 4]) == 3
    return text[i] in ":："


def _keep(found: list[Clause], text: str, start: int, end: int, sentence: int, half: int) -> None:
    while end - start > LONGEST_CLAUSE:
        cut = text.rfind("、", start, start + LONGEST_CLAUSE) + 1 or start + LONGEST_CLAUSE
        _keep(found, text, start, cut, sentence, half)
        start = cut
    part = text[start:end]
    bare = part.strip()
    if bare:
        left = len(part) - len(part.lstrip())
        found.append(Clause(bare, start + left, start + left + len(bare), sentence, half))
