"""The kinds of filter the API knows. Each refuses what it can't read, and says what was probably meant."""

import re
from datetime import UTC

import django_filters as filters
from django import forms
from django_filters.fields import BaseCSVField, IsoDateTimeField
from drf_spectacular.plumbing import build_choice_description_list
from drf_spectacular.utils import extend_schema_field

from plans.api.errors import nearest
from plans.models import Region
from plans.querysets import within

MAX_LIST = 100
NAMED_PERIODS = {"十二五": "2011-2015", "十三五": "2016-2020", "十四五": "2021-2025", "十五五": "2026-2030"}
REGION_CODE = {"type": "string", "pattern": "^[0-9]{6}$", "examples": ["141100"]}


class Several(filters.BaseInFilter):
    """Any of several values, separated by commas."""


class Parameter:
    """Mixed into every filter: `schema` describes it in the OpenAPI document, `suggest` answers a bad value."""

    schema = None
    # Whether it has something to say of a request that does not ask for it.
    always = False
    # Whether it was made from another filter, by plans.api.lookups.
    is_derived = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if schema := self.describe():
            choices = "" if isinstance(self, Several) else build_choice_description_list(self.extra.get("choices", ()))
            extend_schema_field({**schema, "description": f"{self.extra['help_text']}\n\n{choices}".strip()})(self)

    def describe(self):
        return self.schema

    def suggest(self, text):
        return None

    @property
    def is_plain(self):
        """Whether it does nothing but compare a column with one value."""
        return self.method is None and self.lookup_expr == "exact" and not self.exclude


class Text(Parameter, filters.CharFilter):
    """Any text, taken as it is."""

    schema = {"type": "string", "minLength": 1, "maxLength": 200}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, strip=False, max_length=200, **kwargs)


class YesNoField(forms.TypedChoiceField):
    def __init__(self, *args, **kwargs):
        choices = [("true", "true"), ("false", "false")]
        super().__init__(*args, choices=choices, coerce=lambda text: text == "true", empty_value=None, **kwargs)


class YesNo(Parameter, filters.BooleanFilter):
    """true or false, and no other word."""

    field_class = YesNoField

    def suggest(self, text):
        if text.lower() in ("1", "yes", "y", "t", "on", "是"):
            return "true"
        return "false" if text.lower() in ("0", "no", "n", "f", "off", "否") else nearest(text, ["true", "false"])


class Whole(Parameter, filters.NumberFilter):
    """A whole number."""

    field_class = forms.IntegerField

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"min_value": 0, "max_value": 2_147_483_647} | kwargs)

    def get_max_validator(self):
        return None

    def describe(self):
        return {"type": "integer", "minimum": self.extra["min_value"], "maximum": self.extra["max_value"]}

    def suggest(self, text):
        digits = re.search(r"\d+", text)
        return digits[0] if digits and self.extra["min_value"] <= int(digits[0][:12]) <= self.extra["max_value"] else None


class Year(Whole):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, min_value=1900, max_value=2200, **kwargs)


class Day(Parameter, filters.DateFilter):
    """A date as ISO 8601 writes it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, input_formats=["%Y-%m-%d"], **kwargs)

    def suggest(self, text):
        parts = re.fullmatch(r"\s*(\d{4})\D+(\d{1,2})\D+(\d{1,2})\D*", text)
        return f"{parts[1]}-{int(parts[2]):02}-{int(parts[3]):02}" if parts else None


class MomentField(IsoDateTimeField):
    """A + that came as a space, because nobody encoded it, is a + again. The time is told in UTC: PostgreSQL takes no offset beyond 15:59."""

    def to_python(self, value):
        moment = super().to_python(re.sub(r" (\d\d:?\d\d)$", r"+\1", value) if isinstance(value, str) else value)
        try:
            return moment and moment.astimezone(UTC)
        except OverflowError:
            raise forms.ValidationError(self.error_messages["invalid"], "invalid") from None


class Moment(Parameter, filters.IsoDateTimeFilter):
    """A time as ISO 8601 writes it, or a day; without an offset it is the time in China."""

    field_class = MomentField
    schema = {"type": "string", "format": "date-time", "examples": ["2026-11-22T08:00:00+08:00"]}


class PeriodField(forms.RegexField):
    def __init__(self, *args, **kwargs):
        super().__init__(r"^(19|20|21)\d\d-(19|20|21)\d\d$", *args, **kwargs)


class Period(Parameter, filters.CharFilter):
    """First and last year of a plan's period: 2021-2025."""

    field_class = PeriodField
    schema = {"type": "string", "pattern": r"^(19|20|21)\d\d-(19|20|21)\d\d$", "examples": ["2021-2025"]}

    def suggest(self, text):
        years = re.findall(r"(?:19|20|21)\d\d", text)
        named = next((period for name, period in NAMED_PERIODS.items() if name in text), None)
        return f"{years[0]}-{years[-1]}" if len(years) > 1 else named

    def filter(self, queryset, value):
        if not value:
            return queryset
        first, last = value.split("-")
        return queryset.filter(**{f"{self.field_name}_start": first, f"{self.field_name}_end": last})


class UUID(Parameter, filters.UUIDFilter):
    """The id of a record."""


class Choice(Parameter, filters.ChoiceFilter):
    """One of a closed list of values."""

    def describe(self):
        return {"type": "string", "enum": [value for value, _ in self.extra["choices"]]}

    def suggest(self, text):
        choices = dict(self.extra["choices"])
        by_label = {str(label): value for value, label in choices.items()}
        return by_label.get(text) or nearest(text, map(str, choices))


def known_regions(codes):
    """Refuse codes no region has, in one query."""
    known = set(Region.objects.filter(code__in=codes).values_list("code", flat=True))
    for code in codes:
        if code not in known:
            raise forms.ValidationError("“%(value)s” is not the six-digit code of a known region.", "unknown_region", {"value": code[:40]})


class CodeField(forms.CharField):
    def clean(self, value):
        value = super().clean(value)
        known_regions([value] if value else [])
        return value


class CodesField(BaseCSVField):
    def clean(self, value):
        values = super().clean(value)
        known_regions(values or [])
        return values


class RegionCode(Parameter, filters.CharFilter):
    """One region, by its code. A name is answered with the code that was probably meant."""

    field_class = CodeField
    schema = REGION_CODE

    def suggest(self, text):
        named = Region.objects.named(text.strip()).order_by("code").first()
        if not named and text.isdigit():
            above = [text[:4] + "00", text[:2] + "0000"]
            named = Region.objects.filter(code__in=above).order_by("-code").first()
        return named and named.code


class Within(RegionCode):
    """A region and everything below it."""

    def filter(self, queryset, value):
        return queryset.filter(**within(self.field_name, value)) if value else queryset


class RegionCodeIn(Parameter, Several):
    base_field_class = CodesField
    field_class = forms.CharField
    schema = REGION_CODE
    suggest = RegionCode.suggest


class ChoiceIn(Several, Choice):
    pass


class UUIDIn(Several, UUID):
    pass


class WholeIn(Several, Whole):
    pass
