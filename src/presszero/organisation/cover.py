"""Who of each team is there, by the week and its exceptions, until rosters say it by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Cover, CoverDay, Hours, Place, SpecialDay, Team, default_week
from presszero.organisation.queries import the_zone
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.hours import Cover as Shifts
from presszero.pure.hours import Spans, read_cover

LONGEST_COVER_DAYS = 366


@dataclass(frozen=True)
class YearOf:
    """The hours of one team or place, and who covers them.

    names: how flows may name it. closed_on, hours_on: its special days. cover: None where nobody has said who is
    there; cover_on: the days that are unlike it.
    """

    names: tuple[str, ...]
    zone: ZoneInfo
    hours: tuple[Spans, ...]
    hours_on: Mapping[date, Spans]
    cover: tuple[Shifts, ...] | None
    cover_on: Mapping[date, Shifts]


def cover_week(team: Team) -> tuple[Shifts, ...] | None:
    """Return who of a team is there, Monday first; None where nobody has said so."""
    kept = Cover.objects.filter(team=team).first()
    return None if kept is None else _shifts(kept.week)


def cover_days(team: Team, *, since: date | None = None) -> list[CoverDay]:
    """Return the days on which a team's cover is unlike its week; since: only those that end then or later."""
    days = CoverDay.objects.filter(team=team)
    return list(days.filter(last_on__gte=since) if since else days)


def set_cover(*, team_id: int, days: list[str], by: Actor, at: datetime) -> Cover:
    """Say who is there. days: seven texts like "08:00-16:00 x3, 12:00-20:00 x2", Monday first; empty is nobody.

    Raises NotFoundHere, BadInput. Records cover.set.
    """
    if len(days) != 7:
        raise BadInput(_("A week has seven days; give each, empty where nobody is there."), "week")
    week = [[list(shift) for shift in read_cover(day)] for day in days]
    with transaction.atomic():
        team = _team(team_id)
        cover, _made = Cover.objects.update_or_create(team=team, defaults={"week": week})
        record("cover.set", about=cover, by=by, at=at, team_id=team.pk)
    return cover


def add_cover_day(
    *, team_id: int, name: str, first_on: date, last_on: date, spans: str, by: Actor, at: datetime
) -> CoverDay:
    """Note days on which other people are there than usual; empty spans mean nobody.

    Raises NotFoundHere, BadInput. Records cover_day.added.
    """
    if not name.strip():
        raise BadInput(_("Say why the cover is another one, such as a training day."), "name")
    if not 0 <= (last_on - first_on).days < LONGEST_COVER_DAYS:
        raise BadInput(_("The last day must be on or after the first, and within a year of it."), "last_on")
    with transaction.atomic():
        team = _team(team_id)
        day = CoverDay.objects.create(
            team=team,
            name=name.strip()[:120],
            first_on=first_on,
            last_on=last_on,
            spans=[list(shift) for shift in read_cover(spans)],
        )
        record("cover_day.added", about=day, by=by, at=at, team_id=team.pk)
    return day


def remove_cover_day(*, day_id: int, by: Actor, at: datetime) -> Team:
    """Let the plain week count again on these days; return the team. Raises NotFoundHere. Records cover_day.removed."""
    with transaction.atomic():
        day = CoverDay.objects.select_for_update(of=("self",)).filter(pk=day_id).first()
        if day is None:
            raise NotFoundHere(_("There are no such days; somebody took them out. Load the page again."))
        record("cover_day.removed", about=day, by=by, at=at, team_id=day.team_id)
        team = day.team
        day.delete()
    return team


def years() -> list[YearOf]:
    """Return the hours and the cover of every team and place, in a few queries."""
    zone, special = the_zone(), list(SpecialDay.objects.all())
    covers = {cover.team_id: _shifts(cover.week) for cover in Cover.objects.all()}
    cover_on = list(CoverDay.objects.all())
    weeks = {(one.team_id, one.place_id): _spans(one.week) for one in Hours.objects.all()}
    plain = _spans(default_week())
    found = []
    for team in Team.objects.order_by("id"):
        own = [day for day in special if day.team_id == team.pk]
        hours_on = _by_date(_house(special)) | _by_date(own)
        shifts_on = _by_date(day for day in cover_on if day.team_id == team.pk)
        found.append(
            YearOf(
                names=(team.name, team.mail_name),
                zone=zone,
                hours=weeks.get((team.pk, None), plain),
                hours_on={day: _pairs(spans) for day, spans in hours_on.items()},
                cover=covers.get(team.pk),
                cover_on={day: _triples(spans) for day, spans in shifts_on.items()},
            )
        )
    for place in Place.objects.order_by("id"):
        own = [day for day in special if day.place_id == place.pk]
        hours_on = _by_date(_house(special)) | _by_date(own)
        found.append(
            YearOf(
                names=(place.name,),
                zone=ZoneInfo(place.time_zone) if place.time_zone else zone,
                hours=weeks.get((None, place.pk), plain),
                hours_on={day: _pairs(spans) for day, spans in hours_on.items()},
                cover=None,
                cover_on={},
            )
        )
    return found


def _house(days: Iterable[SpecialDay]) -> list[SpecialDay]:
    return [day for day in days if day.team_id is None and day.place_id is None]


def _by_date(days: Iterable[SpecialDay | CoverDay]) -> dict[date, list[list[int]]]:
    in_order = sorted(days, key=lambda day: (day.first_on, day.pk))
    return {
        day.first_on + timedelta(days=number): day.spans
        for day in in_order
        for number in range((day.last_on - day.first_on).days + 1)
    }


def _shifts(week: list[list[list[int]]]) -> tuple[Shifts, ...]:
    return tuple(_triples(day) for day in week)


def _spans(week: list[list[list[int]]]) -> tuple[Spans, ...]:
    return tuple(_pairs(day) for day in week)


def _pairs(spans: list[list[int]]) -> Spans:
    return tuple((begins, ends) for begins, ends in spans)


def _triples(spans: list[list[int]]) -> Shifts:
    return tuple((begins, ends, people) for begins, ends, people in spans)


def _team(team_id: int) -> Team:
    team = Team.objects.select_for_update().filter(pk=team_id).first()
    if team is None:
        raise NotFoundHere(_("There is no such team. Open the list of teams again."))
    return team
