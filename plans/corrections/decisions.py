"""What a person decides about a correction: to keep their value in a conflict, or to take the machine's. And about doubts."""

from django.utils import timezone

from plans.changes import because
from plans.choices import ChangeCause, CorrectionOperation, CorrectionState, DiagnosticState
from plans.corrections import ledger
from plans.corrections.editing import change_tense, correct
from plans.corrections.joining import take_back_joining
from plans.corrections.values import MODELS, PROJECT, TENSE
from plans.corrections.whole import take_back_addition, take_back_deletion
from plans.models import FIGURES


def confirm(correction, editor):
    """Keep the person's value in a conflict: the machine's new value is now what they saw."""
    with because(ChangeCause.CORRECTION):
        correction.refresh_from_db()
        correction.before = correction.machine
        correction.state = CorrectionState.ACTIVE
        correction.editor = editor
        correction.save()
        ledger.close_diagnostics(correction, editor)
    return correction


def withdraw(correction, editor):
    """Give the record the machine's value back; of an added or deleted one, the machine's record or its absence.

    An orphaned correction is only marked.
    """
    with because(ChangeCause.CORRECTION):
        ledger.locked(correction)
        correction.refresh_from_db()
        if correction.state in ledger.STANDING:
            _take_back(correction, editor)
            correction.refresh_from_db()
        if correction.state != CorrectionState.WITHDRAWN:
            ledger.mark_withdrawn(correction, editor)
    return correction


def _take_back(correction, editor):
    if correction.operation == CorrectionOperation.ADD:
        return take_back_addition(correction, editor)
    if correction.operation == CorrectionOperation.DELETE:
        return take_back_deletion(correction, editor)
    instance = MODELS[correction.model].objects.filter(pk=correction.object_id).first()
    if instance is None:
        return None
    if correction.field == PROJECT:
        return take_back_joining(instance, correction, editor)
    if correction.field == TENSE and correction.model in FIGURES:
        return change_tense(instance, editor=editor, reason=correction.reason)
    return correct(instance, {correction.field: correction.machine}, editor=editor, reason=correction.reason)


def settle(diagnostics, state, editor):
    """Put diagnostics into a state, and note who did it and when; an open one has neither. Returns how many changed."""
    now = timezone.now()
    done = {"resolved_by": None, "resolved_at": None} if state == DiagnosticState.OPEN else {"resolved_by": editor, "resolved_at": now}
    with because(ChangeCause.REVIEW):
        return diagnostics.exclude(state=state).update(state=state, updated_at=now, **done)
