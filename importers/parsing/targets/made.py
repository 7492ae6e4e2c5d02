"""The indicator of a number that stands behind its noun: 建成学校12所, 惠及53.5万人, 完成投资20亿元."""

import re

from importers.parsing.targets import naming
from importers.parsing.targets.memory import Case, Memory

# Money that belongs to what was just counted: 实施项目320个、完成年度投资1050亿元.
OF_MONEY = re.compile(r"(?:完成|实现|落实|协议|到位|引资|计划|总|年度|概算|累计)*(?:投资额?|资金|引资额|引资)")
TOUCHES = re.compile(r"惠及|覆盖(?!率|面)|受益(?!率)|带动|吸纳|涉及|辐射|安置|帮助")
LEVEL_OF = re.compile(r"^(?:国家|省|市|县|区|地市?|州|自治区)级(?:以上|及以上)?(?=[\u4e00-\u9fff(（“])")
# What carries its rank over a comma: 成立省级新型研发机构5家,工程研究中心5家.
RANKED = re.compile(r"(?:中心|平台|机构|实验室|工作站|基地|孵化器|众创空间)$")
RATE = re.compile(r"[\u4e00-\u9fff]{2,4}率")
OUTPUT = {"mass", "energy", "volume"}
SOURCE_OF_POWER = re.compile(r"(?:风电|光伏|光伏发电|水电|火电|生物质发电|新能源|可再生能源|风光电|核电|抽水蓄能|太阳能发电|风力发电)$")
# The size that tells which ones are meant: 淘汰35蒸吨/小时以下锅炉.
SIZE = re.compile(r"(?:存栏|年产)?\d[\d.]*[^\d、岁元]{1,8}?(?:及)?以[上下](?!规模)")
THRESHOLD = re.compile(r"[\d.]*[十百千万亿]*[元人户](?:及)?以上")
COMPARES = re.compile("高于|低于|快于|慢于|好于|优于|高出|领先")
ALREADY = re.compile("全部|已经?|均")


def made_name(case: Case, memory: Memory) -> str:
    """The indicator; what a list shares (verb, rank, 产量) is carried on from its first member."""
    segment = case.form.subject.lstrip(naming.MARKS)
    bare = naming.bare_name(segment)
    verb = re.match(rf"(?:{naming.KEPT}|{naming.MAKES})+", bare)
    if not bare:
        return memory.subject
    if verb and len(verb[0]) == len(bare):
        return _only_verb(bare, case, memory)
    if THRESHOLD.fullmatch(bare) and THRESHOLD.search(memory.noun):
        return THRESHOLD.sub(bare, memory.noun)
    name = naming.short_noun(naming.made_name(segment))
    if OF_MONEY.fullmatch(name) and memory.noun:
        return memory.noun + name
    if case.form.respectively and len(several := naming.members(name)) > 1:
        memory.queue = several[1:]
        return several[0]
    name = _of_family(_carried(SIZE.sub("", name) or name, verb, case, memory), case, memory)
    name = completed(name, memory)
    if not TOUCHES.match(bare):
        memory.noun = name
    return name


def _carried(name: str, verb: re.Match | None, case: Case, memory: Memory) -> str:
    """The name with the verb and the rank of the list it goes on with: 新增学位6000个、托位4500个 → 新增托位."""
    if verb or not memory.verb:
        memory.verb = verb[0] if verb else ""
        rank = LEVEL_OF.match(name.removeprefix(memory.verb))
        memory.level = rank[0] if rank else ""
        return name
    rank = memory.level if not LEVEL_OF.match(name) and (case.listed or RANKED.search(name)) else ""
    kept = memory.verb if case.listed and re.match(naming.KEPT, memory.verb) else ""
    return kept + rank + name


def _of_family(name: str, case: Case, memory: Memory) -> str:
    """What the unit says about a bare thing: 电解铝205万吨 in a list of outputs; 风电61万千瓦; 养老保险9.8万人."""
    if case.family in OUTPUT and case.listed and any(name.endswith("产量") for name in memory.naming):
        return name if naming.ENDS_IN_METRIC.search(name) else name + "产量"
    if case.family == "power" and SOURCE_OF_POWER.search(name):
        return name + "装机"
    return name + "参保人数" if case.family == "people" and name.endswith("保险") else name


def _only_verb(bare: str, case: Case, memory: Memory) -> str:
    """A verb alone before the number: 惠及53.5万人, 改造提升520公里, 竣工120个."""
    if TOUCHES.fullmatch(bare):
        return naming.thing(memory.subject or memory.noun) + bare + ("人口" if case.quantity.unit_text.endswith("人") else "")
    thing = naming.thing(memory.noun or memory.subject)
    memory.verb = bare
    done = re.search(rf"(?:{naming.KEPT})$", thing)
    return thing[: done.start()] + bare if done else bare + thing  # 住房改造开工…套,基本建成…套


def completed(name: str, memory: Memory) -> str:
    """A name that says nothing by itself, with what was spoken of before it: 总额, 完成投资, 惠及群众, 上线率."""
    first, mark, last = name.rpartition("、")
    if mark and ALREADY.search(first):  # 续建项目全部复工、新建项目开工率
        name = last
    if OF_MONEY.fullmatch(name) and memory.noun:
        return memory.noun + name
    if COMPARES.match(name):
        return memory.subject + name
    if touch := TOUCHES.match(name):
        return naming.thing(memory.subject or memory.noun) + name if len(name) > len(touch[0]) else name
    if memory.subject and memory.naming and (head := naming.shared_head(memory.subject, name)):
        return head + name
    if RATE.fullmatch(name) and (at := memory.subject.find(name[:2])) > 1:
        return memory.subject[:at] + name
    if name in naming.GENERIC and memory.subject and name not in memory.subject:
        return naming.without_metric(memory.subject) + name
    return name
