"""Writing: PATCH of one record by an editor, who says which version they have seen.

A PATCH changes a record the way the admin does, through plans.corrections: the row at once, and a correction that every
later import applies again. `If-Match` is compared under the lock that an import and every other editor need as well, so of
two editors who have seen the same version one is refused.
"""

from contextlib import contextmanager

from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.db import transaction
from django.http import Http404
from django.utils.http import http_date, parse_etags
from rest_framework.exceptions import APIException, NotAuthenticated, ParseError, PermissionDenied, UnsupportedMediaType
from rest_framework.response import Response

from plans import corrections
from plans.api.authentication import EditorsWrite, may
from plans.api.bodies import meant_field
from plans.api.errors import InvalidBody, body_fault
from plans.api.filters import PUBLIC_NAMES
from plans.api.json_body import JSONBody, MergePatchBody

ACCEPTED = f"{JSONBody.media_type}, {MergePatchBody.media_type}"
# What the database asks of several fields at once: the field to name, and why. By the name of the constraint.
CONSTRAINTS = {
    "document_period_ordered": ("period_end", "A period does not end before it begins."),
    "paragraph_noise_has_reason": ("noise_reason", "Noise has a reason, and nothing else has one."),
    "target_range_has_two_ends": ("value_high", "A range has an upper end, and nothing else has one."),
    "outcome_range_has_two_ends": ("value_high", "A range has an upper end, and nothing else has one."),
    "mention_scale_has_value_and_unit": ("scale_unit", "A scale has both value and unit, or neither."),
}
BY_MESSAGE = {
    str(constraint.violation_error_message): CONSTRAINTS[constraint.name]
    for model in corrections.MODELS.values()
    for constraint in model._meta.constraints
    if constraint.name in CONSTRAINTS
}


class Unconditional(APIException):
    """A change that does not say of which version."""

    status_code = 428
    default_detail = (
        "Say which version you have seen: send the ETag of the record back as If-Match. `*` changes whichever version there is."
    )


class Stale(APIException):
    """A change of a version that is no longer there."""

    status_code = 412

    def __init__(self, etag):
        self.headers = {"ETag": etag}
        super().__init__(f"The record has changed since the version you have seen; now it is {etag}. Read it again, and change that.")


class Writable:
    """Mixed into a resource whose records can be changed by PATCH. `body_class` says what may be set, `write` sets it."""

    http_method_names = ["get", "patch", "head", "options"]
    parser_classes = [JSONBody, MergePatchBody]
    permission_classes = [EditorsWrite]
    body_class = None
    # What a PATCH does, for the OpenAPI document.
    writing_note = ""

    def needed_rights(self):
        """The models, by name, that one must be allowed to change for this request; None if none."""
        return [self.queryset.model._meta.model_name] if self.action == "partial_update" else None

    def known_parameters(self):
        """`fields` and `omit` as for GET. Not `expand`: the ETag of that answer is one of all data, and no version of the record."""
        return ("fields", "omit") if self.action == "partial_update" else super().known_parameters()

    @property
    def default_response_headers(self):
        headers = super().default_response_headers
        patched = self.request.method in ("OPTIONS", "PATCH") and "PATCH" in self.allowed_methods
        return headers | {"Accept-Patch": ACCEPTED} if patched else headers

    def partial_update(self, request, *args, **kwargs):
        self.check_query(request)
        body = self.checked_body(request)
        asked = request.META.get("HTTP_IF_MATCH")
        self.action = "retrieve"  # what is compared and answered is what GET answers
        with transaction.atomic(), refusals_by_field():
            record = self.locked()
            if asked is None:
                raise Unconditional
            etag = self.etag(self.version(self.get_object())[0])
            if asked.strip() != "*" and etag not in parse_etags(asked):
                raise Stale(etag)
            self.write(record, body.validated_data)
            return self.answer()

    def checked_body(self, request):
        """The body of the request, once nothing in it is wrong."""
        if request.stream is None:
            if not request.content_type or request.content_type.split(";")[0] not in ACCEPTED.split(", "):
                raise UnsupportedMediaType(request.content_type or "")
            raise ParseError("There is no body.")
        given = request.data
        if not isinstance(given, dict):
            raise InvalidBody([body_fault("", "not_an_object", "The body is a JSON object: fields with their new values.")])
        body = self.body_class(data=given)
        faults = [self._unknown(name) for name in given if name not in body.fields]
        if not body.is_valid() or faults:
            raise InvalidBody([*faults, *(body_fault(*fault) for fault in body.faults())])
        return body

    def _unknown(self, name):
        body, told = self.body_class().fields, self.serializer_class().fields
        if name in told:
            return body_fault(name, "read_only", f"{name} can't be changed: it follows from the source or from other fields.")
        meant = meant_field(name, body)
        hint = f"Did you mean “{meant}”?" if meant else f"Possible: {', '.join(body)}."
        return body_fault(name[:60], "unknown", f"There is no field “{name[:60]}” here. {hint}", meant)

    def locked(self):
        """The record as the model holds it, locked."""
        key = self.get_object().id
        try:
            return self.lock(self.queryset.model._base_manager.get(pk=key))
        except ObjectDoesNotExist:
            raise Http404(f"There is no {self.noun} “{key}”.") from None

    def lock(self, record):
        return corrections.locked(record)[0]

    def write(self, record, values):
        """Set what the body asks for; `values` are by the names of the model's fields."""
        raise NotImplementedError

    def demand(self, *models):
        """Refuse, unless records of these models may be changed."""
        if not may(self.request.user, models):
            raise PermissionDenied("Your account may not do that.") if self.request.user else NotAuthenticated

    def answer(self):
        """The record as GET answers it from now on."""
        record = self.get_object()
        version, modified = self.version(record)
        headers = {"ETag": self.etag(version), "Last-Modified": http_date(int(modified.timestamp())), "Cache-Control": "no-store"}
        return Response(self.told_one(record), headers=headers)


class Correctable(Writable):
    """A resource whose fields people correct."""

    writing_note = (
        "Corrects fields for good: the record changes at once, `corrections/` tells what was changed, and later imports keep it. "
        "A field that is left out stays."
    )

    def write(self, record, values):
        changes = {name: value for name, value in values.items() if name != "reason"}
        for name, value in changes.items():
            if value is None and not record._meta.get_field(name).null:
                changes[name] = ""  # told as null, too
        corrections.correct(record, changes, editor=self.request.user, reason=values.get("reason") or "")


@contextmanager
def refusals_by_field():
    """What plans.corrections refuses, told in the API's words."""
    try:
        yield
    except ValidationError as refusal:
        raise InvalidBody([*_faults(refusal)]) from None


def _faults(refusal):
    found = refusal.error_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.error_list}
    for name, errors in found.items():
        for error in errors:
            told, message = PUBLIC_NAMES.get(name, name), " ".join(error.messages)
            if name == NON_FIELD_ERRORS:
                told, message = BY_MESSAGE.get(message, ("", message))
            yield body_fault(told, error.code or "invalid", f"{told}: {message}" if told else message)
