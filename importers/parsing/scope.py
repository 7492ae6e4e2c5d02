"""Whether a stretch of a document reports or commits, and for which year: told by its chapter, its section and its first words.

`review`: what was done (回顾, 发展基础). `situation`: how things stand (发展环境, 形势): reports too. `forward`: what is to be done. `apart`: a glossary or an annex's notes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from importers.parsing.periods import named_periods, plan_period
from importers.parsing.records import Block, Metadata

TEXTS = ("paragraph", "item", "preamble", "section", "chapter", "part")
REVIEW = re.compile(
    r"回顾|总结|现状|(?:主要|取得|重大|辉煌|历史性)的?成[就效绩]|发展(?:成就|成效|历程|概况)|(?:实施|完成|执行|落实)情况|(?:过去|走过).{0,4}年|基本(?:情况|概况)|[市县区省]情"
)
# 基础 and 成果 are reviewed or built upon: 发展基础, but 夯实发展基础.
GROUND = re.compile(r"(?:发展|工作|建设|规划|现实|产业|良好|主要)(?:基础|成果|成效)|基础[与和]")
BUILDS = re.compile(r"夯实|强化|筑牢|巩固|提升|加强|完善|打牢|奠定|培育|加快|推进|推动|拓展|扩大|深化|转化|共享")
APART = re.compile(r"^(?:名词解释|名词注释|注释|注解|名词术语|有关名词|附[件表录注].{0,12}|.{0,8}名词解释.{0,4})$")
FORWARD = re.compile(
    r"目标|任务|安排|总体要求|考虑|思路|构想|谋划|部署|今后|下一步|展望|远景|建议|打算|举措|重点工作|工作重点|主要工作|工作要求|未来|原则|定位|着力|保障|全力|奋力|加快|推进|建设|实施|打造|构建"
)
SITUATION = re.compile(
    r"发展环境|形势|机遇|挑战|(?:国内外|宏观|外部)环境|(?:困难|问题|短板)(?:和|与|及)|(?:存在|面临)的?.{0,4}(?:问题|困难|矛盾)|差距|背景"
)
IMPROVES = re.compile(r"优化|营商|改善|保护|治理|整治|打造|营造|美化|生态|人居|解决|化解|补齐|应对|缩小")
OPENS_REVIEW = re.compile(
    r"(?:[一二三四五六七八九十两几]+年来|(?:过去|刚刚过去|回顾|回首|回望)的?|截至|截止|目前|(?:去|上)年|党的十[八九]大以来|近年来|近[一二三四五]年)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Of one block: its zone, the year its figures hold for unless they say otherwise, and what is said above it."""

    zone: str
    year: int | None
    chapter: str = ""
    section: str = ""

    @property
    def tense(self) -> str:
        return "target" if self.zone == "forward" else "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """The years that a document counts from: `now`, the year of a report or the year before which a plan is made; the plan's period."""

    report: bool
    now: int | None
    first: int | None
    last: int | None

    @property
    def reviewed(self) -> int | None:
        """The last year that is reported."""
        return self.now - 1 if self.now else None


def calendar(facts: Metadata, structure: Sequence[Block]) -> Calendar:
    """From what a document says of itself.

    >>> calendar(Metadata(doc_type="outline", period_start=2021, period_end=2025), ())
    Calendar(report=False, now=2021, first=2021, last=2025)
    """
    report = facts.doc_type == "work_report"
    if not report:
        return Calendar(report=False, now=facts.period_start, first=facts.period_start, last=facts.period_end)
    return Calendar(report=True, now=report_year(facts, structure), first=facts.period_start, last=facts.period_end)


def report_year(facts: Metadata, structure: Sequence[Block]) -> int | None:
    """The year a work report sets out the work of: from its title, the day it was given, its headings, the day it was put up.

    >>> report_year(Metadata(title="某县2024年政府工作报告"), ())
    2024
    """
    if match := re.search(r"(?<!\d)(20\d\d)\s*年", facts.title or ""):
        return int(match[1])
    if facts.written_on:
        return int(facts.written_on[:4])
    for block in structure:
        if block.kind in ("chapter", "section", "part") and block.heading:
            years = [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?=\s*年)", block.heading)]
            if years and re.search(r"安排|任务|目标|重点|要求|打算|工作", block.heading) and not REVIEW.search(block.heading):
                return years[0]
            if years and REVIEW.search(block.heading):
                return years[-1] + 1
    if facts.published_on:
        return int(facts.published_on[:4])
    for block in structure:
        if block.kind in ("paragraph", "item") and (
            match := re.search(r"(20\d\d)年(?:是|,?我们要|,?全[市县区省])|做好(20\d\d)年", block.text)
        ):
            return int(match[1] or match[2])
    return facts.period_start


def scopes(structure: Sequence[Block], years: Calendar) -> Iterator[tuple[int, Block, Scope]]:
    """The blocks that hold text, each with its position and its scope.

    >>> def block(kind, **more): return Block(kind=kind, line=1, end_line=1, **more)
    >>> plan = (block("chapter", level=1, heading="发展基础"), block("paragraph", text="建成5所。"), block("chapter", level=1, heading="主要目标"), block("item", text="——6所。"))
    >>> [(b.text, s.zone, s.year) for _, b, s in scopes(plan, Calendar(report=False, now=2021, first=2021, last=2025)) if b.text]
    [('建成5所。', 'review', 2020), ('——6所。', 'forward', None)]
    """
    above: list[tuple[int, Block, Scope]] = []
    past = years.report
    for position, block in enumerate(structure):
        if block.kind not in TEXTS:
            continue
        if block.kind in ("part", "chapter", "section"):
            level = {"part": 0, "chapter": 1}.get(block.kind, block.level or 2)
            above = [a for a in above if a[0] < level]
            zone = dated_zone(block.heading or "", years) or zone_of(
                block.heading or "",
                above[-1][2].zone if above else None,
                past=past and not looks_ahead(block.heading or "", years),
                report=years.report,
            )
            past = past and zone != "forward"
            scope = _scope(zone, block.heading or "", above, years)
            above.append((level, block, scope))
        base = above[-1][2] if above else Scope(zone="review" if years.report else "forward", year=years.reviewed if years.report else None)
        yield position, block, opened(base, block, years)


def zone_of(heading: str, outer: str | None, *, past: bool, report: bool) -> str:
    """The zone under a heading. `outer` is that of the heading above; `past`: no forward chapter of a report has come yet.

    >>> zone_of("2025年工作回顾", None, past=True, report=True), zone_of("发展环境", None, past=False, report=False), zone_of("发展现代农业", "review", past=True, report=True)
    ('review', 'situation', 'review')
    """
    if APART.search(heading) or outer == "apart":
        return "apart"
    if not re.search(r"目标|任务", heading) and (REVIEW.search(heading) or (GROUND.search(heading) and not BUILDS.search(heading))):
        return "review"
    if outer is not None and report:
        return outer
    if SITUATION.search(heading) and not IMPROVES.search(heading):
        return "situation"
    if outer is not None:
        return outer
    return "review" if past and not FORWARD.search(heading) else "forward"


def dated_zone(heading: str, years: Calendar) -> str | None:
    """The zone of a report's heading that names one year: what it reports, or its own year's work.

    >>> report = Calendar(report=True, now=2025, first=None, last=None)
    >>> dated_zone("2024年主要工作", report), dated_zone("2025年主要工作", report), dated_zone("今后五年工作", report)
    ('review', 'forward', None)
    """
    stated = set(re.findall(r"(?<![\d—–-])(20\d\d)(?=\s*年)", heading))
    if not years.report or not years.now or len(stated) != 1 or REVIEW.search(heading) or SITUATION.search(heading):
        return None
    year = int(stated.pop())
    return {years.now - 1: "review", years.now: "forward"}.get(year)


def looks_ahead(text: str, years: Calendar) -> bool:
    """Whether a heading names a plan period that is not over.

    >>> looks_ahead("“十三五”时期发展", Calendar(report=True, now=2016, first=2016, last=2020)), looks_ahead("“十二五”回顾", Calendar(report=True, now=2016, first=2016, last=2020))
    (True, False)
    """
    return bool(years.now) and any(plan_period(n)[1] >= years.now for n in named_periods(text))


def _scope(zone: str, heading: str, above: list, years: Calendar) -> Scope:
    stated = [int(y) for y in re.findall(r"(?<!\d)(20\d\d)(?=\s*年)", heading)]
    outer = above[-1][2] if above else None
    if stated:
        year = stated[-1]
    elif outer and outer.zone == zone:
        year = outer.year
    else:
        year = default_year(zone, heading, years)
    chapter = outer.chapter if outer else heading
    return Scope(zone=zone, year=year, chapter=chapter, section=heading if outer else "")


def default_year(zone: str, heading: str, years: Calendar) -> int | None:
    """The year of a stretch that names none: the last year reported; the report's own year; open for a plan's tasks."""
    if zone != "forward":
        periods = [plan_period(n)[1] for n in named_periods(heading)]
        past = [y for y in periods if years.now and y < years.now]
        return past[-1] if past and not years.report else years.reviewed
    if not years.report:
        return None
    if re.search(r"今后五年|未来五年|“?十[三四五六]五|五年", heading):
        return years.last
    return years.now


def opened(scope: Scope, block: Block, years: Calendar) -> Scope:
    """The scope of one block: its first words may turn the tense of its section."""
    text = block.text.lstrip("—　 ")
    body = text[len(block.heading or "") :].lstrip("。 ") if block.heading and text.startswith(block.heading) else text
    for words in (text, body):
        if (
            scope.zone == "forward"
            and not years.report
            and ((OPENS_REVIEW.match(words) and not re.match(r"过去[^一二三四五十]", words)) or _opens_with_past(words, years))
        ):
            return replace(scope, zone="review", year=years.reviewed)
    if scope.zone != "forward" and years.report and re.match(r"今后五年|未来五年|新的一年|(?:做好)?今年", body):
        return replace(scope, zone="forward", year=years.last if "五年" in body[:5] else years.now)
    if scope.zone == "forward" and years.report and re.match(r"(?:今后|未来)五年|“十[四五六]五”(?:时期|期间)", body):
        return replace(scope, year=years.last)
    return scope


def _opens_with_past(text: str, years: Calendar) -> bool:
    """“十三五”以来, in a plan for the next period."""
    match = re.match(r"“?十[一二三四五六七]五”?(?:规划)?(?:以来|期间|时期[,，].{0,40}(?:完成|实现|取得))", text)
    return bool(match) and not looks_ahead(match[0], years)
