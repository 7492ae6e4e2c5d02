"""The shape of an indicator."""

from rest_framework import serializers

from plans import choices, models
from plans.api import figure_examples as examples
from plans.api.serializers import TextOrNull, example


@example(examples.INDICATOR)
class IndicatorSerializer(serializers.ModelSerializer):
    """指标: what is measured, the same across documents, regions and years. Its code never changes and is never used for anything else."""

    code = serializers.CharField(read_only=True, help_text="Permanent code.")
    name = serializers.CharField(read_only=True, help_text="Usual name.")
    name_en = TextOrNull(help_text="English name.")
    aliases = serializers.SerializerMethodField(help_text="Other names that mean the same; figures that bear one are linked to it.")
    unit_family = serializers.ChoiceField(
        choices.UnitFamily.choices, read_only=True, allow_null=True, help_text="Kind of unit of its level (单位类别)."
    )
    direction = serializers.ChoiceField(choices.Direction.choices, read_only=True, help_text="Which way is better: up, down, or neither.")
    theme = serializers.ChoiceField(choices.IndicatorTheme.choices, read_only=True, allow_null=True, help_text="Theme (主题).")
    description = TextOrNull(help_text="What exactly is counted (口径).")
    superseded_by = serializers.CharField(
        source="superseded_by_id", read_only=True, allow_null=True, help_text="Code of the indicator it has been merged into; null if none."
    )
    from_registry = serializers.BooleanField(read_only=True, help_text="Whether it comes from the registry, or an editor has added it.")
    created_at = serializers.DateTimeField(read_only=True, help_text="When it was first written.")
    updated_at = serializers.DateTimeField(read_only=True, help_text="When it was last changed.")

    class Meta:
        model = models.Indicator
        fields = (
            "code", "name", "name_en", "aliases", "unit_family", "direction", "theme", "description", "superseded_by", "from_registry",
            "created_at", "updated_at",
        )  # fmt: skip

    def get_aliases(self, indicator) -> list[str]:
        return [*dict.fromkeys([*indicator.aliases, *indicator.editor_aliases])]

    def to_representation(self, indicator):
        """A theme is null where none is given, never an empty string."""
        told = super().to_representation(indicator)
        return told | {"theme": told["theme"] or None}
