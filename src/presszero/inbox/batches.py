"""Acts on many cases at once, each of which can be taken back for a while."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.actions import close_case, hand_over, refuse_no_outcome, take_case
from presszero.cases.errors import WordsMissing
from presszero.cases.following import follow_case
from presszero.cases.incidents import join_incident, open_incident
from presszero.cases.locking import locked_case
from presszero.cases.models import Case
from presszero.cases.snoozing import refuse_no_time_ahead, snooze_case
from presszero.cases.tags import tag_case, tag_name
from presszero.cases.topics import set_topic
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.inbox.models import Batch, BatchCase
from presszero.inbox.taking_back import facts_before_and_after, put_one_back
from presszero.pure.errors import BadInput, NotFoundHere, PressZeroError

MOST_CASES = 100
UNDO_FOR = timedelta(minutes=15)
Act = Callable[[int], object]


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


def tag_cases(*, case_ids: Sequence[int], tag: str, by: Actor, at: datetime) -> BatchDone:
    """Put a tag on all these cases. Raises BadInput as take_cases does, or for no tag. Records batch.done, case.tagged."""
    name = tag_name(tag)

    def act(case_id: int) -> Case:
        return tag_case(case_id=case_id, tag=name, by=by, at=at)

    return _for_each(Batch.Act.TAG, case_ids, act, by, at)


def snooze_cases(
    *, case_ids: Sequence[int], until: datetime | None, why: str, by: Actor, at: datetime
) -> BatchDone:
    """Put all these cases aside until a time. One whose customer hears sooner is left, and said.

    Raises BadInput as take_cases does, or for no time ahead. Records batch.done, case.snoozed.
    """
    refuse_no_time_ahead(until, at)

    def act(case_id: int) -> Case:
        return snooze_case(case_id=case_id, until=until, why=why, by=by, at=at)

    return _for_each(Batch.Act.SNOOZE, case_ids, act, by, at)


def close_cases(*, case_ids: Sequence[int], outcome: str, words: str, by: Actor, at: datetime) -> BatchDone:
    """Close all these cases with one outcome. One on which something is still owed is left, and said.

    Raises BadInput as take_cases does, or for no outcome. Records batch.done, case.closed.
    """
    refuse_no_outcome(outcome)

    def act(case_id: int) -> Case:
        return close_case(case_id=case_id, outcome=outcome, words=words, by=by, at=at)

    return _for_each(Batch.Act.CLOSE, case_ids, act, by, at)


def give_topic(*, case_ids: Sequence[int], topic_id: int, by: Actor, at: datetime) -> BatchDone:
    """Give all these cases a topic. One of a team that has no such topic is left, and said.

    Raises BadInput as take_cases does. Records batch.done, case.topic_set.
    """

    def act(case_id: int) -> Case:
        return set_topic(case_id=case_id, topic_id=topic_id, by=by, at=at)

    return _for_each(Batch.Act.TOPIC, case_ids, act, by, at)


def follow_cases(*, case_ids: Sequence[int], by: Actor, at: datetime) -> BatchDone:
    """Hear what happens to all these cases. Raises BadInput as take_cases does. Records batch.done, case.followed."""
    return _for_each(
        Batch.Act.FOLLOW, case_ids, lambda case_id: follow_case(case_id=case_id, by=by, at=at), by, at
    )


def make_incident(
    *, case_ids: Sequence[int], title: str, incident_id: int | None, by: Actor, at: datetime
) -> BatchDone:
    """Make all these cases part of one incident: of one that is there, or of a new one with this title.

    Raises BadInput as take_cases does, WordsMissing for a new one without a title. Records batch.done, incident.joined.
    """
    known = [incident_id] if incident_id else []

    def act(case_id: int) -> object:
        if known:
            return join_incident(case_id=case_id, incident_id=known[0], by=by, at=at)
        opened = open_incident(title=title, facts="", case_id=case_id, by=by, at=at)
        known.append(opened.pk)
        return opened

    if not known and not title.strip():
        raise WordsMissing(_("Say in a line what happened to all of them."), "title")
    return _for_each(Batch.Act.INCIDENT, case_ids, act, by, at)


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
    before = facts_before_and_after(batch.act, locked_case(case_id=case_id, by=by), by)
    act(case_id)
    after = facts_before_and_after(batch.act, locked_case(case_id=case_id, by=by), by)
    if after == before:
        return False
    BatchCase.objects.create(batch=batch, case_id=case_id, before=before, after=after)
    return True


def undo_batch(*, batch_id: int, by: Actor, at: datetime) -> BatchDone:
    """Take one's own act on many cases back, within UNDO_FOR. A case that somebody acted on since is left to them.

    Raises NotFoundHere, BadInput when it is too late or was taken back before. Records batch.undone, and what puts each case back.
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
        for one in batch.cases.select_related("batch"):
            try:
                given = put_one_back(one, by, at)
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


def done_batch(*, batch_id: int, by: Actor, at: datetime) -> Batch | None:
    """Return one's own act on many cases that can still be taken back, or None."""
    kept = Batch.objects.filter(pk=batch_id, by_id=by.id, undone_at=None, at__gte=at - UNDO_FOR)
    return kept.prefetch_related("cases").first()
