"""What leads and operators see: the team, who may do what, and what failed and is parked."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from presszero.cases.queries import references_of, teams_at_work
from presszero.ground import clock
from presszero.ground.actors import Actor
from presszero.ground.consequences import dismiss_duty, given_up, parked_duties, retry_duty
from presszero.office.places import office_nav
from presszero.office.shapes import typed
from presszero.organisation.models import Role, Worker
from presszero.organisation.permissions import MAY
from presszero.organisation.queries import the_organisation
from presszero.ui import times


@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The office opens at the first place this colleague may enter; who may enter none finds their own sign-in."""
    groups = office_nav(cast(Worker, request.user), "")
    return HttpResponseRedirect(groups[0].url if groups else reverse("office:sign_in"))


@require_GET
def team(request: HttpRequest) -> HttpResponse:
    teams = []
    for group in teams_at_work():
        people = [
            Shape(
                name=one.worker.name,
                initials=one.worker.initials,
                email=one.worker.email,
                role=one.worker.title or one.worker.get_role_display(),
                presence=one.worker.presence,
                presence_words=one.worker.get_presence_display(),
                cases=one.open_cases,
                is_bot=one.worker.kind == "bot",
            )
            for one in group.people
        ]
        teams.append(Shape(name=group.team.name, lead=group.lead.name if group.lead else "", people=people))
    roles = [Shape(name=role.label, may=[_(act) for act, who in MAY.items() if role in who]) for role in Role]
    nav = office_nav(cast(Worker, request.user), "office:team")
    return render(request, "office/team.html", {"team": Shape(teams=teams, roles=roles), "nav": nav})


@require_GET
def parked(request: HttpRequest) -> HttpResponse:
    now, zone = clock.now(), the_organisation().time_zone
    duties, consequences = parked_duties(), []
    references = references_of([one.line.case_id for one in duties if one.line.case_id])
    for one in duties:
        duty, line = one.duty, one.line
        consequences.append(
            Shape(
                id=duty.pk,
                name=duty.consequence.replace("_", " "),
                event=line.kind,
                case_ref=references.get(line.case_id or 0) or f"{line.about_kind} {line.about_id}",
                case_url=reverse("desk:case", args=[line.case_id]) if line.case_id else None,
                when=times.clock_words(line.at, now, zone),
                when_iso=line.at.isoformat(),
                tries=duty.attempts,
                error=duty.last_error,
                retry_url=reverse("office:parked_retry", args=[duty.pk]),
                dismiss_url=reverse("office:parked_dismiss", args=[duty.pk]),
            )
        )
    parked = Shape(consequences=consequences, given_up=_given_up(now, zone), next_url=None)
    return render(request, "office/parked.html", {"parked": parked})


def _given_up(now: datetime, zone: str) -> list[Shape]:
    """Return what was let be lately, with who said so and why."""
    latest = given_up()
    names = dict(Worker.objects.filter(pk__in={one.by_id for one in latest}).values_list("pk", "name"))
    return [
        Shape(
            name=one.consequence.replace("_", " "),
            words=one.words,
            who=names.get(one.by_id or 0, "PressZero"),
            when=times.clock_words(one.at, now, zone),
            when_iso=one.at.isoformat(),
        )
        for one in latest
    ]


def _by(request: HttpRequest) -> Actor:
    return cast(Worker, request.user).actor


@require_POST
def parked_retry(request: HttpRequest, duty_id: int) -> HttpResponse:
    retry_duty(duty_id=duty_id, by=_by(request), at=clock.now())
    return HttpResponseRedirect(reverse("office:parked"))


@require_POST
def parked_dismiss(request: HttpRequest, duty_id: int) -> HttpResponse:
    dismiss_duty(duty_id=duty_id, words=typed(request, "words"), by=_by(request), at=clock.now())
    return HttpResponseRedirect(reverse("office:parked"))
