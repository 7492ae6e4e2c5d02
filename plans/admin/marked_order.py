"""The way from one record of a document to the next, in reading order."""

from dataclasses import dataclass

from django.db.models import CharField, Value
from django.urls import reverse

from plans.choices import ReviewState
from plans.models import FIGURES


def family_of(record):
    """The models whose records stand in one order: targets and outcomes together, mentions of projects by themselves."""
    name = record._meta.model_name
    return FIGURES if name in FIGURES else {name: type(record)}


@dataclass(frozen=True, slots=True)
class Step:
    """A record as far as walking from one to the next needs it."""

    model: str
    pk: object
    review_state: str

    @property
    def url(self):
        return reverse(f"admin:plans_{self.model}_change", args=[self.pk])

    @property
    def open(self):
        return self.review_state != ReviewState.REVIEWED


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a record stands among those of its document: `number` of `total`, and its neighbours; None at either end."""

    number: int
    total: int
    open_count: int
    previous: Step | None
    next: Step | None
    previous_open: Step | None
    next_open: Step | None


def steps(document_id, family):
    """Every record of a family in a document, in reading order: one query."""
    parts = [
        model.objects.filter(document=document_id)
        .order_by()
        .annotate(found_in=Value(name, output_field=CharField()))
        .values_list("position", "pk", "found_in", "review_state")
        for name, model in family.items()
    ]
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    return [Step(name, pk, state) for _, pk, name, state in rows.order_by("position", "pk")]


def walk(record):
    """The neighbours of a record. The next open one is looked for behind it first, then from the start."""
    order = steps(record.document_id, family_of(record))
    at = next((place for place, step in enumerate(order) if step.pk == record.pk), 0)
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
