"""What every record has: a permanent id, and when it was made and last changed."""

import uuid6
from django.db import models


class Timed(models.Model):
    """A row that knows when it was made and last changed."""

    created_at = models.DateTimeField("创建时间", auto_now_add=True, help_text="第一次写入的时间。")
    updated_at = models.DateTimeField("更新时间", auto_now=True, db_index=True, help_text="最近一次改动的时间。")

    class Meta:
        abstract = True


class Record(Timed):
    """A row with a public id: UUIDv7, made once, sorted by time of making."""

    id = models.UUIDField("编号", primary_key=True, default=uuid6.uuid7, editable=False, help_text="永久编号,生成后不变。")

    class Meta:
        abstract = True


def page_indexes(prefix, *columns):
    """An index for each column that lists can be ordered by, with the key behind it: what is equal stands in order as well."""
    return [models.Index(fields=[column, "id"], name=f"{prefix}_page_{column}") for column in columns]


class Located(models.Model):
    """A thing that stands somewhere in the source text of its document.

    `start` and `end` count characters of the decoded source, from 0, `end` exclusive; `line` counts its lines from 1.
    All are null only for what has no text there.
    """

    line = models.PositiveIntegerField("起始行", null=True, help_text="原文行号,从 1 起。")
    start = models.PositiveIntegerField("起始位置", null=True, help_text="原文字符位置,从 0 起。")
    end = models.PositiveIntegerField("结束位置", null=True, help_text="原文字符位置,不含该字符。")

    class Meta:
        abstract = True


class Placed(Located):
    """A thing that takes up lines of the source: from `line` to `end_line`, that one included."""

    end_line = models.PositiveIntegerField("结束行", null=True, help_text="原文行号,含该行。")

    class Meta:
        abstract = True


class NumericField(models.DecimalField):
    """An exact decimal number of any size, with as many places as it was printed with. Forms take up to `max_digits`."""

    def __init__(self, *args, max_digits=30, decimal_places=10, **kwargs):
        super().__init__(*args, max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def db_type(self, connection):
        return "numeric"
