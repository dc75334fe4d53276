"""The examples in the docstrings do what they say."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "backlog",
    "bulk",
    "lines",
    "offered_load",
    "patience",
    "staffing",
    "targets",
    "tolerance",
    "years",
)


@pytest.mark.parametrize("name", MODULES)
def test_example_holds(name: str) -> None:
    failed, tried = doctest.testmod(importlib.import_module(f"presszero.pure.queueing.{name}"))
    assert tried and not failed
