"""Any list as a file: what it takes, how it is asked for, what it costs."""

import csv
import io
import tracemalloc
from dataclasses import replace
from itertools import count
from types import SimpleNamespace

import openpyxl
import orjson
import pyarrow
import pyarrow.parquet
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import bulk
from plans.api import exporting
from plans.exports import parquet, reading, workbook
from plans.models import Paragraph
from tests.api.exported import body, everything, pages

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def records(db):
    return everything()


def test_filters_and_ordering_hold(get, records):
    asked = {"kind": "paragraph", "document": str(records.id), "ordering": "-id"}
    lines = [orjson.loads(line) for line in body(get("paragraphs/", format="jsonl", **asked)).splitlines()]
    assert [line["id"] for line in lines] == [record["id"] for record in pages(get, "paragraphs/", **asked)]
    assert [line["id"] for line in lines] == sorted((line["id"] for line in lines), reverse=True)
    assert 0 < len(lines) < Paragraph.objects.count()


def test_a_file_tells_as_much_as_is_asked_for(get, records):
    """fields and omit choose columns; what expand adds comes behind them."""
    asked = {"fields": "id,printed,source.line,value", "expand": "document"}
    told = pages(get, "targets/", **asked)
    assert [orjson.loads(line) for line in body(get("targets/", format="jsonl", **asked)).splitlines()] == told
    rows = [*csv.DictReader(io.StringIO(body(get("targets/", format="csv", **asked)).decode(), newline=""))]
    assert [*rows[0]][:5] == ["id", "printed", "value", "source.line", "expanded.document.id"]
    assert [row["expanded.document.title"] for row in rows] == [record["expanded"]["document"]["title"] for record in told]
    table = pyarrow.parquet.read_table(io.BytesIO(body(get("targets/", format="parquet", **asked))))
    assert table.column_names == [*rows[0]]
    assert table.column("source.line").to_pylist() == [record["source"]["line"] for record in told]
    every = body(get("targets/", format="csv")).decode().split("\r\n")[0].split(",")
    some = body(get("targets/", format="csv", omit="source,highlight")).decode().split("\r\n")[0].split(",")
    assert some == [name for name in every if name.split(".")[0] not in ("source", "highlight")]


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
    monkeypatch.setattr(exporting, "FORMATS", {**exporting.FORMATS, "xlsx": replace(exporting.FORMATS["xlsx"], most_rows=2)})
    error = refused("paragraphs/", format="xlsx")
    assert (error["code"], error["suggestion"]) == ("too_many_rows", "csv")
    assert body(get("paragraphs/", format="xlsx", q="短"))


def test_so_many_at_once(get, client, regions):
    responses = [get("regions/", format="csv") for _ in range(2)]
    busy = get("regions/", format="csv")
    assert busy.status_code == 503
    assert busy["Retry-After"] == "60"
    assert busy["Content-Type"] == "application/problem+json"
    assert get("regions/").status_code == 200
    assert all(body(response) for response in responses)
    assert body(get("regions/", format="csv"))


def test_what_breaks_off_says_so(get, client, make, settings, monkeypatch):
    """A server can't take back an answer it has begun, and ends it as if it were whole."""
    monkeypatch.setattr(reading, "CHUNK", 1)
    settings.PLANAPI_EXPORT_SECONDS = 1
    for _ in range(3):
        make.new_document()
    monkeypatch.setattr(exporting, "time", SimpleNamespace(monotonic=count().__next__))
    heading, first, last = body(get("documents/", format="csv")).decode().splitlines()
    assert (heading[:3], first[:2]) == ("id,", "01")
    assert last == "# This file is not whole: the export broke off."
    with pytest.raises(orjson.JSONDecodeError):
        [orjson.loads(line) for line in body(get("documents/", format="jsonl")).splitlines()]
    settings.PLANAPI_EXPORT_SECONDS = -1
    client.raise_request_exception = False
    assert get("documents/", format="csv").status_code == 500
    assert exporting._at_once._value == 2


def test_a_file_is_as_many_queries_however_many_rows(get, make, monkeypatch):
    """The version of the data, a count, and one query read through a cursor in the database."""
    monkeypatch.setattr(reading, "CHUNK", 5)
    for n in range(30):
        make.whole_document()
        if n in (0, 29):
            with CaptureQueriesContext(connection) as queries:
                rows = body(get("targets/", format="jsonl")).count(b"\n")
            assert (rows, len(queries)) == (n + 1, 3)


def test_memory_does_not_grow_with_the_rows(get, make, monkeypatch):
    """Eight times the rows take as much memory while they are sent; held together they would take several megabytes more."""
    monkeypatch.setattr(reading, "CHUNK", 50)
    monkeypatch.setattr(parquet, "ROW_GROUP", 100)
    place = {"document": make.new_document(), "kind": "paragraph"}
    few, many = 150, 1_200
    bulk.insert(
        [Paragraph(position=n, eid=f"e{n}", line=n + 1, text=f"第{n}段" + "城乡居民收入稳步增长。" * 150, **place) for n in range(many)]
    )
    for form in exporting.FORMATS:
        body(get("paragraphs/", format=form, line__lte=1))  # what is loaded once
        peak_of_few, peak_of_many = (most_memory(get, form, rows) for rows in (few, many))
        assert peak_of_many < peak_of_few * 1.2 + 300_000, form


def most_memory(get, form, rows):
    """The most memory in use while so many rows are sent, Arrow's included."""
    tracemalloc.start()
    held = 0
    try:
        response = get("paragraphs/", format=form, line__lte=rows)
        assert int(response["X-Total-Count"]) == rows
        for _ in response.streaming_content:
            held = max(held, pyarrow.total_allocated_bytes())
        return tracemalloc.get_traced_memory()[1] + held
    finally:
        tracemalloc.stop()
