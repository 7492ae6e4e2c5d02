"""What will go is told in headers and in the OpenAPI document: with a view that has something of everything to lose."""

from datetime import date

import pytest
from django.test import RequestFactory
from django.urls import path
from drf_spectacular.drainage import set_override
from drf_spectacular.generators import SchemaGenerator

from plans.api import documents, root, serializers
from plans.api.deprecation import Deprecation

NEWS = "https://plans.example/news/"
IN_2027, IN_2028 = date(2027, 1, 1), date(2028, 1, 1)


class DyingSerializer(serializers.DocumentSerializer):
    class Meta(serializers.DocumentSerializer.Meta):
        pass


class DyingViewSet(documents.DocumentViewSet):
    serializer_class = DyingSerializer
    deprecations = (
        Deprecation(f"{NEWS}text", since=IN_2027, sunset=IN_2028, action="text"),
        Deprecation(f"{NEWS}type", since=date(2026, 12, 1), parameter="type__in"),
        Deprecation(f"{NEWS}theme", since=date(2026, 12, 24), sunset=date(2029, 1, 1), field="theme", action="retrieve"),
    )


class DyingRoot(root.RootView):
    deprecations = (Deprecation(f"{NEWS}root", since=IN_2027, sunset=IN_2028),)


def ask(view, query="", method="get", **kwargs):
    response = view(getattr(RequestFactory(), method)(f"/api/v1/documents/{query}"), **kwargs)
    return tuple(response.get(name) for name in ("Deprecation", "Sunset", "Link"))


def link(name):
    return f'<{NEWS}{name}>; rel="deprecation"; type="text/html"'


def test_a_view_as_a_whole():
    for method in ("get", "head", "options", "post"):
        assert ask(DyingRoot.as_view(), method=method) == ("@1798761600", "Sat, 01 Jan 2028 00:00:00 GMT", link("root"))


def test_an_action(make):
    key = {"pk": make.new_document().pk}
    assert ask(DyingViewSet.as_view({"get": "text"}), **key) == ("@1798761600", "Sat, 01 Jan 2028 00:00:00 GMT", link("text"))
    assert ask(DyingViewSet.as_view({"get": "tree"}), **key) == (None, None, None)


def test_a_parameter_only_where_it_is_used(db):
    view = DyingViewSet.as_view({"get": "list"})
    since, sunset, links = ask(view, "?type__in=outline")
    assert (since, sunset) == ("@1796083200", None)
    assert links.endswith(f'; rel="first", {link("type")}')
    since, sunset, links = ask(view, "?type=outline")
    assert (since, sunset) == (None, None)
    assert "deprecation" not in links


def test_a_field_and_whatever_else_is_used(make, monkeypatch):
    view, key = DyingViewSet.as_view({"get": "retrieve"}), {"pk": make.new_document().pk}
    assert ask(view, **key) == ("@1798070400", "Mon, 01 Jan 2029 00:00:00 GMT", link("theme"))
    whole = Deprecation(f"{NEWS}all", since=date(2026, 6, 1), sunset=IN_2028)
    monkeypatch.setattr(DyingViewSet, "deprecations", (*DyingViewSet.deprecations, whole))
    assert ask(view, **key) == ("@1780272000", "Sat, 01 Jan 2028 00:00:00 GMT", f"{link('theme')}, {link('all')}")


@pytest.mark.parametrize(
    ("query", "told"),
    [({}, True), ({"fields": "id,theme"}, True), ({"fields": "id"}, False), ({"omit": "theme"}, False), ({"omit": "id"}, True)],
)
def test_a_field_that_is_left_out_is_not_warned_of(query, told):
    assert Deprecation(NEWS, IN_2027, field="theme").concerns("list", query) == told


def test_the_rest_tells_nothing(get):
    response = get("documents/")
    assert "Deprecation" not in response
    assert "Sunset" not in response


def test_the_description_marks_all_of_it():
    actions = {"": "list", "<str:pk>/": "retrieve", "<str:pk>/text/": "text", "<str:pk>/tree/": "tree"}
    patterns = [path(f"api/v1/documents/{end}", DyingViewSet.as_view({"get": action})) for end, action in actions.items()]
    patterns.append(path("api/v1/", DyingRoot.as_view()))
    try:
        described = SchemaGenerator(patterns=patterns).get_schema(public=True)
    finally:
        set_override(DyingSerializer, "deprecate_fields", [])
    operations = {address.rstrip("/").split("/")[-1]: methods["get"] for address, methods in described["paths"].items()}
    assert {name for name, operation in operations.items() if operation.get("deprecated")} == {"text", "v1"}
    parameters = operations["documents"]["parameters"]
    assert [parameter["name"] for parameter in parameters if parameter.get("deprecated")] == ["type__in"]
    properties = described["components"]["schemas"]["Dying"]["properties"]
    assert [name for name, schema in properties.items() if schema.get("deprecated")] == ["theme"]
    for name, tells in (("text", True), ("documents", True), ("tree", False)):
        assert ("Sunset" in operations[name]["responses"]["200"]["headers"]) == tells
    assert {"Deprecation", "Sunset", "Link"} <= set(described["components"]["headers"])
