"""How a clause ties a number to what it measures: the words between subject and number, and the noun behind it."""

import re
from dataclasses import dataclass

from importers.parsing.quantities import Quantity
from importers.parsing.targets import naming

UP = "增长|增加|提升|提高|上升|上涨|扩大|增速|增幅|涨幅|回升|反弹|增|升|涨|净增长"
DOWN = "下降|降低|减少|缩小|回落|压缩|压减|削减|缩短|下滑|下调|降幅|减|降"
# 提高到, 下降至: where it stands afterwards, not by how much it moved.
TO = rf"(?:{UP}|{DOWN}|改善|优化|发展|拓展|扩展|扩|调整|延长|恢复|跃升|增加值|攀升|稳定|保持|维持|控制|扩容|跃)(?:到|至|为|在)"
STANDS = rf"(?:{TO}|达到|达成|达|实现|完成|拟按|拟安排|安排|按|占到?|累计达到?|合计|为|是|至|到|在|有|约为|突破|超过|高于|低于|不低于|不少于|不高于|不超过|跨越|迈上|接近|保持|稳居|位于|平均|调整为|预计|不足|在于|多达|仅为|只有|确定为)"
SOFT = r"(?:了|约|近|大约|到|仅|又|再|各|均|将|可|已|也|均为|左右|总计|共|累计)?"
CHANGE = re.compile(
    rf"(?<!改造)(?<!优化)(?<!整治)(?<!自然)(?:(?P<up>{UP})|(?P<down>{DOWN}))(?:率|速度)?{SOFT}(?:幅度)?(?:高达|为|达到?|保持在|稳定在|控制在|实现|不低于|在|超过|约为|约|了)?$"
)
# 下降为0: where it stands; but 降幅为3%.
BECAME = re.compile("(?:下降|降低?|减少|缩小|压缩|提高|提升|增加|上升)为$")
RATE_NAME = re.compile(r"(?:(?<!自然)增长率|增速|增幅|涨幅|降幅|增长速度|下降率|上涨率|同比增长|升幅)$")
STATE = re.compile(rf"(?P<verb>{STANDS}){SOFT}$")
SHARE_OF = re.compile(
    r"占(?!比)(?P<whole>[^,，。;；]{1,24}?)(?:的)?(?P<ratio>比重|比例|比|份额)?(?:的)?(?:分别)?(?:达到?|为|提高到|提升到|上升到|提升至|提高至|超过|约|近|稳定在|保持在|维持在|控制在|降至|降低到|降到|下降到|在|不低于|不足|不到|仅)*$"
)
FROM = re.compile(
    r"(?P<subject>.*?)(?:由|从)(?:原来|原先|原有|最初|目前|现在|现有|规划初期?)?(?:的)?(?P<year>(?:\d{4}年|上年|去年|“?十[二三四五]五”?)(?:底|末|初)?(?:的)?)?$"
)
ONWARD = re.compile(
    rf"^(?:左右|以上|以下|的)?(?:[\u4e00-\u9fff]{{0,4}}?)(?:{UP}|{DOWN}|发展|拓展|扩展|扩|调整|延长|攀升|跃升|改善|变)(?:到|至|为)"
)
# 是上一个五年的1.8倍, 为2015年的1.42倍.
AS_MUCH_AS = re.compile(r"(?:是|为|相当于|达到?)[^、,，]{2,14}的$")
# 每人每月940元: the rest of the unit, before the number.
EACH = re.compile(r"每[人户年月天日亩吨次名平](?:每?[人户年月天日亩次])?$")
BRACKETED = re.compile(r"[（(][^）)]*[）)]$")
# A verb stands within so many characters before its number, and its subject within three times as many.
NEAR = 45
RESPECTIVELY = re.compile("分别|各自")


@dataclass(frozen=True, slots=True)
class Form:
    """`subject`: the words before the verb, as printed; `kind`: change, state, share, made (a noun before the number), counted (a noun after it).

    `sign` is -1 for a fall; `noun` and `tail` are the noun behind the number and what is said of it; `whole` that of a share.
    """

    kind: str
    subject: str = ""
    sign: int = 1
    noun: str = ""
    tail: str = ""
    whole: str = ""
    respectively: bool = False


def form_of(left: str, quantity: Quantity, right: str) -> Form:
    """The form of a number with `left` before it (from the last number or the clause's start) and `right` behind it (to the next).

    >>> from importers.parsing.quantities import quantities
    >>> def form(text):
    ...     q = next(iter(quantities(text))); f = form_of(text[:q.start], q, text[q.end:]); return f.kind, f.subject, f.sign, f.noun, f.tail
    >>> form("信访总量下降35.7%"), form("森林覆盖率达38%"), form("新建6座智能化矿井")
    (('change', '信访总量', -1, '', ''), ('state', '森林覆盖率', 1, '', '达'), ('counted', '新建', 1, '智能化矿井', ''))
    """
    plain = EACH.sub("", BRACKETED.sub("", left[-NEAR * 3 :]).rstrip())
    far = max(0, len(plain) - NEAR)
    respectively = bool(RESPECTIVELY.search(plain[-14:]))
    if (match := SHARE_OF.search(plain, far)) and quantity.unit and quantity.unit.family == "percent":
        return Form("share", plain[: match.start()], whole=match["whole"], tail=match["ratio"] or "", respectively=respectively)
    if quantity.unit and quantity.unit.family == "multiple" and (match := AS_MUCH_AS.search(plain, far)):
        return Form("state", plain[: match.start()], tail="是")
    if (match := CHANGE.search(plain, far)) and not (
        match[0][-1] in "到至" or plain.endswith(("新增", "净增", "改造提升", "优化提升", "整治提升")) or BECAME.search(plain)
    ):
        subject = plain[: match.start()]
        falls = bool(match["down"]) or subject.endswith("负")
        return Form("change", subject.removesuffix("负"), -1 if falls else 1, respectively=respectively)
    if noun := noun_behind(right):
        head, tail = split_noun(noun)
        return Form("counted", plain, noun=head, tail=tail)
    if match := STATE.search(plain, far):
        subject = plain[: match.start()]
        bare = naming.bare_name(subject)
        if rate := RATE_NAME.search(bare):
            return Form("change", bare[: rate.start()], -1 if "降" in rate[0] else 1, respectively=respectively)
        return Form("state", subject, tail=match["verb"], respectively=respectively)
    if rate := RATE_NAME.search(naming.bare_name(plain)):
        return Form("change", naming.bare_name(plain)[: rate.start()], -1 if "降" in rate[0] else 1)
    return Form("made", plain, respectively=respectively)


NOT_NOUN = re.compile(
    r"^(?:[\s、,，。;；:：)）”—\-]|安排|计算|和|及|与|以及|并|或|同比|比|较|左右|以[上下内]|的目标|(?:任务|工作|目标|指标)$|的?水平$|增长|增加|提高|下降|以来|之间|上下|为(?!.{2,30}的)|到|至|等|[（(]|且|而|的?增速|的?速度|的?幅度|大关|关口|台阶|目标$|左右的)"
)


def noun_behind(right: str) -> str:
    """What stands behind a number up to the next mark, where it is what is counted."""
    text = re.split("[”’]", right)[0] if "“" not in right.split("”")[0] else right
    if not text or NOT_NOUN.match(text):
        return ""
    return re.split(r"、$|[、和及](?=[^、]*$)(?<=$)", text.removeprefix("的"))[0]


# Where the noun behind a number ends and what is said of it begins.
SAID = re.compile(
    r"(?:全部|圆满|喜迁|住进|与[^、]{2,12}?(?:结对|共建|签)|没有|全面|全域|均|已经?|加快|实现|达到|达标|通过|完成|建成|投入|投运|投产|投用|开工|落地|获评|获批|获得|荣获|获|入选|入围|退出|脱贫|摘帽|竣工|启动|纳入|参加|参与|得到|享受|受益|接受|上线|顺利|有序|扎实|正式|成功|陆续|相继|"
    r"按期|如期|高质量|高标准|高效|进展|进入|位居|列入|整体|挂牌|运营|运行|开业|开放|开通|通车|签约|上市|兑现|办结|化解|清零|超|集中|稳步|同步|提前|基本|持续|推进|有力|竞相|迈入|晋升|升级为|进行|投向|投资|被|在[^线岗建校册役库网籍]|向|较|从|由|走|快速|落户|落成|复工|复产|销号|清除|消除|出列|完工|达产|创建|作出|常驻|开展)"
)
NOMINAL = re.compile(
    r"(?:的)?(?:新建|改建|整村)?(?:的)?(?:改造提升|提升改造|建设任务|整治任务|改造任务|建设|任务|工作|改造|整治|治理|创建|培育|认定|打造|推广|升级改造|提升|搬迁安置|拆除|实施|落地|投产|开工|投用|培训|提质|回迁|专业技能培训|技能培训|手续办理|前期工作|达产|等)+$"
)


def split_noun(noun: str) -> tuple[str, str]:
    """The noun behind a number, and what is said of it.

    >>> split_noun("贫困县全部摘帽"), split_noun("高频事项实现“掌上办”"), split_noun("智能化矿井")
    (('贫困县', '全部摘帽'), ('高频事项', '实现“掌上办”'), ('智能化矿井', ''))
    """
    if SAID.match(noun) and not re.match("新|再|重|高标准|高质量|集中|投资|超|在", noun) and len(noun) > 1:
        return "", noun
    quoted = {i for m in re.finditer(r"[“‘《][^”’》]*[”’》]", noun) for i in range(m.start(), m.end())}
    for match in SAID.finditer(noun):
        if match.start() >= 1 and match.start() not in quoted and not (match.start() == 1 and noun[0] in "新再重"):
            if noun[match.start() - 1] in "的、和与及" or noun[match.end() : match.end() + 1] in ("的", "区", "度", "率"):
                continue
            if NOMINAL.fullmatch(noun[match.start() :]):
                break
            return noun[: match.start()], noun[match.start() :]
    return noun, ""
