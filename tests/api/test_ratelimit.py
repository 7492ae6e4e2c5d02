"""Limits: who is counted, how it is told, and that all processes count together."""

import subprocess
import sys
from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from plans.api import ratelimit
from plans.api.counters import NEAR, SharedCounters

ADDRESS = "203.0.113.7"


@pytest.fixture(autouse=True)
def limits(settings, monkeypatch, tmp_path):
    """Three requests an hour for an address, five for an account; a clock that stands still."""
    counters = SharedCounters(tmp_path / "counters")
    monkeypatch.setattr(ratelimit, "counters", lambda: counters)
    monkeypatch.setattr(ratelimit.time, "time", lambda: 3600 * 480_000 + 600.0)
    settings.PLANAPI_RATE_LIMITS = {"anonymous": 3, "user": 5}
    settings.PLANAPI_RATE_WINDOW = 3600
    return settings


def told(response):
    return response["RateLimit-Policy"], response["RateLimit"]


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/documents/", "/api/v1/documents/?x=1", "/api/v1/documents/nothing/", "/api/nothing"])
def test_every_answer_tells_what_is_left(client, db, path):
    for left in (2, 1, 0):
        response = client.get(path)
        assert response.status_code != 429
        assert told(response) == ('"anonymous";q=3;w=3600', f'"anonymous";r={left};t=3000')
    refused = client.get(path, headers={"origin": "https://elsewhere.example"})
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert refused["Retry-After"] == "3000"
    assert told(refused) == ('"anonymous";q=3;w=3600', '"anonymous";r=0;t=3000')
    body = refused.json()
    assert body["type"] == "urn:planapi:problem:too-many-requests"
    assert body["detail"].startswith("More than 3 requests in 3600 seconds.")
    assert refused["Access-Control-Allow-Origin"] == "*"


def test_a_new_window_begins_at_nothing(client, monkeypatch):
    for _ in range(4):
        last = client.get("/api/v1/").status_code
    assert last == 429
    monkeypatch.setattr(ratelimit.time, "time", lambda: 3600 * 480_001 + 0.5)
    assert told(client.get("/api/v1/"))[1] == '"anonymous";r=2;t=3600'


@pytest.mark.parametrize("method", ["head", "options", "post", "delete"])
def test_every_method_counts(client, method):
    assert told(getattr(client, method)("/api/v1/"))[1] == '"anonymous";r=2;t=3000'
    assert told(client.get("/api/v1/"))[1] == '"anonymous";r=1;t=3000'


def test_a_wrong_type_counts(client):
    response = client.get("/api/v1/", headers={"accept": "image/png"})
    assert (response.status_code, told(response)[1]) == (406, '"anonymous";r=2;t=3000')


def test_counting_asks_the_database_nothing(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/api/v1/").status_code == 200


def test_no_limit_is_no_header(client, limits):
    limits.PLANAPI_RATE_LIMITS = {"anonymous": 0, "user": 0}
    for _ in range(5):
        response = client.get("/api/v1/")
        assert response.status_code == 200
        assert "RateLimit" not in response


def test_elsewhere_nothing_is_counted(client, db):
    for path in ("/admin/login/", "/healthz"):
        assert "RateLimit" not in client.get(path)


def request(remote, forwarded=None):
    return RequestFactory().get("/api/v1/", REMOTE_ADDR=remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}))


def counted(request, user=None):
    ratelimit.count_request(request, user)
    return request.rate_limit["RateLimit"]


def test_each_address_and_each_account_by_itself():
    assert counted(request(ADDRESS)) == '"anonymous";r=2;t=3000'
    assert counted(request("203.0.113.8")) == '"anonymous";r=2;t=3000'
    assert counted(request(ADDRESS)) == '"anonymous";r=1;t=3000'
    assert counted(request(ADDRESS), SimpleNamespace(pk=7)) == '"user";r=4;t=3000'
    assert counted(request("203.0.113.9"), SimpleNamespace(pk=7)) == '"user";r=3;t=3000'
    assert counted(request(ADDRESS), SimpleNamespace(pk=8)) == '"user";r=4;t=3000'


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "198.51.100.1", "192.0.2.1"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (2, "198.51.100.1", "198.51.100.1"),
        (1, None, "192.0.2.1"),
        (1, "2001:db8::1", "2001:db8::/64"),
    ],
)
def test_a_proxy_is_believed_only_if_it_is_ours(limits, proxies, forwarded, address):
    """What a caller writes into X-Forwarded-For itself stands left of what our proxies add."""
    limits.PLANAPI_PROXIES = proxies
    assert ratelimit.address_of(request("192.0.2.1", forwarded)) == address


# ---- the counters


def test_counts_by_key_and_window(tmp_path):
    counters = SharedCounters(tmp_path / "counters")
    assert [counters.add("a", 7), counters.add("a", 7, 10), counters.add("b", 7), counters.add("a", 8), counters.add("a", 8)] == [1, 11, 1, 1, 2]
    assert SharedCounters(tmp_path / "counters").add("b", 7) == 2


def test_where_there_is_no_room_the_smallest_gives_way(tmp_path, monkeypatch):
    monkeypatch.setattr("plans.api.counters.SLOTS", NEAR)
    counters = SharedCounters(tmp_path / "counters")
    for n in range(NEAR):
        counters.add(f"key {n}", 1, amount=n + 2)
    assert counters.add("new", 1) == 1
    assert counters.add("key 0", 1) == 1  # it stood where "new" came, and where "new" stood it comes again
    assert [counters.add(f"key {n}", 1) for n in range(1, NEAR)] == [n + 3 for n in range(1, NEAR)]


def test_processes_count_together(tmp_path):
    code = (
        "import sys; from plans.api.counters import SharedCounters; c = SharedCounters(sys.argv[1]); "
        "print(max(c.add('one', 1) for _ in range(3000)))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, tmp_path / "counters"], stdout=subprocess.PIPE) for _ in range(3)]
    assert max(int(process.communicate()[0]) for process in running) == 9000


def test_a_file_of_somebody_else_is_not_used(tmp_path, caplog):
    (tmp_path / "target").write_bytes(b"precious")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    assert SharedCounters(tmp_path / "link").add("a", 1) == 1
    assert "can't be shared" in caplog.text
    assert (tmp_path / "target").read_bytes() == b"precious"
