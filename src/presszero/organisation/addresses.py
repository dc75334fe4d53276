"""The mail addresses people write to, and how a team signs what it answers."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Address, Team, Topic
from presszero.pure.errors import BadInput, NotFoundHere
from presszero.pure.placeholders import places_in

MOST_SIGNATURE = 1_000
SIGNATURE_PLACES = ("me", "team", "organisation", "phone")
_MAIL_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\Z")


def refuse_mail_name(mail_name: str, *, team_id: int | None = None, address_id: int | None = None) -> None:
    """Refuse what cannot stand before @, or what another team or address has. Raises BadInput.

    team_id, address_id: whose name it may be already.
    """
    if not _MAIL_NAME.match(mail_name) or len(mail_name) > 64:
        raise BadInput(
            _("“%(name)s” cannot stand before @. Use letters, digits, dots and hyphens.")
            % {"name": mail_name[:40]},
            "mail_name",
        )
    teams = Team.objects.exclude(pk=team_id or 0).filter(mail_name=mail_name)
    addresses = Address.objects.exclude(pk=address_id or 0).filter(mail_name=mail_name)
    if teams.exists() or addresses.exists():
        raise BadInput(_("Another team reads %(name)s@ already.") % {"name": mail_name}, "mail_name")


def keep_address(
    *, address_id: int | None, mail_name: str, team_id: int, topic_id: int | None, by: Actor, at: datetime
) -> Address:
    """Make an address (address_id None) or change one. Raises BadInput, NotFoundHere. Records address.kept.

    mail_name: what stands before @. topic_id: what letters to it are about, whatever their words.
    """
    mail_name = mail_name.strip().lower()
    refuse_mail_name(mail_name, address_id=address_id)
    if not Team.objects.filter(pk=team_id).exists():
        raise BadInput(_("Choose the team that reads it."), "team")
    if topic_id is not None and not Topic.objects.filter(pk=topic_id, team_id=team_id).exists():
        raise BadInput(_("Another team answers for this topic. Choose one of the team’s own."), "topic")
    with transaction.atomic():
        address = _locked(address_id) if address_id else Address()
        address.mail_name, address.team_id, address.topic_id = mail_name, team_id, topic_id
        address.save()
        record("address.kept", about=address, by=by, at=at, team_id=team_id)
    return address


def remove_address(*, address_id: int, by: Actor, at: datetime) -> None:
    """Take an address out; letters to it go where their words say. Raises NotFoundHere. Records address.removed."""
    with transaction.atomic():
        address = _locked(address_id)
        record("address.removed", about=address, by=by, at=at, team_id=address.team_id)
        address.delete()


def set_voice(*, team_id: int, sender_name: str, signature: str, by: Actor, at: datetime) -> Team:
    """Say which name stands behind a colleague's in a team's letters, and what stands under them.

    sender_name: "" for the organisation's. signature: may hold {me}, {team}, {organisation} and {phone}.
    Raises NotFoundHere, BadInput. Records voice.set.
    """
    sender_name, signature = " ".join(sender_name.split()), signature.strip()
    if len(sender_name) > 80:
        raise BadInput(_("Give a name of at most 80 letters."), "sender_name")
    if len(signature) > MOST_SIGNATURE:
        raise BadInput(_("A signature has at most %(most)s letters.") % {"most": MOST_SIGNATURE}, "signature")
    if strange := [one for one in places_in(signature) if one not in SIGNATURE_PLACES]:
        raise BadInput(
            _("A signature cannot hold {%(strange)s}. It may hold %(places)s.")
            % {"strange": strange[0], "places": ", ".join(f"{{{one}}}" for one in SIGNATURE_PLACES)},
            "signature",
        )
    with transaction.atomic():
        team = Team.objects.select_for_update().filter(pk=team_id).first()
        if team is None:
            raise NotFoundHere(_("There is no such team. Open the list of teams again."))
        team.sender_name, team.signature = sender_name, signature
        team.save(update_fields=["sender_name", "signature"])
        record("voice.set", about=team, by=by, at=at, team_id=team.pk)
    return team


def _locked(address_id: int) -> Address:
    address = Address.objects.select_for_update().filter(pk=address_id).first()
    if address is None:
        raise NotFoundHere(_("There is no such address; somebody took it out. Open the list again."))
    return address


def seen_address(address_id: int) -> Address:
    """Return an address. Raises NotFoundHere."""
    address = Address.objects.select_related("team", "topic").filter(pk=address_id).first()
    if address is None:
        raise NotFoundHere(_("There is no such address; somebody took it out. Open the list again."))
    return address


def all_addresses() -> list[Address]:
    addresses = Address.objects.select_related("team", "topic")
    return sorted(addresses, key=lambda address: address.mail_name)


def is_read_here(mail_name: str) -> bool:
    """Return whether a team reads what is written to this name."""
    teams, addresses = Team.objects.filter(mail_name=mail_name), Address.objects.filter(mail_name=mail_name)
    return teams.exists() or addresses.exists()
