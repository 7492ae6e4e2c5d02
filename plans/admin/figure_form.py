"""The forms of targets and outcomes: one to correct a record, one to add what the machine has missed."""

from django import forms
from unfold.widgets import UnfoldAdminSelectWidget

from plans import corrections
from plans.admin.correcting import REASON, CorrectionForm
from plans.choices import Tense

WORDS = (("indicator_name", "indicator"),)
NUMBERS = (
    ("comparator", "value", "value_high", "unit"),
    ("measure", "year", "base_year", "base_value"),
    ("nature", "strength", "region"),
)
NORMAL = (("unit_family", "normal_unit"), ("normal_value", "normal_value_high"))
NORMAL_HELP = "改数值或单位时自动换算;只有换算不对时才在这里改。"
FOLLOWS_HELP = "留空则按名称自动归类。"


class FigureForm(CorrectionForm):
    """The fields of a stored record. What nobody changes is left to follow from the rest."""

    def clean_indicator_name(self):
        """A name is one line, however it was pasted."""
        return "".join(self.cleaned_data["indicator_name"].split("\n")).strip()


class AddingForm(forms.ModelForm):
    """A record for a number in a paragraph. Fields left empty follow from the others or from the document."""

    tense = forms.ChoiceField(
        label="目标还是成效", choices=Tense.choices, widget=UnfoldAdminSelectWidget, help_text="承诺要达到的是目标,已经达到的是成效。"
    )
    text_start = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "请先在右边的正文里选中数字。"})
    text_end = forms.IntegerField(widget=forms.HiddenInput, error_messages={"required": "请先在右边的正文里选中数字。"})
    reason = forms.CharField(label="理由", max_length=300, required=False, widget=forms.TextInput(REASON), help_text="可不填。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "indicator" in self.fields:
            self.fields["indicator"].help_text = FOLLOWS_HELP

    def clean(self):
        cleaned = super().clean()
        for name in ("text_start", "text_end"):
            if name in self.errors:
                self.add_error(None, self.fields[name].error_messages["required"])
                break
        return cleaned

    def given(self):
        """What the editor has filled in, by field."""
        names = corrections.CORRECTABLE[self.instance._meta.model_name]
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name) not in (None, "")}
