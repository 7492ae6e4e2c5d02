"""Targets and outcomes. Their rows are written straight from the columns of one query: see figure_serializers."""

from rest_framework.response import Response

from plans import models
from plans.api import figure_filters, figure_serializers
from plans.api.base import Resource
from plans.api.figure_serializers import COLUMNS, figure_row, last_change


class FigureViewSet(Resource):
    """What both kinds have in common; `queryset` is of one of the two models."""

    filterset_class = figure_filters.FigureFilters
    orderings = {
        "position": ("document", "position"),
        "year": ("year",),
        "indicator": ("indicator",),
        "region": ("region",),
        "normal_value": ("normal_value",),
        "value": ("value",),
        "base_year": ("base_year",),
        "id": ("id",),
        "updated_at": ("updated_at",),
    }
    ordering = "position"
    ordering_note = (
        "`position` is reading order, document by document; `id` never changes, so it is the order for copying everything. "
        "`normal_value` means something within one `unit_family`."
    )

    def get_queryset(self):
        return super().get_queryset() if self.action == "list" else self.with_columns(super().get_queryset())

    def with_columns(self, rows):
        return (rows.by_key() if self.action == "list" else rows).with_quote().values_list(*COLUMNS, named=True)

    def list(self, request, *args, **kwargs):
        rows = self.paginate_queryset(self.filter_queryset(self.get_queryset()))
        return self.get_paginated_response([self._told(row) for row in rows])

    def retrieve(self, request, *args, **kwargs):
        row = self.get_object()
        version = [row.id, row.updated_at, row.paragraph__updated_at, row.indicator__updated_at]
        return self.conditional(lambda: Response(self._told(row)), version, last_change(row))

    def _told(self, row):
        return figure_row(row, self.queryset.model.tense)


class TargetViewSet(FigureViewSet):
    queryset = models.Target.objects.all()
    serializer_class = figure_serializers.TargetSerializer
    noun = "target"


class OutcomeViewSet(FigureViewSet):
    queryset = models.Outcome.objects.all()
    serializer_class = figure_serializers.OutcomeSerializer
    noun = "outcome"
