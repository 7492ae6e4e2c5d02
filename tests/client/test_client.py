"""The TypeScript client, made from the committed OpenAPI document: it compiles, takes right usage, refuses wrong usage, and works."""

import re
from pathlib import Path

import pytest

from client import example, typescript
from client.deno import deno

HERE = Path(__file__).resolve().parent
# What the compiler says, in the order of usage.ts: (right, wrong).
MISTAKES = {
    "TS2551": ("point.normal_value]", "point.normalValue]"),
    "TS2322": ('region: "141100", year__in', "region: 141100, year__in"),
    "TS2339": ("hit.marked)", "hit.marked.shout())"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The client, and the programs that use it."""
    folder = tmp_path_factory.mktemp("client")
    typescript.main([str(folder / "planapi.ts")])
    for program in HERE.glob("*.ts"):
        (folder / program.name).write_bytes(program.read_bytes())
    page = example.PAGE.read_text()
    (folder / "page.ts").write_text(page.replace("../../client/planapi.ts", "./planapi.ts"))
    return folder


@pytest.fixture(scope="module")
def run(folder, tmp_path_factory):
    """Deno in that folder: the status, and what was said."""
    cache = tmp_path_factory.mktemp("deno")

    def run(*arguments):
        status, printed, said = deno(*arguments, cwd=folder, cache=cache)
        return status, printed + said

    return run


def test_right_usage_compiles_and_wrong_usage_does_not(run, folder):
    """Each mistake is told where it is made, and nowhere else. One that the types let through is an unused @ts-expect-error."""
    usage = (folder / "usage.ts").read_text()
    for right, wrong in MISTAKES.values():
        assert usage.count(right) == 1
        usage = usage.replace(right, wrong)
    (folder / "wrong.ts").write_text(usage)
    status, said = run("check", "usage.ts", "page.ts", "wrong.ts")
    assert status == 1
    assert re.findall(r"TS\d+", said) == [*MISTAKES], said
    assert not re.search(r"\b(?:usage|page)\.ts:", said), said


@pytest.mark.django_db(transaction=True)
def test_it_asks_and_follows_and_tells_what_is_refused(run, live_server):
    """crawl.ts prints every region by pages of two, the text of a problem, and a document's text."""
    from tests.api import making

    making.regions()
    document = making.whole_document(title="规划")
    status, said = run("run", f"--allow-net={live_server.url.removeprefix('http://')}", "crawl.ts", live_server.url, str(document.id))
    assert status == 0, said
    assert said.splitlines()[-4:] == [
        "140000 140100 141100 141102 440000",
        "400 regoin unknown region",
        "404 urn:planapi:problem:not-found",
        "城乡居民收入稳步增长。",
    ]


def test_the_script_of_the_example_page_is_made_of_it(tmp_path):
    """If this fails: make client."""
    assert example.script(cache=tmp_path) == example.SCRIPT.read_text()
