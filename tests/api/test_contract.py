"""Thousands of requests that schemathesis makes up from the OpenAPI document: whatever is asked, the answer is one it tells."""

from collections import Counter, defaultdict
from contextlib import suppress
from itertools import islice
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
import yaml
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from jsonschema import Draft202012Validator
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.generation.drivers import CoverageGenerator
from schemathesis.generation.feedback import NO_FEEDBACK
from schemathesis.generation.overrides import Override

from importers.loading import load
from plans import models
from plans.corrections import correct
from plans.management.commands.make_editor import editors
from plans.tokens import make_token
from tests.api import making
from tests.api.test_description import COMMITTED
from tests.parsing import sources

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

# Every how manieth of the systematic cases is asked, and how many are drawn: for all operations together some minutes.
SYSTEMATIC, DRAWN = 24, {GenerationMode.POSITIVE: 28, GenerationMode.NEGATIVE: 8}
AT_LEAST = 5_000
MODELS = {
    "documents": models.Document, "references": models.Reference, "chapters": models.Chapter, "sections": models.Section,
    "paragraphs": models.Paragraph, "targets": models.Target, "outcomes": models.Outcome, "projects": models.Project,
    "project-mentions": models.ProjectMention, "sources": models.Source, "diagnostics": models.Diagnostic, "corrections": models.Correction,
    "regions": models.Region,
}  # fmt: skip
WORDS = ["养老", "吕梁 规划", "“十四五”", "发展 -农村"]
KEYS = ("id", "code")
KNOWN_CODES = {"^[0-9]{6}$": ["140000", "141100", "140100", "141102"], "^[a-z][a-z0-9_]*$": ["gdp", "forest_coverage", "coal_output"]}


@pytest.fixture(scope="module")
def records(django_db_setup, django_db_blocker):
    """Two of the five documents, whole, and one of every other kind of record, all gone with the last test of this file. An editor's token."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_regions", verbosity=0)
        call_command("load_indicators", verbosity=0)
        for doc in ("000", "003"):
            load(sources.plan(doc), sources.content(doc), file_name=sources.SOURCES[doc].name)
        models.Correction.objects.filter(document=making.whole_document()).delete()  # of a field that no record has
        for document in models.Document.objects.all():
            making.new_source("更早的一份。".encode(), document=document)
        editor = User.objects.create(username="bianji", is_staff=True)
        editor.groups.add(editors())
        for chapter in models.Chapter.objects.all()[:3]:
            correct(chapter, {"heading": f"{chapter.heading}(改)"}, editor=editor)
        yield {"Authorization": f"Bearer {make_token(editor, 'test')[1]}"}
        transaction.set_rollback(True)


def keys_of(name):
    """Of some records of a list; of indicators, those with numbers."""
    used = models.Outcome.objects.exclude(indicator=None).values_list("indicator", flat=True).distinct().order_by("indicator")
    return [*map(str, used if name == "indicators" else MODELS[name].objects.values_list("pk", flat=True)[:20])]


def with_real_keys(description):
    """The description, knowing ids and codes that are there, and without `cursor`, which nobody may make up: `next` is followed."""
    dictionaries = {"words": {"values": WORDS}}
    operations = [{"include-path": "/api/v1/search/", "parameters": {"query.q": {"dictionary": "words", "probability": 0.7}}}]
    for path, methods in description["paths"].items():
        parameters = [parameter for operation in methods.values() for parameter in operation.get("parameters", ())]
        for operation in methods.values():
            operation["parameters"] = [each for each in operation.get("parameters", ()) if each["name"] != "cursor"]
        for parameter in parameters:
            for schema in (parameter["schema"], parameter["schema"].get("items", {})):
                if codes := KNOWN_CODES.get(schema.get("pattern")):
                    schema["enum"] = codes
            if parameter["in"] == "path" and parameter["name"] in KEYS:
                name = path.split("/")[3]
                keys = keys_of(name)
                dictionaries[name] = {"values": keys}
                operations.append({"include-path": path, "parameters": {f"path.{parameter['name']}": {"dictionary": name, "probability": 0.8}}})
                parameter["examples"] = {"there": {"value": keys[0]}}
            if parameter["name"] == "If-Match":
                parameter["schema"] = {"enum": ["*"]}
    refused = ["400", "401", "403", "404", "405", "406", "412", "413", "415", "428"]
    return {"dictionaries": dictionaries, "operations": operations, "checks": {"negative_data_rejection": {"expected-statuses": refused}}}


@pytest.fixture(scope="module")
def api(records):
    description = yaml.load(COMMITTED.read_text(), Loader=yaml.CSafeLoader)
    api = schemathesis.openapi.from_dict(description, config=SchemathesisConfig.from_dict(with_real_keys(description)))
    api.app = get_wsgi_application()
    for signal in (request_started, request_finished):  # the connection is in a transaction; Django's own test client does this, too
        signal.disconnect(close_old_connections)
    yield api
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def tally():
    """Of each operation, how many answers had which status, and how many lists held records."""
    return defaultdict(Counter)


def operations():
    description = yaml.load(COMMITTED.read_text(), Loader=yaml.CSafeLoader)
    return [(path, method) for path, methods in description["paths"].items() for method in methods]


def systematic(api, operation, nth):
    """Each parameter at its bounds, beyond them, with another type, twice; and methods that are not there. The first thirty, and of the rest every twenty-fourth, others each time."""
    cases = CoverageGenerator(
        operation=operation,
        generation_modes=[*GenerationMode],
        generation_config=api.config.generation,
        auth_storage=None,
        override=Override(),
        feedback=NO_FEEDBACK,
    )
    few = [*islice(cases, 30)]
    yield from few
    yield from islice(cases, nth % SYSTEMATIC, None, SYSTEMATIC)


@st.composite
def drawn(draw, operation, mode):
    """A case at random. Of a valid one three parameters at most: with all fifty, nothing is found."""
    case = draw(operation.as_strategy(generation_mode=mode))
    if mode == GenerationMode.POSITIVE and case.query:
        needed = required(operation)
        kept = draw(st.lists(st.sampled_from(sorted(case.query)), max_size=3))
        case.query = {name: value for name, value in case.query.items() if name in needed or name in kept}
    return case


def optional(part):
    """A part of the document in which nothing is required: what `fields` and `omit` leave."""
    if isinstance(part, dict):
        return {key: optional(inner) for key, inner in part.items() if key != "required" or isinstance(inner, dict)}
    return [*map(optional, part)] if isinstance(part, list) else part


def excluded(case, trimmed):
    """A valid case must be taken, unless its parameters can contradict one another, or something holds U+0000: no type of the document tells.

    An answer with fewer fields than the document says is held against the document without `required`.
    """
    free = [name for name in case.query or () if name not in required(case.operation)]
    nul = "\0" in "".join(map(str, (case.query or {}).values()))
    doubtful = len(free) > 1 or bool({"bom", "against"} & {*free}) or nul or case.method != "GET"
    return ["positive_data_acceptance"] * doubtful + ["response_schema_conformance"] * bool(trimmed)


def required(operation):
    return [each["name"] for each in operation.definition.raw["parameters"] if each["in"] == "query" and each.get("required")]


class Asked:
    """Asks, counts, and keeps what is wrong, once for each kind."""

    def __init__(self, counts, headers, trimmed):
        self.counts, self.wrong = counts, {}
        self.headers = {"Accept-Encoding": "identity"} | headers  # schemathesis unpacks nothing
        self.trimmed = trimmed

    def complain(self, title, message, case, response):
        told = f"{title}: {message[:600]}\n{case.as_curl_command()}\n{response.status_code} {response.content[:300].decode(errors='replace')}"
        self.wrong.setdefault((title, message[:200]), told)

    def ask(self, case, follow=True):
        response = case.call(headers=self.headers)
        self.counts[response.status_code] += 1
        trimmed = response.status_code == 200 and {"fields", "omit"} & {*(case.query or ())}
        try:
            case.validate_response(response, headers=self.headers, excluded_checks=CHECKS.get_by_names(excluded(case, trimmed)))
        except FailureGroup as group:
            for failure in group.exceptions:
                self.complain(failure.title, failure.message, case, response)
        if trimmed and response.headers["content-type"] == ["application/json"]:
            for error in self.trimmed.iter_errors(response.json()):
                self.complain("Trimmed answer violates schema", f"{[*error.absolute_path]} {error.message}", case, response)
        if response.status_code == 200 and response.headers["content-type"] == ["application/json"]:
            body = response.json()
            self.counts["records"] += bool(isinstance(body, dict) and body.get("results", True))
            if follow and isinstance(body, dict) and body.get("next"):
                query = {name: values[0] for name, values in parse_qs(urlsplit(body["next"]).query).items()}
                self.ask(case.operation.Case(path_parameters=case.path_parameters, query=query), follow=False)


@pytest.mark.parametrize(("path", "method"), operations(), ids=lambda part: part.removeprefix("/api/v1/"))
def test_every_answer_is_one_the_document_tells(api, records, tally, path, method):
    operation = api[path][method]
    answer = operation.definition.raw["responses"].get("200", {}).get("content", {}).get("application/json", {}).get("schema", {})
    trimmed = Draft202012Validator(optional({**answer, "components": api.raw_schema["components"]}))
    asked = Asked(tally[operation.label], records if method != "get" else {}, trimmed)

    def once(case):
        asked.ask(case)

    for case in systematic(api, operation, len(tally)):
        once(case)
    for mode, often in DRAWN.items():
        run = settings(max_examples=often, derandomize=True, deadline=None, database=None, suppress_health_check=[*HealthCheck], phases=[Phase.generate])
        with suppress(Unsatisfiable):  # where nothing is taken, nothing can be wrong
            run(given(drawn(operation, mode))(once))()
    assert not asked.wrong, "\n\n".join(asked.wrong.values())


def test_they_were_many_and_a_fair_share_found_something(tally):
    asked = sum(count for counts in tally.values() for status, count in counts.items() if status != "records")
    if set(tally) != {f"{method.upper()} {path}" for path, method in operations()}:
        pytest.skip(f"{asked} requests, and not to every operation: run the whole file {dict(tally)}")
    told = "\n".join([f"{asked} requests", *(f"{label} {dict(counts)}" for label, counts in tally.items())])
    print(told)
    assert asked >= AT_LEAST, told
    for label, counts in tally.items():
        assert counts[200] >= 3, (label, counts)
        # The log of changes is written when something is committed, and here nothing is.
        assert counts["records"] or "{" in label or label.endswith("/changes/"), (label, counts)
