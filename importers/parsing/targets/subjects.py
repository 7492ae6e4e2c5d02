"""Whose number it is: the indicator of each quantity, with what the clause leaves out taken from the words before it."""

import re

from importers.parsing.targets import forms, naming
from importers.parsing.targets.counted import counted_name
from importers.parsing.targets.made import completed, made_name
from importers.parsing.targets.memory import Case, Memory

# Growth of an industry is growth of its value added where the sentence has just said so.
HEAD = re.compile(r"(增加值|总产值|产值|营业收入|主营业务收入|销售收入|投资|固定资产投资|利润)$")
INDUSTRY = re.compile(r"(?:产业|制造业|服务业|工业|农业|建筑业|行业|金融业|旅游业|企业|第[一二三]产业|一产|二产|三产)$")
MOVES = re.compile("^(?:提升|提高|降低|扩大|增加|压减|压缩|缩短|减少)(?=.{2})")
BETWEEN = re.compile(r"[、,，和及与\s]*(?:以及)?")


def name_of(case: Case, memory: Memory) -> str:
    """The indicator of one quantity. Updates the memory."""
    name = _continued(case, memory)
    if name is None:
        name = _started(case, memory) or _stated(case, memory)
    if head := HEAD.search(name):
        memory.head = head[1]
    memory.previous = case.quantity.value
    memory.subject = name or memory.subject
    memory.naming.append(name)
    memory.sentence.append(name)
    return name


def _continued(case: Case, memory: Memory) -> str | None:
    """The second end of 从A到B, and the next member of a 分别 list."""
    if memory.from_form and not memory.onward:
        memory.onward = True
        memory.base_value = memory.previous
        return memory.subject
    memory.from_form = memory.onward = False
    memory.base_value = None
    if memory.queue and BETWEEN.fullmatch(case.left):
        return memory.queue.pop(0)
    memory.changed = False
    return None


def _started(case: Case, memory: Memory) -> str:
    """The first end of 从A到B: the subject stands before 从."""
    match = forms.FROM.fullmatch(forms.EACH.sub("", case.left))
    if not match or not forms.ONWARD.match(case.right):
        return ""
    memory.from_form, memory.onward = True, False
    year = re.search(r"\d{4}", match["year"] or "")
    memory.from_year = int(year[0]) if year else None
    return _whole(naming.bare_name(match["subject"].lstrip(naming.MARKS)), memory)


def _stated(case: Case, memory: Memory) -> str:
    form = case.form
    if form.kind == "counted":
        return counted_name(case, memory)
    if form.kind == "made":
        return made_name(case, memory)
    name = naming.bare_name(form.subject)
    if form.kind == "share":
        return f"{name or memory.subject}占{form.whole.strip()}{form.tail or '比例'}"
    if form.tail in ("至", "到"):  # 提升水质断面比例至85%
        name = MOVES.sub("", name)
    memory.changed, memory.sign = form.kind == "change", form.sign
    if listed := _listed(name, case, memory):
        memory.queue = listed[1:]
        return completed(listed[0], memory)
    if form.kind == "change" and memory.head and INDUSTRY.search(name):
        return name + memory.head
    return _whole(name, memory)


def _listed(name: str, case: Case, memory: Memory) -> list[str]:
    """The members of a list that has a value for each: named in the clause, or in the clauses before it (分别增长5%、6%)."""
    several = 1 + len(case.rest)
    if name:
        members = naming.members(name)
        return members if 1 < len(members) <= several and (case.form.respectively or len(members) == several) else []
    if not case.form.respectively:
        return []
    for owed in (memory.named, naming.members(memory.subject), memory.sentence[-several:]):
        if len(owed) == several > 1:
            return owed
    return []


def _whole(name: str, memory: Memory) -> str:
    """A name, or the last one where there is none; a share of something (占…) needs its owner."""
    if name.startswith("占"):
        return naming.without_metric(memory.subject) + name
    return completed(name, memory) if name else memory.subject
