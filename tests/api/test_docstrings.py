"""The printed examples in the API's docstrings hold."""

import doctest

import pytest

from plans.api import errors, tree


@pytest.mark.parametrize("module", [errors, tree])
def test_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
