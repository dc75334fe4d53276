"""Times of day in the description of a floor: over midnight, and what lies before the floor begins."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator

from presszero.pure.errors import BadInput

DAY_SECONDS = 86_400.0
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
LAST_HOUR = 47


def _as_written(clock: Any) -> Any:
    if isinstance(clock, int | float):
        # YAML reads 22:00 as the number 1320.
        raise ValueError('write a time of day in quotation marks, such as "22:00"')
    return clock


def _clock(clock: str) -> str:
    found = CLOCK.fullmatch(clock)
    if not found or int(found[2]) > 59:
        raise ValueError(f'{clock!r} is no time of day; write it as "08:30", in quotation marks')
    if int(found[1]) > LAST_HOUR:
        raise ValueError(f'{clock!r} is too late; what lies after midnight is written up to "{LAST_HOUR}:59"')
    return clock


def _of_one_day(clock: str) -> str:
    if seconds_of(clock) >= DAY_SECONDS:
        raise ValueError(f'a day begins before "24:00", not at {clock!r}')
    return clock


Clock = Annotated[str, BeforeValidator(_as_written), AfterValidator(_clock)]
Begin = Annotated[Clock, AfterValidator(_of_one_day)]


def seconds_of(clock: str) -> float:
    """Return a time of day as seconds after midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 3600.0 + int(minutes) * 60


def seconds_after(clock: str, begins: str, lasts_seconds: float, place: str) -> float:
    """Return the seconds from the begin of a floor to a time of day; one before the begin is of the next day.

    place: where it stands in the file. Raises BadInput when that would be long after the floor has closed.
    """
    seconds = seconds_of(clock) - seconds_of(begins)
    if seconds >= 0:
        return seconds
    if seconds + DAY_SECONDS > max(lasts_seconds, DAY_SECONDS / 2):
        raise BadInput(f"{place}: {clock} lies before {begins}, when the floor begins.")
    return seconds + DAY_SECONDS


def shift_seconds(start: str, end: str, begins: str, lasts_seconds: float, place: str) -> tuple[float, float]:
    """Return (start, end) of a shift in seconds from the begin of the floor. One that ends no later than it starts
    goes on over midnight; one that is over before the floor begins is of the next day. Raises BadInput."""
    if start == end:
        raise BadInput(f"{place}: a shift from {start} to {end} has no length.")
    length = seconds_of(end) - seconds_of(start)
    if length < 0:
        length += DAY_SECONDS
    first = seconds_of(start) - seconds_of(begins)
    if first + length <= 0:
        first += DAY_SECONDS
    if first >= lasts_seconds or length < 0:
        raise BadInput(
            f"{place}: the shift from {start} to {end} lies outside the floor's time, which begins at {begins} and lasts "
            f"{lasts_seconds / 3600:g} hours."
        )
    return first, first + length


def break_seconds(
    pair: list[str], start: str, begins_after: float, ends_after: float, place: str
) -> tuple[float, float]:
    """Return (begin, end) of a break in seconds from the begin of the floor; over midnight like its shift, which
    starts at `start`, begins_after and ends_after seconds from there. Raises BadInput when it lies outside."""
    first, last = (seconds_of(clock) - seconds_of(start) for clock in pair)
    first += DAY_SECONDS if first < 0 else 0.0
    last += DAY_SECONDS if last < first else 0.0
    if begins_after + last > ends_after:
        raise BadInput(f"{place}: the break from {pair[0]} to {pair[1]} lies outside its shift.")
    return begins_after + first, begins_after + last
