"""What somebody may learn of a case who knows its reference and a proved address of its customer: no words, only how it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from presszero.cases.models import Case, Promise
from presszero.customers.models import Address


@dataclass(frozen=True)
class Standing:
    """How a case stands. state: open, waiting, snoozed or closed. due_at: of the soonest promise, None where none is due."""

    state: str
    due_at: datetime | None


def standing_of(*, reference: str, address: str) -> Standing | None:
    """Return how a case stands, or None when the two do not belong together.

    A reference alone opens nothing, and an address counts only once it was proved; a wrong one reads like no case.
    """
    typed, wanted = "".join(reference.split()).upper()[:24], address.strip().casefold()[:320]
    if not typed or not wanted:
        return None
    holders = Address.objects.filter(value=wanted, confirmed_at__isnull=False).values("customer_id")
    found = Case.objects.filter(customer_id__in=holders).select_related("merged_into")
    case = found.filter(reference=typed).first()
    if case is None and typed.isascii() and typed.isdigit():
        case = found.filter(reference__endswith=f"-{typed}").first()
    if case is None:
        return None
    case = case.merged_into or case
    soonest = case.promises.filter(state=Promise.State.DUE).order_by("due_at").first()
    return Standing(case.state, soonest.due_at if soonest else None)
