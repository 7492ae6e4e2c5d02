"""Whose number it is: the indicator of each quantity, with what the clause leaves out taken from the words before it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from importers.parsing.clauses import Clause
from importers.parsing.quantities import Quantity
from importers.parsing.targets import forms, naming
from importers.parsing.targets.forms import Form

NATURES = (("约束性", "binding"), ("预期性", "expected"), ("预期目标", "expected"))
REPORTED = re.compile(r"目前|截至|截止|现有(?!基础|设施|条件|的)|现状|去年|上年|已(?:经)?(?:建|完|达|实|有|累|形|培|引)|以来[,，]?(?:累计|共)|近年来|过去")
COMMITTED = re.compile(r"力争|确保|争取|计划|规划建设|预计|将(?!.{0,12}(?:作为|投向|纳入))|到20[2-9]\d年|目标")
# Growth of an industry is growth of its value added where the sentence has just said so.
HEAD = re.compile(r"(增加值|总产值|产值|营业收入|主营业务收入|销售收入|投资|固定资产投资|利润)$")
INDUSTRY = re.compile(r"(?:产业|制造业|服务业|工业|农业|建筑业|行业|金融业|旅游业|企业|第[一二三]产业|一产|二产|三产)$")
TOUCHES = re.compile(r"惠及|覆盖(?!率|面)|受益(?!率)|带动|吸纳|涉及|辐射|安置|帮助")
LEVEL_OF = re.compile(r"^(?:国家|省|市|县|区|地市?|州|自治区)级(?:以上|及以上)?(?=[\u4e00-\u9fff(（“])")
ATTRIBUTE = re.compile(r".{1,6}(?:级|型|类|性|级以上|级及以上)")
DONE = re.compile(r"^(?:全部|圆满|完美|全面|均|已经?|按期|如期|顺利|有序|加快|提前|集中|陆续|相继|扎实|稳步|成功|正式|同步|全省|全国|在全[省市国]|率先|基本|持续|快速|高效|高质量|高标准)*")
# Money that belongs to what was just counted: 实施项目320个、完成年度投资1050亿元.
OF_MONEY = re.compile(r"(?:完成|实现|落实|协议|到位|引资|计划|总|年度|概算|累计)*(?:投资额?|资金|引资额|引资)")
RATE = re.compile(r"[\u4e00-\u9fff]{2,4}率")
RATED = re.compile(r"全?(?:覆盖|普及|达标|集中处理|无害化处理|处理|处置|签约|办结|回应|整改|落实|参保|入园|入学)")
OUTPUT = {"mass", "energy", "volume"}
SOURCE_OF_POWER = re.compile(r"(?:风电|光伏|光伏发电|水电|火电|生物质发电|新能源|可再生能源|风光电|核电|抽水蓄能|太阳能发电|风力发电|发电)$")
# The size that tells which ones are meant: 淘汰35蒸吨/小时以下锅炉.
SIZE = re.compile(r"(?:存栏|年产)?\d[\d.]*[^\d、]{1,8}?(?:及)?以[上下](?!规模)")
PLACE_OF_WORK = re.compile(r"(?:中心|平台|机构|实验室|工作站|基地|孵化器|众创空间)$")
THRESHOLD = re.compile(r"[\d.]*[十百千万亿]*[元人户](?:及)?以上")
FINISHED = re.compile(r"(?:完成|兑现|推进|建设|推开|办结|落实|进行|投入使用|整合|实施|到位|竣工|交付|见效|达效|落地|落地见效|完成任务)+$")


@dataclass(slots=True)
class Memory:
    """What has been said so far in a block.

    `subject`: the last thing measured or spoken of; `noun`: the last thing made or counted; `verb`: the verb that a list shares;
    `level`: its 省级以上; `head`: its 增加值; `queue`: what a 分别 still owes; `named`: the indicators of the clause before.
    """

    subject: str = ""
    noun: str = ""
    verb: str = ""
    level: str = ""
    head: str = ""
    queue: list[str] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    naming: list[str] = field(default_factory=list)
    sentence: list[str] = field(default_factory=list)
    year: int | None = None
    reported: bool = False
    committed: bool = False
    nature: str | None = None
    from_form: bool = False
    from_year: int | None = None
    onward: bool = False
    base_value: Decimal | None = None
    previous: Decimal | None = None
    changed: bool = False

    def new_sentence(self) -> None:
        self.year, self.reported, self.committed = None, False, False
        self.verb = self.level = self.head = ""
        self.queue, self.named, self.sentence = [], [], []

    def new_clause(self, clause: Clause) -> None:
        self.from_form = self.onward = self.changed = False
        self.base_value = self.previous = None
        self.naming = []
        for word, nature in NATURES:
            if word in clause.text:
                self.nature = nature

    def tense_words(self, lead: str) -> None:
        self.committed = bool(COMMITTED.search(lead)) or self.committed and not REPORTED.search(lead)
        self.reported = bool(REPORTED.search(lead)) and not self.committed or self.reported

    def heard(self, text: str) -> None:
        """A clause without a number: what it speaks of is what the next may leave out."""
        topic = naming.topic(text)
        if 2 <= len(topic) <= 24:
            self.subject = topic
            self.verb = self.level = ""

    def close(self) -> None:
        """The end of a clause with numbers."""
        self.queue = []
        self.named = self.naming


def name_of(form: Form, left: str, quantity: Quantity, right: str, memory: Memory, *, clause: str, rest: Sequence[Quantity]) -> str:
    """The indicator of one quantity; `rest` are the clause's later ones. Updates the memory."""
    name = _continued(form, left, memory)
    if name is None:
        name = _started(left, right, memory) or _stated(form, left, quantity, memory, clause=clause, rest=rest)
    if head := HEAD.search(name):
        memory.head = head[1]
    memory.previous = quantity.value
    memory.subject = name or memory.subject
    memory.naming.append(name)
    memory.sentence.append(name)
    return name


def _continued(form: Form, left: str, memory: Memory) -> str | None:
    """The second end of 从A到B, and the next member of a 分别 list."""
    if memory.from_form and not memory.onward:
        memory.onward = True
        memory.base_value = memory.previous
        return memory.subject
    memory.from_form = memory.onward = False
    memory.base_value = None
    if memory.queue and re.fullmatch(r"[、,，和及与\s]*(?:以及)?", left):
        return memory.queue.pop(0)
    memory.changed = False
    return None


def _started(left: str, right: str, memory: Memory) -> str:
    """The first end of 从A到B: the subject stands before 从."""
    match = forms.FROM.fullmatch(forms.EACH.sub("", left))
    if not match or not forms.ONWARD.match(right):
        return ""
    memory.from_form = True
    memory.onward = False
    year = re.search(r"\d{4}", match["year"] or "")
    memory.from_year = int(year[0]) if year else None
    name = naming.bare_name(match["subject"].lstrip("、,，和及与 "))
    if name.startswith("占"):
        return naming.without_metric(memory.subject) + name
    return _completed(name, memory) if name else memory.subject


def _stated(form: Form, left: str, quantity: Quantity, memory: Memory, *, clause: str, rest: Sequence[Quantity]) -> str:
    if form.kind == "counted":
        return _counted(form, quantity, memory, clause=clause, rest=rest)
    if form.kind == "made":
        return _made(form, quantity, memory, rest)
    name = naming.bare_name(form.subject)
    if form.kind == "share":
        return f"{name or memory.subject}占{form.whole.strip()}{form.tail or '比例'}"
    memory.changed = form.kind == "change"
    if not name and form.respectively:
        several = 1 + len(rest)
        owed = memory.named if len(memory.named) == several else naming.members(memory.subject)
        owed = owed if len(owed) == several else memory.sentence[-several:]
        if len(owed) == several > 1:
            memory.queue = owed[1:]
            return owed[0]
    if name.startswith("占"):
        return naming.without_metric(memory.subject) + name
    listed = naming.members(name) if name else []
    if len(listed) > 1 and len(listed) <= 1 + len(rest) and (form.respectively or len(listed) == 1 + len(rest)):
        memory.queue = listed[1:]
        return _completed(listed[0], memory)
    if form.kind == "change" and memory.head and INDUSTRY.search(name):
        return name + memory.head
    return _completed(name, memory) if name else memory.subject


def _completed(name: str, memory: Memory) -> str:
    """A name that says nothing by itself, with what was spoken of before it."""
    first, mark, last = name.rpartition("、")
    if mark and re.search("全部|已经?|均", first):  # 续建项目全部复工、新建项目开工率
        name = last
    if OF_MONEY.fullmatch(name) and memory.noun:
        return memory.noun + name
    if touch := TOUCHES.match(name):
        return naming.thing(memory.noun or memory.subject) + name if len(name) > len(touch[0]) else name
    if memory.subject and memory.naming and (head := naming.shared_head(memory.subject, name)):
        return head + name
    if RATE.fullmatch(name) and (at := memory.subject.find(name[:2])) > 1:
        return memory.subject[:at] + name
    if naming.is_generic(name) and memory.subject and name not in memory.subject:
        return naming.without_metric(memory.subject) + name
    return name


def _made(form: Form, quantity: Quantity, memory: Memory, rest: Sequence[Quantity]) -> str:
    """建成学校12所: the noun before the number."""
    segment = form.subject.lstrip("、,，和及与 ")
    listed = segment != form.subject
    bare = naming.bare_name(segment)
    verb = re.match(rf"(?:{naming.KEPT}|{naming.MAKES})+", bare)
    if not bare:
        return memory.subject
    if verb and len(verb[0]) == len(bare):
        return _only_verb(bare, quantity, memory)
    if THRESHOLD.fullmatch(bare) and THRESHOLD.search(memory.noun):
        return THRESHOLD.sub(bare, memory.noun)
    name = naming.short_noun(naming.made_name(segment))
    if OF_MONEY.fullmatch(name) and memory.noun:
        return memory.noun + name
    if listed and memory.naming and memory.naming[-1].endswith("产量") and quantity.unit and quantity.unit.family in OUTPUT and not verb and not naming.ENDS_IN_METRIC.search(name):
        name += "产量"
    if form.respectively and len(several := naming.members(name)) > 1:
        memory.queue = several[1:]
        return several[0]
    name = SIZE.sub("", name) or name
    if verb is None and memory.verb:
        level = memory.level if memory.level and not LEVEL_OF.match(name) and (listed or PLACE_OF_WORK.search(name)) else ""
        name = (memory.verb if listed and re.match(naming.KEPT, memory.verb) else "") + level + name
    else:
        memory.verb = verb[0] if verb else ""
        plain = name.removeprefix(memory.verb)
        memory.level = match[0] if (match := LEVEL_OF.match(plain)) else ""
    name = _completed(name, memory)
    family = quantity.unit.family if quantity.unit else ""
    if family == "power" and SOURCE_OF_POWER.search(name):
        name += "装机"
    elif family == "people" and name.endswith("保险"):
        name += "参保人数"
    if not TOUCHES.match(bare):
        memory.noun = name
    return name


def _only_verb(bare: str, quantity: Quantity, memory: Memory) -> str:
    """A verb alone before the number: 惠及53.5万人, 改造提升520公里, 竣工120个."""
    thing = naming.thing(memory.noun or memory.subject)
    if TOUCHES.fullmatch(bare):
        return thing + bare + ("人口" if quantity.unit_text.endswith("人") else "")
    memory.verb = bare
    if done := re.search(rf"(?:{naming.KEPT})$", thing):  # 住房改造开工…套,基本建成…套
        return thing[: done.start()] + bare
    return bare + thing


def _counted(form: Form, quantity: Quantity, memory: Memory, *, clause: str, rest: Sequence[Quantity]) -> str:
    """新建6座矿井, 10个贫困县全部摘帽, 新增2个省级、10个市级专科: the noun behind the number."""
    noun, tail, printed = form.noun.rstrip("、和及"), form.tail.rstrip("、和及"), form.subject.lstrip("、,，和及与 ")
    if ATTRIBUTE.fullmatch(noun) and rest:
        following = forms.split_noun(forms.noun_behind(clause[rest[0].end :], rest[0]))[0]
        noun += re.sub(r"^.{1,5}?(?:级以上|级及以上|级|型|类|性)", "", following)
    before = naming.bare_name(printed) or (memory.verb if printed != form.subject or not form.subject else "")
    work = ""
    if not tail and (nominal := forms.NOMINAL.search(noun)) and nominal.start() > 1:
        noun, work = noun[: nominal.start()], re.sub(r"^的|(?:建设)?(?:任务|工作)?$", "", nominal[0])
    noun = naming.short_noun(noun)
    kept = re.search(rf"(?:{naming.KEPT})+(?:了)?$", before)
    made = re.search(rf"(?:{naming.MAKES}|启动|全部|[办建]有)(?:了)?(?:全部)?$", before)
    memory.verb = (kept or made)[0] if kept or made else ""
    memory.level = ""
    touch = re.search(rf"({TOUCHES.pattern})了?$", before)
    if touch:
        owner = re.sub(rf"{naming.ADVERBS}|有效", "", before[: touch.start()]) or naming.thing(memory.noun or memory.subject)
        name = owner + touch[1] + (noun or tail)
    elif quantity.unit and quantity.unit.family == "percent" and not tail and RATED.fullmatch(noun) and before and not made:
        name = f"{before}{noun.removeprefix('全')}率"
    elif tail and not noun:
        who = {"people": "人口", "households": "户"}.get(quantity.unit.family if quantity.unit else "", "")
        name = before + tail if before else DONE.sub("", tail) + who if who else _said("", naming.thing(memory.noun or memory.subject), tail)
        noun = memory.noun
    elif tail:
        name = _said(printed.rstrip() if printed.rstrip().endswith("的") else before, noun, tail)
    elif kept:
        name = kept[0] + noun + work
    elif made or not before:
        done = re.sub("全部|了", "", made[0]) if made else ""
        name = f"{done}{work}的{noun}" if len(work) > 1 and done in ("完成", "启动", "实施", "推进") else noun + work
    else:
        name = printed + noun if printed.endswith("的") and len(printed) < 12 else noun + work
    memory.noun = noun
    return name


def _said(before: str, noun: str, tail: str) -> str:
    """A subject with its predicate: 贫困县摘帽; 通过验收的医疗机构."""
    said = DONE.sub("", tail)
    owner = "" if re.search(rf"[、,，]|(?:{naming.MAKES}|{naming.CARRIES}|{naming.KEPT})$", before) else before
    if before.endswith("的"):
        owner = before
    if not said or FINISHED.fullmatch(said):
        return owner + noun
    if len(said) <= 2:
        return f"{owner}{said}{noun}" if owner and not owner.endswith("的") else f"{owner}{noun}{said}"
    return f"{said}的{owner}{noun}" if owner else f"{said}的{noun}"
