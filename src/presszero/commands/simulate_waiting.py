"""`presszero simulate` for people who stand in line: a group of counters, or a stop and its vehicles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from presszero.commands.simulate_clock import Begin, Clock, seconds_after
from presszero.commands.simulate_input import Arrivals, IntervalMinutes, Variation, check_playable
from presszero.commands.yaml_input import Duration, Pause, Positive, Strict, read_yaml
from presszero.pure.errors import BadInput
from presszero.pure.simulation.contacts import busy_day
from presszero.pure.simulation.counters import CounterRule, ladder_with_spare, play_counters
from presszero.pure.simulation.running import ratio_with_half_width
from presszero.pure.simulation.vehicles import STRANDED, WENT_AWAY, play_stop

LEAST_DAYS = 20
# What keeps the counters busy for longer was meant otherwise, and takes as long to play.
LONGEST_WORK_DAYS = 30


class CountersAsked(Strict):
    """A group of counters, in the words of the file."""

    arrivals: Arrivals
    service_seconds: Duration
    variation: Variation = 1.0
    counters: Annotated[int, Field(ge=1, le=1000)]
    opening_seconds: Pause = 0.0
    planned: list[Annotated[int, Field(ge=0)]] | None = None
    early_warning_spare: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    line_each: Positive | None = None


class VehicleAsked(Strict):
    at: Clock
    places: Annotated[int, Field(ge=0, le=100_000)]


class StopAsked(Strict):
    """A stop, in the words of the file."""

    arrivals: Arrivals
    vehicles: Annotated[list[VehicleAsked], Field(min_length=1)]
    patience_seconds: Duration | None = None
    boarding_seconds: Annotated[float, Field(ge=0, le=3600, allow_inf_nan=False)] = 0.0


class WaitingAsked(Strict):
    """Counters or a stop; exactly one of them."""

    interval_minutes: IntervalMinutes = 30.0
    begins: Begin = "00:00"
    counters: CountersAsked | None = None
    stop: StopAsked | None = None

    @model_validator(mode="after")
    def _one(self) -> WaitingAsked:
        if (self.counters is None) == (self.stop is None):
            raise ValueError("describe counters or a stop, one of them")
        return self


@dataclass(frozen=True)
class Day:
    """What one day brought. at, waits: seconds, one a person. served: who was, or went of their own accord, in the end.
    counts: of what else happened, by name."""

    at: np.ndarray
    waits: np.ndarray
    served: np.ndarray
    counts: dict[str, float]


def is_waiting(content: bytes) -> bool:
    """Return whether a file describes counters or a stop, by the word that begins one of its lines."""
    return any(line.startswith((b"counters:", b"stop:")) for line in content.splitlines())


def play_waiting(
    content: bytes,
    source: str,
    *,
    within_seconds: float,
    half_width: float,
    most: int,
    seed: int,
    uncertainty: float,
    tell: Callable[[int], None],
) -> dict[str, Any]:
    """Play days until the share within the time is known, and return what is told. Raises BadInput."""
    asked = read_yaml(content, source, WaitingAsked)
    play = _counters(asked, source) if asked.counters else _stop(asked, source)
    days: list[Day] = []
    for one in np.random.SeedSequence(seed).spawn(most):
        chance = np.random.default_rng(one)
        days.append(play(chance, busy_day(chance, uncertainty)))
        tell(len(days))
        if len(days) >= LEAST_DAYS and _share(days, within_seconds)[1] <= half_width:
            break
    share, width = _share(days, within_seconds)
    people = sum(day.waits.size for day in days)
    longest = [float(day.waits.max(initial=0.0)) for day in days]
    return {
        "within_seconds": within_seconds,
        "days_played": len(days),
        "share_within": round(share, 5),
        "half_width": round(width, 5),
        "people": people / len(days),
        "mean_wait_seconds": round(sum(float(day.waits.sum()) for day in days) / max(people, 1), 2),
        "waiting_longer": round(people / len(days) * (1 - share), 2),
        "longest_seconds": round(max(longest), 1),
        "usual_longest_seconds": round(float(np.median(longest)), 1),
        **{name: round(sum(day.counts[name] for day in days) / len(days), 2) for name in days[0].counts},
        "intervals": _intervals(days, asked, within_seconds),
    }


def _intervals(days: list[Day], asked: WaitingAsked, within_seconds: float) -> list[dict[str, Any]]:
    """Return a row for each interval of arrival; people are means of a day."""
    arrivals = (asked.counters or asked.stop).arrivals  # type: ignore[union-attr]
    at, waits, served = (
        np.concatenate([getattr(day, name) for day in days]) for name in ("at", "waits", "served")
    )
    place = np.minimum((at // (asked.interval_minutes * 60)).astype(int), len(arrivals) - 1)
    rows = []
    for interval in range(len(arrivals)):
        here = place == interval
        people, good = int(here.sum()), int((served & (waits <= within_seconds))[here].sum())
        rows.append(
            {
                "interval": interval,
                "people": round(people / len(days), 2),
                "share_within": round(good / people, 4) if people else 1.0,
                "mean_wait_seconds": round(float(waits[here].mean()), 2) if people else 0.0,
                "longest_seconds": round(float(waits[here].max(initial=0.0)), 1),
            }
        )
    return rows


def _share(days: list[Day], within_seconds: float) -> tuple[float, float]:
    good = np.array([float((day.served & (day.waits <= within_seconds)).sum()) for day in days])
    return ratio_with_half_width(good, np.array([float(day.waits.size) for day in days]))


def _arriving(arrivals: np.ndarray, interval: float, chance: np.random.Generator) -> np.ndarray:
    """Return when people come, rising: by chance at the rate of each interval."""
    counts = chance.poisson(arrivals)
    starts = np.repeat(np.arange(len(arrivals)) * interval, counts)
    return np.sort(starts + chance.uniform(0, interval, starts.size))


def _counters(asked: WaitingAsked, source: str) -> Callable[[np.random.Generator, float], Day]:
    given, interval = asked.counters, asked.interval_minutes * 60
    assert given
    if given.planned is not None and len(given.planned) != len(given.arrivals):
        raise BadInput(
            f"{source}, at counters: planned has {len(given.planned)} entries and arrivals {len(given.arrivals)}; "
            "both have one for each interval."
        )
    if given.planned is not None and max(given.planned) > given.counters:
        raise BadInput(
            f"{source}, at counters: {max(given.planned)} are planned, and there are {given.counters}."
        )
    _check_work(given, source)
    warned = given.early_warning_spare
    if given.planned is None and warned is None and given.line_each is None:
        raise BadInput(
            f"{source}, at counters: nothing says when one opens; give planned, early_warning_spare or line_each."
        )
    rule = CounterRule(
        planned=None if given.planned is None else np.array(given.planned),
        expected=None if warned is None else np.array(given.arrivals),
        ladder=None if warned is None else ladder_with_spare(warned, given.counters),
        line_each=given.line_each,
    )
    sigma = np.sqrt(np.log1p(given.variation**2))

    def play(chance: np.random.Generator, busy: float) -> Day:
        at = _arriving(busy * np.array(given.arrivals), interval, chance)
        service = given.service_seconds * chance.lognormal(-(sigma**2) / 2, sigma, at.size)
        played = play_counters(
            at,
            service,
            rule,
            mean_service_seconds=given.service_seconds,
            interval_seconds=interval,
            close_seconds=interval * len(given.arrivals),
            opening_seconds=given.opening_seconds,
            most=given.counters,
        )
        counts = {"open_hours": played.open_hours, "opening_hours": played.opening_hours}
        served = np.ones(played.wait.size, bool)
        return Day(at, played.wait, served, counts | {"longest_line": float(played.longest_line)})

    return play


def _check_work(given: CountersAsked, source: str) -> None:
    check_playable(sum(given.arrivals), source)
    days = sum(given.arrivals) * given.service_seconds / given.counters / 86_400
    if days > LONGEST_WORK_DAYS:
        raise BadInput(
            f"{source}, at counters: {sum(given.arrivals):,.0f} people who take {given.service_seconds:g} s each keep "
            f"{given.counters} counters busy for {days:,.0f} days; up to {LONGEST_WORK_DAYS} can be played."
        )


def _stop(asked: WaitingAsked, source: str) -> Callable[[np.random.Generator, float], Day]:
    given, interval = asked.stop, asked.interval_minutes * 60
    assert given
    check_playable(sum(given.arrivals), source)
    lasts, place = interval * len(given.arrivals), f"{source}, at stop > vehicles"
    vehicles = sorted(
        (seconds_after(one.at, asked.begins, lasts, place), one.places) for one in given.vehicles
    )
    leaves, places = (np.array(column, float) for column in zip(*vehicles, strict=True))

    def play(chance: np.random.Generator, busy: float) -> Day:
        at = _arriving(busy * np.array(given.arrivals), interval, chance)
        patience = (
            None if given.patience_seconds is None else chance.exponential(given.patience_seconds, at.size)
        )
        played = play_stop(at, leaves, places, patience=patience, boarding_seconds=given.boarding_seconds)
        return Day(
            at,
            played.wait,
            played.outcome != STRANDED,
            {
                "went_away": float((played.outcome == WENT_AWAY).sum()),
                "stranded": float((played.outcome == STRANDED).sum()),
                "left_behind_at_most": float(played.left_behind.max(initial=0)),
            },
        )

    return play


def waiting_in_words(told: dict[str, Any]) -> str:
    """Return what is read at a terminal."""
    lines = [
        f"{told['share_within']:.1%} wait at most {told['within_seconds']:g} s (half-width {told['half_width']:.1%}, "
        f"{told['days_played']} days played).",
        f"Of {told['people']:,.0f} people a day {told['waiting_longer']:,.0f} wait longer, the longest about "
        f"{told['usual_longest_seconds'] / 60:,.0f} min; the mean wait is {told['mean_wait_seconds']:,.0f} s.",
    ]
    if "open_hours" in told:
        lines.append(
            f"Counters are open for {told['open_hours']:,.1f} hours a day, and people are on their way to one for "
            f"{told['opening_hours']:,.1f}; the line is {told['longest_line']:,.0f} long at its longest."
        )
    else:
        lines.append(
            f"{told['went_away']:,.0f} go away, {told['stranded']:,.0f} are left when the last vehicle has gone; a full "
            f"vehicle leaves up to {told['left_behind_at_most']:,.0f} behind."
        )
    return "\n".join(lines)
