"""Whether a name could be looked up: 晋东物流园 could, 一批现代物流园区 could not.

A thing is named when a proper name, a number, a title in quotes or a rank stands in its name, or any word that is not
one of the genre's all-purpose words; the list holds words that tell no two projects apart.
"""

import re

from importers.parsing import regions

WORDS = (
    "医学|中医|寄宿制|经贸|廊道|绿地|集聚|商圈|日间|照料|院士|夜生活|娱乐|专类|保障性|租赁型?|产权型|住房|技能|供需|对接|推介|宣传|公益|跨境|出海|畅通|布局|业务|组织|居家|零售|家庭|政府机关|个人|群众|现代化?|省级|国家级|共性|应用型?|地方性|线上线下|融合|多种|机构|行业|自主|技改|新型城镇化|强链补链延链|补链|延链|强链|打基础|利长远|强功能|高层次|全民|公众|便捷|低碳|节能|减排|小微|初创|数智|智能化?|智慧|数字化?|绿色|特色|专业化?|综合性?|一流|高水平|高能级|高品质|高端|高效|开放|共享|公共|服务业?|创新创业|创新|创业|双创|科技|技术|^研发|研究|产业|产学研|成果|转化|孵化|重点|重大|重要|骨干|关键|标志性|"
    "协同|联合|区域性?|城乡|城市|市政|农村|乡村|农业|农产品|社区|街道|乡镇|县级|县域|市级|区级|文化|文旅|旅游|体育|健身|休闲|养老|托育|医疗|卫生|健康|教育|培训|就业|人才|信息|大数据|数据|网络|网格化|交易|展示|"
    "物流|仓储|冷链|商贸|商业|消费|夜间|经济|金融|外贸|电商|电子商务|政务|便民|应急|指挥|调度|监测|检测|检验|质检|标准|计量|安全|生产|制造业?|装备|先进|材料|新材料|新能源|能源|循环|环保|生态|景观|滨河|湿地|多层次|多功能|"
    "多元化?|多形式|标准化|规范化|精细化|品牌|示范|试点|样板|先行|引领|高标准|高质量|综合|配套|基础设施|设施|管理|治理|云|互联网|物联网|人工智能|信用|融资|投资|招商|引资|合作|交流|国际|对外|国内|一体化|社会|民生|企业|工业|"
    "农民|居民|学生|儿童|老年|青少年|市场|流通|交通|运输|客运|货运|水利|电力|通信|新型|传统|优质|优势|大型|中小型?|大|小|新|老|旧|好|全域|全市|全省|全县|全区|全国|我市|我省|各类|各项|有关|相关|一批|一系列|若干|更多|系列|其他|"
    "政府|专项|改革|发展|建设|提升|改造|升级|更新|整治|保护|修复|开发|利用|储备|签约|落地|续建|新建|在建|支撑|牵引|带动|功能|主体|载体|场所|空间|街区|美丽|宜居|幸福|和美|星级|等级|普惠|公办|民办|公立|职业|高等|基层|中心|"
    "攻坚|民营|国有|外资|前沿|未来|新兴|战略性?|核心|主导|支柱|百亿级?|千亿级?|亿元以上|十亿元以上|自主|可控|特种|精品|亮点|宜业|宜游|转型|前瞻性?|基础性?|公益性?|枢纽|性|型|化|级|类|区|与|和|及|、|的|等|为|多|式"
)
HEADS = (
    "项目群|项目|工程|行动|计划|园区|园|基地|平台|中心|公园|学校|小学|中学|幼儿园|医院|市场|开发区|产业园|工业园区?|物流园区?|科技园区?|通道|枢纽|高速公路|公路|铁路|机场|道路|实验室|管网|管廊|路网|水网|小镇|新城|新区|景区|片区|广场|线路|煤矿|矿井|"
    "水库|电站|电厂|厂|街区|集聚区|示范区|先行区|试验区|孵化器|众创空间|研究院|研究中心|工作站|联盟|综合体|安置房|处理厂|填埋场|服务区|车站|港|港口|口岸|高地|体系|网络|生产线|加工厂|大道|隧道|大桥|桥|节点|院|馆|站|工厂"
)
GENERIC = re.compile(rf"(?:{WORDS})*(?:{HEADS})(?:[(（][^)）]*[)）])?")
# A programme is named by what it does; only these are none.
NO_PROGRAMME = re.compile(
    r"(?:年度|重大|重点|专项|系列|一系列|各类|各项|相关|有关|重要|标志性|示范|试点|惠民|民生|攻坚|生态|基础设施|建设|改造|民心|样板|精品|亮点|城建|高品质|高质量|高标准|一批|一揽子|三年|的|等|和|、)*(?:行动计划|专项行动|工程|行动|计划)"
)
PROPER = re.compile(r"[“A-Za-z0-9]|^国家(?!级)|^(?:市|省|县|区)(?![级域区场政委际])|[ⅠⅡⅢⅣ]|[一二三四五六]期")


# What is worked on everywhere: 老旧小区改造 is no project, 大众棚户区改造 is one.
COMMON = re.compile(
    rf"(?:{WORDS}|老旧小区|棚户区|城中村|城边村|户?厕所?|路网|背街小巷|矿山|机组|教材|产品|村庄|小区|街巷|旧|拆迁|整村|提质|扩容|既有|县乡|省道|国道|国省道|干线|改造|整治|治理|修复|整合|开发|除险加固|扩能|建成区|危房|非成片|生活|污水|公共场所|无障碍|采煤沉陷区|城镇|居住|建筑|零星)*"
    r"|.*(?:和|与|及|领域|行业|污染|垃圾|隐患|排放|VOCs|窑炉|住宅|住房|危旧|环境|地下|土壤|固废|林田|面源|废弃|燃煤|锅炉|校舍|设备|系统|“散乱污”|“城中村”|道路|河道|水体|煤矿安全|资源|土地|厂房|产业|产品).*"
)
# Words that no name holds: the object is a clause of its own.
CLAUSE = re.compile(
    r"制定|成为|突破|实现|着力|承接|列入|或改建|集约|错位|竞争|共建|利长远|^配置|加快|推动|推进|^系列|绿色通道|^[与同和向对从以]|已达成|补齐|建立|集.*(?:一体|主题)|于一体|为一体|不同|适合|进景区|^研发|限制|防止|禁止|如期|开展|完善|鲜明|形成|鼓励|引导|参与|支持|通过|^利用|采取|随着|提供|举办|并(?!网)|安排|吸引|增加|规范|精简|向.*(?:延伸|转型|推介)|合理|明晰|前景|明显|含量|效益|持续推进|和改造|面临|以及|让|使|把|将|作为|已有|建设和|有利于|不断|不得|能够|实力强|做大做强|外来资本|社会资本|储备一批|取得"
)


def is_proper(name: str, home: str | None = None) -> bool:
    """A name with a place, a number, a quotation or a rank in it. `home` is the code of the document's region.

    A short name of a region counts at the front or near home; anywhere else it is more often part of two words (创新平台).

    >>> is_proper("吕梁国际陆港"), is_proper("国家大宗固体废弃物综合利用基地"), is_proper("协同创新平台")
    (True, True, False)
    """
    if PROPER.search(name) or (name.startswith("国家级") and len(name) > 9):
        return True
    for mention in regions.find(name, short=True):
        near = home is not None and mention.region.code[: 2 if home[2:4] == "00" else 4] == home[: 2 if home[2:4] == "00" else 4]
        if mention.start == 0 or near or mention.text.endswith(("市", "县", "省", "州", "盟")):
            return True
    return False


def is_generic(name: str, home: str | None = None) -> bool:
    """A name made of all-purpose words only.

    >>> is_generic("一批现代物流园区"), is_generic("铝镁合金新材料园区"), is_generic("重点项目"), is_generic("晋东物流园")
    (True, False, True, False)
    """
    return bool(GENERIC.fullmatch(name)) and not is_proper(name, home)


def is_plain(name: str, home: str | None = None) -> bool:
    """All-purpose words, with or without a head noun: 能源设施, 技术创新.

    >>> is_plain("技术创新"), is_plain("汾青2万吨原酒")
    (True, False)
    """
    return bool(re.fullmatch(rf"(?:{WORDS})*(?:{HEADS})?", name)) and not is_proper(name, home)


def is_common_work(name: str, home: str | None = None) -> bool:
    """Work that is done everywhere, on nothing that has a name.

    >>> is_common_work("老旧小区改造"), is_common_work("大众棚户区拆迁改造")
    (True, False)
    """
    return bool(COMMON.fullmatch(name)) and not any(m.start == 0 for m in regions.find(name, short=True))


def is_no_programme(name: str) -> bool:
    """A programme without a name: 重大工程, 专项行动.

    >>> is_no_programme("重大工程"), is_no_programme("乡村建设行动")
    (True, False)
    """
    return bool(NO_PROGRAMME.fullmatch(name))
