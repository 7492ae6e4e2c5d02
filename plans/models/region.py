"""Administrative divisions, GB/T 2260."""

from django.db import models

from plans.choices import RegionLevel
from plans.querysets import RegionQuerySet


class Region(models.Model):
    """A province, prefecture or county. The code is the key: facts of a national standard, loaded from fixtures/regions.csv."""

    code = models.CharField("行政区划代码", max_length=6, primary_key=True, help_text="GB/T 2260 六位代码。")
    name = models.CharField("名称", max_length=40, help_text="如:吕梁市。")
    full_name = models.CharField("全称", max_length=80, db_index=True, help_text="从省级起的全称,如:山西省吕梁市。")
    short_name = models.CharField("简称", max_length=40, db_index=True, help_text="如:吕梁。")
    level = models.CharField("级别", max_length=10, choices=RegionLevel.choices, db_index=True, help_text="省级、地级或县级。")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级", help_text="上一级行政区。"
    )
    valid_from = models.PositiveSmallIntegerField("启用年份", null=True, blank=True, help_text="不详或一直有效则为空。")
    valid_to = models.PositiveSmallIntegerField("停用年份", null=True, blank=True, help_text="仍有效则为空。")

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "行政区"
        verbose_name_plural = "行政区"
        ordering = ["code"]

    def __str__(self):
        return self.full_name
