"""What is measured: the registry that ties one indicator together across documents, regions and years."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models

from plans.choices import Direction, IndicatorTheme, UnitFamily
from plans.models.base import Timed
from plans.querysets import IndicatorQuerySet


class Indicator(Timed):
    """One indicator. The code is the key and a contract: never deleted, never used for anything else, only superseded.

    Rows and aliases come from fixtures/indicators.toml and from editors; `manage.py load_indicators` writes the fields
    of the file and keeps what editors have added, which stands in `editor_aliases` and in rows that are not in the file,
    and the fields they have changed, which `edited_fields` names.
    """

    code = models.CharField(
        "代码", max_length=60, primary_key=True, validators=[RegexValidator(r"^[a-z][a-z0-9_]*$", "代码只用小写字母、数字和下划线,以字母开头。")],
        help_text="永久代码,如 gdp;一经公布不改、不删、不另作他用。",
    )  # fmt: skip
    name = models.CharField("名称", max_length=100, help_text="规范名称,如:地区生产总值。")
    name_en = models.CharField("英文名", max_length=200, blank=True, help_text="如:Gross regional product。")
    aliases = ArrayField(
        models.CharField(max_length=100), default=list, blank=True, verbose_name="别名", help_text="登记表所载的其他叫法,重新载入时会更新。"
    )
    editor_aliases = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        verbose_name="编辑所加别名",
        help_text="编辑补充的叫法,重新载入登记表时保留。",
    )
    unit_family = models.CharField(
        "单位类别", max_length=20, choices=UnitFamily.choices, null=True, blank=True, help_text="数值按何种单位比较。"
    )
    direction = models.CharField(
        "方向", max_length=8, choices=Direction.choices, default=Direction.NEUTRAL, help_text="数值往哪个方向变化为好。"
    )
    theme = models.CharField("主题", max_length=40, choices=IndicatorTheme.choices, blank=True, db_index=True, help_text="所属领域。")
    description = models.TextField("说明", blank=True, help_text="口径与范围。")
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name="并入",
        help_text="已并入的指标;未并入则为空。",
    )
    from_registry = models.BooleanField("来自登记表", default=False, help_text="由登记表载入,还是由编辑新增。")
    edited_fields = ArrayField(
        models.CharField(max_length=20),
        default=list,
        blank=True,
        verbose_name="编辑改定的栏",
        help_text="编辑改得与登记表不同的栏,重新载入登记表时不动。",
    )

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "指标"
        verbose_name_plural = "指标"
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="indicator_not_superseded_by_itself",
                condition=models.Q(superseded_by__isnull=True) | ~models.Q(superseded_by=models.F("code")),
                violation_error_message="指标不能并入自身。",
            ),
        ]

    def __str__(self):
        return self.name
