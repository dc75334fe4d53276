"""Opening hours, special days, response targets and the clocks they drive."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from presszero.api.schemas.codes import ClockKind
from presszero.api.schemas.words import Words
from presszero.cases.clocks import ToldClock
from presszero.cases.models import Clock
from presszero.organisation.hours import Keeper, TakenIn, keepers, special_days, week_of
from presszero.organisation.models import SpecialDay, Team
from presszero.pure.hours import Stretch, write_spans

OpenTimes = Annotated[
    Words, Field(max_length=200, description='Like "08:00-12:00, 13:00-18:00"; empty is closed.')
]
OpenHours = Annotated[int, Field(ge=1, le=2000, description="Counted while the team is open.")]


class SpecialDayShape(Schema):
    id: int
    name: str
    first_on: date
    last_on: date
    open: str

    @classmethod
    def of(cls, day: SpecialDay) -> SpecialDayShape:
        spans = write_spans(tuple((opens, closes) for opens, closes in day.spans))
        return cls(id=day.pk, name=day.name, first_on=day.first_on, last_on=day.last_on, open=spans)


class TargetsShape(Schema):
    first_hours: OpenHours
    next_hours: OpenHours | None = Field(default=None, description="None: as the first answer.")
    settle_hours: OpenHours | None = Field(default=None, description="None: no such target.")
    warn_before_hours: int = Field(default=2, ge=0, le=200)
    promise_warn_hours: int = Field(
        default=2, ge=0, le=720, description="Hours of the day before a promise is due, to call it to mind."
    )
    escalates: bool = Field(
        default=False, description="A clock that runs out gives the case to the lead on duty."
    )

    @classmethod
    def of(cls, team: Team) -> TargetsShape:
        return cls(
            first_hours=max(1, team.answer_within_hours),
            next_hours=team.next_within_hours,
            settle_hours=team.settle_within_hours,
            warn_before_hours=team.warn_before_hours,
            promise_warn_hours=team.promise_warn_hours,
            escalates=team.escalates,
        )


class HoursShape(Schema):
    keeper: str = Field(description='"team-3", "place-2" or "house": whose hours.')
    name: str
    week: list[str] = Field(description="Monday first; none for the house.")
    targets: TargetsShape | None
    special_days: list[SpecialDayShape]

    @classmethod
    def of(cls, keeper: Keeper) -> HoursShape:
        return cls(
            keeper=keeper.called,
            name=keeper.name,
            week=[] if keeper.is_house else [write_spans(spans) for spans in week_of(keeper)],
            targets=TargetsShape.of(keeper.team) if keeper.team else None,
            special_days=[SpecialDayShape.of(day) for day in special_days(keeper)],
        )


class HoursList(Schema):
    hours: list[HoursShape]

    @classmethod
    def all(cls) -> HoursList:
        return cls(hours=[HoursShape.of(keeper) for keeper in [Keeper(), *keepers()]])


class WeekGiven(Schema):
    week: list[OpenTimes] = Field(min_length=7, max_length=7, description="Monday first.")


class SpecialDayGiven(Schema):
    name: Words = Field(max_length=120)
    first_on: date
    last_on: date | None = Field(default=None, description="None: one day.")
    open: OpenTimes = ""


class CalendarGiven(Schema):
    text: Words = Field(max_length=2_000_000, description="An iCalendar file.")


class LeftOutShape(Schema):
    name: str
    why: str


class TakenInShape(Schema):
    new: int
    changed: int
    left_out: list[LeftOutShape]

    @classmethod
    def of(cls, done: TakenIn) -> TakenInShape:
        left = [LeftOutShape(name=one.name, why=one.why) for one in done.left_out]
        return cls(new=done.new, changed=done.changed, left_out=left)


class PlaceGiven(Schema):
    name: Words = Field(max_length=80)
    address: Words = Field(default="", max_length=200)
    time_zone: Words = Field(default="", max_length=64, description="Empty: the organisation's own.")


class StretchShape(Schema):
    """One piece of a clock's life: it ran, or why it stood still."""

    begins: datetime
    ends: datetime
    state: str = Field(description="runs, waits, stopped or closed")
    because: str = Field(description="A code word, or the name of the special day.")
    seconds: float

    @classmethod
    def of(cls, one: Stretch) -> StretchShape:
        return cls(
            begins=one.begins, ends=one.ends, state=one.state, because=one.because, seconds=one.seconds
        )


class ClockShape(Schema):
    kind: ClockKind
    within_hours: int
    counted_seconds: float
    due_at: datetime | None = Field(description="None while it waits.")
    stopped_at: datetime | None
    kept: bool | None = Field(description="None while it is still open and not late.")
    story: list[StretchShape]

    @classmethod
    def of(cls, told: ToldClock) -> ClockShape:
        clock = told.clock
        return cls(
            kind=Clock.Kind(clock.kind),
            within_hours=clock.within_hours,
            counted_seconds=told.counted_seconds,
            due_at=clock.due_at,
            stopped_at=clock.stopped_at,
            kept=clock.was_kept,
            story=[StretchShape.of(one) for one in told.story],
        )


class ClockList(Schema):
    clocks: list[ClockShape]
