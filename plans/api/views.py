"""The endpoints. Each names its records, filters and orderings; the queries are the query sets' own."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from plans import models
from plans.api import filters, oc4ids, oc4ids_serializers, serializers, tree
from plans.api.base import Resource, validated
from plans.api.errors import InvalidParameters, fault, nearest
from plans.api.rendering import BytesRenderer, PlainTextRenderer
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
    changes = ()


class DocumentViewSet(Resource):
    queryset = models.Document.objects.all()
    serializer_class = serializers.DocumentSerializer
    filterset_class = filters.DocumentFilters
    orderings = {
        "published_on": ("published_on",),
        "written_on": ("written_on",),
        "title": ("title",),
        "region": ("region",),
        "period_start": ("period_start",),
        "period_end": ("period_end",),
        **BY_ID,
    }
    ordering = "-published_on"
    ordering_note = "`id` never changes, so it is the order for copying everything."
    action_parameters = {"tree": ("noise",)}
    noun = "document"

    def get_queryset(self):
        queryset = super().get_queryset()
        if self.action == "source":
            return queryset.with_source()
        if self.action == "oc4ids":
            return queryset.with_project_version()
        return queryset.with_structure_version() if self.action in ("tree", "text") else queryset

    @extend_schema(
        responses={200: tree.TreeSerializer},
        parameters=[
            OpenApiParameter(
                "noise", OpenApiTypes.BOOL, default=False, description="`true` adds `noise`: the page furniture of the source."
            )
        ],
    )
    @action(detail=True)
    def tree(self, request, *args, **kwargs):
        """Everything the document is made of: title, notice, preamble, and parts, chapters, sections and paragraphs in each other."""
        noise = self._flag("noise")
        document = self.get_object()

        def answer():
            lists = tree.nest(tree.rows_of(document, noise=noise))
            if not noise:
                del lists["noise"]
            return Response({"document": self.get_serializer(document).data, **lists})

        return self.conditional(answer, [noise, *_structure_version(document)], _changed_at(document))

    @extend_schema(responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.STR, description="UTF-8.")})
    @action(detail=True, renderer_classes=[PlainTextRenderer])
    def text(self, request, *args, **kwargs):
        """The document to read, after repair and without page furniture: a line for each heading and each text."""
        document = self.get_object()
        return self.conditional(
            lambda: Response(tree.as_text(tree.rows_of(document, noise=False))), _structure_version(document), _changed_at(document)
        )

    @extend_schema(
        responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.BINARY, description="The bytes; the type is that of the file.")}
    )
    @action(detail=True, renderer_classes=[BytesRenderer])
    def source(self, request, *args, **kwargs):
        """The file as received, byte for byte: what every `source` with line, start and end points into. Its ETag is its SHA-256."""
        source = self.get_object().source
        return validated(request, lambda: _file(source), f'"{source.sha256}"', source.created_at)

    @extend_schema(responses={200: oc4ids_serializers.OC4IDSPackageSerializer})
    @action(detail=True)
    def oc4ids(self, request, *args, **kwargs):
        """The projects of the document as an OC4IDS 0.9 project package, for whoever works with infrastructure data.

        It tells what this one document says of each project, by the names of the standard: what is not known is left out,
        never null. A document without projects is answered with 404, since a package holds at least one.
        """
        document = self.get_object()
        if not document.mention_count:
            raise Http404(f"The document “{document.pk}” mentions no project, and an OC4IDS package holds at least one.")
        uri = request.build_absolute_uri(request.path)

        def answer():
            return Response(oc4ids.package(document, models.ProjectMention.objects.of_projects_in(document), uri))

        version = [document.pk, document.updated_at, document.mention_count, document.mentions_changed_at, uri]
        return self.conditional(answer, version, max(document.updated_at, document.mentions_changed_at))

    def _flag(self, name):
        text = self.request.query_params.get(name, "false")
        if text not in ("true", "false"):
            raise InvalidParameters(
                [fault(name, "invalid", f"{name} is true or false, not “{text[:40]}”.", nearest(text, ["true", "false"]))]
            )
        return text == "true"


def _structure_version(document):
    names = ("chapter", "section", "paragraph")
    return [
        document.pk,
        document.updated_at,
        *((getattr(document, f"{name}_count"), getattr(document, f"{name}_changed_at")) for name in names),
    ]


def _changed_at(document):
    times = (document.updated_at, document.chapter_changed_at, document.section_changed_at, document.paragraph_changed_at)
    return max(time for time in times if time)


def _file(source):
    """The bytes as an answer that no browser will run, whatever they hold."""
    charset = {"utf_8": "utf-8", "utf-8-sig": "utf-8", "utf_8_sig": "utf-8"}.get(source.encoding.lower(), source.encoding)
    is_text = source.media_type.startswith("text/") and charset
    response = HttpResponse(
        SourceQuerySet(models.Source).content_of(source.pk),
        content_type=f"{source.media_type}; charset={charset}" if is_text else source.media_type,
    )
    response["Content-Disposition"] = content_disposition_header(True, source.file_name or f"{source.sha256[:16]}.txt")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


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
    queryset = models.Paragraph.objects.all()
    serializer_class = serializers.ParagraphSerializer
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
