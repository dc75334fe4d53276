"""Acts on many cases of a list at once, and taking them back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from presszero.desk.requests import actor_of, number, numbers, typed
from presszero.ground import clock
from presszero.inbox.batches import BatchDone, hand_over_cases, take_cases, undo_batch

LIST = ("view", "q")  # what names the list that one comes from and goes back to


@require_POST
def act(request: HttpRequest) -> HttpResponse:
    by, at, case_ids = actor_of(request), clock.now(), numbers(request, "cases")
    if request.POST.get("act") == "hand_over":
        to, words = number(request, "to"), typed(request, "words")
        done = hand_over_cases(case_ids=case_ids, to=to, words=words, by=by, at=at)
    else:
        done = take_cases(case_ids=case_ids, by=by, at=at)
    return _back(request, done=done, undone=False)


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
