"""Settings, health, accounts: what an operator meets. The embedded server has tests of its own, test_embedded.py."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "postgresql://planapi:secret@localhost:5432/planapi"


def python(code, **environment):
    """Run code in a fresh interpreter with nothing but the given environment."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=kept | environment, capture_output=True, text=True)
    return done.returncode, done.stdout.strip(), done.stderr.strip().splitlines()[-1:] or [""]


def setting(name, **environment):
    code, out, (error,) = python(f"from planapi import settings; print(repr(settings.{name}))", **environment)
    assert code == 0, error
    return out


# ---- settings


def test_a_server_without_a_secret_key_does_not_start():
    code, _, (error,) = python("import planapi.wsgi", DATABASE_URL=ADDRESS)
    assert code == 1
    assert "SECRET_KEY is not set" in error
    assert "make run" in error


def test_a_server_without_a_database_does_not_start():
    code, _, (error,) = python("import planapi.asgi", SECRET_KEY="k" * 60)
    assert code == 1
    assert "DATABASE_URL is not set" in error


def test_a_configured_server_loads():
    code, out, (error,) = python("import planapi.wsgi as w; print(callable(w.application))", SECRET_KEY="k" * 60, DATABASE_URL=ADDRESS)
    assert (code, out) == (0, "True"), error


def test_debug_makes_a_passing_key_and_never_the_same():
    assert setting("SECRET_KEY", DEBUG="1") != setting("SECRET_KEY", DEBUG="1")
    assert setting("SECRET_KEY") == "''"


@pytest.mark.parametrize("address", ["nonsense", "mysql://a:b@c/d", "sqlite:///x.db"])
def test_a_database_that_is_not_postgresql_is_refused(address):
    code, _, (error,) = python("import planapi.settings", DATABASE_URL=address)
    assert code == 1
    assert "DATABASE_URL must look like postgresql://" in error


def test_the_environment_reaches_the_settings():
    assert setting("ALLOWED_HOSTS", ALLOWED_HOSTS="plans.example.org,b.example.org") == "['plans.example.org', 'b.example.org']"
    assert setting("CSRF_TRUSTED_ORIGINS", CSRF_TRUSTED_ORIGINS="https://plans.example.org") == "['https://plans.example.org']"
    assert setting("SECURE_HSTS_SECONDS", SECURE_HSTS_SECONDS="3600") == "3600"
    assert setting("PLANAPI_MAX_SOURCE_BYTES") == str(20 * 1024 * 1024)
    assert setting("DATABASES['default']['PASSWORD']", DATABASE_URL=ADDRESS) == "'secret'"
    assert "'max_size': 7" in setting("DATABASES['default']['OPTIONS']", DATABASE_URL=ADDRESS, DATABASE_POOL_SIZE="7")


def test_cookies_are_secure_unless_said_otherwise():
    assert setting("SESSION_COOKIE_SECURE") == setting("CSRF_COOKIE_SECURE") == "True"
    assert setting("SESSION_COOKIE_SECURE", SECURE_COOKIES="0") == "False"


# ---- /healthz


@pytest.mark.django_db
def test_health(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": "ok"})
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_health_asks_no_host_name_and_no_https(client, settings):
    settings.ALLOWED_HOSTS = ["plans.example.org"]
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz", headers={"host": "10.0.0.7:8000"}).status_code == 200


def test_health_without_a_database(client, monkeypatch):
    def refuse():
        raise OperationalError("password=secret: connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (503, {"status": "unavailable", "database": "unavailable"})


def test_health_only_reads(client):
    assert client.post("/healthz").status_code == 405


# ---- make_editor


def make_editor(*arguments):
    out = io.StringIO()
    call_command("make_editor", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_an_editor_may_view_everything_and_change_documents():
    printed = make_editor("wang")
    user = get_user_model().objects.get(username="wang")
    assert user.is_staff
    assert not user.is_superuser
    assert user.check_password(printed.split("Password (shown only now): ")[1].strip())
    assert user.has_perms(["plans.change_document", "plans.change_paragraph", "plans.change_diagnostic", "plans.view_source"])
    assert user.has_perms(["plans.view_correction", "plans.view_importrun", "plans.view_region", "plans.view_reference"])
    for right in ("plans.delete_document", "plans.add_document", "plans.change_source", "plans.change_correction", "auth.view_user"):
        assert not user.has_perm(right), right


@pytest.mark.django_db
def test_an_account_is_not_overwritten_but_may_get_a_new_password():
    make_editor("wang")
    with pytest.raises(CommandError, match="--reset-password"):
        make_editor("wang")
    first = get_user_model().objects.get(username="wang").password
    assert "New password for the editor wang" in make_editor("wang", "--reset-password")
    assert get_user_model().objects.get(username="wang").password != first


@pytest.mark.django_db
def test_administrators_and_closed_accounts_are_left_alone():
    get_user_model().objects.create_superuser("root", password="x")
    get_user_model().objects.create_user("gone", is_active=False)
    with pytest.raises(CommandError, match="administrator"):
        make_editor("root", "--reset-password")
    with pytest.raises(CommandError, match="switched off"):
        make_editor("gone", "--reset-password")


@pytest.mark.django_db
def test_a_password_may_come_from_standard_input_if_it_is_good(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("三个和尚没水喝-2026\n"))
    assert "Password" not in make_editor("li", "--password-stdin")
    assert get_user_model().objects.get(username="li").check_password("三个和尚没水喝-2026")
    monkeypatch.setattr("sys.stdin", io.StringIO("12345\n"))
    with pytest.raises(CommandError):
        make_editor("zhao", "--password-stdin")
    assert not get_user_model().objects.filter(username="zhao").exists()


@pytest.mark.django_db
def test_an_editor_reaches_the_admin(client):
    password = make_editor("wang").split("now): ")[1].strip()
    assert client.get("/admin/").status_code == 302
    assert client.login(username="wang", password=password)
    assert client.get("/admin/").status_code == 200
