"""Acts on many cases at once, each of which can be taken back for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import hand_over, locked_case, take_case
from presszero.cases.giving_back import Ownership, give_back
from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.inbox.models import Batch, BatchCase
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError

MOST_CASES = 100
UNDO_FOR = timedelta(minutes=15)
Act = Callable[[int], Case]


@dataclass(frozen=True)
class Left:
    """A case that an act on many left as it was, and why, in a sentence."""

    case_id: int
    sentence: str


@dataclass(frozen=True)
class BatchDone:
    """An act on many cases: the cases it changed, and those it left as they were."""

    batch: Batch
    done: list[int]
    left: list[Left]


def take_cases(*, case_ids: Sequence[int], by: Actor, at: datetime) -> BatchDone:
    """The worker answers for all these cases from now on; one that cannot be taken is left, and said.

    Raises BadInput for no case, or for more than MOST_CASES. Records batch.done, and case.taken for each.
    """
    return _for_each(
        Batch.Act.TAKE, case_ids, lambda case_id: take_case(case_id=case_id, by=by, at=at), by, at
    )


def hand_over_cases(*, case_ids: Sequence[int], to: int, words: str, by: Actor, at: datetime) -> BatchDone:
    """Give all these cases to a colleague, each with the same words. A case of another team is left, and said.

    Raises BadInput as take_cases does. Records batch.done, and case.handed_over for each.
    """

    def act(case_id: int) -> Case:
        return hand_over(case_id=case_id, to=to, words=words, by=by, at=at)

    return _for_each(Batch.Act.HAND_OVER, case_ids, act, by, at)


def _for_each(name: Batch.Act, case_ids: Sequence[int], act: Act, by: Actor, at: datetime) -> BatchDone:
    # In order of their ids, so that two acts on the same cases never wait for each other.
    wanted = sorted(set(case_ids))
    if not wanted:
        raise BadInput(_("Choose cases first: X chooses the one you stand on."), "cases")
    if len(wanted) > MOST_CASES:
        raise BadInput(
            _("You chose %(n)s cases; an act takes %(most)s at once, so that it can be taken back whole.")
            % {"n": len(wanted), "most": MOST_CASES},
            "cases",
        )
    with transaction.atomic():
        batch = Batch.objects.create(act=name, by_id=by.known_id, at=at)
        done, left = [], []
        for case_id in wanted:
            try:
                with transaction.atomic():
                    done += [case_id] if _do_one(batch, case_id, act, by) else []
            except PressZeroError as error:
                left.append(Left(case_id, error.sentence))
        record("batch.done", about=batch, by=by, at=at, act=str(name), cases=done, left=len(left))
    return BatchDone(batch, done, left)


def _do_one(batch: Batch, case_id: int, act: Act, by: Actor) -> bool:
    """Do it and keep how the case stood before; return whether that made any difference."""
    before = Ownership.of(locked_case(case_id=case_id, by=by))
    case = act(case_id)
    if Ownership.of(case) == before:
        return False
    BatchCase.objects.create(
        batch=batch,
        case_id=case_id,
        owner_id=before.owner_id,
        owner_why=before.owner_why,
        owner_since=before.owner_since,
        taken_at=before.taken_at,
        new_owner_id=case.owner_id,
    )
    return True


def undo_batch(*, batch_id: int, by: Actor, at: datetime) -> BatchDone:
    """Take one's own act on many cases back, within UNDO_FOR. A case that somebody acted on since is left to them.

    Raises NotFoundHere, BadInput when it is too late or was taken back before. Records batch.undone, and case.given_back for each.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(pk=batch_id, by_id=by.id).first()
        if batch is None:
            raise NotFoundHere(_("There is no such act of yours to take back."))
        if batch.undone_at:
            raise BadInput(_("That was taken back already."))
        if at > batch.at + UNDO_FOR:
            raise BadInput(
                _("That was done more than %(n)s minutes ago; change each case by itself now.")
                % {"n": UNDO_FOR // timedelta(minutes=1)}
            )
        back, left = [], []
        for one in batch.cases.all():
            try:
                given = _give_one_back(batch, one, by, at)
            except PressZeroError as error:
                left.append(Left(one.case_id, error.sentence))
            else:
                back += [one.case_id] if given else []
                left += (
                    [] if given else [Left(one.case_id, _("Somebody acted on it since; it stays as it is."))]
                )
        batch.undone_at = at
        batch.save(update_fields=["undone_at"])
        record("batch.undone", about=batch, by=by, at=at, cases=back, left=len(left))
    return BatchDone(batch, back, left)


def _give_one_back(batch: Batch, one: BatchCase, by: Actor, at: datetime) -> bool:
    why = "taken" if batch.act == Batch.Act.TAKE else "handed-over"
    return give_back(
        case_id=one.case_id,
        now=Ownership(one.new_owner_id, why, batch.at, batch.at),
        before=Ownership(one.owner_id, one.owner_why, one.owner_since, one.taken_at),
        by=by,
        at=at,
    )


def done_batch(*, batch_id: int, by: Actor, at: datetime) -> Batch | None:
    """Return one's own act on many cases that can still be taken back, or None."""
    kept = Batch.objects.filter(pk=batch_id, by_id=by.id, undone_at=None, at__gte=at - UNDO_FOR)
    return kept.prefetch_related("cases").first()
