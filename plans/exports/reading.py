"""Many rows, read as one: every query sees the database at one moment, and no more than a chunk is in memory."""

from contextlib import contextmanager
from itertools import islice

from django.db import connection, transaction

CHUNK = 1_000
# How long a reader may keep the database waiting: what was deleted meanwhile can't be cleared away before the moment is over.
STALLED = "5min"


@contextmanager
def one_moment():
    """Queries within see the database as it was at the first of them, whatever is written meanwhile; they can't write.

    Within a transaction that is already open it is that transaction which decides.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute("SELECT set_config('idle_in_transaction_session_timeout', %s, true)", [STALLED])
        yield


def chunks(queryset, told):
    """The rows of a query, as `told` makes dicts of them, a chunk at a time: one query, read through a cursor in the database."""
    rows = queryset.iterator(chunk_size=CHUNK)
    while chunk := [*islice(rows, CHUNK)]:
        yield told(chunk)
