"""Excel: one sheet of records with typed cells, its heading fixed and filterable, and one that tells what the columns mean.

The file is made on disk (in the folder for temporary files) row by row, and read back in pieces when it is complete.
"""

from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from plans.exports.delimited import BETWEEN
from plans.exports.tables import typed

MOST_ROWS = 1_048_576 - 1  # Excel's own limit, less the heading
LONGEST_TEXT = 32_767  # in units of UTF-16, Excel's own limit for a cell
CUT = "…[cut: Excel holds no longer text in a cell]"
WIDTHS = {"id": 38, "text": 24, "texts": 32, "json": 32, "time": 20, "date": 12}
CHINA = ZoneInfo("Asia/Shanghai")
PIECE = 1 << 16


def written(table):
    """The table as a workbook, in pieces."""
    with TemporaryDirectory(prefix="planapi-export-") as folder:
        path = Path(folder) / "export.xlsx"
        _write(table, path, folder)
        with path.open("rb") as file:
            yield from iter(lambda: file.read(PIECE), b"")


def _write(table, path, folder):
    from xlsxwriter import Workbook

    with Workbook(path, {"constant_memory": True, "tmpdir": folder}) as book:
        book.set_properties({"title": table.name, "comments": table.description})
        heading = book.add_format({"bold": True})
        sheet = book.add_worksheet(table.name[:31])
        columns = [(column.reader(), *_cell(column.kind, sheet, book)) for column in table.columns]
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, WIDTHS.get(column.kind, 14))
        sheet.freeze_panes(1, 0)
        if table.columns:
            sheet.autofilter(0, 0, table.count, len(table.columns) - 1)
        sheet.write_row(0, 0, [column.name for column in table.columns], heading)
        row = 0
        for chunk in table.chunks:
            for record in chunk:
                row += 1
                for at, (read, convert, write, *style) in enumerate(columns):
                    if (value := read(record)) is not None:
                        write(row, at, convert(value), *style)
        _describe(book.add_worksheet("columns"), table, heading)


def _describe(sheet, table, heading):
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 100)
    sheet.write_row(0, 0, ["column", "kind", "description"], heading)
    for row, column in enumerate(table.columns, 1):
        for at, text in enumerate((column.name, column.kind, column.description)):
            sheet.write_string(row, at, text)


def _cell(kind, sheet, book):
    """How a value of this kind gets into a cell: (what to write, the method that writes it, and its format if it has one)."""
    if kind in ("integer", "number"):
        return (lambda value: value), sheet.write_number
    if kind == "boolean":
        return bool, sheet.write_boolean
    if kind == "date":
        return typed("date"), sheet.write_datetime, book.add_format({"num_format": "yyyy-mm-dd"})
    if kind == "time":
        return _in_china, sheet.write_datetime, book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    text = BETWEEN.join if kind == "texts" else typed(kind)
    return (lambda value: fitting(text(value))), sheet.write_string


def _in_china(value):
    """The time on a clock in China, which is how Excel holds it: without a zone."""
    time = typed("time")(value)
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(CHINA).replace(tzinfo=None)


def fitting(text):
    """A text as Excel can hold it: one that is too long for a cell is cut, and says so.

    >>> fitting("吕梁"), fitting("长" * 40_000)[-8:], len(fitting("长" * 40_000))
    ('吕梁', ' a cell]', 32767)
    """
    if len(text) <= LONGEST_TEXT // 2 or len(text.encode("utf-16-le")) <= LONGEST_TEXT * 2:
        return text
    kept = text.encode("utf-16-le")[: (LONGEST_TEXT - len(CUT)) * 2]
    return kept.decode("utf-16-le", errors="ignore") + CUT
