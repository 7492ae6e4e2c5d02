"""The shape of a change, and of a page of them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans import choices, models
from plans.api import change_examples as examples
from plans.api.change_filters import RESOURCES
from plans.api.serializers import Key, example

RECORDS = (
    "Region", "Indicator", "Document", "Source", "Reference", "Chapter", "Section", "Paragraph", "Target", "Outcome", "Project", "ProjectMention",
    "Correction", "Diagnostic",
)  # fmt: skip


@extend_schema_field({"anyOf": [*({"$ref": f"#/components/schemas/{name}"} for name in RECORDS), {"type": "null"}]})
class RecordField(serializers.JSONField):
    """A record of any list."""


class ChangeSerializer(serializers.ModelSerializer):
    """变更: one record that was made, changed or deleted."""

    sequence = serializers.IntegerField(read_only=True, min_value=1, help_text="Number of the change, in the order of commits; some are left out.")
    at = serializers.DateTimeField(read_only=True, help_text="When it was committed. Later changes never have earlier times.")
    resource = serializers.ChoiceField(RESOURCES, read_only=True, help_text="List that the record belongs to, as in the address.")
    id = serializers.CharField(source="object_id", read_only=True, help_text="Id of the record; of regions and indicators the code.")
    url = serializers.URLField(read_only=True, allow_null=True, help_text="Address of the record; null if it was deleted.")
    operation = serializers.ChoiceField(choices.ChangeOperation.choices, read_only=True, help_text="What happened to the record.")
    cause = serializers.ChoiceField(
        choices.ChangeCause.choices,
        read_only=True,
        help_text="Why: another source (import), the same source read anew by a better parser, a correction by a person, progress of the review, "
        "the registry of regions and indicators, or maintenance.",
    )
    document = Key("document", "Id of the document it belongs to, of a document its own; null if to none.", allow_null=True)
    record = RecordField(
        read_only=True,
        allow_null=True,
        help_text="With `expand=record` the record as its own address tells it now, which may be newer than this change; null if it is not "
        "there any more. Without, null.",
    )

    class Meta:
        model = models.Change
        fields = ("sequence", "at", "resource", "id", "url", "operation", "cause", "document", "record")


@example(examples.CHANGES)
class ChangePageSerializer(serializers.Serializer):
    """A page of changes, the oldest first."""

    count = serializers.IntegerField(required=False, min_value=0, help_text="How many changes are left, this page included. Only with `count=true`.")
    next = serializers.URLField(help_text="Where to go on: the next page, or, when `more` is false, what to ask later. Never null.")
    more = serializers.BooleanField(help_text="Whether there are more changes already. False: the copy is in step.")
    results = ChangeSerializer(many=True, help_text="The changes of the page, the oldest first.")


def change_said(change, url, record):
    """A change as ChangeSerializer declares it."""
    return {
        "sequence": change.sequence,
        "at": change.at,
        "resource": change.resource,
        "id": change.object_id,
        "url": url,
        "operation": change.operation,
        "cause": change.cause,
        "document": change.document_id,
        "record": record,
    }
