"""The projects of a document as OC4IDS: what a package must have, and what is told of each project.

REQUIRED is written from the published standard (OC4IDS 0.9: package and project schema, closed codelists); it is not a copy of the schema.
"""

from datetime import datetime

import pytest
from jsonschema import Draft202012Validator

MOMENT = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$"}
URI = {"type": "string", "pattern": "^https?://"}
TEXT = {"type": "string", "minLength": 1}
PROJECT = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": TEXT,
        "updated": MOMENT,
        "title": TEXT,
        "description": TEXT,
        "status": {"enum": ["identification", "preparation", "implementation", "completion", "completed", "cancelled"]},
        "period": {"type": "object", "properties": {"startDate": MOMENT, "endDate": MOMENT}, "additionalProperties": False},
        "sector": {"type": "array", "items": {"type": "string"}},
        "type": {"enum": ["construction", "rehabilitation", "replacement"]},
        "additionalClassifications": {
            "type": "array", "uniqueItems": True, "items": {"properties": {"scheme": TEXT, "id": TEXT, "description": TEXT}},
        },
        "locations": {
            "type": "array", "uniqueItems": True, "minItems": 1,
            "items": {"required": ["id"], "properties": {
                "id": TEXT, "description": TEXT,
                "gazetteer": {"properties": {"scheme": TEXT, "identifiers": {"type": "array", "items": {"type": "string"}}}},
            }},
        },
        "budget": {"properties": {"amount": {"properties": {"amount": {"type": "number"}, "currency": {"const": "CNY"}}}}},
        "documents": {
            "type": "array",
            "items": {"required": ["id"], "properties": {
                "id": TEXT, "title": TEXT, "url": URI, "datePublished": MOMENT, "format": TEXT, "language": TEXT, "author": TEXT,
            }, "additionalProperties": False},
        },
    },
    "additionalProperties": False,
}  # fmt: skip
REQUIRED = {
    "type": "object",
    "required": ["uri", "publisher", "publishedDate", "projects", "version"],
    "properties": {
        "uri": URI,
        "publishedDate": MOMENT,
        "version": {"type": "string", "pattern": r"^(\d+\.)(\d+)$"},
        "publisher": {"type": "object", "required": ["name"], "properties": {"name": TEXT, "uri": URI}, "additionalProperties": False},
        "license": URI,
        "projects": {"type": "array", "minItems": 1, "uniqueItems": True, "items": PROJECT},
    },
    "additionalProperties": False,
}


def valid(package):
    """The package, once it has been checked."""
    errors = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(REQUIRED).iter_errors(package)]
    assert errors == []
    names = [project["id"] for project in package["projects"]]
    assert len(set(names)) == len(names)
    for project in package["projects"]:
        for code in project.get("sector", ()):
            assert code.split(".")[0] in project["sector"]
    return package


@pytest.fixture
def told(get):
    """The only project of a document's package."""

    def told(mention):
        package = valid(get(f"documents/{mention.document_id}/oc4ids/").json())
        assert len(package["projects"]) == 1
        return package["projects"][0]

    return told


def test_packages_are_valid(get, projects):
    for name, titles in (("plan", ["太绥高铁", "春潮行动"]), ("report", ["太绥高铁", "“锦兴”2×35万千瓦煤电项目"])):
        address = f"documents/{projects[name].id}/oc4ids/"
        response = get(address)
        package = valid(response.json())
        assert response["Content-Type"] == "application/json"
        assert package["uri"] == f"http://testserver/api/v1/{address}"
        assert package["version"] == "0.9"
        assert [project["title"] for project in package["projects"]] == titles


def test_publisher_and_prefix_are_settings(get, projects, settings):
    settings.PLANAPI_OC4IDS_PREFIX, settings.PLANAPI_PUBLISHER_NAME = "oc4ids-abcdef", "吕梁市"
    settings.PLANAPI_PUBLISHER_URI, settings.PLANAPI_LICENSE_URI = "https://example.org/", "https://example.org/licence"
    package = valid(get(f"documents/{projects['plan'].id}/oc4ids/").json())
    assert package["publisher"] == {"name": "吕梁市", "uri": "https://example.org/"}
    assert package["license"] == "https://example.org/licence"
    assert package["projects"][0]["id"] == f"oc4ids-abcdef-{projects['1'].id}"


def test_a_project_is_what_this_document_says_of_it(get, projects, told):
    plan, report = (get(f"documents/{projects[name].id}/oc4ids/").json()["projects"] for name in ("plan", "report"))
    assert (plan[0]["status"], report[0]["status"]) == ("identification", "implementation")
    assert "period" not in plan[0]
    assert report[0]["period"] == {"endDate": "2026-12-31T23:59:59+08:00"}
    assert plan[0]["description"] == "谋划建设太绥高铁"
    assert plan[0]["locations"] == [{"id": "1", "description": "山西省", "gazetteer": {"scheme": "GB/T 2260", "identifiers": ["140000"]}}]
    assert report[1]["locations"] == [
        {"id": "1", "description": "离石信义镇", "gazetteer": {"scheme": "GB/T 2260", "identifiers": ["141102"]}}
    ]
    assert "locations" not in plan[1]
    assert plan[0]["documents"] == [
        {
            "id": str(projects["plan"].id),
            "title": "铁路规划",
            "url": f"http://testserver/api/v1/documents/{projects['plan'].id}/text/",
            "datePublished": "2021-05-01T00:00:00+08:00",
            "format": "text/plain",
            "language": "zh",
        }
    ]
    assert plan[1]["additionalClassifications"] == [{"scheme": "planapi-kind", "id": "programme", "description": "工程行动"}]


def test_mentions_of_one_project_are_one_entry(make, told):
    first = make.new_mention(stage="underway", tense="outcome", clause="太绥高铁进展顺利")
    make.new_mention(first.project, document=first.document, stage="completed", clause="年内建成太绥高铁")
    make.new_mention(first.project, document=first.document, stage=None, clause="太绥高铁进展顺利")
    entry = told(first)
    assert entry["description"] == "太绥高铁进展顺利\n\n年内建成太绥高铁"
    assert entry["status"] == "implementation"  # what is reported goes before what is announced


STATUSES = [
    ("planned", "target", "identification"), ("started", "target", "preparation"), ("underway", "target", "implementation"),
    ("completed", "target", "implementation"), ("planned", "outcome", "identification"), ("started", "outcome", "implementation"),
    ("underway", "outcome", "implementation"), ("completed", "outcome", "completion"), (None, "target", None),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "tense", "status"), STATUSES)
def test_status(make, told, stage, tense, status):
    assert told(make.new_mention(stage=stage, tense=tense)).get("status") == status


NAMES = [
    ("太绥高铁", "construction", ["transport", "transport.rail"], None),
    ("阳大铁路", "construction", ["transport", "transport.rail"], None),
    ("祁离高速", "construction", ["transport", "transport.road"], None),
    ("G239贾家峪至肖家汇段一级公路工程", "construction", ["transport", "transport.road"], None),
    ("盂县通航机场", "construction", ["transport", "transport.air"], None),
    ("华电锦兴2×35万千瓦低热值煤电项目", "construction", ["energy"], None),
    ("岚县500千伏汇集站输变电工程", "construction", ["energy"], None),
    ("第四人民医院扩建项目", "construction", ["health"], None),
    ("阳涉铁路电气化改造", "construction", None, "rehabilitation"),
    ("大众棚户区拆迁改造", "construction", None, None),
    ("汾酒新建陶坛酒庄项目", "construction", None, "construction"),
    ("高铁经济带", "construction", None, None),
    ("医院管理提升改造行动", "programme", None, None),
    ("“136”兴医工程", "programme", None, None),
    ("铁路物流基地", "platform", None, None),
]


@pytest.mark.parametrize(("name", "kind", "sector", "sort"), NAMES)
def test_sector_and_type_only_where_the_name_says_so(make, told, name, kind, sector, sort):
    entry = told(make.new_mention(make.new_project(name, kind=kind)))
    assert (entry.get("sector"), entry.get("type")) == (sector, sort)


@pytest.mark.parametrize(
    ("clause", "unit", "amount"), [("投资12亿元建设太绥高铁", "元", 1200000000), ("建设年产值12亿元太绥高铁", "元", None)]
)
def test_a_budget_only_if_it_is_stated_as_investment(make, told, clause, unit, amount):
    mention = make.new_mention(clause=clause, scale="12亿元", scale_value=1200000000, scale_unit=unit)
    assert told(mention).get("budget") == (amount and {"amount": {"amount": amount, "currency": "CNY"}})


def test_a_document_without_projects_has_no_package(get, make):
    response = get(f"documents/{make.new_document().id}/oc4ids/")
    assert response.status_code == 404
    assert "mentions no project" in response.json()["detail"]


@pytest.mark.parametrize("change", ["document", "mention", "project", "deletion"])
def test_whatever_a_package_tells_changes_its_etag_and_its_date(get, projects, change):
    address = f"documents/{projects['plan'].id}/oc4ids/"
    first = get(address)
    assert get(address, headers={"if-none-match": first["ETag"]}).status_code == 304
    if change == "deletion":
        projects["d"].delete()
    else:
        {"document": projects["plan"], "mention": projects["a"], "project": projects["1"]}[change].save()
    second = get(address, headers={"if-none-match": first["ETag"]})
    assert second.status_code == 200
    dates = [datetime.fromisoformat(answer.json()["publishedDate"]) for answer in (first, second)]
    assert dates[0] <= dates[1]


def test_it_takes_no_parameters(refused, projects):
    assert refused(f"documents/{projects['plan'].id}/oc4ids/", format="json")["code"] == "unknown"
