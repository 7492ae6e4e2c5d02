"""Blocks to targets and outcomes: every number of the text becomes a record or gets a reason why it is none.

Clause by clause in reading order; what a clause leaves out (subject, year) comes from the clauses before it in the
sentence, then from the block's scope. What stays unknown stays empty; nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from importers.parsing.clauses import Clause, clauses, closing_positions
from importers.parsing.lines import Line
from importers.parsing.provenance import raw_line, source_range
from importers.parsing.quantities import Quantity, fold, quantities
from importers.parsing.records import Block, Metadata, Target, UnclaimedNumber
from importers.parsing.scope import Calendar, Scope, calendar, scopes
from importers.parsing.tabular import Table
from importers.parsing.targets import figures, forms, naming, tables, years
from importers.parsing.targets.memory import Case, Memory
from importers.parsing.targets.subjects import name_of
from importers.parsing.targets.unclaimed import reason

FROM_YEAR = re.compile(r"[由从自](?:\d{4}年|上年|去年)(?:底|末)?的?$")
LISTS = tuple("、和及并与")


def extract(
    structure: Sequence[Block], facts: Metadata, lines: Sequence[Line], grids: Sequence[Table] = ()
) -> tuple[tuple[Target, ...], tuple[UnclaimedNumber, ...]]:
    """All targets and outcomes of a document, and its other numbers with the reason of each. `grids`: its tables of indicators."""
    found: list[Target] = []
    unclaimed: list[UnclaimedNumber] = []
    dates = calendar(facts, structure)
    starts = [line.start for line in lines]
    rows = tables.by_line(grids)
    for position, block, scope in scopes(structure, dates):
        if block.line in rows and not block.inline:
            records, others = tables.read(*rows[block.line], tables.Place(block, position, dates, starts))
            found += records
            unclaimed += others
        elif block.text and scope.zone != "apart":
            reader = _Reader(block, position, scope, dates, starts)
            reader.read()
            found += reader.targets
            unclaimed += reader.unclaimed
    return tuple(found), tuple(unclaimed)


@dataclass(slots=True)
class _Reader:
    """Reads one block."""

    block: Block
    position: int
    scope: Scope
    dates: Calendar
    starts: Sequence[int]
    targets: list[Target] = field(default_factory=list)
    unclaimed: list[UnclaimedNumber] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    folded: str = ""

    def read(self) -> None:
        self.folded = fold(self.block.text)
        sentence = -1
        for clause in clauses(self.block.text):
            if clause.sentence != sentence:
                sentence = clause.sentence
                self.memory.new_sentence()
            self.memory.new_clause(clause)
            self._read(clause)

    def _read(self, clause: Clause) -> None:
        text = self.folded[clause.start : clause.end]
        pairs = closing_positions(text)
        measured = self._measured(clause, text, pairs)
        lead = _without(text[: measured[0].start] if measured else text, pairs)
        self.memory.year = years.stated_year(FROM_YEAR.sub("", lead), self.dates, self.scope) or self.memory.year
        self.memory.tense_words(lead)
        if not measured:
            self.memory.heard(clause.text)
            return
        for case, aside in cases(text, measured):
            held = self.memory.subject, self.memory.noun
            self._record(clause, case, name_of(case, self.memory))
            if aside:  # what brackets say in passing is not what the sentence goes on with
                self.memory.subject, self.memory.noun = held
        self.memory.close()

    def _measured(self, clause: Clause, text: str, pairs: dict[int, int]) -> list[Quantity]:
        """The clause's quantities that measure something; the others are noted with their reason."""
        measured = []
        for quantity in quantities(text):
            why = reason(text, quantity, pairs)
            if why:
                self._leave(clause, quantity, why)
            else:
                measured.append(quantity)
        return measured

    def _leave(self, clause: Clause, quantity: Quantity, why: str) -> None:
        start, end = clause.start + quantity.number, clause.start + quantity.end
        line, printed = raw_line(self.block, start, self.starts), self.block.text[start:end]
        self.unclaimed.append(UnclaimedNumber(line=line, printed=printed, reason=why, block=self.position, text_start=start, text_end=end))

    def _record(self, clause: Clause, case: Case, name: str) -> None:
        memory, quantity = self.memory, case.quantity
        sign = memory.sign if memory.changed else 1  # 分别下降12.6%、18.9%: both fell
        year = figures.year_of(case, memory, self.dates, self.scope)
        start, end = clause.start + quantity.start, clause.start + quantity.end
        source = source_range(self.block, start, end)
        normal, normal_high = figures.normalised(quantity, sign)
        measure = figures.measure_of(case, memory)
        self.targets.append(
            Target(
                line=raw_line(self.block, clause.start, self.starts),
                clause=clause.text,
                tense=figures.tense_of(year, memory, self.dates, self.scope),
                indicator=name,
                comparator=figures.comparator_of(case, memory),
                value=quantity.value * sign,
                value_high=quantity.value_high * sign if quantity.value_high is not None else None,
                unit=quantity.unit_text,
                measure=measure,
                year=year,
                base_year=years.base_year(case.left, year),
                base_value=memory.base_value,
                nature=memory.nature,
                strength=figures.strength_of(clause.text),
                printed=self.block.text[start:end],
                unit_family=case.family or None,
                normal_value=normal,
                normal_value_high=normal_high,
                normal_unit=quantity.unit.base or None if quantity.unit else None,
                block=self.position,
                text_start=start,
                text_end=end,
                clause_start=clause.start,
                clause_end=clause.end,
                start=source[0],
                end=source[1],
            )
        )
        memory.changes = measure == "change" and case.family == "percent"


def cases(text: str, measured: Sequence[Quantity]) -> Iterator[tuple[Case, bool]]:
    """The clause's numbers with the words before and behind each; and whether it stands in brackets, in passing."""
    done, kind = 0, ""
    for i, quantity in enumerate(measured):
        rest = measured[i + 1 :]
        right = text[quantity.end : rest[0].start if rest else len(text)]
        if rest and not right:  # 1018户2764人脱贫
            right = text[rest[0].end : rest[1].start if rest[1:] else len(text)]
        left = text[done : quantity.start]
        if kind == "counted":  # what stands behind the last number up to a mark of a list belongs to it
            left = left[-1:] if left[-1:] in LISTS else left[left.rfind("、") :] if "、" in left else left
        left, aside = _unbracketed(left)
        form = forms.form_of(left, quantity, right)
        if form.kind == "counted" and form.tail and rest and right[-1:] not in LISTS and rest[0].start > quantity.end:
            form = replace(form, tail="")  # 168个重点项目完成投资216亿元: the verb is the next number's
        yield Case(text, quantity, form, left, right, rest), aside
        done, kind = quantity.end, form.kind


def _unbracketed(left: str) -> tuple[str, bool]:
    """The words before a number that stands in brackets, without the bracket: 总容量(其中新能源 → 其中新能源; 长租房(建筑面积 → both."""
    start = max(left.rfind("("), left.rfind("（"))
    if start < 0 or max(left.rfind(")"), left.rfind("）")) > start:
        return left, False
    inside = left[start + 1 :].lstrip("含")
    bare = naming.bare_name(inside)
    return (left[:start] + bare, True) if naming.ENDS_IN_METRIC.match(bare) else (inside, True)


def _without(text: str, pairs: dict[int, int]) -> str:
    """A text without what stands in brackets, title marks and longer quotes; “十四五” stays."""
    for start, end in sorted(pairs.items(), reverse=True):
        if end < len(text) and (text[start] in "《〈（(" or (text[start] == "“" and end - start > 4)):
            text = text[:start] + text[end + 1 :]
    return text
