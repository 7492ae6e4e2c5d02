"""What needs no server: parsing, a dry run of one document, and the import of parsed records against COPY."""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection, transaction

from benchmarks.corpus import SOURCES
from benchmarks.servers import ROOT
from importers.loading import load
from importers.parsing.pipeline import parse_plan
from plans.models import (
    Chapter,
    Diagnostic,
    Document,
    Outcome,
    Paragraph,
    Project,
    ProjectMention,
    Reference,
    Section,
    Source,
    Target,
)

IN_ORDER = (Source, Document, Chapter, Section, Paragraph, Reference, Target, Outcome, Project, ProjectMention, Diagnostic)
DRY_RUN = 20_000


def measure_alone(rounds, most):
    """Print each figure, and return them; of the documents, the smallest so many."""
    files = [(path.name, path.read_bytes()) for path in sorted(SOURCES.glob("*.txt"), key=lambda path: path.stat().st_size)[:most]]
    figures = {"parse": _parse(files, rounds), "dry_run": _dry_run(rounds), "import": _import(files, rounds)}
    print(
        f"\nParsing: {figures['parse']:.2f} MB of text per second and core (aim 1). "
        f"Dry run of {DRY_RUN} characters: {figures['dry_run']['whole']:.2f} s, of which start {figures['dry_run']['start']:.2f} s (aim 1 s after 1 s).\n"
        f"Import of {figures['import']['rows']} parsed records: {figures['import']['ours']:.0f} rows per second; COPY of the same rows into the same tables "
        f"{figures['import']['copy']:.0f}: {figures['import']['ratio']:.2f} (floor 0.6)",
        flush=True,
    )
    return figures


def _parse(files, rounds):
    """Megabytes of the documents that are parsed in a second."""
    took = [_seconds(lambda: [parse_plan(content, name=name) for name, content in files]) for _ in range(rounds)]
    return sum(len(content) for _, content in files) / 1e6 / statistics.median(took)


def _dry_run(rounds):
    """Seconds of the command for a document of that length, and of its start alone (a document of two lines)."""
    text = "".join(path.read_text(encoding="utf-8-sig", errors="replace") for path in sorted(SOURCES.glob("004*.txt")))[:DRY_RUN]
    with tempfile.TemporaryDirectory() as folder:
        whole, short = Path(folder) / "whole.txt", Path(folder) / "short.txt"
        whole.write_text(text)
        short.write_text("政府工作报告\n一、工作回顾\n")
        command = [sys.executable, "manage.py", "import_plan", "--dry-run", "--format", "json"]
        took = {
            name: [
                _seconds(lambda path=path: subprocess.run([*command, path], cwd=ROOT, check=True, capture_output=True))
                for _ in range(rounds)
            ]
            for name, path in (("whole", whole), ("start", short))
        }
    return {name: statistics.median(times) for name, times in took.items()}


def _import(files, rounds):
    """Rows per second of the loader, which finds, compares, checks and links; and of COPY, which is given the finished rows.

    Both write into the same tables, with their keys, constraints and indexes, and both are undone.
    """
    plans = [(name, content, parse_plan(content, name=name)) for name, content in files]
    ours, copied, n = [], [], 0
    for _ in range(rounds):
        with transaction.atomic():
            before = {model: set(model.objects.order_by().values_list("pk", flat=True)) for model in (Source, Document, Project)}
            ours.append(_seconds(lambda: [load(plan, content, file_name=name) for name, content, plan in plans]))
            tables = [(model, *_copied_out(model, before)) for model in IN_ORDER]
            transaction.set_rollback(True)
        with transaction.atomic():
            copied.append(_seconds(lambda tables=tables: _copy_in(tables)))
            transaction.set_rollback(True)
        n = sum(rows for _, _, rows, _ in tables)
    return {
        "rows": n,
        "ours": n / statistics.median(ours),
        "copy": n / statistics.median(copied),
        "ratio": statistics.median(there / here for here, there in zip(ours, copied, strict=True)),
    }


def _copied_out(model, before):
    """Columns, number and bytes of the rows that the loader has written."""
    if model in before:
        new = [key for key in model.objects.order_by().values_list("pk", flat=True) if key not in before[model]]
        before["new", model] = new
        condition, keys = "id = ANY(%s)", new
    else:
        condition, keys = "document_id = ANY(%s)", before["new", Document]
    columns = ", ".join(connection.ops.quote_name(field.column) for field in model._meta.concrete_fields)
    with connection.cursor() as cursor:
        query = cursor.cursor.mogrify(f"SELECT {columns} FROM {model._meta.db_table} WHERE {condition}", [keys])
        with cursor.copy(f"COPY ({query}) TO STDOUT") as copy:
            content = b"".join(bytes(piece) for piece in copy)
    return columns, content.count(b"\n"), content


def _copy_in(tables):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for model, columns, _, content in tables:
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                copy.write(content)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _seconds(work):
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
