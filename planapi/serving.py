"""What a server must be told before it may serve. Commands can do without; a web process cannot."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def require_configuration() -> None:
    """Refuse to serve with a missing key or a database nobody chose. `make run` provides both; DEBUG excuses both."""
    if settings.DEBUG:
        return
    missing = []
    if not settings._wrapped.SECRET_KEY:  # the lazy settings object raises a less helpful error of its own
        missing.append(
            "SECRET_KEY is not set: give it 50 or more random characters and keep them secret, e.g. "
            "SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(50))')"
        )
    if settings.DATABASES["default"]["ENGINE"] == "planapi.local_database":
        missing.append("DATABASE_URL is not set: name your PostgreSQL, e.g. postgresql://planapi:secret@db:5432/planapi")
    if missing:
        raise ImproperlyConfigured("; ".join(missing) + ". To try PlanAPI on this machine, use `make run`.")
