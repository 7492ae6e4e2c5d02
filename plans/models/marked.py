"""Records that are read out of a clause: their words are marked in a paragraph, and in the source."""

from django.db import models

from plans.choices import ReviewState
from plans.models.base import Located, Record
from plans.models.document import Document
from plans.models.structure import Paragraph


class Marked(Record, Located):
    """What a figure and a mention of a project have in common: the clause, the words in it, and where both stand.

    `line`, `start` and `end` mark the words as printed in the source; `text_start` and `text_end` mark them in the
    paragraph's text, `clause_start` and `clause_end` the clause. The four are null where a person has rewritten
    those words of the paragraph.
    """

    document = models.ForeignKey(
        Document, models.CASCADE, related_name="%(class)ss", db_index=False, verbose_name="文档", help_text="所属文档。"
    )
    paragraph = models.ForeignKey(Paragraph, models.CASCADE, related_name="%(class)ss", verbose_name="段落", help_text="所在段落。")
    position = models.PositiveBigIntegerField("次序", help_text="在文档中的先后:段落次序乘一亿,加所标文字在段落中的位置。只供排序。")
    clause = models.TextField("分句", help_text="所在分句,照录原文。")
    printed = models.CharField("所标文字", help_text="分句中所标的文字,照录原文。")
    text_start = models.PositiveIntegerField("段内起始", null=True, help_text="所标文字在段落正文中的位置,从 0 起。")
    text_end = models.PositiveIntegerField("段内结束", null=True, help_text="所标文字在段落正文中的位置,不含该字符。")
    clause_start = models.PositiveIntegerField("分句起始", null=True, help_text="分句在段落正文中的位置,从 0 起。")
    clause_end = models.PositiveIntegerField("分句结束", null=True, help_text="分句在段落正文中的位置,不含该字符。")
    review_state = models.CharField(
        "审核状态", max_length=12, choices=ReviewState.choices, default=ReviewState.UNREVIEWED, help_text="人工审核进度。"
    )

    class Meta:
        abstract = True
        ordering = ["document", "position", "id"]
