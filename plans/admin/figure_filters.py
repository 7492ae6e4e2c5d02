"""Filters of the lists of targets and outcomes."""

from unfold.contrib.filters.admin import DropdownFilter, TextFilter

from plans.admin.filters import ProvinceFilter
from plans.linking import indicator_key


class FigureProvinceFilter(ProvinceFilter):
    """By the region of the number itself, which need not be that of its document."""

    title = "省份(含下级)"


class LinkedFilter(DropdownFilter):
    title = "归类"
    parameter_name = "linked"

    def lookups(self, request, model_admin):
        return [("no", "未归类"), ("yes", "已归类")]

    def queryset(self, request, queryset):
        return queryset.filter(indicator__isnull=self.value() == "no") if self.value() else queryset


class NameFilter(TextFilter):
    """All spellings of one name; a part of a name is what the search is for."""

    title = "指标名(整个名称)"
    parameter_name = "name"

    def queryset(self, request, queryset):
        return queryset.filter(indicator_key=indicator_key(self.value())) if self.value() else queryset
