"""Targets and outcomes of a document in one order: all of them, and the way from one to the next."""

from dataclasses import dataclass

from django.db.models import CharField, Value
from django.urls import reverse

from plans.choices import ReviewState
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


@dataclass(frozen=True, slots=True)
class Step:
    """A figure as far as walking from one to the next needs it."""

    tense: str
    pk: object
    review_state: str

    @property
    def url(self):
        return reverse(f"admin:plans_{self.tense}_change", args=[self.pk])

    @property
    def open(self):
        return self.review_state != ReviewState.REVIEWED


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a figure stands among those of its document: `number` of `total`, and its neighbours; None at either end."""

    number: int
    total: int
    open_count: int
    previous: Step | None
    next: Step | None
    previous_open: Step | None
    next_open: Step | None


def steps(document_id):
    """Every figure of a document in reading order: one query."""
    parts = [
        model.objects.filter(document=document_id)
        .order_by()
        .annotate(name=Value(name, output_field=CharField()))
        .values_list("position", "pk", "name", "review_state")
        for name, model in FIGURES.items()
    ]
    return [Step(name, pk, state) for _, pk, name, state in parts[0].union(*parts[1:], all=True).order_by("position", "pk")]


def walk(figure):
    """The neighbours of a figure. The next open one is looked for behind it first, then from the start."""
    order = steps(figure.document_id)
    at = next((place for place, step in enumerate(order) if step.pk == figure.pk), 0)
    before, after = order[:at], order[at + 1 :]
    return Walk(
        number=at + 1,
        total=len(order),
        open_count=sum(step.open for step in order),
        previous=before[-1] if before else None,
        next=after[0] if after else None,
        previous_open=next((step for step in reversed(before) if step.open), None),
        next_open=next((step for step in [*after, *before] if step.open), None),
    )
