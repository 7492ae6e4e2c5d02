"""An indicator through time: which of its numbers belong together, and which of several is the newest.

A series is what can be drawn as one line: the numbers of one region, one measure and one kind of unit. In the kind
`count` the units are words for the same thing (个, 家, 所); in every other kind a series also has one base unit, so
that 元/人/月 and 元/人/年 stay apart. Numbers without a year are in no series.
"""

from itertools import groupby
from operator import attrgetter

from django.db.models import Case, CharField, DateField, F, Func, TextField, Value, When, Window
from django.db.models.functions import Coalesce, Collate, Concat, NullIf, RowNumber

from plans.choices import UnitFamily
from plans.models import FIGURES, Indicator

SEPARATOR = "|"
# The latest numbers of a series are kept, so many of each tense.
LONGEST_SERIES = 200
# A comparison keeps the latest years, up to so many numbers of each tense.
LARGEST_COMPARISON = 2000
POINT_COLUMNS = (
    "id", "series", "newest_rank", "region_id", "region__full_name", "document_id", "document__title", "document__doc_type", "document__published_on",
    "printed", "comparator", "value", "value_high", "unit", "unit_family", "normal_value", "normal_value_high", "normal_unit", "measure", "year",
    "base_year", "base_value", "nature", "strength", "review_state",
)  # fmt: skip


def figures_of(code):
    """The dated figures of an indicator and of all that were merged into it, by tense, each with the key of its series. One query."""
    codes = Indicator.objects.merged([code])[code]
    return {tense: _with_series(model.objects.filter(indicator__in=codes, year__isnull=False)) for tense, model in FIGURES.items()}


def _with_series(figures):
    base_unit = Case(When(unit_family=UnitFamily.COUNT, then=Value("")), default=F("normal_unit"), output_field=CharField())
    parts = (Coalesce("region_id", Value("")), F("measure"), Coalesce("unit_family", Value("")), base_unit)
    joined = [piece for part in parts for piece in (Value(SEPARATOR), part)][1:]
    return figures.annotate(series=Collate(Concat(*joined, output_field=TextField()), "C"))


def series_keys(figures, size, *, place=None, backward=False):
    """Up to `size` keys of series after a place, or, backward, those before it, the nearest first. One query."""
    if place is not None:
        beyond = {"series__lt" if backward else "series__gt": place}
        figures = {tense: rows.filter(**beyond) for tense, rows in figures.items()}
    return [key for (key,) in _keys(figures).order_by("-series" if backward else "series")[:size]]


def series_count(figures):
    """How many series there are. One query."""
    return _keys(figures).count()


def _keys(figures):
    targets, outcomes = (rows.order_by().values_list("series") for rows in figures.values())
    return targets.union(outcomes)


def points(figures, keys):
    """The numbers of some series in the order of time: {tense: {key: rows of POINT_COLUMNS}}. A query per tense.

    Each list holds one more than LONGEST_SERIES where there are more; the oldest stands first.
    """
    latest = Window(RowNumber(), partition_by=[F("series")], order_by=[F("year").desc(), *_newest_first()])
    found = {}
    for tense, rows in figures.items():
        chosen = _ranked(rows.filter(series__in=keys)).annotate(rank=latest).filter(rank__lte=LONGEST_SERIES + 1)
        found[tense] = {key: [*points] for key, points in groupby(chosen.order_by("series", "year", "-newest_rank"), attrgetter("series"))}
    return found


def newest_points(figures):
    """The newest number of each series and year as rows of POINT_COLUMNS, by tense; the latest years first. A query per tense.

    Returns them and whether years had to be left out.
    """
    found, cut = {}, False
    for tense, rows in figures.items():
        newest = _ranked(rows).filter(newest_rank=1).order_by("-year", "series")
        found[tense] = [*newest[: LARGEST_COMPARISON + 1]]
        cut = cut or len(found[tense]) > LARGEST_COMPARISON
    if cut:
        # Years that may be incomplete are left out of both tenses.
        last = max(rows[-1].year for rows in found.values() if len(rows) > LARGEST_COMPARISON)
        found = {tense: [row for row in rows if row.year > last] for tense, rows in found.items()}
    return found, cut


def _ranked(figures):
    """With `newest_rank`, 1 for the number that counts among those of the same series and year."""
    rank = Window(RowNumber(), partition_by=[F("series"), F("year")], order_by=_newest_first())
    return figures.annotate(newest_rank=rank).values_list(*POINT_COLUMNS, named=True)


def _newest_first():
    """The document published last says what holds, the first number in it before later ones.

    Where a document has no date, the day it was signed and the first day of its period stand in.
    """
    opening = Func(NullIf("document__period_start", Value(0)), Value(1), Value(1), function="make_date", output_field=DateField())
    told = Coalesce("document__published_on", "document__written_on", opening)
    return [told.desc(nulls_last=True), F("document_id").desc(), F("position").asc(), F("id").asc()]
