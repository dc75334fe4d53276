"""What the customer's side of a chat is told: the same for the widget and for the API."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from presszero.channels.chat.models import Chat, Turn
from presszero.channels.chat.opening import turns_after
from presszero.flows.runs import talk_of

# Silence on the phone is seconds; whoever writes may be looking for their card.
QUIET_SECONDS = 120


@dataclass(frozen=True)
class ToldTurn:
    """One turn as the customer reads it. n: its place; who: customer, machine, person or house; name: of ours.

    key: the browser's own number for what the customer wrote. options: what may be pressed, [key, words].
    """

    n: int
    who: str
    name: str
    text: str
    at: datetime
    key: str
    options: list[list[str]]


@dataclass(frozen=True)
class ToldChat:
    """What is new in a chat. last: the place to ask from next. state: machine, waiting, person, left or over.

    person: the name of whoever of us is in it now. waits_for: words, message, person, world or "".
    quiet_seconds: after so long without a word the browser tells the flow of the silence; 0 where none counts.
    """

    last: int
    state: str
    person: str
    waits_for: str
    rehearsal: bool
    quiet_seconds: int
    turns: list[ToldTurn]

    def as_json(self) -> dict[str, Any]:
        told = asdict(self)
        for turn in told["turns"]:
            turn["at"] = turn["at"].isoformat()
        return told


def told_chat(chat: Chat, after: int) -> ToldChat:
    """Return what was said after a place in the chat, and how it stands."""
    turns = turns_after(chat, after)
    by_machine = chat.state == Chat.State.MACHINE
    waits_for = talk_of(chat.run).waits_for if by_machine else ""
    has_begun = by_machine and waits_for == "words" and chat.turns.filter(who=Turn.Who.CUSTOMER).exists()
    return ToldChat(
        last=chat.last_number if len(turns) < 500 else turns[-1].number,
        state=chat.state,
        person=chat.worker.name if chat.worker else "",
        waits_for=waits_for,
        rehearsal=chat.run.rehearsal,
        quiet_seconds=QUIET_SECONDS if has_begun else 0,
        turns=[_told_turn(turn) for turn in turns],
    )


def _told_turn(turn: Turn) -> ToldTurn:
    name = turn.worker.name if turn.worker else ""
    return ToldTurn(
        turn.number,
        turn.who,
        name,
        turn.text,
        turn.at,
        turn.key if turn.who == "customer" else "",
        turn.options,
    )
