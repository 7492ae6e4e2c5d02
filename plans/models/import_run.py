"""One run of an import: what was asked, what came of each file, how long it took."""

from django.db import models

from plans.models.base import Record


class ImportRun(Record):
    """The report of one run of import_plan, kept so that an operator can read later what happened."""

    arguments = models.JSONField("参数", default=dict, help_text="命令行参数。")
    parser_version = models.CharField("解析器版本", max_length=20, help_text="所用版本。")
    started_at = models.DateTimeField("开始", help_text="开始时间。")
    finished_at = models.DateTimeField("结束", null=True, help_text="未正常结束则为空。")
    exit_code = models.SmallIntegerField("退出码", null=True, help_text="0 全部成功,1 有文件失败,3 有冲突或疑问。")
    results = models.JSONField("逐文件结果", default=list, help_text="每个文件的结果、计数与用时。")

    class Meta:
        verbose_name = "导入记录"
        verbose_name_plural = "导入记录"
        ordering = ["-started_at"]

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"
