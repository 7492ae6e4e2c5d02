"""What follows from a corrected field: the title's key, the region's level, a normalised value, a figure's indicator, a mention's region."""

from django.db.models import Q
from django.utils import timezone

from plans.choices import CorrectionOperation, ParagraphKind
from plans.citations import fold_title, resolve_references
from plans.corrections.anchors import NOWHERE, locate, marked_anchor
from plans.corrections.ledger import touch
from plans.corrections.values import NORMAL, STANDING, from_json
from plans.linking import indicator_index, indicator_key, linked_code
from plans.models import FIGURES, MARKED, Correction, Document, Paragraph, ProjectMention, Region
from plans.models.target import Figure
from plans.places import place_index
from plans.projects.linking import document_date, link
from plans.projects.names import name_key, name_stem

# What follows from which other fields, in each model, unless a person chooses it.
FOLLOWING = {
    **{model: {"indicator": {"indicator_name", "unit_family", "measure"}} for model in FIGURES},
    "projectmention": {"region": {"place"}},
}
# What a mention's printed scale and deadline amount to. How, is the parser's knowledge; without it they are empty.
AMOUNTS = {"scale": {"scale_value": None, "scale_unit": ""}, "deadline": {"deadline_date": None}}
PLACES = tuple(NOWHERE)
# Of a document, what the places and the order of its mentions depend on.
DATING = {"region", "written_on", "published_on", "period_start"}


def completed(row, values, machine):
    """The new values with those that must change with them. `machine` holds stored machine values by field."""
    if isinstance(row, Figure):
        return values | _normalised(row, values, machine)
    if isinstance(row, ProjectMention):
        return _amounts(row, values, machine) | values
    return values | _noise_reason(row, values, machine)


def _noise_reason(row, values, machine):
    """A paragraph that stops being noise loses its reason; one that is noise again gets the machine's reason back."""
    if "kind" in values and "noise_reason" not in values:
        if values["kind"] != ParagraphKind.NOISE:
            return {"noise_reason": None}
        if row.noise_reason is None and machine.get("noise_reason"):
            return {"noise_reason": machine["noise_reason"]}
    return {}


def _amounts(row, values, machine):
    """Another scale or deadline amounts to nothing known; the machine's own to what the machine made of it."""
    name, found = row._meta.model_name, {}
    for printed, amounts in AMOUNTS.items():
        if printed not in values or values[printed] == getattr(row, printed):
            continue
        back = values[printed] == _machine_value(row, name, printed, machine)
        found |= {field: _machine_value(row, name, field, machine) for field in amounts} if back else amounts
    return found


def _normalised(row, values, machine):
    """The value in the base unit for a new value or unit, unless the person gives it too."""
    name = row._meta.model_name
    if not {"value", "value_high", "unit"} & set(values):
        return {}
    now = {field: values.get(field, getattr(row, field)) for field in ("value", "value_high", "unit")}
    if all(now[field] == _machine_value(row, name, field, machine) for field in now):
        found = {field: _machine_value(row, name, field, machine) for field in NORMAL}
    else:
        found = normal_values(**now, known=row)
    return {field: value for field, value in found.items() if field not in values}


def _machine_value(row, name, field, machine):
    return from_json(name, field, machine[field]) if field in machine else getattr(row, field)


def normal_values(*, value, value_high, unit, known=None):
    """Value and unit in the base unit, by the factor that other figures of that unit have; nothing if there are none.

    How units convert is the parser's knowledge; what it made of them stands in the rows.
    """
    if not _has_factor(known, unit):
        known = next(filter(None, (_of_unit(model, unit) for model in FIGURES.values())), None)
    if known is None:
        return dict.fromkeys(NORMAL) | {"normal_unit": ""}
    factor = known.normal_value / known.value
    return {
        "unit_family": known.unit_family,
        "normal_value": value * factor,
        "normal_value_high": None if value_high is None else value_high * factor,
        "normal_unit": known.normal_unit,
    }


def _has_factor(row, unit):
    return row is not None and row.unit == unit and row.normal_value is not None and bool(row.value)


def _of_unit(model, unit):
    return model.objects.filter(unit=unit, normal_value__isnull=False).exclude(value=0).order_by().first()


def derive(row, changed):
    """Set the fields that follow from corrected ones and are no corrections themselves; returns their names."""
    derived = {}
    if isinstance(row, Document) and "title" in changed:
        derived["title_key"] = fold_title(row.title)
    if isinstance(row, Document) and "region" in changed and row.region_id:
        derived["region_level"] = Region.objects.values_list("level", flat=True).get(pk=row.region_id)
    if isinstance(row, Figure) and "indicator_name" in changed:
        derived["indicator_key"] = indicator_key(row.indicator_name)
    if isinstance(row, ProjectMention) and "name" in changed:
        derived |= {"name_key": name_key(row.name), "name_stem": name_stem(row.name)}
    for name, value in derived.items():
        setattr(row, name, value)
    set_already = [
        field for field, causes in FOLLOWING.get(row._meta.model_name, {}).items() if causes & set(changed) and field not in changed
    ]
    return [*derived, *set_already]


def followed(row, field):
    """What a field of a record as it stands would be, if no person had chosen: the registry's indicator, the region of the place."""
    if field == "indicator":
        return linked_code(indicator_index(), row.indicator_name, row.unit_family, row.measure)
    return place_index(row.document.region_id).code_of(row.place) if row.place else None


def fill(row, given):
    """Set everything in a new record that follows from the fields `given`, and from its document."""
    derive(row, set(given) | {"indicator_name", "name"})
    if isinstance(row, ProjectMention):
        row.dated = document_date(row.document)
    elif "region" not in given:
        row.region_id = row.document.region_id
    for field in FOLLOWING[row._meta.model_name]:
        if field not in given:
            setattr(row, f"{field}_id", followed(row, field))


def carry_on(row, document, changed, before):
    """Write what follows in other rows. `before` holds values as they were."""
    if row is not document:
        touch(document)
    if isinstance(row, Paragraph) and "text" in changed:
        _place_marked(row)
    if isinstance(row, ProjectMention):
        link({row.name_stem, name_stem(before.get("name", row.name))})
    if row is document and "title" in changed:
        resolve_references({before["title_key"], document.title_key})
    if row is document and "region" in changed:
        _figures_follow_region(document, before["region"])
    if row is document and DATING & set(changed):
        _mentions_follow(document)


def settle(row, document):
    """A record has come or gone: so have its document's time and its project."""
    touch(document)
    if isinstance(row, ProjectMention):
        link({row.name_stem}, projects={row.project_id})


def _figures_follow_region(document, old):
    """Figures go with their document's region, except those that a person has given one of their own.

    Such a choice is from now on compared with the new region.
    """
    standing, own = _own_regions(document, FIGURES)
    for model in FIGURES.values():
        rows = model.objects.filter(document=document, region=old).exclude(pk__in=own.values("object_id"))
        rows.update(region=document.region_id, updated_at=timezone.now())
    standing.filter(model__in=FIGURES, field="region").update(
        before=document.region_id, machine=document.region_id, updated_at=timezone.now()
    )


def _own_regions(document, models):
    """The standing corrections of a document, and those of them by which a person has given a record its region."""
    standing = Correction.objects.filter(document=document, state__in=STANDING)
    own = standing.filter(model__in=models).filter(Q(field="region") | Q(operation=CorrectionOperation.ADD, after__has_key="region"))
    return standing, own


def _mentions_follow(document):
    """Places of projects are read near the document's region, and its date puts its mentions in order."""
    _, own = _own_regions(document, {"projectmention"})
    chosen = set(own.values_list("object_id", flat=True))
    index, dated, now = place_index(document.region_id), document_date(document), timezone.now()
    rows = list(ProjectMention.objects.filter(document=document))
    for row in rows:
        row.region_id = row.region_id if row.pk in chosen else index.code_of(row.place)
        row.dated, row.updated_at = dated, now
    ProjectMention.objects.bulk_update(rows, ["region", "dated", "updated_at"])
    _renew_region_choices(rows, own.filter(field="region"), index)
    link({row.name_stem for row in rows})


def _renew_region_choices(rows, edits, index):
    """A person's region is from now on compared with what follows from the new one of the document."""
    places = {row.pk: row.place for row in rows}
    edits = [edit for edit in edits if edit.object_id in places]
    for edit in edits:
        edit.before = edit.machine = index.code_of(places[edit.object_id])
        edit.updated_at = timezone.now()
    Correction.objects.bulk_update(edits, ["before", "machine", "updated_at"])


def _place_marked(paragraph):
    """Find the words of a rewritten paragraph's records in its new text."""
    for name, model in MARKED.items():
        rows = list(model.objects.filter(paragraph=paragraph))
        for row in rows:
            values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
            place = locate(paragraph.text, marked_anchor(name, paragraph.eid, values)) or NOWHERE
            for field, value in place.items():
                setattr(row, field, value)
            row.updated_at = timezone.now()
        model.objects.bulk_update(rows, [*PLACES, "updated_at"])
