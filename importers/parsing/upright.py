"""Tables whose cells have a line each, as pages give them that were scraped without their frame."""

import re
from collections.abc import Sequence

from importers.parsing.columns import NATURE, ORDINAL, Column, column, fits, is_figure, is_unit
from importers.parsing.lines import Line
from importers.parsing.rows import MOST_COLUMNS, Cell, Row, known, row_of, tail_of

LONGEST_CELL = 40
MOST_LEADING = 6  # lines before a row's first figure: group, number, a label cut in three, unit


def opens(text: str) -> bool:
    """Whether a line may be the first cell of a heading.

    >>> opens("指标"), opens("类别"), opens("主要指标如下")
    (True, True, False)
    """
    found = column(text.strip())
    return found is not None and found.role in ("number", "group", "indicator")


def headings(lines: Sequence[Line], at: int) -> tuple[tuple[Column, ...], int]:
    """The columns of a heading that begins at `at`, one a line, and where its rows begin."""
    cells: list[Cell] = []
    end = at
    for line in lines[at : at + MOST_COLUMNS + 4]:
        text = Cell.of(line).text
        if column(text) is None and not (cells and column(cells[-1].text + text)):  # 年均增长 / 〔累计〕: cut in two
            break
        if any(c.text == text for c in cells):
            return (), at
        cells.append(Cell.of(line))
        end += 1
    return known(cells), end


def body(lines: Sequence[Line], at: int, columns: tuple[Column, ...]) -> tuple[list[Row], int]:
    """The rows from `at` on and where they end."""
    rows: list[Row] = []
    while at < len(lines):
        row, used = row_at(lines, at, columns)
        if row is None:
            break
        rows.append(row)
        at += used
    return rows, at


def row_at(lines: Sequence[Line], at: int, columns: tuple[Column, ...]) -> tuple[Row | None, int]:
    """The row that begins at `at`, and how many lines it takes: leading cells, then as many as there are columns from the first value on."""
    tail = tail_of(columns)
    cells = [Cell.of(line) for line in lines[at : at + MOST_LEADING + len(tail)] if len(line.text.text) <= LONGEST_CELL]
    for lead in range(1, min(MOST_LEADING, len(cells)) + 1):
        for wanted in (tail, tail[:-1]) if tail[-1].role in ("nature", "other") else (tail,):
            figures = cells[lead : lead + len(wanted)]
            if not wanted or len(figures) < len(wanted) or not _all_fit(figures, wanted):
                continue
            if wanted is not tail and len(cells) > lead + len(wanted) and fits(cells[lead + len(wanted)].text, tail[-1].role):
                continue
            names = _with_label_joined(cells[:lead], columns)
            if row := row_of(names, (*cells[:lead], *figures), columns, wanted, figures, lines[at].number):
                return row, lead + len(wanted)
    return None, 0


def _all_fit(figures: Sequence[Cell], tail: Sequence[Column]) -> bool:
    said = any(is_figure(c.text) for c in figures) or any(NATURE.fullmatch(c.text) for c in figures[1:])
    return said and all(fits(c.text, col.role) for c, col in zip(figures, tail, strict=True))


def _with_label_joined(lead: list[Cell], columns: Sequence[Column]) -> list[Cell]:
    """Where a group, no number, stands before the label: the group is dropped by `label_of` if its column is named; else only the last name counts."""
    roles = [c.role for c in columns]
    if "group" in roles or any(ORDINAL.fullmatch(c.text) for c in lead):
        return lead
    units = 1 if "unit" in roles and is_unit(lead[-1].text) else 0
    names = lead[: len(lead) - units]
    if (
        len(names) == 2
        and re.fullmatch(r"(?:[(（]?[一二三四五六七八九十]+[)）、])?[\u4e00-\u9fff]{2,6}", names[0].text)
        and len(names[1].text) > 3
    ):
        return lead[1:]
    return lead


def has_unit(label: str) -> bool:
    """Whether a label ends in its unit.

    >>> has_unit("地区生产总值（亿元）"), has_unit("受教育年限")
    (True, False)
    """
    match = re.search(r"[(（]([^()（）]{1,12})[)）]$", label)
    return bool(match) and is_unit(match[1])


def is_unit_in_brackets(text: str) -> bool:
    """The rest of a label that a line end cuts: （年）."""
    return bool(re.fullmatch(r"[(（][^()（）]{1,12}[)）]", text)) and is_unit(text)


def may_be_cut(cells: Sequence[Cell], columns: Sequence[Column], after: Sequence[Line]) -> bool:
    """Whether a line without figures is the beginning of a row: it has the row's number and the next has none, or the next opens with a bracket,
    or a bracket of its own stays open."""
    texts = [c.text for c in cells if c.text]
    if not texts or not after:
        return False
    following = after[0].text.text.strip()
    numbered = any(ORDINAL.fullmatch(t) for t in texts[:2]) or (
        any(c.role == "number" for c in columns) and re.match(r"\d{1,2}[.、．]?[\u4e00-\u9fff]", texts[0])
    )
    following_numbered = re.match(r"(?:\S{2,8}\s+)?\d{1,2}[.、．]?\s*[\u4e00-\u9fff]", following)
    whole = "".join(texts)
    opened = len(re.findall("[(（]", whole)) > len(re.findall("[)）]", whole))
    return opened or following[:1] in "(（" or bool(numbered and not following_numbered)
