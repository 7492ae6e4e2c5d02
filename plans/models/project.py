"""Things to build and programmes to carry out: each mention of one in a document, and the project that mentions are of."""

from django.conf import settings
from django.db import models

from plans.choices import ProjectKind, ProjectStage, ProposalReason, ProposalState, ReviewState, Tense
from plans.models.base import NumericField, Record, page_indexes
from plans.models.marked import Marked
from plans.querysets import MentionQuerySet, ProjectQuerySet, ProposalQuerySet

NAME_LENGTH = 200


class Project(Record):
    """What its mentions are of. All but the id, the review state and the links follows from them (plans.projects.linking).

    A project whose mentions have all gone keeps its row only until the next load touches its name; `mentioned()` leaves
    it out.
    """

    name = models.CharField("名称", max_length=NAME_LENGTH, help_text="最常见的称谓,同样常见则取最新的。")
    name_key = models.CharField("名称检索键", max_length=NAME_LENGTH, default="", editable=False, help_text="折叠后的名称,由系统生成。")
    kind = models.CharField("种类", max_length=12, choices=ProjectKind.choices, help_text="建设项目、工程行动或平台载体。")
    region = models.ForeignKey(
        "plans.Region", models.PROTECT, null=True, blank=True, related_name="projects", db_index=False, verbose_name="行政区",
        help_text="项目所在的行政区:原文载明地点的从其地点,否则从其文档;各处不一则取能确定的最小一级。",
    )  # fmt: skip
    stage = models.CharField(
        "现阶段",
        max_length=9,
        choices=ProjectStage.choices,
        null=True,
        blank=True,
        help_text="最新一次载明阶段的提及所说的阶段;均未载则为空。",
    )
    tense = models.CharField(
        "阶段时态", max_length=7, choices=Tense.choices, help_text="现阶段是要达到的(目标)还是已达到的(成效),依最新一次提及。"
    )
    scale_value = NumericField("规模(换算)", null=True, blank=True, help_text="最新一次载明规模的提及,换算为基本单位;未载则为空。")
    scale_unit = models.CharField("规模单位", max_length=40, blank=True, help_text="规模的基本单位,如:千瓦。")
    deadline_date = models.DateField("期限", null=True, blank=True, help_text="最新一次载明期限的提及所允许的最后一天。")
    first_dated = models.DateField("最早提及", null=True, blank=True, help_text="最早一篇提及它的文档的日期,不详则为空。")
    last_dated = models.DateField("最近提及", null=True, blank=True, help_text="最近一篇提及它的文档的日期,不详则为空。")
    mention_count = models.PositiveIntegerField("提及次数", default=0, help_text="有多少处提及。")
    document_count = models.PositiveIntegerField("文档数", default=0, help_text="有多少篇文档提及。")
    review_state = models.CharField(
        "审核状态", max_length=12, choices=ReviewState.choices, default=ReviewState.UNREVIEWED, help_text="人工审核进度。"
    )

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "项目"
        verbose_name_plural = "项目"
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["region", "kind", "stage"], name="project_of_region"),
            models.Index(fields=["kind", "stage"], name="project_by_kind"),
            models.Index(fields=["scale_unit", "scale_value"], name="project_by_scale"),
            *page_indexes("project", "name_key", "region", "kind", "stage", "deadline_date", "scale_value"),
            *page_indexes("project", "first_dated", "last_dated", "mention_count", "document_count"),
        ]

    def __str__(self):
        return self.name


class ProjectMention(Marked):
    """One place where a document names a project. The fields are those of the gold standard's `projects`, and where it stands.

    `printed` is the name as a contiguous piece of the clause; `name` has the head noun that a list shares.
    """

    project = models.ForeignKey(
        Project, models.SET_NULL, null=True, blank=True, related_name="mentions", verbose_name="项目",
        help_text="所指的项目,由系统按名称和行政区归并,可人工合并或拆分。",
    )  # fmt: skip
    name = models.CharField("名称", max_length=NAME_LENGTH, help_text="完整名称,并列时共用的中心词已补全。")
    name_key = models.CharField("名称检索键", max_length=NAME_LENGTH, default="", editable=False, help_text="折叠后的名称,由系统生成。")
    name_stem = models.CharField(
        "名称词干", max_length=NAME_LENGTH, default="", editable=False, help_text="再去掉期次和规模的名称,供查找相近项目,由系统生成。"
    )
    printed = models.CharField("名称(原文)", help_text="分句中的名称,照录原文。")
    kind = models.CharField(
        "种类", max_length=12, choices=ProjectKind.choices, default=ProjectKind.CONSTRUCTION, help_text="建设项目、工程行动或平台载体。"
    )
    count = models.PositiveIntegerField("个数", null=True, blank=True, help_text="成组计数的才有,如:4个铁路专用线。")
    action = models.CharField("动作", max_length=100, null=True, blank=True, help_text="动词短语,照录原文,如:推动开工。")
    stage = models.CharField(
        "阶段",
        max_length=9,
        choices=ProjectStage.choices,
        null=True,
        blank=True,
        help_text="谋划、开工、在建或建成;展望未来的,是要达到的阶段。",
    )
    place = models.CharField("地点", max_length=100, null=True, blank=True, help_text="原文所载的地点,未载则为空。")
    region = models.ForeignKey(
        "plans.Region", models.PROTECT, null=True, blank=True, related_name="projectmentions", db_index=False, verbose_name="行政区",
        help_text="地点所在的行政区,由地点推得;未载地点或对不上则为空。",
    )  # fmt: skip
    scale = models.CharField("规模", max_length=100, null=True, blank=True, help_text="照录原文,如:2×35万千瓦。")
    scale_value = NumericField("规模(换算)", null=True, blank=True, help_text="换算为基本单位后的数值,如:700000。")
    scale_unit = models.CharField("规模单位", max_length=40, blank=True, help_text="规模的基本单位,如:千瓦。")
    deadline = models.CharField("期限(原文)", max_length=100, null=True, blank=True, help_text="照录原文,如:8月底前。")
    deadline_date = models.DateField("期限", null=True, blank=True, help_text="期限所允许的最后一天。")
    tense = models.CharField(
        "时态", max_length=7, choices=Tense.choices, default=Tense.TARGET, help_text="承诺要做的是目标,已经做了的是成效。"
    )
    dated = models.DateField("文档日期", null=True, blank=True, help_text="所在文档的成文或发布日期,未载则为规划期初。只供排序。")

    objects = MentionQuerySet.as_manager()

    class Meta(Marked.Meta):
        verbose_name = "项目提及"
        verbose_name_plural = "项目提及"
        indexes = [
            models.Index(fields=["document", "position"], name="mention_in_document"),
            models.Index(fields=["project", "dated", "position"], name="mention_of_project"),
            models.Index(fields=["region", "kind", "stage"], name="mention_of_region"),
            models.Index(fields=["kind", "stage"], name="mention_by_kind"),
            models.Index(fields=["scale_unit", "scale_value"], name="mention_by_scale"),
            models.Index(fields=["name_stem"], name="mention_by_stem"),
            models.Index(fields=["dated", "document", "position"], name="mention_in_time"),
            *page_indexes("mention", "name_key", "region", "stage", "deadline_date", "scale_value"),
        ]
        constraints = [
            models.CheckConstraint(
                name="mention_scale_has_value_and_unit",
                condition=models.Q(scale_value__isnull=True, scale_unit="")
                | (models.Q(scale_value__isnull=False) & ~models.Q(scale_unit="")),
                violation_error_message="换算后的规模须同时有数值和单位。",
            ),
        ]

    def __str__(self):
        return self.name


class ProjectProposal(Record):
    """Two projects that may be one: a doubt for an editor, never a fact. A decision stays, and the pair is not proposed again.

    `key` knows the pair without ids, by names and regions. A decided proposal survives its projects.
    """

    key = models.CharField("识别键", max_length=500, unique=True, editable=False, help_text="两个名称和行政区,由系统生成。")
    name_stem = models.CharField(
        "名称词干", max_length=NAME_LENGTH, default="", db_index=True, editable=False, help_text="两者共有的词干,由系统生成。"
    )
    one = models.ForeignKey(
        Project, models.SET_NULL, null=True, related_name="proposals", verbose_name="项目", help_text="较早提及的一个。"
    )
    other = models.ForeignKey(
        Project, models.SET_NULL, null=True, related_name="counter_proposals", verbose_name="疑似同一项目", help_text="较晚提及的一个。"
    )
    reason = models.CharField("缘由", max_length=10, choices=ProposalReason.choices, help_text="为何疑似同一项目。")
    state = models.CharField(
        "状态",
        max_length=8,
        choices=ProposalState.choices,
        default=ProposalState.OPEN,
        db_index=True,
        help_text="待定、已合并或不是同一项目。",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="决定人", help_text="谁决定的。"
    )
    decided_at = models.DateTimeField("决定时间", null=True, blank=True, help_text="何时决定的。")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "项目归并建议"
        verbose_name_plural = "项目归并建议"
        ordering = ["state", "key"]

    def __str__(self):
        return self.key
