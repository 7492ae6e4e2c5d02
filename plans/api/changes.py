"""The feed of changes: what to do to a copy of the data to keep it in step."""

import re
from functools import cache

from django.http import HttpRequest
from django.urls import resolve, reverse
from django.utils.timezone import localtime
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.viewsets import GenericViewSet

from plans import models
from plans.api.base import ReadOnlyView
from plans.api.change_filters import ChangeFilters
from plans.api.change_serializers import ChangePageSerializer, change_said
from plans.api.errors import InvalidParameters, fault, nearest
from plans.api.gone import address
from plans.api.pagination import KeysetPagination
from plans.api.versions import of_all_data
from plans.changes import data_version
from plans.choices import ChangeOperation

LATEST = "latest"
PLACE = re.compile(r"([0-9a-f]{8})-([0-9]{1,18})")
ANOTHER = (
    "The cursor is of another database than this one, which has been built anew. Make a new copy, beginning without cursor, or from "
    "cursor=latest and the lists."
)
PARAMETERS = [
    OpenApiParameter(
        "cursor",
        {"type": "string", "minLength": 1},
        description="Where to go on: taken from `next`, never made by hand. It holds for ever, and with any filters. `latest` is the end of "
        "what there is now: no changes, but a `next`. Without, the feed begins at its beginning.",
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": KeysetPagination.max_page_size, "default": KeysetPagination.page_size},
        description=f"How many changes a page holds, at most {KeysetPagination.max_page_size}.",
    ),
    OpenApiParameter(
        "count", OpenApiTypes.BOOL, default=False, description="`true` adds `count`, how many changes are left. It costs a query more."
    ),
    OpenApiParameter(
        "expand",
        {"type": "string", "enum": ["record"]},
        description="`record` adds the records themselves, as they are now.",
    ),
]


class ChangePagination(KeysetPagination):
    """Pages from one place in the log to another, never further than what was committed when they were asked for."""

    parameters = ("cursor", "page_size", "count", "expand")

    def read(self, request):
        """What is asked of the page; refused if it can't be read."""
        given = request.query_params
        self.request, self.faults = request, []
        self.size = self._size(given.get("page_size"))
        self.is_counted = self._flag("count", given.get("count"))
        self.is_expanded = self._is_expanded(given.get("expand"))
        self.now = data_version()  # before the changes: what is committed in between belongs to the next page
        self.place = self._place(given.get("cursor"))
        if self.faults:
            raise InvalidParameters(self.faults)

    def _is_expanded(self, text):
        if text not in (None, "record"):
            self.faults.append(fault("expand", "invalid_choice", f"expand can only be record, not “{text[:40]}”.", "record"))
        return text == "record"

    def _place(self, cursor):
        if cursor is None:
            return 0
        if cursor == LATEST:
            return self.now.sequence
        found = PLACE.fullmatch(cursor)
        if found is None:
            message = f"The cursor is none of ours. Take it from `next`; to begin, leave it out, or say {LATEST}."
            self.faults.append(fault("cursor", "invalid", message, nearest(cursor[:40], [LATEST])))
        elif found[1] != self.now.epoch or int(found[2]) > self.now.sequence:
            self.faults.append(fault("cursor", "another_database", ANOTHER))
        else:
            return int(found[2])
        return 0

    def page_of(self, changes, told):
        """The page; `told` makes answers of its entries."""
        changes = changes.after(self.place).filter(sequence__lte=self.now.sequence).order_by("sequence")
        counted = {"count": changes.count()} if self.is_counted else {}
        rows = list(changes[: self.size + 1])
        more, rows = len(rows) > self.size, rows[: self.size]
        following = f"{self.now.epoch}-{rows[-1].sequence if more else self.now.sequence}"
        self.next, self.previous = replace_query_param(self.request.build_absolute_uri(), "cursor", following), None
        return counted | {"next": self.next, "more": more, "results": list(told(rows))}


class ChangesViewSet(ReadOnlyView, GenericViewSet):
    queryset = models.Change.objects.all()
    filterset_class = ChangeFilters
    pagination_class = None
    moved_note = None
    noun = "change"

    def known_parameters(self):
        return (*ChangeFilters.base_filters, *ChangePagination.parameters)

    @extend_schema(operation_id="listChanges", responses={200: ChangePageSerializer}, filters=True, parameters=PARAMETERS)
    @of_all_data
    def feed(self, request):
        """Every change of every record of every list, in the order of commits: what keeps a full copy in step.

        Follow `next` while `more` is true, then ask the last `next` again from time to time. Apply the changes in their order:
        take the record away if `operation` is `delete` or `record` is null, else put `record` in its place. A copy begins
        with the first change, or with `cursor=latest` and then all lists. A record that tells something of another (the name
        of its indicator, the words around its number) is changed when that is.
        """
        pages = ChangePagination()
        pages.read(request)
        page = pages.page_of(self.filter_queryset(self.get_queryset()), lambda rows: self._told(rows, pages.is_expanded))
        return Response(page, headers=pages.link_headers())

    def _told(self, changes, expanded):
        living = [change for change in changes if change.operation != ChangeOperation.DELETE]
        records = _records(living) if expanded else {}
        for change in changes:
            url = None if change.operation == ChangeOperation.DELETE else address(self.request, change.resource, change.object_id)
            change.at = localtime(change.at)
            yield change_said(change, url, records.get((change.resource, change.object_id)))


def _records(changes):
    """{(list, id): record} of what is there, as the lists tell it: a query for each list."""
    keys = {}
    for change in changes:
        keys.setdefault(change.resource, set()).add(change.object_id)
    found = {}
    for resource, ids in keys.items():
        view = _list_view(resource)(action="list", request=Request(HttpRequest()), format_kwarg=None)
        for record in view.told_all(view.with_columns(view.get_queryset().filter(pk__in=ids))):
            found[resource, str(record.get("id") or record["code"])] = record
    return found


@cache
def _list_view(resource):
    """The view behind a list."""
    return resolve(reverse(f"api:{resource}-list")).func.cls
