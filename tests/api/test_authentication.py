"""Who may write: a token or a session, an editor, and for a session the CSRF token. Who reads is not asked."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plans import tokens
from plans.models import Document, Token

pytestmark = pytest.mark.django_db
BODY = {"theme": "综合"}


@pytest.fixture
def address(make):
    return f"/api/v1/documents/{make.new_document().id}/"


def change(client, address, **headers):
    return client.patch(address, BODY, content_type="application/json", headers={"if-match": "*"} | headers)


def refused(response, status, kind):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["type"] == f"urn:planapi:problem:{kind}"
    assert not Document.objects.filter(theme="综合").exists()
    return response.json()["detail"]


def test_a_stranger_is_told_how_to_sign_in(client, address):
    response = change(client, address)
    assert "Bearer" in refused(response, 401, "not-signed-in")
    assert response["WWW-Authenticate"] == 'Bearer realm="PlanAPI"'


def test_a_token_writes_in_its_makers_name(client, address, editor):
    token, key = tokens.make_token(editor, "脚本")
    assert change(client, address, authorization=f"Bearer {key}").status_code == 200
    assert Document.objects.get().theme == "综合"
    assert key.startswith("planapi_")
    assert key.startswith(token.hint)
    stored = [str(value) for row in Token.objects.values() for value in row.values()]
    assert not any(key[len("planapi_") + 6 :] in value for value in stored)
    assert token.digest == tokens.digest_of(key)


@pytest.mark.parametrize("address", ["documents/", "", "search/?q=养老", "me/"])
@pytest.mark.parametrize("header", ["Bearer planapi_nobody", "Bearer", "Bearer a b", "bearer \xe9\xff"])
def test_a_bad_token_is_refused_on_reading_too(client, address, header):
    response = client.get(f"/api/v1/{address}", headers={"authorization": header})
    refused(response, 401, "not-signed-in")
    assert response["WWW-Authenticate"] == 'Bearer realm="PlanAPI", error="invalid_token"'


def expire(token):
    Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def revoke(token):
    assert tokens.revoke(Token.objects.all()) == 1


def switch_off(token):
    User.objects.update(is_active=False)


@pytest.mark.parametrize(("end", "told"), [(expire, "has expired"), (revoke, "was revoked"), (switch_off, "switched off")])
def test_a_token_that_was_good(client, address, editor, end, told):
    token, key = tokens.make_token(editor, "脚本")
    end(token)
    assert told in refused(change(client, address, authorization=f"Bearer {key}"), 401, "not-signed-in")


def test_other_schemes_are_left_to_whoever_stands_before_us(client, address, db):
    assert client.get(address, headers={"authorization": "Basic dTpw"}).status_code == 200
    refused(change(client, address, authorization="Basic dTpw"), 401, "not-signed-in")


def test_a_session_writes_with_its_csrf_token(address, editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert "CSRF" in refused(change(client, address), 403, "forbidden")
    assert client.get("/api/v1/me/").json()["username"] == "bianji"
    assert change(client, address, **{"x-csrftoken": client.cookies["csrftoken"].value}).status_code == 200


def test_whoever_is_signed_in_needs_the_right(client, address, editor):
    key = tokens.make_token(editor, "脚本")[1]
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_document"))
    assert "documents" in refused(change(client, address, authorization=f"Bearer {key}"), 403, "forbidden")
    User.objects.update(is_superuser=True)
    assert change(client, address, authorization=f"Bearer {key}").status_code == 200


def test_whoever_may_not_enter_the_admin_may_not_write(client, address):
    user = User.objects.create(username="visitor", is_superuser=True)
    client.force_login(user)
    refused(change(client, address), 403, "forbidden")


def test_to_move_a_figure_one_needs_both_rights(patch, make, editor):
    target = make.new_target()
    group = editor.groups.get()
    group.permissions.remove(group.permissions.get(codename="change_outcome"))
    assert patch(f"targets/{target.id}/", {"tense": "outcome", "year": 2030}).status_code == 403
    target.refresh_from_db()
    assert target.year == 2025
    assert patch(f"targets/{target.id}/", {"tense": "target", "year": 2030}).status_code == 200


@pytest.mark.parametrize("path", ["documents/", "search/?q=养老", ""])
def test_who_reads_costs_no_query(client, editor, path):
    """None without a token, none for a session that only reads, one with a token."""
    key = tokens.make_token(editor, "脚本")[1]

    def asked(headers=None):
        """The queries about who it is."""
        with CaptureQueriesContext(connection) as taken:
            response = client.get(f"/api/v1/{path}", headers=headers)
        assert (response.status_code, "Cookie" in response["Vary"]) == (200, False)
        said = [str(query["sql"]) for query in taken]
        return [sql for sql in said if any(table in sql for table in ("django_session", "auth_", "plans_token"))]

    assert asked() == []
    assert len(asked({"authorization": f"Bearer {key}"})) == 1
    client.force_login(editor)
    assert asked() == []


def test_who_am_i(client, editor):
    nobody = client.get("/api/v1/me/")
    assert nobody.json() == {"username": None, "token": None, "may_change": {}}
    assert nobody["Cache-Control"] == "private, no-store"
    key = tokens.make_token(editor, "脚本")[1]
    told = client.get("/api/v1/me/", headers={"authorization": f"Bearer {key}"}).json()
    assert (told["username"], told["token"]["name"]) == ("bianji", "脚本")
    assert told["may_change"]["chapters"] == ["heading", "number", "reason"]
    assert told["may_change"]["diagnostics"] == told["may_change"]["corrections"] == ["state"]
    assert "name" in told["may_change"]["targets"]
    assert "tense" in told["may_change"]["outcomes"]
    client.force_login(editor)
    assert client.get("/api/v1/me/").json() == told | {"token": None}


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_what_nobody_can_do(client, address, editor, method):
    key = tokens.make_token(editor, "脚本")[1]
    for where in (address, "/api/v1/documents/", f"{address}tree/"):
        response = getattr(client, method)(where, headers={"authorization": f"Bearer {key}"})
        allowed = "GET, PATCH, HEAD, OPTIONS" if where == address else "GET, HEAD, OPTIONS"
        assert (refused(response, 405, "method-not-allowed"), response["Allow"]) == (
            f"{method.upper()} is not possible here, but {allowed}.", allowed,
        )  # fmt: skip


def test_a_list_is_not_patched(client, editor):
    assert client.patch("/api/v1/documents/", "{}", content_type="application/json").status_code == 405
    for path in ("regions/140000/", "indicators/gdp/", "projects/x/", "sources/x/", "references/x/"):
        assert client.patch(f"/api/v1/{path}", "{}", content_type="application/json").status_code == 405


class TestMakeToken:
    def test_it_is_printed_once_and_works(self, client, address, editor, capsys):
        call_command("make_token", "bianji", "脚本", days=10)
        printed = capsys.readouterr().out
        key = printed.split()[-1]
        assert "Token (shown only now)" in printed
        assert change(client, address, authorization=f"Bearer {key}").status_code == 200
        token = Token.objects.get()
        assert timedelta(days=9, hours=23) < token.expires_at - timezone.now() < timedelta(days=10)
        call_command("make_token", "bianji", "脚本", revoke=True)
        assert change(client, address, authorization=f"Bearer {key}").status_code == 401
        with pytest.raises(CommandError, match="no token"):
            call_command("make_token", "bianji", "脚本", revoke=True)

    @pytest.mark.parametrize(
        ("arguments", "options", "told"),
        [
            (("nobody", "x"), {}, "no account nobody"),
            (("visitor", "x"), {}, "no editor"),
            (("bianji", "x"), {"days": 0}, "--days"),
            (("bianji", "x"), {"days": 367}, "--days"),
            (("bianji", " "), {}, "1 to 60"),
            (("bianji", "x" * 61), {}, "1 to 60"),
        ],
    )
    def test_misuse_is_told(self, editor, arguments, options, told):
        User.objects.create(username="visitor")
        with pytest.raises(CommandError, match=told):
            call_command("make_token", *arguments, **options)
        assert not Token.objects.exists()
