"""How tables of other people call a day, a time, a count and a handling time, and which of their columns to take."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from presszero.pure.sheets import INSTANT, NUMBER, Column
from presszero.pure.sheets.columns import plain
from presszero.pure.sheets.instants import DAY_FIRST, MONTH_FIRST, SHORT_YEAR_FIRST, read_instant
from presszero.pure.sheets.joining import MONTH_NAMES, WEEK_NAMES, YEAR_NAMES, join_cells

ORDERS = (DAY_FIRST, MONTH_FIRST, SHORT_YEAR_FIRST)
WHOLE_NAMES = (
    "interval_start", "start", "start_local", "start_time", "timestamp", "datetime", "date_time", "ds", "ts", "when",
    "begin", "beginn", "zeitstempel", "horodatage", "fecha_hora", "start_of_interval", "interval_begin", "created_at",
    "arrived_at", "call_time", "period_start", "time_stamp",
)  # fmt: skip
DATE_NAMES = (
    "date",
    "day",
    "datum",
    "tag",
    "jour",
    "fecha",
    "dia",
    "data",
    "giorno",
    "dag",
    "call_date",
    "calldate",
)
CLOCK_NAMES = (
    "time", "hour", "interval", "half_hour", "start_time", "start", "period", "slot", "from", "uhrzeit", "zeit", "beginn",
    "stunde", "von", "heure", "tranche", "plage", "hora", "intervalo", "ora", "fascia", "tijd", "uur", "hour_of_day",
    "time_of_day",
)  # fmt: skip
DAY_NAMES = ("day", "tag", "jour", "dia", "day_of_month")
WEEKDAY_NAMES = ("weekday", "day_of_week", "wochentag", "jour_de_la_semaine", "dow", "day", "tag")
COUNT_NAMES = (
    "calls", "call_count", "call_volume", "count", "counts", "volume", "arrivals", "contacts", "requests",
    "tickets", "transactions", "customer-transaction-count", "value", "y", "n", "cnt", "calls_offered",
    "offered_calls", "incoming_calls", "anrufe", "anzahl", "anzahl_anrufe", "appels", "appels_recus", "appels_offerts",
    "llamadas", "chiamate", "gesprekken", "oproepen", "total",
)  # fmt: skip
COUNT_WORDS = (
    "offered", "incoming", "inbound", "recus", "presentes", "entrantes", "eingehend", "calls", "anrufe", "appels",
    "llamadas", "chiamate", "oproepen", "contacts", "kontakte", "requests", "tickets", "volume", "anzahl", "count",
)  # fmt: skip
AHT_NAMES = (
    "aht",
    "aht_s",
    "aht_sec",
    "aht_secs",
    "handling_seconds",
    "handle_time",
    "avg_handle_time",
    "dmt",
    "tmo",
    "tma",
)
AHT_WORDS = (
    "aht",
    "handletime",
    "handlingtime",
    "bearbeitungszeit",
    "traitement",
    "tiempomedio",
    "durchschnittlichedauer",
)

TIME = Column(
    "interval_start", INSTANT, also=(*WHOLE_NAMES[1:], *DATE_NAMES, *CLOCK_NAMES),
    option="say which of them it is by --time-column NAME; NAME+NAME joins a day and a time",
)  # fmt: skip
# In one interval; beyond is a slip of the pen.
MOST_CONTACTS = 1e9
COUNT = Column(
    "offered", NUMBER, at_most=MOST_CONTACTS, also=COUNT_NAMES, may_be_empty=True, expected="a count such as 42", holding=COUNT_WORDS,
    option="say which of them it is by --value-column NAME",
)  # fmt: skip


def time_column(titles: Sequence[str], samples: Sequence[Sequence[str]]) -> str:
    """Return the heading of the column with the day and time, "A+B" where two or more tell it, "" where none does.

    titles: the column names. samples: the cells of some lines below them.
    """
    table = _Looked(titles, samples)
    whole = [at for at in table.named(*WHOLE_NAMES, *DATE_NAMES, *CLOCK_NAMES) if table.tells(at)]
    clocks = table.named(*CLOCK_NAMES)
    ways = [
        *_with_a_year(table),
        *([at] for at in whole if table.has_clock(at)),
        *([day, clock] for day in whole for clock in clocks if clock != day),
        *([week, clock] for week in table.named(*WEEK_NAMES) for clock in clocks),
        *([at] for at in whole),
    ]
    for places in ways:
        if table.tells(*places):
            return "+".join(titles[at] for at in places)
    alone = [at for at in range(len(titles)) if titles[at] and table.tells(at) and table.has_clock(at)]
    return titles[alone[0]] if len(alone) == 1 else ""


def _with_a_year(table: _Looked) -> list[list[int]]:
    """Return the columns that tell a day by year, week and weekday, or by year, month and day, with a time if any."""
    ways = []
    for middles, lasts in ((WEEK_NAMES, WEEKDAY_NAMES), (MONTH_NAMES, DAY_NAMES)):
        parts = [table.named(*names)[:1] for names in (YEAR_NAMES, middles, lasts)]
        if all(parts):
            day = [at for part in parts for at in part]
            ways += [[*day, clock] for clock in table.named(*CLOCK_NAMES)] + [day]
    return ways


class _Looked:
    """A table that is looked at: its column names, and some of its lines."""

    def __init__(self, titles: Sequence[str], samples: Sequence[Sequence[str]]) -> None:
        self.titles, self.samples = titles, samples
        self.known: dict[str, int] = {}
        for at, title in enumerate(titles):
            self.known.setdefault(plain(title), at)

    def named(self, *names: str) -> list[int]:
        return list(dict.fromkeys(self.known[name] for name in map(plain, names) if name in self.known))

    def cells(self, *places: int) -> list[str]:
        names = [self.titles[at] for at in places]
        return [
            join_cells(names, [row[at].strip() if at < len(row) else "" for at in places])
            for row in self.samples
        ]

    def tells(self, *places: int) -> bool:
        """Return whether most of the cells name a day."""
        read = [any(read_instant(cell, order) for order in ORDERS) for cell in self.cells(*places)]
        return sum(read) > len(read) / 2

    def has_clock(self, place: int) -> bool:
        """Return whether a cell names a time of the day other than midnight."""
        found = [
            next(filter(None, (read_instant(cell, order) for order in ORDERS)), None)
            for cell in self.cells(place)
        ]
        return any(one.time() != time.min for one in found if one)
