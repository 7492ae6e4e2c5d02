"""Why a number measures nothing: dates, ordinals, names, slogans, groups. Each rule is one small function, tried in order.

The traps are those of the gold standard's NOTES; every rule asks for the words around the number, never for a number itself.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from importers.parsing.clauses import closing_positions
from importers.parsing.quantities import Quantity
from importers.parsing.targets.forms import split_noun

CAPACITIES = {"mass", "power", "apparent_power", "voltage", "area", "volume", "energy", "data", "computing", "length", "per_unit"}
# What a plant, a line or a building is called: a size before it is part of its name.
FACILITY = re.compile(
    r"(?:项目|工程|生产线|电站|电厂|机组|煤矿|矿井|线路|铁路|高速|专线|机场|泊位|基地|园区?|中心|厂|装置|水库|储能|变电|光伏|风电|抽水蓄能|技改|农田|油田|气田)"
)
LISTED = re.compile(r"等.{0,12}(?:项目|工程|企业|基地|园区|平台|重点|产业)|项目|工程")
STATES = re.compile(
    r"(?:达到?了?|为|是|至|到|在|超过?|突破|过|占|有|约|近|共|计|完成|实现|增长|增加|下降|降低|提高|提升|减少|新增|形成|建成|新建|改造|整治|治理|改建|扩建|净增|累计|总[量数额长]|规模|面积|里程|能力|产[量能]|容量|长度|投资|不低于|不少于)$"
)
PEOPLE_GROUP = re.compile(r"岁|周岁")


# How far the words count that tell what a number is.
NEAR = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A quantity in its clause, and the text before and after it."""

    clause: str
    quantity: Quantity
    before: str
    after: str
    quoted: str


def place(clause: str, quantity: Quantity, pairs: dict[int, int]) -> Place:
    """`pairs` are the clause's quotes and brackets, from `closing_positions`."""
    around = [clause[a : b + 1] for a, b in pairs.items() if a < quantity.number < b and clause[a] in '“‘《〈「『"']
    before = clause[max(0, quantity.start - NEAR) : quantity.start]
    return Place(clause, quantity, before, clause[quantity.end : quantity.end + NEAR], around[0] if around else "")


def reason(clause: str, quantity: Quantity, pairs: dict[int, int] | None = None) -> str | None:
    """The reason why a number of a (folded) clause is no measurement; None where it is one, as far as the words beside it tell.

    >>> from importers.parsing.quantities import quantities
    >>> def why(text): return [reason(text, q) for q in quantities(text)]
    >>> why("2025年建成“136”兴医工程"), why("60周岁以上老人"), why("居全省第三"), why("建成三大平台"), why("建成学校12所")
    (['date', 'quoted'], ['group'], ['ordinal'], ['word'], [None])
    """
    here = place(clause, quantity, closing_positions(clause) if pairs is None else pairs)
    return next((name for name, rule in RULES if rule(here)), None)


def is_title(p: Place) -> bool:
    return p.quoted.startswith(("《", "〈"))


def is_date(p: Place) -> bool:
    """2025年, 2021-2025年, 3月15日, 1号文件's year; a bare four-figure year before a name (2019农民丰收节)."""
    q = p.quantity
    number = p.clause[q.number : q.end]
    if (
        re.match(r"(?:19|20)\d\d(?!\d|\.\d)", number)
        and (q.unit_text in ("年", "") or number[4:5] in "-—–~～至到/.年")
        and not re.match(r"\d{4}(?:%|个)", number)
    ):
        return True
    if re.match(
        r"[一二三四五六七八九十\d]{1,3}(?:[-—–~～至、][一二三四五六七八九十\d]{1,3})?(?:月(?!均)|日(?![均产])|号)(?![户产])",
        number + p.after[:2],
    ):
        return True
    return (
        bool(re.match(r"[二一][〇零○九][〇零○一二三四五六七八九]{2}年?", number))
        or (q.unit_text == "年" and re.match(r"(?:19|20)\d\d", number) is not None)
        or bool(re.match(r"\d+(?:世纪|年代)", number + p.after[:2]))
    )


def is_period(p: Place) -> bool:
    """“十四五”, 五年来, 今后15年, 连续三年, 三年行动, 一季度: time, not size."""
    q, text = p.quantity, p.clause[p.quantity.number : p.quantity.end] + p.after[:6]
    if re.match(r"[十一二三四五六七]{1,2}五(?:[”\"]|规划|时期|期间|末|以来|开局|收官)", text) and (q.chinese):
        return True
    if re.match(r"[一二三四1234]季度|[上下]半年", text) or (q.unit_text in ("日", "天") and re.match(r"[“\"]", p.after[:1])):
        return True
    if q.unit is not None and q.unit.family in ("years", "months") and "岁" not in q.unit_text:
        return (
            not re.match(r"(?:压缩|缩短|降|减|提高|延长)\D{0,3}[到至为]", p.after)
            and not (q.unit.family == "months" and STATES.search(p.before) and re.search("[到至]$", p.before))
            and not (re.search(r"(?:年限|寿命|时间|周期|时长|学制|期限|受教育)\D{0,8}$", p.before) and STATES.search(p.before))
        )
    if (
        q.unit is not None
        and q.unit.family in ("duration", "hours", "months")
        and re.match(r"(?:压缩|缩短|降|减|提速|提高|延长|精简)\D{0,3}[到至为]", p.after)
    ):
        return False
    if q.unit is not None and q.unit.family in ("duration", "hours"):
        return not re.search(
            r"(?:压缩|缩短|控制|压减|提速|减少|延长|增加|达到?|为|至|到|提高到|不低于|不少于|降[至到]|天数.{0,4}|时间.{0,4}|时长.{0,4})$",
            p.before,
        )
    return False


def is_ordinal(p: Place) -> bool:
    """第三, 前10位, 全省第2, 1号线, 二期, 三级医院, Ⅲ类, 三次产业."""
    q = p.quantity
    text = p.clause[q.number : q.end] + p.after[:4]
    if re.search(r"(?:第|列|(?<!安)排|居|位居|位列|名列)$", p.before) and not re.search(r"(?:系列|序列|行列)$", p.before):
        return True
    if q.unit_text == "位" and re.search(r"(?:前移|后移|上升|提升|进位?|退|下降|跃升|升)了?$", p.before):
        return True
    if re.search(r"前$|百强.{0,2}$|[ⅠⅡⅢⅣⅤ]$", p.before) and not re.search(r"(?:以|目|提|当)前$", p.before):
        return True
    if re.match(
        r"[一二三四五六七八九十\d]+(?:[-—~至、]\d+)?(?:号|期(?!间)|级|类(?!别)|型|等(?:奖|功)|线(?!路)|次产业|产(?!业[园链])|环(?!保|境|节|评)|维|代|阶段|版|甲|本(?!科)|档|季度|届|部委|航段)",
        text,
    ) and q.unit_text not in ("期次",):
        return True
    return bool(re.match(r"[一二三四五六七八九十]+是", text)) or bool(re.match(r"[一二三]产", text))


def is_named(p: Place) -> bool:
    """Figures that touch Latin letters or +: 5G, PM2.5, A1+, 1+6+N, 4A级, H7N9, 7×24小时, 2×35万千瓦."""
    q = p.quantity
    if re.search(r"[A-Za-zα-ω][-－—]?$|[+＋×xX*&#№.]$|[A-Za-z]\d*$", p.before):
        return True
    after = p.clause[q.number + len(re.match(r"[\d.,]*", p.clause[q.number :])[0]) :]
    return (bool(re.match(r"[A-Za-z+＋×&]", after)) and not (q.unit_text and q.unit_text[-1] in "mkt³²23hWVAsgP")) or bool(
        p.after[:1] and p.after[0] in "+＋×&"
    )


def is_ratio(p: Place) -> bool:
    """2.85:1, 13710 (a system's name), 7*24."""
    return bool(re.match(r"[:：]\d", p.after)) or (bool(re.search(r"\d[:：]$", p.before)))


def is_quoted(p: Place) -> bool:
    """A number in quotation marks belongs to a name or a slogan; a rate with what it measures does not: “医疗废物100%集中处理”."""
    return bool(p.quoted) and not (p.quantity.unit_text == "%" and len(p.quoted) - len(p.clause[p.quantity.number : p.quantity.end]) >= 7)


def is_number_of_service(p: Place) -> bool:
    """12345热线, 110联动: figures without unit before a service; document numbers."""
    q = p.quantity
    return (
        q.unit_text == ""
        and not q.chinese
        and bool(
            re.match(
                r"(?:政务|政府|便民|服务|公共|市民|联动|报警|急救|热线|平台|号|字|文件|工程|计划|行动|战略|模式|工作法|机制|体系|条|人才|新政|产业|产品|集群)",
                p.after,
            )
        )
    ) or bool(re.search(r"[〔\[（(【]$", p.before) and re.match(r"[〕\])）】]", p.after))


def is_circle(p: Place) -> bool:
    """15分钟生活圈, 半小时通勤圈, 10公里服务半径."""
    return (
        bool(re.match(r"[^,，。;；、]{0,14}?(?:圈|半径|通勤|便利店|直达|通达|可达|就医|步行|不打烊|自助)", p.after))
        and p.quantity.unit is not None
        and (p.quantity.unit.family in ("hours", "length") or p.quantity.unit_text == "")
    )


def is_vague(p: Place) -> bool:
    """数十万, 上百家, 几十个, 成千上万; 每千人口: no number that could be checked."""
    q = p.quantity
    if q.chinese and re.search(r"(?<!建)[数几上成整]$", p.before) and q.form == "number" and q.value >= 10:
        return True
    return bool(re.search(r"(?:每|逐)$", p.before)) and q.unit is not None


def is_group(p: Place) -> bool:
    """60周岁以上老人, 20户以上自然村, 500万元以上项目: a threshold that says who is meant, not how many."""
    q = p.quantity
    if q.unit is None or q.comparator == "=" or q.unit.family in ("percent", "percentage_point", "multiple"):
        return False
    if not re.search(r"以[上下内]$|及以[上下]$|起$", p.clause[q.number : q.end]):
        return False
    if not re.match(r"(?:的)?[^\s,，。;；:：、!！)）和与及占]", p.after) and not (PEOPLE_GROUP.search(q.unit_text) and p.after):
        return False
    if re.match(r"[^、,，]*\d", p.after):
        return True
    if q.unit.family == "count" and q.unit_text[-1:] not in "县市区级年" and not p.after.startswith("的"):
        return not re.search(r"[\u4e00-\u9fff“”]$", p.before) or bool(re.search(r"(?:对|的|和|及|与|、)$", p.before))
    return True


def is_capacity(p: Place) -> bool:
    """汾青2万吨原酒项目, 220千伏输变电工程: the size of a plant in its name."""
    q = p.quantity
    if q.unit is None:
        return False
    if q.unit.family == "voltage":
        return not STATES.search(p.before)
    segment = split_noun(re.split(r"[、和及]", p.after)[0])[0]
    sized = q.unit.family in CAPACITIES or q.unit_text[-1:] in "辆台套件片头只羽支张米吨克"
    if not sized or not re.match(r"[\u4e00-\u9fffA-Za-z0-9“/]", segment) or p.clause[q.end - 1] in "余左右多":
        return False
    if re.match(r"(?:的|以|及|和|左右|,)", segment):
        return False
    if FACILITY.search(segment):
        return True
    return bool(LISTED.search(p.after)) and not STATES.search(p.before)


# What is counted in Chinese numerals only when it is really made or held: 新建一所小学, 两座水库.
SOLID = ("所", "座", "家", "户", "名", "辆", "台", "套", "公里", "亩", "栋", "幢", "处", "条", "例", "场次", "间", "艘", "架", "人次", "张")
MAKES = re.compile(
    r"(?:新建|建成|改建|扩建|新增|引进|设立|成立|创建|建设|投用|增设|开通|打造|培育|认定|办好|办有|[建拥]?有|配[备齐]|申报)(?:了|成|好)?$"
)


def is_wordy(p: Place) -> bool:
    """三大行动, 两篇文章, 百度, 千方百计, 一批: numerals as words. What stays: 近三十多万人次, 千亿元, 新建一所小学, 三十万人."""
    q = p.quantity
    if not q.chinese or q.form == "share":
        return False
    if q.unit is None or (q.unit.base == "" and p.clause[q.end - 1] != "级"):
        return True
    digits = p.clause[q.number : q.end].removesuffix(q.unit_text)
    if digits in ("十", "百", "千", "万", "亿") and q.unit.factor > 1:  # 突破千亿元, but 千亿级产业
        return not (q.unit.family == "money" and re.search(r"(?:突破|达到?|超过?|跨越|迈上|过|向)$", p.clause[: q.number]))
    if q.unit.factor > 1:  # 三十万人, 两万亩
        return q.value == 1 and q.unit.family == "count" and q.unit_text[0] == "万"
    if q.unit_text == "件" and q.value >= 10:  # 十件民生实事
        return False
    if digits in ("十", "百", "千", "万", "亿"):
        return True
    if q.unit_text in SOLID and (MAKES.search(p.before) or re.search(r"至少|完成", p.before)):
        return False
    return q.value < 10 or (q.unit.family == "count" and q.unit_text not in SOLID) or len(digits) < 2


def is_announcement(p: Place) -> bool:
    """5大行动, 12个方面, 3个百亿台阶: a number that counts what is named beside it, or steps."""
    if p.quantity.unit_text in ("个", "亿", "百亿", "千亿") and re.match(r"[^、]{0,4}(?:台阶|关口|大关)", p.after):
        return True
    return not p.quantity.chinese and bool(re.match(r"(?:个)?(?:大(?!型|中|学|数|专)|方面|环节|维度|步骤)", p.quantity.unit_text + p.after))


def is_bare(p: Place) -> bool:
    """A figure with no unit, unless a verb of state says that something stands at it."""
    q = p.quantity
    if q.unit_text or q.form == "share":
        return False
    closed = not p.after or re.match(r"[,，。;；、)）]|以[上下内]|左右", p.after)
    return not (closed and not q.chinese and re.search(r"(?:达到?|为|至|到|在|于|突破|超过?|不[低高]于|指数|系数|收入比)$", p.before))


RULES: tuple[tuple[str, Callable[[Place], bool]], ...] = (
    ("title", is_title),
    ("period", lambda p: p.quantity.chinese and is_period(p)),
    ("date", is_date),
    ("quoted", is_quoted),
    ("ordinal", is_ordinal),
    ("name", is_named),
    ("ratio", is_ratio),
    ("vague", is_vague),
    ("service", is_number_of_service),
    ("circle", is_circle),
    ("period", is_period),
    ("group", is_group),
    ("capacity", is_capacity),
    ("announcement", is_announcement),
    ("word", is_wordy),
    ("no_unit", is_bare),
)
