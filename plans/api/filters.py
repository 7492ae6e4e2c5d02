"""What every list can be filtered by. The names are fields of the records; `__` leads to a lookup or a relation."""

from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend

from plans import choices, models
from plans.api.errors import InvalidParameters, fault
from plans.api.lookups import completed
from plans.api.parameters import (
    MAX_LIST,
    UUID,
    Choice,
    Day,
    Moment,
    Period,
    RegionCode,
    Several,
    Text,
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
    """Of many filters, builds only those a request asks for: most requests ask for two or three of a hundred.

    Declared is what is compared with one value; the other lookups are made by plans.api.lookups.
    """

    # Whose records are filtered: tells what these can lack.
    rows_of = None

    @classmethod
    def get_filters(cls):
        inherited = {name: each for base in reversed(cls.__bases__) for name, each in getattr(base, "base_filters", {}).items()}
        return inherited | completed(super().get_filters(), cls.rows_of)

    def __init__(self, data=None, *args, **kwargs):
        asked = data if data is not None else {}
        self.base_filters = {name: each for name, each in type(self).base_filters.items() if name in asked or each.always}
        super().__init__(data, *args, **kwargs)


class Recorded(Filters):
    """What every record has."""

    id = UUID(help_text="Permanent id: one record.")
    created_at = Moment(help_text="First written at exactly this time.")
    updated_at = Moment(help_text="Last changed at exactly this time.")


class OfDocument(Recorded):
    """What every list of things that belong to a document shares."""

    document = UUID(field_name="document_id", help_text="Id of the document it belongs to.")
    document__region = RegionCode(field_name="document__region_id", help_text="Code of exactly this region: that of the document.")
    document__within = Within(
        field_name="document__region__code", help_text="Code of a region: documents of it and of everything below it."
    )
    document__type = Choice(field_name="document__doc_type", choices=choices.DocumentType.choices, help_text="Type of the document.")
    document__year = Year(method="of_documents_covering", help_text="The document's period covers this year.")
    document__period_start = Year(help_text="First year of the document's period.")
    document__period_end = Year(help_text="Last year of the document's period.")

    document__period = Period(help_text="The document's period, first and last year: `2021-2025`.")
    document__horizon_year = Year(help_text="Year of the document's long-range goals (远景目标).")
    document__published_on = Day(help_text="The document was published on this day.")
    document__written_on = Day(help_text="The document was written on this day (成文日期).")
    document__title = Text(help_text="Exactly this title of the document.")
    document__title__icontains = Text(field_name="document__title", lookup_expr="icontains", help_text="The document's title contains this text.")
    document__issuer = Text(help_text="Exactly this issuer of the document.")
    document__region_level = Choice(choices=choices.RegionLevel.choices, help_text="Level of the document's region.")
    document__is_draft = YesNo(help_text="Whether the document is a draft (草案).")
    document__is_fragment = YesNo(help_text="Whether the source holds only a part of the document.")
    document__review_state = Choice(choices=choices.ReviewState.choices, help_text="How far people have checked the document.")

    def of_documents_covering(self, queryset, name, value):
        return queryset.filter(document__period_start__lte=value, document__period_end__gte=value)


class Placed(Filters):
    """What has a place in the source text."""

    line = Whole(field_name="line", help_text="First line in the source is exactly this one; lines count from 1.")
    start = Whole(help_text="First character in the source, counted from 0.")
    end = Whole(help_text="One past the last character in the source.")


class InParagraph(Filters):
    """What stands in a paragraph."""

    paragraph = UUID(field_name="paragraph_id", help_text="Id of the paragraph it stands in.")
    section = UUID(field_name="paragraph__section_id", help_text="Id of the section its paragraph stands in directly.")
    chapter = UUID(field_name="paragraph__chapter_id", help_text="Id of the chapter it stands in, at any depth.")
    paragraph__eid = Text(help_text="Exactly this eid of the paragraph; unique within a document.")
    paragraph__kind = Choice(choices=choices.ParagraphKind.choices, help_text="What the paragraph is.")


class BlockFilters(OfDocument, Placed):
    eid = Text(help_text="Exactly this eid, such as `chp_3__sec_2__para_4`; unique within a document.")
    position = Whole(help_text="Place in reading order, from 0.")
    end_line = Whole(help_text="Last line in the source.")
    marker = Text(help_text="Exactly this ordinal or bullet as printed: 第三章, (二).")
    heading = Text(help_text="Exactly this heading.")
    inline = YesNo(help_text="Whether it shares its line in the source with another record.")
    number = Whole(max_value=32767, help_text="Ordinal as printed: 3 for 第三章.")
    number__in = WholeIn(field_name="number", max_value=32767, help_text="Any of these ordinals, separated by commas.")
    heading__icontains = Text(field_name="heading", lookup_expr="icontains", help_text="Heading contains this text, in any case.")


class ChapterFilters(BlockFilters):
    rows_of = models.Chapter
    kind = Choice(choices=choices.ChapterKind.choices, help_text="A chapter, or a part above chapters.")
    parent = UUID(field_name="parent_id", help_text="Id of the part it stands in.")
    missing_heading = YesNo(help_text="Whether the source lacks the heading's line.")


class SectionFilters(BlockFilters):
    rows_of = models.Section
    run_in = YesNo(help_text="Whether its text goes on in the heading's line.")
    chapter = UUID(field_name="chapter_id", help_text="Id of the chapter it stands in, at any depth.")
    parent = UUID(field_name="parent_id", help_text="Id of the section directly above.")
    level = Whole(max_value=32767, help_text="Depth: 2 for 第一节 or (一), 3 and more for deeper headings.")
    level__in = WholeIn(field_name="level", max_value=32767, help_text="Any of these depths, separated by commas.")
    missing_heading = YesNo(help_text="Whether the source lacks the heading's line.")


class ParagraphFilters(BlockFilters):
    rows_of = models.Paragraph
    chapter = UUID(field_name="chapter_id", help_text="Id of the chapter it stands in, at any depth.")
    section = UUID(field_name="section_id", help_text="Id of the section it stands in directly.")
    kind = Choice(choices=choices.ParagraphKind.choices, help_text="What the run of text is.")
    noise_reason = Choice(choices=choices.NoiseReason.choices, help_text="Why it is page furniture; only records of kind `noise` have one.")
    q = Text(method="mentioning", help_text="Text contains these characters one after the other, in any case, width and script.")

    def mentioning(self, queryset, name, value):
        return queryset.mentioning(value)


class DocumentFilters(Recorded):
    rows_of = models.Document
    period = Period(help_text="Its period, first and last year: `2021-2025`.")
    region_name = Text(help_text="Exactly this full name of the region, as read from the text.")
    written_on = Day(help_text="Written on this day (成文日期).")
    theme = Text(help_text="Exactly this theme, as the site gives it (主题分类).")
    current_source = UUID(field_name="source_id", help_text="Id of the source file the present reading rests on.")
    parser_version = Text(help_text="Read last by exactly this version of the parser.")
    parsed_at = Moment(help_text="Last read at exactly this time.")
    type = Choice(field_name="doc_type", choices=choices.DocumentType.choices, help_text="Type of the document.")
    region = RegionCode(field_name="region_id", help_text="Code of exactly this region.")
    within = Within(field_name="region__code", help_text="Code of a region: it and everything below it.")
    region_level = Choice(choices=choices.RegionLevel.choices, help_text="Level of the region.")
    title = Text(help_text="Exactly this title.")
    title__icontains = Text(field_name="title", lookup_expr="icontains", help_text="Title contains this text, in any case.")
    issuer = Text(help_text="Exactly this issuer.")
    issuer__icontains = Text(field_name="issuer", lookup_expr="icontains", help_text="Issuer's name contains this text.")
    doc_number = Text(help_text="Exactly this document number (发文字号).")
    index_number = Text(help_text="Exactly this index number (索引号).")
    year = Year(method="covers", help_text="The document's period covers this year.")
    period_start = Year(help_text="First year of the period.")
    period_end = Year(help_text="Last year of the period.")
    horizon_year = Year(help_text="Year of the long-range goals (远景目标).")
    published_on = Day(help_text="Published on this day.")
    is_draft = YesNo(help_text="Whether it is a draft (草案).")
    is_fragment = YesNo(help_text="Whether the source holds only a part of the document.")
    review_state = Choice(choices=choices.ReviewState.choices, help_text="How far people have checked it.")

    def covers(self, queryset, name, value):
        return queryset.covering(value)


class ReferenceFilters(OfDocument):
    rows_of = models.Reference
    position = Whole(help_text="Order of first appearance in the document, from 0.")
    title = Text(help_text="Exactly this cited title, without 《》.")
    title__icontains = Text(field_name="title", lookup_expr="icontains", help_text="Cited title contains this text, in any case.")
    target = UUID(field_name="target_id", help_text="Id of the document the title names: who cites this document?")
    resolved = YesNo(field_name="target", lookup_expr="isnull", exclude=True, help_text="Whether the cited document is known here.")


class SourceFilters(OfDocument):
    rows_of = models.Source
    size = Whole(help_text="Exactly so many bytes.")
    file_name = Text(help_text="Exactly this name it came with.")
    url = Text(help_text="Exactly this address it came from.")
    document = UUID(field_name="document_id", help_text="Id of the document the file holds: its current and its earlier sources.")
    sha256 = Text(help_text="Fingerprint of the bytes, 64 hexadecimal digits in lower case.")
    media_type = Text(help_text="Exactly this media type, such as `text/plain`.")
    encoding = Text(help_text="Exactly this character encoding, such as `utf-8`.")


class DiagnosticFilters(OfDocument, Placed):
    rows_of = models.Diagnostic
    end_line = Whole(help_text="Last line in the source.")
    message__icontains = Text(field_name="message", lookup_expr="icontains", help_text="Message contains this text.")
    resolved_at = Moment(help_text="Dealt with at exactly this time.")
    correction = UUID(field_name="correction_id", help_text="Id of the correction it is about.")
    code = Text(help_text="Exactly this code, such as `structure.missing_heading`.")
    code__startswith = Text(
        field_name="code", lookup_expr="startswith", help_text="Codes that begin so: `structure.` is everything that stage found."
    )
    severity = Choice(choices=choices.Severity.choices, help_text="How grave it is.")
    state = Choice(choices=choices.DiagnosticState.choices, help_text="Whether somebody has dealt with it.")


class CorrectionFilters(OfDocument):
    rows_of = models.Correction
    reason__icontains = Text(field_name="reason", lookup_expr="icontains", help_text="Reason contains this text.")
    model = Choice(choices=CORRECTED_MODELS, help_text="Kind of record that was corrected.")
    object_id = UUID(help_text="Id of the corrected record.")
    operation = Choice(choices=choices.CorrectionOperation.choices, help_text="A field changed, or a whole record added or deleted.")
    field = Text(method="named", help_text="Exactly this field, by the API's name.")
    state = Choice(choices=choices.CorrectionState.choices, help_text="Whether the correction holds.")

    def named(self, queryset, name, value):
        stored = {public: stored for stored, public in PUBLIC_NAMES.items()}
        return queryset.filter(field=stored.get(value, value))


class RegionFilters(Filters):
    rows_of = models.Region
    code = Text(help_text="Exactly this code of six digits.")
    full_name = Text(help_text="Exactly this full name: 山西省吕梁市.")
    short_name = Text(help_text="Exactly this name without the ending: 吕梁.")
    valid_from = Year(help_text="The code holds from this year on.")
    valid_to = Year(help_text="The code held until this year.")
    level = Choice(choices=choices.RegionLevel.choices, help_text="Province, prefecture or county.")
    parent = RegionCode(field_name="parent_id", help_text="Code of the region directly above.")
    within = Within(field_name="code", help_text="Code of a region: it and everything below it.")
    name = Text(method="named", help_text="Exactly this name: usual (吕梁市), full (山西省吕梁市) or short (吕梁).")
    q = Text(method="matching", help_text="Full or short name contains this text.")

    def named(self, queryset, name, value):
        return queryset.named(value)

    def matching(self, queryset, name, value):
        return queryset.matching(value)
