"""The structure of a document: parts, chapters, sections, paragraphs. Reading order is `position`."""

from django.db import models

from plans.choices import ChapterKind, NoiseReason, ParagraphKind
from plans.models.base import Placed, Record
from plans.models.document import Document
from plans.querysets import ParagraphQuerySet


class Block(Record, Placed):
    """What every structural unit has. `eid` follows the Akoma Ntoso naming convention and moves when the structure moves; `id` does not."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="%(class)ss", verbose_name="文档", help_text="所属文档。")
    position = models.PositiveIntegerField("次序", help_text="在全文各结构单元中的次序,从 0 起。")
    eid = models.CharField("eid", max_length=120, help_text="如 chp_3__sec_2__para_4。")
    number = models.PositiveSmallIntegerField("序号", null=True, blank=True, help_text="第三章为 3;无序号则为空。")
    marker = models.CharField("序号原文", max_length=40, blank=True, help_text="如:第三章、(二)、——。")
    heading = models.CharField("标题", null=True, blank=True, help_text="不含序号与句末句号。")

    class Meta:
        abstract = True
        ordering = ["document", "position"]

    def __str__(self):
        return f"{self.marker}{self.heading or ''}" or self.eid


def block_constraints(name):
    return [
        models.UniqueConstraint(fields=["document", "eid"], name=f"{name}_eid_once", deferrable=models.Deferrable.DEFERRED),
        models.UniqueConstraint(fields=["document", "position"], name=f"{name}_position_once", deferrable=models.Deferrable.DEFERRED),
    ]


class Chapter(Block):
    """第X章 (or 一、 where a document has no 章); with kind `part`, the 编 or 篇 above chapters."""

    kind = models.CharField("层次", max_length=8, choices=ChapterKind.choices, default=ChapterKind.CHAPTER, help_text="章,或章之上的编、篇。")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="所属编篇", help_text="没有则为空。"
    )
    missing_heading = models.BooleanField("标题缺失", default=False, help_text="原文中这一章的标题行缺失。")
    inline = models.BooleanField("与他行相连", default=False, help_text="原文中标题与前一段连在同一行。")

    class Meta(Block.Meta):
        verbose_name = "章"
        verbose_name_plural = "章"
        constraints = block_constraints("chapter")


class Section(Block):
    """第X节 or (一) inside a chapter; deeper numbered headings are sections inside sections."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, blank=True, related_name="sections", verbose_name="所属章", help_text="残篇可能没有。")
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上级节", help_text="没有则为空。"
    )
    level = models.PositiveSmallIntegerField("层级", default=2, help_text="2 为节,3 及以上为更深的标题。")
    missing_heading = models.BooleanField("标题缺失", default=False, help_text="原文中这一节的标题行缺失。")
    inline = models.BooleanField("与他行相连", default=False, help_text="原文中标题与前一段连在同一行。")
    run_in = models.BooleanField("接排", default=False, help_text="正文紧接在标题同一行之后。")

    class Meta(Block.Meta):
        verbose_name = "节"
        verbose_name_plural = "节"
        constraints = block_constraints("section")


class Paragraph(Block):
    """A run of text: paragraph or item of the body, notice, preamble, title, or a line of page furniture (noise, with its reason)."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, null=True, blank=True, related_name="paragraphs", verbose_name="所属章", help_text="不属于任何章则为空。")
    section = models.ForeignKey(Section, models.CASCADE, null=True, blank=True, related_name="paragraphs", verbose_name="所属节", help_text="不属于任何节则为空。")
    kind = models.CharField("种类", max_length=10, choices=ParagraphKind.choices, db_index=True, help_text="段落、条目、通知、前言、标题或杂项。")
    text = models.TextField("正文", help_text="修复后的全文,含段首标题。")
    noise_reason = models.CharField("杂项原因", max_length=16, choices=NoiseReason.choices, null=True, blank=True, help_text="只有杂项才有。")
    inline = models.BooleanField("与他行相连", default=False, help_text="与另一单元在原文同一行。")
    source_map = models.JSONField(
        "原文对应", default=list, help_text="[[正文位置, 原文位置, 长度], …]:逐段给出正文字符在原文中的位置。"
    )

    objects = ParagraphQuerySet.as_manager()

    class Meta(Block.Meta):
        verbose_name = "段落"
        verbose_name_plural = "段落"
        constraints = [
            *block_constraints("paragraph"),
            models.CheckConstraint(
                name="paragraph_noise_has_reason",
                condition=models.Q(kind="noise", noise_reason__isnull=False) | (~models.Q(kind="noise") & models.Q(noise_reason__isnull=True)),
                violation_error_message="杂项必须有原因,其他种类不能有。",
            ),
        ]

    def __str__(self):
        return self.text[:40]
