"""CSV as RFC 4180 has it: commas, CRLF, quotes where needed, UTF-8; null is an empty field."""

import csv
from io import StringIO

import orjson

from plans.exports.tables import Column

BOM = "\ufeff"
BETWEEN = "; "
# What a spreadsheet may take for a formula at the beginning of a cell, in full width too.
FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
TEXTS = ("text", "texts", "json")


def written(table, *, bom=False):
    """The table as CSV, in pieces. With `bom` it is for a spreadsheet: see `guarded`."""
    buffer = StringIO(newline="")
    rows = csv.writer(buffer)
    readers = [(column.reader(), _cell(column, bom)) for column in table.columns]
    buffer.write(BOM if bom else "")
    rows.writerow([column.name for column in table.columns])
    for chunk in table.chunks:
        rows.writerows([None if (value := read(record)) is None else cell(value) for read, cell in readers] for record in chunk)
        yield _taken(buffer)
    if buffer.tell():
        yield _taken(buffer)


def guarded(text):
    """A text that a spreadsheet would take for a formula, with an apostrophe before it; any other as it is.

    >>> guarded("=1+1"), guarded("-4.5%"), guarded("吕梁市")
    ("'=1+1", "'-4.5%", '吕梁市')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def _cell(column: Column, guard):
    write = {"boolean": ("false", "true").__getitem__, "date": _iso, "time": _iso, "texts": BETWEEN.join, "json": _json}.get(
        column.kind, str
    )
    return (lambda value: guarded(write(value))) if guard and column.kind in TEXTS else write


def _iso(value):
    return value if isinstance(value, str) else value.isoformat()


def _json(value):
    return orjson.dumps(value).decode()


def _taken(buffer):
    piece = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return piece
