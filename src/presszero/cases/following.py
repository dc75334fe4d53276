"""Following a case that somebody else answers for."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction

from presszero.cases.locking import locked_case
from presszero.cases.models import Case, Follower, News
from presszero.cases.notes import tell
from presszero.ground.actors import Actor, ActorKind
from presszero.ground.models import RecordLine
from presszero.ground.record import record

TELLS = {
    "contact.received": News.Why.WROTE,
    "reply.sent": News.Why.ANSWERED,
    "case.closed": News.Why.CLOSED,
}


def follow_case(*, case_id: int, by: Actor, at: datetime) -> Case:
    """Hear what happens to a case. Following twice changes nothing. Raises NoSuchCase. Records case.followed."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        _follower, is_new = Follower.objects.get_or_create(
            case=case, worker_id=by.known_id, defaults={"since": at}
        )
        if is_new:
            record("case.followed", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return case


def unfollow_case(*, case_id: int, by: Actor, at: datetime) -> Case:
    """Hear no more of a case. Raises NoSuchCase. Records case.unfollowed when it was followed."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if Follower.objects.filter(case=case, worker_id=by.known_id).delete()[0]:
            record("case.unfollowed", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return case


def tell_followers(line: RecordLine, *, at: datetime) -> int:
    """Tell who follows a case, and may still see it, of a line of its record; return how many.

    Safe to run twice. Records followers.told.
    """
    with transaction.atomic():
        case = Case.objects.filter(pk=line.case_id or 0).first()
        if case is None or line.kind not in TELLS:
            return 0
        by = Actor(cast(ActorKind, line.actor_kind), line.actor_id)
        ids = _who_may_still_see(case)
        ids = [one for one in ids if one != by.id or by.kind != "worker"]
        already = News.objects.filter(line=line.pk).exists()
        if not ids or already:
            return 0
        tell(ids, case=case, why=TELLS[line.kind], by=by, at=at, line=line.pk)
        record("followers.told", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, workers=ids)
    return len(ids)


def _who_may_still_see(case: Case) -> list[int]:
    """Somebody who changed teams hears no more of the old one's cases."""
    followers = [one.worker for one in case.followers.select_related("worker").order_by("id")]
    return [
        worker.pk for worker in followers if Case.objects.visible_to(worker.actor).filter(pk=case.pk).exists()
    ]
