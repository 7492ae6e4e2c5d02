"""Documents as Markdown, as a page, as Akoma Ntoso and as schema.org describes them: nothing lost, nothing let out."""

import json
from datetime import date

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.documents import akoma_ntoso, linked_data, markdown, page
from plans.documents.addresses import Part
from plans.documents.marks import Mark, nested
from plans.documents.markup import LINE_END, clean
from tests.plans.written import AKN, HOSTILE, ROOT, a_document, a_node, a_reading, page_of, plain_text, squeezed, valid


def marked(kind, start, end, key="01a2", **values):
    paths = {"target": "targets", "outcome": "outcomes", "project": "projects", "document": "documents"}
    return Mark(kind=kind, start=start, end=end, path=f"{paths[kind]}/{key}/", told=f"{kind} {key}", **values)


@pytest.fixture
def plan():
    """A plan with one of everything, and a sentence with all kinds of marks."""
    sentence = "根据《甲规划》,新建2×35万千瓦煤电项目,煤炭产量达到1.55亿吨。"
    text = a_node(sentence, eid="chp_1__sec_1__para_1")
    marks = {
        text["id"]: [
            marked("document", 2, 7),
            marked("project", 10, 21, "p1"),
            marked("outcome", 10, 17, "o1", value="700000"),
            marked("target", 28, 34, "t1", value="155000000", indicator="coal_output"),
        ]
    }
    section = a_node(None, text, marker="(一)", heading="目标", eid="chp_1__sec_1")
    items = [a_node("——稳粮。", kind="item", marker="——"), a_node("一是增收。农民增收。", kind="item", marker="一是", heading="增收")]
    chapter = a_node(None, a_node("本章总说。"), section, *items, kind="chapter", marker="第一章", heading="总则", eid="chp_1")
    missing = a_node(None, kind="chapter", eid="chp_2")
    front = {"title": [a_node("某市规划", kind="title")], "notice": [a_node("各县:", kind="notice")], "preamble": [a_node("为了发展。", kind="preamble")]}
    document = a_document(
        title="某市规划", region_id="141100", region_name="山西省吕梁市", issuer="某市政府", doc_number="某政发〔2021〕1号", published_on=date(2021, 5, 1),
        period_start=2021, period_end=2025,
    )  # fmt: skip
    return a_reading(a_node(None, chapter, missing, kind="part", marker="第一编", eid="part_1"), document=document, marks=marks, **front)


def part_of(reading):
    chapter = reading.lists["body"][0]["children"][0]
    part = Part(chapter["children"][1], [reading.lists["body"][0], chapter], chapter["children"][0], chapter["children"][2])
    return a_reading(document=reading.document, marks=reading.marks, part=part)


def test_markdown(plan):
    text = markdown.write(plan)
    known = yaml.safe_load(text.split("---\n")[1])
    assert (known["title"], known["period_start"], known["published_on"], known["region"]) == ("某市规划", 2021, date(2021, 5, 1), "141100")
    assert "horizon_year" not in known
    assert text.split("---\n\n")[1] == (
        "# 某市规划\n\n各县:\n\n为了发展。\n\n## 第一编\n\n### 第一章 总则\n\n本章总说。\n\n#### (一)目标\n\n"
        "根据《甲规划》,新建2×35万千瓦煤电项目,煤炭产量达到1.55亿吨。\n\n- 稳粮。\n- 一是**增收**。农民增收。\n\n### (标题缺失)\n"
    )


def test_a_part_in_markdown(plan):
    text = markdown.write(part_of(plan))
    known = yaml.safe_load(text.split("---\n")[1])
    assert (known["eid"], known["within"]) == ("chp_1__sec_1", ["第一编", "第一章 总则"])
    assert text.split("---\n\n")[1].startswith("# (一)目标\n\n根据")


def test_akoma_ntoso(plan):
    root = valid(akoma_ntoso.write(plan))
    sentence = root.find(f".//*[@eId='chp_1__sec_1__para_1']/{AKN}content/{AKN}p")
    assert "".join(sentence.itertext()) == "根据《甲规划》,新建2×35万千瓦煤电项目,煤炭产量达到1.55亿吨。"
    cited, project, target = sentence
    assert (cited.tag, cited.get("href"), cited.text) == (f"{AKN}ref", f"{ROOT}documents/01a2/", "《甲规划》")
    assert (project.tag, project.get("refersTo"), "".join(project.itertext())) == (f"{AKN}object", "#project-p1", "2×35万千瓦煤电项目")
    assert (project[0].tag, project[0].get("normalized"), project[0].text) == (f"{AKN}quantity", "700000", "2×35万千瓦")
    assert (target.get("refersTo"), target.text) == ("#target-t1 #indicator-coal_output", "1.55亿吨")
    told = {one.get("eId"): one.get("href") for one in root.find(f".//{AKN}references")}
    assert told["target-t1"] == f"{ROOT}targets/t1/"
    assert {ref[1:] for one in root.iter() if one.get("refersTo") for ref in one.get("refersTo").split()} <= set(told)
    assert root.find(f".//{AKN}FRBRWork/{AKN}FRBRuri").get("value").startswith("/akn/cn-141100/statement/outline/2021-05-01/")
    places = [(one.tag.removeprefix(AKN), one.get("eId")) for one in root.iter() if one.tag in (f"{AKN}part", f"{AKN}chapter", f"{AKN}section")]
    assert places == [("part", "part_1"), ("chapter", "chp_1"), ("section", "chp_1__sec_1"), ("chapter", "chp_2")]
    item = root.findall(f".//{AKN}paragraph[@class='item']")[1]
    assert [(one.tag.removeprefix(AKN), "".join(one.itertext())) for one in item] == [("num", "一是"), ("heading", "增收。"), ("content", "农民增收。")]
    assert root.find(f".//{AKN}preface//{AKN}docTitle").text == "某市规划"
    assert root.find(f".//{AKN}coverPage/{AKN}p").text == "各县:"


def test_a_part_in_akoma_ntoso(plan):
    root = valid(akoma_ntoso.write(part_of(plan)))
    portion = root[0]
    assert portion.get("includedIn").endswith("/zho@2021-05-01")
    assert portion.find(f"{AKN}portionBody/{AKN}section").get("eId") == "chp_1__sec_1"


def test_a_page(plan):
    root = page_of(page.write(plan))
    assert (root.get("lang"), root.find(".//title").text) == ("zh-Hans", "某市规划")
    assert [tag for tag in ("header", "main", "footer") if root.find(f".//{tag}") is None] == []
    headings = [(one.tag, one.get("id")) for one in root.iter("h1", "h2", "h3", "h4") if one.get("id")]
    assert headings == [
        ("h1", plan.lists["title"][0]["eid"]), ("h2", "contents"), ("h2", "part_1"), ("h3", "chp_1"), ("h4", "chp_1__sec_1"), ("h3", "chp_2"),
    ]  # fmt: skip
    targets = [one.get("href") for one in root.find(".//nav[@class='contents']").iter("a")]
    assert targets == ["#part_1", "#chp_1", "#chp_1__sec_1", "#chp_2"]
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    sentence = root.get_element_by_id("chp_1__sec_1__para_1")
    links = [(one.get("href"), one.text) for one in sentence.iter("a")]
    assert links == [
        (f"{ROOT}documents/01a2/", "《甲规划》"), (f"{ROOT}outcomes/o1/", "2×35万千瓦"), (f"{ROOT}projects/p1/", "煤电项目"), (f"{ROOT}targets/t1/", "1.55亿吨"),
    ]  # fmt: skip
    assert [(one.get("value"), one.text_content()) for one in sentence.iter("data")] == [("700000", "2×35万千瓦"), ("155000000", "1.55亿吨")]
    assert [one.get("class") for one in sentence.iter("mark")] == ["project", "outcome", "target"]
    assert [one.text_content() for one in root.find(".//ul[@class='items']")] == ["——稳粮。", "一是增收。农民增收。"]


def test_a_part_as_a_page(plan):
    root = page_of(page.write(part_of(plan)))
    whole = f"{ROOT}documents/{plan.document.pk}/"
    trail = [(one.text, one.get("href")) for one in root.find(".//nav[@class='trail']").iter("a")]
    assert trail == [("某市规划", whole), ("第一编", f"{whole}~part_1/"), ("第一章 总则", f"{whole}~chp_1/")]
    assert [one.get("rel") for one in root.find(".//nav[@class='neighbours']")] == ["prev", "next"]
    assert root.find(".//h1").get("id") == "chp_1__sec_1"


def test_as_schema_org_describes_it(plan):
    root = page_of(page.write(plan))
    said = json.loads(root.find(".//script").text)
    assert said == json.loads(json.dumps(linked_data.describe(plan)))
    place = {"@type": "AdministrativeArea", "name": "山西省吕梁市", "identifier": "141100"}
    expected = {
        "@type": "Legislation", "name": "某市规划", "datePublished": "2021-05-01", "temporalCoverage": "2021/2025", "inLanguage": "zh-Hans",
        "spatialCoverage": place, "legislationJurisdiction": place, "legislationIdentifier": "某政发〔2021〕1号", "legislationType": "规划纲要",
        "isBasedOn": f"{ROOT}documents/{plan.document.pk}/source/", "publisher": {"@type": "GovernmentOrganization", "name": "某市政府"},
    }  # fmt: skip
    assert {name: said.get(name) for name in expected} == expected
    assert said["hasPart"][0]["@id"] == f"{ROOT}documents/{plan.document.pk}/~part_1/"
    bare = linked_data.describe(a_reading(document=a_document(title=None, doc_type="work_report")))
    assert bare["@type"] == "Report"
    assert None not in bare.values()


def hostile_reading(texts, marks=()):
    """A document in which every text is one of these."""
    pick = [text or "空" for text in texts] * 9
    node = a_node(pick[0], heading=pick[0][:3], marker="")
    body = [
        a_node(None, node, a_node(pick[1], kind="item", marker=pick[1][:2]), kind="chapter", marker=pick[2][:40], heading=pick[3]),
        a_node(pick[4]),
    ]
    front = {name: [a_node(pick[5 + n], kind=name)] for n, name in enumerate(("title", "notice", "preamble"))}
    document = a_document(title=pick[8], issuer=pick[0], doc_number=pick[1], region_name=pick[2], theme=pick[3], doc_type="special_plan")
    return a_reading(*body, document=document, marks={node["id"]: list(marks)}, **front)


def check_all_forms(reading):
    """Every text is in every form as it is, and is nothing but text there."""
    nodes = [*reading.lists["notice"], *reading.lists["title"], *reading.lists["preamble"]]
    chapter, last = reading.lists["body"]
    texts = [*nodes, *chapter["children"], last]
    root = valid(akoma_ntoso.write(reading))
    read = page_of(page.write(reading))
    for node in texts:
        expected = squeezed(clean(LINE_END.sub("", node["text"])))
        block = root.find(f".//*[@eId='{node['eid']}']")
        assert squeezed("".join(block.itertext())) == expected
        found = read.xpath("//*[@id=$eid]", eid=node["eid"])
        assert squeezed(found[0].text_content() if found else reading.name) == expected
    assert [one.get("type") for one in read.iter("script")] == ["application/ld+json"]
    assert json.loads(read.find(".//script").text)["name"] == reading.name
    assert {one.tag for one in read.iter()} <= {
        "html", "head", "meta", "title", "link", "style", "script", "body", "a", "header", "h1", "h2", "h3", "p", "br", "dl", "div", "dt", "dd", "nav",
        "ol", "li", "main", "ul", "mark", "section", "strong", "footer", "data",
    }  # fmt: skip
    return plain_text(markdown.write(reading))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_a_text(text):
    blocks = check_all_forms(hostile_reading([text]))
    words = squeezed(clean(LINE_END.sub("", text)))
    assert squeezed(blocks[0]) == words
    assert squeezed(blocks[-1]) == words


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(st.one_of(st.sampled_from("*_`#-+=~[]()!<>&\\|.1: \n\t。一“"), st.characters(exclude_categories=["Cs"])), max_size=12), min_size=1, max_size=9))
def test_any_text_is_a_text(texts):
    blocks = check_all_forms(hostile_reading(texts))
    expected = [text or "空" for text in texts * 9]
    assert squeezed(blocks[0]) == squeezed(clean(LINE_END.sub("", expected[8])))


@settings(max_examples=60, deadline=None)
@given(st.text("甲乙<\n", min_size=1, max_size=20), st.lists(st.tuples(st.integers(0, 22), st.integers(0, 22), st.sampled_from(["target", "project", "document"]))))
def test_any_marks_leave_the_text_whole(text, places):
    marks = [marked(kind, start, end, str(n), value="1" if kind == "target" else None) for n, (start, end, kind) in enumerate(places)]

    def joined(pieces):
        return "".join(piece if isinstance(piece, str) else joined(piece[1]) for piece in pieces)

    assert joined(nested(text, marks)) == text
    valid(akoma_ntoso.write(hostile_reading([text], marks)))


def test_marks_that_cross_and_marks_without_end():
    """Of two that cross, the one that begins later is left out; what is deeper than deep is left out."""
    pieces = nested("甲乙丙丁戊", [marked("project", 0, 3), marked("target", 2, 4, value="1"), marked("target", 3, 5, value="2"), marked("target", 4, 9)])
    assert [(mark.start, mark.end) for mark, _ in pieces] == [(0, 3), (3, 5)]
    deep = nested("甲", [marked("project", 0, 1, str(n)) for n in range(100)])
    depth = 0
    while not isinstance(deep[0], str):
        deep, depth = deep[0][1], depth + 1
    assert depth == 8


def test_the_style_is_the_one_the_policy_allows(plan):
    import base64
    import hashlib

    style = page_of(page.write(plan)).find(".//style").text
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in page.POLICY
    assert page.POLICY.startswith("default-src 'none';")
