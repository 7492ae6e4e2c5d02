"""A whole document at once: nested as a tree, or as plain text in reading order."""

from drf_spectacular.helpers import lazy_serializer
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from plans.api import examples
from plans.api.serializers import DocumentSerializer, PlaceSerializer, example
from plans.choices import ChapterKind, NoiseReason, ParagraphKind
from plans.documents.headings import words
from plans.documents.structure import structure_of

# Kinds of structural records of any model, as the tree tells them apart.
BLOCK_KINDS = [*ChapterKind.choices, ("section", "节"), *ParagraphKind.choices]
TOP_LISTS = (ParagraphKind.TITLE, ParagraphKind.NOTICE, ParagraphKind.PREAMBLE, ParagraphKind.NOISE)
HEADING_FIELDS = ("id", "kind", "eid", "number", "marker", "heading")


def rows_of(document, *, noise, texts=True):
    """Every structural record of a document in reading order, as (key of what it stands in, node): one query."""
    key = str(document.pk)
    return [_node(key, *row) for row in structure_of(document, noise=noise, texts=texts)]


def nest(rows):
    """The tree of a document's rows: lists of nodes for title, notice, preamble, noise and body."""
    lists = {str(name): [] for name in TOP_LISTS} | {"body": []}
    nodes = {node["id"]: node for _, node in rows}
    for above, node in rows:
        if node["kind"] == ParagraphKind.NOISE:
            lists["noise"].append(node)
        elif above in nodes:
            nodes[above]["children"].append(node)
        else:
            lists[node["kind"] if node["kind"] in lists else "body"].append(node)
    return lists


def _node(
    document, key, above, kind, eid, position, level, number, marker, heading, text,
    missing_heading, run_in, inline, noise_reason, line, end_line, start, end,
):  # fmt: skip
    return above, {
        "id": key,
        "kind": kind,
        "eid": eid,
        "position": position,
        "level": level,
        "number": number,
        "marker": marker,
        "heading": heading,
        "text": text,
        "missing_heading": missing_heading,
        "run_in": run_in,
        "inline": inline,
        "noise_reason": noise_reason,
        "source": {"document": document, "line": line, "end_line": end_line, "start": start, "end": end},
        "children": [],
    }


def as_text(rows):
    """The document to read: one line for each heading and each text, an empty line before a heading."""
    lines = []
    for _, node in rows:
        if node["text"] is not None:
            lines.append(node["text"])
        elif heading := words(node):
            lines += ["", heading] if lines else [heading]
    return "\n".join([*lines, ""])


class NodeSerializer(serializers.Serializer):
    """One structural record of any kind, with everything that stands in it in reading order."""

    id = serializers.UUIDField(help_text="Permanent id of the chapter, section or paragraph.")
    kind = serializers.ChoiceField(BLOCK_KINDS, help_text="What it is; tells the list it is from.")
    eid = serializers.CharField(help_text="Akoma Ntoso style id, unique in the document.")
    position = serializers.IntegerField(min_value=0, help_text="Place in reading order, from 0.")
    level = serializers.IntegerField(
        allow_null=True, min_value=0, help_text="Depth of a heading: part 0, chapter 1, section 2 and more; null for text."
    )
    number = serializers.IntegerField(allow_null=True, min_value=0, help_text="Ordinal; null where none is printed.")
    marker = serializers.CharField(allow_null=True, help_text="Ordinal or bullet as printed.")
    heading = serializers.CharField(allow_null=True, help_text="Heading without its ordinal; of a text, its run-in heading.")
    text = serializers.CharField(allow_null=True, help_text="Whole repaired text, run-in heading included; null for a heading.")
    missing_heading = serializers.BooleanField(help_text="Whether the source lacks the heading's line.")
    run_in = serializers.BooleanField(help_text="Whether text goes on in the heading's line.")
    inline = serializers.BooleanField(help_text="Whether it shares its line in the source with another record.")
    noise_reason = serializers.ChoiceField(NoiseReason.choices, allow_null=True, help_text="Why it is noise; null for every other kind.")
    source = PlaceSerializer(help_text="Where it stands in the source.")
    children = serializers.SerializerMethodField(help_text="What stands in it, in reading order; always empty for text.")

    @extend_schema_field(lazy_serializer("plans.api.tree.NodeSerializer")(many=True))
    def get_children(self, node):
        return node["children"]


class HeadingSerializer(serializers.Serializer):
    """A heading that a part stands in."""

    id = serializers.UUIDField(help_text="Permanent id of the chapter or section.")
    kind = serializers.ChoiceField(BLOCK_KINDS, help_text="Part, chapter or section.")
    eid = serializers.CharField(help_text="Its eid: the address `documents/{id}/~{eid}/`.")
    number = serializers.IntegerField(allow_null=True, min_value=0, help_text="Ordinal; null where none is printed.")
    marker = serializers.CharField(allow_null=True, help_text="Ordinal as printed.")
    heading = serializers.CharField(allow_null=True, help_text="Heading without its ordinal; null where the source lacks it.")


@example(examples.PART)
class PartSerializer(serializers.Serializer):
    """A part of a document: a part, chapter, section or paragraph with everything that stands in it."""

    document = serializers.UUIDField(help_text="Id of its document.")
    ancestors = HeadingSerializer(many=True, help_text="The headings it stands in, from the top down: a breadcrumb.")
    previous = serializers.CharField(allow_null=True, help_text="Eid of what stands before it in the same heading; null for the first.")
    next = serializers.CharField(allow_null=True, help_text="Eid of what stands after it in the same heading; null for the last.")
    node = NodeSerializer(help_text="The part itself, as in the tree.")


def told_part(document, part):
    """As PartSerializer tells it."""
    return {
        "document": document.pk,
        "ancestors": [{name: node[name] for name in HEADING_FIELDS} for node in part.above],
        "previous": part.previous and part.previous["eid"],
        "next": part.following and part.following["eid"],
        "node": part.node,
    }


@example(examples.TREE)
class TreeSerializer(serializers.Serializer):
    """A whole document, nested."""

    document = DocumentSerializer(help_text="The document itself.")
    title = NodeSerializer(many=True, help_text="Its printed title.")
    notice = NodeSerializer(many=True, help_text="The notice it was sent out with (印发通知).")
    preamble = NodeSerializer(many=True, help_text="Text before the first chapter.")
    body = NodeSerializer(many=True, help_text="Parts, chapters and whatever else stands at the top, in reading order.")
    noise = NodeSerializer(many=True, required=False, help_text="Page furniture. Only with `noise=true`.")
