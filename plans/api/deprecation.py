"""What will go: told in the headers `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and `Link`, and in the OpenAPI document.

A view declares it in one attribute, for itself as a whole or for one of its actions, parameters or fields:

    deprecations = (
        Deprecation("https://plans.example/news/2", since=date(2027, 1, 1), sunset=date(2028, 1, 1), parameter="type__in"),
    )
"""

from datetime import UTC, date, datetime
from typing import NamedTuple

from django.utils.http import http_date
from drf_spectacular.drainage import get_override, set_override

HEADERS = {
    "Deprecation": "Since when something that this request makes use of is deprecated: `@` and seconds since 1970 (RFC 9745).",
    "Sunset": "From when on it will not be there any more (RFC 8594).",
    "Link": 'Among others, `rel="deprecation"`: why, and what to use instead.',
}


class Deprecation(NamedTuple):
    """Since when, and why and what instead (`link`); `sunset` is the day from which it is not there any more."""

    link: str
    since: date
    sunset: date | None = None
    action: str | None = None
    parameter: str | None = None
    field: str | None = None

    def concerns(self, action, query):
        """Is it about a request for this action with these parameters? A field is, unless the request leaves it out."""
        if self.action not in (None, action) or (self.parameter and self.parameter not in query):
            return False
        if self.field is None:
            return True
        wanted, omitted = (query[name].split(",") if name in query else None for name in ("fields", "omit"))
        return self.field in wanted if wanted else self.field not in (omitted or ())


def tell_deprecations(view, request, response):
    """The headers of whatever this request makes use of: the earliest days, and every link."""
    action = getattr(view, "action", None)
    concerned = [each for each in view.deprecations if each.concerns(action, request.query_params)]
    if not concerned:
        return
    response["Deprecation"] = f"@{_seconds(min(each.since for each in concerned))}"
    if days := [each.sunset for each in concerned if each.sunset]:
        response["Sunset"] = http_date(_seconds(min(days)))
    links = dict.fromkeys(f'<{each.link}>; rel="deprecation"; type="text/html"' for each in concerned)
    response["Link"] = ", ".join([*filter(None, [response.get("Link")]), *links])


def _seconds(day):
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def declare_fields(view):
    """Before drf-spectacular reads the serializer of a view: which of its fields are deprecated."""
    if names := {each.field for each in getattr(view, "deprecations", ()) if each.field}:
        known = get_override(view.serializer_class, "deprecate_fields", [])
        set_override(view.serializer_class, "deprecate_fields", sorted({*known, *names}))


def mark_operation(view, action, operation):
    """Marks an operation of the OpenAPI document, and its parameters; tells of the headers."""
    parameters = {parameter["name"]: parameter for parameter in operation.get("parameters", ())}
    declared = [each for each in getattr(view, "deprecations", ()) if each.action in (None, action)]
    declared = [each for each in declared if each.parameter is None or each.parameter in parameters]
    if not declared:
        return
    answer = operation["responses"]["200"]
    answer["headers"] = answer.get("headers", {}) | {name: {"$ref": f"#/components/headers/{name}"} for name in HEADERS}
    for each in declared:
        if each.parameter:
            parameters[each.parameter]["deprecated"] = True
        elif each.field is None:
            operation["deprecated"] = True
