"""What follows from a corrected field: the title's key, the region's level, a figure's normalised value and its indicator."""

from django.db.models import Q
from django.utils import timezone

from plans.choices import CorrectionOperation, ParagraphKind
from plans.citations import fold_title, resolve_references
from plans.corrections.anchors import NOWHERE, figure_anchor, locate
from plans.corrections.ledger import touch
from plans.corrections.values import NORMAL, STANDING, from_json
from plans.linking import indicator_index, indicator_key, linked_code
from plans.models import FIGURES, Correction, Document, Paragraph, Region
from plans.models.target import Figure

# What the registry looks at.
LINKING = {"indicator_name", "unit_family", "measure"}
PLACES = tuple(NOWHERE)


def completed(row, values, machine):
    """The new values with those that must change with them. `machine` holds stored machine values by field."""
    if isinstance(row, Figure):
        return values | _normalised(row, values, machine)
    return values | _noise_reason(row, values, machine)


def _noise_reason(row, values, machine):
    """A paragraph that stops being noise loses its reason; one that is noise again gets the machine's reason back."""
    if "kind" in values and "noise_reason" not in values:
        if values["kind"] != ParagraphKind.NOISE:
            return {"noise_reason": None}
        if row.noise_reason is None and machine.get("noise_reason"):
            return {"noise_reason": machine["noise_reason"]}
    return {}


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
    derived = []
    if isinstance(row, Document) and "title" in changed:
        row.title_key = fold_title(row.title)
        derived.append("title_key")
    if isinstance(row, Document) and "region" in changed and row.region_id:
        row.region_level = Region.objects.values_list("level", flat=True).get(pk=row.region_id)
        derived.append("region_level")
    if isinstance(row, Figure) and "indicator_name" in changed:
        row.indicator_key = indicator_key(row.indicator_name)
        derived.append("indicator_key")
    if isinstance(row, Figure) and LINKING & set(changed) and "indicator" not in changed:
        derived.append("indicator")  # set with the name
    return derived


def linked(row):
    """The code that the registry gives a figure as it stands."""
    return linked_code(indicator_index(), row.indicator_name, row.unit_family, row.measure)


def carry_on(row, document, changed, before):
    """Write what follows in other rows. `before` holds values as they were."""
    if row is not document:
        touch(document)
    if isinstance(row, Paragraph) and "text" in changed:
        _place_figures(row)
    if row is document and "title" in changed:
        resolve_references({before["title_key"], document.title_key})
    if row is document and "region" in changed:
        _follow_region(document, before["region"])


def _follow_region(document, old):
    """Figures go with their document's region, except those that a person has given one of their own.

    Such a choice is from now on compared with the new region.
    """
    standing = Correction.objects.filter(document=document, state__in=STANDING)
    own = standing.filter(Q(model__in=FIGURES, field="region") | Q(operation=CorrectionOperation.ADD, after__has_key="region"))
    for model in FIGURES.values():
        rows = model.objects.filter(document=document, region=old).exclude(pk__in=own.values("object_id"))
        rows.update(region=document.region_id, updated_at=timezone.now())
    standing.filter(model__in=FIGURES, field="region").update(
        before=document.region_id, machine=document.region_id, updated_at=timezone.now()
    )


def _place_figures(paragraph):
    """Find the figures of a rewritten paragraph in its new text."""
    for name, model in FIGURES.items():
        rows = list(model.objects.filter(paragraph=paragraph))
        for row in rows:
            values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
            place = locate(paragraph.text, figure_anchor(name, paragraph.eid, values)) or NOWHERE
            for field, value in place.items():
                setattr(row, field, value)
            row.updated_at = timezone.now()
        model.objects.bulk_update(rows, [*PLACES, "updated_at"])
