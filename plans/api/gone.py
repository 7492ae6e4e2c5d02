"""410 for a record that was here once, with the addresses of what stands in its place."""

from django.urls import reverse
from django.utils.timezone import localtime

from plans.api.errors import Gone
from plans.changes import successors, tombstone


def address(request, resource, key):
    """The address of a record of a list."""
    detail = f"api:{resource}-detail"
    return request.build_absolute_uri(reverse(detail, kwargs={KEYS.get(resource, "pk"): key}))


KEYS = {"regions": "code", "indicators": "code"}


def refuse_if_gone(request, resource, key, noun):
    """Raise Gone if the log of changes knows that the record was deleted. One query, and up to three more if so."""
    if found := tombstone(resource, key):
        instead = [address(request, *place) for place in successors(found)]
        told = " What stands in its place is in superseded_by." if instead else ""
        raise Gone(f"The {noun} “{key}” was here until {localtime(found.at).isoformat(timespec='seconds')}.{told}", superseded_by=instead)
