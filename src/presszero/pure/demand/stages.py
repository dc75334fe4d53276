"""One stretch of days with its tuned models, and what each model expects of the days that follow."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from presszero.pure.demand.calendars import Holidays, day_features
from presszero.pure.demand.events import Usual
from presszero.pure.demand.factors import COUNTING_VARIANCE, Factors, find_factors
from presszero.pure.demand.kernels import DayLikeness, Matrix
from presszero.pure.demand.levels import LevelFilter, tuned
from presszero.pure.demand.opening import usual_hours
from presszero.pure.demand.profiles import Profiles
from presszero.pure.demand.series import Counts, Series
from presszero.pure.demand.totals import Days

BY_PROFILE: Final = "day total by profile"
BY_FACTORS: Final = "factors of roots"
BY_WEEKDAY: Final = "mean of same weekdays"
BY_SMOOTHING: Final = "smoothed level by weekday"
BY_LAST_WEEK: Final = "same weekday last week"
MODELS: Final = (BY_PROFILE, BY_FACTORS, BY_WEEKDAY, BY_SMOOTHING, BY_LAST_WEEK)

MOST_DAYS = 760
SAME_WEEKDAYS = 6
SMOOTHING = 0.15
WEEKDAY_SMOOTHING = 0.1
MOST_STEP = 0.15
FACTOR_SPREAD = 0.2
FACTOR_TUNING_DAYS = 200
# Two closed holidays say nothing of a third: many keep Independence Day and work on Columbus Day.
NAMES_NEEDED = 4
NEARLY_ALL = 0.8


@dataclass
class Settings:
    """Parameters found at some time and kept: of the level, and of each factor; stale ones are a place to begin.

    steps: the days, as rows of the series, at which the level has moved for good.
    """

    level: Matrix | None = None
    factors: dict[int, Matrix] = field(default_factory=dict)
    stale: bool = False
    steps: set[int] = field(default_factory=set)


class Stage:
    """Models tuned on the days before `origin`, which then learn day by day without being tuned again.

    series: rows up to `origin` at least; later rows are read only by learn(), when their time has come.
    reach: how many days after `origin` it may be asked about or learn. holidays: known beforehand.
    """

    def __init__(
        self, series: Series, days: Days, origin: int, reach: int, holidays: Holidays, settings: Settings
    ) -> None:
        self.series, self.days, self.origin = series, days, origin
        self._begin = max(0, origin - MOST_DAYS)
        self._holidays = holidays
        self._closed_names = _closed_holidays(series, days, origin, holidays)
        dates = [series.day(index) for index in range(self._begin, origin + reach)]
        self._weekdays = np.array([day.weekday() for day in dates])
        self._steps = settings.steps
        moved = [step - self._begin for step in sorted(settings.steps) if step > self._begin]
        self._likeness = DayLikeness.of(dates, self._features(dates, origin), moved)
        known = self._known(origin)
        self._middle = float(np.median(days.levels[known])) if len(known) else 0.0
        self._start_profiles(origin)
        self._start_levels(known, settings, reach)
        self._start_factors(known, settings, reach)
        settings.stale = False

    def learn(self, index: int) -> None:
        """Take in day `index`, the next one."""
        self._fade_and_learn(index)
        if np.isnan(self.days.totals[index]):
            return
        row = index - self._begin
        level = float(self.days.levels[index]) - self._middle
        moved = self._level.learn(row, level, float(self.days.noise[index]))
        if moved is not None:
            self._steps.add(moved + self._begin)
        if self._factors:
            scores = self._factors.scores(self._weekdays[[row]], self.days.filled[[index]])[0]
            for one, score, noise in zip(self._scores, scores, self._score_noise, strict=True):
                one.learn(row, float(score) * FACTOR_SPREAD, float(noise))

    def expect(self, origin: int, horizon: int) -> tuple[dict[str, Counts], Counts]:
        """Return what each model expects of the days from `origin` on, shape (horizon, slots) each, and for each
        day the standard deviation of the logarithm of its total."""
        rows = np.arange(origin - self._begin, origin - self._begin + horizon)
        hours = np.array([self.hours(index, origin) for index in range(origin, origin + horizon)])
        shapes = np.array(
            [self._profiles.shape(self._weekdays[row], mask) for row, mask in zip(rows, hours, strict=True)]
        )
        level, variance = self._level.expect(rows)
        found = {BY_PROFILE: np.exp(np.minimum(level + self._middle, 25.0))[:, None] * shapes}
        if self._factors:
            scores = np.array([one.expect(rows)[0] for one in self._scores]).T / FACTOR_SPREAD
            found[BY_FACTORS] = np.array(
                [
                    self._factors.counts(self._weekdays[row], score)
                    for row, score in zip(rows, scores, strict=True)
                ]
            )
        found[BY_WEEKDAY] = np.array(
            [self._same_weekdays(index, origin) for index in range(origin, origin + horizon)]
        )
        found[BY_LAST_WEEK] = np.array(
            [self._last_weekday(index, origin) for index in range(origin, origin + horizon)]
        )
        smoothed = np.exp(self._smooth + self._weekday_effect[self._weekdays[rows]])
        found[BY_SMOOTHING] = smoothed[:, None] * shapes
        return {name: counts * hours for name, counts in found.items()}, np.sqrt(variance)

    def without_events(self, index: int) -> Usual:
        """Return what a day, past or to come, has by all other days.

        A day before the stage's own stretch is not known any more: zeros.
        """
        row = index - self._begin
        nobody = np.zeros(self.series.slots)
        if not 0 <= row < len(self._weekdays):
            return Usual(nobody, 0.0)
        level, variance = self._level.expect(np.array([row]))
        spread = float(np.sqrt(variance[0]))
        hours = self.hours(index, max(index, 7))
        if not hours.any():
            return Usual(nobody, spread, self._open_day(min(index, self.origin)))
        shape = self._profiles.shape(int(self._weekdays[row]), hours)
        return Usual(np.exp(level[0] + self._middle) * shape, spread)

    def _open_day(self, before: int) -> Counts:
        """Return the mean of the latest open days before a day, whatever weekday they are, (slots,)."""
        opened = self._known(before)[-SAME_WEEKDAYS:]
        return np.asarray(self.days.filled[opened].mean(0)) if len(opened) else np.zeros(self.series.slots)

    def hours(self, index: int, origin: int) -> NDArray[np.bool_]:
        """Return when day `index` is expected to be open, as known when day `origin` began; shape (slots,)."""
        if self._holidays.get(self.series.day(index)) in self._closed_names:
            return np.zeros(self.series.slots, dtype=bool)
        return usual_hours(self.series, index, origin)

    def _features(self, dates: list[date], origin: int) -> Matrix:
        inside = range(self._begin, self._begin + len(dates))
        usual = [self._shut(index, origin) for index in inside]
        lost = [index < origin and bool(self.days.lost[index]) for index in inside]
        return day_features(dates, self._holidays, usual, lost)

    def _shut(self, index: int, origin: int) -> bool:
        if index < origin:
            return bool(self.days.shut[index])
        return not usual_hours(self.series, index, origin).any()

    def _known(self, before: int) -> NDArray[np.int64]:
        return np.flatnonzero(~np.isnan(self.days.totals[self._begin : before])) + self._begin

    def _start_profiles(self, origin: int) -> None:
        self._profiles = Profiles(self.series.slots)
        self._smooth, self._weekday_effect = self._first_weeks(origin)
        for index in range(self._begin, origin):
            self._fade_and_learn(index)

    def _first_weeks(self, origin: int) -> tuple[float, Counts]:
        """Return where smoothing begins: the level of the first four weeks, and how each weekday lies to it."""
        known = self._known(min(origin, self._begin + 28))
        if not len(known):
            return self._middle, np.zeros(7)
        levels, weekdays = self.days.levels[known], self._weekdays[known - self._begin]
        level = float(np.median(levels))
        by_weekday = [levels[weekdays == weekday] for weekday in range(7)]
        return level, np.array([float(np.median(one)) - level if len(one) else 0.0 for one in by_weekday])

    def _fade_and_learn(self, index: int) -> None:
        self._profiles.fade()
        if np.isnan(self.days.totals[index]):
            return
        weekday = int(self._weekdays[index - self._begin])
        self._profiles.learn(weekday, self.days.filled[index])
        if self._holidays.get(self.series.day(index)):
            return
        level = float(self.days.levels[index])
        miss = np.clip(level - self._smooth - self._weekday_effect[weekday], -MOST_STEP, MOST_STEP)
        self._smooth += SMOOTHING * miss
        self._weekday_effect[weekday] += WEEKDAY_SMOOTHING * (1 - SMOOTHING) * miss

    def _start_levels(self, known: NDArray[np.int64], settings: Settings, reach: int) -> None:
        rows, levels, noise = (
            known - self._begin,
            self.days.levels[known] - self._middle,
            self.days.noise[known],
        )
        if settings.level is None or settings.stale:
            settings.level = tuned(self._likeness, rows, levels, noise, before=settings.level)
        self._level = LevelFilter(self._likeness, settings.level, len(known) + reach)
        self._level.learn_all(rows, levels, noise)

    def _start_factors(self, known: NDArray[np.int64], settings: Settings, reach: int) -> None:
        rows = known - self._begin
        self._factors: Factors | None = find_factors(self.days.filled[known], self._weekdays[rows])
        self._scores: list[LevelFilter] = []
        if not self._factors:
            return
        scores = self._factors.scores(self._weekdays[rows], self.days.filled[known]) * FACTOR_SPREAD
        self._score_noise = COUNTING_VARIANCE * (FACTOR_SPREAD / self._factors.scales) ** 2
        for place, noise in enumerate(self._score_noise):
            noises = np.full(len(rows), noise)
            if place not in settings.factors or settings.stale:
                settings.factors[place] = tuned(
                    self._likeness, rows, scores[:, place], noises,
                    before=settings.factors.get(place), days=FACTOR_TUNING_DAYS,
                )  # fmt: skip
            one = LevelFilter(self._likeness, settings.factors[place], len(known) + reach)
            one.learn_all(rows, scores[:, place], noises)
            self._scores.append(one)

    def _last_weekday(self, index: int, origin: int) -> Counts:
        """Return the counts of the same weekday last, known when day `origin` began; shape (slots,)."""
        return self._same_weekdays(index, origin, most=1) * self.hours(index, origin)

    def _same_weekdays(self, index: int, origin: int, most: int = SAME_WEEKDAYS) -> Counts:
        last = origin - 1 - (origin - 1 - index) % 7
        alike = [one for one in range(last, -1, -7) if not np.isnan(self.days.totals[one])][:most]
        if not alike:
            alike = [int(one) for one in self._known(origin)[-most:]]
        return np.asarray(self.days.filled[alike].mean(0)) if alike else np.zeros(self.series.slots)


def _closed_holidays(series: Series, days: Days, origin: int, holidays: Holidays) -> set[str]:
    """Return the names of holidays that are kept closed: those that were, and all others where nearly all were."""
    asked: dict[str, list[bool]] = {}
    for day, name in holidays.items():
        index = series.index(day)
        if 0 <= index < origin and not days.shut[index]:
            asked.setdefault(name, []).append(bool(np.isnan(days.totals[index])))
    closed = {name for name, times in asked.items() if sum(times) * 2 > len(times)}
    if len(asked) >= NAMES_NEEDED and len(closed) >= NEARLY_ALL * len(asked):
        closed |= set(holidays.values()) - set(asked)
    return closed
