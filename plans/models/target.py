"""Numbers that measure something: targets, which a document commits to, and outcomes, which it reports."""

from django.db import models

from plans.choices import Comparator, Measure, Nature, Tense, UnitFamily
from plans.models.base import NumericField, page_indexes
from plans.models.marked import Marked
from plans.querysets import FigureQuerySet


class Figure(Marked):
    """What targets and outcomes have in common. The fields are those of the field's gold standard, and where it stands.

    A figure that changes its tense moves to the other model and keeps its id.
    """

    region = models.ForeignKey(
        "plans.Region",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        db_index=False,
        verbose_name="行政区",
        help_text="数值所指的行政区,一般即文档的行政区。",
    )
    indicator = models.ForeignKey(
        "plans.Indicator",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
        db_index=False,
        verbose_name="指标",
        help_text="登记表中的指标;对不上则为空。",
    )
    indicator_name = models.CharField("指标(原文)", max_length=200, help_text="原文所称,省略的主语已补全。")
    indicator_key = models.CharField("指标检索键", max_length=200, default="", editable=False, help_text="折叠后的指标名,由系统生成。")
    printed = models.CharField("数字(原文)", help_text="数字及其比较词、单位,照录原文,如:不低于60%。")
    comparator = models.CharField(
        "比较", max_length=5, choices=Comparator.choices, default=Comparator.EQUAL, help_text="等于、不低于、约、区间等。"
    )
    value = NumericField("数值", help_text="原文所写的数,不换算;下降为负。")
    value_high = NumericField("数值上限", null=True, blank=True, help_text="只有区间才有。")
    unit = models.CharField("单位", max_length=40, blank=True, help_text="照录原文,含数量级,如:亿元。")
    unit_family = models.CharField(
        "单位类别", max_length=20, choices=UnitFamily.choices, null=True, blank=True, help_text="同类单位可以比较。"
    )
    normal_value = NumericField("换算值", null=True, blank=True, help_text="换算为该类基本单位后的数值,如:亿元换算为元。")
    normal_value_high = NumericField("换算值上限", null=True, blank=True, help_text="只有区间才有。")
    normal_unit = models.CharField("换算单位", max_length=40, blank=True, help_text="该类的基本单位,如:元。")
    measure = models.CharField("度量", max_length=6, choices=Measure.choices, default=Measure.LEVEL, help_text="水平、增减或数量。")
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True, help_text="数值所属年份,不详则为空。")
    base_year = models.PositiveSmallIntegerField("基年", null=True, blank=True, help_text="增减所比的年份,未载则为空。")
    base_value = NumericField("基数", null=True, blank=True, help_text="起点的数值,单位相同;未载则为空。")
    nature = models.CharField("性质", max_length=8, choices=Nature.choices, null=True, blank=True, help_text="约束性或预期性,未载则为空。")
    strength = models.CharField("力度", max_length=20, null=True, blank=True, help_text="表示把握大小的词,如:力争、确保;没有则为空。")

    objects = FigureQuerySet.as_manager()

    class Meta(Marked.Meta):
        abstract = True

    def __str__(self):
        return f"{self.indicator_name} {self.printed}"


def figure_indexes(name):
    """The ways a frontend looks for figures: in a document, of an indicator, of a region, by its printed name, by normalised value."""
    return [
        models.Index(fields=["document", "position"], name=f"{name}_in_document"),
        models.Index(fields=["indicator", "region", "year"], name=f"{name}_of_indicator"),
        models.Index(fields=["region", "year"], name=f"{name}_of_region"),
        models.Index(fields=["indicator_key"], name=f"{name}_by_name"),
        models.Index(fields=["unit_family", "normal_value"], name=f"{name}_by_value"),
        *page_indexes(name, "year", "indicator", "region", "normal_value", "value", "base_year"),
    ]


def figure_constraints(name):
    return [
        models.CheckConstraint(
            name=f"{name}_range_has_two_ends",
            condition=models.Q(comparator="range", value_high__isnull=False)
            | (~models.Q(comparator="range") & models.Q(value_high__isnull=True)),
            violation_error_message="区间须有上限,其他比较不能有。",
        ),
    ]


class Target(Figure):
    """A quantified commitment: to reach, keep, add, build, cut or complete, at a time later than the document."""

    tense = Tense.TARGET

    class Meta(Figure.Meta):
        verbose_name = "目标"
        verbose_name_plural = "目标"
        indexes = figure_indexes("target")
        constraints = figure_constraints("target")


class Outcome(Figure):
    """A figure that a document reports as reached, done or measured, or gives as a baseline."""

    tense = Tense.OUTCOME

    class Meta(Figure.Meta):
        verbose_name = "成效"
        verbose_name_plural = "成效"
        indexes = figure_indexes("outcome")
        constraints = figure_constraints("outcome")


# The model of each tense.
FIGURES = {"target": Target, "outcome": Outcome}
