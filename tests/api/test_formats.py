"""Documents and their parts in every form over HTTP: which one a request gets, its validators, its cost, and the five real ones."""

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from importers.loading import load
from importers.parsing.pipeline import parse_plan
from plans.api.tree import nest, rows_of
from plans.models import Document
from tests.api.test_queries import cost
from tests.plans.written import AKN, page_of, plain_text, squeezed, valid

SOURCES = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "sources").glob("*.txt"))
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
TYPES = {"json": "application/json", "md": "text/markdown", "html": "text/html", "akn": "application/akn+xml"}
FORMS = ["md", "html", "akn"]


@pytest.fixture
def paths(get, make):
    """A document and a chapter of it."""
    document = make.whole_document(title="吕梁市规划")
    return f"documents/{document.id}/", f"documents/{document.id}/~{document.chapters.get().eid}/"


@pytest.mark.parametrize("form", TYPES)
@pytest.mark.parametrize("which", [0, 1])
def test_by_parameter_and_by_header(get, paths, which, form):
    asked = get(paths[which], format=form)
    preferred = get(paths[which], headers={"accept": f"text/csv, {TYPES[form]};q=0.9, */*;q=0.1"})
    assert asked.content == preferred.content
    for response in (asked, preferred):
        assert response.status_code == 200
        assert response["Content-Type"].split(";")[0] == TYPES[form]
        assert response["Content-Location"] == f"/api/v1/{paths[which]}?format={form}"
        assert "Accept" in [name.strip() for name in response["Vary"].split(",")]
    assert asked["ETag"] == preferred["ETag"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", "json"),
        ("application/json, text/plain, */*", "json"),
        (BROWSER, "html"),
        ("text/html;q=0.5, */*", "json"),
        ("text/html, application/json;q=0.9", "html"),
        ("text/*", "md"),
        ("text/markdown, text/html", "md"),
        ("application/akn+xml, */*;q=0.1", "akn"),
    ],
)
def test_who_gets_what(get, paths, accept, form):
    assert get(paths[0], headers={"accept": accept})["Content-Type"].split(";")[0] == TYPES[form]


def test_no_header_at_all_is_json(client, paths):
    assert client.get(f"/api/v1/{paths[0]}")["Content-Type"] == "application/json"


def test_the_parameter_goes_before_the_header(get, paths):
    assert get(paths[0], headers={"accept": BROWSER}, format="json")["Content-Type"] == "application/json"


@pytest.mark.parametrize("which", [0, 1])
def test_what_there_is_not(get, refused, paths, which):
    error = refused(paths[which], format="markdwon")
    assert (error["parameter"], error["message"]) == ("format", "format is json, md, html or akn, not “markdwon”.")
    assert refused(paths[which], format="htm")["suggestion"] == "html"
    response = get(paths[which], headers={"accept": "text/csv"})
    assert (response.status_code, response["Content-Type"]) == (406, "application/problem+json")
    assert "Accept" in response["Vary"]


def test_fields_are_of_json(get, refused, paths):
    assert list(get(paths[0], fields="id", format="json").json()) == ["id"]
    error = refused(paths[0], fields="id", format="md")
    assert (error["parameter"], error["code"]) == ("fields", "not_with_format")


def test_only_documents_come_in_forms(get, make, paths):
    assert get("documents/", format="md").status_code == 400
    assert get(f"{paths[0]}tree/", format="md").status_code == 400


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("which", [0, 1])
def test_unchanged_costs_a_query(get, paths, which, form):
    first = get(paths[which], format=form)
    with CaptureQueriesContext(connection) as queries:
        again = get(paths[which], headers={"if-none-match": first["ETag"]}, format=form)
    assert (again.status_code, again.content, len(queries)) == (304, b"", 1)
    assert "Accept" in again["Vary"]
    assert get(paths[which], headers={"if-modified-since": first["Last-Modified"]}, format=form).status_code == 304


def test_each_form_has_an_etag_of_its_own(get, paths):
    assert len({get(path, format=form)["ETag"] for path in paths for form in TYPES}) == 8


def drop_a_target(document):
    document.targets.get().delete()


def rename_a_project(document):
    mention = document.projectmentions.get()
    mention.name = "新"
    mention.save()


def cite_nothing(document):
    document.references.all().delete()


def rewrite(document):
    paragraph = document.paragraphs.filter(kind="preamble").first()
    paragraph.text = "新"
    paragraph.save()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("change", [drop_a_target, rename_a_project, cite_nothing, rewrite])
def test_whatever_changes_changes_the_etag(get, paths, form, change):
    before = get(paths[0], format=form)["ETag"]
    change(Document.objects.get())
    assert get(paths[0], format=form)["ETag"] != before


@pytest.mark.parametrize("form", FORMS)
def test_documents_of_any_size_cost_the_same(get, make, form):
    """The document, its blocks, four kinds of marks; with one of each and with a hundred."""
    for size in (1, 100):
        document = make.whole_document(paragraphs=size)
        paragraph = make.new_paragraph(document, "今年,开工建设太绥高铁,地区生产总值达到543.8亿元。")
        project = make.new_project()
        for _ in range(size):
            make.new_target(paragraph)
            make.new_mention(project, paragraph)
        for path in ("", f"~{document.chapters.get().eid}/"):
            assert cost(get, f"documents/{document.id}/{path}", format=form)[0] == 6


def test_depth_and_text_hold_for_every_form(get, paths):
    assert "本章总说" in get(paths[1], format="md").content.decode()
    assert "本章总说" not in get(paths[1], format="md", text="false").content.decode()
    assert "(一)发展基础" in get(paths[1], format="md", text="false").content.decode()


def test_a_page_may_do_nothing(get, paths):
    response = get(paths[0], headers={"accept": BROWSER})
    assert response["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_links_of_a_page_lead_somewhere(get, make, paths):
    for path in paths:
        page = page_of(get(path, format="html").content.decode())
        links = {one.get("href") for one in page.iter("a", "link") if not one.get("href").startswith("#")}
        assert len(links) > 8
        for link in links:
            assert get(link.removeprefix("http://testserver")).status_code == 200, link
        ids = {one.get("id") for one in page.iter()}
        assert {one.get("href")[1:] for one in page.iter("a") if one.get("href").startswith("#")} <= ids


def test_an_eid_that_is_not_there_in_any_form(get, paths):
    for form in TYPES:
        response = get(f"{paths[0]}~chp_77/", format=form)
        assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


@pytest.fixture
def five(db):
    for path in SOURCES:
        content = path.read_bytes()
        load(parse_plan(content, name=path.name), content, file_name=path.name)
    return Document.objects.order_by("pk")


def in_order(nodes):
    for node in nodes:
        yield node
        yield from in_order(node["children"])


def test_the_five_documents_in_every_form(get, five):
    """Valid, complete and in order: every text of the tree in each form, every figure with a place marked."""
    assert len(five) == 5
    for document in five:
        lists = nest(rows_of(document, noise=False))
        nodes = [node for name in ("title", "notice", "preamble", "body") for node in in_order(lists[name])]
        address = f"documents/{document.pk}/"
        root = valid(get(address, format="akn").content.decode())
        blocks = {one.get("eId"): one for one in root.iter() if one.get("GUID")}
        assert set(blocks) == {node["eid"] for node in nodes}
        page = page_of(get(address, format="html").content.decode())
        shown = {one.get("id"): one for one in page.iter() if one.get("id")}
        for node in nodes:
            if node["text"] is not None:
                assert squeezed("".join(blocks[node["eid"]].itertext())) == squeezed(node["text"])
                assert squeezed(shown[node["eid"]].text_content()) == squeezed(node["text"])
        figures = document.targets.filter(text_start__isnull=False).count() + document.outcomes.filter(text_start__isnull=False).count()
        assert figures == len([*root.iter(f"{AKN}quantity")]) == len([*page.iter("data")])
        assert document.projectmentions.filter(text_start__isnull=False).count() == len([*root.iter(f"{AKN}object")])
        read = plain_text(get(address, format="md").content.decode())
        bodies = [squeezed(node["text"]) for node in in_order(lists["body"]) if node["kind"] == "paragraph"]
        assert [squeezed(block) for block in read if squeezed(block) in set(bodies)] == bodies
        valid(get(f"{address}~{lists['body'][0]['eid']}/", format="akn").content.decode())
        assert json.loads(page.find(".//script").text)["name"] == document.title or document.title is None
