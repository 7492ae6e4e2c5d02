"""Two editors at the same moment, and an import meanwhile."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from plans.models import Correction, Target
from plans.tokens import make_token
from tests.builders import figure, load_plan, para, parsed

pytestmark = pytest.mark.django_db(transaction=True)
PLAN = parsed(para("到2025年,煤炭产量达到5亿吨。"), figures=[figure("煤炭产量达到5亿吨", "5亿吨", "煤炭产量", 5, "亿吨")])


@pytest.fixture
def address(db):
    load_plan(PLAN)
    return f"/api/v1/targets/{Target.objects.get().pk}/"


def at_once(*functions):
    """Run them in threads that start together, each with a connection of its own; returns their results."""
    start = threading.Barrier(len(functions))

    def run(function):
        try:
            start.wait(20)
            return function()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(functions)) as pool:
        return list(pool.map(run, functions))


def test_of_many_changes_of_one_version_exactly_one_wins(address, editor):
    key = make_token(editor, "test")[1]
    etag = Client().get(address)["ETag"]

    def change(value):
        headers = {"authorization": f"Bearer {key}", "if-match": etag}
        return value, Client().patch(address, {"value": value}, content_type="application/json", headers=headers).status_code

    answers = at_once(*(lambda value=value: change(value) for value in (11, 12, 13, 14)))
    assert sorted(status for _, status in answers) == [200, 412, 412, 412]
    (won,) = (value for value, status in answers if status == 200)
    assert Target.objects.get().value == won
    assert Correction.objects.get(field="value").after == str(won)


def test_a_change_during_an_import_is_not_lost(address, editor):
    key = make_token(editor, "test")[1]

    def change():
        headers = {"authorization": f"Bearer {key}", "if-match": "*"}
        return Client().patch(address, {"value": 7}, content_type="application/json", headers=headers).status_code

    assert at_once(change, lambda: load_plan(PLAN, force=True))[0] == 200
    load_plan(PLAN, force=True)
    assert Target.objects.get().value == 7


def test_whoever_follows_the_changes_sees_it(address, editor):
    """A moved figure is gone from one list, and its address tells where it is."""
    key = make_token(editor, "test")[1]
    place = Client().get("/api/v1/changes/?page_size=200").json()["next"]
    headers = {"authorization": f"Bearer {key}", "if-match": "*"}
    moved = Client().patch(address, {"tense": "outcome"}, content_type="application/json", headers=headers)
    assert moved.status_code == 200
    told = [row for row in Client().get(place).json()["results"] if row["id"] == moved.json()["id"]]
    assert [(row["resource"], row["operation"], row["cause"]) for row in told] == [
        ("outcomes", "create", "correction"), ("targets", "delete", "correction"),
    ]  # fmt: skip
    gone = Client().get(address)
    assert (gone.status_code, gone.json()["superseded_by"]) == (410, [f"http://testserver{moved['Content-Location']}"])
    assert Client().patch(address, {"year": 2030}, content_type="application/json", headers=headers).status_code == 410
