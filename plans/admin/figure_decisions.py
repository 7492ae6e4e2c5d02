"""What an editor decides about a target or an outcome with one key: it is right, it belongs to the other kind, it is none."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from plans import corrections
from plans.admin.correction import back
from plans.admin.figure_order import walk
from plans.admin.figure_words import figure_url, other_tense, review_url
from plans.choices import ReviewState
from plans.models import FIGURES


def set_figure_state(queryset, state):
    """How far people are with records; it says nothing of the text, so it is no correction. Returns how many changed."""
    return queryset.exclude(review_state=state).update(review_state=state, updated_at=timezone.now())


def accept(figure):
    """The record is right as it stands."""
    return set_figure_state(type(figure).objects.filter(pk=figure.pk), ReviewState.REVIEWED)


def next_place(figure):
    """Where an editor goes on after deciding: the next record that waits, or the list when none does."""
    step = walk(figure).next_open
    return step.url if step else review_url(figure.document_id, figure.pk)


def may(user, action, *models):
    return all(user.has_perm(f"plans.{action}_{model._meta.model_name}") for model in models)


class FigureDecisions:
    """The decisions as addresses of their own, for the admin of either model."""

    def get_urls(self):
        name = self.model._meta.model_name
        views = {"accept": self.accept_view, "reopen": self.reopen_view, "move": self.move_view, "remove": self.remove_view}
        mine = [path(f"<uuid:pk>/{word}/", self.admin_site.admin_view(view), name=f"plans_{name}_{word}") for word, view in views.items()]
        return [*mine, *super().get_urls()]

    def accept_view(self, request, pk):
        return self._set_state(request, pk, ReviewState.REVIEWED)

    def reopen_view(self, request, pk):
        return self._set_state(request, pk, ReviewState.UNREVIEWED)

    def _set_state(self, request, pk, state):
        """A script asks for JSON, a form is sent back where it was or on to the next record."""
        figure, refused = self._asked(request, pk, "change", self.model)
        if refused:
            return refused
        place = next_place(figure) if state == ReviewState.REVIEWED else figure_url(figure)
        set_figure_state(self.model.objects.filter(pk=pk), state)
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"state": state, "label": state.label})
        messages.success(request, f"“{figure}”:{state.label}。")
        return HttpResponseRedirect(back(request, place))

    def move_view(self, request, pk):
        """Make a target an outcome, or an outcome a target."""
        figure, refused = self._asked(request, pk, "change", *FIGURES.values())
        if refused:
            return refused
        moved = corrections.change_tense(figure, editor=request.user)
        messages.success(request, f"“{figure}”已移到{moved.tense.label}。")
        return HttpResponseRedirect(back(request, figure_url(moved)))

    def remove_view(self, request, pk):
        """Take out what is no record: later imports leave it out as well."""
        figure, refused = self._asked(request, pk, "delete", self.model)
        if refused:
            return refused
        place = next_place(figure)
        gone = corrections.delete_figure(figure, editor=request.user)
        messages.success(request, removed_message(figure, gone))
        return HttpResponseRedirect(back(request, place if str(pk) not in place else review_url(figure.document_id)))

    def _asked(self, request, pk, action, *models):
        """The record that a decision is about, or the answer that refuses it."""
        if request.method != "POST":
            return None, HttpResponseNotAllowed(["POST"])
        if not may(request.user, action, *models):
            raise PermissionDenied
        return get_object_or_404(self.model.objects.select_related("document", "paragraph"), pk=pk), None

    # ---- the same for many, from the list ----
    @admin.action(description="确认(看过,没有错)", permissions=["change"])
    def accept_selected(self, request, queryset):
        messages.success(request, f"确认了 {set_figure_state(queryset, ReviewState.REVIEWED)} 条。")

    @admin.action(description="退回未审核", permissions=["change"])
    def reopen_selected(self, request, queryset):
        messages.success(request, f"{set_figure_state(queryset, ReviewState.UNREVIEWED)} 条退回未审核。")

    @admin.action(description="移到另一类(目标 ⇄ 成效)", permissions=["move"])
    def move_selected(self, request, queryset):
        self._each(request, queryset, corrections.change_tense, f"条移到{other_tense(self.model.tense).label}")

    @admin.action(description="删除(不是指标数字)", permissions=["remove"])
    def remove_selected(self, request, queryset):
        self._each(request, queryset, corrections.delete_figure, "条已删除,可在“更正记录”中撤回")

    def _each(self, request, queryset, decision, told):
        done = 0
        for figure in queryset:
            try:
                decision(figure, editor=request.user)
                done += 1
            except (ValidationError, self.model.DoesNotExist) as refusal:
                messages.error(request, f"“{figure}”:{'; '.join(getattr(refusal, 'messages', ['记录已不存在']))}")
        messages.success(request, f"{done} {told}。")

    def has_remove_permission(self, request):
        return may(request.user, "delete", self.model)

    def has_move_permission(self, request):
        return may(request.user, "change", *FIGURES.values())


def removed_message(figure, correction):
    url = reverse("admin:plans_correction_change", args=[correction.pk])
    return format_html('“{}”已删除。<a class="pl-link" href="{}">删错了?打开这条更正</a>', str(figure), url)
