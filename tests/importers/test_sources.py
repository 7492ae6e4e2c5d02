"""Paths to bytes: what is found, what is refused, and in which words."""

import io
import os
import sys
import threading
from types import SimpleNamespace

import pytest

from importers.sources import NothingFound, SourceFile, UnreadableFile, find_sources


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name in ("b.txt", "a.TXT", "note.md", ".hidden.txt", "deep/er/c.txt", ".git/d.txt", "x[1].txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"text")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths):
    return [file.path for file in find_sources(paths)]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["."], ["./a.TXT", "./b.txt", "./x[1].txt", "./deep/er/c.txt"]),
        (["note.md"], ["note.md"]),
        (["*.txt"], ["b.txt", "x[1].txt"]),
        (["**/c.*"], ["deep/er/c.txt"]),
        (["dee*"], ["deep/er/c.txt"]),
        (["x[1].txt"], ["x[1].txt"]),
        (["b.txt", "./b.txt", "*.txt"], ["b.txt", "x[1].txt"]),
        (["-", "b.txt", "-"], ["-", "b.txt"]),
    ],
)
def test_files_folders_globs_and_standard_input(folder, paths, expected):
    assert found(*paths) == expected


def test_a_link_to_a_file_named_twice_is_one_file(folder):
    os.symlink("b.txt", "link.txt")
    assert found("b.txt", "link.txt") == ["b.txt"]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("missing.txt", "missing.txt: does not exist. Check the path"),
        ("*.pdf", "*.pdf: matches no file. Check the path"),
        (".git", ".git: the folder holds"),
    ],
)
def test_a_path_that_names_nothing(folder, path, message):
    if path == ".git":
        os.remove(".git/d.txt")
    with pytest.raises(NothingFound) as error:
        find_sources([path])
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b""), "is empty. Fetch it again."),
        (lambda path: path.mkdir(), "is a folder."),
        (lambda path: path.symlink_to("nowhere"), "can't be read (No such file or directory)"),
        (lambda path: path.symlink_to("/dev/null"), "is not a regular file."),
        (
            lambda path: path.write_bytes(b"x" * 101),
            "is too large (101 bytes; the limit is 100). Split it, or raise PLANAPI_MAX_SOURCE_BYTES.",
        ),
    ],
)
def test_a_file_that_cannot_be_taken(tmp_path, make, message):
    path = tmp_path / "f.txt"
    make(path)
    with pytest.raises(UnreadableFile) as error:
        SourceFile(str(path)).read(limit=100)
    assert str(error.value).startswith(message)


def test_the_size_is_looked_at_before_the_first_byte(tmp_path, monkeypatch):
    path = tmp_path / "huge.txt"
    with open(path, "wb") as stream:
        stream.truncate(10**12)
    monkeypatch.setattr("builtins.open", lambda *arguments, **options: pytest.fail("opened"))
    with pytest.raises(UnreadableFile, match="too large"):
        SourceFile(str(path)).read()


def test_no_permission(tmp_path, monkeypatch):
    path = tmp_path / "f.txt"
    path.write_bytes(b"x")

    def refuse(*arguments, **options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(UnreadableFile, match="Permission denied"):
        SourceFile(str(path)).read()


def test_a_pipe_is_read_up_to_the_limit(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    threading.Thread(target=lambda: path.write_bytes(b"x" * 10), daemon=True).start()
    assert SourceFile(str(path)).read(limit=10) == b"x" * 10


@pytest.mark.parametrize(("size", "fits"), [(10, True), (11, False)])
def test_standard_input_is_read_up_to_the_limit(monkeypatch, size, fits):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"x" * size)))
    if fits:
        assert SourceFile("-").read(limit=10) == b"x" * 10
    else:
        with pytest.raises(UnreadableFile, match="too large"):
            SourceFile("-").read(limit=10)


def test_a_name_in_another_encoding_can_be_printed():
    file = SourceFile(os.fsdecode(b"plans/\xc2\xc0.txt"))
    assert (file.label.encode(), file.name.encode()) == ("plans/\ufffd\ufffd.txt".encode(), "\ufffd\ufffd.txt".encode())
