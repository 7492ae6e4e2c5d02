"""Snapshots: all lists as files in a folder of their own, with what is needed to trust and to follow them.

planapi-20261122T071500Z/
    data/targets.jsonl.gz  data/targets.parquet  …   every list
    openapi.yaml           what the fields mean
    datapackage.json       manifest: size, hash and schema of each file, and the place in the feed of changes
    dataset.jsonld         description for catalogues (DCAT)
    SHA256SUMS             sha256sum --check SHA256SUMS
"""

import fcntl
import gzip
import os
import re
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import orjson

from plans.exports import datapackage, dcat, jsonlines, parquet
from plans.exports.about import coverage

NAME = re.compile(r"planapi-\d{8}T\d{6}Z")
UNFINISHED = ".unfinished-"
LOCK = ".export_snapshot.lock"
MANIFEST = "datapackage.json"
SUMS = "SHA256SUMS"


class CannotWrite(Exception):
    """Says what is in the way."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that has been written, its path within the snapshot."""

    path: str
    format: str
    media_type: str
    description: str
    size: int
    sha256: str


@contextmanager
def unfinished(folder, name):
    """A folder to write a snapshot in; it gets its name when the block ends well, and goes when it does not."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            if (folder / name).exists():
                raise CannotWrite(f"{folder / name} is there already; it is left alone.")
            for left in folder.glob(f"{UNFINISHED}*"):  # of a run that was killed
                shutil.rmtree(left)
            place = folder / f"{UNFINISHED}{name}"
            try:
                (place / "data").mkdir(parents=True)
                yield place
                place.rename(folder / name)
            finally:
                shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        raise CannotWrite(f"{error.filename or folder} can't be written: {error.strerror or error}.") from error


@contextmanager
def _alone(folder):
    """Nobody else writes a snapshot into the folder meanwhile."""
    with (folder / LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotWrite(f"Another run is writing a snapshot into {folder} at the moment.") from None
        yield


def write_list(place, table):
    """A list as gzipped JSON Lines and as Parquet. `table()` gives its Table, anew each time. Returns resources of the manifest, files, rows."""
    one = table()
    lines = _write(place, f"data/{one.name}.jsonl.gz", "jsonl", "application/jsonl", one.description, jsonlines.written(one), packed=True)
    columns = _write(
        place, f"data/{one.name}.parquet", "parquet", "application/vnd.apache.parquet", one.description, parquet.written(table())
    )
    resources = [datapackage.nested(lines, one.columns, one.count), datapackage.tabular(columns, one.columns, one.count)]
    return resources, (lines, columns), one.count


def write_openapi(place, content):
    """The OpenAPI document, which tells what the fields mean."""
    text = "OpenAPI document of the API that tells these records."
    return _write(place, "openapi.yaml", "yaml", "application/yaml", text, [content])


def write_descriptions(place, resources, files, *, openapi, made_at, version):
    """Manifest, description for catalogues, and sums: what stands beside the data. `version` is the DataVersion of the data."""
    position = {"cursor": version.cursor, "at": version.at.isoformat()}
    manifest = datapackage.package([*resources, datapackage.resource(openapi)], made_at=made_at, position=position)
    shown = [
        dcat.distribution(
            file.path, file.media_type, download=file.path, packed=file.path.endswith(".gz"), size=file.size, sha256=file.sha256
        )
        for file in files
    ]
    issue = {"dcat:version": manifest["version"], "dct:issued": dcat.typed(made_at.isoformat(), "dateTime")}
    described = dcat.dataset("./", coverage(), shown, modified=version.at, **issue)
    beside = [
        _write(place, MANIFEST, "json", "application/json", "", [orjson.dumps(manifest, option=orjson.OPT_INDENT_2)]),
        _write(place, "dataset.jsonld", "jsonld", dcat.MEDIA_TYPE, "", [orjson.dumps(described, option=orjson.OPT_INDENT_2)]),
    ]
    sums = "".join(f"{file.sha256}  {file.path}\n" for file in sorted([*files, openapi, *beside], key=lambda file: file.path))
    return [*beside, _write(place, SUMS, "text", "text/plain", "", [sums.encode()])]


def delete_older(folder, keep):
    """Deletes all snapshots in the folder but the newest `keep`; tells their names."""
    found = sorted(path for path in Path(folder).iterdir() if NAME.fullmatch(path.name) and (path / MANIFEST).is_file())
    for path in (old := found[:-keep]):
        shutil.rmtree(path)
    return [path.name for path in old]


def _write(place, path, form, media_type, description, pieces, *, packed=False):
    """Writes a file in pieces, and the disk has it when this returns."""
    with (place / path).open("wb") as file:
        sink = _Counted(file)
        if packed:
            with gzip.GzipFile("", "wb", fileobj=sink, mtime=0) as zipped:
                zipped.writelines(pieces)
        else:
            for piece in pieces:
                sink.write(piece)
        file.flush()
        os.fsync(file.fileno())
    return File(path, form, media_type, description, sink.size, sink.digest.hexdigest())


class _Counted:
    """Writes to a file, and knows the size and the hash of what it has written."""

    def __init__(self, file):
        self.file, self.size, self.digest = file, 0, sha256()

    def write(self, data):
        self.size += len(data)
        self.digest.update(data)
        return self.file.write(data)

    def flush(self):
        self.file.flush()
