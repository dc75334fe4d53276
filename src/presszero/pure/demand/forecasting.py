"""Walk through a series day by day, and say at each what the days that follow will bring."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from presszero.pure.demand.anniversaries import closed_a_year_ago
from presszero.pure.demand.calendars import Holidays, holidays_of, likely_country
from presszero.pure.demand.combining import BEFORE_ANY, Mixing, mixed
from presszero.pure.demand.errors import BadSeries
from presszero.pure.demand.events import Event, days_of, expected_lift, without_events
from presszero.pure.demand.findings import MISSING_DAY, Finding
from presszero.pure.demand.forecasts import Forecast, lifted
from presszero.pure.demand.quality import Mended, look_over
from presszero.pure.demand.series import Counts, Series
from presszero.pure.demand.spreads import INTERVAL_EXTRA, LEVELS, Spreads, band
from presszero.pure.demand.stages import BY_LAST_WEEK, BY_WEEKDAY, MODELS, Settings, Stage
from presszero.pure.demand.totals import read_days, take_in
from presszero.pure.demand.weather import Weather, WeatherEffect
from presszero.pure.threads import one_thread

FIRST_NEEDED = 2
TUNED_EVERY_DAYS = 28
WARM_UP_DAYS = 42
# The weather of one season says little of the next.
WARM_UP_DAYS_FOR_WEATHER = 730
SETTLE_DAYS = 14
FIND_COUNTRY = "find"


@dataclass(frozen=True)
class Knowledge:
    """What is known beforehand.

    country: two letters of the country whose holidays are kept, "find" to let the series tell, "" for none.
    holidays: further days unlike others, with their names. events: those that are over and those to come.
    weather: readings by day; those of days to come are the weather forecast.
    """

    country: str = FIND_COUNTRY
    holidays: Mapping[date, str] = field(default_factory=dict)
    events: Sequence[Event] = ()
    weather: Weather | None = None


class Forecaster:
    """Forecasts one series; origins must be asked in their order, as they would come.

    series: as it was recorded. horizon: days that each forecast looks ahead, at least 1.

    Everything that is said at an origin rests on the days before it: what was odd, when it is open, which
    holidays are kept, how the models are tuned and mixed, and how wide the bands are. The models learn every
    day; they are tuned again every 28 days.
    """

    def __init__(self, series: Series, *, horizon: int, knowledge: Knowledge | None = None) -> None:
        if horizon < 1:
            raise BadSeries(f"A forecast looks at least one day ahead; {horizon} is asked.", "horizon")
        self.series, self.horizon = series, horizon
        self.knowledge = knowledge or Knowledge()
        events = self.knowledge.events
        self._of_events = {index for event in events for index in days_of(series, event)}
        self.mended: Mended = look_over(without_events(series, events)).beside(self._of_events)
        self.country: str | None = None
        self._frame = 0
        self._laid = self.mended.series
        self._days, self._taken = read_days(self._laid), 0
        self._mixing, self._spreads = Mixing(), Spreads()
        self._said: dict[int, Forecast] = {}
        given = self.knowledge.weather
        self.weather = WeatherEffect(given, series, horizon) if given else None
        self._stage: Stage | None = None
        self._settings, self._tuned_at, self._at = Settings(), -TUNED_EVERY_DAYS, 0

    @property
    def asked(self) -> int:
        """The day that was asked last; earlier ones cannot be asked any more."""
        return self._at

    @property
    def steps(self) -> tuple[int, ...]:
        """The rows at which the level was found to have moved for good, as known by the day asked last."""
        return tuple(sorted(self._settings.steps))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was odd and how it was mended; that nothing came on a holiday, as known by the day asked last, is not odd."""
        kept = self._holidays(self._at)
        return tuple(one for one in self.mended.findings if one.kind != MISSING_DAY or one.day not in kept)

    @property
    def lost(self) -> frozenset[int]:
        """Days that are usually open, no holidays, and on which nothing came, as known by the day asked last."""
        days = (one.day for one in self.findings if one.kind == MISSING_DAY)
        return frozenset(self.series.index(day) for day in days if day)

    def unlike_a_year_ago(self, said: Forecast) -> tuple[Finding, ...]:
        """Return the days ahead that were closed a year before, though no holiday says that they will be."""
        lost = [self.series.day(index) for index in self.lost]
        return closed_a_year_ago(self.series, lost, said, self._holidays(said.origin), self.country)

    def begins_from(self) -> int:
        """Return the first day that can be forecast from the days before it."""
        opened = np.flatnonzero(np.nansum(self._laid.counts, axis=1) > 0)
        return int(opened[min(FIRST_NEEDED, len(opened)) - 1]) + 1 if len(opened) else 0

    def forecast(self, origin: int) -> Forecast:
        """Return what is expected from the beginning of day `origin` on; days before it are known.

        Raises BadSeries when fewer than two days with arrivals come before it, or when a later day was asked.
        """
        if origin < self._at:
            raise BadSeries(f"Day {origin} was asked after day {self._at}; ask for days in their order.")
        if not self._said:
            if self._nothing_yet(origin):
                return self._of_nothing(origin)
            self._warm_up(origin)
        with one_thread():
            while self._at < origin:
                self._say(self._at + 1)
        return self._said[origin]

    def _nothing_yet(self, origin: int) -> bool:
        """True when a week and more was recorded, and nobody ever came."""
        counts = self._laid.counts[:origin]
        return bool((~np.isnan(counts)).any(1).sum() >= 7 and not np.nansum(counts) > 0)

    def _of_nothing(self, origin: int) -> Forecast:
        nobody = np.zeros((self.horizon, self.series.slots))
        none = (nobody, nobody), (nobody[:, 0], nobody[:, 0])
        bands, day_bands = ({level: both for level in LEVELS} for both in none)
        models = {name: nobody for name in MODELS}
        weights = np.tile(BEFORE_ANY, (self.horizon, 1))
        return Forecast(origin, nobody, bands, day_bands, nobody, nobody, models, weights, nobody, nobody)

    def _warm_up(self, origin: int) -> None:
        """Begin early enough that models have been compared and bands measured before `origin`."""
        opened = np.flatnonzero(np.nansum(self._laid.counts[:origin], axis=1) > 0)
        if len(opened) < FIRST_NEEDED:
            raise BadSeries(
                f"{len(opened)} {'day with arrivals comes' if len(opened) == 1 else 'days with arrivals come'} before {self.series.day(origin)}; a forecast needs "
                f"{FIRST_NEEDED}, and two weeks make it worth having."
            )
        settled = int(opened[min(SETTLE_DAYS, len(opened)) - 1]) + 1
        days = WARM_UP_DAYS_FOR_WEATHER if self.weather else WARM_UP_DAYS
        self._at = min(max(origin - days, settled), origin) - 1

    def _say(self, origin: int) -> None:
        """Learn the day before `origin`, and make its forecast."""
        stage = self._ready(origin)
        self._judge(origin - 1)
        models, spread = stage.expect(origin, self.horizon)
        weights = [self._mixing.weights(ahead + 1) for ahead in range(self.horizon)]
        plain = mixed(models, weights)
        expected = plain * self.weather.says(origin, plain)[:, None] if self.weather else plain
        bands, day_bands = self._bands(expected, spread)
        said = Forecast(
            origin, expected, bands, day_bands, models[BY_WEEKDAY], models[BY_LAST_WEEK], models, np.array(weights),
            lift=np.zeros_like(plain), by_weather=expected - plain,
        )  # fmt: skip
        self._said[origin] = self._with_events(said, stage)
        self._said.pop(origin - self.horizon - 1, None)
        self._at = origin

    def _with_events(self, said: Forecast, stage: Stage) -> Forecast:
        """Return the forecast with what the events of its days add."""
        begins = self.series.starts_at(said.origin, 0)
        past = [event for event in self.knowledge.events if event.ends <= begins]
        known = self.series.until(said.origin)
        lifts = []
        for event in self.knowledge.events:
            days = [index - said.origin for index in days_of(self.series, event)]
            if event.ends > begins and any(0 <= ahead < said.days for ahead in days):
                lifts.append(expected_lift(event, past, known, stage.without_events))
        return lifted(said, lifts, self.series) if lifts else said

    def _ready(self, origin: int) -> Stage:
        """Return models that have learnt all days before `origin`: those of yesterday a day older, or new ones."""
        moved = self._lay_on_clock_of(origin)
        for index in range(self._taken, origin):
            take_in(self._days, self._laid, index)
            self._days.lost[index] &= index not in self._of_events
        lost = bool(self._days.lost[self._taken : origin].any())
        due = origin - self._tuned_at >= TUNED_EVERY_DAYS
        if self._stage is None or moved or lost or due:
            self._stage = self._built(origin, due)
        else:
            for index in range(self._taken, origin):
                self._stage.learn(index)
        self._taken = origin
        return self._stage

    def _lay_on_clock_of(self, origin: int) -> bool:
        """Lay all days on the clock that the latest keep; return whether that has changed."""
        frame = self.mended.frame(origin)
        if frame == self._frame:
            return False
        self._frame, self._taken = frame, 0
        self._laid = self.mended.on_clock(frame)
        self._days = read_days(self._laid)
        return True

    def _built(self, origin: int, due: bool) -> Stage:
        if due:
            self._settings.stale, self._tuned_at = True, origin
            self.country = self._country(origin)
        reach = TUNED_EVERY_DAYS + self.horizon
        return Stage(self._laid, self._days, origin, reach, self._holidays(origin), self._settings)

    def _country(self, origin: int) -> str | None:
        if self.knowledge.country != FIND_COUNTRY:
            return self.knowledge.country or None
        return likely_country(self._days.totals[:origin], self.series.first_day)

    def _holidays(self, origin: int) -> Holidays:
        last = self.series.day(origin + TUNED_EVERY_DAYS + self.horizon)
        found = dict(holidays_of(self.country, self.series.first_day, last)) if self.country else {}
        return found | dict(self.knowledge.holidays)

    def _judge(self, index: int) -> None:
        """Compare what was said of day `index`, now known, with what came."""
        self._mixing.fade()
        if index < 0 or np.isnan(self._days.totals[index]):
            return
        actual = self._laid.counts[index]
        if self.weather:
            self.weather.learn(index, actual)
        for origin, said in self._said.items():
            ahead = index - origin
            if 0 <= ahead < said.days:
                of_that_day = {name: counts[ahead] for name, counts in said.models.items()}
                self._mixing.learn(of_that_day, actual, ahead + 1)
                self._spreads.learn(said.expected[ahead], actual, ahead + 1)

    def _bands(
        self, expected: Counts, spread: Counts
    ) -> tuple[dict[int, tuple[Counts, Counts]], dict[int, tuple[Counts, Counts]]]:
        """Return the bands of intervals and of whole days, by level."""
        wide = np.hypot(spread, INTERVAL_EXTRA)
        shares = {
            what: [self._spreads.shares(what, ahead + 1, float(one)) for ahead, one in enumerate(beliefs)]
            for what, beliefs in (("interval", wide), ("day", spread))
        }
        found = {
            what: {level: np.array([one[level] for one in by_day]) for level in LEVELS}
            for what, by_day in shares.items()
        }
        totals = expected.sum(1)
        return (
            {level: band(expected, found["interval"][level][:, None], level) for level in LEVELS},
            {level: band(totals, found["day"][level], level) for level in LEVELS},
        )
