"""A page of hits, their number, and how they spread: each in a number of statements that does not depend on the hits."""

from collections import defaultdict, namedtuple
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import EmptyResultSet
from django.db import connection

from plans.search.frequency import WALK
from plans.search.marking import marked, places
from plans.search.matching import FoldedQuery, Word
from plans.search.query import Query, spellings
from plans.search.sources import COLUMNS, KINDS, PLACES, SOURCES, rank_of, ranks_of

MOST_FACETS = 100
FOLD = """
    WITH word AS (SELECT n, plans_fold(said) AS folded FROM unnest(%s::text[]) WITH ORDINALITY AS given(said, n)),
         pair AS (SELECT n, folded, plans_grams(folded) AS grams FROM word)
    SELECT folded, grams, coalesce((
        SELECT jsonb_object_agg(source, share) FROM (
            SELECT source, min(share) AS share FROM plans_frequent_gram WHERE gram = ANY(grams)
            GROUP BY source HAVING count(*) = (SELECT count(DISTINCT each) FROM unnest(grams) AS each)
        ) AS frequent
    ), '{}') AS shares
    FROM pair ORDER BY n
"""
TELL = """
    SELECT hit.*, d.title AS document_title, d.doc_type, d.region_id, r.full_name AS region_name, d.period_start, d.period_end
    FROM ({hits}) AS hit
    JOIN plans_document d ON d.id = hit.document_id LEFT JOIN plans_region r ON r.code = d.region_id
"""
SPREAD = """
    WITH found AS (SELECT kind, document_id, count(*) AS n FROM ({hits}) AS hit GROUP BY kind, document_id)
    SELECT GROUPING(kind, d.region_id, d.doc_type, d.period_start) AS without, kind, d.region_id, r.full_name AS region_name,
           d.doc_type, d.period_start, d.period_end, sum(n)::bigint AS n
    FROM found JOIN plans_document d ON d.id = document_id LEFT JOIN plans_region r ON r.code = d.region_id
    GROUP BY GROUPING SETS ((kind), (d.region_id, r.full_name), (d.doc_type), (d.period_start, d.period_end))
    ORDER BY n DESC, kind, region_id, doc_type, period_start, period_end
"""
# What GROUPING says of a row of SPREAD: the bits of the columns it is not grouped by.
BY_KIND, BY_REGION, BY_TYPE, BY_PERIOD = 0b0111, 0b1011, 0b1101, 0b1110


@dataclass(frozen=True, slots=True)
class Place:
    """Where a hit stands in the order of all hits: what a page begins after. `kind` tells where to find its record."""

    rank: int
    id: UUID
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many hits there are of each value, the most frequent values first. `total` is the number of all."""

    total: int
    kind: list[dict[str, Any]]
    region: list[dict[str, Any]]
    type: list[dict[str, Any]]
    period: list[dict[str, Any]]
    year: list[dict[str, Any]]


@dataclass
class Search:
    """One query over some kinds of record, in all documents or in those of a query set."""

    query: Query
    documents: Any = None
    kinds: tuple[str, ...] = KINDS
    folded: FoldedQuery = field(init=False)

    def __post_init__(self):
        self.sources = [source for source in SOURCES if source.kind in self.kinds]
        self.folded = _fold(self.query)
        self.within, self.part = None, 1.0
        try:
            if self.documents is not None:
                self.within = self.documents.order_by().values("pk").query.sql_with_params()
                self.part = _part(self.within)
        except EmptyResultSet:
            self.sources = []

    def page(self, size, after=None, backward=False):
        """The places of up to `size` hits that come after one, or before it if backward; in the order they were found."""
        found = []
        for ranks in self._groups(size, after, backward):
            found += self._read(ranks, size - len(found), after, backward)
            if len(found) >= size:
                break
        return found

    def tell(self, found):
        """What is to be told of the hits, in their order. One that was deleted meanwhile is left out."""
        keys = defaultdict(list)
        for place in found:
            keys[place.kind].append(place.id)
        if not keys:
            return []
        parts = [_columns(source) for source in self.sources if source.kind in keys]
        given = [keys[source.kind] for source in self.sources if source.kind in keys]
        rows = {(row.kind, row.id): row for row in _rows(TELL.format(hits=" UNION ALL ".join(parts)), given)}
        return [self._hit(rows[place.kind, place.id], place) for place in found if (place.kind, place.id) in rows]

    def count(self):
        """How many hits there are."""
        hits, parameters = self._all()
        return _rows(f"SELECT count(*) AS n FROM ({hits}) AS hit", parameters)[0].n if hits else 0

    def facets(self):
        """How the hits spread over kinds, regions, types, periods and years."""
        hits, parameters = self._all()
        sets = defaultdict(list)
        for row in _rows(SPREAD.format(hits=hits), parameters) if hits else ():
            sets[row.without].append(row)
        years = defaultdict(int)
        for row in sets[BY_PERIOD]:
            for year in range(row.period_start or 1, (row.period_end or 0) + 1):
                years[year] += row.n
        periods = [
            {"period_start": row.period_start, "period_end": row.period_end, "count": row.n} for row in sets[BY_PERIOD][:MOST_FACETS]
        ]
        return Facets(
            total=sum(row.n for row in sets[BY_KIND]),
            kind=[{"value": row.kind, "count": row.n} for row in sets[BY_KIND]],
            region=[{"value": row.region_id, "name": row.region_name, "count": row.n} for row in sets[BY_REGION][:MOST_FACETS]],
            type=[{"value": row.doc_type, "count": row.n} for row in sets[BY_TYPE]],
            period=periods,
            year=[{"value": year, "count": n} for year, n in sorted(years.items())],
        )

    def _groups(self, size, after, backward):
        """The ranks to be read together: all at once, or, where a source is walked, one by one in order."""
        ranks = sorted(set().union(*(ranks_of(source, self.folded) for source in self.sources)), reverse=backward)
        if after:
            ranks = [rank for rank in ranks if (rank <= after.rank if backward else rank >= after.rank)]
        return [[rank] for rank in ranks] if any(self._walks(source, size) for source in self.sources) else [ranks]

    def _walks(self, source, size):
        """Whether the newest rows of a source are likely to fill a page."""
        return self.folded.share(source.kind) * self.part * WALK > 1.2 * size

    def _read(self, ranks, size, after, backward):
        """The hits of these ranks. What was walked and did not fill the page is asked of the index."""
        sources = [source for source in self.sources if ranks_of(source, self.folded).intersection(ranks)]
        walked = {source.kind for source in sources if len(ranks) == 1 and self._walks(source, size)}
        rows = self._statement(sources, ranks, size, after, backward, walked)
        if any(sum(row.kind == kind for row in rows) < size for kind in walked):
            rows = self._statement(sources, ranks, size, after, backward, set())
        order = sorted(rows, key=lambda row: row.id, reverse=not backward)
        order.sort(key=lambda row: row.rank, reverse=backward)
        return [Place(row.rank, row.id, row.kind) for row in order[:size]]

    def _statement(self, sources, ranks, size, after, backward, walked):
        """Up to `size` rows of each source."""
        parts, parameters = [], []
        for source in sources:
            part = self._walk if source.kind in walked else self._probe
            sql, given = part(source, ranks, after, backward)
            parts.append(f"(SELECT '{source.kind}' AS kind, rank, id FROM {sql} LIMIT {size})")
            parameters += given
        return _rows(" UNION ALL ".join(parts), parameters) if parts else []

    def _probe(self, source, ranks, after, backward):
        """Rows of a source by its index; OFFSET 0 keeps the planner from reading the whole table in order instead."""
        found, parameters = self._found(source, indexed=True)
        rank, ranked = rank_of(source, self.folded)
        sql = f"(SELECT {rank} AS rank, t.id FROM {source.table} t WHERE {found} OFFSET 0) AS m WHERE rank = ANY(%s)"
        parameters = [*ranked, *parameters, ranks]
        if after:
            sql += f" AND {_beyond(backward)}"
            parameters += [after.rank, after.rank, after.id]
        return f"{sql} ORDER BY {'rank DESC, id' if backward else 'rank, id DESC'}", parameters

    def _walk(self, source, ranks, after, backward):
        """Rows of a source in order, from the newest or from where the page begins; no more than WALK of them are looked at."""
        (rank,) = ranks
        found, parameters = self._found(source, indexed=False)
        ranking, ranked = rank_of(source, self.folded)
        bound, begin = ("", []) if not after or after.rank != rank else (f"WHERE id {'>' if backward else '<'} %s", [after.id])
        order = "ASC" if backward else "DESC"
        newest = f"(SELECT * FROM {source.table} {bound} ORDER BY id {order} LIMIT {WALK}) AS t"
        sql = f"(SELECT {ranking} AS rank, t.id FROM {newest} WHERE {found}) AS m WHERE rank = %s ORDER BY id {order}"
        return sql, [*ranked, *begin, *parameters, rank]

    def _found(self, source, *, indexed):
        """The condition for a row of a source to be a hit. Where the documents are fewer than the words, the index is theirs."""
        found, parameters = self.folded.found(indexed=indexed and self.part >= self.folded.share(source.kind))
        if self.within:
            found += f" AND {source.document} IN ({self.within[0]})"
            parameters = [*parameters, *self.within[1]]
        return f"{source.only} AND {found}", parameters

    def _all(self):
        """Every hit with its document, in no order."""
        parts, parameters = [], []
        for source in self.sources:
            found, given = self._found(source, indexed=True)
            parts.append(f"SELECT '{source.kind}' AS kind, {source.document} AS document_id FROM {source.table} t WHERE {found}")
            parameters += given
        return " UNION ALL ".join(parts), parameters

    def _hit(self, row, place):
        words = [spelling for word in self.folded.words for spelling in word.spellings]
        name, _, text = row.folded.rpartition("\n")
        spans = {"name": places(name, words), "text": places(text, words)}
        highlights = [{"field": of, "start": start, "end": end} for of, found in spans.items() for start, end in found]
        return Hit(
            row=row,
            matched=PLACES[place.rank // 2],
            highlights=highlights,
            marked=marked(row.text, spans["text"]),
            marked_name=None if row.name is None else marked(row.name, spans["name"]),
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found: its columns, where in it the words stand, and its text with these marked."""

    row: Any
    matched: str
    highlights: list[dict[str, Any]]
    marked: str
    marked_name: str | None


def _beyond(backward):
    return "(rank < %s OR rank = %s AND id > %s)" if backward else "(rank > %s OR rank = %s AND id < %s)"


def _columns(source):
    """What is told of some rows of a source."""
    told = ", ".join(f"{sql} AS {name}" for sql, name in zip(source.columns.split(", "), COLUMNS, strict=True))
    document = f"{source.document} AS document_id"
    return f"SELECT '{source.kind}' AS kind, t.id, {document}, {told} FROM {source.table} t {source.join} WHERE t.id = ANY(%s)"


def _part(within):
    """Which part of all documents these are. One statement."""
    sql, parameters = within
    row = _rows(f"SELECT count(*) AS n, (SELECT count(*) FROM plans_document) AS total FROM ({sql}) AS asked", parameters)[0]
    return row.n / max(row.total, 1)


def _fold(query):
    """The query as PostgreSQL folds it, with the pairs of its words and how frequent they are. One statement."""
    words = [spellings(word) for word in (*query.words, *query.excluded)]
    said = [each for spelt in words for each in spelt]
    phrases = list(query.phrases)
    rows = iter(_rows(FOLD, [said + phrases]))
    folded = []
    for spelt in words:
        forms = [next(rows) for _ in spelt]
        known = [orjson.loads(form.shares) for form in forms]
        shares = {source: max(each.get(source, 0.0) for each in known) for source in set().union(*known)}
        unique = {form.folded: form.grams for form in forms}
        folded.append(Word(tuple(unique), tuple(unique.values()), shares))
    n = len(query.words)
    return FoldedQuery(tuple(folded[:n]), tuple(folded[n:]), tuple(row.folded for row in rows))


def _rows(sql, parameters):
    """The rows of a statement, with names."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        Row = _row_of(tuple(column.name for column in cursor.description))
        return [Row(*row) for row in cursor.fetchall()]


@cache
def _row_of(names):
    return namedtuple("Row", names)
