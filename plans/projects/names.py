"""Names of projects as they are compared, and whether a name tells one project apart."""

import re
import unicodedata

KEY_LENGTH = 200
# Quotation marks, brackets, and marks that some print and others leave out.
MARKS = re.compile(r"[\s“”\"„‟「」『』‘’'《》〈〉()\[\]【】{}·•・‧\-—–_/、,，.。:：;；]+")
PHASES = {"首": "一", "1": "一", "2": "二", "3": "三", "4": "四", "5": "五", "i": "一", "ii": "二", "iii": "三", "iv": "四"}
PHASE = re.compile(r"第?([一二三四五六七八九十首1-5]|i{1,3}|iv)期")
# 项目 and 工程 are said or left out at will, before a phase as well.
SUFFIX = re.compile(r"(?:建设)?(?:项目|工程)+(?=(?:[一二三四五六七八九十]期)?$)")
SIZE = re.compile(
    r"(?:\d+[×x*])?\d+(?:\.\d+)?[十百]?[万亿]?(?:吨|千瓦时?|兆瓦时?|kv|kw|mw|gw|千伏|亩|平方米|平方公里|公里|立方米|米|头|只|张|套|台|辆)级?"
)
WORKS = re.compile(r"年产|新建|改扩建|扩建|改建|迁建|续建|易地")
# Words of the genre that tell no two projects apart.
VOID = re.compile(
    "项目|工程|行动|计划|方案|园区|产业园|工业园|物流园|科技园|开发区|基地|平台|中心|公园|学校|小学|中学|高中|幼儿园|医院|市场|集聚区|示范区|"
    "先行区|试验区|先导区|孵化器|众创空间|研究院|工作站|综合体|安置房|处理厂|填埋场|服务区|车站|口岸|高地|体系|网络|生产线|大道|隧道|大桥|铁路|公路|"
    "高速|机场|道路|实验室|管网|管廊|路网|水网|小镇|新城|新区|景区|片区|广场|线路|煤矿|矿井|水库|电站|电厂|街区|"
    "重点|重大|重要|骨干|专项|系列|三年|五年|年度|攻坚|提升|提质|增效|巩固|建设|改造|升级|更新|整治|治理|保护|修复|开发|利用|发展|创新|创业|改革|转型|示范|试点|"
    "样板|引领|推进|培育|培训|综合|配套|基础|设施|公共|服务业?|管理|信息化?|数字化?|智能化?|智慧|绿色|低碳|现代化?|农业|农村|乡村|城乡|城市|城镇|县城|社区|街道|工业|"
    "实训|特殊|档案|博物|图书|美术|科普|纪念|展示|展览|馆|院|敬老|福利|产业|企业|文化|文旅|旅游|体育|健身|健康|养老|托育|医疗|卫生|教育|教学|就业|人才|技能|科技|技术|研发|成果|转化|生态|环境|环保|安全|应急|交通|运输|物流|冷链|"
    "仓储|商贸|商业|消费|电商|污水|垃圾|供水|供热|供气|燃气|老旧小区|棚户区|保障性|住房|租赁|大型|中型|小型|新型|新|老|旧|高标准|高质量|高品质|"
    "一批|若干|全民|居民|人民|群众|社会|国家级?|省级|市级|县级|区级|乡镇|特色|优质|品牌|先进|主题|游客|集散|活动|户外|运动|无障碍|场所|和|与|及|的|等|型|化|级|类|区"
)
# A programme has its name from ordinary words; so many of them make it one of its kind.
PROGRAMME_LENGTH = 4
NAME_LEFT = 2


def name_key(name):
    """A name as it is compared: width, quotes and brackets, a 项目 or 工程 at its end make no difference; its phase does.

    >>> name_key("“136”兴医工程") == name_key("136兴医"), name_key("太绥高铁项目(一期)"), name_key("太绥高铁第１期工程")
    (True, '太绥高铁一期', '太绥高铁一期')
    >>> name_key("工程"), name_key("2×35万千瓦煤电项目")
    ('工程', '2×35万千瓦煤电')
    """
    folded = MARKS.sub("", unicodedata.normalize("NFKC", name or "").casefold())
    folded = PHASE.sub(lambda found: PHASES.get(found[1], found[1]) + "期", folded)
    short = SUFFIX.sub("", folded)
    return (short if len(short) >= NAME_LEFT else folded)[:KEY_LENGTH]


def name_stem(name):
    """A name without its phase, its size and how it is built: what has one stem may be one project, or parts of one.

    >>> name_stem("太绥高铁二期工程"), name_stem("新建华电锦兴2×35万千瓦煤电项目"), name_stem("500千伏")
    ('太绥高铁', '华电锦兴煤电', '500千伏')
    """
    key = name_key(name)
    stem = WORKS.sub("", SIZE.sub("", PHASE.sub("", key)))
    return stem if len(stem) >= NAME_LEFT else key


def is_specific(name, kind, *, place=None, count=None):
    """Does a name tell one project apart, so that the same name means the same thing nearby? A counted group has no such name.

    >>> [is_specific(name, "construction") for name in ("太绥高铁", "污水处理厂", "游客集散中心", "“双百”工程", "晋东物流园")]
    [True, False, False, True, True]
    >>> is_specific("全民参保计划", "programme"), is_specific("提升行动", "programme"), is_specific("离石区人民医院", "construction", place="离石区")
    (True, False, True)
    """
    if count is not None:
        return False
    if "“" in name or "「" in name or SIZE.search(name_key(name)):
        return True
    key = name_key(name)
    if kind == "programme" and len(re.sub(r"(?:专项)?(?:行动|计划|工程)+$", "", key)) >= PROGRAMME_LENGTH:
        return True
    return bool(place) or len(VOID.sub("", key)) >= NAME_LEFT
