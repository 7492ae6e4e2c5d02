"""The editors' site: find wrong parses, see them beside their source, correct them."""

from plans.admin import (
    correction,
    diagnostic,
    document,
    figure,
    import_run,
    indicator,
    mention,
    project,
    reference,
    region,
    source,
    start,
    structure,
    token,
    users,
)

__all__ = [
    "correction",
    "diagnostic",
    "document",
    "figure",
    "import_run",
    "indicator",
    "mention",
    "project",
    "reference",
    "region",
    "source",
    "start",
    "structure",
    "token",
    "users",
]
