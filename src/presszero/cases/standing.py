"""How a case stands for the list it is in, and putting it back there as long as nobody acted on it since."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Promise
from presszero.ground.actors import Actor
from presszero.ground.record import record


@dataclass(frozen=True)
class Standing:
    """A case's state with what belongs to it, and its topic."""

    state: str
    snoozed_until: datetime | None
    snoozed_why: str
    outcome: str
    outcome_words: str
    closed_at: datetime | None
    answer_due_at: datetime | None
    topic_id: int | None

    @classmethod
    def of(cls, case: Case) -> Standing:
        return cls(**{name: getattr(case, name) for name in cls.__dataclass_fields__})


def put_back(*, case_id: int, now: Standing, before: Standing, by: Actor, at: datetime) -> bool:
    """Let a case stand as it did; return whether it still stood as `now` says and so was put back.

    A promised answer that closing it had settled is owed again. Raises NoSuchCase. Records case.put_back.
    """
    case = locked_case(case_id=case_id, by=by)
    if Standing.of(case) != now:
        return False
    if now.closed_at and not before.closed_at:
        case.promises.filter(
            state=Promise.State.KEPT, kind=Promise.Kind.ANSWER, points=None, settled_at=now.closed_at
        ).update(state=Promise.State.DUE, settled_at=None, settled_words="")
    for name in Standing.__dataclass_fields__:
        setattr(case, name, getattr(before, name))
    case.save(update_fields=[name.removesuffix("_id") for name in Standing.__dataclass_fields__])
    record(
        "case.put_back",
        about=case,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        state=before.state,
        state_was=now.state,
        topic=before.topic_id or 0,
        topic_was=now.topic_id or 0,
    )
    return True
