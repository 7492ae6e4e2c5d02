"""Every list in every format: the same records as its pages of JSON."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import orjson
import pyarrow.parquet
import pytest

from plans.api.urls import router
from tests.api.exported import body, everything, pages

LISTS = sorted(prefix for prefix, _, _ in router.registry)
ANY_JSON = {"before", "after", "machine"}  # told as JSON text where a format has no such type


@pytest.fixture
def records(db):
    return everything()


def flat(record, within=""):
    """A record as a row: a value for each column."""
    values = {}
    for name, value in record.items():
        if name in ANY_JSON:
            values[name] = value if value is None else orjson.dumps(value).decode()
        elif isinstance(value, dict):
            values |= flat(value, f"{within}{name}.")
        else:
            values[f"{within}{name}"] = value
    return values


def test_json_lines_are_the_records(get, records):
    for path in LISTS:
        lines = body(get(f"{path}/", format="jsonl")).splitlines()
        assert [orjson.loads(line) for line in lines] == pages(get, f"{path}/", page_size=2), path
        assert lines, path


def test_csv_holds_the_same_values(get, records):
    for path in LISTS:
        response = get(f"{path}/", format="csv")
        text = body(response).decode()
        heading, *rows = csv.reader(io.StringIO(text, newline=""))
        told = [flat(record) for record in pages(get, f"{path}/")]
        assert heading == list(told[0]), path
        assert rows == [[as_cell(value) for value in one.values()] for one in told], path
        assert int(response["X-Total-Count"]) == len(told)
        assert text.endswith("\r\n")


def as_cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "; ".join(value)
    return str(value)


def test_parquet_holds_the_same_values_in_types(get, records):
    for path in LISTS:
        table = pyarrow.parquet.read_table(io.BytesIO(body(get(f"{path}/", format="parquet"))))
        told = [flat(record) for record in pages(get, f"{path}/")]
        assert table.column_names == list(told[0]), path
        kinds = [str(kind) for kind in table.schema.types]
        assert [[untyped(value) for value in row.values()] for row in table.to_pylist()] == [
            [parsed(value, kind) for value, kind in zip(one.values(), kinds, strict=True)] for one in told
        ], path
        for field in table.schema:
            assert field.metadata[b"description"], field.name


def untyped(value):
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def parsed(value, kind):
    """A value of the JSON as a column of this type must hold it."""
    if value is None:
        return None
    if kind.startswith("timestamp"):
        return datetime.fromisoformat(value).astimezone(UTC)
    if kind.startswith("date"):
        return date.fromisoformat(value)
    return value


def test_a_workbook_holds_the_same_values_in_types(get, records):
    for path in LISTS:
        book = openpyxl.load_workbook(io.BytesIO(body(get(f"{path}/", format="xlsx"))))
        sheet = book[path]
        heading, *rows = sheet.iter_rows(values_only=True)
        told = [flat(record) for record in pages(get, f"{path}/")]
        assert list(heading) == list(told[0])
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, len(heading)).column_letter}{len(told) + 1}"
        for row, one in zip(rows, told, strict=True):
            for cell, (name, value) in zip(row, one.items(), strict=True):
                assert same(cell, value), (path, name, cell, value)
        described = {name: text for name, _, text in book["columns"].iter_rows(min_row=2, values_only=True)}
        assert list(described) == list(heading)
        assert all(described.values())


def same(cell, value):
    if isinstance(cell, datetime) and len(value) > 10:
        there = datetime.fromisoformat(value).replace(tzinfo=None)  # the API tells times as clocks in China show them
        return abs(cell - there) < timedelta(milliseconds=2)
    if isinstance(cell, datetime):
        return cell.date().isoformat() == value
    if isinstance(value, float):
        return cell == pytest.approx(value, rel=1e-15)
    return cell == (as_cell(value) if isinstance(value, list) else value) and type(cell) in (type(value), str)


def test_the_schema_is_the_same_when_all_is_null_or_nothing_is_there(get, make):
    """Types come from the declaration, not from rows."""
    make.new_indicator("a", unit_family=None)
    few = pyarrow.parquet.read_schema(io.BytesIO(body(get("targets/", format="parquet"))))
    make.new_target()
    many = pyarrow.parquet.read_schema(io.BytesIO(body(get("targets/", format="parquet"))))
    assert few.equals(many, check_metadata=True)
    assert str(few.field("normal_value").type) == "double"
    assert str(few.field("updated_at").type) == "timestamp[us, tz=UTC]"
    assert str(few.field("highlight.clause_start").type) == "int64"
    indicators = pyarrow.parquet.read_table(io.BytesIO(body(get("indicators/", format="parquet"))))
    assert str(indicators.schema.field("aliases").type) == "list<element: string>"
    assert indicators.column("unit_family").null_count == 1
    assert body(get("targets/", format="csv", year="1999")).decode().split("\r\n")[1:] == [""]
    assert body(get("targets/", format="jsonl", year="1999")) == b""
