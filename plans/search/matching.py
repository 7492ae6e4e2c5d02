"""Conditions in SQL for a folded text to hold a word."""

from dataclasses import dataclass
from functools import reduce

from django.db.models import BooleanField, F, Func

from plans.search.query import spellings


class Holds(Func):
    """Whether the folded text of a row holds some characters; for the query set of any model that has one."""

    output_field = BooleanField()

    def __init__(self, text):
        super().__init__(F("pk"))
        self.text = text

    def as_sql(self, compiler, connection, **context):
        column = f"{compiler.quote_name_unless_alias(self.source_expressions[0].alias)}.folded"
        each = f"plans_grams({column}) @> plans_grams(plans_fold(%s)) AND strpos({column}, plans_fold(%s)) > 0"
        texts = spellings(self.text)
        return f"({' OR '.join(f'({each})' for _ in texts)})", [text for text in texts for _ in range(2)]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as PostgreSQL has folded it, in each of its spellings, with its pairs of characters.

    `shares` tells for some sources how many of their rows can hold it at most, where these are many.
    """

    spellings: tuple[str, ...]
    grams: tuple[list[int], ...]
    shares: dict[str, float]


@dataclass(frozen=True, slots=True)
class FoldedQuery:
    words: tuple[Word, ...]
    excluded: tuple[Word, ...]
    phrases: tuple[str, ...]

    def share(self, source):
        """About which part of a source's rows match; 0 where it is not known to be large."""
        return reduce(lambda share, word: share * word.shares.get(source, 0.0), self.words, 1.0)

    def found(self, *, indexed):
        """The condition for `t`, and its parameters; without `indexed` one that no index answers."""
        parts = [_holds(word, indexed) for word in self.words]
        parts += [(f"NOT {sql}", parameters) for sql, parameters in (_holds(word, False) for word in self.excluded)]
        return " AND ".join(sql for sql, _ in parts), [each for _, parameters in parts for each in parameters]

    def named(self):
        """The condition for every word to be in the first line: the name of a record that stands in a clause."""
        parts = [_holds(word, False, "split_part(t.folded, E'\\n', 1)") for word in self.words]
        return " AND ".join(sql for sql, _ in parts), [each for _, parameters in parts for each in parameters]

    def side_by_side(self):
        """The condition for the words to stand next to each other."""
        return " OR ".join("strpos(t.folded, %s) > 0" for _ in self.phrases), [*self.phrases]


def _holds(word, indexed, text="t.folded"):
    """One word in any of its spellings."""
    parts, parameters = [], []
    for spelling, grams in zip(word.spellings, word.grams, strict=True):
        if indexed and grams:
            parts.append(f"(plans_grams(t.folded) @> %s::int[] AND strpos({text}, %s) > 0)")
            parameters += [grams, spelling]
        else:
            parts.append(f"strpos({text}, %s) > 0")
            parameters.append(spelling)
    return f"({' OR '.join(parts)})", parameters
