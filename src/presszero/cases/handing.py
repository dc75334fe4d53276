"""What goes along when a case is handed over, by a machine or by a colleague: so that the customer repeats nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import QuerySet

from presszero.cases.models import Case, HandOver, Note
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query


def note_machine_hand_over(*, case: Case, machine: str, facts: Mapping[str, str], at: datetime) -> HandOver:
    """Keep what a flow collected before it led to people. Runs inside the act, which records it.

    machine: the flow and its version. facts: as the customer entered them, by name.
    """
    return HandOver.objects.create(
        case=case, machine=machine[:120], facts=[[name, value] for name, value in facts.items()], at=at
    )


def note_hand_over(*, case: Case, note: Note, by: Actor, at: datetime) -> HandOver:
    """Keep what one colleague tells the next, with what a machine collected before. Runs inside the act, which records it."""
    before = case.hand_overs.first()
    return HandOver.objects.create(
        case=case,
        by_id=by.known_id,
        to_id=case.owner_id,
        note=note,
        facts=before.facts if before else [],
        at=at,
    )


def last_hand_over(case: Case) -> HandOver | None:
    """Return how the case came to whoever has it now, None where nobody handed it over."""
    return next(iter(_hand_overs(case_id=case.pk)), None)


@kept_query
def _hand_overs(*, case_id: int) -> QuerySet[HandOver]:
    return HandOver.objects.filter(case_id=case_id).select_related("by", "to", "note")[:1]
