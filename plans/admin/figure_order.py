"""Targets and outcomes of a document in one order."""

from plans.models import FIGURES


def figures_of(document, **conditions):
    """All targets and outcomes of a document, in reading order, with their indicators: two queries."""
    rows = [row for model in FIGURES.values() for row in model.objects.filter(document=document, **conditions).select_related("indicator")]
    return sorted(rows, key=lambda row: (row.position, row.pk))


def figures_by_paragraph(document):
    """The figures of each paragraph, by its id: two queries."""
    found = {}
    for figure in figures_of(document):
        found.setdefault(figure.paragraph_id, []).append(figure)
    return found
