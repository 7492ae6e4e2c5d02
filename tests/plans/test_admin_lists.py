"""The lists: what they show, find and leave out, what can be done in them, and what they cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from plans.corrections import correct
from plans.models import Chapter, Diagnostic, Document, ImportRun, Reference, Region, Source
from tests.builders import chapter, doubt, load_plan, para, parsed, section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

# The most queries a list may cost, whatever it holds: session, account, its rights, rows, counts, and its filters' choices.
COSTS = {
    "document": 10, "diagnostic": 9, "correction": 10, "chapter": 8, "section": 8, "paragraph": 8, "reference": 8, "source": 9, "importrun": 8,
    "region": 8,
}  # fmt: skip


def load(number, **changes):
    """One more document, with one of everything the lists show."""
    changes = {"title": f"第{number}号规划", "period_start": 2016 + number, "period_end": 2020 + number} | changes
    diagnostics = [doubt(line=3, severity="error"), doubt("load.clipped", line=None, severity="info")]
    plan = parsed(
        chapter(1, f"基础{number}"), section(1, "环境"), para(f"第{number}篇的正文。"), diagnostics=diagnostics, references=(f"规划{number}",), **changes
    )  # fmt: skip
    load_plan(plan, file_name=f"{number}.txt")
    return Document.objects.get(title=changes["title"])


def add(number, editor):
    province = f"{10 + number}0000"
    region = Region.objects.create(code=province, name=f"{number}省", full_name=f"{number}省", short_name=str(number), level="province")
    document = load(number)
    Document.objects.filter(pk=document.pk).update(region=region)
    correct(Chapter.objects.get(document=document), {"heading": f"更正{number}"}, editor=editor)
    Reference.objects.filter(document=document).update(target=document)
    ImportRun.objects.create(parser_version="1", started_at=timezone.now(), results=[{"file": f"{number}.txt", "status": "created"}])


def url(model, **parameters):
    query = "&".join(f"{key}={value}" for key, value in parameters.items())
    return f"{reverse(f'admin:plans_{model}_changelist')}?{query}"


def rows(client, model, **parameters):
    return list(client.get(url(model, **parameters)).context["cl"].result_list)


@pytest.mark.parametrize("model", COSTS)
def test_a_list_costs_the_same_however_long_it_is(client, editor, model):
    costs = []
    for numbers in ((1,), range(2, 7)):
        for number in numbers:
            add(number, editor)
        client.get(url(model))  # what is fetched once per process does not count
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url(model, state="all") if model == "diagnostic" else url(model))
        assert page.status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= COSTS[model], costs


def test_the_start_page_tells_what_waits_at_a_constant_cost(client, editor):
    costs = []
    for numbers in ((1,), range(2, 7)):
        for number in numbers:
            add(number, editor)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("admin:index"))
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12, costs
    assert {card["value"]: card["count"] for card in page.context["severities"]} == {"error": 6, "warning": 0, "info": 6}
    assert {card["value"]: card["count"] for card in page.context["reviews"]} == {"unreviewed": 6, "in_review": 0, "reviewed": 0}
    assert page.context["conflicts"] == 0
    assert [item["count"] for item in page.context["busiest"]] == [2] * 6
    for card in (*page.context["severities"], *page.context["reviews"], *page.context["codes"]):
        assert client.get(card["url"]).context["cl"].result_count == card["count"]


def test_documents_show_their_work_and_a_placeholder_for_a_missing_title(client, editor):
    add(1, editor)
    load_plan(parsed(para("没有标题的一段。"), title=None, doc_type="work_report"), file_name="u.txt")
    page = client.get(url("document")).content.decode()
    assert "山西省吕梁市 政府工作报告(无标题)" in page
    shown = {row.title: (row.open_diagnostics, row.standing_corrections) for row in rows(client, "document")}
    assert shown == {"第1号规划": (2, 1), None: (0, 0)}


def test_documents_are_found_by_title_region_and_number(client):
    load(1, doc_number="吕政发〔2021〕1号", index_number="111423LL")
    load(2, region="山西省阳泉市")
    found = {
        query: [row.title for row in rows(client, "document", q=query)] for query in ("第1号", "阳泉", "〔2021〕1号", "111423", "没有")
    }
    assert found == {"第1号": ["第1号规划"], "阳泉": ["第2号规划"], "〔2021〕1号": ["第1号规划"], "111423": ["第1号规划"], "没有": []}


def test_documents_are_filtered(client, editor):
    add(1, editor)
    add(2, editor)
    load(3, doc_type="work_report", region_level="county")
    Document.objects.filter(title="第2号规划").update(review_state="reviewed")
    Diagnostic.objects.filter(document__title="第2号规划").update(state="accepted")

    def titles(**parameters):
        return {row.title[1] for row in rows(client, "document", **parameters)}

    assert titles(doc_type__exact="work_report") == {"3"}
    assert titles(province="110000") == {"1"}
    assert titles(level="county") == {"3"}
    assert titles(period="2018-2022") == {"2"}
    assert titles(period="nonsense") == {"1", "2", "3"}
    assert titles(review_state__exact="reviewed") == {"2"}
    assert titles(work="open") == {"1", "3"}
    assert titles(work="none") == {"2"}
    assert titles(work="conflict") == set()


def test_documents_are_marked_as_reviewed_from_the_list(client):
    document = load(1)
    client.post(url("document"), {"action": "mark_reviewed", "_selected_action": [str(document.pk)]})
    document.refresh_from_db()
    assert document.review_state == "reviewed"


def test_the_queue_shows_what_is_open_unless_asked(client):
    load(1)
    Diagnostic.objects.filter(code="load.clipped").update(state="accepted")
    assert [row.code for row in rows(client, "diagnostic")] == ["structure.missing_heading"]
    assert [row.code for row in rows(client, "diagnostic", state="accepted")] == ["load.clipped"]
    assert len(rows(client, "diagnostic", state="all")) == 2
    assert [row.code for row in rows(client, "diagnostic", state="all", code="load.clipped")] == ["load.clipped"]
    assert [row.code for row in rows(client, "diagnostic", severity__exact="error")] == ["structure.missing_heading"]


def test_the_queue_explains_its_codes_and_leads_to_the_place(client):
    document = load(1)
    page = client.get(url("diagnostic")).content.decode()
    diagnostic = Diagnostic.objects.get(code="structure.missing_heading")
    assert "标题缺失" in page
    assert "第 3 行" in page
    assert reverse("admin:plans_document_workbench", args=[document.pk]) + f"#d-{diagnostic.pk}" in page
    narrowed = client.get(url("diagnostic", document__id__exact=document.pk))
    assert narrowed.context["cl"].result_count == 2


@pytest.mark.parametrize(("action", "state"), [("accept", "accepted"), ("mark_fixed", "fixed")])
def test_decisions_in_the_queue_note_who_and_when(client, editor, action, state):
    load(1)
    chosen = [str(pk) for pk in Diagnostic.objects.values_list("pk", flat=True)]
    client.post(url("diagnostic"), {"action": action, "_selected_action": chosen})
    for diagnostic in Diagnostic.objects.all():
        assert (diagnostic.state, diagnostic.resolved_by) == (state, editor)
        assert (timezone.now() - diagnostic.resolved_at).total_seconds() < 60
    client.post(url("diagnostic", state="all"), {"action": "reopen", "_selected_action": chosen})
    for diagnostic in Diagnostic.objects.all():
        assert (diagnostic.state, diagnostic.resolved_by, diagnostic.resolved_at) == ("open", None, None)


def test_corrections_show_before_and_after_and_references_where_they_lead(client, editor):
    add(1, editor)
    page = client.get(url("correction")).content.decode()
    assert "基础1" in page
    assert "更正1" in page
    assert "章·标题" in page
    document = Document.objects.get()
    assert reverse("admin:plans_document_workbench", args=[document.pk]) in client.get(url("reference", resolved="yes")).content.decode()
    assert rows(client, "reference", resolved="no") == []


def test_regions_are_found_by_code_and_name(client):
    Region.objects.create(code="141100", name="吕梁市", full_name="山西省吕梁市", short_name="吕梁", level="prefecture")
    assert [row.pk for row in rows(client, "region", q="1411")] == ["141100"]
    assert [row.pk for row in rows(client, "region", q="吕梁")] == ["141100"]


def test_import_runs_read_like_a_report(client):
    load(1)
    results = [
        {"file": "坏.pdf", "status": "failed", "seconds": 0.1, "document": None, "error": "it is a PDF file"},
        {
            "file": "好.txt",
            "document": str(Document.objects.get().pk), "status": "updated", "counts": {"chapter": {"created": 2, "unchanged": 3}, "section": {"created": 0}}, "conflicts": 0,
            "diagnostics": [{"severity": "warning", "code": "repair.unrecovered", "count": 4}],
        },
    ]  # fmt: skip
    run = ImportRun.objects.create(parser_version="1", started_at=timezone.now(), finished_at=timezone.now(), exit_code=1, results=results)
    page = client.get(reverse("admin:plans_importrun_change", args=[run.pk])).content.decode()
    assert page.count("打开校订台") == 1
    for words in ("有文件失败", "坏.pdf", "it is a PDF file", "章:新增 2", "残损未修复 4", "更新"):
        assert words in page
    assert "冲突的更正" not in page
    assert "编码" in client.get(reverse("admin:plans_source_change", args=[Source.objects.get().pk])).content.decode()
