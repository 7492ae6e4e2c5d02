"""410: a record that was here once, and what stands in its place."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.corrections import change_tense
from plans.models import Document, Outcome, Project, ProjectMention, Source


@pytest.fixture
def gone(get):
    """The answer for a record that is gone: [path of what stands in its place]."""

    def gone(path):
        response = get(path)
        body = response.json()
        assert (response.status_code, response["Content-Type"], body["type"]) == (410, "application/problem+json", "urn:planapi:problem:gone")
        assert response["Cache-Control"] == "no-store"
        for address in body["superseded_by"]:
            assert get(address).status_code == 200
        return [address.removeprefix("http://testserver/api/v1/") for address in body["superseded_by"]]

    return gone


@pytest.fixture
def delete(make):
    """Delete a record, as committed; returns its key."""

    def delete(record):
        make.published()
        key = record.pk
        record.delete()
        make.published()
        return key

    return delete


def test_what_never_was_is_404_and_what_is_there_again_200(get, make, delete):
    make.new_indicator("gdp")
    key = delete(make.new_indicator("old"))
    assert get("indicators/old/").status_code == 410
    assert get("indicators/olds/").status_code == 404
    make.new_indicator(key)
    make.published()
    assert get("indicators/old/").status_code == 200


@pytest.mark.parametrize("kind", ["chapter", "section", "paragraph"])
def test_what_stands_at_its_place(gone, make, delete, kind):
    """In the same source that which overlaps, wherever the eid has gone."""
    document = make.new_document()
    chapter = make.new_chapter(document)
    new = {"chapter": lambda **v: make.new_chapter(document, **v), "section": lambda **v: make.new_section(chapter, **v)}
    new = new.get(kind, lambda **v: make.new_paragraph(document, **v))
    key = delete(new(start=100, end=200, line=8, end_line=8))
    first, _, second = new(start=90, end=150, eid="x"), new(start=300, end=310), new(start=150, end=201)
    new(start=200, end=210)
    assert gone(f"{kind}s/{key}/") == [f"{kind}s/{first.pk}/", f"{kind}s/{second.pk}/"]


def test_what_has_its_eid_when_the_source_is_another(gone, make, delete):
    document = make.new_document()
    key = delete(make.new_paragraph(document, start=100, end=200, eid="chp_1__para_1"))
    now = make.new_paragraph(document, start=500, end=600, eid="chp_1__para_1")
    other = make.new_paragraph(document, start=100, end=200, eid="chp_2__para_1")
    assert gone(f"paragraphs/{key}/") == [f"paragraphs/{other.pk}/"]
    Document.objects.filter(pk=document.pk).update(source=make.new_source())
    assert gone(f"paragraphs/{key}/") == [f"paragraphs/{now.pk}/"]


def test_what_goes_while_the_source_changes_stood_in_the_old_one(gone, make):
    document = make.new_document()
    paragraph = make.new_paragraph(document, start=100, end=200, eid="chp_1__para_1")
    make.published()
    Document.objects.filter(pk=document.pk).update(source=make.new_source())
    key = paragraph.pk
    paragraph.delete()
    make.published()
    make.new_paragraph(document, start=100, end=200, eid="chp_2__para_1")
    now = make.new_paragraph(document, start=500, end=600, eid="chp_1__para_1")
    assert gone(f"paragraphs/{key}/") == [f"paragraphs/{now.pk}/"]


def test_numbers_and_mentions(gone, make, delete):
    old, mention = make.new_target(start=100, end=110), make.new_mention(start=200, end=210)
    now = make.new_target(old.paragraph, start=105, end=108)
    key, mention_key = delete(old), delete(mention)
    assert gone(f"targets/{key}/") == [f"targets/{now.pk}/"]
    assert gone(f"project-mentions/{mention_key}/") == []


def test_a_target_that_became_an_outcome(gone, make, get, django_user_model):
    target = make.new_target()
    make.published()
    change_tense(target, editor=django_user_model.objects.create(username="editor"))
    make.published()
    assert Outcome.objects.filter(pk=target.pk).exists()
    assert gone(f"targets/{target.pk}/") == [f"outcomes/{target.pk}/"]


def test_a_document_that_was_deleted_and_read_again(gone, make, delete, get):
    document = make.new_document(key="the key")
    paragraph = make.new_paragraph(document)
    Source.objects.filter(document=document).update(document=None)
    key = delete(document)
    for path in ("", "tree/", "text/", "source/", "oc4ids/"):
        assert gone(f"documents/{key}/{path}") == []
    assert gone(f"paragraphs/{paragraph.pk}/") == []
    again = make.new_document(key="the key")
    assert gone(f"documents/{key}/") == [f"documents/{again.pk}/"]


@pytest.mark.parametrize("path", ["", "mentions/"])
def test_a_project_that_was_merged_and_merged_again(gone, make, path):
    mention = make.new_mention(make.new_project("甲"))
    make.published()
    keys = []
    for name in "乙丙":
        old = mention.project
        mention.project = make.new_project(name)
        mention.save()
        keys.append(old.pk)
        old.delete()
        make.published()
    for key in keys:
        assert gone(f"projects/{key}/{path}") == [f"projects/{mention.project_id}/"]
    ProjectMention.objects.all().delete()
    make.published()
    assert gone(f"projects/{keys[0]}/{path}") == []


def test_a_project_of_that_name_takes_its_place(gone, make, delete, regions):
    """Its mentions have gone with their document; the row may stand."""
    mention = make.new_mention(make.new_project("甲", region=regions["141100"]))
    key = mention.project_id
    delete(mention)
    assert Project.objects.filter(pk=key).exists()
    assert gone(f"projects/{key}/") == []
    make.new_mention(make.new_project("甲", region=regions["140000"]))
    assert gone(f"projects/{key}/") == []
    now = make.new_mention(make.new_project("甲", region=regions["141100"])).project
    assert gone(f"projects/{key}/") == [f"projects/{now.pk}/"]


def test_queries(get, make, delete):
    document = make.new_document()
    key = delete(make.new_paragraph(document, start=0, end=9))

    def cost(path):
        with CaptureQueriesContext(connection) as queries:
            get(path)
        return len(queries)

    for _ in range(2):
        assert cost(f"paragraphs/{key}/") == 3
        for _ in range(30):
            standing = make.new_paragraph(document, start=0, end=9)
    assert len(get(f"paragraphs/{key}/").json()["superseded_by"]) == 20
    assert cost(f"paragraphs/{standing.pk}/") == 1
    assert cost("paragraphs/019a9d6e-0000-7000-8000-000000000000/") == 2
