"""What lists can be filtered by, and what happens to a filter that makes no sense."""

import datetime
import re

import pytest

from plans.models import Chapter, Correction, Diagnostic, Document, Indicator, Outcome, Paragraph, Reference, Section, Target


@pytest.fixture
def plans(make, regions):
    """Four documents: by letter."""
    day = datetime.date
    return {
        "a": make.new_document(
            title="吕梁市“十四五”规划", doc_type="special_plan", region=regions["141100"], region_level="prefecture", published_on=day(2021, 11, 20),
            period_start=2021, period_end=2025, issuer="吕梁市人民政府办公室", doc_number="吕政办发〔2021〕65号", index_number="1114/2021-21596",
        ),
        "b": make.new_document(
            title="离石区规划纲要", doc_type="outline", region=regions["141102"], region_level="county", published_on=day(2026, 4, 2),
            period_start=2026, period_end=2030, horizon_year=2035, is_draft=True, review_state="reviewed",
        ),
        "c": make.new_document(
            title="广东省政府工作报告", doc_type="work_report", region=regions["440000"], region_level="province", published_on=day(2021, 1, 24),
            period_start=2021, period_end=2025, horizon_year=2035, is_fragment=True,
        ),
        "d": make.new_document(title=None, period_start=2021),
    }  # fmt: skip


DOCUMENT_FILTERS = [
    ({"type": "outline"}, "b"),
    ({"type__in": "outline,work_report"}, "bc"),
    ({"region": "141100"}, "a"),
    ({"region__in": "141100,440000"}, "ac"),
    ({"within": "140000"}, "ab"),
    ({"within": "141100"}, "ab"),
    ({"within": "141102"}, "b"),
    ({"region_level": "county"}, "b"),
    ({"region_level__in": "county,province"}, "bc"),
    ({"title": "离石区规划纲要"}, "b"),
    ({"title__icontains": "规划"}, "ab"),
    ({"issuer": "吕梁市人民政府办公室"}, "a"),
    ({"issuer__icontains": "人民政府"}, "a"),
    ({"doc_number": "吕政办发〔2021〕65号"}, "a"),
    ({"index_number": "1114/2021-21596"}, "a"),
    ({"year": "2023"}, "ac"),
    ({"year": "2026"}, "b"),
    ({"period_start": "2021"}, "acd"),
    ({"period_start__gte": "2022"}, "b"),
    ({"period_start__lte": "2021"}, "acd"),
    ({"period_end": "2030"}, "b"),
    ({"period_end__gte": "2026"}, "b"),
    ({"period_end__lte": "2025"}, "ac"),
    ({"horizon_year": "2035"}, "bc"),
    ({"horizon_year__gte": "2036"}, ""),
    ({"horizon_year__lte": "2040"}, "bc"),
    ({"published_on": "2021-11-20"}, "a"),
    ({"published_on__gte": "2021-11-20"}, "ab"),
    ({"published_on__lte": "2021-11-20"}, "ac"),
    ({"published_on__isnull": "true"}, "d"),
    ({"published_on__isnull": "false"}, "abc"),
    ({"is_draft": "true"}, "b"),
    ({"is_draft": "false"}, "acd"),
    ({"is_fragment": "true"}, "c"),
    ({"review_state": "reviewed"}, "b"),
    ({"review_state__in": "reviewed,in_review"}, "b"),
    ({"within": "140000", "year": "2023", "type": "special_plan"}, "a"),
]


@pytest.mark.parametrize(("query", "letters"), DOCUMENT_FILTERS)
def test_documents(ids, plans, query, letters):
    assert set(ids("documents/", **query)) == {str(plans[letter].id) for letter in letters}


@pytest.fixture
def blocks(make, regions):
    """One document in 吕梁市 with a part, two chapters, sections in two depths and texts; another elsewhere."""
    document = make.new_document(region=regions["141100"], doc_type="outline")
    part = make.new_chapter(document, kind="part", number=1, heading="总论", line=10)
    first = make.new_chapter(document, parent=part, number=1, heading="规划背景", line=20)
    second = make.new_chapter(document, parent=part, number=2, heading=None, missing_heading=True, line=30, eid="chp_2")
    section = make.new_section(first, number=1, line=21)
    deeper = make.new_section(first, number=3, level=3, parent=section, heading="产业", line=22)
    text = make.new_paragraph(document, "GDP增长。", chapter=first, section=deeper, line=23, heading="增长")
    item = make.new_paragraph(document, "——粮食", kind="item", chapter=first, section=section, line=24)
    noise = make.new_paragraph(document, "首页", kind="noise", noise_reason="site_header", line=1)
    other = make.new_paragraph(make.new_document(region=regions["440000"], doc_type="work_report"), "别处", line=1)
    return locals()


BLOCK_FILTERS = [
    ("chapters", {"kind": "part"}, "part"),
    ("chapters", {"parent": "@part"}, "first second"),
    ("chapters", {"number": 2}, "second"),
    ("chapters", {"number__in": "2,9"}, "second"),
    ("chapters", {"missing_heading": "true"}, "second"),
    ("chapters", {"eid": "chp_2"}, "second"),
    ("chapters", {"heading__icontains": "背景"}, "first"),
    ("chapters", {"line__gte": 20, "line__lte": 29}, "first"),
    ("chapters", {"document__within": "440000"}, ""),
    ("sections", {"chapter": "@first"}, "section deeper"),
    ("sections", {"parent": "@section"}, "deeper"),
    ("sections", {"level": 3}, "deeper"),
    ("sections", {"level__in": "2,3", "number__gte": 2}, "deeper"),
    ("sections", {"number__lte": 2}, "section"),
    ("sections", {"missing_heading": "false"}, "section deeper"),
    ("paragraphs", {"document": "@document"}, "text item noise"),
    ("paragraphs", {"document__in": "@document,@document"}, "text item noise"),
    ("paragraphs", {"document__region": "141100"}, "text item noise"),
    ("paragraphs", {"document__within": "140000"}, "text item noise"),
    ("paragraphs", {"document__type": "work_report"}, "other"),
    ("paragraphs", {"document__type__in": "work_report,outline"}, "text item noise other"),
    ("paragraphs", {"chapter": "@first"}, "text item"),
    ("paragraphs", {"section": "@section"}, "item"),
    ("paragraphs", {"kind": "noise"}, "noise"),
    ("paragraphs", {"kind__in": "paragraph,item"}, "text item other"),
    ("paragraphs", {"noise_reason": "site_header"}, "noise"),
    ("paragraphs", {"q": "gdp"}, "text"),
    ("paragraphs", {"heading__icontains": "增"}, "text"),
    ("paragraphs", {"line": 24}, "item"),
]


@pytest.mark.parametrize(("path", "query", "names"), BLOCK_FILTERS)
def test_structure(ids, blocks, path, query, names):
    query = {key: re.sub(r"@(\w+)", lambda name: str(blocks[name[1]].id), str(value)) for key, value in query.items()}
    assert set(ids(f"{path}/", **query)) == {str(blocks[name].id) for name in names.split()}


def test_references(ids, make):
    citing, cited = make.new_document(), make.new_document()
    known = Reference.objects.create(document=citing, position=0, title="新材料规划", target=cited)
    unknown = Reference.objects.create(document=citing, position=1, title="新基建规划")
    assert ids("references/") == [str(known.id), str(unknown.id)]
    assert ids("references/", resolved="true") == ids("references/", target=cited.id) == [str(known.id)]
    assert ids("references/", resolved="false") == ids("references/", title="新基建规划") == [str(unknown.id)]
    assert ids("references/", title__icontains="规划", document=cited.id) == []


def test_diagnostics(ids, make):
    document = make.new_document()
    values = {"document": document, "message": "?"}
    first = Diagnostic.objects.create(code="structure.missing_heading", severity="warning", line=3, **values)
    second = Diagnostic.objects.create(code="repair.ambiguous", severity="info", state="fixed", line=9, **values)
    third = Diagnostic.objects.create(code="repair.ambiguous", severity="error", line=None, **values)
    assert ids("diagnostics/") == [str(first.id), str(second.id), str(third.id)]
    assert ids("diagnostics/", severity="warning") == ids("diagnostics/", code="structure.missing_heading") == [str(first.id)]
    assert ids("diagnostics/", code__startswith="repair.", state="open") == ids("diagnostics/", severity__in="error") == [str(third.id)]
    assert ids("diagnostics/", state__in="fixed,accepted", line__gte=4) == [str(second.id)]


def test_regions(ids, regions):
    assert ids("regions/", within="140000") == ["140000", "140100", "141100", "141102"]
    assert ids("regions/", parent="140000") == ["140100", "141100"]
    assert ids("regions/", level="county", within="140000") == ["141102"]
    assert ids("regions/", level__in="province", ordering="-code")[:2] == ["440000", "140000"]
    for name in ("吕梁市", "山西省吕梁市", "吕梁"):
        assert ids("regions/", name=name) == ["141100"]
    assert ids("regions/", q="吕梁") == ["141100", "141102"]


@pytest.mark.parametrize(
    "path",
    [
        "documents", "chapters", "sections", "paragraphs", "targets", "outcomes", "indicators", "references", "sources", "diagnostics", "corrections",
        "regions",
    ],
)  # fmt: skip
def test_every_filter_can_be_asked(get, path, regions, make):
    """Each parameter of each list works with a value of its kind."""
    from plans.api.figure_filters import IndicatorFilters
    from plans.api.figure_parameters import IndicatorCode, IndicatorCodeIn, Number
    from plans.api.parameters import UUID, Choice, Day, Moment, Period, RegionCode, RegionCodeIn, Whole, Year, YesNo
    from plans.api.urls import router

    samples = {
        YesNo: "true", Year: "2021", Whole: "3", Day: "2021-11-20", UUID: "019a9d6e-4c1b-7c52-9a6f-0d3b6a1f2c01",
        RegionCode: "141100", RegionCodeIn: "141100,440000", Number: "-2.5", IndicatorCode: "gdp", IndicatorCodeIn: "gdp",
        Moment: "2021-11-20T00:00:00Z", Period: "2021-2025",
    }  # fmt: skip
    make.new_indicator("gdp")
    viewset = next(viewset for prefix, viewset, _ in router.registry if prefix == path)
    filterset = IndicatorFilters if path == "indicators" else viewset.filterset_class
    for name, asked in filterset.base_filters.items():
        value = (
            asked.extra["choices"][0][0]
            if isinstance(asked, Choice)
            else next((v for k, v in samples.items() if isinstance(asked, k)), "x")
        )
        response = get(f"{path}/", **{name: value})
        assert response.status_code == 200, (name, response.content)


REFUSED = [
    # path, parameter, value, code, suggestion
    ("documents/", "titel__icontains", "x", "unknown", "title__icontains"),
    ("documents/", "doc_type", "outline", "unknown", "type"),
    ("documents/", "callback", "f", "unknown", None),
    ("documents/", "page", "2", "unknown", "page_size"),
    ("paragraphs/", "within", "141100", "unknown", "document__within"),
    ("paragraphs/", "type", "outline", "unknown", "document__type"),
    ("documents/", "type", "outlines", "invalid_choice", "outline"),
    ("documents/", "type", "规划纲要", "invalid_choice", "outline"),
    ("documents/", "type__in", "outline,reprot", "invalid_choice", "work_report"),
    ("paragraphs/", "kind__in", "paragraf,item", "invalid_choice", "paragraph"),
    ("documents/", "year", "2021年", "invalid", "2021"),
    ("documents/", "year", "2021.5", "invalid", "2021"),
    ("documents/", "year", "20210", "max_value", None),
    ("documents/", "year", "十四五", "invalid", None),
    ("documents/", "published_on__gte", "2021/1/5", "invalid", "2021-01-05"),
    ("documents/", "published_on", "2021-02-30", "invalid", "2021-02-30"),
    ("documents/", "is_draft", "yes", "invalid_choice", "true"),
    ("documents/", "is_draft", "True", "invalid_choice", "true"),
    ("documents/", "is_draft", "maybe", "invalid_choice", None),
    ("documents/", "region", "吕梁市", "unknown_region", "141100"),
    ("documents/", "within", "141199", "unknown_region", "141100"),
    ("documents/", "region__in", "141100,山西省", "unknown_region", "140000"),
    ("documents/", "region", "000000", "unknown_region", None),
    ("paragraphs/", "document", "17", "invalid", None),
    ("paragraphs/", "document__in", "17", "invalid", None),
    ("paragraphs/", "kind", "", "blank", None),
    ("paragraphs/", "kind__in", "item,", "blank", None),
    ("paragraphs/", "q", "a\x00b", "null_characters_not_allowed", None),
    ("documents/", "region", "\x00", "null_characters_not_allowed", None),
    ("targets/", "indicator__in", "gdp,\x00", "null_characters_not_allowed", None),
    ("documents/", "cursor", "\x00", "null_characters_not_allowed", None),
    ("paragraphs/", "q", "长" * 201, "max_length", None),
    ("paragraphs/", "line", "-1", "min_value", "1"),
    ("paragraphs/", "number", "99999999999", "max_value", None),
    ("paragraphs/", "number__in", ",".join(["1"] * 101), "too_many", None),
    ("documents/", "count", "yes", "invalid", "true"),
    ("regions/141100/", "q", "x", "unknown", None),
    ("", "page_size", "3", "unknown", None),
]  # fmt: skip


@pytest.mark.parametrize(("path", "parameter", "value", "code", "suggestion"), REFUSED)
def test_a_parameter_that_makes_no_sense(refused, regions, path, parameter, value, code, suggestion):
    error = refused(path, **{parameter: value})
    assert error["parameter"] == parameter
    assert (error["code"], error["suggestion"]) == (code, suggestion), error
    assert parameter in error["message"]
    assert error["message"].isascii() or value[:40] in error["message"] or "“" in error["message"]


def test_all_faults_at_once(get, regions):
    errors = get("documents/", year="x", type="y", is_draft="z").json()["errors"]
    assert {error["parameter"] for error in errors} == {"year", "type", "is_draft"}
    errors = get("documents/", yeer="x", tipe="y").json()["errors"]
    assert [(error["parameter"], error["suggestion"]) for error in errors] == [("yeer", "year"), ("tipe", "type")]


def test_a_parameter_given_twice(client, db):
    errors = client.get("/api/v1/paragraphs/?kind=item&kind=notice").json()["errors"]
    assert [(e["parameter"], e["code"], e["suggestion"]) for e in errors] == [("kind", "repeated", "kind__in")]


def test_nothing_is_hidden(get, make):
    """Every field of the models is public by choice: what is left out is left out on purpose."""
    left_out = {
        Document: {"key", "title_key", "source", "doc_type"},
        Chapter: {"line", "end_line", "start", "end"},
        Section: {"line", "end_line", "start", "end"},
        Paragraph: {"line", "end_line", "start", "end", "source_map"},
        Reference: {"title_key"},
        Diagnostic: {"line", "end_line", "start", "end", "resolved_by"},
        Correction: {"anchor", "editor", "withdrawn_by"},
        Target: {"line", "start", "end", "text_start", "text_end", "clause_start", "clause_end", "position", "indicator_key"},
        Outcome: {"line", "start", "end", "text_start", "text_end", "clause_start", "clause_end", "position", "indicator_key"},
        Indicator: {"editor_aliases", "edited_fields"},
    }
    make.whole_document()
    make.new_indicator()
    for model, names in left_out.items():
        record = get(f"{model._meta.model_name}s/").json()["results"][0]
        assert {field.name for field in model._meta.fields} - set(record) == names


def test_any_offset_of_a_time_is_understood(get, refused):
    """PostgreSQL itself takes none beyond 15:59."""
    for path, name in (("diagnostics/", "resolved_at__lte"), ("changes/", "since")):
        assert get(path, **{name: "2541-07-25T16:51:37.3-20:02"}).status_code == 200
        assert refused(path, **{name: "0001-01-01T00:00:00+20:02"})["parameter"] == name
