"""What each act on many cases changes of a case, kept as it stood before, and how it is put back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any, get_type_hints

from presszero.cases.following import unfollow_case
from presszero.cases.giving_back import Ownership, give_back
from presszero.cases.incidents import join_incident, leave_incident
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Incident
from presszero.cases.standing import Standing, put_back
from presszero.cases.tags import untag_case
from presszero.ground.actors import Actor
from presszero.inbox.models import Batch, BatchCase

Facts = dict[str, Any]
PutBack = Callable[[BatchCase, Actor, datetime], bool]


def facts_before_and_after(act: str, case: Case, by: Actor) -> Facts:
    """Return what an act may change of a case, as it stands; the same facts after it mean that it changed nothing."""
    return _READS[Batch.Act(act)](case, by)


def put_one_back(one: BatchCase, by: Actor, at: datetime) -> bool:
    """Put a case of a batch back as it stood; return whether it could be. Raises NoSuchCase, CaseMerged."""
    return _PUTS_BACK[Batch.Act(one.batch.act)](one, by, at)


def _kept(facts: Ownership | Standing) -> Facts:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in asdict(facts).items()
    }


def _read(cls: type[Any], facts: Facts) -> Any:
    moments = [name for name, kind in get_type_hints(cls).items() if kind in (datetime, datetime | None)]
    return cls(
        **{
            name: datetime.fromisoformat(value) if value and name in moments else value
            for name, value in facts.items()
        }
    )


def _owned(case: Case, by: Actor) -> Facts:
    return _kept(Ownership.of(case))


def _stands(case: Case, by: Actor) -> Facts:
    return _kept(Standing.of(case))


def _tagged(case: Case, by: Actor) -> Facts:
    return {"tags": sorted(case.tagged.values_list("tag__name", flat=True))}


def _followed(case: Case, by: Actor) -> Facts:
    return {"follows": case.followers.filter(worker_id=by.known_id).exists()}


def _incident(case: Case, by: Actor) -> Facts:
    return {"incident": case.incident_id}


def _part_again(one: BatchCase, by: Actor, at: datetime) -> bool:
    case = locked_case(case_id=one.case_id, by=by)
    if case.incident_id != one.after["incident"]:
        return False
    before = one.before["incident"]
    if before and Incident.objects.visible_to(by).filter(pk=before).exists():
        join_incident(case_id=case.pk, incident_id=before, by=by, at=at)
    else:
        leave_incident(case_id=case.pk, by=by, at=at)
    return True


def _give_back(one: BatchCase, by: Actor, at: datetime) -> bool:
    now, before = _read(Ownership, one.after), _read(Ownership, one.before)
    return give_back(case_id=one.case_id, now=now, before=before, by=by, at=at)


def _put_back(one: BatchCase, by: Actor, at: datetime) -> bool:
    now, before = _read(Standing, one.after), _read(Standing, one.before)
    return put_back(case_id=one.case_id, now=now, before=before, by=by, at=at)


def _untag(one: BatchCase, by: Actor, at: datetime) -> bool:
    """Only what the act itself put on comes off, if nobody took it off since."""
    case = locked_case(case_id=one.case_id, by=by)
    added = [tag for tag in one.after["tags"] if tag not in one.before["tags"]]
    still_there = set(case.tagged.filter(tag__name__in=added).values_list("tag__name", flat=True))
    for tag in sorted(still_there):
        untag_case(case_id=one.case_id, tag=tag, by=by, at=at)
    return bool(still_there)


def _unfollow(one: BatchCase, by: Actor, at: datetime) -> bool:
    follows = locked_case(case_id=one.case_id, by=by).followers.filter(worker_id=by.known_id).exists()
    unfollow_case(case_id=one.case_id, by=by, at=at)
    return follows


_READS: dict[Batch.Act, Callable[[Case, Actor], Facts]] = {
    Batch.Act.TAKE: _owned,
    Batch.Act.HAND_OVER: _owned,
    Batch.Act.SNOOZE: _stands,
    Batch.Act.CLOSE: _stands,
    Batch.Act.TOPIC: _stands,
    Batch.Act.TAG: _tagged,
    Batch.Act.FOLLOW: _followed,
    Batch.Act.INCIDENT: _incident,
}
_PUTS_BACK: dict[Batch.Act, PutBack] = {
    Batch.Act.TAKE: _give_back,
    Batch.Act.HAND_OVER: _give_back,
    Batch.Act.SNOOZE: _put_back,
    Batch.Act.CLOSE: _put_back,
    Batch.Act.TOPIC: _put_back,
    Batch.Act.TAG: _untag,
    Batch.Act.FOLLOW: _unfollow,
    Batch.Act.INCIDENT: _part_again,
}
