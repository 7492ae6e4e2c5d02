"""Text that knows where each of its characters came from. Kept while repairing, so provenance is exact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Replace `text[start:end]` by `new`, by the named `fix`. Positions are those of the text it is made for."""

    start: int
    end: int
    new: str
    fix: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Mapped:
    """A string and, for each of its characters, the half-open range of the source it stands for.

    >>> text = Mapped.of("經(jīng)濟", 10).edit([Edit(start=1, end=7, new="", fix="pinyin_annotation")])
    >>> text.text, text.starts, text[1:].source_range()
    ('經濟', (10, 17), (17, 18))
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, text: str, start: int = 0) -> "Mapped":
        """Untouched text whose first character stands at `start` of the source."""
        return cls(text, tuple(range(start, start + len(text))), tuple(range(start + 1, start + 1 + len(text))))

    @classmethod
    def join(cls, parts: Iterable["Mapped"]) -> "Mapped":
        """The parts one after the other; what stood between them in the source is left out."""
        parts = list(parts)
        if len(parts) == 1:
            return parts[0]
        starts, ends = (tuple(chain.from_iterable(each)) for each in ([p.starts for p in parts], [p.ends for p in parts]))
        return cls("".join(p.text for p in parts), starts, ends)

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, part: slice) -> "Mapped":
        return Mapped(self.text[part], self.starts[part], self.ends[part])

    def strip(self) -> "Mapped":
        """Without white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self[left : len(self.text.rstrip())]

    def source_range(self) -> tuple[int, int] | None:
        """From the first to the last character in the source; None for no text."""
        return (self.starts[0], self.ends[-1]) if self.text else None

    def edit(self, edits: Sequence[Edit]) -> "Mapped":
        """The text with all edits made. They must be in order and not overlap.

        Where the new text is as long as the old, character maps to character; else every new character maps to
        the whole range that was replaced.
        """
        if all(len(e.new) == e.end - e.start for e in edits):
            return Mapped(replaced(self.text, edits), self.starts, self.ends)
        starts: list[int] = []
        ends: list[int] = []
        done = 0
        for e in edits:
            kept = slice(done, e.end if len(e.new) == e.end - e.start else e.start)
            starts += self.starts[kept]
            ends += self.ends[kept]
            if kept.stop != e.end and e.new:
                a, b = self[e.start : e.end].source_range() or (self.starts[e.start],) * 2
                starts += (a,) * len(e.new)
                ends += (b,) * len(e.new)
            done = e.end
        return Mapped(replaced(self.text, edits), (*starts, *self.starts[done:]), (*ends, *self.ends[done:]))

    def spans(self) -> tuple[tuple[int, int, int], ...]:
        """Unbroken runs as (position in text, position in source, length); a rewritten character is a run of one.

        >>> Mapped("经济社", (10, 17, 18), (11, 18, 19)).spans()
        ((0, 10, 1), (1, 17, 2))
        """
        if not self.text:
            return ()
        steps = zip(self.starts, self.ends, self.starts[1:], self.ends[1:], strict=False)
        breaks = [i for i, (a, b, c, d) in enumerate(steps, 1) if not (c == b == a + 1 and d == c + 1)]
        return tuple((i, self.starts[i], j - i) for i, j in pairwise((0, *breaks, len(self.text))))


def replaced(text: str, edits: Iterable[Edit]) -> str:
    """A text with all edits made.

    >>> replaced("經濟", [Edit(start=0, end=1, new="经", fix="traditional")])
    '经濟'
    """
    parts, done = [], 0
    for e in edits:
        parts += (text[done : e.start], e.new)
        done = e.end
    return "".join((*parts, text[done:]))
