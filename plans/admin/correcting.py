"""Change forms whose saves are corrections: nothing here ever saves a row bare."""

import hashlib

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse

from plans import corrections
from plans.admin.base import EditorsAdmin
from plans.admin.shown import difference, field_label, value_label
from plans.choices import CorrectionOperation, CorrectionState
from plans.models import Correction

REASON = {
    "class": "border border-base-200 bg-white font-medium rounded-default shadow-xs text-sm px-3 py-2 w-full max-w-2xl dark:bg-base-900 dark:border-base-700"
}
WITHDRAW_WORDS = {
    CorrectionOperation.EDIT: "恢复机器解析值",
    CorrectionOperation.ADD: "撤回新增",
    CorrectionOperation.DELETE: "撤回删除,恢复这条记录",
}
STALE = "您打开这一页之后,这条记录已被别人或重新导入改动。请重新打开本页,在新的值上再改。"


class CorrectionForm(forms.ModelForm):
    """The fields that may be corrected, a reason, and a trace of the values the editor saw."""

    reason = forms.CharField(
        label="更正理由", max_length=300, required=False, widget=forms.TextInput(REASON), help_text="可不填。写明依据,别人复核时省事。"
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.trace = trace(self.instance)
        self.fields["seen"].initial = self.trace

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") and cleaned["seen"] != self.trace:
            raise ValidationError(STALE, code="stale")
        return cleaned

    def changes(self):
        """What the editor changed, by field."""
        names = corrections.CORRECTABLE[self.instance._meta.model_name]
        return {name: self.cleaned_data[name] for name in self.changed_data if name in names}


def trace(instance):
    """A fingerprint of a record's correctable values: differs when anybody changed one in the meantime."""
    names = corrections.CORRECTABLE[instance._meta.model_name]
    values = [str(corrections.as_json(getattr(instance, instance._meta.get_field(name).attname))) for name in names]
    return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:16]


class CorrectingAdmin(EditorsAdmin):
    """A model whose records people correct. The page shows the standing corrections and takes them back."""

    form = CorrectionForm
    change_form_template = "admin/plans/correcting.html"
    compressed_fields = False
    warn_unsaved_form = True

    def save_model(self, request, obj, form, change):
        if changes := form.changes():
            corrections.correct(obj, changes, editor=request.user, reason=form.cleaned_data["reason"])

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except ValidationError as refusal:
            # The form was valid, the row was not any more when it was locked: somebody else got there first.
            messages.error(request, ";".join(refusal.messages))
            return HttpResponseRedirect(request.get_full_path())

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj is not None:
            context["corrected"] = [corrected_field(c) for c in standing_corrections(obj)]
            context["can_withdraw"] = self.has_change_permission(request, obj)
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related(*self.beside)

    beside = ()


def standing_corrections(instance):
    return Correction.objects.filter(object_id=instance.pk, state__in=corrections.STANDING).select_related("editor").order_by("field")


def corrected_field(correction):
    """One standing correction as the page shows it."""
    machine = value_label(correction.model, correction.field, correction.machine)
    after = value_label(correction.model, correction.field, correction.after)
    return {
        "correction": correction,
        "label": field_label(correction.model, correction.field),
        "machine": machine,
        "after": after,
        "difference": difference(machine, after),
        "conflict": correction.state == CorrectionState.CONFLICT,
        "seen": value_label(correction.model, correction.field, correction.before),
        "withdraw_url": reverse("admin:plans_correction_withdraw", args=[correction.pk]),
        "confirm_url": reverse("admin:plans_correction_confirm", args=[correction.pk]),
        "withdraw_word": withdraw_word(correction),
    }


def withdraw_word(correction):
    """What the button says that takes a correction back."""
    return WITHDRAW_WORDS[correction.operation]
