"""What a person changes: at once in the row, and for good in a Correction beside it.

Nothing here knows how a document is parsed. The loader asks `rebase` what a standing correction makes of a new
machine value; everybody else calls `correct`, `confirm` and `withdraw`. docs/adr/0001-corrections.md says why.
"""

import datetime

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from plans.choices import CorrectionState, DiagnosticState, ParagraphKind
from plans.citations import fold_title, resolve_references
from plans.models import Chapter, Correction, Diagnostic, Document, Paragraph, Region, Section

MODELS = {"document": Document, "chapter": Chapter, "section": Section, "paragraph": Paragraph}
CORRECTABLE = {
    "document": (
        "title", "doc_type", "region", "issuer", "doc_number", "index_number", "published_on", "written_on", "theme",
        "period_start", "period_end", "horizon_year", "is_draft", "is_fragment",
    ),
    "chapter": ("heading", "number"),
    "section": ("heading", "number"),
    "paragraph": ("kind", "heading", "number", "text", "noise_reason"),
}  # fmt: skip
STANDING = (CorrectionState.ACTIVE, CorrectionState.CONFLICT)
# The field that holds the machine's own words of a record.
EXACT = {"document": "title", "chapter": "heading", "section": "heading", "paragraph": "text"}


def correct(instance, changes, *, editor, reason=""):
    """Change fields of a record now, and record one Correction for each. Returns the corrections touched.

    Compared with the row as it stands in the database, so `instance` may already carry the new values (as in a
    form); it holds them afterwards. A value the machine gives itself withdraws the standing correction. Raises
    ValidationError, by field, with messages for an editor, and then nothing has changed.
    """
    name = instance._meta.model_name
    if unknown := set(changes) - set(CORRECTABLE[name]):
        raise ValueError(f"Not correctable in {name}: {', '.join(sorted(unknown))}")
    with transaction.atomic():
        row, document = _locked(instance)
        standing = {c.field: c for c in Correction.objects.filter(object_id=row.pk, state__in=STANDING)}
        machine = {field: c.machine for field, c in standing.items()}
        values = _completed(row, _cleaned(row, changes), machine)
        anchor = _anchor(row, machine)
        seen = {field: machine.get(field, as_json(getattr(row, row._meta.get_field(field).attname))) for field in values}
        changed = _assign(row, values)
        if changed:
            _save(row, document, changed)
        made = [_record(row, document, standing.get(field), field, seen[field], anchor, editor, reason) for field in changed]
    for field in changes:
        attname = row._meta.get_field(field).attname
        setattr(instance, attname, getattr(row, attname))
    return made


def confirm(correction, editor):
    """Keep the person's value in a conflict: the machine's new value is now what they saw."""
    with transaction.atomic():
        correction.refresh_from_db()
        correction.before = correction.machine
        correction.state = CorrectionState.ACTIVE
        correction.editor = editor
        correction.save()
        _close_diagnostics(correction, editor)
    return correction


def withdraw(correction, editor):
    """Give the record the machine's value back. An orphaned correction is only marked."""
    with transaction.atomic():
        correction.refresh_from_db()
        instance = MODELS[correction.model].objects.filter(pk=correction.object_id).first()
        if instance and correction.state in STANDING:
            correct(instance, {correction.field: correction.machine}, editor=editor, reason=correction.reason)
            correction.refresh_from_db()
        if correction.state != CorrectionState.WITHDRAWN:
            _mark_withdrawn(correction, editor)
    return correction


def rebase(before, after, machine):
    """What a re-import makes of a correction: the value that holds, and the correction's state.

    >>> [(value, str(state)) for value, state in (rebase("A", "B", machine) for machine in "ABC")]
    [('B', 'active'), ('B', 'active'), ('B', 'conflict')]
    """
    settled = machine in (before, after)
    return after, CorrectionState.ACTIVE if settled else CorrectionState.CONFLICT


def as_json(value):
    """A field's value as a Correction stores it.

    >>> as_json(datetime.date(2021, 11, 20)), as_json(3), as_json(None)
    ('2021-11-20', 3, None)
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value.pk if isinstance(value, models.Model) else value


def from_json(model_name, field, value):
    """The stored value as the model's field holds it (of a relation: the key).

    >>> from_json("document", "published_on", "2021-11-20")
    datetime.date(2021, 11, 20)
    """
    model_field = MODELS[model_name]._meta.get_field(field)
    return value if value is None else model_field.to_python(value)


def _locked(instance):
    """The row and its document, locked: an import of the same document waits, or is waited for."""
    document_id = instance.pk if isinstance(instance, Document) else instance.document_id
    document = Document.objects.select_for_update().get(pk=document_id)
    if isinstance(instance, Document):
        return document, document
    return type(instance).objects.select_for_update().get(pk=instance.pk), document


def _cleaned(row, changes):
    """The new values checked field by field; an empty string in a field that can be null is null."""
    values, errors = {}, {}
    for name, value in changes.items():
        field = row._meta.get_field(name)
        value = value.pk if isinstance(value, models.Model) else value
        value = value.strip() if isinstance(value, str) and name != "text" else value
        value = None if value == "" and field.null else value
        try:
            values[name] = field.clean(value, row)
        except ValidationError as error:
            errors[name] = error.messages
    if errors:
        raise ValidationError(errors)
    return values


def _completed(row, values, machine):
    """A paragraph that stops being noise loses its reason; one that is noise again gets the machine's reason back."""
    if "kind" in values and "noise_reason" not in values:
        if values["kind"] != ParagraphKind.NOISE:
            return values | {"noise_reason": None}
        if row.noise_reason is None and machine.get("noise_reason"):
            return values | {"noise_reason": machine["noise_reason"]}
    return values


def _assign(row, values):
    """Set the values that differ from the row's; returns their names."""
    changed = []
    for name, value in values.items():
        attname = row._meta.get_field(name).attname
        if getattr(row, attname) != value:
            setattr(row, attname, value)
            changed.append(name)
    return changed


def _save(row, document, changed):
    """Write the row, what follows from it, and the time of its document."""
    old_key = document.title_key
    derived = derive(row, changed)
    row.validate_constraints(exclude={f.name for f in row._meta.fields if f.name in ("eid", "position", "key")})
    row.save(update_fields=[*changed, *derived, "updated_at"])
    if row is not document:
        Document.objects.filter(pk=document.pk).update(updated_at=timezone.now())
    elif "title" in changed:
        resolve_references({old_key, document.title_key})


def derive(row, changed):
    """Set the fields that follow from corrected ones: the title's folded key, the level of the region."""
    derived = []
    if isinstance(row, Document) and "title" in changed:
        row.title_key = fold_title(row.title)
        derived.append("title_key")
    if isinstance(row, Document) and "region" in changed and row.region_id:
        row.region_level = Region.objects.values_list("level", flat=True).get(pk=row.region_id)
        derived.append("region_level")
    return derived


def _record(row, document, standing, field, machine, anchor, editor, reason):
    """Make, renew or withdraw the one standing correction of a field."""
    after = as_json(getattr(row, row._meta.get_field(field).attname))
    if standing and after == machine:
        return _mark_withdrawn(standing, editor)
    correction = standing or Correction(document=document, model=row._meta.model_name, object_id=row.pk, field=field)
    correction.anchor, correction.before, correction.machine, correction.after = anchor, machine, machine, after
    correction.state, correction.editor, correction.reason = CorrectionState.ACTIVE, editor, reason
    correction.save()
    if standing:
        _close_diagnostics(correction, editor)
    return correction


def _mark_withdrawn(correction, editor):
    correction.state = CorrectionState.WITHDRAWN
    correction.withdrawn_by = editor
    correction.save(update_fields=["state", "withdrawn_by", "updated_at"])
    _close_diagnostics(correction, editor)
    return correction


def _close_diagnostics(correction, editor):
    """The person has decided: what the queue said about this correction is done."""
    Diagnostic.objects.filter(correction=correction, state=DiagnosticState.OPEN).update(
        state=DiagnosticState.FIXED, resolved_by=editor, resolved_at=timezone.now(), updated_at=timezone.now()
    )


def _anchor(row, machine):
    name = row._meta.model_name
    if name == "document":
        return {"model": name, "key": row.key}
    exact = machine.get(EXACT[name], getattr(row, EXACT[name]))
    return make_anchor(name, row.eid, row.line, row.start, row.end, exact)


def make_anchor(model, eid, line, start, end, exact):
    """Where a record stands in the source, and the machine's own words there: enough to find it again without its id."""
    return {"model": model, "eid": eid, "line": line, "start": start, "end": end, "exact": exact}
