"""The examples in the docstrings."""

import doctest
import importlib

import pytest


@pytest.mark.parametrize("name", ["", ".errors", ".criteria", ".round", ".result", ".frames", ".build"])
def test_examples(name):
    results = doctest.testmod(importlib.import_module("parindex" + name))
    assert results.attempted > 0
    assert results.failed == 0
