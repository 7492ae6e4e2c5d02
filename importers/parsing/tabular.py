"""Tables of indicators in a text: which lines are their rows, and which cell of a row says what.

A table is believed only with its heading: a cell 指标, a column of a year, and three or more cells that are all known
headings; two rows below must fit it. Columns are parted by tabs, by |, by spaces, or every cell has a line of its own.
A table that is doubtful stays text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.parsing import upright
from importers.parsing.columns import Column, is_figure
from importers.parsing.lines import Line
from importers.parsing.markers import marker_of
from importers.parsing.rows import Cell, Row, aligned, headings, split

LONGEST_LINE = 160  # characters; a longer line is text
LONGEST_NAME = 40
FEWEST_ROWS = 2
MAY_HEAD = re.compile(r"指\s*[标標]")
PAGE = re.compile(r"[—－–-]{0,2}\s*\d{1,3}\s*[—－–-]{0,2}")
NOTE = re.compile(r"(?:注|备注|说明|数据来源|资料来源|注释)\s*[:：\d①]|[*＊※①-⑩]|[\[〔［【(（]{1,2}\s*[\]〕］】)）]{1,2}(?:内|为|表示)")
BETWEEN = re.compile(r"[(（]?(?:单位\s*[:：].{1,20}|续表?|接上[表页])[)）]?")
NAMES = re.compile(r"^(?:专栏|表|专表)\s*[\d一二三四五六七八九十]*|指标|一览|情况表$")
RULE = re.compile(r"[\s|｜│:+=—─-]+")  # | --- | --- |
ANNEX = re.compile(r"附\s*[件录表]")
NEW_PART = re.compile(r"第[一二三四五六七八九十百]{1,4}[编篇章节]|专栏\s*\d|附件|[—-]\s*\d+\s*[—-]$")


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` as its heading gives them; `name` the text of the lines above it; `rows` in order, heading and notes among them."""

    columns: tuple[Column, ...]
    name: str
    rows: tuple[Row, ...]


def tables(lines: Sequence[Line]) -> list[Table]:
    """The tables of indicators of a text.

    >>> from importers.parsing.lines import split_lines
    >>> found = tables(split_lines("专栏1 主要指标\\n指标 2020年 2025年 属性\\n地区生产总值（亿元） 1353.5 1850 预期性\\n森林覆盖率（%） 74.4 75 约束性"))
    >>> [(row.kind, row.first, row.label) for row in found[0].rows]
    [('name', 1, ''), ('head', 2, ''), ('row', 3, '地区生产总值（亿元）'), ('row', 4, '森林覆盖率（%）')]
    """
    full = [line for line in lines if not line.is_blank]
    found: list[Table] = []
    at, done = 0, 0
    while at < len(full):
        text = full[at].text.text
        table, end = read(full, at, done) if len(text) <= LONGEST_LINE and MAY_HEAD.search(text) else (None, at)
        if table is None and len(text) <= upright.LONGEST_CELL and upright.opens(text):
            table, end = read_upright(full, at, done)
        if table:
            found.append(table)
            done = end
        at = max(end, at + 1)
    return found


def read(lines: Sequence[Line], at: int, done: int) -> tuple[Table | None, int]:
    """The table whose heading stands on the line at `at`, and where it ends; None where there is none. `done`: where the last one ended."""
    head, columns = headings(lines[at : at + 2])
    if not columns:
        return None, at
    rows, end = body(lines, at + len(head), columns, head)
    if sum(row.kind == "row" for row in rows) < FEWEST_ROWS:
        return None, at
    name = named(lines, at, done)
    return Table(columns, "".join(row.text for row in name), (*name, *head, *rows)), end


def read_upright(lines: Sequence[Line], at: int, done: int) -> tuple[Table | None, int]:
    """The same for a table with a line for each cell."""
    columns, begin = upright.headings(lines, at)
    if not columns:
        return None, at
    rows, end = upright.body(lines, begin, columns)
    if sum(row.kind == "row" for row in rows) < FEWEST_ROWS:
        return None, at
    name = named(lines, at, done)
    head = Row("head", tuple(Cell.of(line) for line in lines[at:begin]), lines[at].number)
    notes, end = footnotes(lines, end)
    return Table(columns, "".join(row.text for row in name), (*name, head, *rows, *notes)), end


def layout(found: Sequence[Table]) -> dict[int, str]:
    """For each line of a table how it stands in its row: it opens one (`row`), brings its next `cell`, or goes on with a cell
    that the line end cuts (`wrap`).

    >>> from importers.parsing.lines import split_lines
    >>> layout(tables(split_lines("指标\\n2020年\\n2025年\\n绿化率（%）\\n40\\n45\\n劳动年龄人口受\\n教育年限（年）\\n6\\n7")))
    {1: 'row', 2: 'cell', 3: 'cell', 4: 'row', 5: 'cell', 6: 'cell', 7: 'row', 8: 'wrap', 9: 'cell', 10: 'cell'}
    """
    places: dict[int, str] = {}
    for row in (row for table in found for row in table.rows):
        names = {c.line for c in row.names}
        last = None
        for line in dict.fromkeys(c.line for c in row.cells):
            places[line] = "row" if last is None else "wrap" if last in names and line in names else "cell"
            last = line
    return places


def named(lines: Sequence[Line], at: int, done: int) -> list[Row]:
    """The lines above a heading that belong to the table: its name and its 单位."""
    rows: list[Row] = []
    while at - 1 >= done and len(rows) < 2:
        text = lines[at - 1].text.text.strip()
        if marker_of(text) or any(ANNEX.match(line.text.text.strip()) for line in lines[max(0, at - 2) : at]):  # a heading of the document
            break
        if not BETWEEN.fullmatch(text) and (len(text) > LONGEST_NAME or "。" in text or not NAMES.search(text)):
            break
        at -= 1
        rows.insert(0, Row("name", (Cell.of(lines[at]),), lines[at].number))
        if not BETWEEN.fullmatch(text):
            break
    return rows


def body(lines: Sequence[Line], at: int, columns: tuple[Column, ...], head: list[Row]) -> tuple[list[Row], int]:
    """The rows from the line at `at` on, and where they end: groups, rows that a line end cuts, notes, a heading printed again."""
    rows: list[Row] = []
    end = at
    while at < len(lines):
        text = lines[at].text.text
        row, used = cut_row(lines, at, columns)
        if row is None:
            row, used = beside(text, lines[at], columns, head), 1
        if row is None and PAGE.fullmatch(text.strip()) and at + 1 < len(lines) and cut_row(lines, at + 1, columns)[0]:
            at += 1  # a page's number between two rows
            continue
        if row is None:
            break
        rows.append(row)
        at += used
        if row.kind != "group":
            end = at
    while rows and rows[-1].kind == "group":  # what stands last belongs to the text below
        rows.pop()
    return rows, end


def cut_row(lines: Sequence[Line], at: int, columns: tuple[Column, ...]) -> tuple[Row | None, int]:
    """The row that begins at `at`, which may go on over three lines, and how many it takes."""
    cells = split(lines[at])
    if len(lines[at].text.text) > LONGEST_LINE or NEW_PART.match(lines[at].text.text.strip()):
        return None, 0
    if row := aligned(cells, columns, lines[at].number):
        tail = lines[at + 1 : at + 2]
        if tail and not row.unit and not upright.has_unit(row.label) and upright.is_unit_in_brackets(tail[0].text.text.strip()):
            return row.with_label(Cell.of(tail[0])), 2
        return row, 1
    if any(is_figure(c.text) for c in cells[1:]) or not upright.may_be_cut(cells, columns, lines[at + 1 : at + 2]):
        return None, 0
    for used in (2, 3):
        more = lines[at + 1 : at + used]
        if len(more) < used - 1 or any(len(line.text.text) > LONGEST_LINE or NEW_PART.match(line.text.text.strip()) for line in more):
            return None, 0
        joined = [c for line in lines[at : at + used] for c in split(line)]
        if row := aligned(joined, columns, lines[at].number):
            return row, used
    return None, 0


def beside(text: str, line: Line, columns: tuple[Column, ...], head: list[Row]) -> Row | None:
    """A line of a table that is no row: a note, its heading again, the name of a group; a row with blanks that cannot be told apart."""
    bare = text.strip()
    whole = (Cell.of(line),)
    if NOTE.match(bare):
        return Row("note", whole, line.number)
    if len(bare) > LONGEST_LINE or NEW_PART.match(bare):
        return None
    if RULE.fullmatch(bare) or BETWEEN.fullmatch(bare) or any(re.sub(r"\s", "", bare) == re.sub(r"\s", "", row.text) for row in head):
        return Row("head", whole, line.number)
    cells = [c for c in split(line) if c.text]
    natures = any(c.role == "nature" for c in columns) and cells and re.fullmatch(r"(?:预期|约束)性?", cells[-1].text)
    if natures and len(cells) > 1:
        return Row("unread", tuple(cells), line.number)
    if len(cells) == 1 and re.fullmatch(r"(?:[(（]?[一二三四五六七八九十]{1,3}[)）、.])?[\u4e00-\u9fff、（）()%％]{2,20}", bare):
        return Row("group", tuple(cells), line.number)
    return None


def footnotes(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    """The notes below a table."""
    rows: list[Row] = []
    while at < len(lines) and NOTE.match(lines[at].text.text.strip()):
        rows.append(Row("note", (Cell.of(lines[at]),), lines[at].number))
        at += 1
    return rows, at
