"""How one signs in oneself: second factors, recovery codes, where one is signed in; and what the house asks for."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from presszero.ground import clock
from presszero.office.shapes import Field, Form, OfficePage, Row, Section, by, done_or_shown, show
from presszero.office.shaping import BOTH
from presszero.organisation.models import Role, Worker
from presszero.organisation.queries import the_organisation
from presszero.organisation.shaping import people
from presszero.organisation.sign_in import (
    FACTORS,
    end_other_sessions,
    end_session,
    factors_of,
    remove_factor,
    require_factors,
    reset_factors,
    sessions_of,
)
from presszero.ui import times

HERE, POLICY = "office:sign_in", "office:sign_in_policy"


@require_GET
def own(request: HttpRequest) -> HttpResponse:
    worker = cast(Worker, request.user)
    factors = factors_of(worker.pk)
    codes = next((one for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None)
    page = OfficePage(
        title=_("Your sign-in"),
        lead=worker.email,
        here=HERE,
        told=_("Your password is changed. You are signed out everywhere but here.")
        if request.GET.get("password") == "changed"
        else "",
        sections=[
            *([_due()] if worker.factor_due else []),
            Section(_("Password"), links=[(_("Change your password"), reverse("office:password"))]),
            _factors([one for one in factors if one.type in FACTORS]),
            *([_codes(codes)] if codes else []),
            _sessions(request, worker),
        ],
    )
    return show(request, page)


def _due() -> Section:
    return Section(
        _("One more step"),
        _(
            "Your role signs in with a second factor, and you have none yet. Set one up, and everything opens again."
        ),
    )


def _factors(factors: list[Authenticator]) -> Section:
    has_app = any(one.type == Authenticator.Type.TOTP for one in factors)
    add_app = [] if has_app else [(_("Add an app with codes"), reverse("mfa_activate_totp"))]
    return Section(
        _("Second factors"),
        _("Beside your password: what somebody who learnt it would still not have."),
        rows=[_factor_row(one) for one in factors],
        empty=_("None yet: your password alone lets you in."),
        links=[(_("Add a passkey"), reverse("mfa_add_webauthn")), *add_app],
    )


def _factor_row(factor: Authenticator) -> Row:
    now, zone = clock.now(), the_organisation().time_zone
    made = _("since %(when)s") % {"when": times.clock_words(factor.created_at, now, zone)}
    used = (
        _("last used %(when)s") % {"when": times.clock_words(factor.last_used_at, now, zone)}
        if factor.last_used_at
        else _("not used yet")
    )
    remove = Form(reverse("office:factor_remove", args=[factor.pk]), _("Remove"), grave=True)
    return Row(factor_name(factor), f"{made}; {used}", acts=[remove])


def factor_name(factor: Authenticator) -> str:
    if factor.type == Authenticator.Type.TOTP:
        return _("An app with codes")
    return factor.wrap().name or _("A passkey")


def _codes(codes: Authenticator) -> Section:
    left = len(codes.wrap().get_unused_codes())
    words = ngettext(
        "%(n)s code is left, for the day your app or passkey is lost.",
        "%(n)s codes are left, for the day your app or passkey is lost.",
        left,
    ) % {"n": left}
    return Section(
        _("Recovery codes"), words, links=[(_("Make new ones"), reverse("mfa_generate_recovery_codes"))]
    )


def _sessions(request: HttpRequest, worker: Worker) -> Section:
    sessions = sessions_of(worker.pk)
    here = request.session.session_key
    others = [one for one in sessions if one.session_key != here]
    end_all = Form(reverse("office:sessions_end"), _("Sign out everywhere else"))
    return Section(
        _("Where you are signed in"),
        rows=[_session_row(one, one.session_key == here) for one in sessions],
        empty=_("Here only."),
        form=end_all if others else None,
    )


def _session_row(session: UserSession, is_here: bool) -> Row:
    when = times.clock_words(session.created_at, clock.now(), the_organisation().time_zone)
    end = Form(reverse("office:session_end", args=[session.pk]), _("Sign out"))
    return Row(
        _browser(session.user_agent),
        _("%(address)s, since %(when)s") % {"address": session.ip, "when": when},
        state=_("here") if is_here else "",
        tone="good" if is_here else "",
        acts=[] if is_here else [end],
    )


def _browser(said: str) -> str:
    """Return the browser and the system that a User-Agent names; enough to tell one's own places apart."""
    browsers = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
    systems = (
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    browser = next((name for mark, name in browsers if mark in said), "")
    system = next((name for mark, name in systems if mark in said), "")
    return ", ".join(filter(None, [browser, system])) or _("Another program")


@require_POST
@reauthentication_required(app="allauth.mfa")
def factor_remove(request: HttpRequest, factor_id: int) -> HttpResponse:
    remove_factor(factor_id=factor_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def session_end(request: HttpRequest, session_id: int) -> HttpResponse:
    end_session(session_id=session_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    end_other_sessions(but_key=request.session.session_key, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@BOTH
def policy(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        require_factors(roles=request.POST.getlist("roles"), by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _policy())
    return done_or_shown(request, act, then=reverse(POLICY), page=_policy)


def _policy() -> OfficePage:
    organisation = the_organisation()
    roles = [(role.value, str(role.label)) for role in Role]
    fields = [
        Field(
            "roles",
            _("These roles need a second factor"),
            "many",
            organisation.second_factor_roles,
            roles,
            hint=_("Who has none sets one up at the next page they open, before anything else."),
        )
    ]
    without = [Row(one.name, one.get_role_display()) for one in people() if one.factor_due and one.is_active]
    return OfficePage(
        title=_("How people sign in"),
        above=(_("Colleagues"), reverse("office:people")),
        here=POLICY,
        sections=[
            Section(form=Form(reverse(POLICY), _("Keep"), fields, primary=True)),
            Section(
                _("Still without one"),
                rows=without,
                empty=_("Nobody: whoever needs a second factor has one."),
            ),
        ],
    )


def person_section(worker: Worker) -> Section:
    """Return what a colleague's page says of their factors, with the way to reset them."""
    factors = [one for one in factors_of(worker.pk) if one.type in FACTORS]
    reset = Form(reverse("office:factors_reset", args=[worker.pk]), _("Reset them"), grave=True)
    return Section(
        _("Second factors"),
        _(
            "When they lost them, and you know it is them: all are taken away, they are signed out everywhere, "
            "and sign in with their password alone to set up new ones."
        )
        if factors
        else "",
        rows=[Row(factor_name(one)) for one in factors],
        empty=_("They have none."),
        form=reset if factors else None,
        folded=bool(factors),
    )


@require_POST
def reset(request: HttpRequest, worker_id: int) -> HttpResponse:
    reset_factors(worker_id=worker_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse("office:person", args=[worker_id]))
