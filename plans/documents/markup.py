"""Elements of HTML and XML, put together so that no text can become markup."""

import re
from xml.etree import ElementTree

# What neither XML 1.0 nor HTML can hold. Positions stay, for one character stands for one.
FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LINE_END = re.compile("\r\n|\r|\n|\u2028|\u2029")


def clean(text):
    """A text that markup can hold; what it can't is U+FFFD.

    >>> clean("a\\x00b")
    'a\\ufffdb'
    """
    return FORBIDDEN.sub("\ufffd", text)


def element(tag, /, *content, **attributes):
    """An element with attributes (`class_` is class; those that are None are left out) and content: texts and elements, None for nothing.

    >>> written_html(element("p", "a<b", element("b", "c"), "d", id="x"))
    '<p id="x">a&lt;b<b>c</b>d</p>'
    """
    given = {key.rstrip("_").replace("__", "-"): clean(str(value)) for key, value in attributes.items() if value is not None}
    made = ElementTree.Element(tag, given)
    fill(made, content)
    return made


def fill(parent, content):
    """Add texts and elements to an element, in order."""
    for each in content:
        if each is None:
            continue
        if not isinstance(each, str):
            parent.append(each)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + clean(each)
        else:
            parent.text = (parent.text or "") + clean(each)
    return parent


def lines(text, line_break):
    """A text as content, with an element for each end of a line.

    >>> [each if isinstance(each, str) else each.tag for each in lines("a\\nb", "br")]
    ['a', 'br', 'b']
    """
    content = []
    for number, line in enumerate(LINE_END.split(text)):
        content += [element(line_break)] * bool(number) + [line]
    return content


def written_html(root):
    return ElementTree.tostring(root, encoding="unicode", method="html")


def written_xml(root):
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode")
