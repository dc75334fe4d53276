"""To whom our mails went."""

from __future__ import annotations

from collections.abc import Collection

from presszero.channels.email.models import Outgoing


def recipients_of(ids: Collection[int]) -> dict[int, str]:
    """Return the address of each of these mails by its id."""
    return dict(Outgoing.objects.filter(pk__in=ids).values_list("pk", "recipient"))
