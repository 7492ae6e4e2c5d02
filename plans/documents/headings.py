"""Headings as they are printed."""


def words(node):
    """A heading with its ordinal, 第一章 set off from its words; empty where the source lacks it.

    >>> words({"marker": "第一章", "heading": "总则"}), words({"marker": "(一)", "heading": "基础"}), words({"marker": None, "heading": None})
    ('第一章 总则', '(一)基础', '')
    """
    marker, heading = node["marker"] or "", node["heading"] or ""
    return f"{marker} {heading}".strip() if marker.startswith("第") else f"{marker}{heading}"
