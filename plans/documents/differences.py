"""How one text differs from another: line by line, and within lines that changed character by character.

The work is bounded. What would take too long to compare finely is told as one change, which is true, if coarse.
"""

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from plans.source_lines import LINE_END

# Pairs of equal lines, and of equal characters within a hunk and altogether, that may be looked at.
LINE_PAIRS = 500_000
CHARACTER_PAIRS = 200_000
ALL_CHARACTER_PAIRS = 2_000_000
CONTEXT = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Some of a text: its first and last line from 1 and its characters from 0, `end` not included. Without lines, the place before `line`."""

    line: int
    end_line: int | None
    start: int
    end: int
    text: str | None


@dataclass(frozen=True, slots=True)
class Hunk:
    """One change: `operation` is insert, delete or replace. `changes` tell which characters, as (operation, start, end, start, end)."""

    operation: str
    before: Span
    after: Span
    changes: list = field(default_factory=list)


class Comparison:
    """Two texts and how they differ. Line ends are not compared.

    >>> compared = Comparison("甲\\n增长5%\\n丙", "甲\\n增长6%\\n丙\\n丁")
    >>> [(hunk.operation, hunk.before.text, hunk.after.text, hunk.changes) for hunk in compared.hunks()]
    [('replace', '增长5%', '增长6%', [('replace', 4, 5, 4, 5)]), ('insert', None, '丁', [])]
    """

    def __init__(self, before, after):
        self.texts = (before, after)
        self.words = tuple(_lines(text) for text in self.texts)
        self.starts = tuple([0, *(end.end() for end in LINE_END.finditer(text))] for text in self.texts)
        self.operations = _operations(*self.words, LINE_PAIRS)
        self.left = ALL_CHARACTER_PAIRS

    def counts(self):
        """How many lines went and how many came."""
        changed = [one for one in self.operations if one[0] != "equal"]
        return sum(b - a for _, a, b, _, _ in changed), sum(d - c for *_, c, d in changed)

    def hunks(self):
        """Each change, in order."""
        for operation, a, b, c, d in self.operations:
            if operation == "equal":
                continue
            before, after = self._span(0, a, b), self._span(1, c, d)
            changes = self._within(before, after) if operation == "replace" else []
            yield Hunk(operation, before, after, changes)

    def unified(self, name_before, name_after):
        """The changes as unified text, line by line, with three lines around each.

        >>> print("".join(Comparison("甲\\n乙", "甲\\n丙").unified("a", "b")), end="")
        --- a
        +++ b
        @@ -1,2 +1,2 @@
         甲
        -乙
        +丙
        """
        groups = [group for group in _grouped(self.operations) if any(one[0] != "equal" for one in group)]
        if groups:
            yield f"--- {name_before}\n+++ {name_after}\n"
        for group in groups:
            (_, a, _, c, _), (_, _, b, _, d) = group[0], group[-1]
            yield f"@@ -{_range(a, b)} +{_range(c, d)} @@\n"
            for operation, a, b, c, d in group:
                if operation == "equal":
                    yield from (f" {line}\n" for line in self.words[0][a:b])
                    continue
                yield from (f"-{line}\n" for line in self.words[0][a:b])
                yield from (f"+{line}\n" for line in self.words[1][c:d])

    def _span(self, side, first, last):
        words, starts, text = self.words[side], self.starts[side], self.texts[side]
        start = starts[first] if first < len(starts) else len(text)
        if first == last:
            return Span(first + 1, None, start, start, None)
        end = starts[last - 1] + len(words[last - 1])
        return Span(first + 1, last, start, end, text[start:end] or None)

    def _within(self, before, after):
        """The characters that changed, each counted in its whole text. None where finding them would take too long."""
        one, other = before.text or "", after.text or ""
        pairs = _pairs(one, other)
        if pairs > min(CHARACTER_PAIRS, self.left):
            return []
        self.left -= pairs
        shifted = [
            (operation, before.start + a, before.start + b, after.start + c, after.start + d)
            for operation, a, b, c, d in _operations(one, other, CHARACTER_PAIRS)
        ]
        return [one for one in shifted if one[0] != "equal"]


def _lines(text):
    """Lines without their ends. What follows the last end is no line."""
    lines = LINE_END.split(text)
    return lines if lines[-1] else lines[:-1]


def _operations(one, other, most_pairs):
    """As SequenceMatcher.get_opcodes. What begins and ends alike is set aside first; too much work is one replacement."""
    length, shorter = len(one), min(len(one), len(other))
    head = next((n for n in range(shorter) if one[n] != other[n]), shorter)
    tail = next((n for n in range(shorter - head) if one[-1 - n] != other[-1 - n]), shorter - head)
    middle, counter = one[head : length - tail], other[head : len(other) - tail]
    if _pairs(middle, counter) > most_pairs:
        found = [("replace", 0, len(middle), 0, len(counter))]
    else:
        found = SequenceMatcher(None, middle, counter, autojunk=False).get_opcodes()
    operations = [("equal", 0, head, 0, head)] if head else []
    operations += [(name, a + head, b + head, c + head, d + head) for name, a, b, c, d in found]
    if tail:
        operations.append(("equal", length - tail, length, len(other) - tail, len(other)))
    return operations


def _pairs(one, other):
    """How many pairs of equal items two sequences have: what comparing them costs."""
    counts = Counter(other)
    return sum(number * counts[item] for item, number in Counter(one).items())


def _grouped(operations):
    """Changes with the lines around them; two that are near each other together. As SequenceMatcher.get_grouped_opcodes."""
    group = []
    for index, (name, a, b, c, d) in enumerate(operations):
        if name != "equal":
            group.append((name, a, b, c, d))
            continue
        first, last = index == 0, index == len(operations) - 1
        if first:
            a, c = max(a, b - CONTEXT), max(c, d - CONTEXT)
        elif last:
            b, d = min(b, a + CONTEXT), min(d, c + CONTEXT)
        elif b - a > 2 * CONTEXT:
            yield [*group, (name, a, a + CONTEXT, c, c + CONTEXT)]
            group, a, c = [], b - CONTEXT, d - CONTEXT
        group.append((name, a, b, c, d))
    if group:
        yield group


def _range(first, last):
    """Lines of a hunk as its head tells them.

    >>> _range(0, 3), _range(4, 5), _range(4, 4)
    ('1,3', '5', '4,0')
    """
    length = last - first
    return f"{first + (length > 0)}" + (f",{length}" if length != 1 else "")
