"""Pairs of characters that very many rows hold: for words of such pairs alone, reading the newest rows finds a page sooner.

What is stored here decides how a page is found, never what is found: it may be old.
"""

from django.db import connection, transaction

from plans.search.sources import SOURCES

# How many of the newest rows are read before the index is asked after all. Smaller tables need no such thing.
WALK = 8000
SAMPLE = 20_000
LEAST_SHARE = 0.002
GROWTH = 1.2
COUNT = """
    INSERT INTO plans_frequent_gram (source, gram, share)
    WITH sample AS MATERIALIZED (SELECT folded FROM {table} TABLESAMPLE SYSTEM (%(percent)s)),
         total AS (SELECT count(*) AS n FROM sample)
    SELECT %(source)s, gram, count(*)::real / n
    FROM sample, total, LATERAL (SELECT DISTINCT unnest(plans_grams(folded)) AS gram) AS grams
    GROUP BY gram, n HAVING count(*) > %(least)s * n
"""


def renew_frequencies(*, always=False):
    """Count anew, from a sample, where a table has grown by a fifth since the last time. Tells the sources that were counted."""
    return [source.kind for source in SOURCES if _renew(source, always)]


def _renew(source, always):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT (SELECT count(*) FROM {source.table}), (SELECT n FROM plans_gram_sample WHERE source = %s)", [source.kind])
        rows, before = cursor.fetchone()
        if rows < WALK or not (always or before is None or rows > before * GROWTH):
            return False
        cursor.execute("DELETE FROM plans_frequent_gram WHERE source = %s", [source.kind])
        percent = min(100.0, 100.0 * SAMPLE / rows)
        cursor.execute(COUNT.format(table=source.table), {"percent": percent, "source": source.kind, "least": LEAST_SHARE})
        cursor.execute(
            "INSERT INTO plans_gram_sample (source, n) VALUES (%s, %s) ON CONFLICT (source) DO UPDATE SET n = excluded.n",
            [source.kind, rows],
        )
    return True
