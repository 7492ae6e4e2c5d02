"""What a person changes: at once in the row, and for good in a Correction beside it.

`correct` changes fields, `change_tense` makes a target an outcome; `add_figure`, `add_mention`, `delete_figure` and `delete_mention`
concern a record as a whole; `merge`, `split`, `accept` and `reject` decide which mentions are of one project; `confirm` and
`withdraw` decide about a correction, `settle` about doubts. Nothing here knows how a document is parsed. The loader asks
`rebase` what a standing correction makes of a new machine value. docs/adr/0001-corrections.md, 0003 and 0004 say why.
"""

from plans.corrections.anchors import make_anchor
from plans.corrections.decisions import confirm, settle, withdraw
from plans.corrections.editing import change_tense, correct
from plans.corrections.joining import accept, merge, reject, split
from plans.corrections.ledger import locked
from plans.corrections.values import CORRECTABLE, EXACT, MODELS, PROJECT, STANDING, TENSE, as_json, field_of, from_json, rebase
from plans.corrections.whole import add_figure, add_mention, delete_figure, delete_mention

__all__ = [
    "CORRECTABLE",
    "EXACT",
    "MODELS",
    "PROJECT",
    "STANDING",
    "TENSE",
    "accept",
    "add_figure",
    "add_mention",
    "as_json",
    "change_tense",
    "confirm",
    "correct",
    "delete_figure",
    "delete_mention",
    "field_of",
    "from_json",
    "locked",
    "make_anchor",
    "merge",
    "rebase",
    "reject",
    "settle",
    "split",
    "withdraw",
]
