"""What people said of the check's findings, kept as labels when the reply goes out: its words are final then."""

from __future__ import annotations

from datetime import datetime

from presszero.cases.models import Case
from presszero.ground.actors import Actor
from presszero.reading.labels import PLEDGE, POINT, keep_label
from presszero.reading.models import Label
from presszero.replies.checking import CheckedDraft
from presszero.replies.models import Mark


def keep_labels(case: Case, checked: CheckedDraft, by: Actor, at: datetime) -> None:
    """Keep a label for each point marked answered or promised, and for each promise that was settled.

    A declined point is none: its reason is told beside the words. Advice asks nobody for a word, so that it gets none.
    """
    _of_points(case, checked, at)
    _of_pledges(case, checked, by, at)


def _of_points(case: Case, checked: CheckedDraft, at: datetime) -> None:
    proposals = {each.number: each for each in checked.check.proposals}
    for number, mark in checked.marks.items():
        proposal = proposals.get(number)
        if proposal is None or mark.said == Mark.Said.DECLINED:
            continue
        answered = mark.said == Mark.Said.ANSWERED
        keep_label(
            case_id=case.pk,
            team_id=case.team_id,
            rule=POINT,
            quote=mark.point.text,
            said=_said(proposal.state == "answered", answered),
            right="answered" if answered else "open",
            score=proposal.score,
            meaning=checked.check.meaning,
            by=mark.by.actor,
            at=at,
        )


def _of_pledges(case: Case, checked: CheckedDraft, by: Actor, at: datetime) -> None:
    found = [each.quote for each in checked.check.pledges]
    for quote, pledge in checked.pledges.items():
        keep_label(
            case_id=case.pk,
            team_id=case.team_id,
            rule=PLEDGE,
            quote=quote,
            said=_said(any(quote in each or each in quote for each in found), pledge.is_promise),
            right="promise" if pledge.is_promise else "none",
            by=by,
            at=at,
        )


def _said(proposed: bool, right: bool) -> str:
    """Return what a person's word is to the check's: it agrees, or the check said too much, or it missed it."""
    if proposed == right:
        return Label.Said.CONFIRMED
    return Label.Said.CORRECTED if right else Label.Said.DISMISSED
