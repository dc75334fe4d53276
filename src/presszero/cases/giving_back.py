"""Taking an act on a case's owner back, as long as nobody did anything after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from presszero.cases.actions import answers_for_it, locked_case
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.record import record


@dataclass(frozen=True)
class Ownership:
    """Who answers for a case, why, since when, and when they took it."""

    owner_id: int
    owner_why: str
    owner_since: datetime
    taken_at: datetime | None

    @classmethod
    def of(cls, case: Case) -> Ownership:
        return cls(case.owner_id, case.owner_why, case.owner_since, case.taken_at)


def give_back(*, case_id: int, now: Ownership, before: Ownership, by: Actor, at: datetime) -> bool:
    """Let the case's former owner answer for it again; return whether it stood as `now` says and so was given back.

    A case that somebody took or handed over since then is left to them. Raises NoSuchCase. Records case.given_back.
    """
    case = locked_case(case_id=case_id, by=by)
    if Ownership.of(case) != now:
        return False
    was = case.owner_id
    case.owner_id, case.owner_why = before.owner_id, before.owner_why
    case.owner_since, case.taken_at = before.owner_since, before.taken_at
    case.save(update_fields=["owner", "owner_why", "owner_since", "taken_at"])
    answers_for_it(case)
    record(
        "case.given_back",
        about=case,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        to=case.owner_id,
        was=was,
    )
    return True
