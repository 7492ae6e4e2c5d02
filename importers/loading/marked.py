"""Records that are read out of a clause, figures and mentions of projects: joined with the stored ones, and what that changes."""

from dataclasses import dataclass
from typing import Any

import uuid6

from importers.loading.differences import Difference, assign
from importers.loading.matching import Trait, fold_text, match
from importers.loading.outcome import Change
from importers.loading.tree import Node
from plans.choices import ReviewState
from plans.corrections.anchors import NOWHERE, locate, marked_anchor, position_of
from plans.indicators import IndicatorIndex
from plans.models import FIGURES, MARKED
from plans.places import PlaceIndex

LARGEST_YEAR = 32767
WORDS_PLACE = "\0"
# Where a record's words stand, as the parser gives it.
PLACE = ("line", "start", "end", "text_start", "text_end", "clause_start", "clause_end")


@dataclass(slots=True, kw_only=True, eq=False)
class MarkedNode:
    """One future record, of the model named `model`. `values` are by field name, of relations the key.

    `row` is the stored row it continues, `pk` its id either way; `deleted` where a person has taken it out.
    """

    model: str
    values: dict[str, Any]
    paragraph: Node
    row: Any = None
    pk: Any = None
    deleted: bool = False

    @property
    def anchor(self):
        return marked_anchor(self.model, self.paragraph.eid, self.values)

    def following(self, field, page):
        """What a field that follows from others would be, if no person had chosen."""
        raise NotImplementedError

    def finish(self, page):
        """Set what follows from other fields and from the document, unless a person has said otherwise."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What records stand on: the document with its paragraphs, corrections applied, its source, and the indexes of indicators and places."""

    document: Any
    paragraphs: list[Node]
    machine_texts: dict[int, str]
    index: IndicatorIndex
    places: PlaceIndex
    source_text: str

    def is_rewritten(self, paragraph):
        """Has a person changed the text?"""
        return paragraph.values["text"] != self.machine_texts[paragraph.block]


def check_choices(record, paragraph, choices, optional, what):
    """The parser must give known values, in a block that has a text."""
    if paragraph is None:
        raise ValueError(f"line {record.line}: the parser gave a {what} “{record.printed}” in a block that has no text")
    for name, known in choices.items():
        value = getattr(record, name)
        if value not in known.values and not (value is None and name in optional):
            raise ValueError(f"line {record.line}: the parser gave a {what} of unknown {name} “{value}”")


def stored_marked(document_id):
    """All figures and mentions of a document: one query each."""
    return [row for model in MARKED.values() for row in model.objects.filter(document_id=document_id).order_by("position", "pk")]


def match_marked(nodes, stored, standing, homes, same_source):
    """Join each record with the stored row it continues, by what the machine said of both, and give it its id.

    `standing` are people's corrections. Records that a person has deleted are matched like rows, so that none is mistaken
    for its neighbour. Corrected records that have lost their place take what is left, if it says the very same.
    `homes` gives the paragraph of an eid as it was.
    """
    rows = {row.pk: row for row in stored}
    known, lost = standing.without_rows(rows)
    traits = {pk: _trait(standing.row_anchor(row), row.paragraph_id, same_source, pk in standing.shared) for pk, row in rows.items()}
    order = {pk: _reading_order(vars(row)) for pk, row in rows.items()}
    for anchors in (known, lost):
        strict = anchors is lost
        traits |= {pk: _trait(anchor, homes.get(anchor["eid"]), same_source, strict) for pk, anchor in anchors.items()}
        order |= {pk: _reading_order(anchor) for pk, anchor in anchors.items()}
        old = sorted(traits, key=order.get)
        free = sorted((node for node in nodes if node.pk is None), key=lambda node: _reading_order(node.values))
        new = [_trait(node.anchor, node.paragraph.pk, same_source) for node in free]
        for node, found in zip(free, match([traits[pk] for pk in old], new), strict=True):
            if found is not None and not (strict and standing.is_done(old[found], node)):
                node.pk, node.row = old[found], rows.get(old[found])
        traits.clear()
    for node in nodes:
        node.pk = node.pk or uuid6.uuid7()


def _reading_order(values):
    return values["line"] or 0, values["start"] or 0, values["text_start"] or 0


def _trait(anchor, home, same_source, strict=False):
    """What a record is known by. In the same source the same words at the same place are certainly the same record.

    A figure is told from its neighbours by its number, a mention by its name as printed. `strict`: by the very same clause, words and
    name only.
    """
    clause, offset, name = anchor["exact"], anchor["offset"], fold_text(anchor["name"])
    around = fold_text(clause[:offset]) + WORDS_PLACE + fold_text(clause[offset + len(anchor["printed"]) :])
    is_figure = anchor["model"] in FIGURES
    number = f"{anchor['value']}{fold_text(anchor['unit'])}" if is_figure else fold_text(anchor["printed"])
    place = anchor["start"] if same_source else None
    return Trait(
        group="figure" if is_figure else "mention",
        text=f"{fold_text(clause)}|{number}|{name}",
        number=number,
        place=None if strict else place,
        home=(home, place),
        frame="" if strict else f"{around}|{name}" if is_figure else around,
    )


def place_in_order(nodes, page):
    """Set the positions, and find the words again where a person has rewritten a paragraph."""
    for node in nodes:
        node.values["position"] = position_of(node.paragraph.values["position"], node.values["text_start"])
        if page.is_rewritten(node.paragraph):
            node.values |= locate(node.paragraph.values["text"], node.anchor) or NOWHERE


def marked_differences(nodes, stored, document_id):
    """A Difference per model. A figure that has changed its tense is deleted here and created there, with its id."""
    differences = {name: Difference() for name in MARKED}
    standing = [node for node in nodes if not node.deleted]
    for node in standing:
        difference, model = differences[node.model], MARKED[node.model]
        values = {model._meta.get_field(name).attname: value for name, value in node.values.items()}
        values["paragraph_id"] = node.paragraph.pk
        if node.row is None or not isinstance(node.row, model):
            state = node.row.review_state if node.row else ReviewState.UNREVIEWED
            row = model(id=node.pk, document_id=document_id, review_state=state, **values)
            difference.created.append(row)
            difference.changes.append(_change(row, "created", node.paragraph.eid))
        elif fields := assign(node.row, values):
            change = _change(node.row, "changed", node.paragraph.eid, fields)
            _reopen(node.row, change)
            difference.changed.append(node.row)
            difference.changes.append(change)
    _delete_rest(differences, standing, stored)
    return differences


def _reopen(row, change):
    """What a person has reviewed is not what stands now: it is to be looked at again."""
    if row.review_state == ReviewState.REVIEWED and change.content_fields:
        row.review_state = ReviewState.IN_REVIEW
        change.fields["review_state"] = (str(ReviewState.REVIEWED), str(ReviewState.IN_REVIEW))


def _delete_rest(differences, standing, stored):
    kept = {node.pk: node.model for node in standing}
    for row in stored:
        name = row._meta.model_name
        if kept.get(row.pk) != name:
            differences[name].deleted.append(row)
            differences[name].changes.append(_change(row, "deleted", ""))


def _change(row, action, eid, fields=None):
    return Change(model=row._meta.model_name, action=action, eid=eid, label=str(row)[:60], fields=fields or {})
