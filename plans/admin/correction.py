"""Corrections: what people changed, and the way back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from plans import corrections
from plans.admin.base import ReadOnlyAdmin, document_link, link
from plans.admin.correcting import withdraw_word
from plans.admin.shown import difference, field_label, shorten, value_label
from plans.choices import CorrectionOperation, CorrectionState
from plans.models import Correction

STATE_COLOURS = {"有效": "success", "与新解析冲突": "danger", "原文已不在": "warning", "已撤回": "info"}
# What a page says after a decision, by what the correction did.
WITHDRAWN = {
    CorrectionOperation.EDIT: "已恢复机器解析值:{}。",
    CorrectionOperation.ADD: "已撤回新增:{}。",
    CorrectionOperation.DELETE: "已恢复删除的记录:{}。",
}
KEPT = dict.fromkeys(CorrectionOperation.values, "已保留人工值:{}。")
MODEL_NAMES = {name: model._meta.verbose_name for name, model in corrections.MODELS.items()}


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyAdmin):
    list_display = ("shown_field", "shown_before", "shown_after", "shown_state", document_link, "editor", "created_at")
    list_select_related = ("document", "editor")
    list_filter = (
        ("state", ChoicesDropdownFilter),
        ("operation", ChoicesDropdownFilter),
        "model",
        ("editor", admin.RelatedOnlyFieldListFilter),
    )
    search_fields = ("document__title", "reason", "editor__username")
    search_help_text = "按文档标题、理由或编辑查找"
    actions = ("withdraw_selected",)
    fields = (
        "shown_field", "record_link", "shown_document", "shown_difference", "shown_before", "shown_after", "shown_machine",
        "shown_state", "editor", "reason", "created_at", "updated_at", "withdrawn_by",
    )  # fmt: skip
    readonly_fields = fields
    change_form_template = "admin/plans/correction.html"

    def get_urls(self):
        decide = self.admin_site.admin_view
        return [
            path("<uuid:pk>/withdraw/", decide(self.withdraw_view), name="plans_correction_withdraw"),
            path("<uuid:pk>/confirm/", decide(self.confirm_view), name="plans_correction_confirm"),
            *super().get_urls(),
        ]

    def withdraw_view(self, request, pk):
        """Give the record the machine's value back."""
        return self._decide(request, pk, corrections.withdraw, WITHDRAWN)

    def confirm_view(self, request, pk):
        """Keep the person's value in a conflict."""
        return self._decide(request, pk, corrections.confirm, KEPT)

    def _decide(self, request, pk, decision, messages_by_operation):
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        correction = Correction.objects.filter(pk=pk).first()
        if correction is None:
            raise Http404
        if not may_correct(request.user, correction):
            raise PermissionDenied
        if correction.state == CorrectionState.WITHDRAWN:
            messages.warning(request, "这条更正已经撤回。")
        else:
            decision(correction, request.user)
            messages.success(request, messages_by_operation[correction.operation].format(described(correction)))
        return HttpResponseRedirect(back(request, reverse("admin:plans_correction_change", args=[pk])))

    @admin.action(description="撤回所选更正(恢复机器解析值)", permissions=["withdraw"])
    def withdraw_selected(self, request, queryset):
        standing = [c for c in queryset.exclude(state=CorrectionState.WITHDRAWN) if may_correct(request.user, c)]
        for correction in standing:
            corrections.withdraw(correction, request.user)
        messages.success(request, f"撤回了 {len(standing)} 条更正。")

    def has_withdraw_permission(self, request):
        return any(request.user.has_perm(f"plans.change_{name}") for name in corrections.MODELS)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["withdraw_word"] = withdraw_word(obj)
            context["can_withdraw"] = obj.state != CorrectionState.WITHDRAWN and may_correct(request.user, obj)
            context["can_confirm"] = obj.state == CorrectionState.CONFLICT and may_correct(request.user, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.display(description="字段", ordering="field")
    def shown_field(self, correction):
        return described(correction)

    @admin.display(description="改前(机器值)")
    def shown_before(self, correction):
        return self._value(correction, correction.before)

    @admin.display(description="改后(人工值)")
    def shown_after(self, correction):
        return self._value(correction, correction.after)

    @admin.display(description="最新机器值")
    def shown_machine(self, correction):
        return self._value(correction, correction.machine)

    def _value(self, correction, value):
        whole = value_label(correction.model, correction.field, value)
        return format_html('<span class="pl-value" title="{}">{}</span>', whole, shorten(whole, 40))

    @admin.display(description="改了什么")
    def shown_difference(self, correction):
        before, after = (value_label(correction.model, correction.field, v) for v in (correction.before, correction.after))
        return format_html_join("", '<span class="pl-{}">{}</span>', difference(before, after))

    @display(description="状态", ordering="state", label=STATE_COLOURS)
    def shown_state(self, correction):
        return correction.get_state_display()

    @admin.display(description="所属文档")
    def shown_document(self, correction):
        return document_link(correction)

    @admin.display(description="被改的记录")
    def record_link(self, correction):
        if correction.state == CorrectionState.ORPHANED:
            return "原文中已找不到"
        if not corrections.MODELS[correction.model].objects.filter(pk=correction.object_id).exists():
            return "已删除" if correction.operation == CorrectionOperation.DELETE else "已不存在"
        if correction.operation == CorrectionOperation.DELETE and correction.state != CorrectionState.WITHDRAWN:
            return "已删除"
        url = reverse(f"admin:plans_{correction.model}_change", args=[correction.object_id])
        return link(url, f"打开这个{MODEL_NAMES[correction.model]}")


def described(correction):
    """Which field of what, in words: 章·标题; or what was done with the record: 目标·新增记录."""
    what = field_label(correction.model, correction.field) if correction.field else correction.get_operation_display()
    return f"{MODEL_NAMES[correction.model]}·{what}"


def may_correct(user, correction):
    """Who may change a record may also take a correction of it back."""
    return user.has_perm(f"plans.change_{correction.model}")


def back(request, otherwise):
    """Where the form was: the page named in `next`, if it is one of ours."""
    url = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return url if allowed else otherwise
