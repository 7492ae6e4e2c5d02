"""Targets and outcomes: their lists, and the form that stands beside the sentence."""

from django.contrib import admin
from django.utils.html import format_html
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter, RangeNumericFilter

from plans.admin.base import change_link, document_link, nowrap
from plans.admin.figure_adding import FigureAdding
from plans.admin.figure_decisions import FigureDecisions
from plans.admin.figure_filters import FigureProvinceFilter, LinkedFilter, NameFilter
from plans.admin.figure_form import NORMAL, NORMAL_HELP, NUMBERS, WORDS
from plans.admin.figure_words import figure_quantity
from plans.admin.marked import MarkedAdmin
from plans.admin.shown import shorten
from plans.models import FIGURES, Outcome, Target

UNLINKED = format_html('<span class="pl-tag pl-tag-warn">{}</span>', "未归类")


class FigureAdmin(FigureAdding, FigureDecisions, MarkedAdmin):
    """What the two have in common."""

    family = FIGURES
    adding_model = "target"
    doubts_code = "target."
    change_form_template = "admin/plans/figure.html"
    beside = ("document__region", "region", "indicator", "paragraph")
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
    autocomplete_fields = ("indicator", "region")
    fieldsets = (
        ("指标", {"fields": (*WORDS,)}),
        ("数值", {"fields": (*NUMBERS,)}),
        ("更正", {"fields": ("reason",)}),
        ("换算值", {"fields": (*NORMAL,), "classes": ("collapse",), "description": NORMAL_HELP}),
        ("机器解析所得(只读)", {"fields": MarkedAdmin.machine_fields, "classes": ("collapse",)}),
    )

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


@admin.register(Target)
class TargetAdmin(FigureAdmin):
    pass


@admin.register(Outcome)
class OutcomeAdmin(FigureAdmin):
    pass
