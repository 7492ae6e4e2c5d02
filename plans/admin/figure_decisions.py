"""What an editor decides about a target or an outcome: as about any record, and that it belongs to the other kind."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect

from plans import corrections
from plans.admin.base import may
from plans.admin.correction import back
from plans.admin.marked_decisions import MarkedDecisions
from plans.admin.marked_words import other_tense, record_url
from plans.models import FIGURES


class FigureDecisions(MarkedDecisions):
    """The decisions, for the admin of either model."""

    def delete_record(self, record, *, editor):
        return corrections.delete_figure(record, editor=editor)

    def move_view(self, request, pk):
        """Make a target an outcome, or an outcome a target."""
        figure, refused = self._asked(request, pk, "change", *FIGURES.values())
        if refused:
            return refused
        moved = corrections.change_tense(figure, editor=request.user)
        messages.success(request, f"“{figure}”已移到{moved.tense.label}。")
        return HttpResponseRedirect(back(request, record_url(moved)))

    @admin.action(description="移到另一类(目标 ⇄ 成效)", permissions=["move"])
    def move_selected(self, request, queryset):
        self._each(request, queryset, corrections.change_tense, f"条移到{other_tense(self.model.tense).label}")

    @admin.action(description="删除(不是指标数字)", permissions=["remove"])
    def remove_selected(self, request, queryset):
        self.remove_each(request, queryset)

    def has_move_permission(self, request):
        return may(request.user, "change", *FIGURES.values())
