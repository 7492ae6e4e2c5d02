"""Who is asking. Reading needs nobody; writing needs an editor, by the session of the admin or by a token.

A reader without a token costs no query, and no session is looked up for reading: answers are the same for everybody.
"""

from django.conf import settings
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions, permissions

from plans import tokens

REALM = "PlanAPI"


class BearerToken(authentication.TokenAuthentication):
    """`Authorization: Bearer planapi_…` (RFC 6750). A bad token is refused, on reading as well; other schemes are left alone."""

    keyword = "Bearer"

    def authenticate_credentials(self, key):
        token = tokens.find_token(key)
        if reason := tokens.why_not(token):
            raise exceptions.AuthenticationFailed(reason)
        return token.user, token

    def authenticate_header(self, request):
        return f'{self.keyword} realm="{REALM}"'


class EditorSession(authentication.SessionAuthentication):
    """The session of whoever is signed in to the admin. Writing with it needs the CSRF token in the header X-CSRFToken."""

    def authenticate(self, request):
        personal = getattr(request.parser_context["view"], "personal", False)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or (request.method in permissions.SAFE_METHODS and not personal):
            return None
        return super().authenticate(request)


class EditorsWrite(permissions.BasePermission):
    """Everybody reads. What an editor may change in the admin, they may change here."""

    def has_permission(self, request, view):
        needed = view.needed_rights()
        if needed is None:
            return True
        self.message = f"Your account may not change {view.noun}s."
        return may(request.user, needed)


def may(user, models):
    """Is this an editor with the right to change records of all these models, by name? As the admin asks it."""
    return bool(user and user.is_active and user.is_staff and user.has_perms([f"plans.change_{name}" for name in models]))


class TokenScheme(OpenApiAuthenticationExtension):
    target_class = "plans.api.authentication.BearerToken"
    name = "token"

    def get_security_definition(self, auto_schema):
        text = "A token of an editor, made in the admin or by `manage.py make_token`. Needed for writing only."
        return {"type": "http", "scheme": "bearer", "description": text}


class SessionScheme(OpenApiAuthenticationExtension):
    target_class = "plans.api.authentication.EditorSession"
    name = "session"

    def get_security_definition(self, auto_schema):
        text = (
            f"The session of an editor who is signed in to the admin, for pages on the same host. Send the cookie `{settings.CSRF_COOKIE_NAME}` "
            "back in the header `X-CSRFToken`. Needed for writing only."
        )
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": text}
