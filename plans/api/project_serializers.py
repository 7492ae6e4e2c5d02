"""The shape of projects and of their mentions: declared by serializers, written by `project_row` and `mention_row`."""

from django.utils.timezone import localtime
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans import choices, models
from plans.api import project_examples as examples
from plans.api.figure_serializers import NumberField, number
from plans.api.marked import MARKED_COLUMNS, MarkedSerializer, blocks, highlight, quoted_place
from plans.api.serializers import Key, RecordSerializer, TextOrNull, example

PROJECT_COLUMNS = (
    "id", "name", "name_key", "kind", "region_id", "region__full_name", "stage", "tense", "scale_value", "scale_unit", "deadline_date", "first_dated",
    "last_dated", "mention_count", "document_count", "review_state", "created_at", "updated_at",
)  # fmt: skip
MENTION_COLUMNS = (
    *MARKED_COLUMNS, "project_id", "project__name", "project__updated_at", "document__title", "document__doc_type", "document__updated_at",
    "dated", "name", "name_key", "kind", "count", "action", "stage", "tense", "place", "region_id", "region__full_name", "scale", "scale_value", "scale_unit",
    "deadline", "deadline_date",
)  # fmt: skip


class UndertakingSerializer(serializers.Serializer):
    """What a project and a mention of one both say."""

    kind = serializers.ChoiceField(
        choices.ProjectKind.choices,
        read_only=True,
        help_text="Something built, a programme carried out (工程, 行动, 计划), or a base, park or centre set up.",
    )
    stage = serializers.ChoiceField(
        choices.ProjectStage.choices,
        read_only=True,
        allow_null=True,
        help_text="planned (谋划, 前期), started (开工), underway (在建) or completed (建成); where `tense` is target, the stage to be reached. "
        "Null if no text tells it.",
    )
    tense = serializers.ChoiceField(
        choices.Tense.choices, read_only=True, help_text="Whether the stage is to be reached (target) or has been reached (outcome)."
    )
    scale_value = NumberField(allow_null=True, help_text="Scale in the base unit: 700000 for 2×35万千瓦; null if none is told in numbers.")
    scale_unit = TextOrNull(help_text="Base unit of `scale_value`: 千瓦, 吨, 公里, 元, 台.")
    deadline_date = serializers.DateField(
        read_only=True, allow_null=True, help_text="Last day that the deadline allows: 2026-08-31 for 8月底前."
    )
    region = serializers.CharField(source="region_id", read_only=True, allow_null=True)
    region_name = serializers.SerializerMethodField(help_text="Full name of that region.")

    @extend_schema_field({"type": ["string", "null"]})
    def get_region_name(self, record):
        return record.region.full_name if record.region else None


@example(examples.PROJECT)
class ProjectSerializer(UndertakingSerializer, RecordSerializer):
    """项目: a named thing to build or programme to carry out, as its mentions in all documents tell it; the newest that says something counts.

    Its mentions in the order of time: `projects/{id}/mentions/`.
    """

    name = serializers.CharField(read_only=True, help_text="The name most mentions use, without a verb.")
    region = serializers.CharField(
        source="region_id",
        read_only=True,
        allow_null=True,
        help_text="Code of the region it is in: by a printed place, else that of the documents.",
    )
    first_mentioned_on = serializers.DateField(
        source="first_dated", read_only=True, allow_null=True, help_text="Day of the first document that mentions it."
    )
    last_mentioned_on = serializers.DateField(
        source="last_dated", read_only=True, allow_null=True, help_text="Day of the last document that mentions it."
    )
    mention_count = serializers.IntegerField(read_only=True, min_value=1, help_text="How many times it is mentioned.")
    document_count = serializers.IntegerField(read_only=True, min_value=1, help_text="How many documents mention it.")
    review_state = serializers.ChoiceField(choices.ReviewState.choices, read_only=True, help_text="How far people have checked it.")

    class Meta:
        model = models.Project
        fields = (
            "id", "name", "kind", "region", "region_name", "stage", "tense", "scale_value", "scale_unit", "deadline_date", "first_mentioned_on",
            "last_mentioned_on", "mention_count", "document_count", "review_state", "created_at", "updated_at",
        )  # fmt: skip


@example(examples.MENTION)
class ProjectMentionSerializer(UndertakingSerializer, MarkedSerializer):
    """项目提及: one place where a document names a project, and what it says of it there."""

    project = Key("project", "Id of the project it mentions; null if not linked.", allow_null=True)
    project_name = serializers.SerializerMethodField(help_text="Name of that project, which other mentions may write otherwise.")
    document_title = serializers.SerializerMethodField(help_text="Title of the document; null if the source lacks it.")
    document_type = serializers.ChoiceField(
        choices.DocumentType.choices, source="document.doc_type", read_only=True, allow_null=True, help_text="Type of the document."
    )
    mentioned_on = serializers.DateField(
        source="dated",
        read_only=True,
        allow_null=True,
        help_text="Day of the document: written or published, else the first of its period; null if nothing tells.",
    )
    name = serializers.CharField(read_only=True, help_text="Whole name; a head noun that a list shares is filled in.")
    printed = serializers.CharField(read_only=True, help_text="The name as a piece of the clause, as printed.")
    count = serializers.IntegerField(
        read_only=True, allow_null=True, min_value=0, help_text="How many, of a counted group: 4 for 4个铁路专用线; else null."
    )
    action = TextOrNull(help_text="Verb phrase as printed: 推动开工; null if none.")
    place = TextOrNull(help_text="Place as printed: 岚县; null if none.")
    region = serializers.CharField(
        source="region_id",
        read_only=True,
        allow_null=True,
        help_text="Code of the region that the place is in; null without a known place.",
    )
    scale = TextOrNull(help_text="Capacity or size as printed: 2×35万千瓦; null if none.")
    deadline = TextOrNull(help_text="Deadline as printed: 8月底前; null if none.")
    clause = serializers.CharField(read_only=True, help_text="The clause that names it, as printed after repair.")

    class Meta:
        model = models.ProjectMention
        fields = (
            "id", "project", "project_name", "document", "document_title", "document_type", "mentioned_on", "chapter", "section", "paragraph", "name",
            "printed", "kind", "count", "action", "stage", "tense", "place", "region", "region_name", "scale", "scale_value", "scale_unit",
            "deadline", "deadline_date", "clause", "highlight", "review_state", "source", "created_at", "updated_at",
        )  # fmt: skip

    @extend_schema_field({"type": ["string", "null"]})
    def get_project_name(self, mention):
        return mention.project.name if mention.project else None

    @extend_schema_field({"type": ["string", "null"]})
    def get_document_title(self, mention):
        return mention.document.title or None


def project_row(row):
    """A project as the API tells it, from its PROJECT_COLUMNS: the same as ProjectSerializer makes of the record."""
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "region": row.region_id,
        "region_name": row.region__full_name,
        "stage": row.stage,
        "tense": row.tense,
        "scale_value": number(row.scale_value),
        "scale_unit": row.scale_unit or None,
        "deadline_date": row.deadline_date,
        "first_mentioned_on": row.first_dated,
        "last_mentioned_on": row.last_dated,
        "mention_count": row.mention_count,
        "document_count": row.document_count,
        "review_state": row.review_state,
        "created_at": localtime(row.created_at),
        "updated_at": localtime(row.updated_at),
    }


def mention_row(row):
    """A mention as the API tells it, from its MENTION_COLUMNS: the same as ProjectMentionSerializer makes of the record."""
    place = blocks(row)
    return {
        "id": row.id,
        "project": row.project_id,
        "project_name": row.project__name,
        "document": place.pop("document"),
        "document_title": row.document__title or None,
        "document_type": row.document__doc_type,
        "mentioned_on": row.dated,
        **place,
        "name": row.name,
        "printed": row.printed,
        "kind": row.kind,
        "count": row.count,
        "action": row.action or None,
        "stage": row.stage,
        "tense": row.tense,
        "place": row.place or None,
        "region": row.region_id,
        "region_name": row.region__full_name,
        "scale": row.scale or None,
        "scale_value": number(row.scale_value),
        "scale_unit": row.scale_unit or None,
        "deadline": row.deadline or None,
        "deadline_date": row.deadline_date,
        "clause": row.clause,
        "highlight": highlight(row),
        "review_state": row.review_state,
        "source": quoted_place(row),
        "created_at": localtime(row.created_at),
        "updated_at": localtime(row.updated_at),
    }
