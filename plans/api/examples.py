"""Examples for the OpenAPI document, cut from the records of 吕梁市“十四五”高品质生活建设规划 (the correction is made up)."""

DOCUMENT_ID = "01a200c3-c398-7d0c-bb56-cc5933412ca1"
SOURCE_ID = "01a200c3-c399-7190-bd06-b5e382dda652"
FRAGMENT_ID = "01a200c3-ca28-7b23-8cd4-4e3f2d91c362"
CHAPTER_ID = "01a200c3-c3b2-742a-903e-509279c2f469"
SECTION_ID = "01a200c3-c3b5-7198-888f-4a6055d7abd5"
PARAGRAPH_ID = "01a200c3-c3b7-77bc-a9e5-5697f9fbd78a"
WRITTEN = {"created_at": "2026-11-22T08:59:19.355688+08:00", "updated_at": "2026-11-22T08:59:19.355688+08:00"}

REGION = {
    "code": "141100",
    "name": "吕梁市",
    "full_name": "山西省吕梁市",
    "short_name": "吕梁",
    "level": "prefecture",
    "parent": "140000",
    "valid_from": None,
    "valid_to": None,
}
DOCUMENT = {
    "id": DOCUMENT_ID,
    "title": "吕梁市“十四五”高品质生活建设规划",
    "type": "special_plan",
    "region": "141100",
    "region_name": "山西省吕梁市",
    "region_level": "prefecture",
    "issuer": "吕梁市人民政府办公室",
    "doc_number": "吕政办发〔2021〕65号",
    "index_number": "111423LL00100/2021-21596",
    "published_on": "2021-11-20",
    "written_on": "2021-11-20",
    "theme": "综合政务",
    "period_start": 2021,
    "period_end": 2025,
    "horizon_year": None,
    "is_draft": False,
    "is_fragment": False,
    "review_state": "unreviewed",
    "current_source": SOURCE_ID,
    "parser_version": "0.2.0",
    "parsed_at": WRITTEN["created_at"],
    **WRITTEN,
}
REFERENCE = {
    "id": "01a200c3-c52e-7e7f-b035-4ce1ca5f0f7b",
    "document": DOCUMENT_ID,
    "position": 4,
    "title": "吕梁市“十四五”高品质生活建设规划",
    "target": DOCUMENT_ID,
    **WRITTEN,
}


def place(line, end_line, start, end):
    return {"document": DOCUMENT_ID, "line": line, "end_line": end_line, "start": start, "end": end}


CHAPTER = {
    "id": CHAPTER_ID,
    "document": DOCUMENT_ID,
    "parent": None,
    "kind": "chapter",
    "eid": "chp_1",
    "position": 14,
    "number": 1,
    "marker": "一、",
    "heading": "新阶段创造高品质生活基础与环境",
    "missing_heading": False,
    "inline": False,
    "source": place(34, 34, 764, 781),
    **WRITTEN,
}
SECTION = {
    "id": SECTION_ID,
    "document": DOCUMENT_ID,
    "chapter": CHAPTER_ID,
    "parent": None,
    "level": 2,
    "eid": "chp_1__sec_1",
    "position": 17,
    "number": 1,
    "marker": "(一)",
    "heading": "“十三五”全市民生改善回顾",
    "missing_heading": False,
    "inline": False,
    "run_in": False,
    "source": place(40, 40, 1166, 1182),
    **WRITTEN,
}
PARAGRAPH = {
    "id": PARAGRAPH_ID,
    "document": DOCUMENT_ID,
    "chapter": CHAPTER_ID,
    "section": SECTION_ID,
    "kind": "paragraph",
    "eid": "chp_1__sec_1__para_2",
    "position": 19,
    "number": None,
    "marker": None,
    "heading": "城乡居民收入稳步增长",
    "text": "城乡居民收入稳步增长。近年来,全市实施就业优先战略和积极就业政策,就业服务再上新台阶。…",
    "noise_reason": None,
    "inline": False,
    "source": place(44, 44, 1355, 1615),
    **WRITTEN,
}
SOURCE = {
    "id": SOURCE_ID,
    "document": DOCUMENT_ID,
    "sha256": "b9aa94a961a513af0cb1bf4413f027169b4528042651b63e497f9036a96a91ca",
    "size": 77808,
    "media_type": "text/plain",
    "encoding": "utf-8",
    "file_name": "000_00aeb80292a709f7.txt",
    "url": None,
    **WRITTEN,
}
DIAGNOSTIC = {
    "id": "01a200c3-cac3-772f-8ad4-52b8a6fffa64",
    "document": FRAGMENT_ID,
    "code": "structure.missing_heading",
    "severity": "warning",
    "message": "The text begins inside a chapter whose heading is not in this source. Load the page before it, or type the heading.",
    "state": "open",
    "resolved_at": None,
    "correction": None,
    "source": place(3, None, None, None) | {"document": FRAGMENT_ID},
    **WRITTEN,
}
CORRECTION = {
    "id": "01a200d1-0a11-7108-9d2e-6d0e2b4f8c08",
    "document": DOCUMENT_ID,
    "model": "section",
    "object_id": SECTION_ID,
    "operation": "edit",
    "field": "heading",
    "before": "“十三五”全市民生改善回顾",
    "after": "“十三五”时期全市民生改善回顾",
    "machine": "“十三五”全市民生改善回顾",
    "state": "active",
    "reason": "与印刷本一致",
    **WRITTEN,
}
TREE = {
    "document": DOCUMENT,
    "title": [],
    "notice": [],
    "preamble": [],
    "body": [
        {
            "id": CHAPTER_ID,
            "kind": "chapter",
            "eid": "chp_1",
            "position": 14,
            "level": 1,
            "number": 1,
            "marker": "一、",
            "heading": "新阶段创造高品质生活基础与环境",
            "text": None,
            "missing_heading": False,
            "run_in": False,
            "inline": False,
            "noise_reason": None,
            "source": place(34, 34, 764, 781),
            "children": [],
        }
    ],
}
PART = {
    "document": DOCUMENT_ID,
    "ancestors": [
        {"id": CHAPTER_ID, "kind": "chapter", "eid": "chp_1", "number": 1, "marker": "一、", "heading": "新阶段创造高品质生活基础与环境"}
    ],
    "previous": "chp_1__para_1",
    "next": "chp_1__sec_2",
    "node": {
        "id": SECTION_ID,
        "kind": "section",
        "eid": "chp_1__sec_1",
        "position": 16,
        "level": 2,
        "number": 1,
        "marker": "(一)",
        "heading": "“十三五”全市民生改善回顾",
        "text": None,
        "missing_heading": False,
        "run_in": False,
        "inline": False,
        "noise_reason": None,
        "source": place(38, 38, 1013, 1030),
        "children": [],
    },
}
DIFFERENCE = {
    "document": DOCUMENT_ID,
    "against": SOURCE_ID,
    "current": "01a20f77-0c1e-7a53-8f0e-3f2c5d1b9a44",
    "removed_lines": 1,
    "added_lines": 1,
    "hunks": [
        {
            "operation": "replace",
            "before": {"line": 44, "end_line": 44, "start": 1355, "end": 1370, "text": "地区生产总值年均增长6%左右,"},
            "after": {"line": 44, "end_line": 44, "start": 1355, "end": 1370, "text": "地区生产总值年均增长5%左右,"},
            "changes": [{"operation": "replace", "before_start": 1365, "before_end": 1366, "after_start": 1365, "after_end": 1366}],
        }
    ],
    "truncated": False,
}
PROBLEM = {
    "type": "urn:planapi:problem:invalid-parameter",
    "title": "A query parameter is not valid",
    "status": 400,
    "detail": "There is no parameter “titel__icontains” here.",
    "instance": "/api/v1/documents/?titel__icontains=规划",
    "request_id": "0d3b6a1f-9a6f-4c52-8c1b-7f2e5d4c3b2a",
    "errors": [
        {
            "parameter": "titel__icontains",
            "code": "unknown",
            "message": "There is no parameter “titel__icontains” here.",
            "suggestion": "title__icontains",
        }
    ],
}
