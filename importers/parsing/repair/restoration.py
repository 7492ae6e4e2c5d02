"""Restores damaged runs of an annotated page: searches, chooses by language, proves by damaging again."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from importers.parsing.repair import language, model
from importers.parsing.repair.inverse import ANNOTATED, MARKS, PENALTY, STRAY, Candidate, Search, gbk
from importers.parsing.repair.page import READING, simplified

SCAR_NEAR = 12  # characters beside a scar that teach the language model nothing
CONTEXT = 60  # characters before a run that are read
MOST_MARKS = 3  # places of marks out of step in one run
CLEAR = 4.0  # log odds by which the best must lead for the choice not to be flagged
FLUENT = -6.5  # log probability of a character, by the words; below, a restoration is flagged however clear


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
        texts = [piece for line in lines for piece in self.healthy(line)]
        self.language = language.Language(texts, language.dictionary(), language.genre())

    def healthy(self, line: str) -> Iterator[str]:
        """The text of a line, Simplified, without the neighbourhood of its scars."""
        done = 0
        for at in scars(line):
            yield self.plain(line[done : max(done, at - SCAR_NEAR)])
            done = min(len(line), at + SCAR_NEAR)
        yield self.plain(line[done:])

    def plain(self, text: str) -> str:
        """Simplified, without readings and white space, marks as the page shows them."""
        return simplified(model.as_shown(re.sub(r"\s", "", READING.sub(lambda m: m[1] if m[1] in self.keys else m[0], text))))

    def restore(self, line: str) -> Iterator[Restored]:
        """Every damaged run of a raw line that can be restored, in order. Runs that can't be are left out."""
        done, shown = 0, ""
        for at in scars(line):
            if at < done:
                continue
            shown = (shown + line[done:at])[-CONTEXT:]
            done = at
            if best := self.best(line, at, self.plain(shown)):
                yield best
                shown, done = shown + best.text, best.end

    def best(self, line: str, at: int, before: str) -> Restored | None:
        """The likeliest restoration that gives back the raw run when it is damaged again."""
        search = Search(line, self.keys, before, self.language, simplify)
        found = search.candidates(at)
        furthest = max((c.end for c in found), default=0)
        ranked = sorted(((self.fluency(line, before, c, furthest), c) for c in found), key=lambda pair: -pair[0])
        chosen: list[tuple[float, Restored]] = []
        for score, c in ranked:
            if chosen and chosen[0][0] - score > CLEAR:
                break
            text, end = self.read(line, c)
            if text not in (r.text for _, r in chosen) and self.is_proved(line, at, c):
                chosen.append((score, Restored(at, end, text, True)))
        if not chosen:
            return self.lone_key(line, at, before)
        others = tuple(r.text for _, r in chosen[1:4])
        fluent = self.is_fluent(before, chosen[0][1].text, self.plain(line[chosen[0][1].end : chosen[0][1].end + 12])[:2])
        return replace(chosen[0][1], certain=fluent and not others, others=others)

    def is_fluent(self, before: str, text: str, after: str) -> bool:
        """Whether a restoration reads as such text does; the likeliest of bad choices does not."""
        whole = before[-1:] + text + after
        return self.language.cut(whole) / len(whole) > FLUENT

    def read(self, line: str, c: Candidate) -> tuple[str, int]:
        """A candidate in Simplified characters, and its end behind the reading of its last character."""
        reading = f"({self.keys.get(c.text[-1])})"
        return "".join(map(simplify, c.text)), c.end + (len(reading) if line.startswith(reading, c.end) else 0)

    def fluency(self, line: str, before: str, c: Candidate, furthest: int) -> float:
        """The log probability of the line with a candidate in it, as far as the longest candidate goes and a bit."""
        text, end = self.read(line, c)
        after = self.plain(line[end:furthest] + line[max(end, furthest) : furthest + 24])
        return self.language.score(before, text, after[: max(0, furthest - end) + 3]) - PENALTY * c.vanished

    def lone_key(self, line: str, at: int, before: str) -> Restored | None:
        """A stray reading that no odd match explains stands for the page's only key with that reading, if it fits."""
        stray = STRAY.match(line, at)
        fitting = [k for k, r in self.keys.items() if stray and r == stray["reading"]]
        if len(fitting) != 1 or not self.language.adjoin(simplify(fitting[0]), self.plain(line[stray.end() : stray.end() + 1])):
            return None
        return Restored(at, stray.end(), simplify(fitting[0]), False)

    def is_proved(self, line: str, at: int, c: Candidate) -> bool:
        """Damage the restoration, with the character before it: the raw run must come out."""
        standing = ANNOTATED.search(line[max(0, at - 12) : at])
        first = standing[1] if standing and gbk(standing[1]) else ""
        wanted = model.as_shown(first + line[at : c.end])
        last = line[c.end : c.end + 1]
        last = model.as_printed(last) if last in MARKS else "的"  # a lone `?` shows only before the mark itself
        keys = [(k, r) for k, r in self.keys.items() if k in c.text]
        orders = ([*c.keys, *keys], [*c.keys[1:], *keys, *c.keys[:1]])
        try:
            for order in orders:
                for choice in range(2**MOST_MARKS):
                    shown = model.damage(first + c.text + last, order, apart=lambda n, choice=choice: not choice >> n & 1)
                    if model.as_shown(shown).startswith(wanted):
                        return True
        except UnicodeEncodeError:
            return False
        return False


def scars(line: str) -> list[int]:
    """Where damaged runs can begin: a stray reading, or a `?` before a mark.

    >>> scars("碳?xì)湟惑w化等項目"), scars("好嗎?好。")
    ([1], [])
    """
    return [i for i, c in enumerate(line) if c == "?" and (STRAY.match(line, i) or line[i + 1 : i + 2] in MARKS)]


def readings_used(lines: Sequence[str], annotated: frozenset[str]) -> Mapping[str, str]:
    """The reading that the page prints behind each of its annotated characters."""
    found: dict[str, str] = {}
    for line in lines:
        for m in READING.finditer(line):
            if m[1] in annotated and gbk(m[1]):
                found.setdefault(m[1], m["reading"])
    return found


@cache
def simplify(char: str) -> str:
    """One character in Simplified form, marks as the page shows them."""
    return model.as_shown(simplified(char))
