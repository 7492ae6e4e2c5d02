"""What the feed of changes can be asked for."""

import datetime

import django_filters as filters
from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from plans import choices
from plans.api.filters import Filters
from plans.api.parameters import UUID, Choice, ChoiceIn, Parameter, Text, UUIDIn
from plans.models import FOLLOWED

RESOURCES = [(name, f"of `{name}/`") for name in FOLLOWED]


class MomentField(forms.CharField):
    def clean(self, value):
        if not (text := super().clean(value)):
            return None
        try:
            moment = parse_datetime(text) or datetime.datetime.fromisoformat(text)
            aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
            return aware.astimezone(datetime.UTC)  # PostgreSQL takes no offset beyond 15:59
        except (ValueError, OverflowError):
            raise forms.ValidationError("“%(value)s” is no time as ISO 8601 writes it.", "invalid", {"value": text[:40]}) from None


class Moment(Parameter, filters.CharFilter):
    """A time as ISO 8601 writes it; a day is its first moment, without an offset it is that of the service."""

    field_class = MomentField
    schema = {"type": "string", "examples": ["2026-11-22T08:00:00+08:00", "2026-11-22"]}

    def suggest(self, text):
        """A plus sign that was not encoded arrives as a space."""
        given = text.strip().replace(" ", "+") if "T" in text else text.strip().replace("/", "-")
        try:
            datetime.datetime.fromisoformat(given)
        except ValueError:
            return None
        return given


class ChangeFilters(Filters):
    resource = Choice(choices=RESOURCES, help_text="Only changes of records of this list.")
    resource__in = ChoiceIn(field_name="resource", choices=RESOURCES, help_text="Any of these lists, separated by commas.")
    id = Text(field_name="object_id", help_text="Only changes of the record with this id or code: its history.")
    operation = Choice(choices=choices.ChangeOperation.choices, help_text="Only records made, changed or deleted.")
    operation__in = ChoiceIn(
        field_name="operation", choices=choices.ChangeOperation.choices, help_text="Any of these operations, separated by commas."
    )
    cause = Choice(choices=choices.ChangeCause.choices, help_text="Only changes for this reason.")
    cause__in = ChoiceIn(field_name="cause", choices=choices.ChangeCause.choices, help_text="Any of these reasons, separated by commas.")
    document = UUID(field_name="document_id", help_text="Only changes of a document and of what belongs to it: its id.")
    document__in = UUIDIn(field_name="document_id", help_text="Any of these documents: ids, separated by commas.")
    since = Moment(method="committed_since", help_text="Only changes at this time or later, as ISO 8601 (write `+` as `%2B`).")

    def committed_since(self, queryset, name, value):
        return queryset.since(value)
