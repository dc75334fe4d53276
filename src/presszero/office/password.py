"""One's own password: the screen."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Section, by, done_or_shown, show
from presszero.office.shaping import BOTH
from presszero.organisation.models import Worker
from presszero.organisation.sign_in import change_password
from presszero.ui.signing_in import refuse_many_tries, stay_signed_in

HERE, OWN = "office:password", "office:sign_in"


@BOTH
def password(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        worker = cast(Worker, request.user)
        refuse_many_tries(request, worker)
        changed = change_password(
            old=request.POST.get("old", ""),
            new=request.POST.get("new", ""),
            but_key=request.session.session_key,
            by=by(request),
            at=clock.now(),
        )
        stay_signed_in(request, changed)

    if request.method != "POST":
        return show(request, _page())
    return done_or_shown(request, act, then=f"{reverse(OWN)}?password=changed", page=_page)


def _page() -> OfficePage:
    fields = [
        Field("old", _("The password you have"), "password", required=True, complete="current-password"),
        Field(
            "new",
            _("The new one"),
            "password",
            required=True,
            complete="new-password",
            hint=_("12 signs or more; a sentence is easy to keep in mind."),
        ),
    ]
    return OfficePage(
        title=_("Your password"),
        lead=_("With it you are signed out everywhere but here."),
        above=(_("Your sign-in"), reverse(OWN)),
        here=OWN,
        sections=[Section(form=Form(reverse(HERE), _("Change it"), fields, primary=True))],
    )
