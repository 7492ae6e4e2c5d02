"""The form of a record that is read out of a clause, beside the sentence it stands in; and what its list shows."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from unfold.decorators import display

from plans.admin.base import place, workbench_url
from plans.admin.correcting import CorrectingAdmin
from plans.admin.document import REVIEW_COLOURS
from plans.admin.marked_adding import MarkedAdding
from plans.admin.marked_decisions import MarkedDecisions, next_place
from plans.admin.marked_doubts import doubts_about, open_doubts
from plans.admin.marked_order import walk
from plans.admin.marked_text import is_placed, marked_text
from plans.admin.marked_words import adding_url, other_tense, record_url, review_url
from plans.admin.shown import shorten
from plans.admin.source_text import excerpt, source_lines
from plans.choices import CorrectionOperation
from plans.corrections import STANDING
from plans.models import Correction


class MarkedAdmin(MarkedAdding, MarkedDecisions, CorrectingAdmin):
    """What the admins of such records have in common. `family` are the models a record may be in, by name;
    `adding_model` is the one whose page adds a record, `doubts_code` how the codes of doubts about it begin.
    """

    family = {}
    adding_model = doubts_code = ""
    add_form_template = "admin/plans/marked_add.html"
    ordering = ("document", "position", "pk")
    actions = ("accept_selected", "reopen_selected", "move_selected", "remove_selected")
    machine_fields = ("printed", "clause", "shown_place", "shown_characters", "shown_review", "updated_at")
    readonly_fields = machine_fields

    def changelist_view(self, request, extra_context=None):
        """A record is added from its paragraph, so the list has no button for it."""
        return super().changelist_view(request, {"has_add_permission": False} | (extra_context or {}))

    def get_queryset(self, request):
        return super().get_queryset(request).defer("paragraph__source_map")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """No buttons beside a relation: what it leads to has a page of its own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for button in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field is not None and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(next_place(obj))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= self.beside_form(obj)
            context["can_settle"] = request.user.has_perm("plans.change_diagnostic")
            context["can_remove"] = self.has_remove_permission(request)
            context["can_move"] = self.has_move_permission(request)
            context["can_add_record"] = self.has_add_permission(request)
            context["has_add_permission"] = False
            context["show_save_and_add_another"] = False
        else:
            context["show_save_and_continue"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def beside_form(self, record):
        """What the page of a stored record shows around its form."""
        paragraph, near, name = record.paragraph, self.records_near(record.paragraph), record._meta.model_name
        return {
            "walk": walk(record),
            "pieces": marked_text(paragraph.text, near, current=record, lead=paragraph.heading or ""),
            "placed": is_placed(record, paragraph.text),
            "doubts": doubts_about(open_doubts(record.document_id, self.doubts_code), paragraph),
            "excerpt": excerpt(source_lines(record.document.source), Spot(record)),
            "workbench": workbench_url(record.document_id, f"b-{record.paragraph_id}"),
            "review_url": review_url(name, record.document_id, record.pk),
            "adding_url": adding_url(self.adding_model, record.paragraph_id),
            "other_tense": other_tense(record.tense).label,
            "urls": {word: record_url(record, word) for word in self.decisions()},
            "is_nav_sidebar_enabled": False,
        }

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A record that has moved is shown where it is now; of one that is gone, the correction that deleted it, or the list."""
        for model in self.family.values():
            if moved := model.objects.filter(pk=object_id).first():
                return HttpResponseRedirect(record_url(moved))
        last = Correction.objects.filter(object_id=object_id, model__in=self.family).order_by("-updated_at").first()
        if last and last.operation == CorrectionOperation.DELETE and last.state in STANDING:
            return HttpResponseRedirect(record_url(last))
        if last:
            return HttpResponseRedirect(review_url(last.model, last.document_id))
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    @admin.display(description="分句")
    def shown_clause(self, record):
        return format_html('<span class="pl-clause" title="{}">{}</span>', record.clause, shorten(record.clause, 36))

    @admin.display(description="行政区", ordering="region")
    def shown_region(self, record):
        return record.region.short_name if record.region else "不详"

    @display(description="审核", ordering="review_state", label=REVIEW_COLOURS)
    def shown_review(self, record):
        return record.get_review_state_display()

    @admin.display(description="原文位置")
    def shown_place(self, record):
        return place(record.line, None)

    @admin.display(description="字符位置")
    def shown_characters(self, record):
        return "—" if record.start is None else f"{record.start}–{record.end}(从 0 起,不含末位)"


class Spot:
    """A record as the excerpt of the source marks it: one line, or more where the source breaks it."""

    def __init__(self, record):
        self.line = self.end_line = record.line
        self.start, self.end = record.start, record.end
