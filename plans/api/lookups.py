"""What every filter can be asked besides: of each that compares with one value, its other lookups are made here.

    kind=item                 declared, by name and kind
    kind__in=item,paragraph   any of several
    kind__not=noise,title     none of one or several
    year__gte=2021            and __lte: years, numbers, days, times
    region__isnull=true       where the record can lack it

So no list has one lookup and lacks another, and an explicit declaration only says something special.
"""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, Q, TextField

from plans.api.figure_parameters import ComparatorChoice, ComparatorIn, IndicatorCode, IndicatorCodeIn, Number, TextIn, YearIn
from plans.api.parameters import UUID, Choice, ChoiceIn, Day, Moment, RegionCode, RegionCodeIn, Text, UUIDIn, Whole, Year, YesNo

SEVERAL = {
    Choice: ChoiceIn, ComparatorChoice: ComparatorIn, IndicatorCode: IndicatorCodeIn, RegionCode: RegionCodeIn, Text: TextIn, UUID: UUIDIn,
    Year: YearIn,
}  # fmt: skip
ORDERED = (Day, Moment, Number, Whole, Year)
RANGES = {
    "gte": {Day: "On this day or later.", Moment: "At this time or later."},
    "lte": {Day: "On this day or earlier.", Moment: "At this time or earlier."},
}
NUMBERS = {"gte": "This or more.", "lte": "This or less."}


class Missing(YesNo):
    """Whether a record lacks something; an empty text is told as null, and lacks it too."""

    def __init__(self, *args, is_text=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_text = is_text

    def filter(self, queryset, value):
        if value is None:
            return queryset
        missing = Q(**{f"{self.field_name}__isnull": True})
        if self.is_text:
            missing |= Q(**{self.field_name: ""})
        return queryset.filter(missing) if value else queryset.exclude(missing)


def completed(declared, model):
    """The filters of a list with every further lookup of each: those declared first, as they are.

    `model` tells what a record can lack; without it no `__isnull` is made.
    """
    found = dict(declared)
    for name, each in declared.items():
        if each.is_plain:
            for lookup, made in _further(name, each, model):
                made.is_derived = True
                found.setdefault(f"{name}__{lookup}", made)
    return found


def _further(name, each, model):
    """The other lookups of a filter. Of what the document says, only those that a list is likely to be narrowed by."""
    kind, column, own = type(each), each.field_name, "__" not in name
    options = {"choices": each.extra["choices"]} if kind is Choice else {"max_value": each.extra["max_value"]} if kind is Whole else {}
    if kind in SEVERAL and (own or kind is not Text):
        yield "in", SEVERAL[kind](field_name=column, help_text=f"Any of several values of `{name}`, separated by commas.", **options)
        if kind is not Year and name != "id":
            text = f"None of these values of `{name}`, one or several, separated by commas. What has no value stays in."
            yield "not", SEVERAL[kind](field_name=column, help_text=text, exclude=True, **options)
    if kind in ORDERED:
        for lookup, said in RANGES.items():
            text = f"{said.get(kind, NUMBERS[lookup])} See `{name}`."
            yield lookup, kind(field_name=column, lookup_expr=lookup, help_text=text, **options)
    if own and model and (lacking := _lacking(model, column)) is not None:
        yield "isnull", Missing(field_name=column, is_text=lacking, help_text=f"`true`: `{name}` is null; `false`: it is not.")


def _lacking(model, path):
    """None if the column is never null in an answer; else whether it is a text."""
    nullable, field = False, None
    for part in path.split("__"):
        try:
            field = model._meta.get_field(part)
        except FieldDoesNotExist:
            return None
        nullable = nullable or field.null
        model = field.related_model
    is_text = isinstance(field, CharField | TextField) and not field.primary_key
    return is_text if nullable or (is_text and field.blank) else None
