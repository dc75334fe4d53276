"""Saying that a case cannot wait, or that it can."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from presszero.cases.pressing import say_urgency
from presszero.desk.requests import actor_of, parts
from presszero.ground import clock


@require_POST
def say(request: HttpRequest, case_id: int) -> HttpResponse:
    say_urgency(case_id=case_id, said=request.POST.get("as", ""), by=actor_of(request), at=clock.now())
    return parts(request, case_id, ["head"])
