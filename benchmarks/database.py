"""The corpus in the database, and the database for other processes."""

import time
from urllib.parse import quote

from django.core.management import call_command
from django.db import connection

from benchmarks.corpus import fill
from plans.models import Document, Paragraph
from plans.search.frequency import renew_frequencies


def prepare(paragraphs):
    """The tables, the registries and the corpus, unless they are there."""
    for command in ("migrate", "load_regions", "load_indicators"):
        call_command(command, verbosity=0)
    if Paragraph.objects.count() < paragraphs:
        if Document.objects.exists():
            raise SystemExit("There is a smaller corpus, or another one. Delete it first: .venv/bin/python -m planapi.embedded remove .var/bench/postgres")
        started = time.perf_counter()
        fill(paragraphs)
        print(f"corpus made and loaded: {time.perf_counter() - started:.0f} s")
        started = time.perf_counter()
        renew_frequencies(always=True)
        print(f"frequent pairs counted: {time.perf_counter() - started:.1f} s")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def database_url():
    """The address of the database, for other processes."""
    given = {
        name: quote(str(connection.get_connection_params().get(name, "")), safe="")
        for name in ("user", "password", "dbname", "host", "port")
    }
    return "postgresql://{user}:{password}@/{dbname}?host={host}&port={port}".format(**given)
