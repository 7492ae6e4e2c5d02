"""Old rows to new nodes: by text first, by place second, so that a fixed heading or a new paragraph moves no id.

Plain Python. Cost grows in proportion to the number of rows: no table of all against all.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import pairwise

ALIKE = 0.5
ALMOST = 0.9
SAME_NUMBER = 0.6
WINDOW = 12
# What comes first has the first choice of what is left between two neighbours.
GROUPS = ("chapter", "section", "paragraph", "figure", "mention")
UNTOLD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What a row or node is known by.

    `parent` is the index of the one above in its own list, None at the top. `place` is where it starts in the source,
    given only when both sides come from the same source. A figure has the id of its paragraph as `home`, its number as
    `number`, and as `frame` the words around the number; a mention of a project the same with its printed name for the number.
    """

    group: str
    text: str
    number: int | str | None = None
    parent: int | None = None
    place: int | None = None
    home: Hashable = None
    frame: str = ""

    @property
    def key(self):
        return self.group, self.text


def fold_text(text):
    """Text as it is compared: width, case, spaces and punctuation make no difference.

    >>> fold_text("（一） 发展 基础：") == fold_text("(一)发展基础:")
    True
    """
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return UNTOLD.sub("", folded) or folded.strip()


def match(old: list[Trait], new: list[Trait]) -> list[int | None]:
    """For each new one the index of its old one, or None; no old one is used twice.

    >>> def traits(*texts): return [Trait(group="paragraph", text=text) for text in texts]
    >>> match(traits("甲", "稳步增长态势", "丙"), traits("甲", "新", "稳步的增长态势", "丙"))
    [0, None, 1, 2]
    """
    found: list[int | None] = [None] * len(new)
    anchors = sorted(_in_sequence([(t.home, t.key) for t in old], [(t.home, t.key) for t in new]))
    for old_index, new_index in anchors:
        found[new_index] = old_index
    _match_once(old, new, found, lambda trait: trait.text and trait.key)
    _match_once(old, new, found, lambda trait: trait.place is not None and (trait.group, trait.place))
    _match_in_place(old, new, found, anchors)
    return found


def _in_sequence(old, new):
    """Pairs of equal keys in the same order on both sides: ends first, then keys that occur once, then the rest."""
    pairs, ranges = [], [(0, len(old), 0, len(new))]
    while ranges:
        a, a_end, b, b_end = ranges.pop()
        while a < a_end and b < b_end and old[a] == new[b]:
            pairs.append((a, b))
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and old[a_end - 1] == new[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            pairs.append((a_end, b_end))
        if a == a_end or b == b_end:
            continue
        if fixed := _unique_in_order(old, new, a, a_end, b, b_end):
            pairs += fixed
            edges = [(a - 1, b - 1), *fixed, (a_end, b_end)]
            ranges += [(x + 1, x2, y + 1, y2) for (x, y), (x2, y2) in pairwise(edges)]
        else:
            pairs += _next_equal(old, new, a, a_end, b, b_end)
    return pairs


def _unique_in_order(old, new, a, a_end, b, b_end):
    """The longest run of pairs, rising on both sides, of keys that occur exactly once on each."""
    counts, new_counts = Counter(old[a:a_end]), Counter(new[b:b_end])
    where = {new[j]: j for j in range(b, b_end) if new_counts[new[j]] == 1}
    candidates = [(i, where[old[i]]) for i in range(a, a_end) if counts[old[i]] == 1 and old[i] in where]
    tails, ends, before = [], [], [None] * len(candidates)
    for index, (_, j) in enumerate(candidates):
        length = bisect_left(tails, j)
        before[index] = ends[length - 1] if length else None
        tails[length : length + 1], ends[length : length + 1] = [j], [index]
    run, index = [], ends[-1] if ends else None
    while index is not None:
        run.append(candidates[index])
        index = before[index]
    return run[::-1]


def _next_equal(old, new, a, a_end, b, b_end):
    """Nothing is unique here: take for each new key the next old one that is equal."""
    places = defaultdict(list)
    for i in range(a, a_end):
        places[old[i]].append(i)
    pairs, last = [], a - 1
    for j in range(b, b_end):
        options = places.get(new[j], ())
        nearest = bisect_left(options, last + 1)
        if nearest < len(options) and len(pairs) < a_end - a:
            last = options[nearest]
            pairs.append((last, j))
    return pairs


def _match_once(old, new, found, sign):
    """A sign (a text that has moved, a start in the source) that is left only once on each side names its row."""
    used = set(found)
    left_old, left_new = defaultdict(list), defaultdict(list)
    for index, trait in enumerate(old):
        if index not in used and sign(trait):
            left_old[sign(trait)].append(index)
    for index, trait in enumerate(new):
        if found[index] is None and sign(trait):
            left_new[sign(trait)].append(index)
    for key, places in left_new.items():
        if len(places) == 1 and len(left_old.get(key, ())) == 1:
            found[places[0]] = left_old[key][0]


def _match_in_place(old, new, found, anchors):
    """Between two anchors: the most similar of the next few old ones of the same group, headings before text."""
    used = set(found)
    edges = [(-1, -1), *anchors, (len(old), len(new))]
    for (a, b), (a_end, b_end) in pairwise(edges):
        for group in GROUPS:
            left = [i for i in range(a + 1, a_end) if i not in used and old[i].group == group]
            for j in range(b + 1, b_end):
                if not left:
                    break
                if found[j] is None and new[j].group == group and (best := _best(old, left, new[j], found)) is not None:
                    found[j] = left[best]
                    used.add(left[best])
                    # What was passed over stands before this one: order holds.
                    del left[: best + 1]


def _best(old, left, trait, found):
    """Which of the next few fits best, as its place in `left`; the first that fits almost wholly ends the search."""
    best, best_score = None, 0.0
    for place, index in enumerate(left[:WINDOW]):
        score = _likeness(old[index], trait, found)
        if score >= ALIKE and score > best_score:
            best, best_score = place, score
        if score >= ALMOST:
            break
    return best


def _likeness(old, new, found):
    """How well a row fits a node at the same place, 0 to 1. A heading is also known by its number under its parent.

    A figure with another number, or a mention with another name, is another one, unless all around it is the same.
    """
    if new.group in ("figure", "mention"):
        alike = similarity(old.frame, new.frame)
        if old.number != new.number:
            return ALIKE * (alike >= ALMOST)
        return max(alike, SAME_NUMBER) if new.group == "mention" else alike
    alike = similarity(old.text, new.text)
    if new.group == "paragraph":
        return alike
    same_parent = (found[new.parent] if new.parent is not None else None) == old.parent
    if same_parent and old.number is not None and old.number == new.number:
        return max(alike, SAME_NUMBER)
    if same_parent and not (old.text and new.text):
        return max(alike, ALIKE)
    return alike


def similarity(one, other):
    """Share of neighbouring pairs of characters that two texts have in common, 0 to 1.

    >>> similarity("发展环境", "发展的环境"), similarity("发展环境", "组织领导")
    (0.5714285714285714, 0.0)
    """
    if len(one) < 2 or len(other) < 2:
        return float(one == other)
    left, right = Counter(pairwise(one)), Counter(pairwise(other))
    return 2 * (left & right).total() / (len(one) + len(other) - 2)
