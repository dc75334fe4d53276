"""Second factors as the browser makes them: allauth's views, with a line in the record for what they changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from allauth.mfa.recovery_codes.internal.flows import view_recovery_codes
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from presszero.ground import clock
from presszero.organisation.models import Worker
from presszero.organisation.sign_in import factor_marks, note_factors

View = Callable[..., HttpResponseBase]


def told(view: View) -> View:
    """Return a view whose changes to the caller's factors are recorded in the transaction that makes them."""

    @wraps(view)
    def recorded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        worker = cast(Worker, request.user)
        with transaction.atomic():
            before = factor_marks(worker.pk)
            answer = view(request, *args, **kwargs)
            note_factors(worker_id=worker.pk, before=before, by=worker.actor, at=clock.now())
        return answer

    return recorded


@require_safe
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes, in the minutes after they were made; later nobody sees them again."""
    codes, can_view = view_recovery_codes(request)
    if not codes or not can_view:
        return HttpResponseRedirect(reverse("office:sign_in"))
    return render(request, "account/recovery_codes.html", {"codes": codes.get_unused_codes()})


@require_safe
def to_sign_in(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("office:sign_in"))
