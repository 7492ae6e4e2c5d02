"""Filters of the lists of projects and of their mentions."""

from django.db.models import Exists, OuterRef, Q
from unfold.contrib.filters.admin import DropdownFilter

from plans.admin.filters import ProvinceFilter
from plans.models import ProjectProposal
from plans.querysets import within


class MentionProvinceFilter(ProvinceFilter):
    """By the place of the project; where none is told, by the region of the document."""

    title = "省份(含下级)"

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        by_place, by_document = within("region__code", self.value()), within("document__region__code", self.value())
        return queryset.filter(Q(**by_place) | Q(region=None, **by_document))


class JoinedFilter(DropdownFilter):
    """Is a mention the only one of its project?"""

    title = "关联"
    parameter_name = "joined"

    def lookups(self, request, model_admin):
        return [("yes", "另有提及"), ("no", "仅此一处")]

    def queryset(self, request, queryset):
        alone = Q(project=None) | Q(project__mention_count__lte=1)
        return {"yes": queryset.exclude(alone), "no": queryset.filter(alone)}.get(self.value(), queryset)


class ProjectProvinceFilter(ProvinceFilter):
    title = "省份(含下级)"


class MentionsFilter(DropdownFilter):
    """Projects by how often they are named."""

    title = "提及"
    parameter_name = "mentions"

    def lookups(self, request, model_admin):
        return [("several", "多处提及"), ("documents", "多篇文档提及"), ("one", "仅一处提及")]

    def queryset(self, request, queryset):
        conditions = {"several": {"mention_count__gt": 1}, "documents": {"document_count__gt": 1}, "one": {"mention_count": 1}}
        return queryset.filter(**conditions.get(self.value(), {}))


class DoubtedFilter(DropdownFilter):
    """Projects that may be one with another."""

    title = "待定关联"
    parameter_name = "doubted"

    def lookups(self, request, model_admin):
        return [("yes", "有待定关联")]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        proposals = ProjectProposal.objects.open().filter(Q(one=OuterRef("pk")) | Q(other=OuterRef("pk")))
        return queryset.filter(Exists(proposals))
