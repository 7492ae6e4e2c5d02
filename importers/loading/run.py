"""One run over many files: read, parse, load, one transaction each; the run itself is stored as an ImportRun."""

import hashlib
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from django.utils import timezone

from importers import loading
from importers.loading.outcome import Outcome
from importers.parsing import pipeline
from importers.parsing.records import VERSION, ParsedPlan, UnreadableSource
from importers.sources import DEFAULT_LIMIT, SourceFile, UnreadableFile
from plans.choices import Severity
from plans.models import ImportRun
from plans.search.frequency import renew_frequencies

OK, FAILED, DOUBTFUL, INTERRUPTED = 0, 1, 3, 130
RANKS = {severity: rank for rank, severity in enumerate(Severity.values)}
NO_SERVER = "No database was asked: the embedded one is started only by a real import or a text dry run. So nothing is compared."


class DatabaseUnavailable(Exception):
    """The database can't be used. The message is one plain line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the caller asked for. `offline`: a missing database is a note, not an error (a dry run to JSON)."""

    force: bool = False
    dry_run: bool = False
    offline: bool = False
    url: str = ""
    fail_on: str | None = None

    def as_dict(self):
        return {"force": self.force, "url": self.url, "fail_on": self.fail_on}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileResult:
    """What came of one file: an outcome or one line of error. `plan` and `note` serve a dry run."""

    label: str
    seconds: float
    outcome: Outcome | None = None
    error: str = ""
    plan: ParsedPlan | None = None
    note: str = ""
    traceback: str = ""

    @property
    def status(self):
        return "failed" if self.error else self.outcome.status if self.outcome else "parsed"

    def as_dict(self):
        """Plain values, for the stored run and the JSON report."""
        result = {"file": self.label, "status": self.status, "seconds": round(self.seconds, 3)}
        return result | ({"error": self.error} if self.error else self.outcome.as_dict() if self.outcome else {})


@dataclass(slots=True, kw_only=True)
class Report:
    """All results of a run. Changes and parses are dropped once told, so that a long run stays small."""

    fail_on: str | None = None
    results: list[FileResult] = field(default_factory=list)
    seconds: float = 0.0
    interrupted: bool = False

    @property
    def exit_code(self):
        if self.interrupted:
            return INTERRUPTED
        if any(result.error for result in self.results):
            return FAILED
        return DOUBTFUL if any(self._is_doubtful(result) for result in self.results) else OK

    def _is_doubtful(self, result):
        """A conflict, in a document loaded now; or an open diagnostic that the caller wants to fail on."""
        outcome = result.outcome
        if outcome and outcome.status != "unchanged" and outcome.conflicts:
            return True
        least = RANKS[self.fail_on] if self.fail_on else None
        return least is not None and any(RANKS[severity] >= least for severity, _ in diagnostics_of(result))


def diagnostics_of(result):
    """How many diagnostics per (severity, code): the open stored ones, or those of a parse without a database."""
    if result.outcome:
        return result.outcome.diagnostics
    counts = {}
    for diagnostic in result.plan.diagnostics if result.plan else ():
        counts[diagnostic.severity, diagnostic.code] = counts.get((diagnostic.severity, diagnostic.code), 0) + 1
    return counts


def run_import(files: Iterable[SourceFile], options: Options, on_result: Callable[[FileResult], Any] = lambda result: None) -> Report:
    """Import the files one by one; `on_result` hears of each as soon as it is done.

    A file that fails is a result like any other. Ctrl-C ends the run between two documents, or undoes the one in hand;
    what was done before stays. Raises DatabaseUnavailable before the first file.
    """
    started, report = time.perf_counter(), Report(fail_on=options.fail_on)
    note = database_note() if options.offline else ""
    if not options.offline:
        require_database()
    run = None if options.dry_run else _stored_run(files, options)
    try:
        for file in files:
            result = import_file(file, options, note)
            on_result(result)
            report.results.append(_slim(result, options))
    except KeyboardInterrupt:
        report.interrupted = True
    except SystemExit:  # SIGTERM
        report.interrupted = True
        raise
    finally:
        report.seconds = time.perf_counter() - started
        if run:
            _finish(run, report)
    return report


def import_file(file: SourceFile, options: Options, note: str = "") -> FileResult:
    """Import one file. Never raises for what is wrong with the file or with loading it."""
    started = time.perf_counter()
    found: dict[str, Any] = {}
    try:
        found = _import(file, options, note)
    except (UnreadableFile, UnreadableSource) as error:
        found = {"error": str(error)}
    except OperationalError as error:
        connection.close()
        found = {"error": f"the database gave up ({_first_line(error)}). Nothing of this file was stored; try again."}
    except Exception as error:  # what a bug in the parser or loader raises: the other files must still load
        found = {
            "error": f"could not be imported ({type(error).__name__}: {_first_line(error)}). Nothing of it was stored. "
            "This is a fault of the program: report it with the file; --traceback shows where.",
            "traceback": traceback.format_exc(),
        }
    return FileResult(label=file.label, seconds=time.perf_counter() - started, **found)


def _import(file, options, note):
    content = file.read(getattr(settings, "PLANAPI_MAX_SOURCE_BYTES", DEFAULT_LIMIT))
    if not (options.force or options.offline):
        sha256 = hashlib.sha256(content).hexdigest()
        if outcome := loading.outcome_if_settled(sha256, file.name, dry_run=options.dry_run):
            return {"outcome": outcome}
    plan = pipeline.parse_plan(content, name=file.name)
    if options.offline and note:
        return {"plan": plan, "note": note}
    outcome = loading.load(plan, content, file_name=file.name, url=options.url, force=options.force, dry_run=options.dry_run)
    return {"outcome": outcome, "plan": plan if options.dry_run else None}


def require_database():
    """Raise DatabaseUnavailable, with what to do, unless the database answers and has its tables."""
    try:
        ImportRun.objects.order_by().values_list("pk")[:1].exists()
    except OperationalError as error:
        raise DatabaseUnavailable(
            f"The database can't be reached ({_first_line(error)}). Check that it runs and that DATABASE_URL is right."
        ) from None
    except ProgrammingError:
        raise DatabaseUnavailable("The database has no tables yet. Run `manage.py migrate` first, then import again.") from None


def database_note():
    """Why a dry run to JSON can't tell changes; empty if it can. A server that would have to be started is left alone."""
    if "DATA_DIR" in connection.settings_dict and connection.connection is None:
        return NO_SERVER
    try:
        require_database()
    except DatabaseUnavailable as error:
        return f"{error} So nothing is compared."
    return ""


def _slim(result, options):
    """Without what only a dry run prints; the diagnostics of a parse stay countable."""
    keep = options.fail_on and result.outcome is None
    outcome = replace(result.outcome, changes=()) if result.outcome else None
    return replace(result, outcome=outcome, plan=result.plan if keep else None, traceback="")


def _stored_run(files, options):
    arguments = {"files": [file.label for file in files], **options.as_dict()}
    return ImportRun.objects.create(arguments=arguments, parser_version=VERSION, started_at=timezone.now())


def _finish(run, report):
    run.finished_at, run.exit_code = timezone.now(), report.exit_code
    run.results = [result.as_dict() for result in report.results]
    try:
        run.save()
        renew_frequencies()
    except DatabaseError:
        connection.close()  # the database went away in mid-run: the files' own results say so


def _first_line(error):
    return next((line.strip() for line in str(error).splitlines() if line.strip()), "no reason given")
