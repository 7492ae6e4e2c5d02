"""What the feed of changes can be asked for."""

from plans import choices
from plans.api.filters import Filters
from plans.api.parameters import UUID, Choice, ChoiceIn, Moment, Text, UUIDIn
from plans.models import FOLLOWED

RESOURCES = [(name, f"of `{name}/`") for name in FOLLOWED]


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
    since = Moment(method="committed_since", help_text="Only changes at this time or later; a day is its first moment.")

    def committed_since(self, queryset, name, value):
        return queryset.since(value)
