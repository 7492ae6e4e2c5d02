"""A clause taken apart: its verb, what it carries, and how far that is to be or has come."""

import re
from dataclasses import dataclass
from itertools import islice

from importers.parsing import regions
from importers.parsing.projects import details
from importers.parsing.projects.names import ANY_HEAD, HEAD, head_of, works_of
from importers.parsing.projects.verbs import BUILDS, CARRIERS, LEAD, LEANS, TAIL, TAIL_ENDS, TAIL_STAGE, stage_of

# In so many members of a list at most a predicate is looked for: 体育中心建成投运、高光首秀.
MEMBERS = 4
LONGEST_TAIL = 40
# Without one of these nothing is named.
NAMES = re.compile(rf"{ANY_HEAD.pattern}|改造|整治|治理|修复|整合|开发|除险加固|扩能|扩容|”")
# How far into a clause its verb may stand: 资源开发端重点加快…
LONGEST_SUBJECT = 14
OPENING = re.compile(r"^(?:——|[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])\s*")
UNDER = re.compile(r"在[^在、]{2,16}(?:下|中|前提下|基础上)$")
CARRIES_OUT = re.compile(r"实施|开展|推进|推动|启动|落实|深化|推行|组织|完成|持续|抓好|打好|加快")
# 推动甲建成乙: of 甲 it is told that it becomes 乙.
INTO = re.compile(r"(?P<becomes>建成|打造成|建设成|成为|改造为|升级为|晋升|晋级)|完善|扩大|增强|优化|提升|向(?=.*升级)|创建(?=国家)")
# What is said of all of a thing adds nothing to its name.
SUPPORTED = re.compile("(?:项目|工程)$")
WHOLE = re.compile(r"(?:全线|全段|(?:的)?各项工作|相关工作)$")
HINDERS = re.compile("限制|禁止|严禁|防止|遏制|淘汰|关停|取缔|压减")
PREDICATE = re.compile(r"(?P<settles>落户|落地)(?P<place>[\u4e00-\u9fff]{2,5})$")


@dataclass(frozen=True, slots=True)
class Carried:
    """A clause taken apart: what is carried stands at `start` of the clause; `action` is the verb phrase as printed."""

    object: str
    start: int
    action: str
    stage: str | None
    programme: bool
    moved: bool = False
    place: str | None = None


def carried_in(text: str) -> list[Carried]:
    """What a clause carries, each with its verb; empty where it names nothing to build or carry out.

    >>> [(c.object, c.action, c.stage) for c in carried_in("推动甲县BIT项目建成投产、乙县输变电工程开工")]
    [('甲县BIT项目', '推动建成投产', 'completed'), ('乙县输变电工程', '推动开工', 'started')]
    >>> [c.object for c in carried_in("祁离高速全面复工")], carried_in("坚持人民至上")
    (['祁离高速'], [])
    """
    if not NAMES.search(text):
        return []
    opening = OPENING.match(text)
    skip = opening.end() if opening else 0
    if LEANS.match(text[skip:]):
        return []
    return _led(text, skip) or _followed(text, skip)


def _led(text: str, skip: int) -> list[Carried]:
    """Verb first: 加快…建设, 实施…工程."""
    for lead in LEAD.finditer(text, skip):
        before = text[skip : lead.start()]
        if (
            len(details.without_times(before)) > LONGEST_SUBJECT
            or ANY_HEAD.search(before)
            or _lists(before)
            or re.match(r"\d+(?:余|多)?[个项座条处家]", before)
            or HINDERS.search(before)
        ):
            return []
        led = [_object(lead, text[start:end], start) for start, end in _steps(text, lead.end())]
        if any(led):
            return [carried for carried in led if carried and not lead[0].endswith(("批", "列"))]
    return []


def _steps(text: str, start: int) -> list[tuple[int, int]]:
    """The parts of an object that have a predicate each: 甲项目建成投产、乙项目开工."""
    ends = []
    for mark in islice(re.finditer("、", text[start:]), MEMBERS):
        end = start + mark.start()
        body, tails = _without_tails(text[ends[-1] + 1 if ends else start : end])
        behind = _without_tails(text[end + 1 :])[0]
        if tails and (head_of(body) or "等" in body) and head_of(behind) and not HEAD.fullmatch(behind):
            ends.append(end)
    return list(zip([start, *(end + 1 for end in ends)], [*ends, len(text)], strict=True))


def _object(lead: re.Match, rest: str, start: int) -> Carried | None:
    """What a verb carries in one part of its object."""
    rest = WHOLE.sub("", rest)
    settled = _settled(rest)
    place = settled["place"] if settled else None
    body, tails = (rest[: settled.start()], [settled["settles"]]) if settled else _without_tails(rest)
    if (into := INTO.search(body)) and head_of(body[: into.start()]):
        body, tails = body[: into.start()], [into["becomes"]] if into["becomes"] else []
    if not (head_of(body) or works_of(body) or "”" in body or "等" in body):
        return None
    further = lead["further"] if CARRIERS.match(lead["verb"]) and lead["verb"] != "完成" else None
    verb = further or lead["verb"]
    action = lead["action"] + "".join(reversed(tails))
    carries_out = bool(CARRIES_OUT.search(lead["action"]))
    if not (carries_out or BUILDS.search(action) or (verb == "支持" and SUPPORTED.search(body))):
        return None
    stage = stage_of(verb, "建成" if into and tails == [into["becomes"]] else tails[0] if tails else "")
    moved = _moves(tails) or stage == "completed"
    return Carried(body.lstrip("的"), start + len(body) - len(body.lstrip("的")), action, stage, carries_out, moved, place)


def _followed(text: str, skip: int) -> list[Carried]:
    """Name first: …建成投产, …顺利推进."""
    for end in (len(text), *(m.start() for m in islice(re.finditer("、", text), MEMBERS))):
        body, tails = _without_tails(text[skip:end])
        body, more = _without_tails(UNDER.sub("", body))
        tails += more
        if tails and (head_of(body) or works_of(body) or re.search(r"等[^、]{0,16}$", body)):
            lead = details.lead_in(body)
            planned = any(stage_of("", tail) == "planned" for tail in tails)
            stage = "planned" if planned else stage_of("", tails[0])
            return [Carried(body[lead:], skip + lead, "".join(reversed(tails)), stage, programme=False, moved=_moves(tails))]
    if match := _settled(text):
        return [Carried(text[skip : match.start()], skip, match["settles"], None, programme=False, place=match["place"])]
    return []


def _settled(text: str) -> re.Match | None:
    """Where a named thing comes to stand: 示范基地落户阳泉."""
    match = PREDICATE.search(text)
    if not match or not head_of(text[: match.start()]):
        return None
    return match if any(found.start == 0 for found in regions.find(match["place"], short=True)) else None


def _lists(text: str) -> bool:
    """Whether a list stands before the verb: then the verb follows names, it does not lead them."""
    return "等" in text or ("、" in text and not re.match("联合|会同|与|同", text))


def _moves(tails: list[str]) -> bool:
    """Whether a predicate tells of a step, and not only of work going on."""
    return any(TAIL_STAGE.get(tail) != "underway" or re.search("复工|进入", tail) for tail in tails)


def _without_tails(text: str) -> tuple[str, list[str]]:
    """A text without the predicates at its end, the last one first."""
    tails: list[str] = []
    while text.endswith(TAIL_ENDS) and (match := TAIL.search(text, max(0, len(text) - LONGEST_TAIL))) and match.start() >= 2:
        tails.append(match["later"] or match["tail"])
        text = text[: match.start()].rstrip("、和并及的 ")
        if len(tails) > 3:
            break
    return text, tails
