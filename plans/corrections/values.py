"""Which fields people correct, and how a Correction stores their values."""

import datetime
from decimal import Decimal

from django.db import models

from plans.choices import CorrectionState, Tense
from plans.models import FIGURES, Chapter, Document, Paragraph, Section

MODELS = {"document": Document, "chapter": Chapter, "section": Section, "paragraph": Paragraph, **FIGURES}
# The value in the family's base unit: follows from value and unit, and can be corrected itself.
NORMAL = ("unit_family", "normal_value", "normal_value_high", "normal_unit")
FIGURE_FIELDS = (
    "indicator_name", "indicator", "comparator", "value", "value_high", "unit", *NORMAL, "measure", "year",
    "base_year", "base_value", "nature", "strength", "region",
)  # fmt: skip
CORRECTABLE = {
    "document": (
        "title", "doc_type", "region", "issuer", "doc_number", "index_number", "published_on", "written_on", "theme",
        "period_start", "period_end", "horizon_year", "is_draft", "is_fragment",
    ),
    "chapter": ("heading", "number"),
    "section": ("heading", "number"),
    "paragraph": ("kind", "heading", "number", "text", "noise_reason"),
    "target": FIGURE_FIELDS,
    "outcome": FIGURE_FIELDS,
}  # fmt: skip
STANDING = (CorrectionState.ACTIVE, CorrectionState.CONFLICT)
# The field that holds the machine's own words of a record.
EXACT = {"document": "title", "chapter": "heading", "section": "heading", "paragraph": "text", "target": "clause", "outcome": "clause"}
# Not a column but which of the two models a figure is in. Corrected by `change_tense`.
TENSE = "tense"
# Of a figure, what the machine reads by itself: indicator and region follow from the name and the document.
READ = tuple(name for name in FIGURE_FIELDS if name not in ("indicator", "region"))
# What makes two readings of a figure differ, so that a person has to look.
COMPARED = (TENSE, "indicator_name", "comparator", "value", "value_high", "unit", "measure", "year")


def field_of(model_name, name):
    """The model's field of that name; for the tense, one that says which values it has and what it is called."""
    if name == TENSE:
        return TENSE_FIELD
    return MODELS[model_name]._meta.get_field(name)


TENSE_FIELD = models.CharField("时态", max_length=7, choices=Tense.choices, help_text="承诺要达到的是目标,已经达到的是成效。")
TENSE_FIELD.set_attributes_from_name(TENSE)


def as_json(value):
    """A field's value as a Correction stores it.

    >>> as_json(datetime.date(2021, 11, 20)), as_json(Decimal("4.50")), as_json(Decimal("1E+2")), as_json(None)
    ('2021-11-20', '4.5', '100', None)
    """
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.pk if isinstance(value, models.Model) else value


def from_json(model_name, field, value):
    """The stored value as the model's field holds it (of a relation: the key).

    >>> from_json("document", "published_on", "2021-11-20"), from_json("target", "value", "4.5")
    (datetime.date(2021, 11, 20), Decimal('4.5'))
    """
    return value if value is None else field_of(model_name, field).to_python(value)


def reading(tense, values):
    """What the machine reads of a figure, as an added or deleted record's Correction stores it. `values` by field name."""
    return {TENSE: str(tense)} | {name: as_json(values[name]) for name in READ}


def rebase(before, after, machine):
    """What a re-import makes of a correction: the value that holds, and the correction's state.

    >>> [(value, str(state)) for value, state in (rebase("A", "B", machine) for machine in "ABC")]
    [('B', 'active'), ('B', 'active'), ('B', 'conflict')]
    """
    settled = agree(machine, before) or agree(machine, after)
    return after, CorrectionState.ACTIVE if settled else CorrectionState.CONFLICT


def agree(one, other):
    """Are two stored values the same? Two readings of a figure are, if what both say is the same where it matters.

    >>> agree({"value": "3", "year": 2020, "nature": None}, {"value": "3", "nature": "binding"})
    True
    """
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one[name] == other[name] for name in COMPARED if name in one and name in other)
    return one == other
