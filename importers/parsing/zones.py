"""Which part of a page each piece belongs to: furniture, title, notice, preamble or body. Hard signs first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from importers.parsing.front import Zones, mark_front
from importers.parsing.lineforms import ANNEX, FOREWORD, SALUTATION, TITLE_END, fold, is_heading, is_short
from importers.parsing.noise import noise_reason
from importers.parsing.pieces import LONGEST_HEADING, SENTENCE_END, Piece

CONTENTS = re.compile(r"^目\s*[录次]$")
LEADER = re.compile(r"[.．…·\s]*[(（]?\d{1,3}[)）]?$")
UNKNOWN = 3  # lines in a row that no rule knows, at most, inside the foot of a page
SHORTEST_CONTENTS = 4  # headings without text, one after the other; two or three are normal
LONGEST_ENTRY = 160  # characters of a line in a table of contents, leaders included
SHORTEST_TITLE = 8  # characters; 主要目标 and 保障措施 are subheadings
MANY = 3  # a short line that comes this often is a running head


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoned:
    """A piece and its zone: noise, title, notice, preamble or body."""

    piece: Piece
    zone: str
    reason: str | None = None


def zones(pieces: Sequence[Piece]) -> list[Zoned]:
    """Every piece with its zone, in order.

    Order of the questions: what is noise wherever it stands; running heads; a table of contents; where the foot of
    the page begins; what stands before the text proper.
    """
    zone: Zones = [("body", None)] * len(pieces)
    heads = set(running_heads(pieces))
    for i, p in enumerate(pieces):
        if p.row:
            continue
        if reason := noise_reason(p.text.text, "body"):
            zone[i] = ("noise", reason)
        elif i in heads:
            zone[i] = ("noise", noise_reason(p.text.text, "head") or "page_marker")
    for i in contents(pieces):
        zone[i] = ("noise", "duplicate_title")
    tail = mark_tail(pieces, zone)
    mark_front(pieces, zone, tail)
    return [Zoned(piece=p, zone=z, reason=r) for p, (z, r) in zip(pieces, zone, strict=True)]


def running_heads(pieces: Sequence[Piece]) -> list[int]:
    """The places of lines that a print or a site repeats on its pages: short, no headings, no sentences, three times
    or more. The first title on the page is left to be judged as one.

    A subheading may come three times as well; a running head is a title or furniture, or stands at a page's edge: beside
    a page number, or inside a paragraph that it cuts.
    """
    places: dict[str, list[int]] = {}
    for i, p in enumerate(pieces):
        text = p.text.text
        if (
            is_short(text)
            and len(text) >= 4
            and not p.marker
            and not p.row
            and "\t" not in text
            and not SALUTATION.match(text)
            and text[-1] not in "：:"
        ):
            places.setdefault(unnumbered(text), []).append(i)
    many = [at for at in places.values() if len(at) >= MANY and is_running(pieces, at)]
    title = next((i for i, p in enumerate(pieces) if is_short(p.text.text) and TITLE_END.search(p.text.text)), None)
    return [i for at in many for i in at if i != title]


def is_running(pieces: Sequence[Piece], at: Sequence[int]) -> bool:
    """Whether the lines at these places, all the same, are a running head."""
    text = pieces[at[0]].text.text
    if (len(text) >= SHORTEST_TITLE and TITLE_END.search(unnumbered(text))) or noise_reason(text, "head") or noise_reason(text, "tail"):
        return True
    return sum(is_at_edge(pieces, i) for i in at) * 2 >= len(at)


def is_at_edge(pieces: Sequence[Piece], at: int) -> bool:
    """Beside a page number or other furniture, or behind a long line that ends without a mark."""
    around = [pieces[i].text.text for i in (at - 1, at + 1) if 0 <= i < len(pieces)]
    cuts = at > 0 and len(around[0]) > LONGEST_HEADING and around[0][-1] not in SENTENCE_END + "：:”"
    return cuts or any(noise_reason(text, "head") for text in around)


def unnumbered(text: str) -> str:
    """A running head without the number of its page, if it is long enough to be told from a numbered heading.

    >>> unnumbered("某某县2026年政府工作报告（2）"), unnumbered("专栏2")
    ('某某县2026年政府工作报告', '专栏2')
    """
    bare = re.sub(r"[(（]\d{1,3}[)）]$", "", text)
    return bare if len(bare) >= 8 else text


def contents(pieces: Sequence[Piece]) -> list[int]:
    """The pieces of a table of contents: a run of headings without text whose headings come again later."""
    texts = [fold(LEADER.sub("", p.text.text) if len(p.text) <= LONGEST_ENTRY else p.text.text[:LONGEST_ENTRY]) for p in pieces]
    found: list[int] = []
    run: list[int] = []
    for i, p in enumerate(pieces):
        if CONTENTS.match(p.text.text):
            found.append(i)
        entry = LEADER.sub("", p.text.text) if is_short(p.text.text) else ""
        if entry and (
            is_heading(p) or ((run or (i and CONTENTS.match(pieces[i - 1].text.text))) and (FOREWORD.match(entry) or ANNEX.match(entry)))
        ):
            run.append(i)
            continue
        found += of_contents(run, texts, pieces)
        run = []
    return found + of_contents(run, texts, pieces)


def of_contents(run: list[int], texts: Sequence[str], pieces: Sequence[Piece]) -> list[int]:
    """The part of a run of headings that is a table of contents: from its first up to where the first comes again."""
    if len(run) < SHORTEST_CONTENTS:
        return []
    # The text's own headings follow the last entry: the run goes on with them, so its first entry comes again in it.
    restart = next((n for n, i in enumerate(run[1:], 1) if texts[i] == texts[run[0]]), len(run))
    listed = run[:restart]
    later = texts[listed[-1] + 1 :]
    openings = set(later) | {t[:n] for t in later for n in range(4, LONGEST_HEADING) if len(t) >= n}
    again = [texts[i] in openings or any(texts[i][n:] in openings for n in range(1, 4)) for i in listed]
    while listed and not again[-1] and not pieces[listed[-1]].marker:
        listed, again = listed[:-1], again[:-1]
    return listed if len(listed) >= SHORTEST_CONTENTS and sum(again) * 10 >= len(listed) * 8 else []


def mark_tail(pieces: Sequence[Piece], zone: Zones) -> int:
    """Mark the foot of the page; return where it begins.

    It begins at the first furniture line after the last heading and the last long paragraph. What follows it belongs
    to it, by its own reason or by that of the lines before it.
    """
    begin = len(pieces)
    for i in range(len(pieces) - 1, -1, -1):
        text = pieces[i].text.text
        if pieces[i].row:
            break
        if noise_reason(text, "tail"):
            begin = i
        elif begin - i > UNKNOWN:
            break
        elif not is_fine_print(pieces, i) and (is_heading(pieces[i]) or len(text) > LONGEST_HEADING or text[-1:] in SENTENCE_END):
            break
    if (
        begin
        and begin < len(pieces)
        and re.match(r"^附件\d*[:：]?$", pieces[begin - 1].text.text)
        and noise_reason(pieces[begin].text.text, "tail") == "attachment_link"
    ):
        begin -= 1
    inherited = "attachment_link"
    for i in range(begin, len(pieces)):
        text = pieces[i].text.text
        reason = noise_reason(text, "tail")
        if reason is None and inherited == "disclaimer" and re.match(r"\d{1,2}[.、．]", text):
            reason = "disclaimer"
        zone[i] = ("noise", reason or (inherited if i == begin else "site_footer"))
        inherited = reason or inherited
    return begin


def is_fine_print(pieces: Sequence[Piece], at: int) -> bool:
    """A numbered line of a disclaimer: the line that opens it is furniture and stands a few lines above."""
    if not re.match(r"\d{1,2}[.、．]", pieces[at].text.text):
        return False
    return any(noise_reason(p.text.text, "tail") == "disclaimer" for p in pieces[max(0, at - 8) : at])
