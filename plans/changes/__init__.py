"""The log of what has changed in the data: why something is written, which version the data has, what became of a record.

PostgreSQL itself keeps the log (plans/migrations/0008_changes.sql); here is what programs need to know of it.
docs/adr/0006-changes.md says why.
"""

from plans.changes.cause import because
from plans.changes.successors import successors, tombstone
from plans.changes.version import DataVersion, data_version

__all__ = ["DataVersion", "because", "data_version", "successors", "tombstone"]
