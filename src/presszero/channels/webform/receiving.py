"""Letters that come by our own pages: the web form, and the customer's private page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from presszero.cases.actions import Arrived, ArrivedFile, reopen_case
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Contact, Point, PrivateLink
from presszero.cases.points import miss_point
from presszero.customers.actions import confirm_address
from presszero.customers.choices import choose_mails
from presszero.ground.actors import Actor
from presszero.ground.fail_points import reach
from presszero.ground.locks import wait_for_turn
from presszero.ground.record import record
from presszero.intake.receiving import receive_contact
from presszero.organisation.hours import answer_due
from presszero.organisation.models import Topic
from presszero.pure.errors import BadInput, NotAllowed, NotFoundHere

LONGEST_MESSAGE = 50_000


def receive_form(
    *,
    name: str,
    email: str,
    message: str,
    place: str,
    topic: str,
    files: Sequence[ArrivedFile],
    token: str,
    at: datetime,
) -> Contact:
    """Take in a letter from the web form. A second press with the same token is the same letter.

    Raises BadInput naming the field. Records contact.received.
    """
    if wrong := wrong_in_letter(message=message, email=email):
        raise BadInput.in_fields(wrong)
    message_id = f"{token}@form" if token else ""
    chosen = Topic.objects.filter(pk=int(topic)).first() if topic.isdigit() and len(topic) < 12 else None
    text = f"{message}\n\n{place}" if place else message
    with transaction.atomic():
        if message_id:
            wait_for_turn(message_id)
            if known := Contact.objects.filter(message_id=message_id).first():
                return known
        contact = receive_contact(
            arrived=Arrived(
                channel="webform",
                name=name,
                address=email.lower(),
                subject="",
                text=text.replace("\x00", ""),
                at=at,
                message_id=message_id,
                files=files,
            ),
            at=at,
            addressed_to=[f"{chosen.team.mail_name}@"] if chosen else [],
        )
    reach("after-form-commit")
    return contact


def wrong_in_letter(*, message: str, email: str) -> dict[str, str]:
    """Return what is to be mended before a letter can be taken: a sentence for each field, or nothing."""
    wrong = {}
    if not message.strip():
        wrong["message"] = _("Write what happened and what you need.")
    elif sentence := _too_long(message):
        wrong["message"] = sentence
    if not email:
        wrong["email"] = _("Give a mail address, so that the answer reaches you.")
    elif not is_mail_address(email):
        wrong["email"] = _("“%(email)s” is no mail address. One looks like name@example.org.") % {
            "email": email
        }
    return wrong


def _too_long(words: str) -> str:
    """Return the sentence for words that are too many, or an empty one."""
    if len(words) <= LONGEST_MESSAGE:
        return ""
    return _("%(n)s letters are more than %(most)s. Send the rest as a file.") % {
        "n": number_format(len(words), force_grouping=True),
        "most": number_format(LONGEST_MESSAGE, force_grouping=True),
    }


def is_mail_address(words: str) -> bool:
    try:
        validate_email(words)
    except ValidationError:
        return False
    return True


def write_back(*, case: Case, words: str, files: Sequence[ArrivedFile], at: datetime) -> Contact:
    """The customer writes on their private page. Raises BadInput. Records contact.received, case.reopened."""
    if not words.strip() and not files:
        raise BadInput(_("Write your message first; nothing was sent yet."), "words")
    if sentence := _too_long(words):
        raise BadInput(sentence, "words")
    first = case.contacts.filter(direction=Contact.Direction.IN).order_by("at", "id").first()
    return receive_contact(
        arrived=Arrived(
            channel="page",
            name=case.customer.name or (first.name if first else ""),
            address=first.address if first else "",
            subject="",
            text=words.strip().replace("\x00", ""),
            at=at,
            proof="private-link",
            files=files,
        ),
        at=at,
        addressed_to=[],
        joins=case,
        from_customer=True,
    )


def missed(*, case: Case, number: int, words: str, at: datetime) -> None:
    """The customer says that an answer does not answer their point. Records point.missed, case.reopened."""
    by = Actor("customer", case.customer_id)
    with transaction.atomic():
        case = locked_case(case_id=case.pk, by=by)
        theirs = case.points.live().filter(number=number, contact__confirmed_ours=True)
        point = theirs.exclude(state=Point.State.OPEN).first()
        if point is None:
            raise NotFoundHere(_("That point is open already. Load the page again."))
        miss_point(point_id=point.pk, words=words[:2000], by=by, at=at)
        reopen_case(case=case, why="missed", by=by, at=at, due_at=answer_due(case.team, at, again=True))


def not_fixed(*, case: Case, words: str, at: datetime) -> None:
    """The customer says that it is not settled: the case is open again. Records contact.received, case.reopened."""
    if not words.strip():
        raise BadInput(_("Say what is still wrong, so that it can be put right."), "words")
    write_back(case=case, words=words, files=(), at=at)


def confirm_outcome(*, case: Case, at: datetime) -> Case:
    """The customer says that it is settled: closed and settled are two things. Records outcome.confirmed."""
    by = Actor("customer", case.customer_id)
    with transaction.atomic():
        case = locked_case(case_id=case.pk, by=by)
        if not case.is_closed:
            raise NotFoundHere(_("Your letter is open again, so there is no outcome to confirm yet."))
        if case.outcome_confirmed_at is None:
            case.outcome_confirmed_at = at
            case.save(update_fields=["outcome_confirmed_at"])
            record("outcome.confirmed", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return case


def confirm_sender(*, link: PrivateLink, at: datetime) -> None:
    """Whoever opened the link that went only to this address holds the address. Records address.confirmed."""
    case = link.case
    by = Actor("customer", case.customer_id)
    if not link.sent_to:
        raise NotFoundHere(_("This link was not sent to an address. Open the one in our mail."))
    with transaction.atomic():
        customer = confirm_address(customer_id=case.customer_id, email=link.sent_to, by=by, at=at)
        Case.objects.filter(pk=case.pk).update(customer=customer)


def choose_on_page(*, link: PrivateLink, hears: str, at: datetime) -> None:
    """Keep which mails the customer of a private link wants. Raises NotAllowed, BadInput. Records mails.chosen.

    Only a link that went to the address itself may end mails to it: whoever filled in a form with
    somebody else's address must not silence us for them.
    """
    if not link.sent_to:
        raise NotAllowed(_("Open this page by the link in our mail to choose which mails reach you."))
    choose_mails(customer_id=link.case.customer_id, hears=hears, at=at)
