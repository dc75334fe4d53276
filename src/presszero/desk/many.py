"""Acts on many cases of a list at once, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from presszero.desk.requests import actor_of, moment, number, numbers, optional_number, typed
from presszero.ground import clock
from presszero.inbox.batches import (
    BatchDone,
    close_cases,
    follow_cases,
    give_topic,
    hand_over_cases,
    make_incident,
    snooze_cases,
    tag_cases,
    take_cases,
    undo_batch,
)
from presszero.pure.errors import BadInput

LIST = ("view", "q")  # what names the list that one comes from and goes back to


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    """Do one thing to the chosen cases; which, the pressed button says."""
    wanted = _ACTS.get(request.POST.get("act", ""))
    if wanted is None:
        raise BadInput(_("Choose what is to be done with the chosen cases."), "act")
    who = {"case_ids": numbers(request, "cases"), "by": actor_of(request), "at": clock.now()}
    return _back(request, done=wanted(request, who), undone=False)


def _take(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return take_cases(**who)


def _hand_over(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return hand_over_cases(to=number(request, "to"), words=typed(request, "words"), **who)


def _tag(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return tag_cases(tag=typed(request, "tag"), **who)


def _snooze(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return snooze_cases(until=moment(request, "until"), why=typed(request, "why"), **who)


def _close(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return close_cases(outcome=request.POST.get("outcome", ""), words=typed(request, "closing"), **who)


def _topic(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return give_topic(topic_id=number(request, "topic"), **who)


def _follow(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    return follow_cases(**who)


def _incident(request: HttpRequest, who: dict[str, Any]) -> BatchDone:
    chosen = optional_number(request, "incident")
    return make_incident(title=typed(request, "incident_title"), incident_id=chosen, **who)


_ACTS: dict[str, Callable[[HttpRequest, dict[str, Any]], BatchDone]] = {
    "take": _take,
    "hand_over": _hand_over,
    "tag": _tag,
    "snooze": _snooze,
    "close": _close,
    "topic": _topic,
    "follow": _follow,
    "incident": _incident,
}


@require_POST
def undo(request: HttpRequest, batch_id: int) -> HttpResponse:
    return _back(
        request, done=undo_batch(batch_id=batch_id, by=actor_of(request), at=clock.now()), undone=True
    )


def _back(request: HttpRequest, *, done: BatchDone, undone: bool) -> HttpResponse:
    """Go back to the list, which then says what was done and how to take it back."""
    asked = {name: request.POST[name] for name in LIST if request.POST.get(name)}
    told = {"undone" if undone else "done": str(done.batch.pk), "left": str(len(done.left))}
    address = f"{reverse('desk:inbox')}?{urlencode(asked | told)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
