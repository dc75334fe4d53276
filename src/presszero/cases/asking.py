"""Asking somebody outside about a case. Their answer comes back as a note, never to the customer by itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import Arrived, ArrivedFile, reopen_case
from presszero.cases.errors import WordsMissing
from presszero.cases.locking import kept_case_locked, locked_case
from presszero.cases.models import Answer, Case, Contact, Inquiry, News, Note, NoteFile
from presszero.cases.notes import note_on, tell
from presszero.customers.people import values_of
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.pure.errors import BadInput

LONGEST_TEXT = 50_000
# What opens the customer's page, or writes to their case: neither may ever leave the house in a question.
_SECRET = re.compile(r"/c/[a-z2-7]{20,}|\b(?:reply|ask|bounce)\+[a-z2-7]{20,}@", re.IGNORECASE)


def ask_outside(
    *,
    case_id: int,
    address: str,
    name: str,
    subject: str,
    text: str,
    by: Actor,
    at: datetime,
    message_id: str,
    our_domain: str,
) -> Inquiry:
    """Ask somebody outside by mail. They see these words and nothing else of the case, and answer to an address of
    its own, so that nothing they write can reach the customer.

    Refused: an address of the customer or of our own, and words that hold the customer’s private link or
    a reply address. Raises NoSuchCase, CaseMerged, WordsMissing, BadInput. Records inquiry.asked and note.added.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        address, text = address.strip().lower(), text.strip()
        _refuse_address(case, address, our_domain)
        refuse_words(subject, text)
        inquiry = Inquiry.objects.create(
            case=case,
            asked_by_id=by.known_id,
            asked_at=at,
            name=" ".join(name.split())[:200],
            address=address,
            subject=" ".join(subject.split())[:250],
            text=text,
            message_id=message_id,
        )
        asked = _("Asked %(whom)s by mail:") % {"whom": inquiry.name or address}
        # Without a name of a colleague in it: whoever is asked outside is nobody to be told.
        note_on(case=case, text=f"{asked}\n\n{text}", by=by, at=at)
        record("inquiry.asked", about=inquiry, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return inquiry


def _refuse_address(case: Case, address: str, our_domain: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise BadInput(
            _("“%(email)s” is no mail address. One looks like name@example.org.") % {"email": address},
            "address",
        ) from None
    if address.rpartition("@")[2] == our_domain.lower():
        raise BadInput(
            _("That is an address of our own house. Name a colleague in a note instead."), "address"
        )
    wrote_from = case.contacts.filter(direction=Contact.Direction.IN).values_list("address", flat=True)
    # Compared here, since what is a capital of what is each server's own idea.
    if address.casefold() in {one.casefold() for one in [*values_of(case.customer), *wrote_from]}:
        raise BadInput(_("That is the customer’s own address. Write to them in the reply."), "address")


def refuse_words(subject: str, text: str) -> None:
    """Raise WordsMissing or BadInput for words that may not be asked: none, too many, or what opens the case."""
    if not text or not subject.strip():
        raise WordsMissing(_("Write what you ask, and a line that says what it is about."), "words")
    if len(text) > LONGEST_TEXT:
        raise BadInput(
            _("%(n)s letters are more than %(most)s.") % {"n": len(text), "most": LONGEST_TEXT}, "words"
        )
    if _SECRET.search(f"{subject}\n{text}"):
        raise BadInput(
            _(
                "These words hold the customer’s private link or a reply address. Take it out; it opens their case."
            ),
            "words",
        )


def inquiry_it_answers(*, tokens: Collection[str], message_ids: Sequence[str]) -> Inquiry | None:
    """Return the inquiry a mail answers: by the secret in its address, or by one of its mails; else None.

    It is asked for before any case is: what may be an answer from outside is never taken for the customer's letter.
    """
    if found := Inquiry.objects.filter(token__in=list(tokens)).first():
        return found
    named = list(message_ids[:50])
    return (
        Inquiry.objects.filter(message_id__in=named).order_by("id").first()
        or Inquiry.objects.filter(answers__message_id__in=named).order_by("id").first()
    )


def take_answer(*, inquiry: Inquiry, arrived: Arrived, at: datetime) -> Note:
    """Keep an answer from outside as a note, with its files; the colleague who asked and the owner are told.

    A case that waits or sleeps comes back; a closed one stays closed. An automatic answer is kept, and is
    no answer. Records note.added, inquiry.answered.
    """
    with transaction.atomic():
        case = kept_case_locked(inquiry.case_id)
        whom = arrived.name or arrived.address or _("Unknown sender")
        head = (
            _("%(whom)s answered by mail:") if not arrived.automatic else _("%(whom)s, an automatic answer:")
        )
        text = f"{head % {'whom': whom}}\n\n{arrived.text.strip()}"
        note = note_on(case=case, text=text, by=SYSTEM, at=at)
        Answer.objects.create(
            inquiry=inquiry,
            note=note,
            name=arrived.name[:200],
            address=arrived.address[:320],
            message_id=arrived.message_id[:300],
            automatic=bool(arrived.automatic),
        )
        _keep_files(note, arrived.files)
        if not arrived.automatic:
            bring_to_desk(case, inquiry, note, at)
        record(
            "inquiry.answered",
            about=inquiry,
            by=SYSTEM,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            automatic=bool(arrived.automatic),
        )
    return note


def _keep_files(note: Note, files: Sequence[ArrivedFile]) -> None:
    NoteFile.objects.bulk_create(
        NoteFile(note=note, file_id=one.digest, name=one.name[:255], content_type=one.content_type[:120])
        for one in files
    )


def bring_to_desk(case: Case, inquiry: Inquiry, note: Note, at: datetime) -> None:
    """Tell who asked and who owns the case; one that waits or sleeps comes back."""
    inquiry.answered_at = inquiry.answered_at or at
    inquiry.save(update_fields=["answered_at"])
    told = {inquiry.asked_by_id, case.owner_id}
    tell(sorted(told), case=case, why=News.Why.OUTSIDE, by=SYSTEM, at=at, note=note)
    if case.state in (Case.State.WAITING, Case.State.SNOOZED):
        reopen_case(case=case, why="outside", by=SYSTEM, at=at)
