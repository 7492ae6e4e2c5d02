"""What the data is, in words and in figures: for the descriptions that go with it."""

from dataclasses import dataclass

from django.db.models import Max, Min
from django.db.models.functions import Left

from plans.models import Document, Region

TITLE = {"zh": "中国规划与政府工作报告结构化数据", "en": "China's plans and government work reports as structured data"}
DESCRIPTION = {
    "zh": "中国各级政府的五年规划、专项规划和政府工作报告:篇章结构、段落、目标、成效、项目及其在原文中的准确位置,经人工更正。",
    "en": "Five-year plans, special plans and work reports of Chinese governments: structure, paragraphs, targets, outcomes and "
    "projects, each with its exact place in the source, corrected by people.",
}
KEYWORDS = {
    "zh": ["五年规划", "政府工作报告", "发展目标", "重大项目"],
    "en": ["five-year plan", "government work report", "targets", "projects"],
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the documents are about: the first and the last year they plan for, and the provinces, as (code, name)."""

    first_year: int | None
    last_year: int | None
    provinces: tuple[tuple[str, str], ...]


def coverage():
    """Of all documents here: two queries."""
    years = Document.objects.aggregate(first=Min("period_start"), last=Max("period_end"))
    codes = Document.objects.filter(region__isnull=False).order_by().values(start=Left("region_id", 2)).distinct()
    provinces = Region.objects.annotate(start=Left("code", 2)).filter(start__in=codes, code__endswith="0000").order_by("code")
    return Coverage(years["first"], years["last"], tuple(provinces.values_list("code", "name")))
