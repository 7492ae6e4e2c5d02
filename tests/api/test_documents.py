"""A document as a tree, as text and as received; and what a caller has to do to not fetch it twice."""

import hashlib

import pytest
from django.utils import timezone

from plans.models import Paragraph


@pytest.fixture
def plan(make):
    """A plan with a part, a chapter with a text of its own, a section in a section, and every other kind of text."""
    document = make.new_document(title="吕梁市规划")
    texts = {
        "noise": make.new_paragraph(document, "首页 > 公开", kind="noise", noise_reason="site_header"),
        "notice": make.new_paragraph(document, "各县人民政府:", kind="notice"),
        "title": make.new_paragraph(document, "吕梁市规划", kind="title"),
        "preamble": make.new_paragraph(document, "为了发展。", kind="preamble"),
    }
    part = make.new_chapter(document, kind="part", marker="第一编", heading="总论")
    chapter = make.new_chapter(document, parent=part, marker="第一章", heading="规划背景")
    texts["chapter"] = make.new_paragraph(document, "本章总说。", chapter=chapter)
    section = make.new_section(chapter, marker="(一)", heading="发展基础")
    deeper = make.new_section(chapter, parent=section, level=3, marker="1.", heading="产业", number=1)
    texts["deeper"] = make.new_paragraph(document, "粮食增产。产量提高。", chapter=chapter, section=deeper, heading="粮食增产")
    texts["item"] = make.new_paragraph(document, "——稳粮。", chapter=chapter, section=section, kind="item", marker="——")
    missing = make.new_chapter(document, marker="", heading=None, number=None, missing_heading=True)
    texts["last"] = make.new_paragraph(document, "结束。", chapter=missing)
    texts["page"] = make.new_paragraph(document, "下转第2版", chapter=missing, kind="noise", noise_reason="page_marker", inline=True)
    return {"document": document, "part": part, "chapter": chapter, "section": section, "deeper": deeper, "missing": missing, **texts}


def outline(nodes):
    """Kinds and headings or texts, nested: enough to see the shape."""
    return [[node["heading"] if node["text"] is None else node["text"], *outline(node["children"])] for node in nodes]


def test_the_tree_nests_everything_in_reading_order(get, plan):
    tree = get(f"documents/{plan['document'].id}/tree/").json()
    assert list(tree) == ["document", "title", "notice", "preamble", "body"]
    assert tree["document"] == get(f"documents/{plan['document'].id}/").json()
    assert [outline(tree[name]) for name in ("title", "notice", "preamble")] == [[["吕梁市规划"]], [["各县人民政府:"]], [["为了发展。"]]]
    assert outline(tree["body"]) == [
        ["总论", ["规划背景", ["本章总说。"], ["发展基础", ["产业", ["粮食增产。产量提高。"]], ["——稳粮。"]]]],
        [None, ["结束。"]],
    ]
    part = tree["body"][0]
    chapter = part["children"][0]
    section = chapter["children"][1]
    assert [node["kind"] for node in (part, chapter, section, section["children"][0])] == ["part", "chapter", "section", "section"]
    assert [node["level"] for node in (part, chapter, section, section["children"][0])] == [0, 1, 2, 3]
    assert tree["body"][1]["missing_heading"] is True
    assert tree["body"][1]["marker"] is None


def test_noise_only_when_asked(get, plan):
    path = f"documents/{plan['document'].id}/tree/"
    assert "noise" not in get(path, noise="false").json()
    tree = get(path, noise="true").json()
    assert [(node["text"], node["noise_reason"]) for node in tree["noise"]] == [
        ("首页 > 公开", "site_header"),
        ("下转第2版", "page_marker"),
    ]
    assert outline(tree["body"]) == outline(get(path).json()["body"])


def test_a_node_says_what_the_lists_say(get, plan):
    """The tree takes another way to the same fields: every one they share is equal, of every record."""
    tree = get(f"documents/{plan['document'].id}/tree/", noise="true").json()
    nodes, waiting = {}, [node for name in ("title", "notice", "preamble", "body", "noise") for node in tree[name]]
    while waiting:
        node = waiting.pop()
        nodes[node["id"]] = node
        waiting += node["children"]
    listed = [record for path in ("chapters/", "sections/", "paragraphs/") for record in get(path).json()["results"]]
    assert {record["id"] for record in listed} == set(nodes)
    for record in listed:
        shared = set(record) & set(nodes[record["id"]])
        assert {"eid", "position", "source", "heading", "number", "marker", "inline"} <= shared
        assert {name: record[name] for name in shared} == {name: nodes[record["id"]][name] for name in shared}


def test_where_a_record_stands(get, plan):
    paragraph = plan["deeper"]
    assert get(f"paragraphs/{paragraph.id}/").json()["source"] == {
        "document": str(plan["document"].id), "line": paragraph.line, "end_line": paragraph.end_line, "start": paragraph.start, "end": paragraph.end,
    }  # fmt: skip


def test_the_text_in_reading_order_without_furniture(get, plan):
    response = get(f"documents/{plan['document'].id}/text/")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "各县人民政府:\n吕梁市规划\n为了发展。\n\n第一编 总论\n\n第一章 规划背景\n本章总说。\n\n(一)发展基础\n\n1.产业\n粮食增产。产量提高。\n——稳粮。\n结束。\n"
    )


def test_the_source_byte_for_byte(get, make):
    content = "﻿吕梁市\r\n".encode("gb18030")
    source = make.new_source(content, encoding="gb18030", file_name="吕梁 规划.txt", sha256=hashlib.sha256(content).hexdigest())
    document = make.new_document(source=source)
    response = get(f"documents/{document.id}/source/")
    assert response.content == content
    assert response["Content-Type"] == "text/plain; charset=gb18030"
    assert response["ETag"] == f'"{hashlib.sha256(content).hexdigest()}"'
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E5%90%95")
    assert get(f"documents/{document.id}/source/", headers={"accept": "application/json"}).status_code == 200
    assert get(f"documents/{document.id}/source/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_a_source_can_run_nothing_in_a_browser(get, make):
    source = make.new_source(b"<script>alert(1)</script>", media_type="text/html", encoding="utf-8-sig")
    response = get(f"documents/{make.new_document(source=source).id}/source/")
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_sources_are_described_without_their_bytes(get, make):
    document = make.new_document(b"12345")
    record = get("sources/", document=document.id).json()["results"][0]
    assert record["size"] == 5
    assert "content" not in record
    assert record["file_name"] is None
    assert record["url"] is None


PATHS = ["", "tree/", "text/", "source/"]


@pytest.mark.parametrize("path", PATHS)
def test_unchanged_answers_are_not_sent_again(get, plan, path):
    address = f"documents/{plan['document'].id}/{path}"
    response = get(address)
    assert response["Cache-Control"] == "public, no-cache"
    again = get(address, headers={"if-none-match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == response["ETag"]
    assert get(address, headers={"if-modified-since": response["Last-Modified"]}).status_code == 304
    assert get(address, headers={"if-none-match": '"other"'}).status_code == 200
    assert get(address, headers={"if-modified-since": "Mon, 01 Jan 2001 00:00:00 GMT"}).status_code == 200


def change_text(plan):
    plan["deeper"].text = "新"
    plan["deeper"].save()


def change_heading(plan):
    plan["section"].heading = "新"
    plan["section"].save()


def add(plan):
    Paragraph.objects.create(document=plan["document"], position=9999, eid="new", kind="paragraph", text="新")


def remove(plan):
    plan["item"].delete()


def change_document(plan):
    plan["document"].review_state = "reviewed"
    plan["document"].save()


@pytest.mark.parametrize("path", ["tree/", "text/"])
@pytest.mark.parametrize("change", [change_text, change_heading, add, remove, change_document])
def test_every_change_changes_the_etag(get, plan, path, change):
    address = f"documents/{plan['document'].id}/{path}"
    etag = get(address)["ETag"]
    change(plan)
    assert get(address, headers={"if-none-match": etag}).status_code == 200
    assert get(address)["ETag"] != etag


def test_each_answer_has_an_etag_of_its_own(get, plan):
    address = f"documents/{plan['document'].id}/"
    etags = [get(address)["ETag"], *(get(address + path)["ETag"] for path in ("tree/", "text/", "source/"))]
    etags.append(get(address + "tree/", noise="true")["ETag"])
    assert len(set(etags)) == 5


@pytest.mark.parametrize(
    "path", ["chapters", "sections", "paragraphs", "targets", "outcomes", "references", "diagnostics", "corrections", "sources"]
)
def test_details_are_conditional_and_the_same_as_in_lists(get, make, path):
    make.whole_document()
    record = get(f"{path}/").json()["results"][0]
    response = get(f"{path}/{record['id']}/")
    assert response.json() == record
    assert get(f"{path}/{record['id']}/", headers={"if-none-match": response["ETag"]}).status_code == 304


def test_head_answers_as_get_without_a_body(client, plan):
    for path in PATHS:
        address = f"/api/v1/documents/{plan['document'].id}/{path}"
        response = client.head(address)
        assert (response.status_code, response.content) == (200, b"")
        assert response["ETag"] == client.get(address)["ETag"]


def test_null_and_never_an_empty_string(get, make):
    document = make.new_document(title=None, issuer="", theme="")
    make.new_chapter(document, marker="", heading="")
    record = get(f"documents/{document.id}/").json()
    assert "" not in record.values()
    assert record["issuer"] is None
    for node in (get("chapters/").json()["results"][0], get(f"documents/{document.id}/tree/").json()["body"][0]):
        assert (node["marker"], node["heading"]) == (None, None)


def test_times_and_numbers(get, make):
    made = make.new_document(period_start=2021, published_on="2021-11-20", parsed_at=timezone.now())
    record = get(f"documents/{made.id}/").json()
    assert record["period_start"] == 2021
    assert record["published_on"] == "2021-11-20"
    assert timezone.datetime.fromisoformat(record["parsed_at"]) == made.parsed_at
