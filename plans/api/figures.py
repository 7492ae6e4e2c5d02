"""Targets and outcomes."""

from plans import models
from plans.api import figure_filters, figure_serializers
from plans.api.base import Resource


class FigureViewSet(Resource):
    """What both kinds have in common; `queryset` is of one of the two models."""

    changes = ("updated_at", "paragraph__updated_at", "indicator__updated_at")
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


class TargetViewSet(FigureViewSet):
    queryset = models.Target.objects.all()
    serializer_class = figure_serializers.TargetSerializer
    noun = "target"


class OutcomeViewSet(FigureViewSet):
    queryset = models.Outcome.objects.all()
    serializer_class = figure_serializers.OutcomeSerializer
    noun = "outcome"
