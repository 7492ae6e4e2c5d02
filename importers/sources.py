"""Where sources come from: files, folders, globs and standard input, as bytes within limits. Plain Python.

Every refusal is one line that names the file and says what to do.
"""

import glob
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

DEFAULT_LIMIT = 20 * 1024 * 1024
READABLE = (".txt",)
STDIN = "-"


class NothingFound(Exception):
    """A path that names nothing to read: a mistake in the command, not in a file."""


class UnreadableFile(Exception):
    """A file that can't be read. The message is one plain line, without the file's name."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file to import. `path` is `-` for standard input."""

    path: str

    @property
    def name(self):
        """The name to store and to print: no folder, empty for standard input.

        >>> SourceFile("plans/000.txt").name, SourceFile("-").name
        ('000.txt', '')
        """
        return "" if self.path == STDIN else printable(os.path.basename(self.path))

    @property
    def label(self):
        """How messages name it."""
        return "standard input" if self.path == STDIN else printable(self.path)

    def read(self, limit=DEFAULT_LIMIT) -> bytes:
        """The bytes. The size is looked at before the first byte is read, and a pipe is cut off at the limit."""
        try:
            content = _read_stream(sys.stdin.buffer, limit) if self.path == STDIN else _read_file(self.path, limit)
        except OSError as error:
            raise UnreadableFile(f"can't be read ({error.strerror or error}). Check that it exists and that you may read it.") from None
        if not content:
            raise UnreadableFile("is empty. Fetch it again.")
        return content


def printable(path):
    """A path as text that any output takes, whatever bytes its name is made of."""
    return os.fsencode(path).decode("utf-8", "replace")


def find_sources(paths: Iterable[str]) -> list[SourceFile]:
    """All files that the paths name, each once, in the order given; a folder gives its *.txt files, sorted, at any depth.

    Of a folder only *.txt is taken, for that is what can be parsed so far; a file named outright is tried whatever it
    is called. Raises NothingFound for a path that names nothing.
    """
    found = {}
    for path in paths:
        for file in _expand(path):
            key = STDIN if file == STDIN else os.path.realpath(file)
            found.setdefault(key, SourceFile(file))
    return list(found.values())


def _expand(path) -> Iterator[str]:
    if path == STDIN:
        return [STDIN]
    if os.path.isdir(path):
        return _folder(path)
    if os.path.lexists(path):
        return [path]
    matches = sorted(glob.glob(path, recursive=True)) if glob.has_magic(path) else []
    files = [file for match in matches for file in (_readable_files(match) if os.path.isdir(match) else [match])]
    if not files:
        what = "matches no file" if glob.has_magic(path) else "does not exist"
        raise NothingFound(f"{printable(path)}: {what}. Check the path, or put it in quotes if it holds spaces or *.")
    return files


def _folder(path):
    files = _readable_files(path)
    if not files:
        raise NothingFound(
            f"{printable(path)}: the folder holds no {' or '.join(READABLE)} file. Name the files themselves to import others."
        )
    return files


def _readable_files(folder):
    """Files of a readable kind below a folder, hidden ones and hidden folders left out."""
    files = []
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [os.path.join(root, name) for name in sorted(names) if name.lower().endswith(READABLE) and not name.startswith(".")]
    return files


def _read_file(path, limit):
    info = Path(path).stat()
    if stat.S_ISDIR(info.st_mode):
        raise UnreadableFile("is a folder. Name the files in it, or the folder's parent.")
    if not (stat.S_ISREG(info.st_mode) or stat.S_ISFIFO(info.st_mode)):
        raise UnreadableFile("is not a regular file. Name a text file.")
    if info.st_size > limit:
        raise UnreadableFile(_too_large(info.st_size, limit))
    with open(path, "rb") as stream:
        return _read_stream(stream, limit)


def _read_stream(stream, limit):
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise UnreadableFile(_too_large(None, limit))
    return content


def _too_large(size, limit):
    much = f"{size:,} bytes" if size else "more"
    return f"is too large ({much}; the limit is {limit:,}). Split it, or raise PLANAPI_MAX_SOURCE_BYTES."
