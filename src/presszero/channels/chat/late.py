"""Words of a chat while the database is away: kept on disk, and taken in later in the order they were written."""

from __future__ import annotations

from datetime import datetime

from presszero.channels.chat.opening import Visitor, begin_chat
from presszero.channels.chat.saying import refuse_words, say
from presszero.ground import clock
from presszero.ground.late import Late, LateRoom
from presszero.pure.errors import NotFoundHere

DOOR = "chat"


def keep_words(
    room: LateRoom,
    *,
    token: str,
    browser: str,
    origin: str,
    language: str,
    words: str,
    key: str,
    at: datetime,
) -> None:
    """Keep what was written until the database is back. at: this machine's time. Raises BadInput, NoRoomForMore."""
    refuse_words(words, key)
    facts = {
        "token": token,
        "browser": browser,
        "origin": origin,
        "language": language,
        "words": words,
        "key": key,
    }
    room.keep(door=DOOR, facts=facts, files=(), at=at)


def take_words(late: Late) -> None:
    """Take in words that waited, at the time they were written; a chat that began meanwhile begins now.

    Safe to run twice: their key tells. Words to a chat that has ended are not: it begins anew with them.
    """
    at, facts = clock.business_time(late.kept_at), late.facts
    try:
        _say(facts["token"], late, at)
    except NotFoundHere:
        begin_chat(
            visitor=Visitor(facts["token"], facts["browser"], origin=facts["origin"]),
            language=facts["language"],
            at=at,
        )
        _say(facts["token"], late, at)


def _say(token: str, late: Late, at: datetime) -> None:
    say(token=token, browser=late.facts["browser"], words=late.facts["words"], key=late.facts["key"], at=at)
