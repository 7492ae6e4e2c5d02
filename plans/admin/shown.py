"""Stored values in an editor's words, and what changed between two of them."""

import difflib
from functools import cache

from plans import corrections

EMPTY = "(空)"
# Which project a mention is of: where its name leads, or where a person has put it.
FOLLOWS, JOINED = "按名称和行政区归并", "人工指定的项目"
LONGEST_COMPARED = 4000


@cache
def field_of(model_name, field_name):
    return corrections.field_of(model_name, field_name)


def field_label(model_name, field_name):
    """The Chinese name of a field; no field is the record as a whole.

    >>> field_label("paragraph", "text")
    '正文'
    """
    return str(field_of(model_name, field_name).verbose_name) if field_name else "整条记录"


def value_label(model_name, field_name, value):
    """A value of a Correction as an editor reads it.

    >>> value_label("paragraph", "kind", "item"), value_label("document", "is_draft", True), value_label("document", "title", None)
    ('条目', '是', '(空)')
    """
    if field_name == corrections.PROJECT:
        return JOINED if value else FOLLOWS
    if value is None or value == "":
        return EMPTY
    if isinstance(value, dict):
        return ";".join(
            f"{field_label(model_name, name)}:{value_label(model_name, name, one)}" for name, one in value.items() if one not in (None, "")
        )
    if isinstance(value, bool):
        return "是" if value else "否"
    choices = dict(field_of(model_name, field_name).flatchoices)
    return str(choices.get(value, value))


def shorten(text, length=60):
    return text if len(text) <= length else f"{text[: length - 1]}…"


def difference(before, after):
    """Two texts as pieces (kind, text): same, gone, new. Very long ones are not compared.

    >>> difference("城乡居民收入", "城乡收入")
    [('same', '城乡'), ('gone', '居民'), ('same', '收入')]
    """
    if len(before) + len(after) > LONGEST_COMPARED:
        return [("gone", before), ("new", after)]
    pieces = []
    for tag, a1, a2, b1, b2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(("same", before[a1:a2]))
            continue
        pieces += [piece for piece in (("gone", before[a1:a2]), ("new", after[b1:b2])) if piece[1]]
    return pieces


def positive_number(words, default):
    """A positive number that was sent, or the default.

    >>> positive_number("3", 1), positive_number("-3", 1), positive_number(None, 2)
    (3, 1, 2)
    """
    return int(words) if words and words.isascii() and words.isdigit() and 0 < int(words) < 10_000 else default
