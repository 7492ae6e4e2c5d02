"""The columns of a list, taken from the serializer that declares its records: the same whatever the rows hold."""

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
# How fields of our own are described to the OpenAPI document, and what they are here.
DESCRIBED = (
    ({"type": "number"}, "number"),
    ({"type": ["string", "null"]}, "text"),
    ({"type": "array", "items": {"type": "string"}}, "texts"),
)


def columns_of(serializer, kept, within=""):
    """A column for every value that is told, in the order of the fields; what lies deeper has its path as name: `source.line`.

    `kept` are the names of these values, as plans.api.shape tells them.
    """
    columns = []
    for name, field in serializer.fields.items():
        path = f"{within}{name}"
        if not isinstance(field, serializers.Serializer):
            columns += [Column(path, _kind(field, serializer), str(field.help_text or ""))] if path in kept else []
        elif any(each.startswith(f"{path}.") for each in kept):
            columns += columns_of(field, kept, f"{path}.")
    return tuple(columns)


def _kind(field, serializer):
    described = get_override(field, "field")
    for schema, kind in DESCRIBED:
        if described == schema:
            return kind
    for kind_of_field, kind in KINDS:
        if isinstance(field, kind_of_field):
            return kind
    raise TypeError(f"{type(serializer).__name__}.{field.field_name}: a {type(field).__name__} has no kind of column yet.")
