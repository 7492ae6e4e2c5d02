"""Files as they were received: their bytes, with their type and fingerprint, as an answer that no browser will run."""

import base64

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from plans import models
from plans.api.versions import validated

RESPONSES = {(200, "text/plain"): OpenApiResponse(OpenApiTypes.BINARY, description="The bytes; the type is that of the file.")}
CHARSETS = {"utf_8": "utf-8", "utf-8-sig": "utf-8", "utf_8_sig": "utf-8"}


def answer(request, source):
    """The bytes of a source, or 304: they never change. The ETag is their SHA-256."""
    return validated(request, lambda: _file(source), f'"{source.sha256}"', source.created_at)


def digest_header(sha256):
    """A SHA-256 as RFC 9530 writes it in Repr-Digest.

    >>> digest_header("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:'
    """
    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"


def _file(source):
    charset = CHARSETS.get(source.encoding.lower(), source.encoding)
    is_text = source.media_type.startswith("text/") and charset
    response = HttpResponse(
        models.Source.objects.content_of(source.pk),
        content_type=f"{source.media_type}; charset={charset}" if is_text else source.media_type,
    )
    response["Content-Disposition"] = content_disposition_header(True, source.file_name or f"{source.sha256[:16]}.txt")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Repr-Digest"] = digest_header(source.sha256)
    return response
