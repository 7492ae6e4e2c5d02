"""The shape of every record: which fields, by which name, and what each means. Null where a value is not known."""

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from plans import choices, models
from plans.api import examples
from plans.api.expansion import expands
from plans.api.fields import FieldName, FieldValue, Key, TextOrNull
from plans.api.filters import CORRECTED_MODELS


def example(value):
    return extend_schema_serializer(examples=[OpenApiExample("Example", value=value, response_only=True)])


class PlaceSerializer(serializers.Serializer):
    """Where a record stands in the decoded source of its document: lines from 1, characters (code points) from 0."""

    document = Key("document", "Id of the document whose source this is.")
    line = serializers.IntegerField(
        allow_null=True, min_value=1, help_text="First line. Null only for a record whose text the source lacks."
    )
    end_line = serializers.IntegerField(allow_null=True, min_value=1, help_text="Last line; null where only a first is known.")
    start = serializers.IntegerField(
        allow_null=True, min_value=0, help_text="First character, counted in Unicode code points over the whole file."
    )
    end = serializers.IntegerField(allow_null=True, min_value=0, help_text="One past the last character.")


class RecordSerializer(serializers.ModelSerializer):
    """What every record has."""

    id = serializers.UUIDField(read_only=True, help_text="Permanent id (UUIDv7): never changes, never used again.")
    created_at = serializers.DateTimeField(read_only=True, help_text="When it was first written.")
    updated_at = serializers.DateTimeField(read_only=True, help_text="When it was last changed.")


class PlacedSerializer(RecordSerializer):
    """What every record with a place in the source of a document has."""

    document = Key("document", "Id of its document.")
    source = PlaceSerializer(source="*", read_only=True, help_text="Where it stands in the source.")


class BlockSerializer(PlacedSerializer):
    """What every structural record has."""

    eid = serializers.CharField(
        read_only=True, help_text="Akoma Ntoso style id, unique in the document. Moves when the structure moves; `id` does not."
    )
    position = serializers.IntegerField(
        read_only=True, min_value=0, help_text="Place in reading order among all structural records of the document, from 0."
    )
    number = serializers.IntegerField(
        read_only=True, allow_null=True, min_value=0, help_text="Ordinal: 3 for 第三章. Null where none is printed."
    )
    marker = TextOrNull(help_text="Ordinal or bullet as printed: 第三章, (二), ——.")
    heading = TextOrNull(help_text="Heading without ordinal and closing 。; of a paragraph, its run-in heading.")
    inline = serializers.BooleanField(read_only=True, help_text="Whether it shares its line in the source with another record.")


@example(examples.REGION)
class RegionSerializer(serializers.ModelSerializer):
    """行政区: a province, prefecture or county of GB/T 2260."""

    level = serializers.ChoiceField(choices.RegionLevel.choices, read_only=True, help_text="Province, prefecture or county.")
    parent = serializers.CharField(
        source="parent_id", read_only=True, allow_null=True, help_text="Code of the region directly above; null for a province."
    )
    expanded = expands("Region", parent="serializers.Region")

    class Meta:
        model = models.Region
        fields = ("code", "name", "full_name", "short_name", "level", "parent", "valid_from", "valid_to", "expanded")
        read_only_fields = fields
        extra_kwargs = {
            "code": {"help_text": "Six-digit code of GB/T 2260; it carries its ancestors: 14 11 00."},
            "name": {"help_text": "Usual name: 吕梁市."},
            "full_name": {"help_text": "Name from the province on: 山西省吕梁市."},
            "short_name": {"help_text": "Name without the ending: 吕梁."},
            "valid_from": {"help_text": "Year from which the code holds; null if unknown or always."},
            "valid_to": {"help_text": "Year until which the code held; null if it still does."},
        }


@example(examples.DOCUMENT)
class DocumentSerializer(RecordSerializer):
    """文档: one plan or report. What its text neither states nor implies is null."""

    title = TextOrNull(help_text="Title as printed, lines joined.")
    type = serializers.ChoiceField(
        choices.DocumentType.choices,
        source="doc_type",
        read_only=True,
        allow_null=True,
        help_text="Outline (规划纲要), special plan or work report.",
    )
    region = serializers.CharField(source="region_id", read_only=True, allow_null=True, help_text="GB/T 2260 code of its region.")
    region_name = TextOrNull(help_text="Full name of the region as read from the text.")
    region_level = serializers.ChoiceField(choices.RegionLevel.choices, read_only=True, allow_null=True, help_text="Level of the region.")
    issuer = TextOrNull(help_text="Body that issued or delivered it (发文机关).")
    doc_number = TextOrNull(help_text="Document number (发文字号).")
    index_number = TextOrNull(help_text="Index number of public disclosure (索引号).")
    published_on = serializers.DateField(read_only=True, allow_null=True, help_text="Day of publication on the site or in the paper.")
    written_on = serializers.DateField(read_only=True, allow_null=True, help_text="Day under the signature (成文日期).")
    theme = TextOrNull(help_text="Theme as the site gives it (主题分类).")
    period_start = serializers.IntegerField(read_only=True, allow_null=True, help_text="First year of the period it plans for.")
    period_end = serializers.IntegerField(read_only=True, allow_null=True, help_text="Last year of that period.")
    horizon_year = serializers.IntegerField(read_only=True, allow_null=True, help_text="Year of the long-range goals (远景目标).")
    is_draft = serializers.BooleanField(read_only=True, help_text="Whether it is a draft (草案).")
    is_fragment = serializers.BooleanField(read_only=True, help_text="Whether the source holds only a part of it.")
    review_state = serializers.ChoiceField(choices.ReviewState.choices, read_only=True, help_text="How far people have checked it.")
    current_source = Key("source", "Id of the source file the present reading rests on.")
    parser_version = serializers.CharField(read_only=True, help_text="Version of the parser that read it last.")
    parsed_at = serializers.DateTimeField(read_only=True, help_text="When it was last read.")
    expanded = expands("Document", region="serializers.Region", current_source="serializers.Source")

    class Meta:
        model = models.Document
        fields = (
            "id", "title", "type", "region", "region_name", "region_level", "issuer", "doc_number", "index_number", "published_on", "written_on", "theme",
            "period_start", "period_end", "horizon_year", "is_draft", "is_fragment", "review_state", "current_source", "parser_version", "parsed_at",
            "created_at", "updated_at", "expanded",
        )  # fmt: skip


@example(examples.REFERENCE)
class ReferenceSerializer(RecordSerializer):
    """引用: a title a document cites in 《》, and the document it names, once that one is here."""

    document = Key("document", "Id of the document that cites.")
    position = serializers.IntegerField(read_only=True, min_value=0, help_text="Order of first appearance in the document, from 0.")
    title = serializers.CharField(read_only=True, help_text="Cited title without 《》.")
    target = Key("target", "Id of the document it names; null while that one is not here.", allow_null=True)
    expanded = expands("Reference", document="serializers.Document", target="serializers.Document")

    class Meta:
        model = models.Reference
        fields = ("id", "document", "position", "title", "target", "created_at", "updated_at", "expanded")


@example(examples.CHAPTER)
class ChapterSerializer(BlockSerializer):
    """章: a chapter (第X章, or 一、 where a document has no 章), or a part (编, 篇) above chapters."""

    kind = serializers.ChoiceField(choices.ChapterKind.choices, read_only=True, help_text="Chapter, or part above chapters.")
    parent = Key("parent", "Id of the part it stands in; null if none.", allow_null=True)
    missing_heading = serializers.BooleanField(read_only=True, help_text="Whether the source lacks the heading's line.")
    expanded = expands("Chapter", document="serializers.Document", parent="serializers.Chapter")

    class Meta:
        model = models.Chapter
        fields = (
            "id", "document", "parent", "kind", "eid", "position", "number", "marker", "heading", "missing_heading", "inline", "source",
            "created_at", "updated_at", "expanded",
        )  # fmt: skip


@example(examples.SECTION)
class SectionSerializer(BlockSerializer):
    """节: 第X节 or (一) inside a chapter; deeper numbered headings are sections inside sections."""

    chapter = Key("chapter", "Id of its chapter; null in a fragment without one.", allow_null=True)
    parent = Key("parent", "Id of the section directly above; null if none.", allow_null=True)
    level = serializers.IntegerField(read_only=True, min_value=2, help_text="2 for a section, 3 and more for deeper headings.")
    missing_heading = serializers.BooleanField(read_only=True, help_text="Whether the source lacks the heading's line.")
    run_in = serializers.BooleanField(read_only=True, help_text="Whether its text goes on in the heading's line.")
    expanded = expands("Section", document="serializers.Document", chapter="serializers.Chapter", parent="serializers.Section")

    class Meta:
        model = models.Section
        fields = (
            "id", "document", "chapter", "parent", "level", "eid", "position", "number", "marker", "heading", "missing_heading", "inline", "run_in",
            "source", "created_at", "updated_at", "expanded",
        )  # fmt: skip


@example(examples.PARAGRAPH)
class ParagraphSerializer(BlockSerializer):
    """段落: a run of text: paragraph or item of the body, title, notice, preamble, or a line of page furniture (noise)."""

    chapter = Key("chapter", "Id of its chapter; null outside all chapters.", allow_null=True)
    section = Key("section", "Id of the section it stands in directly; null if none.", allow_null=True)
    kind = serializers.ChoiceField(choices.ParagraphKind.choices, read_only=True, help_text="What the run of text is.")
    text = serializers.CharField(
        read_only=True,
        help_text="Whole text after repair, run-in heading included. `source` points into the file as received, which may read differently.",
    )
    noise_reason = serializers.ChoiceField(
        choices.NoiseReason.choices, read_only=True, allow_null=True, help_text="Why it is noise; null for every other kind."
    )
    expanded = expands("Paragraph", document="serializers.Document", chapter="serializers.Chapter", section="serializers.Section")

    class Meta:
        model = models.Paragraph
        fields = (
            "id", "document", "chapter", "section", "kind", "eid", "position", "number", "marker", "heading", "text", "noise_reason", "inline", "source",
            "created_at", "updated_at", "expanded",
        )  # fmt: skip


@example(examples.SOURCE)
class SourceSerializer(RecordSerializer):
    """原始文件: a file as it was received. Its bytes: `documents/{id}/source/`."""

    document = Key("document", "Id of the document it holds.", allow_null=True)
    sha256 = serializers.CharField(read_only=True, help_text="Fingerprint of the bytes, in hexadecimal.")
    size = serializers.IntegerField(read_only=True, min_value=0, help_text="Number of bytes.")
    media_type = serializers.CharField(read_only=True, help_text="Media type.")
    encoding = serializers.CharField(read_only=True, help_text="Character encoding it was read in.")
    file_name = TextOrNull(help_text="Name it came with.")
    url = TextOrNull(help_text="Address it came from; null if unknown.")
    expanded = expands("Source", document="serializers.Document")

    class Meta:
        model = models.Source
        fields = ("id", "document", "sha256", "size", "media_type", "encoding", "file_name", "url", "created_at", "updated_at", "expanded")


@example(examples.DIAGNOSTIC)
class DiagnosticSerializer(PlacedSerializer):
    """疑问: one doubt or finding of a reading, with its place."""

    code = serializers.CharField(read_only=True, help_text="What kind of finding, stage first: `structure.missing_heading`.")
    severity = serializers.ChoiceField(choices.Severity.choices, read_only=True, help_text="How grave it is.")
    message = serializers.CharField(read_only=True, help_text="What is in doubt, for a person to read.")
    state = serializers.ChoiceField(choices.DiagnosticState.choices, read_only=True, help_text="Whether somebody has dealt with it.")
    resolved_at = serializers.DateTimeField(read_only=True, allow_null=True, help_text="When it was dealt with; null while open.")
    correction = Key("correction", "Id of the correction it is about; null if about none.", allow_null=True)
    expanded = expands("Diagnostic", document="serializers.Document", correction="serializers.Correction")

    class Meta:
        model = models.Diagnostic
        fields = (
            "id", "document", "code", "severity", "message", "state", "resolved_at", "correction", "source", "created_at", "updated_at", "expanded",
        )  # fmt: skip


@example(examples.CORRECTION)
class CorrectionSerializer(RecordSerializer):
    """更正: a field of a record that a person changed, or a record they added or deleted. Who did it is not public."""

    document = Key("document", "Id of the document.")
    model = serializers.ChoiceField(CORRECTED_MODELS, read_only=True, help_text="Kind of record that was corrected.")
    object_id = serializers.UUIDField(read_only=True, help_text="Id of that record.")
    operation = serializers.ChoiceField(
        choices.CorrectionOperation.choices, read_only=True, help_text="A field changed, or the whole record added or deleted."
    )
    field = FieldName(help_text="Name of the field, as the API calls it; null where it is about the whole record.")
    before = FieldValue(help_text="Value the person saw; of a whole record its fields, or null if there was none.")
    after = FieldValue(help_text="Value the person set; of a whole record its fields, or null if it was deleted.")
    machine = FieldValue(help_text="Value of the latest reading; other than `before` if the source or the parser changed since.")
    state = serializers.ChoiceField(choices.CorrectionState.choices, read_only=True, help_text="Whether it holds.")
    reason = TextOrNull(help_text="Why it was changed.")
    expanded = expands("Correction", document="serializers.Document")

    class Meta:
        model = models.Correction
        fields = (
            "id", "document", "model", "object_id", "operation", "field", "before", "after", "machine", "state", "reason", "created_at", "updated_at", "expanded",
        )  # fmt: skip
