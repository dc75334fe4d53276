"""People and invitations: the screens."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from presszero.channels.email.house import NothingLeaves, mail_invitation
from presszero.ground import clock
from presszero.office.shapes import (
    Choice,
    Field,
    Form,
    OfficePage,
    Row,
    Section,
    by,
    done_or_shown,
    number_or_none,
    show,
    typed,
)
from presszero.office.sign_in import person_section
from presszero.organisation.inviting import (
    PersonFacts,
    change_person,
    invite,
    open_invitations,
    roles_to_give,
    seen_person,
    set_access,
    withdraw_invitation,
)
from presszero.organisation.models import Invitation, Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation
from presszero.organisation.shaping import all_skills, all_teams, people
from presszero.pure.errors import BadInput
from presszero.ui import times

HERE = "office:people"
BOTH = require_http_methods(["GET", "HEAD", "POST"])


@BOTH
def everyone(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return show(request, _people(request))
    made: list[str] = []

    def act() -> None:
        made.append(
            invite(
                email=typed(request, "email"),
                name=typed(request, "name"),
                role=typed(request, "role"),
                teams=numbers(request, "teams"),
                by=by(request),
                at=clock.now(),
            )
        )

    answer = done_or_shown(request, act, then=reverse(HERE), page=lambda: _people(request))
    if not made:
        return answer
    # Shown on this answer only: the link is a secret, and nothing but its hash is kept.
    link = settings.PRESSZERO.public_url + reverse("invitation", args=[made[0]])
    mailed = _mailed(request, link) if typed(request, "mail") else ""
    return show(request, _people(request, link=link, invited=typed(request, "name"), mailed=mailed))


def _mailed(request: HttpRequest, link: str) -> str:
    """Mail the link and return what to say of it."""
    address = typed(request, "email").strip().lower()
    try:
        mail_invitation(
            address=address,
            name=" ".join(typed(request, "name").split()),
            link=link,
            language=typed(request, "language"),
            by=by(request),
            at=clock.now(),
        )
    except (BadInput, NothingLeaves) as error:
        return error.sentence
    return _("It is on its way to %(address)s.") % {"address": address}


def numbers(request: HttpRequest, name: str) -> list[int]:
    return [
        int(one) for one in request.POST.getlist(name) if one.isascii() and one.isdigit() and len(one) < 18
    ]


def _people(request: HttpRequest, link: str = "", invited: str = "", mailed: str = "") -> OfficePage:
    now = clock.now()
    invitations = [_invitation_row(one) for one in open_invitations(now)]
    return OfficePage(
        title=_("Colleagues"),
        lead=_("Nobody signs up by themselves: a colleague invites them."),
        here=HERE,
        sections=[
            *([_link_section(link, invited, mailed)] if link else []),
            Section(rows=[_person_row(one) for one in people()]),
            *([Section(_("Invited"), rows=invitations)] if invitations else []),
            Section(_("Invite a colleague"), form=_invite_form(request)),
        ],
    )


def _link_section(link: str, invited: str, mailed: str) -> Section:
    once = _("It works once and for 24 hours, and is not shown again.")
    return Section(
        _("The link for %(name)s") % {"name": invited},
        f"{mailed or _('Give it to them yourself.')} {once}",
        form=Form("", "", [Field("link", _("Link"), value=link)]),
    )


def _person_row(worker: Worker) -> Row:
    teams = ", ".join(one.team.name for one in worker.memberships.all())
    words = [worker.title or worker.get_role_display(), teams, worker.email]
    return Row(
        worker.name,
        "; ".join(filter(None, words)),
        reverse("office:person", args=[worker.pk]),
        state="" if worker.is_active else _("access ended"),
    )


def _invitation_row(one: Invitation) -> Row:
    until = times.clock_words(one.expires_at, clock.now(), the_organisation().time_zone)
    withdraw = Form(reverse("office:invitation_withdraw", args=[one.pk]), _("Withdraw"), grave=True)
    words = _("%(email)s; by %(who)s; good until %(when)s") % {
        "email": one.email,
        "who": one.made_by.name,
        "when": until,
    }
    return Row(one.name, words, acts=[withdraw])


def _roles(request: HttpRequest) -> list[Choice]:
    return [(role.value, str(role.label)) for role in roles_to_give(cast(Worker, request.user))]


def _team_choices() -> list[Choice]:
    return [(str(team.pk), team.name) for team in all_teams()]


def _mail_fields() -> list[Field]:
    if settings.PRESSZERO.relay is None:
        return []
    languages = [(code, str(name)) for code, name in settings.LANGUAGES]
    language = the_organisation().language
    return [
        Field("mail", _("Mail the link to them"), "yes", "on"),
        Field("language", _("Its language"), "choice", language, languages, short=True),
    ]


def _invite_form(request: HttpRequest) -> Form:
    fields = [
        Field("name", _("Name"), required=True),
        Field("email", _("Email address"), "email", required=True),
        Field("role", _("Role"), "choice", "agent", _roles(request), short=True),
        Field("teams", _("Teams"), "many", [], _team_choices()),
        *_mail_fields(),
    ]
    return Form(reverse(HERE), _("Invite"), fields, primary=True)


@BOTH
def person(request: HttpRequest, worker_id: int) -> HttpResponse:
    here = reverse("office:person", args=[worker_id])

    def act() -> None:
        facts = PersonFacts(
            name=typed(request, "name"),
            role=typed(request, "role"),
            title=typed(request, "title"),
            language=typed(request, "language"),
            languages=request.POST.getlist("languages"),
            open_limit=number_or_none(request, "open_limit", _("Open cases, at most")),
            teams=numbers(request, "teams"),
            leads=numbers(request, "leads"),
            skills=_skills_of(request),
        )
        change_person(worker_id=worker_id, facts=facts, by=by(request), at=clock.now())

    if request.method != "POST":
        return show(request, _person(request, worker_id))
    return done_or_shown(request, act, then=here, page=lambda: _person(request, worker_id))


def _skills_of(request: HttpRequest) -> dict[int, int]:
    depth = {"0": 0, "1": 1, "2": 2}
    return {skill.pk: depth.get(typed(request, f"skill{skill.pk}"), 0) for skill in all_skills()}


def _person(request: HttpRequest, worker_id: int) -> OfficePage:
    worker = seen_person(worker_id)
    return OfficePage(
        title=worker.name,
        lead=worker.email,
        above=(_("Colleagues"), reverse(HERE)),
        here=HERE,
        sections=[
            Section(
                form=Form(
                    reverse("office:person", args=[worker.pk]),
                    _("Keep"),
                    _person_fields(request, worker),
                    primary=True,
                )
            ),
            *_factor_sections(request, worker),
            _access_section(worker),
        ],
    )


def _person_fields(request: HttpRequest, worker: Worker) -> list[Field]:
    own_role = [] if worker.role in dict(_roles(request)) else [(worker.role, worker.get_role_display())]
    languages = [(code, str(name)) for code, name in settings.LANGUAGES]
    memberships = {one.team_id: one.leads for one in worker.memberships.all()}
    depth = {one.skill_id: one.depth for one in worker.proficiencies.all()}
    depths = [("0", _("Not theirs")), ("1", _("Can answer")), ("2", _("Knows it deeply"))]
    return [
        Field("name", _("Name"), value=worker.name, required=True),
        Field("title", _("Title"), value=worker.title),
        Field("role", _("Role"), "choice", worker.role, [*own_role, *_roles(request)], short=True),
        Field("teams", _("Teams"), "many", [str(pk) for pk in memberships], _team_choices()),
        Field(
            "leads",
            _("Leads"),
            "many",
            [str(pk) for pk, leads in memberships.items() if leads],
            _team_choices(),
            hint=_("They answer for what waits there. Only team leads lead."),
        ),
        Field("languages", _("Answers in"), "many", worker.languages or [worker.language], languages),
        Field("language", _("Reads the screens in"), "choice", worker.language, languages, short=True),
        Field(
            "open_limit",
            _("Open cases, at most"),
            "number",
            str(worker.open_limit or ""),
            hint=_("Empty: as the team says."),
            short=True,
        ),
        *(
            Field(f"skill{one.pk}", one.name, "choice", str(depth.get(one.pk, 0)), depths, short=True)
            for one in all_skills()
        ),
    ]


def _factor_sections(request: HttpRequest, worker: Worker) -> list[Section]:
    asks = cast(Worker, request.user)
    return [person_section(worker)] if may(asks, "reset lost factors") and asks != worker else []


def _access_section(worker: Worker) -> Section:
    action = reverse("office:access", args=[worker.pk])
    if worker.is_active:
        return Section(
            _("End their access"),
            _(
                "They can no longer sign in. Their open cases go back to their teams; what they did stays on the record."
            ),
            form=Form(action, _("End it"), [Field("open", "", "hidden", "")], grave=True),
            folded=True,
        )
    return Section(
        _("Open their access again"), form=Form(action, _("Open it"), [Field("open", "", "hidden", "on")])
    )


@require_POST
def access(request: HttpRequest, worker_id: int) -> HttpResponse:
    def act() -> None:
        set_access(worker_id=worker_id, is_open=bool(typed(request, "open")), by=by(request), at=clock.now())

    then = reverse("office:person", args=[worker_id])
    return done_or_shown(request, act, then=then, page=lambda: _person(request, worker_id))


@require_POST
def withdraw(request: HttpRequest, invitation_id: int) -> HttpResponse:
    withdraw_invitation(invitation_id=invitation_id, by=by(request), at=clock.now())
    return HttpResponseRedirect(reverse(HERE))
