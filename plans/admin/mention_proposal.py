"""Names that stand in a paragraph and in no record, and what a mention of one would probably say.

Only proposals for a form: an editor reads and corrects them before anything is stored. The parser knows far more; here a
few plain patterns save typing.
"""

import re

from plans.admin.marked_candidates import Candidate, nearest, unmarked
from plans.choices import ProjectKind, ProjectStage, Tense
from plans.corrections.anchors import clause_around

BUILT = "输变电工程|水利枢纽|隧洞|铁路专用线|高速铁路|高速公路|高速|铁路|机场|水库|电站|大桥|隧道|管线|生产线|污水处理厂|医院新院|博物馆"
CARRIED_OUT = "专项行动|行动|计划|三年行动|工程"
OFFERED = "产业园区|产业园|工业园|物流园|示范区|示范基地|产业基地|基地|集聚区|园区|孵化器"
HEAD = rf"(?:{BUILT}|{OFFERED}|(?:建设|改造)?项目|{CARRIED_OUT})"
FOUND = re.compile(rf"(?:“[^”“]{{1,16}}”|[\u4e00-\u9fffA-Za-z0-9×.+-]){{2,30}}?{HEAD}(?![\u4e00-\u9fff]{{0,2}}(?:化|性|部门|局|公司))")
# What a name does not begin with: verbs, and words that count or rank.
LEAD = re.compile(
    r"^(?:.*(?:加快推进|全力推进|扎实推进|深入推进|统筹推进|大力推进|加快推动|组织实施|深入实施|启动实施|大力实施|加快建设|开工建设|规划建设|谋划建设|建成投用|推进|推动|实施|启动|开展|加快|谋划|新建|续建|建成|建设|打造|完成|抓好|做好|确保|争取|包括|以及|其中|等))"
)
# Names that tell nothing apart.
BARE = re.compile(
    rf"^(?:[一二三四五六七八九十百\d]+[个项大批类]?|一批|若干|各类|各个|这些|该|本|其他|相关|有关|重点|重大|重要|标志性|骨干|省级|市级|国家级|产业|工程|建设|基础设施|民生|工业|在建|新开工|亿元以上|[\d.]+亿元以上)*{HEAD}?$"
)
# What groups or counts, and what is a sentence and no name.
VAGUE = re.compile(r"^(?:一批|若干|各类|各级|[\d一二三四五六七八九十两]+[个家项大类批])|成为|作为|纳入|建设成|以及|为主|的$")
STAGES = (
    (ProjectStage.COMPLETED, re.compile(r"建成|竣工|投产|投用|投运|投入使用|完工|通车|并网|完成")),
    (ProjectStage.STARTED, re.compile(r"开工|动工|启动")),
    (ProjectStage.UNDERWAY, re.compile(r"加快建设|推进|在建|续建|实施|建设|打造")),
    (ProjectStage.PLANNED, re.compile(r"谋划|规划|前期|论证|争取|研究")),
)
KINDS = ((ProjectKind.PLATFORM, OFFERED), (ProjectKind.CONSTRUCTION, f"{BUILT}|项目"), (ProjectKind.PROGRAMME, CARRIED_OUT))


def unclaimed_names(text, mentions):
    """Names of a text that no record holds and that look like projects, in order.

    >>> [one.text for one in unclaimed_names("加快建设太绥高速铁路、岚县500千伏输变电工程,实施“春潮”行动,抓好重点项目。", [])]
    ['太绥高速铁路', '岚县500千伏输变电工程', '“春潮”行动']
    """
    found = [_candidate(one) for one in FOUND.finditer(text)]
    return unmarked([one for one in found if not (BARE.match(one.text) or VAGUE.search(one.text))], mentions, text)


def _candidate(found):
    """The words found, without the verb before them."""
    lead = LEAD.match(found[0][:-1])
    start = found.start() + (lead.end() if lead else 0)
    return Candidate(start, found.end(), found.string[start : found.end()])


def mention_proposal(text, start, end, mentions, document):
    """Initial values for the form of a mention of text[start:end]."""
    clause_start, clause_end = clause_around(text, start, end)
    around = text[clause_start:start] + text[end:clause_end]
    near = nearest(mentions, start)
    return {
        "name": text[start:end],
        "text_start": start,
        "text_end": end,
        "kind": str(next((kind for kind, heads in KINDS if re.search(rf"(?:{heads})$", text[start:end])), ProjectKind.CONSTRUCTION)),
        "stage": next((str(stage) for stage, words in STAGES if words.search(around)), None),
        "tense": near.tense if near else str(Tense.OUTCOME if document.doc_type == "work_report" else Tense.TARGET),
    }
