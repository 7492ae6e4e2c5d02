"""`make run`: everything from nothing to a served PlanAPI, on this machine, for one person to try.

The database (embedded unless DATABASE_URL is set), its tables, the regions, the sources of fixtures/, an editor's account
and the server. Done again, it finds what is there. A deployment uses the pieces instead: see docker-compose.yml.
"""

import ctypes
import errno
import os
import secrets
import signal
import socket
import sys
from contextlib import ExitStack
from pathlib import Path

from planapi.cluster import EmbeddedDatabaseError
from planapi.embedded import ending_on_signals, running

ROOT = Path(__file__).resolve().parent.parent
DEMO_EDITOR = "editor"


class CannotServe(Exception):
    """Says to the person at the terminal what is wrong and what to do."""


def main() -> int:
    os.chdir(ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "planapi.settings")
    try:
        host, port = address()
        with ending_on_signals(), ExitStack() as stack:
            prepare_environment(stack)
            prepare_data()
            announce(host, port)
            serve(host, port)
    except (CannotServe, EmbeddedDatabaseError) as error:
        print(f"make run: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    print("Stopped.")
    return 0


def address() -> tuple[str, int]:
    """HOST and PORT, checked before any work is done: the port must be free."""
    host, text = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise CannotServe(f"PORT={text} is not a port number. Choose one from 1024 to 65535: PORT=8001 make run")
    try:
        family = socket.getaddrinfo(host, int(text), type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, int(text)))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CannotServe(
                f"port {text} is in use, perhaps by another `make run`. Stop that one, or choose another port: PORT={int(text) + 1} make run"
            ) from None
        raise CannotServe(f"cannot listen on {host}:{text} ({error.strerror}). Choose others: HOST=127.0.0.1 PORT=8001 make run") from None
    return host, int(text)


def prepare_environment(stack: ExitStack) -> None:
    """What a deployment would have to say in its environment; anything said already is left as it is."""
    import django

    state = Path(os.environ.get("PLANAPI_STATE_DIR") or ROOT / ".var").resolve()
    state.mkdir(parents=True, exist_ok=True)
    if not os.environ.get("DATABASE_URL"):
        say("Starting the embedded PostgreSQL")
        os.environ["DATABASE_URL"] = stack.enter_context(running(state / "postgres"))
    os.environ["SECRET_KEY"] = os.environ.get("SECRET_KEY") or kept_secret(state / "secret_key")
    os.environ.setdefault("SECURE_COOKIES", "0")
    os.environ.setdefault("LOG_LEVEL", "WARNING")
    django.setup()


def kept_secret(path: Path) -> str:
    """A secret key of this checkout: made once, readable by its owner only."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with open(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(50))
    return path.read_text()


def prepare_data() -> None:
    """Tables, regions, documents, and an account to look at them with."""
    from django.contrib.auth import get_user_model
    from django.db import connections

    say("Tables")
    command("migrate", verbosity=0, interactive=False)
    say("Regions")
    command("load_regions")
    say("Indicators")
    command("load_indicators")
    say("Documents")
    command("import_plan", "fixtures/sources")
    if not get_user_model().objects.filter(username=DEMO_EDITOR).exists():
        say("A demo account")
        command("make_editor", DEMO_EDITOR)
    connections.close_all()


def command(name: str, *arguments, **options) -> None:
    """Run a management command. What it has to report, it prints; only a failure ends the start."""
    from django.core.management import CommandError, call_command
    from django.db import DatabaseError

    try:
        call_command(name, *arguments, **options)
    except (CommandError, DatabaseError) as error:
        raise CannotServe(f"`manage.py {name}` failed: {error}") from None
    except SystemExit as end:
        if end.code not in (None, 0):
            print(f"manage.py {name} ended with code {end.code}; what it says above tells why. Going on.", file=sys.stderr)


def announce(host: str, port: int) -> None:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    base = f"http://{shown}:{port}"
    print(
        f"\nPlanAPI\n"
        f"  API    {base}/api/v1/\n"
        f"  Docs   {base}/api/v1/docs/\n"
        f"  Admin  {base}/admin/   account: {DEMO_EDITOR} (lost the password? make password)\n"
        f"\nCtrl-C stops it.\n",
        flush=True,
    )


def serve(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    server = Granian(
        "planapi.serve:worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=int(os.environ.get("WEB_CONCURRENCY") or 1),
        workers_kill_timeout=5,
        blocking_threads=4,
        blocking_threads_idle_timeout=600,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    )

    @server.on_startup
    def end_with_the_terminal():  # granian would start its workers anew instead
        signal.signal(signal.SIGHUP, server.signal_handler_interrupt)

    server.serve()


def worker():
    """The application of one worker process, out of reach of Ctrl-C.

    In a terminal Ctrl-C goes to every process of the group, and granian then sends its workers SIGTERM as well; a worker
    that gets both within a moment hangs more often than not (granian 2.8.7, Python 3.11).
    """
    os.setpgid(0, 0)
    if sys.platform == "linux":  # and when the parent is killed outright, do not go on holding the port
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
    from planapi.wsgi import application

    return application


def say(step: str) -> None:
    print(f"• {step}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
