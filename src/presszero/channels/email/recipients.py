"""To whom our mails went."""

from __future__ import annotations

from collections.abc import Collection

from presszero.cases.models import Case
from presszero.channels.email.models import Outgoing

MOST_WORDS = 200
DOES_NOT_ARRIVE = (Outgoing.State.BOUNCED, Outgoing.State.REFUSED)


def came_back_from(case: Case, address: str) -> str:
    """Return why the case's last mail to an address did not arrive, in their server's words; "" when none came back."""
    settled = (
        Outgoing.objects.filter(contact__case=case)
        .exclude(state=Outgoing.State.WAITING)
        .order_by("-queued_at", "-id")
    )
    wanted = address.casefold()
    last = next((each for each in settled if each.recipient.casefold() == wanted), None)
    return " ".join(last.last_words.split())[:MOST_WORDS] if last and last.state in DOES_NOT_ARRIVE else ""


def recipients_of(ids: Collection[int]) -> dict[int, str]:
    """Return the address of each of these mails by its id."""
    return dict(Outgoing.objects.filter(pk__in=ids).values_list("pk", "recipient"))
