"""Import plans and work reports. Only arguments, messages and exit codes; the work is done by importers.loading.run."""

import os
import sys
from collections import Counter
from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from importers import reporting
from importers.loading.run import DatabaseUnavailable, Options, diagnostics_of, run_import
from importers.sources import NothingFound, find_sources

USAGE = 2
LONGEST_URL = 1000
EPILOG = (
    "Exit codes: 0 all well; 1 some files failed, the others are loaded, or the database can't be used; 2 wrong usage; "
    "3 loaded, but corrections conflict with the new parse or, with --fail-on, diagnostics wait; 130 interrupted."
)


class Command(BaseCommand):
    help = "Import plans and government work reports from text files. The same bytes again change nothing; edits by people stay."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.epilog = EPILOG
        parser.add_argument(
            "paths", nargs="+", metavar="PATH", help="a file, a folder (its *.txt at any depth), a glob, or - for standard input"
        )
        parser.add_argument("--dry-run", action="store_true", help="show what would change, record by record, and write nothing")
        parser.add_argument(
            "--format", choices=("text", "json"), default="text",
            help="report as text or JSON; with --dry-run JSON is the whole parse, one object a line for each file, and needs no database",
        )  # fmt: skip
        parser.add_argument("--force", action="store_true", help="parse again what is loaded already")
        parser.add_argument(
            "--fail-on", choices=("info", "warning", "error"), help="exit with 3 if open diagnostics of this severity or worse are left"
        )
        parser.add_argument("--url", default="", help="where the source comes from; stored with it (for a single file)")

    def handle(self, *args, paths, dry_run, format, force, fail_on, url, **options):
        files = self._files(paths, url)
        choices = Options(force=force, dry_run=dry_run, offline=dry_run and format == "json", url=url, fail_on=fail_on)
        diagnostics = Counter()
        show = {"text": self._show_text, "json": self._show_json}[format]
        with _progress(len(files)) as progress:

            def on_result(result):
                diagnostics.update(diagnostics_of(result))
                progress(result)
                show(result, dry_run)
                if result.error:
                    self.stderr.write(reporting.result_line(result) + ("\n" + result.traceback if options.get("traceback") else ""))

            code = self._run(files, choices, on_result, diagnostics, format)
        if code:
            sys.exit(code)

    def _files(self, paths, url):
        try:
            files = find_sources(paths)
        except NothingFound as error:
            raise CommandError(str(error), returncode=USAGE) from None
        if url and len(files) > 1:
            raise CommandError(f"--url is for a single file, and {len(files)} were named. Import them one by one.", returncode=USAGE)
        if url and ("://" not in url or len(url) > LONGEST_URL):
            raise CommandError(f"--url: {url[:60]} is no web address. Give it whole, with https://.", returncode=USAGE)
        return files

    def _run(self, files, choices, on_result, diagnostics, format):
        """Run and print the summary; a reader that has closed its end is no error."""
        report = None
        try:
            report = run_import(files, choices, on_result)
            if report.interrupted:
                self.stderr.write(
                    f"Interrupted. {len(report.results)} of {len(files)} files are done and complete; nothing of the others is stored."
                )
            if format == "text":
                self._print(*reporting.summary_lines(report, diagnostics))
            elif not choices.dry_run:
                self._print(reporting.report_json(report, diagnostics))
            self.stdout.flush()
        except DatabaseUnavailable as error:
            raise CommandError(str(error), returncode=1) from None
        except BrokenPipeError:
            _forget_stdout()
        return report.exit_code if report else 0

    def _show_text(self, result, dry_run):
        if dry_run and not result.error:
            unclaimed = reporting.unclaimed_line(result.plan)
            self._print(reporting.result_line(result), *reporting.change_lines(result.outcome), *filter(None, [unclaimed]))

    def _show_json(self, result, dry_run):
        if dry_run:
            self._print(reporting.dry_run_json(result))

    def _print(self, *lines):
        for line in lines:
            self.stdout.write(line)


def _progress(total):
    """Tells each file on stderr: a bar on a terminal, plain lines otherwise, nothing for a single file."""
    if total == 1:
        return nullcontext(lambda result: None)
    if not sys.stderr.isatty():
        return nullcontext(_plain_lines(total))
    return _Bar(total)


def _plain_lines(total):
    done = 0

    def tell(result):
        nonlocal done
        done += 1
        print(f"[{done}/{total}] {result.status} {result.label} {result.seconds:.1f} s", file=sys.stderr, flush=True)

    return tell


class _Bar:
    def __init__(self, total):
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self.progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self.task = self.progress.add_task("Importing", total=total)

    def __enter__(self):
        self.progress.start()
        return lambda result: self.progress.update(self.task, advance=1, description=result.label[-40:])

    def __exit__(self, *exception):
        self.progress.stop()


def _forget_stdout():
    """The reader of our output has gone (`| head`): be silent, also when Python flushes at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
