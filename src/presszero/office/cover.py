"""Who of a team is there, by the week and its exceptions: the screen."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_POST

from presszero.ground import clock
from presszero.lines.closing import reopen_line
from presszero.office.line_closings import close_typed, closing_sections
from presszero.office.shapes import (
    Field,
    Form,
    OfficePage,
    Row,
    Section,
    by,
    day_typed,
    done_or_shown,
    show,
    typed,
)
from presszero.organisation.cover import (
    add_cover_day,
    cover_days,
    cover_week,
    remove_cover_day,
    set_cover,
)
from presszero.organisation.hours import Keeper, keeper_called
from presszero.organisation.models import CoverDay, Team
from presszero.pure.errors import BadInput
from presszero.pure.hours import read_cover, write_cover


@require_GET
def cover(request: HttpRequest, team_id: int) -> HttpResponse:
    return show(request, _page(_team(team_id)))


def _team(team_id: int) -> Team:
    team = keeper_called(f"team-{team_id}").team
    assert team is not None
    return team


def _page(team: Team) -> OfficePage:
    return OfficePage(
        title=_("Who is there: %(team)s") % {"team": team.name},
        lead=_("Every flow that sends callers to this team is proved against it, and again when it changes."),
        above=(team.name, reverse("office:hours_of", args=[Keeper(team=team).called])),
        here="office:hours",
        sections=[
            *closing_sections(team),
            _week_section(team),
            _days_section(team),
            _new_day_section(team),
        ],
    )


def _week_section(team: Team) -> Section:
    week = cover_week(team)
    fields = [
        Field(f"day{day}", capfirst(str(WEEKDAYS[day])), value=write_cover(week[day]) if week else "")
        for day in range(7)
    ]
    unsaid = "" if week else _("Nobody has said yet who is there, so staffing is not known. ")
    return Section(
        _("The plain week"),
        unsaid
        + _(
            "Write times with how many people, like 08:00-16:00 x3, 12:00-20:00 x2. An empty day: nobody. Let it end "
            "some minutes after you close, for those who call just before."
        ),
        form=Form(
            reverse("office:cover_week", args=[team.pk]),
            _("Keep who is there"),
            fields,
            primary=True,
            beside=True,
        ),
    )


def _days_section(team: Team) -> Section:
    rows = [_row(day) for day in cover_days(team, since=clock.now().date())]
    return Section(
        _("Days unlike the week"),
        _("On a day on which the team is closed, nobody is there unless it says so here."),
        rows=rows,
        empty=_("From today on every day is as the week says."),
    )


def _row(day: CoverDay) -> Row:
    said = [
        formats.date_format(one, pgettext("form of a day", "D j F Y")) for one in (day.first_on, day.last_on)
    ]
    days = said[0] if day.first_on == day.last_on else f"{said[0]} – {said[1]}"
    spans = write_cover(tuple((begins, ends, people) for begins, ends, people in day.spans))
    remove = Form(reverse("office:cover_day_remove", args=[day.pk]), _("Take out"), grave=True)
    return Row(day.name, f"{days}: {spans or _('nobody')}", acts=[remove])


def _new_day_section(team: Team) -> Section:
    fields = [
        Field("name", _("Why"), hint=_("Such as a training day."), required=True),
        Field("first_on", _("First day"), "date", required=True, short=True),
        Field("last_on", _("Last day"), "date", hint=_("Empty: one day."), short=True),
        Field("spans", _("Who is there"), hint=_("Like 10:00-14:00 x2. Empty: nobody.")),
    ]
    return Section(
        _("Note days with other people"),
        form=Form(reverse("office:cover_days", args=[team.pk]), _("Note it"), fields),
        folded=True,
    )


@require_POST
def week(request: HttpRequest, team_id: int) -> HttpResponse:
    team = _team(team_id)
    days = [typed(request, f"day{day}") for day in range(7)]

    def act() -> None:
        for day, words in enumerate(days):
            _read_day(day, words)
        set_cover(team_id=team_id, days=days, by=by(request), at=clock.now())

    return done_or_shown(request, act, then=_url(team_id), page=lambda: _page(team))


def _read_day(day: int, words: str) -> None:
    """Say beside the day itself what is wrong with it."""
    try:
        read_cover(words)
    except BadInput as error:
        raise BadInput(error.sentence, f"day{day}") from None


@require_POST
def days(request: HttpRequest, team_id: int) -> HttpResponse:
    team = _team(team_id)

    def act() -> None:
        first_on = day_typed(request, "first_on")
        last_on: date = day_typed(request, "last_on") if typed(request, "last_on") else first_on
        add_cover_day(
            team_id=team_id,
            name=typed(request, "name"),
            first_on=first_on,
            last_on=last_on,
            spans=typed(request, "spans"),
            by=by(request),
            at=clock.now(),
        )

    return done_or_shown(request, act, then=_url(team_id), page=lambda: _page(team))


@require_POST
def remove_day(request: HttpRequest, cover_day_id: int) -> HttpResponse:
    team = remove_cover_day(day_id=cover_day_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(_url(team.pk))


@require_POST
def close(request: HttpRequest, team_id: int) -> HttpResponse:
    """Close the team's line for a time."""
    team = _team(team_id)
    return done_or_shown(
        request,
        lambda: close_typed(request, team_id),
        then=_url(team_id),
        page=lambda: _page(team),
    )


@require_POST
def reopen(request: HttpRequest, closing_id: int) -> HttpResponse:
    closing = reopen_line(closing_id=closing_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(_url(closing.line.team_id))


def _url(team_id: int) -> str:
    return reverse("office:cover", args=[team_id])
