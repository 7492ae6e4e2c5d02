"""Every dataclass that crosses a stage of the parse. Frozen, keyword-only, plain values.

Positions: `start` and `end` count characters of the decoded source from 0, `end` exclusive; `line` counts its
lines from 1; `col` counts characters of the raw line from 0.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = "0.1.0"


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
    """What one parse gives. `targets` and `projects` stay empty until their stages exist."""

    source: SourceText
    metadata: Metadata
    structure: tuple[Block, ...]
    targets: tuple[Any, ...] = ()
    projects: tuple[Any, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    repairs: tuple[Repair, ...] = field(default=())

    def as_dict(self) -> dict[str, Any]:
        """The published JSON of a dry run, as plain dicts and lists."""
        whole = asdict(self)
        whole["source"].pop("text")
        return {"version": VERSION, **whole}


class UnreadableSource(Exception):
    """The bytes can't be read as a document. The message is one plain line that says why and what to do."""
