"""A case for the person at the phone or counter: their words become points, read back to them before anything is kept."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import Arrived
from presszero.cases.errors import WordsMissing
from presszero.cases.models import Case, Contact
from presszero.customers.models import Customer
from presszero.customers.phones import note_phone, read_phone
from presszero.ground.actors import Actor
from presszero.intake.receiving import LANGUAGES, receive_contact
from presszero.organisation.models import Team
from presszero.organisation.queries import team_ids_of
from presszero.pure.errors import BadInput, PressZeroError
from presszero.pure.words import quotation, read_letter

CHANNELS = ("phone", "counter")
LONGEST_WORDS = 50_000


class NotReadBack(PressZeroError):
    """The points that would be kept are not the ones that were read to the person."""


@dataclass(frozen=True)
class ReadBack:
    """What we understood of somebody's words: each point, shortened, and a digest that names exactly these words."""

    asks: tuple[str, ...]
    digest: str


def points_to_read_back(*, words: str, at: datetime) -> ReadBack:
    """Return the points in what a person says. Raises WordsMissing, BadInput. Keeps nothing."""
    words = _said(words)
    reading = read_letter(words, at, cuts=tuple(quotation(words)), languages=LANGUAGES, subject="")
    asks = tuple(point.ask for point in reading.points if point.kind != "fact")
    return ReadBack(asks, hashlib.sha256(words.encode()).hexdigest()[:16])


def _said(words: str) -> str:
    words = words.strip().replace("\x00", "")
    if not words:
        raise WordsMissing(_("Write what they say, in their words."), "words")
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            _("%(n)s letters are more than %(most)s.") % {"n": len(words), "most": LONGEST_WORDS}, "words"
        )
    return words


def open_on_behalf(
    *,
    channel: str,
    words: str,
    read_back: str,
    name: str,
    email: str,
    customer_id: int | None,
    team_id: int | None,
    by: Actor,
    at: datetime,
    phone: str = "",
) -> Contact:
    """Open a case for somebody at the phone or counter, once its points were read back to them.

    channel: one of CHANNELS. read_back: the digest of the words whose points were read; other words are refused.
    customer_id: somebody found among those whose cases this actor sees; None for somebody new, with name
    and email as they say them, which prove nothing. phone: their number as they say it, kept as a way to reach them. team_id: one of the actor's own, the first when None; it
    answers where no topic's words decide. Raises WordsMissing, BadInput, NotReadBack. Records contact.received and what follows of it,
    customer.phone_noted.
    """
    if channel not in CHANNELS:
        raise BadInput(_("Say whether they are at the phone or at the counter."), "channel")
    words = _said(words)
    if points_to_read_back(words=words, at=at).digest != read_back:
        raise NotReadBack(
            _(
                "These are not the words whose points you read back. Read the points once more, then keep them."
            )
        )
    number = read_phone(phone)
    with transaction.atomic():
        customer = _customer(customer_id, by)
        team = _team(team_id, by)
        contact = receive_contact(
            arrived=Arrived(
                channel=channel,
                name=customer.name if customer else name.strip(),
                address="" if customer else _address(email),
                subject="",
                text=words,
                at=at,
            ),
            at=at,
            addressed_to=[f"{team.mail_name}@"],
            known_as=customer,
            written_down_by=by,
        )
        if number:
            note_phone(customer_id=contact.case.customer_id, number=number, by=by, at=at)
    return contact


def _customer(customer_id: int | None, by: Actor) -> Customer | None:
    if customer_id is None:
        return None
    seen = Case.objects.visible_to(by).filter(customer_id=customer_id).select_related("customer").first()
    if seen is None:
        raise BadInput(_("Find the person again: nobody you can see is meant by this."), "customer")
    return seen.customer


def _team(team_id: int | None, by: Actor) -> Team:
    own = team_ids_of(by)
    teams = Team.objects.order_by("id") if own is None else Team.objects.filter(pk__in=own).order_by("id")
    team = teams.first() if team_id is None else teams.filter(pk=team_id).first()
    if team is None:
        raise BadInput(_("Choose one of your own teams."), "team")
    return team


def _address(email: str) -> str:
    email = email.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise BadInput(
                _("“%(email)s” is no mail address. One looks like name@example.org.") % {"email": email},
                "email",
            ) from None
    return email
