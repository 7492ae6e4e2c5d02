"""How the API describes itself: what every operation has in common, added to what the views declare."""

from django.utils.text import capfirst
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from plans.api import body_examples, examples, export_schema
from plans.api.deprecation import declare_fields, mark_operation
from plans.api.errors import KINDS, PROBLEM
from plans.api.exporting import Busy
from plans.api.headers import describe_version
from plans.api.parameters import MAX_LIST
from plans.api.shape import MAX_NAMES, names_of


class FaultSerializer(serializers.Serializer):
    """One thing that is wrong with a request: with a query parameter, or with a field of the body."""

    parameter = serializers.CharField(required=False, help_text="Name of the query parameter, or of the part of the address, if it is about one.")
    pointer = serializers.CharField(
        required=False, help_text="JSON pointer to the field of the body, as in RFC 9457, if it is about one: `#/value`; `#` is the whole body."
    )
    code = serializers.CharField(
        help_text="For programs: unknown, repeated, blank, invalid, invalid_choice, unknown_region, out_of_range, too_many, …"
    )
    message = serializers.CharField(help_text="For people.")
    suggestion = serializers.CharField(allow_null=True, help_text="The nearest valid name or value; null if nothing is near.")


class ProblemSerializer(serializers.Serializer):
    """Why a request was refused: RFC 9457, `application/problem+json`."""

    type = serializers.CharField(
        help_text="Kind of problem, as a URI: `urn:planapi:problem:` and invalid-parameter, invalid-field, not-found, method-not-allowed, …"
    )
    title = serializers.CharField(help_text="The kind, for people.")
    status = serializers.IntegerField(help_text="HTTP status, again.")
    detail = serializers.CharField(help_text="What is wrong this time.")
    instance = serializers.CharField(help_text="Address that was asked.")
    request_id = serializers.CharField(help_text="Id of the request, as in the header `X-Request-Id`; name it when you report a fault.")
    errors = FaultSerializer(many=True, help_text="One entry per parameter or field that is wrong; empty for every other problem.")


class GoneSerializer(ProblemSerializer):
    """What a record that was here once is answered with."""

    superseded_by = serializers.ListField(
        child=serializers.URLField(),
        help_text="Addresses of what stands in its place now; empty if nothing does. Of a project what it was merged into, of a target that is an "
        "outcome by now that outcome, of what stood in a text the records of its list at that place.",
    )


IDS = {"id": OpenApiTypes.UUID, "code": OpenApiTypes.STR}
# Status: (name of the component, when it comes, its detail in the example).
REFUSALS = {
    400: ("InvalidParameter", "A query parameter is unknown or has a bad value; each is named, with the nearest valid one.", None),
    401: ("NotSignedIn", "The token is not valid; or this needs one, or a session.", "The token “核对脚本” has expired."),
    403: ("Forbidden", "The account may not do this, or the CSRF token is missing.", "Your account may not change documents."),
    404: ("NotFound", "There is no such record.", "There is no document “019a9d6e-0000-7000-8000-000000000000”."),
    405: ("MethodNotAllowed", "The method is not possible here; `Allow` lists those that are.", "POST is not possible here, but GET, HEAD, OPTIONS."),
    406: ("NotAcceptable", "The answer can't be had in the type asked for.", "This address can't answer in text/csv."),
    410: (
        "Gone",
        "The record was here once.",
        "The document “019a9d6e-0000-7000-8000-000000000000” was here until 2026-11-22T08:59:19+08:00. What stands in its place is in superseded_by.",
    ),
    412: (
        "Stale",
        "The record has changed since the version in `If-Match`. Read it again, and change that.",
        "The record has changed since the version you have seen; now it is \"087df6c3dce0ef48a2819d611f5a5981\". Read it again, and change that.",
    ),
    413: ("TooLarge", "The body is larger than this service reads.", "The body has more than 5242880 bytes."),
    415: (
        "UnsupportedMediaType",
        "The body is of another type than JSON.",
        "A body of the type “text/plain” can't be read here. Send application/json, application/merge-patch+json.",
    ),
    428: (
        "VersionRequired",
        "The change does not say of which version it is.",
        "Say which version you have seen: send the ETag of the record back as If-Match. `*` changes whichever version there is.",
    ),
    500: ("ServerError", "Something broke on our side.", "Something went wrong on our side; it has been recorded."),
    503: ("Busy", "As many exports as the server makes at once are under way; `Retry-After` tells when to try again.", Busy.default_detail),
}
SHAPE_PARAMETERS = {
    "fields": (
        "Field",
        "Only these fields of each record, separated by commas; `source.line` is one within another. What `expand` asks for is told besides, "
        "whole; `expanded.document.title` alone tells just that of it. What the description of a record requires is there without `fields` and `omit`.",
    ),
    "omit": ("Field", "All but these fields of each record, separated by commas. Not together with `fields`."),
    "expand": (
        "Relation",
        "Whole records to be told with each record, separated by commas: under `expanded`, by the name of the field that holds their id, "
        "which stays as it is. No further request, and no more queries.",
    ),
}
# Of 400, where a body is read.
INVALID_BODY = ("InvalidBody", "The body is not JSON, or a field of it is unknown, read-only or has a bad value; each is named.")
WRITING = (403, 412, 413, 415, 428)
PAGED = ("list", "search", "series", "feed")
LINK = 'Of a page of JSON: `next` and `previous` of the body as `rel="next"` and `rel="prev"`, and `rel="first"` (RFC 8288).'
# What an operation does to one record, by the action of the view.
ACTS = {"retrieve": "get", "partial_update": "update"}


class DescribedSchema(AutoSchema):
    """Adds to every operation its tag, its path parameter and its refusals; what all answers have in common is in headers.py."""

    @property
    def action(self):
        return getattr(self.view, "action", None)

    def get_tags(self):
        return [self._tokenize_path()[0]] if self.action else ["root"]

    def get_operation_id(self):
        """listTargets, getTarget, updateTarget, getDocumentTree, listMentionsOfProject: what clients made from the document call it."""
        noun = _camel(self.view.noun)
        if self.action == "list":
            *above, last = [part for part in self._tokenize_path() if not part.startswith("{")]
            return f"list{_camel(last)}Of{_camel(above[-1])[:-1]}" if above else f"list{noun}s"
        if self.action in ACTS:
            return f"{ACTS[self.action]}{noun}"
        return f"get{noun}{_camel(self.action)}" if self.method == "GET" else f"{self.action}{noun}"

    def get_summary(self):
        noun = getattr(self.view, "noun", "")
        said = {
            "list": f"List {noun}s",
            "retrieve": f"One {noun}",
            "tree": "Whole structure, nested",
            "part": "One part, by its eid",
            "text": "Repaired text in reading order",
            "source": "Bytes of the current source",
            "content": "Bytes of the source",
            "diff": "What changed between two sources",
            "series": "Targets and outcomes in time order",
            "compare": "Several regions side by side",
            "oc4ids": "Projects of the document as OC4IDS",
            "search": "Search everything",
            "feed": "What has changed",
            "partial_update": f"Change one {noun}",
        }
        return said.get(self.action, "Where everything is")

    def get_description(self):
        if self.action == "list":
            return "All that match every filter given, in the order of `ordering`, page by page."
        if self.action == "retrieve":
            return self.view.serializer_class.__doc__
        if self.action == "partial_update":
            return f"{self.view.writing_note} The answer is the record as GET tells it, with its new ETag."
        return super().get_description()

    def get_override_parameters(self):
        parameters = list(super().get_override_parameters())
        for name, kind in IDS.items():
            if f"{{{name}}}" in self.path:
                text = self.view.key_note.format(noun=self.view.noun)
                parameters.append(OpenApiParameter(name, kind, OpenApiParameter.PATH, description=text))
        if self.method == "PATCH":
            text = "ETag of the version you have seen; `*` for whichever there is."
            parameters.append(OpenApiParameter("If-Match", OpenApiTypes.STR, OpenApiParameter.HEADER, required=True, description=text))
        return [*parameters, *self._shape_parameters()]

    def _shape_parameters(self):
        """How much of a record is to be told, where records are told; what can be named is an enumeration of its own."""
        serializer_class = getattr(self.view, "serializer_class", None)
        known = self.view.known_parameters() if self.action in ("list", "retrieve", "partial_update") else ()
        for name in (name for name in ("fields", "omit", "expand") if name in known):
            kind, text = SHAPE_PARAMETERS[name]
            names = names_of(serializer_class)
            options = names.relations if kind == "Relation" else names.fields
            items = self._named_enum(f"{serializer_class.Meta.model.__name__}{kind}", options)
            schema = {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_NAMES}
            yield OpenApiParameter(name, schema, style="form", explode=False, description=text)

    def _named_enum(self, name, values):
        schema = {"type": "string", "enum": list(values)}
        component = ResolvedComponent(name, ResolvedComponent.SCHEMA, schema, object=name)
        self.registry.register_on_missing(component)
        return component.ref

    def get_request_serializer(self):
        return self.view.body_class if self.method == "PATCH" else None

    def get_auth(self):
        """Whoever writes signs in with a token or a session; whoever reads may send a token."""
        return super().get_auth() if self.method == "PATCH" else [{"token": []}, {}]

    def _get_format_parameters(self):
        return export_schema.PARAMETERS if self.action == "list" else super()._get_format_parameters()

    def get_operation(self, *args, **kwargs):
        declare_fields(self.view)
        operation = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        if not getattr(self.view, "personal", False):
            describe_version(operation, reading=self.method == "GET")
        responses = operation["responses"]
        if "{" in self.path and self.view.moved_note:
            headers = {"Location": {"description": "Where it is now.", "schema": {"type": "string"}}}
            responses["308"] = {"description": self.view.moved_note, "headers": headers}
        if self.action in PAGED:
            responses["200"].setdefault("headers", {})["Link"] = {"description": LINK, "schema": {"type": "string"}}
        if self.action == "list":
            export_schema.describe(operation)
        described = "The record as it is now." if self.method == "PATCH" else capfirst(operation["summary"]) + "."
        responses["200"]["description"] = responses["200"]["description"] or described
        for status in REFUSALS:
            if self._can_be(status):
                responses[str(status)] = self._refusal(status)
        operation["responses"] = dict(sorted(responses.items()))
        for parameter in operation.get("parameters", ()):
            if parameter["schema"].get("type") == "array" and parameter["name"] != "ordering":
                parameter["schema"] = {"minItems": 1, "maxItems": MAX_LIST} | parameter["schema"]
        mark_operation(self.view, self.action, operation)
        return operation

    def _can_be(self, status):
        """Does the operation ever answer so?"""
        if status in WRITING:
            return self.method == "PATCH"
        if status == 503:
            return self.action == "list"
        if status == 410:
            return "{" in self.path
        return status != 404 or "{" in self.path

    def _refusal(self, status):
        """A reference to the described refusal, shared by all operations."""
        name, text, detail = REFUSALS[status]
        value = examples.PROBLEM
        if status == 400 and self.method == "PATCH":
            (name, text), value = INVALID_BODY, body_examples.PROBLEM
        if detail:
            kind, title = KINDS[status]
            value = value | {"type": f"urn:planapi:problem:{kind}", "title": title, "status": status, "detail": detail, "errors": []}
            value["instance"] = "/api/v1/documents/019a9d6e-0000-7000-8000-000000000000/"
        if status == 410:
            value["superseded_by"] = ["https://plans.example/api/v1/documents/01a200c3-c398-7d0c-bb56-cc5933412ca1/"]
        shown = OpenApiExample("Example", value=value, response_only=True, status_codes=[str(status)])
        serializer = GoneSerializer if status == 410 else ProblemSerializer
        response = self._get_response_for_code(OpenApiResponse(serializer, text, [shown]), str(status), [PROBLEM])
        component = ResolvedComponent(name, ResolvedComponent.RESPONSE, response, object=name)
        self.registry.register_on_missing(component)
        return component.ref


def _camel(words):
    """
    >>> _camel("project mention"), _camel("project-mentions"), _camel("tree")
    ('ProjectMention', 'ProjectMentions', 'Tree')
    """
    return "".join(word.capitalize() for word in words.replace("-", " ").replace("_", " ").split())
