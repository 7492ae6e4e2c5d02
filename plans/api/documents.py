"""Documents: their record, and each whole or in part: as a tree, as text, as received."""

from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from plans import models
from plans.api import body_examples, differences, filters, formats, oc4ids, oc4ids_serializers, received, serializers
from plans.api.asking import flag, whole
from plans.api.base import Resource
from plans.api.bodies import correction_body
from plans.api.errors import Misaddressed, fault
from plans.api.rendering import BytesRenderer, PlainTextRenderer
from plans.api.tree import PartSerializer, TreeSerializer, as_text, nest, rows_of, told_part
from plans.api.views import BY_ID
from plans.api.writing import Correctable
from plans.documents.addresses import find, nearest_eid, selected, to_depth
from plans.documents.reading import Reading, marks_of
from plans.querysets import BLOCKS, MARKS

DEEPEST = 20
# Actions that answer in several forms.
IN_FORMS = ("retrieve", "part")
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
    action_parameters = {"retrieve": ("format",), "tree": ("noise", "depth", "text"), "part": ("format", "depth", "text"), "diff": ("against", "format")}
    noun = "document"

    def _comes_in_forms(self, request):
        return self.action in IN_FORMS and request.method in ("GET", "HEAD")

    def perform_content_negotiation(self, request, force=False):
        if self.action == "diff":
            return differences.asked_for(request)
        return formats.asked_for(request) if self._comes_in_forms(request) else super().perform_content_negotiation(request, force)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.action == "diff" or self._comes_in_forms(request):
            formats.announce(request, response)
        return response

    def get_queryset(self):
        if self._comes_in_forms(self.request) and self.request.accepted_renderer.write:
            return self.queryset.with_structure_version().with_marks_version()
        queryset = super().get_queryset()
        if self.action == "source":
            return queryset.with_source()
        if self.action == "oc4ids":
            return queryset.with_project_version()
        return queryset.with_structure_version() if self.action in ("tree", "text", "part") else queryset

    @extend_schema(responses=formats.responses(serializers.DocumentSerializer), parameters=[formats.FORMAT])
    def retrieve(self, request, *args, **kwargs):
        """What is known of a document; as Markdown, a page or Akoma Ntoso all of it, with figures, projects and citations marked in its text."""
        if not request.accepted_renderer.write:
            return super().retrieve(request, *args, **kwargs)
        formats.refuse_shaping(request, self.known_parameters())
        return self._written()

    def _written(self, find_part=None, *selection):
        """The document, or a part of it, in another form than JSON."""
        document, root = self.get_object(), self.request.build_absolute_uri(reverse("api:root"))

        def answer():
            lists = nest(rows_of(document, noise=True))
            part = find_part(document, lists) if find_part else None
            return formats.told(self.request, Reading(document=document, lists=lists, part=part, marks=marks_of(document, lists), root=root))

        version = [self.request.accepted_renderer.format, *selection, root, *_structure_version(document), *_marks_version(document)]
        return self.conditional(answer, version, _changed_at(document))

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

    @extend_schema(responses=formats.responses(PartSerializer), parameters=[EID, DEPTH, TEXT, formats.FORMAT])
    @action(detail=True, url_path=r"~(?P<eid>[^/]+)")
    def part(self, request, *args, **kwargs):
        """A chapter, section or paragraph by its eid, with everything that stands in it, what it stands in, and its neighbours.

        Eids follow the naming convention of Akoma Ntoso: `chp_3__sec_2__para_4` is the fourth paragraph of the second section
        of the third chapter. They move when the structure moves; ids do not.
        """
        eid, depth, texts = kwargs["eid"], whole(request, "depth", 1, DEEPEST), flag(request, "text", default="true")

        def find_part(document, lists):
            return selected(_found(document, lists, eid), depth, texts)

        if request.accepted_renderer.write:
            return self._written(find_part, eid, depth, texts)
        document = self.get_object()

        def answer():
            return Response(told_part(document, find_part(document, nest(rows_of(document, noise=True)))))

        return self.conditional(answer, [eid, depth, texts, *_structure_version(document)], _changed_at(document))

    @extend_schema(responses={(200, "text/plain"): OpenApiResponse(OpenApiTypes.STR, description="UTF-8.")})
    @action(detail=True, renderer_classes=[PlainTextRenderer])
    def text(self, request, *args, **kwargs):
        """The document to read, after repair and without page furniture: a line for each heading and each text."""
        document = self.get_object()
        return self.conditional(
            lambda: Response(as_text(rows_of(document, noise=False))), _structure_version(document), _changed_at(document)
        )

    @extend_schema(responses=received.RESPONSES)
    @action(detail=True, renderer_classes=[BytesRenderer])
    def source(self, request, *args, **kwargs):
        """The file as received, byte for byte: what every `source` with line, start and end points into. Its ETag is its SHA-256."""
        return received.answer(request, self.get_object().source)

    @extend_schema(responses=differences.RESPONSES, parameters=[differences.AGAINST, differences.FORMAT])
    @action(detail=True)
    def diff(self, request, *args, **kwargs):
        """What changed between two sources of the document, line by line, and within lines character by character.

        From the source `against` to the current one, both as received. A document has several sources when it was fetched again,
        or corrected by who published it.
        """
        document = self.get_object()
        key = differences.against(request, document)
        version = [document.pk, key, document.source_id, request.accepted_renderer.format]
        return self.conditional(lambda: differences.answer(request, document, key), version, document.updated_at)

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


def _found(document, lists, eid):
    found = find(lists, eid)
    if found is None:
        meant = nearest_eid(lists, eid)
        hint = f" Did you mean “{meant}”?" if meant else ""
        raise Misaddressed(fault("eid", "unknown", f"The document “{document.pk}” has no part “{eid[:80]}”.{hint}", meant))
    return found


def _structure_version(document):
    return [document.pk, document.updated_at, *(getattr(document, f"{name}_{what}") for name in BLOCKS for what in ("count", "changed_at"))]


def _marks_version(document):
    return [getattr(document, f"{name}_{what}") for name in MARKS for what in ("count", "changed_at")]


def _changed_at(document):
    """When anything that its answers are made of was last written."""
    names = ("updated_at", *(f"{name}_changed_at" for name in (*BLOCKS, *MARKS)))
    return max(time for name in names if (time := getattr(document, name, None)))
