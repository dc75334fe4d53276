"""Holidays: which country's the series keeps, and which features of a day they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.series import Counts

# Asked in this order when the data are to tell; whom they fit equally well, the first is taken.
COUNTRIES = (
    "US", "GB", "DE", "FR", "CA", "AU", "IT", "ES", "NL", "PL", "IL", "CH", "AT", "SE", "BE", "PT", "NO", "DK",
    "FI", "IE", "CZ", "NZ", "BR", "MX", "JP", "IN", "ZA", "TR", "GR", "HU", "RO", "KR", "AR", "CL", "CO",
)  # fmt: skip
HITS_NEEDED = 2
UNUSUAL = 3.5
# A chance of one in 250 for one country; the countries' holidays overlap.
BEYOND_CHANCE = 5.5
AROUND_NEW_YEAR = frozenset({(12, day) for day in range(24, 32)} | {(1, 2), (1, 3)})

Holidays = Mapping[date, str]


def holidays_of(country: str, first: date, last: date) -> Holidays:
    """Return the public holidays of a country, with some days to spare at both ends.

    country: its two letters ("US"), or these and one of its regions ("CH-ZH"). Raises BadSeries when either is not known.
    """
    import holidays

    years = range(first.year - 1, last.year + 2)
    letters, _, region = country.upper().partition("-")
    try:
        whole = holidays.country_holidays(letters, years=years)
    except NotImplementedError as error:
        known = ", ".join(COUNTRIES[:8])
        raise BadSeries(
            f"{country!r} is no country whose holidays are known; write two letters such as {known}.",
            "holidays",
        ) from error
    if not region:
        return dict(whole)
    spelt = {one.upper(): one for one in whole.subdivisions}
    if region not in spelt:
        known = ", ".join(f"{letters}-{one}" for one in whole.subdivisions) or f"none; write {letters}"
        raise BadSeries(f"{country!r} names no region whose holidays are known. Known: {known}.", "holidays")
    return dict(holidays.country_holidays(letters, subdiv=spelt[region], years=years))


def likely_country(totals: Counts, first_day: date) -> str | None:
    """Return the country whose holidays best explain the days that are closed or unlike others; None if none does.

    totals: by day, NaN or 0 for a day on which nothing was recorded, shape (days,). A country needs two hits,
    and so many among its holidays on days that are usually open that chance is no likely reason.
    """
    odd = _odd_days(totals)
    if len(totals) < 14 or not (odd > 0).any():
        return None
    usual = float(((odd > 0).sum() + 0.5) / ((odd >= 0).sum() + 1))
    last = first_day + timedelta(days=len(totals) - 1)
    scores = {}
    for country in COUNTRIES:
        places = [(day - first_day).days for day in holidays_of(country, first_day, last)]
        found = [odd[place] for place in places if 0 <= place < len(totals) and odd[place] >= 0]
        hits = sum(one > 0 for one in found)
        if hits >= HITS_NEEDED:
            scores[country] = _beyond_chance(hits, len(found), usual)
    best = max(scores, key=lambda one: scores[one], default=None)
    return best if best and scores[best] >= BEYOND_CHANCE else None


def _beyond_chance(hits: int, asked: int, usual: float) -> float:
    """Return the logarithm of how much likelier the hits are at their own rate than at the usual one."""
    share = hits / asked
    if share <= usual:
        return 0.0
    missed = (asked - hits) * np.log((1 - share) / (1 - usual)) if hits < asked else 0.0
    return float(hits * np.log(share / usual) + missed)


def _odd_days(totals: Counts) -> Counts:
    """Return for each day 1 when it is closed or unusual though its weekday is open, 0 when not, -1 when closed anyway."""
    days = len(totals)
    logs = np.where(totals > 0, np.log(np.maximum(totals, 1e-9)), np.nan)
    odd = np.full(days, -1.0)
    off = np.full(days, np.nan)
    for day in range(days):
        near = logs[[at for at in range(day % 7, days, 7) if at != day and abs(at - day) <= 28]]
        if len(near) and np.isnan(near).mean() <= 0.5:
            odd[day] = 1.0 if np.isnan(logs[day]) else 0.0
            off[day] = logs[day] - np.nanmedian(near)
    known = off[~np.isnan(off)]
    spread = 1.4826 * float(np.median(np.abs(known))) if len(known) else 0.0
    odd[np.nan_to_num(off) < -UNUSUAL * max(spread, 0.02)] = 1.0
    return odd


def day_features(
    days: Sequence[date], holidays: Holidays, shut: Sequence[bool], lost: Sequence[bool]
) -> Counts:
    """Return what sets days apart from others of their weekday, shape (days, features).

    shut: for each day, whether its weekday is usually closed. lost: whether it is usually open and nothing was
    recorded. Pooled features come with one for each holiday's name, so that a holiday seen before speaks for
    itself and one never seen borrows from all.
    """
    columns: dict[str, Counts] = {}
    for at, day in enumerate(days):
        for name, weight in _told_apart(days, at, holidays, shut, lost):
            columns.setdefault(name, np.zeros(len(days)))[at] += weight
        if holidays and day not in holidays and (day.month, day.day) in AROUND_NEW_YEAR:
            columns.setdefault("around new year", np.zeros(len(days)))[at] += 0.7
    return np.array(list(columns.values())).T if columns else np.zeros((len(days), 0))


def _told_apart(
    days: Sequence[date], at: int, holidays: Holidays, shut: Sequence[bool], lost: Sequence[bool]
) -> list[tuple[str, float]]:
    """Return the features of one day with their weights."""
    if name := holidays.get(days[at]):
        return [("holiday", 1.0), (f"holiday {name}", 1.0)]
    found = []
    before = _open_beside(at, -1, days, holidays, shut)
    if name := holidays.get(days[before]) if before is not None else None:
        found += [("after", 0.7), (f"after {name}", 0.7)]
    elif before is not None and lost[before]:
        found.append(("after a lost day", 0.7))
    elif before is not None and before > 0 and days[before - 1] in holidays:
        found.append(("second after", 0.4))
    following = _open_beside(at, 1, days, holidays, shut)
    if name := holidays.get(days[following]) if following is not None else None:
        found += [("before", 0.7), (f"before {name}", 0.7)]
    return found


def _open_beside(
    at: int, way: int, days: Sequence[date], holidays: Holidays, shut: Sequence[bool]
) -> int | None:
    """Return the nearest day that way which is a holiday or usually open, None past the ends."""
    place = at + way
    while 0 <= place < len(days) and shut[place] and days[place] not in holidays:
        place += way
    return place if 0 <= place < len(days) else None
