"""One id for each request: in the answer (`X-Request-Id`), in every problem body, and in the log lines written meanwhile.

django-guid was looked at (3.6.1): it takes only UUIDs from a proxy, logs a line of its own for every request, and
overwrites `Access-Control-Expose-Headers`; what is needed is shorter than what would have to be switched off.
"""

import logging
import re
import uuid
from contextvars import ContextVar

from django.core.signals import request_finished

HEADER = "X-Request-Id"
SANE = re.compile(r"[A-Za-z0-9._:/+=@-]{1,100}")
current = ContextVar("request_id", default="-")


class RequestIdMiddleware:
    """Outermost of all. A proxy's id is kept if it is short and plain, so that its log and ours can be read side by side."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.request_id = sane_or_new(request.headers.get(HEADER, ""))
        current.set(request.request_id)
        response = self.get_response(request)
        response[HEADER] = request.request_id
        return response


def sane_or_new(given):
    """What was given, if it can stand in a log; else a new UUID.

    >>> sane_or_new("7f9c-web1")
    '7f9c-web1'
    >>> len(sane_or_new("two words")), len(sane_or_new("x" * 101)), len(sane_or_new(""))
    (36, 36, 36)
    """
    return given if SANE.fullmatch(given) else str(uuid.uuid4())


def forget(**signal):
    """After the answer, and what Django logs of it: the thread goes on with somebody else's request."""
    current.set("-")


request_finished.connect(forget, dispatch_uid="planapi.request_id")


class RequestIdFilter(logging.Filter):
    """Gives every log line its `request_id`: `-` outside a request."""

    def filter(self, record):
        record.request_id = current.get()
        return True
