"""The desk's side of a chat: join it, write in it, leave it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from presszero.channels.chat.serving import answer_in_chat, join_chat, leave_chat
from presszero.channels.chat.typing import worker_types
from presszero.desk.requests import actor_of, parts, ticked, typed
from presszero.ground import clock


@require_POST
def join(request: HttpRequest, case_id: int) -> HttpResponse:
    join_chat(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id)


@require_POST
def say(request: HttpRequest, case_id: int) -> HttpResponse:
    answer_in_chat(
        case_id=case_id,
        words=typed(request, "words"),
        key=typed(request, "key"),
        points=ticked(request, "point-"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id)


@require_POST
def leave(request: HttpRequest, case_id: int) -> HttpResponse:
    leave_chat(case_id=case_id, by=actor_of(request), at=clock.now())
    return parts(request, case_id)


@require_POST
def typing(request: HttpRequest, case_id: int) -> HttpResponse:
    worker_types(case_id=case_id, by=actor_of(request))
    return HttpResponse()
