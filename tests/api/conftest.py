"""A client that reads, and records to be read."""

import pytest


@pytest.fixture
def get(client, db):
    """GET below /api/v1/: get("documents/", region="141100", kind__in="a,b")."""

    def get(path="", headers=None, **query):
        return client.get(path if path.startswith(("/", "http")) else f"/api/v1/{path}", query or None, headers=headers)

    return get


@pytest.fixture
def ids(get):
    """The ids of a list, in order."""

    def ids(path, **query):
        response = get(path, **query)
        assert response.status_code == 200, response.content.decode()
        return [record.get("id") or record["code"] for record in response.json()["results"]]

    return ids


@pytest.fixture
def make(db):
    """The makers of records: make.new_document(), make.new_chapter(document), …"""
    from tests.api import making  # not before Django is set up

    return making


@pytest.fixture
def regions(make):
    return make.regions()


@pytest.fixture
def refused(get):
    """What is wrong with a request that must be refused with 400: its one error."""

    def refused(path, **query):
        response = get(path, **query)
        assert response.status_code == 400, response.content.decode()[:500]
        body = response.json()
        assert response["Content-Type"] == "application/problem+json"
        assert body["type"] == "urn:planapi:problem:invalid-parameter"
        assert len(body["errors"]) == 1
        return body["errors"][0]

    return refused


@pytest.fixture
def gdp(make, regions):
    """地区生产总值, an old code of it, and two documents about 吕梁市 that do not agree."""
    gdp = make.new_indicator(
        "gdp", name="地区生产总值", name_en="Gross domestic product", aliases=["GDP", "生产总值"], editor_aliases=["经济总量"]
    )
    make.new_indicator("gross_output", name="总产出", superseded_by=gdp)
    make.new_indicator("forest_coverage", name="森林覆盖率", theme="ecology", unit_family="percent", direction="neutral")
    old = make.new_document(title="十四五规划", region=regions["141100"], published_on="2021-05-01", doc_type="outline")
    new = make.new_document(title="二〇二四年报告", region=regions["141100"], published_on="2024-02-01", doc_type="work_report")
    return {"old": old, "new": new}
