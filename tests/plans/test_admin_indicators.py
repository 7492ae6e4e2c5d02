"""Indicators, and the names that match none: what an editor makes of them, and what that does to the records."""

from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.admin.unlinked_proposal import alike_indicator, pairs_of
from plans.corrections import correct
from plans.models import Indicator, Outcome, Target
from tests.builders import figure, load_plan, para, parsed
from tests.plans.admin_forms import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]
UNLINKED = reverse("admin:plans_indicator_unlinked")
UNLINKED_COST, LIST_COST = 8, 7


def load(*names, number=1):
    """A document in which each name stands twice, once as a target and once as an outcome, each in a clause of its own."""
    figures = []
    for at, name in enumerate(names):
        for tense in ("target", "outcome"):
            clause = f"{'力争' if tense == 'target' else '已有'}第{at}批{name}达到{at + 1}万人"
            figures.append(
                figure(clause, f"{at + 1}万人", name, str(at + 1), "万人", tense=tense, unit_family="people", normal_value=Decimal(at))
            )
    load_plan(
        parsed(*(para(f"{one['clause']}。") for one in figures), figures=figures, title=f"第{number}号规划"), file_name=f"{number}.txt"
    )


def change(indicator):
    return reverse("admin:plans_indicator_change", args=[indicator.pk])


def make(**sent):
    return reverse("admin:plans_indicator_unlinked_new"), {"row": 1, **sent}


def alias(**sent):
    return reverse("admin:plans_indicator_unlinked_alias"), {"row": 1, **sent}


@pytest.mark.parametrize("count", [1, 100])
def test_the_pages_cost_the_same_whatever_they_hold(client, count):
    load(*(f"某{n}类技能人才" for n in range(count)))
    for n in range(count):
        Indicator.objects.create(code=f"i{n}", name=f"指标{n}")
    costs = []
    for place in (UNLINKED, reverse("admin:plans_indicator_changelist")):
        client.get(place)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(place).status_code == 200
        costs.append(len(queries))
    assert costs == [UNLINKED_COST, LIST_COST]


def test_names_stand_with_what_is_known_of_them(client):
    Indicator.objects.create(code="talent", name="高技能型人才", unit_family="people")
    load("高技能人才")
    row = client.get(UNLINKED).context["names"][0]
    assert (row["name"], row["count"], row["documents"], row["units"], row["family"]) == ("高技能人才", 2, 1, "万人 2", "people")
    assert (row["code"], row["alike"].pk) == ("gao_ji_neng_ren_cai", "talent")
    assert [(word, n) for word, n, _ in row["records"]] == [("目标", 1), ("成效", 1)]
    for _, n, url in row["records"]:
        assert client.get(url).context["cl"].result_count == n
    assert client.get(f"{UNLINKED}?at_least=3").context["names"] == []


def test_pages_of_fifty(client):
    load(*(f"某{n}类技能人才" for n in range(60)))
    first, second = client.get(UNLINKED).context, client.get(f"{UNLINKED}?page=2").context
    assert (len(first["names"]), first["more"], len(second["names"]), second["more"]) == (50, True, 10, False)
    assert client.get(f"{UNLINKED}?page=x&at_least=-1").status_code == 200


def test_a_name_becomes_an_indicator_with_all_its_records(client):
    load("高技能人才")
    place, sent = make(name="高技能人才", code="skilled_workers", family="people", row=3, at_least=2, page=1)
    answer = client.post(place, sent)
    assert answer["Location"] == f"{UNLINKED}?at_least=2&page=1#n-3"
    made = Indicator.objects.get()
    assert (made.pk, made.name, made.unit_family, made.from_registry) == ("skilled_workers", "高技能人才", "people", False)
    assert (Target.objects.get().indicator_id, Outcome.objects.get().indicator_id) == ("skilled_workers", "skilled_workers")
    page = client.get(UNLINKED)
    assert page.context["names"] == []
    assert "归类了 2 条记录" in page.content.decode()


@pytest.mark.parametrize("chosen", ["高技能型人才(talent)", "talent", "高技能型人才"])
def test_a_name_becomes_an_alias(client, chosen):
    indicator = Indicator.objects.create(code="talent", name="高技能型人才", unit_family="people")
    load("高技能人才")
    place, sent = alias(name="高技能人才", indicator=chosen)
    client.post(place, sent)
    indicator.refresh_from_db()
    assert indicator.editor_aliases == ["高技能人才"]
    assert Target.objects.get().indicator_id == "talent"


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (make(name="高技能人才", code="Talent"), "代码只用小写字母"),
        (make(name="高技能人才", code="talent"), "已被使用"),
        (make(name="", code="x"), "没有写明指标名"),
        (make(name="工匠", code="craft"), "已是指标"),
        (alias(name="高技能人才", indicator="没有的"), "没有找到指标"),
        (alias(name="高技能人才", indicator=""), "请先选择一个指标"),
        (alias(name="工匠", indicator="other"), "已是指标"),
    ],
)
def test_what_cannot_be_is_refused_with_a_reason(client, sent, words):
    Indicator.objects.create(code="talent", name="工匠", unit_family="people")
    Indicator.objects.create(code="other", name="别的")
    load("高技能人才")
    place, values = sent
    assert words in client.post(place, values, follow=True).content.decode()
    assert (Indicator.objects.count(), Target.objects.get().indicator_id) == (2, None)


def test_records_in_another_unit_are_told(client):
    Indicator.objects.create(code="rate", name="持证率", unit_family="percent")
    load("高技能人才")
    place, sent = alias(name="高技能人才", indicator="rate")
    assert "还有 2 条单位类别不符" in client.post(place, sent, follow=True).content.decode()


def test_a_new_alias_links_and_a_dropped_one_unlinks(client, editor):
    indicator = Indicator.objects.create(code="talent", name="工匠", unit_family="people", aliases=["匠人"], from_registry=True)
    load("高技能人才", "匠人")
    client.post(change(indicator), filled(client, change(indicator), editor_aliases="高技能人才\r\n\r\n高技能人才"))
    indicator.refresh_from_db()
    assert (indicator.editor_aliases, Target.objects.filter(indicator="talent").count()) == (["高技能人才"], 2)
    chosen, followed = Outcome.objects.get(indicator_name="匠人"), Target.objects.get(indicator_name="高技能人才")
    Indicator.objects.create(code="other", name="别的")
    correct(chosen, {"indicator": "other"}, editor=editor)
    client.post(change(indicator), filled(client, change(indicator), editor_aliases=""))
    for row, code in ((followed, None), (chosen, "other")):
        row.refresh_from_db()
        assert row.indicator_id == code


def test_the_code_is_a_contract(client):
    indicator = Indicator.objects.create(code="gdp", name="地区生产总值", from_registry=True)
    client.post(change(indicator), filled(client, change(indicator), code="x", aliases="乙", editor_aliases="经济盘子"))
    assert Indicator.objects.values_list("code", "aliases", "editor_aliases").get() == ("gdp", [], ["经济盘子"])
    assert "来自登记表" in client.get(change(indicator)).content.decode()
    assert client.post(reverse("admin:plans_indicator_delete", args=["gdp"]), {"post": "yes"}).status_code == 403


def test_what_an_editor_changes_in_a_registered_indicator_survives_the_registry(client):
    call_command("load_indicators", verbosity=0)
    indicator = Indicator.objects.get(code="gdp")
    client.post(change(indicator), filled(client, change(indicator), name="生产总值(改)", direction="down"))
    call_command("load_indicators", verbosity=0)
    indicator.refresh_from_db()
    assert (indicator.name, indicator.direction, indicator.edited_fields) == ("生产总值(改)", "down", ["name", "direction"])
    assert indicator.editor_aliases == ["地区生产总值"]  # records of that name stay where they are
    page = client.get(change(indicator)).content.decode()
    assert "名称(登记表:地区生产总值)、方向(登记表:越高越好)" in page
    client.post(change(indicator), filled(client, change(indicator), name="地区生产总值", direction="up", editor_aliases=""))
    indicator.refresh_from_db()
    assert indicator.edited_fields == []


def test_an_editors_own_indicator_can_be_changed(client):
    indicator = Indicator.objects.create(code="talent", name="工匠")
    load("高技能人才")
    client.post(change(indicator), filled(client, change(indicator), name="高技能人才", direction="up", unit_family="people", code="x"))
    indicator.refresh_from_db()
    assert (indicator.pk, indicator.name, indicator.direction) == ("talent", "高技能人才", "up")
    assert (Target.objects.get().indicator_id, indicator.editor_aliases) == ("talent", ["工匠"])


def test_a_name_belongs_to_one_indicator_only(client):
    Indicator.objects.create(code="gdp", name="地区生产总值")
    indicator = Indicator.objects.create(code="talent", name="工匠")
    page = client.post(change(indicator), filled(client, change(indicator), editor_aliases="全市生产总值"))
    assert "已是指标“gdp”的名称或别名" in page.content.decode()
    new = reverse("admin:plans_indicator_add")
    page = client.post(new, {"code": "gdp2", "name": "地区生产总值", "direction": "up", "editor_aliases": ""})
    assert "已是指标“gdp”的名称或别名" in page.content.decode()
    client.post(new, {"code": "craft", "name": "匠人", "direction": "up", "editor_aliases": ""})
    assert Indicator.objects.filter(pk="craft", from_registry=False).exists()


def test_a_superseded_indicator_hands_its_records_on_and_never_comes_back_to_itself(client):
    old = Indicator.objects.create(code="old", name="高技能人才", unit_family="people")
    new = Indicator.objects.create(code="new", name="工匠", unit_family="people")
    load("高技能人才")
    client.post(change(old), filled(client, change(old), superseded_by="new"))
    assert Target.objects.get().indicator_id == "new"
    assert "这样会并回自身" in client.post(change(new), filled(client, change(new), superseded_by="old")).content.decode()
    found = client.get(reverse("admin:autocomplete"), {"app_label": "plans", "model_name": "target", "field_name": "indicator", "term": ""})
    assert [row["id"] for row in found.json()["results"]] == ["new"]


def test_indicators_are_found_by_alias_and_count_their_records(client):
    Indicator.objects.create(code="talent", name="高技能人才", unit_family="people", editor_aliases=["能工巧匠"])
    load("高技能人才")
    page = client.get(f"{reverse('admin:plans_indicator_changelist')}?q=巧匠")
    (row,) = page.context["cl"].result_list
    assert (row.pk, row.target_count, row.outcome_count) == ("talent", 1, 1)
    assert f"{reverse('admin:plans_target_changelist')}?indicator__code__exact=talent" in page.content.decode()


def test_the_actions_need_a_post_and_the_right(client, editor):
    load("高技能人才")
    for place, _sent in (make(name="高技能人才", code="x"), alias(name="高技能人才", indicator="x")):
        assert client.get(place).status_code == 405
    editor.groups.get().permissions.remove(
        *editor.groups.get().permissions.filter(codename__endswith="_indicator", codename__regex="^[ac]")
    )
    for place, sent in (make(name="高技能人才", code="x"), alias(name="高技能人才", indicator="x")):
        assert client.post(place, sent).status_code == 403
    shown = client.get(UNLINKED).content.decode()
    assert "高技能人才" in shown
    assert "设为新指标</button>" not in shown
    assert not Indicator.objects.exists()


def test_only_a_name_that_is_much_alike_is_proposed():
    known = [
        Indicator(code="rural", name="农村居民人均可支配收入", unit_family="money"),
        Indicator(code="x", name="粮食产量", unit_family="mass"),
    ]
    found = alike_indicator("农村人均可支配收入", "money", pairs_of(known))
    assert found.pk == "rural"
    assert alike_indicator("农村人均可支配收入", "percent", pairs_of(known)) is None
    assert alike_indicator("旅游收入", "money", pairs_of(known)) is None
