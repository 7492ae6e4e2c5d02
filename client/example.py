"""The script of the example page, docs/example/page.js: the client and page.ts without their types, as one plain script.

    python -m client.example

No module, so that the page can be opened from disk as well. The file is committed; a test makes it again and compares.
"""

import re
import tempfile
from pathlib import Path

from client.deno import deno
from client.typescript import FETCHING

EXAMPLE = FETCHING.parent.parent / "docs" / "example"
PAGE, SCRIPT = EXAMPLE / "page.ts", EXAMPLE / "page.js"
IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
EXPORT = re.compile(r"\bexport (?=(?:async )?(?:class|function|const) (\w+))")


def script(cache=None):
    """The text of page.js."""
    client, page = (_without_types(source, cache) for source in (FETCHING, PAGE))
    names = ", ".join(EXPORT.findall(client))
    return (
        "// Made from page.ts and the client by `make client`. Do not edit.\n"
        f"(() => {{\nconst {{ {names} }} = (() => {{\n{EXPORT.sub('', client)}return {{ {names} }};\n}})();\n\n{IMPORT.sub('', page)}}})();\n"
    )


def _without_types(source, cache):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, source.name).write_bytes(source.read_bytes())
        status, _, said = deno("transpile", source.name, "-o", "out.js", cwd=folder, cache=cache)
        if status:
            raise RuntimeError(said)
        return Path(folder, "out.js").read_text(encoding="utf-8")


if __name__ == "__main__":
    SCRIPT.write_text(script(), encoding="utf-8")
