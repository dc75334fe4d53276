"""The first set-up of a new installation: one page, nothing lost when something is wrong."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from presszero.ground import clock
from presszero.office.shapes import Field, typed
from presszero.organisation.beginning import FirstFacts, begin_house, refuse_wrong_key
from presszero.pure.errors import BadInput
from presszero.ui.signing_in import sign_in


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, token: str) -> HttpResponse:
    refuse_wrong_key(token)
    if request.method != "POST":
        return _page(request)
    words = {
        name: typed(request, name)
        for name in ("organisation", "time_zone", "team", "mail_name", "week", "weekend", "name", "email")
    }
    facts = FirstFacts(
        **words, password=request.POST.get("password", ""), language=(get_language() or "en")[:2]
    )
    try:
        lead = begin_house(secret=token, facts=facts, at=clock.now())
    except BadInput as error:
        return _page(request, error)
    sign_in(request, lead)
    return HttpResponseRedirect(reverse("office:people"))


def _page(request: HttpRequest, error: BadInput | None = None) -> HttpResponse:
    groups = [(title, [_filled(one, request, error) for one in fields]) for title, fields in _groups()]
    told = any(one.error for _title, fields in groups for one in fields)
    context = {"groups": groups, "error": error.sentence if error and not told else ""}
    return render(request, "office/begin.html", context, status=422 if error else 200)


def _filled(one: Field, request: HttpRequest, error: BadInput | None) -> Field:
    if error is None:
        return one
    value = "" if one.kind == "password" else typed(request, one.name)
    return replace(one, value=value, error=error.sentence if one.name == error.field else "")


def _groups() -> list[tuple[str, list[Field]]]:
    at = f"@{settings.PRESSZERO.mail_domain}"
    return [
        (
            _("Your organisation"),
            [
                Field(
                    "organisation",
                    _("Its name, as customers know it"),
                    required=True,
                    complete="organization",
                ),
                Field(
                    "time_zone",
                    _("Time zone"),
                    hint=_("Such as Europe/Berlin; your browser’s own is filled in."),
                    required=True,
                    suggests=sorted(available_timezones()),
                ),
            ],
        ),
        (
            _("The first team"),
            [
                Field("team", _("Its name"), required=True),
                Field(
                    "mail_name",
                    _("Its mail address begins with"),
                    hint=_("Letters to what you write here, then %(at)s, reach this team.") % {"at": at},
                    required=True,
                    short=True,
                ),
                Field(
                    "week",
                    _("Open Monday to Friday"),
                    value="08:00-18:00",
                    hint=_("Times like 08:00-12:00, 13:00-18:00. Empty: closed."),
                    short=True,
                ),
                Field("weekend", _("Open on Saturday and Sunday"), short=True),
            ],
        ),
        (
            _("You, its lead"),
            [
                Field("name", _("Your name, as customers read it"), required=True, complete="name"),
                Field("email", _("Email address"), "email", required=True, complete="username"),
                Field(
                    "password",
                    _("Password"),
                    "password",
                    hint=_("12 signs or more."),
                    required=True,
                    complete="new-password",
                ),
            ],
        ),
    ]
