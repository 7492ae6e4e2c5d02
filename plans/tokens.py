"""Keys by which programs write in an editor's name: made, recognised, revoked.

A key is 256 random bits behind a prefix by which it is recognised where it does not belong (a commit, a log). Since nobody
can guess one, its plain SHA-256 is enough at rest, and one look at a unique index finds it.
"""

import hashlib
import secrets
from datetime import timedelta

from django.utils import timezone

from plans.models import Token

PREFIX = "planapi_"
DAYS, MOST_DAYS = 90, 366
HINT = len(PREFIX) + 4
NAME_LENGTH = Token._meta.get_field("name").max_length


def make_token(user, name, days=DAYS):
    """A new token, and its key, which nobody can see again."""
    key = PREFIX + secrets.token_urlsafe(32)
    expires = timezone.now() + timedelta(days=days)
    return Token.objects.create(user=user, name=name, digest=digest_of(key), hint=key[:HINT], expires_at=expires), key


def find_token(key):
    """The token of a key, with its user, or None."""
    return Token.objects.select_related("user").filter(digest=digest_of(key)).first()


def why_not(token):
    """Why a token can't be used; None if it can."""
    if token is None:
        return "There is no such token."
    if token.revoked_at:
        return f"The token “{token.name}” was revoked."
    if token.expires_at <= timezone.now():
        return f"The token “{token.name}” has expired."
    return None if token.user.is_active else "The account of this token is switched off."


def revoke(tokens):
    """Make tokens useless from now on. Returns how many were not so already."""
    now = timezone.now()
    return tokens.filter(revoked_at=None).update(revoked_at=now, updated_at=now)


def digest_of(key):
    """What is kept of a key.

    >>> digest_of("planapi_x")[:16]
    '77d41b09dcbe3361'
    """
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()
