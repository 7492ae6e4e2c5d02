"""Five-year plan periods and dates, from the words that name them."""

import re

from importers.parsing.numerals import to_int

# 第N个五年规划 covers five years from 1953 on, with the three years 1963 to 1965 between the second and the third.
# The genre of this project begins with the eleventh (2006).
ORDINAL = "十一|十二|十三|十四|十五|十六|十七|十八"
NAMED = re.compile(rf"[“\"]?\s*({ORDINAL})五\s*[”\"]?|第\s*({ORDINAL})\s*个\s*五年")
YEARS = re.compile(r"((?:19|20)\d{2})\s*(?:年)?\s*[-—–－~～至到]+\s*((?:19|20)\d{2})\s*年?")
HORIZON = re.compile(r"(20\d{2}|二[〇○零]\s*[一二三四五六七八九〇]{2})\s*年\s*远景目标")
DATE = re.compile(
    r"(\d{4}|[二〇○零一三四五六七八九]{4})\s*[年/.-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月/.-]\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*日?"
)


def plan_period(ordinal: int) -> tuple[int, int]:
    """First and last year of the plan with this ordinal.

    >>> plan_period(14), plan_period(15)
    ((2021, 2025), (2026, 2030))
    """
    first = 2006 + (ordinal - 11) * 5
    return first, first + 4


def named_periods(text: str) -> list[int]:
    """The ordinals of all five-year plans a text names, in order.

    >>> named_periods("“十四五”时期与第十五个五年规划")
    [14, 15]
    """
    return [to_int(m[1] or m[2]) for m in NAMED.finditer(text)]


def stated_years(text: str) -> tuple[int, int] | None:
    """A printed range of years.

    >>> stated_years("发展规划(2018-2022 年)"), stated_years("2021年")
    ((2018, 2022), None)
    """
    match = YEARS.search(text)
    return (int(match[1]), int(match[2])) if match and 1 <= int(match[2]) - int(match[1]) <= 20 else None


def horizon_year(text: str) -> int | None:
    """The year of the 远景目标 a title names.

    >>> horizon_year("第十四个五年规划和二〇三五年远景目标纲要")
    2035
    """
    match = HORIZON.search(text)
    return to_int(match[1].replace(" ", "")) if match else None


def outlook_year(text: str) -> int | None:
    """The year a plan looks ahead to beyond its own period: 展望到2035年. Titles of other documents don't count.

    >>> outlook_year("规划期为2026—2030年,展望到2035年"), outlook_year("依据《二〇三五年远景目标纲要》")
    (2035, None)
    """
    match = re.search(r"展望(?:到|至)?\s*(20\d\d)\s*年", text)
    return int(match[1]) if match else None


def first_date(text: str) -> str | None:
    """The first full date in a text, as ISO 8601.

    >>> first_date("发布日期2021年11月20日"), first_date("二〇二六年一月十二日"), first_date("2022-08-03 11:06:54"), first_date("2021年13月1日")
    ('2021-11-20', '2026-01-12', '2022-08-03', None)
    """
    for match in DATE.finditer(text):
        year, month, day = (to_int(part) for part in match.groups())
        if year and month and day and 1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= 31:
            return f"{year:04}-{month:02}-{day:02}"
    return None
