"""What the codes of diagnostics mean, in an editor's words. docs/editors.zh.md tells the same at more length."""

import re

QUOTED = re.compile(r"“[^”]*”")
FOREIGN = re.compile(r"[A-Za-z]")  # how a message in English begins

# code: (short name, what it means and what to do)
CODES = {
    "reading.undecodable": ("字符无法解码", "原始文件中有字节不能按判定的编码读出,显示为 �。对照原网页补正所在段落的正文。"),
    "repair.restored": ("残损已修复", "原文此处的字词已损坏,机器从残留的字节复原,只有一种可能。读一遍上下文,通顺就接受。"),
    "repair.ambiguous": ("修复存疑", "机器复原了这里损坏的字词,但还有别的可能。对照上下文或原网页,正确就接受,不对就改正文。"),
    "repair.unrecovered": ("残损未修复", "原文此处的字词已损坏,机器无法复原,照原样留着。对照原网页,改正所在段落的正文。"),
    "repair.suspect": (
        "疑似识别错误",
        "扫描件识别时可能认错了字(如 A1+ 应为 AI+)。机器没有改动,只在说明里提出建议;对照原件,错了就改所在段落的正文,没错就接受。",
    ),
    "repair.traditional_kept": (
        "保留繁体",
        "全文是繁体,看不出是机器转换的,照原样保留。原本是内地的简体文件,就换一份简体的来源导入;否则接受。",
    ),
    "structure.missing_heading": (
        "标题缺失",
        "这里显然开始了新的一章或一节,但原文没有标题行。机器不会编造标题;查到出处时再补,查不到就接受。",
    ),
    "structure.number_gap": ("序号不连续", "标题的序号跳号或重复:可能漏认或错认了标题,也可能原文如此。对照原文核对前后标题。"),
    "structure.conservation": ("文字有遗漏", "原文有文字没有归入任何单元,或归错了单元。这是程序的问题:请告诉技术人员,不要自行接受。"),
    "metadata.no_title": ("没有标题", "没有找到文档的标题。能确定标题时在“元数据”页补上,不能确定就接受。"),
    "metadata.no_doc_type": ("类型不明", "没有认出文档属于哪一类。在“元数据”页选定;都不是就接受。"),
    "metadata.no_region_code": ("行政区不明", "没有认出行政区,或同名的不止一个。对照原文,在“元数据”页选定。"),
    "target.growth_mismatch": (
        "增幅与数值不符",
        "文中的增长(下降)幅度,与同一句里前后两个数值算出来的不一致。对照原文:机器读错了就改有关的目标或成效,原文如此就接受。",
    ),
    "target.percent_out_of_range": (
        "百分比超出范围",
        "比重、覆盖率一类的百分比不在 0 到 100 之间。多半是数值、单位或度量(水平、增减)读错了:打开这条记录改正;原文如此就接受。",
    ),
    "target.parts_do_not_sum": (
        "分项之和不符",
        "列出的各分项相加,与总数不一致。核对是否漏了、多了一条,或数值读错;原文本来不含全部分项就接受。",
    ),
    "target.below_reported": (
        "目标低于现状",
        "目标值比文中已经达到的水平还低(越低越好的指标则是还高)。核对数值、年份,以及这条是目标还是成效;原文如此就接受。",
    ),
    "load.same_document": ("疑似重复文档", "另一篇文档的识别键与它相同,可能是同一文档的两次抓取。核对后告诉技术人员。"),
    "load.period_reversed": ("规划期颠倒", "解析出的规划期首尾颠倒,没有采用。对照原文,在“元数据”页填写。"),
    "load.reference_too_long": ("书名号不成对", "书名号里的文字过长,多半是少了一个》,没有作为引用。核对所在段落的正文。"),
    "load.clipped": ("文字过长被截断", "这一项元数据超过了允许的长度。对照原文,在“元数据”页核对。"),
    "load.bad_date": ("日期无效", "解析出的日期不存在,没有采用。对照原文,在“元数据”页填写。"),
    "correction.conflict": (
        "更正与新解析冲突",
        "重新导入后,机器给出的值与更正时不同。现仍用人工值;打开有关更正,决定保留人工值还是恢复机器值。",
    ),
    "correction.orphaned": ("更正失去依据", "重新导入后找不到这条更正所改的文字。在新位置重新更正,或撤回这条更正。"),
}
# What the checks of targets and outcomes say, as the parser writes it and as an editor reads it. A record is “name” value.
RECORD = r"(“[^”]*” \S+?)"
CHECKS = tuple(
    (re.compile(pattern.replace("R", RECORD)), told)
    for pattern, told in (
        (r"R is (?:below 0|above 100)%", "{0},不在 0% 到 100% 之间"),
        (r"The growth stated for R does not .* from R to R is (-?[\d.]+%) a year", "写的是 {0};按 {1} 到 {2} 算,每年是 {3}"),
        (r"The growth stated for R does not .* from R to R is (-?[\d.]+%)", "写的是 {0};按 {1} 到 {2} 算,是 {3}"),
        (r"R is named as a part of R, which is less", "分项 {0},大于总数 {1}"),
        (r"The parts of R come to (\S+): more", "{0} 的各分项相加是 {1},多于总数"),
        (r"The shares of the three industries come to (\S+), not", "三次产业比重之和是 {0},不是 100%"),
        (r"The goal R is below what line (\d+) reports: R\.$", "目标 {0},低于第 {1} 行报告的 {2}"),
    )
)
# The stage a code names before its dot.
STAGES = {
    "reading": "读取",
    "repair": "修复",
    "noise": "页面杂项",
    "structure": "结构",
    "metadata": "元数据",
    "region": "行政区",
    "reference": "引用",
    "target": "目标与成效",
    "project": "项目",
    "load": "导入",
    "correction": "更正",
}


def code_name(code):
    """A code's short name; for one not listed, its stage and the code itself.

    >>> code_name("structure.missing_heading"), code_name("structure.something_new")
    ('标题缺失', '结构:something_new')
    """
    if code in CODES:
        return CODES[code][0]
    stage, _, rest = code.partition(".")
    return f"{STAGES.get(stage, stage)}:{rest}" if rest else code


def code_meaning(code):
    """What a code means and what to do about it; empty for one not listed."""
    return CODES[code][1] if code in CODES else ""


def plain_message(code, message):
    """A message an editor can read. One that is not in Chinese is cut down to what it quotes from the text.

    >>> plain_message("repair.ambiguous", "Damaged text “鍙戝” was restored as “发展”. Also possible: 发扬, 发放.")
    '“鍙戝” → “发展”;也可能是:发扬, 发放'
    >>> plain_message("load.bad_date", "发布日期不是日期")
    '发布日期不是日期'
    >>> plain_message("target.percent_out_of_range", "“森林覆盖率” 120% is above 100%, which a share can't be.")
    '“森林覆盖率” 120%,不在 0% 到 100% 之间'
    >>> plain_message("target.something_new", "“甲” 1人 has no head.")
    '所涉记录:“甲” 1人'
    """
    if code.startswith("target."):
        return plain_check(message)
    if not FOREIGN.match(message):
        return message
    told, _, others = message.partition("Also possible: ")
    shown = " → ".join(QUOTED.findall(told))
    if not shown:
        return code_meaning(code) or message
    return f"{shown};也可能是:{others.rstrip('.')}" if others else f"所涉文字:{shown}"


def plain_check(message):
    """What a check of targets and outcomes says; of one that is not known, the records it names."""
    for pattern, told in CHECKS:
        if found := pattern.match(message):
            return told.format(*found.groups())
    records = re.findall(r"“[^”]*” -?\d\S*?(?=[.,:;]?(?:\s|$))", message)
    return f"所涉记录:{'、'.join(records)}" if records and re.search("[A-Za-z]{3}", message) else message
