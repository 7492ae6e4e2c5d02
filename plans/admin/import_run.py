"""Import runs: what was asked, what came of each file, how long it took."""

import json

from django.contrib import admin
from django.template.loader import render_to_string
from unfold.decorators import display

from plans.admin.base import ReadOnlyAdmin
from plans.models import ImportRun

OUTCOMES = {None: "未正常结束", 0: "全部成功", 1: "有文件失败", 2: "用法错误", 3: "有冲突或疑问"}
OUTCOME_COLOURS = {"全部成功": "success", "有文件失败": "danger", "用法错误": "danger", "有冲突或疑问": "warning", "未正常结束": "danger"}


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
        return render_to_string("admin/plans/results.html", {"results": [readable(result) for result in run.results]})

    @admin.display(description="参数")
    def shown_arguments(self, run):
        return json.dumps(run.arguments, ensure_ascii=False)


# What the keys of a result are called; a key not listed shows as it is.
LABELS = {
    "file": "文件", "path": "文件", "name": "文件", "document": "文档", "title": "标题", "outcome": "结果", "status": "结果", "error": "错误",
    "message": "说明", "seconds": "用时(秒)", "counts": "计数", "diagnostics": "疑问", "conflicts": "冲突", "created": "新增", "updated": "更新",
    "changed": "改动", "unchanged": "未变", "deleted": "删除", "removed": "删除", "orphaned": "失去依据", "chapters": "章", "sections": "节",
    "paragraphs": "段落", "references": "引用", "failed": "失败", "loaded": "已载入", "skipped": "跳过", "error_count": "错误数", "info": "提示",
    "warning": "警告", "sha256": "指纹", "encoding": "编码", "repairs": "修复", "chapter": "章", "section": "节", "paragraph": "段落",
    "reference": "引用", "diagnostic": "疑问", "new": "新文档",
}  # fmt: skip


def readable(result):
    """One file's result as rows (label, text).

    >>> readable({"file": "a.txt", "status": "unchanged", "counts": {"created": 2, "deleted": 0}})
    [('文件', 'a.txt'), ('结果', '未变'), ('计数', '新增 2、删除 0')]
    """
    if not isinstance(result, dict):
        return [("结果", str(result))]
    return [(LABELS.get(key, key), in_words(value)) for key, value in result.items() if value not in (None, "", [], {})]


def in_words(value):
    if isinstance(value, dict):
        return "、".join(f"{LABELS.get(key, key)} {in_words(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ";".join(in_words(inner) for inner in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return LABELS.get(value, value) if isinstance(value, str) else str(value)
