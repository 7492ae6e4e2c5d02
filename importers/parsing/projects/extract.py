"""Clauses to mentions of projects: the names in a clause, the verb that carries them, and how far they are to be or have come."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.parsing.clauses import Clause, clauses
from importers.parsing.lines import Line
from importers.parsing.projects import details
from importers.parsing.projects.names import HEAD, WORKS, Name, named
from importers.parsing.projects.verbs import BUILDS, CARRIERS, LEAD, LEANS, TAIL, TAIL_STAGE, stage_of
from importers.parsing.provenance import raw_line, source_range
from importers.parsing.quantities import fold
from importers.parsing.records import Block, Metadata, Project
from importers.parsing.scope import Calendar, Scope, calendar, scopes
from importers.parsing.targets.memory import REPORTED

# How far into a clause its verb may stand: 资源开发端重点加快…
LONGEST_SUBJECT = 14
OPENING = re.compile(r"^(?:——|[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])\s*")
UNDER = re.compile(r"在[^在、]{2,16}(?:下|中|前提下|基础上)$")
CARRIES_OUT = re.compile(r"实施|开展|推进|推动|启动|落实|深化|推行|组织|完成|持续|抓好|打好|加快")
# Reported as done, these are done: 新建7个中心, 成立学院.
SETS_UP = re.compile(r"(?:新建|新改扩建|改扩建|新增|成立|设立|组建|建立|增开|率先成立)$")
# 推动甲建成乙: of 甲 it is told that it becomes 乙.
INTO = re.compile(r"建成|打造成|建设成|成为|改造为|升级为|晋升|晋级")
PREDICATE = re.compile(r"(?:落户|落地)[\u4e00-\u9fff]{2,5}$")


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause taken apart: what is carried stands at `start` of the clause; `action` is the verb phrase as printed."""

    object: str
    start: int
    action: str
    stage: str | None
    programme: bool
    moved: bool = False


def extract(structure: Sequence[Block], facts: Metadata, lines: Sequence[Line]) -> tuple[Project, ...]:
    """All mentions of projects in a document, in reading order."""
    dates = calendar(facts, structure)
    starts = [line.start for line in lines]
    found: list[Project] = []
    for position, block, scope in scopes(structure, dates):
        if scope.zone == "apart":
            continue
        if block.text:
            found += _mentions(block, position, scope, dates, starts, facts.region_code)
    return tuple(found)


def _mentions(block: Block, position: int, scope: Scope, dates: Calendar, starts: Sequence[int], home: str | None) -> Iterator[Project]:
    seen: set[tuple[str, str | None]] = set()
    for clause in clauses(block.text):
        carried = carried_in(fold(clause.text))
        if not carried:
            continue
        tense = "outcome" if REPORTED.search(clause.text) else scope.tense
        if tense == "outcome" and SETS_UP.match(carried.action):
            carried = replace(carried, stage="completed")
        deadline = details.deadline_of(clause.text)
        for name in named(carried.object, programme=carried.programme, moved=carried.moved, home=home):
            if (name.full, carried.action) not in seen:  # a run-in heading says it, and its paragraph says it again
                seen.add((name.full, carried.action))
                yield _project(
                    block, position, clause, carried, name, tense=tense, deadline=deadline, dates=dates, starts=starts, home=home
                )


def carried_in(text: str) -> Carried | None:
    """The verb of a clause and what it carries; None where it names nothing to build or carry out.

    >>> carried_in("推动岚县输变电工程开工"), carried_in("祁离高速全面复工").object
    (Carried(object='岚县输变电工程', start=2, action='推动开工', stage='started', programme=True, moved=True), '祁离高速')
    """
    opening = OPENING.match(text)
    skip = opening.end() if opening else 0
    if LEANS.match(text[skip:]):
        return None
    return _led(text, skip) or _followed(text, skip)


def _led(text: str, skip: int) -> Carried | None:
    """Verb first: 加快…建设, 实施…工程."""
    for match in LEAD.finditer(text, skip):
        before = text[skip : match.start()]
        if len(details.without_times(before)) > LONGEST_SUBJECT or HEAD.search(before) or _lists(before):
            return None
        rest = text[match.end() :]
        body, tails = _without_tails(rest)
        if (into := INTO.search(body)) and HEAD.search(body[: into.start()]):
            body, tails = body[: into.start()], ["建成"]
        if not (HEAD.search(body) or WORKS.search(body) or "”" in body or "等" in body):
            continue
        start = match.end() + len(body) - len(body.lstrip("的"))
        verb = match["further"] if match["further"] and CARRIERS.match(match["verb"]) and match["verb"] != "完成" else match["verb"]
        stage = stage_of(verb, tails[0] if tails else "")
        action = match["action"] + "".join(reversed(tails))
        if match[0].endswith(("批", "列")) or not (BUILDS.search(action) or CARRIES_OUT.search(action)):
            return None
        return Carried(body.lstrip("的"), start, action, stage, bool(CARRIES_OUT.search(match["action"])), moved=_moves(tails))
    return None


def _followed(text: str, skip: int) -> Carried | None:
    """Name first: …建成投产, …顺利推进."""
    for end in (len(text), *(m.start() for m in re.finditer("、", text))):
        body, tails = _without_tails(text[skip:end])
        body = UNDER.sub("", body)
        body, more = _without_tails(body)
        tails += more
        if tails and (HEAD.search(body) or WORKS.search(body) or re.search(r"等[^、]{0,16}$", body)):
            lead = details.lead_in(body)
            stage = "planned" if any(stage_of("", t) == "planned" for t in tails) else stage_of("", tails[0])
            return Carried(body[lead:], skip + lead, "".join(reversed(tails)), stage, programme=False, moved=_moves(tails))
    if (match := PREDICATE.search(text)) and HEAD.search(text[skip : match.start()]):
        return Carried(text[skip : match.start()], skip, match[0][:2], None, programme=False)
    return None


def _lists(text: str) -> bool:
    """Whether a list stands before the verb: then the verb follows names, it does not lead them."""
    return "等" in text or ("、" in text and not re.match("联合|会同|与|同", text))


def _moves(tails: list[str]) -> bool:
    """Whether a predicate tells of a step, and not only of work going on."""
    return any(TAIL_STAGE.get(tail) != "underway" or re.search("复工|进入", tail) for tail in tails)


def _without_tails(text: str) -> tuple[str, list[str]]:
    """A text without the predicates at its end, the last one first."""
    tails: list[str] = []
    while (match := TAIL.search(text)) and match.start() >= 2:
        tails.append(match["tail"])
        text = text[: match.start()].rstrip("、和并及的 ")
        if len(tails) > 3:
            break
    return text, tails


def _project(
    block: Block,
    position: int,
    clause: Clause,
    carried: Carried,
    name: Name,
    *,
    tense: str,
    deadline: str | None,
    dates: Calendar,
    starts: Sequence[int],
    home: str | None,
) -> Project:
    start = clause.start + carried.start + name.start
    end = start + len(name.printed)
    source = source_range(block, start, end)
    scale = details.scale_of(name.printed)
    return Project(
        line=raw_line(block, clause.start, starts),
        clause=clause.text,
        name=name.full,
        kind=name.kind,
        count=name.count,
        action=carried.action or None,
        stage=carried.stage,
        place=details.place_of(name.printed, home),
        scale=scale.printed if scale else None,
        scale_value=scale.value if scale else None,
        scale_unit=scale.unit if scale else None,
        deadline=deadline,
        deadline_date=details.last_day(deadline, dates.now) if deadline else None,
        tense=tense,
        printed=name.printed,
        block=position,
        text_start=start,
        text_end=end,
        clause_start=clause.start,
        clause_end=clause.end,
        start=source[0],
        end=source[1],
    )
