"""Write a snapshot of all data to a folder: for nightly runs. Only arguments, messages and exit codes; the work is done by plans.exports."""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from plans.api.lists import lists, whole_table
from plans.api.root import OPENAPI
from plans.changes import data_version
from plans.exports import snapshot
from plans.exports.reading import one_moment

FAILED, USAGE, INTERRUPTED = 1, 2, 130
EPILOG = (
    "Exit codes: 0 written; 1 not written: the folder or the database can't be used; 2 wrong usage; 130 interrupted. "
    "What could not be finished leaves nothing behind."
)


class Command(BaseCommand):
    help = (
        "Write everything the API lists, as it is at one moment, into a new folder DIR/planapi-<time>: every list as JSON Lines and "
        "as Parquet, the OpenAPI document, a manifest with sizes and hashes, sums, and a description for catalogues."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.epilog = EPILOG
        parser.add_argument("folder", metavar="DIR", help="where snapshots are kept; made if it is not there")
        parser.add_argument("--keep", type=int, metavar="N", help="then delete all snapshots in DIR but the newest N, this one included")

    def handle(self, *, folder, keep, **options):
        if keep is not None and keep < 1:
            raise CommandError(f"--keep: {keep} would keep nothing. Give 1 or more.", returncode=USAGE)
        made_at, started = datetime.now(UTC), time.perf_counter()
        name = f"planapi-{made_at:%Y%m%dT%H%M%SZ}"
        try:
            with snapshot.unfinished(folder, name) as place:
                rows, files = self._write(place, made_at)
            size = sum(file.size for file in files)
            seconds = time.perf_counter() - started
            self.stdout.write(f"Wrote {Path(folder) / name}: {rows:,} records in {len(files)} files, {_size(size)}, in {seconds:.1f} s.")
            if keep:
                self._tell_deleted(snapshot.delete_older(folder, keep))
        except snapshot.CannotWrite as error:
            raise CommandError(str(error), returncode=FAILED) from None
        except OSError as error:
            raise CommandError(f"{error.filename} can't be deleted: {error.strerror}.", returncode=FAILED) from None
        except DatabaseError as error:
            line = str(error).strip().split("\n")[0]
            raise CommandError(f"The database can't be read ({line}). Check that it runs and has its tables.", returncode=FAILED) from None
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. Nothing is left of this snapshot.")
            sys.exit(INTERRUPTED)

    def _write(self, place, made_at):
        resources, files, total = [], [], 0
        with one_moment():
            version = data_version()
            for name, view in lists():
                started = time.perf_counter()
                told, written, rows = snapshot.write_list(place, lambda view=view: whole_table(view))
                resources, files, total = resources + told, [*files, *written], total + rows
                sizes = "  ".join(f"{file.format} {_size(file.size):>9}" for file in written)
                self.stdout.write(f"{name:<17}{rows:>10,} records  {sizes}  {time.perf_counter() - started:6.1f} s")
            openapi = snapshot.write_openapi(place, OPENAPI.read_bytes())
            beside = snapshot.write_descriptions(place, resources, files, openapi=openapi, made_at=made_at, version=version)
        return total, [*files, openapi, *beside]

    def _tell_deleted(self, names):
        if names:
            self.stdout.write(f"Deleted {len(names)} older: {', '.join(names)}.")


def _size(count):
    """A number of bytes, to be read.

    >>> _size(999), _size(12_345), _size(3_400_000)
    ('999 B', '12.3 kB', '3.4 MB')
    """
    for unit, digits in (("B", 0), ("kB", 1), ("MB", 1)):
        if count < 1000:
            return f"{count:.{digits}f} {unit}"
        count /= 1000
    return f"{count:.1f} GB"
