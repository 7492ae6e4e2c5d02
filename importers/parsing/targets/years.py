"""The year a figure holds for and the year it is compared with: printed, or told by 今年, 上年, “十四五”末."""

import re

from importers.parsing.numerals import to_int
from importers.parsing.periods import plan_period
from importers.parsing.scope import Calendar, Scope

PRINTED = r"(?<!\d)(?P<printed>(?:19|20)\d\d)(?:年|(?=[-—–至](?:20)\d\d年))"
NAMED = r"“?(?P<ordinal>十[一二三四五六七八])五”?(?!纲要|规划纲要)"
SPAN = r"(?P<past>(?:过去|这|刚刚过去的?|近)[一二三四五两几]{1,3}年|[一二三四五几]{1,3}年来|本届政府)|(?P<ahead>(?:今后|未来|接下来)[一二三四五]{1,3}年)"
RELATIVE = r"(?P<this>今年|本年度?|当年)|(?P<last>去年|上年|上一年)|(?P<next>明年)"
WHEN = re.compile(rf"{PRINTED}|{NAMED}|{SPAN}|{RELATIVE}")
COMPARED = re.compile(
    r"(?:比|较|与|和|按|以|相比|对比|相较于?|高于|低于|是|为|占|同比)(?:(?:于)?(?P<printed>(?:19|20)\d\d)年|(?P<last>上年|去年|上一年)|“?(?P<ordinal>十[一二三四五六七])五”?|(?P<first>期初|规划初))(?:的|底|末|同期|初|时期|期末|期间)*"
)
YEAR_ON_YEAR = re.compile(r"同比|比上年|比去年|较上年|较去年|比上一年")


def stated_year(text: str, years: Calendar, scope: Scope) -> int | None:
    """The last year a stretch of text names for itself, not as something to compare with.

    >>> plan = Calendar(report=False, now=2021, first=2021, last=2025)
    >>> ahead = Scope(zone="forward", year=None)
    >>> [stated_year(t, plan, ahead) for t in ("到2035年", "到“十四五”末", "比2015年增长", "“十三五”期间", "参保率")]
    [2035, 2025, None, 2020, None]
    """
    found = None
    for match in WHEN.finditer(COMPARED.sub(lambda m: "＊" * len(m[0]), text)):
        found = _year(match, years, scope) or found
    return found


def _year(match: re.Match, years: Calendar, scope: Scope) -> int | None:
    if match["printed"]:
        return int(match["printed"])
    if match["ordinal"]:
        return plan_period(to_int(match["ordinal"]))[1]
    if match["past"]:
        return years.reviewed if not years.report or scope.zone != "forward" else scope.year
    if match["ahead"]:
        return years.last
    if not years.now:
        return None
    if match["this"]:
        return years.now if years.report else None
    return years.now + (1 if match["next"] else -1)


def base_year(text: str, year: int | None) -> int | None:
    """The year a change is measured from, where the words before it name one.

    >>> base_year("比2015年增长", 2020), base_year("同比下降", 2020), base_year("年均增长", 2020)
    (2015, 2019, None)
    """
    for match in COMPARED.finditer(text):
        if match["printed"]:
            return int(match["printed"])
        if match["ordinal"]:
            return plan_period(to_int(match["ordinal"]))[1]
    return year - 1 if year and YEAR_ON_YEAR.search(text) else None
