"""Which version the data has: a value that every committed write changes."""

import datetime
from typing import NamedTuple

from django.db import connection

COMMITTED = "SELECT epoch, sequence, at, NULL, NULL FROM plans_change_state"
OWN = """
    SELECT epoch, sequence, state.at, pending.id, pending.at FROM plans_change_state AS state
    LEFT JOIN LATERAL (SELECT id, at FROM plans_change_pending ORDER BY id DESC LIMIT 1) AS pending ON true
"""


class DataVersion(NamedTuple):
    """A version of the data.

    `version` is an opaque text, another one after every commit that wrote to what the API tells, and in another database.
    `at` is when that commit was. `epoch` and `sequence` are the place in the log of changes that it stands for.
    """

    version: str
    at: datetime.datetime
    epoch: str
    sequence: int

    @property
    def cursor(self):
        """Where `changes/` goes on from this version."""
        return f"{self.epoch}-{self.sequence}"


def data_version():
    """The version of the data as this connection sees it: one read of one row.

    Inside a transaction what it has written itself counts as well. Ask it before the data: data that is read afterwards
    is never older than the version.
    """
    with connection.cursor() as cursor:
        cursor.execute(OWN if connection.in_atomic_block else COMMITTED)
        epoch, sequence, at, pending, written = cursor.fetchone()
    if pending:
        return DataVersion(f"{epoch}.{sequence}+{pending}", max(at, written), epoch, sequence)
    return DataVersion(f"{epoch}.{sequence}", at, epoch, sequence)
