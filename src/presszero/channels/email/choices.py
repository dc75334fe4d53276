"""What a customer chose to hear by mail, asked when a mail is about to be written."""

from __future__ import annotations

from django.conf import settings

from presszero.cases.models import Contact
from presszero.customers.choices import hears_of, unsubscribe_token
from presszero.customers.models import MailChoice


def wants_mail(contact: Contact) -> bool:
    """Return whether a letter goes out as a mail: as the customer chose, or as the law obliges us."""
    kind = contact.kind
    if kind in settings.PRESSZERO.mails_required_by_law:
        return True
    hears = hears_of(contact.case.customer)
    if hears == MailChoice.Hears.REQUIRED:
        return False
    return hears == MailChoice.Hears.ALL or kind != Contact.Kind.ACKNOWLEDGEMENT


def unsubscribe_address(contact: Contact) -> str:
    """Only a receipt can be ended by one click: an answer that somebody waits for is no mailing list."""
    ends = contact.kind == Contact.Kind.ACKNOWLEDGEMENT
    if not ends or contact.kind in settings.PRESSZERO.mails_required_by_law:
        return ""
    token = unsubscribe_token(customer=contact.case.customer)
    return f"{settings.PRESSZERO.public_url.rstrip('/')}/u/{token}/"
