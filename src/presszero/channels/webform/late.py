"""A letter from the web form while the database is away: checked, kept on disk, taken in later."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from presszero.channels.webform.files import keep_file
from presszero.channels.webform.receiving import receive_form, wrong_in_letter
from presszero.ground import clock
from presszero.ground.late import Late, LateRoom
from presszero.pure.errors import BadInput

DOOR = "webform"


def keep_form(
    room: LateRoom,
    *,
    name: str,
    email: str,
    message: str,
    place: str,
    topic: str,
    files: Sequence[tuple[str, Iterable[bytes]]],
    token: str,
    at: datetime,
) -> None:
    """Keep a letter of the web form until the database is back. at: this machine's time.

    Raises BadInput naming the fields, or NoRoomForMore. Asks no database.
    """
    if wrong := wrong_in_letter(message=message, email=email):
        raise BadInput.in_fields(wrong)
    facts = {
        "name": name,
        "email": email,
        "message": message,
        "place": place,
        "topic": topic,
        "token": token,
    }
    room.keep(door=DOOR, facts=facts, files=files, at=at)


def take_form(late: Late) -> None:
    """Take in a letter that waited, at the time it was given. Safe to run twice: its token, else its key, tells."""
    at = clock.business_time(late.kept_at)
    files = [keep_file(file.chunks(), file.name, at) for file in late.files]
    receive_form(**{**late.facts, "token": late.facts["token"] or late.key}, files=files, at=at)
