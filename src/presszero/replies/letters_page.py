"""The letters of an incident as they stand: who needs a person, what is ready, what is on its way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from presszero.cases.incident_page import seen_incident
from presszero.cases.models import Case, Incident
from presszero.ground.actors import Actor
from presszero.replies.letters_leaving import SharedPromise, shared_promises
from presszero.replies.models import Draft, IncidentLetter

MOST_SHOWN = 300
"""Letters that one call of the API may send."""


@dataclass(frozen=True)
class LettersPage:
    """Letters of the cases an actor sees. leaves_at: when the next of those on their way leaves.

    changed: ready letters that somebody wrote in since; they are sent from their case.
    """

    incident: Incident
    held: list[IncidentLetter]
    ready: list[IncidentLetter]
    changed: list[IncidentLetter]
    leaving: list[IncidentLetter]
    sent: int
    promises: list[SharedPromise]
    leaves_at: datetime | None


def letters_page(*, incident_id: int, by: Actor, at: datetime) -> LettersPage:
    """Return the letters of an incident, in as many queries as it has kinds of rows. Raises NotFoundHere."""
    incident = seen_incident(incident_id=incident_id, by=by)
    visible = Case.objects.visible_to(by).exclude(state__in=(Case.State.CLOSED, Case.State.MERGED))
    letters = list(
        IncidentLetter.objects.filter(incident=incident, case__in=visible, case__incident=incident)
        .select_related("case__customer", "case__owner")
        .order_by("case_id")
    )
    drafts = {one.case_id: one for one in Draft.objects.filter(case__in=[one.case_id for one in letters])}
    page = LettersPage(incident, [], [], [], [], 0, shared_promises(incident, at), _next_leaving(drafts))
    sent = 0
    for letter in letters:
        place = _place(page, letter, drafts.get(letter.case_id))
        sent += place is None
        if place is not None:
            place.append(letter)
    return LettersPage(
        incident, page.held, page.ready, page.changed, page.leaving, sent, page.promises, page.leaves_at
    )


def _place(page: LettersPage, letter: IncidentLetter, draft: Draft | None) -> list[IncidentLetter] | None:
    """Return the list a letter stands in, None for one that left."""
    if letter.state == IncidentLetter.State.HELD:
        return page.held if letter.case.state == Case.State.OPEN or draft else None
    if draft is None:
        return None
    if draft.leaves_at:
        return page.leaving
    return page.ready if draft.body == letter.body and letter.state == letter.State.READY else page.changed


def _next_leaving(drafts: dict[int, Draft]) -> datetime | None:
    return min((one.leaves_at for one in drafts.values() if one.leaves_at), default=None)
