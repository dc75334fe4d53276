"""Opening a chat, and knowing it again: by a secret that cannot be guessed, in the browser that began it."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from presszero.channels.chat import phrases
from presszero.channels.chat.errors import NoChatHere, TooManyTurns
from presszero.channels.chat.models import Chat, Turn
from presszero.flows.models import FlowVersion
from presszero.flows.queries import live_flow_for
from presszero.flows.runs import Organised, begin_run
from presszero.ground.actors import SYSTEM
from presszero.ground.locks import wait_for_turn
from presszero.ground.record import record
from presszero.ground.tokens import token_hash
from presszero.pure.errors import NotFoundHere
from presszero.pure.flowgraph.conversing import Line

# One household or library may share an address; a person begins no more.
MOST_BEGUN, BEGUN_IN = 30, timedelta(minutes=10)


@dataclass(frozen=True)
class Visitor:
    """Who opens a chat. token, browser: their secrets; address: where they come from; origin: the page's site."""

    token: str
    browser: str = ""
    address: str = ""
    origin: str = ""


def begin_chat(
    *,
    visitor: Visitor,
    language: str,
    at: datetime,
    version: FlowVersion | None = None,
    rehearsal: bool = False,
) -> Chat:
    """Begin a conversation with the live flow for chat; a second call with the same token finds the same one.

    version: another one, for a rehearsal, in which whoever rehearses answers for the world.
    Raises NoChatHere, TooManyTurns. Records chat.begun.
    """
    with transaction.atomic():
        wait_for_turn(token_hash(visitor.token))
        if known := Chat.objects.filter(hash=token_hash(visitor.token)).first():
            return known
        _refuse_a_flood(visitor, at)
        version = version or live_flow_for("chat")
        if version is None:
            raise NoChatHere(_("Nobody answers by chat here yet. Write to us instead; a person answers."))
        world = None if rehearsal else Organised(at, version.flow.team, language)
        run, lines = begin_run(version=version, language=language, world=world, at=at, rehearsal=rehearsal)
        chat = Chat.objects.create(
            hash=token_hash(visitor.token),
            browser_hash=token_hash(visitor.browser) if visitor.browser else "",
            origin=visitor.origin[:260],
            visitor=_digest(visitor.address),
            run=run,
            began_at=at,
            seen_at=at,
        )
        say_lines(chat, lines, at)
        record("chat.begun", about=chat, by=SYSTEM, at=at, team_id=version.flow.team_id)
    return chat


def _digest(address: str) -> str:
    """Return what tells two addresses apart and cannot be turned back: without our key anybody could try them all."""
    return hmac.digest(settings.SECRET_KEY.encode(), address.encode(), "sha256").hex() if address else ""


def _refuse_a_flood(visitor: Visitor, at: datetime) -> None:
    """Raise TooManyTurns when one address begins more chats than people do."""
    if not visitor.address:
        return
    lately = Chat.objects.filter(visitor=_digest(visitor.address), began_at__gt=at - BEGUN_IN)
    if lately.count() >= MOST_BEGUN:
        raise TooManyTurns(
            _("%(n)s chats were begun from here in ten minutes. Wait a little, or write to us instead.")
            % {"n": MOST_BEGUN}
        )


def known_chat(*, token: str, browser: str, at: datetime) -> Chat:
    """Return the chat that a secret opens, its row locked. browser: the cookie, "" when none came. Raises NotFoundHere."""
    chats = Chat.objects.select_for_update(of=("self",)).select_related("run__version__flow__team", "worker")
    chat = chats.filter(hash=token_hash(token)).first()
    if chat is None or not opens_for(chat, browser):
        raise NotFoundHere(
            _("This chat is not here any more, or belongs to another browser. Begin a new one.")
        )
    if browser and chat.browser_hash and not chat.bound:
        chat.bound = True
        chat.save(update_fields=["bound"])
    return chat


def opens_for(chat: Chat, browser: str) -> bool:
    """Return whether a browser with this cookie may open the chat."""
    if chat.browser_hash and (chat.bound or browser):
        return bool(browser) and chat.browser_hash == token_hash(browser)
    return True


def say_lines(chat: Chat, lines: list[Line], at: datetime) -> list[Turn]:
    """Write down what the machine says."""
    return [
        add_turn(
            chat,
            who=Turn.Who.MACHINE,
            text=line.text or phrases.world_asked(line.asks),
            at=at,
            options=[[one.key, one.words] for one in line.options],
        )
        for line in lines
    ]


def add_turn(chat: Chat, *, who: str, text: str, at: datetime, **more: object) -> Turn:
    """Write one turn down at the end of a chat whose row the caller holds."""
    chat.last_number += 1
    chat.save(update_fields=["last_number"])
    return Turn.objects.create(chat=chat, number=chat.last_number, who=who, text=text, at=at, **more)


def turns_after(chat: Chat, number: int) -> list[Turn]:
    """Return what was said after a place in the chat, silences left out."""
    turns = chat.turns.filter(number__gt=number).exclude(text="").select_related("worker")
    return list(turns.order_by("number")[:500])
