"""Beginning an organisation, and inviting people into it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.organisation.models import Membership, Organisation, Role, Team, Worker
from presszero.pure.errors import BadInput, NotFoundHere


def begin_organisation(*, name: str, reference_prefix: str, time_zone: str, at: datetime) -> Organisation:
    """Make the one organisation of a new installation. Raises BadInput. Records organisation.begun."""
    if Organisation.objects.exists():
        raise BadInput(
            f"{Organisation.objects.get().name} lives here already; one installation serves one.", "name"
        )
    if not name.strip():
        raise BadInput("Give the organisation's name, as its customers know it.", "name")
    if not (reference_prefix.isalpha() and reference_prefix.isupper() and len(reference_prefix) <= 6):
        raise BadInput(
            f"“{reference_prefix}” cannot head a reference; give 1 to 6 capital letters.", "prefix"
        )
    try:
        ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadInput(f"“{time_zone}” is no time zone; one looks like Europe/Berlin.", "time_zone")
    with transaction.atomic():
        organisation = Organisation.objects.create(
            name=name.strip(), reference_prefix=reference_prefix, time_zone=time_zone
        )
        record("organisation.begun", about=organisation, by=SYSTEM, at=at)
    return organisation


def make_team(*, name: str, mail_name: str, by: Actor, at: datetime) -> Team:
    """Make a team; mail_name is the part before @ of its address. Raises BadInput. Records team.made."""
    if Team.objects.filter(mail_name=mail_name.lower()).exists() or Team.objects.filter(name=name).exists():
        raise BadInput(f"There is a team {name} or {mail_name}@ already; choose another name.", "team")
    with transaction.atomic():
        team = Team.objects.create(name=name.strip(), mail_name=mail_name.strip().lower())
        record("team.made", about=team, by=by, at=at, team_id=team.pk)
    return team


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
        raise BadInput(f"“{role}” is no role; choose one of {', '.join(Role.values)}.", "role")
    if Worker.objects.filter(email=email.lower()).exists():
        raise BadInput(f"{email} has a place here already.", "email")
    with transaction.atomic():
        worker = Worker.objects.create_user(email, password, name=name.strip(), role=role, joined_at=at)
        for team in teams:
            Membership.objects.create(team=team, worker=worker, leads=leads)
        record("worker.added", about=worker, by=by, at=at, role=role)
    return worker


def set_new_password(*, email: str, password: str, by: Actor, at: datetime) -> Worker:
    """Give a colleague a new password; wherever they are signed in, they are out. Records worker.password_set.

    Raises NotFoundHere, or BadInput naming what is wrong with the password.
    """
    with transaction.atomic():
        worker = Worker.objects.select_for_update(of=("self",)).filter(email=email.strip().lower()).first()
        if worker is None:
            raise NotFoundHere(f"Nobody with the address {email} works here. Give a colleague's own address.")
        try:
            validate_password(password, worker)
        except ValidationError as error:
            raise BadInput(" ".join(error.messages), "password")
        worker.set_password(password)
        worker.save(update_fields=["password"])
        record("worker.password_set", about=worker, by=by, at=at)
    return worker
