"""The manifest of a snapshot: a Data Package (datapackage.org), which says of each file what it holds, its size and its hash."""

from django.conf import settings

from plans.exports.about import DESCRIPTION, TITLE
from plans.exports.dcat import told

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
NAME = "planapi"
# Types of Table Schema: (type, format) by kind of column.
TYPES = {
    "text": ("string", None), "id": ("string", "uuid"), "integer": ("integer", None), "number": ("number", None), "boolean": ("boolean", None),
    "date": ("date", None), "time": ("datetime", None), "texts": ("array", None), "json": ("string", None),
}  # fmt: skip


def package(resources, *, made_at, position):
    """The manifest. `position` is the place in the feed of changes that the data has."""
    publisher = told({"title": settings.PLANAPI_PUBLISHER_NAME, "path": settings.PLANAPI_PUBLISHER_URI, "roles": ["publisher"]})
    return told(
        {
            "$schema": PROFILE,
            "name": NAME,
            "title": f"{TITLE['zh']} · {TITLE['en']}",
            "description": f"{DESCRIPTION['zh']}\n\n{DESCRIPTION['en']}",
            "created": made_at.isoformat(timespec="seconds"),
            "version": made_at.strftime("%Y%m%dT%H%M%SZ"),
            "licenses": [{"path": settings.PLANAPI_LICENSE_URI}] if settings.PLANAPI_LICENSE_URI else None,
            "contributors": [publisher],
            "changes": position,
            "resources": resources,
        }
    )


def resource(file, **more):
    """What is told of any file."""
    return told(
        {
            "name": file.path.replace("data/", "").replace(".", "-"),
            "path": file.path,
            "description": file.description,
            "format": file.format,
            "mediatype": file.media_type,
            "bytes": file.size,
            "hash": f"sha256:{file.sha256}",
            **more,
        }
    )


def tabular(file, columns, rows):
    """A file with a column for every value."""
    fields = [field(column) for column in columns]
    return resource(file, type="table", rows=rows, schema={"fields": fields, "primaryKey": [columns[0].name]})


def nested(file, columns, rows):
    """A file of JSON Lines: records within records are objects."""
    fields = {}
    for column in columns:
        name, *deeper = column.name.split(".")
        fields[name] = {"name": name, "type": "object"} if deeper else field(column, any_type=column.kind == "json")
    schema = {"fields": [*fields.values()], "primaryKey": [columns[0].name]}
    return resource(file, type="table", encoding="utf-8", compression="gz", rows=rows, schema=schema)


def field(column, any_type=False):
    """A column as Table Schema tells it.

    >>> from plans.exports.tables import Column
    >>> field(Column("document", "id", "Id of its document."))
    {'name': 'document', 'type': 'string', 'format': 'uuid', 'description': 'Id of its document.'}
    """
    kind, form = TYPES[column.kind]
    return told({"name": column.name, "type": "any" if any_type else kind, "format": form, "description": column.description})
