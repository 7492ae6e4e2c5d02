"""Every address of the API, found by its pattern so that none is forgotten: versions, 304, HEAD, OPTIONS and what is not allowed."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver
from django.utils.http import http_date, parse_http_date

from plans.api import versions
from plans.models import Document, Indicator, Region, Target

ELSEWHERE = {"origin": "https://elsewhere.example"}
# Their answers come from the code, not from the data.
DESCRIBED = {"root", "openapi-yaml", "openapi-json", "docs"}
ASKED = {"search-list": {"q": "增长"}, "indicators-compare": {"region": "141100,140100"}}
OF_THIS_REQUEST = {"X-Request-Id", "RateLimit", "Date"}


def patterns(found=None, before="/api/"):
    for each in get_resolver("plans.api.urls").url_patterns if found is None else found:
        if hasattr(each, "url_patterns"):
            yield from patterns(each.url_patterns, before + str(each.pattern))
        elif each.name and hasattr(each.callback, "cls"):
            yield each.name, before + str(each.pattern).strip("^$")


NAMES = [name for name, _ in patterns()]


@pytest.fixture
def addresses(get, make, regions, settings):
    """Every address that can be read, filled with records that are there."""
    settings.PLANAPI_RATE_LIMITS = {"anonymous": 10**9, "user": 10**9}
    make.new_indicator("gdp")
    document = make.whole_document(region=regions["141100"])
    eid = get(f"documents/{document.id}/tree/").json()["body"][0]["eid"]

    def filled(name, route):
        kind = name.rpartition("-")[0]
        key = {"regions": "141100", "indicators": "gdp", "documents": document.id}.get(kind)
        if "<" in route and not key:
            key = get(f"{'projects' if kind == 'projects' else kind}/").json()["results"][0]["id"]
        route = re.sub(r"\(\?P<eid>[^)]*\)", eid, route)
        return re.sub(r"\(\?P<\w+>[^)]*\)|<str:\w+>", str(key), route)

    return {name: filled(name, route) for name, route in patterns()}


def readable(addresses, get):
    """What answers GET: some addresses may be there for writing only."""
    for name, address in addresses.items():
        response = get(address, headers=ELSEWHERE, **ASKED.get(name, {}))
        if response.status_code != 405 and "no-store" not in response["Cache-Control"]:
            assert response.status_code == 200, (address, response.content[:300])
            yield name, address, response


def test_every_answer_has_a_version_and_comes_once(addresses, get):
    """304 by ETag takes one query; by time it may take more."""
    found = [*readable(addresses, get)]
    assert len(found) > 35
    for name, address, response in found:
        asked = ASKED.get(name, {})
        assert re.fullmatch(r'"[0-9a-f]{32,64}"', response["ETag"]), address
        assert parse_http_date(response["Last-Modified"]) <= datetime.now(UTC).timestamp() + 1, address
        assert response["Cache-Control"] == "public, no-cache", address
        assert "Accept-Encoding" in response["Vary"], address
        assert response["X-Request-Id"], address
        assert response["RateLimit"].startswith('"anonymous";r=9'), address
        assert response["Access-Control-Allow-Origin"] == "*", address
        with CaptureQueriesContext(connection) as queries:
            again = get(address, headers={"if-none-match": f'"other", {response["ETag"]}'}, **asked)
        assert (again.status_code, again.content) == (304, b""), address
        assert len(queries) == (name not in DESCRIBED), (address, [each["sql"][:200] for each in queries])
        for header in ("ETag", "Last-Modified", "Cache-Control"):
            assert again[header] == response[header], address
        for headers in ({"if-none-match": "*"}, {"if-modified-since": response["Last-Modified"]}):
            assert get(address, headers=headers, **asked).status_code == 304, (address, headers)
        earlier = http_date(parse_http_date(response["Last-Modified"]) - 1)
        assert get(address, headers={"if-modified-since": earlier}, **asked).status_code == 200, address
        refused = get(address, headers={"if-match": '"other"'}, **asked)
        assert (refused.status_code, refused["Content-Type"]) == (412, "application/problem+json"), address


def test_head_tells_what_get_tells_without_the_body(addresses, get, client):
    for name, address, response in readable(addresses, get):
        head = client.head(address, ASKED.get(name, {}), headers=ELSEWHERE)
        assert (head.status_code, head.content) == (200, b""), address
        told = [{key: value for key, value in each.headers.items() if key not in OF_THIS_REQUEST} for each in (head, response)]
        assert told[0] == told[1], address
        assert int(head["Content-Length"]) == len(response.content), address
        assert client.head(address, ASKED.get(name, {}), headers={"if-none-match": response["ETag"]}).status_code == 304, address


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_options_allow_what_there_is(addresses, client, method):
    for address in addresses.values():
        options = client.options(address)
        assert options.status_code in (200, 204), address
        allowed = options["Allow"].split(", ")
        assert "OPTIONS" in allowed, address
        if method not in allowed:
            response = client.generic(method, address, b"{}", content_type="application/json")
            assert response.status_code in (401, 403, 405), (address, response.content)
            assert response["Content-Type"] == "application/problem+json", address
            if response.status_code == 405:
                assert response["Allow"] == options["Allow"], address


def test_a_preflight_is_answered_everywhere(addresses, client):
    for address in addresses.values():
        response = client.options(address, headers=ELSEWHERE | {"access-control-request-method": "GET"})
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (200, "*"), address


# ---- lists: the version of all data

LISTS = ["documents/", "paragraphs/?kind=item", "regions/?page_size=1", "regions/141100/", "search/?q=增长", "indicators/gdp/series/"]
LISTS += ["indicators/gdp/compare/?region=141100,140100", "paragraphs/?format=csv"]
WRITES = [
    lambda: Document.objects.update(review_state="reviewed"),
    lambda: Region.objects.filter(code="440000").update(full_name="广东"),
    lambda: Indicator.objects.create(code="new", name="新", theme="economy"),
    lambda: Target.objects.filter(line__gte=0).delete(),
    lambda: Target.objects.update(position=999),
]


@pytest.fixture
def etag(get):
    """The ETag of an answer, read to its end: a file is made while it is read."""

    def etag(path, **asked):
        response = get(path, **asked)
        assert response.getvalue()
        return response["ETag"]

    return etag


@pytest.mark.parametrize("write", range(len(WRITES)))
def test_every_write_is_a_new_version(addresses, get, etag, write):
    before = {path: etag(path) for path in LISTS}
    assert before == {path: etag(path) for path in LISTS}
    assert len({*before.values()}) == len(LISTS)
    WRITES[write]()
    for path, known in before.items():
        response = get(path, headers={"if-none-match": known})
        assert (response.status_code, bool(response.getvalue())) == (200, True), path
        assert response["ETag"] != known, path


def test_a_version_is_of_one_host_one_query_and_one_type(etag, make, settings):
    settings.ALLOWED_HOSTS = ["*"]
    make.whole_document()
    asked = [{}, {"host": "b.example"}, {"accept": "text/csv"}, {"accept": "application/x-ndjson"}]
    etags = [etag("documents/", headers=headers) for headers in asked]
    etags += [etag("documents/", **query) for query in ({"page_size": "1"}, {"ordering": "id"}, {"format": "csv"})]
    assert len({*etags}) == 7


def test_a_file_that_need_not_be_sent_holds_nothing(get, make):
    """It has been begun when its time is compared; each holds one of a few places for files."""
    make.whole_document()
    for _ in range(9):
        assert get("documents/", headers={"if-none-match": "*"}, format="csv").status_code == 304
    assert get("documents/", format="csv").getvalue().startswith(b"id,")


def test_a_bad_request_is_refused_whatever_the_caller_has(get, db):
    """`*` and a time say nothing about the request itself."""
    later = http_date((datetime.now(UTC) + timedelta(days=1)).timestamp())
    for headers in ({"if-none-match": "*"}, {"if-modified-since": later}):
        for path in ("documents/?year=x", "documents/?cursor=x", "documents/?yeer=1", "indicators/nothing/series/"):
            response = get(path, headers=headers)
            assert response.status_code in (400, 404), (path, headers)
            assert "ETag" not in response


def test_a_new_description_is_a_new_version(get, make, monkeypatch):
    address = f"documents/{make.new_document().id}/"
    before = [get(path)["ETag"] for path in ("", "documents/", address)]
    monkeypatch.setattr(versions, "SHAPE", "other")
    assert not {*before} & {get(path)["ETag"] for path in ("", "documents/", address)}


def test_caches_may_be_told_to_ask_less(get, settings, make):
    settings.PLANAPI_CACHE_SECONDS = 60
    for path in ("", "documents/", f"documents/{make.new_document().id}/tree/"):
        assert get(path)["Cache-Control"] == "public, max-age=60, stale-while-revalidate=60"
    assert get("documents/?x=1")["Cache-Control"] == "no-store"
    assert versions.cache_control("an editor") == "private, no-cache"
