"""Every refusal has the one shape, wherever it comes from."""

import pytest

UNKNOWN_ID = "019a9d6e-4c1b-7c52-9a6f-0d3b6a1f2c01"


def check(response, status, kind):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert list(body) == ["type", "title", "status", "detail", "instance", "request_id", "errors"]
    assert body["request_id"] == response["X-Request-Id"]
    assert (body["type"], body["status"]) == (f"urn:planapi:problem:{kind}", status)
    assert body["title"]
    assert body["detail"]
    return body


@pytest.mark.parametrize(
    "path",
    [
        "documents/nothing/",
        "chapters/17/",
        "regions/999999/",
        "documents/nothing/tree/",
        "documents/%00/",
        "regions/%00/",
        "indicators/%00/",
        "indicators/x/series/",
    ],
)
def test_no_such_record(get, path, db):
    body = check(get(path), 404, "not-found")
    assert body["errors"] == []
    assert body["detail"].startswith("There is no ")


@pytest.mark.parametrize(
    "path",
    ["documents", "references", "chapters", "sections", "paragraphs", "targets", "outcomes", "sources", "diagnostics", "corrections"],
)
def test_no_record_of_this_id(get, path, db):
    assert UNKNOWN_ID in check(get(f"{path}/{UNKNOWN_ID}/"), 404, "not-found")["detail"]


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/api/v1/document/", "/api/v1/documents/"),
        ("/api/v1/documents/x/y/", None),
        ("/api/v2/paragraphs/", "/api/v1/paragraphs/"),
        ("/api/", "/api/v1/"),
        ("/api/v1/nonsense-of-any-kind-at-all/and-more", None),
    ],
)
def test_nothing_at_an_address(client, path, meant):
    detail = check(client.get(path), 404, "not-found")["detail"]
    assert detail.startswith(f"Nothing is at {path}")
    if meant:
        assert detail.endswith(f"Did you mean {meant}?")


@pytest.mark.parametrize("path", ["/api/v1/documents", "/api/v1/documents?type=outline", "/api/v1"])
def test_a_missing_slash_is_forgiven(client, path):
    response = client.get(path)
    assert response.status_code == 301
    assert response["Location"] in ("/api/v1/documents/", "/api/v1/documents/?type=outline", "/api/v1/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/documents/", "/api/v1/regions/140000/", f"/api/v1/documents/{UNKNOWN_ID}/tree/"])
def test_what_can_only_be_read(client, db, method, path):
    response = getattr(client, method)(path, data="{}", content_type="application/json")
    detail = check(response, 405, "method-not-allowed")["detail"]
    assert detail == f"{method.upper()} is not possible here, but GET, HEAD, OPTIONS."
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["", "documents/", "documents/{id}/tree/", "documents/{id}/text/", "documents/{id}/source/"])
def test_options_names_the_methods(client, make, path):
    response = client.options(f"/api/v1/{path.format(id=make.new_document().id)}")
    assert response.status_code == 200
    assert ", ".join(response.json()["methods"]) == response["Allow"]


def test_a_wrong_method_is_told_before_a_wrong_parameter(client, db):
    check(client.post("/api/v1/documents/?yeer=2021"), 405, "method-not-allowed")


def test_no_such_format(get, db):
    for path in ("", "documents/"):
        assert "application/pdf" in check(get(path, headers={"accept": "application/pdf"}), 406, "not-acceptable")["detail"]


def test_a_browser_gets_json(get, db):
    response = get("", headers={"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"})
    assert response["Content-Type"] == "application/json"


def test_a_failure_leaks_nothing(client, db, monkeypatch):
    from plans.api.documents import DocumentViewSet

    def broken(self):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr(DocumentViewSet, "get_queryset", broken)
    client.raise_request_exception = False
    response = client.get("/api/v1/documents/")
    check(response, 500, "server-error")
    assert b"secret" not in response.content
    assert b"Traceback" not in response.content


def test_problems_are_english_whatever_the_admin_speaks(get, regions):
    error = get("documents/", year="x").json()["errors"][0]
    assert error["message"] == "year: Enter a whole number."


def test_the_address_comes_back(get, db):
    assert get("documents/", yeer="2021").json()["instance"] == "/api/v1/documents/?yeer=2021"
