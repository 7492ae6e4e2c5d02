"""Every dataclass that crosses a stage of the parse. Frozen, keyword-only, plain values.

Positions: `start` and `end` count characters of the decoded source from 0, `end` exclusive; `line` counts its
lines from 1; `col` counts characters of the raw line from 0.
"""

from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

VERSION = "0.2.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """One change of the text: `raw` stood at `line`, `col`; `restored` stands there now, by the named `fix`."""

    line: int
    col: int
    raw: str
    restored: str
    fix: str
    certain: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """What a stage was unsure of. `code` is `stage.what`, `severity` info, warning or error."""

    code: str
    severity: str
    message: str
    line: int | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One structural unit, in document order. Fields as in the gold standard's README; positions beside them.

    `text` is the unit's whole repaired text (for a heading: what follows on its line). `spans` maps `text` to the
    source: (position in text, position in source, length) for each unbroken run;
    `ranges` are the pieces of the source, one a line, that the unit takes up, marker and heading included.
    """

    kind: str
    line: int | None
    end_line: int | None
    level: int | None = None
    number: int | None = None
    marker: str = ""
    heading: str | None = None
    text: str = ""
    missing_heading: bool = False
    noise_reason: str | None = None
    inline: bool = False
    run_in: bool = False
    start: int | None = None
    end: int | None = None
    spans: tuple[tuple[int, int, int], ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One number that measures something: committed to (`tense` target) or reported (outcome).

    Fields as in the gold standard's README; beside them: `printed`, the number with its comparator words and unit as
    they stand in the clause (`不低于60%`); the value in the family's base unit (`normal_value`, `normal_unit`; 亿元 → 元);
    `base_value`, the level it starts from where the text states one; `nature` (约束性 → binding, 预期性 → expected);
    `strength`, the word of the clause that says how firmly (力争, 确保). `block` is the position of its block in the
    structure, `text_start` and `text_end` mark `printed` in that block's text, `start` and `end` in the source;
    `clause_start` and `clause_end` mark the clause in the block's text.
    """

    line: int
    clause: str
    tense: str
    indicator: str
    comparator: str
    value: Decimal
    value_high: Decimal | None = None
    unit: str
    measure: str
    year: int | None = None
    base_year: int | None = None
    base_value: Decimal | None = None
    nature: str | None = None
    strength: str | None = None
    printed: str
    unit_family: str | None = None
    normal_value: Decimal | None = None
    normal_value_high: Decimal | None = None
    normal_unit: str | None = None
    block: int
    text_start: int
    text_end: int
    clause_start: int
    clause_end: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """One mention of a named thing to build, or of a named programme to carry out.

    Fields as in the gold standard's README; beside them: `printed`, the name as a contiguous piece of the clause (`name` has
    the head noun that its list shares); `scale_value` and `scale_unit`, the scale in its family's base unit (2×35万千瓦 →
    700000 千瓦); `deadline_date`, the last day that the deadline allows, ISO 8601. Places as in Target: `printed` stands at
    `text_start`..`text_end` of the block's text and at `start`..`end` of the source.
    """

    line: int
    clause: str
    name: str
    kind: str
    count: int | None = None
    action: str | None = None
    stage: str | None = None
    place: str | None = None
    scale: str | None = None
    deadline: str | None = None
    tense: str
    printed: str
    scale_value: Decimal | None = None
    scale_unit: str | None = None
    deadline_date: str | None = None
    block: int
    text_start: int
    text_end: int
    clause_start: int
    clause_end: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnclaimedNumber:
    """A number of the text that became no target or outcome, and the `reason`: date, name, ordinal, group, …"""

    line: int
    printed: str
    reason: str
    block: int
    text_start: int
    text_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says of itself. What the text neither states nor implies is None. Dates are ISO 8601."""

    title: str | None = None
    doc_type: str | None = None
    region: str | None = None
    region_code: str | None = None
    region_level: str | None = None
    issuer: str | None = None
    doc_number: str | None = None
    index_number: str | None = None
    published_on: str | None = None
    written_on: str | None = None
    theme: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    horizon_year: int | None = None
    is_draft: bool = False
    is_fragment: bool = False
    references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceText:
    """A decoded source: its text exactly as stored, line ends included, and how it was read."""

    text: str
    encoding: str
    sha256: str
    size: int
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPlan:
    """What one parse gives."""

    source: SourceText
    metadata: Metadata
    structure: tuple[Block, ...]
    targets: tuple[Target, ...] = ()
    unclaimed_numbers: tuple[UnclaimedNumber, ...] = ()
    projects: tuple[Project, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    repairs: tuple[Repair, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The published JSON of a dry run, as plain dicts and lists."""
        whole = asdict(self)
        whole["source"].pop("text")
        for records in ("targets", "projects"):
            whole[records] = [{name: _number(value) for name, value in record.items()} for record in whole[records]]
        return {"version": VERSION, **whole}


def _number(value: Any) -> Any:
    """A Decimal as a JSON number, anything else as it is."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


class UnreadableSource(Exception):
    """The bytes can't be read as a document. The message is one plain line that says why and what to do."""
