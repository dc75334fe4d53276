"""A small centre over a fortnight in which no two people are alike: the hardest rosters we know. Same seed, same centre."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from presszero.pure.rosters import Break, Contract, Person, Problem, Template

FIRST_DAY, DAYS = date(2026, 3, 2), 14
GRAIN_MINUTES = 15
OPENS, CLOSES = 7, 21
SKILLS = {"calls": 0.7, "cards": 0.3}
GROUPS = ((("calls",), 0.5), (("cards",), 0.1), (("calls", "cards"), 0.4))
BY_HOUR = np.array([0.35, 0.6, 0.85, 1, 1, 0.95, 0.85, 0.85, 0.9, 0.95, 0.9, 0.8, 0.65, 0.45])
BY_DAY = np.array([1.1, 1.05, 1, 1, 1, 0.5, 0.3] * 2)
LUNCH, COFFEE = Break(30, 180, 270), Break(15, 330, 420, paid=True)
# 48 starts in all.
TEMPLATES = (
    Template("day", 510, tuple(range(7 * 60, 12 * 60 + 31, 15)), (LUNCH, COFFEE)),
    Template(
        "middle",
        390,
        tuple(range(8 * 60, 13 * 60 + 1, 60)),
        (Break(15, 90, 150, paid=True), Break(30, 210, 270)),
    ),
    Template(
        "short",
        300,
        tuple(range(7 * 60, 16 * 60 + 1, 30)),
        (Break(15, 75, 135, paid=True), Break(15, 180, 240, paid=True)),
    ),
)
CONTRACTS = {
    "full": Contract("full", (5, 5), (38 * 60, 40 * 60), 11 * 60, 5, frozenset({"day"})),
    "most": Contract("most", (4, 5), (25 * 60, 30 * 60), 11 * 60, 5, frozenset({"middle", "short"})),
    "part": Contract("part", (3, 4), (14 * 60, 20 * 60), 11 * 60, 4, frozenset({"short"})),
}
SHARES, HOURS = {"full": 0.5, "most": 0.25, "part": 0.25}, {"full": 40.0, "most": 28.0, "part": 17.5}


def unlike_roster(people: int, seed: int, *, fullness: float = 1.0, requirement_minutes: int = 30) -> Problem:
    """Return a fortnight of quarter-hours for so many people, each with hours, days and wishes of their own.

    fullness: hours required, as a share of those these people work. requirement_minutes: how long a required number holds; a whole part of an hour, 15 at least.
    """
    rng = np.random.default_rng(seed)
    staff = tuple(_person(rng, number) for number in range(people))
    required = _required(rng, staff, fullness, requirement_minutes)
    return Problem(FIRST_DAY, GRAIN_MINUTES, required, TEMPLATES, CONTRACTS, staff)


def _person(rng: np.random.Generator, number: int) -> Person:
    contract = str(rng.choice(list(SHARES), p=list(SHARES.values())))
    group = GROUPS[int(rng.choice(len(GROUPS), p=[share for _, share in GROUPS]))][0]
    hours = int(rng.choice(3, p=[0.4, 0.3, 0.3]))
    away = int(rng.integers(DAYS)) if rng.random() < 0.3 else None
    wish = str(rng.choice(["", "early", "late"], p=[0.5, 0.3, 0.2]))
    return Person(
        f"Person {number:04d}",
        contract,
        frozenset(group),
        frozenset({int(rng.integers(7))} if rng.random() < 0.5 else ()),
        away=frozenset() if away is None else frozenset({FIRST_DAY + timedelta(days=away)}),
        earliest_start=int(rng.integers(30, 40)) * 15 if hours == 1 else 0,
        latest_end=int(rng.integers(66, 80)) * 15 if hours == 2 else 72 * 60,
        prefers=frozenset({wish} if wish else ()),
        wishes_off=frozenset(
            {FIRST_DAY + timedelta(days=int(one)) for one in rng.choice(DAYS, 2, replace=False)}
        ),
    )


def _required(
    rng: np.random.Generator, staff: tuple[Person, ...], fullness: float, minutes: int
) -> dict[str, np.ndarray]:
    """Return people required by skill, shape (14 * 96,): as many hours as these people work, uneven as life is."""
    per_hour, held = 60 // GRAIN_MINUTES, minutes // GRAIN_MINUTES
    profile = np.repeat(BY_HOUR, per_hour // held)
    # Of the paid hours about one in thirty is a paid break.
    hours = 2 * sum(HOURS[person.contract] for person in staff) * 31 / 32 * fullness
    level = hours / (BY_HOUR.sum() * BY_DAY.sum())
    required = {}
    for skill, share in SKILLS.items():
        day = np.zeros((DAYS, 24 * per_hour))
        noise = rng.uniform(0.9, 1.1, (DAYS, len(profile)))
        rounded = np.rint(level * share * BY_DAY[:, None] * profile * noise)
        day[:, OPENS * per_hour : CLOSES * per_hour] = np.repeat(rounded, held, axis=1)
        required[skill] = day.ravel()
    return required
