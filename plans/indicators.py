"""The registry of common indicators, and which of them a printed name means.

`fixtures/indicators.toml` holds the registry (its README tells the rules). Matching is exact after normalisation and
nothing more: a wrong link is worse than none, so 农村居民人均可支配收入 is never taken for 居民人均可支配收入.
Pure functions over rows: no models, no database.
"""

import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[1] / "fixtures" / "indicators.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredIndicator:
    """One entry of the registry; `family` is the unit family of its level, `direction` the way that is better."""

    code: str
    name: str
    name_en: str
    aliases: tuple[str, ...]
    family: str
    direction: str
    theme: str
    description: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@cache
def registry() -> tuple[RegisteredIndicator, ...]:
    """Every indicator of the file, in its order.

    >>> registry()[0].code, registry()[0].name
    ('gdp', '地区生产总值')
    """
    with FILE.open("rb") as file:
        entries = tomllib.load(file)["indicator"]
    return tuple(RegisteredIndicator(**entry | {"aliases": tuple(entry["aliases"])}) for entry in entries)


# ── Names as they are compared ───────────────────────────────────────────────────────────────────────────────
QUOTES = re.compile("[\"'“”‘’「」『』《》〈〉〝〞]")
BRACKETED = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
# In brackets, and says nothing more: a unit (万元/人), or the Latin short form of the words before it (PM2.5).
UNIT_OR_SHORT_FORM = re.compile(r"[%‰元美万亿千百人次个件张年岁天平方立公里米吨标准煤时瓦户亩项家所斤度/·点倍]+|[a-z0-9.&+/-]+")
LEADING = re.compile(
    r"(?:到|至)?(?:\d{4}年(?:末|底)?|十[一二三四五六七]五(?:期间|时期末|时期|期末|末|以来))"
    r"|(?:今|去|全)年|年末|期末|累计|预计|完成|实现|全[国省市县区州盟旗](?![域场])|[我本][国省市县区州盟旗](?![域场])"
)
LONGEST = 120  # characters; what is longer is a sentence, and no name
TIMES = r"(?:同比|比上年|较上年|年均|平均|累计)*"
CHANGE = re.compile(TIMES + r"(?:增长|(?<!自然)增长率|增长速度|增速|增幅|涨幅|降幅|上涨|降低率?|下降率?|提高|提升|减少)(?:幅度)?$")
# What a name may end in without meaning another thing. 总额 goes only from a long name: 进出口总额 needs its last word.
SIZE = re.compile(r"(?:数量|总数|个数|人数|户数|家数|起数|件数|(?<![指系倍天岁])数|水平|(?<=.{4})(?<!生产)总[量值额])$")
SHARE = re.compile(r"(?:占比|比率|比例|份额)$")
# Two ways to write one thing, anywhere in a name.
FOLDS = tuple(
    (re.compile(pattern), written)
    for pattern, written in (
        ("(?:国内|地区)?生产总值", "gdp"),
        ("万元gdp", "单位gdp"),
        ("万元工业增加值", "单位工业增加值"),
        ("研究[与和](?:试验发展|实验发展|开发)|r&d", "研发"),
        ("(?:研发)+", "研发"),
        ("(?:全社会)?研发(?:经费(?:投入|支出)?|投入(?:经费)?|支出)", "研发经费"),
        ("规模以上", "规上"),
        ("能源消耗", "能耗"),
        ("固废", "固体废物"),
        ("常住居民", "居民"),
        ("(?:细颗粒物|pm2\\.?5)+", "pm2.5"),
        ("(?:可吸入颗粒物|pm10)+", "pm10"),
        (r"^每?([千万])名?(?:常住人口|人口|人|居民)(?:拥有)?", r"每\1人"),
    )
)


def _clear(name: str) -> str:
    """Width, case, spaces, quotes, brackets and 的 out of the way."""
    name = "".join(unicodedata.normalize("NFKC", name).casefold().split())
    name = QUOTES.sub("", name)
    name = BRACKETED.sub(lambda found: "" if UNIT_OR_SHORT_FORM.fullmatch(found[1]) and found.start() else found[1], name)
    return name.replace("的", "")


def _without(pattern: re.Pattern, name: str) -> str:
    """The name without what the pattern finds, as often as it finds it; never down to less than two characters."""
    while (found := pattern.match(name) if pattern is LEADING else pattern.search(name)) and len(name) - len(found[0]) >= 2:
        name = name[: found.start()] + name[found.end() :]
    return name


def _split(name: str) -> tuple[str, bool]:
    """The key of a name, and whether the name itself speaks of a change (增速, 下降)."""
    if len(name) > LONGEST:
        return "", False
    bare = _without(LEADING, _clear(name))
    level = _without(CHANGE, bare)
    key = SHARE.sub("比重", _without(SIZE, level))
    for pattern, written in FOLDS:
        key = pattern.sub(written, key)
    return key, level != bare


def normalised(name: str) -> str:
    """A name as it is compared; two names with the same result mean the same indicator.

    >>> normalised("全市地区生产总值（ＧＤＰ）年均增速"), normalised("规模以上工业企业数量")
    ('gdp', '规上工业企业')
    >>> normalised("城镇化率(常住人口)"), normalised("经常参加体育锻炼的人数占比(%)")
    ('城镇化率常住人口', '经常参加体育锻炼人数比重')
    """
    return _split(name)[0]


# ── Matching ─────────────────────────────────────────────────────────────────────────────────────────────────
# Families that count the same things in other words: 187户 firms, 12万个 jobs, 30万人 visitors.
ALIKE = (
    {"count", "people", "visits", "households"}, {"mass", "energy"}, {"mass", "volume"}, {"years", "duration"}, {"power", "energy"},
)  # fmt: skip
# These compare with something (1.4倍, 3个百分点) or say nothing: they speak against no indicator.
OPEN = {"multiple", "percentage_point", "other"}


def may_measure(printed: str | None, level: str | None) -> bool:
    """Whether a number of the family `printed` can be a level of an indicator of the family `level`.

    >>> may_measure("money", "money"), may_measure("households", "count"), may_measure("percent", "money")
    (True, True, False)
    """
    if not printed or not level or printed == level or {printed, level} & OPEN:
        return True
    if "per_unit" in (printed, level):  # 每千人口…数 is printed in 张, 单位GDP能耗 in 吨标准煤
        return "percent" not in (printed, level)
    return any(printed in group and level in group for group in ALIKE)


class IndicatorIndex:
    """Finds the indicator of a printed name among rows of (code, names, family).

    A key that two codes claim belongs to neither: it stands in `conflicts`, for the editor.

    >>> index = IndicatorIndex([("gdp", ["地区生产总值", "GDP"], "money"), ("forest_coverage", ["森林覆盖率"], "percent")])
    >>> index.match("全市生产总值", "money"), index.match("森林覆盖率", "area"), index.match("地区生产总值增速", "percent")
    ('gdp', None, 'gdp')
    """

    def __init__(self, rows: Iterable[tuple[str, Iterable[str], str | None]]):
        claims = defaultdict(set)
        self._families = {}
        for code, names, family in rows:
            self._families[code] = family
            for name in names:
                claims[normalised(name)].add(code)
        claims.pop("", None)
        self.conflicts = {key: tuple(sorted(codes)) for key, codes in claims.items() if len(codes) > 1}
        self._codes = {key: codes.pop() for key, codes in claims.items() if len(codes) == 1}

    def match(self, name: str, family: str | None = None) -> str | None:
        """The code of a name as printed. Give `family` for a level or a count; a change is measured in anything."""
        key, is_change = _split(name)
        code = self._codes.get(key)
        if code is None or not (is_change or may_measure(family, self._families[code])):
            return None
        return code


@cache
def registry_index() -> IndicatorIndex:
    """The index over the registry itself.

    >>> registry_index().match("R&D占地区生产总值(GDP)比重", "percent")
    'rd_intensity'
    """
    return IndicatorIndex((entry.code, entry.names, entry.family) for entry in registry())
