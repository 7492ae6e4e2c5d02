"""How a page writes: which characters its healthy text holds, which of them carry readings, and which it would not write."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from importers.parsing.repair import model
from importers.parsing.repair.bytepairs import VANISHING, gbk, is_text, with_trail
from importers.parsing.repair.model import character
from importers.parsing.repair.page import first_reading
from importers.parsing.repair.script import simplified

ODD_FORM = -6.0  # log probability that a page writes a character otherwise than everywhere else
NEW_SIMPLIFIED = -4.0  # the same of a Simplified character that others stand for, on a Traditional page, or a very rare one
INDENT = "\u3000"
PARTIAL = -4.0  # log probability of some key without a reading, above which the page annotates in part
PRIOR = 2  # a key is believed to be annotated as the whole page is until it has been seen about so often
NO_KEY = 3  # a character that stands this often without a reading is believed to be no key


class Writing:
    """The forms of a page. A converter maps character to character, so a page has one form of each.

    >>> writing = Writing(["發展發展"], {"發": "fā"})
    >>> writing.oddness("發"), writing.oddness("髮") < 0, writing.keys_read("fā")[0]
    (0.0, True, '發')
    """

    def __init__(self, texts: Iterable[str], keys: Mapping[str, str], annotated: Mapping[str, int] | None = None):
        self.keys = keys
        self.counts = Counter("".join(texts))
        self.bare = bare({key: self.counts[key] for key in keys} if annotated is None else annotated, self.counts)
        self.is_partial = max(self.bare.values(), default=0.0) > PARTIAL
        self.forms = {simplify(c) for c in self.counts}
        self.only_traditional = all(simplify(k) != k for k in keys)
        self.known: dict[str, float] = {}
        self.read: dict[str, list[str]] = {}
        self.pairs: dict[int, tuple[str, ...]] = {}

    def oddness(self, char: str) -> float:
        """The log probability of this form where the page has others, 0 for a usual one."""
        if char not in self.known:
            simple = simplify(char)
            odd = "\u4e00" <= char <= "\u9fff" and char not in self.counts
            rare = odd and ((simple == char and char in replaced_characters()) or simple > "\uffff")
            replaced = NEW_SIMPLIFIED if rare else 0.0
            self.known[char] = ODD_FORM if odd and simple in self.forms else replaced
        return self.known[char]

    def keys_read(self, reading: str) -> list[str]:
        """The characters that the converter may have annotated with a reading: those it did on this page, and, for a
        key that occurs on it only out of step, others with that first reading that do not stand here without it, if the
        page annotates its keys everywhere."""
        if reading not in self.read:
            known = [k for k, r in self.keys.items() if r == reading]
            others = (c for c in first_reading(reading) if c not in self.keys and (self.is_partial or self.counts[c] < NO_KEY))
            self.read[reading] = known + [c for c in others if not self.only_traditional or simplify(c) != c]
        return self.read[reading]

    def made(self, lead: int, trail: int) -> tuple[str, ...]:
        """The character of two bytes, if such a page may hold it."""
        pair = lead << 8 | trail
        if pair not in self.pairs:
            char = character(lead, trail)
            self.pairs[pair] = (char,) if self.may_be(char) else ()
        return self.pairs[pair]

    def may_be(self, char: str | None) -> bool:
        """Whether such a text may hold it: Han, a mark, a full-width letter or digit, or whatever else the page holds."""
        return is_text(char) or char in self.counts or (char is not None and (char == INDENT or "！" <= char <= "～"))


def bare(annotated: Mapping[str, int], counts: Mapping[str, int]) -> dict[str, float]:
    """The log probability of each key to stand without its reading, from how often it was annotated and how often it stands.

    >>> {key: round(p) for key, p in bare({"經": 100, "國": 5}, {"經": 100, "國": 10}).items()}
    {'經': -7, '國': -1}
    """
    stands = {key: max(n, counts.get(key, 0)) for key, n in annotated.items()}
    whole = (sum(stands.values()) - sum(annotated.values()) + 0.5) / (sum(stands.values()) + 1)
    return {key: math.log((n - annotated[key] + PRIOR * whole) / (n + PRIOR)) for key, n in stands.items()}


@cache
def simplify(char: str) -> str:
    """One character in Simplified form, marks as the page shows them."""
    return model.as_shown(simplified(char))


@cache
def ending_in(trail: int, which: int) -> Mapping[str, list[str]]:
    """The characters with this second byte whose first is one of those that may have vanished, by their Simplified form.

    >>> ending_in(0xA1, VANISHING[0xAA])["省"]
    ['省']
    """
    found: dict[str, list[str]] = {}
    for char in with_trail(trail, which):
        found.setdefault(simplify(char), []).append(char)
    return found


@cache
def before_vanishing(carry: int) -> Mapping[str, list[tuple[str, int]]]:
    """The characters made of a carried byte and the first of a pair that shows as nothing, by their Simplified form; with
    each what is carried on."""
    found: dict[str, list[tuple[str, int]]] = {}
    for first, which in VANISHING.items():
        for char in with_trail(first, carry) if carry < 0 else filter(is_text, [character(carry, first)]):
            found.setdefault(simplify(char), []).append((char, which))
    return found


@cache
def replaced_characters() -> frozenset[str]:
    """The Simplified characters that stand for other, Traditional ones.

    >>> "发" in replaced_characters(), "展" in replaced_characters()
    (True, False)
    """
    every = "".join(c for code in range(0x4E00, 0xA000) if gbk(c := chr(code)))
    return frozenset(s for s, c in zip("".join(map(simplify, every)), every, strict=True) if s != c)
