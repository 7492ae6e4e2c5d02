"""What the parse was unsure of, and what a person changed."""

from django.conf import settings
from django.db import models

from plans.choices import CorrectionOperation, CorrectionState, DiagnosticState, Severity
from plans.models.base import Placed, Record, page_indexes
from plans.models.document import Document


class Diagnostic(Record, Placed):
    """One doubt or finding of a parse, with its place: the editors' queue. Its state survives a re-import."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="diagnostics", verbose_name="文档", help_text="所属文档。")
    code = models.CharField("代码", max_length=60, db_index=True, help_text="如 structure.missing_heading。")
    severity = models.CharField("程度", max_length=8, choices=Severity.choices, db_index=True, help_text="提示、警告或错误。")
    message = models.TextField("说明", help_text="哪里有疑问,可以怎么办。")
    state = models.CharField("状态", max_length=9, choices=DiagnosticState.choices, default=DiagnosticState.OPEN, db_index=True, help_text="处理进度。")
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="处理人", help_text="谁处理的。"
    )
    resolved_at = models.DateTimeField("处理时间", null=True, blank=True, help_text="何时处理的。")
    correction = models.ForeignKey(
        "plans.Correction", models.CASCADE, null=True, blank=True, related_name="diagnostics", verbose_name="有关更正", help_text="与哪条更正有关,没有则为空。"
    )

    class Meta:
        verbose_name = "疑问"
        verbose_name_plural = "疑问队列"
        ordering = ["document", "line", "code"]
        indexes = [models.Index(fields=["document", "line", "id"], name="diagnostic_in_document"), *page_indexes("diagnostic", "code")]

    def __str__(self):
        return f"{self.code} {self.line or ''}".strip()


class Correction(Record):
    """One thing a person changed: a field of a record, or the record as a whole, which they added or deleted.

    `anchor` finds the record again after any re-import, from the source and not from an id: model, eid,
    start, end, line and the machine's own text (`exact`). `before` is the machine's value the person saw,
    `after` theirs; `machine` is what the newest parse gives: the same as `before` until a re-import says otherwise.
    For an added or deleted record the three hold the values of all its fields, or null where there is no record, and
    `field` is empty.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="corrections", verbose_name="文档", help_text="所属文档。")
    model = models.CharField("对象", max_length=20, help_text="document、chapter、section、paragraph、target、outcome 或 projectmention。")
    object_id = models.UUIDField("对象编号", db_index=True, help_text="改动时该记录的编号。")
    anchor = models.JSONField("锚点", default=dict, help_text="在原文中找回该记录的依据。")
    operation = models.CharField(
        "操作", max_length=6, choices=CorrectionOperation.choices, default=CorrectionOperation.EDIT, help_text="改字段、新增记录或删除记录。"
    )
    field = models.CharField("字段", max_length=40, blank=True, help_text="被改动的字段;新增或删除整条记录时为空。")
    before = models.JSONField("改前", null=True, help_text="机器解析的值。")
    after = models.JSONField("改后", null=True, help_text="人工确定的值。")
    machine = models.JSONField("最新机器值", null=True, blank=True, help_text="最近一次解析所得的值;与改前不同即原文或解析有变。")
    state = models.CharField("状态", max_length=10, choices=CorrectionState.choices, default=CorrectionState.ACTIVE, db_index=True, help_text="是否有效。")
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="corrections", verbose_name="编辑", help_text="谁改的。"
    )
    reason = models.CharField("理由", max_length=300, blank=True, help_text="为什么改。")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="撤回人", help_text="谁撤回的,未撤回则为空。"
    )

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正记录"
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["object_id", "field"],
                condition=models.Q(state__in=["active", "conflict"]),
                name="correction_one_standing_per_field",
                violation_error_message="这个字段已有一条有效更正。",
            ),
            models.CheckConstraint(
                name="correction_edit_names_its_field",
                condition=models.Q(operation="edit") & ~models.Q(field="") | ~models.Q(operation="edit") & models.Q(field=""),
                violation_error_message="改字段须写明字段,新增或删除整条记录则不写。",
            ),
        ]

    def __str__(self):
        return f"{self.model}.{self.field or self.operation}"
