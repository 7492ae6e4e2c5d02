"""The indicator of a number that stands before its noun: 新建6座矿井, 10个贫困县全部摘帽, 94%的村达到标准."""

import re

from importers.parsing.targets import forms, naming
from importers.parsing.targets.made import TOUCHES
from importers.parsing.targets.memory import Case, Memory

# A noun that waits for the next number's: 新增2个省级、10个市级专科.
ATTRIBUTE = re.compile(r".{1,6}(?:级|型|类|性|级以上|级及以上)")
HOW = re.compile(
    r"^(?:全部|圆满|完美|全面|均|已经?|按期|如期|顺利|有序|加快|提前|集中|陆续|相继|扎实|稳步|成功|正式|同步|全省|全国|在全[省市国]|率先|基本|持续|快速|高效|高质量|高标准)*"
)
# Said of a thing, it adds nothing to what is counted: 20件民生实事全部兑现.
FINISHED = re.compile(r"(?:完成|兑现|推进|建设|推开|办结|落实|进行|投入使用|整合|实施|到位|竣工|交付|见效|达效|落地|落地见效|完成任务)+$")
RATED = re.compile(r"全?(?:覆盖|普及|达标|集中处理|无害化处理|处理|处置|签约|办结|回应|整改|落实|参保|入园|入学)")
# 新建7个中心: the number says that they are new ones.
BUILT = re.compile(r"^(?:新|改|扩)+建了?$")
# 每个乡镇至少办好一所中心园: so many for each, not in all.
EACH_OF = re.compile(
    r"((?:每[个所]?|各|所有)[\u4e00-\u9fff（）()、]{1,12}?)(?:原则上|至少|重点|均|都|要|力争|办好|建有|建成|设立|培育|创建|打造|做强|有)"
)
DOES = ("完成", "启动", "实施", "推进")


def counted_name(case: Case, memory: Memory) -> str:
    """The indicator: the noun behind the number, with the verb before it or what is said of it where that tells it apart."""
    printed = case.form.subject.lstrip(naming.MARKS)
    noun, tail, work = _noun(case)
    before = naming.bare_name(printed) or (memory.verb if case.listed or not case.form.subject else "")
    kept = re.search(rf"(?:{naming.KEPT})+了?$", before)
    made = re.search(rf"(?:{naming.MAKES}|启动|全部|[办建]有)了?(?:全部)?$", before)
    memory.verb, memory.level = (kept or made)[0] if kept or made else "", ""
    touch = re.search(rf"({TOUCHES.pattern})了?$", before)
    if touch:
        name = (
            (re.sub(rf"{naming.ADVERBS}|有效", "", before[: touch.start()]) or naming.thing(memory.noun or memory.subject))
            + touch[1]
            + (noun or tail)
        )
    elif tail:
        name = _said_of(noun, tail, printed if printed.endswith("的") else before, case, memory)
    elif case.family == "percent" and RATED.fullmatch(noun) and before and not made:
        name = f"{before}{noun.removeprefix('全')}率"
    elif kept:
        name = BUILT.sub("", kept[0]) + noun + work
    elif made or not before:
        verb = re.sub("全部|了", "", made[0]) if made else ""
        name = f"{verb}{work}的{noun}" if len(work) > 1 and verb in DOES else noun + work
    elif case.family == "people" and len(noun) <= 2:  # 零就业家庭至少1人就业
        name = before + noun
    else:
        name = (printed if printed.endswith("的") and len(printed) < 12 else "") + noun + work
    memory.noun = noun or memory.noun
    each = EACH_OF.search(case.form.subject)
    return (each[1] if each else "") + name


def _noun(case: Case) -> tuple[str, str, str]:
    """The noun, what is said of it, and the work done on it: 城中村的整村拆除 → 城中村, 整村拆除."""
    noun, tail, work = case.form.noun.rstrip("、和及"), case.form.tail.rstrip("、和及"), ""
    if ATTRIBUTE.fullmatch(noun) and case.rest:
        following = forms.split_noun(forms.noun_behind(case.clause[case.rest[0].end :]))[0]
        noun += re.sub(r"^.{1,5}?(?:级以上|级及以上|级|型|类|性)", "", following)
    if not tail and (nominal := forms.NOMINAL.search(noun)) and nominal.start() > 1:
        noun, work = noun[: nominal.start()], re.sub(r"^的|(?:建设)?(?:任务|工作)?$", "", nominal[0])
    return naming.short_noun(noun), tail, work


def _said_of(noun: str, tail: str, before: str, case: Case, memory: Memory) -> str:
    """A subject with its predicate: 贫困县摘帽; 通过验收的医疗机构; 1018户2764人脱贫 → 脱贫人口."""
    said = HOW.sub("", tail)
    if not noun:
        if before:
            return before + tail
        who = {"people": "人口", "households": "户"}.get(case.family)
        if who:
            return said + who
        noun = naming.thing(memory.noun or memory.subject)
    verbal = re.search(rf"[、,，]|(?:{naming.MAKES}|{naming.CARRIES}|{naming.KEPT})$", before)
    owner = before if before.endswith("的") or not verbal else ""
    if not said or FINISHED.fullmatch(said):
        return owner + noun
    if len(said) <= 2:
        return f"{owner}{said}{noun}" if owner and not owner.endswith("的") else f"{owner}{noun}{said}"
    return f"{said}的{owner}{noun}" if owner else f"{said}的{noun}"
