"""A new case for the person at the phone or counter."""

from __future__ import annotations

from types import SimpleNamespace as Shape
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from presszero.cases.models import Case
from presszero.desk.requests import actor_of, optional_number, typed, worker_of
from presszero.ground import clock
from presszero.inbox.customers import customers_found
from presszero.intake.on_behalf import CHANNELS, ReadBack, open_on_behalf, points_to_read_back
from presszero.organisation.queries import teams_seen_by
from presszero.pure.errors import PressZeroError

FIELDS = ("channel", "words", "name", "phone", "email", "customer", "team", "q")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The page; reading the points back; and keeping the case. Nothing typed is lost by an error."""
    if request.method != "POST":
        return _page(request)
    try:
        if request.POST.get("as") != "keep":
            heard = points_to_read_back(words=typed(request, "words"), at=clock.now())
            return _page(request, heard=heard)
        return _kept(request)
    except PressZeroError as error:
        return _page(request, error=error.sentence, status=error.status)


def _kept(request: HttpRequest) -> HttpResponse:
    by = actor_of(request)
    contact = open_on_behalf(
        channel=request.POST.get("channel", ""),
        words=typed(request, "words"),
        read_back=request.POST.get("read_back", ""),
        name=typed(request, "name"),
        email=typed(request, "email"),
        phone=typed(request, "phone"),
        customer_id=optional_number(request, "customer"),
        team_id=optional_number(request, "team"),
        by=by,
        at=clock.now(),
    )
    if Case.objects.visible_to(by).filter(pk=contact.case_id).exists():
        return HttpResponseRedirect(reverse("desk:case", args=[contact.case_id]))
    case = contact.case
    told = _("%(case)s is open; the team %(team)s answers it, and %(owner)s for now.") % {
        "case": case.reference,
        "team": case.team.name,
        "owner": case.owner.name,
    }
    return render(request, "desk/on_behalf.html", {"new": _shape(request, told=told)})


@require_GET
def customers(request: HttpRequest) -> HttpResponse:
    """Who is meant, while somebody types."""
    found = customers_found(words=request.GET.get("q", ""), by=actor_of(request))
    rows = [
        Shape(
            id=one.pk,
            name=one.name or str(one),
            since=one.since.year,
            ways=[way.value for way in [*one.mails, *one.phones]],
        )
        for one in found
    ]
    return render(
        request, "desk/parts/customers.html", {"found": rows, "asked": request.GET.get("q", "").strip()}
    )


def _page(request: HttpRequest, *, status: int = 200, **more: Any) -> HttpResponse:
    part = request.headers.get("HX-Request") and status == 200 and "heard" in more
    template = "desk/parts/read_back.html" if part else "desk/on_behalf.html"
    return render(request, template, {"new": _shape(request, **more)}, status=status)


def _shape(request: HttpRequest, *, heard: ReadBack | None = None, error: str = "", told: str = "") -> Shape:
    worker = worker_of(request)
    teams = teams_seen_by(worker.actor)
    typed_words = {name: "" if told else request.POST.get(name, "") for name in FIELDS}
    return Shape(
        **{name: words for name, words in typed_words.items() if name not in ("channel", "team")},
        channel=typed_words["channel"] or CHANNELS[0],
        teams=[Shape(id=one.pk, name=one.name, chosen=str(one.pk) == typed_words["team"]) for one in teams],
        heard=Shape(asks=list(heard.asks), digest=heard.digest) if heard else None,
        error=error,
        told=told,
        url=reverse("desk:on_behalf"),
        customers_url=reverse("desk:customers"),
    )
