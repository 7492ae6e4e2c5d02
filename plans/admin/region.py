"""Regions: GB/T 2260, to look up; facts of a standard, so not to edit."""

from django.contrib import admin
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from plans.admin.base import ReadOnlyAdmin, change_link
from plans.models import Region


@admin.register(Region)
class RegionAdmin(ReadOnlyAdmin):
    list_display = ("code", "full_name", "short_name", "level", "shown_parent", "shown_years")
    list_select_related = ("parent",)
    list_filter = (("level", ChoicesDropdownFilter),)
    search_fields = ("code", "full_name", "short_name")
    search_help_text = "按代码或名称查找"
    ordering = ("code",)
    fields = ("code", "name", "full_name", "short_name", "level", "shown_parent", "shown_years")
    readonly_fields = fields

    @admin.display(description="上级", ordering="parent")
    def shown_parent(self, region):
        return change_link(region.parent)

    @admin.display(description="有效年份")
    def shown_years(self, region):
        if region.valid_from is None and region.valid_to is None:
            return "一直有效"
        return f"{region.valid_from or '不详'} 起,{f'{region.valid_to} 止' if region.valid_to else '仍有效'}"
