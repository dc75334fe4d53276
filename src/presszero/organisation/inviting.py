"""People: invited once by a link of 24 hours, placed in teams, and let go."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import TypeVar

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.ground.tokens import new_token, token_hash
from presszero.organisation.models import (
    Invitation,
    Membership,
    Proficiency,
    Role,
    Skill,
    Team,
    Worker,
)
from presszero.organisation.permissions import LEADS_TEAMS, may
from presszero.organisation.sign_in import end_sessions, settle_factors
from presszero.pure.errors import BadInput, NotAllowed, NotFoundHere

GOOD_FOR = timedelta(hours=24)
LANGUAGES = ("en", "fr")
Named = TypeVar("Named", bound=Model)
# A lead lets in those they work with; who runs the machine or sees all teams is let in by an operator.
LEADS_MAY_GIVE = {Role.AGENT, Role.LEAD, Role.PLANNER}


@dataclass(frozen=True)
class PersonFacts:
    """What a person's page changes. skills: depth by skill id. open_limit None: as the team says."""

    name: str
    role: str
    title: str = ""
    language: str = "en"
    languages: Sequence[str] = ()
    open_limit: int | None = None
    teams: Sequence[int] = ()
    leads: Sequence[int] = ()
    skills: Mapping[int, int] = field(default_factory=dict)


def roles_to_give(by: Worker) -> list[Role]:
    """Return the roles this person may give: an operator each; a lead too, while there is no operator."""
    no_operator = not Worker.objects.filter(role=Role.OPERATOR, is_active=True).exists()
    if by.role == Role.OPERATOR or no_operator:
        return list(Role)
    return [role for role in Role if role in LEADS_MAY_GIVE]


def refuse_role(by: Actor, *roles: str) -> None:
    giver = Worker.objects.get(pk=by.known_id)
    for role in roles:
        if role not in Role.values:
            raise BadInput(_("Choose a role."), "role")
        if role not in roles_to_give(giver):
            raise NotAllowed(
                _("Only an operator gives or changes the role %(role)s. Ask one of them.")
                % {"role": Role(role).label}
            )


def invite(*, email: str, name: str, role: str, teams: Sequence[int], by: Actor, at: datetime) -> str:
    """Invite a colleague; return the secret of the link, which is kept nowhere and works once, for 24 hours.

    An earlier invitation to the same address is withdrawn.
    Raises BadInput, NotAllowed. Records invitation.made.
    """
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput(_("“%(email)s” is no mail address.") % {"email": email[:60]}, "email")
    if not name.strip():
        raise BadInput(_("Give the colleague’s name."), "name")
    if Worker.objects.filter(email=address).exists():
        raise BadInput(_("%(email)s has a place here already.") % {"email": address}, "email")
    refuse_role(by, role)
    chosen = _known(Team.objects.all(), teams, "teams")
    secret = new_token()
    with transaction.atomic():
        Invitation.objects.filter(email=address, used_at=None, withdrawn_at=None).update(withdrawn_at=at)
        invitation = Invitation.objects.create(
            email=address,
            name=name.strip()[:120],
            role=role,
            hash=token_hash(secret),
            made_by_id=by.known_id,
            made_at=at,
            expires_at=at + GOOD_FOR,
        )
        invitation.teams.set(chosen)
        record("invitation.made", about=invitation, by=by, at=at, role=role)
    return secret


def _known(rows: QuerySet[Named], ids: Collection[int], field: str) -> list[Named]:
    """Return the rows of these ids. Raises BadInput where one of them is gone: it would be left out in silence."""
    found = list(rows.filter(pk__in=ids))
    if len(found) != len(set(ids)):
        raise BadInput(_("There is no such team or skill any more. Load the page again."), field)
    return found


def open_invitations(at: datetime) -> list[Invitation]:
    """Return the invitations that somebody could still take up, the newest first."""
    still = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=at)
    return list(still.select_related("made_by").order_by("-made_at"))


def invitation_of(secret: str, at: datetime) -> Invitation:
    """Return the invitation a link opens. Raises NotFoundHere when it was used, withdrawn, is too old or unknown."""
    found = Invitation.objects.filter(
        hash=token_hash(secret), used_at=None, withdrawn_at=None, expires_at__gt=at
    ).first()
    if found is None:
        raise NotFoundHere(
            _("This invitation was used, withdrawn, or is older than 24 hours. Ask for a new one.")
        )
    return found


def take_up(*, secret: str, name: str, password: str, language: str, at: datetime) -> Worker:
    """Take up an invitation: the colleague's place, with the password they choose. It works once.

    Raises NotFoundHere, BadInput. Records worker.added, invitation.used.
    """
    with transaction.atomic():
        invitation = invitation_of(secret, at)
        invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
        if invitation.withdrawn_at:  # while this waited: whoever made it may invite nobody any more
            raise NotFoundHere(_("This invitation was withdrawn. Ask for a new one."))
        if invitation.used_at or Worker.objects.filter(email=invitation.email).exists():
            raise NotFoundHere(_("This invitation was used already. Sign in with your password."))
        person = Worker(email=invitation.email, name=name.strip() or invitation.name)
        try:
            validate_password(password, person)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), "password")
        worker = Worker.objects.create_user(
            invitation.email,
            password,
            name=person.name[:120],
            role=invitation.role,
            language=language if language in LANGUAGES else "en",
            joined_at=at,
        )
        for team in invitation.teams.all():
            Membership.objects.create(team=team, worker=worker, leads=invitation.role in LEADS_TEAMS)
        invitation.used_at = at
        invitation.save(update_fields=["used_at"])
        settle_factors(worker.pk)
        worker.refresh_from_db(fields=["factor_due"])
        by = Actor("worker", worker.pk)
        record("worker.added", about=worker, by=by, at=at, role=worker.role)
        record("invitation.used", about=invitation, by=by, at=at, worker=worker.pk)
    return worker


def withdraw_invitation(*, invitation_id: int, by: Actor, at: datetime) -> None:
    """Close an invitation before it is taken up. Raises NotFoundHere. Records invitation.withdrawn."""
    with transaction.atomic():
        invitation = Invitation.objects.select_for_update().filter(pk=invitation_id, used_at=None).first()
        if invitation is None:
            raise NotFoundHere(_("There is no such open invitation. Load the page again."))
        if invitation.withdrawn_at is None:
            _withdraw(invitation, by, at)


def _withdraw_what_they_give_no_more(worker: Worker, by: Actor, at: datetime) -> None:
    """A link made before somebody’s access ended, or their role changed, would be a way back in."""
    given = roles_to_give(worker) if may(worker, "invite people") else []
    made = Invitation.objects.filter(made_by=worker, used_at=None, withdrawn_at=None, expires_at__gt=at)
    for invitation in made.exclude(role__in=given).select_for_update():
        _withdraw(invitation, by, at)


def _withdraw(invitation: Invitation, by: Actor, at: datetime) -> None:
    invitation.withdrawn_at = at
    invitation.save(update_fields=["withdrawn_at"])
    record("invitation.withdrawn", about=invitation, by=by, at=at)


def seen_person(worker_id: int) -> Worker:
    """Return somebody who works or worked here. Raises NotFoundHere."""
    worker = Worker.objects.filter(pk=worker_id).first()
    if worker is None:
        raise NotFoundHere(_("Nobody of that number works here. Open the list of people again."))
    return worker


def change_person(*, worker_id: int, facts: PersonFacts, by: Actor, at: datetime) -> Worker:
    """Change a colleague's role, teams, languages, skills and limit.

    Raises NotFoundHere, NotAllowed, BadInput: a team keeps somebody who leads it. Records worker.changed,
    and invitation.withdrawn for each open one of theirs whose role they may give no more.
    """
    if not facts.name.strip():
        raise BadInput(_("Give the colleague’s name."), "name")
    if facts.open_limit is not None and not 1 <= facts.open_limit <= 500:
        raise BadInput(_("Give each person a limit of 1 to 500 open cases."), "open_limit")
    with transaction.atomic():
        worker = Worker.objects.select_for_update().filter(pk=worker_id).first()
        if worker is None:
            raise NotFoundHere(_("Nobody of that number works here. Open the list of people again."))
        if facts.role != worker.role:
            refuse_role(by, worker.role, facts.role)
        facts = _leading_what_they_may(worker, facts)
        worker.name, worker.role, worker.title = (
            facts.name.strip()[:120],
            facts.role,
            facts.title.strip()[:80],
        )
        worker.language = facts.language if facts.language in LANGUAGES else worker.language
        worker.languages = [code for code in LANGUAGES if code in facts.languages]
        worker.open_limit = facts.open_limit
        worker.save(update_fields=["name", "role", "title", "language", "languages", "open_limit"])
        settle_factors(worker.pk)
        _withdraw_what_they_give_no_more(worker, by, at)
        _set_teams(worker, facts)
        _set_skills(worker, facts.skills)
        record("worker.changed", about=worker, by=by, at=at, role=worker.role)
    return worker


def _leading_what_they_may(worker: Worker, facts: PersonFacts) -> PersonFacts:
    """Return the facts with no team led by whose role leads none: who led stays in the team, and leads it no more.

    Raises BadInput where somebody who led none is named a lead.
    """
    if facts.role in LEADS_TEAMS or not facts.leads:
        return facts
    if worker.role not in LEADS_TEAMS and not worker.memberships.filter(leads=True).exists():
        raise BadInput(
            _("Only the role %(role)s leads teams. Choose it, or name no team that they lead.")
            % {"role": Role.LEAD.label},
            "leads",
        )
    return replace(facts, teams=[*facts.teams, *facts.leads], leads=())


def _set_teams(worker: Worker, facts: PersonFacts) -> None:
    led_before = [one.team for one in worker.memberships.filter(leads=True).select_related("team")]
    worker.memberships.exclude(team_id__in=[*facts.teams, *facts.leads]).delete()
    for team in _known(Team.objects.all(), {*facts.teams, *facts.leads}, "teams"):
        Membership.objects.update_or_create(
            team=team, worker=worker, defaults={"leads": team.pk in facts.leads}
        )
    _refuse_teams_without_lead(led_before)


def _refuse_teams_without_lead(teams: Sequence[Team]) -> None:
    for team in teams:
        if not team.memberships.filter(leads=True, worker__is_active=True).exists():
            raise BadInput(
                _("Nobody else leads %(team)s. Name another lead first, so that what waits has a person.")
                % {"team": team.name},
                "leads",
            )


def _set_skills(worker: Worker, skills: Mapping[int, int]) -> None:
    worker.proficiencies.exclude(skill_id__in=[one for one, depth in skills.items() if depth]).delete()
    for skill in _known(Skill.objects.all(), skills, "skills"):
        if depth := skills[skill.pk]:
            Proficiency.objects.update_or_create(
                worker=worker, skill=skill, defaults={"depth": min(2, max(1, depth))}
            )


def set_access(*, worker_id: int, is_open: bool, by: Actor, at: datetime) -> Worker:
    """End somebody's access, or open it again. What they have goes back to its teams; what they did stays on the record.

    Invitations they made and nobody took up are withdrawn.
    Raises NotFoundHere, NotAllowed, BadInput. Records access.ended or access.opened, invitation.withdrawn.
    """
    if worker_id == by.known_id:
        raise BadInput(_("Nobody ends their own access. Ask another lead or operator."), "access")
    with transaction.atomic():
        worker = Worker.objects.select_for_update().filter(pk=worker_id).first()
        if worker is None:
            raise NotFoundHere(_("Nobody of that number works here. Open the list of people again."))
        refuse_role(by, worker.role)
        if worker.is_active == is_open:
            return worker
        worker.is_active = is_open
        worker.save(update_fields=["is_active"])
        if is_open:
            record("access.opened", about=worker, by=by, at=at)
            return worker
        _refuse_teams_without_lead(
            [one.team for one in worker.memberships.filter(leads=True).select_related("team")]
        )
        end_sessions(worker.pk)
        _withdraw_what_they_give_no_more(worker, by, at)
        record("access.ended", about=worker, by=by, at=at)
    return worker
