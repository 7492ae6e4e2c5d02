"""References: titles a document cites in 《》."""

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, DropdownFilter

from plans.admin.base import ReadOnlyAdmin, document_link, link, workbench_url
from plans.models import Reference


class ResolvedFilter(DropdownFilter):
    title = "所指文档"
    parameter_name = "resolved"

    def lookups(self, request, model_admin):
        return [("yes", "已载入"), ("no", "尚未载入")]

    def queryset(self, request, queryset):
        return queryset.filter(target__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Reference)
class ReferenceAdmin(ReadOnlyAdmin):
    list_display = ("shown_title", document_link, "position", "shown_target")
    list_select_related = ("document", "target")
    list_filter = (ResolvedFilter, ("document", AutocompleteSelectFilter))
    search_fields = ("title", "document__title")
    search_help_text = "按所引标题或文档标题查找"
    fields = ("shown_title", "shown_document", "position", "shown_target")
    readonly_fields = fields

    @admin.display(description="所引标题", ordering="title")
    def shown_title(self, reference):
        return str(reference)

    @admin.display(description="文档")
    def shown_document(self, reference):
        return document_link(reference)

    @admin.display(description="所指文档", ordering="target__title")
    def shown_target(self, reference):
        return link(workbench_url(reference.target_id), str(reference.target)) if reference.target else "尚未载入"
