"""The OpenAPI document, the page that shows it, and the root."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

import plans.api

COMMITTED = Path(plans.api.__file__).with_name("openapi.yaml")


@pytest.fixture(scope="module")
def description():
    return yaml.safe_load(COMMITTED.read_text())


def test_the_committed_document_is_what_the_code_says(tmp_path):
    """If this fails: manage.py spectacular --validate --fail-on-warn --file plans/api/openapi.yaml, and read the difference."""
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(made))
    assert made.read_text() == COMMITTED.read_text()


def test_it_is_valid_openapi(description):
    assert description["openapi"] == "3.1.0"
    validate(description)


def operations(description):
    return [(path, operation) for path, methods in description["paths"].items() for operation in methods.values()]


def test_every_operation_is_described(description):
    tags = [tag["name"] for tag in description["tags"]]
    for path, operation in operations(description):
        assert operation["summary"], path
        assert operation["description"], path
        assert operation["tags"][0] in tags, path
        assert {"200", "400", "405", "406", "429", "500"} <= set(operation["responses"]), path
        for response in operation["responses"].values():
            told = description["components"]["responses"][response["$ref"].split("/")[-1]] if "$ref" in response else response
            assert {"X-Request-Id", "RateLimit", "RateLimit-Policy"} <= set(told["headers"]), path
        assert ("404" in operation["responses"]) == ("410" in operation["responses"]) == ("{" in path), path
        for parameter in operation.get("parameters", []):
            assert parameter["description"], (path, parameter["name"])


def test_every_field_is_described(description):
    for name, schema in description["components"]["schemas"].items():
        for field, described in schema.get("properties", {}).items():
            if field not in ("results",):
                assert described.get("description"), (name, field)


def test_no_chinese_label_stands_where_a_description_should(description):
    schemas = description["components"]["schemas"]
    for name, schema in schemas.items():
        for field, described in schema.get("properties", {}).items():
            assert any(c.isascii() and c.isalpha() for c in described.get("description", "x")), (name, field)


def test_closed_lists_are_named(description):
    names = {name for name, schema in description["components"]["schemas"].items() if "enum" in schema}
    # What `fields` and `expand` can name has lists of its own: see test_shape.
    assert {name for name in names if not name.endswith(("Field", "Relation"))} | {"MarkedField"} == {
        "RegionLevel", "DocumentType", "ChapterKind", "ParagraphKind", "NoiseReason", "Severity", "DiagnosticState", "CorrectionState",
        "ReviewState", "BlockKind", "CorrectedModel", "CorrectionOperation", "DiffOperation", "CorrectionDecision", "Tense", "Comparator", "Measure", "Nature", "Direction", "UnitFamily",
        "IndicatorTheme", "ProjectKind", "ProjectStage", "OC4IDSStatus", "OC4IDSType", "ChangeOperation", "ChangeCause", "ChangedList", "HitKind", "MatchedPlace", "MarkedField",
    }  # fmt: skip


def test_examples_have_the_shape_they_illustrate(description, get, make, regions):
    """Every example has exactly the fields of a real answer."""
    document = make.whole_document(region=regions["141100"])
    make.new_indicator()
    make.published()
    answers = {"DocumentTree": get(f"documents/{document.id}/tree/").json()}
    for path, operation in operations(description):
        content = operation["responses"]["200"].get("content", {}).get("application/json", {})
        for example in content.get("examples", {}).values():
            if path.endswith("/tree/"):
                real = answers["DocumentTree"]
                assert set(example["value"]["body"][0]) == set(real["body"][0])
            elif path.endswith(("/me/", "/v1/")):
                real = get(path).json()
            elif "{" not in path:
                asked = {"q": "增长", "facets": "true"} if path.endswith("/search/") else {}
                real = get(path, count="true", **asked).json()
                assert set(example["value"]["results"][0]) == set(real["results"][0]), path
            else:
                continue
            assert set(example["value"]) == set(real), path


def test_answers_obey_their_description(description, get, make, regions):
    """Lists, a record of each, an indicator through time and across regions: as the schema says."""
    make.new_indicator("gdp", aliases=["GDP"])
    for code in ("141100", "140100", None):
        document = make.whole_document(region_id=code)
        make.new_source(b"older", document=document)
        for new in (make.new_target, make.new_outcome):
            new(document=document, indicator_id="gdp", region_id=code, nature="binding", strength="力争", base_year=2020, base_value="1.5")
    make.published()
    asked = {"compare": {"region": "141100,140100"}, "search": {"q": "生产", "facets": "true"}}
    for path, operation in operations(description):
        described = operation["responses"]["200"].get("content", {}).get("application/json")
        if not described or path == "/api/v1/":
            continue
        given = asked.get(path.strip("/").split("/")[-1], {})
        address = path
        if "{" in path:
            first = get(path.split("{")[0]).json()["results"][0]
            address = path.replace("{id}", str(first.get("id"))).replace("{code}", str(first.get("code")))
            address = address.replace("{eid}", get("chapters/", document=first.get("id")).json()["results"][0]["eid"]) if "{eid}" in path else address
        answer = get(address, **given).json()
        errors = [*Draft202012Validator({**described["schema"], "components": description["components"]}).iter_errors(answer)]
        assert not errors, (path, errors[0].message, list(errors[0].absolute_path))


def test_the_document_is_served(get):
    response = get("openapi.yaml")
    assert response["Content-Type"] == "application/yaml"
    assert response.content == COMMITTED.read_bytes()
    assert get("openapi.json").json()["openapi"] == "3.1.0"
    assert get("openapi.json", headers={"accept": "application/vnd.oai.openapi"}).status_code == 200


def test_the_page_loads_everything_from_here(get, client):
    page = get("docs/", headers={"accept": "text/html"}).content.decode()
    assert "http://" not in page.replace("http://testserver", "")
    assert "https://" not in page
    assert "/api/v1/openapi.yaml" in page
    assert "swagger-ui-bundle.js" in page


def test_the_root_lists_what_there_is(get):
    body = get("").json()
    assert next(iter(body)) == "regions"
    assert body["documents"] == "http://testserver/api/v1/documents/"
    for name, address in body.items():
        asked = {"q": "规划"} if name == "search" else {}
        assert get(address, headers={"accept": "*/*"}, **asked).status_code == 200, address


def test_refusals_can_be_read_from_elsewhere_too(get, db):
    response = get("documents/", headers={"origin": "https://elsewhere.example"}, x="1")
    assert response.status_code == 400
    assert response["Access-Control-Allow-Origin"] == "*"
