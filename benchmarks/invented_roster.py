"""A contact centre that does not exist, of any size: skills, breaks, contracts, hours, wishes. Same seed, same centre."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from presszero.pure.rosters import Break, Contract, Person, Problem, Template

FIRST_DAY = date(2026, 3, 2)
GRAIN_MINUTES = 15
OPENS, CLOSES = 7, 21
SKILLS = {"billing": 0.4, "cards": 0.3, "fraud": 0.2, "loans": 0.1}
GROUPS = (
    (("billing",), 0.25),
    (("cards",), 0.20),
    (("billing", "cards"), 0.20),
    (("cards", "fraud"), 0.10),
    (("loans",), 0.05),
    (("billing", "loans"), 0.10),
    (("billing", "cards", "fraud", "loans"), 0.10),
)
BY_HOUR = np.array([0.35, 0.6, 0.85, 1, 1, 0.95, 0.85, 0.85, 0.9, 0.95, 0.9, 0.8, 0.65, 0.45])
BY_DAY = np.array([1.1, 1.05, 1, 1, 1, 0.5, 0.3])
# Paid hours at work of each hundred required: some are short, some over, as everywhere.
FULLNESS = 1.0
COFFEE, LUNCH, TEA = Break(15, 90, 150, paid=True), Break(30, 180, 270), Break(15, 330, 420, paid=True)
TEMPLATES = (
    Template("day", 510, tuple(range(7 * 60, 12 * 60 + 31, 30)), (COFFEE, LUNCH, TEA)),
    Template("short", 300, tuple(range(7 * 60, 16 * 60 + 1, 60)), (Break(15, 120, 180, paid=True),)),
)
CONTRACTS = {
    "full": Contract("full", (5, 5), (2250, 2400), 11 * 60, 5, frozenset({"day"})),
    "part": Contract("part", (3, 4), None, 11 * 60, 5, frozenset({"short"})),
}


def invented_roster(people: int, seed: int) -> Problem:
    """Return a week of quarter-hours for so many people, four in five of them full-time.

    Half have a weekday off, three in ten cannot come early or late, half would
    rather work early or late, one in five would rather have a day of the weekend.
    """
    rng = np.random.default_rng(seed)
    staff = tuple(_person(rng, number) for number in range(people))
    return Problem(FIRST_DAY, GRAIN_MINUTES, _required(rng, people), TEMPLATES, CONTRACTS, staff)


def _person(rng: np.random.Generator, number: int) -> Person:
    group = GROUPS[int(rng.choice(len(GROUPS), p=[share for _, share in GROUPS]))][0]
    hours = int(rng.choice(3, p=[0.7, 0.15, 0.15]))
    weekend = FIRST_DAY + timedelta(days=int(rng.integers(5, 7)))
    wish = str(rng.choice(["", "early", "late"], p=[0.5, 0.3, 0.2]))
    return Person(
        f"Person {number:04d}",
        "full" if rng.random() < 0.8 else "part",
        frozenset(group),
        frozenset({int(rng.integers(7))} if rng.random() < 0.5 else ()),
        earliest_start=9 * 60 if hours == 1 else 0,
        latest_start=10 * 60 if hours == 2 else 24 * 60,
        prefers=frozenset({wish} if wish else ()),
        wishes_off=frozenset({weekend} if rng.random() < 0.2 else ()),
    )


def _required(rng: np.random.Generator, people: int) -> dict[str, np.ndarray]:
    """Return people required by skill, shape (7 * 96,): as many hours as these people work, uneven as life is."""
    per_hour = 60 // GRAIN_MINUTES
    profile = np.repeat(BY_HOUR, per_hour)
    hours = people * (0.8 * 5 * 7.5 + 0.2 * 3.5 * 4.75) * FULLNESS
    level = hours / (profile.sum() / per_hour * BY_DAY.sum())
    required = {}
    for skill, share in SKILLS.items():
        day = np.zeros((7, 24 * per_hour))
        noise = rng.uniform(0.9, 1.1, (7, len(profile)))
        day[:, OPENS * per_hour : CLOSES * per_hour] = np.rint(
            level * share * BY_DAY[:, None] * profile * noise
        )
        required[skill] = day.ravel()
    return required
