"""Examples for the OpenAPI document, cut from real records: 吕梁市“十四五”高品质生活建设规划 and its region."""

DOCUMENT_ID = "019a9d6e-4c1b-7c52-9a6f-0d3b6a1f2c01"
SOURCE_ID = "019a9d6e-4c10-7b1e-8f11-5a9c2e7d4b02"
CHAPTER_ID = "019a9d6e-4c2a-7f03-b7d8-1e5f7c9a3d03"
SECTION_ID = "019a9d6e-4c2a-7f04-8c66-2f6a8d0b4e04"
PARAGRAPH_ID = "019a9d6e-4c2b-7a05-9e21-3a7b9e1c5f05"
WRITTEN = {"created_at": "2026-11-22T09:12:03.120000+08:00", "updated_at": "2026-11-22T09:12:03.120000+08:00"}

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
    "parser_version": "0.1.0",
    "parsed_at": WRITTEN["created_at"],
    **WRITTEN,
}
REFERENCE = {
    "id": "019a9d6e-4c2f-7d06-a3b4-4b8c0f2d6a06",
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
    "marker": "第一章",
    "heading": "规划背景",
    "missing_heading": False,
    "inline": False,
    "source": place(61, 61, 2290, 2299),
    **WRITTEN,
}
SECTION = {
    "id": SECTION_ID,
    "document": DOCUMENT_ID,
    "chapter": CHAPTER_ID,
    "parent": None,
    "level": 2,
    "eid": "chp_1__sec_1",
    "position": 15,
    "number": 1,
    "marker": "第一节",
    "heading": "发展基础",
    "missing_heading": False,
    "inline": False,
    "run_in": False,
    "source": place(63, 63, 2301, 2310),
    **WRITTEN,
}
PARAGRAPH = {
    "id": PARAGRAPH_ID,
    "document": DOCUMENT_ID,
    "chapter": CHAPTER_ID,
    "section": SECTION_ID,
    "kind": "paragraph",
    "eid": "chp_1__sec_1__para_2",
    "position": 17,
    "number": None,
    "marker": None,
    "heading": "城乡居民收入稳步增长",
    "text": "城乡居民收入稳步增长。2020年,全市城镇居民人均可支配收入达到…",
    "noise_reason": None,
    "inline": False,
    "source": place(67, 67, 2498, 2671),
    **WRITTEN,
}
SOURCE = {
    "id": SOURCE_ID,
    "document": DOCUMENT_ID,
    "sha256": "00aeb80292a709f7c62a54d9a3e6f0b7d18c5f3e2a9b4c6d7e8f90a1b2c3d4e5",
    "size": 118432,
    "media_type": "text/plain",
    "encoding": "utf-8",
    "file_name": "000_00aeb80292a709f7.txt",
    "url": None,
    **WRITTEN,
}
DIAGNOSTIC = {
    "id": "019a9d6e-4c30-7e07-b5c6-5c9d1a3e7b07",
    "document": DOCUMENT_ID,
    "code": "structure.missing_heading",
    "severity": "warning",
    "message": "第一章的标题行在原文中缺失。",
    "state": "open",
    "resolved_at": None,
    "correction": None,
    "source": place(61, 61, 2290, 2299),
    **WRITTEN,
}
CORRECTION = {
    "id": "019a9d6f-0a11-7108-9d2e-6d0e2b4f8c08",
    "document": DOCUMENT_ID,
    "model": "section",
    "object_id": SECTION_ID,
    "field": "heading",
    "before": "发展基",
    "after": "发展基础",
    "machine": "发展基",
    "state": "active",
    "reason": "标题漏一字",
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
            "marker": "第一章",
            "heading": "规划背景",
            "text": None,
            "missing_heading": False,
            "run_in": False,
            "inline": False,
            "noise_reason": None,
            "source": place(61, 61, 2290, 2299),
            "children": [],
        }
    ],
}
PROBLEM = {
    "type": "urn:planapi:problem:invalid-parameter",
    "title": "A query parameter is not valid",
    "status": 400,
    "detail": "There is no parameter “titel__icontains” here.",
    "instance": "/api/v1/documents/?titel__icontains=规划",
    "errors": [
        {
            "parameter": "titel__icontains",
            "code": "unknown",
            "message": "There is no parameter “titel__icontains” here.",
            "suggestion": "title__icontains",
        }
    ],
}
