"""A document as a page of HTML for anyone to read: complete, without scripts, its figures and projects marked and linked."""

import base64
import hashlib
from pathlib import Path

from plans.choices import ParagraphKind
from plans.documents import linked_data
from plans.documents.headings import words
from plans.documents.marks import nested
from plans.documents.markup import element, fill, lines, written_html

STYLE = Path(__file__).with_name("page.css").read_text(encoding="utf-8")
STYLE_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
# Nothing is loaded and nothing runs, whatever a text says; the style is the one above.
POLICY = f"default-src 'none'; style-src 'sha256-{STYLE_DIGEST}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
LANGUAGE = "zh-Hans"
LOWEST = 6
TOC_LEVELS = 3
APART = (("notice", "印发通知"), ("preamble", "前言"))
MARKS = {"target": "目标", "outcome": "成效", "project": "项目"}
FACTS = (
    ("issuer", "发文机关"), ("doc_number", "发文字号"), ("index_number", "索引号"), ("written_on", "成文日期"), ("published_on", "发布日期"),
    ("theme", "主题分类"), ("region_name", "行政区"),
)  # fmt: skip
FORMS = (("JSON", "?format=json"), ("Markdown", "?format=md"), ("Akoma Ntoso", "?format=akn"))


def write(reading):
    """The page, as text."""
    page = element(
        "html",
        _head(reading),
        element(
            "body",
            element("a", "跳到正文", class_="skip", href="#main"),
            _header(reading),
            element("div", _contents(reading), _main(reading), class_="columns"),
            _footer(reading),
        ),
        lang=LANGUAGE,
    )
    return f"<!DOCTYPE html>\n{written_html(page)}\n"


def _head(reading):
    part = reading.part
    title = f"{words(part.node) or part.node['eid']} · {reading.name}" if part else reading.name
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("link", rel="canonical", href=reading.address),
        *(element("link", rel="alternate", type=kind, href=f"{reading.address}?format={form}") for kind, form in linked_data.FORMS.items()),
        _with_text("style", STYLE),
        None if part else _with_text("script", linked_data.written(reading), type="application/ld+json"),
    )


def _with_text(tag, text, **attributes):
    """An element whose text is written as it is: our own style, and JSON without `<`."""
    made = element(tag, **attributes)
    made.text = text
    return made


def _header(reading):
    document, part = reading.document, reading.part
    if part:
        whole = reading.root + f"documents/{document.pk}/"
        above = [(reading.name, whole), *((words(node) or node["eid"], f"{whole}~{node['eid']}/") for node in part.above)]
        trail = element("ol", *(element("li", element("a", text, href=href)) for text, href in above))
        return element("header", element("nav", trail, aria__label="所在位置", class_="trail"))
    facts = [(label, str(getattr(document, name) or "")) for name, label in FACTS]
    facts.insert(0, ("类型", document.get_doc_type_display() if document.doc_type else ""))
    if document.period_start or document.period_end:
        facts.append(("规划期", f"{document.period_start or ''}—{document.period_end or ''}"))
    told = [element("div", element("dt", label), element("dd", value)) for label, value in facts if value]
    printed = reading.lists["title"]
    same = len(printed) == 1 and printed[0]["text"] == reading.name
    return element(
        "header",
        element("h1", reading.name, id=printed[0]["eid"] if same else None),
        *([] if same else [element("p", *lines(node["text"], "br"), id=node["eid"], class_="printed") for node in printed]),
        element("p", "草案", class_="state") if document.is_draft else None,
        element("p", "残篇:原文只有一部分。", class_="state") if document.is_fragment else None,
        element("dl", *told),
    )


def _contents(reading):
    headings = [node for node in (reading.part.node["children"] if reading.part else reading.lists["body"]) if node["text"] is None]
    if not headings:
        return None
    return element("nav", element("h2", "目录", id="contents"), _entries(headings, TOC_LEVELS), aria__labelledby="contents", class_="contents")


def _entries(nodes, levels):
    entries = [
        element("li", element("a", _heading_words(node), href=f"#{node['eid']}"), _entries(node["children"], levels - 1))
        for node in nodes
        if node["text"] is None
    ]
    return element("ol", *entries) if entries and levels else None


def _main(reading):
    main = element("main", _legend(reading), id="main")
    if not reading.part:
        for name, label in APART:
            if reading.lists[name]:
                block = element("section", element("h2", label), id=name, class_="apart")
                main.append(fill(block, _blocks(reading.lists[name], reading, 3)))
    fill(main, _blocks(reading.body, reading, 1 if reading.part else 2))
    return fill(main, [_neighbours(reading)] if reading.part else [])


def _legend(reading):
    address = f"{reading.root}{{}}/?document={reading.document.pk}"
    lists = {"target": "targets", "outcome": "outcomes", "project": "project-mentions"}
    marks = [
        element("li", element("a", element("mark", label, class_=kind), href=address.format(lists[kind]))) for kind, label in MARKS.items()
    ]
    return element("ul", *marks, class_="legend", aria__label="文中标记")


def _blocks(nodes, reading, level):
    """Headings with what stands in them, texts, and items that follow each other as one list."""
    items = None
    for node in nodes:
        if node["kind"] == ParagraphKind.ITEM:
            if items is None:
                items = element("ul", class_="items")
                yield items
            items.append(_text("li", node, reading))
            continue
        items = None
        if node["text"] is not None:
            yield _text("p", node, reading)
            continue
        anchor = element("a", "#", href=f"{reading.root}documents/{reading.document.pk}/~{node['eid']}/", class_="anchor")
        anchor.set("aria-label", f"单独阅读:{_heading_words(node)}")
        heading = element(f"h{min(level, LOWEST)}", _heading_words(node), " ", anchor, id=node["eid"])
        yield fill(element("section", heading), _blocks(node["children"], reading, level + 1))


def _heading_words(node):
    return words(node) or "(原文缺标题)"


def _text(name, node, reading):
    text, heading = node["text"], node["heading"] or ""
    marks = reading.marks.get(node["id"], ())
    opening = f"{node['marker'] or ''}{heading}"
    cut = len(opening) if heading and text.startswith(opening) else 0
    if any(mark.start < cut < mark.end for mark in marks):
        cut = 0
    strong = element("strong", *_marked(nested(text, marks, 0, cut), reading)) if cut else None
    return element(name, strong, *_marked(nested(text, marks, cut), reading), id=node["eid"])


def _marked(pieces, reading, path=None):
    """Pieces as content. Words are linked to the innermost record they belong to: a link can't stand in a link."""
    for piece in pieces:
        if isinstance(piece, str):
            content = lines(piece, "br")
            yield from [element("a", *content, href=reading.root + path)] if path else content
            continue
        mark, inner = piece
        words_of = [*_marked(inner, reading, mark.path)]
        if mark.kind == "document":
            yield element("cite", *words_of)
        elif mark.value is not None:
            yield element("mark", element("data", *words_of, value=mark.value), class_=mark.kind, title=mark.told)
        else:
            yield element("mark", *words_of, class_=mark.kind, title=mark.told)


def _neighbours(reading):
    whole = reading.root + f"documents/{reading.document.pk}/"
    links = [("prev", "上一部分", reading.part.previous), ("next", "下一部分", reading.part.following)]
    told = [
        element("a", f"{label}:{words(node) or (node['text'] or '')[:20] or node['eid']}", href=f"{whole}~{node['eid']}/", rel=rel)
        for rel, label, node in links
        if node
    ]
    return element("nav", *told, aria__label="相邻部分", class_="neighbours") if told else None


def _footer(reading):
    links = [element("li", element("a", name, href=reading.address + query)) for name, query in FORMS]
    whole = f"{reading.root}documents/{reading.document.pk}/"
    links += [element("li", element("a", name, href=whole + path)) for name, path in (("纯文本", "text/"), ("原始文件", "source/"))]
    return element("footer", element("nav", element("ul", *links), aria__label="其他格式"))
