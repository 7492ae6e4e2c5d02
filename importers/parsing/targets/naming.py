"""What a number measures: the noun phrase beside it, without times, places, adverbs and verbs that only carry it."""

import re

# What parts the members of a list.
MARKS = "、,，和及与 "
REGIONS = r"(?:全|我|本)(?:市|省|区|县|州|旗|盟|镇|域|乡|街道|国|地区|自治区|兵团)(?:范围内|上下|域)?(?:内)?"
TIMES = (
    r"(?:(?:力争|争取|预计|确保|计划|规划|展望)?(?:到|至|自|从|在|截至|截止)?(?:\d{4}|[二〇零一三五]{4})年(?:底|末|初|前|内|上半年|年底|年末|度)?(?:前|末|底|时|以来)?|"
    r"(?:到|至|在)?“?十[一二三四五六七]五”?(?:规划)?(?:时期|期间|期|以来)?(?:末|底|期末|内)?|(?:到)?规划期?(?:末|期内|期间)|"
    r"[一二三四五六七八九十两几]+年(?:来|间|累计|以来|内)|(?:过去|今后|未来|近|这)[一二三四五六七八九十]+年(?:来|间|中|里)?|"
    r"全年|今年|去年|明年|上年|当年|本年|年内|年底(?:前)?|年末|上半年|下半年|[一二三四]季度|[一二三四]季度末|本届政府任期内|期末|届时|目前|当前|现在|近年来|截至目前|截至年底|月底|\d+月(?:底|末|份)?(?:前)?|每年|逐年|常年|连年|年度|时期末|末)"
)
ADVERBS = (
    r"(?:年均|年平均|累计|共计|总计|合计|总共|共|基本(?!农田|养老|医疗|公共|药物|生活|工资|国情|盘)|在(?:现有|原有|此|去年|上年)?(?:的)?基础上|力争|确保|争取(?=到20|完成|[新改扩]?建|创|实现|新增|达|培|引|成|获|打造|推)|努力|持续|连续|稳步|进一步|大幅度?|有效|分别|同比|环比|同口径|按可比(?:价|口径)(?:计算)?|可比|预计|预期(?!性)|全面|全部|平均|(?<!人)均|都|已经?|剔除[^增]{2,10}影响|扣除[^增]{2,10}因素|将|要|可|再|又|还|约|大约|"
    r"其中|另外|同时|顺利|成功|率先|积极|着力|大力|扎实|深入|有序|稳定|长期|始终|首次|实际(?!利用|到位|使用)|全力|"
    r"逐步|不断|快速|一次性|(?:如期|按期|提前)(?=[完建兑投交竣开实])|相继|陆续|先后|至少|最终|明显|显著|更加|较快|至此|即|则|即将|总体|切实|严格|依法|不低于|不少于|原则上|每年|妥善|圆满|暂定|尚有|尚|仍|仍有|各类|只有|仅)"
)
# How a thing is made: an adverb before a verb, part of a name before a noun (高标准农田, 集中供热, 重点项目).
MANNERS = r"(?:主要|高标准|高质量|高水平|高起点|集中|重点|精准|加快|统筹|科学|优先|直接|计划|规划|编制|稳妥|创新|严格|抓好|做好|抓实|做实|集中力量|超额|全域|整体)"
CARRIES = r"(?:使|让|令|把|将|推动|促进|推进|带动|实现|保持|维持|达到|确保|保证|做到|力促|促使|引导|支持|鼓励|保障(?!性|房|水平|标准)|努力使|其中|包括|拥有|现有|共有|涵盖)"
# Verbs that only say that the thing came to be; others (改造, 新增, 培训) are part of what is measured.
MAKES = (
    r"(?:纳入|兑现|落实|举办了?|建成投[用产运]|办好|办成|建成|建设|建立|设立|成立|打造|创建|认定|培育|荣获|获批|获评|获得|获|建立健全|组建|搭建|创成|评选|选树|命名|形成|拥有|开工建设|规划建设|布局建设|布局|建有|筹建|"
    r"新建成|举办|开展|组织|实施|完成|培育认定|培育壮大|培育打造|争创|申报|谋划|储备|推出|遴选|选派|入选|取得|培养|制定|出台|发布|推进|推动|落地|开工|开行)"
)
KEPT = r"(?:争取到?(?!位)|减排|替代|节约|削减|调减|投产|关停|关闭|部署|新改造|新改扩?建|新发展|新认定|新钻|新入|出栏|竣工|开工|投产|完工|落地|签订|升级|改扩建|改建|扩建|硬化|绿化|营造|种植|推广|吸引|带动|惠及|接待|办结|调解|破获|打掉|打击|巡查|检查|新建|改造|整饰|新增|净增|新开工|新开通|新引进|引进|转移|发放|转化|吸纳|受理|办理|化解|治理|整治|修复|培训|提档|签约|销售|招引|安置|帮扶|救助|资助|减免|清理|查处|拆除|收储|盘活|处置|退出|淘汰|关停|减少|增加|压减|争取到?位?资金)"
GENERIC = {
    "项目", "总数", "数量", "规模", "总量", "占比", "比重", "比例", "增速", "增幅", "面积", "总面积", "总投资", "投资", "总额", "余额", "产值", "年产值", "长度", "里程", "人数", "户数", "个数", "总规模", "增加值", "覆盖率",
    "完成率", "达标率", "总里程", "产量", "总产量", "总长", "金额", "合格率", "利用率", "普及率", "入住率", "满意度", "满意率", "贡献率", "产能", "企业", "工程", "任务", "率", "数", "额", "量", "平均", "利润", "税收", "营收", "营业收入", "销售额", "投入", "资金", "支出", "收入", "用户", "总人数", "水平", "容量", "装机", "装机容量", "能力",
}  # fmt: skip
# A changing thing ends where its predicate begins.
PREDICATE = re.compile(
    r"连[跨续]|逐年|逐步|稳步|持续|不断|进一步|明显|显著|大幅|全面|基本|从无到有|实现|达到|保持|位居|位列|居全|稳定|快速|较快|加快|有序|扎实|深入|得到|取得|突破|成为|成效|再创|首次|走在|跻身|进入|蝉联|好于|高于|快于|优于|低于|超过|"
    r"增长|增加|提升|提高|上升|扩大|下降|降低|减少|壮大|改善|优化|完善|健全|增强|丰富|活跃|回升|向好|领跑|领先|落地|开工|投产|投用|建成|完成|竣工|通车|运营|开通|获批|获评|入选|荣获|启动|推进|推广|实施|开展|已经|已|由|从|将|为|是|全部|较|比|同比|年均|累计|分别|占|总体"
)
_VERB = rf"(?:{MAKES}|{KEPT}|{CARRIES}|{ADVERBS})"
LEADING = re.compile(
    rf"^(?:——|[、,，的之和及与并以而但且也]|{TIMES}|{REGIONS}|{ADVERBS}|{MANNERS}(?={_VERB})|{CARRIES}(?=.)|(?:主要)?(?:预期)?目标(?:是|为)|[三五两]年(?!行动|计划|规划|攻坚)|各(?=项|类)|(?:比|较)(?:\d{4}年|上年|去年|“?十[一二三四五六]五”?)(?:末|底|初|同期|期末|时期)*(?=.)|(?:在|通过|围绕|聚焦|依托|结合|面对|用于)[^、]{{2,14}}?(?=(?:实现|完成|争取|建成|新增|新建|形成))|[（(]|即(?=.)|[^、]{{2,8}}(?:标准|条件|背景|形势)下|“[^”]{{0,8}}”以来)"
)
TRAILING = re.compile(rf"(?:{ADVERBS}|(?<![占贷入费])比|{TIMES}|[一二三四五两]年|(?<![惠普涉波])及|[、,，的和以由从自在于到至为是将])$")
ASIDE = re.compile(r"[（(](?:不含|含|包括|其中|不包括|预期性|约束性|预期|约束)[^（）()]*[）)]")
BASE = re.compile(
    r"(?:与|和)?(?:比|较|相比|同比|按|相较|对比)(?P<base>\d{4}年(?:底|末)?|上年(?:同期|末|底|年初预算|预算|决算)?|去年(?:同期|末|底|年初预算|预算|决算)?|“?十[一二三四五六七]五”?(?:末|期末|时期末|初|时期)?|前年|期初|规划初|\d{4}年同期|上一?届|上个五年|五年前|年初|全[国省市]平均(?:水平)?|\d+年前)(?:相比|同期)?(?:的)?(?:[、,]?)$"
)


def bare_name(text: str) -> str:
    """A noun phrase without the times, places and adverbs around it.

    >>> bare_name("到2025年,全市城镇居民人均可支配收入年均"), bare_name("其中全省战略性新兴产业累计"), bare_name("推动行政机关负责人出庭应诉率")
    ('城镇居民人均可支配收入', '战略性新兴产业', '行政机关负责人出庭应诉率')
    """
    before = None
    text = ASIDE.sub("", CUMULATIVE.sub("", text))
    while before != text:
        before = text
        text = text.strip(" 　,，、:：-—")
        if m := BASE.search(text, max(0, len(text) - FAR)):
            text = text[: m.start()]
        if m := LEADING.match(text):
            text = text[m.end() :]
        if (m := TRAILING.search(text, max(0, len(text) - NEAR))) and not KEEPS_ITS_END.search(text, max(0, len(text) - 4)):
            text = text[: m.start()]
    return text


# How many characters before its end a name may have a time, or a base that it is compared with.
NEAR, FAR = 14, 30
CUMULATIVE = re.compile("(?<=.)累计(?=完成|实现)")
KEEPS_ITS_END = re.compile(r"(?:自|所|占|规|标|目)的$|居民平均$")


def made_name(text: str) -> str:
    """The thing made or held: without the verb of making, where something is left that names it.

    >>> made_name("集中打造精品示范村"), made_name("累计实施项目"), made_name("新改造老旧小区"), made_name("力争培育市级以上技术中心等新型研发机构")
    ('精品示范村', '实施项目', '新改造老旧小区', '市级以上技术中心等新型研发机构')
    """
    name = bare_name(text)
    match = re.match(rf"(?:{MAKES})(?:了|成|并)?", name)
    while (
        match
        and name[match.end() :]
        and bare_name(name[match.end() :]) not in GENERIC
        and not re.match(r"的|[、和及]", name[match.end() :])
    ):
        name = bare_name(name[match.end() :])
        match = re.match(rf"(?:{MAKES})(?:了|成|并)?", name)
    return name


def topic(clause: str) -> str:
    """What a clause without numbers speaks of: the words before its predicate.

    >>> topic("进出口总额逐年扩大"), topic("新一代信息技术产业从无到有"), topic("服务业稳定增长")
    ('进出口总额', '新一代信息技术产业', '服务业')
    """
    name = bare_name(clause)
    match = PREDICATE.search(name)
    return bare_name(name[: match.start()]) if match and match.start() >= 2 else ("" if match else name)


def without_metric(name: str) -> str:
    """The owner of an indicator: 规上工业增加值 → 规上工业.

    >>> without_metric("规上工业增加值"), without_metric("外贸进出口总额"), without_metric("贫困村")
    ('规上工业', '外贸进出口', '贫困村')
    """
    match = ENDS_IN_METRIC.search(name)
    return name[: match.start()] if match and match.start() >= 2 and not name.endswith("率") else name


def thing(name: str) -> str:
    """A thing without the verbs of making it: 新建改造农村饮水工程 → 农村饮水工程.

    >>> thing("新建改造农村饮水工程"), thing("老旧小区改造")
    ('农村饮水工程', '老旧小区改造')
    """
    return re.sub(rf"^(?:{KEPT}|{MAKES})(?:{KEPT}|{MAKES}|[和并及、])*(?=.{{2}})", "", name)


def members(text: str) -> list[str]:
    """The members of a list of subjects, with the head or tail that they share filled in.

    >>> members("生产安全事故起数、死亡人数"), members("治安、刑事案件"), members("城乡居民人均可支配收入"), members("建成区绿地率、绿化覆盖率")
    (['生产安全事故起数', '生产安全事故死亡人数'], ['治安案件', '刑事案件'], ['城镇居民人均可支配收入', '农村居民人均可支配收入'], ['建成区绿地率', '建成区绿化覆盖率'])
    """
    parts = [
        p
        for p in re.split(r"[、]|(?<=[\u4e00-\u9fff”)）])(?:和(?!谐|平)|(?<![普惠涉波])及(?![率格时])|以及|与)(?=[\u4e00-\u9fff“])", text)
        if p
    ]
    if len(parts) < 2:
        if "城乡" in text and len(text) > 3:
            return [text.replace("城乡", "城镇", 1), text.replace("城乡", "农村", 1)]
        return parts
    return _with_shared_ends(parts)


# What is measured of a thing, the last words of an indicator.
METRIC = (
    r"(?:增加值|总产值|产值|总额|总收入|收入|支出|投资额?|总值|起数|人数|户数|次数|件数|播种面积|建筑面积|绿化面积|面积|(?:毛)?入[园学]率|[\u4e00-\u9fff]{1,4}率|占比|比重|比例|份额|数量|总量|规模|余额|"
    r"产量|产销量|(?:发电|用电|供电|供水|吞吐|交易|业务|消费|客运|货运|周转|成交|存|贮|贷)量|里程|排放总量|排放量|消耗|用水量|能耗|蓄积量?|强度|浓度|指数|水平|金额|利润|税收|时限|时间|标准|案件|装机容量|装机|能力|库容)"
)
ENDS_IN_METRIC = re.compile(rf"{METRIC}$")
OWNERS = r"(?:事故|城镇|农村|居民|城市|建成区|义务教育|全社会|公共|城区|市区|农业|森林|草原|粮食|天然气|水库|政府|企业|工业|服务业|常住人口|居民|诈骗|空气质量|养老|医疗|水资源|土地|耕地|湿地|固定资产|社会消费品|进出口|预算|财政|非化石能源|可再生能源|农作物|第[一二三]产业)"


def _with_shared_ends(parts: list[str]) -> list[str]:
    """A、B率 → A率、B率; 甲A率、B率 → 甲A率、甲B率 where B names no owner."""
    last = ENDS_IN_METRIC.search(parts[-1])
    named = [bool(ENDS_IN_METRIC.search(p)) for p in parts]
    if last and not any(named[:-1]):
        tail = re.search(rf"(?:工业|产业|行业)?(?:{METRIC})$", parts[-1])[0]
        if tail.endswith("率") and len(tail) > 2:
            tail = tail[-1:] if len(tail) == len(parts[-1]) else tail
        return [p + tail for p in parts[:-1]] + [parts[-1]]
    if (
        not last
        and not any(named)
        and (noun := re.search(r"(?:企业|项目|中心|基地|学校|医院|园区|人口|平台|机构|小区|公路|案件)$", parts[-1]))
        and noun.start()
        and all(len(p) <= 6 for p in parts[:-1])
    ):
        return [p if p.endswith(noun[0]) else p + noun[0] for p in parts[:-1]] + [parts[-1]]
    if all(named) and (head := shared_head(parts[0], parts[1])):
        return [parts[0]] + [p if p.startswith(head[:2]) or re.search(OWNERS, p) else head + p for p in parts[1:]]
    return parts


# A flow that is named by what flows: it needs no owner.
OWN_FLOW = re.compile(r"(?:发电|用电|供电|供水|吞吐|交易|业务|客运|货运|周转|成交)量")


def shared_head(first: str, second: str) -> str:
    """The owner at the front of one name that the next, which has none, leans on.

    >>> shared_head("生产安全事故起数", "死亡人数"), shared_head("粮食播种面积", "产量"), shared_head("森林覆盖率", "城镇化率")
    ('生产安全事故', '粮食', '')
    """
    if re.search(OWNERS, second) or OWN_FLOW.fullmatch(second):
        return ""
    match = re.match(rf"(.*?{OWNERS})(?=.)", first)
    if match and ENDS_IN_METRIC.fullmatch(first[match.end() :]) is None and not ENDS_IN_METRIC.search(first[match.end() :]):
        return ""
    if match:
        return match[1]
    metric = ENDS_IN_METRIC.search(first)
    return (
        first[: metric.start()] if metric and metric.start() >= 2 and ENDS_IN_METRIC.fullmatch(second) and not first.endswith("率") else ""
    )


def short_noun(noun: str) -> str:
    """A noun without the long clause in front of it: 为…提供服务的设施 → 设施; a long list before 等 is dropped.

    >>> short_noun("为困难患者提供集中养护服务的市级精神卫生福利设施"), short_noun("有影响力的三甲综合医院"), short_noun("省、市确定的民生实事")
    ('市级精神卫生福利设施', '三甲综合医院', '省、市确定的民生实事')
    """
    head, _, rest = noun.rpartition("的")
    if len(rest) >= 3 and (len(head) >= 9 or re.match(r"为|集|有|具有|以|能|可|经|由|面向|用于|较|更", head)):
        noun = rest
    if len(noun) > 30 and (match := re.search(r"等(?=[\u4e00-\u9fff]{2,12}$)", noun)):
        noun = noun[match.end() :]
    return noun
