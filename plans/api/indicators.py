"""Indicators: the registry, each one through time, and several regions side by side."""

from django.http import Http404
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from plans import models
from plans import series as through_time
from plans.api import figure_filters
from plans.api.base import Moved, Resource
from plans.api.figure_parameters import meant_indicator
from plans.api.filters import checked
from plans.api.indicator_serializers import IndicatorSerializer
from plans.api.parameters import REGION_CODE
from plans.api.serializers import RegionSerializer
from plans.api.series import PAGING, ComparisonSerializer, SeriesPageSerializer, SeriesPagination, comparison, series_list
from plans.api.versions import of_all_data

FILTERS = {"series": figure_filters.SeriesFilters, "compare": figure_filters.ComparisonFilters}


class IndicatorViewSet(Resource):
    queryset = models.Indicator.objects.all()
    serializer_class = IndicatorSerializer
    orderings = {"code": ("code",), "name": ("name",), "theme": ("theme",), "updated_at": ("updated_at",)}
    unique_orderings = ("code",)
    ordering = "code"
    lookup_field = "code"
    lookup_value_regex = "[^/]+"
    noun = "indicator"
    key_note = "Code of the indicator, such as `gdp`. Its name or an alias (`地区生产总值`) leads there too."
    moved_note = "The code has been merged into another, or what was given is a name: the address with the right code is in Location."
    columns = ("superseded_by_id",)
    action_parameters = {
        "series": (*FILTERS["series"].base_filters, *SeriesPagination.parameters),
        "compare": (*FILTERS["compare"].base_filters,),
    }

    @property
    def filterset_class(self):
        return FILTERS.get(self.action, figure_filters.IndicatorFilters)

    def repeatable_parameters(self):
        return ("region",) if self.action == "compare" else ()

    def get_object(self):
        asked = self.kwargs["code"]
        try:
            indicator = super().get_object()
        except Http404 as nothing:
            if "\0" in asked:
                raise
            bearers = self.get_queryset().current().named(asked)[:2]
            if len(bearers) == 1:
                raise Moved(bearers[0].code) from None
            meant = meant_indicator(asked)
            raise Http404(f"{nothing} Did you mean “{meant}”?" if meant else str(nothing)) from None
        if indicator.superseded_by_id:
            raise Moved(indicator.superseded_by_id)
        return indicator

    @extend_schema(responses={200: SeriesPageSerializer}, filters=True, parameters=PAGING)
    @action(detail=True)
    @of_all_data
    def series(self, request, *args, **kwargs):
        """Plan against result: all dated targets and outcomes of the indicator, in every document, in the order of time.

        A series holds the numbers of one region, one measure and one kind of unit, since only these can be drawn together;
        its `targets` and `outcomes` are two lines of one chart, and `newest` marks the numbers that count where several
        documents speak of one year. Figures without a year are not in it: `targets/?indicator=…&year__isnull=true`.
        """
        indicator = self.get_object()
        figures = self._figures(indicator, self._asked())
        pages = SeriesPagination()
        keys = pages.keys_of_page(figures, request, indicator.code)
        page = pages.get_paginated_response(series_list(through_time.points(figures, keys) if keys else {}, keys))
        return Response({"indicator": self._told(indicator), **page.data}, headers=pages.link_headers())

    @extend_schema(
        operation_id="compareIndicator",
        responses={200: ComparisonSerializer},
        filters=True,
        parameters=[
            OpenApiParameter(
                "region",
                {"type": "array", "items": REGION_CODE, "minItems": 2, "maxItems": 10, "uniqueItems": True},
                required=True,
                style="form",
                explode=True,
                description="Codes of the regions, 2 to 10, in the order they are to be told: `region=141100&region=140100`.",
            )
        ],
    )
    @action(detail=True)
    @of_all_data
    def compare(self, request, *args, **kwargs):
        """The indicator in 2 to 10 regions: for each year the newest target and the newest outcome of every region.

        Numbers of different measures or kinds of unit are not comparable and stand in different results; narrow them by
        `measure` and `unit_family`. Regions are exactly those asked for, without what lies below them.
        """
        indicator = self.get_object()
        asked = self._asked()
        newest, truncated = through_time.newest_points(self._figures(indicator, asked))
        codes = asked.form.cleaned_data["region"]
        return Response(
            {
                "indicator": self._told(indicator),
                "regions": RegionSerializer(models.Region.objects.in_order(codes), many=True).data,
                "results": comparison(newest, codes),
                "truncated": truncated,
            }
        )

    def _asked(self):
        """The filters of the request, checked."""
        return checked(self.filterset_class(self.request.query_params, queryset=models.Target.objects.none(), request=self.request))

    def _figures(self, indicator, asked):
        return {tense: asked.filter_queryset(rows) for tense, rows in through_time.figures_of(indicator.code).items()}

    def _told(self, indicator):
        return IndicatorSerializer(indicator).data
