"""Which mails a customer hears by: asked on their page, or ended by one click in their mail program."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from presszero.customers.models import Customer, MailChoice
from presszero.customers.people import records_of
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.ground.record import record
from presszero.pure.errors import BadInput, NotFoundHere

Hears = MailChoice.Hears


def hears_of(customer: Customer) -> str:
    """Return which mails a customer wants, a value of MailChoice.Hears; of several records of one person the fewest hold."""
    return fewest_of(records_of(customer))


def fewest_of(customer_ids: Collection[int]) -> str:
    """Return which mails would reach a person of these records: the fewest that was chosen for one of them."""
    chosen = _heard(customer_ids=tuple(customer_ids))
    return max(chosen, key=Hears.values.index, default=Hears.ALL)


def hears_by(customer: Customer) -> str:
    """Return what was chosen for this record alone, whatever was chosen for others of the same person."""
    return fewest_of((customer.pk,))


@kept_query
def _heard(*, customer_ids: tuple[int, ...]) -> QuerySet[MailChoice, str]:
    return MailChoice.objects.filter(customer_id__in=customer_ids).values_list("hears", flat=True)


def choose_mails(*, customer_id: int, hears: str, at: datetime) -> MailChoice:
    """A customer says which mails they want. Raises BadInput. Records mails.chosen when it changes."""
    if hears not in Hears.values:
        raise BadInput(_("Choose one of the three: every mail, answers and promises, or none."), "hears")
    with transaction.atomic():
        choice = _locked_choice(customer_id)
        if choice.hears != hears:
            _keep(choice, hears, at)
    return choice


def unsubscribe_token(*, customer: Customer) -> str:
    """Return the token of a customer's unsubscribe address, made when it is first asked for."""
    choice, _made = MailChoice.objects.get_or_create(customer=customer)
    return choice.token


def choice_of_token(token: str) -> MailChoice:
    """Return the choice that an unsubscribe address is about. Raises NotFoundHere."""
    choice = MailChoice.objects.filter(token=token).first() if token else None
    if choice is None:
        raise NotFoundHere(_("This address leads nowhere. Choose your mails on your own page instead."))
    return choice


def unsubscribe(*, token: str, at: datetime) -> MailChoice:
    """End what may be ended with one click: receipts. Answers and promises still come. Records mails.chosen.

    Pressed twice it changes nothing. Raises NotFoundHere.
    """
    with transaction.atomic():
        choice = _locked_choice(choice_of_token(token).customer_id)
        if choice.hears == Hears.ALL:
            _keep(choice, Hears.ANSWERS, at)
    return choice


def _locked_choice(customer_id: int) -> MailChoice:
    MailChoice.objects.get_or_create(customer_id=customer_id)
    return MailChoice.objects.select_for_update().get(customer_id=customer_id)


def _keep(choice: MailChoice, hears: str, at: datetime) -> None:
    choice.hears, choice.changed_at = hears, at
    choice.save(update_fields=["hears", "changed_at"])
    record("mails.chosen", about=choice, by=Actor("customer", choice.customer_id), at=at, hears=hears)
