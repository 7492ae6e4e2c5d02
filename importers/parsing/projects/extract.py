"""Clauses to mentions of projects: the names in a clause, the verb that carries them, and how far they are to be or have come."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.parsing.clauses import Clause, clauses
from importers.parsing.lines import Line
from importers.parsing.projects import details
from importers.parsing.projects.carried import Carried, carried_in
from importers.parsing.projects.columns import is_entry, listed_in, opens_column
from importers.parsing.projects.names import Name, named
from importers.parsing.provenance import raw_line, source_range
from importers.parsing.quantities import fold
from importers.parsing.records import Block, Metadata, Project
from importers.parsing.scope import Calendar, Scope, calendar, scopes
from importers.parsing.targets.memory import REPORTED

# Reported as done, these are done: 新建7个中心, 成立学院.
SETS_UP = re.compile(r"(?:新建|新改扩建|改扩建|新增|成立|设立|组建|建立|增开|率先成立)$")


def extract(structure: Sequence[Block], facts: Metadata, lines: Sequence[Line]) -> tuple[Project, ...]:
    """All mentions of projects in a document, in reading order."""
    dates = calendar(facts, structure)
    starts = [line.start for line in lines]
    found: list[Project] = []
    column = False
    for position, block, scope in scopes(structure, dates):
        opens = opens_column(block.text or block.heading or "")
        column = opens or (column and is_entry(block.text))
        if block.text and not opens and scope.zone != "apart":
            reader = Reader(block, position, scope, dates, starts, facts.region_code)
            found += reader.entries() if column else reader.mentions()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one block. `home` is the code of the document's region."""

    block: Block
    position: int
    scope: Scope
    dates: Calendar
    starts: Sequence[int]
    home: str | None

    def mentions(self) -> Iterator[Project]:
        """The projects that the block's clauses carry."""
        seen: set[tuple[str, str | None]] = set()
        folded = fold(self.block.text)
        for clause in clauses(self.block.text):
            for carried in carried_in(folded[clause.start : clause.end]):
                tense = "outcome" if REPORTED.search(clause.text) else self.scope.tense
                if tense == "outcome" and SETS_UP.match(carried.action):
                    carried = replace(carried, stage="completed")
                for name in named(carried.object, programme=carried.programme, moved=carried.moved, home=self.home):
                    if (name.full, carried.action) not in seen:  # a run-in heading says it, and its paragraph says it again
                        seen.add((name.full, carried.action))
                        yield self._project(clause, carried, name, tense)

    def entries(self) -> Iterator[Project]:
        """The projects that an entry of a 专栏 lists, with no verb."""
        for clause, carried in listed_in(self.block.text):
            for name in named(carried.object, programme=False, moved=True, home=self.home):
                yield self._project(clause, carried, name, self.scope.tense)

    def _project(self, clause: Clause, carried: Carried, name: Name, tense: str) -> Project:
        start = clause.start + carried.start + name.start
        end = start + len(name.printed)
        source = source_range(self.block, start, end)
        scale = details.scale_of(name.printed)
        deadline = details.deadline_of(clause.text)
        return Project(
            line=raw_line(self.block, clause.start, self.starts),
            clause=clause.text,
            name=name.full,
            kind=name.kind,
            count=name.count,
            action=carried.action or None,
            stage=carried.stage,
            place=details.place_of(name.printed, self.home) or carried.place,
            scale=scale.printed if scale else None,
            scale_value=scale.value if scale else None,
            scale_unit=scale.unit if scale else None,
            deadline=deadline,
            deadline_date=details.last_day(deadline, self.dates.now) if deadline else None,
            tense=tense,
            printed=name.printed,
            block=self.position,
            text_start=start,
            text_end=end,
            clause_start=clause.start,
            clause_end=clause.end,
            start=source[0],
            end=source[1],
        )
