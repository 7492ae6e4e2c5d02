"""Two servers side by side: PlanAPI as a deployment serves it, and the bare limit behind the same server."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psutil
from django.db import connection

from planapi.cluster import Cluster

ROOT = Path(__file__).resolve().parent.parent
WORKERS, THREADS = 2, 4
OURS, LIMIT = "planapi.wsgi:application", "limit:application"


class Server:
    """A server that answers: its port, how long its start took, and the memory of its workers."""

    def __init__(self, application, probe, environment):
        self.port, started = _free_port(), time.perf_counter()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(self.port)]
        command += ["--workers", str(WORKERS), "--blocking-threads", str(THREADS), "--log-level", "warning", application]
        path = os.pathsep.join([str(ROOT), str(ROOT / "benchmarks")])
        self.process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path, "PLANAPI_RATE_ANONYMOUS": "1000000000", **environment})
        while not self._answers(probe):
            if self.process.poll() is not None:
                raise RuntimeError(f"{application} ended with code {self.process.returncode}.")
            time.sleep(0.02)
        self.seconds_to_start = time.perf_counter() - started

    def _answers(self, probe):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{self.port}{probe}", timeout=60).status == 200
        except OSError:
            return False

    def get(self, path, **headers):
        """Body and headers of an answer."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": "localhost", **headers})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read(), answer.headers

    @property
    def workers(self):
        children = psutil.Process(self.process.pid).children()
        return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]

    @property
    def memory(self):
        """Megabytes of each worker that it shares with no other process."""
        return [round(worker.memory_full_info().uss / 1e6) for worker in self.workers]

    @property
    def cpu_seconds(self):
        """CPU time that the workers have taken. Steadier than the clock on a machine that others use as well."""
        return sum(_cpu(worker) for worker in self.workers)

    def stop(self):
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()


@contextlib.contextmanager
def serving(application, probe, **environment):
    """The server runs while the block does."""
    server = Server(application, probe, environment)
    try:
        yield server
    finally:
        server.stop()


def database_seconds():
    """CPU time that the embedded database's processes have taken, ended ones included; 0 with a database elsewhere."""
    if "DATA_DIR" not in connection.settings_dict:
        return 0.0
    server = psutil.Process(Cluster(Path(connection.settings_dict["DATA_DIR"]).resolve()).running().pid)
    ended = server.cpu_times()
    return ended.children_user + ended.children_system + sum(_cpu(process) for process in server.children())


def _cpu(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        times = process.cpu_times()
        return times.user + times.system
    return 0.0


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
