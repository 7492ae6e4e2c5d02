"""The forms of mentions of projects: one to correct a record, one to add what the machine has missed."""

from django import forms

from plans.admin.correcting import CorrectionForm
from plans.admin.marked_form import MarkedAddingForm

FIELDS = (
    ("name", "kind"),
    ("tense", "stage", "action", "count"),
    ("place", "region"),
    ("scale", "scale_value", "scale_unit"),
    ("deadline", "deadline_date"),
    "reason",
)
FOLLOWS_HELP = "留空则由地点推得。"
SCALE_NEEDS_BOTH = "换算后的规模须同时有数值和单位,或都留空。"


class WholeScale(forms.ModelForm):
    """What both forms ask of a mention."""

    def clean(self):
        cleaned = super().clean()
        if (cleaned.get("scale_value") is None) == bool(cleaned.get("scale_unit")):
            self.add_error("scale_unit", SCALE_NEEDS_BOTH)
        return cleaned


class MentionForm(WholeScale, CorrectionForm):
    """The fields of a stored mention."""


class MentionAddingForm(WholeScale, MarkedAddingForm):
    """A mention for a name in a paragraph."""

    what = "名称"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tense"].help_text = "承诺要做的是目标,已经做了的是成效。"
        if "region" in self.fields:
            self.fields["region"].help_text = FOLLOWS_HELP
