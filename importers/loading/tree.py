"""Flat blocks to a tree: which part, chapter and section each belongs to, and what it is called (its eid).

docs/adr/0002-identifiers.md describes the names.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from importers.parsing.records import Block
from plans.choices import ChapterKind, ParagraphKind

SEPARATOR = "__"
# Kinds of paragraph that stand in a container of their own, apart from the chapters.
APART = {"title", "notice", "preamble"}
HEADINGS = {"part": "part", "chapter": "chp", "section": "sec"}
PARAGRAPH_KINDS = set(ParagraphKind.values)
LARGEST_NUMBER = 32767
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(slots=True, kw_only=True, eq=False)
class Node:
    """One future row. `values` are the values of its fields; relations are nodes until rows have ids.

    `row` is the stored row it continues, None for a new one; `pk` its id either way. `block` is the position of its
    block in the parse.
    """

    model: str
    values: dict[str, Any]
    block: int | None = None
    chapter: "Node | None" = None
    section: "Node | None" = None
    parent: "Node | None" = None
    row: Any = None
    pk: Any = None

    @property
    def container(self):
        """The node just above, None for what belongs to the document itself."""
        return self.parent or self.section or self.chapter

    @property
    def eid(self):
        return self.values["eid"]


def grow(blocks: tuple[Block, ...]) -> list[Node]:
    """All rows of a document, in reading order, with their places and eids.

    >>> def block(kind, **more): return Block(kind=kind, line=1, end_line=1, **more)
    >>> nodes = grow((block("preamble", text="略"), block("chapter", number=1, heading="总则"),
    ...     block("section", level=2, number=2, heading="目标", text="接排的正文。"), block("item", text="——一条。")))
    >>> [node.eid for node in nodes]
    ['preamble__para_1', 'chp_1', 'chp_1__sec_2', 'chp_1__sec_2__para_1', 'chp_1__sec_2__para_2']
    """
    trunk = _Trunk()
    nodes = []
    for index, block in enumerate(blocks):
        for node in trunk.add(block):
            node.block = index
            nodes.append(node)
    _name(nodes)
    for position, node in enumerate(nodes):
        node.values["position"] = position
    return nodes


class _Trunk:
    """Where we stand while reading down the blocks."""

    def __init__(self):
        self.part = self.chapter = None
        self.sections = []

    def add(self, block):
        if block.kind in HEADINGS:
            heading = self._heading(block)
            return [heading, self._paragraph(_run_on(block))] if block.text.strip() else [heading]
        return [self._paragraph(block)]

    def _heading(self, block):
        if block.kind == "section":
            return self._section(block)
        node = Node(model="chapter", values=_chapter_values(block), parent=None if block.kind == "part" else self.part)
        self.sections = []
        if block.kind == "part":
            self.part, self.chapter = node, None
        else:
            self.chapter = node
        return node

    def _section(self, block):
        level = min(block.level or 2, LARGEST_NUMBER)
        while self.sections and self.sections[-1].values["level"] >= level:
            self.sections.pop()
        parent = self.sections[-1] if self.sections else None
        node = Node(model="section", values=_section_values(block, level), chapter=self.chapter or self.part, parent=parent)
        self.sections.append(node)
        return node

    def _paragraph(self, block):
        apart = block.kind in APART
        return Node(
            model="paragraph",
            values=_paragraph_values(block),
            chapter=None if apart else self.chapter or self.part,
            section=None if apart or not self.sections else self.sections[-1],
        )


def _run_on(block):
    """The paragraph that goes on in its heading's line."""
    first, last = (block.spans[0], block.spans[-1]) if block.spans else (None, None)
    return Block(
        kind="paragraph",
        line=block.line,
        end_line=block.end_line,
        text=block.text,
        inline=True,
        start=first[1] if first else block.start,
        end=last[1] + last[2] if last else block.end,
        spans=block.spans,
    )


def _placed_values(block):
    number = block.number if block.number is None or 0 <= block.number <= LARGEST_NUMBER else None
    return {
        "line": block.line,
        "end_line": block.end_line,
        "start": block.start,
        "end": block.end,
        "number": number,
        "marker": storable(block.marker)[:40],
        "heading": storable(block.heading) or None,
        "inline": block.inline,
    }


def _chapter_values(block):
    kind = ChapterKind.PART if block.kind == "part" else ChapterKind.CHAPTER
    return _placed_values(block) | {"kind": str(kind), "missing_heading": block.missing_heading}


def _section_values(block, level):
    return _placed_values(block) | {"level": level, "missing_heading": block.missing_heading, "run_in": block.run_in}


def _paragraph_values(block):
    if block.kind not in PARAGRAPH_KINDS:
        raise ValueError(f"line {block.line}: the parser gave a block of unknown kind “{block.kind}”")
    if (block.kind == ParagraphKind.NOISE) != (block.noise_reason is not None):
        raise ValueError(f"line {block.line}: noise needs a reason, and nothing else may have one")
    return _placed_values(block) | {
        "kind": block.kind,
        "text": storable(block.text),
        "noise_reason": block.noise_reason,
        "source_map": [list(span) for span in block.spans],
    }


def storable(text):
    """Text as PostgreSQL takes it: NUL and lone surrogates become U+FFFD, one for one, so that positions hold.

    >>> storable("a\\x00b")
    'a\\ufffdb'
    """
    return UNSTORABLE.sub("\ufffd", text) if text else ""


def _name(nodes):
    """Give every node its eid. A number that stands twice among siblings gets a suffix: chp_3, chp_3_2."""
    tails = _heading_tails(nodes)
    counters = defaultdict(int)
    for node in nodes:
        if node.model == "paragraph":
            above = _paragraph_container(node)
            counters[above] += 1
            tail = f"para_{counters[above]}"
        else:
            above, tail = node.container.eid if node.container else "", tails[id(node)]
        node.values["eid"] = SEPARATOR.join(filter(None, [above, tail]))


def _paragraph_container(node):
    kind = node.values["kind"]
    if kind in APART or kind == ParagraphKind.NOISE:
        return kind
    return node.container.eid if node.container else "body"


def _heading_tails(nodes):
    """Last parts of the headings' eids: the number as printed has the right of way, the rest take their ordinal."""
    families = defaultdict(list)
    for node in nodes:
        if node.model != "paragraph":
            families[id(node.container), HEADINGS[_heading_kind(node)]].append(node)
    tails = {}
    for (_, name), siblings in families.items():
        taken = defaultdict(int)
        numbered = [node for node in siblings if node.values["number"] is not None]
        for ordinal, node in [(0, n) for n in numbered] + list(enumerate(siblings, 1)):
            if id(node) in tails:
                continue
            number = ordinal or node.values["number"]
            taken[number] += 1
            tails[id(node)] = f"{name}_{number}" + (f"_{taken[number]}" if taken[number] > 1 else "")
    return tails


def _heading_kind(node):
    return "section" if node.model == "section" else node.values["kind"]
