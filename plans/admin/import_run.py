"""Import runs: what was asked, what came of each file, how long it took."""

import json

from django.contrib import admin
from django.template.loader import render_to_string
from unfold.decorators import display

from plans.admin.base import ReadOnlyAdmin
from plans.admin.codes import code_name
from plans.models import ImportRun

OUTCOMES = {None: "未正常结束", 0: "全部成功", 1: "有文件失败", 2: "用法错误", 3: "有冲突或疑问", 130: "中途停止"}
OUTCOME_COLOURS = {
    "全部成功": "success",
    "有文件失败": "danger",
    "用法错误": "danger",
    "有冲突或疑问": "warning",
    "未正常结束": "danger",
    "中途停止": "warning",
}


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = ("started_at", "shown_outcome", "shown_files", "shown_duration", "parser_version")
    list_filter = ("exit_code",)
    ordering = ("-started_at",)
    fields = ("started_at", "shown_duration", "shown_outcome", "parser_version", "shown_results", "shown_arguments")
    readonly_fields = fields

    @display(description="结果", ordering="exit_code", label=OUTCOME_COLOURS)
    def shown_outcome(self, run):
        return OUTCOMES.get(run.exit_code, f"退出码 {run.exit_code}")

    @admin.display(description="文件数")
    def shown_files(self, run):
        return len(run.results)

    @admin.display(description="用时")
    def shown_duration(self, run):
        return "—" if run.finished_at is None else f"{(run.finished_at - run.started_at).total_seconds():.1f} 秒"

    @admin.display(description="逐文件结果")
    def shown_results(self, run):
        results = [{"rows": readable(result), "document": result.get("document")} for result in run.results]
        return render_to_string("admin/plans/results.html", {"results": results})

    @admin.display(description="参数")
    def shown_arguments(self, run):
        return json.dumps(run.arguments, ensure_ascii=False)


# What the keys of a result are called, in the order in which they are shown; other keys come last, as they are.
LABELS = {
    "file": "文件", "status": "结果", "error": "错误", "title": "标题", "note": "备注", "counts": "计数", "diagnostics": "待处理疑问",
    "conflicts": "冲突的更正", "orphans": "失去依据的更正", "seconds": "用时(秒)", "document": "文档", "chapter": "章", "section": "节", "paragraph": "段落", "reference": "引用", "diagnostic": "疑问",
    "created": "新增", "updated": "更新", "changed": "改动", "moved": "移位", "deleted": "删除", "unchanged": "未变", "failed": "失败",
    "parsed": "已解析", "info": "提示", "warning": "警告",
}  # fmt: skip
HIDDEN = {"document", "sha256"}  # the document is linked instead
ORDER = {key: place for place, key in enumerate(LABELS)}


def readable(result):
    """One file's result as rows (label, text); what is empty or zero is left out.

    >>> readable({"counts": {"chapter": {"created": 2, "deleted": 0}}, "status": "updated", "file": "a.txt"})
    [('文件', 'a.txt'), ('结果', '更新'), ('计数', '章:新增 2')]
    """
    keys = sorted(result.keys() - HIDDEN, key=lambda key: (ORDER.get(key, len(ORDER)), key))
    rows = [(LABELS.get(key, key), in_words(key, result[key])) for key in keys]
    return [(label, text) for label, text in rows if text not in ("", "0")]


def in_words(key, value):
    """A value of a result in an editor's words."""
    if key == "counts":
        told = ((LABELS.get(model, model), counted(counts)) for model, counts in value.items())
        return ";".join(f"{model}:{counts}" for model, counts in told if counts)
    if key == "diagnostics":
        return "、".join(f"{code_name(one['code'])} {one['count']}" for one in value)
    if key == "status":
        return LABELS.get(value, value)
    return "" if value is None else str(value)


def counted(counts):
    """How many records of one kind were touched; untouched ones go without saying.

    >>> counted({"created": 2, "changed": 0, "unchanged": 40})
    '新增 2'
    """
    return "、".join(f"{LABELS.get(what, what)} {n}" for what, n in counts.items() if n and what != "unchanged")
