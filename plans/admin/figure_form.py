"""The forms of targets and outcomes: the fields in their order, and the form that adds what the machine has missed."""

from plans.admin.marked_form import MarkedAddingForm

WORDS = (("indicator_name", "indicator"),)
NUMBERS = (
    ("comparator", "value", "value_high", "unit"),
    ("measure", "year", "base_year", "base_value"),
    ("nature", "strength", "region"),
)
NORMAL = (("unit_family", "normal_unit"), ("normal_value", "normal_value_high"))
NORMAL_HELP = "改数值或单位时自动换算;只有换算不对时才在这里改。"
FOLLOWS_HELP = "留空则按名称自动归类。"


class AddingForm(MarkedAddingForm):
    """A target or an outcome for a number in a paragraph."""

    what = "数字"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "indicator" in self.fields:
            self.fields["indicator"].help_text = FOLLOWS_HELP
