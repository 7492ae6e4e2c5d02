"""What every answer has in common, whatever it tells: its id, its coding, who may read it, and refusals of Django's own."""

import gzip
import io
import logging
import uuid

import brotli
import pytest
from backports import zstd
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from planapi.compression import CompressionMiddleware

PACKED = {"gzip": gzip.decompress, "br": brotli.decompress, "zstd": zstd.decompress}
ELSEWHERE = "https://elsewhere.example"


# ---- X-Request-Id


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/documents/?x=1", "/api/nothing/", "/admin/login/", "/healthz", "/static/no.css"])
def test_every_answer_has_an_id_and_no_two_the_same(client, db, path):
    first, second = client.get(path)["X-Request-Id"], client.get(path)["X-Request-Id"]
    assert uuid.UUID(first) != uuid.UUID(second)


def test_the_id_of_a_proxy_is_kept_if_it_is_sane(get):
    assert get("", headers={"x-request-id": "web1:7f9c/ab=="})["X-Request-Id"] == "web1:7f9c/ab=="
    for strange in ("a b", "x" * 101, "号", "a\tb", '"', "<script>"):
        assert uuid.UUID(get("", headers={"x-request-id": strange})["X-Request-Id"])


def test_a_problem_names_the_request(get):
    assert get("documents/", headers={"x-request-id": "mine-1"}, yeer="1").json()["request_id"] == "mine-1"


def test_log_lines_name_the_request(client, db, monkeypatch):
    handler = next(handler for handler in logging.getLogger("django").handlers if handler.formatter)
    lines = io.StringIO()
    monkeypatch.setattr(handler, "stream", lines)
    client.get("/api/v1/documents/?yeer=1", headers={"x-request-id": "mine-2"})
    logging.getLogger("django").warning("afterwards")
    told, afterwards = lines.getvalue().splitlines()
    assert "[mine-2] django.request: Bad Request: /api/v1/documents/" in told
    assert "[-] django: afterwards" in afterwards


# ---- compression


@pytest.mark.parametrize("coding", PACKED)
def test_answers_come_compressed_to_whoever_takes_it(get, make, coding):
    for _ in range(3):
        make.whole_document()
    plain, packed = get("paragraphs/"), get("paragraphs/", headers={"accept-encoding": coding})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == coding
    assert PACKED[coding](packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content) / 2
    for response in (plain, packed):
        assert "Accept-Encoding" in response["Vary"]


def test_a_caller_chooses_by_weight(get):
    coding = get("openapi.json", headers={"accept-encoding": "br;q=0.5, gzip;q=0.9, zstd;q=0"})["Content-Encoding"]
    assert coding == "gzip"


@pytest.mark.parametrize("path", ["", "tree/", "text/", "source/"])
@pytest.mark.parametrize("coding", PACKED)
def test_an_unchanged_compressed_answer_is_not_sent_again(get, make, path, coding):
    address = f"documents/{make.new_document('规划'.encode() * 200).id}/{path}"
    plain, packed = get(address), get(address, headers={"accept-encoding": coding})
    if packed.get("Content-Encoding"):
        assert packed["ETag"] == f'{plain["ETag"][:-1]}-{coding}"'
    again = get(address, headers={"accept-encoding": coding, "if-none-match": packed["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", packed["ETag"])
    assert "Accept-Encoding" in again["Vary"]
    assert get(address, headers={"if-none-match": f'"x", W/{packed["ETag"]}'}).status_code == 304
    assert get(address, headers={"if-none-match": f'"x-{coding}"'}).status_code == 200


def test_short_answers_and_packed_files_stay_as_they_are(get, make):
    assert "Content-Encoding" not in get("sources/", headers={"accept-encoding": "gzip"})
    for media_type in ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet", "image/png"):
        assert "Content-Encoding" not in through(HttpResponse(b"x" * 9999, content_type=media_type), "gzip")


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "application/problem+json", "application/akn+xml", "application/x-ndjson", "application/yaml", "text/csv; charset=utf-8"],
)
@pytest.mark.parametrize("coding", PACKED)
def test_streams_are_compressed_as_they_come(media_type, coding):
    asked = []

    def lines():
        for n in range(100):
            asked.append(n)
            yield f"line {n}\n".encode() * 100

    response = through(StreamingHttpResponse(lines(), content_type=media_type, headers={"ETag": '"1"'}), coding)
    assert (response["Content-Encoding"], response["ETag"]) == (coding, f'"1-{coding}"')
    pieces = iter(response.streaming_content)
    next(piece for piece in pieces if piece)
    assert len(asked) < 5, "nothing is held back until the end"
    whole = b"".join(through(StreamingHttpResponse(lines(), content_type=media_type), coding).streaming_content)
    assert PACKED[coding](whole) == b"".join(lines())


def through(response, coding, path="/api/v1/x/"):
    request = RequestFactory().get(path, headers={"accept-encoding": coding})
    return CompressionMiddleware(lambda request: response)(request)


def test_pages_with_secrets_are_not_compressed(client, db):
    response = client.get("/admin/login/", headers={"accept-encoding": "gzip, br, zstd"})
    assert b"csrfmiddlewaretoken" in response.content
    assert "Content-Encoding" not in response


# ---- reading and writing from other origins


def test_every_page_may_read_what_it_needs(get):
    response = get("documents/", headers={"origin": ELSEWHERE})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response
    exposed = response["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Last-Modified", "Link", "X-Request-Id", "RateLimit", "RateLimit-Policy", "Retry-After", "Location", "Sunset"} <= {*exposed}


def preflight(client, method, origin, **headers):
    return client.options("/api/v1/documents/", headers={"origin": origin, "access-control-request-method": method, **headers})


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_only_named_pages_may_write(client, settings, method):
    settings.CORS_ALLOWED_ORIGINS = ["https://editors.example"]
    refused = preflight(client, method, ELSEWHERE)
    assert "Access-Control-Allow-Origin" not in refused
    assert "origin" in refused["Vary"].lower()
    allowed = preflight(client, method, "https://editors.example")
    assert method in allowed["Access-Control-Allow-Methods"].split(", ")
    assert {"authorization", "if-match", "content-type"} <= {*allowed["Access-Control-Allow-Headers"].split(", ")}
    assert "Access-Control-Allow-Credentials" not in allowed
    for origin, told in ((ELSEWHERE, False), ("https://editors.example", True)):
        response = getattr(client, method.lower())("/api/v1/documents/", headers={"origin": origin})
        assert ("Access-Control-Allow-Origin" in response) == told


def test_a_preflight_for_reading_names_no_other_method(client, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://editors.example"]
    response = preflight(client, "GET", ELSEWHERE, **{"access-control-request-headers": "if-none-match"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_nothing_else_is_open(client, db, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://editors.example"]
    for path in ("/admin/login/", "/healthz"):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers={"origin": "https://editors.example"})


# ---- refusals that no view of ours makes


def is_problem(response, status):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json"), response.content[:300]
    body = response.json()
    assert body["status"] == status
    assert body["request_id"] == response["X-Request-Id"]
    return body


def test_a_strange_host(client, db):
    assert "host name" in is_problem(client.get("/api/v1/documents/", headers={"host": "elsewhere.example"}), 400)["detail"]
    assert client.get("/admin/login/", headers={"host": "elsewhere.example"})["Content-Type"].startswith("text/html")


def test_a_failure_outside_every_view(client, monkeypatch):
    def broken(self, request):
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("django.contrib.sessions.middleware.SessionMiddleware.process_request", broken)
    client.raise_request_exception = False
    body = is_problem(client.get("/api/v1/documents/"), 500)
    assert "secret" not in str(body)
    assert client.get("/admin/")["Content-Type"].startswith("text/html")


def test_writing_without_a_token_of_the_session():
    """CSRF is checked before any view: addresses where nothing is are told all the same."""
    assert "not possible" in is_problem(Client(enforce_csrf_checks=True).post("/api/v1/documents/"), 405)["detail"]
    is_problem(Client(enforce_csrf_checks=True).post("/api/v1/nothing/"), 404)


def test_a_csrf_failure_is_a_problem_below_the_api_only():
    from planapi.refusals import csrf_failure

    asked = RequestFactory().post("/api/v1/")
    response = csrf_failure(asked, reason="no cookie")
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert csrf_failure(RequestFactory().post("/admin/"), reason="x")["Content-Type"].startswith("text/html")


def test_too_large_a_body(settings):
    from django.core.exceptions import RequestDataTooBig

    from planapi.refusals import bad_request
    from plans.api.errors import exception_handler

    request = RequestFactory().post("/api/v1/")
    for response in (bad_request(request, RequestDataTooBig()), exception_handler(RequestDataTooBig(), {"request": request})):
        assert (response.status_code, response["Content-Type"]) == (413, "application/problem+json")


def test_a_missing_slash_keeps_the_method(client):
    assert client.get("/api/v1/documents").status_code == 301
    assert client.patch("/api/v1/documents").status_code == 308
