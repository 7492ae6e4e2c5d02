"""Two at once: imports of one document, and an import while an editor saves."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from importers import loading
from plans.corrections import correct, delete_figure, merge
from plans.models import Chapter, Correction, Document, Project, ProjectMention, Source, Target
from tests.builders import chapter, figure, load_plan, mention, para, parsed

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


class Gate:
    """While it is armed, the next load stops between reading and writing until it is opened."""

    def __init__(self):
        self.armed = False
        self.reached, self.open = threading.Event(), threading.Event()

    def pass_through(self):
        if self.armed:
            self.armed = False
            self.reached.set()
            assert self.open.wait(PATIENCE)


@pytest.fixture
def gate(monkeypatch):
    found, write = Gate(), loading._Draft.write

    def gated(self, content):
        found.pass_through()
        write(self, content)

    monkeypatch.setattr(loading._Draft, "write", gated)
    return found


def in_a_connection_of_its_own(function, *arguments, **options):
    try:
        return function(*arguments, **options)
    finally:
        connection.close()


def at_once(gate, first, second):
    """Run `second` while `first` is held at the gate, and see that it waits; returns both results."""
    gate.armed = True
    with ThreadPoolExecutor(2) as pool:
        one = pool.submit(in_a_connection_of_its_own, first)
        assert gate.reached.wait(PATIENCE)
        other = pool.submit(in_a_connection_of_its_own, second)
        try:
            with pytest.raises(TimeoutError):
                other.result(timeout=0.5)
        finally:
            gate.open.set()
        return one.result(PATIENCE), other.result(PATIENCE)


def test_two_scrapes_of_a_new_document_make_one_document(gate):
    first, second = parsed(para("甲段。")), parsed(para("甲段。"), para("乙段。"))
    outcomes = at_once(gate, lambda: load_plan(first), lambda: load_plan(second))
    assert [outcome.status for outcome in outcomes] == ["created", "updated"]
    assert (Document.objects.count(), Source.objects.count()) == (1, 2)


def test_the_same_bytes_twice_are_loaded_once(gate):
    plan = parsed(para("甲段。"))
    outcomes = at_once(gate, lambda: load_plan(plan), lambda: load_plan(plan))
    assert [outcome.status for outcome in outcomes] == ["created", "unchanged"]


def test_an_editors_save_during_an_import_is_not_lost(gate, django_user_model):
    editor = django_user_model.objects.create(username="editor")
    load_plan(parsed(chapter(1, "总体耍求")))
    row = Chapter.objects.get()
    at_once(
        gate,
        lambda: load_plan(parsed(chapter(1, "总休要求"))),
        lambda: correct(row, {"heading": "总体要求"}, editor=editor),
    )
    assert (Chapter.objects.get().heading, Correction.objects.get().before) == ("总体要求", "总休要求")


def test_a_deletion_during_an_import_is_not_undone(gate, django_user_model):
    editor = django_user_model.objects.create(username="editor")
    forest = figure("覆盖率达到30%", "30%", "覆盖率", "30", "%")
    load_plan(parsed(para("覆盖率达到30%。"), figures=[forest]))
    row = Target.objects.get()
    at_once(
        gate,
        lambda: load_plan(parsed(para("新的一段。"), para("覆盖率达到30%。"), figures=[forest])),
        lambda: delete_figure(row, editor=editor),
    )
    assert not Target.objects.exists()
    assert load_plan(parsed(para("新的一段。"), para("覆盖率达到30%。"), figures=[forest]), force=True).status == "unchanged"


def test_a_merge_during_an_import_is_not_lost(gate, django_user_model):
    editor = django_user_model.objects.create(username="editor")
    text, projects = "推动太绥高铁开工,建成晋东物流园。", [mention("推动太绥高铁开工", "太绥高铁"), mention("建成晋东物流园", "晋东物流园")]
    load_plan(parsed(para(text), projects=projects))
    found = list(Project.objects.order_by("name"))
    again = parsed(para("新的一段。"), para(text), projects=[projects[0] | {"stage": "started"}, projects[1]])
    at_once(gate, lambda: load_plan(again), lambda: merge(found, editor=editor))
    assert (Project.objects.get().pk, Project.objects.get().mention_count) == (found[0].pk, 2)
    assert ProjectMention.objects.get(name="太绥高铁").stage == "started"
    assert load_plan(again, force=True).status == "unchanged"
