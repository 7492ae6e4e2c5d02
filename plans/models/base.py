"""What every record has: a permanent id, and when it was made and last changed."""

import uuid6
from django.db import models


class Record(models.Model):
    """A row with a public id (UUIDv7: made once, sorted by time of making) and two times."""

    id = models.UUIDField("编号", primary_key=True, default=uuid6.uuid7, editable=False, help_text="永久编号,生成后不变。")
    created_at = models.DateTimeField("创建时间", auto_now_add=True, help_text="第一次写入的时间。")
    updated_at = models.DateTimeField("更新时间", auto_now=True, db_index=True, help_text="最近一次改动的时间。")

    class Meta:
        abstract = True


class Placed(models.Model):
    """A thing that stands somewhere in the source text of its document.

    `start` and `end` count characters of the decoded source, from 0, `end` exclusive; `line` and
    `end_line` count its lines from 1. All four are null only for a unit whose text is missing.
    """

    line = models.PositiveIntegerField("起始行", null=True, help_text="原文行号,从 1 起。")
    end_line = models.PositiveIntegerField("结束行", null=True, help_text="原文行号,含该行。")
    start = models.PositiveIntegerField("起始位置", null=True, help_text="原文字符位置,从 0 起。")
    end = models.PositiveIntegerField("结束位置", null=True, help_text="原文字符位置,不含该字符。")

    class Meta:
        abstract = True
