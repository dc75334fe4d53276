"""Requirement, people and rosters as tables."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from presszero.pure.errors import BadInput
from presszero.pure.rosters.people import Assignment, Contract, Person
from presszero.pure.rosters.problem import DAY_MINUTES
from presszero.pure.rosters.spans import days_of, is_weekday, minutes_of, weekdays_of, words_of
from presszero.pure.sheets import DAY, INSTANT, NUMBER, WORDS, BadSheet, Column, Sheet, read_sheet

# Of one skill in one interval; beyond is a slip of the pen.
MOST_PEOPLE = 100_000.0
REQUIREMENT = (
    Column("interval_start", INSTANT, also=("time", "start", "timestamp", "datetime")),
    Column(
        "required",
        NUMBER,
        at_most=MOST_PEOPLE,
        also=(
            "people",
            "agents",
            "staff",
            "servers",
            "open",
            "required_agents",
            "needed",
            "need",
            "heads",
            "fte",
            "bedarf",
            "benotigt",
            "requis",
            "necesarios",
        ),
    ),
    Column("skill", WORDS, also=("queue", "line", "topic"), needed=False, may_be_empty=True),
)
PEOPLE_WORDS = (
    "contract",
    "skills",
    "days_off",
    "away",
    "earliest_start",
    "latest_start",
    "latest_end",
    "prefers",
    "wishes_off",
    "ended_before",
)
PEOPLE_NUMBERS = ("days_in_a_row_before", "weekends_before", "lates_before")
PEOPLE = (
    Column("person", WORDS, also=("name", "agent", "employee", "worker")),
    *(Column(name, WORDS, needed=False, may_be_empty=True) for name in PEOPLE_WORDS),
    *(Column(name, NUMBER, needed=False, may_be_empty=True) for name in PEOPLE_NUMBERS),
)
ROSTER = (
    Column("person", WORDS, also=("name", "agent")),
    Column("day", DAY, also=("date", "on")),
    Column("shift", WORDS, also=("template",)),
    Column("start", INSTANT),
    Column("end", INSTANT),
    Column("breaks", WORDS, needed=False, may_be_empty=True),
)
REVISION = Column("revision", NUMBER, needed=False, may_be_empty=True, at_most=1e6)
GRAINS = (5, 10, 15, 20, 30, 60)


def read_requirement(
    content: bytes, *, source: str, named: Mapping[str, str] | None = None
) -> tuple[date, int, dict[str, NDArray[np.float64]]]:
    """Return (first day, minutes of an interval, people required by skill, shape (intervals,)).

    Intervals that are not in the table require nobody. Raises BadSheet.
    """
    sheet = read_sheet(content, REQUIREMENT, source=source, named=named)
    instants = [one.replace(tzinfo=None) for one in sheet["interval_start"]]
    first_day = min(instants).date()
    grain = _grain(instants, source)
    midnight = datetime.combine(first_day, datetime.min.time())
    minutes = [int((one - midnight).total_seconds() // 60) for one in instants]
    intervals = (max(minutes) // DAY_MINUTES + 1) * DAY_MINUTES // grain
    if intervals > MOST_INTERVALS:
        raise BadSheet(
            f"{source} spans {intervals * grain // DAY_MINUTES:,} days; plan at most {MOST_DAYS} at once."
        )
    required: dict[str, NDArray[np.float64]] = {}
    two_clocks = len({one.utcoffset() for one in sheet["interval_start"]}) > 1
    for line, minute, people, skill in zip(
        sheet.lines, minutes, sheet["required"], sheet["skill"], strict=True
    ):
        if minute % grain:
            raise BadSheet(
                f"{source}, line {line}: {minute // 60 % 24}:{minute % 60:02d} does not begin an interval of {grain} "
                "minutes, and most lines are so far apart."
            )
        _take(
            required.setdefault(skill or "", np.full(intervals, np.nan)),
            minute // grain,
            people,
            two_clocks,
            at=f"{source}, line {line}",
        )
    required = {skill: np.nan_to_num(found) for skill, found in required.items()}
    return first_day, grain, dict(sorted(required.items()))


def _take(mine: NDArray[np.float64], place: int, people: float, two_clocks: bool, *, at: str) -> None:
    """Put down what one line requires. An hour that comes twice, as clocks go back, requires the larger of both."""
    if not np.isnan(mine[place]) and not two_clocks:
        raise BadSheet(
            f"{at}: this interval stands on an earlier line too, for the same skill; keep one of them, or name the "
            "column that tells them apart with --skill-column."
        )
    mine[place] = np.nanmax([mine[place], people])


MOST_DAYS = 62
MOST_INTERVALS = MOST_DAYS * DAY_MINUTES // min(GRAINS)


def _grain(instants: Sequence[datetime], source: str) -> int:
    """Return how many minutes most intervals are apart: one odd line does not cut all others into pieces."""
    steps = np.diff(np.unique([one.timestamp() for one in instants])) / 60
    if not len(steps):
        raise BadSheet(
            f"{source} has one interval, {instants[0]:%Y-%m-%d %H:%M}; expected a line for each interval of some days.",
            "interval_start",
        )
    usual = Counter(steps.tolist()).most_common(1)[0][0]
    if usual not in GRAINS:
        raise BadSheet(
            f"{source}: the intervals are {usual:g} minutes apart; expected {', '.join(map(str, GRAINS))}.",
            "interval_start",
        )
    return int(usual)


def read_people(
    content: bytes, contracts: Mapping[str, Contract], *, source: str, named: Mapping[str, str] | None = None
) -> tuple[Person, ...]:
    """Return the people of a table. An empty contract means the first one. Raises BadSheet."""
    sheet = read_sheet(content, PEOPLE, source=source, named=named)
    people = tuple(_person(sheet, place, contracts) for place in range(len(sheet)))
    names = [person.name for person in people]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise BadSheet(
                f"{source}, line {sheet.lines[place]}: {name} is there twice; give each a name of their own."
            )
    return people


def _person(sheet: Sheet, place: int, contracts: Mapping[str, Contract]) -> Person:
    where = f"{sheet.source}, line {sheet.lines[place]}, column "

    def words(column: str) -> str:
        return sheet[column][place] or ""

    def minutes(column: str, otherwise: int) -> int:
        return minutes_of(words(column), where + column) if words(column) else otherwise

    def count(column: str) -> int:
        return int(sheet[column][place] or 0)

    contract = words("contract") or next(iter(contracts))
    if contract not in contracts:
        raise BadSheet(
            f"{where}contract: {contract!r} is not known; known are {', '.join(contracts)}.", "contract"
        )
    wishes = words("wishes_off")
    try:
        return Person(
            sheet["person"][place],
            contract,
            words_of(words("skills")),
            weekdays_of(words("days_off"), where + "days_off"),
            days_of(words("away"), where + "away"),
            minutes("earliest_start", 0),
            minutes("latest_start", 2 * DAY_MINUTES),
            minutes("latest_end", 3 * DAY_MINUTES),
            words_of(words("prefers")),
            frozenset() if is_weekday(wishes) else days_of(wishes, where + "wishes_off"),
            count("days_in_a_row_before"),
            minutes("ended_before", 0) if words("ended_before") else None,
            count("weekends_before"),
            count("lates_before"),
            weekdays_of(wishes, where + "wishes_off") if is_weekday(wishes) else frozenset(),
        )
    except BadSheet:
        raise
    except BadInput as error:
        raise BadSheet(str(error), error.field) from error


def read_roster(content: bytes, *, source: str) -> tuple[Assignment, ...]:
    """Return the shifts of a roster that was written before. Raises BadSheet."""
    sheet = read_sheet(content, ROSTER, source=source)
    return tuple(_assignment(sheet, place) for place in range(len(sheet)))


def read_revision(content: bytes, *, source: str) -> int:
    """Return how often a roster was mended, as its table says; 0 where it says nothing. Raises BadSheet."""
    sheet = read_sheet(content, (ROSTER[0], REVISION), source=source)
    return int(max((told or 0 for told in sheet["revision"]), default=0))


def _assignment(sheet: Sheet, place: int) -> Assignment:
    where = f"{sheet.source}, line {sheet.lines[place]}, column breaks"
    day: date = sheet["day"][place]
    midnight = datetime.combine(day, datetime.min.time())
    start, end = (
        int((sheet[name][place].replace(tzinfo=None) - midnight).total_seconds() // 60)
        for name in ("start", "end")
    )
    return Assignment(
        sheet["person"][place],
        day,
        sheet["shift"][place],
        start,
        end,
        tuple(_pause(words, start, where) for words in (sheet["breaks"][place] or "").split()),
    )


def _pause(words: str, start: int, where: str) -> tuple[int, int]:
    begins, _, ends = words.partition("-")
    begin, end = minutes_of(begins, where), minutes_of(ends, where)
    if begin < start:
        begin += DAY_MINUTES
    return begin, (end - begin) % DAY_MINUTES


def roster_table(assignments: Sequence[Assignment], revision: int = 0) -> str:
    """Return a roster as CSV, readable by read_roster: person, day, shift, start, end, breaks.

    revision: how often it was mended or replaced; from the first time on it stands in a column of its own.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*(column.name for column in ROSTER), *([REVISION.name] if revision else [])])
    for one in assignments:
        pauses = " ".join(f"{_time(begin)}-{_time(begin + minutes)}" for begin, minutes in one.breaks)
        row = [one.person, one.on, one.template, _moment(one.on, one.start), _moment(one.on, one.end), pauses]
        writer.writerow([*row, *([revision] if revision else [])])
    return out.getvalue()


def _moment(day: date, minutes: int) -> str:
    return f"{datetime.combine(day, datetime.min.time()) + timedelta(minutes=minutes):%Y-%m-%d %H:%M}"


def _time(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
