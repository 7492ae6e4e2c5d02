"""What is not a record: the list of endpoints, the description of the API, and addresses where nothing is."""

from functools import cache

import orjson
import yaml
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import OpenApiExample, extend_schema
from drf_spectacular.views import SpectacularSwaggerView
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.response import Response

from plans.api.base import ReadOnlyView
from plans.api.errors import exception_handler, nearest, problem
from plans.api.ratelimit import count_request, tell_limits
from plans.api.versions import OPENAPI, of_description

RESOURCES = (
    "regions", "documents", "references", "chapters", "sections", "paragraphs", "targets", "outcomes", "indicators", "projects",
    "project-mentions", "sources", "diagnostics", "corrections", "changes", "search", "me",
)  # fmt: skip


class RootSerializer(serializers.Serializer):
    """Where everything is."""

    regions = serializers.URLField(help_text="Administrative regions.")
    documents = serializers.URLField(help_text="Plans and reports.")
    references = serializers.URLField(help_text="Titles documents cite.")
    chapters = serializers.URLField(help_text="Parts and chapters.")
    sections = serializers.URLField(help_text="Sections, at any depth.")
    paragraphs = serializers.URLField(help_text="Paragraphs, items and page furniture.")
    targets = serializers.URLField(help_text="What documents commit to, in numbers.")
    outcomes = serializers.URLField(help_text="What documents report, in numbers.")
    indicators = serializers.URLField(help_text="What is measured, and each indicator through time.")
    projects = serializers.URLField(help_text="What is to be built or carried out, by name.")
    project_mentions = serializers.URLField(help_text="Every place where a document names a project.")
    sources = serializers.URLField(help_text="Files as received.")
    diagnostics = serializers.URLField(help_text="What a reading was unsure of.")
    corrections = serializers.URLField(help_text="What people changed.")
    changes = serializers.URLField(help_text="What has changed since a place in time: for whoever keeps a copy.")
    search = serializers.URLField(help_text="Every occurrence of some words; takes `q`.")
    me = serializers.URLField(help_text="Who is asking, and what they may change.")
    dataset = serializers.URLField(help_text="What all this is, for catalogues of data (DCAT).")
    openapi = serializers.URLField(help_text="This description, for programs.")
    docs = serializers.URLField(help_text="This description, for people.")


# Where each address of the answer leads: names in plans.api.urls.
NAMES = {name.replace("-", "_"): f"{name}-list" for name in RESOURCES} | {"dataset": "dataset", "openapi": "openapi-yaml", "docs": "docs"}
PLACES = {key: "openapi.yaml" if key == "openapi" else f"{key.replace('_', '-')}/" for key in NAMES}
EXAMPLE = OpenApiExample("Example", value={key: f"https://plans.example/api/v1/{place}" for key, place in PLACES.items()})


class RootView(ReadOnlyView):
    @extend_schema(responses=RootSerializer, tags=["root"], operation_id="getRoot", examples=[EXAMPLE])
    @of_description
    def get(self, request):
        """The addresses of every list, and of this description."""
        return Response({key: request.build_absolute_uri(reverse(f"api:{name}")) for key, name in NAMES.items()})


@cache
def _description(form):
    text = OPENAPI.read_bytes()
    return text if form == "yaml" else orjson.dumps(yaml.load(text, Loader=yaml.CSafeLoader))


@extend_schema(exclude=True)
class OpenAPIView(ReadOnlyView):
    """The committed OpenAPI document, as YAML or JSON."""

    form = "yaml"

    def perform_content_negotiation(self, request, force=False):
        return super().perform_content_negotiation(request, force=True)

    @of_description
    def get(self, request):
        return HttpResponse(_description(self.form), content_type="application/yaml" if self.form == "yaml" else "application/json")


@extend_schema(exclude=True)
class DocsView(ReadOnlyView, SpectacularSwaggerView):
    """The description for people: Swagger UI, every file of it from this host."""

    url_name = "api:openapi-yaml"
    title = "PlanAPI"
    get = of_description(SpectacularSwaggerView.get)


@csrf_exempt
def nothing_here(request, *args, **kwargs):
    """Any address below /api/ that leads nowhere: sent on if only the slash is missing, else told what is near."""
    try:
        count_request(request, None)
        response = _nearest_to(request)
    except Throttled as refusal:
        response = exception_handler(refusal, {"request": request})
    tell_limits(request, response)
    return response


def _nearest_to(request):
    if not request.path.endswith("/") and _leads_somewhere(f"{request.path}/"):
        keeps_method = request.method not in ("GET", "HEAD")
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True), preserve_request=keeps_method)
    paths = [reverse("api:root"), *(reverse(f"api:{name}-list") for name in RESOURCES)]
    meant = nearest(request.path, paths)
    return problem(request, 404, f"Nothing is at {request.path[:200]}." + (f" Did you mean {meant}?" if meant else ""))


def _leads_somewhere(path):
    try:
        return resolve(path).func is not nothing_here
    except Resolver404:
        return False
