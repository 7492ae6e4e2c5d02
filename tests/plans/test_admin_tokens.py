"""Tokens in the admin: an editor makes, sees and revokes their own."""

import re

import pytest
from django.contrib.auth.models import User

from plans.models import Token
from plans.tokens import find_token, make_token, why_not

pytestmark = pytest.mark.django_db
LIST = "/admin/plans/token/"


def make(client, **values):
    return client.post(f"{LIST}add/", {"name": "脚本", "days": "30"} | values)


def test_an_editor_makes_a_token_and_sees_it_once(client, editor):
    assert "API 令牌" in client.get("/admin/").content.decode()
    page = make(client)
    key = re.search(r'value="(planapi_[\w-]{43})"', page.content.decode())[1]
    token = find_token(key)
    assert (token.user, token.name, why_not(token)) == (editor, "脚本", None)
    assert 29 < (token.expires_at - token.created_at).total_seconds() / 86400 < 31
    assert "no-store" in page["Cache-Control"]
    for address in (LIST, f"{LIST}{token.pk}/change/"):
        again = client.get(address).content.decode()
        assert token.hint in again
        assert key not in again
        assert token.digest not in again


@pytest.mark.parametrize("values", [{"name": ""}, {"name": "x" * 61}, {"days": "9999"}, {"days": ""}])
def test_what_is_no_token(client, editor, values):
    assert make(client, **values).status_code == 200
    assert not Token.objects.exists()


def test_an_editor_revokes_their_own_and_nobody_elses(client, editor):
    other = User.objects.create(username="other", is_staff=True)
    mine, theirs = make_token(editor, "我的")[0], make_token(other, "别人的")[0]
    page = client.get(LIST).content.decode()
    assert "我的" in page
    assert "别人的" not in page
    assert client.get(f"{LIST}{theirs.pk}/change/").status_code == 302
    client.post(LIST, {"action": "revoke", "_selected_action": [mine.pk, theirs.pk]})
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert "revoked" in why_not(mine)
    assert why_not(theirs) is None
    assert "已撤销" in client.get(LIST).content.decode()


def test_an_administrator_revokes_everybodys(admin_client):
    token = make_token(User.objects.create(username="other", is_staff=True), "别人的")[0]
    assert "别人的" in admin_client.get(LIST).content.decode()
    admin_client.post(LIST, {"action": "revoke", "_selected_action": [token.pk]})
    token.refresh_from_db()
    assert token.revoked_at


def test_a_token_is_neither_changed_nor_deleted(client, editor):
    token = make_token(editor, "我的")[0]
    assert client.post(f"{LIST}{token.pk}/change/", {"name": "x"}).status_code == 403
    assert client.post(f"{LIST}{token.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Token.objects.get().name == "我的"
