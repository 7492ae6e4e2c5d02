"""The page that adds a target or an outcome: an editor chooses the number in the paragraph and fills in the rest."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from plans import corrections
from plans.admin.base import workbench_url
from plans.admin.figure_decisions import accept, may
from plans.admin.figure_form import NUMBERS, WORDS, AddingForm
from plans.admin.figure_order import figures_of
from plans.admin.figure_proposal import proposal, unclaimed
from plans.admin.figure_words import review_url
from plans.admin.marked_text import marked_text
from plans.choices import Tense
from plans.models import FIGURES, Paragraph

NO_PARAGRAPH = "请从校订台或逐条核对中选中一个段落,再添加其中的数字。"
ADDING_FIELDSETS = ((None, {"fields": ("tense", *WORDS, *NUMBERS, "reason")}),)


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


class FigureAdding:
    """Adding for the admin of either model; which of the two a record becomes, its form says."""

    def add_view(self, request, form_url="", extra_context=None):
        if not may(request.user, "add", *FIGURES.values()):
            raise PermissionDenied
        request.paragraph = asked_paragraph(request)
        if request.paragraph is None:
            messages.warning(request, NO_PARAGRAPH)
            return HttpResponseRedirect(reverse(f"admin:plans_{self.model._meta.model_name}_changelist"))
        request.near = figures_of(request.paragraph.document_id, paragraph=request.paragraph)
        return super().add_view(request, form_url, self.adding_context(request) | (extra_context or {}))

    def adding_context(self, request):
        paragraph, figures = request.paragraph, request.near
        start, end = asked_place(request, paragraph.text) or (None, None)
        return {
            "title": "补一条记录",
            "paragraph": paragraph,
            "pieces": marked_text(paragraph.text, figures),
            "candidates": [
                {
                    "text": one.text,
                    "before": paragraph.text[max(one.start - 8, 0) : one.start],
                    "url": self._url(request, one.start, one.end),
                }
                for one in unclaimed(paragraph.text, figures)
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
        return f"{review_url(paragraph.document_id, pk)}{'' if pk else f'#g-{paragraph.pk}'}"

    def get_changeform_initial_data(self, request):
        """What the record would probably say. Nothing before a number is chosen."""
        place = asked_place(request, request.paragraph.text)
        if place is None:
            return {"tense": self.model.tense}
        return {"tense": self.model.tense} | proposal(request.paragraph.text, *place, request.near, request.paragraph.document)

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, **kwargs if obj else {"form": AddingForm} | kwargs)

    def get_fieldsets(self, request, obj=None):
        return super().get_fieldsets(request, obj) if obj else ADDING_FIELDSETS

    def save_model(self, request, obj, form, change):
        if change:
            return super().save_model(request, obj, form, change)
        added = corrections.add_figure(
            Tense(form.cleaned_data["tense"]),
            request.paragraph,
            form.given(),
            text_start=form.cleaned_data["text_start"],
            text_end=form.cleaned_data["text_end"],
            editor=request.user,
            reason=form.cleaned_data["reason"],
        )
        accept(added)
        obj.pk, request.added = added.pk, added
        return None

    def response_add(self, request, obj, post_url_continue=None):
        messages.success(request, f"已补上{request.added.tense.label}“{request.added}”。")
        again = "_addanother" in request.POST
        return HttpResponseRedirect(self._url(request) if again else self._return_url(request, obj.pk))
