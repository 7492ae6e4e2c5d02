"""Which region a document is of: its title says, or who issues it, or what the text speaks of as its own."""

import re
from collections import Counter
from collections.abc import Sequence

from importers.parsing import regions
from importers.parsing.regions import Region

# How a text of each level speaks of its own place.
OWN = {
    "province": re.compile(r"(?:全|我)(?:省|自治区)|省(?:委、?)?省?政府"),
    "prefecture": re.compile(r"(?:全|我)(?:市|州|盟)|市委|市政府|州委|州政府"),
    "county": re.compile(r"(?:全|我)(?:县|区|旗)|县委|县政府|区委|区政府|旗委"),
}


DELIVERED = re.compile(r"在([\u3400-\u9fff]{2,24}?)第.{1,4}[届次]")
LONGEST_HINT = 60


def region_of(*, title: str | None, issuer: str | None, hints: Sequence[str], body: str) -> Region | None:
    """The region, or None where nothing says it without doubt.

    Asked in this order: the words the title opens with, the issuer, the page's other titles and its delivery line (a
    site often prints the whole chain of names), the text. An ambiguous name is narrowed by the regions above it that
    the page names.
    """
    delivered = [m[1] for hint in hints if (m := DELIVERED.search(hint))]
    for text in (title, issuer, *delivered, *(h for h in hints if len(h) <= LONGEST_HINT)):
        if text and (found := named(text, hints, body)):
            return found
    return spoken_of(body)


def named(text: str, hints: Sequence[str], body: str) -> Region | None:
    """The region a title or issuer opens with."""
    text = re.sub(r"^[(（][^)）]{2,8}[)）]\s*(?=\d{4}年)", "", text)
    if found := regions.leading(text):
        return found
    match = re.match(r"[(（\d年\s]*([\u3400-\u9fff]{2,8}?[市县区州盟旗])", text)
    if not match:
        return None
    for above in sorted(
        {m.region.code for hint in (*hints, body[:4000]) for m in regions.find(hint) if m.region.level != "county"}, reverse=True
    ):
        if found := regions.resolve(match[1], within=above):
            return found
    return None


def spoken_of(body: str) -> Region | None:
    """The region that the text names most often among those of the level it calls its own.

    A county that is a city says 市 as a prefecture does, so both are counted then.
    """
    counts = {level: len(pattern.findall(body)) for level, pattern in OWN.items()}
    level = max(counts, key=counts.__getitem__)
    if not counts[level]:
        return None
    mentions = Counter(
        m.region.code for m in regions.find(body) if m.region.level == level or (level == "prefecture" and m.region.name.endswith("市"))
    )
    ranked = mentions.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return regions.by_code(ranked[0][0])
