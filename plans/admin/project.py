"""Projects: their list, and the page of one with its mentions in time order."""

from django.contrib import admin
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from plans.admin.base import ReadOnlyAdmin, nowrap
from plans.admin.document import REVIEW_COLOURS
from plans.admin.figure_words import plain_number
from plans.admin.mention_filters import DoubtedFilter, MentionsFilter, ProjectProvinceFilter
from plans.admin.mention_words import stage_words
from plans.admin.project_decisions import ProjectDecisions
from plans.admin.project_page import project_page
from plans.admin.shown import shorten
from plans.models import Project


@admin.register(Project)
class ProjectAdmin(ProjectDecisions, ReadOnlyAdmin):
    """All of a project follows from its mentions: here they are joined and set apart, and nothing else."""

    list_display = (
        "shown_name", "shown_kind", "shown_region", "shown_stage", "shown_scale", "shown_deadline", "shown_mentions", "shown_span", "shown_review",
    )  # fmt: skip
    list_select_related = ("region",)
    list_filter = (
        ("review_state", ChoicesDropdownFilter), ("mentions__document", AutocompleteSelectFilter), ProjectProvinceFilter,
        ("region", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter), ("stage", ChoicesDropdownFilter),
        ("tense", ChoicesDropdownFilter), MentionsFilter, DoubtedFilter,
    )  # fmt: skip
    search_fields = ("name",)
    search_help_text = "按项目名称查找"
    ordering = ("-mention_count", "name", "pk")
    actions = ("merge_selected", "accept_selected", "reopen_selected")
    fields = ("name", "updated_at")
    readonly_fields = fields
    change_form_template = "admin/plans/project.html"

    def get_queryset(self, request):
        return super().get_queryset(request).mentioned()

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= project_page(obj, request.GET.get("q", "").strip())
            context["can_decide"] = self.has_merge_permission(request)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="名称", ordering="name")
    def shown_name(self, project):
        return format_html('<span title="{}">{}</span>', project.name, shorten(project.name, 40))

    @admin.display(description="种类", ordering="kind")
    def shown_kind(self, project):
        return nowrap(project.get_kind_display())

    @admin.display(description="行政区", ordering="region")
    def shown_region(self, project):
        return nowrap(project.region.short_name if project.region else "不详")

    @admin.display(description="现阶段", ordering="stage")
    def shown_stage(self, project):
        return nowrap(stage_words(project.stage, project.tense))

    @admin.display(description="规模", ordering="scale_value")
    def shown_scale(self, project):
        return nowrap(f"{plain_number(project.scale_value)}{project.scale_unit}" or "—")

    @admin.display(description="期限", ordering="deadline_date")
    def shown_deadline(self, project):
        return nowrap(project.deadline_date or "—")

    @admin.display(description="提及", ordering="mention_count")
    def shown_mentions(self, project):
        return nowrap(f"{project.mention_count} 处,{project.document_count} 篇")

    @admin.display(description="年份", ordering="last_dated")
    def shown_span(self, project):
        if project.last_dated is None:
            return "—"
        first, last = project.first_dated.year, project.last_dated.year
        return nowrap(str(first) if first == last else f"{first}–{last}")

    @display(description="审核", ordering="review_state", label=REVIEW_COLOURS)
    def shown_review(self, project):
        return project.get_review_state_display()
