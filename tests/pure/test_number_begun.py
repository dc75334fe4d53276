"""What is typed is looked up as a phone number from six digits on; fewer are a line, a year or a house number."""

from __future__ import annotations

import doctest

import pytest

from presszero.pure import phone_numbers
from presszero.pure.searching import read_search


def test_examples_work() -> None:
    assert doctest.testmod(phone_numbers).failed == 0


@pytest.mark.parametrize(("typed", "number"), [("2026", ""), ("12 345", ""), ("12 34 56", "123456")])
def test_few_digits_are_a_word(typed: str, number: str) -> None:
    assert {term.number for term in read_search(typed).terms} == {number}
