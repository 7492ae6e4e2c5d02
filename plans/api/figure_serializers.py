"""The shape of targets, outcomes and indicators.

Lists hold up to 200 figures, and a serializer takes its time for each of their forty fields. So a figure is declared
once, in FigureSerializer, and written by `figure_row` from the columns of one query; a test compares the two.
"""

from decimal import Decimal

from django.utils.timezone import localtime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans import choices, models
from plans.api import figure_examples as examples
from plans.api.marked import MARKED_COLUMNS, MarkedSerializer, blocks, highlight, quoted_place
from plans.api.serializers import TextOrNull, example

EXACT_AS_FLOAT = 2**53
COLUMNS = (
    *MARKED_COLUMNS, "region_id", "region__full_name", "indicator_id", "indicator_name", "indicator__name", "indicator__updated_at", "comparator",
    "value", "value_high", "unit", "unit_family", "normal_value", "normal_value_high", "normal_unit", "measure", "year", "base_year", "base_value",
    "nature", "strength",
)  # fmt: skip


def number(value):
    """A decimal as a JSON number: whole where it is whole, null where there is none.

    >>> number(Decimal("543.80")), number(Decimal("2E+9")), number(None)
    (543.8, 2000000000, None)
    """
    if value is None:
        return None
    whole = value == value.to_integral_value()
    return int(value) if whole and abs(value) < EXACT_AS_FLOAT else float(value)


@extend_schema_field({"type": "number"})
class NumberField(serializers.Field):
    """An exact decimal, told as a JSON number."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: Decimal):
        return number(value)


class NumberSaid(serializers.Serializer):
    """What a number says, as printed and converted."""

    printed = serializers.CharField(read_only=True, help_text="The number as printed, with comparator and unit: 不低于60%.")
    comparator = serializers.ChoiceField(
        choices.Comparator.choices,
        read_only=True,
        help_text="How the indicator compares with `value`; `range` is from `value` to `value_high`.",
    )
    value = NumberField(help_text="The number as printed, before conversion: 543.8 for 543.8亿元. A fall is negative.")
    value_high = NumberField(allow_null=True, help_text="Upper end; only of a range.")
    unit = TextOrNull(help_text="Unit as printed, magnitude included: 亿元; null where none is printed.")
    unit_family = serializers.ChoiceField(
        choices.UnitFamily.choices,
        read_only=True,
        allow_null=True,
        help_text="Kind of unit (单位类别): numbers of one kind can be compared.",
    )
    normal_value = NumberField(allow_null=True, help_text="The number in the base unit of its kind: 54380000000 for 543.8亿元.")
    normal_value_high = NumberField(allow_null=True, help_text="Upper end in the base unit; only of a range.")
    normal_unit = TextOrNull(help_text="The base unit of its kind: 元, 亩, %. In kind `count` the word of the text: 个, 家, 所.")
    measure = serializers.ChoiceField(
        choices.Measure.choices, read_only=True, help_text="A level reached, a change (signed), or a count of things done."
    )
    year = serializers.IntegerField(read_only=True, allow_null=True, help_text="Year it holds for, said or implied; null if neither.")
    base_year = serializers.IntegerField(read_only=True, allow_null=True, help_text="Year a change is counted from; null if not said.")
    base_value = NumberField(allow_null=True, help_text="Value at the start, in the same unit as `value`; null if not said.")
    nature = serializers.ChoiceField(
        choices.Nature.choices, read_only=True, allow_null=True, help_text="Binding (约束性) or expected (预期性), where the text says so."
    )
    strength = TextOrNull(help_text="Word of firmness as printed: 力争, 确保, 至少; null if none.")


class FigureSerializer(NumberSaid, MarkedSerializer):
    """What targets and outcomes have in common. Needs the annotations of MarkedQuerySet.with_quote."""

    tense = serializers.ChoiceField(choices.Tense.choices, read_only=True, help_text="Committed to (target) or reported (outcome).")
    region = serializers.CharField(
        source="region_id",
        read_only=True,
        allow_null=True,
        help_text="Code of the region the number is about; mostly that of the document.",
    )
    region_name = serializers.SerializerMethodField(help_text="Full name of that region.")
    name = serializers.CharField(
        source="indicator_name", read_only=True, help_text="What is measured, as printed; a subject left out in the clause is filled in."
    )
    indicator = serializers.CharField(
        source="indicator_id", read_only=True, allow_null=True, help_text="Code of the indicator that this name means; null if not linked."
    )
    indicator_name = serializers.SerializerMethodField(help_text="The indicator's own name in the registry; null if not linked.")
    clause = serializers.CharField(read_only=True, help_text="The clause that holds the number, as printed after repair.")

    class Meta:
        fields = (
            "id", "tense", "document", "chapter", "section", "paragraph", "region", "region_name", "name", "indicator", "indicator_name", "printed",
            "comparator", "value", "value_high", "unit", "unit_family", "normal_value", "normal_value_high", "normal_unit", "measure", "year",
            "base_year", "base_value", "nature", "strength", "clause", "highlight", "review_state", "source", "created_at", "updated_at",
        )  # fmt: skip

    @extend_schema_field({"type": ["string", "null"]})
    def get_region_name(self, figure):
        return figure.region.full_name if figure.region else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_indicator_name(self, figure):
        return figure.indicator.name if figure.indicator else None


@example(examples.TARGET)
class TargetSerializer(FigureSerializer):
    """目标: a quantified commitment of a document: to reach, keep, add, build, cut or complete something by some time."""

    class Meta(FigureSerializer.Meta):
        model = models.Target


@example(examples.OUTCOME)
class OutcomeSerializer(FigureSerializer):
    """成效: a figure that a document reports as reached, done or measured, or gives as a baseline."""

    class Meta(FigureSerializer.Meta):
        model = models.Outcome


def figure_row(row, tense):
    """A figure as the API tells it, from its COLUMNS: the same as FigureSerializer makes of the record."""
    return {
        "id": row.id,
        "tense": tense,
        **blocks(row),
        "region": row.region_id,
        "region_name": row.region__full_name,
        "name": row.indicator_name,
        "indicator": row.indicator_id,
        "indicator_name": row.indicator__name,
        **measured(row),
        "clause": row.clause,
        "highlight": highlight(row),
        "review_state": row.review_state,
        "source": quoted_place(row),
        "created_at": localtime(row.created_at),
        "updated_at": localtime(row.updated_at),
    }


def measured(row):
    """What a number says, as printed and converted."""
    return {
        "printed": row.printed,
        "comparator": row.comparator,
        "value": number(row.value),
        "value_high": number(row.value_high),
        "unit": row.unit or None,
        "unit_family": row.unit_family,
        "normal_value": number(row.normal_value),
        "normal_value_high": number(row.normal_value_high),
        "normal_unit": row.normal_unit or None,
        "measure": row.measure,
        "year": row.year,
        "base_year": row.base_year,
        "base_value": number(row.base_value),
        "nature": row.nature,
        "strength": row.strength or None,
    }
