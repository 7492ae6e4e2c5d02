"""/healthz: is the process alive, and does the database answer? JSON, for machines; no account, no secrets."""

import logging

from django.db import DatabaseError, connection
from django.http import JsonResponse

PATH = "/healthz"
logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answers before every other middleware: a probe knows neither our host name (ALLOWED_HOSTS) nor https."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return healthz(request) if request.path == PATH else self.get_response(request)


def healthz(request):
    """200 when all is well, 503 when the database does not answer. The cause goes to the log, not to the caller."""
    if request.method not in ("GET", "HEAD"):
        return JsonResponse({"status": "method not allowed"}, status=405, headers={"Allow": "GET, HEAD"})
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError) as error:
        logger.error("The database does not answer: %s", error)
        return _answer(503, status="unavailable", database="unavailable")
    return _answer(200, status="ok", database="ok")


def _answer(code, **body):
    return JsonResponse(body, status=code, headers={"Cache-Control": "no-store"})
