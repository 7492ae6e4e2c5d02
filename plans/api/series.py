"""An indicator through time as the API tells it: series page by page, and several regions side by side."""

from collections import defaultdict
from types import SimpleNamespace

from django.core import signing
from django.db.models import TextField
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from plans import choices, series
from plans.api import figure_examples as examples
from plans.api.errors import InvalidParameters
from plans.api.figure_serializers import NumberSaid, number
from plans.api.indicator_serializers import IndicatorSerializer
from plans.api.pagination import KeysetPagination
from plans.api.serializers import RegionSerializer, TextOrNull, example
from plans.choices import Tense

PAGING = [
    OpenApiParameter(
        "cursor",
        {"type": "string", "minLength": 1},
        description="Where the page begins: taken from `next` or `previous`, never made by hand.",
    ),
    OpenApiParameter(
        "page_size",
        {"type": "integer", "minimum": 1, "maximum": 50, "default": 20},
        description="How many series a page holds, at most 50.",
    ),
    OpenApiParameter("count", OpenApiTypes.BOOL, default=False, description="`true` adds `count`, the number of all series that match."),
]


class SeriesPagination(KeysetPagination):
    """Pages of series, by their key."""

    parameters = ("cursor", "page_size", "count")
    page_size, max_page_size = 20, 50
    fields = [TextField()]
    keys = [("key", False, False)]

    def keys_of_page(self, figures, request, code):
        """The keys of the page asked for."""
        self.request, self.faults = request, []
        self.signer = signing.Signer(sep=".", salt=f"plans.api.cursor:series:{code}")
        size, counted = self._size(request.query_params.get("page_size")), self._flag("count", request.query_params.get("count"))
        backward, values = self._position(request.query_params.get("cursor"))
        if self.faults:
            raise InvalidParameters(self.faults)
        self.count = series.series_count(figures) if counted else None
        keys = series.series_keys(figures, size + 1, place=values and values[0], backward=backward)
        return [row.key for row in self._page([SimpleNamespace(key=key) for key in keys], size, backward, values is None)]


def series_list(points, keys):
    """Series with their numbers, in the order of the keys."""
    return [_series({tense: rows.get(key, []) for tense, rows in points.items()}) for key in keys]


def _series(rows):
    first = next(row for each in rows.values() for row in each)
    return {
        "region": first.region_id,
        "region_name": first.region__full_name,
        **_kind(first),
        "targets": [_point(row) for row in rows[Tense.TARGET][-series.LONGEST_SERIES :]],
        "outcomes": [_point(row) for row in rows[Tense.OUTCOME][-series.LONGEST_SERIES :]],
        "truncated": any(len(each) > series.LONGEST_SERIES for each in rows.values()),
    }


def _kind(row):
    unit = None if row.unit_family == choices.UnitFamily.COUNT else row.normal_unit or None
    return {"measure": row.measure, "unit_family": row.unit_family, "normal_unit": unit}


def _measured(row):
    """What a number says, as printed and converted."""
    return {
        "printed": row.printed,
        "comparator": row.comparator,
        "value": number(row.value),
        "value_high": number(row.value_high),
        "unit": row.unit or None,
        "unit_family": row.unit_family,
        "normal_value": number(row.normal_value),
        "normal_value_high": number(row.normal_value_high),
        "normal_unit": row.normal_unit or None,
        "measure": row.measure,
        "year": row.year,
        "base_year": row.base_year,
        "base_value": number(row.base_value),
        "nature": row.nature,
        "strength": row.strength or None,
    }


def _point(row):
    return {
        "id": row.id,
        **_measured(row),
        "newest": row.newest_rank == 1,
        "review_state": row.review_state,
        "document": row.document_id,
        "document_title": row.document__title,
        "document_type": row.document__doc_type,
        "published_on": row.document__published_on,
    }


def comparison(newest, regions):
    """The newest number of each year, kind and region: years in order, every region in each, in the order asked for."""
    kinds, cells = {}, defaultdict(dict)
    for tense, rows in newest.items():
        for row in rows:
            kind = _kind(row)
            kinds[tuple(map(str, kind.values()))] = kind
            cells[tuple(map(str, kind.values())), row.year][row.region_id, tense] = _point(row)
    years = defaultdict(list)
    for kind, year in sorted(cells):
        found = cells[kind, year]
        values = [{"region": code} | {str(tense): found.get((code, tense)) for tense in Tense} for code in regions]
        years[kind].append({"year": year, "values": values})
    return [kinds[kind] | {"years": told} for kind, told in years.items()]


class PointSerializer(NumberSaid):
    """One number of a series: what a target or an outcome says, and the document that says it."""

    id = serializers.UUIDField(help_text="Id of the target or outcome, which tells its exact place.")
    year = serializers.IntegerField(help_text="Year the number holds for.")
    newest = serializers.BooleanField(
        help_text="Whether it counts: of several for one year, that of the document published last, and there the first one."
    )
    review_state = serializers.ChoiceField(choices.ReviewState.choices, help_text="How far people have checked it.")
    document = serializers.UUIDField(help_text="Id of the document that says it.")
    document_title = serializers.CharField(allow_null=True, help_text="Title of that document.")
    document_type = serializers.ChoiceField(choices.DocumentType.choices, allow_null=True, help_text="Its type.")
    published_on = serializers.DateField(allow_null=True, help_text="When it was published; null if unknown.")


class KindSerializer(serializers.Serializer):
    """What makes numbers of an indicator comparable."""

    measure = serializers.ChoiceField(choices.Measure.choices, help_text="Levels, changes or counts: never mixed.")
    unit_family = serializers.ChoiceField(choices.UnitFamily.choices, allow_null=True, help_text="Kind of unit of all its numbers.")
    normal_unit = TextOrNull(
        help_text="Unit of every `normal_value`; null in kind `count`, where words differ (个, 家, 所), and where there is none."
    )


class SeriesSerializer(KindSerializer):
    """The numbers of one region that can be drawn together: what was planned and what came of it."""

    region = serializers.CharField(allow_null=True, help_text="Code of the region; null where it is not known.")
    region_name = serializers.CharField(allow_null=True, help_text="Full name of the region.")
    targets = PointSerializer(many=True, help_text="What was planned, in the order of years; within a year the newest last.")
    outcomes = PointSerializer(many=True, help_text="What was reported, in the same order.")
    truncated = serializers.BooleanField(
        help_text=f"Whether older numbers are left out: a series holds the latest {series.LONGEST_SERIES} of each. Ask for them with `year__lte`."
    )


@example(examples.SERIES)
class SeriesPageSerializer(serializers.Serializer):
    """An indicator through time."""

    indicator = IndicatorSerializer(help_text="The indicator.")
    count = serializers.IntegerField(required=False, min_value=0, help_text="How many series match. Only with `count=true`.")
    next = serializers.URLField(allow_null=True, help_text="Address of the next page; null on the last.")
    previous = serializers.URLField(allow_null=True, help_text="Address of the page before; null on the first.")
    results = SeriesSerializer(many=True, help_text="A series for each region, measure and kind of unit, in the order of region codes.")


class CellSerializer(serializers.Serializer):
    """What is known of one region in one year."""

    region = serializers.CharField(help_text="Code of the region.")
    target = PointSerializer(allow_null=True, help_text="The newest target for the year; null if there is none.")
    outcome = PointSerializer(allow_null=True, help_text="The newest outcome for the year; null if there is none.")


class ComparedYearSerializer(serializers.Serializer):
    """One year, every region."""

    year = serializers.IntegerField(help_text="The year.")
    values = CellSerializer(many=True, help_text="One entry for each region asked for, in that order.")


class ComparedKindSerializer(KindSerializer):
    """Numbers that can be compared with each other."""

    years = ComparedYearSerializer(many=True, help_text="Years of which anything is known, in order.")


@example(examples.COMPARISON)
class ComparisonSerializer(serializers.Serializer):
    """One indicator in several regions."""

    indicator = IndicatorSerializer(help_text="The indicator.")
    regions = RegionSerializer(many=True, help_text="The regions, in the order asked for.")
    results = ComparedKindSerializer(many=True, help_text="An entry for each measure and kind of unit.")
    truncated = serializers.BooleanField(
        help_text=f"Whether early years are left out, after {series.LARGEST_COMPARISON} numbers. Ask for them with `year__lte`."
    )
