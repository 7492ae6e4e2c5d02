"""People and parses in any order: the same parse again is silent, and a rebuild gives the same figures."""

import random

import pytest
from django.contrib.auth import get_user_model

from plans.corrections import add_figure, change_tense, confirm, correct, delete_figure, withdraw
from plans.models import FIGURES, Correction, Paragraph
from tests.builders import chapter, figure, load_plan, para, parsed

pytestmark = pytest.mark.django_db
# Sentences that share clauses and numbers, so that figures are easily mistaken for each other.
SENTENCES = (
    "收入达到3万元,森林覆盖率达到30%。", "森林覆盖率达到30%。", "建成12所学校、5个园区,其中12所达标。", "投资由3亿元增加到5亿元。", "收入达到3万元。",
)  # fmt: skip
UNITS = {"3万元": "万元", "30%": "%", "12所": "所", "5个": "个", "3亿元": "亿元", "5亿元": "亿元"}
EDITS = ({"year": 2040}, {"value": "99"}, {"indicator_name": "人定"}, {"comparator": "~", "unit": "件"})


def first_reading(chance):
    """A few sentences, and some of their numbers as a parser might read them; the clause is sometimes cut too long."""
    texts = [chance.choice(SENTENCES) for _ in range(chance.randint(1, 5))]
    figures = []
    for text in texts:
        clauses = text[:-1].split(",") if chance.random() < 0.8 else [text[:-1]]
        for clause in clauses:
            for printed in (printed for printed in UNITS if printed in clause and chance.random() < 0.8):
                value, tense = printed.removesuffix(UNITS[printed]), chance.choice(("target", "outcome"))
                figures.append(figure(clause, printed, "收入", value, UNITS[printed], tense=tense, year=2025))
    return texts, figures


def another_reading(chance, texts, figures):
    """The same document scraped and parsed anew: paragraphs come and go, readings change or are missing."""
    texts = list(texts)
    texts.insert(chance.randint(0, len(texts)), chance.choice(SENTENCES))
    if len(texts) > 2 and chance.random() < 0.5:
        texts.pop(chance.randrange(len(texts)))
    news = ({}, {}, {}, {"year": 2026}, {"indicator": "投资"})
    return texts, [one | chance.choice(news) for one in figures if chance.random() < 0.9]


def plan(texts, figures):
    """The parse. Of clauses that stand several times each has its own figures."""
    placed, seen = [], {}
    for one in figures:
        key = one["clause"], one["printed"]
        seen[key] = seen.get(key, -1) + 1
        if seen[key] < sum(text.count(one["clause"]) for text in texts):
            placed.append(one | {"nth": seen[key]})
    return parsed(chapter(1, "目标"), *map(para, texts), figures=placed)


def decide(chance, editor):
    """Something that a person might do."""
    row = chance.choice([row for model in FIGURES.values() for row in model.objects.order_by("pk")] or [None])
    paragraph = chance.choice(Paragraph.objects.order_by("position"))
    standing = [c for c in Correction.objects.order_by("pk") if c.state in ("active", "conflict")]
    what = chance.choice((*(["edit", "tense", "delete"] if row else []), *(["withdraw", "confirm"] if standing else []), "add", "rewrite"))
    printed = next((printed for printed in UNITS if printed in paragraph.text), "")
    if what == "edit":
        correct(row, chance.choice(EDITS), editor=editor)
    elif what == "tense":
        change_tense(row, editor=editor)
    elif what == "delete":
        delete_figure(row, editor=editor)
    elif what == "withdraw":
        withdraw(chance.choice(standing), editor)
    elif what == "confirm":
        confirm(chance.choice(standing), editor)
    elif what == "rewrite":
        correct(paragraph, {"text": paragraph.text.replace("达到", "增至") + "(改)"}, editor=editor)
    elif printed:
        at = paragraph.text.index(printed)
        fields = {"indicator_name": "人加", "value": "7"}
        add_figure(chance.choice(list(FIGURES)), paragraph, fields, text_start=at, text_end=at + len(printed), editor=editor)


def content():
    """All figures and what stands in the book about them; the ids only of corrected ones."""
    hidden = {"id", "created_at", "updated_at", "paragraph_id", "review_state"}
    figures = [{k: v for k, v in row.items() if k not in hidden} for model in FIGURES.values() for row in model.objects.values()]
    book = Correction.objects.filter(model__in=FIGURES).values("model", "operation", "field", "after", "machine", "state", "object_id")
    return sorted(map(str, figures)), sorted(map(str, book))


@pytest.mark.parametrize("seed", range(12))
def test_any_order(seed):
    chance = random.Random(seed)
    editor = get_user_model().objects.create(username="editor")
    reading = first_reading(chance)
    load_plan(plan(*reading))
    for _ in range(3):
        for _ in range(3):
            decide(chance, editor)
        for new in (reading, another_reading(chance, *reading)):
            load_plan(plan(*new), force=True)
            assert load_plan(plan(*new), force=True).status == "unchanged"
        reading = new
    if Correction.objects.filter(state="orphaned").exists():
        return  # what has lost its place may find the same words elsewhere, once nothing else claims them
    before = content()
    Paragraph.objects.all().delete()
    load_plan(plan(*reading), force=True)
    assert content() == before
