"""A document as Markdown (CommonMark): what is known of it as YAML front matter, headings by level, items as lists, every text escaped."""

import re
import unicodedata

import yaml

from plans.choices import ParagraphKind
from plans.documents.headings import words
from plans.documents.markup import LINE_END, clean

LOWEST = 6
# What means something anywhere in a line; at the beginning of one; and what programs make links of.
ANYWHERE = re.compile(r"[\\`*_\[\]<>&~|$#]")
AT_START = re.compile(r"^(?:[+=-]|\d{1,9}(?=[.)]))")
LINKS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)
COLUMNS = (
    "title", "region_name", "issuer", "doc_number", "index_number", "published_on", "written_on", "theme", "period_start", "period_end", "horizon_year",
    "is_draft", "is_fragment", "review_state",
)  # fmt: skip


def write(reading):
    """The whole document, or its part, as text."""
    blocks = [front_matter(reading)]
    if not reading.part:
        blocks.append(_heading(1, reading.name))
        for name in ("title", "notice", "preamble"):
            blocks += _texts(reading.lists[name], but=reading.name if name == "title" else None)
    blocks += _blocks(reading.body, 1 if reading.part else 2)
    return "\n\n".join(_lists_together(blocks)) + "\n"


def front_matter(reading):
    """What is known of the document, between lines of three hyphens."""
    document = reading.document
    known = {"id": str(document.pk), "url": reading.address, "type": document.doc_type, "region": document.region_id}
    known |= {name: getattr(document, name) for name in COLUMNS} | {"lang": "zh-Hans", "updated_at": document.updated_at.isoformat()}
    if reading.part:
        known |= {"eid": reading.part.node["eid"], "within": [words(node) for node in reading.part.above]}
    told = {name: clean(value) if isinstance(value, str) else value for name, value in known.items() if value not in (None, "")}
    return f"---\n{yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=10_000)}---"


def escaped(text):
    r"""A text as one block of Markdown that reads exactly as the text.

    >>> escaped("1. 增长*6.5%*以上 <b>"), escaped("——稳粮"), escaped("见 https://a.b")
    ('1\\. 增长\\*6.5%\\*以上 \\<b\\>', '——稳粮', '见 https\\://a.b')
    """
    return "\\\n".join(filter(None, (_escaped_line(line) for line in LINE_END.split(text))))


def _escaped_line(line):
    line = LINKS.sub(r"\\\g<0>", ANYWHERE.sub(r"\\\g<0>", clean(line).replace("\t", " ").strip(" ")))
    start = AT_START.match(line)
    if not start:
        return line
    at = start.end() if start[0].isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _blocks(nodes, level):
    for node in nodes:
        if node["text"] is not None:
            yield _text(node)
        else:
            yield _heading(level, words(node) or "(标题缺失)")
            yield from _blocks(node["children"], level + 1)


def _heading(level, text):
    return f"{'#' * min(level, LOWEST)} {escaped(' '.join(LINE_END.split(text)))}"


def _texts(nodes, but=None):
    return [_text(node) for node in nodes if node["text"] != but]


def _text(node):
    text, marker, heading = node["text"], node["marker"] or "", node["heading"] or ""
    is_item = node["kind"] == ParagraphKind.ITEM
    if is_item and marker and text.startswith(marker) and not any(map(str.isalnum, marker)):
        text, marker = text[len(marker) :].lstrip(), ""  # its bullet
    written = escaped(text)
    opening = f"{marker}{heading}"
    if heading and text.startswith(opening) and len(opening) < len(text) and _may_be_strong(heading):
        written = f"{escaped(marker)}**{escaped(heading)}**{_rest(text[len(opening) :])}"
    return "- " + written.replace("\n", "\n  ") if is_item else written


def _rest(text):
    """What follows in the same line is no beginning of one."""
    return escaped(f"x{text}")[1:]


def _may_be_strong(text):
    """Asterisks beside punctuation mean nothing in CommonMark."""
    return "\n" not in text and not any(unicodedata.category(end)[0] in "PSZ" for end in (text[0], text[-1]))


def _lists_together(blocks):
    """Items that follow each other are one list, without empty lines between them."""
    together = []
    for block in blocks:
        if together and block.startswith("- ") and together[-1].startswith("- "):
            together[-1] += f"\n{block}"
        else:
            together.append(block)
    return together
