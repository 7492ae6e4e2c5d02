"""Records as a whole: what a person adds where the machine found nothing, and deletes where it found too much.

docs/adr/0003-adding-and-deleting-records.md says why.
"""

from django.core.exceptions import ValidationError

from plans.changes import because
from plans.choices import ChangeCause, CorrectionOperation, Tense
from plans.corrections import ledger
from plans.corrections.anchors import SHARED, anchor_of, clause_around, line_of, locate, position_of, source_place
from plans.corrections.editing import cleaned
from plans.corrections.following import fill, normal_values, settle
from plans.corrections.values import (
    CORRECTABLE,
    NORMAL,
    PROJECT,
    READ,
    TENSE,
    as_json,
    columns_of,
    family_of,
    model_of,
    reading,
    tense_of,
)
from plans.models import FIGURES, MARKED, Correction, Paragraph, ProjectMention
from plans.projects.linking import lock_linking

NEEDED = ("indicator_name", "value")


def add_figure(tense, paragraph, fields, *, text_start, text_end, clause_start=None, clause_end=None, editor, reason=""):
    """A target or an outcome that the machine has missed: the number at [text_start, text_end) of a paragraph's text.

    `fields` are correctable ones; a name and a value are needed, the normalised value and the indicator follow from them
    unless given. Without a clause it is the one around the number. Returns the new record. Raises ValidationError, by
    field, with messages for an editor.
    """
    model = FIGURES[Tense(tense)]
    place = {"text_start": text_start, "text_end": text_end, "clause_start": clause_start, "clause_end": clause_end}
    return _add(model, paragraph, dict.fromkeys(NEEDED) | fields, place, editor, reason)


def add_mention(paragraph, fields, *, text_start, text_end, clause_start=None, clause_end=None, editor, reason=""):
    """A mention of a project that the machine has missed: the name at [text_start, text_end) of a paragraph's text.

    `fields` are correctable ones; without a name it is the words marked. The region follows from the place unless given.
    Returns the new record, linked to its project. Raises ValidationError, by field, with messages for an editor.
    """
    place = {"text_start": text_start, "text_end": text_end, "clause_start": clause_start, "clause_end": clause_end}
    with because(ChangeCause.CORRECTION):
        lock_linking()
        row = _add(ProjectMention, paragraph, {"name": paragraph.text[text_start:text_end]} | fields, place, editor, reason)
        row.refresh_from_db(fields=["project"])
    return row


def _add(model, paragraph, fields, place, editor, reason):
    """The new record of a model, from correctable fields and a place in the paragraph, and its correction."""
    name = model._meta.model_name
    if unknown := set(fields) - set(CORRECTABLE[name]):
        raise ValueError(f"Not correctable in {name}: {', '.join(sorted(unknown))}")
    with because(ChangeCause.CORRECTION):
        paragraph, document = ledger.locked(paragraph)
        place = _checked_place(paragraph.text, **place)
        if is_rewritten(paragraph):
            paragraph.source_map = []
        row = model(document=document, paragraph=paragraph)
        given = cleaned(row, fields)
        if name in FIGURES and not set(NORMAL) & set(given):
            given |= normal_values(**{name: given.get(name, row_default(model, name)) for name in ("value", "value_high", "unit")})
        after = tense_of(name) | {name: as_json(value) for name, value in given.items()}
        _fill(row, paragraph, place, after)
        row.validate_constraints()
        anchor = anchor_of(row, {}) | ({SHARED: True} if _is_taken(name, paragraph, place) else {})
        row.save(force_insert=True)
        ledger.record_whole(CorrectionOperation.ADD, row, document, machine=None, after=after, anchor=anchor, editor=editor, reason=reason)
        settle(row, document)
    return row


def delete_marked(marked, *, editor, reason=""):
    """Take a figure or a mention out, for good: later imports leave it out as long as the machine reads the same there.

    One that only a person has added is simply withdrawn. Returns the correction.
    """
    with because(ChangeCause.CORRECTION):
        row, document = ledger.locked(marked)
        standing = ledger.standing_corrections(row.pk)
        added = standing.get("")
        if added and added.machine is None:
            row.delete()
            correction = _withdraw_addition(added, standing, editor)
        else:
            correction = _record_deletion(row, document, standing, editor, reason)
        settle(row, document)
    return correction


# Figures and mentions are deleted in one way.
delete_figure = delete_mention = delete_marked


def _withdraw_addition(added, standing, editor):
    """With an added record goes the project that it was put into."""
    if PROJECT in standing:
        ledger.mark_withdrawn(standing[PROJECT], editor)
    return ledger.mark_withdrawn(added, editor)


def _record_deletion(row, document, standing, editor, reason):
    machine = {field: c.machine for field, c in standing.items() if field}
    name = row._meta.model_name
    read = READ[name]
    seen = reading(name, {field: getattr(row, field) for field in read}) | {k: v for k, v in machine.items() if k in (TENSE, *read)}
    if added := standing.get(""):
        seen = added.machine
        ledger.mark_withdrawn(added, editor)
    anchor = anchor_of(row, machine)
    type(row).objects.filter(pk=row.pk).delete()
    return ledger.record_whole(
        CorrectionOperation.DELETE, row, document, machine=seen, after=None, anchor=anchor, editor=editor, reason=reason
    )


def take_back_addition(correction, editor):
    """Without the person's addition there is what the machine reads there, or nothing."""
    row = MARKED[correction.model].objects.filter(pk=correction.object_id).select_related("paragraph").first()
    if row is None:
        return
    if correction.machine is None:
        MARKED[correction.model].objects.filter(pk=row.pk).delete()
        _withdraw_addition(correction, ledger.standing_corrections(row.pk), editor)
    else:
        _rebuild(row, correction.machine)
    settle(row, correction.document)


def take_back_deletion(correction, editor):
    """The record stands again, as the machine reads it, with what people have corrected in it."""
    anchor = correction.anchor
    paragraph = Paragraph.objects.filter(document=correction.document, eid=anchor["eid"]).first()
    place = paragraph and locate(paragraph.text, anchor)
    if correction.machine is None or place is None:
        return
    edits = Correction.objects.filter(object_id=correction.object_id, operation=CorrectionOperation.EDIT, state__in=ledger.STANDING)
    values = correction.machine | {edit.field: edit.after for edit in edits if edit.field != PROJECT}
    row = model_of(correction.model, values)(pk=correction.object_id, document=correction.document, paragraph=paragraph)
    _fill(row, paragraph, place, values)
    row.line, row.start, row.end = anchor["line"], anchor["start"], anchor["end"]
    row.save(force_insert=True)
    settle(row, correction.document)


def _rebuild(row, values):
    """The row as the machine reads it, in the model of the machine's tense; its place stays."""
    kept = {name: getattr(row, name) for name in ("line", "start", "end", "clause", "printed")}
    place = {name: getattr(row, name) for name in ("text_start", "text_end", "clause_start", "clause_end")}
    new = model_of(row._meta.model_name, values)(pk=row.pk, document=row.document, paragraph=row.paragraph, review_state=row.review_state)
    _fill(new, row.paragraph, place, values)
    for name, value in kept.items():
        setattr(new, name, value)
    type(row).objects.filter(pk=row.pk).delete()
    new.save(force_insert=True)


def _fill(row, paragraph, place, values):
    """Set everything from a place in the paragraph and values as the book holds them."""
    for name, value in (marked_values(row._meta.model_name, values) | marked_place(paragraph.text, paragraph.source_map, place)).items():
        setattr(row, row._meta.get_field(name).attname, value)
    row.position = position_of(paragraph.position, place["text_start"])
    row.line = _line(paragraph, row.start)
    fill(row, values)


def marked_values(model_name, values):
    """The book's values as fields hold them; what it does not say has the field's default. Indicator and region only if given."""
    return {name: row_default(MARKED[model_name], name) for name in READ[model_name]} | columns_of(model_name, values)


def row_default(model, name):
    """What a field holds if nothing is said."""
    return model._meta.get_field(name).get_default()


def marked_place(text, source_map, place):
    """Where the words stand in text and source, and the words. `source_map` is a paragraph's; empty where none is known."""
    start, end = source_place(source_map, place["text_start"], place["text_end"])
    words = {"clause": text[place["clause_start"] : place["clause_end"]], "printed": text[place["text_start"] : place["text_end"]]}
    return place | words | {"start": start, "end": end}


def _is_taken(model_name, paragraph, place):
    """Have the words such a record already, or had they one that was deleted? Then what the machine reads there is not the added one."""
    start, end = place["text_start"], place["text_end"]
    family = family_of(model_name)
    deleted = Correction.objects.filter(
        document=paragraph.document_id, model__in=family, operation=CorrectionOperation.DELETE, state__in=ledger.STANDING,
        anchor__eid=paragraph.eid, anchor__text_start__gte=start, anchor__text_start__lt=end,
    )  # fmt: skip
    records = [model.objects.filter(paragraph=paragraph, text_start__lt=end, text_end__gt=start) for model in family.values()]
    return any(found.exists() for found in (*records, deleted))


def is_rewritten(paragraph):
    """Has a person changed the text? Then the map to the source no longer fits it letter by letter."""
    return Correction.objects.filter(object_id=paragraph.pk, field="text", state__in=ledger.STANDING).exists()


def _checked_place(text, text_start, text_end, clause_start, clause_end):
    if not 0 <= text_start < text_end <= len(text):
        raise ValidationError({"text_start": "所标文字的位置不在段落正文之内。"})
    if clause_start is None or clause_end is None:
        clause_start, clause_end = clause_around(text, text_start, text_end)
    if not 0 <= clause_start <= text_start < text_end <= clause_end <= len(text):
        raise ValidationError({"clause_start": "分句须在段落正文之内,并包含所标文字。"})
    return {"text_start": text_start, "text_end": text_end, "clause_start": clause_start, "clause_end": clause_end}


def _line(paragraph, start):
    """The line of the source; where the paragraph has several, they are counted."""
    if paragraph.line == paragraph.end_line or start is None or paragraph.start is None:
        return paragraph.line
    source = paragraph.document.source
    try:
        text = bytes(source.content).decode(source.encoding, errors="replace")
    except LookupError:
        return paragraph.line
    return line_of(text, paragraph.line, paragraph.start, start)
