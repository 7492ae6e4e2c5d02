"""A document with four figures, of which the machine reads three, and what tests ask about it."""

from plans.corrections import add_figure
from plans.models import Correction, Outcome, Paragraph, Target
from tests.builders import chapter, figure, para, parsed

TEXT = "到2025年,收入达到3万元以上,森林覆盖率达到30%,新建学校12所,绿化面积达到50亩。"
INCOME = figure("收入达到3万元以上", "3万元以上", "收入", "3", "万元", comparator=">=", year=2025, unit_family="money")
FOREST = figure("森林覆盖率达到30%", "30%", "森林覆盖率", "30", "%", year=2025, unit_family="percent")
SCHOOLS = figure("新建学校12所", "12所", "新建学校", "12", "所", measure="count", year=2025, unit_family="count")
GREEN = figure("绿化面积达到50亩", "50亩", "绿化面积", "50", "亩", year=2025, unit_family="area")


def plan(*figures, more=(), text=TEXT, first=(), **changes):
    """A document with one paragraph of four figures; three of them the machine reads."""
    return parsed(*first, chapter(1, "目标"), para(text), *more, figures=figures or (INCOME, FOREST, SCHOOLS), **changes)


def content():
    """All figures and corrections, ids and times aside."""
    hidden = {"id", "created_at", "updated_at", "document_id", "paragraph_id", "review_state"}
    rows = [
        (m.__name__, sorted([{k: v for k, v in row.items() if k not in hidden} for row in m.objects.values()], key=str))
        for m in (Target, Outcome)
    ]
    return rows, list(
        Correction.objects.order_by("model", "field", "created_at").values("model", "operation", "field", "after", "state", "machine")
    )


def add(editor, tense="target", **fields):
    paragraph = Paragraph.objects.get(text=TEXT)
    at = TEXT.index("50亩")
    fields = {"indicator_name": "绿化面积", "value": "50", "unit": "亩", "year": 2025} | fields
    return add_figure(tense, paragraph, fields, text_start=at, text_end=at + 3, editor=editor)
