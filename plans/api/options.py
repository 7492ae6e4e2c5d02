"""What OPTIONS answers: everything that can be asked of an address, for programs that build forms and tables of it."""

from drf_spectacular.drainage import get_override

from plans.api.parameters import UUID, Day, Several, YesNo
from plans.api.shape import names_of, shape_parameters

SCHEMAS = {UUID: {"type": "string", "format": "uuid"}, Day: {"type": "string", "format": "date"}, YesNo: {"type": "boolean"}}


def description_of(view, methods):
    """The methods of an address and what its GET takes, as JSON.

    `filters` have name, type (of JSON Schema), whether they take several values, what they mean, and their choices with
    labels in Chinese and English. What an address has none of is an empty list or null.
    """
    view.action = getattr(view, "action_map", {}).get("get")
    known = view.known_parameters()
    filters = {name: each for name, each in _filters(view).items() if name in known}
    told = getattr(view, "serializer_class", None) if "fields" in known else None
    return {
        "methods": methods,
        "formats": [*dict.fromkeys(renderer.format for renderer in view.get_renderers())],
        "filters": [_filter(name, each) for name, each in filters.items()],
        "parameters": [name for name in known if name not in filters],
        "ordering": _ordering(view) if "ordering" in known else None,
        "page_size": _page_size(view) if "ordering" in known else None,
        "fields": list(names_of(told).fields) if told else [],
        "expand": list(names_of(told).relations) if told and "expand" in shape_parameters(told) else [],
    }


def _filters(view):
    filterset_class = getattr(view, "filterset_class", None)
    return filterset_class.base_filters if filterset_class else {}


def _filter(name, each):
    told = next((schema for kind, schema in SCHEMAS.items() if isinstance(each, kind)), None) or each.describe() or _described(each)
    schema = told.get("items", told)
    choices = [{"value": value, "label_zh": str(label), "label_en": english(value)} for value, label in each.extra.get("choices", ())]
    return {
        "name": name,
        "type": schema["type"],
        "format": schema.get("format"),
        "several": isinstance(each, Several) or told["type"] == "array",
        "description": str(each.extra["help_text"]),
        "choices": choices or None,
    }


def _described(each):
    return get_override(each, "field") or {"type": "string"}


def english(value):
    """A value of an enumeration as words; a sign as it is.

    >>> english("special_plan"), english(">=")
    ('Special plan', '>=')
    """
    return str(value).replace("_", " ").capitalize()


def _ordering(view):
    return {"keys": [*view.orderings], "default": view.ordering.split(","), "unique": [*view.unique_orderings], "note": view.ordering_note}


def _page_size(view):
    return {"default": view.paginator.page_size, "maximum": view.paginator.max_page_size}
