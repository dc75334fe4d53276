"""A contact arrives: customer, case, points and line in one commit."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from django.db import transaction

from presszero.cases.actions import Arrived, add_contact, open_case, reopen_case
from presszero.cases.locking import kept_case_locked
from presszero.cases.models import Case, Contact, Promise
from presszero.cases.points import note_points
from presszero.cases.pressing import note_urgency
from presszero.cases.promises import make_promise
from presszero.cases.queries import reads_along
from presszero.customers.actions import Recognised, recognise
from presszero.customers.models import Customer
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.lines.actions import join_line
from presszero.organisation.hours import answer_due
from presszero.organisation.models import Team
from presszero.organisation.queries import TopicFound, topic_of
from presszero.pure.tongues import language
from presszero.pure.words import Cut, Reading, quotation, read_letter

LANGUAGES = ("en", "fr")


def receive_contact(
    *,
    arrived: Arrived,
    at: datetime,
    addressed_to: list[str],
    joins: Case | None = None,
    from_customer: bool = False,
    clocked: bool = True,
    known_as: Customer | None = None,
    written_down_by: Actor | None = None,
    to_team: Team | None = None,
) -> Contact:
    """Take in one contact: know the customer, join or open the case, list the points, choose the line.

    addressed_to: our addresses it was written to. joins: the case it was proved
    to belong to (a signed reply address, a Message-ID of ours, a private link),
    never a number in a subject. from_customer: the door itself knows that the
    case's customer wrote. clocked False (an import): no due time, no promise.
    known_as: the customer a colleague knows it to be from, at the phone or counter. written_down_by: that colleague.
    to_team: the team that a flow led to, whatever the words are about.

    Everything is one transaction. Raises NobodyLeads when no team can answer.
    Records contact.received and what follows of it.
    """
    arrived, reading = _read(arrived)
    with transaction.atomic():
        if joins:
            case = kept_case_locked(joins.pk)
            by = (
                Actor("customer", case.customer_id)
                if _wrote(case.customer, arrived, from_customer)
                else SYSTEM
            )
        else:
            known = Recognised(known_as, False, arrived.proof) if known_as else _know(arrived, at)
            arrived = dataclasses.replace(arrived, proof=known.how)
            case, by = (
                _open(arrived, reading, known, addressed_to, clocked, at, to_team),
                Actor("customer", known.customer.pk),
            )
        contact = add_contact(case=case, arrived=arrived, by=by)
        if written_down_by:
            record(
                "contact.written_down",
                about=contact,
                by=written_down_by,
                at=at,
                case_id=case.pk,
                team_id=case.team_id,
            )
        contact.confirmed_ours = not joins or by.kind == "customer"
        contact.save(update_fields=["confirmed_ours"])
        if not arrived.automatic:
            _follow_up(case, contact, reading, joined=joins is not None, clocked=clocked, by=by, at=at)
    return contact


def _read(arrived: Arrived) -> tuple[Arrived, Reading]:
    cuts = [Cut(**cut) for cut in arrived.cuts] or list(quotation(arrived.text))
    own = _without(arrived.text, cuts)
    reading = read_letter(
        arrived.text, arrived.at, cuts=tuple(cuts), languages=LANGUAGES, subject=arrived.subject
    )
    spoken = language(own, LANGUAGES)
    return (
        dataclasses.replace(
            arrived, cuts=[cut.as_json() for cut in cuts], language=spoken.code or arrived.language
        ),
        reading,
    )


def _without(text: str, cuts: list[Cut]) -> str:
    kept, at = [], 0
    for cut in cuts:
        kept.append(text[at : cut.start])
        at = cut.end
    return "".join([*kept, text[at:]])


def _know(arrived: Arrived, at: datetime) -> Recognised:
    return recognise(
        email=arrived.address, name=arrived.name, language=arrived.language, proof=arrived.proof, at=at
    )


def _wrote(customer: Customer, arrived: Arrived, from_customer: bool) -> bool:
    return from_customer or (
        bool(arrived.address) and customer.addresses.filter(value=arrived.address).exists()
    )


def _open(
    arrived: Arrived,
    reading: Reading,
    known: Recognised,
    addressed_to: list[str],
    clocked: bool,
    at: datetime,
    to_team: Team | None,
) -> Case:
    words = _without(arrived.text, [Cut(**cut) for cut in arrived.cuts]) if to_team else arrived.text
    found = topic_of(f"{arrived.subject}\n{words[:20_000]}", addressed_to=addressed_to)
    if to_team and found.team != to_team:
        found = TopicFound(None, to_team, ())
    case = open_case(
        customer=known.customer,
        team=found.team,
        topic=found.topic,
        topic_words=found.words,
        title=reading.title or arrived.subject or arrived.text.strip()[:80] or arrived.address or "…",
        language=arrived.language,
        at=at,
        imported=not clocked,
        automatic=bool(arrived.automatic),
    )
    join_line(case=case, by=SYSTEM, at=at)
    return case


def _follow_up(
    case: Case, contact: Contact, reading: Reading, *, joined: bool, clocked: bool, by: Actor, at: datetime
) -> None:
    if contact.confirmed_ours or not reads_along(case=case, address=contact.address):
        found = [_as_found(point) for point in reading.points if point.kind != "fact"]
        note_points(contact=contact, found=found, by=SYSTEM, at=at)
        note_urgency(contact=contact, text=_own_words(contact), at=at)
    if not joined or not case.experience:
        case.experience = [trait.as_json() for trait in reading.experience]
        case.wishes = [wish.as_json() for wish in reading.wishes]
        case.save(update_fields=["experience", "wishes"])
    if clocked:
        due = answer_due(case.team, at, again=joined)
        if joined:
            reopen_case(case=case, why="wrote-back", by=by, at=at, due_at=due)
        _promise_an_answer(case, due, at)


def _own_words(contact: Contact) -> str:
    """Return a letter with what its writer quoted blanked out, so that places in it stay what they are."""
    text = contact.text
    for cut in contact.cuts:
        text = text[: cut["start"]] + " " * (cut["end"] - cut["start"]) + text[cut["end"] :]
    return text


def note_asks(*, contact: Contact, text: str, start: int, at: datetime) -> None:
    """Write down what later words of the same contact ask and tell. start: where they begin in its text. Records point.found."""
    reading = read_letter(text, at, cuts=(), languages=LANGUAGES, subject="")
    found = [_as_found(point) for point in reading.points if point.kind != "fact"]
    for one in [*found, *(detail for point in found for detail in point["details"])]:
        one["start"], one["end"] = one["start"] + start, one["end"] + start
    note_points(contact=contact, found=found, by=SYSTEM, at=at)
    note_urgency(contact=contact, text=text, at=at, start=start)
    _add_experience(contact.case, reading, start)


def _add_experience(case: Case, reading: Reading, start: int) -> None:
    """What somebody lived through is often told only when a person has come."""
    lived = [trait.as_json() for trait in reading.experience]
    for trait in lived:
        trait["start"], trait["end"] = trait["start"] + start, trait["end"] + start
    if lived:
        case.experience = [*case.experience, *lived]
        case.save(update_fields=["experience"])


def owe_an_answer(*, case: Case, by: Actor, at: datetime) -> None:
    """The customer wrote again while nobody was with them: the case is open, and when they will hear is promised.

    The caller holds the case. Records case.reopened, promise.made.
    """
    due = answer_due(case.team, at, again=True)
    reopen_case(case=case, why="wrote-back", by=by, at=at, due_at=due)
    _promise_an_answer(case, due, at)


def _as_found(point: Any) -> dict[str, Any]:
    return {
        "kind": point.kind,
        "start": point.start,
        "end": point.end,
        "ask": point.ask,
        "rule": point.rule,
        "details": [detail.as_json() for detail in point.details],
    }


def _promise_an_answer(case: Case, due: datetime, at: datetime) -> None:
    """When they will hear is itself a promise; one that still runs is not doubled."""
    if not case.promises.filter(state=Promise.State.DUE, kind=Promise.Kind.ANSWER, points=None).exists():
        make_promise(
            case=case,
            what="answer",
            owner_id=case.owner_id,
            due_at=due,
            kind=Promise.Kind.ANSWER,
            made_in=None,
            by=SYSTEM,
            at=at,
        )
    case.answer_due_at = min(due, case.answer_due_at) if case.answer_due_at else due
    case.moved_at = at
    case.save(update_fields=["answer_due_at", "moved_at"])
