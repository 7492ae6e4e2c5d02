"""The verbs that carry a project and the stage each stands for (gold standard, NOTES 11)."""

import re

MANNER = (
    r"(?:积极|全力|大力|稳步|扎实|深入|持续|继续|全面|高标准|高质量|高水平|高起点|高效|重点|着力|强力|有序|有力|统筹|认真|切实|抓紧|尽快|提速|集中力量|全速|协调|协同|配合|科学|规范|突出|"
    r"稳妥|优先|系统|广泛|精心|率先|成功|顺利|基本|累计|先后|相继|陆续|同步|正在|正式|进一步|力争|确保|快速|牵头|联合|引导|鼓励|纵深|接续|严格|坚决|主动|超前|早日|一体|分类|分步|因地制宜|加力|强势|聚力|"
    r"合力|倾力|奋力|努力|全程|如期|按期|提前|市场化|滚动|压茬|务实|逐步|不断|常态化|加大力度|加速|加快|再|要|将|已|均|都|又|新|也)"
)
LEADS = {
    "planned": "谋划实施|谋划建设|谋划推进|谋划布局|谋划|规划建设|规划布局|争取|申报建设|申报|申建|申请|探索建设|探索打造|探索开展|探索|研究|论证|储备|对接",
    "started": "落地建设|落地|开工建设|新开工|开工|启动建设|启动实施|启动编制|启动|奠基|引进|引入|签约",
    "underway": "力促|实现|实施好|实施|开展好|开展|推进建设|推动建设|推进|推动|促进|加快建设|加快推进|加快|建设好|建设|打造|构建|培育|组建|设立|成立|创建|争创|共建|建立|搭建|新建设|新建|新改扩建|改建|扩建|改扩建|"
    "续建|完善|抓好|抓实|做好|办好|推行|推广|落实|深化|组织实施|组织开展|组织|布局建设|布局|提升|改造提升|提升改造|加强|支持|开发|强化|加大|做大做强|做强|建好|实施推进|发展|推出|筹建|援建|改造|升级|优化",
    "completed": "搬迁启用|建成投用|建成投运|建成投产|建成并投入使用|建成启用|建成开放|建成|完成|投用|启用|贯通|开通|竣工|投产|获批建设|获批设立|获批|创成|落成|投运",
}
STAGE_OF = {verb: stage for stage, verbs in LEADS.items() for verb in verbs.split("|")}
VERB = "|".join(sorted(STAGE_OF, key=len, reverse=True))
# A verb behind another still belongs to the action: 加快申建, 完成建设, 推进实施.
FURTHER = "建立|设立|组建|储备|培育|举办|建设|推进|实施|申建|申报建设|申报|谋划|布局|争取|开展|打造|构建|创建|开工建设"
LEAD = re.compile(
    rf"(?P<action>(?:{MANNER}、?)*(?P<verb>(?<!公)(?:{VERB})(?![端商者局性型力度率])(?!(?<=发展|建设)(?:大道|路(?![网灯])|街(?![区巷])|银行))(?!(?<=发展)新区)(?!(?<=开发)区))(?:(?:、|和|并)?(?P<further>{FURTHER}))?)(?:了|好|一大?批|一系列)?"
)

TAILS = {
    "planned": "开展前期工作|开展前期|启动前期工作|启动前期|前期研究工作|前期工作|前期手续办理|前期手续|手续办理|前期|可研批复|可研|核准|报批|立项|规划设计|勘察设计|可研审批|审批|项目储备|招投标",
    "started": "获批|核准开工|控制性工程开工|尽早开工|尽快开工|全面开工|开工建设|开工|落地建设|落地|落户|全面启动|启动建设|启动|动工|签约落地|签约|奠基",
    "underway": "规划建设|建设改造|建设运营|建设力度|建设进度|建设步伐|施工进度|建设和管理|建设管理|建设|全面实施|深入实施|顺利实施|实施|加快建设|加速建设|有序建设|加快推进|加速推进|顺利推进|有序推进|扎实推进|稳步推进|深入推进|"
    "快速推进|全面推进|纵深推进|强力推进|推进|全面复工|复工复产|复工|施工|进入扫尾阶段|进入收尾阶段|进入实质性开发|进展顺利|进展|进入实质性建设阶段|主体完工|主体封顶|封顶|提质增效|扩容提质|提质升级|提档升级|巩固提升|过渡搬迁|搬迁|试运行|创建|编制|取得新进展|取得积极进展|取得重大进展|取得阶段性进展|取得进展|提速|开发利用|扩能改造|申报|成立",
    "completed": "建成投入使用|建成并投入使用|建成投用|建成投产|建成投运|建成通车|建成开放|建成运营|建成启用|建成运行|基本建成|全面建成|建成|满产达产|投产达产|投产达效|投产运营|达产达效|达产运营|全面达效|达产|达效|扩产达效|投产|"
    "投入使用|投入运营|投入运行|交付使用|投用|投运|正式运营|开通运营|通车运营|全线通车|通车|竣工投用|竣工投产|竣工验收|竣工|完工投用|按期完工|全部完工|完工|全线贯通|贯通|开园|开业|开馆|开放|并网发电|并网|下闸蓄水|蓄水|"
    "启用|获批设立|挂牌运行|挂牌|揭牌|封关运行|交付|全面完成|全部完成|基本完成|顺利完成|完成|运营|运行|开通|落成|验收",
}
# How a project may be spoken of without being carried on.
BUILDS = re.compile(
    r"建|打造|设立|成立|创建|争创|构建|开工|启动|谋划|规划|争取|申|引进|实施|推进|推动|加快|完成|投用|开通|贯通|获批|布局|落成|研究|论证|抓好|做好|支持.*建|搭建|组建|开发|竣工|投产|启用|探索"
)
TAIL_STAGE = {tail: stage for stage, tails in TAILS.items() for tail in tails.split("|")}
WHEN = (
    r"(?:\d{4}年)?\d{1,2}月(?:底|末|份)?前?|\d{4}年(?:底|内|前)?|年底前?|年内|上半年|下半年|[春夏秋冬]季|[一二三四]季度末?|尽早|早日|月底前"
)
TAIL = re.compile(
    rf"(?P<how>(?:{MANNER}|争取|{WHEN}|全部|全线|年内|全省|全国|整体|试点)*)(?P<tail>{'|'.join(sorted(TAIL_STAGE, key=len, reverse=True))})(?:任务|工作|阶段)?(?:[、和并及](?P<later>{'|'.join(sorted(TAIL_STAGE, key=len, reverse=True))}))*$"
)
# What any of these ends in: looked at first, since most texts end in a name.
TAIL_ENDS = tuple({tail[-1] for tail in TAIL_STAGE} | set("务作段"))
# Verbs that say nothing about how far a thing is when another stands behind it: 推动…开工.
CARRIERS = re.compile(
    r"力促|实现|确保|推动|推进|加快|促进|支持|力促|抓好|做好|完成|争取|开展|实施|加强|加大|启动|配合|继续|落实|强化|提升|组织|深化"
)
PLANS = ("谋划", "争取", "申", "探索", "规划", "研究", "论证", "储备")
# Words that name a thing only to lean on it: no stage, and not what the clause is about.
LEANS = re.compile(
    r"^(?:以|依托|围绕|立足|发挥|借助|通过|按照|结合|根据|紧抓|抓住|融入|针对|对照|对标|聚焦|紧盯|坚持|参照|利用|借力|锚定|瞄准|用足|把握|顺应|遵循|践行|弘扬|贯彻|学习|牢记|树立)"
)


def stage_of(verb: str, tail: str) -> str | None:
    """The stage that a verb before a name and a predicate behind it make together.

    >>> stage_of("推动", "开工"), stage_of("加快", "建设"), stage_of("谋划", "建设"), stage_of("启动", "前期工作"), stage_of("", "建成投产")
    ('started', 'underway', 'planned', 'planned', 'completed')
    """
    led, ended = STAGE_OF.get(verb), TAIL_STAGE.get(tail)
    if verb.startswith("完成") and ended in (None, "underway"):
        return "completed"
    if verb.startswith(PLANS):
        return "planned"
    if not ended:
        return led
    if ended == "underway" and led and not CARRIERS.match(verb):
        return led
    if ended == "underway" and verb.startswith("启动"):
        return "started"
    return ended
