"""How commands read a table of events (name, begins, ends, kind, attendance, lift), and of contacts on top."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from presszero.commands.interval_table import read_table
from presszero.pure.demand.events import Event
from presszero.pure.demand.more_contacts import MoreContacts
from presszero.pure.sheets import INSTANT, NUMBER, WORDS, BadSheet, Column, read_sheet

MORE_COLUMNS = (
    Column("interval_start", INSTANT, also=("hour", "begins", "start")),
    Column("extra_contacts", NUMBER, also=("expected", "contacts")),
    Column("low", NUMBER, needed=False, may_be_empty=True),
    Column("high", NUMBER, needed=False, may_be_empty=True),
)
COLUMNS = (
    Column("name", WORDS, also=("event", "title")),
    Column("begins", INSTANT, also=("start", "starts", "starts_at", "date", "day")),
    Column("ends", INSTANT, also=("end", "ends_at", "until"), needed=False, may_be_empty=True),
    Column("kind", WORDS, also=("type", "like"), needed=False, may_be_empty=True),
    Column("attendance", NUMBER, also=("expected_attendance", "people"), needed=False, may_be_empty=True),
    Column(
        "lift",
        NUMBER,
        needed=False,
        may_be_empty=True,
        at_least=-0.99,
        expected="a share such as 0.3 for 30 % more",
    ),
)


def read_events(path: Path | None) -> tuple[Event, ...]:
    """Return the events of a CSV file, none without a file. Raises BadSheet, naming line, column and what was expected."""
    if path is None:
        return ()
    sheet = read_sheet(read_table(path), COLUMNS, source=path.name)
    return tuple(
        Event(
            name=sheet["name"][row],
            begins=_wall(sheet["begins"][row]),
            ends=_end(sheet["begins"][row], sheet["ends"][row], path.name, sheet.lines[row]),
            kind=sheet["kind"][row] or "",
            attendance=sheet["attendance"][row],
            lift=sheet["lift"][row],
        )
        for row in range(len(sheet))
    )


def read_more_contacts(path: Path | None) -> tuple[MoreContacts, ...]:
    """Return contacts expected on top by the hour, as `presszero surge --contacts` writes them. Raises BadSheet."""
    if path is None:
        return ()
    sheet = read_sheet(read_table(path), MORE_COLUMNS, source=path.name)
    rows = zip(sheet["interval_start"], sheet["extra_contacts"], sheet["low"], sheet["high"], strict=True)
    return tuple(
        MoreContacts(
            _wall(at), expected, expected if low is None else low, expected if high is None else high
        )
        for at, expected, low, high in rows
    )


def _wall(at: datetime) -> datetime:
    return at.replace(tzinfo=None)


def _end(begins: datetime, ends: datetime | None, source: str, line: int) -> datetime:
    """Return when an event ends: as written, at the end of a day written as a day, else at the day's end."""
    day_after = datetime.combine(_wall(begins).date() + timedelta(days=1), time())
    if ends is None:
        return day_after
    end = _wall(ends)
    if end.time() == time() and _wall(begins).time() == time():
        end += timedelta(days=1)
    if end <= _wall(begins):
        raise BadSheet(f"{source}, line {line}, column ends: {end} is not after {_wall(begins)}.", "ends")
    return end
