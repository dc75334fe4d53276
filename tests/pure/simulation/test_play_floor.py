"""The floor: reduces to what is known exactly, and each part of it does what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from presszero.pure.errors import BadInput
from presszero.pure.queueing.lines import Line, measure_line
from presszero.pure.simulation.contacts import Contacts, draw_contacts
from presszero.pure.simulation.floor import Floor, Group, Kind, Shift, people_seconds
from presszero.pure.simulation.floor_kernel import ANSWERED, CALLED_BACK, GAVE_UP, LEFT
from presszero.pure.simulation.running import play, play_until

INTERVALS = 20
CALLS = Kind("calls", np.full(INTERVALS, 24 * 30.0), 60, variation=None, patience_seconds=120)


def contacts_at(*seconds: float, kind: int = 0, patience: float = np.inf) -> Contacts:
    """Return contacts with the mean handling time, who arrive at these seconds."""
    size = len(seconds)
    return Contacts(
        np.array(seconds, float),
        np.full(size, kind),
        np.ones(size),
        np.full(size, patience),
        np.full(size, 0.5),
    )


def floor_of(*groups: Group, kinds: tuple[Kind, ...] = (CALLS,)) -> Floor:
    return Floor(kinds, groups)


def test_two_kinds_that_share_everyone_are_one_line() -> None:
    kinds = (CALLS, replace(CALLS, name="chats"))
    everyone = Group("everyone", {"calls": 1, "chats": 1}, np.full(INTERVALS, 50))
    played = play_until(Floor(kinds, [everyone]), seed=1, half_width=0.002, most=120)
    exact = measure_line(Line(48 * 60, 60, 120), 50)
    level, half_width = played.service_level()
    # The first minutes of each day begin empty; they weigh less than the half-width here.
    assert level == pytest.approx(1 - exact.later_share, abs=half_width + 0.001)
    assert played.gave_up.sum() / played.offered.sum() == pytest.approx(exact.abandoned_share, abs=0.002)
    assert played.occupancy()[0] == pytest.approx(exact.occupancy, abs=0.005)


def test_kinds_without_a_common_group_do_not_feel_each_other() -> None:
    kinds = (CALLS, replace(CALLS, name="chats", handling_seconds=90, priority=3))
    groups = (
        Group("phones", {"calls": 1}, np.full(INTERVALS, 26)),
        Group("keyboards", {"chats": 1}, np.full(INTERVALS, 38)),
    )
    both = Floor(kinds, groups)
    drawn = draw_contacts(both, np.random.default_rng(2))
    together = play(both, drawn)
    for place in (0, 1):
        own = drawn.kind == place
        alone = play(
            Floor([kinds[place]], [groups[place]]),
            Contacts(
                drawn.at[own],
                np.zeros(own.sum(), np.int64),
                drawn.work[own],
                drawn.patience[own],
                drawn.luck[own],
            ),
        )
        assert np.array_equal(together.wait[own], alone.wait)
        assert np.array_equal(together.outcome[own], alone.outcome)


def test_time_waited_is_the_queue_over_time() -> None:
    # Little: the waits add up to the area under the number waiting.
    floor = floor_of(Group("phones", {"calls": 1}, np.full(INTERVALS, 24)))
    seen = play(floor, draw_contacts(floor, np.random.default_rng(3)))
    moments = np.concatenate((seen.at, seen.at + seen.wait))
    steps = np.concatenate((np.ones(seen.at.size), -np.ones(seen.at.size)))
    order = np.argsort(moments, kind="stable")
    area = np.cumsum(steps[order])[:-1] @ np.diff(moments[order])
    assert area == pytest.approx(seen.wait.sum(), rel=1e-9)


def test_same_seed_same_bytes_and_another_seed_others() -> None:
    floor = floor_of(Group("phones", {"calls": 1}, np.full(INTERVALS, 24)))
    one, two, other = (play_until(floor, seed=seed, least=10, most=10) for seed in (4, 4, 5))
    assert one.wait_seconds.tobytes() == two.wait_seconds.tobytes()
    assert one.wait_seconds.tobytes() != other.wait_seconds.tobytes()


def test_two_plans_meet_the_same_people() -> None:
    few, many = (floor_of(Group("phones", {"calls": 1}, np.full(INTERVALS, n))) for n in (22, 26))
    one, two = (play_until(floor, seed=6, least=10, most=10) for floor in (few, many))
    assert np.array_equal(one.offered, two.offered)
    assert np.all(two.wait_seconds.sum(axis=(1, 2)) < one.wait_seconds.sum(axis=(1, 2)))


def test_runs_end_at_the_stated_half_width() -> None:
    floor = floor_of(Group("phones", {"calls": 1}, np.full(INTERVALS, 24)))
    played = play_until(floor, seed=7, half_width=0.01, least=10, most=300)
    assert played.replications < 300
    assert played.service_level()[1] <= 0.01


def test_higher_priority_is_taken_first_whoever_waited_longer() -> None:
    kinds = (replace(CALLS, priority=1), replace(CALLS, name="urgent", priority=0))
    one_person = Group("desk", {"calls": 1, "urgent": 1}, np.ones(INTERVALS, int))
    drawn = contacts_at(0, 10, 20)
    seen = play(Floor(kinds, [one_person]), replace(drawn, kind=np.array([0, 0, 1])))
    assert seen.wait.tolist() == [0, 110, 40]


def test_wide_skills_stay_free_for_who_needs_them() -> None:
    kinds = (CALLS, replace(CALLS, name="chats"))
    wide = Group("both", {"calls": 1, "chats": 1}, np.ones(INTERVALS, int))
    narrow = Group("phones", {"calls": 1}, np.ones(INTERVALS, int))
    seen = play(Floor(kinds, [wide, narrow]), replace(contacts_at(0, 1), kind=np.array([0, 1])))
    assert seen.group.tolist() == [1, 0]
    assert seen.wait.tolist() == [0, 0]


def test_slower_skill_takes_longer() -> None:
    learning = Group("learning", {"calls": 1.5}, np.ones(INTERVALS, int))
    assert play(floor_of(learning), contacts_at(0, 10)).wait.tolist() == [0, 80]


def test_nobody_answers_in_the_break_and_whoever_talks_finishes_first() -> None:
    shift = Shift(0, 36_000, breaks=((100, 400),))
    seen = play(floor_of(Group("desk", {"calls": 1}, shifts=[shift])), contacts_at(80, 150))
    assert seen.wait.tolist() == [0, 250]
    assert people_seconds(floor_of(Group("desk", {"calls": 1}, shifts=[shift]))).tolist() == [35_700]


def test_break_outside_its_shift_is_told() -> None:
    with pytest.raises(BadInput, match="lies outside its shift"):
        Shift(0, 3600, breaks=((3000, 4000),)).changes()


def test_nobody_leaves_for_two_breaks_at_once() -> None:
    with pytest.raises(BadInput, match="overlap"):
        Shift(0, 3600, breaks=((1800, 2400), (600, 2000))).changes()


def test_who_is_there_at_the_end_gives_up_or_is_left() -> None:
    nobody = floor_of(Group("desk", {"calls": 1}, shifts=[Shift(0, 50)]))
    seen = play(nobody, contacts_at(0, 10, patience=30))
    assert seen.outcome.tolist() == [ANSWERED, GAVE_UP]
    assert play(nobody, contacts_at(0, 60)).outcome.tolist() == [ANSWERED, LEFT]


def test_redial_comes_back_after_giving_up() -> None:
    kinds = (replace(CALLS, redial_share=1.0, redial_seconds=100),)
    seen = play(
        floor_of(Group("desk", {"calls": 1}, shifts=[Shift(1000, 5000)]), kinds=kinds),
        contacts_at(0, patience=30),
    )
    assert seen.at.size > 1
    assert set(seen.outcome[:-1]) == {GAVE_UP}
    assert np.all(np.diff(seen.at) > 30)


def test_call_back_waits_off_the_line_and_is_kept() -> None:
    kinds = (replace(CALLS, callback_after_seconds=30, callback_share=1.0),)
    desk = floor_of(Group("desk", {"calls": 1}, np.ones(INTERVALS, int)), kinds=kinds)
    seen = play(desk, replace(contacts_at(0, 1, 2), patience=np.array([np.inf, 5, 5])))
    assert seen.outcome.tolist() == [ANSWERED, CALLED_BACK, CALLED_BACK]
    assert seen.wait.tolist() == [0, 59, 118]


def test_kind_that_nobody_serves_is_told() -> None:
    with pytest.raises(BadInput, match="Nobody serves calls"):
        play(floor_of(Group("keyboards", {}, np.ones(INTERVALS, int))), contacts_at(0))
