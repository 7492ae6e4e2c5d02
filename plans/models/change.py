"""What has changed in the records the API tells: the log behind `changes/`. Written by PostgreSQL itself, see 0008_changes.sql."""

from django.db import models

from plans.choices import ChangeCause, ChangeOperation
from plans.querysets import ChangeQuerySet

# The lists of the API, in an order in which a copy can take their records: what others point at comes first.
FOLLOWED = (
    "regions", "indicators", "documents", "sources", "references", "chapters", "sections", "paragraphs", "targets", "outcomes", "projects",
    "project-mentions", "corrections", "diagnostics",
)  # fmt: skip


class Change(models.Model):
    """One record that was made, changed or deleted by one transaction. Never changed and never deleted.

    `sequence` is in the order of commits: whoever has read up to a number will find nothing new below it.
    `place` tells of a deleted record where it stood, so that its successor can be found.
    """

    sequence = models.BigIntegerField("序号", primary_key=True, help_text="按提交的先后。")
    at = models.DateTimeField("时间", db_index=True, help_text="提交的时间。")
    resource = models.CharField("列表", max_length=20, choices=[(name, name) for name in FOLLOWED], help_text="记录所在的接口列表。")
    object_id = models.CharField("编号", max_length=60, db_collation="C", help_text="记录的编号或代码。")
    operation = models.CharField("操作", max_length=6, choices=ChangeOperation.choices, help_text="新增、改动或删除。")
    cause = models.CharField("缘由", max_length=11, choices=ChangeCause.choices, help_text="为何改动。")
    document_id = models.UUIDField("文档", null=True, help_text="记录所属的文档;不属于文档则为空。")
    place = models.JSONField("原处", null=True, help_text="被删除的记录原来所在之处。")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "变更"
        verbose_name_plural = "变更记录"
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["object_id", "sequence"], name="change_of_record"),
            models.Index(fields=["document_id", "sequence"], name="change_in_document"),
            models.Index(fields=["resource", "sequence"], name="change_in_list"),
            models.Index(fields=["sequence"], name="change_deletes", condition=models.Q(operation="delete")),
            models.Index(fields=["cause", "sequence"], name="change_by_cause"),
        ]

    def __str__(self):
        return f"{self.sequence} {self.operation} {self.resource} {self.object_id}"
