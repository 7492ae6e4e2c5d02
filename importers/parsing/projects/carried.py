"""A clause taken apart: its verb, what it carries, and how far that is to be or has come."""

import re
from dataclasses import dataclass
from itertools import islice

from importers.parsing.projects import details
from importers.parsing.projects.names import ANY_HEAD, HEAD, WORKS
from importers.parsing.projects.verbs import BUILDS, CARRIERS, LEAD, LEANS, TAIL, TAIL_STAGE, stage_of

# In so many members of a list at most a predicate is looked for: 体育中心建成投运、高光首秀.
MEMBERS = 4
# How far into a clause its verb may stand: 资源开发端重点加快…
LONGEST_SUBJECT = 14
OPENING = re.compile(r"^(?:——|[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])\s*")
UNDER = re.compile(r"在[^在、]{2,16}(?:下|中|前提下|基础上)$")
CARRIES_OUT = re.compile(r"实施|开展|推进|推动|启动|落实|深化|推行|组织|完成|持续|抓好|打好|加快")
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
        if len(details.without_times(before)) > LONGEST_SUBJECT or ANY_HEAD.search(before) or _lists(before):
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
    for end in (len(text), *(m.start() for m in islice(re.finditer("、", text), MEMBERS))):
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
