"""People's corrections over the figures and mentions of a parse: changed fields, changed tenses, deletions and additions.

docs/adr/0003-adding-and-deleting-records.md has the rules.
"""

from importers.loading.figures import FigureNode
from importers.loading.mentions import MentionNode
from plans.choices import CorrectionOperation
from plans.corrections import PROJECT, TENSE, as_json, from_json
from plans.corrections.anchors import SHARED, line_of, locate, marked_anchor
from plans.corrections.following import FOLLOWING
from plans.corrections.values import NAME, columns_of, family_of, model_of, reading
from plans.corrections.whole import marked_place, marked_values
from plans.models import FIGURES, MARKED
from plans.projects.linking import ALONE

# Signs in an anchor that say something of the correction and not of the place.
SIGNS = (SHARED, ALONE)


class StandingMarked:
    """The corrections of one document's figures and mentions, by record."""

    def __init__(self, standing):
        self.standing = standing
        self.by_object = {pk: found for pk, found in standing.by_object.items() if found[0].model in MARKED}
        # Records that people have added to words that had one already: the machine's other reading is not theirs.
        self.shared = {pk for pk, found in self.by_object.items() if any(c.anchor.get(SHARED) for c in found)}

    def without_rows(self, rows):
        """Anchors of corrected records without a row: those deleted where the machine still found them, and the others."""
        known, lost = {}, {}
        for pk, corrections in self.by_object.items():
            if pk not in rows:
                deleted = self._whole(corrections, CorrectionOperation.DELETE)
                (known if deleted and deleted.machine else lost)[pk] = corrections[0].anchor
        return known, lost

    def is_done(self, pk, node):
        """Has a deletion done its work? What says the same in another paragraph is not what the person deleted."""
        deleted = self._whole(self.by_object[pk], CorrectionOperation.DELETE)
        return deleted is not None and deleted.anchor["eid"] != node.paragraph.eid

    def row_anchor(self, row):
        """Where a stored record stands, in the machine's words, whatever people have made of it."""
        machine = self.standing.machine(row)
        values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
        return marked_anchor(row._meta.model_name, "", values | machine | (machine.get("") or {}))

    def _whole(self, corrections, operation):
        return next((c for c in corrections if c.operation == operation), None)

    def apply(self, nodes, stored, page):
        """Put people's decisions over the machine's records, which have their ids by now; returns all records."""
        by_id = {node.pk: node for node in nodes}
        rows = {row.pk: row for row in stored}
        more = []
        for pk, corrections in self.by_object.items():
            node = by_id.get(pk)
            added = self._whole(corrections, CorrectionOperation.ADD)
            if added and node is None:
                node = self._place_addition(added, rows.get(pk), nodes, page)
                more += [node] if node and node not in nodes else []
            elif added:
                self._add_over(added, node)
            self._apply_rest(corrections, node, page)
        for node in (*nodes, *more):
            node.finish(page)
        return [*nodes, *more]

    def _apply_rest(self, corrections, node, page):
        """Edits and a deletion of one record."""
        deleted = self._whole(corrections, CorrectionOperation.DELETE)
        edits = sorted((c for c in corrections if c.operation == CorrectionOperation.EDIT), key=_order)
        anchor = node.anchor if node else None
        moved = next((edit.after for edit in edits if edit.field == TENSE and edit.model in FIGURES), None)
        for correction in corrections if node else ():  # the model it is in, before anything is said about it
            self.standing.update(correction, model=moved or node.model)
        if deleted:
            machine = reading(node.model, node.values) if node else None
            self.standing.decide(deleted, machine, node.values if node else {}, anchor=anchor or deleted.anchor)
        for edit in edits:
            if node:
                self._settle(edit, node, anchor, page)
            elif not deleted:
                self.standing.orphan(edit)
        if node:
            node.deleted = deleted is not None

    def _settle(self, edit, node, anchor, page):
        if edit.field == PROJECT:  # linking reads it from the book
            self.standing.decide(edit, None, node.values, anchor=_with_signs(anchor, edit))
            return
        if edit.field == TENSE and node.model in FIGURES:
            node.model = self.standing.decide(edit, node.model, node.values, anchor=anchor)
            return
        if edit.field not in node.values:
            node.values[edit.field] = node.following(edit.field, page)
        machine = as_json(node.values[edit.field])
        value = self.standing.decide(edit, machine, node.values, anchor=anchor)
        node.values[edit.field] = from_json(node.model, edit.field, value)

    def _add_over(self, added, node):
        """The machine has found what a person had added: they are one record, and the person's values stand."""
        self.standing.decide(added, reading(node.model, node.values), node.values, anchor=_with_signs(node.anchor, added))
        node.model = model_of(node.model, added.after)._meta.model_name
        node.values |= columns_of(node.model, added.after)

    def _place_addition(self, added, row, nodes, page):
        """The node of an added record, where its words stand in the corrected text; None where they no longer do."""
        paragraph = _find_paragraph(added.anchor, row, page.paragraphs)
        if paragraph is None:
            self.standing.orphan(added)
            return None
        place = locate(paragraph.values["text"], added.anchor)
        if twin := next((node for node in nodes if self._is_same(node, paragraph, place, added)), None):
            twin.pk, twin.row = added.object_id, row
            self._add_over(added, twin)
            return twin
        node = _added_node(added, row, paragraph, place, page)
        self.standing.decide(added, None, node.values, anchor=_with_signs(node.anchor, added), model=node.model)
        return node

    def _is_same(self, node, paragraph, place, added):
        """Is this the machine's reading of the words that a person has marked? It must be new, and overlap them."""
        values = node.values
        return (
            node.model in family_of(added.model)
            and node.row is None
            and node.pk not in self.by_object
            and not added.anchor.get(SHARED)
            and node.paragraph is paragraph
            and values["text_start"] < place["text_end"]
            and place["text_start"] < values["text_end"]
            and _says(node, added.after)
        )


def _find_paragraph(anchor, row, paragraphs):
    """The paragraph of an added record: that of its row, of its eid, else the one with its clause nearest to its line."""

    def fits(node):
        return locate(node.values["text"], anchor) is not None

    near = [node for node in paragraphs if (node.pk == row.paragraph_id if row else node.eid == anchor["eid"]) and fits(node)]
    same = [node for node in paragraphs if anchor["exact"] in node.values["text"] and fits(node)]
    return min(near or same, key=lambda node: abs((node.values["line"] or 0) - (anchor["line"] or 0)), default=None)


def _says(node, after):
    """Has the machine's reading the number that a person has given; or, of a project, a name of which one holds the other?"""
    if node.model in FIGURES:
        return as_json(node.values["value"]) == after["value"]
    name, given = node.values[NAME[node.model]], after[NAME[node.model]]
    return name in given or given in name


def _order(edit):
    """A figure's tense comes first: it says which model the others belong to. What follows from other fields comes last."""
    if edit.field == TENSE:
        return 0
    return 2 if edit.field in FOLLOWING[edit.model] else 1


def _with_signs(anchor, correction):
    """An anchor renewed: what the old one says of the correction is kept."""
    return anchor | {sign: True for sign in SIGNS if correction.anchor.get(sign)}


def _added_node(added, row, paragraph, place, page):
    values = paragraph.values
    source_map = [] if page.is_rewritten(paragraph) else values["source_map"]
    model = model_of(added.model, added.after)._meta.model_name
    found = marked_values(model, added.after) | marked_place(values["text"], source_map, place)
    found["line"] = line_of(page.source_text, values["line"], values["start"], found["start"])
    node = FigureNode if model in FIGURES else MentionNode
    return node(model=model, values=found, paragraph=paragraph, row=row, pk=added.object_id)
