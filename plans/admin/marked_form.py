"""The form that adds a record the machine has missed: its words are chosen in the paragraph."""

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget

from plans import corrections
from plans.admin.correcting import REASON
from plans.choices import Tense

NO_WORDS = "请先在右边的正文里选中{}。"


class MarkedAddingForm(forms.ModelForm):
    """A record for words in a paragraph, `what` in an editor's language. Fields left empty follow from the others or the document."""

    what = ""
    tense = forms.ChoiceField(
        label="目标还是成效", choices=Tense.choices, widget=UnfoldAdminSelectWidget, help_text="承诺要达到的是目标,已经达到的是成效。"
    )
    text_start = forms.IntegerField(widget=forms.HiddenInput)
    text_end = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="理由", max_length=300, required=False, widget=forms.TextInput(REASON), help_text="可不填。")

    def clean(self):
        cleaned = super().clean()
        if {"text_start", "text_end"} & set(self.errors):
            self.add_error(None, NO_WORDS.format(self.what))
        return cleaned

    def given(self):
        """What the editor has filled in, by field."""
        names = corrections.CORRECTABLE[self.instance._meta.model_name]
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in (None, "")}
