"""A warning learns from what became of earlier ones, knows nothing early, and is judged."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.corpora.technion import technion_records

from presszero.pure.queueing.errors import NothingToMeasure
from presszero.pure.simulation.alarms import held_alarms
from presszero.pure.simulation.judging import Told, curve, found_at, judge, reliability, right_at
from presszero.pure.simulation.replaying import NOBODY, Records, replay
from presszero.pure.simulation.warning import Moment, teach, untaught_chance

MOMENT = Moment(
    expected=300,
    interval_seconds=1800,
    seen_beside_expected=1.0,
    handling_seconds=240,
    people=46,
    people_beside_plan=0.0,
    share_hour=0.85,
    usual_share_hour=0.85,
    share_half_hour=0.85,
    usual_share_half_hour=0.85,
    gave_up_share=0.02,
    usual_share=0.85,
    usual_missed_share=0.15,
    usual_days=10,
    target_share=0.8,
    within_seconds=20,
    patience_seconds=200,
)


def test_untaught_warning_follows_the_load() -> None:
    chances = [
        untaught_chance(replace(MOMENT, seen_beside_expected=busier)) for busier in (0.8, 1.0, 1.2, 1.4)
    ]
    assert chances == sorted(chances)
    assert chances[0] < 0.1 and chances[-1] > 0.8
    assert untaught_chance(replace(MOMENT, people=52)) < untaught_chance(MOMENT)


def test_taught_chances_come_true_as_often_as_they_say() -> None:
    chance = np.random.default_rng(3)
    moments = [
        replace(
            MOMENT,
            seen_beside_expected=float(chance.uniform(0.7, 1.4)),
            share_hour=float(chance.uniform(0.5, 1)),
        )
        for _ in range(3000)
    ]
    truth = 1 / (1 + np.exp(-8 * (np.array([one.seen_beside_expected for one in moments]) - 1.15)))
    missed = chance.random(3000) < truth
    taught = teach(moments[:1500], missed[:1500].tolist())
    told = np.array([taught.chance(one) for one in moments[1500:]])
    assert np.abs(told - truth[1500:]).mean() < 0.06
    assert told.mean() == pytest.approx(missed[1500:].mean(), abs=0.03)


def test_what_was_never_seen_is_not_surer_than_the_outermost_seen() -> None:
    chance = np.random.default_rng(4)
    moments = [replace(MOMENT, gave_up_share=float(chance.uniform(0, 0.2))) for _ in range(300)]
    taught = teach(moments, [one.gave_up_share > 0.1 for one in moments])
    far, farther = (taught.chance(replace(MOMENT, gave_up_share=share)) for share in (0.5, 1.0))
    assert taught.chance(replace(MOMENT, gave_up_share=0.15)) < far == farther < 0.999


def test_what_is_usual_by_one_day_makes_a_warning_less_sure_than_by_ten() -> None:
    chance = np.random.default_rng(5)
    moments = [replace(MOMENT, gave_up_share=float(chance.uniform(0, 0.2))) for _ in range(300)]
    taught = teach(moments, [one.gave_up_share > 0.1 for one in moments])
    bad = replace(MOMENT, gave_up_share=0.2)
    none, one, ten = (taught.chance(replace(bad, usual_days=days)) for days in (0, 1, 10))
    even = 1 / (1 + np.exp(-taught.base))
    assert none == pytest.approx(even) and even < one < ten


def told(*rows: tuple[float, bool]) -> list[Told]:
    return [Told(0, at, score, missed, at > 0 and rows[at - 1][1]) for at, (score, missed) in enumerate(rows)]


def test_judging_counts_onsets_and_false_alarms() -> None:
    rows = told((0.1, False), (0.9, True), (0.9, True), (0.1, False), (0.8, False), (0.8, False), (0.1, True))
    point = judge(rows, 0.5, 1800)
    assert point.found_share == 0.5
    # The warning at interval 4 stands alone; that at 5 lies beside the onset at 6.
    assert point.false_alarms == pytest.approx(1 / 3.5 * 8)
    assert point.precision == pytest.approx(3 / 4)
    # One onset found, one false alarm.
    assert point.alarms_right == 0.5
    assert right_at(curve(rows, 1800), 0.5) == 1.0
    assert right_at(curve(rows, 1800), 1.0) == pytest.approx(2 / 3) and right_at([], 0.1) == 0.0


def test_warning_that_never_ends_counts_again_and_again() -> None:
    rows = told(*[(0.9, False)] * 12)
    assert judge(rows, 0.5, 1800).false_alarms == pytest.approx(3 / 6 * 8)


def test_curve_finds_everything_in_the_end() -> None:
    rows = told((0.2, False), (0.9, True), (0.3, False), (0.4, True))
    assert curve(rows, 1800)[-1].found_share == 1
    assert found_at(curve(rows, 1800), 0.0) == 1


def test_reliability_puts_chances_beside_what_came() -> None:
    rows = reliability(told((0.05, False), (0.07, False), (0.9, True), (0.8, False)))
    assert [row["told"] for row in rows] == [2, 2]
    assert rows[1]["came_true"] == 0.5


def levels(*rows: tuple[float, bool]) -> list[float]:
    return [round(one.score, 3) for one in held_alarms(told(*rows))]


def test_alarm_stays_up_while_the_odds_are_half_of_those_it_was_raised_at() -> None:
    # Odds of 1, a half of that, and far less: the second is held from 50 % on, the third only from a sixth on.
    assert levels((1 / 2, False), (1 / 3, False), (1 / 11, False)) == [0.5, 0.5, round(1 / 6, 3)]
    assert levels((1 / 3, False), (1 / 2, False)) == [round(1 / 3, 3), 0.5]


def test_alarm_is_released_once_what_it_warned_of_has_come() -> None:
    # At the fourth, told an interval ahead, the miss of the second is known.
    rows = ((0.5, False), (0.5, True), (1 / 3, False), (1 / 4, False))
    assert levels(*rows) == [0.5, 0.5, 0.5, 0.25]


def test_no_alarm_is_held_over_night() -> None:
    evening, morning = Told(0, 40, 0.5, False, False), Told(1, 16, 1 / 3, False, False)
    assert [one.score for one in held_alarms([evening, morning])] == pytest.approx([1 / 2, 1 / 3])


@pytest.mark.long
def test_technion_onsets_are_warned_of_better_than_by_echo_and_plan() -> None:
    found = replay(technion_records(), learn_days=range(14))
    ours, echo, plan = (curve(one, 1800) for one in (found.alarm, found.echo, found.plan))
    for false_alarms in (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0):
        assert found_at(ours, false_alarms) > found_at(echo, false_alarms)
        assert found_at(ours, false_alarms) > found_at(plan, false_alarms)


def test_nothing_after_the_moment_changes_its_warning() -> None:
    records = technion_records()
    few = records.day < 16
    records = Records(*(getattr(records, name)[few] for name in Records.__dataclass_fields__))
    whole = replay(records, learn_days=range(14))
    # One at whose moment somebody has just entered who will be answered in time, which nobody can know yet.
    at = next(one for one in whole.told if np.any(_just_entered(records, one) & (records.wait <= 20)))
    now = (at.interval - 1) * 1800
    today = records.day == at.day
    in_service = today & (records.answered_at < now) & (records.answered_at + records.service > now)
    later = today & (records.entered >= now)
    waits = today & (records.entered < now) & (records.entered + records.wait > now)
    wild = replace(
        records,
        wait=np.where(waits | later, 900.0, records.wait),
        gave_up=np.where(waits | later, ~records.gave_up, records.gave_up),
        entered=np.where(later & (records.entered < now + 1800), now + 1.0, records.entered),
        service=np.where(
            in_service, 5000.0, np.where(today & (records.answered_at >= now), 1.0, records.service)
        ),
        server=np.where(today & (records.answered_at >= now), NOBODY, records.server),
    )
    again = replay(wild, learn_days=range(14))
    for which in ("told", "alarm"):
        before, after = (
            next(one for one in getattr(found, which) if (one.day, one.interval) == (at.day, at.interval))
            for found in (whole, again)
        )
        assert after.score == before.score


def _just_entered(records: Records, told: Told) -> np.ndarray:
    """Return who entered in the last 20 seconds before the moment of the warning and still waits then."""
    now = (told.interval - 1) * 1800
    waits = (records.entered < now) & (records.entered + records.wait > now)
    return (records.day == told.day) & waits & (records.entered >= now - 20)


def test_replay_without_learned_days_is_told() -> None:
    with pytest.raises(NothingToMeasure, match="hold no open interval"):
        replay(technion_records(), learn_days=[])


def test_line_on_which_nobody_gives_up_is_warned_of_too() -> None:
    records = technion_records()
    few = (records.day < 6) & ~records.gave_up
    patient = Records(*(getattr(records, name)[few] for name in Records.__dataclass_fields__))
    assert replay(patient, learn_days=range(3)).told
