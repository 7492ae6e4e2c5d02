"""What a name that matches no indicator might be: a code for it, and the indicator whose name is most like it."""

import re

from plans.indicators import may_measure, normalised
from plans.models import Indicator

CODE_LENGTH = 60
LIKENESS = 0.5  # of the pairs of characters that either name has, how many must be common


def known_indicators():
    """Every indicator with its names, the superseded ones as well: their codes are taken. One query."""
    return list(Indicator.objects.order_by("code"))


def free_code(name, taken):
    """A code for a new indicator: its name in pinyin, with a number if that is taken.

    >>> free_code("公共图书馆", {"gdp"}), free_code("公共图书馆", {"gong_gong_tu_shu_guan"})
    ('gong_gong_tu_shu_guan', 'gong_gong_tu_shu_guan_2')
    """
    from pypinyin import lazy_pinyin  # its tables take a while to load, and only this page needs them

    words = re.findall(r"[a-z0-9]+", "_".join(lazy_pinyin(normalised(name))).lower())
    code = "_".join(words)[: CODE_LENGTH - 4].strip("_") or "indicator"
    code = code if code[0].isalpha() else f"n_{code}"
    number, free = 2, code
    while free in taken:
        number, free = number + 1, f"{code}_{number}"
    return free


def pairs_of(known):
    """The indicators in use, each with the pairs of characters of all its names: made once for a whole page."""
    current = (one for one in known if not one.superseded_by_id)
    return [(one, [pairs(name) for name in (one.name, *one.aliases, *one.editor_aliases)]) for one in current]


def alike_indicator(name, family, candidates):
    """The indicator with the most similar name, if one is similar enough and can be measured in that family."""
    wanted, best, score = pairs(name), None, LIKENESS
    for one, names in candidates:
        found = max(likeness(wanted, other) for other in names)
        if found >= score and may_measure(family, one.unit_family):
            best, score = one, found
    return best


def pairs(name):
    """The neighbouring characters of a name as it is compared.

    >>> sorted(pairs("城镇化率"))
    ['化率', '城镇', '镇化']
    """
    key = normalised(name)
    return {key[at : at + 2] for at in range(len(key) - 1)}


def likeness(one, other):
    return len(one & other) / len(one | other) if one or other else 0
