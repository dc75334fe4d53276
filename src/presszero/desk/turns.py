"""Whose turn it is, from the desk: take the next case, and say whether one is here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from presszero.desk.requests import actor_of, typed
from presszero.ground import clock
from presszero.lines.turns import take_next
from presszero.organisation.actions import set_presence


@require_POST
def next_case(request: HttpRequest) -> HttpResponse:
    case = take_next(by=actor_of(request), at=clock.now())
    return HttpResponseRedirect(reverse("desk:case", args=[case.pk]))


@require_POST
def presence(request: HttpRequest) -> HttpResponse:
    set_presence(presence=typed(request, "presence"), by=actor_of(request), at=clock.now())
    came_from = request.headers.get("Referer", "")
    here = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(came_from if here else reverse("desk:inbox"))
