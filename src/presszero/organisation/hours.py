"""Opening hours of teams and places, their special days, and what they make of a target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.once import once_a_page
from presszero.ground.record import record
from presszero.organisation.models import Hours, Place, SpecialDay, Team, default_week
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.hours import (
    Calendar,
    CalendarDay,
    Clock,
    ExceptionalDay,
    LeftOut,
    Spans,
    Turn,
    due_of,
    read_days,
    read_spans,
    write_calendar,
)
from presszero.pure.words import name_key

LONGEST_SPECIAL_DAYS = 366
YEARS_AHEAD = 3
CALENDAR_DAYS_OUT = 366


@dataclass(frozen=True)
class Keeper:
    """Whose hours: a team's, a place's, or, with neither, the whole house's (special days only)."""

    team: Team | None = None
    place: Place | None = None

    @property
    def name(self) -> str:
        return self.team.name if self.team else self.place.name if self.place else the_organisation().name

    @property
    def called(self) -> str:
        """Return how addresses name this keeper."""
        return f"team-{self.team.pk}" if self.team else f"place-{self.place.pk}" if self.place else "house"

    @property
    def is_house(self) -> bool:
        return self.team is None and self.place is None

    @property
    def team_id(self) -> int | None:
        return self.team.pk if self.team else None


@dataclass(frozen=True)
class TakenIn:
    """What became of a calendar file: how many runs of days are new or changed, and what was left out."""

    new: int
    changed: int
    left_out: list[LeftOut]


def keeper_called(name: str) -> Keeper:
    """Return whose hours an address means: "team-3", "place-2" or "house". Raises NotFoundHere."""
    kind, _dash, number = name.partition("-")
    known = number.isascii() and number.isdigit() and len(number) < 18
    if name == "house":
        return Keeper()
    if kind == "team" and known and (team := Team.objects.filter(pk=int(number)).first()):
        return Keeper(team=team)
    if kind == "place" and known and (place := Place.objects.filter(pk=int(number)).first()):
        return Keeper(place=place)
    raise NotFoundHere(_("Nobody here keeps these hours. Open the list of hours again."))


def keepers() -> list[Keeper]:
    """Return every team, then every place, by name; the house itself is not among them."""
    teams = sorted(Team.objects.all(), key=lambda team: name_key(team.name))
    places = sorted(Place.objects.all(), key=lambda place: name_key(place.name))
    return [*(Keeper(team=team) for team in teams), *(Keeper(place=place) for place in places)]


def week_of(keeper: Keeper) -> tuple[Spans, ...]:
    """Return the plain week, Monday first; eight to eight where nobody said otherwise."""
    kept = Hours.objects.filter(team=keeper.team, place=keeper.place).first()
    days = kept.week if kept else default_week()
    return tuple(tuple((opens, closes) for opens, closes in day) for day in days)


def special_days(keeper: Keeper, *, since: date | None = None) -> list[SpecialDay]:
    """Return a keeper's own special days, the first first; since: only those that end on that day or later."""
    days = SpecialDay.objects.filter(team=keeper.team, place=keeper.place)
    return list(days.filter(last_on__gte=since) if since else days)


@once_a_page
def calendar_of(keeper: Keeper) -> Calendar:
    """Return when somebody is there: the week, the house's special days, and the keeper's own before those."""
    zone = (keeper.place.time_zone if keeper.place else "") or the_organisation().time_zone
    house = Q(team=None, place=None)
    own = Q(team=keeper.team, place=keeper.place)
    days = SpecialDay.objects.filter(house | own)
    in_order = sorted(days, key=lambda day: (bool(day.team_id or day.place_id), day.first_on, day.pk))
    return Calendar(week_of(keeper), ZoneInfo(zone), _by_date(in_order))


def _by_date(days: Iterable[SpecialDay]) -> Mapping[date, ExceptionalDay]:
    by_date: dict[date, ExceptionalDay] = {}
    for day in days:
        exception = ExceptionalDay(day.name, tuple((opens, closes) for opens, closes in day.spans))
        for number in range((day.last_on - day.first_on).days + 1):
            by_date[day.first_on + timedelta(days=number)] = exception
    return by_date


def answer_due(team: Team, at: datetime, *, again: bool = False) -> datetime:
    """Return by when a letter that arrives now is answered: the team's open hours from now.

    again: they wrote on a case that runs already. A team that never opens still
    owes an answer: its hours then run around the clock.
    """
    hours = (team.next_within_hours if again else None) or team.answer_within_hours
    clock = Clock(max(1, hours), (Turn(at, "runs", "wrote"),))
    due = due_of(clock, calendar_of(Keeper(team=team)))
    return due or at + timedelta(hours=hours)


def next_open_day(team: Team, at: datetime) -> datetime:
    """Return the same hour on the team's next open day: what is proposed where nobody named a day."""
    return calendar_of(Keeper(team=team)).next_open_day(at)


def set_week(*, keeper: Keeper, days: list[str], by: Actor, at: datetime) -> Hours:
    """Set a plain week. days: seven texts like "08:00-12:00, 13:00-18:00", Monday first; empty is closed.

    Raises BadInput. Records hours.set.
    """
    if keeper.is_house:
        raise BadInput(_("The house has special days only; a week belongs to a team or a place."), "week")
    if len(days) != 7:
        raise BadInput(_("A week has seven days; give each, the closed ones empty."), "week")
    week = [[list(span) for span in read_spans(day)] for day in days]
    with transaction.atomic():
        hours, _made = Hours.objects.update_or_create(
            team=keeper.team, place=keeper.place, defaults={"week": week}
        )
        record("hours.set", about=hours, by=by, at=at, team_id=keeper.team_id)
    return hours


def set_targets(
    *,
    team_id: int,
    first_hours: int,
    next_hours: int | None,
    settle_hours: int | None,
    warn_before_hours: int,
    escalates: bool,
    by: Actor,
    at: datetime,
    promise_warn_hours: int = 2,
) -> Team:
    """Set a team's response targets, in open hours. Raises NotFoundHere, BadInput. Records targets.set.

    promise_warn_hours: how long before its time a promise is called to mind, in hours of the day.

    next_hours None: as the first answer. settle_hours None: no such target.
    escalates: a clock that runs out gives the case to the lead on duty.
    """
    for field, hours in (("first", first_hours), ("next", next_hours), ("settle", settle_hours)):
        if hours is not None and not 1 <= hours <= 2000:
            raise BadInput(_("A target is 1 to 2,000 open hours, not %(hours)s.") % {"hours": hours}, field)
    if not 0 <= warn_before_hours <= 200:
        raise BadInput(_("Warn 0 to 200 open hours before."), "warn")
    if not 0 <= promise_warn_hours <= 720:
        raise BadInput(_("Call a promise to mind 0 to 720 hours before its time."), "promise_warn")
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotFoundHere(_("There is no such team. Open the list of teams again."))
        team.answer_within_hours, team.next_within_hours = first_hours, next_hours
        team.settle_within_hours, team.warn_before_hours = settle_hours, warn_before_hours
        team.escalates, team.promise_warn_hours = escalates, promise_warn_hours
        team.save(
            update_fields=[
                "answer_within_hours",
                "next_within_hours",
                "settle_within_hours",
                "warn_before_hours",
                "escalates",
                "promise_warn_hours",
            ]
        )
        record("targets.set", about=team, by=by, at=at, team_id=team.pk)
    return team


def add_special_day(
    *, keeper: Keeper, name: str, first_on: date, last_on: date, spans: str, by: Actor, at: datetime
) -> SpecialDay:
    """Note days unlike their weekdays. spans: when it is open all the same; empty is closed.

    Raises BadInput. Records special_day.added.
    """
    if not name.strip():
        raise BadInput(_("Give the day a name, such as a holiday’s; clocks tell it as their reason."), "name")
    if not 0 <= (last_on - first_on).days < LONGEST_SPECIAL_DAYS:
        raise BadInput(_("The last day must be on or after the first, and within a year of it."), "last_on")
    with transaction.atomic():
        day = SpecialDay.objects.create(
            team=keeper.team,
            place=keeper.place,
            name=name.strip()[:120],
            first_on=first_on,
            last_on=last_on,
            spans=[list(span) for span in read_spans(spans)],
        )
        record("special_day.added", about=day, by=by, at=at, team_id=keeper.team_id)
    return day


def remove_special_day(*, day_id: int, by: Actor, at: datetime) -> Keeper:
    """Take special days out again; return whose they were. Raises NotFoundHere. Records special_day.removed."""
    with transaction.atomic():
        day = SpecialDay.objects.select_for_update(of=("self",)).filter(pk=day_id).first()
        if day is None:
            raise NotFoundHere(_("There is no such special day; somebody took it out. Load the page again."))
        record("special_day.removed", about=day, by=by, at=at, team_id=day.team_id)
        keeper = Keeper(day.team, day.place)
        day.delete()
    return keeper


def take_in_calendar(*, keeper: Keeper, text: str, by: Actor, at: datetime) -> TakenIn:
    """Take in the special days of an iCalendar file, from today on; one that came before is brought up to date.

    Raises BadInput. Records calendar.taken_in.
    """
    today = at.astimezone(ZoneInfo(the_organisation().time_zone)).date()
    last_on = date(today.year + YEARS_AHEAD, 12, 31)
    days, left_out = read_days(text, first_on=today, last_on=last_on)
    new = changed = 0
    with transaction.atomic():
        kept = {(day.uid or day.name, day.first_on): day for day in special_days(keeper, since=today)}
        for one in days:
            known = kept.get((one.uid or one.name, one.first_on))
            if known is None:
                SpecialDay.objects.create(team=keeper.team, place=keeper.place, **_facts(one))
                new += 1
            elif _facts(one) != _facts(_as_day(known)):
                SpecialDay.objects.filter(pk=known.pk).update(**_facts(one))
                changed += 1
        record(
            "calendar.taken_in",
            about=keeper.team or keeper.place or the_organisation(),
            by=by,
            at=at,
            team_id=keeper.team_id,
            new=new,
            changed=changed,
        )
    return TakenIn(new, changed, left_out)


def _facts(day: CalendarDay) -> dict[str, object]:
    spans = [list(span) for span in day.spans]
    return {
        "name": day.name,
        "first_on": day.first_on,
        "last_on": day.last_on,
        "spans": spans,
        "uid": day.uid,
    }


def _as_day(day: SpecialDay) -> CalendarDay:
    spans = tuple((opens, closes) for opens, closes in day.spans)
    return CalendarDay(day.name, day.first_on, day.last_on, spans, day.uid)


def calendar_file(*, keeper: Keeper, at: datetime, host: str) -> str:
    """Return a keeper's open times of the year ahead and its special days as iCalendar, the house's too."""
    calendar = calendar_of(keeper)
    today = at.astimezone(calendar.zone).date()
    days = [*special_days(Keeper(), since=today)]
    if keeper != Keeper():
        days += special_days(keeper, since=today)
    return write_calendar(
        name=keeper.name,
        calendar=calendar,
        days=[_as_day(day) for day in days],
        first_on=today,
        last_on=today + timedelta(days=CALENDAR_DAYS_OUT),
        stamped_at=at,
        host=host,
    )


def make_place(*, name: str, address: str, time_zone: str, by: Actor, at: datetime) -> Place:
    """Note a branch, stop or counter. time_zone may be empty: the organisation's. Raises BadInput. Records place.made."""
    if not name.strip():
        raise BadInput(_("Give the place a name, as people call it."), "name")
    if Place.objects.filter(name=name.strip()).exists():
        raise BadInput(_("There is a place %(name)s already.") % {"name": name.strip()}, "name")
    if time_zone:
        try:
            ZoneInfo(time_zone)
        except (KeyError, ValueError, OSError):
            raise BadInput(
                _("“%(zone)s” is no time zone; one looks like Europe/Berlin.") % {"zone": time_zone[:40]},
                "time_zone",
            )
    with transaction.atomic():
        place = Place.objects.create(
            name=name.strip()[:80], address=address.strip()[:200], time_zone=time_zone
        )
        record("place.made", about=place, by=by, at=at)
    return place
