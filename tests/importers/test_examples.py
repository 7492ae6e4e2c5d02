"""The examples printed in docstrings are true."""

import doctest
import importlib

import pytest

MODULES = [
    "importers.sources",
    "importers.reporting",
    "importers.loading",
    *(f"importers.loading.{name}" for name in ("documents", "identity", "matching", "outcome", "tree")),
    "plans.citations",
    "plans.corrections",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))
    assert (result.failed, result.attempted > 0) == (0, True)
