"""A document, or a part of it, in other forms than JSON: which one a request asks for, and the answer in it."""

from django.utils.cache import patch_vary_headers
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.exceptions import NotAcceptable
from rest_framework.response import Response

from plans.api.asking import choice
from plans.api.errors import InvalidParameters, fault
from plans.api.rendering import JSONRenderer, PlainTextRenderer
from plans.documents import akoma_ntoso, markdown, page


class MarkdownRenderer(PlainTextRenderer):
    media_type = "text/markdown"
    format = "md"
    write = staticmethod(markdown.write)


class PageRenderer(PlainTextRenderer):
    media_type = "text/html"
    format = "html"
    write = staticmethod(page.write)


class AkomaNtosoRenderer(PlainTextRenderer):
    media_type = "application/akn+xml"
    format = "akn"
    write = staticmethod(akoma_ntoso.write)


class DocumentJSONRenderer(JSONRenderer):
    write = None


# The first is what whoever accepts anything gets.
RENDERERS = (DocumentJSONRenderer, MarkdownRenderer, PageRenderer, AkomaNtosoRenderer)
FORMATS = [renderer.format for renderer in RENDERERS]
FORMAT = OpenApiParameter(
    "format",
    {"type": "string", "enum": FORMATS},
    description="JSON, Markdown, a page (HTML), or Akoma Ntoso 3.0 (XML). It goes before the `Accept` header, which says the same by media type.",
)


def responses(serializer):
    """What an answer in each form is, for the OpenAPI document."""
    return {
        (200, "application/json"): serializer,
        (200, "text/markdown"): OpenApiResponse(OpenApiTypes.STR, "CommonMark; what is known of the document as YAML front matter."),
        (200, "text/html"): OpenApiResponse(OpenApiTypes.STR, "A complete page without scripts; schema.org JSON-LD in its head."),
        (200, "application/akn+xml"): OpenApiResponse(OpenApiTypes.STR, "Akoma Ntoso 3.0, valid against the schema of OASIS."),
    }


def asked_for(request):
    """The renderer and media type of `format` if it is given, else of the type that Accept prefers.

    Whoever accepts anything gets JSON; browsers, which name text/html outright, the page.
    """
    if asked := choice(request, "format", FORMATS):
        chosen = RENDERERS[FORMATS.index(asked)]
    else:
        by_type = {renderer.media_type: renderer for renderer in RENDERERS}
        preferred = request._request.get_preferred_type([*by_type])
        if preferred is None:
            raise NotAcceptable
        chosen = by_type[preferred]
    return chosen(), chosen.media_type


def refuse_shaping(request, known):
    """Parameters that choose fields are for JSON."""
    faults = [
        fault(name, "not_with_format", f"{name} chooses fields of JSON, and this is format={request.accepted_renderer.format}.")
        for name in request.query_params
        if name in known and name != FORMAT.name
    ]
    if faults:
        raise InvalidParameters(faults)


def told(request, reading):
    """A reading in the form that is asked for."""
    response = Response(request.accepted_renderer.write(reading))
    if request.accepted_renderer.format == PageRenderer.format:
        response["Content-Security-Policy"] = page.POLICY
        response["X-Content-Type-Options"] = "nosniff"
    return response


def announce(request, response):
    """Say that the answer goes by Accept, and where it is in just this form."""
    patch_vary_headers(response, ["Accept"])
    if response.status_code in (200, 304):
        query = request.query_params.copy()
        query["format"] = request.accepted_renderer.format
        response["Content-Location"] = f"{request.path}?{query.urlencode()}"
