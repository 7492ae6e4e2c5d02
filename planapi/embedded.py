"""A real PostgreSQL without a service to install: started by the first process that needs it, stopped by the last.

    with running(Path(".var/postgres")) as database_url:
        ...

Every process that uses a cluster holds a shared lock on `<data_dir>.users`; the one that can turn its lock into an
exclusive one when it leaves is the last and stops the server. The kernel drops the locks of a killed process, so
`kill -9` leaves nothing wrong: the next one joins the server that is still there, or starts it again.
"""

import argparse
import atexit
import fcntl
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from planapi.cluster import PORT, USER, Cluster, EmbeddedDatabaseError

DATABASE = "planapi"
_joined: dict[Path, "Membership"] = {}


class Membership:
    """This process's part in a running cluster, from `join` to `leave`."""

    def __init__(self, data_dir: Path, *, durable: bool = True):
        self.data_dir = data_dir.resolve()
        self.pid = os.getpid()
        _make_folder(self.data_dir.parent)
        with _alone(self.data_dir):
            self.users = _open_lock(self.data_dir, "users")
            fcntl.flock(self.users, fcntl.LOCK_SH)
            try:
                self.cluster = Cluster(self.data_dir)
                self.socket_dir = self.cluster.start(durable=durable).socket_dir
                _make_database(self.socket_dir)
            except BaseException:
                self._leave()
                raise

    def leave(self) -> None:
        """Stop using the cluster; the last one to leave stops the server. A forked child has no part in it."""
        if os.getpid() == self.pid and not self.users.closed:
            with _alone(self.data_dir):
                self._leave()

    def _leave(self) -> None:
        try:
            fcntl.flock(self.users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass  # somebody else still uses it
        else:
            if hasattr(self, "cluster"):
                self.cluster.stop()
        finally:
            self.users.close()

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@:{PORT}/{DATABASE}?host={self.socket_dir}"


@contextmanager
def running(data_dir: Path, *, durable: bool = True) -> Iterator[str]:
    """The cluster in `data_dir` runs while the block does; gives its DATABASE_URL.

    `durable=False` trades safety against power cuts for speed: for tests.
    """
    membership = Membership(data_dir, durable=durable)
    try:
        yield membership.url
    finally:
        membership.leave()


def join(data_dir: Path, *, durable: bool = True) -> Membership:
    """Use the cluster until this process ends. Called again, gives the same membership."""
    membership = _joined.get(data_dir)
    if membership is None or membership.pid != os.getpid():
        membership = _joined[data_dir] = Membership(data_dir, durable=durable)
        atexit.register(membership.leave)
    return membership


def remove(data_dir: Path) -> None:
    """Delete the cluster with all its data, unless somebody uses it."""
    with _unused(data_dir.resolve()) as cluster:
        if cluster:
            cluster.remove()
        else:
            raise EmbeddedDatabaseError(f"{data_dir} is in use: stop `make run` (or the tests) first.")


def stop_unused(data_dir: Path) -> None:
    """Stop a server whose users were all killed before they could."""
    with _unused(data_dir.resolve()) as cluster:
        if cluster:
            cluster.stop()


@contextmanager
def _unused(data_dir: Path) -> Iterator[Cluster | None]:
    """The cluster, and nobody may join it meanwhile; None when somebody uses it."""
    _make_folder(data_dir.parent)
    with _alone(data_dir), _open_lock(data_dir, "users") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield Cluster(data_dir)


@contextmanager
def ending_on_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the program the way Ctrl-C does: through every `finally` on the way out."""

    def end(number, frame):
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _make_folder(folder: Path) -> None:
    try:
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
    except OSError as error:
        raise EmbeddedDatabaseError(f"Cannot make the folder {folder} for the embedded database: {error.strerror}.") from None


def _open_lock(data_dir: Path, kind: str):
    path = data_dir.with_name(f"{data_dir.name}.{kind}")
    try:
        return open(path, "w")
    except OSError as error:
        raise EmbeddedDatabaseError(
            f"Cannot write {path}: {error.strerror}. Another account made it: go on as that one, or set PLANAPI_STATE_DIR or DATABASE_URL."
        ) from None


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """One process at a time joins or leaves."""
    with _open_lock(data_dir, "lock") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make_database(socket_dir: Path) -> None:
    with psycopg.connect(host=str(socket_dir), port=PORT, user=USER, dbname="postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f"CREATE DATABASE {DATABASE}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m planapi.embedded", description="Look after the embedded PostgreSQL.")
    parser.add_argument("action", choices=["remove"], help="remove: delete a cluster with all its data")
    parser.add_argument("data_dir", type=Path)
    options = parser.parse_args()
    try:
        remove(options.data_dir)
    except EmbeddedDatabaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
