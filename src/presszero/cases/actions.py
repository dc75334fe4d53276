"""Changes to cases: opening, owning, closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from presszero.cases.errors import FieldsMissing, PointsStillOpen, PromisesStillDue, WordsMissing
from presszero.cases.fields import fields_missing
from presszero.cases.handing import note_hand_over
from presszero.cases.locking import locked_case
from presszero.cases.models import Attachment, Case, Contact, News, Point, Promise
from presszero.cases.notes import note_on, tell
from presszero.customers.models import Customer
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record, salted_digest
from presszero.organisation.hours import answer_due
from presszero.organisation.models import Team, Topic, Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import Answerer, lead_on_duty, team_ids_of, the_organisation
from presszero.pure.errors import BadInput, NotAllowed

FIRST_NUMBER = 1000
MOST_COPIES_KEPT = 50


@dataclass(frozen=True)
class ArrivedFile:
    """One attachment, its bytes already in the file store."""

    digest: str
    name: str
    content_type: str
    content_id: str = ""
    inline: bool = False


@dataclass(frozen=True)
class Arrived:
    """What a door hands in of one contact. Spans in cuts are half-open offsets into text."""

    channel: str
    name: str
    address: str
    subject: str
    text: str
    at: datetime
    cuts: Sequence[dict[str, Any]] = ()
    html: str = ""
    complaints: Sequence[str] = ()
    language: str = ""
    message_id: str = ""
    references: Sequence[str] = ()
    copied_to: Sequence[str] = ()
    automatic: str = ""
    proof: str = ""
    proof_why: str = ""
    files: Sequence[ArrivedFile] = field(default=())


def open_case(
    *,
    customer: Customer,
    team: Team,
    topic: Topic | None,
    topic_words: Sequence[str],
    title: str,
    language: str,
    at: datetime,
    imported: bool = False,
    automatic: bool = False,
    answerer: Answerer | None = None,
) -> Case:
    """Open a case that `answerer`, else the lead on duty, answers for until somebody takes it.

    Raises NobodyLeads when the team has no lead. Records case.opened.
    """
    answerer = answerer or lead_on_duty(team)
    with transaction.atomic():
        case = Case.objects.create(
            reference=_next_reference(),
            title=title[:200],
            customer=customer,
            team=team,
            topic=topic,
            topic_words=list(topic_words),
            owner=answerer.worker,
            owner_why=answerer.why,
            owner_since=at,
            language=language,
            opened_at=at,
            moved_at=at,
            imported=imported,
            automatic=automatic,
        )
        record(
            "case.opened",
            about=case,
            by=SYSTEM,
            at=at,
            case_id=case.pk,
            team_id=team.pk,
            owner=answerer.worker.pk,
            why=answerer.why,
        )
    return case


def _next_reference() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number')")
        number = cursor.fetchone()[0]
    return f"{the_organisation().reference_prefix}-{number}"


def add_contact(*, case: Case, arrived: Arrived, by: Actor) -> Contact:
    """Keep one incoming contact on a case. Records contact.received."""
    with transaction.atomic():
        contact = Contact.objects.create(
            case=case,
            direction=Contact.Direction.IN,
            channel=arrived.channel,
            at=arrived.at,
            name=arrived.name[:200],
            address=arrived.address[:320],
            subject=arrived.subject[:500],
            text=arrived.text,
            cuts=list(arrived.cuts),
            html=arrived.html,
            complaints=list(arrived.complaints),
            language=arrived.language,
            message_id=arrived.message_id[:300],
            references=list(arrived.references)[-50:],
            copied_to=[one[:320] for one in arrived.copied_to[:MOST_COPIES_KEPT]],
            automatic=arrived.automatic[:120],
            proof=arrived.proof[:32],
            proof_why=arrived.proof_why[:200],
        )
        Attachment.objects.bulk_create(_attachments(contact, arrived.files))
        record(
            "contact.received",
            about=contact,
            by=by,
            at=arrived.at,
            case_id=case.pk,
            team_id=case.team_id,
            channel=arrived.channel,
            digest=salted_digest(arrived.text, bytes(contact.salt)),
        )
    return contact


def _attachments(contact: Contact, files: Sequence[ArrivedFile]) -> list[Attachment]:
    return [
        Attachment(
            contact=contact,
            file_id=file.digest,
            name=file.name[:255],
            content_type=file.content_type[:120],
            content_id=file.content_id[:255],
            inline=file.inline,
        )
        for file in files
    ]


def take_case(*, case_id: int, by: Actor, at: datetime) -> Case:
    """The worker answers for the case from now on. Taking one's own again changes nothing.

    Raises NoSuchCase. Records case.taken.
    """
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        if case.owner_id == by.id and case.taken_at:
            return case
        was = case.owner_id
        case.owner_id, case.owner_why, case.owner_since = _worker_id(by), "taken", at
        case.taken_at = at
        case.save(update_fields=["owner", "owner_why", "owner_since", "taken_at"])
        answers_for_it(case)
        record("case.taken", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, was=was)
    return case


def answers_for_it(case: Case) -> None:
    """Whoever answers for the case also owes the answer every letter is promised."""
    case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER, points=None).update(
        owner=case.owner
    )


def _worker_id(by: Actor) -> int:
    if by.kind != "worker" or by.id is None:
        raise NotAllowed(_("Only a colleague can answer for a case."))
    return by.id


def hand_over(*, case_id: int, to: int, words: str, by: Actor, at: datetime) -> Case:
    """Give the case to a colleague, with what was learnt, so that the customer repeats nothing.

    to: the colleague's worker id; they must see the case and have a role that answers.
    Raises NoSuchCase, WordsMissing, BadInput. Records case.handed_over.
    """
    if not words.strip():
        raise WordsMissing(_("Write what you learnt, so that the customer need not repeat it."), "words")
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        colleague = Worker.objects.filter(pk=to, is_active=True).first()
        teams = team_ids_of(colleague.actor) if colleague else frozenset()
        if colleague is None or (teams is not None and case.team_id not in teams):
            raise BadInput(
                _("That colleague is not in the team %(team)s. Choose one of the team.")
                % {"team": case.team},
                "to",
            )
        if not may(colleague, "answer cases"):
            raise BadInput(
                _("%(name)s’s role answers no cases. Choose another colleague.") % {"name": colleague.name},
                "to",
            )
        was = case.owner_id
        case.owner, case.owner_why, case.owner_since, case.taken_at = colleague, "handed-over", at, at
        case.save(update_fields=["owner", "owner_why", "owner_since", "taken_at"])
        answers_for_it(case)
        note = note_on(case=case, text=words, by=by, at=at)
        note_hand_over(case=case, note=note, by=by, at=at)
        tell([colleague.pk], case=case, why=News.Why.GIVEN, by=by, at=at, note=note)
        record(
            "case.handed_over",
            about=case,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            to=colleague.pk,
            was=was,
        )
    return case


# What is not ours, or needs no answer, has nothing to write down.
_SETTLED = (Case.Outcome.SETTLED, Case.Outcome.PART_SETTLED)


def close_case(*, case_id: int, outcome: str, words: str, by: Actor, at: datetime) -> Case:
    """Close a case once every point and promise on it is settled.

    outcome: one of Case.Outcome; words: what the customer reads about it.
    Raises NoSuchCase, PointsStillOpen, PromisesStillDue (the customer was told
    these things would happen), FieldsMissing (its topic needs them), BadInput.
    Records case.closed.
    """
    refuse_no_outcome(outcome)
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        still_open = [point.number for point in case.points.live().filter(state=Point.State.OPEN)]
        if still_open and outcome != Case.Outcome.NO_ANSWER_NEEDED:
            raise PointsStillOpen(case, still_open)
        if outcome == Case.Outcome.NO_ANSWER_NEEDED:
            _no_answer_is_owed(case, words, by, at)
        if due := list(case.promises.filter(state=Promise.State.DUE)):
            raise PromisesStillDue(case, due)
        if outcome in _SETTLED and (missing := fields_missing(case)):
            raise FieldsMissing(case, missing)
        case.state, case.outcome, case.closed_at = Case.State.CLOSED, outcome, at
        case.outcome_words, case.answer_due_at, case.moved_at = words.strip(), None, at
        case.save(
            update_fields=["state", "outcome", "closed_at", "outcome_words", "answer_due_at", "moved_at"]
        )
        record(
            "case.closed", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, outcome=outcome
        )
    return case


def refuse_no_outcome(outcome: str) -> None:
    """Raise BadInput unless it says how a case ended."""
    if outcome not in Case.Outcome.values:
        raise BadInput(
            _("Say how it ended: settled, settled in part, not ours, or no answer needed."), "outcome"
        )


def _no_answer_is_owed(case: Case, words: str, by: Actor, at: datetime) -> None:
    """A thank-you was promised an answer like every letter; the closing words are it."""
    promised = list(case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER, points=None))
    if promised and not words.strip():
        raise WordsMissing(_("Say why it needs no answer; the customer reads it on their page."), "words")
    for promise in promised:
        promise.state, promise.settled_at, promise.settled_words = Promise.State.KEPT, at, words.strip()
        promise.save(update_fields=["state", "settled_at", "settled_words"])
        record("promise.kept", about=promise, by=by, at=at, case_id=case.pk, team_id=case.team_id)


def reopen_case(*, case: Case, why: str, by: Actor, at: datetime, due_at: datetime | None = None) -> None:
    """Open a locked case again. why: a code word (wrote-back, not-fixed, missed, bounced, by-worker, woken, woke).

    Records case.reopened, when it was closed, waiting or asleep; else nothing changes.
    """
    if case.state == Case.State.OPEN and case.answer_due_at:
        return
    case.state, case.closed_at, case.outcome, case.outcome_confirmed_at = Case.State.OPEN, None, "", None
    case.snoozed_until, case.snoozed_why = None, ""
    case.answer_due_at, case.moved_at = due_at or case.answer_due_at, at
    case.save(
        update_fields=[
            "state",
            "closed_at",
            "outcome",
            "outcome_confirmed_at",
            "snoozed_until",
            "snoozed_why",
            "answer_due_at",
            "moved_at",
        ]
    )
    record("case.reopened", about=case, by=by, at=at, case_id=case.pk, team_id=case.team_id, why=why)


def reopen_by_worker(*, case_id: int, by: Actor, at: datetime) -> Case:
    """A colleague opens a closed case again; it is due like a new one. Raises NoSuchCase. Records case.reopened."""
    with transaction.atomic():
        case = locked_case(case_id=case_id, by=by)
        reopen_case(case=case, why="by-worker", by=by, at=at, due_at=answer_due(case.team, at, again=True))
    return case
