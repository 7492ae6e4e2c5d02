"""The shape of the project, checked: who may import whom, how long a file may be, what must not be named."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
SKIPPED = {".git", ".venv", ".var", "node_modules", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache"}
# Folders a checkout may stand in that mean nothing by themselves; any other parent folder is somebody's machine.
COMMON_PARENTS = {Path(name) for name in ("/", "/tmp", "/var/tmp", "/home", "/opt", "/srv", "/usr/src", "/usr/local", "/mnt", "/code")}
LONGEST_FILE = 300
LONGEST_FUNCTION = 60
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}


def files(pattern="*"):
    for path in sorted(ROOT.rglob(pattern)):
        if path.is_file() and not SKIPPED.intersection(path.relative_to(ROOT).parts):
            yield path


def own_python():
    return [path for path in files("*.py") if "migrations" not in path.parts]


def named(path):
    return str(path.relative_to(ROOT))


def test_imports_keep_to_the_contracts(tmp_path):
    code = "from importlinter.cli import lint_imports_command as run; run()"
    done = subprocess.run([sys.executable, "-c", code, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_parser_loads_without_django():
    code = (
        "import sys, importers.parsing.pipeline; print([m for m in ('django', 'rest_framework', 'psycopg', 'plans') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_importers_itself_is_empty():
    assert (ROOT / "importers" / "__init__.py").read_text() == ""


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=1)


def test_files_stay_short():
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in own_python()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_fit_a_screen():
    too_long = []
    for path in own_python():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
                too_long.append(f"{named(path)}:{node.lineno} {node.name}, {node.end_lineno - node.lineno + 1} lines")
    assert too_long == []


def test_no_module_has_a_name_that_says_nothing():
    assert [named(path) for path in own_python() if VAGUE & {path.stem, *path.relative_to(ROOT).parent.parts}] == []


def test_nothing_names_the_machine_it_was_written_on():
    places = {ROOT, Path.home()} | ({ROOT.parent} - COMMON_PARENTS)
    places = [place for place in places if len(place.parts) > 2 or (place == ROOT.parent and place not in COMMON_PARENTS)]
    pattern = re.compile("|".join(rf"(?<![\w.:/-]){re.escape(str(place))}/" for place in places) or r"(?!)")
    found = []
    for path in files():
        if path.is_relative_to(ROOT / "fixtures" / "sources") or path.stat().st_size > 2_000_000:
            continue
        match = pattern.search(path.read_bytes().decode("utf-8", errors="replace"))
        if match:
            found.append(f"{named(path)}: {match[0]}")
    assert found == []


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt"])
def test_lock_files_know_no_local_index(lock):
    text = (ROOT / "requirements" / lock).read_text()
    assert re.findall(r"^--(?:find-links|index-url|extra-index-url|trusted-host).*|file:.*", text, re.MULTILINE) == []
