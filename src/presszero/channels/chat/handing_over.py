"""From the machine to people: a case with the whole conversation as its contact, and what was entered never asked again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from presszero.cases.actions import Arrived
from presszero.cases.fields import fields_of, set_field
from presszero.cases.handing import note_machine_hand_over
from presszero.cases.models import Case, Contact, Promise
from presszero.cases.promises import make_promise
from presszero.channels.chat import phrases
from presszero.channels.chat.models import Chat, Turn
from presszero.channels.chat.opening import add_turn
from presszero.channels.chat.reaching import phone_number_in
from presszero.channels.chat.transcript import append, transcript_of
from presszero.flows.lookups import MISSES
from presszero.flows.models import Run
from presszero.flows.runs import node_of, somebody_is_here, talk_of, team_meant
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.record import record
from presszero.intake.receiving import receive_contact
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Team
from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.graph import CALLBACK, RESOLVED, VOICEMAIL
from presszero.pure.flowgraph.verbs import PromiseCall
from presszero.pure.hours import due_after

# What flows call the ways to reach somebody; the first that holds something is taken.
NAMES, MAILS, NUMBERS = (
    ("name", "nom"),
    ("email", "mail"),
    ("phone", "number", "telephone", "callback_number"),
)
LONGEST_TITLE = 80
ANSWERED_WITHIN = timedelta(minutes=5)


def is_for_people(run: Run) -> bool:
    """Return whether the flow has led to people, or to an end that must not be one."""
    return talk_of(run).waits_for == "person" or run.end not in ("", RESOLVED)


def hand_over_to_people(*, chat: Chat, at: datetime) -> Contact:
    """Open a case with all that was said, and tell the customer who answers, or by when.

    The caller holds the chat's row. Records contact.received and what follows of it, chat.asked, promise.made.
    """
    run, team = chat.run, _team(chat.run)
    contact = _receive(chat, team, at)
    case = contact.case
    chat.contact, chat.state = contact, Chat.State.WAITING
    chat.asked_at, chat.asked_team = at, case.team
    chat.save(update_fields=["contact", "state", "asked_at", "asked_team"])
    _fill_in_fields(case, run, at)
    entered = {fact: value for fact, value in run.facts.items() if fact != MISSES}
    machine = f"{run.version.flow.name} {run.version.number}"
    note_machine_hand_over(case=case, machine=machine, facts=entered, at=at)
    record("chat.asked", about=chat, by=SYSTEM, at=at, case_id=case.pk, team_id=case.team_id)
    told = [_what_happens(case, run, at), phrases.reference_is(case)]
    append(contact, [add_turn(chat, who=Turn.Who.HOUSE, text=words, at=at) for words in told])
    return contact


def _team(run: Run) -> Team:
    node = node_of(run)
    return team_meant(node.team if node else "", run.version.flow.team)


def _receive(chat: Chat, team: Team, at: datetime) -> Contact:
    facts = chat.run.facts
    said = transcript_of(chat.turns.select_related("worker"))
    arrived = Arrived(
        channel="chat",
        name=_first(facts, NAMES),
        address=_mail(facts),
        subject=_title(chat),
        text=said.text,
        at=at,
        cuts=said.cuts,
        language=chat.run.language,
    )
    return receive_contact(arrived=arrived, at=at, addressed_to=[], to_team=team)


def _title(chat: Chat) -> str:
    """Return the longest thing the customer wrote themselves."""
    own = chat.turns.filter(who=Turn.Who.CUSTOMER).exclude(text="").exclude(text=phrases.a_person())
    longest = max((turn.text for turn in own), key=len, default="")
    words = " ".join(longest.split())
    return words[:LONGEST_TITLE] or phrases.asked_for_a_person()


def _first(facts: dict[str, str], names: tuple[str, ...]) -> str:
    return next((facts[name] for name in names if facts.get(name)), "")


def _mail(facts: dict[str, str]) -> str:
    given = _first(facts, MAILS).strip().lower()
    try:
        validate_email(given)
    except ValidationError:
        return ""
    return given


def _fill_in_fields(case: Case, run: Run, at: datetime) -> None:
    """Write what was entered into the case's own fields of the same name; the rest stands beside the chat."""
    fields = {field.name.casefold().replace(" ", "_"): field for field in fields_of(case)}
    for fact, value in run.facts.items():
        if field := fields.get(fact):
            try:
                set_field(
                    case_id=case.pk,
                    field_id=field.pk,
                    value=value,
                    by=Actor("customer", case.customer_id),
                    at=at,
                )
            except BadInput:
                continue  # it does not fit the field, and is read beside the chat as it was entered


def _what_happens(case: Case, run: Run, at: datetime) -> str:
    if run.end == CALLBACK:
        return phrases.will_call_back(_promise_the_call(case, run, at))
    if run.end == VOICEMAIL:
        number = phone_number_in(run.facts.get("message", ""))
        call = promise_a_call(case=case, number=number, at=at) if number else None
        return phrases.will_call_back(call) if call else phrases.still_answers(case)
    if not somebody_is_here(case.team):
        return phrases.nobody_here(case)
    # Whoever waits in a chat waits at this moment: the inbox shows them before letters due today.
    case.answer_due_at = at + ANSWERED_WITHIN
    case.save(update_fields=["answer_due_at"])
    return phrases.somebody_comes(case)


def _promise_the_call(case: Case, run: Run, at: datetime) -> Promise:
    """Return the call-back that a flow led to, due as its author wrote."""
    node = node_of(run)
    asked = next((verb for verb in (node.verbs if node else ()) if isinstance(verb, PromiseCall)), None)
    number = run.facts.get(asked.number if asked else "") or _first(run.facts, NUMBERS)
    return promise_a_call(case=case, number=number, hours=asked.due_hours if asked else None, at=at)


def promise_a_call(*, case: Case, number: str, at: datetime, hours: float | None = None) -> Promise:
    """Promise to call somebody back. hours: of the team's open ones; None: as its first answers. Records promise.made."""
    hours = hours or float(case.team.answer_within_hours)
    calendar = calendar_of(Keeper(team=case.team))
    due = due_after(at, hours, calendar) if calendar.opens_at_all else at + timedelta(hours=hours)
    return make_promise(
        case=case,
        what=phrases.call_back_on(number[:60]),
        owner_id=case.owner_id,
        due_at=due,
        kind=Promise.Kind.ACT,
        made_in=None,
        by=SYSTEM,
        at=at,
    )
