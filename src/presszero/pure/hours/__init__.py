"""Opening hours, what they make of a time limit, and clocks that explain themselves."""

from presszero.pure.hours.calendars import (
    DAY_MINUTES,
    LONGEST_SEARCH_DAYS,
    Calendar,
    ExceptionalDay,
    Spans,
    due_after,
    open_seconds,
    read_spans,
    same_each_day,
    write_spans,
)
from presszero.pure.hours.clocks import Clock, Step, Stretch, Turn, clocks_of, due_of, story_of
from presszero.pure.hours.covers import Cover, read_cover, write_cover
from presszero.pure.hours.icalendar import (
    Appointment,
    CalendarDay,
    LeftOut,
    read_days,
    write_appointments,
    write_calendar,
)

__all__ = [
    "DAY_MINUTES",
    "LONGEST_SEARCH_DAYS",
    "Appointment",
    "Calendar",
    "CalendarDay",
    "Clock",
    "Cover",
    "ExceptionalDay",
    "LeftOut",
    "Spans",
    "Step",
    "Stretch",
    "Turn",
    "clocks_of",
    "due_after",
    "due_of",
    "open_seconds",
    "read_cover",
    "read_days",
    "read_spans",
    "same_each_day",
    "story_of",
    "write_appointments",
    "write_calendar",
    "write_cover",
    "write_spans",
]
