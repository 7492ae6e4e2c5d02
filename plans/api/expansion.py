"""Records told inside another: `expand=document` adds the whole document, under `expanded`, to whatever belongs to one.

The id stays where it is and of its type; what is expanded has a place of its own, so that the same client types hold
with and without `expand`.
"""

from django.utils.module_loading import import_string
from rest_framework import serializers


class Expanded(serializers.Serializer):
    """Records that a record belongs to: those that `expand` asks for."""

    # Names of fields that hold ids of other records: the serializers of these.
    relations = {}

    def __init__(self, **kwargs):
        text = f"Whole records that this one belongs to, as `expand` asks for them: {', '.join(self.relations)}. Only with `expand`."
        super().__init__(**{"source": "*", "required": False, "help_text": text} | kwargs)

    def get_fields(self):
        return {name: self._related(name, import_string(f"plans.api.{path}Serializer")) for name, path in self.relations.items()}

    def _related(self, name, serializer_class):
        field = self.parent.fields[name]
        source = field.source.removesuffix("_id")
        given = {} if source == name else {"source": source}
        text = f"The record whose id is in `{name}`" + ("; null if there is none." if field.allow_null else ".")
        return serializer_class(required=False, allow_null=field.allow_null, help_text=text, **given)

    def get_attribute(self, instance):
        """DRF's own way of writing tells none: PostgreSQL writes them, see plans.api.written."""
        raise serializers.SkipField


def expands(owner, **relations):
    """The field `expanded` of a serializer: `expands("Source", document="serializers.Document")`."""
    return type(f"{owner}ExpandedSerializer", (Expanded,), {"relations": relations, "__doc__": Expanded.__doc__})()
