"""The damage, backwards: every text that the bytes of a damaged run allow, the likelier ones first.

A state is a place in the raw line and a carried byte: the second half of a character whose first half was read with
the one before. Every step pairs the carried byte with the first byte of the next shown character. Behind a pair that
shows as nothing the carried byte is not known until the next step tells.
"""

import heapq
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from importers.parsing.repair.bytepairs import BYTES, CARRIED, MARKS, gbk, pairs_of
from importers.parsing.repair.language import Language
from importers.parsing.repair.model import character
from importers.parsing.repair.page import TONED
from importers.parsing.repair.writing import INDENT, Writing, before_vanishing, ending_in, simplify

STRAY = re.compile(rf"\?(?P<reading>[a-zü{TONED}]{{1,7}})\)")
BRACKET = re.compile(rf"\((?P<reading>[a-zü{TONED}]{{1,7}})\)")
ANNOTATED = re.compile(rf"([^\x00-\x7f])(?:\([a-zü{TONED}]{{1,7}}\))?$")
LOST = "0123456789 ,.;:()%+-/"  # ASCII that a lone lead byte may have swallowed
WIDTH = 8  # states kept at each place
CLOSING = {"）": "（(", ")": "（(", "”": "“", "》": "《"}
UNOPENED = -8.0  # log probability of a bracket that closes what was not opened
SPACE = -40.0  # log probability of an ideographic space that is no indent
FEWER = 4  # states kept of those that carry an unknown byte
HOPELESS = 18.0  # log odds against a state, as against the best that came as far, by which it is given up
DOUBTFUL = 10.0  # the same, by which no more pairs are believed to have vanished
FEW = 6  # of those, for each of which a lost character is guessed
USUAL = 4.0  # log probability, negative, of a character in fluent text: makes candidates of other lengths comparable
UNUSUAL = 8.0  # the same of a rare one, for what the text behind a finished candidate may cost
CONSIDERED = 60  # candidates given, by either measure
LONGEST = 40  # shown characters of one run
MOST_VANISHED = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """A restoration: `text` (Traditional, as it stood) for the raw line up to `end`; the keys, with their readings, that
    its stray readings stand for, the one matched across two characters first; `lost` is an ASCII character that no
    byte tells, a guess."""

    score: float
    text: str
    end: int
    keys: tuple[tuple[str, str], ...] = ()
    vanished: int = 0
    odd: float = 0.0
    lost: str = ""


@dataclass(slots=True)
class State:
    """How far a restoration has come: `read` is its text in Simplified characters with what stands before it."""

    score: float
    text: str
    read: str
    at: int
    carry: int
    keys: tuple[tuple[str, str], ...] = ()
    vanished: int = 0
    odd: float = 0.0


@dataclass(frozen=True, slots=True)
class Search:
    """One run of one line; `before` is the (Simplified) text in front of it."""

    line: str
    before: str
    writing: Writing
    language: Language

    def candidates(self, at: int) -> list[Candidate]:
        """The likelier restorations of the damaged run that begins at `at`, short and long ones."""
        done: list[Candidate] = []
        # States compete only with those that have come as far and lost as many pairs.
        waiting: dict[tuple[int, int, bool], list[State]] = {}
        leading = dict.fromkeys(range(at, min(len(self.line), at + LONGEST)), -math.inf)
        following, seen = list(self.starts(at, done)), 0
        while following or waiting:
            for state in following:
                if state.at in leading and state.score > leading[state.at] - HOPELESS:
                    waiting.setdefault((state.at, state.vanished, state.carry > 0), []).append(state)
                    leading[state.at] = max(state.score, leading[state.at])
            for end, score in best_ends(done[seen:]).items():
                for further in range(end + 1, min(len(self.line), at + LONGEST)):
                    leading[further] = max(leading[further], score - UNUSUAL * (further - end))
            following, seen = [], len(done)
            if waiting:
                place = min(waiting)
                for state in heapq.nlargest(WIDTH if place[2] else FEWER, waiting.pop(place), key=lambda s: s.score):
                    if (behind := leading[state.at] - state.score) < HOPELESS:
                        following += self.advance(state, done)
                        if state.vanished < MOST_VANISHED and behind < DOUBTFUL:
                            following += self.vanishing(state)
        by_score = heapq.nlargest(CONSIDERED, done, key=lambda c: c.score)
        by_length = heapq.nlargest(CONSIDERED, done, key=lambda c: c.score + USUAL * len(c.text))
        return list(dict.fromkeys(by_score + by_length))

    def starts(self, at: int, done: list[Candidate]) -> Iterator[State]:
        """The first states: behind a stray reading, or behind a mark that was set apart."""
        nothing = State(0.0, "", self.before[-3:], at, 0)
        following = self.line[at + 1 : at + 2]
        if stray := STRAY.match(self.line, at):
            before = ANNOTATED.search(self.line[max(0, at - 12) : at])
            trail = gbk(before[1])[1] if before and gbk(before[1]) else None
            for key in self.writing.keys_read(stray["reading"]):
                if (pair := gbk(key))[0] == trail:
                    yield State(0.0, "", nothing.read, stray.end(), pair[1], ((key, stray["reading"]),))
        elif following in MARKS:
            first, second = MARKS[following]
            for lead in BYTES:
                if self.writing.may_be(char := character(lead, first)):
                    yield self.grown(nothing, char, at + 2, second)
            if following == "?" and MARKS.get(self.line[at + 2 : at + 3], b"..")[0] == 0xA3:
                for lead in BYTES:  # 。and ， overlap behind it: both of its bytes are alone
                    if self.writing.may_be(char := character(lead, 0xA1)):
                        self.finish(nothing, char, at + 2, done)

    def advance(self, state: State, done: list[Candidate]) -> Iterator[State]:
        """One shown character further: a stray reading, a lone `?`, a letter or a pair of bytes, whose second may be ASCII that
        stands in step."""
        shown = self.line[state.at]
        if stray := STRAY.match(self.line, state.at):
            for key in self.writing.keys_read(stray["reading"]):
                lead = gbk(key)[0]
                if lead == state.carry or (state.carry < 0 and lead in CARRIED[state.carry]):
                    self.finish(state, key, stray.end(), done, (key, stray["reading"]))
        elif shown == "?":
            self.alone(state, done)
        if "@" <= shown <= "~" or shown == "€":
            for char in self.made(state, 0x80 if shown == "€" else ord(shown)):
                self.finish(state, char, state.at + 1, done)
        for pair in pairs_of(shown):
            bracket = BRACKET.match(self.line, state.at + 1)
            end = bracket.end() if bracket and shown in self.writing.keys_read(bracket["reading"]) else state.at + 1
            for char in self.made(state, pair[0]):
                yield (grown := self.grown(state, char, end, pair[1]))
                if pair[1] < 0x80:
                    self.finish(grown, chr(pair[1]), end, done)

    def alone(self, state: State, done: list[Candidate]) -> None:
        """A `?` that hides the last byte of a character: a mark was set apart behind it, the line ends, or it swallowed an
        ASCII character."""
        ends = [c for trail in BYTES for c in self.made(state, trail)]
        following = self.line[state.at + 1 : state.at + 2]
        if following in MARKS or not following:
            for char in ends:
                self.finish(state, char, state.at + 1, done)
            return
        likely = self.language.likely_after(state.read[-1:])
        known = (self.grown(state, c, state.at + 1, 0) for c in ends if not state.text or simplify(c) in likely)
        for grown in heapq.nlargest(FEW, known, key=lambda s: s.score):
            for lost in LOST:
                score = grown.score + self.language.step(grown.read[-3:], lost)
                done.append(Candidate(score, grown.text, grown.at, grown.keys, grown.vanished, grown.odd, lost))

    def made(self, state: State, trail: int) -> Iterable[str]:
        """The characters that the carried byte and this one may be."""
        if state.carry >= 0:
            return self.writing.made(state.carry, trail)
        chars = ending_in(trail, state.carry)
        likely = chars.keys() & self.language.likely_after(state.read[-1:])
        return [char for simple in likely for char in chars[simple] if not self.writing.oddness(char)]

    def vanishing(self, state: State) -> Iterator[State]:
        """The states after a pair that shows as nothing: its first byte ends a character, its second is carried on.

        To keep the search small its character must be a frequent one, or known as a neighbour of the one before.
        """
        likely = self.language.likely_after(state.read[-1:]) if state.text else None
        ends = before_vanishing(state.carry)
        for simple in ends if likely is None else ends.keys() & likely:
            for char, which in ends[simple]:
                if not self.writing.oddness(char):
                    grown = self.grown(state, char, state.at, which)
                    grown.vanished += 1
                    yield grown

    def grown(self, state: State, char: str, at: int, carry: int, *, is_read: bool = False) -> State:
        """The state with one more character. `is_read`: its reading stands there; the first one has none, since the odd
        match broke it, and others are unlikely without where the page annotates them."""
        if char == INDENT:
            space = SPACE if self.before.strip() or state.text.strip(INDENT) else 0.0
            return State(state.score + space, state.text + char, state.read, at, carry, state.keys, state.vanished, state.odd + space)
        simple = simplify(char)
        odd = self.writing.oddness(char)
        if state.text and not is_read:
            odd += self.writing.bare.get(char, 0.0)
        if char in CLOSING and not is_open(self.before + state.text, char):
            odd += UNOPENED
        score = state.score + self.language.step(state.read[-3:], simple) + odd
        return State(score, state.text + char, state.read[-3:] + simple, at, carry, state.keys, state.vanished, state.odd + odd)

    def finish(self, state: State, char: str, end: int, done: list[Candidate], key: tuple[str, str] | None = None) -> None:
        is_read = key is not None or self.line.startswith(f"({self.writing.keys.get(char)})", end)
        s = self.grown(state, char, end, 0, is_read=is_read)
        done.append(Candidate(s.score, s.text, end, s.keys + ((key,) if key else ()), s.vanished, s.odd))


def is_open(text: str, closing: str) -> bool:
    """Whether a bracket or quotation mark stands open in a text, narrow or wide.

    >>> is_open("健身“经常化", "”"), is_open("(一)坚持", "）")
    (True, False)
    """
    opened = max(text.rfind(mark) for mark in CLOSING[closing])
    closed = max(text.rfind(mark) for mark, opening in CLOSING.items() if opening == CLOSING[closing])
    return opened > closed


def best_ends(done: Iterable[Candidate]) -> dict[int, float]:
    """The best score of the candidates that end at each place."""
    best: dict[int, float] = {}
    for c in done:
        best[c.end] = max(c.score, best.get(c.end, -math.inf))
    return best
