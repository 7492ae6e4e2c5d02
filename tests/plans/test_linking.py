"""Figures and indicators: links by name, new aliases, names that nothing knows."""

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.corrections import correct
from plans.linking import add_alias, indicator_index, relink
from plans.models import Document, Indicator, Outcome, Target
from tests.builders import figure, load_plan, para, parsed

pytestmark = pytest.mark.django_db


def load(*names, title="甲规划", tense="target"):
    texts = [f"第{n}处{name}为{n}亿元" for n, name in enumerate(names, 1)]
    figures = [
        figure(text, f"{n}亿元", name, str(n), "亿元", tense=tense, unit_family="money")
        for n, (text, name) in enumerate(zip(texts, names, strict=True), 1)
    ]
    return load_plan(parsed(*[para(f"{text}。") for text in texts], figures=figures, title=title), file_name=f"{title}.txt", force=True)


@pytest.fixture
def gdp():
    return Indicator.objects.create(code="gdp", name="地区生产总值", aliases=["GDP"], unit_family="money")


def links(model=Target):
    return dict(model.objects.values_list("indicator_name", "indicator"))


def test_a_new_alias_links_the_figures_of_that_name_in_both_tenses(gdp):
    load("区域经济总盘", "全市区域经济总盘", "别的")
    load("区域经济总盘", title="乙报告", tense="outcome")
    before = dict(Document.objects.values_list("title", "updated_at"))
    assert add_alias(gdp, "区域经济总盘") == 3
    assert links() == {"区域经济总盘": "gdp", "全市区域经济总盘": "gdp", "别的": None}
    assert links(Outcome) == {"区域经济总盘": "gdp"}
    assert (gdp.editor_aliases, Indicator.objects.get().aliases) == (["区域经济总盘"], ["GDP"])
    assert all(now > before[title] for title, now in Document.objects.values_list("title", "updated_at"))
    assert add_alias(gdp, "区域经济总盘") == 0
    assert load("区域经济总盘", title="乙报告", tense="outcome").status == "unchanged"


def test_a_name_belongs_to_one_indicator(gdp):
    other = Indicator.objects.create(code="other", name="别的")
    with pytest.raises(ValidationError, match="gdp"):
        add_alias(other, "全市地区生产总值")
    assert Indicator.objects.get(code="other").editor_aliases == []


def test_an_alias_taken_away_unlinks(gdp):
    add_alias(gdp, "区域经济总盘")
    load("区域经济总盘", "GDP")
    Indicator.objects.update(editor_aliases=[])
    assert relink(["区域经济总盘"]) == 1
    assert links() == {"区域经济总盘": None, "GDP": "gdp"}


def test_a_persons_choice_is_left_alone(gdp):
    load("区域经济总盘")
    chosen = Indicator.objects.create(code="chosen", name="另选")
    correct(Target.objects.get(), {"indicator": chosen}, editor=get_user_model().objects.create(username="editor"))
    assert add_alias(gdp, "区域经济总盘") == 0
    assert links() == {"区域经济总盘": "chosen"}


def test_a_superseded_indicator_lends_its_names(gdp):
    Indicator.objects.create(code="old", name="社会总产值", superseded_by=gdp)
    load("社会总产值")
    assert links() == {"社会总产值": "gdp"}
    gdp.superseded_by_id = "old"
    gdp.save()
    assert indicator_index().match("社会总产值") in ("gdp", "old")  # a ring ends somewhere


def test_relinking_costs_the_same_queries_however_many_figures(gdp):
    load("别的")
    counted = []
    for names in (["甲数", "乙数"], [f"名{n}" for n in range(40)]):
        load(*names, title=f"共{len(names)}")
        Indicator.objects.filter(code="gdp").update(editor_aliases=names)
        with CaptureQueriesContext(connection) as queries:
            assert relink(names) == len(names)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_names_that_recur_and_match_nothing(gdp, django_assert_num_queries):
    load("区域经济总盘", "GDP", "只此一次", "区域经济总盘")
    load("全市区域经济总盘", "杂项", "杂项", title="乙报告", tense="outcome")
    with django_assert_num_queries(1):
        found = Indicator.objects.unlinked_names()
    assert found == [
        {"name": "区域经济总盘", "key": "区域经济总盘", "count": 3, "documents": 2},
        {"name": "杂项", "key": "杂项", "count": 2, "documents": 1},
    ]
    assert [one["name"] for one in Indicator.objects.unlinked_names(at_least=1, limit=2, offset=1)] == ["杂项", "只此一次"]
