"""Beginning an organisation, and inviting people into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.organisation.addresses import refuse_mail_name
from presszero.organisation.models import Membership, Organisation, Presence, Role, Team, Worker
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput


def begin_organisation(*, name: str, reference_prefix: str, time_zone: str, at: datetime) -> Organisation:
    """Make the one organisation of a new installation. Raises BadInput. Records organisation.begun."""
    if Organisation.objects.exists():
        raise BadInput(
            _("%(name)s lives here already; one installation serves one.")
            % {"name": Organisation.objects.get().name},
            "name",
        )
    if not name.strip():
        raise BadInput(_("Give the organisation’s name, as its customers know it."), "name")
    if not (reference_prefix.isalpha() and reference_prefix.isupper() and len(reference_prefix) <= 6):
        raise BadInput(
            _("“%(prefix)s” cannot head a reference; give 1 to 6 capital letters.")
            % {"prefix": reference_prefix[:40]},
            "prefix",
        )
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput(
            _("“%(zone)s” is no time zone; one looks like Europe/Berlin.") % {"zone": time_zone[:40]},
            "time_zone",
        )
    with transaction.atomic():
        organisation = Organisation.objects.create(
            name=name.strip(), reference_prefix=reference_prefix, time_zone=time_zone
        )
        record("organisation.begun", about=organisation, by=SYSTEM, at=at)
    return organisation


def make_team(*, name: str, mail_name: str, by: Actor, at: datetime) -> Team:
    """Make a team; mail_name is the part before @ of its address. Raises BadInput. Records team.made."""
    if not (name.strip() and mail_name.strip()):
        raise BadInput(_("Give the team a name, and what stands before @ in its address."), "name")
    refuse_mail_name(mail_name.strip().lower())
    if Team.objects.filter(name=name.strip()).exists():
        raise BadInput(_("There is a team %(name)s already.") % {"name": name.strip()}, "name")
    with transaction.atomic():
        team = Team.objects.create(name=name.strip(), mail_name=mail_name.strip().lower())
        record("team.made", about=team, by=by, at=at, team_id=team.pk)
    return team


def offer_person_first(*, on: bool, by: Actor, at: datetime) -> Organisation:
    """Let every flow begin by asking whether the customer wants a person, or stop it. Records person_first.set."""
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=the_organisation().pk)
        organisation.person_first = on
        organisation.save(update_fields=["person_first"])
        record("person_first.set", about=organisation, by=by, at=at, on=on)
    return organisation


def add_worker(
    *,
    name: str,
    email: str,
    role: str,
    password: str,
    teams: Sequence[Team],
    leads: bool,
    by: Actor,
    at: datetime,
) -> Worker:
    """Let a colleague in. Raises BadInput naming what is wrong. Records worker.added."""
    try:
        validate_email(email)
        validate_password(password)
    except ValidationError as error:
        raise BadInput(" ".join(error.messages), "password" if "@" in email else "email")
    if role not in Role.values:
        raise BadInput(
            _("“%(role)s” is no role; choose one of %(roles)s.")
            % {"role": role, "roles": ", ".join(Role.values)},
            "role",
        )
    if Worker.objects.filter(email=email.lower()).exists():
        raise BadInput(_("%(email)s has a place here already.") % {"email": email}, "email")
    with transaction.atomic():
        worker = Worker.objects.create_user(email, password, name=name.strip(), role=role, joined_at=at)
        for team in teams:
            Membership.objects.create(team=team, worker=worker, leads=leads)
        record("worker.added", about=worker, by=by, at=at, role=role)
    return worker


def set_presence(*, presence: str, by: Actor, at: datetime) -> Worker:
    """Say that one is here, busy or away; who is not here is given no work. Raises BadInput. Records presence.set."""
    if presence not in Presence.values:
        raise BadInput(_("Say here, busy or away, not “%(said)s”.") % {"said": presence[:20]}, "presence")
    with transaction.atomic():
        worker = Worker.objects.select_for_update().get(pk=by.known_id)
        if worker.presence != presence:
            worker.presence = presence
            worker.save(update_fields=["presence"])
            record("presence.set", about=worker, by=by, at=at, presence=presence)
    return worker
