"""The command as a process of its own, with the real parser: what only shows from outside."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "fixtures" / "sources").glob("*.txt"))
NOWHERE = "postgresql://nobody@127.0.0.1:1/nothing"


def manage(*arguments, **options):
    environment = os.environ | {"DATABASE_URL": NOWHERE, "PYTHONIOENCODING": "utf-8", "DEBUG": "1"}
    command = [sys.executable, ROOT / "manage.py", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60, **options)


def test_a_dry_run_to_json_needs_no_database():
    done = manage("import_plan", "--dry-run", "--format", "json", *SOURCES)
    assert (done.returncode, done.stderr.count("[")) == (0, len(SOURCES))
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(record["file"]) for record in found] == SOURCES
    for record in found:
        assert {"metadata", "structure", "targets", "projects", "diagnostics", "repairs"} < set(record)
        assert len(record["structure"]) > 50
        assert "changes" not in record
        assert record["note"].startswith("The database can't be reached")


def test_an_unreachable_database_is_one_clear_line():
    done = manage("import_plan", SOURCES[0])
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "The database can't be reached" in done.stderr


@pytest.mark.parametrize("arguments", [["--format", "xml", "x"], ["no-such-file"]])
def test_wrong_usage_is_exit_code_2(arguments):
    done = manage("import_plan", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_early_hears_no_complaint():
    environment = os.environ | {"DATABASE_URL": NOWHERE, "DEBUG": "1"}
    command = f'"{sys.executable}" manage.py import_plan --dry-run --format json fixtures/sources fixtures/sources/* | head -c 10'
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, env=environment, timeout=60)
    assert len(done.stdout) == 10
    assert b"Traceback" not in done.stderr
    assert b"roken" not in done.stderr


def test_what_is_no_text_is_one_clear_line_each(tmp_path):
    binary = bytes(range(256)) * 20
    contents = {
        "pdf": b"%PDF-1.7\n\x00\x01\x02\xff\xfe",
        "zip": b"PK\x03\x04" + binary,
        "png": b"\x89PNG\r\n\x1a\n" + binary,
        "blank": b" \n\n",
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    done = manage("import_plan", "--dry-run", "--format", "json", *(tmp_path / name for name in contents))
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if not line.startswith("[")]
    assert [line.partition(": ")[0] for line in lines] == [str(tmp_path / name) for name in contents]
    assert "fault of the program" not in done.stderr
