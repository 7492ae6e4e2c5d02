"""专栏: boxes of a plan that list its projects by name, without a verb."""

import re
from collections.abc import Iterator

from importers.parsing.clauses import Clause, closing_positions
from importers.parsing.projects.carried import Carried

OPENS = re.compile(r"^专栏\s*[\d一二三四五六七八九十]*\s*[^,，。;；]{0,30}(?:项目|工程|行动|计划)[^,，。;；]{0,6}$")
ENTRY = re.compile(
    r"^(?:\d{1,2}\s*[.、．]|[（(]\d{1,2}[)）]|[①-⑳]|[●◆■▲★◎]|[—-]{1,2})?\s*([^,，。;；:：]{2,24}?)(?:[:：]|[。.](?=.))\s*(?=.)"
)
SIZES = re.compile(r"[（(][^）)]*(?:\d|投资|期)[^）)]*[)）]")
ENDS = re.compile(r"[。;；]|，(?=[^、]*、)")
VERBAL = re.compile(r"[,，]")


def opens_column(text: str) -> bool:
    """Whether a line is the head of a box of projects.

    >>> opens_column("专栏3 “十四五”重大能源项目"), opens_column("专栏1 主要指标"), opens_column("实施重大能源项目")
    (True, False, False)
    """
    return bool(OPENS.match(text.strip()))


def is_entry(text: str) -> bool:
    """Whether a paragraph goes on with a box: a number or a bullet, a short head, then names.

    >>> is_entry("1.抽水蓄能:长阳清江抽水蓄能电站、远安宝华寺抽水蓄能电站。"), is_entry("各地要加强组织领导,确保落实。")
    (True, False)
    """
    return bool(ENTRY.match(text.strip()))


def listed_in(text: str) -> Iterator[tuple[Clause, Carried]]:
    """The lists of names in an entry, each as a clause that nothing carries. Sizes in brackets are passed over.

    >>> [(clause.text, carried.object) for clause, carried in listed_in("1.输电:甲乙线路（220千伏）、丙丁变电站。")]
    [('甲乙线路（220千伏）、丙丁变电站', '甲乙线路       、丙丁变电站')]
    """
    head = ENTRY.match(text)
    start = head.end() if head else 0
    pairs = closing_positions(text)
    for stop in [m.start() for m in ENDS.finditer(text, start) if not any(a < m.start() < b for a, b in pairs.items())] + [len(text)]:
        part = text[start:stop]
        if len(part.strip()) >= 4 and not VERBAL.search(SIZES.sub("", part)):
            bare = SIZES.sub(lambda match: " " * len(match[0]), part)
            clause = Clause(part, start, stop, 0, 0)
            yield clause, Carried(bare, 0, "", None, programme=False, moved=True)
        start = stop + 1
