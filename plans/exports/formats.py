"""The formats a list can be had in, beside pages of JSON."""

from collections.abc import Callable
from dataclasses import dataclass

from plans.exports import delimited, jsonlines, parquet, workbook


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, which is the ending of its files too, its media types, the usual one first."""

    name: str
    media_types: tuple[str, ...]
    description: str
    written: Callable
    most_rows: int | None = None
    is_text: bool = False

    def content_type(self, media_type=None):
        """For the header of an answer in one of the media types."""
        media_type = media_type or self.media_types[0]
        return f"{media_type}; charset=utf-8" if self.is_text else media_type


FORMATS = {
    each.name: each
    for each in (
        Format("csv", ("text/csv",), "CSV (RFC 4180) in UTF-8 with a heading; null is an empty field.", delimited.written, is_text=True),
        Format(
            "jsonl",
            ("application/jsonl", "application/x-ndjson"),
            "JSON Lines: a record a line, as in `results`.",
            jsonlines.written,
            is_text=True,
        ),
        Format(
            "xlsx",
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
            "Excel: typed cells, and a second sheet that tells what the columns mean.",
            workbook.written,
            workbook.MOST_ROWS,
        ),
        Format("parquet", ("application/vnd.apache.parquet",), "Parquet: typed and described columns.", parquet.written),
    )
}
