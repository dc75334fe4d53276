"""Who arrives, drawn before anything is decided: the same people meet every plan (common random numbers)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from presszero.pure.simulation.floor import Floor, Kind


@dataclass(frozen=True)
class Contacts:
    """One entry a contact, by time of arrival; seconds.

    work: handling time beside the mean of its kind. patience: inf for who stays. luck: 0 to 1, decides whether they
    redial and whether they take a call-back.
    """

    at: np.ndarray
    kind: np.ndarray
    work: np.ndarray
    patience: np.ndarray
    luck: np.ndarray


def draw_contacts(floor: Floor, chance: np.random.Generator, *, busyness_variation: float = 0.0) -> Contacts:
    """Return one day's contacts.

    busyness_variation: how much whole days differ, standard deviation over mean: the uncertainty of a forecast.
    """
    busy = busy_day(chance, busyness_variation)
    drawn = [_draw_kind(kind, floor.interval_seconds, busy, chance) for kind in floor.kinds]
    kinds = np.repeat(np.arange(len(drawn)), [one[0].size for one in drawn])
    at, work, patience, luck = (np.concatenate([one[place] for one in drawn]) for place in range(4))
    order = np.argsort(at, kind="stable")
    return Contacts(at[order], kinds[order], work[order], patience[order], luck[order])


def busy_day(chance: np.random.Generator, variation: float) -> float:
    """Return how busy one day is beside the expected: 1 on average, gamma; always 1 where variation is 0."""
    return float(chance.gamma(variation**-2, variation**2)) if variation else 1.0


def _draw_kind(
    kind: Kind, interval_seconds: float, busy: float, chance: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    counts = chance.poisson(np.asarray(kind.arrivals, float) * busy)
    intervals = np.repeat(np.arange(counts.size), counts)
    size = intervals.size
    at = (intervals + chance.random(size)) * interval_seconds
    work = _work(kind, size, chance)
    if kind.handling_pattern is not None:
        work *= np.asarray(kind.handling_pattern, float)[intervals]
    return at, work, _patience(kind, size, chance), chance.random(size)


def _work(kind: Kind, size: int, chance: np.random.Generator) -> np.ndarray:
    if kind.recorded_handling is not None:
        seen = np.asarray(kind.recorded_handling, float)
        return chance.choice(seen, size) / seen.mean()
    if kind.variation is None:
        return chance.standard_exponential(size)
    spread2 = math.log1p(kind.variation**2)
    return np.exp(math.sqrt(spread2) * chance.standard_normal(size) - spread2 / 2)


def _patience(kind: Kind, size: int, chance: np.random.Generator) -> np.ndarray:
    if kind.recorded_patience is not None:
        return chance.choice(np.asarray(kind.recorded_patience, float), size)
    if kind.patience_seconds is None:
        return np.full(size, np.inf)
    return chance.exponential(kind.patience_seconds, size)
