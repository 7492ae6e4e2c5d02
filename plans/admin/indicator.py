"""Indicators: the registry as editors see it, and the names that are not in it yet."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import path, reverse
from django.utils.html import format_html
from unfold.contrib.filters.admin import BooleanRadioFilter, ChoicesDropdownFilter
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from plans.admin.base import EditorsAdmin, link, nowrap
from plans.admin.shown import shorten
from plans.admin.unlinked import UnlinkedNames
from plans.changes import because
from plans.choices import ChangeCause
from plans.indicators import registry
from plans.linking import indicator_index, relink
from plans.models import FIGURES, Indicator

DIRECTION_COLOURS = {"越高越好": "success", "越低越好": "warning", "无一定方向": "info"}
REGISTERED = "这个指标来自登记表。您改的栏以您的为准,重新载入登记表时不动;改回登记表的值,就又随登记表更新。代码是永久的,不能改。"
OWN = "代码是永久的:保存后不能再改,也不能删除。用错了就把它并入正确的指标。"
# The fields of the registry's file that an editor may decide otherwise, with their names there.
EDITABLE = {
    "name": "name",
    "name_en": "name_en",
    "unit_family": "family",
    "direction": "direction",
    "theme": "theme",
    "description": "description",
}


class NamesField(forms.CharField):
    """A list of names, one on each line."""

    widget = UnfoldAdminTextareaWidget({"rows": 4})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in super().to_python(value).splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class IndicatorForm(forms.ModelForm):
    editor_aliases = NamesField(label="补充的别名", required=False, help_text="每行一个。同名的记录随即归到这个指标。")

    def clean(self):
        """A name belongs to one indicator only: two that claim it would both lose it."""
        cleaned = super().clean()
        index, known = indicator_index(), set(names_of(Indicator.objects.filter(pk=self.instance.pk).first()))
        for field in ("name", "editor_aliases"):
            value = cleaned.get(field) or []
            for name in [value] if isinstance(value, str) else value:
                if name not in known and (holder := index.match(name)) and holder != self.instance.pk:
                    self.add_error(field, f"“{name}”已是指标“{holder}”的名称或别名。")
        return cleaned

    def clean_editor_aliases(self):
        names = self.cleaned_data["editor_aliases"]
        if long := [name for name in names if len(name) > 100]:
            raise ValidationError(f"别名过长:{shorten(long[0], 20)}")
        return names

    def clean_superseded_by(self):
        """An indicator does not end in itself, by whatever way round."""
        into = self.cleaned_data["superseded_by"]
        seen = {self.instance.pk}
        while into is not None:
            if into.pk in seen:
                raise ValidationError("这样会并回自身。")
            seen.add(into.pk)
            into = into.superseded_by
        return self.cleaned_data["superseded_by"]


def names_of(indicator):
    return [indicator.name, *indicator.aliases, *indicator.editor_aliases] if indicator else []


@admin.register(Indicator)
class IndicatorAdmin(UnlinkedNames, EditorsAdmin):
    form = IndicatorForm
    list_display = (
        "name",
        "code",
        "shown_family",
        "shown_direction",
        "theme",
        "shown_aliases",
        "shown_targets",
        "shown_outcomes",
        "shown_source",
    )
    list_filter = (
        ("theme", ChoicesDropdownFilter), ("unit_family", ChoicesDropdownFilter), ("direction", ChoicesDropdownFilter),
        ("from_registry", BooleanRadioFilter),
    )  # fmt: skip
    search_fields = ("name", "code", "name_en", "aliases", "editor_aliases")
    search_help_text = "按名称、别名或代码查找"
    ordering = ("code",)
    autocomplete_fields = ("superseded_by",)
    change_list_template = "admin/plans/indicators.html"

    def has_add_permission(self, request):
        return request.user.has_perm("plans.add_indicator")

    def get_urls(self):
        pages = {"unlinked": self.unlinked_view, "unlinked/new": self.new_view, "unlinked/alias": self.alias_view}
        mine = [
            path(f"{word}/", self.admin_site.admin_view(view), name=f"plans_indicator_{word.replace('/', '_')}")
            for word, view in pages.items()
        ]
        return [*mine, *super().get_urls()]

    def get_queryset(self, request):
        """With the number of records of each kind."""
        counts = {
            f"{name}_count": Coalesce(
                Subquery(model.objects.filter(indicator=OuterRef("pk")).order_by().values("indicator").annotate(n=Count("pk")).values("n")),
                0,
            )
            for name, model in FIGURES.items()
        }
        return super().get_queryset(request).annotate(**counts)

    def get_search_results(self, request, queryset, search_term):
        """In a form, only indicators that are still in use can be chosen."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.current()
        return super().get_search_results(request, queryset, search_term)

    def get_fieldsets(self, request, obj=None):
        words = ("code", "name", "name_en", *(("aliases",) if obj else ()), "editor_aliases")
        note = REGISTERED if obj and obj.from_registry else OWN
        more = ((None, {"fields": ("shown_edited", "shown_targets", "shown_outcomes", "updated_at")}),) if obj else ()
        return (
            (None, {"fields": words, "description": note}),
            ("含义", {"fields": (("unit_family", "direction"), "theme", "description")}),
            ("并入", {"fields": ("superseded_by",), "classes": ("collapse",)}),
            *more,
        )

    def get_readonly_fields(self, request, obj=None):
        if obj is None:
            return ()
        return ("code", "aliases", "shown_edited", "shown_targets", "shown_outcomes", "updated_at")

    def save_model(self, request, obj, form, change):
        """Whatever bears one of its names, old or new, is linked anew. A former name remains as an alias."""
        with because(ChangeCause.REGISTRY):
            old = Indicator.objects.filter(pk=obj.pk).first()
            names = set(names_of(old))
            if old and old.name not in names_of(obj):
                obj.editor_aliases = [*obj.editor_aliases, old.name]
            obj.edited_fields = edited_fields(obj)
            super().save_model(request, obj, form, change)
            linked = relink(names | set(names_of(obj)))
        if linked:
            messages.info(request, f"{linked} 条记录随之改变了归类。")

    @admin.display(description="与登记表不同")
    def shown_edited(self, indicator):
        """What an editor has changed, and what the registry says there."""
        entry = registered(indicator)
        told = [
            f"{Indicator._meta.get_field(field).verbose_name}(登记表:{registry_label(entry, field)})"
            for field in indicator.edited_fields
            if entry
        ]
        return "、".join(told) or "—"

    @admin.display(description="单位类别", ordering="unit_family")
    def shown_family(self, indicator):
        return nowrap(indicator.get_unit_family_display() or "—")

    @display(description="方向", ordering="direction", label=DIRECTION_COLOURS)
    def shown_direction(self, indicator):
        return indicator.get_direction_display()

    @admin.display(description="别名")
    def shown_aliases(self, indicator):
        names = "、".join([*indicator.editor_aliases, *indicator.aliases])
        return format_html('<span title="{}">{}</span>', names, shorten(names, 30) or "—")

    @admin.display(description="目标", ordering="target_count")
    def shown_targets(self, indicator):
        return records_link(indicator, "target", indicator.target_count)

    @admin.display(description="成效", ordering="outcome_count")
    def shown_outcomes(self, indicator):
        return records_link(indicator, "outcome", indicator.outcome_count)

    @admin.display(description="来源", ordering="from_registry")
    def shown_source(self, indicator):
        if indicator.superseded_by_id:
            return nowrap(f"已并入 {indicator.superseded_by_id}")
        return nowrap("登记表" if indicator.from_registry else "编辑新增")


def registered(indicator):
    """The entry of the registry's file, if there is one."""
    return next((entry for entry in registry() if entry.code == indicator.pk), None) if indicator.from_registry else None


def edited_fields(indicator):
    """The fields in which an indicator of the registry now differs from it."""
    entry = registered(indicator)
    return [field for field, name in EDITABLE.items() if (getattr(indicator, field) or "") != (getattr(entry, name) or "")] if entry else []


def registry_label(entry, field):
    value = getattr(entry, EDITABLE[field])
    return dict(Indicator._meta.get_field(field).flatchoices).get(value, value) or "空"


def records_link(indicator, model, count):
    url = f"{reverse(f'admin:plans_{model}_changelist')}?indicator__code__exact={indicator.pk}"
    return link(url, f"{count} 条") if count else "0"
