"""What a document says of itself: labels of the page, title, notice, delivery line, cited titles."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.parsing import periods
from importers.parsing.lineforms import DATE_LINE, DELIVERY, ISSUER
from importers.parsing.lines import Line
from importers.parsing.places import region_of
from importers.parsing.records import Block, Diagnostic, Metadata
from importers.parsing.regions import Region

CITED = re.compile(r"《([^《》]{1,120})》")
DOC_NUMBER = re.compile(r"[\u3400-\u9fff]{1,12}\s*[〔\[［(（]\s*\d{4}\s*[〕\]］)）]\s*第?\d{1,5}\s*号")
DRAFT = re.compile(r"[(（](?:草案|征求意见稿|送审稿|讨论稿|审议稿|初稿)[^)）]*[)）]|(?:草案|征求意见稿)$")
ISSUING = re.compile(r"关于.{0,6}(?:印发|发布|公布).*通知")
ISSUED = re.compile(r"关于(?:印发|发布|公布)[《]?(.+?)[》]?的?通知$")
# Labels of government sites and the field each fills; \s because sites letter-space them.
LABELS = {
    "index_number": r"索\s*引\s*号",
    "doc_number": r"发\s*文\s*字\s*号|发布文号|文\s*号",
    "issuer": r"发\s*文\s*机\s*关|发\s*文\s*机\s*构|发\s*布\s*机\s*构|制发机关",
    "published_on": r"发布日期|发布时间|公开日期|生成日期|发表于|日\s*期|时\s*间",
    "written_on": r"成文日期|印发日期|写作日期",
    "theme": r"主题分类|分\s*类",
    "title": r"标\s*题|文件名称|信息名称|名\s*称",
}
ANY_LABEL = "|".join(
    [
        *LABELS.values(),
        "关\\s*键\\s*[字词]",
        "主\\s*题\\s*词",
        "来\\s*源",
        "信息来源",
        "文章来源",
        "浏览",
        "有\\s*效\\s*性",
        "体裁",
        "组配分类",
        "分\\s*类",
        "公开",
        "作\\s*者",
        "编辑",
        "字体",
        "责任",
    ]
)


def extract(lines: Sequence[Line], blocks: Sequence[Block]) -> tuple[Metadata, tuple[Diagnostic, ...]]:
    """The metadata of a document, and a diagnostic for each thing that every document has and this one does not show."""
    page = Page(lines=lines, blocks=blocks)
    labels = page.labels()
    title = title_of(labels.get("title"), page.first("title") or page.notice_heading())
    doc_type = type_of(title or "", page)
    region = region_of(
        title=title,
        issuer=labels.get("issuer") or page.signature(),
        hints=(*page.texts("noise"), *page.texts("preamble")),
        body=page.body(),
    )
    first, last = period_of(title or "", doc_type, page)
    facts = Metadata(
        title=title,
        doc_type=doc_type,
        region=region.full_name if region else None,
        region_code=region.code if region else None,
        region_level=region.level if region else None,
        issuer=issuer_of(labels.get("issuer"), page, doc_type, region),
        doc_number=number_of(labels.get("doc_number")) or number_of(" ".join(page.texts("notice"))),
        index_number=labels.get("index_number"),
        published_on=periods.first_date(labels.get("published_on") or "") or page.posted(),
        written_on=periods.first_date(labels.get("written_on") or "") or page.dated(),
        theme=labels.get("theme"),
        period_start=first,
        period_end=last,
        horizon_year=periods.horizon_year(page.first("title") or title or "")
        or (periods.outlook_year(page.body()) if doc_type != "work_report" else None),
        is_draft=bool(DRAFT.search(page.first("title") or title or "")),
        is_fragment=page.is_fragment(),
        references=page.cited(),
    )
    return facts, tuple(doubts(facts))


def title_of(label: str | None, printed: str | None) -> str | None:
    """The document's title: the page's label where it has one, unless that names the notice that issues the document.

    A region in brackets before it and 全文 behind it are the copying site's.

    >>> title_of("某市人民政府关于印发某市规划的通知", "某市规划"), title_of(None, "（河南省）信阳市政府工作报告（全文）")
    ('某市规划', '信阳市政府工作报告')
    """
    title = printed if printed and (not label or ISSUING.search(label)) else label or printed
    if title is None:
        return None
    title = re.sub(r"^[(（][^)）]{2,8}[)）]\s*|[-—(（]*全文[)）]?$|(?<=报告)[—―-]{2}.*", "", title)
    return issued[1] if (issued := ISSUED.search(title)) else title


def doubts(facts: Metadata) -> list[Diagnostic]:
    """What is missing that an editor should fill in."""
    wanted = {
        "title": "No title was found.",
        "doc_type": "The kind of document was not recognised.",
        "region_code": "The region was not recognised, or its name is ambiguous.",
    }
    return [
        Diagnostic(
            code=f"metadata.no_{field}",
            severity="info" if facts.is_fragment else "warning",
            message=f"{message} Fill it in by hand if it is known.",
        )
        for field, message in wanted.items()
        if getattr(facts, field) is None
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The parts of a document that metadata is read from."""

    lines: Sequence[Line]
    blocks: Sequence[Block]

    def texts(self, kind: str) -> list[str]:
        return [b.text for b in self.blocks if b.kind == kind]

    def first(self, kind: str) -> str | None:
        return next((b.heading or b.text for b in self.blocks if b.kind == kind), None)

    def notice_heading(self) -> str | None:
        """The heading of a notice whose plan is not in the page."""
        return next((text for text in self.texts("notice") if ISSUED.search(text)), None)

    def body(self) -> str:
        return "\n".join(
            f"{b.heading or ''}\n{b.text}" if b.kind in ("part", "chapter", "section") else b.text for b in self.blocks if b.kind != "noise"
        )

    def labels(self) -> dict[str, str]:
        """The values of the page's labels; raw text is read, where white space still keeps fields apart."""
        found: dict[str, str] = {}
        for b in self.blocks:
            if b.kind == "noise" and b.noise_reason in ("metadata_label", "site_header"):
                for number in range(b.line, b.end_line + 1):
                    for field, value in labelled(self.lines[number - 1].raw).items():
                        found.setdefault(field, value)
        return found

    def posted(self) -> str | None:
        """The date of posting that a site prints without a label, or in its foot."""
        for b in self.blocks:
            if b.kind == "noise" and b.noise_reason in ("metadata_label", "site_footer"):
                raw = self.lines[b.line - 1].raw
                if re.search(r"\d{1,2}:\d{2}|发布时间|更新时间|日期|^[\s\d年月日./-]+$", raw) and (date := periods.first_date(raw)):
                    return date
        return None

    def dated(self) -> str | None:
        """The date below the notice or in the delivery line of a report."""
        for kind in ("notice", "preamble"):
            for text in self.texts(kind):
                if (DATE_LINE.match(text) or (kind == "preamble" and len(text) < 90 and DELIVERY.search(text))) and (
                    date := periods.first_date(text)
                ):
                    return date
        return None

    def signature(self) -> str | None:
        """Who signs the notice."""
        notice = self.texts("notice")
        said = next((i for i, text in enumerate(notice) if "。" in text), None)
        signed = [text for text in notice[said or 0 :] if ISSUER.match(text)] if said is not None else []
        return signed[0] if signed else None

    def is_fragment(self) -> bool:
        first = next((b for b in self.blocks if b.kind in ("part", "chapter")), None)
        titled = any(b.kind in ("title", "notice") for b in self.blocks)
        if any(b.missing_heading for b in self.blocks) or (not titled and first and (first.number or 1) > 1):
            return True
        return any(b.noise_reason == "page_marker" and re.search("[转接].{0,6}版", b.text) for b in self.blocks)

    def cited(self) -> tuple[str, ...]:
        """Titles in 《》, in order of first appearance, each once."""
        return tuple(dict.fromkeys(m[1] for m in CITED.finditer(self.body())))


def labelled(raw: str) -> dict[str, str]:
    """The labelled values of one line; a value ends at the next label.

    >>> labelled("发文字号吕政办发〔2021〕65号 发布日期2021年11月20日")
    {'doc_number': '吕政办发〔2021〕65号', 'published_on': '2021年11月20日'}
    >>> labelled("发布时间:2025-12-30 信息来源:某县数据中心")
    {'published_on': '2025-12-30'}
    """
    found = {}
    raw = re.sub(rf"[\[【]\s*({ANY_LABEL})\s*[\]】]", r"\1", raw)
    for field, label in LABELS.items():
        match = re.search(rf"(?<![\u3400-\u9fff])(?:{label})(?:\s*[:：|])*\s*(?P<value>.*?)\s*(?=[\s|](?:{ANY_LABEL})|[|]|\Z)", raw)
        if match and (value := re.sub(r"(?<![0-9A-Za-z])\s+(?=[\u3400-\u9fff])", "", match["value"]).strip()):
            found[field] = value
    return found


def number_of(text: str | None) -> str | None:
    """The first document number in a text.

    >>> number_of("吕政办发〔2021〕65号")
    '吕政办发〔2021〕65号'
    """
    match = DOC_NUMBER.search(text or "")
    return re.sub(r"\s", "", match[0]) if match else None


def type_of(title: str, page: Page) -> str | None:
    """outline, special_plan or work_report, by the title; without one, by how the text speaks."""
    if re.search(r"工\s*作\s*报\s*告", title):
        return "work_report"
    if "国民经济和社会发展" in title and re.search(r"纲要|五年规划|[一二三四五六七八]五[”\"]?规划", title):
        return "outline"
    if re.search(r"规划|计划|纲要|方案", title):
        return "special_plan"
    text = page.body()
    if "各位代表" in text and re.search(r"工作(?:回顾|安排|任务|报告|目标)|政府.{0,6}报告", text):
        return "work_report"
    return None


def period_of(title: str, doc_type: str | None, page: Page) -> tuple[int | None, int | None]:
    """The years a plan covers; for a work report the five years whose goals it sets."""
    if doc_type == "work_report":
        return goals_of(page) or (None, None)
    if years := periods.stated_years(title):
        return years
    if named := periods.named_periods(title):
        return periods.plan_period(named[0])
    said = re.search(r"规划(?:期限?|时限|期间)(?:为|是|:|：)?.{0,20}", page.body())
    return (said and periods.stated_years(said[0])) or (None, None)


def goals_of(page: Page) -> tuple[int, int] | None:
    """The five-year plan whose goals a report sets: a heading names it, or the text does so again and again.

    A heading that looks back (回顾) sets no goals.
    """
    ahead: list[int] = []
    for b in page.blocks:
        if b.kind in ("chapter", "section") and b.heading and re.search("目标|要求|任务|思路|时期|安排|发展", b.heading):
            ahead += periods.named_periods(re.sub(r"[^,，和及]*(?:回顾|成就|成绩)[^,，]*", "", b.heading))
    if ahead:
        return periods.plan_period(max(ahead))
    named = re.findall(
        r"“?(十[一二三四五六七])五”?(?:时期|期间)?(?:的|我[市县区省]|经济社会发展|发展)?.{0,12}(?:目标|总体要求|总体思路|奋斗)", page.body()
    )
    ahead = [n for text in named for n in periods.named_periods(f"{text}五")]
    return periods.plan_period(max(ahead)) if len(ahead) >= 2 else None


def issuer_of(label: str | None, page: Page, doc_type: str | None, region: Region | None) -> str | None:
    """Who issues a document.

    A work report is its government's (我代表市人民政府, with the region's own name put in for 市), whoever posts it; a
    plan is of the office its page or notice names, or of the one on its cover, between title and text.
    """
    if doc_type == "work_report" and region is not None:
        return f"{region.name}人民政府"
    return label or page.signature() or next((text for text in page.texts("preamble") if ISSUER.match(text)), None)
