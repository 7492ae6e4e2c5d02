"""The last touch to the OpenAPI document: one name for each closed list, wherever its values are taken or told."""

REFERENCE = "#/components/schemas/"
NOTHING = f"{REFERENCE}NullEnum"


def name_closed_lists(result, generator, **more):
    """For drf-spectacular, after it has named the lists of fields: parameters that take the same values refer to the same name."""
    schemas = result["components"]["schemas"]
    named = {tuple(schema["enum"]): name for name, schema in reversed(schemas.items()) if "enum" in schema}
    for methods in result["paths"].values():
        for operation in methods.values():
            for parameter in operation.get("parameters", ()):
                parameter["schema"] = _named(parameter["schema"], named)
    _plain_null(result)
    schemas.pop("NullEnum", None)
    return result


def _named(schema, named):
    if "items" in schema:
        return schema | {"items": _named(schema["items"], named)}
    name = named.get(tuple(schema.get("enum", ())))
    if not name:
        return schema
    rest = {key: value for key, value in schema.items() if key not in ("type", "enum")}
    return {"$ref": f"{REFERENCE}{name}"} | rest


def _plain_null(part):
    """What has a type of its own in OpenAPI 3.1 needs no component: `{"type": "null"}`."""
    for key, inner in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(inner, dict) and inner.get("$ref") == NOTHING:
            part[key] = {"type": "null"}
        elif isinstance(inner, dict | list):
            _plain_null(inner)
