"""Filters of the lists, as drop-downs."""

from unfold.contrib.filters.admin import DropdownFilter

from plans.admin.codes import code_name
from plans.choices import CorrectionState, DiagnosticState, RegionLevel
from plans.models import Diagnostic, Document, Region


class StateFilter(DropdownFilter):
    """The queue shows what is open unless asked for more."""

    title = "状态"
    parameter_name = "state"
    all_option = None
    EVERY = "all"

    def lookups(self, request, model_admin):
        return [*DiagnosticState.choices, (self.EVERY, "全部")]

    def value(self):
        return super().value() or DiagnosticState.OPEN.value

    def queryset(self, request, queryset):
        return queryset if self.value() == self.EVERY else queryset.filter(state=self.value())


class CodeFilter(DropdownFilter):
    title = "疑问"
    parameter_name = "code"

    def lookups(self, request, model_admin):
        codes = Diagnostic.objects.order_by("code").values_list("code", flat=True).distinct()
        return [(code, code_name(code)) for code in codes]

    def queryset(self, request, queryset):
        return queryset.filter(code=self.value()) if self.value() else queryset


class ProvinceFilter(DropdownFilter):
    """A province and everything below it; only provinces that have documents."""

    title = "省份"
    parameter_name = "province"

    def lookups(self, request, model_admin):
        codes = Document.objects.exclude(region=None).values_list("region_id", flat=True).distinct()
        provinces = {f"{code[:2]}0000" for code in codes}
        return Region.objects.filter(pk__in=provinces).values_list("code", "name")

    def queryset(self, request, queryset):
        return queryset.within(self.value()) if self.value() else queryset


class PeriodFilter(DropdownFilter):
    title = "规划期"
    parameter_name = "period"

    def lookups(self, request, model_admin):
        periods = Document.objects.exclude(period_start=None).values_list("period_start", "period_end").distinct()
        return [(f"{start}-{end}", f"{start}–{end}") for start, end in sorted(periods, key=str)]

    def queryset(self, request, queryset):
        start, _, end = (self.value() or "").partition("-")
        if not start.isdigit():
            return queryset
        return queryset.filter(period_start=start, period_end=end if end.isdigit() else None)


class RegionLevelFilter(DropdownFilter):
    title = "行政区级别"
    parameter_name = "level"

    def lookups(self, request, model_admin):
        return RegionLevel.choices

    def queryset(self, request, queryset):
        return queryset.filter(region_level=self.value()) if self.value() else queryset


class WorkFilter(DropdownFilter):
    """Documents by what is left to do in them."""

    title = "待办"
    parameter_name = "work"

    def lookups(self, request, model_admin):
        return [("open", "有待处理疑问"), ("none", "没有待处理疑问"), ("conflict", "有冲突的更正")]

    def queryset(self, request, queryset):
        if self.value() == "conflict":
            return queryset.filter(corrections__state=CorrectionState.CONFLICT).distinct()
        return queryset.filter(**{"open": {"open_diagnostics__gt": 0}, "none": {"open_diagnostics": 0}}.get(self.value(), {}))
