"""All lists there are, for whoever wants every record and not an answer to a request."""

from plans.api.base import Resource
from plans.api.exporting import table_of
from plans.api.urls import router


def lists():
    """(name, view) of every list, in the order of the addresses."""
    for name, view_class, _ in router.registry:
        if issubclass(view_class, Resource):
            view = view_class(action="list", request=None, args=(), kwargs={}, format_kwarg=None)
            yield name, view


def whole_table(view):
    """Every record of a list, in the order of its key."""
    return table_of(view, view.get_queryset().order_by("pk"))
