"""What was asked: `养老 "居家 社区" -医院` is two words or phrases that must be there, and one that must not."""

import re
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

MOST_WORDS = 10
# An exclusion begins a word; “…” is a phrase only where it stands alone, since texts print it within names (“十四五”规划).
TOKEN = re.compile(
    r"""\s*(?:(?<!\S)(?P<minus>[-－])(?=\S))?
    (?:"(?P<phrase>(?:[^"]|"")*)"(?!")|“(?P<curly>[^“”]+)”(?!\S)|(?P<word>[^\s"]+)|(?P<bad>"))""",
    re.VERBOSE,
)


class UnreadableQuery(ValueError):
    """A query that can't be read: `code` for programs, the message for people, a suggestion or None."""

    def __init__(self, code, message, suggestion=None):
        super().__init__(message)
        self.code, self.suggestion = code, suggestion


@dataclass(frozen=True, slots=True)
class Query:
    """Words that a text must hold, words it must not, and, of several, how they look as one phrase."""

    words: tuple[str, ...]
    excluded: tuple[str, ...] = ()

    @property
    def phrases(self):
        """The words side by side, as Chinese writes them and as Latin does; nothing for a single word."""
        return tuple(dict.fromkeys(("".join(self.words), " ".join(self.words)))) if len(self.words) > 1 else ()

    @property
    def is_short(self):
        """Whether nothing asked for has two characters: no index helps then."""
        return all(len(word) < 2 for word in self.words)


def read_query(text):
    """The query a text means.

    >>> read_query('养老 "居家 社区" -医院')
    Query(words=('养老', '居家 社区'), excluded=('医院',))
    >>> read_query('吕梁市“十四五”规划 2021-2025 “乡村振兴”').words
    ('吕梁市“十四五”规划', '2021-2025', '乡村振兴')
    >>> read_query('"他说""好""的"').words
    ('他说"好"的',)
    """
    words, excluded, at = {}, {}, 0
    text = text.replace("＂", '"').rstrip()
    while at < len(text):
        token = TOKEN.match(text, at)
        if token["bad"]:
            raise UnreadableQuery("unclosed_quote", "A phrase has no closing quotation mark.", f'{text}"')
        said = token["phrase"].replace('""', '"') if token["phrase"] is not None else token["curly"] or token["word"]
        if said:
            (excluded if token["minus"] else words)[said] = True
        at = token.end()
    _check(words, excluded)
    return Query(tuple(words), tuple(excluded))


def _check(words, excluded):
    if not words and excluded:
        message = "There is only what must not be found. Add a word that must be."
        raise UnreadableQuery("only_excluded", message, next(iter(excluded)))
    if not words:
        raise UnreadableQuery("blank", "There is nothing to look for.")
    if len(words) + len(excluded) > MOST_WORDS:
        raise UnreadableQuery("too_many", f"A query takes at most {MOST_WORDS} words and phrases.", " ".join([*words][:MOST_WORDS]))


@cache
def _simplifier():
    return OpenCC("t2s")


def spellings(word):
    """The word as it is, and as Simplified writes it where that depends on the words around: 瞭解 is 了解, 瞭望 stays.

    >>> spellings("瞭解情況"), spellings("发展")
    (('瞭解情況', '了解情况'), ('发展',))
    """
    return tuple(dict.fromkeys((word, _simplifier().convert(word))))
