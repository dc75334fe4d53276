"""Letters of an incident that a person has read leave together; for a minute they can be taken back together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from presszero.cases.incident_page import seen_incident
from presszero.cases.incidents import locked_incident
from presszero.cases.models import Case, Incident, Point
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.queries import the_zone
from presszero.pure.errors import BadInput
from presszero.pure.words import check_reply
from presszero.replies.checking import owed
from presszero.replies.models import Draft, IncidentLetter, Mark, Pledge, SharedPledge

UNDO_TOGETHER = timedelta(seconds=60)


@dataclass(frozen=True)
class SharedPromise:
    """Words of the facts that promise something, and what a person said of them; said None while nobody has."""

    quote: str
    due_at: datetime | None
    said: SharedPledge | None


@dataclass(frozen=True)
class LeftTogether:
    """The cases whose letter is on its way, and those that are not, since something changed after they were begun."""

    leaving: list[int]
    changed: list[int]


def shared_promises(incident: Incident, at: datetime) -> list[SharedPromise]:
    """Return what the facts promise; each is said once for every letter."""
    said = {one.quote: one for one in incident.pledges.all()}
    found = check_reply("", [], incident.facts, at=at.astimezone(the_zone())).pledges
    return [SharedPromise(one.quote, one.due_at, said.get(one.quote)) for one in found]


def settle_shared_pledge(
    *, incident_id: int, quote: str, is_promise: bool, due_at: datetime | None, by: Actor, at: datetime
) -> SharedPledge:
    """Say of a promise in the facts that it is one, by when, or that it is none; each letter then says the same.

    Who answers for a case sees to the promise made in its letter. Raises NotFoundHere, BadInput. Records letters.pledged.
    """
    if is_promise and (due_at is None or due_at <= at):
        raise BadInput(_("A promise lies ahead: give a time that has not passed."), "due")
    with transaction.atomic():
        incident = locked_incident(incident_id, by)
        if quote.strip() not in incident.facts or not quote.strip():
            raise BadInput(_("These words stand in the facts no more. Load the page again."), "quote")
        pledge, _made = SharedPledge.objects.update_or_create(
            incident=incident,
            quote=quote.strip(),
            defaults={
                "is_promise": is_promise,
                "due_at": due_at if is_promise else None,
                "by_id": by.known_id,
                "at": at,
            },
        )
        record(
            "letters.pledged", about=incident, by=by, at=at, team_id=incident.team_id, is_promise=is_promise
        )
    return pledge


def send_letters(*, incident_id: int, case_ids: Sequence[int], by: Actor, at: datetime) -> LeftTogether:
    """A person has read these letters: each point is answered by the sentence shown beside it. They leave in a minute.

    A letter that somebody changed, whose customer wrote again, or whose case left the incident since it was begun is
    left as it is, and said.
    Raises NotFoundHere, BadInput for none or while a promise of the facts is
    not said. Records point.marked and reply.let_go for each.
    """
    if not case_ids:
        raise BadInput(_("Choose the letters that you have read."), "cases")
    with transaction.atomic():
        incident = locked_incident(incident_id, by)
        promised = shared_promises(incident, at)
        if any(one.said is None for one in promised):
            raise BadInput(
                _("What we know promises something. Say by when first, once for every letter."), "due"
            )
        cases = [case for case in _locked(case_ids, by) if case.incident_id == incident.pk]
        letters = IncidentLetter.objects.filter(
            incident=incident, case__in=cases, state=IncidentLetter.State.READY
        )
        drafts = {one.case_id: one for one in Draft.objects.filter(case__in=cases, leaves_at=None)}
        told = {one.case_id: one for one in letters}
        fit = [case for case in cases if _is_as_read(case, told.get(case.pk), drafts.get(case.pk))]
        _mark_and_let_go(fit, told, drafts, promised, by, at)
    leaving = [case.pk for case in fit]
    return LeftTogether(leaving, sorted(set(case_ids) - set(leaving)))


def _locked(case_ids: Sequence[int], by: Actor) -> list[Case]:
    points = Prefetch("points", Point.objects.live().select_related("promise"))
    visible = Case.objects.visible_to(by).filter(pk__in=set(case_ids)).select_for_update(of=("self",))
    return list(visible.prefetch_related(points).order_by("pk"))


def _is_as_read(case: Case, letter: IncidentLetter | None, draft: Draft | None) -> bool:
    """Whether letter and points are those that the person saw: nobody wrote in it, and nothing more is asked."""
    if letter is None or draft is None or case.is_closed or draft.body != letter.body:
        return False
    return {point.pk for point in case.points.all() if owed(point)} == {
        one["point"] for one in letter.answers
    }


def _mark_and_let_go(
    cases: Sequence[Case],
    letters: dict[int, IncidentLetter],
    drafts: dict[int, Draft],
    promised: Sequence[SharedPromise],
    by: Actor,
    at: datetime,
) -> None:
    marks, pledges, leaving = [], [], []
    for case in cases:
        draft = drafts[case.pk]
        marks += [_mark(draft, one, by, at) for one in letters[case.pk].answers]
        pledges += [_pledge(draft, case, one.said, by, at) for one in promised if one.said]
        draft.leaves_at, draft.leaving_by_id = at + UNDO_TOGETHER, by.known_id
        leaving.append(draft)
    Mark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["draft", "point"],
        update_fields=["said", "quote", "by", "at", "against_check"],
    )
    Pledge.objects.filter(draft__in=leaving).delete()
    Pledge.objects.bulk_create(pledges)
    Draft.objects.bulk_update(leaving, ["leaves_at", "leaving_by"])
    IncidentLetter.objects.filter(pk__in=[letters[case.pk].pk for case in cases]).update(
        state=IncidentLetter.State.LEAVING
    )
    for case in cases:
        for one in letters[case.pk].answers:
            record(
                "point.marked",
                about=Point(pk=one["point"]),
                by=by,
                at=at,
                case_id=case.pk,
                team_id=case.team_id,
                number=one["number"],
                said="answered",
            )
        record("reply.let_go", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, later=True)


def _mark(draft: Draft, answer: dict[str, Any], by: Actor, at: datetime) -> Mark:
    return Mark(
        draft=draft,
        point_id=answer["point"],
        said=Mark.Said.ANSWERED,
        quote=answer["quote"],
        by_id=by.known_id,
        at=at,
    )


def _pledge(draft: Draft, case: Case, said: SharedPledge, by: Actor, at: datetime) -> Pledge:
    return Pledge(
        draft=draft,
        quote=said.quote,
        is_promise=said.is_promise,
        what=said.quote[:300],
        owner_id=case.owner_id if said.is_promise else None,
        due_at=said.due_at,
        by_id=by.known_id,
        at=at,
    )


def take_letters_back(*, incident_id: int, by: Actor, at: datetime) -> int:
    """Take back every letter of an incident that has not left yet; each is ready again. Return how many.

    Raises NotFoundHere. Records reply.called_back for each.
    """
    with transaction.atomic():
        incident = seen_incident(incident_id=incident_id, by=by)
        on_its_way = Draft.objects.filter(
            leaves_at__isnull=False,
            case__in=Case.objects.visible_to(by).filter(
                incident_letters__incident=incident, incident_letters__state=IncidentLetter.State.LEAVING
            ),
        )
        cases = _locked(list(on_its_way.values_list("case_id", flat=True)), by)
        # Read once more behind the locks: what left meanwhile has no draft any more.
        drafts = list(Draft.objects.filter(case__in=cases, leaves_at__isnull=False))
        for draft in drafts:
            draft.leaves_at = draft.leaving_by = None
        Draft.objects.bulk_update(drafts, ["leaves_at", "leaving_by"])
        back = {draft.case_id for draft in drafts}
        IncidentLetter.objects.filter(incident=incident, case_id__in=back).update(
            state=IncidentLetter.State.READY
        )
        for case in cases:
            if case.pk in back:
                record("reply.called_back", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    return len(back)
