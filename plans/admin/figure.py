"""Targets and outcomes: their lists, and the form that stands beside the sentence."""

from django.contrib import admin
from django.http import HttpResponseRedirect
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeNumericFilter
from unfold.decorators import display

from plans.admin.base import change_link, document_link, nowrap, place, workbench_url
from plans.admin.correcting import CorrectingAdmin
from plans.admin.document import REVIEW_COLOURS
from plans.admin.figure_adding import FigureAdding
from plans.admin.figure_decisions import FigureDecisions, accept, may, next_place
from plans.admin.figure_doubts import doubts_about, figure_doubts
from plans.admin.figure_filters import FigureProvinceFilter, LinkedFilter, NameFilter
from plans.admin.figure_form import NORMAL, NORMAL_HELP, NUMBERS, WORDS, FigureForm
from plans.admin.figure_order import figures_of, walk
from plans.admin.figure_words import adding_url, figure_quantity, figure_url, other_tense, review_url
from plans.admin.marked_text import is_placed, marked_text
from plans.admin.shown import shorten
from plans.admin.source_text import excerpt, source_lines
from plans.choices import CorrectionOperation
from plans.corrections import STANDING
from plans.models import FIGURES, Correction, Outcome, Target

UNLINKED = format_html('<span class="pl-tag pl-tag-warn">{}</span>', "未归类")


class FigureAdmin(FigureAdding, FigureDecisions, CorrectingAdmin):
    """What the two have in common."""

    form = FigureForm
    change_form_template = "admin/plans/figure.html"
    add_form_template = "admin/plans/figure_add.html"
    beside = ("document__region", "region", "indicator", "paragraph")
    ordering = ("document", "position", "pk")
    list_display = (
        "shown_name", "shown_indicator", "shown_quantity", "shown_measure", "shown_year", "shown_nature", "shown_clause",
        document_link, "shown_region", "shown_review",
    )  # fmt: skip
    list_filter = (
        ("review_state", ChoicesDropdownFilter), LinkedFilter, ("indicator", AutocompleteSelectFilter), NameFilter,
        ("document", AutocompleteSelectFilter), FigureProvinceFilter, ("region", AutocompleteSelectFilter), ("year", RangeNumericFilter),
        ("measure", ChoicesDropdownFilter), ("unit_family", ChoicesDropdownFilter), ("nature", ChoicesDropdownFilter),
        ("comparator", ChoicesDropdownFilter),
    )  # fmt: skip
    search_fields = ("indicator_name", "clause", "document__title")
    search_help_text = "按指标名、分句或文档标题查找"
    actions = ("accept_selected", "reopen_selected", "move_selected", "remove_selected")
    autocomplete_fields = ("indicator", "region")
    machine_fields = ("printed", "clause", "shown_place", "shown_characters", "shown_review", "updated_at")
    readonly_fields = machine_fields
    fieldsets = (
        ("指标", {"fields": (*WORDS,)}),
        ("数值", {"fields": (*NUMBERS,)}),
        ("更正", {"fields": ("reason",)}),
        ("换算值", {"fields": (*NORMAL,), "classes": ("collapse",), "description": NORMAL_HELP}),
        ("机器解析所得(只读)", {"fields": machine_fields, "classes": ("collapse",)}),
    )

    def has_add_permission(self, request):
        return may(request.user, "add", *FIGURES.values())

    def changelist_view(self, request, extra_context=None):
        """A record is added from its paragraph, so the list has no button for it."""
        return super().changelist_view(request, {"has_add_permission": False} | (extra_context or {}))

    def get_queryset(self, request):
        return super().get_queryset(request).defer("paragraph__source_map")

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """No buttons beside a relation: indicators and regions have pages of their own."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        for button in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
            if field is not None and hasattr(field.widget, button):
                setattr(field.widget, button, False)
        return field

    def save_model(self, request, obj, form, change):
        """Whoever saves a record has read it: it counts as reviewed."""
        super().save_model(request, obj, form, change)
        if change:
            accept(obj)

    def response_post_save_change(self, request, obj):
        return HttpResponseRedirect(next_place(obj))

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context |= beside_form(obj)
            context["can_settle"] = request.user.has_perm("plans.change_diagnostic")
            context["can_remove"] = self.has_remove_permission(request)
            context["can_move"] = self.has_move_permission(request)
            context["can_add_figure"] = self.has_add_permission(request)
            context["has_add_permission"] = False
            context["show_save_and_add_another"] = False
        else:
            context["show_save_and_continue"] = False
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """A record that has moved is shown where it is now; of one that is gone, the correction that deleted it, or the list."""
        for model in FIGURES.values():
            if moved := model.objects.filter(pk=object_id).first():
                return HttpResponseRedirect(figure_url(moved))
        last = Correction.objects.filter(object_id=object_id, model__in=FIGURES).order_by("-updated_at").first()
        if last and last.operation == CorrectionOperation.DELETE and last.state in STANDING:
            return HttpResponseRedirect(figure_url(last))
        if last:
            return HttpResponseRedirect(review_url(last.document_id))
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    @admin.display(description="指标(原文)", ordering="indicator_name")
    def shown_name(self, figure):
        return shorten(figure.indicator_name, 30)

    @admin.display(description="归类", ordering="indicator__name")
    def shown_indicator(self, figure):
        return change_link(figure.indicator) if figure.indicator else UNLINKED

    @admin.display(description="数值", ordering="normal_value")
    def shown_quantity(self, figure):
        return format_html('<span class="pl-nowrap" title="{}">{}</span>', figure.printed, figure_quantity(figure))

    @admin.display(description="度量", ordering="measure")
    def shown_measure(self, figure):
        return nowrap(figure.get_measure_display())

    @admin.display(description="年份", ordering="year")
    def shown_year(self, figure):
        return figure.year or "—"

    @admin.display(description="性质", ordering="nature")
    def shown_nature(self, figure):
        return nowrap(figure.get_nature_display() or "—")

    @admin.display(description="分句")
    def shown_clause(self, figure):
        return format_html('<span class="pl-clause" title="{}">{}</span>', figure.clause, shorten(figure.clause, 36))

    @admin.display(description="行政区", ordering="region")
    def shown_region(self, figure):
        return figure.region.short_name if figure.region else "不详"

    @display(description="审核", ordering="review_state", label=REVIEW_COLOURS)
    def shown_review(self, figure):
        return figure.get_review_state_display()

    @admin.display(description="原文位置")
    def shown_place(self, figure):
        return place(figure.line, None)

    @admin.display(description="字符位置")
    def shown_characters(self, figure):
        return "—" if figure.start is None else f"{figure.start}–{figure.end}(从 0 起,不含末位)"


def beside_form(figure):
    """What the page of a stored record shows around its form."""
    paragraph, near = figure.paragraph, figures_of(figure.document_id, paragraph=figure.paragraph_id)
    return {
        "walk": walk(figure),
        "pieces": marked_text(paragraph.text, near, current=figure, lead=paragraph.heading or ""),
        "placed": is_placed(figure, paragraph.text),
        "doubts": doubts_about(figure_doubts(figure.document_id), paragraph),
        "excerpt": excerpt(source_lines(figure.document.source), Spot(figure)),
        "workbench": workbench_url(figure.document_id, f"b-{figure.paragraph_id}"),
        "review_url": review_url(figure.document_id, figure.pk),
        "adding_url": adding_url(figure.paragraph_id),
        "other_tense": other_tense(figure.tense).label,
        "urls": {word: figure_url(figure, word) for word in ("accept", "reopen", "move", "remove")},
        "is_nav_sidebar_enabled": False,
    }


class Spot:
    """A figure as the excerpt of the source marks it: one line, or more where the source breaks it."""

    def __init__(self, figure):
        self.line = self.end_line = figure.line
        self.start, self.end = figure.start, figure.end


@admin.register(Target)
class TargetAdmin(FigureAdmin):
    pass


@admin.register(Outcome)
class OutcomeAdmin(FigureAdmin):
    pass
