"""What all pages of the editors' site share: who may do what, and how places and states are shown."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin

NO_ADDING = "结构由解析原文得出:这里不能新增或删除,只能更正。原文缺漏请在疑问队列中说明。"


class EditorsAdmin(ModelAdmin):
    """Rows come from sources: nobody adds or deletes them by hand. Subclasses say what may be changed."""

    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    list_filter_submit = True
    list_filter_sheet = True

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(EditorsAdmin):
    """Shown, never changed."""

    def has_change_permission(self, request, obj=None):
        return False


def workbench_url(document_id, anchor=""):
    """The page where a document's structure stands beside its source; `anchor` is `b-<block>` or `d-<diagnostic>`."""
    url = reverse("admin:plans_document_workbench", args=[document_id])
    return f"{url}#{anchor}" if anchor else url


def link(url, text, title=""):
    return format_html('<a class="pl-link" href="{}" title="{}">{}</a>', url, title, text)


def nowrap(text):
    return format_html('<span class="pl-nowrap">{}</span>', text)


def change_link(instance, text=None):
    """A link to the page of another record; a dash where there is none."""
    if instance is None:
        return "—"
    url = reverse(f"admin:plans_{instance._meta.model_name}_change", args=[instance.pk])
    return link(url, text or str(instance))


def place(start, end, unit="行"):
    """Where something stands, in words.

    >>> place(3, 3), place(3, 5), place(None, None)
    ('第 3 行', '第 3–5 行', '位置不详')
    """
    if start is None:
        return "位置不详"
    return f"第 {start} {unit}" if end in (None, start) else f"第 {start}–{end} {unit}"


@admin.display(description="文档", ordering="document__title")
def document_link(record):
    """The record's document, as a link to its workbench."""
    return link(workbench_url(record.document_id), str(record.document))


def may(user, action, *models):
    """Has a person the right to do this with records of all these models?"""
    return all(user.has_perm(f"plans.{action}_{model._meta.model_name}") for model in models)
