"""What may be written: for each kind of record a body made from the fields that people correct, by the names the API tells them.

Strict about types: what is a number in an answer is a number in a body, and null is what is not known.
"""

import re
from decimal import Decimal

from django.db import models
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from plans import corrections
from plans.api.errors import nearest
from plans.api.figure_parameters import COMPARATORS, INDICATOR_CODE, Number, meant_indicator
from plans.api.filters import PUBLIC_NAMES
from plans.api.parameters import REGION_CODE, Day, RegionCode
from plans.choices import Comparator
from plans.models import Correction, Indicator, Region

INTEGERS = {"PositiveSmallIntegerField": 32_767, "PositiveIntegerField": 2_147_483_647}
LONGEST_WHOLE = 18  # digits after the first
REASON = "Why, for whoever checks it; told in `corrections/`."


def mistyped(expected):
    return {"invalid": f"Takes {expected}."}


class TextIn(serializers.CharField):
    """A JSON string that is not empty."""

    default_error_messages = mistyped("a text") | {"blank": "Takes no empty text. What is not there is null, where it can be left out."}

    def __init__(self, **kwargs):
        super().__init__(min_length=1, **kwargs)

    def to_internal_value(self, data):
        return super().to_internal_value(data) if isinstance(data, str) else self.fail("invalid")


class ChoiceIn(serializers.ChoiceField):
    """One of a closed list of values."""

    def __init__(self, choices, **kwargs):
        listed = ", ".join(str(value) for value, _ in choices)
        super().__init__(choices, error_messages={"invalid_choice": f"Can't be “{{input}}”. Possible: {listed}."}, **kwargs)

    def to_internal_value(self, data):
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", input=str(data)[:40])
        return data

    def suggest(self, text):
        by_label = {str(label): value for value, label in self.choices.items()}
        return by_label.get(text) or nearest(text, self.choices)


class ComparatorIn(ChoiceIn):
    def suggest(self, text):
        return COMPARATORS.get(text) or super().suggest(text)


class WholeIn(serializers.IntegerField):
    """A JSON number without a fraction."""

    default_error_messages = mistyped("a whole number")

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, int | Decimal):
            self.fail("invalid")
        if isinstance(data, Decimal) and (data.adjusted() > LONGEST_WHOLE or data != data.to_integral_value()):
            self.fail("invalid")
        return super().to_internal_value(int(data))


@extend_schema_field({"type": "number"})
class NumberIn(serializers.Field):
    """A JSON number, kept exactly as it is written."""

    default_error_messages = mistyped("a number")

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, int | Decimal):
            self.fail("invalid")
        return Decimal(data) if data else Decimal()

    def suggest(self, text):
        return Number.suggest(self, text)


class YesNoIn(serializers.BooleanField):
    default_error_messages = mistyped("true or false")

    def to_internal_value(self, data):
        return data if isinstance(data, bool) else self.fail("invalid")


class DayIn(serializers.DateField):
    default_error_messages = mistyped("a date such as 2021-11-20")
    suggest = Day.suggest

    def to_internal_value(self, data):
        if not isinstance(data, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", data, re.ASCII):
            self.fail("invalid")
        return super().to_internal_value(data)


class CodeIn(TextIn):
    """The code of another record."""

    model = unknown = None

    def to_internal_value(self, data):
        code = super().to_internal_value(data)
        if not self.model.objects.filter(pk=code).exists():
            self.fail(self.unknown, input=code[:60])
        return code


@extend_schema_field(REGION_CODE)
class RegionIn(CodeIn):
    model, unknown = Region, "unknown_region"
    default_error_messages = {unknown: "“{input}” is not the six-digit code of a known region."}
    suggest = RegionCode.suggest


@extend_schema_field(INDICATOR_CODE)
class IndicatorIn(CodeIn):
    model, unknown = Indicator, "unknown_indicator"
    default_error_messages = {unknown: "“{input}” is not the code of a known indicator."}

    def suggest(self, text):
        return meant_indicator(text)


RELATIONS = {Region: RegionIn, Indicator: IndicatorIn}


class Body(serializers.Serializer):
    """What the fields of a record become. A field that is left out stays; null is: not known, or not there."""

    def faults(self):
        """(name, code, message, suggestion) of everything that is wrong with the values given."""
        for name, errors in self.errors.items():
            given = self.initial_data.get(name)
            suggest = getattr(self.fields[name], "suggest", None)
            for error in errors:
                yield name, error.code, f"{name}: {error}", suggest(given[:100]) if suggest and isinstance(given, str) else None


class BodyExtension(OpenApiSerializerExtension):
    """A body takes no other fields."""

    target_class = Body
    match_subclasses = True

    def map_serializer(self, auto_schema, direction):
        return auto_schema._map_serializer(self.target, direction, bypass_extensions=True) | {"additionalProperties": False}


def correction_body(model_name, told, example):
    """The body of a PATCH of records of a model. `told` is the serializer of their answers, `example` a real body."""
    described = told().fields
    fields = {}
    for name in (*corrections.CORRECTABLE[model_name], *([corrections.TENSE] if model_name in ("target", "outcome") else [])):
        public = PUBLIC_NAMES.get(name, name)
        fields[public] = _field(corrections.field_of(model_name, name), described[public].help_text, None if public == name else name)
    limit = Correction._meta.get_field("reason").max_length
    fields["reason"] = TextIn(required=False, allow_null=True, max_length=limit, help_text=REASON)
    noun = told.__name__.removesuffix("Serializer")
    body = type(f"{noun}PatchSerializer", (Body,), fields | {"__doc__": Body.__doc__})
    return extend_schema_serializer(examples=[OpenApiExample("Example", value=example, request_only=True)])(body)


def _field(field, help_text, source):
    """The field of a body for a field of a model. `source` is that field's name, where the body has another one."""
    options = {"required": False, "allow_null": field.null or field.blank, "help_text": help_text}
    options |= {"source": source} if source else {}
    if isinstance(field, models.ForeignKey):
        return RELATIONS[field.related_model](**options)
    if field.choices:
        kind = ComparatorIn if field.choices == Comparator.choices else ChoiceIn
        return kind(field.choices, **options)
    if isinstance(field, models.BooleanField):
        return YesNoIn(**options | {"allow_null": False})
    if isinstance(field, models.DateField):
        return DayIn(**options)
    if isinstance(field, models.DecimalField):
        return NumberIn(**options)
    if isinstance(field, models.IntegerField):
        return WholeIn(**options, min_value=0, max_value=INTEGERS[field.get_internal_type()])
    return TextIn(**options, max_length=field.max_length, trim_whitespace=not isinstance(field, models.TextField))


def decision_body(name, choices, help_text, example):
    """The body of a PATCH that only sets a state."""
    fields = {"state": ChoiceIn(choices, help_text=help_text), "__doc__": "What an editor has decided."}
    return extend_schema_serializer(examples=[OpenApiExample("Example", value=example, request_only=True)])(type(name, (Body,), fields))


def meant_field(name, fields):
    """The field that was probably meant by an unknown name."""
    stored = PUBLIC_NAMES.get(name)
    return stored if stored in fields else nearest(name, fields)
