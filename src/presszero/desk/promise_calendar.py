"""Promises on a calendar: by week and person, or by month; what each has promised; the feed for one's own calendar."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from types import SimpleNamespace as Shape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.feeds import calendar_of_feed, close_feed, feed_since, make_feed
from presszero.cases.promised import load_of, own_kept_promises, promises_between
from presszero.desk.calendar_asked import Asked
from presszero.desk.calendar_shape import CalendarShape
from presszero.desk.requests import actor_of, worker_of
from presszero.ground import clock
from presszero.organisation.models import Worker
from presszero.organisation.queries import teams_seen_by, the_zone, workers_of
from presszero.pure.errors import BadInput
from presszero.ui.default_deny import public

KEPT_DAYS = 28


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    return _page(request, clock.now())


def _page(request: HttpRequest, now: datetime, *, feed_url: str = "") -> HttpResponse:
    zone, worker = the_zone(), worker_of(request)
    asked = _asked(request, now.astimezone(zone).date())
    team_id, owner_id = _whose(asked.who, worker)
    days = asked.days
    promises = promises_between(
        since=datetime.combine(days[0], time(), zone),
        until=datetime.combine(days[-1] + timedelta(days=1), time(), zone),
        by=worker.actor,
        team_id=team_id,
        owner_id=owner_id,
    )
    people = _people(worker, team_id, owner_id)
    loads = load_of([one.pk for one in people], at=now, zone=zone)
    shape = CalendarShape(asked, promises, people, loads, now, zone)
    context = {
        "calendar": shape.all(),
        "own": shape.own_words(own_kept_promises(by=worker.actor, days=KEPT_DAYS, at=now), KEPT_DAYS),
        "choices": _choices(asked, worker),
        "feed": Shape(
            url=reverse("desk:promise_feed"),
            close_url=reverse("desk:promise_feed_close"),
            exists=feed_since(by=worker.actor) is not None,
            address=feed_url,
        ),
    }
    return render(request, "desk/promise_calendar.html", context)


def _asked(request: HttpRequest, today: date) -> Asked:
    span = "month" if request.GET.get("span") == "month" else "week"
    try:
        on = date.fromisoformat(request.GET.get("on", "") or today.isoformat())
    except ValueError as wrong:
        raise BadInput(_("That is no day. Write it like 2025-09-05."), "on") from wrong
    if not 2000 <= on.year <= 2200:
        raise BadInput(_("The calendar knows the years 2000 to 2200."), "on")
    return Asked(span, on, request.GET.get("who", "all")[:24])


def _whose(who: str, worker: Worker) -> tuple[int | None, int | None]:
    """Return the team and the owner asked for, None for any. Whose cases one may see is looked at with the rows."""
    if who == "me":
        return None, worker.pk
    kind, _dash, number = who.partition("-")
    if kind in ("team", "worker") and number.isascii() and number.isdigit():
        return (int(number), None) if kind == "team" else (None, int(number))
    return None, None


def _people(worker: Worker, team_id: int | None, owner_id: int | None) -> list[Worker]:
    """Return the colleagues of the teams one sees, or those asked for among them, by name."""
    teams = [team for team in teams_seen_by(worker.actor) if team_id in (None, team.pk)]
    people = {one.pk: one for team in teams for one in workers_of(team.pk)}
    if owner_id is not None:
        people = {pk: one for pk, one in people.items() if pk == owner_id}
    return list(people.values())


def _choices(asked: Asked, worker: Worker) -> list[Shape]:
    teams = teams_seen_by(worker.actor)
    named = [("all", _("My teams")), ("me", _("Mine"))]
    named += [(f"team-{team.pk}", team.name) for team in teams] if len(teams) > 1 else []
    return [Shape(words=words, url=asked.url(who=who), current=who == asked.who) for who, words in named]


@require_POST
def feed(request: HttpRequest) -> HttpResponse:
    """Make one's own calendar address. It is shown this once: we keep only its hash."""
    now = clock.now()
    token = make_feed(by=actor_of(request), at=now)
    path = reverse("desk:promise_feed_file", args=[token])
    return _page(request, now, feed_url=f"{settings.PRESSZERO.public_url.rstrip('/')}{path}")


@require_POST
def feed_close(request: HttpRequest) -> HttpResponse:
    close_feed(by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("desk:promise_calendar"))


@public
@require_GET
def feed_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address, for a calendar program that cannot sign in."""
    base = settings.PRESSZERO.public_url.rstrip("/")
    _worker, words = calendar_of_feed(
        token=token,
        at=clock.now(),
        host=settings.PRESSZERO.mail_domain,
        name=_("What I promised"),
        address=base + reverse("desk:case", args=[0]).replace("/0/", "/{case_id}/"),
    )
    return HttpResponse(words, content_type="text/calendar; charset=utf-8")
