"""What an editor decides about projects: that two are one, that a mention is of another, that all is right."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode

from plans import corrections
from plans.admin.base import change_link
from plans.admin.correction import back
from plans.admin.marked_decisions import set_record_state, told_state
from plans.admin.marked_words import record_url
from plans.admin.project_page import proposal_page
from plans.admin.shown import positive_number
from plans.choices import ProposalState, ReviewState
from plans.models import Project, ProjectMention, ProjectProposal

STATES = {ProposalState.OPEN: "待定", ProposalState.ACCEPTED: "已合并", ProposalState.REJECTED: "不是同一项目"}
MAY_MERGE = "plans.change_project"


class ProjectDecisions:
    """The decisions as addresses of their own, and the queue of doubts."""

    def get_urls(self):
        views = {
            "proposals/": ("proposals", self.proposals_view),
            "proposals/<uuid:pk>/accept/": ("proposal_accept", self.accept_proposal_view),
            "proposals/<uuid:pk>/reject/": ("proposal_reject", self.reject_proposal_view),
            "<uuid:pk>/accept/": ("accept", self.accept_view),
            "<uuid:pk>/reopen/": ("reopen", self.reopen_view),
            "<uuid:pk>/merge/<uuid:other_pk>/": ("merge", self.merge_view),
            "mentions/<uuid:pk>/split/": ("split", self.split_view),
        }
        mine = [path(where, self.admin_site.admin_view(view), name=f"plans_project_{name}") for where, (name, view) in views.items()]
        return [*mine, *super().get_urls()]

    # ---- one project ----
    def accept_view(self, request, pk):
        return self._set_state(request, pk, ReviewState.REVIEWED)

    def reopen_view(self, request, pk):
        return self._set_state(request, pk, ReviewState.UNREVIEWED)

    def _set_state(self, request, pk, state):
        if refused := refusal(request):
            return refused
        project = get_object_or_404(Project, pk=pk)
        set_record_state(Project.objects.filter(pk=pk), state)
        return told_state(request, project, state, record_url(project))

    def merge_view(self, request, pk, other_pk):
        """Put the mentions of another project into this one."""
        if refused := refusal(request):
            return refused
        project, other = (get_object_or_404(Project, pk=one) for one in (pk, other_pk))

        def decide():
            corrections.merge([project, other], editor=request.user)
            return f"“{other}”的 {other.mention_count} 处提及已并入“{project}”。并错了,在有关提及上点“拆分”。"

        return self._told(request, decide, record_url(project))

    def split_view(self, request, pk):
        """Make a mention a project of its own."""
        if refused := refusal(request):
            return refused
        mention = get_object_or_404(ProjectMention.objects.select_related("project"), pk=pk)

        def decide():
            made = corrections.split(mention, editor=request.user)
            return format_html("这一处提及已拆分为单独的项目:{}。", change_link(made))

        return self._told(request, decide, record_url(mention.project or mention))

    def _told(self, request, decide, place):
        """Do what was decided, or say why it can't be done; back to where the form was."""
        try:
            messages.success(request, decide())
        except ValidationError as refused:
            messages.error(request, ";".join(refused.messages))
        return HttpResponseRedirect(back(request, place))

    # ---- doubts ----
    def proposals_view(self, request):
        """Pairs of projects that may be one, each decided with one key."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        state = request.GET.get("state", "")
        state = state if state in ProposalState.values else ProposalState.OPEN.value
        page = positive_number(request.GET.get("page"), 1)
        context = {
            **self.admin_site.each_context(request),
            **proposal_page(state, page),
            "title": "待定关联",
            "opts": self.model._meta,
            "state": state,
            "states": STATES.items(),
            "page": page,
            "can_decide": state == ProposalState.OPEN and request.user.has_perm(MAY_MERGE),
            "is_fullwidth": "1",
        }
        return TemplateResponse(request, "admin/plans/proposals.html", context)

    def accept_proposal_view(self, request, pk):
        """The two are one."""

        def decide(proposal):
            project = corrections.accept(proposal, editor=request.user)
            return format_html("已合并为一个项目:{}。", change_link(project))

        return self._decide_proposal(request, pk, decide)

    def reject_proposal_view(self, request, pk):
        """The two are two, and are not proposed again."""

        def decide(proposal):
            corrections.reject(proposal, editor=request.user)
            return f"“{proposal.one}”与“{proposal.other}”不是同一项目,以后不再提出。"

        return self._decide_proposal(request, pk, decide)

    def _decide_proposal(self, request, pk, decide):
        if refused := refusal(request):
            return refused
        proposal = ProjectProposal.objects.select_related("one", "other").filter(pk=pk).first()
        page, row = (positive_number(request.POST.get(name), 1) for name in ("page", "row"))
        place = f"{reverse('admin:plans_project_proposals')}?{urlencode({'page': page})}#p-{row}"
        return self._told(request, lambda: decide(proposal) if proposal else gone(), place)

    # ---- from the list ----
    @admin.action(description="合并为一个项目(留提及最多的)", permissions=["merge"])
    def merge_selected(self, request, queryset):
        projects = list(queryset.order_by("-mention_count", "pk"))

        def decide():
            project = corrections.merge(projects, editor=request.user)
            return format_html("{} 个项目合并为:{}。", len(projects), change_link(project))

        self._told(request, decide, "")

    @admin.action(description="确认(看过,没有错)", permissions=["merge"])
    def accept_selected(self, request, queryset):
        messages.success(request, f"确认了 {set_record_state(queryset, ReviewState.REVIEWED)} 个项目。")

    @admin.action(description="退回未审核", permissions=["merge"])
    def reopen_selected(self, request, queryset):
        messages.success(request, f"{set_record_state(queryset, ReviewState.UNREVIEWED)} 个项目退回未审核。")

    def has_merge_permission(self, request):
        return request.user.has_perm(MAY_MERGE)


def gone():
    raise ValidationError("这条建议已有决定,或所涉项目已变,请刷新后再看。")


def refusal(request):
    """The answer to who may not decide, or asks without a form; None for all others."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.has_perm(MAY_MERGE):
        raise PermissionDenied
    return None
