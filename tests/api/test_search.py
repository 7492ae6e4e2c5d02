"""/search/: what a hit says, how hits are ordered, paged, counted and narrowed, and what is refused."""

from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext


@pytest.fixture
def library(make, regions):
    """Two documents about 养老 in two provinces, with a chapter, texts, a target and an outcome."""
    plan = make.new_document(
        title="吕梁市养老服务规划",
        region=regions["141100"],
        doc_type="special_plan",
        period_start=2021,
        period_end=2023,
        published_on="2021-05-01",
    )
    report = make.new_document(title="广东省报告", region=regions["440000"], doc_type="work_report", period_start=2023, period_end=2023)
    chapter = make.new_chapter(plan, heading="养老体系")
    section = make.new_section(chapter, heading="社区养老")
    paragraph = make.new_paragraph(
        plan, "到2025年,养老床位达到543.8亿元。发展<b>居家</b>养老 & 社区养老。", chapter=chapter, section=section, kind="item"
    )
    make.new_target(paragraph, clause="养老床位达到543.8亿元", indicator_name="养老床位", region=regions["141100"])
    make.new_paragraph(report, "养老事业。")
    make.new_paragraph(report, "健全体系。")
    return {"plan": plan, "report": report, "chapter": chapter, "section": section, "paragraph": paragraph}


def hits(get, **query):
    response = get("search/", **query)
    assert response.status_code == 200, response.content.decode()
    return response.json()["results"]


def test_hits_come_by_where_the_words_stand(get, library):
    found = hits(get, q="养老")
    assert [hit["matched"] for hit in found] == ["title", "heading", "heading", "name", "text", "text"]
    assert [hit["kind"] for hit in found] == ["document", "section", "chapter", "target", "paragraph", "paragraph"]


def test_a_hit_leads_to_its_record(get, library):
    paths = {"document": "documents", "section": "sections", "chapter": "chapters", "target": "targets", "paragraph": "paragraphs"}
    for hit in hits(get, q="养老"):
        record = get(f"{paths[hit['kind']]}/{hit['id']}/").json()
        assert hit["text"] in record.values() or hit["name"] in record.values()
        assert (hit["document"], hit["eid"]) in [
            (record.get("document"), record.get("eid")),
            (hit["document"], library["paragraph"].eid),
            (record["id"], None),
        ]


def test_where_a_hit_stands(get, library):
    (hit,) = hits(get, q="居家")
    expected = {
        "document": library["plan"].id, "chapter": library["chapter"].id, "section": library["section"].id, "paragraph": library["paragraph"].id,
        "eid": library["paragraph"].eid, "document_title": "吕梁市养老服务规划", "document_type": "special_plan", "region": "141100",
        "region_name": "山西省吕梁市", "period_start": 2021, "period_end": 2023, "project": None, "name": None, "marked_name": None,
    }  # fmt: skip
    assert {name: hit[name] for name in expected} == {key: str(v) if hasattr(v, "hex") else v for key, v in expected.items()}


def test_places_and_marks_agree_and_are_escaped(get, library):
    (hit,) = hits(get, q='"<b>居家</b>" 社区')
    pieces = [hit["text"][place["start"] : place["end"]] for place in hit["highlights"]]
    assert pieces == ["<b>居家</b>", "社区"]
    assert "<mark>&lt;b&gt;居家&lt;/b&gt;</mark>养老 &amp; <mark>社区</mark>" in hit["marked"]
    assert unescape(hit["marked"].replace("<mark>", "").replace("</mark>", "")) == hit["text"]


def test_the_place_in_the_name_and_in_the_clause(get, library):
    (hit,) = hits(get, q="床位", kind="target")
    assert hit["highlights"] == [{"field": "name", "start": 2, "end": 4}, {"field": "text", "start": 2, "end": 4}]
    assert (hit["marked_name"], hit["marked"]) == ("养老<mark>床位</mark>", "养老<mark>床位</mark>达到543.8亿元")


def test_a_long_text_is_cut_around_the_first_place(get, make):
    text = "前" * 500 + "𠮷目标" + "后" * 500
    make.new_paragraph(make.new_document(), text)
    (hit,) = hits(get, q="目标")
    assert hit["text"] == text
    assert hit["highlights"] == [{"field": "text", "start": 501, "end": 503}]
    assert len(hit["marked"]) < 260
    assert "前𠮷<mark>目标</mark>后" in hit["marked"]
    assert hit["marked"][0] == hit["marked"][-1] == "…"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"region": "141100"}, 5),
        ({"within": "140000"}, 5),
        ({"document__within": "440000"}, 1),
        ({"document__type": "work_report"}, 1),
        ({"type__in": "special_plan,outline"}, 5),
        ({"year": "2022"}, 5),
        ({"document__year": "2023"}, 6),
        ({"period_start": "2023", "period_end": "2023"}, 1),
        ({"document__published_on__gte": "2021-01-01"}, 5),
        ({"kind": "paragraph"}, 2),
        ({"kind__in": "chapter,section"}, 2),
        ({"kind": "chapter", "kind__in": "section,paragraph"}, 0),
        ({"kind": "project_mention"}, 0),
    ],
)
def test_filters(get, library, query, count):
    assert get("search/", q="养老", count="true", **query).json()["count"] == count == len(hits(get, q="养老", **query))


def test_a_document_by_its_id(get, library):
    for name in ("document", "document__in"):
        assert {hit["document"] for hit in hits(get, q="养老", **{name: str(library["report"].id)})} == {str(library["report"].id)}


def test_facets(get, library):
    answer = get("search/", q="养老", facets="true", count="true", page_size=1).json()
    assert answer["count"] == 6
    facets = answer["facets"]
    assert {each["value"]: each["count"] for each in facets["kind"]} == {
        "document": 1,
        "chapter": 1,
        "section": 1,
        "paragraph": 2,
        "target": 1,
    }
    assert facets["region"] == [{"value": "141100", "name": "山西省吕梁市", "count": 5}, {"value": "440000", "name": "广东省", "count": 1}]
    assert facets["type"] == [{"value": "special_plan", "count": 5}, {"value": "work_report", "count": 1}]
    assert facets["period"] == [
        {"period_start": 2021, "period_end": 2023, "count": 5},
        {"period_start": 2023, "period_end": 2023, "count": 1},
    ]
    assert facets["year"] == [{"value": 2021, "count": 5}, {"value": 2022, "count": 5}, {"value": 2023, "count": 6}]
    nothing = get("search/", q="没有", facets="true", count="true").json()
    assert (nothing["count"], nothing["results"], {*map(tuple, nothing["facets"].values())}) == (0, [], {()})
    assert "facets" not in get("search/", q="养老").json()


def test_a_single_character_needs_a_filter(get, refused, library):
    error = refused("search/", q="养")
    assert (error["parameter"], error["code"]) == ("q", "too_short")
    assert refused("search/", q="养 老", kind="paragraph")["code"] == "too_short"
    assert len(hits(get, q="养", region="440000")) == 1
    assert len(hits(get, q="养 居家")) == 1


@pytest.mark.parametrize(
    ("query", "parameter", "code", "suggestion"),
    [
        ({"q": '养老 "社区'}, "q", "unclosed_quote", '养老 "社区"'),
        ({"q": "-社区"}, "q", "only_excluded", "社区"),
        ({"q": '""'}, "q", "blank", None),
        ({"q": "   "}, "q", "blank", None),
        ({"q": "一 二 三 四 五 六 七 八 九 十 百"}, "q", "too_many", "一 二 三 四 五 六 七 八 九 十"),
        ({"q": "长" * 201}, "q", "max_length", "长" * 200),
        ({"query": "养老"}, "query", "unknown", None),
        ({"q": "养老", "kind": "paragraf"}, "kind", "invalid_choice", "paragraph"),
        ({"q": "养老", "region": "吕梁市"}, "region", "unknown_region", "141100"),
        ({"q": "养老", "facets": "ture"}, "facets", "invalid", "true"),
        ({"q": "养老", "page_size": "101"}, "page_size", "out_of_range", "100"),
        ({"q": "养老", "cursor": "x"}, "cursor", "invalid", None),
        ({"q": "养老", "ordering": "id"}, "ordering", "unknown", None),
    ],
)
def test_refusals(refused, regions, query, parameter, code, suggestion):
    error = refused("search/", **query)
    assert (error["parameter"], error["code"]) == (parameter, code)
    assert suggestion is None or error["suggestion"] == suggestion


def test_the_words_are_missing(refused, db):
    assert (refused("search/")["parameter"], refused("search/")["code"]) == ("q", "required")


def test_a_cursor_is_bound_to_its_words(get, refused, library):
    following = get("search/", q="养老", page_size=2).json()["next"]
    cursor = following.split("cursor=")[1].split("&")[0]
    assert get("search/", q="养老", cursor=cursor).status_code == 200
    assert refused("search/", q="社区", cursor=cursor)["parameter"] == "cursor"


@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_forward_and_back_while_records_are_added(get, make, library, size):
    """Each hit once, in order; what is added meanwhile moves nothing."""
    everything = [hit["id"] for hit in hits(get, q="养老")]
    forward, response = crawl(get, get("search/", q="养老", page_size=size).json(), "next", lambda: add(make, library["report"]))
    assert [pk for pk in forward if pk in everything] == everything
    assert len({*forward}) == len(forward)
    add(make, library["report"])
    back, _ = crawl(get, response, "previous", lambda: None)
    assert [pk for pk in back if pk in everything] == everything
    assert len({*back}) == len(back)


def crawl(get, response, link, meanwhile):
    """The ids of all pages from one on, and the last page."""
    ids = [hit["id"] for hit in response["results"]]
    while response[link] and len(ids) < 200:
        meanwhile()
        response = get(response[link]).json()
        page = [hit["id"] for hit in response["results"]]
        ids = ids + page if link == "next" else page + ids
    return ids, response


def add(make, document):
    make.new_paragraph(document, "新的养老。")
    make.new_chapter(document, heading="新的养老")


def cost(get, **query):
    with CaptureQueriesContext(connection) as queries:
        assert get("search/", **query).status_code == 200
    return len(queries)


def test_the_number_of_queries_does_not_grow(get, make, library):
    """The version of the data, the words folded, the page found, its hits told; one more to count, and one for facets, which count as
    well; with a filter one for the number of its documents, and one to check a region."""
    asked = [{}, {"count": "true"}, {"facets": "true", "count": "true"}, {"type": "special_plan"}, {"within": "140000"}]
    few = [cost(get, q="养老 社区", page_size=100, **each) for each in asked]
    for n in range(100):
        paragraph = make.new_paragraph(library["plan"], f"第{n}处社区养老。")
        if n % 3 == 0:
            make.new_outcome(paragraph, printed=f"第{n}处", clause=f"第{n}处社区养老")
    assert few == [cost(get, q="养老 社区", page_size=100, **each) for each in asked] == [4, 5, 5, 5, 6]


def test_lists_find_either_script_and_width(ids, library):
    assert ids("paragraphs/", q="養老事業") == ids("paragraphs/", q="养老事业") != []
    assert ids("targets/", q="５４３．８億元") == ids("targets/", q="543.8亿元") != []
    assert ids("paragraphs/", q="没有") == []
