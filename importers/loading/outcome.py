"""What came of loading one document."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

# Fields that say where a record stands, not what it says; and a key that only follows from what it says.
PLACE_FIELDS = {
    "position", "eid", "line", "end_line", "start", "end", "source_map", "chapter", "section", "parent",
    "paragraph", "text_start", "text_end", "clause_start", "clause_end", "indicator_key", "name_key", "name_stem", "dated",
    "mention_count", "document_count", "first_dated", "last_dated",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One record that was or would be written. `fields` maps a field to its value before and after."""

    model: str
    action: str
    eid: str
    label: str
    fields: dict[str, tuple[Any, Any]] = field(default_factory=dict)

    @property
    def moved(self):
        """The record says what it said and only stands elsewhere."""
        return self.action == "changed" and not self.content_fields

    @property
    def content_fields(self):
        """The fields that say something, without those that say where it stands."""
        return {name: values for name, values in self.fields.items() if name not in PLACE_FIELDS}

    def as_dict(self):
        return {
            "model": self.model,
            "action": "moved" if self.moved else self.action,
            "eid": self.eid,
            "label": self.label,
            "fields": {name: {"before": before, "after": after} for name, (before, after) in self.fields.items()},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of `load`. `status` is created, updated or unchanged; of a dry run: what it would be.

    `counts` says per model how many records were created, changed, moved, deleted and unchanged; `diagnostics` how many
    open ones there are per (severity, code); `conflicts` how many corrections disagree with the parse.
    """

    status: str
    document_id: Any
    title: str
    file_name: str
    sha256: str
    dry_run: bool = False
    note: str = ""
    changes: tuple[Change, ...] = ()
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    diagnostics: dict[tuple[str, str], int] = field(default_factory=dict)
    conflicts: int = 0
    orphans: int = 0

    @property
    def note_worthy(self):
        """There is something to tell beyond the counts."""
        return bool(self.note or self.conflicts or self.orphans)

    def as_dict(self):
        """Plain values, for the stored report and the JSON of the command; `changes` only of a dry run."""
        return {
            "status": self.status,
            "document": str(self.document_id) if self.document_id else None,
            "title": self.title,
            "sha256": self.sha256,
            "note": self.note,
            "counts": self.counts,
            "diagnostics": [
                {"severity": severity, "code": code, "count": count} for (severity, code), count in sorted(self.diagnostics.items())
            ],
            "conflicts": self.conflicts,
            "orphans": self.orphans,
        }


def count_changes(changes, totals):
    """Counts per model: created, changed, moved, deleted, and what is left of `totals` (all that stand now) unchanged.

    >>> new = Change(model="chapter", action="created", eid="chp_1", label="第一章")
    >>> count_changes([new], {"chapter": 3})
    {'chapter': {'created': 1, 'changed': 0, 'moved': 0, 'deleted': 0, 'unchanged': 2}}
    """
    tally = Counter((change.model, "moved" if change.moved else change.action) for change in changes)
    counts = {}
    for model, total in totals.items():
        row = {action: tally[model, action] for action in ("created", "changed", "moved", "deleted")}
        counts[model] = row | {"unchanged": total - row["created"] - row["changed"] - row["moved"]}
    return counts
