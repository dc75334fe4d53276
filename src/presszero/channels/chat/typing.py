"""Who is typing, and who is here: told to whoever looks on, and kept in no record."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from django.db import connection, transaction

from presszero.cases.queries import seen_case
from presszero.channels.chat.models import Chat
from presszero.channels.chat.opening import known_chat, opens_for
from presszero.channels.chat.serving import chat_of_case
from presszero.channels.chat.sites import is_allowed
from presszero.ground.actors import Actor
from presszero.ground.tokens import token_hash

CHANNEL = "presszero_passing"
# Once told, it holds for a while; more often would only wake everybody's screen.
TOLD_FOR = timedelta(seconds=2)
HERE_FOR = timedelta(seconds=90)


def customer_types(*, token: str, browser: str, at: datetime) -> None:
    """Tell the desk that the customer is typing. Raises NotFoundHere."""
    with transaction.atomic():
        chat = known_chat(token=token, browser=browser, at=at)
        too_soon = chat.typing_at is not None and at - chat.typing_at < TOLD_FOR
        chat.seen_at, chat.typing_at = at, chat.typing_at if too_soon else at
        chat.save(update_fields=["seen_at", "typing_at"])
    if chat.contact_id and not too_soon:
        _tell(chat, "customer")


def worker_types(*, case_id: int, by: Actor) -> None:
    """Tell the customer that somebody of ours is typing. Raises NoSuchCase."""
    seen_case(case_id=case_id, by=by)
    chat = chat_of_case(case_id=case_id)
    if chat and chat.state == Chat.State.PERSON and chat.worker_id == by.id:
        _tell(chat, "person")


def chat_heard_from(*, token: str, browser: str, origin: str, host: str, at: datetime) -> int | None:
    """Note that a customer's browser listens, and return its chat; None when nothing may be heard there."""
    chat = Chat.objects.filter(hash=token_hash(token)).first()
    if chat is None or not opens_for(chat, browser) or not is_allowed(origin, host=host):
        return None
    Chat.objects.filter(pk=chat.pk).update(seen_at=at)
    return chat.pk


def is_here(chat: Chat, at: datetime) -> bool:
    """Return whether the customer's browser was heard of lately."""
    return not chat.is_over and at - chat.seen_at < HERE_FOR


def _tell(chat: Chat, who: str) -> None:
    case = chat.contact.case if chat.contact else None
    told = {"chat": chat.pk, "who": who, "case": case and case.pk, "team": case and case.team_id}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(told)])
