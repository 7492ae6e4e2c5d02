"""Words of a paragraph that mean something: the number of a target or outcome, the name of a project, the title of another document."""

from dataclasses import dataclass

# Marks within marks within marks: deeper ones are left out.
DEEPEST = 8
# Of marks over the same words, the one that comes first holds the other.
OUTER_FIRST = ("document", "project", "target", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words from `start` to `end` of a paragraph's text. `path` is the address of the record they are, below the API's root.

    `told` says in Chinese what the words mean; `value` is the number in its base unit, for figures only.
    """

    kind: str
    start: int
    end: int
    path: str
    told: str
    value: str | None = None
    indicator: str | None = None

    @property
    def key(self):
        """A name for the record, fit for an XML id.

        >>> Mark(kind="target", start=0, end=1, path="targets/01a2/", told="").key
        'target-01a2'
        """
        return f"{self.kind}-{self.path.strip('/').split('/')[-1]}"


def nested(text, marks, start=0, end=None):
    """A text from `start` to `end` in pieces: strings, and (mark, pieces) for what is marked. The strings in a row are the text.

    Marks that hold each other are nested. One that crosses another, starting within it and ending outside, is left out,
    as is what does not lie between `start` and `end`.

    >>> def mark(start, end): return Mark(kind="project", start=start, end=end, path="", told="")
    >>> pieces = nested("新建2×35万千瓦煤电项目。", [mark(2, 13), mark(2, 9), mark(8, 14)])
    >>> pieces[0], pieces[1][1][0][1], pieces[1][1][1], pieces[2]
    ('新建', ['2×35万千瓦'], '煤电项目', '。')
    """
    end = len(text) if end is None else end
    top, at = [], start
    opened = [(end, top)]

    def close(stop):
        nonlocal at
        if at < stop:
            opened[-1][1].append(text[at:stop])
        at = stop

    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end, OUTER_FIRST.index(mark.kind))):
        if not start <= mark.start < mark.end <= end:
            continue
        while mark.start >= opened[-1][0]:
            close(opened[-1][0])
            opened.pop()
        if mark.end > opened[-1][0] or len(opened) > DEEPEST:
            continue
        close(mark.start)
        inner = []
        opened[-1][1].append((mark, inner))
        opened.append((mark.end, inner))
    while opened:
        close(opened[-1][0])
        opened.pop()
    return top
