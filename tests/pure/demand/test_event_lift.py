"""Events: learnt from those like them beyond chance, or entered; apart from everything else."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest
from tests.pure.demand.made_up import made_up

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.events import Event, touched
from presszero.pure.demand.forecasting import Forecaster, Knowledge
from presszero.pure.demand.series import Series

DAYS = (45, 58, 72)
ORIGIN = 71


def event(index: int, *, hours: tuple[int, int] = (10, 14), **more: object) -> Event:
    midnight = datetime.combine(made_up().day(index), datetime.min.time())
    return Event("match", midnight + timedelta(hours=hours[0]), midnight + timedelta(hours=hours[1]), **more)  # type: ignore[arg-type]


def with_lift(series: Series, events: list[Event], share: float) -> Series:
    counts = series.counts.copy()
    for one, index in zip(events, DAYS, strict=False):
        slots = touched(series, one, index)
        counts[index, slots] = np.round(counts[index, slots] * (1 + share))
    return series.with_counts(counts)


def forecast(series: Series, events: list[Event]):  # noqa: ANN201
    return Forecaster(series, horizon=3, knowledge=Knowledge(events=events)).forecast(ORIGIN)


def test_lift_is_learnt_from_events_like_it_and_shown_apart() -> None:
    events = [event(index) for index in DAYS]
    series = made_up(seed=9)
    said = forecast(with_lift(series, events[:2], 0.6), events)
    plain = forecast(series, [])
    [lift] = said.lifts
    assert lift.share == pytest.approx(0.6, abs=0.15) and lift.learnt_from == 2 and not lift.entered
    slots = touched(series, events[2], DAYS[2])
    assert np.allclose(said.lift[1, slots], (said.expected - said.lift)[1, slots] * lift.share)
    assert said.lift[1, ~slots].sum() == 0 and said.lift[[0, 2]].sum() == 0
    assert (said.expected - said.lift)[1].sum() == pytest.approx(plain.expected[1].sum(), rel=0.05)
    assert said.bands[80][1][1, slots].sum() > 1.3 * plain.bands[80][1][1, slots].sum()


@pytest.mark.long
def test_events_that_added_nothing_add_nothing() -> None:
    events = [event(index) for index in DAYS]
    none = 0
    for seed in range(8):
        [lift] = forecast(made_up(seed=seed), events).lifts
        none += lift.share == 0.0
    assert none >= 7


def test_entered_lift_is_taken_as_it_is() -> None:
    said = forecast(made_up(), [event(DAYS[2], lift=0.25)])
    [lift] = said.lifts
    assert (lift.share, lift.entered, lift.learnt_from) == (0.25, True, 0)


def test_lift_grows_with_attendance_where_it_is_known_for_all() -> None:
    small = [event(index, attendance=10_000.0) for index in DAYS[:2]]
    large = [*small, event(DAYS[2], attendance=20_000.0)]
    [lift] = forecast(with_lift(made_up(seed=9), small, 0.3), large).lifts
    assert lift.share == pytest.approx(0.6, abs=0.2)


def test_without_an_event_like_it_nothing_is_made_up() -> None:
    [lift] = forecast(made_up(), [event(DAYS[2])]).lifts
    assert (lift.share, lift.learnt_from) == (0.0, 0)


@pytest.mark.long
def test_past_event_does_not_move_the_days_after_it() -> None:
    events = [event(index, hours=(0, 24)) for index in (64, 65, 66)]
    series = made_up(seed=9)
    counts = series.counts.copy()
    counts[64:67] *= 3
    told = forecast(series.with_counts(counts), events).expected.sum()
    assert told == pytest.approx(forecast(series, []).expected.sum(), rel=0.06)
    assert forecast(series.with_counts(counts), []).expected.sum() > 1.1 * told


def test_event_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(BadSeries, match="it must end later"):
        event(3, hours=(14, 10))


def on_sundays(series: Series, sundays: tuple[int, ...], counts: float) -> Series:
    """Open at 10 to 14 on Sundays that are closed else, with so many in each half-hour."""
    rows = series.counts.copy()
    for index in sundays:
        rows[index, 20:28] = counts
    return series.with_counts(rows)


def test_event_on_a_closed_day_is_a_share_of_open_days() -> None:
    sundays, origin = (48, 62, 76), 75
    series = on_sundays(made_up(seed=4), sundays[:2], 60.0)
    events = [event(index) for index in sundays]
    said = Forecaster(series, horizon=3, knowledge=Knowledge(events=events)).forecast(origin)
    [lift] = said.lifts
    open_days = made_up(seed=4).counts[68:75]
    base = np.nanmean(open_days[~np.isnan(open_days[:, 20])][:, 20:28], axis=0).sum()
    assert lift.learnt_from == 2 and lift.base == pytest.approx(base, rel=0.1) and list(lift.closed) == [76]
    assert said.expected[1].sum() == pytest.approx(8 * 60, rel=0.1)
    assert said.expected[1, :20].sum() == said.expected[1, 28:].sum() == 0
    assert np.array_equal(said.lift[1], said.expected[1])
    low, high = said.day_bands[80]
    assert 0 < low[1] < 480 < high[1]


def test_entered_lift_on_a_closed_day_brings_that_share_of_an_open_one() -> None:
    said = Forecaster(made_up(seed=4), horizon=3, knowledge=Knowledge(events=[event(76, lift=0.5)])).forecast(
        75
    )
    assert said.expected[1].sum() == pytest.approx(0.5 * said.lifts[0].base)
    assert said.lifts[0].base == pytest.approx(said.expected[2, 20:28].sum() / 1.35, rel=0.25)


def test_event_at_hours_that_are_never_open_is_a_share_of_a_mean_interval() -> None:
    said = Forecaster(
        made_up(seed=4), horizon=3, knowledge=Knowledge(events=[event(76, hours=(21, 23), lift=1.0)])
    ).forecast(75)
    assert said.expected[1, 42:46].min() == said.expected[1, 42:46].max() > 20
