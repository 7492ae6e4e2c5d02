"""Settings and database of the test run, chosen before Django loads. At the root, so that doctests get them as well.

Without DATABASE_URL the tests use an embedded PostgreSQL of their own in .var/test, apart from that of `make run`. It
starts with the first test that asks for a database, in whichever process that is, and stops with the last (see
planapi/embedded.py): so the parser's tests start none. Every run has databases of its own, so two runs do not meet.
"""

import os
import re
import signal
import threading
from pathlib import Path

import psutil
import pytest

from planapi import embedded

ROOT = Path(__file__).resolve().parent
collect_ignore = ["planapi/wsgi.py", "planapi/asgi.py"]  # they refuse to load without a configuration, rightly

os.environ["DJANGO_SETTINGS_MODULE"] = "planapi.settings"
os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "only-for-tests-" * 4
os.environ["SECURE_COOKIES"] = "0"
os.environ["LOG_LEVEL"] = "WARNING"
os.environ["PLANAPI_RATE_ANONYMOUS"] = os.environ["PLANAPI_RATE_USER"] = "0"  # but in tests of the limits
os.environ.setdefault("PLANAPI_STATE_DIR", str(ROOT / ".var" / "test"))
os.environ.setdefault("PLANAPI_DURABLE", "0")
os.environ.setdefault("PLANAPI_TEST_RUN", str(os.getpid()))  # the workers of xdist inherit it


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    from django.conf import settings

    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, interrupt)
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_planapi_{os.environ['PLANAPI_TEST_RUN']}"


def interrupt(number, frame):
    """SIGTERM ends a run like Ctrl-C, in order."""
    raise KeyboardInterrupt


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config):
    """Workers that were killed have not stopped the server; the run that started them does."""
    state = Path(os.environ["PLANAPI_STATE_DIR"])
    if not hasattr(config, "workerinput") and state.exists():
        embedded.stop_unused(state / "postgres")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, django_db_blocker):
    """As pytest-django does it, and first sweep out what killed runs have left in the embedded server."""
    from django.conf import settings
    from django.db import connection

    if settings.DATABASES["default"]["ENGINE"] != "planapi.local_database":
        return
    with django_db_blocker.unblock(), connection._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'test_planapi_%%'")
        for (name,) in cursor.fetchall():
            run = re.match(r"test_planapi_(\d+)", name)
            if run and not psutil.pid_exists(int(run[1])):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
