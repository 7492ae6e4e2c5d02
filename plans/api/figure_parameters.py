"""Kinds of filter that only figures and indicators need: exact numbers, comparators, codes of indicators, lists of regions."""

import re
from decimal import Decimal

import django_filters as filters
from django import forms
from django_filters.fields import BaseCSVField

from plans.api.errors import nearest
from plans.api.parameters import REGION_CODE, Choice, Parameter, RegionCode, Several, Text, Year, known_regions
from plans.choices import Comparator
from plans.models import Indicator

INDICATOR_CODE = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$", "examples": ["gdp"]}
MAGNITUDES = {"万亿": 10**12, "亿": 10**8, "万": 10**4, "千": 10**3, "": 1}
# Other ways to write a comparator.
COMPARATORS = {
    "eq": "=", "==": "=", "ge": ">=", "gte": ">=", "min": ">=", "≥": ">=", "=>": ">=", "le": "<=", "lte": "<=", "max": "<=", "≤": "<=", "=<": "<=",
    "gt": ">", "lt": "<", "about": "~", "approx": "~", "≈": "~", "between": "range",
}  # fmt: skip


class Number(Parameter, filters.NumberFilter):
    """A decimal number, exactly as it is written."""

    schema = {"type": "number"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, max_digits=30, decimal_places=10, **kwargs)

    def get_max_validator(self):
        return None

    def suggest(self, text):
        """The number meant by 5亿元 or 1,000."""
        found = re.fullmatch(r"([-+]?\d{1,18}(?:\.\d{1,10})?)(万亿|亿|万|千|)\D*", re.sub(r"[,,\s]", "", text))
        return f"{(Decimal(found[1]) * MAGNITUDES[found[2]]).normalize():f}" if found else None


class YearIn(Several, Year):
    pass


class TextIn(Several, Text):
    pass


class ComparatorChoice(Choice):
    """How a number is compared; its values are signs, so a word is answered with the sign."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, choices=Comparator.choices, **kwargs)

    def suggest(self, text):
        return COMPARATORS.get(text.strip().lower()) or super().suggest(text)


class ComparatorIn(Several, ComparatorChoice):
    pass


def _indicator_codes(values):
    """All codes that mean the indicators asked for, superseded ones included. Unknown ones are refused. One query."""
    known = Indicator.objects.merged(values) if values else {}
    for value in values:
        if value not in known:
            raise forms.ValidationError("“%(value)s” is not the code of a known indicator.", "unknown_indicator", {"value": value[:60]})
    return sorted(set().union(*known.values()))


class IndicatorField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        return _indicator_codes([value]) if value else []


class IndicatorsField(BaseCSVField):
    def clean(self, value):
        return _indicator_codes(super().clean(value) or [])


def meant_indicator(text):
    """The code that was probably meant by a name or by a misspelt code, or None."""
    named = Indicator.objects.current().named(text.strip()).order_by("code").first()
    return named.code if named else nearest(text, Indicator.objects.order_by("code").values_list("code", flat=True))


class IndicatorCode(Parameter, filters.CharFilter):
    """One indicator by its code, with every code that has been merged into it."""

    field_class = IndicatorField
    schema = INDICATOR_CODE

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value}) if value else queryset

    def suggest(self, text):
        return meant_indicator(text)


class IndicatorCodeIn(Parameter, Several):
    base_field_class = IndicatorsField
    field_class = forms.CharField
    schema = INDICATOR_CODE
    suggest = IndicatorCode.suggest


class RegionListField(forms.Field):
    """Codes given one by one (`region=a&region=b`) or in one list (`region=a,b`)."""

    widget = forms.MultipleHiddenInput

    def __init__(self, *args, at_least, at_most, **kwargs):
        self.at_least, self.at_most = at_least, at_most
        super().__init__(*args, **kwargs)

    def clean(self, value):
        codes = [*dict.fromkeys(code for text in value or () for code in text.split(","))]
        if not self.at_least <= len(codes) <= self.at_most:
            message = f"Give {self.at_least} to {self.at_most} different regions: region=141100&region=140100."
            raise forms.ValidationError(message, "too_few" if len(codes) < self.at_least else "too_many")
        known_regions(codes)
        return codes


class RegionList(Parameter, filters.Filter):
    """Several regions, to be put side by side."""

    field_class = RegionListField
    schema = {"type": "array", "items": REGION_CODE}
    always = True

    def __init__(self, *args, at_least=2, at_most=10, **kwargs):
        super().__init__(*args, at_least=at_least, at_most=at_most, **kwargs)

    def suggest(self, text):
        meant = RegionCode.suggest(self, text)
        return None if meant == text else meant

    def filter(self, queryset, value):
        return queryset.filter(**{f"{self.field_name}__in": value})
