"""Documents: the list, the metadata form, and the way into the workbench."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.timezone import localtime
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from plans.admin.base import link, may, nowrap, workbench_url
from plans.admin.correcting import CorrectingAdmin
from plans.admin.figure_review import review
from plans.admin.filters import PeriodFilter, ProvinceFilter, RegionLevelFilter, WorkFilter
from plans.admin.marked_words import review_url
from plans.admin.mention_review import mention_review
from plans.admin.workbench import workbench
from plans.changes import because
from plans.choices import ChangeCause, ReviewState
from plans.models import FIGURES, Document, ProjectMention

REVIEW_COLOURS = {"未审核": "warning", "审核中": "info", "已审核": "success"}


@admin.register(Document)
class DocumentAdmin(CorrectingAdmin):
    change_form_template = "admin/plans/document.html"
    beside = ("region",)
    list_display = (
        "shown_title",
        "shown_workbench",
        "shown_type",
        "shown_region",
        "shown_period",
        "shown_open",
        "shown_corrections",
        "shown_review",
        "shown_updated",
    )
    list_filter = (
        ("doc_type", ChoicesDropdownFilter), RegionLevelFilter, ProvinceFilter, PeriodFilter, ("review_state", ChoicesDropdownFilter), WorkFilter,
    )  # fmt: skip
    search_fields = ("title", "region_name", "region__full_name", "doc_number", "index_number", "issuer")
    search_help_text = "按标题、行政区、文号或索引号查找"
    ordering = ("-updated_at", "pk")
    actions = ("mark_in_review", "mark_reviewed", "mark_unreviewed")
    autocomplete_fields = ("region",)
    readonly_fields = ("region_name", "region_level", "key", "shown_source", "parser_version", "parsed_at", "updated_at")
    fieldsets = (
        ("文档", {"fields": ("title", ("doc_type", "region"), "issuer", ("is_draft", "is_fragment"))}),
        ("文号与日期", {"fields": (("doc_number", "index_number"), ("published_on", "written_on", "theme"))}),
        ("时期", {"fields": (("period_start", "period_end", "horizon_year"),)}),
        ("更正与审核", {"fields": ("reason", "review_state")}),
        (
            "机器解析所得(只读)",
            {"fields": (("region_name", "region_level"), "shown_source", "key", ("parser_version", "parsed_at", "updated_at"))},
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).with_work()

    def get_urls(self):
        pages = {"workbench": self.workbench_view, "figures": self.figures_view, "mentions": self.mentions_view}
        mine = [path(f"<uuid:pk>/{name}/", self.admin_site.admin_view(view), name=f"plans_document_{name}") for name, view in pages.items()]
        return [*mine, *super().get_urls()]

    def workbench_view(self, request, pk):
        """Outline, structure and source side by side."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        document = get_object_or_404(Document.objects.select_related("source", "region"), pk=pk)
        context = workbench(document) | {
            "can_change": self.has_change_permission(request),
            "can_settle": request.user.has_perm("plans.change_diagnostic"),
            "can_add_figure": may(request.user, "add", *FIGURES.values()),
            "can_add_mention": may(request.user, "add", ProjectMention),
        }
        return self._page(request, document, "workbench", "校订台", context)

    def figures_view(self, request, pk):
        """Every target and outcome, in order, beside its text."""
        return self._review(request, pk, "figures", "逐条核对", review, FIGURES.values())

    def mentions_view(self, request, pk):
        """Every mention of a project, in order, beside its text."""
        return self._review(request, pk, "mentions", "核对项目", mention_review, [ProjectMention])

    def _review(self, request, pk, tab, name, shown, models):
        if not (self.has_view_permission(request) and may(request.user, "view", *models)):
            raise PermissionDenied
        document = get_object_or_404(Document.objects.select_related("region"), pk=pk)
        context = shown(document) | {
            "can_change": may(request.user, "change", *models),
            "can_remove": may(request.user, "delete", *models),
            "can_add_record": may(request.user, "add", *models),
            "can_settle": request.user.has_perm("plans.change_diagnostic"),
        }
        return self._page(request, document, tab, name, context)

    def _page(self, request, document, tab, name, context):
        """A whole page about one document, beside its form."""
        context |= {
            **self.admin_site.each_context(request),
            "title": str(document),
            "subtitle": name,
            "opts": Document._meta,
            "original": document,
            "document": document,
            "tab": tab,
            "is_nav_sidebar_enabled": False,
            "is_fullwidth": "1",
        }
        return TemplateResponse(request, f"admin/plans/{tab}.html", context)

    def save_model(self, request, obj, form, change):
        """The review state says how far people are, not what the document says: it is no correction."""
        super().save_model(request, obj, form, change)
        if "review_state" in form.changed_data:
            set_review_state(Document.objects.filter(pk=obj.pk), obj.review_state)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context["tab"] = "metadata"
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(reverse("admin:plans_document_change", args=[obj.pk]))

    @admin.action(description="标为审核中", permissions=["change"])
    def mark_in_review(self, request, queryset):
        self._mark(request, queryset, ReviewState.IN_REVIEW)

    @admin.action(description="标为已审核", permissions=["change"])
    def mark_reviewed(self, request, queryset):
        self._mark(request, queryset, ReviewState.REVIEWED)

    @admin.action(description="退回未审核", permissions=["change"])
    def mark_unreviewed(self, request, queryset):
        self._mark(request, queryset, ReviewState.UNREVIEWED)

    def _mark(self, request, queryset, state):
        messages.success(request, f"{set_review_state(queryset, state)} 篇文档改为“{state.label}”。")

    @admin.display(description="标题", ordering="title")
    def shown_title(self, document):
        return document.title or format_html('<span class="pl-untitled">{}</span>', str(document))

    @admin.display(description="类型", ordering="doc_type")
    def shown_type(self, document):
        return nowrap(document.get_doc_type_display() or "不详")

    @admin.display(description="行政区", ordering="region")
    def shown_region(self, document):
        return document.region.full_name if document.region else document.region_name or "不详"

    @admin.display(description="规划期", ordering="period_start")
    def shown_period(self, document):
        if document.period_start is None:
            return "—"
        return nowrap(f"{document.period_start}–{document.period_end or '?'}")

    @admin.display(description="待处理疑问", ordering="open_diagnostics")
    def shown_open(self, document):
        if not document.open_diagnostics:
            return "0"
        url = f"{reverse('admin:plans_diagnostic_changelist')}?document__id__exact={document.pk}"
        return link(url, document.open_diagnostics, "在疑问队列中查看")

    @admin.display(description="更正", ordering="standing_corrections")
    def shown_corrections(self, document):
        return document.standing_corrections

    @display(description="审核状态", ordering="review_state", label=REVIEW_COLOURS)
    def shown_review(self, document):
        return document.get_review_state_display()

    @admin.display(description="校订台")
    def shown_workbench(self, document):
        return format_html(
            '<span class="pl-nowrap">{} · {} · {}</span>',
            link(workbench_url(document.pk), "打开"),
            link(review_url("target", document.pk), "核对数字"),
            link(review_url("projectmention", document.pk), "核对项目"),
        )

    @admin.display(description="更新", ordering="updated_at")
    def shown_updated(self, document):
        return nowrap(localtime(document.updated_at).strftime("%Y-%m-%d %H:%M"))

    @admin.display(description="当前原文")
    def shown_source(self, document):
        return link(reverse("admin:plans_source_change", args=[document.source_id]), "查看原始文件")


def set_review_state(documents, state):
    with because(ChangeCause.REVIEW):
        return documents.exclude(review_state=state).update(review_state=state, updated_at=timezone.now())
