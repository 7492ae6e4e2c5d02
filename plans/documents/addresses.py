"""Parts of a document by their eid: the node of the tree, what it stands in, and what stands before and after it.

Trees are those of `documents/{id}/tree/`: lists of nodes by name, each node a dict with `eid`, `text` and `children`.
"""

import difflib
from dataclasses import dataclass, replace

SEPARATOR = "__"
LONGEST = 120
MOST_COMPARED = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """A node and where it is: `above` from the top down, `previous` and `following` in the same container."""

    node: dict
    above: list
    previous: dict | None
    following: dict | None


def find(lists, eid):
    """The part with this eid, or None.

    >>> leaf = {"eid": "chp_1__para_1", "text": "略", "children": []}
    >>> part = find({"body": [{"eid": "chp_1", "text": None, "children": [leaf]}]}, "chp_1__para_1")
    >>> [node["eid"] for node in part.above], part.following
    (['chp_1'], None)
    """
    waiting = [([], nodes) for nodes in lists.values()]
    while waiting:
        above, nodes = waiting.pop()
        for index, node in enumerate(nodes):
            if node["eid"] == eid:
                following = nodes[index + 1] if index + 1 < len(nodes) else None
                return Part(node, above, nodes[index - 1] if index else None, following)
            if node["children"]:
                waiting.append(([*above, node], node["children"]))
    return None


def nearest_eid(lists, eid):
    """The eid that was probably meant: the likest one in the innermost container that exists; else that container itself.

    >>> section = {"eid": "chp_3__sec_2", "children": []}
    >>> lists = {"body": [{"eid": "chp_3", "children": [section]}]}
    >>> nearest_eid(lists, "chp_3__sec_20"), nearest_eid(lists, "chp_3__fig"), nearest_eid(lists, "xyz")
    ('chp_3__sec_2', 'chp_3', None)
    """
    parts = [*filter(None, eid.strip().lower()[:LONGEST].split(SEPARATOR))]
    for length in range(len(parts), 0, -1):
        if part := find(lists, SEPARATOR.join(parts[:length])):
            return _likest(parts[: length + 1], part.node["children"]) or part.node["eid"]
    return _likest(parts[:1], [node for nodes in lists.values() for node in nodes])


def _likest(parts, nodes):
    eid = SEPARATOR.join(parts)
    return next(iter(difflib.get_close_matches(eid, [node["eid"] for node in nodes[:MOST_COMPARED]], n=1, cutoff=0.7)), None)


def to_depth(nodes, depth):
    """The same tree with `depth` levels of headings. Text that stands in a heading which is left out goes with it.

    >>> leaf = {"eid": "p", "text": "略", "children": []}
    >>> deep = [{"eid": "chp_1", "text": None, "children": [leaf, {"eid": "sec_1", "text": None, "children": [leaf]}]}]
    >>> [node["eid"] for node in to_depth(deep, 1)[0]["children"]]
    ['p']
    """
    if depth is None:
        return nodes
    shown = [node for node in nodes if node["text"] is not None or depth > 0]
    return [node | {"children": to_depth(node["children"], depth - 1)} for node in shown]


def selected(part, depth, with_texts):
    """The part with what stands in it down to some depth, or headings only. A text asked for by itself stays."""
    children = to_depth(part.node["children"], depth)
    return replace(part, node=part.node | {"children": children if with_texts else without_texts(children)})


def without_texts(nodes):
    """The same tree with its headings only."""
    return [node | {"children": without_texts(node["children"])} for node in nodes if node["text"] is None]
