"""Place, scale and deadline of a project, from its name and its clause."""

import calendar as months
import re
from dataclasses import dataclass
from decimal import Decimal

from importers.parsing import regions
from importers.parsing.projects.generic import is_plain
from importers.parsing.quantities import CN_DIGITS, fold, quantities
from importers.parsing.targets.naming import ADVERBS, REGIONS, TIMES
from importers.parsing.targets.unclaimed import CAPACITIES

DEADLINE = re.compile(
    r"(?:(?:力争|争取|确保)?(?:到|于|在)?(?P<year>20\d\d)年(?:(?P<month>\d{1,2})月)?(?:底|末|年底|上半年|下半年)?(?:之?前)?|(?P<alone>\d{1,2})月(?:底|末|份)?(?:之?前)|(?:年底|年内|上半年|[一二三四]季度末?|“?十[四五六七]五”?(?:末|期末|时期末))(?:之?前)?)"
)
LEADING = re.compile(rf"^(?:{TIMES}|{REGIONS}|{ADVERBS}|[、,，的和及]|其中|一批|一大批)+(?=.)")
TOPONYM = re.compile(
    r"(?:([\u4e00-\u9fff]{2,4}?)(?:镇|乡(?![村风])|(?<!示范)村(?!庄|镇)|街道)|([\u4e00-\u9fff]{1,4}?)(?:沟|山(?!水)|河(?!行)|区块))(?![区市际馆城化西东生])"
)
# What stands before these is a place more often than not.
BEFORE = re.compile(
    r"^([\u4e00-\u9fff]{2,4}?)(?:水库|水利枢纽|机场|灌区|片区|(?:省级|国家)?湿地公园|调水工程|综合保税区|(?:非遗|文旅)小镇|地质公园)"
)
TIMES_OF = re.compile(r"(\d+)\s*[×xX*]\s*$")


@dataclass(frozen=True, slots=True)
class Scale:
    """A capacity: as printed, and its value in the base unit of its family."""

    printed: str
    value: Decimal
    unit: str


def scale_of(name: str) -> Scale | None:
    """The capacity in a name.

    >>> scale_of("华电锦兴2×35万千瓦低热值煤电项目"), scale_of("天硕20万吨铝合金").printed, scale_of("太绥高铁")
    (Scale(printed='2×35万千瓦', value=Decimal('700000'), unit='千瓦'), '20万吨', None)
    """
    text = fold(name)
    for quantity in quantities(text):
        if quantity.unit is None or quantity.chinese:
            continue
        if quantity.unit.family in CAPACITIES or quantity.unit_text[-1:] in "辆台套件头只张":
            times = TIMES_OF.search(text, 0, quantity.number)
            start = times.start() if times else quantity.number
            factor = int(times[1]) if times else 1
            return Scale(name[start : quantity.end], quantity.value * quantity.unit.factor * factor, quantity.unit.base)
    return None


def place_of(name: str, home: str | None = None) -> str | None:
    """The region or the place that a name begins with or holds, as printed. `home` is the code of the document's region.

    A short name counts only near home (惠民 is a county elsewhere), a province's only where the document is not its own.

    >>> place_of("孝义西辛庄镇地质与生态恢复治理项目", "141100"), place_of("太原市集中供热调度技术中心项目"), place_of("服务消费提质惠民行动", "141100")
    ('孝义西辛庄镇', '太原市', None)
    """
    for mention in regions.find(name, short=True):
        rest = name[mention.start + len(mention.text) :]
        if mention.start > 12 or INSTITUTION.match(rest) or not _counts(mention, home):
            continue
        more = TOPONYM.match(rest) if mention.start == 0 else None
        return mention.text + (more[0] if more else "")
    for pattern, whole in ((TOPONYM, True), (BEFORE, False)):
        match = pattern.match(name)
        if match and not is_plain(match[match.lastindex]) and not OTHER_WORDS.search(match[match.lastindex]):
            return match[0] if whole else match[1]
    return None


INSTITUTION = re.compile("理工|大学|学院|师范|医科|科技大学|铁建|银行|煤电|焦煤|府|能源|建龙")
OTHER_WORDS = re.compile(
    "至$|登|返乡|农民|乡$|国家$|核心|五年|病险|中型|小型|至|国际|专业|卫生|文明|脱贫|县城|城边|城中|示范|重点|中心|旅游|乡村|美丽|特色|历史|传统|古"
)


def _counts(mention: regions.Mention, home: str | None) -> bool:
    """A full name counts anywhere; a short one near home; a province only in full."""
    full = mention.text.endswith(("市", "县", "区", "州", "盟", "旗", "省"))
    if mention.region.level == "province":
        return mention.text.endswith(("省", "自治区"))
    width = 2 if home and home[2:4] == "00" else 4
    return (full and len(mention.text) > 2) or (home is not None and mention.region.code[:width] == home[:width])


def deadline_of(clause: str) -> str | None:
    """The time by which a clause says a thing is to be done, as printed.

    >>> deadline_of("8月底前建成投用"), deadline_of("到2025年建成"), deadline_of("建成投用")
    ('8月底前', '到2025年', None)
    """
    match = DEADLINE.search(clause)
    return match[0] if match and len(match[0]) >= 2 else None


def last_day(deadline: str, now: int | None) -> str | None:
    """The last day that a deadline allows, ISO 8601; months without a year are those of `now`.

    >>> last_day("8月底前", 2026), last_day("到2025年", 2021), last_day("年内", 2026), last_day("上半年", 2026)
    ('2026-08-31', '2025-12-31', '2026-12-31', '2026-06-30')
    """
    match = DEADLINE.search(deadline)
    year = int(match["year"]) if match["year"] else now
    if not year:
        return None
    month = int(match["month"] or match["alone"] or 0)
    if not month:
        quarter = re.search(r"([一二三四])季度", deadline)
        month = CN_DIGITS[quarter[1]] * 3 if quarter else 6 if "上半年" in deadline else 12
    if not 1 <= month <= 12:
        return None
    return f"{year}-{month:02}-{months.monthrange(year, month)[1]:02}"


def lead_in(text: str) -> int:
    """How many characters before a name are times and adverbs: 2025年全市…"""
    match = LEADING.match(text)
    return match.end() if match else 0


def without_times(text: str) -> str:
    """A text without times, places of the document and adverbs at its start.

    >>> without_times("到2025年全市积极")
    ''
    """
    return re.sub(rf"(?:{TIMES}|{REGIONS}|{ADVERBS}|[、,，的])+", "", text)
