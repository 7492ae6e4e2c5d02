"""What every list can be filtered by. The names are fields of the records; `__` leads to a lookup or a relation."""

from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend

from plans import choices
from plans.api.errors import InvalidParameters, fault
from plans.api.parameters import (
    MAX_LIST,
    UUID,
    Choice,
    ChoiceIn,
    Day,
    RegionCode,
    RegionCodeIn,
    Several,
    Text,
    UUIDIn,
    Whole,
    WholeIn,
    Within,
    Year,
    YesNo,
)
from plans.corrections import MODELS

CORRECTED_MODELS = [(name, str(model._meta.verbose_name)) for name, model in MODELS.items()]
# Fields the API calls otherwise than the database.
PUBLIC_NAMES = {"doc_type": "type", "indicator_name": "name"}


class StrictFilterBackend(DjangoFilterBackend):
    """Filters, or says of each parameter what is wrong with it."""

    def filter_queryset(self, request, queryset, view):
        filterset = self.get_filterset(request, queryset, view)
        return queryset if filterset is None else checked(filterset).qs


def checked(filterset):
    """The filterset itself, once nothing that was asked is wrong."""
    if faults := [*_shape_faults(filterset)] or [*_value_faults(filterset)]:
        raise InvalidParameters(faults)
    return filterset


def _shape_faults(filterset):
    for name, asked in filterset.filters.items():
        text = filterset.data.get(name)
        if text is None:
            continue
        parts = text.split(",") if isinstance(asked, Several) else [text]
        if not all(parts):
            yield fault(name, "blank", f"{name} has no value, or a list with a gap. Give one, or leave the parameter out.")
        if len(parts) > MAX_LIST:
            yield fault(name, "too_many", f"{name} takes at most {MAX_LIST} values.")


def _value_faults(filterset):
    for name, errors in filterset.form.errors.as_data().items():
        asked = filterset.filters[name]
        text = filterset.data.get(name, "")
        for error in errors:
            part = str((error.params or {}).get("value") or text)
            message = f"{name}: {' '.join(error.messages)}"
            if isinstance(asked, Choice):
                message = f"{name} can't be “{part[:40]}”. Possible: {', '.join(value for value, _ in asked.extra['choices'])}."
            yield fault(name, error.code or "invalid", message, asked.suggest(part))


class Filters(FilterSet):
    """Of many filters, builds only those a request asks for: most requests ask for two or three of seventy."""

    def __init__(self, data=None, *args, **kwargs):
        asked = data if data is not None else {}
        self.base_filters = {name: each for name, each in type(self).base_filters.items() if name in asked or each.always}
        super().__init__(data, *args, **kwargs)


class OfDocument(Filters):
    """What every list of things that belong to a document shares."""

    document = UUID(field_name="document_id", help_text="Id of the document it belongs to.")
    document__in = UUIDIn(field_name="document_id", help_text="Any of these documents: ids, separated by commas.")
    document__region = RegionCode(field_name="document__region_id", help_text="Code of exactly this region: that of the document.")
    document__within = Within(
        field_name="document__region__code", help_text="Code of a region: documents of it and of everything below it."
    )
    document__type = Choice(field_name="document__doc_type", choices=choices.DocumentType.choices, help_text="Type of the document.")
    document__type__in = ChoiceIn(
        field_name="document__doc_type",
        choices=choices.DocumentType.choices,
        help_text="Any of these types of document, separated by commas.",
    )
    document__year = Year(method="of_documents_covering", help_text="The document's period covers this year.")
    document__period_start = Year(help_text="First year of the document's period.")
    document__period_start__gte = Year(
        field_name="document__period_start", lookup_expr="gte", help_text="The document's period begins in this year or later."
    )
    document__period_start__lte = Year(
        field_name="document__period_start", lookup_expr="lte", help_text="The document's period begins in this year or earlier."
    )
    document__period_end = Year(help_text="Last year of the document's period.")
    document__period_end__gte = Year(
        field_name="document__period_end", lookup_expr="gte", help_text="The document's period ends in this year or later."
    )
    document__period_end__lte = Year(
        field_name="document__period_end", lookup_expr="lte", help_text="The document's period ends in this year or earlier."
    )
    document__published_on__gte = Day(
        field_name="document__published_on", lookup_expr="gte", help_text="The document was published on this day or later."
    )
    document__published_on__lte = Day(
        field_name="document__published_on", lookup_expr="lte", help_text="The document was published on this day or earlier."
    )

    def of_documents_covering(self, queryset, name, value):
        return queryset.filter(document__period_start__lte=value, document__period_end__gte=value)


class Placed(Filters):
    """What has a place in the source text."""

    line = Whole(field_name="line", help_text="First line in the source is exactly this one; lines count from 1.")
    line__gte = Whole(field_name="line", lookup_expr="gte", help_text="First line in the source is this one or a later one.")
    line__lte = Whole(field_name="line", lookup_expr="lte", help_text="First line in the source is this one or an earlier one.")


class InParagraph(Filters):
    """What stands in a paragraph."""

    paragraph = UUID(field_name="paragraph_id", help_text="Id of the paragraph it stands in.")
    paragraph__in = UUIDIn(field_name="paragraph_id", help_text="Any of these paragraphs: ids, separated by commas.")
    section = UUID(field_name="paragraph__section_id", help_text="Id of the section its paragraph stands in directly.")
    chapter = UUID(field_name="paragraph__chapter_id", help_text="Id of the chapter it stands in, at any depth.")


class BlockFilters(OfDocument, Placed):
    eid = Text(help_text="Exactly this eid, such as `chp_3__sec_2__para_4`; unique within a document.")
    number = Whole(max_value=32767, help_text="Ordinal as printed: 3 for 第三章.")
    number__in = WholeIn(field_name="number", max_value=32767, help_text="Any of these ordinals, separated by commas.")
    number__gte = Whole(field_name="number", lookup_expr="gte", max_value=32767, help_text="This ordinal or a higher one.")
    number__lte = Whole(field_name="number", lookup_expr="lte", max_value=32767, help_text="This ordinal or a lower one.")
    heading__icontains = Text(field_name="heading", lookup_expr="icontains", help_text="Heading contains this text, in any case.")


class ChapterFilters(BlockFilters):
    kind = Choice(choices=choices.ChapterKind.choices, help_text="A chapter, or a part above chapters.")
    parent = UUID(field_name="parent_id", help_text="Id of the part it stands in.")
    missing_heading = YesNo(help_text="Whether the source lacks the heading's line.")


class SectionFilters(BlockFilters):
    chapter = UUID(field_name="chapter_id", help_text="Id of the chapter it stands in, at any depth.")
    parent = UUID(field_name="parent_id", help_text="Id of the section directly above.")
    level = Whole(max_value=32767, help_text="Depth: 2 for 第一节 or (一), 3 and more for deeper headings.")
    level__in = WholeIn(field_name="level", max_value=32767, help_text="Any of these depths, separated by commas.")
    missing_heading = YesNo(help_text="Whether the source lacks the heading's line.")


class ParagraphFilters(BlockFilters):
    chapter = UUID(field_name="chapter_id", help_text="Id of the chapter it stands in, at any depth.")
    section = UUID(field_name="section_id", help_text="Id of the section it stands in directly.")
    kind = Choice(choices=choices.ParagraphKind.choices, help_text="What the run of text is.")
    kind__in = ChoiceIn(
        field_name="kind", choices=choices.ParagraphKind.choices, help_text="Any of these kinds, separated by commas: `paragraph,item`."
    )
    noise_reason = Choice(choices=choices.NoiseReason.choices, help_text="Why it is page furniture; only records of kind `noise` have one.")
    q = Text(method="mentioning", help_text="Text contains these characters one after the other, in any case, width and script.")

    def mentioning(self, queryset, name, value):
        return queryset.mentioning(value)


class DocumentFilters(Filters):
    type = Choice(field_name="doc_type", choices=choices.DocumentType.choices, help_text="Type of the document.")
    type__in = ChoiceIn(field_name="doc_type", choices=choices.DocumentType.choices, help_text="Any of these types, separated by commas.")
    region = RegionCode(field_name="region_id", help_text="Code of exactly this region.")
    region__in = RegionCodeIn(field_name="region_id", help_text="Codes of any of these regions, separated by commas.")
    within = Within(field_name="region__code", help_text="Code of a region: it and everything below it.")
    region_level = Choice(choices=choices.RegionLevel.choices, help_text="Level of the region.")
    region_level__in = ChoiceIn(
        field_name="region_level", choices=choices.RegionLevel.choices, help_text="Any of these levels, separated by commas."
    )
    title = Text(help_text="Exactly this title.")
    title__icontains = Text(field_name="title", lookup_expr="icontains", help_text="Title contains this text, in any case.")
    issuer = Text(help_text="Exactly this issuer.")
    issuer__icontains = Text(field_name="issuer", lookup_expr="icontains", help_text="Issuer's name contains this text.")
    doc_number = Text(help_text="Exactly this document number (发文字号).")
    index_number = Text(help_text="Exactly this index number (索引号).")
    year = Year(method="covers", help_text="The document's period covers this year.")
    period_start = Year(help_text="First year of the period.")
    period_start__gte = Year(field_name="period_start", lookup_expr="gte", help_text="Period begins in this year or later.")
    period_start__lte = Year(field_name="period_start", lookup_expr="lte", help_text="Period begins in this year or earlier.")
    period_end = Year(help_text="Last year of the period.")
    period_end__gte = Year(field_name="period_end", lookup_expr="gte", help_text="Period ends in this year or later.")
    period_end__lte = Year(field_name="period_end", lookup_expr="lte", help_text="Period ends in this year or earlier.")
    horizon_year = Year(help_text="Year of the long-range goals (远景目标).")
    horizon_year__gte = Year(field_name="horizon_year", lookup_expr="gte", help_text="Long-range goals for this year or later.")
    horizon_year__lte = Year(field_name="horizon_year", lookup_expr="lte", help_text="Long-range goals for this year or earlier.")
    published_on = Day(help_text="Published on this day.")
    published_on__gte = Day(field_name="published_on", lookup_expr="gte", help_text="Published on this day or later.")
    published_on__lte = Day(field_name="published_on", lookup_expr="lte", help_text="Published on this day or earlier.")
    published_on__isnull = YesNo(field_name="published_on", lookup_expr="isnull", help_text="`true`: the day of publication is not known.")
    is_draft = YesNo(help_text="Whether it is a draft (草案).")
    is_fragment = YesNo(help_text="Whether the source holds only a part of the document.")
    review_state = Choice(choices=choices.ReviewState.choices, help_text="How far people have checked it.")
    review_state__in = ChoiceIn(
        field_name="review_state", choices=choices.ReviewState.choices, help_text="Any of these states, separated by commas."
    )

    def covers(self, queryset, name, value):
        return queryset.covering(value)


class ReferenceFilters(OfDocument):
    title = Text(help_text="Exactly this cited title, without 《》.")
    title__icontains = Text(field_name="title", lookup_expr="icontains", help_text="Cited title contains this text, in any case.")
    target = UUID(field_name="target_id", help_text="Id of the document the title names: who cites this document?")
    resolved = YesNo(field_name="target", lookup_expr="isnull", exclude=True, help_text="Whether the cited document is known here.")


class SourceFilters(Filters):
    document = UUID(field_name="document_id", help_text="Id of the document the file holds: its current and its earlier sources.")
    document__in = UUIDIn(field_name="document_id", help_text="Any of these documents: ids, separated by commas.")
    sha256 = Text(help_text="Fingerprint of the bytes, 64 hexadecimal digits in lower case.")
    media_type = Text(help_text="Exactly this media type, such as `text/plain`.")
    encoding = Text(help_text="Exactly this character encoding, such as `utf-8`.")


class DiagnosticFilters(OfDocument, Placed):
    code = Text(help_text="Exactly this code, such as `structure.missing_heading`.")
    code__startswith = Text(
        field_name="code", lookup_expr="startswith", help_text="Codes that begin so: `structure.` is everything that stage found."
    )
    severity = Choice(choices=choices.Severity.choices, help_text="How grave it is.")
    severity__in = ChoiceIn(
        field_name="severity", choices=choices.Severity.choices, help_text="Any of these severities, separated by commas."
    )
    state = Choice(choices=choices.DiagnosticState.choices, help_text="Whether somebody has dealt with it.")
    state__in = ChoiceIn(field_name="state", choices=choices.DiagnosticState.choices, help_text="Any of these states, separated by commas.")


class CorrectionFilters(OfDocument):
    model = Choice(choices=CORRECTED_MODELS, help_text="Kind of record that was corrected.")
    object_id = UUID(help_text="Id of the corrected record.")
    operation = Choice(choices=choices.CorrectionOperation.choices, help_text="A field changed, or a whole record added or deleted.")
    field = Text(method="named", help_text="Exactly this field, by the API's name.")
    state = Choice(choices=choices.CorrectionState.choices, help_text="Whether the correction holds.")
    state__in = ChoiceIn(field_name="state", choices=choices.CorrectionState.choices, help_text="Any of these states, separated by commas.")

    def named(self, queryset, name, value):
        stored = {public: stored for stored, public in PUBLIC_NAMES.items()}
        return queryset.filter(field=stored.get(value, value))


class RegionFilters(Filters):
    level = Choice(choices=choices.RegionLevel.choices, help_text="Province, prefecture or county.")
    level__in = ChoiceIn(field_name="level", choices=choices.RegionLevel.choices, help_text="Any of these levels, separated by commas.")
    parent = RegionCode(field_name="parent_id", help_text="Code of the region directly above.")
    within = Within(field_name="code", help_text="Code of a region: it and everything below it.")
    name = Text(method="named", help_text="Exactly this name: usual (吕梁市), full (山西省吕梁市) or short (吕梁).")
    q = Text(method="matching", help_text="Full or short name contains this text.")

    def named(self, queryset, name, value):
        return queryset.named(value)

    def matching(self, queryset, name, value):
        return queryset.matching(value)
