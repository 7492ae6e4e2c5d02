"""What is decided about readings and corrections: diagnostics, which wait for an editor, and the book of corrections."""

from plans import choices, corrections, models
from plans.api import body_examples, filters, serializers
from plans.api.base import Resource
from plans.api.bodies import decision_body
from plans.api.errors import InvalidBody, body_fault
from plans.api.views import BY_ID
from plans.api.writing import Writable

DOUBT_HELP = (
    "`accepted`: the doubt is rejected, the reading is right or the source says so itself. `fixed`: it was justified, and has been dealt "
    "with. `open`: it waits again."
)
CORRECTION_HELP = (
    "`withdrawn`: the record gets the machine's value back, an added one goes, a deleted one comes back. `active`: of a correction in state "
    "`conflict`, the person's value is kept."
)
DECISIONS = [choice for choice in choices.CorrectionState.choices if choice[0] in ("active", "withdrawn")]


class DiagnosticViewSet(Writable, Resource):
    writing_note = "Accepts a diagnostic, marks it as fixed, or opens it again."
    queryset = models.Diagnostic.objects.all()
    serializer_class = serializers.DiagnosticSerializer
    body_class = decision_body("DiagnosticPatchSerializer", choices.DiagnosticState.choices, DOUBT_HELP, body_examples.DIAGNOSTIC)
    filterset_class = filters.DiagnosticFilters
    orderings = {"line": ("document", "line"), "code": ("code",), **BY_ID}
    ordering = "line"
    ordering_note = "`line` is the place in the source, document by document."
    noun = "diagnostic"

    def write(self, record, values):
        corrections.settle(models.Diagnostic.objects.filter(pk=record.pk), values["state"], self.request.user)


class CorrectionViewSet(Writable, Resource):
    writing_note = "Withdraws a correction, or keeps it in a conflict. A correction is made by changing the record itself."
    queryset = models.Correction.objects.all()
    serializer_class = serializers.CorrectionSerializer
    body_class = decision_body("CorrectionPatchSerializer", DECISIONS, CORRECTION_HELP, body_examples.CORRECTION)
    filterset_class = filters.CorrectionFilters
    orderings = BY_ID
    ordering = "-id"
    noun = "correction"

    def needed_rights(self):
        """What the correction is about is known only once it is found: see `write`."""
        return None if super().needed_rights() is None else []

    def write(self, record, values):
        self.demand(record.model)
        if values["state"] == choices.CorrectionState.WITHDRAWN:
            corrections.withdraw(record, self.request.user)
        elif record.state == choices.CorrectionState.CONFLICT:
            corrections.confirm(record, self.request.user)
        elif record.state != choices.CorrectionState.ACTIVE:
            message = f"state: A correction that is {record.state} does not become active again. Change the record itself."
            raise InvalidBody([body_fault("state", "impossible", message)])
