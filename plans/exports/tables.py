"""What is written to a file: columns, and rows as the API tells them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import orjson

# What the values of a column can be.
KINDS = ("text", "id", "integer", "number", "boolean", "date", "time", "texts", "json")


@dataclass(frozen=True, slots=True)
class Column:
    """One value of every record: where it stands in the record (`source.line`), what it is, and what it means."""

    name: str
    kind: str
    description: str

    def reader(self):
        """Takes the value from a record; None where the record lacks it.

        >>> Column("source.line", "integer", "").reader()({"source": {"line": 7}})
        7
        """
        first, *rest = self.name.split(".")
        if not rest:
            return lambda record: record.get(first)

        def read(record):
            value = record.get(first)
            for name in rest:
                value = value.get(name) if value is not None else None
            return value

        return read


@dataclass(frozen=True, slots=True)
class Table:
    """A list of records: `chunks` are its rows in order, some at a time, and `count` is how many there are in all."""

    name: str
    description: str
    columns: tuple[Column, ...]
    count: int
    chunks: Iterable[list[dict]]


def typed(kind):
    """Turns a value of this kind as the API tells it into a Python value, None left out. None if it is one already.

    >>> typed("time")("2026-11-22T13:14:04+08:00").isoformat(), typed("json")({"a": [1]}), typed("integer")
    ('2026-11-22T13:14:04+08:00', '{"a":[1]}', None)
    """
    return {"text": str, "id": str, "date": _date, "time": _time, "json": _json}.get(kind)


def _date(value):
    return date.fromisoformat(value) if isinstance(value, str) else value


def _time(value):
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _json(value):
    return orjson.dumps(value).decode()
