"""The headers that all answers have in common, in the OpenAPI document: described once, named by every operation."""

from plans.api import deprecation, examples
from plans.api.errors import KINDS, PROBLEM

TEXT = {"type": "string"}
HEADERS = {
    "X-Request-Id": ("Id of the request; name it when you report a fault. One that you send is kept, if it is short and plain.", TEXT),
    "RateLimit-Policy": ('How many requests (`q`) an address or an account has in a window of seconds (`w`): `"anonymous";q=6000;w=60`.', TEXT),
    "RateLimit": ('How many of them are left (`r`), and in how many seconds the next window begins (`t`): `"anonymous";r=5999;t=41`.', TEXT),
    "Retry-After": ("After how many seconds to try again.", {"type": "integer", "minimum": 0}),
    **{name: (text, TEXT) for name, text in deprecation.HEADERS.items()},
}
EVERYWHERE = ("X-Request-Id", "RateLimit-Policy", "RateLimit")
EXCEEDED = "More than 6000 requests in 60 seconds. Expected available in 41 seconds."


def describe_headers(result, generator, request, public):
    """A postprocessing hook of drf-spectacular: adds the headers to every response, and 429 to every operation."""
    components = result["components"]
    components["headers"] = {name: {"description": text, "schema": schema} for name, (text, schema) in HEADERS.items()}
    responses = components.setdefault("responses", {})
    responses["TooManyRequests"] = _too_many()
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


def _add(response, names):
    response["headers"] = response.get("headers", {}) | {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _too_many():
    kind, title = KINDS[429]
    value = examples.PROBLEM | {"type": f"urn:planapi:problem:{kind}", "title": title, "status": 429, "detail": EXCEEDED, "errors": []}
    told = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": {"Example": {"value": value}}}
    response = {"description": "The address or the account has made more requests than it may.", "content": {PROBLEM: told}}
    _add(response, ("Retry-After",))
    return response
