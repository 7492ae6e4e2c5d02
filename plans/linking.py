"""Figures and the indicators they measure: which one a printed name means, and what follows from a new alias."""

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from plans.changes import because
from plans.choices import ChangeCause, CorrectionOperation, CorrectionState, Measure
from plans.indicators import IndicatorIndex, normalised
from plans.models import FIGURES, Correction, Document, Indicator

KEY_LENGTH = 200
# Corrections by which a person has chosen a figure's indicator.
CHOSEN = Q(field="indicator") | Q(operation=CorrectionOperation.ADD, after__has_key="indicator")


def indicator_key(name):
    """A printed name as names are compared, cut to what the column holds."""
    return normalised(name)[:KEY_LENGTH]


def indicator_index():
    """The index over all stored indicators. A superseded one lends its names to the one it went into."""
    stored = {row.code: row for row in Indicator.objects.order_by("code")}
    names = {code: [] for code in stored}
    for row in stored.values():
        names[_final(row, stored).code] += [row.name, *row.aliases, *row.editor_aliases]
    return IndicatorIndex((code, names[code], stored[code].unit_family) for code in stored if names[code])


def _final(row, stored):
    """Where a chain of superseded indicators ends; a ring ends where it began."""
    seen = {row.code}
    while row.superseded_by_id and row.superseded_by_id not in seen:
        row = stored[row.superseded_by_id]
        seen.add(row.code)
    return row


def linked_code(index, name, family, measure):
    """The code of the indicator that a figure measures, None if the registry has none. A change is measured in anything."""
    return index.match(name, None if measure == Measure.CHANGE else family)


def add_alias(indicator, name):
    """Give an indicator another name, and link the figures that bear it. Returns how many figures changed.

    Raises ValidationError if another indicator has that name already.
    """
    with because(ChangeCause.REGISTRY):
        row = Indicator.objects.select_for_update().get(pk=indicator.pk)
        holder = indicator_index().match(name)
        if holder and holder != row.code:
            raise ValidationError({"editor_aliases": f"“{name}”已是指标“{holder}”的名称或别名。"})
        if name not in (row.name, *row.aliases, *row.editor_aliases):
            row.editor_aliases = [*row.editor_aliases, name]
            row.full_clean(exclude=["code"])
            row.save(update_fields=["editor_aliases", "updated_at"])
        changed = relink([name])
    indicator.editor_aliases = row.editor_aliases
    return changed


def relink(names=None):
    """Link figures anew after indicators have changed: those that bear one of the names, or all. Returns how many changed.

    Figures whose indicator a person has chosen keep it; the next import of their document compares. The number of
    queries depends neither on the names nor on the figures.
    """
    index = indicator_index()
    chosen = Correction.objects.filter(CHOSEN, state__in=(CorrectionState.ACTIVE, CorrectionState.CONFLICT)).values("object_id")
    with transaction.atomic():
        changes = {}
        for name, model in FIGURES.items():
            figures = model.objects.exclude(pk__in=chosen).order_by()
            if names is not None:
                figures = figures.filter(indicator_key__in={indicator_key(name) for name in names})
            changes[name] = _write(model, _changed_links(figures, index))
        Document.objects.filter(pk__in={document for found in changes.values() for document in found}).update(updated_at=timezone.now())
    return sum(len(found) for found in changes.values())


def _changed_links(figures, index):
    """(figure, new code) where the registry now says something else."""
    stored = figures.values_list("pk", "indicator_name", "unit_family", "measure", "indicator_id")
    for pk, name, family, measure, code in stored.iterator():
        if (now := linked_code(index, name, family, measure)) != code:
            yield pk, now


def _write(model, links):
    """Write new links in one statement; returns the document of each figure."""
    links = list(links)
    if not links:
        return []
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS t SET indicator_id = v.code, updated_at = now() FROM unnest(%s::uuid[], %s::varchar[]) AS v(id, code) "
            "WHERE t.id = v.id RETURNING t.document_id",
            [[pk for pk, _ in links], [code for _, code in links]],
        )
        return [document for (document,) in cursor.fetchall()]
