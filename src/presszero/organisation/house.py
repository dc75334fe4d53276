"""The organisation's own facts: its name, where to ring it, its clock and its language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Organisation
from presszero.organisation.queries import the_organisation
from presszero.pure.errors import BadInput

MOST_NAME, MOST_PHONE = 120, 32
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.-]*")


@dataclass(frozen=True)
class HouseFacts:
    """What everybody reads of the organisation. phone: "" for none. language: a letter's, when it tells none itself."""

    name: str
    phone: str
    time_zone: str
    language: str


def change_organisation(*, facts: HouseFacts, by: Actor, at: datetime) -> Organisation:
    """Change the organisation's name, phone, time zone and language. Raises BadInput. Records organisation.changed."""
    name, phone, zone = facts.name.strip(), facts.phone.strip(), facts.time_zone.strip()
    _refuse(name, phone, zone, facts.language)
    with transaction.atomic():
        house = Organisation.objects.select_for_update().get(pk=the_organisation().pk)
        zone_moved = house.time_zone != zone
        house.name, house.phone, house.time_zone, house.language = name, phone, zone, facts.language
        house.save(update_fields=["name", "phone", "time_zone", "language"])
        record("organisation.changed", about=house, by=by, at=at, zone_moved=zone_moved)
    return house


def _refuse(name: str, phone: str, zone: str, language: str) -> None:
    if not 0 < len(name) <= MOST_NAME:
        raise BadInput(_("Give the organisation’s name, as its customers know it."), "name")
    if phone and (len(phone) > MOST_PHONE or not _PHONE.fullmatch(phone)):
        raise BadInput(
            _("“%(phone)s” is no number to ring. Write it like +41 31 123 45 67, or leave it empty.")
            % {"phone": phone[:40]},
            "phone",
        )
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(
            _("“%(zone)s” is no time zone; one looks like Europe/Berlin.") % {"zone": zone[:40]}, "time_zone"
        ) from None
    if language not in dict(settings.LANGUAGES):
        raise BadInput(_("There is no such language here."), "language")
