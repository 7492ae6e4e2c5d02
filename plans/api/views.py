"""Endpoints of most records. Each names its records, filters and orderings; the queries are the query sets' own."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from plans import models
from plans.api import body_examples, filters, received, serializers
from plans.api.base import Resource
from plans.api.bodies import correction_body
from plans.api.rendering import BytesRenderer
from plans.api.writing import Correctable

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
    changes = ()


class ReferenceViewSet(Resource):
    queryset = models.Reference.objects.all()
    serializer_class = serializers.ReferenceSerializer
    filterset_class = filters.ReferenceFilters
    orderings = {"position": ("document", "position"), "title": ("title",), **BY_ID}
    ordering = "position"
    ordering_note = "`position` is the order of citation, document by document."
    noun = "reference"


class ChapterViewSet(Correctable, Resource):
    queryset = models.Chapter.objects.all()
    serializer_class = serializers.ChapterSerializer
    body_class = correction_body("chapter", serializer_class, body_examples.CHAPTER)
    filterset_class = filters.ChapterFilters
    orderings = IN_DOCUMENT
    unique_orderings = ("id", "position")
    ordering = "position"
    ordering_note = IN_DOCUMENT_NOTE
    noun = "chapter"


class SectionViewSet(Correctable, Resource):
    queryset = models.Section.objects.all()
    serializer_class = serializers.SectionSerializer
    body_class = correction_body("section", serializer_class, body_examples.SECTION)
    filterset_class = filters.SectionFilters
    orderings = IN_DOCUMENT
    unique_orderings = ("id", "position")
    ordering = "position"
    ordering_note = IN_DOCUMENT_NOTE
    noun = "section"


class ParagraphViewSet(Correctable, Resource):
    queryset = models.Paragraph.objects.all()
    serializer_class = serializers.ParagraphSerializer
    body_class = correction_body("paragraph", serializer_class, body_examples.PARAGRAPH)
    filterset_class = filters.ParagraphFilters
    orderings = IN_DOCUMENT
    unique_orderings = ("id", "position")
    ordering = "position"
    ordering_note = IN_DOCUMENT_NOTE
    noun = "paragraph"


class SourceViewSet(Resource):
    queryset = models.Source.objects.all()
    serializer_class = serializers.SourceSerializer
    filterset_class = filters.SourceFilters
    orderings = {"size": ("size",), **BY_ID}
    ordering = "-id"
    noun = "source"

    def get_queryset(self):
        return models.Source.objects.without_content() if self.action == "content" else super().get_queryset()

    @extend_schema(responses=received.RESPONSES)
    @action(detail=True, renderer_classes=[BytesRenderer])
    def content(self, request, *args, **kwargs):
        """The file as received, byte for byte, whether its document still rests on it or not. Its ETag is its SHA-256."""
        return received.answer(request, self.get_object())
