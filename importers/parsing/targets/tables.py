"""Rows of indicator tables to targets and outcomes: the base year's figure is reported, the plan's own years are committed to.

A row gives a record for each figure below a year and below the growth column. Blanks, figures that may stand below one
column or another, and goals told in words (完成省下达任务) give none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from importers.parsing.columns import Column
from importers.parsing.provenance import raw_line, source_range, text_position
from importers.parsing.quantities import Quantity, quantities
from importers.parsing.records import Block, Target, UnclaimedNumber
from importers.parsing.rows import Cell, Row
from importers.parsing.scope import Calendar
from importers.parsing.tabular import Table
from importers.parsing.targets import cells, figures
from importers.parsing.targets.unclaimed import reason
from importers.parsing.units import Unit, unit_at

NATURES = {"预期": "expected", "约束": "binding"}
# Counted over the years, not standing at a level.
ADDED = ("新增", "净增", "新建", "改造", "建成", "培训", "转移就业", "引进", "累计")
POINTS = Unit("个百分点", "percentage_point", "个百分点", Decimal(1))
PERCENT = Unit("%", "percent", "%", Decimal(1))
KEPT = ("date", "period", "title", "ordinal")  # reasons that say more than that a number stands in a table


@dataclass(frozen=True, slots=True)
class Place:
    """A row's block, its position in the structure, the years that the document counts from, and where the source's lines begin."""

    block: Block
    position: int
    dates: Calendar
    starts: Sequence[int]


def by_line(found: Sequence[Table]) -> dict[int, tuple[Table, Row]]:
    """The rows of all tables by the line they begin on. A pollutant's row keeps the label that is printed once above several."""
    rows: dict[int, tuple[Table, Row]] = {}
    for table in found:
        above = ""
        for row in table.rows:
            if match := cells.ABOVE_POLLUTANTS.search(row.group + (row.label or row.text)):
                above = match[0]
            elif above and row.label.startswith(cells.POLLUTANTS):
                row = replace(row, group=above)
            rows[row.first] = (table, row)
    return rows


def read(table: Table, row: Row, place: Place) -> tuple[list[Target], list[UnclaimedNumber]]:
    """The records of a row, and its other numbers with the reason of each."""
    records = _records(table, row, place) if row.kind == "row" else []
    taken = [(r.text_start, r.text_end) for r in records]
    left = [_left(place, q) for q in quantities(place.block.text) if not q.chinese and not any(a <= q.number < b for a, b in taken)]
    return records, left


def _left(place: Place, quantity: Quantity) -> UnclaimedNumber:
    text, start, end = place.block.text, quantity.number, quantity.end
    why = reason(text, quantity)
    return UnclaimedNumber(
        line=raw_line(place.block, start, place.starts),
        printed=text[start:end],
        reason=why if why in KEPT else "table",
        block=place.position,
        text_start=start,
        text_end=end,
    )


def _records(table: Table, row: Row, place: Place) -> list[Target]:
    name = cells.label(row.label, row.unit, row.group)
    read = [(column, cell, f) for column, cell in row.values if (f := _figure(place.block, cell))]
    levels = [
        (year, f) for column, _, f in read if column.role == "value" and (year := _year(column, f, table, place.dates)) and not f.total
    ]
    records: list[Target] = []
    base: Decimal | None = None
    for column, cell, found in read:
        year = _year(column, found, table, place.dates)
        tense = _tense(column, year, table, place.dates)
        if tense is None:
            continue
        measure, sign, unit = _meaning(column, found, name, levels)
        records.append(_record(row, place, cell, found, name, tense, year, measure, sign, unit, base if column.role == "value" else None))
        if tense == "outcome" and measure != "change":
            base = found.quantity.value
    return records


def _figure(block: Block, cell: Cell) -> cells.Figure | None:
    span = _in_block(block, cell)
    return cells.figure(block.text[span[0] : span[1]]) if span and cell.text else None


def _in_block(block: Block, cell: Cell) -> tuple[int, int] | None:
    start, last = text_position(block, cell.start), text_position(block, cell.end - 1)
    return None if start is None or last is None else (start, last + 1)


def _year(column: Column, found: cells.Figure | None, table: Table, dates: Calendar) -> int | None:
    """The year below which a figure stands; that of the table's last year for growth; the plan's own for 基期值 and 目标值."""
    if found and found.year:
        return found.year
    if column.year:
        return column.year
    if column.role == "growth":
        return max((c.year for c in table.columns if c.role == "value" and c.year and c.year <= (dates.last or 9999)), default=dates.last)
    return dates.reviewed if column.state == "made" else dates.last


def _tense(column: Column, year: int | None, table: Table, dates: Calendar) -> str | None:
    """outcome before the plan's first year, target from then on; None for an old plan's goal (2020年目标 beside 2020年实际)."""
    first = dates.now
    if first is None:
        years = [c.year for c in table.columns if c.role == "value" and c.year]
        first = min(years) + 1 if len(set(years)) > 1 else 0
    if year is None:
        return "outcome" if column.state == "made" else "target"
    if year >= first:
        return "outcome" if column.state == "made" and column.year and year <= first else "target"
    return None if column.state == "meant" else "outcome"


def _meaning(
    column: Column, found: cells.Figure, name: cells.Label, levels: Sequence[tuple[int, cells.Figure]]
) -> tuple[str, int, Unit | str | None]:
    """Measure, sign and unit of a figure: `level`, or by how much it moves, or so many made."""
    own = found.quantity.unit or unit_at(name.unit, 0) or name.unit or None
    family = own.family if isinstance(own, Unit) else ""
    sign = name.sign * found.sign if name.sign and found.quantity.value > 0 else found.sign
    if name.sign:
        return "change", -1 if sign < 0 else 1, own
    added = any(word in name.name for word in ADDED) and family in figures.COUNTS
    if column.role == "value":
        return "count" if added else "level", found.sign, own
    if not (found.total or name.total or ("累计" in column.text and "年均" not in column.text and "增速" not in column.text)):
        return "change", found.sign, found.quantity.unit or (POINTS if family == "percent" else PERCENT)
    if added or len(levels) < 2:
        return "count" if family in figures.COUNTS else "level", found.sign, own
    if found.quantity.unit is None and family == "percent":
        return "change", found.sign, POINTS
    (_, low), (_, high) = levels[0], levels[-1]
    moved = high.quantity.value - low.quantity.value
    return "change", found.sign, own if cells.near(moved, found.quantity.value) or found.quantity.unit else PERCENT


def _record(
    row: Row,
    place: Place,
    cell: Cell,
    found: cells.Figure,
    name: cells.Label,
    tense: str,
    year: int | None,
    measure: str,
    sign: int,
    unit: Unit | str | None,
    base: Decimal | None,
) -> Target:
    block, quantity = place.block, found.quantity
    begin = _in_block(block, cell)[0]
    start, end = begin + found.start, begin + found.end
    source = source_range(block, start, end)
    known = unit if isinstance(unit, Unit) else None
    factor = known.factor if known else Decimal(1)
    value, high = quantity.value * sign, None if quantity.value_high is None else quantity.value_high * sign
    return Target(
        line=raw_line(block, start, place.starts),
        clause=block.text,
        tense=tense,
        indicator=name.name,
        comparator=found.comparator,
        value=value,
        value_high=high,
        unit=known.printed if known else unit or "",
        measure=measure,
        year=year,
        base_value=base if tense == "target" and measure != "change" else None,
        nature=next((n for word, n in NATURES.items() if tense == "target" and row.nature.startswith(word)), None),
        strength=figures.strength_of(block.text[start:end]),
        printed=block.text[start:end],
        unit_family=known.family if known else None,
        normal_value=value * factor,
        normal_value_high=None if high is None else high * factor,
        normal_unit=known.base or None if known else None,
        block=place.position,
        text_start=start,
        text_end=end,
        clause_start=0,
        clause_end=len(block.text),
        start=source[0],
        end=source[1],
    )
