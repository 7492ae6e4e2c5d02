"""`make run`, as a person meets it: from nothing to pages, ended by Ctrl-C, and once more."""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil
import pytest

from planapi import embedded

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def state():
    """A state folder outside of pytest's own, which is closed to the account that root's server runs as."""
    with tempfile.TemporaryDirectory(prefix="planapi-state-") as folder:
        os.chmod(folder, 0o755)
        yield Path(folder)
        embedded.remove(Path(folder) / "postgres")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(state, port, **environment):
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")}
    settings = {"PLANAPI_STATE_DIR": str(state), "PORT": str(port), "PYTHONUNBUFFERED": "1"} | environment
    return subprocess.Popen(
        [sys.executable, "-m", "planapi.serve"],
        cwd=ROOT,
        env=kept | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # a group of its own, like a command in a terminal
    )


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.read().decode()


def wait_until_served(process, port):
    for _ in range(1200):
        try:
            return get(port, "/healthz")
        except OSError:
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.1)
    raise AssertionError("not served after two minutes")


def end(process):
    """Ctrl-C: the signal goes to the whole group. Gives what was printed."""
    family = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    printed, _ = process.communicate(timeout=60)
    _, left = psutil.wait_procs(family, timeout=5)
    assert left == []
    assert process.returncode == 0
    return printed


@pytest.mark.slow
def test_from_nothing_to_pages_then_killed_then_once_more(state):
    port = free_port()
    process = start(state, port)
    wait_until_served(process, port)
    assert "/api/v1/documents/" in get(port, "/api/v1/")
    assert get(port, "/api/v1/documents/?count=true").count('"title"') == 5
    assert "csrfmiddlewaretoken" in get(port, "/admin/login/")
    stylesheet = re.search(r'href="(/static/[^"]+\.css)"', get(port, "/admin/login/"))[1]
    assert get(port, stylesheet)
    printed = end(process)
    assert f"http://127.0.0.1:{port}/api/v1/" in printed
    assert len(re.findall(r"Password \(shown only now\): \S+", printed)) == 1
    assert (state / "secret_key").stat().st_mode & 0o777 == 0o600
    secret = (state / "secret_key").read_text()

    process = start(state, port)
    wait_until_served(process, port)
    workers = [child for child in psutil.Process(process.pid).children() if child.name() != "postgres"]
    process.kill()
    process.communicate()
    assert workers
    _, left = psutil.wait_procs(workers, timeout=10)
    assert left == []

    process = start(state, port)
    wait_until_served(process, port)
    printed = end(process)
    assert "Password" not in printed
    assert "unchanged" in printed
    assert (state / "secret_key").read_text() == secret


def test_a_taken_port_is_said_before_anything_is_done(state):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        process = start(state, taken.getsockname()[1])
        printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.search(r"port \d+ is in use.*PORT=\d+ make run", printed)
    assert list(state.iterdir()) == []


@pytest.mark.parametrize("port", ["http", "0", "70000", "-1"])
def test_a_port_that_is_none(state, port):
    process = start(state, port)
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "is not a port number" in printed


def test_a_database_that_does_not_answer_is_said_in_one_line(state):
    process = start(state, free_port(), DATABASE_URL="postgresql://nobody@127.0.0.1:9/none")
    printed, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "make run: `manage.py migrate` failed" in printed
    assert "Traceback" not in printed
