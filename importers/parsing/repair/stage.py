"""Runs the fixes over the lines, in order, and says what each of them changed, in raw positions."""

from collections.abc import Iterable

from importers.parsing.lines import Line
from importers.parsing.mapped import Edit, Mapped
from importers.parsing.records import Diagnostic, Repair
from importers.parsing.repair import damage, fixes
from importers.parsing.repair.page import Page, examine

# In this order: what hides characters first, then what stands between them, then the characters, then the space.
FIXES = (fixes.html_entity, fixes.invisible, fixes.pinyin_annotation, fixes.traditional, fixes.stray_space)


def repair_lines(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Repair, ...], tuple[Diagnostic, ...]]:
    """The lines with their text repaired, every change, and a diagnostic for each damaged run that is left.

    Repairing repaired text changes nothing; `undo(line.text.text, its repairs)` gives back the raw line.
    """
    page = examine("\n".join(line.raw for line in lines))
    repaired, changes = [], []
    for line in lines:
        text, made = repair(line, page)
        repaired.append(Line(number=line.number, start=line.start, raw=line.raw, text=text))
        changes += made
    return tuple(repaired), tuple(changes), tuple(damage.find(repaired))


def repair(line: Line, page: Page) -> tuple[Mapped, list[Repair]]:
    """One line's repaired text and the repairs made, by their place in the raw line."""
    text, made = line.text, []
    for fix in FIXES:
        edits = fix(text.text, page)
        made += (as_repair(edit, text, line) for edit in edits)
        if edits:
            text = text.edit(edits)
    return text, sorted(made, key=lambda r: r.col)


def as_repair(edit: Edit, text: Mapped, line: Line) -> Repair:
    first, last = text.starts[edit.start] - line.start, text.ends[edit.end - 1] - line.start
    return Repair(line=line.number, col=first, raw=line.raw[first:last], restored=edit.new, fix=edit.fix, certain=edit.certain)


def undo(repaired: str, repairs: Iterable[Repair]) -> str:
    """The raw line again, from its repaired text and its repairs.

    >>> undo("经济", [Repair(line=1, col=0, raw="經", restored="经", fix="traditional"),
    ...               Repair(line=1, col=1, raw="(jīng)", restored="", fix="pinyin_annotation")])
    '經(jīng)济'
    """
    raw, done = "", 0
    for r in sorted(repairs, key=lambda r: r.col):
        keep = r.col - len(raw)
        raw += repaired[done : done + keep] + r.raw
        done += keep + len(r.restored)
    return raw + repaired[done:]
