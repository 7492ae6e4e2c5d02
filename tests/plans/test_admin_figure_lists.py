"""The lists of targets and outcomes, and the page of all numbers of a document: what they show, find and cost."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.admin.marked_text import marked_text
from plans.corrections import correct, delete_figure
from plans.models import Correction, Diagnostic, Document, Indicator, Outcome, Region, Target
from tests.builders import chapter, figure, load_plan, para, parsed, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

# What each page costs, whatever it holds: session, account, its rights, rows, counts, the choices of its filters.
LIST_COST, REVIEW_COST, FORM_COST, ADDING_COST, WORKBENCH_COST = 8, 11, 13, 7, 13


def figures(count, tense):
    """Clauses of their own with a number each, as texts and as figures."""
    clauses = [f"第{n}项覆盖率达到{n}.5%" for n in range(count)]
    return clauses, [
        figure(
            c, f"{n}.5%", f"第{n}项覆盖率", f"{n}.5", "%", tense=tense, year=2020 + n % 6, unit_family="percent", normal_value=Decimal(n)
        )
        for n, c in enumerate(clauses)
    ]


def stored(targets, outcomes, **changes):
    committed, first = figures(targets, "target")
    reported, second = figures(outcomes, "outcome")
    reported = [f"已有{clause}" for clause in reported]
    second = [one | {"clause": f"已有{one['clause']}"} for one in second]
    blocks = [para(";".join(committed[at : at + 5]) + "。") for at in range(0, len(committed), 5)]
    blocks += [para(";".join(reported[at : at + 5]) + "。") for at in range(0, len(reported), 5)]
    load_plan(parsed(chapter(1, "甲"), section(1, "乙"), *blocks, figures=[*first, *second], **changes))
    return Document.objects.latest("created_at")


def cost(client, place):
    client.get(place)  # what is fetched once per process does not count
    with CaptureQueriesContext(connection) as queries:
        assert client.get(place).status_code == 200
    return len(queries)


@pytest.mark.parametrize("count", [1, 100])
def test_pages_cost_the_same_whatever_they_hold(client, editor, count):
    document = stored(count, count)
    Indicator.objects.create(code="cover", name="覆盖率")
    region = Region.objects.create(code="140000", name="山西省", full_name="山西省", short_name="山西", level="province")
    for model in (Target, Outcome):
        model.objects.update(indicator="cover", region=region)
    target = Target.objects.first()
    correct(target, {"year": 2030}, editor=editor)
    places = {
        reverse("admin:plans_target_changelist"): LIST_COST,
        reverse("admin:plans_outcome_changelist"): LIST_COST,
        reverse("admin:plans_document_figures", args=[document.pk]): REVIEW_COST,
        reverse("admin:plans_target_change", args=[target.pk]): FORM_COST,
        f"{reverse('admin:plans_target_add')}?paragraph={target.paragraph_id}": ADDING_COST,
        reverse("admin:plans_document_workbench", args=[document.pk]): WORKBENCH_COST,
    }
    assert {place: cost(client, place) for place in places} == places


def rows(client, model="target", **parameters):
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return [row.indicator_name for row in client.get(f"{reverse(f'admin:plans_{model}_changelist')}?{query}").context["cl"].result_list]


def test_lists_are_filtered_and_searched(client):
    Region.objects.create(code="140000", name="山西省", full_name="山西省", short_name="山西", level="province")
    Region.objects.create(code="141100", name="吕梁市", full_name="山西省吕梁市", short_name="吕梁", level="prefecture", parent_id="140000")
    document = stored(3, 1)
    Indicator.objects.create(code="cover", name="覆盖率")
    zero, one, two = Target.objects.order_by("position")
    Target.objects.filter(pk=zero.pk).update(indicator="cover", nature="binding", review_state="reviewed", region="140000")
    Target.objects.filter(pk=one.pk).update(measure="change", unit_family="money")
    assert rows(client, linked="no") == [one.indicator_name, two.indicator_name]
    for parameters in (
        {"linked": "yes"}, {"indicator__code__exact": "cover"}, {"nature__exact": "binding"}, {"review_state__exact": "reviewed"},
        {"region__code__exact": "140000"}, {"year_to": "2020"}, {"q": "第0项"}, {"name": "第0项覆盖率"},
    ):  # fmt: skip
        assert rows(client, **parameters) == [zero.indicator_name], parameters
    for parameters in ({"measure__exact": "change"}, {"unit_family__exact": "money"}, {"year_from": "2021", "year_to": "2021"}):
        assert rows(client, **parameters) == [one.indicator_name], parameters
    assert len(rows(client, province="140000")) == 3
    assert len(rows(client, "outcome", document__id__exact=document.pk)) == 1


@pytest.mark.parametrize(
    ("action", "states", "targets"),
    [("accept_selected", {"reviewed"}, 3), ("move_selected", {"unreviewed"}, 0), ("remove_selected", set(), 0)],
)
def test_many_are_decided_at_once(client, editor, action, states, targets):
    stored(3, 1)
    chosen = [str(pk) for pk in Target.objects.values_list("pk", flat=True)]
    client.post(reverse("admin:plans_target_changelist"), {"action": action, "_selected_action": chosen})
    found = [*Target.objects.filter(pk__in=chosen), *Outcome.objects.filter(pk__in=chosen)]
    assert ({row.review_state for row in found}, Target.objects.count()) == (states, targets)
    assert Correction.objects.count() == (0 if action == "accept_selected" else 3)


def test_the_review_page_goes_through_a_document_in_order(client, editor):
    document = stored(6, 2)
    page = client.get(reverse("admin:plans_document_figures", args=[document.pk]))
    groups = page.context["groups"]
    assert [len(group.entries) for group in groups] == [5, 1, 2]
    assert [entry.figure.tense for group in groups for entry in group.entries] == ["target"] * 6 + ["outcome"] * 2
    assert "第1章甲 › (1)乙" in page.content.decode()
    assert (page.context["total"], page.context["targets"], page.context["open_count"], page.context["unlinked_count"]) == (8, 6, 8, 8)
    correct(Target.objects.first(), {"year": 2030}, editor=editor)
    delete_figure(Outcome.objects.first(), editor=editor)
    shown = client.get(reverse("admin:plans_document_figures", args=[document.pk])).content.decode()
    assert shown.count("已更正") == 1
    assert "已删除的记录(1)" in shown


def test_doubts_about_numbers_stand_beside_their_paragraph(client):
    document = stored(6, 0)
    first, *_, last = Target.objects.order_by("position")
    for target in (first, last):
        Diagnostic.objects.create(
            document=document,
            code="target.percent_out_of_range",
            severity="warning",
            message="超出范围",
            line=target.line,
            start=target.start,
        )
    Diagnostic.objects.create(document=document, code="target.below_reported", severity="warning", message="低", line=last.line)
    page = client.get(reverse("admin:plans_document_figures", args=[document.pk]))
    assert [len(group.doubts) for group in page.context["groups"]] == [1, 2]
    form = client.get(reverse("admin:plans_target_change", args=[last.pk]))
    assert [doubt.name for doubt in form.context["doubts"]] == ["百分比超出范围", "目标低于现状"]
    assert "标为已修正" in form.content.decode()


def test_the_workbench_marks_numbers_by_their_kind(client):
    document = stored(1, 1)
    page = client.get(reverse("admin:plans_document_workbench", args=[document.pk])).content.decode()
    target = Target.objects.get()
    assert f'<a class="fg fg-target" href="{reverse("admin:plans_target_change", args=[target.pk])}" title="目标:第0项覆盖率 · 0.5%' in page
    assert 'class="fg fg-outcome"' in page
    assert "2 个数字" in page
    assert reverse("admin:plans_document_figures", args=[document.pk]) in page


def test_staff_without_rights_see_nothing(client):
    document = stored(1, 1)
    client.force_login(User.objects.create_user("gast", is_staff=True))
    for place in ("target_changelist", "outcome_changelist", "indicator_changelist", "indicator_unlinked"):
        assert client.get(reverse(f"admin:plans_{place}")).status_code == 403
    assert client.get(reverse("admin:plans_document_figures", args=[document.pk])).status_code == 403


def test_overlapping_numbers_are_cut_where_they_meet():
    def at(start, end, name):
        return Target(indicator_name=name, value=Decimal(1), text_start=start, text_end=end, clause_start=0, clause_end=6)

    wide, inner, twin = at(1, 5, "宽"), at(2, 4, "窄"), at(2, 4, "同")
    pieces = marked_text("甲12345。", [wide, inner, twin], current=wide, lead="甲")
    assert "".join(piece.text for piece in pieces) == "甲12345。"
    assert [(piece.text, piece.lead, piece.clause, piece.current) for piece in pieces] == [
        ("甲", True, True, False), ("1", False, True, True), ("23", False, True, True), ("4", False, True, True),
        ("5", False, True, False), ("。", False, False, False),
    ]  # fmt: skip
    inside = marked_text("甲12345。", [wide, inner, twin])[2]
    assert (inside.title.split(":")[1][0], len(inside.also)) == ("窄", 1)
