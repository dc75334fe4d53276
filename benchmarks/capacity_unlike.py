"""Rosters of people of whom no two are alike: a fortnight in quarter-hours, 48 possible starts.

    ./dev bench capacity unlike [people] [seconds]

Each case is told with what is proved of it. There is no goal to meet: how far the best is, nobody knows.
"""

from __future__ import annotations

from benchmarks.capacity_roster import timed
from benchmarks.unlike_roster import unlike_roster
from presszero.pure.rosters import coverage, make_roster, violations

SEEDS = (1, 2, 3)
# Hours required of each hundred worked: as many as there are, and too few people for all of them.
FULLNESS = (1.0, 1.05)


def main(arguments: list[str]) -> int:
    """Measure each seed; return 0 when every roster keeps every rule."""
    people = int(arguments[0]) if arguments else 40
    seconds = float(arguments[1]) if len(arguments) > 1 else 60.0
    cases = [(fullness, seed) for fullness in FULLNESS for seed in SEEDS]
    return int(any([_broken_rules(people, seconds, *case) for case in cases]))


def _broken_rules(people: int, seconds: float, fullness: float, seed: int) -> int:
    problem = unlike_roster(people, seed, fullness=fullness)
    roster, wall, cpu = timed(lambda: make_roster(problem, seconds=seconds))
    seen, broken = coverage(problem, roster.assignments), violations(problem, roster.assignments)
    required = sum(float(one.sum()) for one in problem.required.values())
    print(
        f"seed {seed}, {fullness:.0%} required: {people} people in {roster.classes} classes, {roster.cost:,.0f} points, "
        f"not below {roster.bound:,.0f}, gap {roster.gap_share:.1%}; of {required:,.0f} quarter-hours "
        f"{seen.short_intervals:,.0f} short, {seen.over_intervals:,.0f} over, {len(broken)} broken rules; "
        f"{wall:.0f} s, {cpu:.0f} s of CPU",
        flush=True,
    )
    return len(broken)
