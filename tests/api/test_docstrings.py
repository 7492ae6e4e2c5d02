"""The printed examples in the API's docstrings hold."""

import doctest

import pytest

from plans.api import errors, figure_serializers, tree


@pytest.mark.parametrize("module", [errors, figure_serializers, tree])
def test_docstrings(module):
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed
