"""What a parse would change: nodes and values against stored rows. Nothing is written here."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import uuid6

from importers.loading.matching import Trait, fold_text, match
from importers.loading.outcome import Change
from importers.loading.rows import STRUCTURE
from plans.citations import fold_title
from plans.corrections import EXACT, as_json
from plans.models import Document, Reference


@dataclass(slots=True)
class Difference:
    """Rows of one model to create, to change and to delete, and the same told record by record."""

    created: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    deleted: list[Any] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


def match_nodes(nodes, stored, machine, same_source):
    """Join each node with the stored row it continues, by what the machine said of both, and give it its id."""
    places = {row.pk: index for index, row in enumerate(stored)}
    old = [_row_trait(row, machine(row), places, same_source) for row in stored]
    index = {id(node): place for place, node in enumerate(nodes)}
    new = [_node_trait(node, index, same_source) for node in nodes]
    for node, found in zip(nodes, match(old, new), strict=True):
        node.row = None if found is None else stored[found]
        node.pk = node.row.pk if node.row else uuid6.uuid7()


def _row_trait(row, machine, places, same_source):
    model = row._meta.model_name
    above = (row.section_id or row.chapter_id) if model == "paragraph" else row.parent_id or getattr(row, "chapter_id", None)
    return Trait(
        group=model,
        text=fold_text(machine.get(EXACT[model], getattr(row, EXACT[model]))),
        number=machine.get("number", row.number),
        parent=places.get(above),
        place=row.start if same_source else None,
    )


def _node_trait(node, index, same_source):
    values = node.values
    above = node.container
    return Trait(
        group=node.model,
        text=fold_text(values[EXACT[node.model]]),
        number=values["number"],
        parent=index[id(above)] if above else None,
        place=values["start"] if same_source else None,
    )


def structure_differences(nodes, stored, document_id):
    """A Difference per structural model. Nodes carry ids, and values with corrections applied."""
    differences = {model: Difference() for model in STRUCTURE}
    for node in nodes:
        difference, values = differences[node.model], _with_relations(node)
        if node.row is None:
            difference.created.append(STRUCTURE[node.model](id=node.pk, document_id=document_id, **values))
            difference.changes.append(Change(model=node.model, action="created", eid=node.eid, label=_label(values)))
        elif fields := assign(node.row, values):
            difference.changed.append(node.row)
            difference.changes.append(Change(model=node.model, action="changed", eid=node.eid, label=_label(values), fields=fields))
    kept = {node.pk for node in nodes}
    for row in stored:
        if row.pk not in kept:
            difference = differences[row._meta.model_name]
            difference.deleted.append(row)
            difference.changes.append(Change(model=row._meta.model_name, action="deleted", eid=row.eid, label=_label(row.__dict__)))
    return differences


def _with_relations(node):
    """Values by attribute name, with the ids of the nodes above."""
    relations = {"chapter": ("parent",), "section": ("chapter", "parent"), "paragraph": ("chapter", "section")}[node.model]
    above = {name: getattr(node, name) for name in relations}
    return node.values | {f"{name}_id": other.pk if other else None for name, other in above.items()}


def assign(row, values):
    """Set the values that differ; returns {field: (before, after)} in plain values."""
    fields = {}
    for name, after in values.items():
        before = getattr(row, name)
        if before != after:
            setattr(row, name, after)
            fields[name.removesuffix("_id")] = (_plain(before), _plain(after))
    return fields


def _plain(value):
    return str(value) if isinstance(value, UUID) else as_json(value)


def _label(values):
    text = f"{values.get('marker') or ''} {values.get('heading') or values.get('text') or ''}".strip()
    return text[:60]


def document_difference(document, values, is_new):
    """The Document's own change. `values` by field name, with corrections applied."""
    attributes = {Document._meta.get_field(name).attname: value for name, value in values.items()}
    fields = assign(document, attributes)
    fields.pop("title_key", None)
    if "source" in fields:  # ids would tell a reader nothing
        fields["source"] = ("the file before", "this file")
    difference = Difference()
    label = document.title or ""
    if is_new:
        difference.created.append(document)
        difference.changes.append(Change(model="document", action="created", eid="", label=label))
    elif fields:
        difference.changed.append(document)
        difference.changes.append(Change(model="document", action="changed", eid="", label=label, fields=fields))
    return difference


def reference_difference(titles, document_id):
    """Cited titles against the stored ones, matched by title."""
    stored = {row.title: row for row in Reference.objects.filter(document_id=document_id)}
    difference = Difference()
    for position, title in enumerate(titles):
        values = {"position": position, "title_key": fold_title(title)}
        row = stored.pop(title, None)
        if row is None:
            difference.created.append(Reference(document_id=document_id, title=title, **values))
            difference.changes.append(Change(model="reference", action="created", eid="", label=title))
        elif fields := assign(row, values):
            difference.changed.append(row)
            difference.changes.append(Change(model="reference", action="changed", eid="", label=title, fields=fields))
    for row in stored.values():
        difference.deleted.append(row)
        difference.changes.append(Change(model="reference", action="deleted", eid="", label=row.title))
    return difference
