"""Clean text, damaged as the converter did it with keys drawn at random, comes back: the property of the repair.

`python -m tests.parsing.damage_measured` measures the same on more key sets and other texts; docs/repair.md has the figures.
"""

import random
from functools import cache

import pytest

from importers.parsing.repair import model
from tests.parsing.damage_measured import LAYOUTS, Tally, clean_lines, measure
from tests.parsing.damaging import damaged_line, random_keys, traditional, widened
from tests.parsing.sources import SOURCES

CLEAN = tuple(doc for doc in SOURCES if doc != "002")
KEYS = 100
EXACT, SILENT = 0.84, 0.015  # the floor and the limit, as shares of the damaged runs; docs/repair.md has what is measured


@cache
def tally(doc: str) -> Tally:
    """One key set in each layout but the last for the longest text."""
    return measure(SOURCES[doc], KEYS, range(2 if doc == "001" else len(LAYOUTS)))


@pytest.mark.parametrize("doc", CLEAN)
def test_no_healthy_character_is_changed(doc):
    assert tally(doc).characters > 30_000
    assert tally(doc).changed == 0, "\n".join(tally(doc).misses)


def test_damaged_runs_come_back_or_are_flagged():
    total = Tally()
    for doc in CLEAN:
        total += tally(doc)
    assert total.runs > 200
    assert total.exact + total.flagged + total.silent == total.runs
    assert total.exact / total.runs >= EXACT, "\n".join(total.misses)
    assert total.silent / total.runs <= SILENT, "\n".join(m for m in total.misses if m.startswith("SILENT"))


@pytest.mark.parametrize("doc", CLEAN)
def test_the_places_of_the_damage_are_those_of_the_model(doc):
    """The damage with places is the model's, and every character outside its runs stands healthy in the page."""
    keys = random_keys(random.Random(doc), KEYS)
    runs = 0
    for line in (traditional(widened(line)) for line in clean_lines(SOURCES[doc])[:120]):
        if line.encode("gbk", "ignore").decode("gbk") != line:
            continue
        hurt = damaged_line(line, keys)
        assert hurt.shown == model.damage(line, keys)
        healthy, at = "", 0
        for run in hurt.runs:
            healthy += hurt.shown[at : run.start] + line[run.first : run.last]
            at = run.end
        healthy += hurt.shown[at:]
        for key, reading in keys.items():
            healthy = healthy.replace(f"{key}({reading})", key)
        assert healthy == line
        runs += len(hurt.runs)
    assert runs
