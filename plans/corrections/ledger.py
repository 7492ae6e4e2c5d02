"""The book of corrections: which stand for a record, and how one is made, renewed or withdrawn."""

from django.utils import timezone

from plans.choices import CorrectionOperation, CorrectionState, DiagnosticState
from plans.corrections.values import STANDING
from plans.models import Correction, Diagnostic, Document
from plans.projects.linking import lock_linking

# What these change concerns projects across documents.
LINKED = ("document", "projectmention")


def locked(instance):
    """The row of a record or a correction, and its document, locked: an import of the same document waits, or is waited for."""
    if (instance.model if isinstance(instance, Correction) else instance._meta.model_name) in LINKED:
        lock_linking()
    document_id = instance.pk if isinstance(instance, Document) else instance.document_id
    document = Document.objects.select_for_update().get(pk=document_id)
    if isinstance(instance, Document):
        return document, document
    return type(instance).objects.select_for_update().get(pk=instance.pk), document


def standing_corrections(pk):
    """The corrections that hold for one record, by field; one of the whole record stands under the empty name."""
    return {c.field: c for c in Correction.objects.filter(object_id=pk, state__in=STANDING)}


def record(row, document, standing, field, *, machine, after, anchor, editor, reason):
    """Make, renew or withdraw the one standing correction of a field; None if there is none and need be none.

    `machine` and `after` as stored.
    """
    if after == machine:
        return mark_withdrawn(standing, editor) if standing else None
    correction = standing or Correction(document=document, object_id=row.pk, field=field)
    correction.model, correction.operation = row._meta.model_name, CorrectionOperation.EDIT
    return write(correction, machine=machine, after=after, anchor=anchor, editor=editor, reason=reason)


def record_whole(operation, row, document, *, machine, after, anchor, editor, reason):
    """The correction that adds a record or deletes one."""
    correction = Correction(document=document, object_id=row.pk, model=row._meta.model_name, operation=operation)
    return write(correction, machine=machine, after=after, anchor=anchor, editor=editor, reason=reason)


def write(correction, *, machine, after, anchor, editor, reason):
    """Set what the person saw and what they decided, and save; a conflict about it is over."""
    renewed = not correction._state.adding
    correction.anchor, correction.before, correction.machine, correction.after = anchor, machine, machine, after
    correction.state, correction.editor, correction.reason = CorrectionState.ACTIVE, editor, reason
    correction.save()
    if renewed:
        close_diagnostics(correction, editor)
    return correction


def mark_withdrawn(correction, editor):
    correction.state = CorrectionState.WITHDRAWN
    correction.withdrawn_by = editor
    correction.save(update_fields=["state", "withdrawn_by", "updated_at"])
    close_diagnostics(correction, editor)
    return correction


def close_diagnostics(correction, editor):
    """The person has decided: what the queue said about this correction is done."""
    Diagnostic.objects.filter(correction=correction, state=DiagnosticState.OPEN).update(
        state=DiagnosticState.FIXED, resolved_by=editor, resolved_at=timezone.now(), updated_at=timezone.now()
    )


def touch(document):
    """The document's time moves with every change below it."""
    Document.objects.filter(pk=document.pk).update(updated_at=timezone.now())
