"""Proves a restoration: damaged again, it must come out as the raw run."""

from collections.abc import Mapping

from importers.parsing.repair import model
from importers.parsing.repair.bytepairs import MARKS, gbk
from importers.parsing.repair.inverse import ANNOTATED, Candidate

MOST_TRIALS = 64  # ways in which marks may have been set apart or not


def is_proved(line: str, at: int, c: Candidate, readings: Mapping[str, str]) -> bool:
    """Damage the restoration, with the character before it: the raw run must come out.

    >>> is_proved("碳?xì)湟惑w化", 1, Candidate(0.0, "氫一體", 8, (("細", "xì"),)), {})
    True
    >>> is_proved("碳?xì)湟惑w化", 1, Candidate(0.0, "氫氣體", 8, (("細", "xì"),)), {})
    False
    """
    standing = ANNOTATED.search(line[max(0, at - 12) : at])
    first = standing[1] if standing and gbk(standing[1]) else ""
    wanted = model.as_shown(first + line[at : c.end])
    last = line[c.end : c.end + 1]
    if last:
        last = model.as_printed(last) if last in MARKS else "的"  # a lone `?` shows only before the mark itself
    # On some pages a key stands without its reading now and then: those count whose reading is there.
    keys = [(k, r) for k, r in readings.items() if k in c.text and f"{r})" in line[at : c.end + len(r) + 2]]
    # The characters annotated in full first or last: an odd match may have come before them or behind.
    orders = ([*c.keys, *keys], [*keys, *c.keys], [*c.keys[1:], *keys, *c.keys[:1]])
    try:
        return any(gives(first + c.text + c.lost + last, order, wanted) for order in orders)
    except UnicodeEncodeError:
        return False


def gives(text: str, keys: list[tuple[str, str]], wanted: str) -> bool:
    """Whether a text, damaged with these keys, begins as wanted, whichever marks were set apart."""
    untried: list[tuple[bool, ...]] = [()]
    for _ in range(MOST_TRIALS):
        if not untried:
            break
        chosen, reached = untried.pop(), 0

        def apart(n: int, chosen: tuple[bool, ...] = chosen) -> bool:
            nonlocal reached
            reached = n + 1
            return n >= len(chosen) or chosen[n]

        if model.as_shown(model.damage(text, keys, apart=apart)).startswith(wanted):
            return True
        untried += [(*chosen, *[True] * (n - len(chosen)), False) for n in range(len(chosen), reached)]
    return False
