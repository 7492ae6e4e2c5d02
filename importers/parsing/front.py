"""What stands before the text proper: furniture, a transmittal notice, the title, delivery lines, a preamble."""

import re
from collections.abc import Sequence

from importers.parsing.lineforms import (
    CONNECTOR,
    DATE_LINE,
    FOREWORD,
    NAME,
    OPENING,
    SALUTATION,
    TITLE_END,
    fold,
    is_bare_heading,
    is_delivery,
    is_heading,
    is_short,
    opens_title,
)
from importers.parsing.markers import levels
from importers.parsing.noise import noise_reason
from importers.parsing.pieces import LONGEST_HEADING, SENTENCE_END, Piece

Zones = list[tuple[str, str | None]]

SHORTEST_SENTENCE = 20
ISSUES = re.compile(r"(?:现|已|予以|现予).{0,60}(?:印发|发布|公布|批转|转发)|请.{0,16}(?:贯彻|遵照|组织|结合实际).{0,12}(?:执行|实施|落实)")
NOTICE_LINE = re.compile(
    rf"(?:通知|办公[室厅]|人民政府|委员会|[局厅部院])$|^[(（]?此件.{{0,12}}公?开|[〔\[［(（]\d{{4}}[〕\]］)）].{{0,6}}号|^附件[:：]|{DATE_LINE.pattern}"
)
WITH_DELIVERY = re.compile(r"^.{0,20}报告(?=\s*[—―-]{2})")  # title and delivery line in one
ADDRESSEE = re.compile(r"^[^。]{0,12}(?:各|市|县|区|省|有关).{0,200}[:：]$")


def mark_front(pieces: Sequence[Piece], zone: Zones, tail: int) -> None:
    """Zone what stands before the body, which ends at `tail`."""
    top = first_heading(pieces, zone, tail)
    notice = notice_range(pieces, zone, top)
    for i in range(*notice):
        if zone[i][0] == "body":
            zone[i] = ("notice", None)
    begin = min(text_begins(pieces, zone, notice[1], top), behind_page_mark(pieces, zone))
    for i in range(begin):
        text = pieces[i].text.text
        if zone[i][0] == "body" and not is_delivery(text) and not opens_preamble(pieces, i) and (reason := noise_reason(text, "head")):
            zone[i] = ("noise", reason)
    title = mark_title(pieces, zone, begin)
    for i in range(begin):
        if zone[i][0] == "body":
            zone[i] = before_the_text(pieces, i, title)
    if not is_fragment(pieces, zone, top):
        for i in range(begin, top):
            if zone[i][0] == "body":
                zone[i] = ("preamble", None)


def first_heading(pieces: Sequence[Piece], zone: Zones, tail: int) -> int:
    """Where the first chapter begins; `tail` where there is none.

    Chapters are 第X章 or 一、; in a text that has neither, short lines without a number that stand before a long
    paragraph, or else the first section.
    """
    heads = [i for i in range(tail) if zone[i][0] == "body" and is_heading(pieces[i])]
    level = levels(pieces[i].marker.family for i in heads)
    top = next((i for i in heads if level[pieces[i].marker.family] <= 1), None)
    return top if top is not None else min([*heads, first_bare_heading(pieces, zone, tail)])


def first_bare_heading(pieces: Sequence[Piece], zone: Zones, tail: int) -> int:
    """The first short line between a sentence and a long paragraph; `tail` where there is none."""
    for i in range(1, tail - 1):
        before, text, after = (pieces[j].text.text for j in (i - 1, i, i + 1))
        if zone[i][0] == "body" and is_bare_heading(text) and before[-1:] in SENTENCE_END and len(after) > LONGEST_HEADING:
            return i
    return tail


def notice_range(pieces: Sequence[Piece], zone: Zones, top: int) -> tuple[int, int]:
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


def text_begins(pieces: Sequence[Piece], zone: Zones, after: int, top: int) -> int:
    """Where the text proper begins: salutation, opening words, first sentence or first heading."""
    for i in range(after, top):
        text = pieces[i].text.text
        if zone[i][0] != "body":
            continue
        if SALUTATION.match(text) or OPENING.match(text):
            return i
        sentence = len(text) > LONGEST_HEADING or (len(text) >= SHORTEST_SENTENCE and text[-1] in SENTENCE_END)
        if sentence and not noise_reason(text, "head") and not is_delivery(text):
            return i
    return top


def behind_page_mark(pieces: Sequence[Piece], zone: Zones) -> int:
    """Where the text goes on behind a mark 上接X版 among the first lines; the end of the page where there is none."""
    marked = (i + 1 for i in range(min(8, len(pieces))) if zone[i] == ("noise", "page_marker") and "接" in pieces[i].text.text)
    return next(marked, len(pieces))


def opens_preamble(pieces: Sequence[Piece], at: int) -> bool:
    """前言 above a long paragraph is a heading; above other short lines it is an entry of a menu."""
    return bool(FOREWORD.match(pieces[at].text.text)) and at + 1 < len(pieces) and len(pieces[at + 1].text) > LONGEST_HEADING


def mark_title(pieces: Sequence[Piece], zone: Zones, begin: int) -> int | None:
    """Zone the title, which may stand on several lines, and earlier titles as duplicates; return where it ends.

    The title is the last complete one before the text; a line that begins with 和, 及 or a bracket goes on with it.
    """
    free = [
        i
        for i in range(begin)
        if zone[i][0] == "body"
        and is_short(pieces[i].text.text)
        and (not is_delivery(pieces[i].text.text) or WITH_DELIVERY.search(pieces[i].text.text))
    ]
    groups: list[list[int]] = []
    at = 0
    while at < len(free):
        group = title_at(pieces, free, at)
        goes_on = groups and CONNECTOR.match(pieces[free[at]].text.text) and groups[-1][-1] == free[at - 1] == free[at] - 1
        if goes_on:
            groups[-1] += group or [free[at]]
        elif group:
            groups.append(group)
        at += len(group) or 1
    for group in groups:
        for i in group:
            zone[i] = ("title", None) if group is groups[-1] else ("noise", "duplicate_title")
    return groups[-1][-1] if groups else None


def title_at(pieces: Sequence[Piece], free: Sequence[int], at: int) -> list[int]:
    """The lines, at most four, that make a title from the one at `at`; none where they make none.

    A line that holds the whole of the next one is the page's own title (政府工作报告-某某网), not its first half.
    """
    texts = [pieces[i].text.text for i in free[at : at + 4]]
    for size in range(1, 5):
        group = list(free[at : at + size])
        if len(group) < size or group[-1] - group[0] != size - 1 or (size == 2 and not opens_title(texts[0])):
            return []
        if size > 1 and fold(texts[size - 1]) in fold(texts[0]):
            return []
        if TITLE_END.search("".join(texts[:size]).replace(" ", "")) or WITH_DELIVERY.search(texts[size - 1]):
            return group
    return []


def before_the_text(pieces: Sequence[Piece], at: int, title: int | None) -> tuple[str, str | None]:
    """The zone of a line before the text that is neither furniture by a rule nor notice nor title."""
    text = pieces[at].text.text
    if is_delivery(text) or opens_preamble(pieces, at) or (NAME.match(text) and (title is not None or at == 0)):
        return ("preamble", None)
    if title is not None and at > title:
        return ("preamble", None)
    repeats = any(
        fold(pieces[i].text.text) in fold(text)
        for i in range(at + 1, min(at + 12, len(pieces)))
        if 6 <= len(pieces[i].text) <= LONGEST_HEADING
    )
    if title is not None and len(text) <= LONGEST_HEADING and (TITLE_END.search(text) or repeats):
        return ("noise", "duplicate_title")
    if not is_short(text) or ADDRESSEE.match(text):
        return ("preamble", None)
    return ("noise", "site_header")


def is_fragment(pieces: Sequence[Piece], zone: Zones, top: int) -> bool:
    """The text begins in mid-document: after a mark 上接X版, or with a chapter that is not the first and no title."""
    first = next((i for i, z in enumerate(zone) if z[0] == "body"), len(pieces))
    if any(z == ("noise", "page_marker") and "接" in p.text.text for p, z in zip(pieces[: first + 1], zone, strict=False)):
        return True
    titled = any(z[0] in ("title", "notice") for z in zone)
    marker = pieces[top].marker if top < len(pieces) else None
    return not titled and bool(marker and marker.number and marker.number > 1)
