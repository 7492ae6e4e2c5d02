"""Mentions of projects: their list, and the form that stands beside the sentence."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from plans import corrections
from plans.admin.base import change_link, document_link, nowrap
from plans.admin.correction import back
from plans.admin.marked import MarkedAdmin
from plans.admin.marked_words import other_tense, record_url
from plans.admin.mention_filters import JoinedFilter, MentionProvinceFilter
from plans.admin.mention_form import FIELDS, MentionAddingForm, MentionForm
from plans.admin.mention_order import mentions_of
from plans.admin.mention_proposal import mention_proposal, unclaimed_names
from plans.admin.mention_words import count_words, stage_words
from plans.admin.shown import shorten
from plans.choices import Tense
from plans.models import ProjectMention


class MentionDecisions:
    """What is decided about a mention, and how one is made: each a correction."""

    def delete_record(self, record, *, editor):
        return corrections.delete_mention(record, editor=editor)

    def move_view(self, request, pk):
        """What was read as promised is done, or the other way round."""
        mention, refused = self._asked(request, pk, "change", self.model)
        if refused:
            return refused
        self.change_tense(mention, editor=request.user)
        messages.success(request, f"“{mention}”已改为{Tense(mention.tense).label}。")
        return HttpResponseRedirect(back(request, record_url(mention)))

    def change_tense(self, mention, *, editor):
        corrections.correct(mention, {"tense": str(other_tense(mention.tense))}, editor=editor)

    @admin.action(description="改时态(目标 ⇄ 成效)", permissions=["move"])
    def move_selected(self, request, queryset):
        self._each(request, queryset, self.change_tense, "条改了时态")

    @admin.action(description="删除(不是项目)", permissions=["remove"])
    def remove_selected(self, request, queryset):
        self.remove_each(request, queryset)

    def has_move_permission(self, request):
        return self.has_change_permission(request)


@admin.register(ProjectMention)
class MentionAdmin(MentionDecisions, MarkedAdmin):
    family = {"projectmention": ProjectMention}
    adding_model = "projectmention"
    doubts_code = "project."
    form, adding_form = MentionForm, MentionAddingForm
    change_form_template = "admin/plans/mention.html"
    beside = ("document__region", "region", "project", "paragraph")
    list_display = (
        "shown_name", "shown_project", "shown_kind", "shown_stage", "shown_scale", "shown_deadline", "shown_clause", document_link,
        "shown_region", "shown_review",
    )  # fmt: skip
    list_filter = (
        ("review_state", ChoicesDropdownFilter), ("document", AutocompleteSelectFilter), MentionProvinceFilter,
        ("region", AutocompleteSelectFilter), ("kind", ChoicesDropdownFilter), ("stage", ChoicesDropdownFilter),
        ("tense", ChoicesDropdownFilter), JoinedFilter,
    )  # fmt: skip
    search_fields = ("name", "clause", "document__title")
    search_help_text = "按项目名称、分句或文档标题查找"
    autocomplete_fields = ("region",)
    fieldsets = (
        (None, {"fields": FIELDS}),
        ("机器解析所得(只读)", {"fields": MarkedAdmin.machine_fields, "classes": ("collapse",)}),
    )
    adding_fieldsets = ((None, {"fields": FIELDS}),)

    def has_add_permission(self, request):
        return request.user.has_perm("plans.add_projectmention")

    def records_near(self, paragraph):
        return mentions_of(paragraph.document_id, paragraph=paragraph)

    def candidates(self, text, near):
        return unclaimed_names(text, near)

    def proposed(self, request, place):
        paragraph = request.paragraph
        return mention_proposal(paragraph.text, *place, request.near, paragraph.document) if place else {}

    def add_record(self, paragraph, values, form_fields, editor):
        place = {name: form_fields[name] for name in ("text_start", "text_end")}
        return corrections.add_mention(paragraph, values, **place, editor=editor, reason=form_fields["reason"])

    def beside_form(self, record):
        project = record.project
        return super().beside_form(record) | {
            "project": project,
            "project_url": record_url(project) if project else "",
            "stage_told": stage_words(record.stage, record.tense),
        }

    @admin.display(description="名称", ordering="name")
    def shown_name(self, mention):
        return shorten(mention.name, 30)

    @admin.display(description="项目", ordering="project__mention_count")
    def shown_project(self, mention):
        if mention.project is None:
            return "—"
        return format_html('<span class="pl-nowrap">{}</span>', change_link(mention.project, count_words(mention.project.mention_count)))

    @admin.display(description="种类", ordering="kind")
    def shown_kind(self, mention):
        return nowrap(mention.get_kind_display())

    @admin.display(description="阶段", ordering="stage")
    def shown_stage(self, mention):
        return nowrap(stage_words(mention.stage, mention.tense))

    @admin.display(description="规模", ordering="scale_value")
    def shown_scale(self, mention):
        return nowrap(mention.scale or "—")

    @admin.display(description="期限", ordering="deadline_date")
    def shown_deadline(self, mention):
        return nowrap(mention.deadline or "—")

    @admin.display(description="地点", ordering="region")
    def shown_region(self, mention):
        return mention.place or (mention.region.short_name if mention.region else "—")
