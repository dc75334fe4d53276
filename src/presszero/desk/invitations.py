"""An invited colleague chooses a password, and is in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from presszero.ground import clock
from presszero.organisation.inviting import invitation_of, take_up
from presszero.pure.errors import BadInput
from presszero.ui.signing_in import sign_in


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found, error, name = invitation_of(token, clock.now()), "", ""
    if request.method == "POST":
        name = request.POST.get("name", "").replace("\x00", "")
        try:
            worker = take_up(
                secret=token,
                name=name,
                password=request.POST.get("password", ""),
                language=(get_language() or "en")[:2],
                at=clock.now(),
            )
        except BadInput as refused:
            error = refused.sentence
        else:
            sign_in(request, worker)
            return HttpResponseRedirect(reverse("desk:inbox"))
    context = {"invitation": found, "name": name or found.name, "error": error}
    return render(request, "account/invitation.html", context, status=422 if error else 200)
