"""The shape of an indicator."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans import choices, models
from plans.api import figure_examples as examples
from plans.api.expansion import expands
from plans.api.serializers import TextOrNull, example
from plans.api.written import column, null_if_empty


@extend_schema_field({"type": "array", "items": {"type": "string"}})
class Aliases(serializers.Field):
    """All other names, each once: those of the registry, then those of editors."""

    def __init__(self, **kwargs):
        super().__init__(source="*", read_only=True, **kwargs)

    def to_representation(self, indicator):
        return [*dict.fromkeys([*indicator.aliases, *indicator.editor_aliases])]

    def written(self, path):
        return Distinct(F(f"{path}aliases"), F(f"{path}editor_aliases"))


class Distinct(Func):
    """The items of two arrays, each once, in their order."""

    output_field = ArrayField(CharField())
    arg_joiner = " || "
    template = "ARRAY(SELECT item FROM unnest(%(expressions)s) WITH ORDINALITY AS items(item, n) GROUP BY item ORDER BY min(n))"


class ChoiceOrNull(serializers.ChoiceField):
    """One of some values; null where none is given, never an empty string."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, read_only=True, allow_null=True, **kwargs)

    def to_representation(self, value):
        return super().to_representation(value) or None

    def written(self, path):
        return null_if_empty(column(self, path))


@example(examples.INDICATOR)
class IndicatorSerializer(serializers.ModelSerializer):
    """指标: what is measured, the same across documents, regions and years. Its code never changes and is never used for anything else."""

    code = serializers.CharField(read_only=True, help_text="Permanent code.")
    name = serializers.CharField(read_only=True, help_text="Usual name.")
    name_en = TextOrNull(help_text="English name.")
    aliases = Aliases(help_text="Other names that mean the same; figures that bear one are linked to it.")
    unit_family = serializers.ChoiceField(
        choices.UnitFamily.choices, read_only=True, allow_null=True, help_text="Kind of unit of its level (单位类别)."
    )
    direction = serializers.ChoiceField(choices.Direction.choices, read_only=True, help_text="Which way is better: up, down, or neither.")
    theme = ChoiceOrNull(choices.IndicatorTheme.choices, help_text="Theme (主题).")
    description = TextOrNull(help_text="What exactly is counted (口径).")
    superseded_by = serializers.CharField(
        source="superseded_by_id", read_only=True, allow_null=True, help_text="Code of the indicator it has been merged into; null if none."
    )
    from_registry = serializers.BooleanField(read_only=True, help_text="Whether it comes from the registry, or an editor has added it.")
    created_at = serializers.DateTimeField(read_only=True, help_text="When it was first written.")
    updated_at = serializers.DateTimeField(read_only=True, help_text="When it was last changed.")
    expanded = expands("Indicator", superseded_by="indicator_serializers.Indicator")

    class Meta:
        model = models.Indicator
        fields = (
            "code", "name", "name_en", "aliases", "unit_family", "direction", "theme", "description", "superseded_by", "from_registry",
            "created_at", "updated_at", "expanded",
        )  # fmt: skip
