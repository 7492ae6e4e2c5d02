"""The damage, backwards: every text that the bytes of a damaged run allow, the likelier ones first.

A state is a place in the raw line and a carried byte: the second half of a character whose first half was read with
the one before. Every step pairs the carried byte with the first byte of the next shown character.
"""

import heapq
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from importers.parsing.repair.language import Language
from importers.parsing.repair.model import character
from importers.parsing.repair.page import TONED, first_reading

STRAY = re.compile(rf"\?(?P<reading>[a-zü]*[{TONED}][a-zü]*)\)")
ANNOTATED = re.compile(rf"([^\x00-\x7f])(?:\([a-zü]*[{TONED}][a-zü]*\))?$")
MARKS = {
    "。": b"\xa1\xa3",
    "、": b"\xa1\xa2",
    "？": b"\xa3\xbf",
    "；": b"\xa3\xbb",
    "，": b"\xa3\xac",
    "?": b"\xa3\xbf",
    ";": b"\xa3\xbb",
    ",": b"\xa3\xac",
}
BYTES = range(0x81, 0xFF)
# The first and second bytes of pairs in the user-defined areas of GBK, which show as nothing.
VANISHED = [(u, frozenset(range(0xA1, 0xFF))) for u in (*range(0xAA, 0xB0), *range(0xF8, 0xFF))]
VANISHED += [(u, frozenset((*range(0x40, 0x7F), *range(0x80, 0xA1)))) for u in range(0xA1, 0xA8)]
WIDTH = 16  # states kept at each place
PENALTY = 3.0  # log probability, negative, of a pair having vanished at a place
USUAL = 4.0  # log probability, negative, of a character in fluent text: makes candidates of other lengths comparable
CONSIDERED = 120  # candidates given, by either measure
LONGEST = 40  # shown characters of one run


@dataclass(frozen=True, slots=True)
class Candidate:
    """A restoration: `text` (Traditional, as it stood) for the raw line up to `end`; the keys, with their readings, that
    its stray readings stand for, the one matched across two characters first."""

    score: float
    text: str
    end: int
    keys: tuple[tuple[str, str], ...]
    vanished: int


@dataclass(frozen=True, slots=True)
class State:
    """How far a restoration has come: `read` is its text in Simplified characters with what stands before it."""

    score: float
    text: str
    read: str
    at: int
    carry: int
    keys: tuple[tuple[str, str], ...] = ()
    vanished: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """One run of one line. `keys` are the page's annotated characters with their readings, `before` the (Simplified)
    text in front of the run, `simplify` maps one Traditional character."""

    line: str
    keys: Mapping[str, str]
    before: str
    language: Language
    simplify: Callable[[str], str]
    known: dict[int, dict[int, list[str]]] = field(default_factory=dict)
    neighbours: dict[tuple[int, str], list[int]] = field(default_factory=dict)

    def candidates(self, at: int) -> list[Candidate]:
        """The likelier restorations of the damaged run that begins at `at`, short and long ones."""
        done: list[Candidate] = []
        # States compete only with those that have come as far and lost as many pairs.
        waiting: dict[tuple[int, int], list[State]] = {}
        following = list(self.starts(at))
        while following or waiting:
            for state in following:
                if state.at < min(len(self.line), at + LONGEST):
                    waiting.setdefault((state.at, state.vanished), []).append(state)
            following = []
            if waiting:
                for state in heapq.nlargest(WIDTH, waiting.pop(min(waiting)), key=lambda s: s.score):
                    following += self.advance(state, done)
        by_score = heapq.nlargest(CONSIDERED, done, key=lambda c: c.score)
        by_length = heapq.nlargest(CONSIDERED, done, key=lambda c: c.score + USUAL * len(c.text))
        return list(dict.fromkeys(by_score + by_length))

    def grown(self, state: State, char: str, at: int, carry: int = 0) -> State:
        simple = self.simplify(char)
        score = state.score + self.language.step(state.read[-3:], simple)
        return State(score, state.text + char, state.read + simple, at, carry, state.keys, state.vanished)

    def starts(self, at: int) -> Iterator[State]:
        """The first states: behind a stray reading, or behind a mark that was set apart."""
        nothing = State(0.0, "", self.before[-3:], at, 0)
        if stray := STRAY.match(self.line, at):
            before = ANNOTATED.search(self.line[max(0, at - 12) : at])
            trail = gbk(before[1])[1] if before and gbk(before[1]) else None
            for key in self.keys_read(stray["reading"]):
                if (pair := gbk(key))[0] == trail:
                    yield State(0.0, "", self.before[-3:], stray.end(), pair[1], ((key, stray["reading"]),))
        elif self.line[at : at + 1] == "?" and self.line[at + 1 : at + 2] in MARKS:
            first, second = MARKS[self.line[at + 1]]
            for lead in BYTES:
                if is_text(char := character(lead, first)):
                    yield self.grown(nothing, char, at + 2, second)

    def advance(self, state: State, done: list[Candidate]) -> Iterator[State]:
        """One shown character further: a stray reading, a lone `?`, a letter or a pair of bytes."""
        shown = self.line[state.at]
        if stray := STRAY.match(self.line, state.at):
            for key in self.keys_read(stray["reading"]):
                if gbk(key)[0] == state.carry:
                    self.finish(state, key, stray.end(), done, ((key, stray["reading"]),))
        elif shown == "?" and self.line[state.at + 1 : state.at + 2] in MARKS:
            for trail in BYTES:
                char = character(state.carry, trail)
                if is_text(char) and char not in self.keys:
                    self.finish(state, char, state.at + 1, done)
        if "@" <= shown <= "~":
            char = character(state.carry, ord(shown))
            if is_text(char) and self.may_stand(state, char, state.at + 1):
                self.finish(state, char, state.at + 1, done)
        for pair in pairs_of(shown):
            char = character(state.carry, pair[0])
            if is_text(char) and self.may_stand(state, char, None):
                yield self.grown(state, char, state.at + 1, pair[1])
        if state.vanished < 2:
            yield from self.vanishing(state)

    def may_stand(self, state: State, char: str, end: int | None) -> bool:
        """A key of the page is annotated wherever it stands whole: inside a run only the first character, which the
        odd match broke, has none; the last has its reading behind it."""
        if char not in self.keys or not state.text:
            return True
        return end is not None and self.line.startswith(f"({self.keys[char]})", end)

    def vanishing(self, state: State) -> Iterator[State]:
        """The states after a pair that shows as nothing: its first byte ends a character, its second is carried on.

        To keep the search small the character and the one after it must be known as neighbours.
        """
        for first, seconds in VANISHED:
            char = character(state.carry, first)
            if not is_text(char) or not self.may_stand(state, char, None):
                continue
            simple = self.simplify(char)
            if state.text and not self.language.adjoin(state.read[-1], simple):
                continue
            grown = self.grown(state, char, state.at)
            for second in self.carried_on(state.at, simple):
                if second in seconds:
                    yield State(grown.score - PENALTY, grown.text, grown.read, state.at, second, state.keys, state.vanished + 1)

    def carried_on(self, at: int, simple: str) -> list[int]:
        """The bytes that, carried to `at`, make a character known as a neighbour of `simple`."""
        if (at, simple) not in self.neighbours:
            made, known = self.following(at).items(), self.language.successors(simple)
            self.neighbours[at, simple] = [carry for carry, chars in made if not known.isdisjoint(chars)]
        return self.neighbours[at, simple]

    def following(self, at: int) -> dict[int, list[str]]:
        """The (Simplified) characters that can be made of what is shown at `at`, by the byte carried to it."""
        if at not in self.known:
            self.known[at] = self.made(at)
        return self.known[at]

    def made(self, at: int) -> dict[int, list[str]]:
        shown = self.line[at]
        if stray := STRAY.match(self.line, at):
            pairs = [tuple(gbk(key)) for key in self.keys_read(stray["reading"])]
        elif shown == "?" and self.line[at + 1 : at + 2] in MARKS:
            pairs = [(carry, trail) for carry in BYTES for trail in BYTES]
        else:
            trails = [pair[0] for pair in pairs_of(shown)] + ([ord(shown)] if "@" <= shown <= "~" else [])
            pairs = [(carry, trail) for carry in range(0x40, 0xFF) for trail in trails]
        found: dict[int, list[str]] = {}
        for carry, trail in pairs:
            if is_text(char := character(carry, trail)):
                found.setdefault(carry, []).append(self.simplify(char))
        return found

    def finish(self, state: State, char: str, end: int, done: list[Candidate], keys: tuple[tuple[str, str], ...] = ()) -> None:
        grown = self.grown(state, char, end)
        done.append(Candidate(grown.score, grown.text, end, state.keys + keys, state.vanished))

    def keys_read(self, reading: str) -> list[str]:
        """The characters that the converter may have annotated with a reading: those it did on this page, and, for a
        key that occurs on it only out of step, all others with that first reading."""
        known = [k for k, r in self.keys.items() if r == reading]
        return known + [c for c in first_reading(reading) if c not in self.keys]


def pairs_of(shown: str) -> list[bytes]:
    """The two bytes that a shown character may stand for; ASCII may be the full-width form made narrow.

    >>> pairs_of("湟"), pairs_of("_"), pairs_of(" ")
    ([b'\\xe4\\xd2'], [b'\\xa3\\xdf'], [])
    """
    if shown.isascii():
        return [bytes((0xA3, ord(shown) + 0x80))] if "!" <= shown <= "~" else []
    return [pair] if (pair := gbk(shown)) else []


@cache
def gbk(char: str) -> bytes | None:
    """The two bytes of a character in GBK; None where it has none."""
    try:
        return content if len(content := char.encode("gbk")) == 2 else None
    except UnicodeEncodeError:
        return None


def is_text(char: str | None) -> bool:
    """A character that plans are written with: Han, or a sentence mark."""
    return char is not None and ("\u4e00" <= char <= "\u9fff" or char in "。，、；：？！（）“”《》—％")
