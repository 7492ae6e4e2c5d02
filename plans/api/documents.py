"""Documents: their record, and each whole or in part: as a tree, as text, as received."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from plans import models
from plans.api import body_examples, filters, oc4ids, oc4ids_serializers, serializers
from plans.api.asking import flag, whole
from plans.api.base import Resource, validated
from plans.api.bodies import correction_body
from plans.api.errors import Misaddressed, fault
from plans.api.rendering import BytesRenderer, PlainTextRenderer
from plans.api.tree import PartSerializer, TreeSerializer, as_text, nest, rows_of, told_part
from plans.api.views import BY_ID
from plans.api.writing import Correctable
from plans.documents.addresses import find, nearest_eid, to_depth
from plans.querysets import SourceQuerySet

DEEPEST = 20
NOISE = OpenApiParameter(
    "noise", OpenApiTypes.BOOL, default=False, description="`true` adds `noise`: the page furniture of the source."
)
DEPTH = OpenApiParameter(
    "depth",
    {"type": "integer", "minimum": 1, "maximum": DEEPEST},
    description="How many levels of headings to show; the text directly in them is shown, too. All, if not given.",
)
TEXT = OpenApiParameter("text", OpenApiTypes.BOOL, default=True, description="`false` leaves out all texts: headings only.")
EID = OpenApiParameter(
    "eid", {"type": "string", "examples": ["chp_3__sec_2"]}, OpenApiParameter.PATH, description="Eid of the part, as in the tree."
)


class DocumentViewSet(Correctable, Resource):
    queryset = models.Document.objects.all()
    serializer_class = serializers.DocumentSerializer
    body_class = correction_body("document", serializer_class, body_examples.DOCUMENT)
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
    action_parameters = {"tree": ("noise", "depth", "text"), "part": ("depth", "text")}
    noun = "document"

    def get_queryset(self):
        queryset = super().get_queryset()
        if self.action == "source":
            return queryset.with_source()
        if self.action == "oc4ids":
            return queryset.with_project_version()
        return queryset.with_structure_version() if self.action in ("tree", "text", "part") else queryset

    @extend_schema(responses={200: TreeSerializer}, parameters=[NOISE, DEPTH, TEXT])
    @action(detail=True)
    def tree(self, request, *args, **kwargs):
        """Everything the document is made of: title, notice, preamble, and parts, chapters, sections and paragraphs in each other."""
        noise, depth, texts = flag(request, "noise"), whole(request, "depth", 1, DEEPEST), flag(request, "text", default="true")
        document = self.get_object()

        def answer():
            lists = nest(rows_of(document, noise=noise, texts=texts))
            lists["body"] = to_depth(lists["body"], depth)
            if not noise:
                del lists["noise"]
            return Response({"document": self.get_serializer(document).data, **lists})

        return self.conditional(answer, [noise, depth, texts, *_structure_version(document)], _changed_at(document))

    @extend_schema(responses={200: PartSerializer}, parameters=[EID, DEPTH, TEXT])
    @action(detail=True, url_path=r"~(?P<eid>[^/]+)")
    def part(self, request, *args, **kwargs):
        """A chapter, section or paragraph by its eid, with everything that stands in it, what it stands in, and its neighbours.

        Eids follow the naming convention of Akoma Ntoso: `chp_3__sec_2__para_4` is the fourth paragraph of the second section
        of the third chapter. They move when the structure moves; ids do not.
        """
        depth, texts = whole(request, "depth", 1, DEEPEST), flag(request, "text", default="true")
        document, eid = self.get_object(), kwargs["eid"]

        def answer():
            found = self._found(document, eid)
            return Response(told_part(document, found, depth=depth, texts=texts))

        return self.conditional(answer, [eid, depth, texts, *_structure_version(document)], _changed_at(document))

    def _found(self, document, eid):
        lists = nest(rows_of(document, noise=True))
        found = find(lists, eid)
        if found is None:
            meant = nearest_eid(lists, eid)
            hint = f" Did you mean “{meant}”?" if meant else ""
            raise Misaddressed(fault("eid", "unknown", f"The document “{document.pk}” has no part “{eid[:80]}”.{hint}", meant))
        return found

    @extend_schema(responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.STR, description="UTF-8.")})
    @action(detail=True, renderer_classes=[PlainTextRenderer])
    def text(self, request, *args, **kwargs):
        """The document to read, after repair and without page furniture: a line for each heading and each text."""
        document = self.get_object()
        return self.conditional(
            lambda: Response(as_text(rows_of(document, noise=False))), _structure_version(document), _changed_at(document)
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
