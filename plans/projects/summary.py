"""What a project is by its mentions. Plain Python."""

from collections import Counter

from plans.places import below

# What follows from the mentions; and of that, what a person has looked at when they reviewed a project.
SUMMARISED = (
    "name", "name_key", "kind", "region", "stage", "tense", "scale_value", "scale_unit", "deadline_date", "first_dated", "last_dated",
    "mention_count", "document_count",
)  # fmt: skip
REVIEWED = {"name", "kind", "region", "stage", "tense", "scale_value", "scale_unit", "deadline_date"}


def time_order(mention):
    """The oldest document first, undated ones before all; within a document in reading order. `mention` is a dict of values."""
    return str(mention["dated"] or ""), str(mention["document_id"]), mention["position"], str(mention["id"])


def summary(mentions):
    """The values of a project from its mentions, dicts of values, by attribute name.

    Where they differ, the name and the kind are the most frequent, then the newest; stage, scale and deadline those of the newest
    mention that has one.
    """
    mentions = sorted(mentions, key=time_order)
    newest = mentions[::-1]
    staged = next((m for m in newest if m["stage"]), newest[0])
    scaled = next((m for m in newest if m["scale_value"] is not None), None)
    dates = [m["dated"] for m in mentions if m["dated"]]
    named = most_frequent(newest, "name")
    return {
        "name": named["name"],
        "name_key": named["name_key"],
        "kind": most_frequent(newest, "kind")["kind"],
        "region_id": region_of(mentions),
        "stage": staged["stage"],
        "tense": staged["tense"],
        "scale_value": scaled["scale_value"] if scaled else None,
        "scale_unit": scaled["scale_unit"] if scaled else "",
        "deadline_date": next((m["deadline_date"] for m in newest if m["deadline_date"]), None),
        "first_dated": dates[0] if dates else None,
        "last_dated": dates[-1] if dates else None,
        "mention_count": len(mentions),
        "document_count": len({m["document_id"] for m in mentions}),
    }


def most_frequent(newest, field):
    """The mention with the value that most have; of equals the newest. `newest` has the newest first."""
    counts = Counter(mention[field] for mention in newest)
    return max(newest, key=lambda mention: counts[mention[field]])


def region_of(mentions):
    """The region of the places named; without any, of the documents. Of several the narrowest, if they contain one another, else the
    one above them all.
    """
    places = {m["region_id"] for m in mentions if m["region_id"]}
    return narrowest(places or {m["document__region_id"] for m in mentions if m["document__region_id"]})


def narrowest(codes):
    """One region for several; None where they have nothing in common.

    >>> narrowest({"141102", "141100"}), narrowest({"141102", "141181"}), narrowest({"141100", "140100"}), narrowest({"140000", "610000"})
    ('141102', '141100', '140000', None)
    """
    if not codes:
        return None
    deepest = max(sorted(codes), key=lambda code: len(code.rstrip("0")))
    if all(below(deepest, code) for code in codes):
        return deepest
    for width in (4, 2):
        if len({code[:width] for code in codes}) == 1:
            return next(iter(codes))[:width].ljust(6, "0")
    return None
