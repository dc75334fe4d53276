"""The customer writes: the flow hears it, or the person who has come; and where nobody is there, it is owed an answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from presszero.cases.locking import kept_case_locked
from presszero.cases.models import Contact
from presszero.channels.chat import phrases
from presszero.channels.chat.errors import ChatOver, TooManyTurns
from presszero.channels.chat.handing_over import hand_over_to_people, is_for_people, promise_a_call
from presszero.channels.chat.models import Chat, Turn
from presszero.channels.chat.opening import add_turn, known_chat, say_lines
from presszero.channels.chat.reaching import phone_number_in
from presszero.channels.chat.transcript import append
from presszero.flows.runs import Organised, hear
from presszero.ground.actors import SYSTEM, Actor
from presszero.ground.fail_points import reach
from presszero.ground.record import record, salted_digest
from presszero.intake.receiving import note_asks, owe_an_answer
from presszero.pure.errors import BadInput
from presszero.pure.flowgraph.graph import RESOLVED

LONGEST_WORDS = 2_000
LONGEST_KEY = 64
MOST_TURNS, TURNS_IN = 30, timedelta(minutes=1)


def say(*, token: str, browser: str = "", words: str, key: str, at: datetime) -> Chat:
    """Take in what the customer wrote ("" is a silence), once for each key of their browser.

    Raises NotFoundHere, BadInput, TooManyTurns, ChatOver. Records chat.said, on a case chat.wrote.
    """
    words = words.replace("\x00", "").replace("\r\n", "\n").strip()
    refuse_words(words, key)
    with transaction.atomic():
        chat = known_chat(token=token, browser=browser, at=at)
        if chat.turns.filter(key=key).exists():
            return chat
        _refuse_a_flood(chat, at)
        if chat.is_over:
            raise ChatOver(_("This chat has ended. Begin a new one to go on."))
        chat.seen_at = at
        chat.save(update_fields=["seen_at"])
        with translation.override(chat.run.language):
            _take(chat, words, key, at)
    reach("after-chat-commit")
    return chat


def refuse_words(words: str, key: str) -> None:
    """Raise BadInput for what cannot be taken as one turn."""
    if len(words) > LONGEST_WORDS:
        raise BadInput(
            _("%(n)s letters are more than %(most)s. Send the rest in a second message.")
            % {
                "n": number_format(len(words), force_grouping=True),
                "most": number_format(LONGEST_WORDS, force_grouping=True),
            },
            "words",
        )
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        raise BadInput(_("The message has no number of its own. Load the page again."), "key")


def _refuse_a_flood(chat: Chat, at: datetime) -> None:
    lately = chat.turns.filter(who=Turn.Who.CUSTOMER, at__gt=at - TURNS_IN).count()
    if lately >= MOST_TURNS:
        raise TooManyTurns(
            _("%(n)s messages came within a minute. Wait a moment, then send this one again.")
            % {"n": MOST_TURNS}
        )


def _take(chat: Chat, words: str, key: str, at: datetime) -> None:
    said = add_turn(chat, who=Turn.Who.CUSTOMER, text=_shown(chat, words), at=at, key=key)
    if chat.state == Chat.State.MACHINE:
        _let_the_flow_hear(chat, words, at)
        record("chat.said", about=chat, by=SYSTEM, at=at, team_id=chat.run.version.flow.team_id)
    elif words and chat.contact:
        _tell_people(chat, chat.contact, said, at)


def _shown(chat: Chat, words: str) -> str:
    """Return what a pressed key stands for, in the words the customer saw on it."""
    if words == "0":
        return phrases.a_person()
    last = chat.turns.filter(who=Turn.Who.MACHINE).order_by("-number").first()
    return dict(last.options).get(words) or words if last else words


def _let_the_flow_hear(chat: Chat, words: str, at: datetime) -> None:
    run = chat.run
    world = None if run.rehearsal else Organised(at, run.version.flow.team, run.language)
    say_lines(chat, hear(run=run, typed=words, world=world, at=at), at)
    if run.rehearsal:
        if run.end:
            add_turn(chat, who=Turn.Who.HOUSE, text=phrases.rehearsal_ended(run.end), at=at)
            _is_over(chat, at)
    elif run.end == RESOLVED:
        _is_over(chat, at)
    elif is_for_people(run):
        hand_over_to_people(chat=chat, at=at)


def _is_over(chat: Chat, at: datetime) -> None:
    if chat.state != Chat.State.LEFT:
        chat.ended_at = at
    chat.state = Chat.State.OVER
    chat.save(update_fields=["state", "ended_at"])


def _tell_people(chat: Chat, contact: Contact, said: Turn, at: datetime) -> None:
    """Somebody of ours reads along, or will: the words stand on the case, and what they ask is owed an answer."""
    case = kept_case_locked(contact.case_id)
    by = Actor("customer", case.customer_id)
    for turn, start in append(contact, [said]):
        note_asks(contact=contact, text=turn.text, start=start, at=at)
    number = phone_number_in(said.text)
    if number and chat.worker_id is None and not case.promises.filter(state="due", kind="act").exists():
        call = promise_a_call(case=case, number=number, at=at)
        append(contact, [add_turn(chat, who=Turn.Who.HOUSE, text=phrases.will_call_back(call), at=at)])
    if chat.state == Chat.State.LEFT or case.is_closed:
        owe_an_answer(case=case, by=by, at=at)
        if chat.state != Chat.State.PERSON:
            chat.state = Chat.State.WAITING
            chat.save(update_fields=["state"])
        append(contact, [add_turn(chat, who=Turn.Who.HOUSE, text=phrases.still_answers(case), at=at)])
    record(
        "chat.wrote",
        about=chat,
        by=by,
        at=at,
        case_id=case.pk,
        team_id=case.team_id,
        digest=salted_digest(said.text, bytes(contact.salt)),
    )


def end_chat(*, token: str, browser: str = "", at: datetime) -> Chat:
    """The customer ends the conversation; what was promised in it stays promised. Records chat.over."""
    with transaction.atomic():
        chat = known_chat(token=token, browser=browser, at=at)
        if chat.is_over:
            return chat
        contact = chat.contact
        with translation.override(chat.run.language):
            told = add_turn(chat, who=Turn.Who.HOUSE, text=phrases.customer_ended(), at=at)
        if contact:
            append(contact, [told])
        _is_over(chat, at)
        record(
            "chat.over",
            about=chat,
            by=Actor("customer", contact.case.customer_id) if contact else SYSTEM,
            at=at,
            case_id=contact.case_id if contact else None,
            team_id=contact.case.team_id if contact else chat.run.version.flow.team_id,
        )
    return chat
