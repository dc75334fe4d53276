"""Consequences: what follows from a record line, at least once, in order for each case.

The table itself lives in wiring.py. A failing consequence is tried again with
growing waits, then parked where the office sees it; it holds up only its case.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from presszero.ground.actors import Actor
from presszero.ground.fail_points import reach
from presszero.ground.models import Duty, GivenUp, Reader, RecordLine
from presszero.ground.record import read_after, record
from presszero.pure.errors import BadInput

Consequence = Callable[[RecordLine], None]
Table = Mapping[str, Sequence[Consequence]]

LONGEST_WHY = 500  # characters
WAITS_SECONDS = (1, 5, 20, 60, 300, 1800)
log = logging.getLogger("presszero.consequences")

_NEXT = """
    SELECT id FROM ground_duty AS duty
    WHERE state = 'waiting' AND next_try_at <= clock_timestamp()
      AND NOT EXISTS (
        SELECT 1 FROM ground_duty AS earlier
        WHERE earlier.stream = duty.stream
          AND (earlier.position, earlier.id) < (duty.position, duty.id))
    ORDER BY position, id LIMIT 1 FOR UPDATE SKIP LOCKED
"""


def note_duties(table: Table, limit: int = 500) -> int:
    """Write down what follows from the lines since the last time; return how many lines were read."""
    Reader.objects.get_or_create(name="consequences")
    with transaction.atomic():
        reader = Reader.objects.select_for_update().get(name="consequences")
        lines = read_after(reader.position, limit)
        if not lines:
            return 0
        Duty.objects.bulk_create(
            Duty(position=line.position or 0, consequence=consequence.__name__, stream=_stream(line))
            for line in lines
            for consequence in table.get(line.kind, ())
        )
        reader.position = lines[-1].position or reader.position
        reader.save(update_fields=["position"])
        reach("before-duties-commit")
    reach("after-duties-commit")
    return len(lines)


def _stream(line: RecordLine) -> str:
    if line.case_id is not None:
        return f"case:{line.case_id}"
    return f"{line.about_kind}:{line.about_id}"


def do_next_duty(table: Table) -> bool:
    """Do one duty that is ready; return whether there was one.

    Its own rows and the end of the duty commit together, so a duty that only
    writes to the database happens once even though it may start twice.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_NEXT)
            row = cursor.fetchone()
        if row is None:
            return False
        duty = Duty.objects.get(pk=row[0])
        line = RecordLine.objects.get(position=duty.position)
        try:
            with transaction.atomic():
                _named(table, line.kind, duty.consequence)(line)
        except Exception as error:
            _try_again_later(duty, error)
        else:
            duty.delete()
        reach("before-duty-commit")
    reach("after-duty-commit")
    return True


def _named(table: Table, kind: str, name: str) -> Consequence:
    for consequence in table.get(kind, ()):
        if consequence.__name__ == name:
            return consequence
    raise LookupError(f"wiring.py no longer names {name} for {kind}; dismiss this duty or put it back.")


def _try_again_later(duty: Duty, error: Exception) -> None:
    duty.attempts += 1
    duty.last_error = f"{type(error).__name__}: {error}"[:2000]
    if duty.attempts > len(WAITS_SECONDS):
        duty.state = Duty.State.PARKED
    else:
        duty.next_try_at = Now() + timedelta(seconds=WAITS_SECONDS[duty.attempts - 1])
    duty.save(update_fields=["attempts", "last_error", "state", "next_try_at"])
    # The error's words may quote a customer, so the log names only its type.
    log.error(
        "consequence failed",
        extra={
            "facts": {
                "consequence": duty.consequence,
                "position": duty.position,
                "attempts": duty.attempts,
                "error": type(error).__name__,
            }
        },
        exc_info=error,
    )


class NoReasonGiven(BadInput):
    """What somebody lets be happens no more, so that it stands there why."""

    def __init__(self, length: int) -> None:
        super().__init__(
            _("Say in a sentence why it need not happen, then let it be.")
            if not length
            else _("The reason has %(n)s characters, and %(most)s is the most. Say it shorter.")
            % {"n": length, "most": LONGEST_WHY}
        )


@dataclass(frozen=True)
class ParkedDuty:
    """A duty that was given up for now, and the line it follows from."""

    duty: Duty
    line: RecordLine


def parked_duties(limit: int = 200) -> list[ParkedDuty]:
    """Return what failed too often and waits for a person, the oldest first."""
    duties = list(Duty.objects.filter(state=Duty.State.PARKED).order_by("position", "id")[:limit])
    positions = [duty.position for duty in duties]
    lines = {line.position: line for line in RecordLine.objects.filter(position__in=positions)}
    return [ParkedDuty(duty, lines[duty.position]) for duty in duties]


def retry_duty(*, duty_id: int, by: Actor, at: datetime) -> bool:
    """Try a parked duty again now; return whether it was parked. Records duty.retried."""
    with transaction.atomic():
        duty = _parked(duty_id)
        if duty is None:
            return False
        record("duty.retried", about=duty, by=by, at=at, position=duty.position)
        duty.state, duty.attempts, duty.next_try_at = Duty.State.WAITING, 0, Now()
        duty.save(update_fields=["state", "attempts", "next_try_at"])
    return True


def dismiss_duty(*, duty_id: int, words: str, by: Actor, at: datetime) -> bool:
    """Give a parked duty up, so that its case can go on; return whether it was parked. Records duty.dismissed.

    words: why it need not happen, kept beside it; raises NoReasonGiven without any, or with more than 500 characters.
    """
    why = " ".join(words.split())
    if not 0 < len(why) <= LONGEST_WHY:
        raise NoReasonGiven(len(why))
    with transaction.atomic():
        duty = _parked(duty_id)
        if duty is None:
            return False
        record("duty.dismissed", about=duty, by=by, at=at, position=duty.position)
        GivenUp.objects.create(
            position=duty.position,
            consequence=duty.consequence,
            words=why,
            by_kind=by.kind,
            by_id=by.id,
            at=at,
        )
        duty.delete()
    return True


def given_up(limit: int = 20) -> list[GivenUp]:
    """Return what people let be, the latest first."""
    return list(GivenUp.objects.order_by("-at", "-id")[:limit])


def _parked(duty_id: int) -> Duty | None:
    return Duty.objects.select_for_update().filter(pk=duty_id, state=Duty.State.PARKED).first()
