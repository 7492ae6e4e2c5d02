"""The queue: what the parse was unsure of, for editors to accept, fix or reopen."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter
from unfold.decorators import display

from plans.admin.base import EditorsAdmin, change_link, document_link, link, place, workbench_url
from plans.admin.codes import code_meaning, code_name, plain_message
from plans.admin.correction import back
from plans.admin.filters import CodeFilter, StateFilter
from plans.admin.source_text import excerpt, source_lines
from plans.choices import DiagnosticState
from plans.corrections import settle
from plans.models import Diagnostic

SEVERITY_COLOURS = {"提示": "info", "警告": "warning", "错误": "danger"}
STATE_COLOURS = {"待处理": "warning", "已接受": "info", "已修正": "success"}
# What an editor can do with a doubt: the state it gets, and the word on the button.
DECISIONS = {DiagnosticState.ACCEPTED: "接受", DiagnosticState.FIXED: "标为已修正", DiagnosticState.OPEN: "重新打开"}


@admin.register(Diagnostic)
class DiagnosticAdmin(EditorsAdmin):
    list_display = ("shown_severity", "shown_code", document_link, "shown_line", "shown_message", "shown_state", "resolved_by")
    list_display_links = ("shown_code",)
    list_select_related = ("document", "resolved_by")
    list_filter = (StateFilter, ("severity", ChoicesDropdownFilter), CodeFilter, ("document", AutocompleteSelectFilter))
    search_fields = ("message", "code", "document__title")
    search_help_text = "按说明、代码或文档标题查找"
    actions = ("accept", "mark_fixed", "reopen")
    fields = (
        "shown_severity", "shown_code", "shown_meaning", "shown_message", "shown_document", "shown_line", "shown_state",
        "resolved_by", "resolved_at", "shown_correction", "code", "created_at",
    )  # fmt: skip
    readonly_fields = fields
    change_form_template = "admin/plans/diagnostic.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.settle_view)
        return [path("<uuid:pk>/settle/", view, name="plans_diagnostic_settle"), *super().get_urls()]

    def settle_view(self, request, pk):
        """Decide on one diagnostic. A script asks for JSON, a form is sent back where it was."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        diagnostic = get_object_or_404(Diagnostic, pk=pk)
        state = request.POST.get("state")
        if state not in DiagnosticState.values:
            return JsonResponse({"error": "没有这种状态。"}, status=400)
        settle(Diagnostic.objects.filter(pk=pk), state, request.user)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"state": state, "label": DiagnosticState(state).label})
        messages.success(request, f"“{code_name(diagnostic.code)}”:{DiagnosticState(state).label}。")
        return HttpResponseRedirect(back(request, workbench_url(diagnostic.document_id, f"d-{pk}")))

    @admin.action(description="接受(机器没错,或原文如此)", permissions=["change"])
    def accept(self, request, queryset):
        self._settle_selected(request, queryset, DiagnosticState.ACCEPTED)

    @admin.action(description="标为已修正", permissions=["change"])
    def mark_fixed(self, request, queryset):
        self._settle_selected(request, queryset, DiagnosticState.FIXED)

    @admin.action(description="重新打开", permissions=["change"])
    def reopen(self, request, queryset):
        self._settle_selected(request, queryset, DiagnosticState.OPEN)

    def _settle_selected(self, request, queryset, state):
        count = settle(queryset, state, request.user)
        messages.success(request, f"{count} 条疑问改为“{state.label}”。")

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        context |= {"show_save": False, "show_save_and_continue": False}
        if obj is not None:
            context["excerpt"] = excerpt(source_lines(obj.document.source), obj)
            context["workbench"] = workbench_url(obj.document_id, f"d-{obj.pk}")
            if self.has_change_permission(request, obj):
                context["decisions"] = {state: word for state, word in DECISIONS.items() if state != obj.state}
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @display(description="程度", ordering="severity", label=SEVERITY_COLOURS)
    def shown_severity(self, diagnostic):
        return diagnostic.get_severity_display()

    @admin.display(description="疑问", ordering="code")
    def shown_code(self, diagnostic):
        return format_html('<span title="{}">{}</span>', code_meaning(diagnostic.code) or diagnostic.code, code_name(diagnostic.code))

    @admin.display(description="含义与处理")
    def shown_meaning(self, diagnostic):
        return code_meaning(diagnostic.code) or "—"

    @admin.display(description="说明")
    def shown_message(self, diagnostic):
        return format_html('<span title="{}">{}</span>', diagnostic.message, plain_message(diagnostic.code, diagnostic.message))

    @admin.display(description="位置", ordering="line")
    def shown_line(self, diagnostic):
        url = workbench_url(diagnostic.document_id, f"d-{diagnostic.pk}")
        return link(url, place(diagnostic.line, diagnostic.end_line), "在校订台中打开")

    @admin.display(description="文档")
    def shown_document(self, diagnostic):
        return document_link(diagnostic)

    @display(description="状态", ordering="state", label=STATE_COLOURS)
    def shown_state(self, diagnostic):
        return diagnostic.get_state_display()

    @admin.display(description="有关更正")
    def shown_correction(self, diagnostic):
        return change_link(diagnostic.correction)
