"""Letters begun for all people of an incident: one set of facts, each checked against one person's own points and details."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _

from presszero.cases.incident_page import UNSETTLED
from presszero.cases.incidents import locked_incident
from presszero.cases.models import Case, Contact, Incident, Point
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_zone
from presszero.pure.errors import BadInput
from presszero.pure.tongues import language
from presszero.pure.words import ReplyCheck, check_reply
from presszero.replies.checking import letter_of, owed, to_answer, written_at
from presszero.replies.greeting import letter_around
from presszero.replies.models import Draft, IncidentLetter
from presszero.replies.sending import customer_address

LANGUAGES = ("en", "fr")
MOST_LETTERS = 1000  # one act, one transaction; those after them are begun by the next press


@dataclass(frozen=True)
class Begun:
    """How many letters stand ready, and how many people need more than the facts say."""

    ready: int
    held: int


def begin_letters(*, incident_id: int, by: Actor, at: datetime) -> Begun:
    """Begin a letter for everybody of an incident whose case is not settled and who is owed an answer.

    What a person has written stays as it is; a letter that nobody touched is begun anew when the facts changed. Nothing
    is sent, and no point is marked. Raises NotFoundHere, BadInput without facts. Records letters.begun.
    """
    with transaction.atomic():
        incident = locked_incident(incident_id, by)
        if not incident.facts:
            raise BadInput(_("Write what we know first; each letter is begun from it."), "facts")
        worker = Worker.objects.get(pk=by.known_id)
        earlier = {one.case_id: one for one in IncidentLetter.objects.filter(incident=incident)}
        cases = _cases_of(incident, by)
        drafts = {one.case_id: one for one in Draft.objects.filter(case__in=cases)}
        made = [
            _begun(case, incident, worker, drafts.get(case.pk), earlier.get(case.pk), at) for case in cases
        ]
        letters = [one for one in made if one]
        _keep(letters, drafts, worker, at)
        ready = sum(one.state == IncidentLetter.State.READY for one in letters)
        record(
            "letters.begun", about=incident, by=by, at=at, team_id=incident.team_id, ready=ready,
            held=len(letters) - ready,
        )  # fmt: skip
    return Begun(ready, len(letters) - ready)


def _cases_of(incident: Incident, by: Actor) -> list[Case]:
    """Return the cases, locked in one order, with all that a letter is made of."""
    points = Prefetch("points", Point.objects.live().select_related("promise"))
    contacts = Prefetch(
        "contacts",
        Contact.objects.filter(direction=Contact.Direction.IN, automatic="").order_by("at", "id"),
        to_attr="letters",
    )
    visible = Case.objects.visible_to(by).filter(UNSETTLED, incident=incident, automatic=False)
    locked = visible.select_for_update(of=("self",)).select_related("customer", "team", "owner")
    return list(locked.prefetch_related(points, contacts).order_by("pk")[:MOST_LETTERS])


def _begun(
    case: Case,
    incident: Incident,
    worker: Worker,
    draft: Draft | None,
    earlier: IncidentLetter | None,
    at: datetime,
) -> IncidentLetter | None:
    """Return the letter of one person, None for whom everything is answered or whose reply is on its way."""
    points = [point for point in case.points.all() if owed(point)]
    has_points = case.points.all()
    if (has_points and not points) or (draft and draft.leaves_at):
        return None
    body = letter_around(incident.facts, case=case, worker=worker)
    check = _checked(case, points, body, at)
    answers, missing = _by_point(points, check)
    why = _kept_with_a_person(case, incident, check, bool(points))
    if draft and draft.body.strip() and (earlier is None or draft.body != earlier.body):
        why.append("being-written")
    is_ready = not missing and not why
    return IncidentLetter(
        incident=incident,
        case=case,
        state=IncidentLetter.State.READY if is_ready else IncidentLetter.State.HELD,
        # A letter begun earlier stands in the reply until somebody mends it; it stays known as nobody's own words.
        body=body if is_ready else earlier.body if earlier else "",
        answers=answers,
        missing=missing,
        why=why,
        facts_version=incident.facts_version,
        begun_by=worker,
        begun_at=at,
    )


def _checked(case: Case, points: Sequence[Point], body: str, at: datetime) -> ReplyCheck:
    letters = case.letters  # type: ignore[attr-defined]
    letter, shifts = letter_of(letters)
    asked = [to_answer(point, shifts) for point in points]
    zone = the_zone()
    return check_reply(letter, asked, body, at=at.astimezone(zone), sent_at=written_at(letters, zone))


def _by_point(
    points: Sequence[Point], check: ReplyCheck
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    answers, missing = [], []
    for point, proposal in zip(points, check.proposals, strict=True):
        told = {"point": point.pk, "number": point.number, "ask": point.ask}
        if proposal.state == "answered":
            answers.append(told | {"quote": proposal.quote})
        else:
            missing.append(told)
    return answers, missing


def _kept_with_a_person(case: Case, incident: Incident, check: ReplyCheck, has_points: bool) -> list[str]:
    """Return, in code words, what else keeps a letter with a person."""
    facts_in = language(incident.facts, LANGUAGES).code
    return [
        word
        for word, holds in (
            ("no-point", not has_points),
            ("contradicted", any(one.rule == "detail-contradicted" for one in check.findings)),
            ("language", bool(facts_in and case.language and facts_in != case.language)),
            ("no-address", not _address(case)),
            ("urgent", bool(case.pressing)),
        )
        if holds
    ]


def _address(case: Case) -> str:
    ours = [one.address for one in case.letters if one.confirmed_ours and one.address]  # type: ignore[attr-defined]
    return ours[-1] if ours else customer_address(case)


def _keep(letters: Sequence[IncidentLetter], drafts: dict[int, Draft], worker: Worker, at: datetime) -> None:
    """Keep letters and drafts. The cases are locked: nobody saves a draft of theirs meanwhile."""
    IncidentLetter.objects.bulk_create(
        letters,
        update_conflicts=True,
        unique_fields=["incident", "case"],
        update_fields=["state", "body", "answers", "missing", "why", "facts_version", "begun_by", "begun_at"],
    )
    fresh, grown = [], []
    for one in letters:
        draft = drafts.get(one.case_id)
        if one.state == IncidentLetter.State.READY and draft is None:
            fresh.append(
                Draft(case=one.case, author=worker, body=one.body, version=one.case.drafted + 1, saved_at=at)
            )
        elif one.state == IncidentLetter.State.READY and draft and draft.body != one.body:
            draft.body, draft.version, draft.saved_at, draft.author = one.body, draft.version + 1, at, worker
            draft.saved_in = ""
            grown.append(draft)
    Draft.objects.bulk_create(fresh)
    Draft.objects.bulk_update(grown, ["body", "version", "saved_at", "author", "saved_in"])
