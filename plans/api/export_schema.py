"""How exports stand in the OpenAPI document: formats of every list's answer, and their parameters."""

from plans.api.exporting import BOM_TEXT, COUNT_HEADER, FORMAT_TEXT, NAMES
from plans.exports.formats import FORMATS

HEADERS = {
    COUNT_HEADER: ("How many rows the file holds: for a progress bar, and to see that it is whole. Not with `json`.", {"type": "integer"}),
    "Content-Disposition": ("The name of the file. Not with `json`.", {"type": "string"}),
}
PARAMETERS = [
    {
        "name": "format",
        "in": "query",
        "required": False,
        "description": FORMAT_TEXT + "".join(f"\n* `{each.name}` - {each.description}" for each in FORMATS.values()),
        "schema": {"type": "string", "enum": [*NAMES], "default": "json"},
    },
    {"name": "bom", "in": "query", "required": False, "description": BOM_TEXT, "schema": {"type": "boolean", "default": False}},
]


def describe(operation):
    """Adds to the operation of a list what its answer can be beside a page of JSON."""
    response = operation["responses"]["200"]
    for each in FORMATS.values():
        schema = {"type": "string", "description": each.description}
        for media_type in each.media_types:
            response["content"][media_type] = {"schema": schema if each.is_text else schema | {"format": "binary"}}
    response.setdefault("headers", {}).update(
        {name: {"description": text, "schema": schema} for name, (text, schema) in HEADERS.items()}
    )
