"""Letters of the house about itself: a test of an address that must come back, an invitation to a colleague."""

from __future__ import annotations

import hashlib
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from presszero.channels.email.addressing import new_message_id
from presszero.channels.email.composing import OutgoingLetter, UnsendableLetter, compose
from presszero.channels.email.models import HouseLetter, Outgoing
from presszero.ground import jobs
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.organisation.addresses import is_read_here
from presszero.organisation.models import Team, Worker
from presszero.organisation.queries import the_organisation
from presszero.organisation.wordings import words_of
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError
from presszero.pure.placeholders import filled_lines

TEST_COMES_WITHIN = timedelta(minutes=10)
_TEST = re.compile(r"test letter: ([a-z2-7]{26})")


class NothingLeaves(PressZeroError):
    """No relay is set, so no mail can leave this installation."""


def send_test_letter(*, mail_name: str, by: Actor, at: datetime) -> HouseLetter:
    """Send a letter to one of our own addresses: it goes out by the relay and must come in by the mail door.

    Raises NotFoundHere, NothingLeaves. Records house_letter.sent.
    """
    if not is_read_here(mail_name):
        raise NotFoundHere(_("Nobody reads that address. Open the list again."))
    address = f"{mail_name}@{settings.PRESSZERO.mail_domain}"
    with transaction.atomic():
        letter = _made(HouseLetter.Kind.TEST, address, by, at)
        text = _(
            "This letter tests the way out and back in. It makes no case; the office shows when it arrives."
        )
        send_of_house(
            letter,
            OutgoingLetter(
                from_name=the_organisation().name,
                from_address=address,
                to_address=address,
                reply_to=address,
                subject=_("A test of %(address)s") % {"address": address},
                text=f"{text}\n\ntest letter: {letter.token}\n",
                message_id=new_message_id(settings.PRESSZERO.mail_domain),
                date=at,
                automatic=True,
            ),
        )
    return letter


def mail_invitation(
    *, address: str, name: str, link: str, language: str, by: Actor, at: datetime
) -> HouseLetter:
    """Mail a colleague the link of their invitation. Its bytes go once the relay took them, as of every letter.

    Raises NothingLeaves, BadInput when no mail can carry the address. Records house_letter.sent.
    """
    inviter, organisation = Worker.objects.get(pk=by.known_id), the_organisation()
    with translation.override(language):
        subject = _("Your place at %(organisation)s") % {"organisation": organisation.name}
        text = invitation_text(name=name, inviter=inviter.name, link=link)
    with transaction.atomic():
        letter = _made(HouseLetter.Kind.INVITATION, address, by, at)
        try:
            send_of_house(
                letter,
                OutgoingLetter(
                    from_name=f"{inviter.name}, {organisation.name}",
                    from_address=house_address(),
                    to_name=name,
                    to_address=address,
                    reply_to=inviter.email,
                    subject=subject,
                    text=text,
                    message_id=new_message_id(settings.PRESSZERO.mail_domain),
                    date=at,
                    automatic=True,
                    language=language,
                ),
            )
        except UnsendableLetter:
            raise BadInput(
                _("No mail can be sent to %(address)s. Hand the link over yourself.") % {"address": address},
                "email",
            ) from None
    return letter


def invitation_text(*, name: str, inviter: str, link: str) -> str:
    """Return what an invitation says, in the language in force."""
    known = {"name": name, "inviter": inviter, "link": link, "organisation": the_organisation().name}
    return filled_lines(words_of("invitation") or invitation_shipped(), known)


def invitation_shipped() -> str:
    """Return the shipped words of an invitation with its places in braces, in the language in force."""
    keeps = _("%(inviter)s keeps a place for you at %(organisation)s. Choose your password here:")
    return "\n\n".join(
        [
            _("Dear %(name)s,") % {"name": "{name}"},
            keeps % {"inviter": "{inviter}", "organisation": "{organisation}"},
            "{link}",
            _(
                "The link works once, and for 24 hours. If you expect no such letter, leave it; nothing happens then."
            ),
            "{organisation}",
        ]
    )


def _made(kind: str, address: str, by: Actor, at: datetime) -> HouseLetter:
    if settings.PRESSZERO.relay is None:
        raise NothingLeaves(
            _("No relay is set, so no mail leaves. An operator sets PRESSZERO_RELAY and starts again.")
        )
    letter = HouseLetter.objects.create(kind=kind, address=address, made_by_id=by.known_id, made_at=at)
    record("house_letter.sent", about=letter, by=by, at=at, kind=kind)
    return letter


def send_of_house(letter: HouseLetter, outgoing: OutgoingLetter) -> None:
    """Queue the mail of a letter of the house. Raises UnsendableLetter."""
    raw = compose(outgoing)
    kept = Outgoing.objects.create(
        house=letter,
        recipient=outgoing.to_address,
        message_id=outgoing.message_id,
        raw=raw,
        digest=hashlib.sha256(raw).hexdigest(),
        queued_at=outgoing.date,
        next_try_at=outgoing.date,
    )
    jobs.start("email.send", outgoing_id=kept.pk)


def house_address() -> str:
    """Return the address that letters of the house come from."""
    team = Team.objects.order_by("id").first()
    return f"{team.mail_name if team else 'office'}@{settings.PRESSZERO.mail_domain}"


def note_test_came_back(text: str, at: datetime) -> bool:
    """Know a test letter of ours by its secret; return whether it is one. Records house_letter.came_back once."""
    found = _TEST.search(text[:5_000])
    if found is None:
        return False
    with transaction.atomic():
        letter = HouseLetter.objects.select_for_update().filter(kind="test", token=found[1]).first()
        if letter is None:
            return False
        if letter.came_back_at is None:
            letter.came_back_at = at
            letter.save(update_fields=["came_back_at"])
            record("house_letter.came_back", about=letter, by=SYSTEM, at=at)
    return True


def last_tests() -> dict[str, HouseLetter]:
    """Return the newest test of each address, by address."""
    tests = HouseLetter.objects.filter(kind=HouseLetter.Kind.TEST).select_related("outgoing")
    return {one.address: one for one in tests.order_by("made_at", "id")}
