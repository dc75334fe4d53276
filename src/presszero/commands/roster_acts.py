"""What `presszero roster` does and says: as words, as facts for machines, and as a table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from presszero.commands.progress import Progress
from presszero.pure.rosters import (
    Assignment,
    Change,
    Coverage,
    Problem,
    Roster,
    coverage,
    least_cover,
    make_roster,
    repair_roster,
    roster_table,
    violations,
)

MOST_SAID = 12


@dataclass(frozen=True)
class Told:
    """What came of it.

    facts: the shape that --json prints; described in the guide. dropped: shifts of the roster before that nobody
    works any more. revision: how often the roster was mended or replaced.
    """

    words: str
    facts: dict[str, Any]
    table: str
    assignments: tuple[Assignment, ...] = ()
    coverage: Coverage | None = None
    lines: list[str] = field(default_factory=list)
    dropped: tuple[Assignment, ...] = ()
    revision: int = 0


def covered(problem: Problem, *, seconds: float, gap: float) -> Told:
    """Say which shifts to fill, whoever works them."""
    found = least_cover(problem, seconds=seconds, gap=gap)
    hours = found.paid_intervals * problem.grain_minutes / 60
    least = found.bound * problem.grain_minutes / 60
    required = sum(float(one.sum()) for one in problem.required.values()) * problem.grain_minutes / 60
    shifts = [
        {
            "skill": one.skill,
            "day": str(problem.first_day + timedelta(days=one.on)),
            "shift": one.template,
            "start": _clock(one.start),
            "people": one.people,
        }
        for one in found.shifts
    ]
    count = sum(one.people for one in found.shifts)
    words = (
        f"{count:,} shifts cover {required:,.1f} required hours with {hours:,.1f} paid ones. "
        f"{_proved(hours, least, 'paid hours')} Name people with --people to have them named."
    )
    facts = {"shifts": shifts, "paid_hours": hours, "least_paid_hours": least, "required_hours": required}
    return Told(words, facts, _as_table(shifts))


def made(problem: Problem, seconds: float, gap: float, progress: Progress) -> Told:
    """Make a roster and have it checked by a reader that knows nothing of the maker."""
    progress.step()
    roster = make_roster(problem, seconds=seconds, gap=gap)
    progress.step()
    told = _told(problem, roster.assignments, _proved(roster.cost, roster.bound, "points"), _proof(roster))
    progress.step()
    return told


def replacing(told: Told, problem: Problem, before: Sequence[Assignment], revision: int) -> Told:
    """Tell a new roster as the next edition of one that was given out.

    before: its shifts; those of days that are not planned now stay as they are. revision: how often it was mended or
    replaced.
    """
    worked = {(one.person, one.on) for one in told.assignments}
    of_these_days = [one for one in before if one.on in set(problem.dates)]
    dropped = tuple(one for one in of_these_days if (one.person, one.on) not in worked)
    fall = (
        "1 shift of the roster before falls"
        if len(dropped) == 1
        else f"{len(dropped):,} shifts of the roster before fall"
    )
    line = f"{fall} away; --calendars writes what cancels in a calendar."
    return replace(
        told,
        words=f"{told.words}\n{line}",
        lines=[*told.lines, line],
        facts=told.facts
        | {
            "revision": revision + 1,
            "dropped": [{"person": one.person, "day": str(one.on), "shift": _shift(one)} for one in dropped],
        },
        table=roster_table(told.assignments, revision + 1),
        dropped=dropped,
        revision=revision + 1,
    )


def repaired(
    problem: Problem,
    before: Sequence[Assignment],
    revision: int,
    absences: Sequence[tuple[str, date]],
    seconds: float,
    gap: float,
    progress: Progress,
) -> Told:
    """Mend a roster and say who is asked to change what. revision: how often it was mended before."""
    progress.step()
    found = repair_roster(problem, before, absences, seconds=seconds, gap=gap)
    progress.step()
    mended = found.problem
    hours = problem.grain_minutes / 60
    changes = [
        {
            "person": one.person,
            "day": str(one.on),
            "before": None if one.before is None else _shift(one.before),
            "after": None if one.after is None else _shift(one.after),
            "breaks_before": one.before and _pauses(one.before),
            "breaks_after": one.after and _pauses(one.after),
        }
        for one in found.changes
    ]
    lines = [f"  {one.person}, {one.on}: {_told_change(one)}" for one in found.changes]
    opening = (
        f"{len(changes)} {'change' if len(changes) == 1 else 'changes'}: the roster was {found.short_before * hours:g} hours short, would be "
        f"{found.short_unmended * hours:g} without anybody in their place, and is {found.short_after * hours:g} now."
    )
    told = _told(mended, found.roster.assignments, "\n".join([opening, *lines]), _proof(found.roster))
    progress.step()
    return replace(
        told,
        facts=told.facts | {"revision": revision + 1, "changes": changes},
        table=roster_table(told.assignments, revision + 1),
        dropped=tuple(one.before for one in found.changes if one.before and not one.after)
        + tuple(one for one in before if (one.person, one.on) in set(absences)),
        revision=revision + 1,
    )


def _told_change(one: Change) -> str:
    """Return what becomes of one day of somebody: another shift, or the same with its breaks at other times."""
    before, after = (_shift(shift) if shift else "free" for shift in (one.before, one.after))
    if before == after and one.before and one.after:
        return f"{after}, breaks {_pauses(one.before)} -> {_pauses(one.after)}"
    return f"{before} -> {after}"


def _pauses(one: Assignment) -> str:
    return (
        " and ".join(f"{_clock(begin)}-{_clock(begin + minutes)}" for begin, minutes in one.breaks) or "none"
    )


def checked(problem: Problem, assignments: Sequence[Assignment]) -> Told:
    """Say what is broken in a roster, whoever made it."""
    return _told(problem, tuple(assignments), "", {})


def _told(problem: Problem, assignments: tuple[Assignment, ...], opening: str, proof: dict[str, Any]) -> Told:
    seen, broken = coverage(problem, assignments), violations(problem, assignments)
    hours = problem.grain_minutes / 60
    required = sum(float(one.sum()) for one in problem.required.values()) * hours
    short, over = seen.short_intervals * hours, seen.over_intervals * hours
    weekends, lates = _burdens(problem, assignments)
    lines = [
        f"{len(assignments):,} shifts for {len({one.person for one in assignments}):,} of {len(problem.people):,} people.",
        f"Of {required:,.1f} required hours {short:,.1f} stay short ({_share(short, required)}), {over:,.1f} are more than required.",
        *([opening] if opening else []),
        f"A person has {_range(weekends)} weekend shifts and {_range(lates)} late ones.",
        f"{len(broken)} broken rules." if broken else "Every rule is kept.",
        *(f"  {one.sentence}" for one in broken[:MOST_SAID]),
        *([f"  and {len(broken) - MOST_SAID} more; --json names all"] if len(broken) > MOST_SAID else []),
    ]
    facts = {
        "people": len(problem.people),
        "shifts": len(assignments),
        "required_hours": required,
        "short_hours": short,
        "short_hours_by_skill": {skill: float(one.sum()) * hours for skill, one in seen.short.items()},
        "over_hours": over,
        "weekend_shifts": _spread(weekends),
        "late_shifts": _spread(lates),
        "violations": [
            {"rule": one.rule, "person": one.person, "day": str(one.on), "sentence": one.sentence}
            for one in broken
        ],
        **proof,
    }
    return Told("\n".join(lines), facts, roster_table(assignments), assignments, seen, lines)


def _proof(roster: Roster) -> dict[str, Any]:
    return {
        "points": roster.cost,
        "least_points": roster.bound,
        "gap_share": roster.gap_share,
        "classes": roster.classes,
        "seconds": round(roster.seconds, 3),
    }


def _proved(cost: float, bound: float, what: str) -> str:
    if cost - bound <= 1e-6 * max(abs(cost), 1.0):
        return f"Proved best: nothing costs fewer than {cost:,.6g} {what}."
    if bound <= 0:
        return f"{cost:,.1f} {what}; how far the best is was not found out in time. Give it more --seconds."
    return f"{cost:,.1f} {what}, at most {max((cost - bound) / max(abs(bound), 1e-9), 1e-4):.2%} above the best (proved: not below {bound:,.1f})."


def _burdens(problem: Problem, assignments: Sequence[Assignment]) -> tuple[list[int], list[int]]:
    """Return for each person the weekend and the late shifts in this roster."""
    weekends = Counter(one.person for one in assignments if one.on.weekday() in problem.rules.weekend)
    lates = Counter(one.person for one in assignments if one.end > problem.rules.late_from)
    names = [person.name for person in problem.people]
    return [weekends[name] for name in names], [lates[name] for name in names]


def _spread(counts: list[int]) -> dict[str, float]:
    return {"least": min(counts), "mean": sum(counts) / len(counts), "most": max(counts)}


def _range(counts: list[int]) -> str:
    return f"{min(counts)} to {max(counts)} (mean {sum(counts) / len(counts):.1f})"


def _share(part: float, whole: float) -> str:
    return f"{part / whole:.1%}" if whole else "0 %"


def _shift(one: Assignment) -> str:
    return f"{one.template} {_clock(one.start)}-{_clock(one.end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


def _as_table(rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(
        out, list(rows[0]) if rows else ["skill", "day", "shift", "start", "people"], lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
