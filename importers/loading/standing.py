"""Standing corrections applied to a new parse: `apply(corrections, parse(source))`.

A correction finds its record through the row it was made on or, when that is gone (rebuilt database, text that came
back), through its anchor in the source. docs/adr/0001-corrections.md has the rules.
"""

from collections import defaultdict

from importers.loading.matching import ALIKE, fold_text, similarity
from importers.loading.rows import STRUCTURE
from importers.parsing.records import Diagnostic
from plans.choices import CorrectionOperation, CorrectionState, ParagraphKind
from plans.corrections import EXACT, MODELS, PROJECT, STANDING, as_json, field_of, from_json, make_anchor, rebase
from plans.models import Correction

SHOWN = 60
# What a message tells of a whole record.
TOLD = (
    "tense", "indicator_name", "comparator", "value", "value_high", "unit", "measure", "year", "name", "kind", "count", "stage", "place",
    "scale", "deadline",
)  # fmt: skip


class StandingCorrections:
    """The corrections of one document, and what a parse does to them."""

    def __init__(self, document_id):
        found = Correction.objects.exclude(state=CorrectionState.WITHDRAWN).filter(document_id=document_id)
        self.all = sorted(found, key=lambda c: (c.state not in STANDING, c.created_at))
        self.by_object = defaultdict(list)
        for correction in self.all:
            self.by_object[correction.object_id].append(correction)
        self.changed, self.notes = [], []

    def machine(self, row):
        """The machine's values under the corrections of a stored row."""
        return {c.field: c.machine for c in self.by_object.get(row.pk, ()) if c.state in STANDING}

    def apply_to_document(self, values):
        """Put people's values over the machine's metadata."""
        for correction in self.all:
            if correction.model == "document":
                self.settle(correction, values, None, correction.anchor)

    def apply_to_nodes(self, nodes):
        """Put people's values over the machine's structure; nodes have their ids by now."""
        by_id = {node.pk: node for node in nodes}
        free = [node for node in nodes if node.row is None]
        claimed = set()
        for object_id, corrections in self.by_object.items():
            if corrections[0].model not in STRUCTURE:
                continue
            node = by_id.get(object_id) or _search(corrections[0].anchor, corrections[0].model, free)
            anchor = _node_anchor(node) if node else None
            for correction in corrections:
                if node is None or (node.pk, correction.field) in claimed:
                    self.orphan(correction)
                else:
                    claimed.add((node.pk, correction.field))
                    self.settle(correction, node.values, node, anchor)
        for node in nodes:
            _keep_noise_rule(node.values)

    def settle(self, correction, values, node, anchor):
        machine = as_json(values[correction.field])
        value = self.decide(correction, machine, values if node else {}, anchor=anchor, object_id=node.pk if node else correction.object_id)
        values[correction.field] = from_json(correction.model, correction.field, value)

    def decide(self, correction, machine, place, **more):
        """Hold what the machine says now against a correction, and note a conflict; returns the value that holds."""
        value, state = rebase(correction.before, correction.after, machine)
        self.update(correction, machine=machine, state=state, **more)
        if state == CorrectionState.CONFLICT:
            self.notes.append((_conflict(correction, place), correction))
        return value

    def orphan(self, correction):
        """The place of a correction is gone: it waits."""
        self.update(correction, state=CorrectionState.ORPHANED)
        self.notes.append((_orphaned(correction), correction))

    def update(self, correction, **values):
        """Set values of a correction; what differs is written with the rest."""
        if any(getattr(correction, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(correction, name, value)
            self.changed.append(correction)


def _keep_noise_rule(values):
    """Noise has a reason and nothing else has one, also where a person's reason outlives the machine's noise."""
    if values.get("noise_reason") and values["kind"] != ParagraphKind.NOISE:
        values["noise_reason"] = None


def _node_anchor(node):
    values = node.values
    return make_anchor(node.model, node.eid, values["line"], values["start"], values["end"], values[EXACT[node.model]])


def _search(anchor, model, nodes):
    """The new node an anchor means: the same words (at the same place, if they stand several times), or like ones at its eid."""
    nodes = [node for node in nodes if node.model == model]
    exact = fold_text(anchor.get("exact"))
    same = [node for node in nodes if exact and fold_text(node.values[EXACT[model]]) == exact]
    if same:
        return min(same, key=lambda node: (node.eid != anchor.get("eid"), abs((node.values["line"] or 0) - (anchor.get("line") or 0))))
    for node in nodes:
        text = fold_text(node.values[EXACT[model]])
        if node.eid == anchor.get("eid") and (not exact or not text or similarity(exact, text) >= ALIKE):
            return node
    return None


def _conflict(correction, place):
    message = (
        f"{_label(correction)}:人工{_did(correction)},新解析为{_shown(correction, correction.machine)}"
        f"(改前为{_shown(correction, correction.before)})。现以人工为准,请确认保留或撤回更正。"
    )
    place = {name: place.get(name) for name in ("line", "start", "end")}
    return Diagnostic(code="correction.conflict", severity="warning", message=message, **place)


def _orphaned(correction):
    message = (
        f"{_label(correction)}:人工{_did(correction)},但在新的原文中已找不到它的位置"
        f"(机器值为{_shown(correction, correction.machine)})。更正仍保留,请在新位置重做或撤回。"
    )
    return Diagnostic(code="correction.orphaned", severity="warning", message=message, line=correction.anchor.get("line"))


def _label(correction):
    place = correction.anchor.get("eid")
    label = f"{MODELS[correction.model]._meta.verbose_name}{f' {place} ' if place else ''}"
    return f"{label}的“{field_of(correction.model, correction.field).verbose_name}”" if correction.field else label.strip()


def _did(correction):
    if correction.field == PROJECT:
        return f"把“{correction.anchor.get('name')}”归入了另一项目"
    if correction.operation == CorrectionOperation.DELETE:
        return f"删除了“{correction.anchor.get('exact')}”中的这条记录"
    return f"{'新增为' if correction.operation == CorrectionOperation.ADD else '改为'}{_shown(correction, correction.after)}"


def _shown(correction, value):
    if value is None:
        return "空"
    if isinstance(value, dict):
        value = " ".join(_told(correction.model, name, value[name]) for name in TOLD if value.get(name) not in (None, "", "="))
    text = str(value)
    return f"“{text[:SHOWN]}{'…' if len(text) > SHOWN else ''}”"


def _told(model, name, value):
    """A value of a record as an editor reads it."""
    return str(dict(field_of(model, name).flatchoices).get(value, value))
