"""The committed OpenAPI document by itself: whoever has nothing else finds everything told, named, and shown by an example that is true."""

import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.api.test_description import COMMITTED


@pytest.fixture(scope="module")
def description():
    return yaml.load(COMMITTED.read_text(), Loader=yaml.CSafeLoader)


def operations(description):
    return [(f"{method.upper()} {path}", each) for path, methods in description["paths"].items() for method, each in methods.items()]


def everything(part, place=""):
    """Every dict of the document, with its place: `/paths/~/get/parameters/0`."""
    if isinstance(part, dict):
        yield place, part
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if key not in ("example", "examples", "value", "default"):
            yield from everything(inner, f"{place}/{key}")


def test_everything_has_a_description(description):
    """Operations, parameters, bodies, answers, headers, schemas and their fields."""
    mute = [label for label, each in operations(description) if not (each.get("summary") and each.get("description"))]
    for place, each in everything(description):
        holder = place.split("/")[-2:][0]
        told = each.get("description") or "$ref" in each
        if not told and (holder in ("properties", "parameters", "responses", "headers") or (holder == "schemas" and "enum" not in each)):
            mute.append(place)
    assert not mute, "\n".join(mute)


def test_operation_ids_are_what_one_would_call_them(description):
    """Never changed later: clients made from the document have them as names of functions."""
    ids = {label: each["operationId"] for label, each in operations(description)}
    assert len(set(ids.values())) == len(ids)
    assert {ids[label] for label in ids if "target" in label} == {"listTargets", "getTarget", "updateTarget"}
    for label, name in ids.items():
        assert re.fullmatch(r"(list|get|update|accept|reject|search|compare|download)([A-Z][A-Za-z0-9]*)?", name), label


def test_closed_lists_have_one_name_each(description):
    """What a field can hold is a component with a name; a parameter that takes the same values refers to it."""
    named = {tuple(schema["enum"]): name for name, schema in description["components"]["schemas"].items() if "enum" in schema}
    for place, each in everything(description):
        if "enum" not in each or re.fullmatch(r"/components/schemas/\w+", place):
            continue
        assert "/properties/" not in place, place
        assert tuple(each["enum"]) not in named, (place, named[tuple(each["enum"])])


def test_closed_lists_tell_their_values_in_chinese_or_english(description):
    for name, schema in description["components"]["schemas"].items():
        for value in schema.get("enum", ()) if not name.endswith(("Field", "Relation")) else ():
            assert f"* `{value}` - " in schema["description"], (name, value)


def shown(description):
    """Every example of a body, with the schema it illustrates."""
    for place, each in everything(description):
        if "schema" in each and re.search(r"/content/[^/]*/[^/]*$", place):
            for example in each.get("examples", {}).values():
                yield place, each["schema"], example["value"]


def test_examples_obey_their_schema(description):
    found = [*shown(description)]
    assert len(found) >= 40
    wrong = []
    for place, schema, value in found:
        if "json" not in place.rpartition("/content/")[2]:
            continue
        for error in Draft202012Validator({**schema, "components": description["components"]}).iter_errors(value):
            wrong.append((place, [*error.absolute_path], error.message[:200]))
    assert wrong == []


def test_every_record_is_shown(description):
    """Every successful answer in JSON has an example, and every body that is sent."""
    bare = []
    for label, each in operations(description):
        answers = [each["responses"][status] for status in each["responses"] if status.startswith("2")]
        for holder in [*answers, each.get("requestBody", {})]:
            content = holder.get("content", {}).get("application/json")
            if content is not None and not content.get("examples") and not label.endswith("/dataset/"):  # DCAT has a vocabulary of its own
                bare.append(label)
    assert bare == []


def test_parameters_take_their_own_examples(description):
    for label, operation in operations(description):
        for parameter in operation.get("parameters", ()):
            schema = parameter["schema"]
            for value in schema.get("examples", ()):
                Draft202012Validator({**schema, "components": description["components"]}).validate(value), label


def test_tags_stand_in_the_order_one_reads_them(description):
    """What belongs together stands together; every tag is used, every operation has one."""
    tags = [tag["name"] for tag in description["tags"]]
    used = {each["tags"][0] for _, each in operations(description)}
    assert used == set(tags)
    assert tags[:2] == ["root", "documents"]
    assert all(tag["description"] for tag in description["tags"])
    assert all(len(each["tags"]) == 1 for _, each in operations(description))


def test_all_references_lead_somewhere(description):
    for place, each in everything(description):
        if reference := each.get("$ref"):
            part = description
            for key in reference.removeprefix("#/").split("/"):
                assert key in part, (place, reference)
                part = part[key]
