"""Whom a note names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from presszero.pure.words.mentions import mentioned

TEAM = ["Odile Farrow", "Ann Lee", "Ann Leeson", "Bram Iversund", "Noor"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("@Odile Farrow has it", ["Odile Farrow"]),
        ("Ask @odile, please", ["Odile Farrow"]),
        ("(@Bram)", ["Bram Iversund"]),
        ("@Ann Leeson, not @Ann Lee", ["Ann Leeson", "Ann Lee"]),
        ("@Ann", []),
        ("@Bramble", []),
        ("odile@farrow.example, tram@noor", []),
        ("@noor @Noor", ["Noor"]),
        ("@nobody here", []),
        ("@", []),
    ],
)
def test_who_is_named(text: str, named: list[str]) -> None:
    assert [TEAM[place] for place in mentioned(text, TEAM)] == named


@given(some.text(alphabet="@Ann Lesod iéß.", max_size=60), some.lists(some.sampled_from(TEAM), unique=True))
def test_each_at_most_once_and_never_anyone_who_is_not_there(text: str, team: list[str]) -> None:
    places = mentioned(text, team)
    assert len(set(places)) == len(places)
    assert all(0 <= place < len(team) for place in places)
