"""Opening hours, special days and response targets; the clocks of a case."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Path

from presszero.api.calling import actor_of
from presszero.api.routes import Routes
from presszero.api.schemas.hours import (
    CalendarGiven,
    ClockList,
    ClockShape,
    HoursList,
    HoursShape,
    PlaceGiven,
    SpecialDayGiven,
    TakenInShape,
    TargetsShape,
    WeekGiven,
)
from presszero.cases.clocks import clocks_page
from presszero.ground import clock
from presszero.organisation.hours import (
    Keeper,
    add_special_day,
    calendar_file,
    keeper_called,
    make_place,
    remove_special_day,
    set_targets,
    set_week,
    take_in_calendar,
)

routes = Routes(tags=["hours"])
HOURS = "/hours/{keeper}/"
WhoseHours = Annotated[str, Path(description='"team-3", "place-2" or "house"')]


@routes.reads("/hours/", act="see the team", answers=HoursList, name="list_hours")
def hours(request: HttpRequest) -> HoursList:
    """Every team's and place's hours, and the special days of the house."""
    return HoursList.all()


@routes.changes("/places/", act="set hours", answers=HoursShape, name="make_place", status=201)
def place(request: HttpRequest, given: PlaceGiven) -> HoursShape:
    """Note a branch, stop or counter with hours of its own."""
    made = make_place(**given.dict(), by=actor_of(request), at=clock.now())
    return HoursShape.of(Keeper(place=made))


@routes.reads(HOURS, act="see the team", answers=HoursShape, name="show_hours")
def hours_of(request: HttpRequest, keeper: WhoseHours) -> HoursShape:
    """One keeper's week, targets and special days."""
    return HoursShape.of(keeper_called(keeper))


@routes.changes(HOURS + "week/", act="set hours", answers=HoursShape, name="set_week")
def week(request: HttpRequest, keeper: WhoseHours, given: WeekGiven) -> HoursShape:
    """Set the plain week; what still runs is due anew."""
    whose = keeper_called(keeper)
    set_week(keeper=whose, days=given.week, by=actor_of(request), at=clock.now())
    return HoursShape.of(whose)


@routes.changes(HOURS + "targets/", act="set hours", answers=HoursShape, name="set_targets")
def targets(request: HttpRequest, keeper: WhoseHours, given: TargetsShape) -> HoursShape:
    """Set a team's response targets, in open hours."""
    whose = keeper_called(keeper)
    set_targets(team_id=whose.team_id or 0, **given.dict(), by=actor_of(request), at=clock.now())
    return HoursShape.of(keeper_called(keeper))


@routes.changes(
    HOURS + "special-days/", act="set hours", answers=HoursShape, name="add_special_day", status=201
)
def special(request: HttpRequest, keeper: WhoseHours, given: SpecialDayGiven) -> HoursShape:
    """Note a holiday, or days with other hours."""
    whose = keeper_called(keeper)
    add_special_day(
        keeper=whose,
        name=given.name,
        first_on=given.first_on,
        last_on=given.last_on or given.first_on,
        spans=given.open,
        by=actor_of(request),
        at=clock.now(),
    )
    return HoursShape.of(whose)


@routes.changes(
    "/special-days/{int:day_id}/removal/", act="set hours", answers=HoursShape, name="remove_special_day"
)
def remove_special(request: HttpRequest, day_id: int) -> HoursShape:
    """Take special days out again."""
    return HoursShape.of(remove_special_day(day_id=day_id, by=actor_of(request), at=clock.now()))


@routes.changes(HOURS + "calendar/", act="set hours", answers=TakenInShape, name="take_in_calendar")
def take_in(request: HttpRequest, keeper: WhoseHours, given: CalendarGiven) -> TakenInShape:
    """Take in the all-day events of an iCalendar file as special days."""
    done = take_in_calendar(
        keeper=keeper_called(keeper), text=given.text, by=actor_of(request), at=clock.now()
    )
    return TakenInShape.of(done)


@routes.reads_file(HOURS + "calendar.ics", act="see the team", name="read_calendar")
def file(request: HttpRequest, keeper: WhoseHours) -> HttpResponse:
    """The year ahead as iCalendar: special days, and each open time as instants."""
    text = calendar_file(keeper=keeper_called(keeper), at=clock.now(), host=settings.PRESSZERO.mail_domain)
    return HttpResponse(text, content_type="application/octet-stream")


@routes.reads("/cases/{int:case_id}/clocks/", act="see cases", answers=ClockList, name="case_clocks")
def clocks(request: HttpRequest, case_id: int) -> ClockList:
    """Each clock of a case, and where every minute of it went."""
    told = clocks_page(case_id=case_id, by=actor_of(request), at=clock.now())
    return ClockList(clocks=[ClockShape.of(one) for one in told])
