"""Answers of the API come compressed to whoever accepts it, each form with a strong ETag of its own.

The compressing itself is django-http-compression's: zstd, br or gzip, streams as well. Only below /api/: pages of the
admin hold secrets beside what a visitor sends (BREACH), answers of the API hold none, so they need no random padding either.
"""

import re

from django.utils.cache import patch_vary_headers
from django_http_compression.middleware import HttpCompressionMiddleware

TEXTUAL = re.compile(r"(?:text/|application/(?:[\w.-]+\+)?(?:json|xml|yaml)\b|application/(?:x-ndjson|jsonl|jsonlines)\b)", re.IGNORECASE)
SHORTEST = 300
CODED_ETAG = re.compile(r'-(?:gzip|br|zstd)"')


class CompressionMiddleware(HttpCompressionMiddleware):
    """A compressed answer has the ETag of the plain one with the coding behind it: `"1a2b"` and `"1a2b-br"`.

    So both are strong, as If-Match wants them. A request may name either: views know the plain one only.
    """

    max_random_bytes = 0
    content_type_re = TEXTUAL

    def __call__(self, request):
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        request.coded_etags = request.META.get("HTTP_IF_NONE_MATCH", "")
        for name in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MATCH"):
            if name in request.META:
                request.META[name] = CODED_ETAG.sub('"', request.META[name])
        return super().__call__(request)

    def maybe_compress(self, request, response):
        etag = response.get("ETag", "")
        patch_vary_headers(response, ("Accept-Encoding",))
        if response.status_code == 304 and etag:
            response["ETag"] = _as_asked(etag, request.coded_etags)
        elif response.streaming or len(response.content) >= SHORTEST:
            super().maybe_compress(request, response)
            if etag.startswith('"') and "Content-Encoding" in response:
                response["ETag"] = _coded(etag, response["Content-Encoding"])
            if "Content-Encoding" in response:
                response.headers.pop("Repr-Digest", None)  # it is of the plain form


def _coded(etag, coding):
    return f'{etag[:-1]}-{coding}"'


def _as_asked(etag, asked):
    """The ETag of an unchanged answer in the form that the caller has."""
    known = [etag, *(_coded(etag, coding) for coding in ("zstd", "br", "gzip"))]
    return next((each for each in known if each in asked), etag)
