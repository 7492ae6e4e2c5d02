"""Rows of an indicator table: a line cut into cells, and the cells set below the table's columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from importers.parsing.columns import ORDINAL, Column, column, fits, is_figure, is_unit, merged
from importers.parsing.lines import Line
from importers.parsing.quantities import fold

TAIL = ("value", "growth", "nature", "other")
SPACED = re.compile(r"[^ \xa0\u2000-\u200a\u3000]+")
PIPES = re.compile(r"[|｜│┃]")
LONGEST_CELL = 60
LONGEST_HEADING = 160
MOST_COLUMNS = 14


@dataclass(frozen=True, slots=True)
class Cell:
    """`text` without white space, half-width figures; `start`, `end`: its first character and the one behind its last in the source."""

    text: str
    line: int
    start: int
    end: int

    @classmethod
    def of(cls, line: Line, start: int = 0, end: int | None = None) -> "Cell":
        """The stretch of a line as a cell, without the white space at its ends."""
        part = line.text[start:end].strip()
        first, last = part.source_range() or (line.start, line.start)
        return cls(fold(re.sub(r"\s", "", part.text)), line.number, first, last)

    def joined(self, other: "Cell") -> "Cell":
        return replace(self, text=self.text + other.text, end=other.end)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, or several. `kind`: name, head, group, row, unread, note. `cells` in the order of the text;
    of a row besides: `names`, the cells of its label; `group`, the cell before it; `unit` and `nature`; `values`, the cells
    below value and growth columns."""

    kind: str
    cells: tuple[Cell, ...]
    first: int
    names: tuple[Cell, ...] = ()
    group: str = ""
    unit: str = ""
    nature: str = ""
    values: tuple[tuple[Column, Cell], ...] = field(default=())

    @property
    def text(self) -> str:
        return "".join(c.text for c in self.cells)

    @property
    def label(self) -> str:
        return "".join(c.text for c in self.names)

    def with_label(self, cell: Cell) -> "Row":
        return replace(self, cells=(*self.cells, cell), names=(*self.names, cell))


def split(line: Line) -> list[Cell]:
    """A line's cells: at tabs or at |, where empty ones count; else at spaces.

    >>> from importers.parsing.lines import split_lines
    >>> [[c.text for c in split(line)] for line in split_lines("\\t绿化率\\t40\\n| 绿化率 | — |\\n绿化率  4 0")]
    [['', '绿化率', '40'], ['绿化率', '—'], ['绿化率', '4', '0']]
    """
    text = line.text.text
    if "\t" in text or PIPES.search(text):
        edges = [m.start() for m in (re.finditer(r"\t", text) if "\t" in text else PIPES.finditer(text))]
        cells = [Cell.of(line, a + 1, b) for a, b in zip([-1, *edges], [*edges, len(text)], strict=True)]
        if "\t" not in text:  # the frame
            cells = cells[1:] if PIPES.match(text.strip()[:1]) and not cells[0].text else cells
            cells = cells[:-1] if PIPES.match(text.strip()[-1:]) and not cells[-1].text else cells
        return cells
    return [Cell.of(line, *m.span()) for m in SPACED.finditer(text)]


def headings(lines: Sequence[Line]) -> tuple[list[Row], tuple[Column, ...]]:
    """The heading that stands on the first of the lines, or on both, and its columns; nothing where there is none."""
    if not lines or len(lines[0].text.text) > LONGEST_HEADING or len(lines[0].text.text.split()) > 2 * MOST_COLUMNS:
        return [], ()
    first = split(lines[0])
    rows = [Row("head", tuple(first), lines[0].number)]
    if columns := known(first):
        return rows, columns
    if len(lines) < 2 or len(lines[1].text.text) > LONGEST_HEADING:
        return [], ()
    second = split(lines[1])
    columns = known(spanned(first, second))
    return ([*rows, Row("head", tuple(second), lines[1].number)], columns) if columns else ([], ())


def spanned(first: list[Cell], second: list[Cell]) -> list[Cell]:
    """The heading of two lines as one: where both have as many cells, one below the other; else the second stands below the
    only cell of the first that names no column (目标值, “十四五”)."""
    if len(first) == len(second) and any(not c.text for c in (*first, *second)):
        return [below if below.text else above for above, below in zip(first, second, strict=True)]
    below = [c for c in second if c.text]
    above = [c for c in first if c.text]
    spans = [i for i, c in enumerate(above) if column(c.text) is None or column(c.text).role in ("value", "growth")]
    if len(spans) != 1 or not below or any(column(c.text) is None or column(c.text).role not in ("value", "growth") for c in below):
        return []
    return [*above[: spans[0]], *below, *above[spans[0] + 1 :]]


def known(cells: Sequence[Cell]) -> tuple[Column, ...]:
    """The columns of a heading if all of its cells are known and among them are 指标 and a year, or a value and a nature."""
    texts = [c.text for c in cells if c.text]
    if not 3 <= len(texts) <= 2 * MOST_COLUMNS or any(len(t) > LONGEST_CELL for t in texts):
        return ()
    columns = named_columns(texts)
    roles = [c.role for c in columns]
    if not 3 <= len(columns) <= MOST_COLUMNS or roles.count("indicator") != 1 or len(set(roles)) < 2:
        return ()
    dated = any(c.role == "value" and c.year for c in columns) or ("value" in roles and "nature" in roles)
    behind = all(roles.index("indicator") < i for i, role in enumerate(roles) if role in ("value", "growth"))
    return columns if dated and behind else ()


def named_columns(texts: Sequence[str]) -> tuple[Column, ...]:
    """The columns, a heading that spaces cut (年均增速 〔累计〕, 2020 年) joined again; none where one is unknown."""
    found: list[Column] = []
    at = 0
    while at < len(texts):
        alone = column(texts[at]) and (at + 1 == len(texts) or stands_alone(texts[at + 1]))
        joined = 1 if alone else next((n for n in (3, 2, 1) if at + n <= len(texts) and column("".join(texts[at : at + n]))), 0)
        if not joined:
            return ()
        found.append(column("".join(texts[at : at + joined])))
        at += joined
    return tuple(found)


def stands_alone(text: str) -> bool:
    """Whether a heading cell is one by itself, not the rest of the one before it: 〔累计〕, 年."""
    return text[0] not in "[〔［【(（" and column(text) is not None


def aligned(cells: Sequence[Cell], columns: tuple[Column, ...], first: int) -> Row | None:
    """The cells as a row below these columns, told from the right, where the figures stand; None where they do not fit.

    A row may leave out its group, its number, the last columns (a nature, a remark); a blank that could stand in one column
    or another makes it unreadable.
    """
    cells = list(cells)
    if any(len(c.text) > LONGEST_CELL for c in cells):
        return None
    if not any(not c.text for c in cells):
        cells = [_whole(cells, group) for group in merged([c.text for c in cells])]
    tail = tail_of(columns)
    while tail:
        row = _below(cells, columns, tail, first)
        if row or tail[-1].role not in ("nature", "other"):
            return row
        tail = tail[:-1]
    return None


def tail_of(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns from the first value on."""
    begin = next(i for i, c in enumerate(columns) if c.role in ("value", "growth"))
    return tuple(columns[begin:])


def _whole(cells: Sequence[Cell], group: list[int]) -> Cell:
    whole = cells[group[0]]
    for i in group[1:]:
        whole = whole.joined(cells[i])
    return whole


def _below(cells: list[Cell], columns: tuple[Column, ...], tail: tuple[Column, ...], first: int) -> Row | None:
    lead, figures = cells[: len(cells) - len(tail)], cells[len(cells) - len(tail) :]
    if len(figures) != len(tail) or not all(fits(c.text, col.role) for c, col in zip(figures, tail, strict=True)):
        return None
    if not any(c.text for c in figures):
        return None
    return row_of(lead, tuple(c for c in cells if c.text), columns, tail, figures, first)


def row_of(
    lead: Sequence[Cell], cells: Sequence[Cell], columns: Sequence[Column], tail: Sequence[Column], figures: Sequence[Cell], first: int
) -> Row | None:
    """The row of leading cells and of figures below their columns; None where nothing in the lead names an indicator."""
    named = label_of(lead, columns)
    if named is None:
        return None
    names, beside = named
    values = tuple((col, c) for col, c in zip(tail, figures, strict=True) if col.role in ("value", "growth"))
    nature = next((c.text for c, col in zip(figures, tail, strict=True) if col.role == "nature"), beside.get("nature", ""))
    return Row("row", tuple(cells), first, names, beside.get("group", ""), beside.get("unit", ""), nature, values)


def label_of(lead: Sequence[Cell], columns: Sequence[Column]) -> tuple[tuple[Cell, ...], dict[str, str]] | None:
    """The cells that name a row's indicator, and what stands between them and its figures (unit, nature); None where nothing names one."""
    roles = [c.role for c in columns]
    between = [r for r in roles[roles.index("indicator") + 1 :] if r in ("unit", "nature", "other")]
    between = between[: len(between) - sum(c.role in ("nature", "other") for c in tail_of(columns))]
    cells = list(lead)
    beside: dict[str, str] = {}
    for role in reversed(between):
        if cells and fits(cells[-1].text, role):
            beside[role] = cells.pop().text
    cells = [c for c in cells if c.text]
    numbered = next((i for i, c in enumerate(cells[:3]) if ORDINAL.fullmatch(c.text)), None)
    if numbered is not None:
        if "number" not in roles:
            return None
        beside["group"] = "".join(c.text for c in cells[:numbered])
        cells = cells[numbered + 1 :]
    elif len(cells) > 1 and "group" in roles and not is_unit(cells[1].text):
        beside["group"] = cells[0].text
        cells = cells[1:]
    if not cells or any(is_figure(c.text) for c in cells) or len(re.findall(r"[\u4e00-\u9fff]", "".join(c.text for c in cells))) < 2:
        return None
    return tuple(cells), beside
