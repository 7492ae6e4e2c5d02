"""Blocks to targets and outcomes: every number of the text becomes a record or gets a reason why it is none.

Clause by clause in reading order; what a clause leaves out (subject, year) comes from the clauses before it in the
sentence, then from the block's scope. What stays unknown stays empty; nothing is guessed.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from importers.parsing.clauses import Clause, clauses, closing_positions
from importers.parsing.lines import Line
from importers.parsing.quantities import Quantity, fold, quantities
from importers.parsing.records import Block, Metadata, Target, UnclaimedNumber
from importers.parsing.scope import Calendar, Scope, calendar, scopes
from importers.parsing.targets import forms, naming, years
from importers.parsing.targets.subjects import Memory, name_of
from importers.parsing.targets.unclaimed import reason

STRENGTH = re.compile(r"力争|争取|确保|努力|务必|必须|保证|至少|不低于|不少于|不超过|不高于|控制在|左右|原则上")

FROM_YEAR = re.compile(r"[由从自](?:\d{4}年|上年|去年)(?:底|末)?的?$")
LISTS = tuple("、和及并与")


def extract(structure: Sequence[Block], facts: Metadata, lines: Sequence[Line]) -> tuple[tuple[Target, ...], tuple[UnclaimedNumber, ...]]:
    """All targets and outcomes of a document, and its other numbers with the reason of each."""
    found: list[Target] = []
    unclaimed: list[UnclaimedNumber] = []
    dates = calendar(facts, structure)
    starts = [line.start for line in lines]
    for position, block, scope in scopes(structure, dates):
        if block.text and scope.zone != "apart":
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

    def read(self) -> None:
        sentence = -1
        for clause in clauses(self.block.text):
            if clause.sentence != sentence:
                sentence = clause.sentence
                self.memory.new_sentence()
            self.memory.new_clause(clause)
            self._clause(clause)

    def _clause(self, clause: Clause) -> None:
        text = fold(clause.text)
        memory = self.memory
        pairs = closing_positions(text)
        measured = []
        for quantity in quantities(text):
            why = reason(text, quantity, pairs)
            if why:
                self._unclaimed(clause, quantity, why)
            else:
                measured.append(quantity)
        lead = _without(text[: measured[0].start] if measured else text, pairs)
        memory.year = years.stated_year(FROM_YEAR.sub("", lead), self.dates, self.scope) or memory.year
        memory.tense_words(lead)
        if not measured:
            memory.heard(clause.text)
            return
        done, kind = 0, ""
        for i, quantity in enumerate(measured):
            rest = measured[i + 1 :]
            right = text[quantity.end : rest[0].start if rest else len(text)]
            if rest and not right:  # 1018户2764人脱贫
                right = text[rest[0].end : rest[1].start if rest[1:] else len(text)]
            left = text[done : quantity.start]
            if kind == "counted":  # what stands behind the last number up to a mark of a list belongs to it
                left = left[-1:] if left[-1:] in LISTS else left[left.rfind("、") :] if "、" in left else left
            held = memory.subject, memory.noun
            left, aside = _unbracketed(left)
            form = forms.form_of(left, quantity, right)
            name = name_of(form, left, quantity, right, memory, clause=text, rest=rest)
            self._record(clause, quantity, form, left, name)
            if aside:
                memory.subject, memory.noun = held
            done, kind = quantity.end, form.kind
        memory.close()

    def _line(self, position: int) -> int:
        """The raw line on which a position of the text stands: a paragraph cut by a page break has several."""
        source = _source(self.block, position)
        return bisect_right(self.starts, source) if source is not None else self.block.line

    def _unclaimed(self, clause: Clause, quantity: Quantity, why: str) -> None:
        start, end = clause.start + quantity.number, clause.start + quantity.end
        self.unclaimed.append(
            UnclaimedNumber(
                line=self._line(start), printed=self.block.text[start:end], reason=why, block=self.position, text_start=start, text_end=end
            )
        )

    def _record(self, clause: Clause, quantity: Quantity, form: forms.Form, left: str, name: str) -> None:
        memory = self.memory
        year = self._year(left, form)
        start, end = clause.start + quantity.start, clause.start + quantity.end
        source = source_range(self.block, start, end)
        normal = normalised(quantity, form.sign)
        self.targets.append(
            Target(
                line=self._line(clause.start),
                clause=clause.text,
                tense=self._tense(year),
                indicator=name,
                comparator=comparator_of(quantity, left),
                value=quantity.value * form.sign,
                value_high=quantity.value_high * form.sign if quantity.value_high is not None else None,
                unit=quantity.unit_text,
                measure=measure_of(form, quantity, left, memory),
                year=year,
                base_year=years.base_year(left, year),
                base_value=memory.base_value,
                nature=memory.nature,
                strength=m[0] if (m := STRENGTH.search(clause.text)) else None,
                printed=self.block.text[start:end],
                unit_family=quantity.unit.family if quantity.unit else None,
                normal_value=normal[0],
                normal_value_high=normal[1],
                normal_unit=quantity.unit.base if quantity.unit and quantity.unit.base else None,
                block=self.position,
                text_start=start,
                text_end=end,
                clause_start=clause.start,
                clause_end=clause.end,
                start=source[0],
                end=source[1],
            )
        )

    def _year(self, left: str, form: forms.Form) -> int | None:
        memory = self.memory
        if memory.from_form and not memory.onward:
            return memory.from_year
        own = years.stated_year(left, self.dates, self.scope)
        if own:
            memory.year = own
        return memory.year or self.scope.year

    def _tense(self, year: int | None) -> str:
        memory, dates = self.memory, self.dates
        if memory.from_form and not memory.onward:
            return "outcome"
        if memory.reported:
            return "outcome"
        if memory.committed and self.scope.zone != "review":
            return "target"
        if year and dates.now and memory.year:
            if dates.report:
                if year < dates.now:
                    return "outcome"
                if year > dates.now:
                    return "target"
            elif year < dates.now:
                return "outcome"
            elif self.scope.zone != "review" or year > dates.now + 1:
                return "target"
        return self.scope.tense


def _unbracketed(left: str) -> tuple[str, bool]:
    """The words before a number that stands in brackets, without the bracket: 总容量(其中新能源 → 其中新能源; 长租房(建筑面积 → both."""
    start = max(left.rfind("("), left.rfind("（"))
    if start < 0 or max(left.rfind(")"), left.rfind("）")) > start:
        return left, False
    inner = naming.bare_name(left[start + 1 :].lstrip("含"))
    return (left[:start] + inner, True) if naming.ENDS_IN_METRIC.match(inner) else (left[start + 1 :].lstrip("含"), True)


def comparator_of(quantity: Quantity, left: str) -> str:
    """The quantity's own, or that of a word further ahead: 至少办好一所, 约占五成."""
    if quantity.comparator == "=":
        if re.search("至少|不低于|不少于", left):
            return ">="
        if re.search("约占[^占]{0,12}$|约(?:为|有|合)$", left):
            return "~"
    return quantity.comparator


LEVELS = {"percent", "percentage_point", "multiple", "money", "foreign_money", "per_unit", "concentration", "years", "duration", "hours", "months", "energy"}
STOCK = re.compile(r"(?:总?面积|总?里程|人口|存栏|总量|总数|容量|装机|规模|产量|人数|户数|半径|蓄积量?|库容|能力|储量|水平|长度)$")


def measure_of(form: forms.Form, quantity: Quantity, left: str, memory: Memory) -> str:
    """level, change or count (gold standard, NOTES 5)."""
    family = quantity.unit.family if quantity.unit else None
    if quantity.unit_text == "番" or form.kind == "change" or memory.changed or re.search(r"[比较].*净增$", left):
        return "change"
    if memory.from_form or form.kind == "share" or family in LEVELS or family is None:
        return "level"
    if form.kind == "state":
        return "count" if form.tail in ("完成", "实现", "累计达", "累计达到", "合计") else "level"
    if memory.verb:
        return "count"
    return "level" if STOCK.search(naming.bare_name(form.subject)) or family not in ("count", "people", "visits", "households", "area", "length") else "count"


def normalised(quantity: Quantity, sign: int):
    """Value and upper value in the family's base unit."""
    if quantity.unit is None:
        return quantity.value * sign, quantity.value_high * sign if quantity.value_high is not None else None
    factor = quantity.unit.factor * sign
    return quantity.value * factor, quantity.value_high * factor if quantity.value_high is not None else None


def _without(text: str, pairs: dict[int, int]) -> str:
    """A text without what stands in quotes or title marks, except “十四五”."""
    for start, end in sorted(pairs.items(), reverse=True):
        if end < len(text) and text[start] in "《〈（(" or (text[start : start + 1] == "“" and end < len(text) and end - start > 4):
            text = text[:start] + text[end + 1 :]
    return text


def source_range(block: Block, start: int, end: int) -> tuple[int | None, int | None]:
    """Where `block.text[start:end]` stands in the source."""
    first = _source(block, start)
    last = _source(block, end - 1)
    return first, last + 1 if last is not None else None


def _source(block: Block, position: int) -> int | None:
    for at, source, length in block.spans:
        if at <= position < at + length:
            return source + position - at
    return None
