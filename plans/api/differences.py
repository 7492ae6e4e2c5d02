"""How two sources of one document differ: which two, and the answer as JSON or as unified text."""

import uuid

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers
from rest_framework.response import Response

from plans import models
from plans.api import examples
from plans.api.asking import choice
from plans.api.errors import InvalidParameters, fault, nearest
from plans.api.rendering import JSONRenderer, PlainTextRenderer
from plans.api.serializers import example
from plans.documents.differences import Comparison
from plans.source_lines import text_of

MOST_HUNKS = 2000
MOST_CHARACTERS = 2_000_000
OPERATIONS = [("insert", "insert"), ("delete", "delete"), ("replace", "replace")]
AGAINST = OpenApiParameter(
    "against",
    OpenApiTypes.UUID,
    description="Id of another source of the document (`sources/?document=<id>`). If not given: the one received before the current one.",
)
FORMAT = OpenApiParameter(
    "format",
    {"type": "string", "enum": ["json", "diff"]},
    description="JSON, or unified text as `diff -u` writes it. It goes before the `Accept` header.",
)


class DiffRenderer(PlainTextRenderer):
    media_type = "text/x-diff"
    format = "diff"


RENDERERS = (JSONRenderer, DiffRenderer)


class SpanSerializer(serializers.Serializer):
    """Some lines of a source, as in every other `source`: lines from 1, characters from 0 over the whole file."""

    line = serializers.IntegerField(min_value=1, help_text="First line; where nothing stands, the line it would be.")
    end_line = serializers.IntegerField(allow_null=True, min_value=1, help_text="Last line; null where nothing stands.")
    start = serializers.IntegerField(min_value=0, help_text="First character.")
    end = serializers.IntegerField(min_value=0, help_text="One past the last character.")
    text = serializers.CharField(allow_null=True, help_text="The text as received, line ends between lines included; null where there is none.")


class ChangedCharactersSerializer(serializers.Serializer):
    """Characters that changed, counted over the whole of each file."""

    operation = serializers.ChoiceField(OPERATIONS, help_text="What happened to them.")
    before_start = serializers.IntegerField(min_value=0, help_text="First of them before.")
    before_end = serializers.IntegerField(min_value=0, help_text="One past the last of them before.")
    after_start = serializers.IntegerField(min_value=0, help_text="First of them after.")
    after_end = serializers.IntegerField(min_value=0, help_text="One past the last of them after.")


class HunkSerializer(serializers.Serializer):
    """Lines that changed, side by side."""

    operation = serializers.ChoiceField(OPERATIONS, help_text="What happened to the lines.")
    before = SpanSerializer(help_text="In the source compared against.")
    after = SpanSerializer(help_text="In the current source.")
    changes = ChangedCharactersSerializer(
        many=True, help_text="Which characters of replaced lines changed; empty where the lines have too little in common or are too long."
    )


@example(examples.DIFFERENCE)
class DifferenceSerializer(serializers.Serializer):
    """How the current source of a document differs from another one. Line ends are not compared."""

    document = serializers.UUIDField(help_text="Id of the document.")
    against = serializers.UUIDField(help_text="Id of the source compared against: before.")
    current = serializers.UUIDField(help_text="Id of the current source: after.")
    removed_lines = serializers.IntegerField(min_value=0, help_text="Lines that are only in the source compared against.")
    added_lines = serializers.IntegerField(min_value=0, help_text="Lines that are only in the current source.")
    hunks = HunkSerializer(many=True, help_text="What changed, in order.")
    truncated = serializers.BooleanField(help_text="Whether there are more changes than are told here; `format=diff` has them all.")


RESPONSES = {
    (200, "application/json"): DifferenceSerializer,
    (200, "text/x-diff"): OpenApiResponse(OpenApiTypes.STR, "Unified text; empty if no line differs."),
}


def asked_for(request):
    """The renderer and media type asked for."""
    asked = choice(request, "format", [renderer.format for renderer in RENDERERS])
    preferred = request._request.get_preferred_type([renderer.media_type for renderer in RENDERERS])
    chosen = next((one for one in RENDERERS if asked == one.format or (not asked and preferred == one.media_type)), JSONRenderer)
    return chosen(), chosen.media_type


def against(request, document):
    """The id of the source to compare against. Refused with the one that was probably meant where there is no such source."""
    others = [key for key in models.Source.objects.of_document(document) if key != document.source_id]
    earlier = next((key for key in others if key < document.source_id), next(iter(others), None))
    asked = request.query_params.get("against")
    if asked is None:
        if earlier is None:
            raise InvalidParameters([fault("against", "nothing_to_compare", "The document has only one source: there is nothing to compare it with.")])
        return earlier
    try:
        key = uuid.UUID(asked)
    except ValueError:
        key = None
    if key not in others and key != document.source_id:
        meant = nearest(asked, map(str, others)) or (earlier and str(earlier))
        message = f"against is the id of a source of this document, not “{asked[:60]}”."
        raise InvalidParameters([fault("against", "invalid" if key is None else "unknown_source", message, meant)])
    return key


def answer(request, document, key):
    """The difference between the source of this id and the current one, in the form asked for."""
    sources = models.Source.objects.in_bulk([key, document.source_id])
    texts = [text_of(sources[each]) for each in (key, document.source_id)]
    if None in texts:
        raise InvalidParameters([fault("against", "no_text", "One of the two sources is no text: it can't be compared line by line.")])
    compared = Comparison(*texts)
    if request.accepted_renderer.format == DiffRenderer.format:
        return Response("".join(compared.unified(f"sources/{key}", f"sources/{document.source_id}")))
    removed, added = compared.counts()
    hunks, truncated = _told(compared)
    said = {"document": document.pk, "against": key, "current": document.source_id, "removed_lines": removed, "added_lines": added}
    return Response({**said, "hunks": hunks, "truncated": truncated})


def _told(compared):
    hunks, characters = [], 0
    for hunk in compared.hunks():
        characters += len(hunk.before.text or "") + len(hunk.after.text or "")
        if len(hunks) == MOST_HUNKS or characters > MOST_CHARACTERS:
            return hunks, True
        hunks.append({"operation": hunk.operation, "before": _span(hunk.before), "after": _span(hunk.after), "changes": [*map(_change, hunk.changes)]})
    return hunks, False


def _span(span):
    return {name: getattr(span, name) for name in ("line", "end_line", "start", "end", "text")}


def _change(change):
    return dict(zip(("operation", "before_start", "before_end", "after_start", "after_end"), change, strict=True))
