"""Example for the OpenAPI document: what the five documents of the repository give, as it is."""

CHANGES = {
    "count": 1,
    "next": "https://plans.example/api/v1/changes/?count=true&cursor=1b653582-7920&expand=record",
    "more": False,
    "results": [
        {
            "sequence": 7920,
            "at": "2026-11-22T15:20:58.090698+08:00",
            "resource": "diagnostics",
            "id": "01a20221-25ff-7cfb-ba10-b606394453cc",
            "url": "https://plans.example/api/v1/diagnostics/01a20221-25ff-7cfb-ba10-b606394453cc/",
            "operation": "create",
            "cause": "import",
            "document": "01a20220-331f-7ddd-be4a-3b70a8c8f542",
            "record": {
                "id": "01a20221-25ff-7cfb-ba10-b606394453cc",
                "document": "01a20220-331f-7ddd-be4a-3b70a8c8f542",
                "code": "structure.number_gap",
                "severity": "warning",
                "message": "“(七)” follows number 5 of its level. Look whether a heading is missing between, or whether this line is one.",
                "state": "open",
                "resolved_at": None,
                "correction": None,
                "source": {"document": "01a20220-331f-7ddd-be4a-3b70a8c8f542", "line": 201, "end_line": None, "start": None, "end": None},
                "created_at": "2026-11-22T15:20:57.878552+08:00",
                "updated_at": "2026-11-22T15:20:57.878552+08:00",
            },
        }
    ],
}
