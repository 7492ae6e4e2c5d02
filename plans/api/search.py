"""Search: one list of hits over titles, headings, texts, targets, outcomes and projects."""

from django.core import signing
from django.db.models import IntegerField, UUIDField
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from plans import models
from plans.api.base import ReadOnlyView
from plans.api.errors import InvalidParameters, fault
from plans.api.filters import checked
from plans.api.pagination import KeysetPagination
from plans.api.search_filters import SearchFilters
from plans.api.search_serializers import SearchPageSerializer, facets_said, hit_said
from plans.api.versions import of_all_data
from plans.search.hits import Place, Search

TOO_SHORT = (
    "A single character alone is looked for only within a filter, such as document, region or within. Give two or more, or a filter."
)
PAGING = [
    OpenApiParameter(
        "cursor",
        {"type": "string", "minLength": 1},
        description="Where the page begins: taken from `next` or `previous`, never made by hand. Bound to `q`.",
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
        description="How many hits a page holds, at most 100.",
    ),
    OpenApiParameter(
        "count",
        OpenApiTypes.BOOL,
        default=False,
        description="`true` adds `count`, the number of all hits. It costs a query more, a slow one if there are very many.",
    ),
    OpenApiParameter(
        "facets",
        OpenApiTypes.BOOL,
        default=False,
        description="`true` adds `facets`: how many of all hits there are of each kind, region, type, period and year. It costs what a count does.",
    ),
]


class SearchPagination(KeysetPagination):
    """Pages of hits: by rank, and within a rank the newest record first."""

    parameters = ("cursor", "page_size", "count", "facets")
    page_size, max_page_size = 20, 100
    fields = [IntegerField(), UUIDField()]
    keys = [("rank", False, False), ("id", True, False)]

    def read(self, request):
        """What is asked of the page; refused if it can't be read."""
        given = request.query_params
        self.request, self.faults = request, []
        self.signer = signing.Signer(sep=".", salt=f"plans.api.cursor:search:{given.get('q')}")
        self.size = self._size(given.get("page_size"))
        self.is_counted, self.has_facets = (self._flag(name, given.get(name)) for name in ("count", "facets"))
        self.backward, self.values = self._position(given.get("cursor"))
        if self.faults:
            raise InvalidParameters(self.faults)

    def page_of(self, search):
        """The hits of the page, and whatever is to be told beside them."""
        after = self.values and Place(*self.values)
        places = self._page(search.page(self.size + 1, after, self.backward), self.size, self.backward, after is None)
        facets = search.facets() if self.has_facets else None
        told = {}
        if self.is_counted:
            told["count"] = facets.total if facets else search.count()
        told |= {"next": self.next, "previous": self.previous}
        if facets:
            told["facets"] = facets_said(facets)
        return told | {"results": [hit_said(hit) for hit in search.tell(places)]}


class SearchViewSet(ReadOnlyView, GenericViewSet):
    queryset = models.Document.objects.all()
    filterset_class = SearchFilters
    pagination_class = None
    moved_note = None
    noun = "hit"

    def known_parameters(self):
        return (*SearchFilters.base_filters, *SearchPagination.parameters)

    @extend_schema(operation_id="search", responses={200: SearchPageSerializer}, filters=True, parameters=PAGING)
    @of_all_data
    def search(self, request):
        """Every occurrence of the words asked for: in titles, headings, texts, targets, outcomes and mentions of projects.

        Titles come first, then headings, names of what is measured or built, texts, and clauses; within each, hits where
        several words stand side by side come before the others, and newer records before older ones. Page furniture
        (`noise`) is not searched. Filters are about documents: any that `documents/` has, and any `document__…` of the
        other lists.
        """
        asked = checked(SearchFilters(request.query_params, queryset=self.get_queryset(), request=request))
        pages = SearchPagination()
        pages.read(request)
        if asked.query.is_short and not asked.narrowing:
            raise InvalidParameters([fault("q", "too_short", TOO_SHORT)])
        page = pages.page_of(Search(asked.query, asked.qs if asked.narrowing else None, asked.kinds))
        return Response(page, headers=pages.link_headers())
