"""The columns of a list, taken from the serializer that declares its records: the same whatever the rows hold."""

from typing import get_origin, get_type_hints

from drf_spectacular.drainage import get_override
from rest_framework import serializers

from plans.exports.tables import Column

# The first that fits tells the kind.
KINDS = (
    (serializers.UUIDField, "id"),
    (serializers.DateTimeField, "time"),
    (serializers.DateField, "date"),
    (serializers.BooleanField, "boolean"),
    (serializers.IntegerField, "integer"),
    (serializers.JSONField, "json"),
    ((serializers.CharField, serializers.ChoiceField), "text"),
)


def columns_of(serializer, within=""):
    """A column for every value of a record, in the order of its fields; what lies deeper has its path as name: `source.line`."""
    columns = []
    for name, field in serializer.fields.items():
        path = f"{within}{name}"
        if isinstance(field, serializers.Serializer):
            columns += columns_of(field, f"{path}.")
        else:
            columns.append(Column(path, _kind(field, serializer), str(field.help_text or "")))
    return tuple(columns)


def _kind(field, serializer):
    if isinstance(field, serializers.SerializerMethodField):
        return _kind_of_method(getattr(serializer, field.method_name))
    if get_override(field, "field") == {"type": "number"}:
        return "number"
    for kind_of_field, kind in KINDS:
        if isinstance(field, kind_of_field):
            return kind
    raise TypeError(f"{type(serializer).__name__}.{field.field_name}: a {type(field).__name__} has no kind of column yet.")


def _kind_of_method(method):
    """Of a method that tells a text or a list of texts, by its annotation."""
    told = get_type_hints(method).get("return")
    if told in (str, str | None) or get_override(method, "field") == {"type": ["string", "null"]}:
        return "text"
    if get_origin(told) is list and told.__args__ == (str,):
        return "texts"
    raise TypeError(f"{method.__qualname__}: say in its annotation whether it tells a text or a list of texts.")
