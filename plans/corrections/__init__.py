"""What a person changes: at once in the row, and for good in a Correction beside it.

`correct` changes fields, `change_tense` makes a target an outcome, `add_figure` and `delete_figure` concern a record as a
whole; `confirm` and `withdraw` decide about a correction. Nothing here knows how a document is parsed. The loader asks
`rebase` what a standing correction makes of a new machine value. docs/adr/0001-corrections.md and 0003 say why.
"""

from plans.corrections.anchors import make_anchor
from plans.corrections.decisions import confirm, withdraw
from plans.corrections.editing import change_tense, correct
from plans.corrections.values import CORRECTABLE, EXACT, MODELS, STANDING, TENSE, as_json, field_of, from_json, rebase
from plans.corrections.whole import add_figure, delete_figure

__all__ = [
    "CORRECTABLE",
    "EXACT",
    "MODELS",
    "STANDING",
    "TENSE",
    "add_figure",
    "as_json",
    "change_tense",
    "confirm",
    "correct",
    "delete_figure",
    "field_of",
    "from_json",
    "make_anchor",
    "rebase",
    "withdraw",
]
