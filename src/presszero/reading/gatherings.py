"""Gatherings kept: what the watch saw, and what people said to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.locks import wait_for_turn
from presszero.ground.record import record
from presszero.pure.errors import NotFoundHere
from presszero.reading.engine import ask_engine
from presszero.reading.models import Gathered, Gathering

SURPRISE = 10.0  # nats, as in pure/alike/crowds.py, where numpy is loaded: nothing here may
SHOWN_FOR = timedelta(days=3)  # an older one is history
WATCH_SECONDS = 60.0
_TURN = "cases that gather"  # crowds are rare; of a new one there is no row to lock yet


def watch_messages(
    messages: Sequence[dict[str, Any]], *, after: str, afresh: bool
) -> list[dict[str, Any]] | None:
    """Give the watch new messages (key, text, at); return the crowds they belong to, None when it must have all of them.

    after: the key of the last message it has. Raises EngineAway.
    """
    asked = {
        "do": "watch",
        "messages": list(messages),
        "after": after,
        "afresh": afresh,
        "surprise": SURPRISE,
    }
    answer = ask_engine(asked, patience_seconds=WATCH_SECONDS)
    return None if answer.get("behind") else answer["crowds"]


def keep_gathering(
    *, case_ids: Sequence[int], crowd: dict[str, Any], team_id: int | None, at: datetime
) -> Gathering:
    """Keep a crowd, or let one that is kept grow. Safe to run twice. Records gathering.seen for a new one."""
    with transaction.atomic():
        # Two hosts may see the same crowd at once: whoever comes second finds the first one's cases.
        wait_for_turn(_TURN)
        known = Gathered.objects.filter(case_id__in=case_ids)
        first = known.select_related("gathering").order_by("-gathering_id").first()
        gathering = first.gathering if first else _new(crowd, team_id, at)
        rows = [Gathered(gathering=gathering, case_id=case_id) for case_id in sorted(set(case_ids))]
        Gathered.objects.bulk_create(rows, ignore_conflicts=True)
    return gathering


def _new(crowd: dict[str, Any], team_id: int | None, at: datetime) -> Gathering:
    gathering = Gathering.objects.create(
        began_at=crowd["began_at"],
        seen_at=at,
        words=crowd["words"],
        score=crowd["score"],
        rule=crowd["rule"],
        seen_with=crowd["seen_with"],
        within=crowd["within"],
        usual_share=crowd["usual_share"],
    )
    record("gathering.seen", about=gathering, by=SYSTEM, at=at, team_id=team_id)
    return gathering


def offered_lately(at: datetime) -> list[Gathering]:
    """Return the gatherings with cases that nobody has said anything about, the newest first."""
    lately = Gathering.objects.filter(seen_at__gte=at - SHOWN_FOR).exclude(state=Gathering.State.DISMISSED)
    return list(lately.filter(gathered__settled=False).distinct())


def unsettled() -> QuerySet[Gathered, int]:
    """Return the numbers of the cases that nobody has said anything about, as a query for another."""
    offered = Gathered.objects.filter(settled=False).exclude(gathering__state=Gathering.State.DISMISSED)
    return offered.values_list("case_id", flat=True)


def unsettled_cases(gathering: Gathering) -> list[int]:
    return list(gathering.gathered.filter(settled=False).values_list("case_id", flat=True))


class NoSuchGathering(NotFoundHere):
    """The gathering is not there, or nothing of it is open to who asks: both read the same."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no such gathering, or its cases belong to an incident already, or to another team.")
        )


def locked_gathering(gathering_id: int) -> Gathering:
    """Return a gathering, locked. Raises NoSuchGathering."""
    found = Gathering.objects.select_for_update().filter(pk=gathering_id).first()
    if found is None:
        raise NoSuchGathering
    return found


def settle_gathering(
    gathering: Gathering,
    *,
    state: str,
    case_ids: Sequence[int],
    incident_id: int | None,
    by: Actor,
    at: datetime,
) -> None:
    """Keep what a person said to a gathering and to these of its cases. Runs inside the act, which holds the lock."""
    gathering.state, gathering.incident_id = state, incident_id
    gathering.answered_by_id, gathering.answered_at = by.known_id, at
    gathering.save(update_fields=["state", "incident_id", "answered_by", "answered_at"])
    gathering.gathered.filter(case_id__in=case_ids).update(settled=True)


def settle_case(case_id: int) -> None:
    """A person took a case out of its incident, or into another: it is offered no more. Runs inside the act."""
    Gathered.objects.filter(case_id=case_id).update(settled=True)
