"""A document as Akoma Ntoso 3.0 (OASIS LegalDocML): a `statement`, the standard's word for an official document of a body.

Blocks bear the eIds the API knows them by, and their permanent ids as GUIDs. Page furniture is left out. Numbers are
`quantity`, projects `object`, cited documents `ref`; what they refer to stands in `references`, with its address in the API.
"""

from plans.choices import ChapterKind
from plans.documents.akoma_ntoso_meta import NAMESPACE, expression_iri, meta, target_of
from plans.documents.marks import nested
from plans.documents.markup import element, lines, written_xml

HIERARCHY = {ChapterKind.PART: "part", ChapterKind.CHAPTER: "chapter", "section": "section"}
FRONT = (("notice", "coverPage"), ("title", "preface"), ("preamble", "preamble"))
# What closes a run-in heading belongs to it.
CLOSING = "。.::;;,,、!!??"


def write(reading):
    """The XML, as text. A part of a document is a `portion` of it."""
    content = _portion(reading) if reading.part else _statement(reading)
    return written_xml(element("akomaNtoso", content, xmlns=NAMESPACE))


def _statement(reading):
    front = [_front(name, tag, reading) for name, tag in FRONT if reading.lists[name]]
    body = [_block(node, reading) for node in reading.body]
    return element(
        "statement",
        meta(reading, [mark for node in _texts(reading) for mark in reading.marks.get(node["id"], ())]),
        *front,
        element("mainBody", *(body or [element("p")]), eId="body"),
        name=reading.document.doc_type or "document",
        contains="originalVersion",
    )


def _portion(reading):
    marks = [mark for node in _texts(reading) for mark in reading.marks.get(node["id"], ())]
    return element(
        "portion",
        meta(reading, marks),
        element("portionBody", _block(reading.part.node, reading)),
        includedIn=expression_iri(reading.document),
    )


def _texts(reading):
    """Nodes with a text that are written, in reading order."""
    waiting = [*reversed([*([] if reading.part else (node for name, _ in FRONT for node in reading.lists[name])), *reading.body])]
    while waiting:
        node = waiting.pop()
        waiting += reversed(node["children"])
        if node["text"] is not None:
            yield node


def _front(name, tag, reading):
    """What stands before the body: paragraphs, of the title the title itself."""
    paragraphs = []
    for node in reading.lists[name]:
        content = _marked(nested(node["text"], reading.marks.get(node["id"], ())), reading.root)
        content = [element("docTitle", *content)] if name == "title" else content
        paragraphs.append(element("p", *content, eId=node["eid"], GUID=node["id"]))
    return element(tag, *paragraphs, eId=name)


def _block(node, reading):
    """A node as an element of the hierarchy: number, heading, and what stands in it."""
    identity = {"eId": node["eid"], "GUID": node["id"]}
    if node["text"] is not None:
        return element("paragraph", *_sentences(node, reading.marks.get(node["id"], ()), reading.root), class_=node["kind"], **identity)
    children = [_block(child, reading) for child in node["children"]]
    return element(
        HIERARCHY[node["kind"]],
        element("num", node["marker"]) if node["marker"] else None,
        element("heading", node["heading"]) if node["heading"] else None,
        *(children or [element("content", element("p"))]),
        **identity,
    )


def _sentences(node, marks, root):
    """A text cut into number, run-in heading and the rest. Where a mark runs across a cut, nothing is cut."""
    text, marker, heading = node["text"], node["marker"] or "", node["heading"] or ""
    after = len(marker) if marker and text.startswith(marker) else 0
    closed = after + len(heading) if heading and text.startswith(heading, after) else after
    while after < closed < len(text) and text[closed] in CLOSING:
        closed += 1
    if any(mark.start < cut < mark.end for cut in (after, closed) for mark in marks):
        after = closed = 0
    if after:
        yield element("num", *_marked(nested(text, marks, 0, after), root))
    if closed > after:
        yield element("heading", *_marked(nested(text, marks, after, closed), root))
    yield element("content", element("p", *_marked(nested(text, marks, closed), root)))


def _marked(pieces, root):
    """Pieces as content: figures, projects and cited documents as what they are, within each other as they stand."""
    for piece in pieces:
        if isinstance(piece, str):
            yield from lines(piece, "eol")
            continue
        mark, inner = piece
        if mark.kind == "document":
            yield element("ref", *_marked(inner, root), href=root + mark.path)
        elif mark.value is not None:
            yield element("quantity", *_marked(inner, root), refersTo=target_of(mark), normalized=mark.value)
        else:
            yield element("object", *_marked(inner, root), refersTo=target_of(mark))
