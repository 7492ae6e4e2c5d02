"""What every view of the API does: knows its parameters, answers 304, and speaks English whatever the admin speaks."""

import orjson
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.functional import cached_property
from django.utils.translation import override
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from plans.api import exporting
from plans.api.deprecation import tell_deprecations
from plans.api.errors import InvalidParameters, fault, nearest
from plans.api.filters import StrictFilterBackend, checked
from plans.api.gone import refuse_if_gone
from plans.api.options import description_of
from plans.api.pagination import KeysetPagination
from plans.api.ratelimit import count_request, tell_limits
from plans.api.shape import asked_shape, shape_parameters
from plans.api.versions import cache_control, etag_of, of_all_data, validated
from plans.api.written import Told


class ReadOnlyView(APIView):
    """Reading, with a query string in which every parameter is known, given once and not empty."""

    http_method_names = ["get", "head", "options"]
    # What a view has to say of caching, if it is not what the settings say.
    cache_control = None
    # What of it will go: see plans.api.deprecation.
    deprecations = ()

    def dispatch(self, request, *args, **kwargs):
        with override("en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request, *args, **kwargs):
        try:
            self.perform_authentication(request)
        finally:  # whoever it is: a wrong password counts as well
            count_request(request._request, request.user)
        super().initial(request, *args, **kwargs)
        if request.method in ("GET", "HEAD"):
            self.check_query(request)

    def check_query(self, request):
        if faults := [*_query_faults(request.query_params, self.known_parameters(), self.repeatable_parameters())]:
            raise InvalidParameters(faults)

    def known_parameters(self):
        return ()

    def repeatable_parameters(self):
        """Those that may be given several times."""
        return ()

    def options(self, request, *args, **kwargs):
        """What can be asked here: methods, filters with their choices, orderings, relations. See plans.api.options."""
        return HttpResponse(orjson.dumps(description_of(self, self.allowed_methods)), content_type="application/json")

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response.setdefault("Cache-Control", self.cache_control or cache_control(request.user))
        tell_limits(request._request, response)
        tell_deprecations(self, request, response)
        return response


def _query_faults(given, known, repeatable):
    for name, values in given.lists():
        if name not in known:
            meant = nearest(name, known)
            hint = (
                f" Did you mean “{meant}”?"
                if meant
                else f" Possible: {', '.join(sorted(known))}."
                if known
                else " This address takes none."
            )
            yield fault(name[:60], "unknown", f"There is no parameter “{name[:60]}” here.{hint}", meant)
        elif len(values) > 1 and name not in repeatable:
            several = f"{name}__in"
            yield fault(name, "repeated", f"{name} is given more than once.", several if several in known else None)
        elif any("\0" in value for value in values):
            yield fault(name, "null_characters_not_allowed", f"{name} can't hold the character U+0000.")
        elif not all(values):
            yield fault(name, "blank", f"{name} has no value. Give it one, or leave it out.")


class Moved(Exception):
    """The record asked for is another one by now: its key."""

    def __init__(self, key):
        self.key = key


class Resource(ReadOnlyView, GenericViewSet):
    """A kind of record: a list that can be filtered, ordered and paged, and each record by itself.

    A subclass names queryset, serializer_class, filterset_class, orderings and ordering. The serializer declares what a
    record tells; lists and single records are written so by PostgreSQL (plans.api.written).
    """

    action_parameters = {}
    orderings = {}
    unique_orderings = ("id",)
    ordering_note = ""
    noun = "record"
    key_note = "Permanent id of the {noun}."
    # Where a record can have gone elsewhere: when it is answered with 308.
    moved_note = None
    # Columns that say when anything a record tells was last written.
    changes = ("updated_at",)
    # Columns the view itself needs of a single record.
    columns = ()

    def known_parameters(self):
        if self.action == "list":
            of_page = (*KeysetPagination.parameters, *shape_parameters(self.serializer_class), *exporting.PARAMETERS)
            return (*self.filterset_class.base_filters, *of_page)
        of_action = self.action_parameters.get(self.action, ())
        return (*shape_parameters(self.serializer_class), *of_action) if self.action == "retrieve" else of_action

    @cached_property
    def shape(self):
        """How much of a record this request wants told: (names of leaves, names of relations that are expanded)."""
        request = getattr(self, "request", None)
        return asked_shape(self.serializer_class, request.query_params if request and self.action in ("list", "retrieve") else {})

    def get_queryset(self):
        rows = super().get_queryset()
        return self.with_columns(rows, *self.changes, *self.columns) if self.action == "retrieve" else rows

    def get_renderers(self):
        return super().get_renderers() + (exporting.RENDERERS if self.action == "list" else [])

    @property
    def default_response_headers(self):
        headers = super().default_response_headers
        return headers | {"Vary": "Accept"} if self.action == "list" else headers

    def get_object(self):
        asked = str(self.kwargs[self.lookup_field])
        try:
            if "\0" in asked:  # PostgreSQL has no such text
                raise Http404
            return super().get_object()
        except Http404:
            if "\0" not in asked:
                refuse_if_gone(self.request, self.basename, asked, self.noun)
            raise Http404(f"There is no {self.noun} “{asked[:80]}”.") from None

    def handle_exception(self, error):
        if not isinstance(error, Moved):
            return super().handle_exception(error)
        asked, query = self.request.resolver_match, self.request.META.get("QUERY_STRING", "")
        address = reverse(asked.view_name, kwargs=asked.kwargs | {self.lookup_field: error.key})
        return HttpResponse(status=308, headers={"Location": iri_to_uri(f"{address}?{query}" if query else address)})

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def with_columns(self, rows, *columns):
        """Rows with their key, what an answer tells of them as JSON (`told`), and these columns; of a list, one page in order."""
        rows = rows.annotate(told=Told(self.serializer_class, self.shape[0]))
        return rows.values_list(*dict.fromkeys((rows.model._meta.pk.name, *columns, "told")), named=True)

    def told_all(self, rows):
        """Rows that `with_columns` has read, as the API tells them: a dict for each."""
        return orjson.loads(_array(rows))

    @of_all_data
    def list(self, request, *args, **kwargs):
        chosen, rows = exporting.wanted(request), self.get_queryset()
        if chosen:
            return exporting.answer(self, request, self.paginator.in_order(self.filter_queryset(rows), request, self), chosen)
        filters = checked(StrictFilterBackend().get_filterset(request, rows, self))
        page = self.paginator.kept_page(rows, filters, self)
        return self.get_paginated_response(orjson.Fragment(_array(self.paginate_queryset(filters.qs) if page is None else page)))

    def retrieve(self, request, *args, **kwargs):
        if not self.changes or self.shape[1]:  # it has no time, or tells other records, which have others
            return self._retrieve_undated(request)
        row = self.get_object()
        return self.conditional(lambda: Response(self.told_one(row)), *self.version(row))

    @of_all_data
    def _retrieve_undated(self, request):
        return Response(self.told_one(self.get_object()))

    def told_one(self, row):
        """A record that `get_object` has found, as the API tells it."""
        return orjson.Fragment(row.told)

    def version(self, row):
        """What makes a version of a record: values that change whenever its answer does, and when it last did."""
        times = [getattr(row, name) for name in self.changes]
        return [row[0], *times], max(time for time in times if time)

    def etag(self, version):
        return etag_of(self.action, *version)

    def conditional(self, answer, version, modified):
        """304 if the caller has this version already, else `answer()` with its validators."""
        return validated(self.request, answer, self.etag(version), modified)


def _array(rows):
    return f"[{','.join(row.told for row in rows)}]"
