"""Every reading operation of the OpenAPI document takes as many queries for one record as for a hundred: a new one is asked by itself."""

import pytest
import yaml
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans import models
from tests.api.test_description import COMMITTED

pytestmark = pytest.mark.django_db(transaction=True)  # changes are logged when they are committed

# What an operation needs besides the id in its path.
NEEDED = {"search": {"q": "增长"}, "compareIndicator": {"region": ["141100", "140100"]}}
# How else a list is asked for, where it can be.
WAYS = ({}, {"count": "true"}, {"format": "jsonl"})
# Of one record, those that tell more the more belongs to it.
GROWING = {"getDocumentTree", "getDocumentText", "getDocumentOc4ids", "getIndicatorSeries", "compareIndicator", "search"}
MODELS = {
    "chapters": models.Chapter, "sections": models.Section, "paragraphs": models.Paragraph, "references": models.Reference, "sources": models.Source,
    "targets": models.Target, "outcomes": models.Outcome, "project-mentions": models.ProjectMention, "diagnostics": models.Diagnostic,
    "corrections": models.Correction, "regions": models.Region,
}  # fmt: skip


def reading():
    description = yaml.load(COMMITTED.read_text(), Loader=yaml.CSafeLoader)
    return [(path, methods["get"]) for path, methods in description["paths"].items() if "get" in methods]


class World:
    """Records of every kind; `grow(n)` until there are n of each, and n of what belongs to one document, one project and one indicator."""

    def __init__(self, make):
        self.make, self.size = make, 0
        make.regions()
        make.new_indicator("gdp")
        self.document, self.project = make.new_document(), make.new_project("太绥高铁")
        make.new_source(b"as it was before", document=self.document)

    def grow(self, n):
        make, codes = self.make, ["141100", "140100"]
        for step in range(self.size, n):
            make.whole_document()
            make.new_indicator(f"code_{step}")
            models.Region.objects.create(code=f"1499{step:02}", name=f"{step}区", full_name=f"{step}区", short_name=f"{step}", level="county")
            section = make.new_section(make.new_chapter(self.document))
            text = make.new_paragraph(self.document, "2020年,地区生产总值达到543.8亿元,开工建设太绥高铁。", chapter=section.chapter, section=section)
            for new in (make.new_target, make.new_outcome):
                new(text, indicator_id="gdp", region_id=codes[step % 2], year=1950 + step)
            make.new_mention(self.project, text)
            make.new_mention(make.new_project(f"高铁{step}"), document=self.document)
        self.size = n

    def address(self, path):
        keys = {"documents": self.document.id, "projects": self.project.id, "indicators": "gdp"}
        name = path.split("/")[3]
        key = keys.get(name) or MODELS[name].objects.latest("pk").pk
        eid = models.Paragraph.objects.filter(document=self.document).latest("pk").eid
        return path.replace("{id}", str(key)).replace("{code}", str(key)).replace("{eid}", eid)


def cost(get, path, query):
    """How many queries it takes, and how many bytes come."""
    get(path, **query).getvalue()  # what is kept after the first time, is
    with CaptureQueriesContext(connection) as queries:
        response = get(path, **query)
        body = response.getvalue()
    assert response.status_code == 200, (path, query, body[:300])
    return len(queries), len(body)


def test_every_operation_takes_as_many_queries_for_100_records_as_for_1(get, make):
    world, taken = World(make), {}
    for size in (1, 100):
        world.grow(size)
        for path, operation in reading():
            name = operation["operationId"]
            known = {each["name"] for each in operation.get("parameters", ())}
            required = {each["name"] for each in operation.get("parameters", ()) if each.get("required") and each["in"] == "query"}
            assert required == set(NEEDED.get(name, ())), f"{name} needs {required}: say in NEEDED what to ask"
            address = world.address(path) if "{" in path else path
            for way in WAYS:
                if {*way} <= known and not (way.get("format") and not name.startswith("list")):
                    query = NEEDED.get(name, {}) | way | ({"page_size": "50"} if "page_size" in known and "format" not in way else {})
                    taken.setdefault((name, *way.items()), []).append(cost(get, address, query))
    assert {label: few[0] for label, (few, _) in taken.items()} == {label: many[0] for label, (_, many) in taken.items()}
    grown = {label[0] for label, (few, many) in taken.items() if many[1] > 3 * few[1]}
    lists = {name for name, *_ in taken if name.startswith("list")} - {"listChanges"}  # whose first page is full either way
    assert lists | GROWING <= grown
