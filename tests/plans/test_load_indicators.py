"""The Indicator table from the registry: idempotent, and what editors have added stays."""

import pytest
from django.core.management import CommandError, call_command

from plans.indicators import registry
from plans.management.commands import load_indicators
from plans.models import Indicator, Target
from tests.builders import figure, load_plan, para, parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def load(capsys):
    def run():
        call_command("load_indicators")
        return capsys.readouterr().out.strip()

    return run


def test_the_shipped_registry_loads_and_loading_again_writes_nothing(load):
    count = len(registry())
    assert load() == f"{count} indicators: {count} new, 0 changed."
    before = list(Indicator.objects.values_list("pk", "created_at", "updated_at"))
    assert load() == f"{count} indicators: 0 new, 0 changed."
    assert list(Indicator.objects.values_list("pk", "created_at", "updated_at")) == before
    for row in Indicator.objects.all():
        row.full_clean()


def test_editors_aliases_and_indicators_stay_and_nothing_is_deleted(load, monkeypatch):
    load()
    Indicator.objects.create(code="own", name="自设指标", editor_aliases=["自设"])
    gdp = Indicator.objects.get(code="gdp")
    gdp.editor_aliases, gdp.name, gdp.superseded_by_id = ["盘子"], "改过的名称", "own"
    gdp.save()
    monkeypatch.setattr(load_indicators, "registry", lambda: registry()[:3])
    assert load() == "3 indicators: 0 new, 1 changed."
    stored = Indicator.objects.get(code="gdp")
    assert (stored.name, stored.editor_aliases, stored.superseded_by_id) == ("地区生产总值", ["盘子"], "own")
    assert (Indicator.objects.count(), Indicator.objects.get(code="own").from_registry) == (len(registry()) + 1, False)


def test_figures_that_were_there_before_are_linked(load):
    load_plan(
        parsed(para("生产总值达到3亿元。"), figures=[figure("生产总值达到3亿元", "3亿元", "生产总值", "3", "亿元", unit_family="money")])
    )
    assert load().endswith(" 1 figures linked anew.")
    assert Target.objects.get().indicator_id == "gdp"


def test_a_file_that_is_no_registry(monkeypatch):
    def broken():
        raise KeyError("indicator")

    monkeypatch.setattr(load_indicators, "registry", broken)
    with pytest.raises(CommandError, match="can't be read as a registry"):
        call_command("load_indicators")
