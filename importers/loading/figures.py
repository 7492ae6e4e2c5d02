"""Targets and outcomes of a parse: as future rows, joined with the stored ones, and what that changes."""

from dataclasses import dataclass
from typing import Any

import uuid6

from importers.loading.differences import Difference, assign
from importers.loading.matching import Trait, fold_text, match
from importers.loading.outcome import Change
from importers.loading.tree import Node, storable
from plans.choices import Comparator, Measure, Nature, ReviewState, Tense
from plans.corrections.anchors import NOWHERE, figure_anchor, locate, position_of
from plans.indicators import IndicatorIndex
from plans.linking import KEY_LENGTH, indicator_key, linked_code
from plans.models import FIGURES

LARGEST_YEAR = 32767
CHOICES = {"tense": Tense, "comparator": Comparator, "measure": Measure, "nature": Nature}
NUMBER_PLACE = "\0"


@dataclass(slots=True, kw_only=True, eq=False)
class FigureNode:
    """One future target or outcome, by `tense`. `values` are by field name, of relations the key.

    `row` is the stored row it continues, `pk` its id either way; `deleted` where a person has taken it out.
    """

    tense: str
    values: dict[str, Any]
    paragraph: Node
    row: Any = None
    pk: Any = None
    deleted: bool = False

    @property
    def anchor(self):
        return figure_anchor(self.tense, self.paragraph.eid, self.values)


def grow_figures(parsed, nodes, region):
    """The figures of a parse as nodes. `nodes` are the structure's; `region` is the code of the document's region."""
    paragraphs = {node.block: node for node in nodes if node.model == "paragraph"}
    return [_grow(target, paragraphs.get(target.block), region) for target in parsed.targets]


def _grow(target, paragraph, region):
    if paragraph is None:
        raise ValueError(f"line {target.line}: the parser gave a figure “{target.printed}” in a block that has no text")
    for name, choices in CHOICES.items():
        value = getattr(target, name)
        if value not in choices.values and not (value is None and name == "nature"):
            raise ValueError(f"line {target.line}: the parser gave a figure of unknown {name} “{value}”")
    if (target.comparator == Comparator.RANGE) != (target.value_high is not None):
        raise ValueError(f"line {target.line}: a range needs two ends, and nothing else may have them")
    return FigureNode(tense=target.tense, values=_values(target) | {"region": region}, paragraph=paragraph)


def _values(target):
    """The machine's values. Texts as the database takes them, years as far as it holds them."""
    same = (
        "comparator", "value", "value_high", "measure", "base_value", "nature", "unit_family", "normal_value", "normal_value_high",
        "line", "start", "end", "text_start", "text_end", "clause_start", "clause_end",
    )  # fmt: skip
    return {name: getattr(target, name) for name in same} | {
        "indicator_name": storable(target.indicator)[:KEY_LENGTH],
        "clause": storable(target.clause),
        "printed": storable(target.printed),
        "unit": storable(target.unit)[:40],
        "normal_unit": storable(target.normal_unit)[:40],
        "strength": storable(target.strength)[:20] or None,
        "year": _year(target.year),
        "base_year": _year(target.base_year),
    }


def _year(year):
    return year if year is not None and 0 <= year <= LARGEST_YEAR else None


def stored_figures(document_id):
    """All targets and outcomes of a document: two queries."""
    return [row for model in FIGURES.values() for row in model.objects.filter(document_id=document_id).order_by("position", "pk")]


def match_figures(figures, stored, standing, homes, same_source):
    """Join each figure with the stored row it continues, by what the machine said of both, and give it its id.

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
        free = sorted((node for node in figures if node.pk is None), key=lambda node: _reading_order(node.values))
        new = [_trait(node.anchor, node.paragraph.pk, same_source) for node in free]
        for node, found in zip(free, match([traits[pk] for pk in old], new), strict=True):
            if found is not None and not (strict and standing.is_done(old[found], node)):
                node.pk, node.row = old[found], rows.get(old[found])
        traits.clear()
    for node in figures:
        node.pk = node.pk or uuid6.uuid7()


def _reading_order(values):
    return values["line"] or 0, values["start"] or 0, values["text_start"] or 0


def _trait(anchor, home, same_source, strict=False):
    """What a figure is known by. In the same source the same words at the same place are certainly the same figure.

    `strict`: by the very same clause, number and name only.
    """
    clause, offset, name = anchor["exact"], anchor["offset"], fold_text(anchor["name"])
    around = fold_text(clause[:offset]) + NUMBER_PLACE + fold_text(clause[offset + len(anchor["printed"]) :])
    number = f"{anchor['value']}{fold_text(anchor['unit'])}"
    place = anchor["start"] if same_source else None
    return Trait(
        group="figure",
        text=f"{fold_text(clause)}|{number}|{name}",
        number=number,
        place=None if strict else place,
        home=(home, place),
        frame="" if strict else f"{around}|{name}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What figures stand on: the document's paragraphs with corrections applied, its region, the index of indicators, its source."""

    paragraphs: list[Node]
    machine_texts: dict[int, str]
    region: str | None
    index: IndicatorIndex
    source_text: str

    def is_rewritten(self, paragraph):
        """Has a person changed the text?"""
        return paragraph.values["text"] != self.machine_texts[paragraph.block]


def linked(values, index):
    """The code of the indicator that the registry gives a figure."""
    return linked_code(index, values["indicator_name"], values["unit_family"], values["measure"])


def finish(values, page):
    """Set what follows from the name and the document, unless a person has said otherwise."""
    values["indicator_key"] = indicator_key(values["indicator_name"])
    values.setdefault("region", page.region)
    if "indicator" not in values:
        values["indicator"] = linked(values, page.index)
    _keep_range_rule(values)


def _keep_range_rule(values):
    """A range has two ends and nothing else has, also where a person's comparator outlives the machine's range."""
    if values["comparator"] != Comparator.RANGE:
        values["value_high"] = values["normal_value_high"] = None
    elif values["value_high"] is None:
        values["comparator"] = str(Comparator.EQUAL)


def place_in_order(figures, page):
    """Set the positions, and find the words again where a person has rewritten a paragraph."""
    for node in figures:
        node.values["position"] = position_of(node.paragraph.values["position"], node.values["text_start"])
        if page.is_rewritten(node.paragraph):
            node.values |= locate(node.paragraph.values["text"], node.anchor) or NOWHERE


def figure_differences(figures, stored, document_id):
    """A Difference per tense. A figure that has changed its tense is deleted here and created there, with its id."""
    differences = {name: Difference() for name in FIGURES}
    standing = [node for node in figures if not node.deleted]
    for node in standing:
        difference, model = differences[node.tense], FIGURES[node.tense]
        values = {model._meta.get_field(name).attname: value for name, value in node.values.items()}
        values["paragraph_id"] = node.paragraph.pk
        if node.row is None or not isinstance(node.row, model):
            state = node.row.review_state if node.row else ReviewState.UNREVIEWED
            difference.created.append(model(id=node.pk, document_id=document_id, review_state=state, **values))
            difference.changes.append(_change(node.tense, "created", node.paragraph.eid, values))
        elif fields := assign(node.row, values):
            change = _change(node.tense, "changed", node.paragraph.eid, values, fields)
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
    kept = {node.pk: node.tense for node in standing}
    for row in stored:
        name = row._meta.model_name
        if kept.get(row.pk) != name:
            differences[name].deleted.append(row)
            differences[name].changes.append(_change(name, "deleted", "", vars(row)))


def _change(model, action, eid, values, fields=None):
    label = f"{values['indicator_name']} {values['printed']}"[:60]
    return Change(model=model, action=action, eid=eid, label=label, fields=fields or {})
