"""The shape of projects and of their mentions."""

from rest_framework import serializers

from plans import choices, models
from plans.api import project_examples as examples
from plans.api.expansion import expands
from plans.api.figure_serializers import NumberField
from plans.api.marked import MarkedSerializer
from plans.api.serializers import Key, RecordSerializer, TextOrNull, example


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
    region_name = serializers.CharField(source="region.full_name", read_only=True, allow_null=True, help_text="Full name of that region.")


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
    expanded = expands("Project", region="serializers.Region")

    class Meta:
        model = models.Project
        fields = (
            "id", "name", "kind", "region", "region_name", "stage", "tense", "scale_value", "scale_unit", "deadline_date", "first_mentioned_on",
            "last_mentioned_on", "mention_count", "document_count", "review_state", "created_at", "updated_at", "expanded",
        )  # fmt: skip


@example(examples.MENTION)
class ProjectMentionSerializer(UndertakingSerializer, MarkedSerializer):
    """项目提及: one place where a document names a project, and what it says of it there."""

    project = Key("project", "Id of the project it mentions; null if not linked.", allow_null=True)
    project_name = serializers.CharField(
        source="project.name", read_only=True, allow_null=True, help_text="Name of that project, which other mentions may write otherwise."
    )
    document_title = TextOrNull(source="document.title", help_text="Title of the document; null if the source lacks it.")
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
    expanded = expands(
        "ProjectMention", project="project_serializers.Project", document="serializers.Document", chapter="serializers.Chapter",
        section="serializers.Section", paragraph="serializers.Paragraph", region="serializers.Region",
    )  # fmt: skip

    class Meta:
        model = models.ProjectMention
        fields = (
            "id", "project", "project_name", "document", "document_title", "document_type", "mentioned_on", "chapter", "section", "paragraph", "name",
            "printed", "kind", "count", "action", "stage", "tense", "place", "region", "region_name", "scale", "scale_value", "scale_unit",
            "deadline", "deadline_date", "clause", "highlight", "review_state", "source", "created_at", "updated_at", "expanded",
        )  # fmt: skip
