"""Targets and outcomes."""

from django.urls import reverse

from plans import corrections, models
from plans.api import body_examples, figure_filters, figure_serializers
from plans.api.base import Resource
from plans.api.bodies import correction_body
from plans.api.writing import Correctable


class FigureViewSet(Correctable, Resource):
    """What both kinds have in common; `queryset` is of one of the two models.

    A figure whose `tense` is changed moves to the other list, and keeps its id.
    """

    moved = False
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

    def write(self, figure, values):
        tense = values.pop(corrections.TENSE, figure.tense)
        super().write(figure, values)
        if tense != figure.tense:
            self.demand(*models.FIGURES)
            corrections.change_tense(figure, editor=self.request.user, reason=values.get("reason") or "")
            self.moved = True

    def answer(self):
        """The figure as GET answers it, from the other list if it has moved there."""
        if not self.moved:
            return super().answer()
        other = next(view for view in (TargetViewSet, OutcomeViewSet) if not isinstance(self, view))()
        other.request, other.kwargs, other.action, other.format_kwarg = self.request, self.kwargs, self.action, None
        response = other.answer()
        response["Content-Location"] = reverse(f"api:{other.noun}s-detail", kwargs=self.kwargs)
        return response


class TargetViewSet(FigureViewSet):
    queryset = models.Target.objects.all()
    serializer_class = figure_serializers.TargetSerializer
    body_class = correction_body("target", serializer_class, body_examples.TARGET)
    noun = "target"


class OutcomeViewSet(FigureViewSet):
    queryset = models.Outcome.objects.all()
    serializer_class = figure_serializers.OutcomeSerializer
    body_class = correction_body("outcome", serializer_class, body_examples.OUTCOME)
    noun = "outcome"
