"""Source files, the documents they hold, and the titles those cite."""

from django.db import models

from plans.choices import DocumentType, RegionLevel, ReviewState
from plans.models.base import Record, page_indexes
from plans.querysets import DocumentQuerySet, SourceQuerySet


class Source(Record):
    """The bytes as received. Never changed and never deleted by an import."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True, help_text="内容指纹。")
    content = models.BinaryField("内容", help_text="收到的原始字节。")
    size = models.PositiveIntegerField("字节数", help_text="原始大小。")
    encoding = models.CharField("编码", max_length=20, help_text="读取时判定的字符编码。")
    media_type = models.CharField("类型", max_length=100, default="text/plain", help_text="媒体类型。")
    file_name = models.CharField("文件名", max_length=255, blank=True, help_text="收到时的文件名。")
    url = models.URLField("来源网址", max_length=1000, blank=True, help_text="从何处取得,不详则为空。")
    document = models.ForeignKey(
        "plans.Document", models.PROTECT, null=True, related_name="sources", verbose_name="文档", help_text="它所载的文档。"
    )

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = "原始文件"
        verbose_name_plural = "原始文件"
        indexes = page_indexes("source", "size")

    def __str__(self):
        return self.file_name or self.sha256[:12]


class Document(Record):
    """One plan or report. The fields are those of the field's gold standard; what the text does not state is null."""

    key = models.CharField("识别键", max_length=400, unique=True, help_text="同一文档再次抓取时据此识别,由系统生成。")
    source = models.ForeignKey(
        Source, models.PROTECT, related_name="current_for", verbose_name="当前原文", help_text="现行解析所依据的原始文件。"
    )
    title = models.CharField("标题", max_length=300, null=True, blank=True, help_text="原文未载则为空。")
    title_key = models.CharField("标题检索键", max_length=300, blank=True, default="", db_index=True, editable=False, help_text="折叠后的标题,供引用匹配,由系统生成。")
    doc_type = models.CharField("类型", max_length=20, choices=DocumentType.choices, null=True, blank=True, db_index=True, help_text="文档种类。")
    region = models.ForeignKey(
        "plans.Region", models.PROTECT, null=True, blank=True, related_name="documents", verbose_name="行政区", help_text="文档所属行政区。"
    )
    region_name = models.CharField("行政区(原文)", max_length=80, null=True, blank=True, help_text="解析所得全称。")
    region_level = models.CharField("行政区级别", max_length=10, choices=RegionLevel.choices, null=True, blank=True, help_text="省级、地级或县级。")
    issuer = models.CharField("发文机关", max_length=120, null=True, blank=True, help_text="发布或报告的机关。")
    doc_number = models.CharField("发文字号", max_length=80, null=True, blank=True, help_text="如:吕政办发〔2021〕65号。")
    index_number = models.CharField("索引号", max_length=80, null=True, blank=True, help_text="政府信息公开索引号。")
    published_on = models.DateField("发布日期", null=True, blank=True, help_text="网站或公报的发布日期。")
    written_on = models.DateField("成文日期", null=True, blank=True, help_text="落款日期。")
    theme = models.CharField("主题分类", max_length=80, null=True, blank=True, help_text="网站所标主题。")
    period_start = models.PositiveSmallIntegerField("规划期起", null=True, blank=True, help_text="起始年份。")
    period_end = models.PositiveSmallIntegerField("规划期止", null=True, blank=True, help_text="终止年份。")
    horizon_year = models.PositiveSmallIntegerField("远景目标年", null=True, blank=True, help_text="如:2035。")
    is_draft = models.BooleanField("草案", default=False, help_text="是否为草案。")
    is_fragment = models.BooleanField("残篇", default=False, help_text="原文是否只有一部分。")
    review_state = models.CharField(
        "审核状态", max_length=12, choices=ReviewState.choices, default=ReviewState.UNREVIEWED, help_text="人工审核进度。"
    )
    parser_version = models.CharField("解析器版本", max_length=20, help_text="最近一次解析所用版本。")
    parsed_at = models.DateTimeField("解析时间", help_text="最近一次解析写入的时间。")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "文档"
        verbose_name_plural = "文档"
        indexes = page_indexes("document", "published_on", "written_on", "title", "region", "period_start", "period_end")
        constraints = [
            models.CheckConstraint(
                name="document_period_ordered",
                condition=models.Q(period_start__isnull=True) | models.Q(period_end__isnull=True) | models.Q(period_end__gte=models.F("period_start")),
                violation_error_message="规划期止不能早于规划期起。",
            ),
        ]

    def __str__(self):
        return self.title or f"{self.region_name or '不详'} {self.get_doc_type_display() or '文档'}(无标题)"


class Reference(Record):
    """A title cited in 《》, and the document it names once that one is loaded."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="references", verbose_name="文档", help_text="引用它的文档。")
    position = models.PositiveIntegerField("次序", help_text="首次出现的次序,从 0 起。")
    title = models.CharField("所引标题", max_length=300, help_text="不含书名号。")
    title_key = models.CharField("标题检索键", max_length=300, blank=True, default="", db_index=True, editable=False, help_text="折叠后的标题,由系统生成。")
    target = models.ForeignKey(
        Document, models.SET_NULL, null=True, blank=True, related_name="cited_by", verbose_name="所指文档", help_text="已载入且唯一对应时填写。"
    )

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        ordering = ["document", "position"]
        indexes = [models.Index(fields=["document", "position"], name="reference_in_document"), *page_indexes("reference", "title")]
        constraints = [models.UniqueConstraint(fields=["document", "title"], name="reference_once_per_document")]

    def __str__(self):
        return f"《{self.title}》"
