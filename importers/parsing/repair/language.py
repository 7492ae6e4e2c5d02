"""How likely a run of Chinese characters is in this genre.

Two measures, added: character n-grams of clean plans and of the page's own healthy text, and the best way to cut the
run into words of a dictionary.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

GENRE = Path(__file__).with_name("genre.txt")
PHRASES = Path(__file__).with_name("phrases.txt")
ORDER = 4
PAGE_WEIGHT = 3  # a page says as much of itself as so many others
DISTRUST = (1.5, 0.7, 0.4)  # of contexts of one, two, three characters, times the root of how often they were seen: what else may follow
OF_TEXTS = 0.9  # the weight of the texts against the word list, for single characters
FREQUENT = 0.0006  # share of the characters from which one may stand anywhere
A_WORD = 0.001  # the same of the words for one that is a word by itself (而, 将, 其)
IN_WORD = 0.5  # the weight of the word that a character would make with the one before it
OF_PHRASES, PHRASE = 0.3, 6  # the weight of phrases that the texts repeat, and how often they must
RARE = 1e-7  # probability of a character that neither has
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
        self.base = base if base is not None else {}
        self.total = self.count("") or 1
        self.words = words
        self.word_total = sum(words.values()) or 1
        self.chars = characters(words) if words is not dictionary() else known_characters()
        self.char_total = self.chars.total() or 1
        self.memo: dict[str, float] = {}
        self.alone: dict[str, float] = {}
        self.contexts: dict[str, tuple[tuple[str, float, int], ...]] = {}
        self.likely: dict[str, float | None] = {}
        self.own = seconds(self.page)
        self.frequent = {c for c in {*self.chars, *MARK_SIGNS} if self.is_frequent(c)}
        self.behind: dict[str, set[str]] = {}
        self.likely_behind: dict[str, set[str]] = {}

    def count(self, run: str) -> int:
        """How often a run of characters stands in the texts; the page's own count for more."""
        return self.base.get(run, 0) + PAGE_WEIGHT * self.page.get(run, 0)

    def is_frequent(self, char: str) -> bool:
        return self.count(char) >= FREQUENT * self.total or self.words.get(char, 0) >= A_WORD * self.word_total

    def step(self, before: str, char: str) -> float:
        """The log probability of a character behind the (last three) characters before it."""
        known = self.memo.get(before + char)
        if known is None:
            known = self.memo[before + char] = self.computed(before, char)
        return known

    def computed(self, before: str, char: str) -> float:
        p = self.alone.get(char) or self.by_itself(char)
        contexts = self.contexts.get(before)
        if contexts is None:
            contexts = self.contexts[before] = tuple(self.weights(before))
        if before and (seen := self.chars.get(before[-1])):
            p = (1 - IN_WORD) * p + IN_WORD * self.words.get(before[-1] + char, 0) / seen
        base, page = self.base.get, self.page.get
        for context, trust, seen in contexts:
            run = context + char
            p = (1 - trust) * p + trust * (base(run, 0) + PAGE_WEIGHT * page(run, 0)) / seen
        return math.log(p)

    def by_itself(self, char: str) -> float:
        """The probability of a character, whatever stands before it."""
        in_words = max(self.chars.get(char, 0) / self.char_total, RARE)
        p = self.alone[char] = OF_TEXTS * self.count(char) / self.total + (1 - OF_TEXTS) * in_words
        return p

    def weights(self, before: str) -> Iterator[tuple[str, float, int]]:
        """The known contexts that end a text, the shortest first: how far to trust each, and how often it was seen."""
        for n in range(1, ORDER):
            context = before[-n:]
            if len(context) < n or not (seen := self.count(context)):
                return
            yield context, seen / (seen + DISTRUST[n - 1] * math.sqrt(seen)), seen

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

    def likely_after(self, char: str) -> set[str]:
        """The characters that may well stand behind this one: those known there, and the frequent ones."""
        if char not in self.likely_behind:
            self.likely_behind[char] = self.successors(char) | self.frequent
        return self.likely_behind[char]

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
                word = self.word(text[start:end])
                if word is not None and best[start] + word > best[end]:
                    best[end] = best[start] + word
        return best[-1]

    def word(self, word: str) -> float | None:
        """The log probability of a word; None for what is none. A phrase that the texts repeat is one."""
        if word not in self.likely:
            self.likely[word] = self.weighed(word)
        return self.likely[word]

    def weighed(self, word: str) -> float | None:
        if len(word) == 1 and word in MARK_SIGNS:
            return MARK
        count, here = self.words.get(word, 0), self.count(word)
        here = here if len(word) > 1 and here >= PHRASE else 0
        if not count and not here and len(word) > 1:
            return None
        return math.log((1 - OF_PHRASES) * (count or 0.5) / self.word_total + OF_PHRASES * here / self.total)


def seconds(known: Mapping[str, int]) -> dict[str, set[str]]:
    """The second characters of all two-character runs, by the first.

    >>> seconds({"规划": 1, "规": 1})
    {'规': {'划'}}
    """
    pairs: dict[str, set[str]] = {}
    for first, second in [run for run in known if len(run) == 2]:
        pairs.setdefault(first, set()).add(second)
    return pairs


def characters(words: Mapping[str, int]) -> Counter[str]:
    """How often each character stands in words, by the words' frequencies.

    >>> characters({"规划": 2, "计划": 3})["划"]
    5
    """
    counts: Counter[str] = Counter()
    for word, count in words.items():
        for char in word:
            counts[char] += count
    return counts


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
    """The counts of the genre: clean text of the undamaged documents this project ships, a paragraph a line, and phrases
    that every such text has."""
    return repeated(counted(paragraphs() + phrases()))


def repeated(counts: Mapping[str, int]) -> dict[str, int]:
    """The counts without the longest runs that were seen once: they fill the memory and tell little.

    >>> repeated({"规": 1, "规划纲要": 1, "乡村振兴": 2})
    {'规': 1, '乡村振兴': 2}
    """
    return {run: count for run, count in counts.items() if count > 1 or len(run) < ORDER}


def paragraphs() -> list[str]:
    """Paragraphs of clean text, each behind a line end, for what lines begin with."""
    return [f"\n{line}" for line in GENRE.read_text(encoding="utf-8").split("\n") if line]


def phrases() -> list[str]:
    return [phrase for line in PHRASES.read_text(encoding="utf-8").split("\n") for phrase in re.split("[、。]", line) if phrase]


@cache
def dictionary() -> dict[str, int]:
    """The words of up to four characters of jieba's list with their frequencies, but for the rarest."""
    text = files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    return {m[1]: int(m[2]) for m in ENTRY.finditer(text) if int(m[2]) >= RAREST}


@cache
def known_characters() -> Counter[str]:
    """How often each character stands in the words of the dictionary."""
    return characters(dictionary())


@cache
def known_seconds() -> dict[str, set[str]]:
    """The characters known behind each character from the genre and the dictionary."""
    words, texts = seconds(dictionary()), seconds(genre())
    return {char: words.get(char, set()) | texts.get(char, set()) for char in words.keys() | texts.keys()}
