"""JSON Lines: a record a line, exactly as the API tells it, nested and with null."""

import orjson


def written(table):
    """The table as JSON Lines, in pieces."""
    for chunk in table.chunks:
        yield b"".join(orjson.dumps(record, option=orjson.OPT_APPEND_NEWLINE) for record in chunk)
