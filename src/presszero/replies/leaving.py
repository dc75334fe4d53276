"""Between the press of Send and the moment a reply leaves: ten seconds to take it back, or a later time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from presszero.cases.clock_news import who_answers
from presszero.cases.locking import kept_case_locked, locked_case
from presszero.cases.models import Case, News
from presszero.cases.notes import note_on, tell
from presszero.cases.owners import can_answer
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.organisation.models import Worker
from presszero.pure.errors import BadInput, NotAllowed, PressZeroError
from presszero.replies.checking import check_draft
from presszero.replies.models import Draft
from presszero.replies.sending import refuse_to_send, send_reply

UNDO = timedelta(seconds=10)
FARTHEST = timedelta(days=90)
AT_ONCE = 200


class LeftAlready(PressZeroError):
    """Nothing is on its way that could be taken back."""


def let_go(*, case_id: int, leaves_at: datetime | None, by: Actor, at: datetime) -> Draft:
    """Let the case's reply leave at a time; until then anybody of the team can take it back.

    leaves_at: None for UNDO from now, else up to FARTHEST ahead. What would stop a send stops this too.
    Raises NoSuchCase, CaseMerged, BadInput, NotYetSaid. Records reply.let_go.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if leaves_at is not None and not at < leaves_at <= at + FARTHEST:
            raise BadInput(
                _("Give a time that lies ahead, at most %(days)s days.") % {"days": FARTHEST.days}, "leaves"
            )
        checked = check_draft(case=case, at=at, voice=(get_language() or "en")[:2])
        refuse_to_send(case, checked)
        draft = checked.draft
        if draft is None:
            raise BadInput(_("The reply is empty. Write it, then send."), "body")
        draft.leaves_at, draft.leaving_by_id = leaves_at or at + UNDO, by.known_id
        draft.save(update_fields=["leaves_at", "leaving_by"])
        record(
            "reply.let_go",
            about=case,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            later=leaves_at is not None,
        )
    return draft


def leaving_by(by: Actor) -> set[int]:
    """Return the cases whose reply this actor has sent and which has not left yet."""
    theirs = Draft.objects.filter(leaving_by_id=by.known_id, leaves_at__isnull=False)
    return set(theirs.values_list("case_id", flat=True))


def call_back(*, case_id: int, by: Actor, at: datetime) -> Draft:
    """Take a reply back that has not left yet; it is a draft again.

    Raises NoSuchCase, LeftAlready. Records reply.called_back.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        draft = Draft.objects.filter(case=case, leaves_at__isnull=False).first()
        if draft is None:
            raise LeftAlready(_("This reply has left already, or was taken back. Open the case again."))
        draft.leaves_at = draft.leaving_by = None
        draft.save(update_fields=["leaves_at", "leaving_by"])
        record("reply.called_back", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return draft


def send_what_leaves(*, at: datetime, new_message_id: Callable[[], str]) -> int:
    """Send every reply whose time has come; return how many left. One that may not leave stays, and who sent it is told,
    or whoever answers for the case when they answer its team's cases no more."""
    due = Draft.objects.filter(leaves_at__lte=at).order_by("leaves_at", "id")
    return sum(
        _leave(case_id, at, new_message_id())
        for case_id in list(due.values_list("case_id", flat=True)[:AT_ONCE])
    )


def _leave(case_id: int, at: datetime, message_id: str) -> bool:
    with transaction.atomic():
        case = kept_case_locked(case_id)
        draft = Draft.objects.filter(case=case, leaves_at__lte=at).select_related("leaving_by").first()
        if draft is None or draft.leaving_by is None:
            return False
        sender, is_able = draft.leaving_by, can_answer(draft.leaving_by, case)
        draft.leaves_at = draft.leaving_by = None
        draft.save(update_fields=["leaves_at", "leaving_by"])
        with translation.override(sender.language if is_able else case.owner.language):
            try:
                with transaction.atomic():
                    if not is_able:
                        raise _answers_no_more(sender, case)
                    send_reply(case_id=case.pk, by=sender.actor, at=at, message_id=message_id)
            except PressZeroError as error:
                _hold_back(case, error, [sender.pk] if is_able else who_answers(case), at)
                return False
    return True


def _answers_no_more(sender: Worker, case: Case) -> NotAllowed:
    """What somebody sent for later does not leave in their name once they have left, or answer other cases."""
    return NotAllowed(
        _("%(name)s does not answer cases of the team %(team)s any more. Read it, then send it yourself.")
        % {"name": sender.name, "team": case.team.name}
    )


def _hold_back(case: Case, error: PressZeroError, told: list[int], at: datetime) -> None:
    text = _("The reply did not leave: %(why)s") % {"why": error.sentence}
    note = note_on(case=case, text=text, by=SYSTEM, at=at)
    tell(told, case=case, why=News.Why.HELD, by=SYSTEM, at=at, note=note)
    record("reply.held_back", about=case, by=SYSTEM, at=at, case_id=case.pk, team_id=case.team_id)
