"""Every refusal of the API in one shape: RFC 9457 `application/problem+json`.

A problem has type, title, status, detail, instance, request_id and errors; each of the errors names a query parameter and,
where one is near, the value or name that was probably meant.
"""

import difflib
import logging
import math

import orjson
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.http import Http404, HttpResponse
from rest_framework import exceptions
from rest_framework.views import set_rollback

PROBLEM = "application/problem+json"
KINDS = {
    400: ("invalid-request", "The request can't be understood"),
    401: ("not-signed-in", "Sign in first"),
    403: ("forbidden", "Not allowed"),
    404: ("not-found", "Nothing is here"),
    405: ("method-not-allowed", "This can't be done here"),
    406: ("not-acceptable", "No such format"),
    409: ("conflict", "This does not fit what is here now"),
    410: ("gone", "This was here once"),
    412: ("precondition-failed", "This has changed in the meantime"),
    413: ("content-too-large", "The body is too large"),
    414: ("uri-too-long", "The address is too long"),
    415: ("unsupported-media-type", "The body has a type that can't be read"),
    428: ("precondition-required", "Say which version is meant"),
    429: ("too-many-requests", "Too many requests"),
    500: ("server-error", "The server failed"),
    503: ("busy", "Too much at once"),
}
INVALID_PARAMETER = ("invalid-parameter", "A query parameter is not valid")
INVALID_FIELD = ("invalid-field", "A field of the body is not valid")

logger = logging.getLogger("django.request")


class InvalidParameters(exceptions.APIException):
    """Query parameters that are unknown or carry a bad value: all of them at once."""

    status_code = 400
    kind = INVALID_PARAMETER

    def __init__(self, faults):
        self.faults = faults
        super().__init__(" ".join(fault["message"] for fault in faults))


class InvalidBody(InvalidParameters):
    """Fields of a body that are unknown or carry a bad value: all of them at once."""

    kind = INVALID_FIELD


class TooLarge(exceptions.APIException):
    """A body above DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = 413
    default_detail = "The body is larger than this service reads."


class Gone(exceptions.APIException):
    """A record that was here. `superseded_by` are the addresses of what stands in its place."""

    status_code = 410
    default_detail = "This was here once."

    def __init__(self, detail=None, superseded_by=()):
        super().__init__(detail)
        self.members = {"superseded_by": list(superseded_by)}


class Misaddressed(exceptions.NotFound):
    """A part of an address that leads nowhere, beside what was probably meant."""

    def __init__(self, fault):
        self.faults = [fault]
        super().__init__(fault["message"])


def fault(parameter, code, message, suggestion=None):
    """One entry of a problem's `errors`."""
    return {"parameter": parameter, "code": code, "message": message, "suggestion": suggestion}


def body_fault(field, code, message, suggestion=None):
    """One entry of a problem's `errors` about a field of the body: a JSON pointer says which. No field is the whole body.

    >>> body_fault("a/b", "unknown", "There is no field “a/b” here.")["pointer"]
    '#/a~1b'
    """
    escaped = field.replace("~", "~0").replace("/", "~1")
    return {"pointer": f"#/{escaped}" if field else "#", "code": code, "message": message, "suggestion": suggestion}


def nearest(word, options):
    """The option that was probably meant, or None.

    >>> nearest("titel", ["title", "type"]), nearest("within", ["q", "document__within"]), nearest("xyz", ["title"])
    ('title', 'document__within', None)
    """
    word, options = word.strip().lower(), list(options)
    if tails := [option for option in options if option.split("__")[-1] == word]:
        return tails[0]
    return next(iter(difflib.get_close_matches(word, options, n=1, cutoff=0.5)), None)


def problem(request, status, detail, *, kind=None, errors=(), members=()):
    """A refusal as a response. `kind` is the last part of `type` and the title, if the status alone doesn't say it; `members` go beside."""
    name, title = kind or KINDS.get(status) or ("error", "The request was refused")
    body = {
        "type": f"urn:planapi:problem:{name}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": request.get_full_path(),
        "request_id": getattr(request, "request_id", None),
        "errors": list(errors),
        **dict(members),
    }
    response = HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM)
    response["Cache-Control"] = "no-store"
    return response


def exception_handler(error, context):
    """What REST framework calls for everything a view raises."""
    request = context["request"]
    if isinstance(error, Http404):
        error = exceptions.NotFound(str(error) or None)
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    elif isinstance(error, RequestDataTooBig):
        error = TooLarge()
    elif isinstance(error, SuspiciousOperation | BadRequest):
        error = exceptions.ParseError()
    if not isinstance(error, exceptions.APIException):
        return _failure(error, request)
    set_rollback()
    if isinstance(error, InvalidParameters):
        return problem(request, 400, str(error.detail), kind=error.kind, errors=error.faults)
    response = problem(request, error.status_code, _detail(error, context), errors=getattr(error, "faults", ()), members=getattr(error, "members", ()))
    for name, value in getattr(error, "headers", {}).items():
        response[name] = value
    if error.status_code == 401:
        response["WWW-Authenticate"] = _challenge(error)
    if wait := getattr(error, "wait", None):
        response["Retry-After"] = str(math.ceil(wait))
    return response


def _challenge(error):
    """How to sign in; RFC 6750 has a word for a token that is no good."""
    challenge = getattr(error, "auth_header", "Bearer")
    return f'{challenge}, error="invalid_token"' if isinstance(error, exceptions.AuthenticationFailed) else challenge


def _detail(error, context):
    request = context["request"]
    if isinstance(error, exceptions.MethodNotAllowed):
        return f"{request.method} is not possible here, but {', '.join(context['view'].allowed_methods)}."
    if isinstance(error, exceptions.NotAuthenticated):
        return "Only editors may do this: send a token (Authorization: Bearer …), or sign in to the admin."
    if isinstance(error, exceptions.UnsupportedMediaType):
        accepted = ", ".join(parser.media_type for parser in context["view"].parser_classes)
        return f"A body of the type “{(request.content_type or '')[:60]}” can't be read here. Send {accepted}."
    if isinstance(error, exceptions.NotAcceptable):
        return f"This address can't answer in {request.headers.get('Accept', '')}. Leave the Accept header out, or accept */*."
    return str(error.detail)


def _failure(error, request):
    """Something broke: told to the log and to whoever listens, not to the caller."""
    logger.error("Internal Server Error: %s", request.path, exc_info=error, extra={"status_code": 500})
    got_request_exception.send(sender=None, request=request)
    set_rollback()
    return problem(request, 500, "Something went wrong on our side; it has been recorded. Try again later.")
