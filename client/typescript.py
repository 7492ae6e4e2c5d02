"""The API's TypeScript client, made from the OpenAPI document: `make client`, or

    python -m client.typescript [FILE]

writes client/planapi.ts: types of every path, operation and component, in the form of openapi-typescript (so that
openapi-fetch and whatever else stands on that form takes them as well), and below them the few lines of client/fetching.ts,
which ask with these types. One file, no dependency: copy it into any project.
"""

import json
import re
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent / "plans" / "api" / "openapi.yaml"
FETCHING = HERE / "fetching.ts"
CLIENT = HERE / "planapi.ts"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PLACES = ("query", "header", "path", "cookie")
SIMPLE = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def client(document):
    """The whole file for an OpenAPI document (a dict)."""
    head = f"// Made from the OpenAPI document of {document['info']['title']} {document['info']['version']} by `make client`. Do not edit.\n"
    return f"{head}\n{types(document)}\n{FETCHING.read_text(encoding='utf-8')}"


def types(document):
    """The interfaces `paths`, `operations` and `components`."""
    components = {
        "schemas": {name: (schema, schema_type(schema)) for name, schema in document["components"]["schemas"].items()},
        "responses": {name: ({}, answer(response)) for name, response in document["components"].get("responses", {}).items()},
        "headers": {name: (header, schema_type(header["schema"])) for name, header in document["components"].get("headers", {}).items()},
    }
    operations = {each["operationId"]: (each, operation(each)) for methods in document["paths"].values() for each in methods.values()}
    paths = {path: ({}, path_item(methods)) for path, methods in document["paths"].items()}
    parts = {"paths": paths, "operations": operations, "components": {kind: ({}, block(each)) for kind, each in components.items()}}
    return "\n".join(f"export interface {name} {block(members)}\n" for name, members in parts.items())


def path_item(methods):
    asked = {method: ({}, f'operations[{quoted(methods[method]["operationId"])}]' if method in methods else "never") for method in METHODS}
    return block({name if text != "never" else f"{name}?": (said, text) for name, (said, text) in asked.items()}, plain=True)


def operation(each):
    """Parameters by place, the body, and what can be answered."""
    by_place = {place: [one for one in each.get("parameters", ()) if one["in"] == place] for place in PLACES}
    parameters = {}
    for place, found in by_place.items():
        needed = any(one.get("required") for one in found)
        members = {key(one["name"], one.get("required")): (one, schema_type(one["schema"])) for one in found}
        parameters[place if needed else f"{place}?"] = ({}, block(members, plain=True) if found else "never")
    members = {"parameters": ({}, block(parameters, plain=True))}
    if body := each.get("requestBody"):
        members[key("requestBody", body.get("required"))] = ({}, block({"content": ({}, contents(body))}, plain=True))
    else:
        members["requestBody?"] = ({}, "never")
    answers = {status: ({}, answer(response)) for status, response in each["responses"].items()}
    return block(members | {"responses": ({}, block(answers, plain=True))}, plain=True)


def answer(response):
    if reference := response.get("$ref"):
        return referred(reference)
    headers = {key(name, False): (header, header_type(header)) for name, header in response.get("headers", {}).items()}
    headers["[name: string]"] = ({}, "unknown")
    content = {"content": ({}, contents(response))} if response.get("content") else {"content?": ({}, "never")}
    return block({"headers": ({}, block(headers, plain=True))} | content, plain=True)


def header_type(header):
    return referred(header["$ref"]) if "$ref" in header else schema_type(header["schema"])


def contents(holder):
    return block({quoted(kind): ({}, schema_type(media.get("schema", {}))) for kind, media in holder["content"].items()}, plain=True)


def schema_type(schema):
    """A schema as a type.

    >>> schema_type({"oneOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}]})
    'components["schemas"]["Place"] | null'
    >>> schema_type({"type": ["integer", "null"], "minimum": 0}), schema_type({"type": "array", "items": {"enum": ["a", "b"]}})
    ('number | null', '("a" | "b")[]')
    """
    if reference := schema.get("$ref"):
        return referred(reference)
    if "const" in schema or "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema.get("enum", [schema.get("const")]))
    for name, sign in (("allOf", " & "), ("oneOf", " | "), ("anyOf", " | ")):
        if name in schema:
            return sign.join(dict.fromkeys(grouped(schema_type(each), sign) for each in schema[name]))
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    return " | ".join(typed(kind, schema) for kind in kinds) or "unknown"


def typed(kind, schema):
    if kind == "array":
        return f"{grouped(schema_type(schema.get('items', {})), '[]')}[]"
    if kind != "object":
        return "Blob" if schema.get("format") == "binary" else SIMPLE[kind]
    needed = schema.get("required", ())
    members = {key(name, name in needed): (each, schema_type(each)) for name, each in schema.get("properties", {}).items()}
    if members:
        return block(members, plain=True)
    more = schema.get("additionalProperties", {})
    return f"{{ [name: string]: {schema_type(more if isinstance(more, dict) else {})} }}"


def grouped(text, sign):
    return f"({text})" if sign != " | " and re.search(r" [|&] ", re.sub(r"\{.*\}", "", text, flags=re.DOTALL)) else text


def referred(reference):
    """The type a `$ref` names: components["schemas"]["Place"]."""
    return "components" + "".join(f"[{quoted(part)}]" for part in reference.split("/")[2:])


def key(name, needed):
    return (name if re.fullmatch(r"[A-Za-z_$][\w$]*", name) else quoted(name)) + ("" if needed else "?")


def quoted(text):
    return json.dumps(text, ensure_ascii=False)


def block(members, plain=False):
    """{ name: type; … }, each member with its description before it. `plain` if the names are keys already."""
    lines = []
    for name, (said, text) in members.items():
        described = said.get("description", "")
        lines += comment(described) if described else ()
        lines.append(f"{name if plain else key(name, True)}: {text};")
    return "{\n" + "".join(f"  {line}\n" for text in lines for line in text.split("\n")) + "}"


def comment(text):
    lines = text.replace("*/", "*\\/").strip().split("\n")
    return [f"/** {lines[0]} */"] if len(lines) == 1 else ["/**", *(f" * {line}".rstrip() for line in lines), " */"]


def main(arguments):
    target = Path(arguments[0]) if arguments else CLIENT
    target.write_text(client(yaml.load(DOCUMENT.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
