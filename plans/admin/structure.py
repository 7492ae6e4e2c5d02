"""Chapters, sections and paragraphs: the form of one block, with its source beside it."""

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.widgets import UnfoldAdminTextareaWidget

from plans.admin.base import NO_ADDING, document_link, place, workbench_url
from plans.admin.correcting import CorrectingAdmin, CorrectionForm
from plans.admin.shown import shorten
from plans.admin.source_text import excerpt, source_lines
from plans.choices import ParagraphKind
from plans.models import Chapter, Paragraph, Section

KIND_HELP = "段落与章、节之间还不能互换;这样的错误请在疑问队列中说明。"


class ParagraphForm(CorrectionForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "noise_reason" in self.fields:
            self.fields["noise_reason"].required = False

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == ParagraphKind.NOISE and not cleaned.get("noise_reason"):
            raise ValidationError({"noise_reason": "页面杂项必须选一个原因。"})
        if cleaned.get("kind") != ParagraphKind.NOISE:
            cleaned["noise_reason"] = None
        return cleaned

    def changes(self):
        """The reason goes with the kind: a block that stops being noise loses it without being asked."""
        changes = super().changes()
        if "noise_reason" in changes and not changes["noise_reason"]:
            del changes["noise_reason"]
        return changes


class BlockAdmin(CorrectingAdmin):
    """What the three have in common. Reached from the workbench, and returns to it."""

    change_form_template = "admin/plans/block.html"
    beside = ("document",)
    ordering = ("document", "position")
    search_fields = ("heading", "document__title")
    search_help_text = "按标题或所属文档查找"
    list_display = ("shown_heading", "number", document_link, "shown_place", "updated_at")
    list_filter = ("missing_heading",)
    corrected_fields = (("heading", "number"),)
    machine_fields = ("shown_document", "marker", "eid", "shown_place", "shown_characters", "inline", "updated_at")

    def get_fieldsets(self, request, obj=None):
        return (
            (None, {"fields": (*self.corrected_fields, "reason"), "description": NO_ADDING}),
            ("机器解析所得(只读)", {"fields": self.machine_fields, "classes": ("collapse",)}),
        )

    def get_readonly_fields(self, request, obj=None):
        return self.machine_fields

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "heading":
            kwargs["widget"] = UnfoldAdminTextareaWidget({"rows": 2})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["excerpt"] = excerpt(source_lines(obj.document.source), obj)
            context["workbench"] = workbench_url(obj.document_id, f"b-{obj.pk}")
            context["is_nav_sidebar_enabled"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(workbench_url(obj.document_id, f"b-{obj.pk}"))

    @admin.display(description="标题", ordering="heading")
    def shown_heading(self, block):
        return shorten(str(block)) if block.heading else f"{block.marker}(标题缺失)"

    @admin.display(description="所属文档")
    def shown_document(self, block):
        return document_link(block)

    @admin.display(description="原文位置", ordering="line")
    def shown_place(self, block):
        return place(block.line, block.end_line)

    @admin.display(description="字符位置")
    def shown_characters(self, block):
        return "—" if block.start is None else f"{block.start}–{block.end}(从 0 起,不含末位)"


@admin.register(Chapter)
class ChapterAdmin(BlockAdmin):
    list_filter = (("kind", ChoicesDropdownFilter), "missing_heading")
    machine_fields = ("kind", "missing_heading", *BlockAdmin.machine_fields)


@admin.register(Section)
class SectionAdmin(BlockAdmin):
    list_display = ("shown_heading", "number", "level", document_link, "shown_place", "updated_at")
    machine_fields = ("chapter", "parent", "level", "missing_heading", "run_in", *BlockAdmin.machine_fields)


@admin.register(Paragraph)
class ParagraphAdmin(BlockAdmin):
    form = ParagraphForm
    list_display = ("shown_text", "kind", document_link, "shown_place", "updated_at")
    list_filter = (("kind", ChoicesDropdownFilter), ("noise_reason", ChoicesDropdownFilter))
    search_fields = ("text", "document__title")
    search_help_text = "按正文或所属文档查找"
    corrected_fields = (("kind", "noise_reason"), "text", ("heading", "number"))
    machine_fields = ("chapter", "section", *BlockAdmin.machine_fields)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "text":
            kwargs |= {"widget": UnfoldAdminTextareaWidget({"rows": 12}), "strip": False}
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "kind":
            field.help_text = KIND_HELP
        return field

    def get_queryset(self, request):
        return super().get_queryset(request).defer("source_map")

    @admin.display(description="正文", ordering="text")
    def shown_text(self, paragraph):
        return shorten(paragraph.text)
