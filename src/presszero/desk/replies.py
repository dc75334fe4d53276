"""Writing and sending the reply."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from presszero.channels.email.addressing import new_message_id
from presszero.desk.live_check import live_check
from presszero.desk.requests import actor_of, moment, number, optional_number, parts, save_typed, typed
from presszero.ground import clock
from presszero.replies.choosing import chosen_words
from presszero.replies.drafting import mark_point, settle_pledge, unmark_point
from presszero.replies.sending import send_reply

AFTER_TYPING = ("saved", "check", "send", "ledger", "tabs")
AFTER_A_MARK = (*AFTER_TYPING, "letter", "promises")


@require_POST
def draft(request: HttpRequest, case_id: int) -> HttpResponse:
    save_typed(request, case_id)
    return parts(request, case_id, AFTER_TYPING)


@require_POST
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say what the check makes of words while they are typed. Nothing is kept of them: that is for draft."""
    return live_check(request, case_id, typed(request, "body"), request.POST.get("shown", ""))


@require_POST
def mark(request: HttpRequest, case_id: int) -> HttpResponse:
    """Say what the reply does with one point; start and end empty take the sentence the check proposes."""
    at, by, point_id = clock.now(), actor_of(request), number(request, "point")
    said = request.POST.get("as", "")
    quote, against = "", False
    if said == "answered":
        start, end = optional_number(request, "start"), optional_number(request, "end")
        version, window = optional_number(request, "version"), typed(request, "window")
        quote, against = chosen_words(
            case_id=case_id,
            point_id=point_id,
            start=start,
            end=end,
            version=version,
            window=window,
            by=by,
            at=at,
        )
    mark_point(
        point_id=point_id,
        said=said,
        by=by,
        at=at,
        quote=quote,
        reason=typed(request, "reason"),
        owner_id=optional_number(request, "owner"),
        due_at=moment(request, "due"),
        against_check=against,
    )
    return parts(request, case_id, AFTER_A_MARK)


@require_POST
def unmark(request: HttpRequest, case_id: int) -> HttpResponse:
    unmark_point(point_id=number(request, "point"), by=actor_of(request), at=clock.now())
    return parts(request, case_id, AFTER_A_MARK)


@require_POST
def pledge(request: HttpRequest, case_id: int) -> HttpResponse:
    settle_pledge(
        case_id=case_id,
        quote=typed(request, "quote"),
        is_promise=request.POST.get("as") != "not_a_promise",
        what=typed(request, "what"),
        owner_id=optional_number(request, "owner"),
        due_at=moment(request, "due"),
        by=actor_of(request),
        at=clock.now(),
    )
    return parts(request, case_id, AFTER_A_MARK)


@require_POST
def send(request: HttpRequest, case_id: int) -> HttpResponse:
    by, at = actor_of(request), clock.now()
    if "body" in request.POST:
        save_typed(request, case_id)
    send_reply(case_id=case_id, by=by, at=at, message_id=new_message_id(settings.PRESSZERO.mail_domain))
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": reverse("desk:case", args=[case_id])})
    return parts(request, case_id)
