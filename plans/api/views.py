"""Endpoints of most records. Each names its records, filters and orderings; the queries are the query sets' own."""

from rest_framework.response import Response

from plans import models
from plans.api import filters, serializers
from plans.api.base import Resource
from plans.api.versions import of_all_data
from plans.querysets import SourceQuerySet

# An id is made in the order of time: no ordering by created_at is needed beside it.
BY_ID = {"id": ("id",), "updated_at": ("updated_at",)}
IN_DOCUMENT = {"position": ("document", "position"), **BY_ID}
IN_DOCUMENT_NOTE = "`position` is reading order, document by document; `id` never changes, so it is the order for copying everything."


class RegionViewSet(Resource):
    queryset = models.Region.objects.all()
    serializer_class = serializers.RegionSerializer
    filterset_class = filters.RegionFilters
    orderings = {"code": ("code",), "name": ("name",)}
    unique_orderings = ("code",)
    ordering = "code"
    lookup_field = "code"
    noun = "region"
    key_note = "Six-digit code of the region."

    @of_all_data
    def retrieve(self, request, *args, **kwargs):
        return Response(self.get_serializer(self.get_object()).data)


class ReferenceViewSet(Resource):
    queryset = models.Reference.objects.all()
    serializer_class = serializers.ReferenceSerializer
    filterset_class = filters.ReferenceFilters
    orderings = {"position": ("document", "position"), "title": ("title",), **BY_ID}
    ordering = "position"
    ordering_note = "`position` is the order of citation, document by document."
    noun = "reference"


class ChapterViewSet(Resource):
    queryset = models.Chapter.objects.all()
    serializer_class = serializers.ChapterSerializer
    filterset_class = filters.ChapterFilters
    orderings = IN_DOCUMENT
    unique_orderings = ("id", "position")
    ordering = "position"
    ordering_note = IN_DOCUMENT_NOTE
    noun = "chapter"


class SectionViewSet(Resource):
    queryset = models.Section.objects.all()
    serializer_class = serializers.SectionSerializer
    filterset_class = filters.SectionFilters
    orderings = IN_DOCUMENT
    unique_orderings = ("id", "position")
    ordering = "position"
    ordering_note = IN_DOCUMENT_NOTE
    noun = "section"


class ParagraphViewSet(Resource):
    queryset = models.Paragraph.objects.without_map()
    serializer_class = serializers.ParagraphSerializer
    filterset_class = filters.ParagraphFilters
    orderings = IN_DOCUMENT
    unique_orderings = ("id", "position")
    ordering = "position"
    ordering_note = IN_DOCUMENT_NOTE
    noun = "paragraph"


class SourceViewSet(Resource):
    queryset = SourceQuerySet(models.Source).without_content()
    serializer_class = serializers.SourceSerializer
    filterset_class = filters.SourceFilters
    orderings = {"size": ("size",), **BY_ID}
    ordering = "-id"
    noun = "source"


class DiagnosticViewSet(Resource):
    queryset = models.Diagnostic.objects.all()
    serializer_class = serializers.DiagnosticSerializer
    filterset_class = filters.DiagnosticFilters
    orderings = {"line": ("document", "line"), "code": ("code",), **BY_ID}
    ordering = "line"
    ordering_note = "`line` is the place in the source, document by document."
    noun = "diagnostic"


class CorrectionViewSet(Resource):
    queryset = models.Correction.objects.all()
    serializer_class = serializers.CorrectionSerializer
    filterset_class = filters.CorrectionFilters
    orderings = BY_ID
    ordering = "-id"
    noun = "correction"
