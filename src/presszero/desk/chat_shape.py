"""The shape of a case's chat: what was said, what was entered already, and who is in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.translation import gettext as _

from presszero.cases.models import Case, Point
from presszero.channels.chat.models import Chat, Turn
from presszero.channels.chat.serving import chat_of_case
from presszero.channels.chat.typing import is_here
from presszero.flows.lookups import MISSES
from presszero.ground.tokens import new_token
from presszero.organisation.models import Worker
from presszero.organisation.queries import the_organisation
from presszero.ui import times

# Facts that flows often ask for; any other is called by its own name.
MOST_SHOWN = 200


def chat_shape(
    *,
    case: Case,
    points: Sequence[Point],
    worker: Worker,
    may_answer: bool,
    now: datetime,
    is_told_above: bool = False,
) -> Shape | None:
    """Return what desk/parts/chat.html and given.html show; None where the case holds no chat.

    is_told_above: what the customer entered heads the page already, with the hand-over.
    """
    chat = chat_of_case(case_id=case.pk)
    if chat is None:
        return None
    zone = the_organisation().time_zone
    turns = list(chat.turns.exclude(text="").select_related("worker").order_by("-number")[:MOST_SHOWN])
    is_mine = chat.state == Chat.State.PERSON and chat.worker_id == worker.pk
    return Shape(
        state=chat.state,
        is_over=chat.is_over,
        is_mine=is_mine,
        may_join=may_answer and not chat.is_over and not is_mine,
        state_words=_state_words(chat, is_mine, now, zone),
        here=is_here(chat, now),
        last=next((turn.number for turn in turns if turn.who == Turn.Who.CUSTOMER), 0),
        open_points=[point for point in points if point.state == Point.State.OPEN],
        turns=[_turn(turn, zone) for turn in reversed(turns)],
        given=[]
        if is_told_above
        else [
            Shape(name=fact_words(fact), value=value)
            for fact, value in chat.run.facts.items()
            if fact != MISSES
        ],
        flow=f"{chat.run.version.flow.name} {chat.run.version.number}",
        key=new_token(),
        urls=Shape(**{name: reverse(f"desk:chat_{name}", args=[case.pk]) for name in ACTS}),
    )


ACTS = ("join", "say", "leave", "typing")


def fact_words(fact: str) -> str:
    """Return how a fact is called to people.

    >>> fact_words("card_number")
    'Card number'
    """
    return fact.replace("_", " ").capitalize()


def _state_words(chat: Chat, is_mine: bool, now: datetime, zone: str) -> str:
    if chat.is_over:
        return _("The chat has ended.")
    seen = times.clock_words(chat.seen_at, now, zone)
    here = (
        _("The customer is here.")
        if is_here(chat, now)
        else _("The customer was here last %(when)s.") % {"when": seen}
    )
    if is_mine:
        return here
    if chat.worker:
        return _("%(name)s is in the chat.") % {"name": chat.worker.name} + " " + here
    return _("Nobody of us is in the chat.") + " " + here


def _turn(turn: Turn, zone: str) -> Shape:
    names = {
        Turn.Who.CUSTOMER: _("Customer"),
        Turn.Who.MACHINE: _("Assistant"),
        Turn.Who.HOUSE: "",
        Turn.Who.PERSON: turn.worker.name if turn.worker else _("A colleague"),
    }
    return Shape(
        who=turn.who,
        name=names[Turn.Who(turn.who)],
        words=turn.text,
        when=f"{times.local(turn.at, zone):%H:%M}",
    )
