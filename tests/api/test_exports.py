"""Any list as a file: the same records as its pages of JSON, in every format."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import orjson
import pyarrow.parquet
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.api import exporting
from plans.api.urls import router
from plans.exports import reading, workbook
from plans.models import Correction, Paragraph

LISTS = sorted(prefix for prefix, _, _ in router.registry)
ANY_JSON = {"before", "after", "machine"}  # told as JSON text where a format has no such type
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def records(make, regions, settings):
    """Two documents with everything, values of every kind, and nulls beside them."""
    make.new_indicator("gdp", aliases=["GDP", "生产总值"], name_en="Gross domestic product")
    make.new_indicator("other")
    make.whole_document(region=regions["141100"], published_on="2021-05-01", period_start=2021, period_end=2025, doc_type="outline")
    document = make.whole_document(title='第二份,"带引号"\n与换行')
    figure = {"indicator_id": "gdp", "base_value": "0.55", "year": None, "strength": "=1+1"}
    make.new_target(document=document, printed="-4.5%", value="-4.5", normal_value="123456789012345678901234567890.5", **figure)
    make.new_mention(document=document, scale_value="1320000", scale_unit="千瓦", deadline_date="2026-08-31")
    Correction.objects.create(document=document, model="target", object_id=document.id, field="title", before={"doc_type": [1, None]}, after="新")
    return document


def body(response):
    assert response.status_code == 200, response.content
    return b"".join(response.streaming_content)


def pages(get, path, **query):
    """All records of a list, page by page."""
    address, found = path, []
    while address:
        page = get(address, **query).json()
        found, address, query = found + page["results"], page["next"], {}
    return found


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


def test_filters_and_ordering_hold(get, records):
    asked = {"kind": "paragraph", "document": str(records.id), "ordering": "-id"}
    lines = [orjson.loads(line) for line in body(get("paragraphs/", format="jsonl", **asked)).splitlines()]
    assert [line["id"] for line in lines] == [record["id"] for record in pages(get, "paragraphs/", **asked)]
    assert [line["id"] for line in lines] == sorted((line["id"] for line in lines), reverse=True)
    assert 0 < len(lines) < Paragraph.objects.count()


def test_mentions_of_one_project(get, records):
    project = get("projects/").json()["results"][0]["id"]
    lines = body(get(f"projects/{project}/mentions/", format="jsonl")).splitlines()
    assert {orjson.loads(line)["project"] for line in lines} == {project}


@pytest.mark.parametrize(
    ("accept", "starts", "answered"),
    [
        ("text/csv", b"code,name,", "text/csv; charset=utf-8"),
        ("application/jsonl", b'{"code":', "application/jsonl; charset=utf-8"),
        ("application/x-ndjson", b'{"code":', "application/x-ndjson; charset=utf-8"),
        (SHEET, b"PK", SHEET),
        ("application/vnd.apache.parquet", b"PAR1", "application/vnd.apache.parquet"),
    ],
)
def test_the_accept_header_asks_too(get, regions, accept, starts, answered):
    response = get("regions/", headers={"accept": accept})
    assert response["Content-Type"] == answered
    assert "Accept" in response["Vary"]
    assert body(response).startswith(starts)
    assert get("regions/", headers={"accept": accept}, format="json").json()["results"]


def test_a_file_has_a_name_and_a_length_in_rows(get, client, regions):
    response = client.head("/api/v1/regions/?format=xlsx", headers={"origin": "https://elsewhere.example"})
    assert response.status_code == 200
    assert body(response) == b""
    assert "Content-Length" not in response
    assert response["X-Total-Count"] == "5"
    assert response["Content-Disposition"].startswith('attachment; filename="regions-20')
    assert response["Content-Disposition"].endswith('.xlsx"')
    assert response["Content-Type"] == SHEET
    assert "X-Total-Count" in response["Access-Control-Expose-Headers"]
    assert exporting._at_once._value == 2  # given back


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ({"format": "xml"}, "format", "invalid_choice"),
        ({"format": "csv", "page_size": "10"}, "page_size", "not_with_format"),
        ({"format": "csv", "cursor": "x"}, "cursor", "not_with_format"),
        ({"format": "parquet", "count": "true"}, "count", "not_with_format"),
        ({"format": "csv", "ordering": "titel"}, "ordering", "invalid_choice"),
        ({"format": "csv", "titel": "x"}, "titel", "unknown"),
        ({"format": "csv", "type": "x"}, "type", "invalid_choice"),
        ({"format": "csv", "bom": "yes"}, "bom", "invalid"),
        ({"format": "jsonl", "bom": "true"}, "bom", "not_with_format"),
        ({"bom": "true"}, "bom", "not_with_format"),
    ],
)
def test_what_does_not_go_with_a_format_is_refused(refused, query, parameter, code):
    error = refused("documents/", **query)
    assert (error["parameter"], error["code"]) == (parameter, code)


def test_a_misspelt_format_is_told_the_right_one(refused):
    error = refused("documents/", format="excel")
    assert error["message"].endswith("Possible: json, csv, jsonl, xlsx, parquet.")
    assert error["suggestion"] == "xlsx"
    assert refused("documents/", format="parket")["suggestion"] == "parquet"


def test_only_lists_have_formats(get, refused, make):
    document = make.new_document()
    assert refused(f"documents/{document.id}/", bom="true")["code"] == "unknown"
    assert get(f"documents/{document.id}/", headers={"accept": SHEET}).status_code == 406


def test_a_byte_order_mark_and_harmless_cells_on_request(get, records):
    plain, marked = (body(get("targets/", format="csv", **asked)).decode() for asked in ({}, {"bom": "true"}))
    assert plain.startswith("id,tense,")
    assert marked.startswith("\ufeffid,tense,")
    for text, printed, strength in [(plain, "-4.5%", "=1+1"), (marked[1:], "'-4.5%", "'=1+1")]:
        rows = [row for row in csv.DictReader(io.StringIO(text, newline="")) if row["strength"]]
        assert [(row["printed"], row["strength"], row["value"]) for row in rows] == [(printed, strength, "-4.5")]


def test_excel_s_limits(get, refused, make, monkeypatch):
    document = make.new_document()
    for text in ("长" * 40_000, "短", "𠀀" * 20_000):
        make.new_paragraph(document, text)
    texts = [row[10].value for row in openpyxl.load_workbook(io.BytesIO(body(get("paragraphs/", format="xlsx"))))["paragraphs"]][1:]
    assert texts[1] == "短"
    assert texts[0].startswith("长长")
    assert texts[0].endswith(workbook.CUT)
    assert len(texts[0]) == 32_767
    assert len(texts[2].encode("utf-16-le")) <= 32_767 * 2
    monkeypatch.setattr(exporting, "FORMATS", {**exporting.FORMATS, "xlsx": limited(exporting.FORMATS["xlsx"], 2)})
    error = refused("paragraphs/", format="xlsx")
    assert (error["code"], error["suggestion"]) == ("too_many_rows", "csv")
    assert body(get("paragraphs/", format="xlsx", q="短"))


def limited(one, rows):
    from dataclasses import replace

    return replace(one, most_rows=rows)


def test_so_many_at_once(get, client, regions):
    responses = [get("regions/", format="csv") for _ in range(2)]
    busy = get("regions/", format="csv")
    assert busy.status_code == 503
    assert busy["Retry-After"] == "60"
    assert busy["Content-Type"] == "application/problem+json"
    assert get("regions/").status_code == 200
    assert all(body(response) for response in responses)
    assert body(get("regions/", format="csv"))


def test_a_file_is_as_many_queries_however_many_rows(get, make, monkeypatch):
    """The version of the data, a count, and one query read through a cursor in the database."""
    monkeypatch.setattr(reading, "CHUNK", 5)
    for n in range(30):
        make.whole_document()
        if n in (0, 29):
            with CaptureQueriesContext(connection) as queries:
                rows = body(get("targets/", format="jsonl")).count(b"\n")
            assert (rows, len(queries)) == (n + 1, 3)
