"""The shape of a hit, and of what is told beside the hits. Hits are written by `hit_said`."""

from rest_framework import serializers

from plans import choices
from plans.api import search_examples as examples
from plans.api.search_filters import KIND_CHOICES
from plans.api.serializers import example
from plans.search.sources import PLACES

MATCHED_CHOICES = [(place, f"in the {place}") for place in PLACES]
FIELD_CHOICES = [("text", "in `text`"), ("name", "in `name`")]


class PlaceFoundSerializer(serializers.Serializer):
    """Where words of the query stand in a hit; places that touch are one."""

    field = serializers.ChoiceField(FIELD_CHOICES, help_text="The field of the hit that holds them.")
    start = serializers.IntegerField(min_value=0, help_text="First character, counted in Unicode code points from 0.")
    end = serializers.IntegerField(min_value=0, help_text="One past the last character.")


class HitSerializer(serializers.Serializer):
    """A record in which the words were found."""

    kind = serializers.ChoiceField(KIND_CHOICES, help_text="Kind of the record.")
    id = serializers.UUIDField(help_text="Its id, in the list of its kind: `targets/{id}/`, `project-mentions/{id}/`.")
    matched = serializers.ChoiceField(MATCHED_CHOICES, help_text="Where all the words were found; hits come in this order.")
    name = serializers.CharField(
        allow_null=True, help_text="What is measured, or the name of the project; null for titles, headings and texts."
    )
    text = serializers.CharField(help_text="The whole title, heading, text or clause.")
    highlights = PlaceFoundSerializer(many=True, help_text="Where the words stand, in order.")
    marked = serializers.CharField(
        help_text="`text` as HTML, escaped, with `<mark>` around the words; of a long one about 240 characters around the first, `…` where it is cut."
    )
    marked_name = serializers.CharField(allow_null=True, help_text="`name` in the same way; null where that is null.")
    document = serializers.UUIDField(help_text="Id of its document.")
    document_title = serializers.CharField(allow_null=True, help_text="Title of the document.")
    document_type = serializers.ChoiceField(choices.DocumentType.choices, allow_null=True, help_text="Type of the document.")
    region = serializers.CharField(allow_null=True, help_text="Code of the document's region.")
    region_name = serializers.CharField(allow_null=True, help_text="Full name of that region.")
    period_start = serializers.IntegerField(allow_null=True, help_text="First year of the document's period.")
    period_end = serializers.IntegerField(allow_null=True, help_text="Last year of the document's period.")
    chapter = serializers.UUIDField(allow_null=True, help_text="Id of the chapter it is or stands in; null if none.")
    section = serializers.UUIDField(allow_null=True, help_text="Id of the section it is or stands in directly; null if none.")
    paragraph = serializers.UUIDField(allow_null=True, help_text="Id of the paragraph it is or stands in; null for titles and headings.")
    project = serializers.UUIDField(allow_null=True, help_text="Id of the project that is mentioned; null for other kinds.")
    eid = serializers.CharField(allow_null=True, help_text="The eid of that structural record, as in the tree; null for a document.")


class KindFacetSerializer(serializers.Serializer):
    """Hits of one kind of record."""

    value = serializers.ChoiceField(KIND_CHOICES, help_text="The kind of record.")
    count = serializers.IntegerField(min_value=1, help_text="How many hits there are of it.")


class RegionFacetSerializer(serializers.Serializer):
    """Hits in documents of one region."""

    value = serializers.CharField(allow_null=True, help_text="Code of the document's region; null where it is not known.")
    name = serializers.CharField(allow_null=True, help_text="Full name of the region.")
    count = serializers.IntegerField(min_value=1, help_text="How many hits its documents have, without what lies below it.")


class TypeFacetSerializer(serializers.Serializer):
    """Hits in documents of one type."""

    value = serializers.ChoiceField(choices.DocumentType.choices, allow_null=True, help_text="Type of the document.")
    count = serializers.IntegerField(min_value=1, help_text="How many hits documents of it have.")


class PeriodFacetSerializer(serializers.Serializer):
    """Hits in documents of one period."""

    period_start = serializers.IntegerField(allow_null=True, help_text="First year of the document's period; null if there is none.")
    period_end = serializers.IntegerField(allow_null=True, help_text="Last year of it.")
    count = serializers.IntegerField(min_value=1, help_text="How many hits documents of this period have.")


class YearFacetSerializer(serializers.Serializer):
    """Hits in documents whose period covers one year."""

    value = serializers.IntegerField(help_text="The year.")
    count = serializers.IntegerField(min_value=1, help_text="How many hits there are in documents whose period covers it.")


class FacetsSerializer(serializers.Serializer):
    """How all hits spread. Every filter given holds. The most frequent values come first, at most 100; years in order."""

    kind = KindFacetSerializer(many=True, help_text="By kind of record.")
    region = RegionFacetSerializer(many=True, help_text="By region of the document: `region`.")
    type = TypeFacetSerializer(many=True, help_text="By type of the document: `type`.")
    period = PeriodFacetSerializer(many=True, help_text="By period of the document: `period_start` and `period_end`.")
    year = YearFacetSerializer(many=True, help_text="By year that the document's period covers: `year`.")


@example(examples.SEARCH)
class SearchPageSerializer(serializers.Serializer):
    """A page of hits."""

    count = serializers.IntegerField(required=False, min_value=0, help_text="How many hits there are. Only with `count=true`.")
    next = serializers.URLField(allow_null=True, help_text="Address of the next page; null on the last.")
    previous = serializers.URLField(allow_null=True, help_text="Address of the page before; null on the first.")
    facets = FacetsSerializer(required=False, help_text="How all hits spread. Only with `facets=true`.")
    results = HitSerializer(many=True, help_text="The hits of the page, the best first.")


def hit_said(hit):
    """A hit as HitSerializer declares it."""
    row = hit.row
    return {
        "kind": row.kind,
        "id": row.id,
        "matched": hit.matched,
        "name": row.name,
        "text": row.text,
        "highlights": hit.highlights,
        "marked": hit.marked,
        "marked_name": hit.marked_name,
        "document": row.document_id,
        "document_title": row.document_title,
        "document_type": row.doc_type,
        "region": row.region_id,
        "region_name": row.region_name,
        "period_start": row.period_start,
        "period_end": row.period_end,
        "chapter": row.chapter_id,
        "section": row.section_id,
        "paragraph": row.paragraph_id,
        "project": row.project_id,
        "eid": row.eid,
    }


def facets_said(facets):
    """Facets as FacetsSerializer declares them."""
    return {name: getattr(facets, name) for name in ("kind", "region", "type", "period", "year")}
