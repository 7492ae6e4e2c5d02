"""OPTIONS: what can be asked of an address, told to programs."""

import pytest

from plans.api.base import Resource
from plans.api.urls import router
from plans.choices import DocumentType

LISTS = [prefix for prefix, viewset, _ in router.registry if issubclass(viewset, Resource)]


def options(client, path):
    response = client.options(f"/api/v1/{path}")
    assert response.status_code == 200, path
    assert response["Content-Type"] == "application/json"
    return response, response.json()


@pytest.mark.parametrize("path", LISTS)
def test_whatever_is_told_can_be_asked(client, get, db, path):
    """Every filter, ordering, field and relation that OPTIONS names is one that GET takes, and none is left out."""
    response, told = options(client, f"{path}/")
    assert told["methods"] == response["Allow"].split(", ")
    described = get("openapi.json").json()["paths"][f"/api/v1/{path}/"]["get"]["parameters"]
    names = [each["name"] for each in told["filters"]] + told["parameters"]
    assert {*names} == {each["name"] for each in described}
    assert len(names) == len({*names})
    for key in told["ordering"]["keys"]:
        assert get(f"{path}/", ordering=f"-{key}").status_code == 200
    for relation in told["expand"]:
        assert get(f"{path}/", expand=relation).status_code == 200
    assert get(f"{path}/", fields=",".join(told["fields"][:99])).status_code == 200
    assert told["page_size"] == {"default": 50, "maximum": 200}
    for each in told["filters"]:
        assert each["type"] in ("string", "integer", "number", "boolean")
        assert each["description"]
        for choice in each["choices"] or ():
            assert choice["label_zh"]
            assert choice["label_en"]


def test_a_filter_with_its_choices(client, db):
    _, told = options(client, "documents/")
    by_name = {each["name"]: each for each in told["filters"]}
    assert by_name["type"]["choices"] == [
        {"value": value, "label_zh": label, "label_en": value.replace("_", " ").capitalize()} for value, label in DocumentType.choices
    ]
    assert {"value": "special_plan", "label_zh": "专项规划", "label_en": "Special plan"} in by_name["type"]["choices"]
    assert (by_name["type"]["several"], by_name["type__in"]["several"]) == (False, True)
    assert (by_name["published_on"]["format"], by_name["year"]["type"], by_name["is_draft"]["type"]) == ("date", "integer", "boolean")
    assert told["formats"] == ["json", "csv", "jsonl", "xlsx", "parquet"]
    assert told["ordering"]["default"] == ["-published_on"]


def test_addresses_without_a_list(client, make, regions):
    """A record, a tree, the search, an indicator through time, the root: each tells what it takes."""
    make.new_indicator("gdp")
    document = make.new_document()
    record = options(client, f"documents/{document.id}/")[1]
    assert (record["filters"], record["ordering"]) == ([], None)
    assert record["parameters"][:3] == ["fields", "omit", "expand"]
    assert "PATCH" in record["methods"]
    assert "region" in record["expand"]
    assert "depth" in options(client, f"documents/{document.id}/tree/")[1]["parameters"]
    assert "q" in [each["name"] for each in options(client, "search/?q=规划")[1]["filters"]]
    assert "measure" in [each["name"] for each in options(client, "indicators/gdp/series/")[1]["filters"]]
    assert "region" in [each["name"] for each in options(client, "indicators/gdp/compare/")[1]["filters"]]
    assert options(client, "")[1]["methods"] == ["GET", "HEAD", "OPTIONS"]


def test_a_preflight_is_no_question_about_filters(client, db):
    asked = {"origin": "https://elsewhere.example", "access-control-request-method": "GET"}
    preflight = client.options("/api/v1/documents/", headers=asked)
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Origin"] == "*"
    assert preflight.content == b""


def test_it_takes_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        options(client, "targets/")
