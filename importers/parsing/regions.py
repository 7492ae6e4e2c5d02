"""Names of regions <-> administrative division codes (GB/T 2260), for documents of 2011 to 2026.

Plain look-ups in `fixtures/regions.csv` (its README says where that comes from). A name that stays ambiguous is
None, a word that may be no name is left alone: a false alarm is worse than a miss.

`year` narrows to the regions of that year; without it regions in force go before abolished ones.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LEVELS = ("province", "prefecture", "county")
NAME, ALIAS, SHORT = range(3)  # how a region can be called, the surest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One row of the table; `parent` is empty for provinces, a year is None where it is open."""

    code: str
    name: str
    full_name: str
    short_name: str
    level: str
    parent: str
    valid_from: int | None
    valid_to: int | None

    def lives(self, year: int | None) -> bool:
        return year is None or (self.valid_from or year) <= year <= (self.valid_to or year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A region written in a text: `text` is what stands from `start` to `end` (exclusive)."""

    region: Region
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """One way to read the characters up to `end`; `chained` after the name of a region above, as in 吕梁市|离石区."""

    region: Region
    kind: int
    start: int
    end: int
    chained: bool


# ── Words that only look like names ──────────────────────────────────────────────────────────────────────────
# Only read as a name behind a region above (晋城市城区) or in a list (太原、大同).
EVERYDAY_WORDS = """
    城区 郊区 矿区 东区 西区 新城区 老城区 山城区 新市区 港口区 河口区 解放区 前进区 会同县 公安县 新兴县 古县 新县
    高县 白银 日照 来宾 大同 大连 大庆 朝阳 中山 山南 三明 海东 海西 海北 黄山 兴安 阿里 白山 四平 红河 怒江
    黑河 内江 和田 安康 玉树 丽水 安顺 通化 新乡 固原 大理 广安 中卫 巴中
"""
EVERYDAY = frozenset(EVERYDAY_WORDS.split())
# Characters in front of a name that make another word: 形|成都市圈, 振|兴县域, 推|广东西部协作.
NOT_AFTER_PAIRS = """
    建形完构生变|成都 建形完构生变|成都市 出入沿河江|海口 系|舟山 推|广东 推|广元 西东华|南充 投|资阳 关|怀化
    平均|衡阳 平均|衡水 平治公|安阳 蓝|天水 珠长|江门 黄江|河源 南沿渤|海南 中行|山东 中行|山西 长|江西
    西东云河湖海|南县 振复新中|兴县 形建完构生达|成县 现时当古近年世|代县 相对适响效供反|应县 管治办处整合|理县
    健小安|康县 发到|达县 公打展|开县 信|息县 贸交简容|易县 致丰|富县 循|环县 平治公|安县 人|文县 名简|单县
    街管渠轨|道县 场风前|景县 中|华县 消免经|费县 内|容县 繁光|荣县 探|索县 海|洋县 最|佳县 面|临县 农住用|户县
    华|夏县 敬|礼县 交|通县 安|宁县 主|义县 伴|随县 示规模|范县
"""
NOT_AFTER = {name: before for before, name in (pair.split("|") for pair in NOT_AFTER_PAIRS.split())}
# Characters behind a name that make another word: 北京市|场, 长治|久安, 吕梁|山.
NOT_BEFORE_PAIRS = "长治|久 吕梁|山 南通|道 普洱|茶 河源|头 南平|原 海南|部 上海|合"
NOT_BEFORE = dict(pair.split("|") for pair in NOT_BEFORE_PAIRS.split())
SUFFIX_NOT_BEFORE = {"市": "场", "区": "域间位", "县": "域级城乡市区县(\uff08"}  # 县: only names of two characters
DIRECTION = re.compile("[东西南北][岸麓侧坡]")  # 黄河北|岸 is no mention of 河北
INSTITUTION = re.compile("大学|路(?!桥)")  # 中山大学, 山西路
LIST_MARKS = "、和与及"
LIST_END = re.compile("等?[一二三四五六七八九十两0-9]{0,3}个?[县区市旗](?!域)")
TITLE_START = re.compile(r"[\s《“\"「【]*(?:(?:[12]\d{3}|[一二][〇○零一二三四五六七八九]{3})\s*年度?\s*)?")
BRACKETED = re.compile(r"[(\uff08]([^()\uff08\uff09]{2,12})[)\uff09]")  # full and half width


# ── The table ────────────────────────────────────────────────────────────────────────────────────────────────
@cache
def all_regions() -> tuple[Region, ...]:
    """Every row of the table, sorted by code, then year; the loader stores these.

    >>> sum(region.level == "province" for region in all_regions())
    34
    """
    path = Path(__file__).parents[2] / "fixtures" / "regions.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["valid_from"] = int(row["valid_from"]) if row["valid_from"] else None
        row["valid_to"] = int(row["valid_to"]) if row["valid_to"] else None
    return tuple(Region(**row) for row in rows)


@cache
def _codes() -> dict[str, tuple[Region, ...]]:
    codes = defaultdict(list)
    for region in all_regions():
        codes[region.code].append(region)
    return {code: tuple(regions) for code, regions in codes.items()}


@cache
def _names() -> dict[str, tuple[tuple[int, Region], ...]]:
    names = defaultdict(list)
    for region in all_regions():
        names[region.name].append((NAME, region))
        if region.short_name != region.name:
            names[region.short_name].append((SHORT, region))
        if "自治" in region.name and region.level != "province":  # 凉山彝族自治州 is called 凉山州, too
            names[region.short_name + region.name[-1]].append((ALIAS, region))
    return {name: tuple(meanings) for name, meanings in names.items()}


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """First two characters -> lengths of the names they begin, longest first."""
    lengths = defaultdict(set)
    for name in _names():
        lengths[name[:2]].add(len(name))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def _is_within(region: Region, code: str) -> bool:
    while region.code != code:
        if not region.parent:
            return False
        region = _codes()[region.parent][-1]
    return True


# ── Reading names ────────────────────────────────────────────────────────────────────────────────────────────
def _readings(text: str, start: int, year: int | None, above: Region | None = None) -> Iterator[_Reading]:
    """Every name or chain of names, each below the one before, that begins at `start`."""
    for length in _lengths().get(text[start : start + 2], ()):
        for kind, region in _names().get(text[start : start + length], ()):
            if region.lives(year) and (above is None or (region.code != above.code and _is_within(region, above.code))):
                end = start + length
                yield _Reading(region=region, kind=kind, start=start, end=end, chained=above is not None)
                if region.level != "county":
                    yield from _readings(text, end, year, region)


def _choose(readings: list[_Reading], year: int | None) -> Region | None:
    """The one region meant: a name goes before a short name, living before abolished, the higher level first."""

    def rank(reading: _Reading) -> tuple[int, bool, int]:
        region = reading.region
        ends = region.valid_to is not None and (year is None or region.valid_to <= year)
        return reading.kind, ends, LEVELS.index(region.level)

    best = min(map(rank, readings), default=None)
    meant = {reading.region.code: reading.region for reading in readings if rank(reading) == best}
    return meant.popitem()[1] if len(meant) == 1 else None


def _is_written(text: str, reading: _Reading, *, listed: Region | None, short: bool) -> bool:
    """Whether the characters at hand are this name, and not a part of other words; `listed` stands before a 、."""
    start, end, region = reading.start, reading.end, reading.region
    name, before, after = text[start:end], text[start - 1 : start], text[end : end + 1]
    if after and after in NOT_BEFORE.get(name, ""):
        return False
    if after and after in SUFFIX_NOT_BEFORE.get(name[-1], "") and (name[-1] != "县" or len(name) == 2):
        return False
    if reading.kind == SHORT:
        if INSTITUTION.match(text, end) or DIRECTION.match(text, end - 1):
            return False
        if region.level == "county" and not (short or _is_in_list(text, end, region, listed)):
            return False
    if reading.chained or (listed and (name not in EVERYDAY or name[-1] != "区" or listed.parent == region.parent)):
        return True
    if (name in EVERYDAY and (before or name[-1] != "县")) or (before and before in NOT_AFTER.get(name, "")):
        return False  # a 县 at the very start is one: 古县2026年政府工作报告
    # 省市和县, 创新和县城: 和 joins, unless 和县 or 新和县 begins the clause
    return not (name.endswith("和县") and len(name) <= 3 and "一" <= before <= "鿿" and before not in "在对从赴")


def _is_in_list(text: str, end: int, region: Region, listed: Region | None) -> bool:
    """Whether a county's short name is in a list of its neighbours that ends in a suffix: 离石、柳林、中阳三县."""
    in_list = listed is not None and listed.parent == region.parent
    for _ in range(12):
        if LIST_END.match(text, end):
            return in_list
        if text[end : end + 1] not in LIST_MARKS or end >= len(text):
            return False
        for length in _lengths().get(text[end + 1 : end + 3], ()):
            meanings = _names().get(text[end + 1 : end + 1 + length], ())
            if any(other.parent == region.parent and other.level == "county" for _, other in meanings):
                break
        else:
            return False
        in_list, end = True, end + 1 + length
    return False


# ── What others call ─────────────────────────────────────────────────────────────────────────────────────────
def by_code(code: str, year: int | None = None) -> Region | None:
    """The region with this code: as it was in `year`, else as it is or last was. None where there is none.

    >>> by_code("141102").full_name, by_code("130502", 2018).name
    ('山西省吕梁市离石区', '桥东区')
    """
    found = [region for region in _codes().get(code, ()) if region.lives(year)]
    return found[-1] if found else None


def resolve(name: str, *, within: str | None = None, year: int | None = None) -> Region | None:
    """The one region a name means, be it full, a chain, single or short; None when there is none or several.

    `within` is the code of a region to look in. Of equal names the higher level is meant: 吉林 is the province.

    >>> resolve("太原市万柏林区").code, resolve("吕梁").code, resolve("鼓楼区"), resolve("鼓楼区", within="320100").code
    ('140109', '141100', None, '320106')
    """
    name = name.strip()
    if not name or len(name) > 40:
        return None
    whole = [reading for reading in _readings(name, 0, year) if reading.end == len(name)]
    return _choose([r for r in whole if within is None or _is_within(r.region, within)], year)


def find(text: str, *, year: int | None = None, short: bool = False) -> list[Mention]:
    """The regions written in running text, from left to right, the longest name first, none overlapping.

    Names with their suffix and short names of provinces and prefectures count; a county's short name only in a
    list that ends in a suffix (离石、柳林两县), or with `short`. A chain is one mention of its last region.

    >>> [(m.text, m.region.code, m.start) for m in find("山西省吕梁市离石区和太原、大同两市,形成都市圈,开拓国内市场")]
    [('山西省吕梁市离石区', '141102', 0), ('太原', '140100', 10), ('大同', '140200', 13)]
    """
    mentions: list[Mention] = []
    begins, position = _lengths(), 0
    while position < len(text):
        if text[position : position + 2] not in begins:
            position += 1
            continue
        last = mentions[-1] if mentions and text[position - 1] in LIST_MARKS else None
        listed = last.region if last and last.end == position - 1 else None
        readings = [reading for reading in _readings(text, position, year) if _is_written(text, reading, listed=listed, short=short)]
        end = max((reading.end for reading in readings), default=position + 1)
        if region := _choose([reading for reading in readings if reading.end == end], year):
            mentions.append(Mention(region=region, start=position, end=end, text=text[position:end]))
        position = end
    return mentions


def leading(text: str, *, year: int | None = None) -> Region | None:
    """The region a title opens with, past an opening quote or a year; None where it opens with anything else.

    >>> leading("2026年榆林市政府工作报告").code, leading("关于印发吕梁市规划的通知"), leading("中国(上海)试验区")
    ('610800', None, None)
    """
    title = text[TITLE_START.match(text).end() :][:80]
    if (match := BRACKETED.match(title)) and resolve(match[1], year=year):
        title = match[1] + title[match.end() :]
    readings = [reading for reading in _readings(title, 0, year) if _is_written(title, reading, listed=None, short=reading.chained)]
    end = max((reading.end for reading in readings), default=0)
    return _choose([reading for reading in readings if reading.end == end], year)
