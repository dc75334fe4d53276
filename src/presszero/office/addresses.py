"""Addresses: the screens. Who reads which, how a team signs, and a letter that must come back."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from presszero.channels.email.house import TEST_COMES_WITHIN, last_tests, send_test_letter
from presszero.channels.email.models import HouseLetter, Outgoing
from presszero.channels.email.phrases import signature
from presszero.ground import clock
from presszero.office.shapes import (
    Field,
    Form,
    OfficePage,
    Row,
    Section,
    by,
    done_or_shown,
    number,
    number_or_none,
    show,
    typed,
)
from presszero.office.shaping import BOTH
from presszero.organisation.addresses import (
    SIGNATURE_PLACES,
    all_addresses,
    keep_address,
    remove_address,
    seen_address,
    set_voice,
)
from presszero.organisation.models import Address, Team, Worker
from presszero.organisation.queries import the_organisation
from presszero.organisation.shaping import all_teams, all_topics, seen_team
from presszero.ui import times

HERE = "office:addresses"


@BOTH
def addresses(request: HttpRequest) -> HttpResponse:
    def act() -> None:
        _keep(request, None)

    if request.method != "POST":
        return show(request, _addresses())
    return done_or_shown(request, act, then=reverse(HERE), page=_addresses)


def _keep(request: HttpRequest, address_id: int | None) -> None:
    keep_address(
        address_id=address_id,
        mail_name=typed(request, "mail_name"),
        team_id=number(request, "team", _("Team")),
        topic_id=number_or_none(request, "topic", _("Topic")),
        by=by(request),
        at=clock.now(),
    )


def _addresses() -> OfficePage:
    tests, more = last_tests(), all_addresses()
    return OfficePage(
        title=_("Addresses"),
        lead=_("Where people write to. Letters to any other name at %(domain)s go where their words say.")
        % {"domain": settings.PRESSZERO.mail_domain},
        here=HERE,
        sections=[
            *([] if settings.PRESSZERO.relay else [_no_relay()]),
            Section(
                _("Of the teams"),
                rows=[_team_row(team, tests) for team in all_teams()],
                empty=_("There is no team yet."),
            ),
            Section(
                _("More addresses"),
                rows=[_row(address, tests) for address in more],
                empty=_("Such as refunds@, read by one of the teams."),
            ),
            Section(_("Add an address"), form=_form(reverse(HERE), None), folded=bool(more)),
        ],
    )


def _no_relay() -> Section:
    return Section(
        _("Nothing leaves yet"),
        _("No relay is set, so no mail leaves. An operator sets PRESSZERO_RELAY and starts again."),
    )


def _team_row(team: Team, tests: dict[str, HouseLetter]) -> Row:
    words = _("%(team)s; letters come from “%(name)s”") % {"team": team.name, "name": _sender(team)}
    return _tested_row(team.mail_name, words, reverse("office:voice", args=[team.pk]), tests)


def _sender(team: Team) -> str:
    return team.sender_name or the_organisation().name


def _row(address: Address, tests: dict[str, HouseLetter]) -> Row:
    words = "; ".join(filter(None, [address.team.name, address.topic.name if address.topic else ""]))
    return _tested_row(address.mail_name, words, reverse("office:address", args=[address.pk]), tests)


def _tested_row(mail_name: str, words: str, url: str, tests: dict[str, HouseLetter]) -> Row:
    address = f"{mail_name}@{settings.PRESSZERO.mail_domain}"
    state, tone, more = _test_words(tests.get(address))
    test = Form(
        reverse("office:address_test"), _("Send a test"), [Field("mail_name", "", "hidden", mail_name)]
    )
    acts = [test] if settings.PRESSZERO.relay else []
    return Row(address, "\n".join(filter(None, [words, more])), url, state=state, tone=tone, acts=acts)


def _test_words(test: HouseLetter | None) -> tuple[str, str, str]:
    """Return the state of a test in a word or two, its tone, and what to do about it."""
    if test is None:
        return "", "", ""
    now, zone = clock.now(), the_organisation().time_zone
    if test.came_back_at:
        when = times.clock_words(test.came_back_at, now, zone)
        return _("came back, %(when)s") % {"when": when}, "good", ""
    left: Outgoing = test.outgoing
    if left.state in (Outgoing.State.REFUSED, Outgoing.State.BOUNCED):
        return _("refused"), "bad", _("The mail server said: %(words)s") % {"words": left.last_words[:300]}
    if now - test.made_at > TEST_COMES_WITHIN:
        return _("did not come back"), "bad", _not_back(left)
    return _("on its way"), "warn", ""


def _not_back(left: Outgoing) -> str:
    if left.state == Outgoing.State.SENT:
        return _(
            "The relay took it, but nothing came in. Does mail for %(domain)s come to this machine (its MX record)?"
        ) % {"domain": settings.PRESSZERO.mail_domain}
    said = left.last_words[:300]
    return (
        _("The relay does not take it yet: %(words)s") % {"words": said}
        if said
        else _("It waits to leave. Is the worker running?")
    )


@require_POST
def test(request: HttpRequest) -> HttpResponse:
    send_test_letter(mail_name=typed(request, "mail_name"), by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


def _form(action: str, address: Address | None) -> Form:
    topics = [("", _("As its words say")), *((str(topic.pk), topic.name) for topic in all_topics())]
    return Form(
        action,
        _("Keep") if address else _("Add it"),
        [
            Field(
                "mail_name",
                _("Before @"),
                value=address.mail_name if address else "",
                required=True,
                short=True,
            ),
            Field(
                "team",
                _("Team"),
                "choice",
                str(address.team_id) if address else "",
                [(str(team.pk), team.name) for team in all_teams()],
                short=True,
            ),
            Field(
                "topic",
                _("Letters to it are about"),
                "choice",
                str(address.topic_id or "") if address else "",
                topics,
            ),
        ],
        primary=True,
    )


@BOTH
def address(request: HttpRequest, address_id: int) -> HttpResponse:
    def act() -> None:
        _keep(request, address_id)

    if request.method != "POST":
        return show(request, _address(address_id))
    return done_or_shown(request, act, then=reverse(HERE), page=lambda: _address(address_id))


def _address(address_id: int) -> OfficePage:
    address = seen_address(address_id)
    remove = Form(reverse("office:address_remove", args=[address.pk]), _("Take it out"), grave=True)
    return OfficePage(
        title=f"{address.mail_name}@{settings.PRESSZERO.mail_domain}",
        above=(_("Addresses"), reverse(HERE)),
        here=HERE,
        sections=[
            Section(form=_form(reverse("office:address", args=[address.pk]), address)),
            Section(
                _("Take it out"),
                _("Letters to it still come in, and go where their words say."),
                form=remove,
                folded=True,
            ),
        ],
    )


@require_POST
def remove(request: HttpRequest, address_id: int) -> HttpResponse:
    remove_address(address_id=address_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))


@BOTH
def voice(request: HttpRequest, team_id: int) -> HttpResponse:
    here = reverse("office:voice", args=[team_id])

    def act() -> None:
        set_voice(
            team_id=team_id,
            sender_name=typed(request, "sender_name"),
            signature=typed(request, "signature"),
            by=by(request),
            at=clock.now(),
        )

    if request.method != "POST":
        return show(request, _voice(request, team_id))
    return done_or_shown(request, act, then=here, page=lambda: _voice(request, team_id))


def _voice(request: HttpRequest, team_id: int) -> OfficePage:
    team = seen_team(team_id)
    places = ", ".join(f"{{{one}}}" for one in SIGNATURE_PLACES)
    fields = [
        Field(
            "sender_name",
            _("Name in its letters"),
            value=team.sender_name,
            hint=_("Stands after the colleague’s own. Empty: the organisation’s name."),
        ),
        Field(
            "signature",
            _("Under its replies"),
            "lines",
            team.signature,
            hint=_("It may hold %(places)s. A line with nothing to fill in is left out.")
            % {"places": places},
        ),
    ]
    me = cast(Worker, request.user)
    letter = f"{_('Dear %(name)s,') % {'name': 'Robin Vale'}}\n\n{_('(your reply)')}{signature(team, me)}"
    return OfficePage(
        title=f"{team.mail_name}@{settings.PRESSZERO.mail_domain}",
        lead=team.name,
        above=(_("Addresses"), reverse(HERE)),
        here=HERE,
        sections=[
            Section(
                form=Form(reverse("office:voice", args=[team.pk]), _("Keep"), fields, primary=True),
                links=[(_("Change its address"), reverse("office:team_page", args=[team.pk]))],
            ),
            Section(
                _("As it arrives"),
                _("From: %(name)s") % {"name": f"{me.name}, {_sender(team)}"},
                letter=letter,
            ),
        ],
    )
