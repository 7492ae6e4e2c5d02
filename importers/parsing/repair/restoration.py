"""Restores damaged runs of an annotated page: searches, chooses by language, proves by damaging again."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from importers.parsing.repair import language, model
from importers.parsing.repair.bytepairs import MARKS, gbk
from importers.parsing.repair.inverse import STRAY, Candidate, Search
from importers.parsing.repair.page import READING
from importers.parsing.repair.proof import is_proved
from importers.parsing.repair.script import simplified
from importers.parsing.repair.writing import INDENT, Writing, simplify

SCAR_NEAR = 12  # characters beside a scar that teach the language model nothing
CONTEXT = 300  # characters before a run that are read, for brackets that stand open
PENALTY = 0.5  # log probability, negative, of a pair having vanished at a place
CLEAR = 8.0  # log odds by which the best must lead for the choice not to be flagged
FLUENT = -5.5  # log probability of a character, by the words; below, a restoration is flagged however clear


@dataclass(frozen=True, slots=True)
class Restored:
    """A run `start` to `end` of a raw line, its text in Simplified characters, and whether the choice is clear."""

    start: int
    end: int
    text: str
    certain: bool
    others: tuple[str, ...] = ()


class Restorer:
    """Knows one page: its annotated characters, its language. Made once a page, and only where there is damage."""

    def __init__(self, lines: Sequence[str], annotated: frozenset[str]):
        self.keys = readings_used(lines, annotated)
        self.printed = set(self.keys.values())
        self.annotated: Counter[str] = Counter()
        texts = [piece for line in lines for piece in self.healthy(line)]
        self.writing = Writing(texts, self.keys, {key: self.annotated[key] for key in self.keys})
        self.language = language.Language(map(simplified, texts), language.dictionary(), language.genre())

    def healthy(self, line: str) -> Iterator[str]:
        """The text of a line as it stands, without readings and the neighbourhood of its scars; counts the readings."""
        done = 0
        for at in (*scars(line, self.printed), len(line) + SCAR_NEAR):
            piece = line[done : max(done, at - SCAR_NEAR)]
            self.annotated.update(m[1] for m in READING.finditer(piece))
            yield self.bare(piece, starts=not done)
            done = min(len(line), at + SCAR_NEAR)

    def bare(self, text: str, *, starts: bool = False) -> str:
        """Without readings and white space, marks narrow; behind a line end where a line starts."""
        healthy = READING.sub(lambda m: m[1] if m[1] in self.keys else m[0], text)
        return ("\n" if starts else "") + model.as_shown("".join(healthy.split()))

    def plain(self, text: str, *, starts: bool = False) -> str:
        """The same, Simplified."""
        return simplified(self.bare(text, starts=starts))

    def restore(self, line: str) -> Iterator[Restored]:
        """Every damaged run of a raw line that can be restored, in order. Runs that can't be are left out."""
        done, shown = 0, ""
        for at in scars(line, self.printed):
            if at < done:
                continue
            shown += line[done:at]
            done = at
            if best := self.best(line, at, self.plain(shown[-CONTEXT:], starts=len(shown) <= CONTEXT)):
                yield best
                shown, done = shown + best.text, best.end

    def best(self, line: str, at: int, before: str) -> Restored | None:
        """The likeliest restoration that gives back the raw run when it is damaged again."""
        found = Search(line, before, self.writing, self.language).candidates(at)
        furthest = max((c.end for c in found), default=0)
        ranked = sorted(((self.fluency(line, before, c, furthest), c) for c in found), key=lambda pair: -pair[0])
        chosen: list[tuple[float, Restored]] = []
        for score, c in ranked:
            if chosen and chosen[0][0] - score > CLEAR:
                break
            text, end = self.read(line, c)
            if text not in (r.text for _, r in chosen) and is_proved(line, at, c, self.keys):
                chosen.append((score, Restored(at, end, text, not c.lost)))
        if not chosen:
            return self.lone_key(line, at, before)
        others = tuple(r.text for _, r in chosen[1:4])
        best = unguessed(chosen[0][1], others)
        # A lone `?` may be any of a hundred characters: where the search kept one of them, no choice was made.
        compared = STRAY.match(line, at) or any(simplify(c.text[:1]) != best.text[:1] for c in found)
        fluent = self.is_fluent(before, best.text, self.plain(line[best.end : best.end + 12])[:2])
        return replace(best, certain=bool(best.certain and fluent and compared and not others), others=others)

    def is_fluent(self, before: str, text: str, after: str) -> bool:
        """Whether a restoration reads as such text does; the likeliest of bad choices does not."""
        whole = before[-1:].strip() + text + after
        return self.language.cut(whole) / len(whole) > FLUENT

    def read(self, line: str, c: Candidate) -> tuple[str, int]:
        """A candidate in Simplified characters, and its end behind the reading of its last character."""
        reading = f"({self.keys.get(c.text[-1])})"
        return "".join(map(simplify, c.text)) + c.lost, c.end + (len(reading) if line.startswith(reading, c.end) else 0)

    def fluency(self, line: str, before: str, c: Candidate, furthest: int) -> float:
        """The log probability of the line with a candidate in it, as far as the longest candidate goes and a bit."""
        text, end = self.read(line, c)
        after = self.plain(line[end:furthest] + line[max(end, furthest) : furthest + 24])
        return self.language.score(before, text.replace(INDENT, ""), after[: max(0, furthest - end) + 3]) - PENALTY * c.vanished + c.odd

    def lone_key(self, line: str, at: int, before: str) -> Restored | None:
        """A stray reading that no odd match explains stands for the page's only key with that reading, if it fits."""
        stray = STRAY.match(line, at)
        fitting = [k for k, r in self.keys.items() if stray and r == stray["reading"]]
        if len(fitting) != 1 or not self.language.adjoin(simplify(fitting[0]), self.plain(line[stray.end() : stray.end() + 1])):
            return None
        return Restored(at, stray.end(), simplify(fitting[0]), False)


def unguessed(best: Restored, others: Sequence[str]) -> Restored:
    """With `?` for a lost digit where another is nearly as likely: none is made up.

    >>> unguessed(Restored(0, 9, "师3", False), ["师5", "师7"]).text, unguessed(Restored(0, 9, "年2", False), []).text
    ('师?', '年2')
    """
    is_guess = not best.certain and any(other[:-1] == best.text[:-1] for other in others)
    return replace(best, text=best.text[:-1] + "?") if is_guess and best.text[-1:].isdigit() else best


def scars(line: str, readings: Container[str] = ()) -> list[int]:
    """Where damaged runs can begin: a stray reading, or a `?` before a mark. A reading without a tone mark must be one
    that the page prints.

    >>> scars("碳?xì)湟惑w化等項目"), scars("好嗎?好。"), scars("城鎮?men)炠|", {"men"})
    ([1], [], [2])
    """
    found = []
    for at in (m.start() for m in re.finditer(r"\?", line)):
        stray = STRAY.match(line, at)
        is_reading = stray and (not stray["reading"].isascii() or stray["reading"] in readings)
        if is_reading or line[at + 1 : at + 2] in MARKS:
            found.append(at)
    return found


def readings_used(lines: Sequence[str], annotated: frozenset[str]) -> Mapping[str, str]:
    """The reading that the page prints behind each of its annotated characters."""
    found: dict[str, str] = {}
    for line in lines:
        for m in READING.finditer(line):
            if m[1] in annotated and gbk(m[1]):
                found.setdefault(m[1], m["reading"])
    return found
