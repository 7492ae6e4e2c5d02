"""What an editor decides about a record with one key: it is right, it waits again, it is none."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html

from plans.admin.base import may
from plans.admin.correction import back
from plans.admin.marked_order import walk
from plans.admin.marked_words import record_url, review_url
from plans.changes import because
from plans.choices import ChangeCause, ReviewState


def set_record_state(queryset, state):
    """How far people are with records; it says nothing of the text, so it is no correction. Returns how many changed."""
    with because(ChangeCause.REVIEW):
        return queryset.exclude(review_state=state).update(review_state=state, updated_at=timezone.now())


def accept(record):
    """The record is right as it stands."""
    return set_record_state(type(record).objects.filter(pk=record.pk), ReviewState.REVIEWED)


def next_place(record):
    """Where an editor goes on after deciding: the next record that waits, or the list when none does."""
    step = walk(record).next_open
    return step.url if step else review_url(record._meta.model_name, record.document_id, record.pk)


def told_state(request, record, state, place):
    """The answer after a change of state. A script asks for JSON, a form is sent back where it was or on to `place`."""
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"state": state, "label": state.label})
    messages.success(request, f"“{record}”:{state.label}。")
    return HttpResponseRedirect(back(request, place))


class MarkedDecisions:
    """The decisions as addresses of their own. A subclass says how a record is deleted, and by which models it moves."""

    def decisions(self):
        return {"accept": self.accept_view, "reopen": self.reopen_view, "move": self.move_view, "remove": self.remove_view}

    def delete_record(self, record, *, editor):
        raise NotImplementedError

    def get_urls(self):
        name = self.model._meta.model_name
        views = self.decisions()
        mine = [path(f"<uuid:pk>/{word}/", self.admin_site.admin_view(view), name=f"plans_{name}_{word}") for word, view in views.items()]
        return [*mine, *super().get_urls()]

    def accept_view(self, request, pk):
        return self._set_state(request, pk, ReviewState.REVIEWED)

    def reopen_view(self, request, pk):
        return self._set_state(request, pk, ReviewState.UNREVIEWED)

    def _set_state(self, request, pk, state):
        record, refused = self._asked(request, pk, "change", self.model)
        if refused:
            return refused
        place = next_place(record) if state == ReviewState.REVIEWED else record_url(record)
        set_record_state(self.model.objects.filter(pk=pk), state)
        return told_state(request, record, state, place)

    def remove_view(self, request, pk):
        """Take out what is no record: later imports leave it out as well."""
        record, refused = self._asked(request, pk, "delete", self.model)
        if refused:
            return refused
        place = next_place(record)
        gone = self.delete_record(record, editor=request.user)
        messages.success(request, removed_message(record, gone))
        away = review_url(record._meta.model_name, record.document_id)
        return HttpResponseRedirect(back(request, place if str(pk) not in place else away))

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
        messages.success(request, f"确认了 {set_record_state(queryset, ReviewState.REVIEWED)} 条。")

    @admin.action(description="退回未审核", permissions=["change"])
    def reopen_selected(self, request, queryset):
        messages.success(request, f"{set_record_state(queryset, ReviewState.UNREVIEWED)} 条退回未审核。")

    def remove_each(self, request, queryset):
        self._each(request, queryset, self.delete_record, "条已删除,可在“更正记录”中撤回")

    def _each(self, request, queryset, decision, told):
        done = 0
        for record in queryset:
            try:
                decision(record, editor=request.user)
                done += 1
            except (ValidationError, self.model.DoesNotExist) as refusal:
                messages.error(request, f"“{record}”:{'; '.join(getattr(refusal, 'messages', ['记录已不存在']))}")
        messages.success(request, f"{done} {told}。")

    def has_remove_permission(self, request):
        return may(request.user, "delete", self.model)


def removed_message(record, correction):
    url = reverse("admin:plans_correction_change", args=[correction.pk])
    return format_html('“{}”已删除。<a class="pl-link" href="{}">删错了?打开这条更正</a>', str(record), url)
