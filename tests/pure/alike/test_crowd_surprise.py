"""How surprising many messages are, and when a crowd is over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from presszero.pure.alike.bounds import BY_WORDS
from presszero.pure.alike.crowd import QUIET, Crowd
from presszero.pure.alike.surprise import share_of, surprise_of

AT = datetime(2026, 11, 16, 8, tzinfo=UTC)


def newest(alike: int, window: int, many: int = 400) -> np.ndarray:
    """Return the shares of many messages, the last window of which hold so many that are alike."""
    shares = np.zeros(many, np.float32)
    shares[many - window : many - window + alike] = 1
    return shares


@pytest.mark.parametrize("alike", range(3, 12))
def test_more_in_as_many_messages_is_more_surprising(alike: int) -> None:
    fewer, more = (surprise_of(newest(n, 40), n + 10.0, 5_000) for n in (alike, alike + 1))
    assert more.nats > fewer.nats > 0


def test_as_many_as_always_is_no_surprise_and_what_was_never_written_of_is_a_greater_one() -> None:
    assert surprise_of(newest(4, 40), 500.0, 5_000).nats == 0
    assert surprise_of(newest(4, 40), 4.0, 5_000).nats > surprise_of(newest(4, 40), 54.0, 5_000).nats


def test_surprise_says_among_how_many_it_was_counted_and_what_is_usual() -> None:
    found = surprise_of(newest(12, 12), 12.0 + 49.0, 5_000)
    assert found.window in (11, 15)
    assert found.usual_share == pytest.approx(0.01, rel=0.1)


def test_little_that_was_read_makes_little_surprise() -> None:
    """After a morning nobody knows what is usual: most of it was written of for the first time."""
    assert surprise_of(newest(4, 40, 120), 4.0, 120).nats < surprise_of(newest(4, 40), 4.0, 9_000).nats / 2


def test_share_is_none_below_the_bounds_whole_above_and_part_between() -> None:
    shares = share_of(np.array([0.1, 0.3, 0.9], np.float32), (0.2, 0.4))
    assert shares.tolist() == pytest.approx([0, 0.5, 1])


def given_crowd(strangers_alike: int) -> Crowd:
    """Return a crowd of eight; of a thousand messages before it, so many are like it."""
    crowd = Crowd.seen(AT, AT, surprise_of(newest(8, 8), 8.0, 5_000), 8, ("bus",))
    crowd.came([f"c{n}" for n in range(8)], list(range(5_000, 5_008)), AT)
    crowd.set_bound(
        np.r_[np.full(strangers_alike, 0.9), np.zeros(1_000 - strangers_alike)].astype(np.float32),
        BY_WORDS.joins,
    )
    return crowd


def test_crowd_is_over_when_nobody_comes_or_no_more_than_by_chance() -> None:
    crowd, soon = given_crowd(strangers_alike=10), AT + timedelta(hours=1)
    assert not crowd.is_over(soon, 5_100)
    assert crowd.is_over(soon, 6_000)
    assert crowd.is_over(AT + QUIET, 5_100)


def test_stragglers_come_by_chance_and_keep_no_crowd_alive() -> None:
    crowd = given_crowd(strangers_alike=10)
    for n in range(20):  # one in a hundred, as before it
        at, number = AT + timedelta(hours=n), 5_107 + 100 * n
        crowd.came([f"s{n}"], [number], at)
    assert crowd.is_over(at, number + 1)


def test_crowd_says_what_made_it_seen() -> None:
    told = given_crowd(strangers_alike=0).as_json()
    assert (told["seen_with"], told["within"], told["rule"]) == (8, 9, "crowds-2")
    assert 0 < told["usual_share"] < 0.001
