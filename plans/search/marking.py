"""Where the words of a query stand in a hit, and the hit with these places marked, safe to put into a page."""

from html import escape

LONGEST_MARKED = 240
BEFORE = 60


def places(folded, words):
    """Where any of the words stands, as (start, end): in order, overlapping and touching places as one.

    >>> places("经济社会经济", ["经济", "济社"])
    [(0, 3), (4, 6)]
    """
    found = []
    for word in words:
        at = folded.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = folded.find(word, at + 1)
    merged = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text, spans):
    """The text as HTML with <mark>; of a long one what surrounds the first place, … where it is cut.

    >>> marked("研发<投入>增长", [(3, 5)])
    '研发&lt;<mark>投入</mark>&gt;增长'
    """
    first = 0
    if len(text) > LONGEST_MARKED and spans:
        first = max(0, min(spans[0][0] - BEFORE, len(text) - LONGEST_MARKED))
    last, at, pieces = min(len(text), first + LONGEST_MARKED), first, ["…" if first else ""]
    for start, end in spans:
        start, end = max(start, first), min(end, last)
        if start < end:
            pieces += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
            at = end
    return "".join([*pieces, escape(text[at:last]), "…" if last < len(text) else ""])
