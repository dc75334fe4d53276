"""Mail that leaves: written once, tried until a relay takes it, known again when it comes back."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from presszero.cases.actions import reopen_case
from presszero.cases.locking import kept_case_locked
from presszero.cases.models import Case, Contact, Inquiry
from presszero.cases.notes import note_on
from presszero.channels.email.addressing import ask_address, bounce_address
from presszero.channels.email.choices import wants_mail
from presszero.channels.email.composing import OutgoingLetter, UnsendableLetter, compose
from presszero.channels.email.letter_bytes import letter_bytes
from presszero.channels.email.models import Outgoing
from presszero.channels.email.phrases import (
    came_back,
    copy_came_back,
    could_not_be_written,
    question_came_back,
)
from presszero.channels.email.sending import Delivered, RefusedForGood, RefusedForNow, Seal, send_by_smtp
from presszero.ground import clock, jobs
from presszero.ground.actors import SYSTEM
from presszero.ground.fail_points import reach
from presszero.ground.record import record
from presszero.organisation.queries import the_organisation

log = logging.getLogger("presszero.mail")
WAITS_SECONDS = (5, 30, 120, 600, 1800, 3600, 7200, 14400, 28800, 43200)


def queue_letter(*, contact_id: int, at: datetime) -> Outgoing | None:
    """Write the mail of a contact that leaves, once, and one for each who reads it in copy. Safe to run twice.

    A copy holds the same words and files without the customer's private link, and its answers go to the team's
    own address: whoever reads along can write to us, and gains nothing else. Records mail.queued or mail.refused.
    """
    with transaction.atomic():
        contact = (
            Contact.objects.select_for_update(of=("self",))
            .select_related("case__customer", "author")
            .get(pk=contact_id)
        )
        if not contact.address or Outgoing.objects.filter(contact=contact).exists():
            return None
        outgoing = _queue_to(contact, contact.address, at) if wants_mail(contact) else _spare(contact, at)
        for address in contact.copied_to:
            _queue_to(contact, address, at)
        reach("before-letter-commit")
    return outgoing


def _spare(contact: Contact, at: datetime) -> Outgoing:
    """The customer reads it on their page: note that no mail went, so that nobody believes one did. Records mail.spared."""
    outgoing = Outgoing.objects.create(
        contact=contact,
        recipient=contact.address,
        message_id=contact.message_id,
        digest="",
        state=Outgoing.State.SPARED,
        queued_at=at,
        next_try_at=at,
    )
    record_mail("mail.spared", outgoing, at)
    return outgoing


def _queue_to(contact: Contact, recipient: str, at: datetime) -> Outgoing:
    outgoing = Outgoing(
        contact=contact,
        recipient=recipient,
        message_id=contact.message_id,
        digest="",
        queued_at=at,
        next_try_at=at,
    )
    try:
        with transaction.atomic():
            outgoing.raw = letter_bytes(contact, at, is_copy=outgoing.is_copy)
    except UnsendableLetter as error:
        return _refuse_to_write(outgoing, str(error), at)
    outgoing.digest = hashlib.sha256(outgoing.raw).hexdigest()
    outgoing.save()
    record_mail("mail.queued", outgoing, at)
    jobs.start("email.send", outgoing_id=outgoing.pk)
    return outgoing


def queue_inquiry(*, inquiry_id: int, at: datetime) -> Outgoing | None:
    """Write the mail of a question to somebody outside, once. Safe to run twice. Records mail.queued or mail.refused.

    It carries nothing of the customer's: no private link, no reply address of the case, no Message-ID of theirs.
    """
    with transaction.atomic():
        inquiry = (
            Inquiry.objects.select_for_update(of=("self",))
            .select_related("case__team", "asked_by")
            .get(pk=inquiry_id)
        )
        if Outgoing.objects.filter(inquiry=inquiry).exists():
            return None
        outgoing = Outgoing(
            inquiry=inquiry,
            recipient=inquiry.address,
            message_id=inquiry.message_id,
            queued_at=at,
            next_try_at=at,
        )
        try:
            outgoing.raw = _compose_inquiry(inquiry, at)
        except UnsendableLetter as error:
            outgoing.state, outgoing.last_words = Outgoing.State.REFUSED, str(error)
            outgoing.save()
            record_mail("mail.refused", outgoing, at)
            _back_to_the_case(outgoing, question_came_back(outgoing.recipient, str(error)), at)
            return outgoing
        outgoing.digest = hashlib.sha256(outgoing.raw).hexdigest()
        outgoing.save()
        record_mail("mail.queued", outgoing, at)
        jobs.start("email.send", outgoing_id=outgoing.pk)
    return outgoing


def _compose_inquiry(inquiry: Inquiry, at: datetime) -> bytes:
    organisation, domain = the_organisation(), settings.PRESSZERO.mail_domain
    return compose(
        OutgoingLetter(
            from_name=f"{inquiry.asked_by.name}, {inquiry.case.team.sender_name or organisation.name}",
            from_address=f"{inquiry.case.team.mail_name}@{domain}",
            to_name=inquiry.name,
            to_address=inquiry.address,
            reply_to=ask_address(inquiry.token, domain),
            subject=inquiry.subject,
            text=inquiry.text,
            message_id=inquiry.message_id,
            date=at,
            language=organisation.language,
        )
    )


def _refuse_to_write(outgoing: Outgoing, why: str, at: datetime) -> Outgoing:
    """A customer's own address may be one that no mail can carry: a person is told, and nothing is parked."""
    outgoing.state, outgoing.last_words = Outgoing.State.REFUSED, why
    outgoing.save()
    record_mail("mail.refused", outgoing, at)
    said = (
        copy_came_back(outgoing.recipient, why)
        if outgoing.is_copy
        else could_not_be_written(outgoing.recipient)
    )
    _back_to_the_case(outgoing, said, at)
    return outgoing


@jobs.job("email.send")
def send(outgoing_id: int) -> None:
    """Try to hand one mail to the relay. The row is locked while we talk, so nobody sends it twice."""
    relay = settings.PRESSZERO.relay
    if relay is None:
        return
    with transaction.atomic():
        outgoing = (
            Outgoing.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("contact__case", "inquiry__case")
            .filter(pk=outgoing_id, state=Outgoing.State.WAITING)
            .first()
        )
        if outgoing is None or outgoing.raw is None:
            return
        reach("before-mail-leaves")
        answer = send_by_smtp(
            bytes(outgoing.raw),
            bounce_address(outgoing.bounce_token, settings.PRESSZERO.mail_domain),
            [outgoing.recipient],
            relay,
            **_terms(),
            fail_point=reach,
        )
        _note_answer(outgoing, answer, clock.now())
    reach("after-sending-commit")


def _terms() -> dict[str, Any]:
    """Return how this installation talks to its relay, as send_by_smtp takes it."""
    terms = settings.PRESSZERO.relay_terms
    seal = Seal(mode=terms.tls, authority=terms.authority, checked=terms.checked)
    return {"seal": seal, "sign_in": (terms.sign_in.user, terms.sign_in.password) if terms.sign_in else None}


def _note_answer(
    outgoing: Outgoing, answer: Delivered | RefusedForNow | RefusedForGood, at: datetime
) -> None:
    outgoing.attempts += 1
    given_up = isinstance(answer, RefusedForNow) and outgoing.attempts > len(WAITS_SECONDS)
    if isinstance(answer, Delivered):
        outgoing.state, outgoing.sent_at, outgoing.raw = Outgoing.State.SENT, at, None
        record_mail("mail.sent", outgoing, at)
    elif isinstance(answer, RefusedForGood) or given_up:
        outgoing.state, outgoing.last_words = Outgoing.State.REFUSED, answer.reason[:2000]
        record_mail("mail.refused", outgoing, at)
        _back_to_the_case(outgoing, _came_back(outgoing, answer.reason), at)
    else:
        if answer.of_relay:
            log.warning("the relay takes no mail", extra={"facts": {"reason": answer.reason}})
        outgoing.last_words = answer.reason[:2000]
        outgoing.next_try_at = at + timedelta(seconds=WAITS_SECONDS[outgoing.attempts - 1])
    outgoing.save(update_fields=["attempts", "state", "sent_at", "raw", "last_words", "next_try_at"])


def send_what_is_due(*, at: datetime) -> int:
    """Start a job for every mail whose next try has come; return how many. The sweep after kills."""
    due = Outgoing.objects.filter(state=Outgoing.State.WAITING, next_try_at__lte=at)
    ids = list(due.order_by("next_try_at").values_list("id", flat=True)[:200])
    for outgoing_id in ids:
        send(outgoing_id)
    return len(ids)


def note_bounce(*, message_id: str, tokens: Sequence[str], words: str, permanent: bool, at: datetime) -> bool:
    """Know our own mail by its Message-ID or bounce address; bring its case back with a plain note.

    Returns whether it was ours. Records mail.came_back.
    """
    with transaction.atomic():
        sent = Outgoing.objects.select_for_update(of=("self",)).select_related(
            "contact__case", "inquiry__case"
        )
        outgoing = sent.filter(bounce_token__in=list(tokens)).first() if tokens else None
        if outgoing is None and message_id:
            outgoing = sent.filter(message_id=message_id).first()
        if outgoing is None:
            return False
        if permanent and outgoing.state != Outgoing.State.BOUNCED:
            outgoing.state, outgoing.last_words = Outgoing.State.BOUNCED, words[:2000]
            outgoing.save(update_fields=["state", "last_words"])
            record_mail("mail.came_back", outgoing, at)
            _back_to_the_case(outgoing, _came_back(outgoing, words), at)
    return True


def case_of_mail_that_left(*, tokens: Sequence[str]) -> Case | None:
    """Return the case of the mail whose return path carries one of these tokens, or None."""
    sent = Outgoing.objects.select_related("contact__case").filter(bounce_token__in=list(tokens)).first()
    return sent.contact.case if sent and sent.contact else None


def inquiry_of_mail_that_left(*, tokens: Sequence[str]) -> Inquiry | None:
    """Return the inquiry of the mail whose return path carries one of these tokens, or None."""
    sent = Outgoing.objects.select_related("inquiry").filter(bounce_token__in=list(tokens)).first()
    return sent.inquiry if sent else None


def _came_back(outgoing: Outgoing, words: str) -> str:
    if outgoing.is_copy:
        return copy_came_back(outgoing.recipient, words)
    said = came_back if outgoing.contact_id else question_came_back
    return said(outgoing.recipient, words)


def _back_to_the_case(outgoing: Outgoing, note: str, at: datetime) -> None:
    if outgoing.case is None:
        return  # a key that somebody asked for themselves: they see that none came, and ask again
    case = kept_case_locked(outgoing.case.pk)
    note_on(case=case, text=note, by=SYSTEM, at=at)
    if outgoing.is_copy:
        return  # the customer's own mail is another one, and nothing is due to them because of this
    reopen_case(case=case, why="bounced", by=SYSTEM, at=at, due_at=at + timedelta(hours=4))


def record_mail(kind: str, outgoing: Outgoing, at: datetime) -> None:
    case = outgoing.case
    of_case = {"case_id": case.pk, "team_id": case.team_id} if case else {}
    record(kind, about=outgoing, by=SYSTEM, at=at, **of_case)
