"""How likely a run of Chinese characters is in this genre.

Two measures, added: character n-grams of clean plans and of the page's own healthy text, and the best way to cut the
run into words of a dictionary.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

GENRE = Path(__file__).with_name("genre.txt")
ORDER = 4
TRUST = 0.9  # the most that a longer context is believed
UNSEEN, RARE = 2e-6, 2e-8  # probability of a character that no text here holds, and no word of the dictionary is
ENTRY = re.compile(r"^([\u4e00-\u9fff]{1,4}) (\d+) ", re.MULTILINE)  # a line of jieba's list: word, frequency, class
RAREST = 4  # a word that jieba has counted less often is left out
WORD_WEIGHT = 1.0
LONGEST_WORD = 4
MARK_SIGNS, MARK = "。,、;:?!()“”《》—%", math.log(0.03)  # one character in thirty is any one of the marks


class Language:
    """Counts of runs of one to four characters; a word list with frequencies.

    >>> language = Language(["科技投入实现跨越", "科技投入增长"], {"科技": 100, "投入": 100})
    >>> language.score("", "科技投入", "") > language.score("", "科学投入", "")
    True
    """

    def __init__(self, texts: Iterable[str], words: Mapping[str, int], base: "Mapping[str, int] | None" = None):
        self.page = counted(texts)
        self.base = base or {}
        self.total = self.count("") or 1
        self.words = words
        self.word_total = math.log(sum(words.values()) or 1)
        self.memo: dict[tuple[str, str], float] = {}
        self.own = seconds(self.page)
        self.behind: dict[str, set[str]] = {}

    def count(self, gram: str) -> int:
        """How often a run of up to four characters stands in the texts; of no characters, how many there are."""
        return self.page.get(gram, 0) + self.base.get(gram, 0)

    def step(self, before: str, char: str) -> float:
        """The log probability of a character behind the (last three) characters before it."""
        known = self.memo.get((before, char))
        if known is None:
            known = self.memo[before, char] = self.computed(before, char)
        return known

    def computed(self, before: str, char: str) -> float:
        p = max(self.count(char) / self.total, UNSEEN if char in self.words else RARE)
        for n in range(1, ORDER):
            context = before[-n:]
            if len(context) < n or not (seen := self.count(context)):
                break
            trust = TRUST * seen / (seen + 1.0)
            p = (1 - trust) * p + trust * self.count(context + char) / seen
        return math.log(p)

    def adjoin(self, one: str, two: str) -> bool:
        """Whether two characters can stand side by side."""
        return two in self.successors(one)

    def successors(self, char: str) -> set[str]:
        """The characters known to stand behind this one, in the texts or within a word.

        Any mark may, but not behind another; behind a mark those stand that are known behind one of the marks.
        """
        if char not in self.behind:
            fronts = MARK_SIGNS if char in MARK_SIGNS else char
            known = (side.get(front, set()) for front in fronts for side in (self.own, known_seconds()))
            self.behind[char] = set("" if char in MARK_SIGNS else MARK_SIGNS).union(*known)
        return self.behind[char]

    def score(self, before: str, text: str, after: str) -> float:
        """The log probability of `text` and then `after`, behind `before`, with the words they make."""
        whole, total = before[-3:], 0.0
        for char in text + after:
            total += self.step(whole[-3:], char)
            whole += char
        return total + WORD_WEIGHT * self.cut(before[-2:] + text + after)

    def cut(self, text: str) -> float:
        """The log probability of the likeliest way to cut a text into words."""
        best = [0.0] + [-math.inf] * len(text)
        for end in range(1, len(text) + 1):
            for start in range(max(0, end - LONGEST_WORD), end):
                word = text[start:end]
                count = self.words.get(word, 0)
                if end - start == 1 and word in MARK_SIGNS:
                    best[end] = max(best[end], best[start] + MARK)
                elif count or end - start == 1:
                    best[end] = max(best[end], best[start] + math.log(count or 0.5) - self.word_total)
        return best[-1]


def seconds(known: Mapping[str, int]) -> dict[str, set[str]]:
    """The second characters of all two-character runs, by the first.

    >>> seconds({"规划": 1, "规": 1})
    {'规': {'划'}}
    """
    pairs: dict[str, set[str]] = {}
    for run in known:
        if len(run) == 2:
            pairs.setdefault(run[0], set()).add(run[1])
    return pairs


def counted(texts: Iterable[str]) -> Counter[str]:
    """All runs of one to four characters of the texts; under "" the number of characters.

    >>> counted(["规划"]) == Counter({"": 2, "规": 1, "划": 1, "规划": 1})
    True
    """
    counts: Counter[str] = Counter()
    for text in texts:
        counts[""] += len(text)
        for n in range(1, ORDER + 1):
            counts.update([text[i : i + n] for i in range(len(text) - n + 1)])
    return counts


@cache
def genre() -> Mapping[str, int]:
    """The counts of clean text of the genre: the undamaged documents this project ships, a paragraph a line."""
    return counted(GENRE.read_text(encoding="utf-8").split("\n"))


@cache
def dictionary() -> dict[str, int]:
    """The words of up to four characters of jieba's list with their frequencies, but for the rarest."""
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    return {m[1]: int(m[2]) for m in ENTRY.finditer(text) if int(m[2]) >= RAREST}


@cache
def known_seconds() -> dict[str, set[str]]:
    """The characters known behind each character from the genre and the dictionary."""
    words, texts = seconds(dictionary()), seconds(genre())
    return {char: words.get(char, set()) | texts.get(char, set()) for char in words.keys() | texts.keys()}
