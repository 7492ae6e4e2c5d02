"""People's corrections over the figures of a parse: changed fields, changed tenses, deletions and additions.

docs/adr/0003-adding-and-deleting-records.md has the rules.
"""

from importers.loading.figures import FigureNode, finish, linked
from plans.choices import CorrectionOperation
from plans.corrections import TENSE, as_json, from_json
from plans.corrections.anchors import SHARED, figure_anchor, line_of, locate
from plans.corrections.values import reading
from plans.corrections.whole import figure_place, figure_values
from plans.models import FIGURES

# The tense comes first: it says which model the others belong to. The choice of an indicator comes last: the machine's
# follows from the name.
ORDER = {TENSE: 0, "indicator": 2}


class StandingFigures:
    """The corrections of one document's figures, by record."""

    def __init__(self, standing):
        self.standing = standing
        self.by_object = {pk: found for pk, found in standing.by_object.items() if found[0].model in FIGURES}
        # Records that people have added to a number that had one already: the machine's other reading is not theirs.
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
        """Where a stored figure stands, in the machine's words, whatever people have made of it."""
        machine = self.standing.machine(row)
        values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields}
        return figure_anchor(row._meta.model_name, "", values | machine | (machine.get("") or {}))

    def _whole(self, corrections, operation):
        return next((c for c in corrections if c.operation == operation), None)

    def apply(self, figures, stored, page):
        """Put people's decisions over the machine's figures, which have their ids by now; returns all figures."""
        by_id = {node.pk: node for node in figures}
        rows = {row.pk: row for row in stored}
        more = []
        for pk, corrections in self.by_object.items():
            node = by_id.get(pk)
            added = self._whole(corrections, CorrectionOperation.ADD)
            if added and node is None:
                node = self._place_addition(added, rows.get(pk), figures, page)
                more += [node] if node and node not in figures else []
            elif added:
                self._add_over(added, node)
            self._apply_rest(corrections, node, page.index)
        for node in (*figures, *more):
            finish(node.values, page)
        return [*figures, *more]

    def _apply_rest(self, corrections, node, index):
        """Edits and a deletion of one record."""
        deleted = self._whole(corrections, CorrectionOperation.DELETE)
        edits = sorted((c for c in corrections if c.operation == CorrectionOperation.EDIT), key=lambda c: ORDER.get(c.field, 1))
        anchor = node.anchor if node else None
        for correction in corrections if node else ():  # the model it is in, before anything is said about it
            self.standing.update(correction, model=edits[0].after if edits and edits[0].field == TENSE else node.tense)
        if deleted:
            machine = reading(node.tense, node.values) if node else None
            self.standing.decide(deleted, machine, node.values if node else {}, anchor=anchor or deleted.anchor)
        for edit in edits:
            if node:
                self._settle(edit, node, anchor, index)
            elif not deleted:
                self.standing.orphan(edit)
        if node:
            node.deleted = deleted is not None

    def _settle(self, edit, node, anchor, index):
        if edit.field == TENSE:
            node.tense = self.standing.decide(edit, node.tense, node.values, anchor=anchor)
            return
        if edit.field == "indicator":
            node.values["indicator"] = linked(node.values, index)
        machine = as_json(node.values[edit.field])
        value = self.standing.decide(edit, machine, node.values, anchor=anchor)
        node.values[edit.field] = from_json(node.tense, edit.field, value)

    def _add_over(self, added, node):
        """The machine has found what a person had added: they are one record, and the person's values stand."""
        self.standing.decide(added, reading(node.tense, node.values), node.values, anchor=_anchor(node, added))
        node.tense = added.after[TENSE]
        node.values |= {name: from_json(node.tense, name, value) for name, value in added.after.items() if name != TENSE}

    def _place_addition(self, added, row, figures, page):
        """The node of an added record, where its words stand in the corrected text; None where they no longer do."""
        paragraph = _find_paragraph(added.anchor, row, page.paragraphs)
        if paragraph is None:
            self.standing.orphan(added)
            return None
        place = locate(paragraph.values["text"], added.anchor)
        if twin := next((node for node in figures if self._is_same(node, paragraph, place, added)), None):
            twin.pk, twin.row = added.object_id, row
            self._add_over(added, twin)
            return twin
        node = _added_node(added, row, paragraph, place, page)
        self.standing.decide(added, None, node.values, anchor=_anchor(node, added), model=node.tense)
        return node

    def _is_same(self, node, paragraph, place, added):
        """Is this the machine's reading of the number that a person has added? It must be new, and overlap it."""
        values = node.values
        return (
            node.row is None
            and node.pk not in self.by_object
            and not added.anchor.get(SHARED)
            and node.paragraph is paragraph
            and values["text_start"] < place["text_end"]
            and place["text_start"] < values["text_end"]
            and as_json(values["value"]) == added.after["value"]
        )


def _find_paragraph(anchor, row, paragraphs):
    """The paragraph of an added record: that of its row, of its eid, else the one with its clause nearest to its line."""

    def fits(node):
        return locate(node.values["text"], anchor) is not None

    near = [node for node in paragraphs if (node.pk == row.paragraph_id if row else node.eid == anchor["eid"]) and fits(node)]
    same = [node for node in paragraphs if anchor["exact"] in node.values["text"] and fits(node)]
    return min(near or same, key=lambda node: abs((node.values["line"] or 0) - (anchor["line"] or 0)), default=None)


def _anchor(node, added):
    """The anchor of an added record; that it shares its number is kept."""
    return node.anchor | ({SHARED: True} if added.anchor.get(SHARED) else {})


def _added_node(added, row, paragraph, place, page):
    values = paragraph.values
    source_map = [] if page.is_rewritten(paragraph) else values["source_map"]
    found = figure_values(added.after[TENSE], added.after) | figure_place(values["text"], source_map, place)
    found["line"] = line_of(page.source_text, values["line"], values["start"], found["start"])
    return FigureNode(tense=added.after[TENSE], values=found, paragraph=paragraph, row=row, pk=added.object_id)
