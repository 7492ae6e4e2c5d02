"""The embedded PostgreSQL: starts, stops, survives being killed, and is shared by processes."""

import os
import pwd
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from planapi import cluster, embedded
from planapi.cluster import Cluster, EmbeddedDatabaseError, open_to_others

ROOT = Path(__file__).resolve().parent.parent
# A run in the background of a shell inherits that Ctrl-C is ignored; the program under test is one in the foreground.
USER_CODE = """
import signal, sys, time
from pathlib import Path
from planapi.embedded import ending_on_signals, running
signal.signal(signal.SIGINT, signal.default_int_handler)
with ending_on_signals(), running(Path(sys.argv[1]), durable=False) as url:
    print(url, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def data_dir():
    """One cluster for all these tests, at a path that is long, has spaces and is not ASCII.

    Not in pytest's own temporary folder: every start of pytest closes that to others, and root's server is one of those.
    """
    with tempfile.TemporaryDirectory(prefix="检出 目录 ") as folder:
        os.chmod(folder, 0o755)
        state = Path(folder) / ("很长的路径 " * 8) / "state"
        state.mkdir(parents=True)
        assert len(str(state).encode()) > 107
        yield state / "postgres"
        embedded.remove(state / "postgres")


def pid_of(data_dir):
    found = Cluster(data_dir.resolve()).running()
    return found.pid if found else None


def value(url, query):
    with psycopg.connect(url) as connection:
        return connection.execute(query).fetchone()[0]


def another_user(data_dir):
    process = subprocess.Popen([sys.executable, "-c", USER_CODE, data_dir], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return process, process.stdout.readline().strip()


def test_starts_utf8_stops_and_finds_its_data_again(data_dir):
    with embedded.running(data_dir, durable=False) as url:
        assert value(url, "SHOW server_encoding") == "UTF8"
        assert value(url, "SELECT '规划' ~ '^\\w\\w$'") is True
        assert value(url, "SELECT current_setting('server_version_num')::int >= 150000") is True
        assert value(url, "SHOW listen_addresses") == ""
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE kept AS SELECT '规划' AS text")
        server = psutil.Process(pid_of(data_dir))
        assert server.uids().effective != 0
    assert not server.is_running()
    began = time.monotonic()
    with embedded.running(data_dir, durable=False) as url:
        assert time.monotonic() - began < 5
        assert value(url, "SELECT text FROM kept") == "规划"


def test_the_last_user_stops_it(data_dir):
    process, url = another_user(data_dir)
    with embedded.running(data_dir, durable=False) as ours:
        assert ours == url
        server = pid_of(data_dir)
    assert pid_of(data_dir) == server
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 128 + signal.SIGTERM
    assert not psutil.pid_exists(server)
    assert not Path(url.split("host=")[1]).exists()


def test_ctrl_c_stops_it(data_dir):
    process, _ = another_user(data_dir)
    server = pid_of(data_dir)
    process.send_signal(signal.SIGINT)
    process.wait(30)
    assert not psutil.pid_exists(server)


def test_a_user_killed_leaves_a_server_that_the_next_one_joins_and_stops(data_dir):
    process, url = another_user(data_dir)
    server = pid_of(data_dir)
    process.kill()
    process.wait()
    with embedded.running(data_dir, durable=False) as ours:
        assert ours == url
        assert pid_of(data_dir) == server
    assert not psutil.pid_exists(server)


def test_a_server_killed_is_started_again(data_dir):
    process, _ = another_user(data_dir)
    os.kill(pid_of(data_dir), signal.SIGKILL)
    process.kill()
    process.wait()
    with embedded.running(data_dir, durable=False) as url:
        assert value(url, "SELECT 1") == 1


def test_a_pid_file_that_names_another_process_is_no_hindrance(data_dir):
    pid_file = Cluster(data_dir.resolve()).path / "postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{data_dir}\n1\n5432\n/tmp/planapi-gone\n\n 1 2\nready\n")
    with embedded.running(data_dir, durable=False) as url:
        assert value(url, "SELECT 1") == 1


def test_processes_that_start_at_once_share_one_server(data_dir):
    users = [another_user(data_dir) for _ in range(3)]
    assert len({url for _, url in users}) == 1
    for process, _ in users:
        process.terminate()
        process.wait(30)
    assert pid_of(data_dir) is None


def test_data_in_use_is_not_removed(data_dir):
    with embedded.running(data_dir, durable=False) as url:
        with pytest.raises(EmbeddedDatabaseError, match="in use"):
            embedded.remove(data_dir)
        assert value(url, "SELECT 1") == 1


def test_a_server_left_behind_can_be_stopped(data_dir):
    process, _ = another_user(data_dir)
    embedded.stop_unused(data_dir)
    assert pid_of(data_dir), "it is in use"
    process.kill()
    process.wait()
    assert pid_of(data_dir)
    embedded.stop_unused(data_dir)
    assert pid_of(data_dir) is None


def test_data_of_another_version_is_refused_with_advice(tmp_path):
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("11\n")
    with pytest.raises(EmbeddedDatabaseError, match="make reset"), embedded.running(tmp_path / "postgres"):
        pass


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs another place for the data")
def test_root_in_a_closed_folder_puts_the_data_where_the_server_can_go(tmp_path):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    assert not open_to_others(closed)
    with embedded.running(closed / "postgres", durable=False) as url:
        place = Cluster(closed / "postgres").path
        assert not place.is_relative_to(closed)
        assert value(url, "SELECT 1") == 1
    assert (closed.stat().st_mode & 0o777) == 0o700
    embedded.remove(closed / "postgres")
    assert not place.parent.exists()


def test_programs_that_the_server_cannot_reach_are_copied(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "SHARED_ROOT", tmp_path)
    monkeypatch.setattr(cluster, "open_to_others", lambda folder: False)
    copy = cluster.programs(pwd.getpwuid(os.geteuid()))
    assert copy.is_relative_to(tmp_path)
    done = subprocess.run([copy / "bin" / "initdb", "--version"], capture_output=True, text=True)
    assert done.stdout.startswith("initdb (PostgreSQL)"), done.stderr
    assert [path for path in tmp_path.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o004 == 0] == []
