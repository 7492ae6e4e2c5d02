"""A list as a file: all rows that match, in the order asked for, as CSV, JSON Lines, Excel or Parquet.

    ?format=csv, or Accept: text/csv

A file is made while it is sent, from one moment of the database, and holds all rows that match: no pages.
"""

import logging
import threading
import time
from contextlib import closing
from itertools import islice

from django.conf import settings
from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from rest_framework import exceptions
from rest_framework.renderers import BaseRenderer

from plans.api.columns import columns_of
from plans.api.errors import InvalidParameters, fault, nearest
from plans.exports.formats import FORMATS
from plans.exports.reading import chunks, one_moment
from plans.exports.tables import Table

PARAMETERS = ("format", "bom")
NAMES = ("json", *FORMATS)
BROKEN_OFF = b"# This file is not whole: the export broke off.\r\n"
SAID = {"excel": "xlsx", "ndjson": "jsonl", "jsonlines": "jsonl"}
PAGE_PARAMETERS = ("cursor", "page_size", "count")
COUNT_HEADER = "X-Total-Count"
FORMAT_TEXT = (
    "`json` is a page at a time. Any other is a file of all rows that match, with the same filters, `ordering` and fields, as it was "
    "at one moment; it takes no `cursor`, `page_size` or `count`. The Accept header can ask for it, too."
)
BOM_TEXT = (
    "Only with `format=csv`: `true` makes it for a spreadsheet. A byte order mark comes first, so that Excel reads it as UTF-8, and a text "
    "that begins with one of `= + - @` gets an apostrophe before it, so that no formula runs. Leave it out for programs: then texts are exact."
)

logger = logging.getLogger("django.request")
_at_once = threading.BoundedSemaphore(settings.PLANAPI_EXPORTS_AT_ONCE)


class Busy(exceptions.APIException):
    """As many files are being made as may be at once."""

    status_code = 503
    default_detail = "As many exports as this server makes at once are under way. Try again in a minute."
    wait = 60


class CutOff(Exception):
    """An export took longer than it may."""


class FileRenderer(BaseRenderer):
    """Stands for a format when it is chosen. It renders nothing: `answer` makes the file."""

    def __init__(self, name, media_type):
        self.format, self.media_type = name, media_type


RENDERERS = [FileRenderer(each.name, media_type) for each in FORMATS.values() for media_type in each.media_types]


def wanted(request):
    """The format asked for, or None for pages of JSON. Refused where the parameters can't be."""
    given = request.query_params
    faults, asked = [], given.get("format")
    if asked and asked not in NAMES:
        message = f"format can't be “{asked[:40]}”. Possible: {', '.join(NAMES)}."
        raise InvalidParameters([fault("format", "invalid_choice", message, SAID.get(asked) or nearest(asked, NAMES))])
    chosen = FORMATS.get(request.accepted_renderer.format)
    for name in PAGE_PARAMETERS if chosen else ():
        if name in given:
            faults.append(
                fault(name, "not_with_format", f"{name} is for pages of JSON. With format={chosen.name} all rows that match come at once.")
            )
    if (bom := given.get("bom")) is not None:
        if chosen is not FORMATS["csv"]:
            faults.append(fault("bom", "not_with_format", "bom is for format=csv only.", None))
        elif bom not in ("true", "false"):
            faults.append(fault("bom", "invalid", f"bom is true or false, not “{bom[:40]}”.", nearest(bom, ["true", "false"])))
    if faults:
        raise InvalidParameters(faults)
    return chosen


def answer(view, request, rows, chosen):
    """The response that sends `rows`, a filtered and ordered query set, in the format chosen."""
    parts = _parts(view, rows, chosen, request.query_params.get("bom") == "true", whole=request.method != "HEAD")
    count = next(parts)  # from here on `parts` ends what it has begun, however the answer ends
    content_type = chosen.content_type(request.accepted_media_type)
    if request.method == "HEAD":
        parts.close()
        response = StreamingHttpResponse([], content_type=content_type)  # so that no length is told, which nobody knows
    else:
        response = StreamingHttpResponse(_Begun(parts), content_type=content_type)
    response[COUNT_HEADER] = str(count)
    response["Content-Disposition"] = content_disposition_header(True, f"{name_of(view)}-{localdate():%Y%m%d}.{chosen.name}")
    return response


def name_of(view):
    """What files of this list are called: targets, project-mentions.

    >>> from plans.api.projects import ProjectMentionViewSet
    >>> name_of(ProjectMentionViewSet())
    'project-mentions'
    """
    return f"{view.noun}s".replace(" ", "-")


def table_of(view, rows):
    """What is to be written of a list: its columns, and `rows` as the API tells them."""
    description = " ".join((view.serializer_class.__doc__ or "").split())
    columns = columns_of(view.get_serializer(), view.shape[0])
    return Table(name_of(view), description, columns, rows.count(), chunks(view.with_columns(rows), view.told_all))


def _parts(view, rows, chosen, bom, whole):
    """How many rows there are; then, if `whole`, the pieces of the file. All in one moment of the database."""
    if not _at_once.acquire(blocking=False):
        raise Busy
    try:
        with one_moment():
            table = table_of(view, rows)
            if chosen.most_rows is not None and table.count > chosen.most_rows:
                message = (
                    f"{table.count:,} rows match, and a sheet holds {chosen.most_rows:,}. Use format=csv or parquet, or narrow the filters."
                )
                raise InvalidParameters([fault("format", "too_many_rows", message, "csv")])
            with closing(table.chunks):
                yield table.count
                if whole:
                    yield from _in_time(chosen.written(table, bom=True) if bom else chosen.written(table), chosen, view)
    finally:
        _at_once.release()


def _in_time(pieces, chosen, view):
    """The pieces, as long as it doesn't take too long: a reader that stalls would hold a thread, and the moment, for ever."""
    end = time.monotonic() + settings.PLANAPI_EXPORT_SECONDS
    begun = False
    try:
        for piece in pieces:
            if time.monotonic() > end:
                raise CutOff(f"An export of {name_of(view)} took longer than PLANAPI_EXPORT_SECONDS.")
            yield piece
            begun = True
    except Exception as error:
        if not begun:
            raise
        logger.error("An export of %s broke off.", name_of(view), exc_info=error)
        if chosen.is_text:  # the server ends what broke off as if it were whole; no other format can be read without its end
            yield BROKEN_OFF


class _Begun:
    """Pieces of a file, of which the first has been made: what can't be begun is refused while it still can be."""

    def __init__(self, parts):
        self.parts, self.first = parts, [*islice(parts, 1)]

    def __iter__(self):
        return self

    def __next__(self):
        return self.first.pop() if self.first else next(self.parts)

    def close(self):
        self.parts.close()
