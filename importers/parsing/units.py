"""Units of measure: what may stand behind a number, what family it belongs to, and its value in the family's base unit.

The names are those of the genre; factors follow the 法定计量单位 (1 公顷 = 15 亩). A family holds what may be compared.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

MAGNITUDES = {
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
    "万亿": Decimal(10**12),
}
# family: base unit, then every spelling with its factor
FAMILIES: dict[str, tuple[str, dict[str, str]]] = {
    "money": ("元", {"元": "1", "元人民币": "1"}),
    "people": ("人", {"人": "1", "名": "1", "位": "1", "人口": "1"}),
    "visits": ("人次", {"人次": "1"}),
    "households": ("户", {"户": "1"}),
    "percent": ("%", {"%": "1", "‰": "0.1", "成": "10"}),
    "percentage_point": ("个百分点", {"个百分点": "1", "百分点": "1", "个千分点": "0.1"}),
    "multiple": ("倍", {"倍": "1", "番": "1"}),
    "area": (
        "亩",
        {"亩": "1", "公顷": "15", "平方公里": "1500", "平方千米": "1500", "km2": "1500", "km²": "1500"}
        | dict.fromkeys(("平方米", "平米", "平方", "㎡", "m2", "m²"), "0.0015"),
    ),
    "length": ("公里", {"公里": "1", "千米": "1", "km": "1", "延米": "0.001", "米": "0.001", "延长米": "0.001", "里": "0.5"}),
    "mass": (
        "吨",
        {
            "吨": "1",
            "公斤": "0.001",
            "千克": "0.001",
            "斤": "0.0005",
            "担": "0.05",
            "克": "0.000001",
            "吨标准煤": "1",
            "吨标煤": "1",
            "克标准煤": "0.000001",
            "千克标准煤": "0.001",
            "公斤标准煤": "0.001",
        },
    ),
    "volume": (
        "立方米",
        {"立方米": "1", "方": "1", "立方": "1", "m3": "1", "m³": "1", "标方": "1", "升": "0.001", "立方公里": "1000000000"},
    ),
    "energy": ("千瓦时", {"千瓦时": "1", "度": "1", "kWh": "1", "兆瓦时": "1000", "吉瓦时": "1000000"}),
    "power": ("千瓦", {"千瓦": "1", "kW": "1", "兆瓦": "1000", "MW": "1000", "吉瓦": "1000000", "GW": "1000000", "瓦": "0.001"}),
    "apparent_power": ("千伏安", {"千伏安": "1", "兆伏安": "1000", "kVA": "1", "MVA": "1000"}),
    "voltage": ("千伏", {"千伏": "1", "kV": "1", "KV": "1", "伏": "0.001"}),
    "data": ("bit/s", {"Mbps": "1000000", "Gbps": "1000000000", "Tbps": "1000000000000", "兆": "1000000", "bps": "1"}),
    "computing": ("PFlops", {"PFlops": "1", "PFLOPS": "1", "P": "1", "EFLOPS": "1000", "EFlops": "1000", "E": "1000"}),
    "duration": ("天", {"天": "1", "个工作日": "1", "工作日": "1", "日": "1"}),
    "hours": ("小时", {"小时": "1", "个小时": "1", "分钟": "0.01666666666666666666666666667", "学时": "1", "课时": "1"}),
    "years": ("年", {"年": "1", "岁": "1", "周岁": "1"}),
    "months": ("个月", {"个月": "1"}),
    "concentration": (
        "微克/立方米",
        {"微克/立方米": "1", "μg/m3": "1", "μg/m³": "1", "ug/m3": "1", "微克每立方米": "1", "毫克/立方米": "1000"},
    ),
}
FOREIGN_MONEY = ("美元", "欧元", "港元", "日元", "美金")
# Counted by the piece; no conversion between them.
CLASSIFIERS = [
    "个", "家", "所", "项", "座", "条", "件", "处", "套", "辆", "台", "场", "场次", "次", "批次", "批", "支", "部", "篇", "种", "款", "间",
    "栋", "幢", "张", "床", "艘", "架", "对", "组", "例", "起", "宗", "单", "笔", "份", "册", "本", "幅", "片", "块", "根", "口", "眼", "株",
    "棵", "头", "只", "羽", "匹", "尾", "盏", "扇", "杆", "站", "趟", "班", "列", "节", "级", "层", "门", "期", "轮", "届", "国", "省", "市",
    "县", "区", "乡", "镇", "村", "标箱", "标准箱", "箱", "网点", "户次", "辆次", "项次", "台次", "家次", "个次", "件次", "车次", "班次", "架次", "例次", "台套", "县(市、区)", "县(区)", "县区",
    "镇街", "乡镇", "街道", "社区", "颗", "道", "期次", "车位", "泊位", "载重吨", "标台", "蒸吨", "桶", "枚", "TEU",
]  # fmt: skip
# What a counting word must not run into: 12家庭, 3个性, 5人均, 7项目 are other words.
CONTINUED = {
    "家": "庭具电长", "个": "性体税", "人": "员才口民均大家类群工气", "项": "目", "次": "产数", "名": "牌录单优", "位": "于居列", "条": "件例",
    "场": "馆所景地", "台": "账阶", "处": "于理置", "批": "发准复", "对": "接口照", "组": "织成建", "部": "门署分队", "口": "岸子", "级": "别",
    "种": "植业子养", "头": "部", "度": "假", "方": "面式案位向法针", "户": "籍均外厕口型", "元": "旦首", "天": "然津气水", "米": "粉",
    "亩": "均次", "支": "持部撑出付", "间": "接", "片": "区", "门": "类诊户", "层": "次级", "期": "间末", "份": "额", "起": "步来点",
    "本": "地科级土市省区县", "道": "路", "分": "别之享配", "成": "为立果功效员本", "国": "家道考省有内际", "市": "场民级政区", "区": "域位间块级", "县": "域级城乡道", "省": "级道内外委",
    "村": "庄级民道", "镇": "区域", "乡": "村镇道", "年": "均度内末底初来", "里": "程", "列": "入车为", "站": "点", "只": "有", "克": "服", "行": "动业政", "金": "融额",
    "银": "行", "单": "位", "字": "号", "座": "谈", "块": "钱", "股": "份", "课": "程题堂", "席": "位", "节": "能约日水点", "升": "级至到", "层级": "", "班": "子", "架": "构",
    "台套": "", "床": "位", "张": "", "件": "", "幅": "度", "根": "据本", "班次": "", "箱": "", "兆": "", "日": "", "盘": "活", "E": "", "P": "", "伏": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed, with its family, the family's base unit, and the factor that leads there."""

    printed: str
    family: str
    base: str
    factor: Decimal


BASES: dict[str, tuple[str, str, Decimal]] = {
    spelling: (family, base, Decimal(factor)) for family, (base, spellings) in FAMILIES.items() for spelling, factor in spellings.items()
}
BASES |= {currency: ("foreign_money", currency, Decimal(1)) for currency in FOREIGN_MONEY}
BASES |= {word: ("count", word, Decimal(1)) for word in CLASSIFIERS if word not in BASES}

_MAGNITUDE = "万亿|千万|百万|十万|千亿|百亿|十亿|亿|万|千|百|十"
_WORDS = sorted(BASES, key=lambda word: (-len(word), word))
_PLAIN = "|".join(
    re.escape(word)
    + (f"(?![{CONTINUED[word]}])" if CONTINUED.get(word) else "")
    + ("(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else "")
    for word in _WORDS
)
# 张/千人, 元/人/月, 万吨/年, 件/万人
_EACH = rf"{_PLAIN}|年|月|天|日|秒|时|人·月"
_PER = rf"(?:[/／](?:{_EACH}|(?:{_MAGNITUDE})(?:{_EACH})))*"  # 千瓦时 is not 千 times 瓦
# 套（间）, 头(只): one classifier or another.
_OR = r"(?:[（(](?:间|户|套|个|只|处|家|人|次|座|所|名|批|场|件|条|棵|羽|匹|台|项|组|栋|村|社区)[）)])?"
# A unit before a magnitude with a unit: 千伏安 is not 千 times 伏.
UNIT = re.compile(
    rf"(?P<plain>{_PLAIN})(?P<per>{_PER}){_OR}|(?P<magnitude>{_MAGNITUDE})(?:(?P<scaled>{_PLAIN})(?P<scaled_per>{_PER}){_OR}|级?)"
)


def unit_at(text: str, start: int) -> Unit | None:
    """The unit that stands at `start` of `text`, the longest that fits; None where there is none.

    >>> unit_at("543.8亿元,", 5)
    Unit(printed='亿元', family='money', base='元', factor=Decimal('100000000'))
    >>> unit_at("6.5张/千人", 3).family, unit_at("150万农村劳动力", 3).printed, unit_at("12家庭", 2)
    ('per_unit', '万', None)
    """
    match = UNIT.match(text, start)
    if not match:
        return None
    word, per = match["plain"] or match["scaled"], match["per"] or match["scaled_per"]
    factor = magnitude(match["magnitude"])
    if not word:
        return Unit(match[0], "count", "", factor)
    if per and word + per not in BASES:
        return Unit(match[0], "per_unit", word + per, factor)
    family, base, own = BASES[word + (per or "")]
    return Unit(match[0], family, base, own * factor)


def magnitude(text: str | None) -> Decimal:
    """What a word of magnitude multiplies by; 1 for none.

    >>> magnitude("万亿"), magnitude("千亿"), magnitude(None)
    (Decimal('1000000000000'), Decimal('100000000000'), Decimal('1'))
    """
    product = Decimal(1)
    for part in re.findall("万亿|[十百千万亿]", text or ""):
        product *= MAGNITUDES[part]
    return product
