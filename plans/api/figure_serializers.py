"""The shape of targets and outcomes."""

from decimal import Decimal

from django.db.models import Func, JSONField
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans import choices, models
from plans.api import figure_examples as examples
from plans.api.expansion import expands
from plans.api.marked import MarkedSerializer
from plans.api.serializers import TextOrNull, example
from plans.api.written import column

EXACT_AS_FLOAT = 2**53


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

    def written(self, path):
        return JSONNumber(column(self, path))


class JSONNumber(Func):
    """A decimal as a JSON number, exact up to 2^53, without zeros at its end."""

    output_field = JSONField()
    template = (
        f"CASE WHEN abs(%(expressions)s) < {EXACT_AS_FLOAT} THEN to_json(trim_scale(%(expressions)s)) "
        "ELSE to_json(%(expressions)s::double precision) END"
    )


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
    """What targets and outcomes have in common."""

    tense = serializers.ChoiceField(choices.Tense.choices, read_only=True, help_text="Committed to (target) or reported (outcome).")
    region = serializers.CharField(
        source="region_id",
        read_only=True,
        allow_null=True,
        help_text="Code of the region the number is about; mostly that of the document.",
    )
    region_name = serializers.CharField(source="region.full_name", read_only=True, allow_null=True, help_text="Full name of that region.")
    name = serializers.CharField(
        source="indicator_name", read_only=True, help_text="What is measured, as printed; a subject left out in the clause is filled in."
    )
    indicator = serializers.CharField(
        source="indicator_id", read_only=True, allow_null=True, help_text="Code of the indicator that this name means; null if not linked."
    )
    indicator_name = serializers.CharField(
        source="indicator.name", read_only=True, allow_null=True, help_text="The indicator's own name in the registry; null if not linked."
    )
    clause = serializers.CharField(read_only=True, help_text="The clause that holds the number, as printed after repair.")
    expanded = expands(
        "Figure", document="serializers.Document", chapter="serializers.Chapter", section="serializers.Section", paragraph="serializers.Paragraph",
        region="serializers.Region", indicator="indicator_serializers.Indicator",
    )  # fmt: skip

    class Meta:
        fields = (
            "id", "tense", "document", "chapter", "section", "paragraph", "region", "region_name", "name", "indicator", "indicator_name", "printed",
            "comparator", "value", "value_high", "unit", "unit_family", "normal_value", "normal_value_high", "normal_unit", "measure", "year",
            "base_year", "base_value", "nature", "strength", "clause", "highlight", "review_state", "source", "created_at", "updated_at",
            "expanded",
        )  # fmt: skip


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
