"""A crowd is seen while it gathers, once, and what always comes is no crowd."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from presszero.pure.alike.crowd import Crowd
from presszero.pure.alike.crowds import Message, Watch

BEGAN = datetime(2026, 11, 16, 8, tzinfo=UTC)
OTHERS = ("my library card", "a parking permit", "the bin in our yard", "a lost hat", "a dark lamp")
PLACES = ("at the pier", "in Mill Lane", "by the old harbour", "near the school", "on Castle Street")
SAYINGS = (
    "There was no bus after the fireworks.",
    "Fireworks, and not one bus home!",
    "We waited two hours for a bus after the fireworks",
    "the fireworks were lovely but no bus came",
)


def usual(count: int) -> list[Message]:
    """Return messages about five matters by turns, one every three minutes."""
    said = [f"I write about {what} {where}." for where, what in product(PLACES, OTHERS)]
    return [Message(f"u{n}", said[n % 25], BEGAN + timedelta(minutes=3 * n)) for n in range(count)]


def crowd(count: int, after: list[Message]) -> list[Message]:
    began = after[-1].at
    return [Message(f"c{n}", SAYINGS[n % 4], began + timedelta(minutes=1 + 2 * n)) for n in range(count)]


def test_crowd_is_seen_by_its_twelfth_message_with_the_words_that_set_it_apart() -> None:
    watch, before = Watch(), usual(200)
    assert watch.see(before) == []
    coming = crowd(30, before)
    seen = next(n for n, message in enumerate(coming, 1) if watch.see([message]))
    assert seen <= 12
    watch.see(coming[seen:])
    found = watch.crowds[0]
    assert set(found.words) >= {"bus", "fireworks"}
    assert len(found.keys) >= 20 and all(key.startswith("c") for key in found.keys)


def test_what_always_comes_is_no_crowd_and_a_short_story_knows_none() -> None:
    watch = Watch()
    assert watch.see(usual(400)) == []
    assert Watch().see(crowd(20, usual(1))) == []


def test_messages_at_once_or_one_by_one_tell_of_the_same_crowd() -> None:
    before = usual(200)
    one_by_one, at_once = Watch(), Watch()
    for message in [*before, *crowd(20, before)]:
        one_by_one.see([message])
    at_once.see([*before, *crowd(20, before)])
    first, second = one_by_one.crowds[0].keys, at_once.crowds[0].keys
    assert len(set(first) & set(second)) >= 12


@pytest.mark.parametrize("surprise", [1e9])
def test_nothing_is_surprising_to_who_expects_everything(surprise: float) -> None:
    before = usual(200)
    watch = Watch(surprise)
    assert watch.see([*before, *crowd(30, before)]) == []


def test_crowd_that_is_over_is_asked_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    before = usual(200)
    watch = Watch()
    watch.see([*before, *crowd(30, before)])
    asked, is_over = [], Crowd.is_over
    monkeypatch.setattr(Crowd, "is_over", lambda *told: asked.append(told) or is_over(*told))
    later = [Message(f"l{n}", one.text, one.at + timedelta(days=1)) for n, one in enumerate(usual(100))]
    watch.see(later)
    assert len(watch.crowds) == 1 and 1 <= len(asked) <= 3
