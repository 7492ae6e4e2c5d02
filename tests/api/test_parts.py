"""A document down to some depth, and any part of it by its eid."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.test_queries import cost


@pytest.fixture
def plan(make):
    """A notice, and two chapters: the first with a text of its own, a section in a section, and two more sections."""
    document = make.new_document(title="吕梁市规划")
    make.new_paragraph(document, "首页 > 公开", kind="noise", noise_reason="site_header", eid="noise__para_1")
    make.new_paragraph(document, "各县人民政府:", kind="notice", eid="notice__para_1")
    one = make.new_chapter(document, eid="chp_1")
    make.new_paragraph(document, "本章总说。", chapter=one, eid="chp_1__para_1")
    section = make.new_section(one, eid="chp_1__sec_1")
    deeper = make.new_section(one, parent=section, level=3, marker="1.", heading="产业", eid="chp_1__sec_1__sec_1")
    make.new_paragraph(document, "粮食增产。", chapter=one, section=deeper, eid="chp_1__sec_1__sec_1__para_1")
    make.new_section(one, marker="(二)", heading="挑战", number=2, eid="chp_1__sec_2")
    make.new_section(one, marker="(三)", heading="机遇", number=3, eid="chp_1__sec_3")
    make.new_chapter(document, marker="第二章", number=2, heading="目标", eid="chp_2")
    return f"documents/{document.id}/"


def eids(nodes):
    """Nested eids: enough to see the shape."""
    return [[node["eid"].split("__")[-1], *eids(node["children"])] for node in nodes]


DEEPER = ["sec_1", ["sec_1", ["para_1"]]]


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ({}, [["chp_1", ["para_1"], DEEPER, ["sec_2"], ["sec_3"]], ["chp_2"]]),
        ({"depth": 1}, [["chp_1", ["para_1"]], ["chp_2"]]),
        ({"depth": 2}, [["chp_1", ["para_1"], ["sec_1"], ["sec_2"], ["sec_3"]], ["chp_2"]]),
        ({"depth": 20}, [["chp_1", ["para_1"], DEEPER, ["sec_2"], ["sec_3"]], ["chp_2"]]),
        ({"text": "false"}, [["chp_1", ["sec_1", ["sec_1"]], ["sec_2"], ["sec_3"]], ["chp_2"]]),
        ({"text": "false", "depth": 1}, [["chp_1"], ["chp_2"]]),
    ],
)
def test_a_tree_to_some_depth(get, plan, query, body):
    tree = get(f"{plan}tree/", **query).json()
    assert eids(tree["body"]) == body
    assert eids(tree["notice"]) == ([] if "text" in query else [["para_1"]])


def test_the_structure_is_one_query(get, plan):
    assert cost(get, f"{plan}tree/")[0] == cost(get, f"{plan}tree/", text="false")[0] == 2


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [({"depth": "0"}, "1"), ({"depth": "99"}, "20"), ({"depth": "zwei"}, None), ({"depth": "２"}, None), ({"text": "flase"}, "false")],
)
@pytest.mark.parametrize("path", ["tree/", "~chp_1/"])
def test_what_can_not_be_meant(refused, plan, path, query, suggestion):
    error = refused(f"{plan}{path}", **query)
    assert (error["parameter"], error["suggestion"]) == (next(iter(query)), suggestion)


def test_every_selection_has_an_etag_of_its_own(get, plan):
    asked = [{}, {"depth": 1}, {"depth": 2}, {"text": "false"}, {"noise": "true"}]
    assert len({get(f"{plan}tree/", **query)["ETag"] for query in asked}) == len(asked)
    assert get(f"{plan}~chp_1/")["ETag"] != get(f"{plan}~chp_2/")["ETag"]


def test_a_part_and_where_it_stands(get, plan):
    part = get(f"{plan}~chp_1__sec_1/").json()
    tree = get(f"{plan}tree/").json()
    chapter = tree["body"][0]
    assert part["node"] == chapter["children"][1]
    assert part["document"] == tree["document"]["id"]
    assert part["ancestors"] == [{name: chapter[name] for name in ("id", "kind", "eid", "number", "marker", "heading")}]
    assert (part["previous"], part["next"]) == ("chp_1__para_1", "chp_1__sec_2")


def test_every_node_of_the_tree_has_an_address(get, plan):
    tree = get(f"{plan}tree/", noise="true").json()
    waiting = [([], node) for name in ("notice", "body", "noise") for node in tree[name]]
    seen = []
    while waiting:
        above, node = waiting.pop()
        part = get(f"{plan}~{node['eid']}/").json()
        assert part["node"] == node
        assert [one["eid"] for one in part["ancestors"]] == above
        seen.append(node["eid"])
        waiting += [([*above, node["eid"]], child) for child in node["children"]]
    assert len(seen) == 10


def test_the_ends_have_no_neighbours(get, plan):
    part = get(f"{plan}~chp_2/").json()
    assert (part["ancestors"], part["previous"], part["next"]) == ([], "chp_1", None)
    part = get(f"{plan}~chp_1__sec_1__sec_1__para_1/").json()
    assert ([one["eid"] for one in part["ancestors"]], part["previous"], part["next"]) == (
        ["chp_1", "chp_1__sec_1", "chp_1__sec_1__sec_1"],
        None,
        None,
    )


def test_a_part_to_some_depth(get, plan):
    assert eids([get(f"{plan}~chp_1/", depth=1).json()["node"]]) == [["chp_1", ["para_1"], ["sec_1"], ["sec_2"], ["sec_3"]]]
    assert eids([get(f"{plan}~chp_1/", depth=1, text="false").json()["node"]]) == [["chp_1", ["sec_1"], ["sec_2"], ["sec_3"]]]
    assert get(f"{plan}~chp_1__para_1/", text="false").json()["node"]["text"] == "本章总说。"


@pytest.mark.parametrize(
    ("asked", "suggestion"),
    [
        ("chp_1__sec_20", "chp_1__sec_2"),
        ("chp_1__sec_4__para_1", "chp_1__sec_3"),
        ("CHP_2", "chp_2"),
        ("chp2", "chp_2"),
        ("chp_1__", "chp_1"),
        ("zzz", None),
        ("<script>%00", None),
        ("x" * 2000, None),
    ],
)
def test_a_part_that_is_not_there(get, plan, asked, suggestion):
    response = get(f"{plan}~{asked}/")
    body = response.json()
    assert (response.status_code, response["Content-Type"], body["type"]) == (
        404,
        "application/problem+json",
        "urn:planapi:problem:not-found",
    )
    assert (body["errors"][0]["parameter"], body["errors"][0]["suggestion"]) == ("eid", suggestion)


def test_parts_of_a_document_that_is_not_there(get, db):
    response = get("documents/019a9d6e-0000-7000-8000-000000000000/~chp_1/")
    assert (response.status_code, response.json()["errors"]) == (404, [])


def test_an_unchanged_part_takes_one_query(get, plan):
    etag = get(f"{plan}~chp_1/")["ETag"]
    with CaptureQueriesContext(connection) as queries:
        assert get(f"{plan}~chp_1/", headers={"if-none-match": etag}).status_code == 304
    assert len(queries) == 1


def test_parts_of_documents_of_any_size(get, make):
    for size in (1, 100):
        document = make.whole_document(paragraphs=size)
        eid = get("chapters/", document=document.id).json()["results"][0]["eid"]
        taken, response = cost(get, f"documents/{document.id}/~{eid}/")
        assert (taken, len(response.json()["node"]["children"][1]["children"])) == (2, size)
