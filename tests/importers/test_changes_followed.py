"""Following changes/ reproduces the whole database, whatever writes to it."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from plans import corrections
from plans.linking import add_alias
from plans.models import Change, Chapter, Diagnostic, Document, Indicator, Paragraph, Project, ProjectMention, Region, Source, Target
from tests.api.making import published
from tests.builders import chapter, doubt, figure, load_plan, mention, noise, para, parsed, section
from tests.copying import Copy

pytestmark = pytest.mark.django_db
TEXT = "推动太绥高铁开工,建成晋东物流园,实施春潮行动,覆盖率达到30%,生产总值增长6%。"
FIGURES = [figure("覆盖率达到30%", "30%", "覆盖率", "30", "%"), figure("生产总值增长6%", "6%", "生产总值", "6", "%", measure="change")]
PROJECTS = [mention("推动太绥高铁开工", "太绥高铁"), mention("建成晋东物流园", "晋东物流园"), mention("实施春潮行动", "春潮行动")]


@pytest.fixture
def read(client):
    return lambda address, **query: client.get(address, query or None)


@pytest.fixture
def editor():
    return get_user_model().objects.create(username="editor")


def plan(*more, **options):
    return parsed(
        noise("页眉"), chapter(1, "总体要求"), section(1, "目标"), para(TEXT), *more,
        **{"figures": FIGURES, "projects": PROJECTS, "diagnostics": [doubt(line=2)]} | options,
    )  # fmt: skip


def other_plan():
    return parsed(
        chapter(1, "项目"), para("太绥高铁开工建设。"), projects=[mention("太绥高铁开工建设", "太绥高铁")], title="另一规划", region_code="140000",
        raw="第1章项目\n太绥高铁开工建设。\n".encode(), references=("吕梁市“十四五”新材料规划",),
    )  # fmt: skip


def the(model, **conditions):
    return model.objects.get(**conditions)


def read_anew(editor):
    load_plan(plan(para("新的一段。"), chapter(2, "新的一章")))


def read_better(editor):
    """The same bytes, other blocks."""
    load_plan(parsed(noise("页眉"), chapter(1, "总体要求"), para(TEXT), figures=FIGURES[:1], raw=plan().source.text.encode()), force=True)


def lose_most(editor):
    load_plan(parsed(chapter(1, "总体要求"), para("此外什么也没有。")))


def correct_text(editor):
    row = Paragraph.objects.filter(text=TEXT).order_by("document").first()
    corrections.correct(row, {"text": TEXT.replace("推动", "加快推动")}, editor=editor)


def correct_title(editor):
    corrections.correct(the(Document, region_id="141100"), {"title": "更正后的标题", "period_end": 2026}, editor=editor)


def correct_and_take_back(editor):
    (made,) = corrections.correct(the(Chapter, heading="总体要求"), {"heading": "要求"}, editor=editor)
    published()
    corrections.withdraw(made, editor)


def change_tense(editor):
    corrections.change_tense(the(Target, indicator_name="覆盖率"), editor=editor)


def add_and_delete(editor):
    row = the(Paragraph, text__endswith=TEXT[2:])
    corrections.add_figure("target", row, {"indicator_name": "个数", "value": 1}, text_start=0, text_end=2, editor=editor)
    corrections.delete_figure(the(Target, indicator_name="生产总值"), editor=editor)
    corrections.delete_mention(the(ProjectMention, name="晋东物流园"), editor=editor)


def merge_projects(editor):
    corrections.merge(list(Project.objects.order_by("name")), editor=editor)


def split_project(editor):
    row = ProjectMention.objects.filter(name="太绥高铁").order_by("document").last()
    corrections.split(row, editor=editor)


def name_indicator(editor):
    indicator = the(Indicator, code="forest_coverage")
    add_alias(indicator, "覆盖率")
    Indicator.objects.filter(pk=indicator.pk).update(name="森林")


def rename_places(editor):
    Region.objects.filter(pk="141100").update(full_name="吕梁")
    Document.objects.filter(region="141100").update(doc_type="outline")


def settle_doubts(editor):
    Diagnostic.objects.update(state="accepted", resolved_by=editor)


def delete_document(editor):
    gone = Document.objects.get(title="另一规划")
    Source.objects.filter(document=gone).update(document=None)
    gone.delete()


STEPS = [
    read_anew, read_better, lose_most, correct_text, correct_title, correct_and_take_back, change_tense, add_and_delete, merge_projects, split_project,
    name_indicator, rename_places, settle_doubts, delete_document,
]  # fmt: skip


def test_a_copy_that_follows_is_the_whole_database(read, editor):
    """From the beginning, after each of everything that writes: record by record what a full crawl finds."""
    call_command("load_indicators", verbosity=0)
    Region.objects.bulk_create(
        Region(code=code, name=name, full_name=name, short_name=name, level="prefecture") for code, name in (("141100", "吕梁市"), ("140000", "山西省"))
    )
    load_plan(plan())
    load_plan(other_plan(), file_name="other.txt")
    published()
    copy = Copy(read)
    assert copy.follow() > 100
    assert copy == Copy(read).crawl()
    told = {key[0] for key in copy}
    assert told == {
        "regions", "indicators", "documents", "sources", "references", "chapters", "sections", "paragraphs", "targets", "projects", "project-mentions",
        "diagnostics",
    }  # fmt: skip
    for step in STEPS:
        if step in (correct_text, add_and_delete, merge_projects, name_indicator):
            load_plan(plan(), force=True)
        step(editor)
        published()
        assert copy.follow(page_size=7) > 0, step.__name__
        found = Copy(read).crawl()
        assert copy.keys() == found.keys(), step.__name__
        assert copy == found, step.__name__
    assert copy.follow() == 0
    assert set(Change.objects.values_list("operation", flat=True)) == {"create", "update", "delete"}
    assert set(Change.objects.values_list("cause", flat=True)) == {"import", "parser", "correction", "registry", "maintenance"}
    assert Copy(read).follow(page_size=200) == Change.objects.count()


def test_a_copy_may_begin_at_the_end(read, editor):
    """A place taken before the lists are read: what changes meanwhile comes again, and does no harm."""
    load_plan(plan())
    copy = Copy(read, start=read("/api/v1/changes/?cursor=latest&expand=record").json()["next"])
    load_plan(plan(para("新的一段。")))
    copy.crawl()
    load_plan(plan(para("又是一段。")))
    assert copy.follow() > 0
    assert copy == Copy(read).crawl()
