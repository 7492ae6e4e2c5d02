"""Which part of a page each piece belongs to: furniture, title, notice, preamble or body. Hard signs first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.parsing.markers import RANK, levels
from importers.parsing.noise import noise_reason
from importers.parsing.pieces import LONGEST_HEADING, SENTENCE_END, Piece

TITLE_END = re.compile(
    r"(?:规划|纲要|报告|计划|方案|意见|行动|目标|建议|要点|决定|办法|措施|规划纲要)(?:[(（][^)）]{1,24}[)）]|全文|[—-]+全文|摘要)*(?:的通知)?$"
)
CONNECTOR = re.compile(r"^(?:和|及|与|暨|[(（])")
SALUTATION = re.compile(r"^(?:各位(?:代表|委员|同志|领导)|尊敬的|同志们|主任、)")
OPENING = re.compile(r"^(?:现在[,，]?|下面[,，]?)?(?:我|受).{0,24}(?:代表|委托).{0,40}报告")
DELIVERY = re.compile(r"(?:代表大会|人大|人代会).{0,24}(?:会议|次会)|^[—―–-]{1,2}.{0,12}\d{4}年|会议上[)）]?$")
SPEAKER = re.compile(r"(?:省长|市长|县长|区长|主席|州长|盟长|旗长|主任)\s*[\u3400-\u9fff·\s]{0,8}$")
NAME = re.compile(r"^[\u3400-\u9fff]{2,4}$|^[\u3400-\u9fff]\s+[\u3400-\u9fff]$")
YMD = r"(?:\d{4}|[二〇○零一三四五六七八九]{4})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日)?"
DATE_LINE = re.compile(rf"^[(（]?\s*{YMD}(?:\s*(?:上午|下午))?\s*[)）]?$")
ISSUES = re.compile(r"(?:现|已|予以|现予).{0,60}(?:印发|发布|公布|批转|转发)|请.{0,16}(?:贯彻|遵照|组织|结合实际).{0,12}(?:执行|实施|落实)")
NOTICE_LINE = re.compile(
    rf"(?:通知|办公[室厅]|人民政府|委员会|[局厅部院])$|^[(（]?此件.{{0,12}}公?开|[〔\[［(（]\d{{4}}[〕\]］)）].{{0,6}}号|^附件[:：]|{DATE_LINE.pattern}"
)
ADDRESSEE = re.compile(r"^[^。]{0,12}(?:各|市|县|区|省|有关).{0,200}[:：]$")
CONTENTS = re.compile(r"^目\s*[录次]$")
LEADER = re.compile(r"[.．…·\s]*[(（]?\d{1,3}[)）]?$")
ANNEX = re.compile(r"^(?:附\s*[件录]?\s*\d{0,2}\s*[:：]?\s*)?[《“]?(?:.{0,16}(?:名词|术语|词语|用语)\s*(?:解释|注释|说明)|注\s*释|名词解释)[》”]?[:：]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoned:
    """A piece and its zone: noise, title, notice, preamble, body or annex (a heading that opens one)."""

    piece: Piece
    zone: str
    reason: str | None = None


def is_short(text: str) -> bool:
    """A line that can be a title or a piece of one: not long, and no sentence."""
    return len(text) <= LONGEST_HEADING and text[-1:] not in SENTENCE_END and "。" not in text


def zones(pieces: Sequence[Piece]) -> list[Zoned]:
    """Every piece with its zone, in order.

    Order of the questions: what is noise wherever it stands; a table of contents; where the text proper begins (its
    first heading, salutation or long paragraph); the notice and the title before it; where the foot of the page begins.
    """
    zone: list[tuple[str, str | None]] = [("body", None)] * len(pieces)
    for i, p in enumerate(pieces):
        if reason := noise_reason(p.text.text, "body"):
            zone[i] = ("noise", reason)
    for i in contents(pieces):
        zone[i] = ("noise", "duplicate_title")
    tail = mark_tail(pieces, zone)
    mark_front(pieces, zone, tail)
    return [Zoned(piece=p, zone=z, reason=r) for p, (z, r) in zip(pieces, zone, strict=True)]


def is_heading(p: Piece) -> bool:
    """Opens with a heading's marker and is a heading or opens with one."""
    return bool(p.marker and p.marker.family in RANK and p.marker.family not in ("arabic", "arabic_paren", "circled"))


def contents(pieces: Sequence[Piece]) -> list[int]:
    """The pieces of a table of contents: a run of headings without text whose headings come again later."""
    texts = [fold(LEADER.sub("", p.text.text)) for p in pieces]
    found: list[int] = []
    run: list[int] = []
    for i, p in enumerate(pieces):
        if CONTENTS.match(p.text.text):
            found.append(i)
        if is_heading(p) and is_short(p.text.text):
            run.append(i)
            continue
        found += of_contents(run, texts)
        run = []
    return found + of_contents(run, texts)


def of_contents(run: list[int], texts: Sequence[str]) -> list[int]:
    """The part of a run of headings that is a table of contents: from its first up to where the first comes again.

    One heading after the other without text is normal for two or three of them, not for four.
    """
    if len(run) < 4:
        return []
    for size in range(len(run), 3, -1):
        later = {t for t in texts[run[0] + size :]}
        again = sum(texts[i] in later or any(t.startswith(texts[i]) for t in later) for i in run[:size])
        if again * 10 >= size * 8:
            return run[:size]
    return []


def fold(text: str) -> str:
    """For comparing headings: without white space and punctuation.

    >>> fold("第一章  总 则。")
    '第一章总则'
    """
    return re.sub(r"[\s\u3000,，。、:：;；“”\"()（）—-]", "", text)


def mark_tail(pieces: Sequence[Piece], zone: list[tuple[str, str | None]]) -> int:
    """Mark the foot of the page; return where it begins.

    It begins at the first furniture line after the last heading and the last long paragraph. What follows it belongs
    to it, by its own reason or by that of the lines before it.
    """
    begin = len(pieces)
    for i in range(len(pieces) - 1, -1, -1):
        text = pieces[i].text.text
        reason = noise_reason(text, "tail")
        if reason:
            begin = i
        elif not is_fine_print(pieces, i) and (is_heading(pieces[i]) or len(text) > LONGEST_HEADING or text[-1:] in "。!！"):
            break
    inherited = None
    for i in range(begin, len(pieces)):
        text = pieces[i].text.text
        reason = noise_reason(text, "tail")
        if reason is None and inherited == "disclaimer" and re.match(r"\d{1,2}[.、．]", text):
            reason = "disclaimer"
        inherited = reason or inherited
        zone[i] = ("noise", reason or "site_footer")
    if begin and re.match(r"^附件\d*[:：]?$", pieces[begin - 1].text.text) and begin < len(pieces) and zone[begin][1] == "attachment_link":
        begin -= 1
        zone[begin] = ("noise", "attachment_link")
    return begin


def is_fine_print(pieces: Sequence[Piece], at: int) -> bool:
    """A numbered line of a disclaimer: the line that opens it is furniture and stands a few lines above."""
    if not re.match(r"\d{1,2}[.、．]", pieces[at].text.text):
        return False
    return any(noise_reason(p.text.text, "tail") == "disclaimer" for p in pieces[max(0, at - 8) : at])


def mark_front(pieces: Sequence[Piece], zone: list[tuple[str, str | None]], tail: int) -> None:
    """Zone what stands before the body: furniture, notice, title, preamble."""
    top = first_heading(pieces, zone, tail)
    notice = notice_range(pieces, zone, top)
    for i in range(*notice):
        if zone[i][0] == "body":
            zone[i] = ("notice", None)
    begin = text_begins(pieces, zone, notice[1], top)
    for i in range(begin):
        if zone[i][0] == "body" and (reason := noise_reason(pieces[i].text.text, "head")) and not is_delivery(pieces[i].text.text):
            zone[i] = ("noise", reason)
    title = mark_title(pieces, zone, begin)
    for i in range(begin):
        if zone[i][0] == "body":
            zone[i] = before_the_text(pieces, i, title)
    if not is_fragment(pieces, zone, top):
        for i in range(begin, top):
            if zone[i][0] == "body":
                zone[i] = ("preamble", None)


def first_heading(pieces: Sequence[Piece], zone: Sequence[tuple[str, str | None]], tail: int) -> int:
    """Where the first chapter begins (the first heading at all in a fragment); `tail` where there is none."""
    heads = [i for i in range(tail) if zone[i][0] == "body" and is_heading(pieces[i])]
    level = levels(pieces[i].marker.family for i in heads)
    return next((i for i in heads if level[pieces[i].marker.family] <= 1), heads[0] if heads else first_bare_heading(pieces, zone, tail))


def first_bare_heading(pieces: Sequence[Piece], zone: Sequence[tuple[str, str | None]], tail: int) -> int:
    """In a text without numbered headings: the first short line between a sentence and a long paragraph."""
    for i in range(1, tail - 1):
        before, text, after = (pieces[j].text.text for j in (i - 1, i, i + 1))
        if zone[i][0] == "body" and is_bare_heading(text) and before[-1:] in SENTENCE_END and len(after) > LONGEST_HEADING:
            return i
    return tail


def is_bare_heading(text: str) -> bool:
    """A line that can be a heading without a number.

    >>> is_bare_heading("过去五年工作回顾"), is_bare_heading("各位代表!"), is_bare_heading("一、总则")
    (True, False, False)
    """
    return 4 <= len(text) <= 30 and bool(re.fullmatch(r"[\u3400-\u9fff0-9“”、,，·]+", text)) and text[-1] not in "、,，" and not re.match(r"[一二三四五六七八九十]+(?:、|是)", text)


def notice_range(pieces: Sequence[Piece], zone: Sequence[tuple[str, str | None]], top: int) -> tuple[int, int]:
    """From the first line of the transmittal notice to behind its last; an empty range where there is none."""
    said = next((i for i in range(top) if zone[i][0] == "body" and ISSUES.search(pieces[i].text.text)), None)
    if said is None or not any("印发" in p.text.text or "通知" in p.text.text for p in pieces[: said + 1]):
        return (0, 0)
    begin = said
    while begin and zone[begin - 1][0] == "body" and not noise_reason(pieces[begin - 1].text.text, "head"):
        begin -= 1
    end = said + 1
    for i in range(said + 1, top):
        text = pieces[i].text.text
        if NOTICE_LINE.search(text) and len(text) <= LONGEST_HEADING:
            end = i + 1
        elif is_short(text) and i > said + 6:
            break
    return (begin, end)


def text_begins(pieces: Sequence[Piece], zone: Sequence[tuple[str, str | None]], after: int, top: int) -> int:
    """Where the text proper begins: salutation, opening words, first long paragraph or first heading."""
    for i in range(after, top):
        text = pieces[i].text.text
        if zone[i][0] != "body":
            continue
        if SALUTATION.match(text) or OPENING.match(text):
            return i
        if len(text) > LONGEST_HEADING and not noise_reason(text, "head") and not is_delivery(text):
            return i
    return top


def is_delivery(text: str) -> bool:
    """Says when, where and by whom a report was given: the delivery line, a date, the speaker's name.

    >>> is_delivery("——2026年1月12日在某市第五届人民代表大会第六次会议上"), is_delivery("市长 张 三"), is_delivery("来源:某某日报")
    (True, True, False)
    """
    return len(text) <= 90 and bool(DELIVERY.search(text) or SPEAKER.search(text) or DATE_LINE.match(text))


def mark_title(pieces: Sequence[Piece], zone: list[tuple[str, str | None]], begin: int) -> int | None:
    """Zone the title, which may stand on several lines, and earlier titles as duplicates; return where it ends.

    The title is the last complete one before the text; a line that begins with 和, 及 or a bracket goes on with it.
    """
    free = [i for i in range(begin) if zone[i][0] == "body" and is_short(pieces[i].text.text) and not is_delivery(pieces[i].text.text)]
    groups: list[list[int]] = []
    i = 0
    while i < len(free):
        group = title_at(pieces, free, i)
        if group and groups and CONNECTOR.match(pieces[group[0]].text.text) and free.index(groups[-1][-1]) + 1 == i:
            groups[-1] += group
        elif group:
            groups.append(group)
        elif groups and CONNECTOR.match(pieces[free[i]].text.text) and free.index(groups[-1][-1]) + 1 == i:
            groups[-1].append(free[i])
        i += len(group) or 1
    for group in groups:
        for i in group:
            zone[i] = ("title", None) if group is groups[-1] else ("noise", "duplicate_title")
    return groups[-1][-1] if groups else None


def title_at(pieces: Sequence[Piece], free: Sequence[int], at: int) -> list[int]:
    """The lines, at most four, that make a title from the one at `at`; none where they make none."""
    for size in range(1, 5):
        group = list(free[at : at + size])
        if len(group) < size or group[-1] - group[0] != size - 1:
            return []
        if TITLE_END.search("".join(pieces[i].text.text for i in group).replace(" ", "")):
            return group
    return []


def before_the_text(pieces: Sequence[Piece], at: int, title: int | None) -> tuple[str, str | None]:
    """The zone of a line before the text that is neither furniture by a rule nor notice nor title."""
    text = pieces[at].text.text
    if is_delivery(text) or (NAME.match(text) and (title is not None or at == 0)):
        return ("preamble", None)
    if title is not None and at > title:
        return ("preamble", None)
    if title is not None and len(text) <= LONGEST_HEADING and TITLE_END.search(text):
        return ("noise", "duplicate_title")
    if not is_short(text) or ADDRESSEE.match(text):
        return ("preamble", None)
    return ("noise", "site_header")


def is_fragment(pieces: Sequence[Piece], zone: Sequence[tuple[str, str | None]], top: int) -> bool:
    """The text begins in mid-document: after a mark 上接X版, or with a chapter that is not the first and no title."""
    if any(z == ("noise", "page_marker") and "接" in p.text.text for p, z in zip(pieces[:3], zone[:3], strict=False)):
        return True
    titled = any(z[0] in ("title", "notice") for z in zone)
    marker = pieces[top].marker if top < len(pieces) else None
    return not titled and bool(marker and marker.number and marker.number > 1)
