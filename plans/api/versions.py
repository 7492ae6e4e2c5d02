"""ETag and Last-Modified: the version of an answer, and 304 for whoever has it already.

A record has a version of its own, and so has a document as a whole. What is told of many records (lists, search, series) has
that of all data, which every committed write changes: one query, asked before anything else. What no data goes into (the root,
the description) has that of the description.
"""

import hashlib
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path

from django.conf import settings
from django.http import HttpResponseNotModified
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_etags
from rest_framework.exceptions import APIException

from plans.changes import data_version

OPENAPI = Path(__file__).with_name("openapi.yaml")
# Part of every ETag: when the description of the API changes, no cache keeps an answer of the old shape.
SHAPE = hashlib.sha256(OPENAPI.read_bytes()).hexdigest()[:16]
DESCRIBED_AT = datetime.fromtimestamp(OPENAPI.stat().st_mtime, UTC)


class OtherVersion(APIException):
    """If-Match or If-Unmodified-Since in a request that only reads."""

    status_code = 412
    default_detail = "What is here now is not the version that If-Match or If-Unmodified-Since asks for."


def etag_of(*parts):
    return f'"{hashlib.sha256("|".join([SHAPE, *map(str, parts)]).encode()).hexdigest()[:32]}"'


def of_all_data(action):
    """Decorates an action that tells of many records: its answer has the version of all data."""
    return _versioned(action, data_version)


def of_description(action):
    """Decorates an action whose answer changes with the API itself only."""
    return _versioned(action, lambda: ("", DESCRIBED_AT))


def _versioned(action, version):
    """Whoever names the ETag was answered with 200 at this version, so nothing of the request needs to be looked at again.

    `*` and times say less: whether they hold is decided when it is clear that there is an answer.
    """

    @wraps(action)
    def answer(view, request, *args, **kwargs):
        label, at = version()[:2]
        etag, seconds = etag_of(label, request.build_absolute_uri(), request.accepted_media_type), int(at.timestamp())
        headers = {"ETag": etag, "Last-Modified": http_date(seconds)}
        if etag in [given.removeprefix("W/") for given in parse_etags(request.headers.get("If-None-Match", ""))]:
            return HttpResponseNotModified(headers=headers)
        response = action(view, request, *args, **kwargs)
        if response.status_code != 200:
            return response
        for name, value in headers.items():
            response[name] = value
        return _fulfilled(get_conditional_response(request, etag, seconds, response))

    return answer


def _fulfilled(response):
    if response is not None and response.status_code == 412:
        raise OtherVersion
    return response


def validated(request, answer, etag, modified):
    """304, or `answer()`, with its ETag and the time when it was last modified."""
    seconds = int(modified.timestamp())
    early = _fulfilled(get_conditional_response(request, etag, seconds))
    response = answer() if early is None else early
    response.headers.setdefault("ETag", etag)
    response.headers.setdefault("Last-Modified", http_date(seconds))
    return response


def cache_control(user):
    """How long an answer may be used unasked: not at all, unless PLANAPI_CACHE_SECONDS says so; by an editor never."""
    if user:
        return "private, no-cache"
    seconds = settings.PLANAPI_CACHE_SECONDS
    return f"public, max-age={seconds}, stale-while-revalidate={seconds}" if seconds else "public, no-cache"
