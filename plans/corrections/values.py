"""Which fields people correct, and how a Correction stores their values."""

import datetime
from decimal import Decimal

from django.db import models

from plans.choices import CorrectionState, Tense
from plans.models import FIGURES, MARKED, Chapter, Document, Paragraph, Section

MODELS = {"document": Document, "chapter": Chapter, "section": Section, "paragraph": Paragraph, **MARKED}
# The value in the family's base unit: follows from value and unit, and can be corrected itself.
NORMAL = ("unit_family", "normal_value", "normal_value_high", "normal_unit")
FIGURE_FIELDS = (
    "indicator_name", "indicator", "comparator", "value", "value_high", "unit", *NORMAL, "measure", "year",
    "base_year", "base_value", "nature", "strength", "region",
)  # fmt: skip
MENTION_FIELDS = (
    "name", "kind", "count", "action", "stage", "tense", "place", "region", "scale", "scale_value", "scale_unit",
    "deadline", "deadline_date",
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
    "projectmention": MENTION_FIELDS,
}  # fmt: skip
STANDING = (CorrectionState.ACTIVE, CorrectionState.CONFLICT)
# The field that holds the machine's own words of a record.
EXACT = {"document": "title", "chapter": "heading", "section": "heading", "paragraph": "text", **dict.fromkeys(MARKED, "clause")}
# The field that says what a marked record is called.
NAME = {**dict.fromkeys(FIGURES, "indicator_name"), "projectmention": "name"}
# Fields that are one line, however they were pasted.
ONE_LINE = ("title", "heading", "indicator_name", "name")
# Of a figure not a column but which of the two models it is in. Corrected by `change_tense`.
TENSE = "tense"
# Which project a mention is of. Corrected by `merge` and `split`; the machine's own choice is no value, so it can't conflict.
PROJECT = "project"
# What the machine reads by itself: indicator and region follow from the name, the place and the document.
READ = {model: tuple(name for name in CORRECTABLE[model] if name not in ("indicator", "region")) for model in MARKED}
# What makes two readings of a record differ, so that a person has to look.
COMPARED = (
    TENSE, "indicator_name", "comparator", "value", "value_high", "unit", "measure", "year",
    "name", "kind", "count", "stage", "place", "deadline_date",
)  # fmt: skip


def field_of(model_name, name):
    """The model's field of that name; for a figure's tense, one that says which values it has and what it is called."""
    if name == TENSE and model_name in FIGURES:
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


def reading(model_name, values):
    """What the machine reads of a record, as an added or deleted record's Correction stores it. `values` by field name."""
    return tense_of(model_name) | {name: as_json(values[name]) for name in READ[model_name]}


def tense_of(model_name):
    """A figure's tense, which is its model's name; nothing for other records.

    >>> tense_of("outcome"), tense_of("projectmention")
    ({'tense': 'outcome'}, {})
    """
    return {TENSE: model_name} if model_name in FIGURES else {}


def model_of(model_name, values):
    """The model that a record of these values is in: a figure goes by its tense."""
    return MARKED[values[TENSE] if model_name in FIGURES else model_name]


def family_of(model_name):
    """The models that a record may be in, by name: a figure in two."""
    return FIGURES if model_name in FIGURES else {model_name: MARKED[model_name]}


def columns_of(model_name, values):
    """The book's values as fields hold them, without a figure's tense, which is no column."""
    hidden = tense_of(model_name)
    return {name: from_json(model_name, name, value) for name, value in values.items() if name not in hidden}


def rebase(before, after, machine):
    """What a re-import makes of a correction: the value that holds, and the correction's state.

    >>> [(value, str(state)) for value, state in (rebase("A", "B", machine) for machine in "ABC")]
    [('B', 'active'), ('B', 'active'), ('B', 'conflict')]
    """
    settled = agree(machine, before) or agree(machine, after)
    return after, CorrectionState.ACTIVE if settled else CorrectionState.CONFLICT


def agree(one, other):
    """Are two stored values the same? Two readings of a record are, if what both say is the same where it matters.

    >>> agree({"value": "3", "year": 2020, "nature": None}, {"value": "3", "nature": "binding"})
    True
    """
    if isinstance(one, dict) and isinstance(other, dict):
        return all(one[name] == other[name] for name in COMPARED if name in one and name in other)
    return one == other
