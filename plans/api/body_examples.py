"""Examples of bodies for the OpenAPI document: corrections that somebody who has the five documents could make."""

DOCUMENT = {"issuer": "吕梁市人民政府办公室", "published_on": "2021-11-20", "reason": "网页落款"}
CHAPTER = {"heading": "新阶段创造高品质生活基础与环境", "number": 1}
SECTION = {"heading": "“十三五”全市民生改善回顾", "reason": "标题少一个字"}
PARAGRAPH = {"kind": "item", "number": 3}
TARGET = {"name": "煤炭产量", "value": 1.55, "unit": "亿吨", "comparator": ">=", "year": 2026, "reason": "原文为“以上”"}
OUTCOME = {"indicator": "forest_coverage", "region": "140300", "value": 23.5}
MENTION = {"stage": "started", "place": "岚县", "deadline": None}
DIAGNOSTIC = {"state": "accepted"}
CORRECTION = {"state": "withdrawn"}
ME = {
    "username": "wang",
    "token": {"name": "核对脚本", "expires_at": "2027-02-20T09:00:00+08:00"},
    "may_change": {"chapters": ["heading", "number", "reason"], "diagnostics": ["state"]},
}
PROBLEM = {
    "type": "urn:planapi:problem:invalid-field",
    "title": "A field of the body is not valid",
    "status": 400,
    "detail": "type: Can't be “plan”. Possible: outline, special_plan, work_report.",
    "instance": "/api/v1/documents/019a9d6e-0000-7000-8000-000000000000/",
    "request_id": "0d3b6a1f-9a6f-4c52-8c1b-7f2e5d4c3b2a",
    "errors": [
        {
            "pointer": "#/type",
            "code": "invalid_choice",
            "message": "type: Can't be “plan”. Possible: outline, special_plan, work_report.",
            "suggestion": "special_plan",
        }
    ],
}
