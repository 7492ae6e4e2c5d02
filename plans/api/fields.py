"""Kinds of field that records have: how each is told, by DRF (`to_representation`) and by PostgreSQL (`written`)."""

from django.db.models import Case, CharField, Func, JSONField, Value, When
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.api.filters import PUBLIC_NAMES
from plans.api.written import column, null_if_empty


class TextOrNull(serializers.CharField):
    """A text that the record may lack: null in the answer, never an empty string."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value):
        return super().to_representation(value) or None

    def written(self, path):
        return null_if_empty(column(self, path))


class Key(serializers.UUIDField):
    """The id of another record."""

    def __init__(self, of, help_text, **kwargs):
        super().__init__(source=f"{of}_id", read_only=True, help_text=help_text, **kwargs)


@extend_schema_field({"type": ["string", "integer", "number", "boolean", "object", "null"]})
class FieldValue(serializers.JSONField):
    """The value of some field: a date as ISO 8601, a relation as id or code, an exact decimal as text; or a whole record, by field."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value):
        return {PUBLIC_NAMES.get(name, name): each for name, each in value.items()} if isinstance(value, dict) else value

    def written(self, path):
        return PublicNames(column(self, path))


class PublicNames(Func):
    """A JSON value; of an object, its keys as the API calls them."""

    output_field = JSONField()
    renamed = " ".join(f"WHEN '{stored}' THEN '{public}'" for stored, public in PUBLIC_NAMES.items())
    template = (
        "(SELECT CASE WHEN jsonb_typeof(given) = 'object' "
        f"THEN (SELECT coalesce(jsonb_object_agg(CASE key {renamed} ELSE key END, value), '{{}}') FROM jsonb_each(given)) "
        "ELSE given END FROM (SELECT %(expressions)s AS given) AS one)"
    )


class FieldName(TextOrNull):
    """The name of a stored field, as the API calls it."""

    def to_representation(self, value):
        return super().to_representation(PUBLIC_NAMES.get(value, value))

    def written(self, path):
        renamed = [When(**{f"{path}{self.source}": stored}, then=Value(public)) for stored, public in PUBLIC_NAMES.items()]
        return Case(*renamed, default=super().written(path), output_field=CharField())
