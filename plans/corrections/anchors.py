"""Where a record stands: the anchor that finds it again without its id, and the words of a marked record in a text."""

import re

from plans.corrections.values import EXACT, NAME, TENSE, as_json
from plans.models import FIGURES, MARKED

LINE_END = re.compile(r"\r\n|\n|\r")
# A clause ends at these, full width or half; a comma between digits is part of a number.
CLAUSE_END = re.compile(r"[\uff0c\u3002\uff1b\uff1a\uff01\uff1f;:!?\r\n]|(?<!\d),|,(?!\d)")
# In the anchor of an added record: its words had a record already.
SHARED = "shared"
# One row of positions for each paragraph, with room for its text.
PARAGRAPH_STEP = 100_000_000


def make_anchor(model, eid, line, start, end, exact, **more):
    """Where a record stands in the source, and the machine's own words there: enough to find it again without its id."""
    return {"model": model, "eid": eid, "line": line, "start": start, "end": end, "exact": exact, **more}


def marked_anchor(model, eid, values):
    """The anchor of a marked record; `eid` is its paragraph's. `values` are the machine's, by field name."""
    offset = (
        max(0, values["text_start"] - values["clause_start"])
        if values["text_start"] is not None
        else values["clause"].find(values["printed"])
    )
    return make_anchor(
        model, eid, values["line"], values["start"], values["end"], values["clause"],
        printed=values["printed"], offset=offset, text_start=values["text_start"],
        name=values[NAME[model]], value=as_json(values.get("value")), unit=values.get("unit", ""),
    )  # fmt: skip


def anchor_of(row, machine):
    """The anchor of a stored row. `machine` holds the machine's values under its corrections, as stored."""
    name = row._meta.model_name
    if name == "document":
        return {"model": name, "key": row.key}
    if name in MARKED:
        values = {field.name: getattr(row, field.attname) for field in row._meta.concrete_fields} | machine
        return marked_anchor(machine.get(TENSE, name) if name in FIGURES else name, row.paragraph.eid, values)
    return make_anchor(name, row.eid, row.line, row.start, row.end, machine.get(EXACT[name], getattr(row, EXACT[name])))


def position_of(paragraph_position, text_start):
    """The place of a marked record in the order of its document.

    >>> position_of(12, 7)
    1200000007
    """
    return paragraph_position * PARAGRAPH_STEP + min(text_start or 0, PARAGRAPH_STEP - 1)


def clause_around(text, start, end):
    """The clause that holds text[start:end], as (start, end) without the punctuation around it.

    >>> text = "到2025年,全市生产总值达到1,000亿元,年均增长8%。"
    >>> text[slice(*clause_around(text, 15, 22))]
    '全市生产总值达到1,000亿元'
    """
    left = max((found.end() for found in CLAUSE_END.finditer(text, 0, start)), default=0)
    found = CLAUSE_END.search(text, end)
    right = found.start() if found else len(text)
    left += len(text[left:start]) - len(text[left:start].lstrip())
    right -= len(text[end:right]) - len(text[end:right].rstrip())
    return left, right


def locate(text, anchor):
    """Where a record's words stand in a text, as values of its four fields; None if they do not.

    The same clause, the one nearest to where it stood; else the words by themselves, if they stand there only once.

    >>> anchor = {"exact": "增长8%", "printed": "8%", "offset": 2, "text_start": 9}
    >>> locate("甲增长8%。", anchor), locate("甲提高8%,乙。", anchor)["clause_start"], locate("甲18%。", anchor)
    ({'text_start': 3, 'text_end': 5, 'clause_start': 1, 'clause_end': 5}, 0, None)
    """
    clause, printed, offset = anchor["exact"], anchor["printed"], anchor["offset"]
    near = (anchor["text_start"] or 0) - offset
    if clause[offset : offset + len(printed)] == printed and (places := _occurrences(text, clause)):
        start = min(places, key=lambda place: abs(place - near))
        return _place(start + offset, start + offset + len(printed), start, start + len(clause))
    places = [place for place in _occurrences(text, printed) if not _inside_number(text, place, place + len(printed))]
    if len(places) != 1:
        return None
    start, end = places[0], places[0] + len(printed)
    return _place(start, end, *clause_around(text, start, end))


def _place(text_start, text_end, clause_start, clause_end):
    return {"text_start": text_start, "text_end": text_end, "clause_start": clause_start, "clause_end": clause_end}


NOWHERE = _place(None, None, None, None)


def _occurrences(text, part):
    return [found.start() for found in re.finditer(re.escape(part), text)] if part else []


def _inside_number(text, start, end):
    """Do the digits go on outside?"""
    before = text[start].isdigit() and start and (text[start - 1].isdigit() or text[start - 1] == ".")
    return bool(before or (text[end - 1].isdigit() and end < len(text) and text[end].isdigit()))


def source_place(source_map, text_start, text_end):
    """Start and end in the source of a piece of a paragraph's text; None and None where it was not printed.

    >>> source_place([[0, 10, 3], [3, 20, 4]], 2, 5)
    (12, 22)
    """
    found = [
        (at + max(text_start - text, 0), at + min(text_end - text, length))
        for text, at, length in source_map
        if text < text_end and text + length > text_start
    ]
    return (found[0][0], found[-1][1]) if found else (None, None)


def line_of(source_text, line, line_start, start):
    """The line of a position in the source, counted from a unit that begins at `line_start` in `line`."""
    if None in (line, line_start, start):
        return line
    return line + len(LINE_END.findall(source_text, line_start, start)) if start > line_start else line
