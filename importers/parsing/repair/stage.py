"""Runs the fixes over the lines, in order, and says what each of them changed, in raw positions."""

from bisect import bisect_left
from collections.abc import Iterable

from importers.parsing import tabular
from importers.parsing.lines import Line
from importers.parsing.mapped import Edit, Mapped
from importers.parsing.records import Diagnostic, Repair
from importers.parsing.repair import damage, fixes, suspects
from importers.parsing.repair.page import Page, examine
from importers.parsing.repair.questions import asks
from importers.parsing.repair.restoration import Restored, Restorer

# In this order: what hides characters first; damaged runs while their readings still stand; then the readings, the
# characters, the space.
BEFORE = (fixes.html_entity, fixes.invisible)
AFTER = (fixes.pinyin_annotation, fixes.traditional, fixes.stray_space)
TRADITIONAL_KEPT = Diagnostic(
    code="repair.traditional_kept",
    severity="info",
    message="The text is in Traditional characters and stays so: nothing shows that a machine converted it.",
)


def repair_lines(lines: tuple[Line, ...]) -> tuple[tuple[Line, ...], tuple[Repair, ...], tuple[Diagnostic, ...]]:
    """The lines with their text repaired, every change, and what an editor should look at: each damaged run, restored or
    left, what looks like an error of recognition, a page that stays Traditional.

    Repairing repaired text changes nothing; `undo(line.text.text, its repairs)` gives back the raw line.
    """
    raw = [line.raw for line in lines]
    page = examine("\n".join(raw))
    restorer = Restorer(raw, page.annotated) if page.annotated and damage.is_damaged(raw) else None
    spaced = columned(lines, page)
    repaired, changes, found = [], [], []
    for line in lines:
        text, made, restored = repair(line, page, restorer, columns=line.number in spaced)
        repaired.append(Line(number=line.number, start=line.start, raw=line.raw, text=text))
        changes += made
        found += restored
    found += [d for d in damage.find(repaired, page) if not asked(d, repaired[d.line - 1])]
    found += suspects.find(repaired, page)
    return tuple(repaired), tuple(changes), (*found, *([TRADITIONAL_KEPT] if page.kept else []))


def columned(lines: tuple[Line, ...], page: Page) -> frozenset[int]:
    """The numbers of the lines whose spaces part the columns of a table: no space there is a stray one."""
    if not any(tabular.MAY_HEAD.search(line.raw) for line in lines if len(line.raw) <= tabular.LONGEST_LINE):
        return frozenset()
    readable = []
    for line in lines:
        text = line.text
        for fix in (*BEFORE, fixes.pinyin_annotation, fixes.traditional):
            text = text.edit(edits) if (edits := fix(text.text, page)) else text
        readable.append(Line(number=line.number, start=line.start, raw=line.raw, text=text))
    return frozenset(tabular.layout(tabular.tables(readable)))


def repair(line: Line, page: Page, restorer: Restorer | None, *, columns: bool = False) -> tuple[Mapped, list[Repair], list[Diagnostic]]:
    """One line's repaired text, the repairs made, by their place in the raw line, and what an editor should look at.
    `columns`: spaces part its columns and stay."""
    text, made = line.text, []

    def apply(edits: list[Edit]) -> None:
        nonlocal text
        made.extend(as_repair(edit, text, line) for edit in edits)
        text = text.edit(edits) if edits else text

    for fix in BEFORE:
        apply(fix(text.text, page))
    runs = [r for r in restorer.restore(text.text) if not asks(text.text, r.start)] if restorer else []
    doubts = [shown_to_editor(run, text, line) for run in runs]
    apply([Edit(start=r.start, end=r.end, new=r.text, fix="damaged_run", certain=r.certain) for r in runs])
    for fix in AFTER:
        if not (columns and fix is fixes.stray_space):
            apply(fix(text.text, page))
    return text, merged(made, line, text), doubts


def asked(found: Diagnostic, line: Line) -> bool:
    """Whether what looks like damage is a question."""
    at = bisect_left(line.text.starts, found.start)
    return asks(line.text.text, at)


def merged(made: list[Repair], line: Line, text: Mapped) -> list[Repair]:
    """The repairs in order, those that touch the same characters as one, named after all of its fixes."""
    groups: list[list[Repair]] = []
    reached = -1
    for r in sorted(made, key=in_order):
        if r.col < reached:
            groups[-1].append(r)
        else:
            groups.append([r])
        reached = max(reached, r.col + len(r.raw))
    return [group[0] if len(group) == 1 else as_one(group, line, text) for group in groups]


def in_order(r: Repair) -> tuple[int, int]:
    return r.col, -len(r.raw)


def as_one(group: list[Repair], line: Line, text: Mapped) -> Repair:
    first, last = group[0].col, max(r.col + len(r.raw) for r in group)
    inside = (char for char, start in zip(text.text, text.starts, strict=True) if first <= start - line.start < last)
    return Repair(
        line=line.number,
        col=first,
        raw=line.raw[first:last],
        restored="".join(inside),
        fix="+".join(dict.fromkeys(r.fix for r in group)),
        certain=all(r.certain for r in group),
    )


def as_repair(edit: Edit, text: Mapped, line: Line) -> Repair:
    first, last = text.starts[edit.start] - line.start, text.ends[edit.end - 1] - line.start
    return Repair(line=line.number, col=first, raw=line.raw[first:last], restored=edit.new, fix=edit.fix, certain=edit.certain)


def shown_to_editor(run: Restored, text: Mapped, line: Line) -> Diagnostic:
    """Every restored run can be accepted or corrected; where others were possible, they are told."""
    start, end = text[run.start : run.end].source_range()
    raw = text.text[run.start : run.end]
    others = f" Also possible: {', '.join(run.others)}." if run.others else ""
    return Diagnostic(
        code="repair.restored" if run.certain else "repair.ambiguous",
        severity="info" if run.certain else "warning",
        message=f"Damaged text “{raw}” was restored as “{run.text}”.{others}",
        line=line.number,
        start=start,
        end=end,
    )


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
