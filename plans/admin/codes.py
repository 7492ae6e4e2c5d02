"""What the codes of diagnostics mean, in an editor's words. docs/editors.zh.md tells the same at more length."""

# code: (short name, what it means and what to do)
CODES = {
    "reading.undecodable": ("字符无法解码", "原始文件中有字节不能按判定的编码读出,显示为 �。对照原网页补正所在段落的正文。"),
    "repair.damaged": ("字词残损", "原文此处的字词已损坏,机器没有猜测。对照上下文或原网页,改正所在段落的正文。"),
    "repair.ambiguous": ("修复存疑", "机器修复了这里的文字,但还有别的可能。核对正文,正确就接受。"),
    "structure.missing_heading": ("标题缺失", "这里显然开始了新的一章或一节,但原文没有标题行。机器不会编造标题;能查到出处时再补。"),
    "structure.number_gap": ("序号不连续", "标题的序号跳号或重复,可能漏认了标题,也可能原文如此。对照原文核对前后标题。"),
    "structure.conservation": ("文字有遗漏", "原文有文字没有归入任何结构单元。请告诉技术人员,不要自行接受。"),
    "metadata.missing": ("元数据缺失", "没有找到应有的元数据(如标题、行政区)。对照原文,在“元数据”页补上。"),
    "metadata.conflict": ("元数据矛盾", "原文里有互相矛盾的说法。核对后在“元数据”页选定。"),
    "loading.conflict": ("更正与新解析冲突", "重新导入后,机器给出的值与您当时看到的不同。暂以人工值为准,请决定保留还是恢复机器值。"),
    "loading.orphaned": ("更正失去依据", "重新导入后找不到这条更正所改的文字。核对后重新更正,或撤回它。"),
}
# The stage a code names before its dot.
STAGES = {
    "reading": "读取",
    "repair": "修复",
    "noise": "页面杂项",
    "structure": "结构",
    "metadata": "元数据",
    "region": "行政区",
    "reference": "引用",
    "loading": "导入",
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
