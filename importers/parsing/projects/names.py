"""The names of a clause's projects: a list cut into members, the head noun they share, and what kind of thing it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.parsing import regions
from importers.parsing.clauses import closing_positions
from importers.parsing.projects.generic import CLAUSE, is_common_work, is_generic, is_no_programme, is_plain, is_proper

PROGRAMME = r"(?:行动计划|专项行动|三年行动|攻坚行动|提升行动|行动|工程|计划|攻坚战)"
CONSTRUCTION = (
    r"(?:项目群|项目|船闸|步道|绿道|[新老]馆|跨线桥|天桥|高架桥|高架|特大桥|(?<=[路江河湖海口山城]).桥|[东西南北]站|北广场|铁路|高铁|城际|轻轨|地铁|[号\d]线|高速公路|高速|公路|国道|省道|旅游路|快速路|快速通道|快速化|大道|环线|绕城|连接线|专用线|复线|机场|码头|港区|航道|运河|水库|水电站|发电站|电站|发电厂|电厂|热电厂|风电场|"
    r"输变电|变电站|输电通道|线路|隧道|大桥|立交桥|立交|枢纽|车站|火车站|高铁站|客运站|货运站|医院|院区|分院|学校|中学|小学|高中|幼儿园|校区|博物馆|图书馆|档案馆|科技馆|美术馆|文化馆|体育馆|游泳馆|"
    r"展览馆|展示馆|规划馆|射箭馆|纪念馆|体育中心|健身中心|体育场|大剧院|剧院|文化中心|会展中心|艺术中心|服务区|广场|综合体|公园|新城|新区|小镇|综合管廊|管廊|管网|水网|路网|水厂|污水处理厂|再生水厂|处理厂|净水厂|焚烧发电|填埋场|厂区|"
    r"酒庄|生产线|技改|改扩建|扩建|迁建|新建|[东西南北]延|延伸|延长线|[一二三四五六]期|安置房|灌区|泵站|大坝|堤防|管道|气田|煤矿|矿井|铝土矿|储备库|粮库|景区|度假区|古城|酒店|风电|光伏|抽水蓄能|储能电站|多能互补|改线|"
    r"调水|引水|引调水|输水|通道|片区|国际城|科创城|产业城|时尚城|购物中心|商贸城|批发市场|客专|(?<![阶地时])段|支线|储配站|门站|保健院|敬老院|养老院|福利院|光荣院|旅游廊|走廊|廊道|干线网|公路网|文化园|旅游区|遗址公园|隧洞|作业区|大厅|非遗小镇|矿区|场站|站房|航站楼|殡仪馆|公墓|体育公园|专门学校|党校|实训基地|生产基地|制造基地|养殖场|加工厂|冷链物流园)"
)
PLATFORM = (
    r"(?:化工园|科教园|软件园|农业园|文化产业园|生物园|产业基地|示范基地|创新基地|基地|工业园区|产业园区|物流园区|园区|产业园|科技园|物流园|创新区|创业园|创新园|示范园|工业园|生态园|孵化园|电商园|分中心|研究中心|创新中心|数据中心|服务中心|技术中心|集结中心|指挥中心|调度中心|中心|云平台|平台|"
    r"重点实验室|实验室|研究院|研究所|示范区|集聚区|先行区|试验区|先导区|开发区|经开区|高新区|保税区|陆港|口岸|孵化器|众创空间|工作站|智创城|创新城|科技城|大学城|创新谷|云谷|谷|港|(?<!重要)节点|节点城市|产业区|功能区|合作区|创新联合体|联盟|学院|特色镇|专业镇)"
)
# What makes a 工程 or a 改造 a thing that is built.
PHYSICAL = re.compile(
    r"输变电|送出|引江|引汉|航运|航道|扩能|供水|调水|引水|引黄|引调水|水网|(?<!村)道路(?!和)|公路|大?桥|灌区|管网|管廊|隧道|铁路|机场|供热|供气|发电|电站|车站|枢纽|水库|防洪|连通|回填|矿山|搬迁|安置|建设工程|扩建|迁建|[东西南北]延|线路|堤防|水厂|改线|配套工程|山水工程"
)
# Named after a river or a mountain, 治理 is a work on it; after a field of policy, a programme.
AT_A_PLACE = re.compile(r"[\u4e00-\u9fff]{1,3}(?:河|湖|沟|江|渠|库区|山)(?!业|水林)")
CARE = re.compile(r"(?:治理|修复|改造|整治|绿化|景观|生态|湿地).*工程$")
OF_POLICY = re.compile(r"环境|行业|专项|领域|水系|超低|市容|秩序|安全|“[^”]*”整治")
FACILITIES = re.compile(
    r"(?:奥体|养老|健身|照料|托育|殡仪|集散|体质\w{0,2}|游客|应急指挥|防\w*指挥|文化|体育|艺术|会展|购物|急救|救治|妇幼|客运|活动|科技文化|博物|医养|护理|康养)\w{0,4}中心$"
)
WORKS = re.compile(r"(?:拆迁改造|改造|综合整治|整治|综合治理|治理|修复|升级改造|改造提升|提升改造|整合|开发|除险加固|扩能|扩容)$")
ANY_HEAD = re.compile(rf"{CONSTRUCTION}|{PLATFORM}|{PROGRAMME}")
HEAD = re.compile(rf"(?:{PROGRAMME}|{CONSTRUCTION}|{PLATFORM})(?:[(（][^)）]{{1,8}}[)）])?(?:\d+号|[一二三四五六]期(?:工程)?)?$")
LONGEST_HEAD = 24
# What any of these ends in: looked at first, since most texts end in another character.
HEAD_ENDS = tuple({end.rstrip(")")[-1] for end in f"{PROGRAMME}|{CONSTRUCTION}|{PLATFORM}".split("|")} | set(")）号期程"))
ENDS = {"programme": re.compile(rf"{PROGRAMME}$"), "construction": re.compile(rf"{CONSTRUCTION}$"), "platform": re.compile(rf"{PLATFORM}$")}
COUNTED = re.compile(r"^(\d+)(?:余|多)?(个|项|条|座|处|家|所|件|对|片|组|台)(?!大)(?:的)?")
PLACE_NAME = re.compile(r"[河湖江渠沟街路桥村镇库站线]$")
INSTITUTION = re.compile(r"(?:大学|集团|公司|企业|政府|部门|院校|机构)$")
# “一泓清水入黄河”工程36个项目: so many parts of one programme.
COUNTED_BEHIND = re.compile(r"(?<=工程|行动|计划)(\d+)(?:个|项)(?:子|重点)?项目$")
SEPARATOR = "、"
BARE_SIZE = re.compile(r"\d(?:千伏|兆瓦|万?千瓦|万?吨|米|公里|万?亩|个|台|套|万?平方米)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in an object: `printed` stands at `start` of the object; `full` has the head that its list shares."""

    printed: str
    full: str
    start: int
    kind: str
    count: int | None = None


def head_of(text: str) -> re.Match | None:
    """The head noun that a text ends in."""
    return HEAD.search(text, max(0, len(text) - LONGEST_HEAD)) if text.endswith(HEAD_ENDS) else None


def works_of(text: str) -> re.Match | None:
    """The work that a text ends in: 改造, 治理."""
    return WORKS.search(text, max(0, len(text) - LONGEST_HEAD))


def named(text: str, *, programme: bool, moved: bool = False, home: str | None = None) -> Iterator[Name]:
    """The names that an object holds.

    `programme`: its verb carries something out (实施, 开展), so quoted labels count too. `moved`: the clause tells of a
    step (开工, 建成), so that even a plain word means one thing: 体育中心建成.

    >>> [(n.printed, n.full, n.kind) for n in named("龙华口多能互补、空气蓄能电站等项目", programme=False)]
    [('龙华口多能互补', '龙华口多能互补项目', 'construction'), ('空气蓄能电站', '空气蓄能电站项目', 'construction')]
    >>> [n.full for n in named("专利、品牌、标准培育工程", programme=True)], [n.count for n in named("4个铁路专用线", programme=False)]
    (['专利、品牌、标准培育工程'], [4])
    """
    listed, head = _before_etc(text)
    if not head_of(head):
        head = head and "等"
    parts = _members(listed)
    if not parts:
        return
    if not head:
        last = head_of(parts[-1][0].rstrip("”"))
        if not last and not works_of(parts[-1][0]) and not any(head_of(printed) for printed, _ in parts):
            return
        parts = _one_name(parts, last[0] if last else "")
    shared = head or _shared_by_places(parts) or _shared(parts)
    # One proper name in a list vouches for the others: 市级政务云平台、交城智慧政务大厅.
    vouched = len(parts) > 1 and any(head_of(printed) and is_proper(printed, home) for printed, _ in parts)
    for printed, start in parts:
        name = _name(printed, start, shared, programme=programme, listed=head not in ("", "等"), home=home)
        if name and _is_named(name, listed=vouched or head not in ("", "等"), moved=moved, home=home):
            yield name


def _before_etc(text: str) -> tuple[str, str]:
    """A list and the noun behind its 等: A、B等铝土矿项目 → A、B; 铝土矿项目."""
    match = re.search(
        r"(?<![高初均平优同])(?<!(?<![高初])中)等(?:(?:一大?批|一系列|若干|\d+[个项条座处家所]|[一二三四五六七八九十]+[大个项条])?(?P<head>[^、等]{0,30}?)(?:\d+[个项条座处家])?)$",
        text,
    )
    if not match or match.start() < 2:
        return text, ""
    head = re.sub("^(?:一批|重大|重点|标志性|骨干)+", "", match["head"])
    return text[: match.start()], head or "等"


def _members(text: str) -> list[tuple[str, int]]:
    """The members of a list with their places: cut at 、 and between “”“”, and at 和 or 及 where a name ends before it."""
    pairs = closing_positions(text)
    parts, start, i = [], 0, 0
    while i < len(text):
        if i in pairs:
            i = pairs[i] + 1
            if i < len(text) and text[i] in "“《" and text[i - 1] in "”》":
                parts.append((text[start:i], start))
                start = i
            continue
        if text[i] == SEPARATOR or (text[i] in "和及与" and i + 2 < len(text) and (head_of(text[start:i]) or text[i - 1] == "”")):
            parts.append((text[start:i], start))
            start = i + 1
        i += 1
    parts.append((text[start:], start))
    return [(p.strip(), s + len(p) - len(p.lstrip())) for p, s in parts if p.strip()]


def _one_name(parts: list[tuple[str, int]], head: str) -> list[tuple[str, int]]:
    """专利、品牌、标准培育工程 is one name: short words that are no names before one of a programme."""
    if (
        len(parts) > 1
        and re.fullmatch(PROGRAMME, head or "-")
        and all(len(p) <= 4 and not PLACE_NAME.search(p) and not head_of(p) and "“" not in p for p, _ in parts[:-1])
    ):
        return [("、".join(p for p, _ in parts), parts[0][1])]
    return parts


def _shared(parts: list[tuple[str, int]]) -> str:
    """The head noun of the last member, for those before it that have none."""
    last = head_of(parts[-1][0]) or works_of(parts[-1][0])
    return last[0] if last and len(parts) > 1 else ""


def _shared_by_places(parts: list[tuple[str, int]]) -> str:
    """What stands behind the place of the last member, where the others are nothing but places: 岚县、兴县绿电园区一期工程."""
    if len(parts) < 2 or not all(_is_place(printed) for printed, _ in parts[:-1]):
        return ""
    last = parts[-1][0]
    mention = next((m for m in regions.find(last, short=True) if m.start == 0), None)
    return last[len(mention.text) :] if mention and head_of(last) else ""


def _is_place(text: str) -> bool:
    found = regions.find(text, short=True)
    return len(found) == 1 and found[0].text == text


def _name(printed: str, start: int, shared: str, *, programme: bool, listed: bool, home: str | None) -> Name | None:
    count = None
    if match := COUNTED_BEHIND.search(printed):
        count, printed = int(match[1]), printed[: match.start()]
    if match := COUNTED.match(printed):
        count, printed, start = int(match[1]), printed[match.end() :], start + match.end()
    inner = re.fullmatch(r"([\u4e00-\u9fff]*)“([^”]+)”", printed)
    if inner and inner[1] and head_of(inner[2]):
        printed, start = printed[len(inner[1]) :], start + len(inner[1])
    printed, start = _without_lead(printed, start)
    whole = re.fullmatch(r"“([^”]+)”", printed)
    if whole and "+" in whole[1]:
        return None
    if whole:
        printed, start = whole[1], start + 1
    own = head_of(printed)
    full = printed
    if not own and shared and shared != "等" and not printed.endswith(shared):
        full = printed + shared if not whole else f"“{printed}”{shared}"
    elif listed and shared not in ("", "等") and own and not ENDS["programme"].search(printed) and re.fullmatch("项目|工程", shared):
        full = printed if printed.endswith(shared) else printed + shared
    lone = not own and not listed and not whole and len(printed) < 5 and not is_proper(printed, home) and not PLACE_NAME.search(printed)
    if INSTITUTION.search(printed) and not own:
        return None
    if lone or not (own or (shared and shared != "等") or works_of(printed)) or BARE_SIZE.search(printed):
        return None
    if len(printed) < 2 or len(printed) > 40:
        return None
    kind = "construction" if listed and shared.endswith("项目") else kind_of(full, programme=programme)
    return Name(printed, full, start, kind, count)


LEAD_IN = re.compile(
    r"^(?:(?:总投资|投资|占地|总占地|总规模|建筑面积|总建筑面积)[约超近]?\d[^的、]{1,10}的|(?:近|约)?\d+[户个人亩](?:以上|多|余)?的|[^“”]{2,20}(?:领先|影响力|一流|竞争力|特色|知名|需要|需求|要求|特点)的|全[国省市](?:首个|第一个|唯一|最大的?)|一大?批|一个|首个|首批|我[市省县区]|全[市省县区]|本[市省县区])"
)


def _without_lead(printed: str, start: int) -> tuple[str, int]:
    """A name without what is said of it in front: 具有国际影响力的…, 全国首个…"""
    match = LEAD_IN.match(printed)
    return (printed[match.end() :], start + match.end()) if match and len(printed) - match.end() >= 3 else (printed, start)


def _is_named(name: Name, *, listed: bool, moved: bool, home: str | None) -> bool:
    """Whether a reader could look it up."""
    plain = re.sub(r"“[^”]*”", "", name.printed)
    if re.match(r"一大?批|一系列|若干|更多|各类|各项", plain) or CLAUSE.search(plain) or CLAUSE.search(re.sub(r"“[^”]*”", "", name.full)):
        return False
    if works_of(name.full) and not head_of(name.full):
        return name.count is not None or not is_common_work(name.full, home)
    if name.kind == "programme":
        return not is_no_programme(name.full) and (
            not listed or "“" in name.full or bool(head_of(name.printed)) or not is_plain(name.printed, home)
        )
    if name.count is not None or (listed and (head_of(name.printed) or not is_plain(name.printed, home))):
        return True
    if moved and name.kind == "construction" and not re.search(r"(?:重点|重大|各类|项目)", name.printed):
        return True
    return is_proper(name.full, home) or not is_generic(name.full, home)


def kind_of(name: str, *, programme: bool) -> str:
    """construction, programme or platform (gold standard, NOTES 12).

    >>> kind_of("全民技能提升工程", programme=True), kind_of("岚县输变电工程", programme=False), kind_of("晋东物流园", programme=False)
    ('programme', 'construction', 'platform')
    """
    bare = re.sub(r"[(（][^)）]*[)）]$|\d+号$|[一二三四五六]期(?:工程)?$", "", name).rstrip("”")
    if bare.endswith("项目") or re.search("[一二三四五六]期(?:工程)?$", name) or FACILITIES.search(bare):
        return "construction"
    if ENDS["programme"].search(bare):
        built = PHYSICAL.search(bare) or (CARE.search(bare) and AT_A_PLACE.search(bare))
        return "construction" if bare.endswith("工程") and built and not name.startswith("“") else "programme"
    if works_of(bare):
        return "programme" if OF_POLICY.search(bare) else "construction"
    if ENDS["platform"].search(bare):
        return "construction" if ENDS["construction"].search(bare) else "platform"
    if ENDS["construction"].search(bare):
        return "construction"
    return "programme" if programme else "construction"
