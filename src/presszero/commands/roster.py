"""`presszero roster`: who works when, from what each interval requires."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from presszero.commands.parsing import above_zero, command_parser, mail_address, not_negative
from presszero.commands.progress import Progress
from presszero.commands.table_names import time_column
from presszero.commands.written import folder_for, write_file
from presszero.pure.errors import BadInput
from presszero.pure.sheets import look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from presszero.commands.roster_acts import Told
    from presszero.pure.rosters import Assignment, Person, Problem

DOES = """\
Plan people from what each interval requires: REQUIREMENT.csv with interval_start and required, and skill
where people are not all alike. Without --people it says which shifts to fill. With --people it names who
works when, keeps every rule, and proves how far the roster can be from the best. --repair mends a roster
when somebody calls in sick, --check reads one that anybody made."""
EXAMPLE = "presszero roster requirement.csv --people people.csv --rules rules.yaml --csv roster.csv --json"
EXPLAINED = """\
People with the same contract, skills, days and wishes are counted together: a whole-number programme
decides how many of each class begin each shift on each day and when how many pause. The rules of nights, rows
and weeks are a network, one unit of flow a person, so counting loses nothing: every flow falls apart into
single ways, which get names. Points asked to be few: {short} a person short for an interval, {over} one too
many, {against_wish} a shift against a wish, {unfair} a weekend or late shift above the mean. The bound is the
programme without whole numbers, or better; no roster costs less. Source: docs/sources.md#rosters"""


def main(arguments: list[str]) -> int:
    """Plan, mend or check; return 0 when the roster keeps every rule, 1 when one is broken."""
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.sick and not given.repair:
        parser.error("--sick says who is missing from a roster; name the roster with --repair.")
    if given.repair and not given.sick:
        parser.error("--repair mends a roster for somebody who cannot come; say who with --sick 'NAME:DAY'.")
    if given.replaces and (given.repair or given.check):
        parser.error("--replaces goes with a new plan; a roster that is mended or checked stands for itself.")
    if (
        given.repair or given.check or given.locked or given.calendars or given.replaces
    ) and not given.people:
        parser.error("people are needed to read or name a roster; give them with --people.")
    from presszero.commands import roster_acts

    problem = _problem(given)
    if given.explain:
        print(EXPLAINED.format(**vars(problem.weights)), file=sys.stderr)
    if not given.people:
        told = roster_acts.covered(problem, seconds=given.seconds, gap=given.gap / 100)
    elif given.check:
        told = roster_acts.checked(problem, _roster(given.check))
    else:
        progress = Progress(3, "steps")
        if given.repair:
            absences = [_absence(one) for one in given.sick]
            told = roster_acts.repaired(
                problem,
                _roster(given.repair),
                _revision(given.repair),
                absences,
                given.seconds,
                given.gap / 100,
                progress,
            )
        else:
            before = (_roster(given.replaces), _revision(given.replaces)) if given.replaces else None
            told = roster_acts.made(problem, given.seconds, given.gap / 100, progress)
            if before:
                told = roster_acts.replacing(told, problem, *before)
        progress.end()
    _write(given, problem, told)
    print(json.dumps(told.facts, indent=2) if given.json else told.words)
    return 1 if told.facts.get("violations") else 0


def _parser() -> argparse.ArgumentParser:
    parser = command_parser("roster", DOES, EXAMPLE)
    parser.add_argument(
        "requirement", type=Path, metavar="REQUIREMENT.csv", help="people required, by interval"
    )
    parser.add_argument(
        "--people", type=Path, metavar="CSV", help="one line a person; without it only shifts are planned"
    )
    parser.add_argument(
        "--rules", type=Path, metavar="YAML", help="shifts, contracts and weights; usual ones without it"
    )
    parser.add_argument("--locked", type=Path, metavar="CSV", help="shifts of a roster that stay as they are")
    parser.add_argument(
        "--repair", type=Path, metavar="CSV", help="the roster to mend with the fewest changes"
    )
    parser.add_argument(
        "--sick",
        action="append",
        default=[],
        metavar="NAME:DAY",
        help="who cannot come, such as 'Ada Brunner:2026-07-06'; again for more",
    )
    parser.add_argument(
        "--check", type=Path, metavar="CSV", help="name every broken rule of this roster, and plan nothing"
    )
    parser.add_argument(
        "--replaces",
        type=Path,
        metavar="CSV",
        help="the roster given out before for these days: what nobody works any more is cancelled in calendars",
    )
    parser.add_argument("--seconds", type=above_zero, default=60.0, help="search at most so long (60)")
    parser.add_argument(
        "--gap",
        type=not_negative,
        default=0.5,
        metavar="PERCENT",
        help="end when proved so near the best (0.5); 0 for the best",
    )
    parser.add_argument("--csv", type=Path, metavar="FILE", help="write the roster, or the shifts to fill")
    parser.add_argument(
        "--html", type=Path, metavar="FILE", help="write a report with charts and their tables"
    )
    parser.add_argument("--calendars", type=Path, metavar="FOLDER", help="write an .ics file for each person")
    parser.add_argument(
        "--time-zone",
        metavar="NAME",
        help="where the shifts are worked, such as Europe/Berlin, for --calendars",
    )
    parser.add_argument(
        "--organizer",
        type=mail_address,
        metavar="MAIL",
        help="the address that shifts come from, for --calendars; some programs cancel nothing without it",
    )
    parser.add_argument("--json", action="store_true", help="say the result as JSON on standard output")
    parser.add_argument(
        "--explain", action="store_true", help="say how the roster is found, and after which source"
    )
    for what, meaning in (
        ("time", "the interval's start"),
        ("value", "the people required"),
        ("skill", "the skill"),
    ):
        parser.add_argument(f"--{what}-column", metavar="NAME", help=f"the heading of {meaning}")
    return parser


def _problem(given: argparse.Namespace) -> Problem:
    from presszero.pure.rosters import (
        Problem,
        read_people,
        read_requirement,
        read_roster,
        read_rulebook,
        usual_rulebook,
    )

    content = _bytes(given.requirement)
    columns = {
        "interval_start": given.time_column or time_column(*look_at(content, source=given.requirement.name)),
        "required": given.value_column,
        "skill": given.skill_column,
    }
    first_day, grain, required = read_requirement(
        content,
        source=given.requirement.name,
        named={name: one for name, one in columns.items() if one},
    )
    if given.rules:
        book = read_rulebook(_bytes(given.rules), source=given.rules.name)
    else:
        book = usual_rulebook(*_required_minutes(required, grain), grain)
    people = (
        read_people(_bytes(given.people), book.contracts, source=given.people.name) if given.people else ()
    )
    _refuse_unknown_wishes(people, {one.name for one in book.templates}, given.people)
    locked = read_roster(_bytes(given.locked), source=given.locked.name) if given.locked else ()
    return Problem(
        first_day, grain, required, book.templates, book.contracts, people, locked, book.weights, book.rules
    )


def _refuse_unknown_wishes(people: Sequence[Person], shifts: set[str], path: Path | None) -> None:
    """Refuse a wish for what is no shift: it could never be kept, and nobody would be told."""
    known = {"early", "late", *shifts}
    for person in people:
        if unknown := sorted(person.prefers - known):
            raise BadInput(
                f"{path.name if path else ''}: {person.name} prefers {unknown[0]!r}; write early, late, or a shift: "
                f"{', '.join(sorted(shifts))}.",
                field="prefers",
            )


def _required_minutes(required: dict[str, Any], grain: int) -> tuple[int, int]:
    """Return when the first and the last required interval of any day begin and end."""
    per_day = 24 * 60 // grain
    asked = sum(required.values()).reshape(-1, per_day).max(axis=0).nonzero()[0]
    if not asked.size:
        raise BadInput("The requirement is 0 everywhere, so there is nothing to plan.", field="required")
    return int(asked[0]) * grain, (int(asked[-1]) + 1) * grain


def _roster(path: Path) -> tuple[Assignment, ...]:
    from presszero.pure.rosters import read_roster

    return read_roster(_bytes(path), source=path.name)


def _revision(path: Path) -> int:
    from presszero.pure.rosters import read_revision

    return read_revision(_bytes(path), source=path.name)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path} cannot be read ({error.strerror}); name a file.") from error


def _absence(words: str) -> tuple[str, date]:
    name, _, day = words.rpartition(":")
    try:
        if not name.strip():
            raise ValueError
        return name.strip(), date.fromisoformat(day.strip())
    except ValueError:
        raise BadInput(
            f"--sick {words!r} is no name with a day; write it like 'Ada Brunner:2026-07-06'.", field="sick"
        ) from None


def _write(given: argparse.Namespace, problem: Problem, told: Told) -> None:
    if given.csv:
        write_file(given.csv, told.table)
    if given.html:
        from presszero.commands.roster_report import roster_report

        write_file(given.html, roster_report(problem, told))
    if given.calendars:
        _write_calendars(given, problem, told)


def _write_calendars(given: argparse.Namespace, problem: Problem, told: Told) -> None:
    from presszero.pure.rosters import Issue, calendar_of, cancellation_of

    try:
        zone = ZoneInfo(given.time_zone) if given.time_zone else None
    except (KeyError, ValueError):
        raise BadInput(f"There is no time zone {given.time_zone!r}; write one like Europe/Berlin.") from None
    folder_for(given.calendars)
    # The same roster gives the same files, whenever it is written.
    written_at = datetime.combine(problem.first_day, time(), UTC)
    issue = Issue(written_at, zone, told.revision, given.organizer or "")
    dropped = {one.person for one in told.dropped}
    planned = [person.name for person in problem.people]
    for number, person in enumerate([*planned, *sorted(dropped - set(planned))], 1):
        plain = "".join(letter if letter.isalnum() else "-" for letter in person.casefold())
        name = f"{number:04d}-{plain[:60]}"
        if number <= len(planned):
            write_file(given.calendars / f"{name}.ics", calendar_of(person, told.assignments, issue))
        if person in dropped:
            # Each edition has its own: what an earlier one took out, nobody may have read yet.
            file = given.calendars / f"{name}-cancelled-{told.revision}.ics"
            write_file(file, cancellation_of(person, told.dropped, issue))
