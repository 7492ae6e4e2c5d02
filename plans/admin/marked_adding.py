"""The page that adds a record: an editor chooses its words in the paragraph and fills in the rest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from plans.admin.base import workbench_url
from plans.admin.marked_decisions import accept
from plans.admin.marked_text import marked_text
from plans.admin.marked_words import review_url
from plans.models import Paragraph

NO_PARAGRAPH = "请从校订台或逐条核对中选中一个段落,再添加其中的{}。"


def asked_paragraph(request):
    """The paragraph named in the address, if there is one."""
    try:
        return Paragraph.objects.select_related("document__source", "document__region").get(pk=request.GET.get("paragraph"))
    except (Paragraph.DoesNotExist, ValidationError):
        return None


def asked_place(request, text):
    """Start and end of the chosen words, if they lie in the text."""
    try:
        start, end = int(request.GET["from"]), int(request.GET["to"])
    except (KeyError, ValueError):
        return None
    return (start, end) if 0 <= start < end <= len(text) else None


class MarkedAdding:
    """Adding, for the admin of any model of records. A subclass says what is offered, proposed and made."""

    adding_form = None
    adding_fieldsets = ()

    def records_near(self, paragraph):
        """The records that stand in a paragraph already."""
        raise NotImplementedError

    def candidates(self, text, near):
        """Words of the text that may be records and are not: with `start`, `end` and `text`."""
        raise NotImplementedError

    def proposed(self, request, place):
        """What a record of the chosen words would probably say; nothing chosen is None."""
        raise NotImplementedError

    def add_record(self, paragraph, values, form_fields, editor):
        """Make the record; `form_fields` are what the form knows besides the record's own fields."""
        raise NotImplementedError

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        request.paragraph = asked_paragraph(request)
        if request.paragraph is None:
            messages.warning(request, NO_PARAGRAPH.format(self.adding_form.what))
            return HttpResponseRedirect(reverse(f"admin:plans_{self.model._meta.model_name}_changelist"))
        request.near = self.records_near(request.paragraph)
        return super().add_view(request, form_url, self.adding_context(request) | (extra_context or {}))

    def adding_context(self, request):
        paragraph, near = request.paragraph, request.near
        start, end = asked_place(request, paragraph.text) or (None, None)
        return {
            "title": "补一条记录",
            "what": self.adding_form.what,
            "paragraph": paragraph,
            "pieces": marked_text(paragraph.text, near),
            "candidates": [
                {
                    "text": one.text,
                    "before": paragraph.text[max(one.start - 8, 0) : one.start],
                    "url": self._url(request, one.start, one.end),
                }
                for one in self.candidates(paragraph.text, near)
            ],
            "chosen": None if start is None else {"start": start, "end": end, "text": paragraph.text[start:end]},
            "choose_url": self._url(request),
            "return_url": self._return_url(request),
            "is_nav_sidebar_enabled": False,
        }

    def _url(self, request, start=None, end=None):
        query = {"paragraph": request.paragraph.pk, "back": request.GET.get("back", "")}
        return f"{request.path}?{urlencode(query if start is None else query | {'from': start, 'to': end})}"

    def _return_url(self, request, pk=None):
        paragraph = request.paragraph
        if request.GET.get("back") == "workbench":
            return workbench_url(paragraph.document_id, f"b-{paragraph.pk}")
        url = review_url(self.model._meta.model_name, paragraph.document_id, pk)
        return url if pk else f"{url}#g-{paragraph.pk}"

    def get_changeform_initial_data(self, request):
        return self.proposed(request, asked_place(request, request.paragraph.text))

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **kwargs if obj else {"form": self.adding_form} | kwargs)

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj) if obj else self.adding_fieldsets

    def save_model(self, request, obj, form, change):
        """Whoever saves a record has read it: it counts as reviewed."""
        if change:
            super().save_model(request, obj, form, change)
            accept(obj)
            return
        request.added = self.add_record(request.paragraph, form.given(), form.cleaned_data, request.user)
        accept(request.added)
        obj.pk = request.added.pk

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, self.added_message(request.added))
        again = "_addanother" in request.POST
        return HttpResponseRedirect(self._url(request) if again else self._return_url(request, obj.pk))

    def added_message(self, added):
        return f"已补上“{added}”。"
