"""The headers that all answers have in common, in the OpenAPI document: described once, named by every operation."""

from plans.api import deprecation, examples
from plans.api.errors import KINDS, PROBLEM
from plans.api.versions import OtherVersion

TEXT = {"type": "string"}
HEADERS = {
    "X-Request-Id": ("Id of the request; name it when you report a fault. One that you send is kept, if it is short and plain.", TEXT),
    "RateLimit-Policy": ('How many requests (`q`) an address or an account has in a window of seconds (`w`): `"anonymous";q=6000;w=60`.', TEXT),
    "RateLimit": ('How many of them are left (`r`), and in how many seconds the next window begins (`t`): `"anonymous";r=5999;t=41`.', TEXT),
    "ETag": ("Version of this answer; send it back as `If-None-Match`, or as `If-Match` with a change.", TEXT),
    "Last-Modified": ("When it last changed; send it back as `If-Modified-Since` if you keep no ETags.", TEXT),
    "Cache-Control": ("`no-cache`: keep it, but ask each time whether it is still the one. `max-age` lets you go without for so long.", TEXT),
    "Retry-After": ("After how many seconds to try again.", {"type": "integer", "minimum": 0}),
    **{name: (text, TEXT) for name, text in deprecation.HEADERS.items()},
}
CONDITIONAL = {"304": "NotModified", "412": "OtherVersion"}
VALIDATORS = ("ETag", "Last-Modified", "Cache-Control")
EVERYWHERE = ("X-Request-Id", "RateLimit-Policy", "RateLimit")
EXCEEDED = "More than 6000 requests in 60 seconds. Expected available in 41 seconds."


def describe_headers(result, generator, request, public):
    """A postprocessing hook of drf-spectacular: adds the headers to every response and 429 to every operation."""
    components = result["components"]
    components["headers"] = {name: {"description": text, "schema": schema} for name, (text, schema) in HEADERS.items()}
    responses = components.setdefault("responses", {})
    responses["TooManyRequests"] = _refusal(429, "The address or the account has made more requests than it may.", EXCEEDED, ("Retry-After",))
    responses["OtherVersion"] = _refusal(412, "Only with `If-Match` or `If-Unmodified-Since`: this is not that version.", OtherVersion.default_detail)
    responses["NotModified"] = {"description": "Unchanged since the version the caller has."}
    _add(responses["NotModified"], VALIDATORS)
    for response in responses.values():
        _add(response, EVERYWHERE)
    for methods in result["paths"].values():
        for operation in methods.values():
            told = operation["responses"] | {"429": {"$ref": "#/components/responses/TooManyRequests"}}
            operation["responses"] = dict(sorted(told.items()))
            for response in told.values():
                if "$ref" not in response:
                    _add(response, EVERYWHERE)
    components["responses"] = dict(sorted(responses.items()))
    result["components"] = dict(sorted(components.items()))
    return result


def describe_version(operation, reading):
    """Adds to an operation of the document that its answer has a version, and 304 and 412 to one that reads."""
    _add(operation["responses"]["200"], VALIDATORS)
    for status, component in CONDITIONAL.items() if reading else ():
        operation["responses"][status] = {"$ref": f"#/components/responses/{component}"}


def _add(response, names):
    response["headers"] = response.get("headers", {}) | {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _refusal(status, text, detail, headers=()):
    kind, title = KINDS[status]
    value = examples.PROBLEM | {"type": f"urn:planapi:problem:{kind}", "title": title, "status": status, "detail": detail, "errors": []}
    told = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {"Example": {"value": value}}}
    response = {"description": text, "content": {PROBLEM: told}}
    _add(response, headers)
    return response
