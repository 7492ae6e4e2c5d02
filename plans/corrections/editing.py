"""Correcting fields of a record: at once in the row, and for good in the book."""

from django.core.exceptions import ValidationError
from django.db import models

from plans.changes import because
from plans.choices import ChangeCause, CorrectionOperation
from plans.corrections import ledger
from plans.corrections.anchors import anchor_of
from plans.corrections.following import FOLLOWING, carry_on, completed, derive, followed
from plans.corrections.values import CORRECTABLE, ONE_LINE, TENSE, as_json
from plans.models import FIGURES, Correction


def correct(instance, changes, *, editor, reason=""):
    """Change fields of a record now, and record one Correction for each. Returns the corrections touched.

    Compared with the row as it stands in the database, so `instance` may already carry the new values (as in a
    form); it holds them afterwards. A value the machine gives itself withdraws the standing correction. What is
    changed in a record that a person has added goes into the correction that added it. Raises ValidationError, by
    field, with messages for an editor, and then nothing has changed.
    """
    name = instance._meta.model_name
    if unknown := set(changes) - set(CORRECTABLE[name]):
        raise ValueError(f"Not correctable in {name}: {', '.join(sorted(unknown))}")
    with because(ChangeCause.CORRECTION):
        row, document = ledger.locked(instance)
        standing = ledger.standing_corrections(row.pk)
        machine = {field: c.machine for field, c in standing.items() if field}
        values = completed(row, cleaned(row, changes), machine)
        anchor = anchor_of(row, machine)
        before = {field: getattr(row, row._meta.get_field(field).attname) for field in values}
        changed = _assign(row, values)
        seen = {field: machine.get(field, as_json(before[field])) for field in changed}
        made = _follow(row, values, changed, standing, seen)
        if changed:
            _save(row, document, changed, before)
        made += _write(row, document, standing, changed, seen, anchor, editor, reason)
    for field in changes:
        attname = row._meta.get_field(field).attname
        setattr(instance, attname, getattr(row, attname))
    return made


def change_tense(figure, *, editor, reason=""):
    """Make a target an outcome, or an outcome a target. Returns the figure, which has kept its id, in its new model."""
    with because(ChangeCause.CORRECTION):
        row, document = ledger.locked(figure)
        moved = move(row)
        Correction.objects.filter(object_id=row.pk).update(model=moved._meta.model_name)
        standing = ledger.standing_corrections(row.pk)
        machine = {field: c.machine for field, c in standing.items() if field}
        seen = {TENSE: machine.get(TENSE, str(row.tense))}
        anchor = anchor_of(moved, machine if "" in standing else machine | seen)
        _write(moved, document, standing, [TENSE], seen, anchor, editor, reason)
        ledger.touch(document)
    return moved


def move(row):
    """The same figure in the other model. The book is not touched."""
    model = next(model for model in FIGURES.values() if not isinstance(row, model))
    moved = model(**{field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields})
    type(row).objects.filter(pk=row.pk).delete()
    moved.save(force_insert=True)
    return moved


def cleaned(row, changes):
    """The new values checked field by field; an empty string in a field that can be null is null."""
    values, errors = {}, {}
    for name, value in changes.items():
        field = row._meta.get_field(name)
        value = value.pk if isinstance(value, models.Model) else tidied(name, value)
        value = None if value == "" and field.null else value
        try:
            values[name] = field.clean(value, row)
        except ValidationError as error:
            errors[name] = error.error_list
    if errors:
        raise ValidationError(errors)
    return values


def tidied(name, value):
    """What a person has typed or pasted, as it is kept: a text with LF, a name or a heading in one line.

    >>> tidied("heading", " 发展\\n基础 "), tidied("text", "一。\\r\\n二。"), tidied("year", 2025)
    ('发展基础', '一。\\n二。', 2025)
    """
    if not isinstance(value, str):
        return value
    if name == "text":
        return value.replace("\r\n", "\n")
    return "".join(part.strip() for part in value.splitlines()) if name in ONE_LINE else value.strip()


def _assign(row, values):
    """Set the values that differ from the row's; returns their names."""
    changed = []
    for name, value in values.items():
        attname = row._meta.get_field(name).attname
        if getattr(row, attname) != value:
            setattr(row, attname, value)
            changed.append(name)
    return changed


def _follow(row, values, changed, standing, seen):
    """A figure with another name goes to the indicator of that name, a mention with another place to its region, unless a
    person chooses or has chosen one.

    What would follow is then what the person's choice is compared with. Returns the corrections touched.
    """
    touched = []
    for field, causes in FOLLOWING.get(row._meta.model_name, {}).items():
        if not causes & set(changed):
            continue
        code = followed(row, field)
        if field in values:
            seen[field] = code
            changed += [] if field in changed else [field]
        elif chosen := standing.get(field):
            if chosen.machine != code:
                chosen.before = chosen.machine = code
                chosen.save()
                touched.append(chosen)
        elif not _chosen_when_added(standing, field):
            setattr(row, f"{field}_id", code)
    return touched


def _chosen_when_added(standing, field):
    return "" in standing and field in (standing[""].after or {})


def _save(row, document, changed, before):
    """Write the row, what follows from it, and the time of its document. `before` are its values as they were."""
    old_key = document.title_key
    derived = derive(row, changed)
    row.validate_constraints(exclude={f.name for f in row._meta.fields if f.name in ("eid", "position", "key")})
    row.save(update_fields=[*changed, *derived, "updated_at"])
    carry_on(row, document, changed, before | {"title_key": old_key})


def _write(row, document, standing, changed, seen, anchor, editor, reason):
    """Into the book, field by field; into the addition itself, where a person has added the record."""
    after = {field: _stored(row, field) for field in changed}
    added = standing.get("")
    if added and added.operation == CorrectionOperation.ADD:
        if not after:
            return []
        anchor = added.anchor if added.machine else added.anchor | anchor
        return [ledger.write(added, machine=added.machine, after=added.after | after, anchor=anchor, editor=editor, reason=reason)]
    made = [
        ledger.record(
            row, document, standing.get(field), field,
            machine=seen[field], after=after[field], anchor=anchor, editor=editor, reason=reason,
        )
        for field in changed
    ]  # fmt: skip
    return [correction for correction in made if correction]


def _stored(row, field):
    """A field's value as the book holds it."""
    return str(row.tense) if field == TENSE else as_json(getattr(row, row._meta.get_field(field).attname))
