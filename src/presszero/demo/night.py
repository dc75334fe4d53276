"""Fireworks night and the days before, replayed through the real doors: SMTP, the web form, the desk.

Nothing is written to a row here but the clock: letters arrive, colleagues sign
in and answer, and the town's one clock is moved on between them. What has
happened is known by the rows it left, so a replay that was cut short goes on,
and one that is done is not done twice.
"""

from __future__ import annotations

import random
import re
import smtplib
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse

from presszero.cases.models import Contact
from presszero.channels.email.models import Arrival, Outgoing
from presszero.demo.acting import Cast, case_of, is_done
from presszero.demo.mails import OurMail, mail_of
from presszero.demo.models import PostedLetter
from presszero.demo.papers import Letter, arriving_in_time, letter_named, moment, trickling
from presszero.demo.pictures import picture
from presszero.demo.story import acts
from presszero.demo.visitor import Visitor
from presszero.ground import clock
from presszero.ground.models import Duty, RecordLine
from presszero.pure.errors import PressZeroError

SEED = 7
NIGHT_BEGINS, AWAKE = moment("Sat 22:30"), moment("Sun 13:55")
NIGHT_TAKES_SECONDS = 45.0
LONGEST_PAUSE_SECONDS = 1.5
TRICKLE_LASTS_SECONDS = 15 * 60
BETWEEN_SECONDS = (20.0, 40.0)
PATIENCE_SECONDS = 90.0
LOOK_SECONDS = 0.05
_MESSAGE_ID = re.compile(rb"^Message-ID: <([^>\r\n]+)>", re.MULTILINE | re.IGNORECASE)
T = TypeVar("T")


@dataclass(frozen=True)
class Step:
    """One thing that happens at a business time."""

    at: datetime
    name: str
    do: Callable[[], None]


class Night:
    """One replay. hurried: nobody watches, so nothing waits for the eye. say: takes one line for whoever watches."""

    def __init__(self, *, hurried: bool, say: Callable[[str], None]) -> None:
        self.hurried, self.say = hurried, say
        self.addresses = settings.PRESSZERO
        self.cast = Cast()
        self.chance = random.Random(SEED)  # noqa: S311 - the same evening each time, not a secret

    def run(self) -> None:
        """Do what has not happened yet, say that the town is awake, and let letters trickle in."""
        settle()
        arrived = arrived_ids()
        if steps := self._steps(arrived):
            self.say("Port Lumen lives through its fireworks night; this takes about a minute.")
            self._take(steps)
            reach(AWAKE)
        settle()
        self.say(f"The town is awake: {self.addresses.public_url}/demo/")
        self._trickle(arrived)
        settle()

    def _steps(self, arrived: set[str]) -> list[Step]:
        """Return what has not happened yet, in its order."""
        steps = [
            Step(letter.arrives_at, letter.name, partial(self._arrive, letter))
            for letter in arriving_in_time()
            if letter.arrives_at and letter.message_id not in arrived
        ]
        for act in acts():
            known = letter_named(act.letter).message_id in arrived
            if not (known and is_done(act, case_of(act.letter))):
                steps.append(Step(act.at, f"{act.leaves} on {act.letter}", partial(self.cast.do, act)))
        return sorted(steps, key=lambda step: step.at)

    def _take(self, steps: Sequence[Step]) -> None:
        at_night = sum(step.at >= NIGHT_BEGINS for step in steps)
        pause = 0.0 if self.hurried else min(LONGEST_PAUSE_SECONDS, NIGHT_TAKES_SECONDS / max(1, at_night))
        for step in steps:
            began = time.monotonic()
            reach(step.at)
            self._try(step)
            if step.at >= NIGHT_BEGINS:
                time.sleep(max(0.0, began + pause - time.monotonic()))

    def _try(self, step: Step) -> None:
        """Take one step; an act that is refused is told and left out, for the rest of the town to be seen."""
        try:
            step.do()
        except (PressZeroError, ObjectDoesNotExist) as error:
            self.say(f"Left out of the night: {step.name}. {error}")

    def _arrive(self, letter: Letter) -> None:
        if letter.door == "form":
            self._fill_in_form(letter)
        else:
            self._post(letter)

    def _post(self, letter: Letter) -> None:
        """Hand a mail in at the SMTP door. One that answers us goes to the address that our mail gave."""
        about_ours = letter.form in ("answer", "report")
        ours = wait_until("our mail to answer", lambda: last_mail_to(letter)) if about_ours else None
        to = ours.reply_to if ours and letter.form == "answer" else letter.to
        sender = "" if letter.form == "report" else letter.sender
        with smtplib.SMTP(self.addresses.host, self.addresses.smtp_port, timeout=60) as door:
            door.sendmail(sender, [to], mail_of(letter, letter.arrives_at or clock.now(), ours))

    def _fill_in_form(self, letter: Letter) -> None:
        visitor = Visitor(self.addresses.public_url)
        visitor.open(reverse("write"))
        fields = {
            "name": letter.sender_name,
            "email": letter.sender,
            "message": letter.text,
            "place": letter.headers.get("Place", ""),
            "topic": "",
            "token": letter.name,
        }
        visitor.send_files(reverse("write"), fields, [(name, picture(name)) for name in letter.carries])

    def _trickle(self, arrived: set[str]) -> None:
        """Let one letter come every 20 to 40 seconds, so that a newcomer sees the desk live."""
        ends = time.monotonic() + TRICKLE_LASTS_SECONDS
        for letter in trickling():
            if letter.message_id in arrived:
                continue
            time.sleep(0 if self.hurried else self.chance.uniform(*BETWEEN_SECONDS))
            if time.monotonic() > ends:
                return
            self._arrive(letter)


def reach(at: datetime) -> None:
    """Move the clock on to a moment, once what was handed in before it has been read; back, before the first letter."""
    settle()
    if clock.now() < at or not Contact.objects.exists():
        clock.shift_to(at)
        time.sleep(clock.OBEYED_WITHIN_SECONDS + LOOK_SECONDS)


def settle() -> None:
    """Wait until every mail that came has been read."""
    wait_until("every mail being read", nothing_unread)


def nothing_unread() -> bool:
    """Whether every mail has been read, its acknowledgement sent, and the rest done; what was parked waits for a person."""
    duties = set(Duty.objects.values_list("state", flat=True))
    unread = Arrival.objects.filter(state=Arrival.State.ARRIVED).exists()
    unsealed = RecordLine.objects.filter(position=None).exists()
    unsent = Outgoing.objects.filter(state=Outgoing.State.WAITING, attempts=0).exists()
    if unsealed or unsent or Duty.State.WAITING in duties:
        return False
    return not unread or Duty.State.PARKED in duties


def arrived_ids() -> set[str]:
    """Return the Message-IDs of all mail that came, read or not, and of all forms."""
    found = {
        match[1].decode(errors="replace")
        for raw in Arrival.objects.values_list("raw", flat=True).iterator(chunk_size=20)
        if (match := _MESSAGE_ID.search(bytes(raw)[:8000]))
    }
    return found | set(Contact.objects.filter(channel="webform").values_list("message_id", flat=True))


def last_mail_to(letter: Letter) -> OurMail | None:
    """Return the newest mail that the letter's writer found in their mailbox, None while there is none."""
    reader = letter.headers.get("X-Failed-Recipients", letter.sender)
    posted = PostedLetter.objects.filter(recipient=reader).order_by("-id").first()
    if posted is None:
        return None
    mail = message_from_bytes(bytes(posted.raw), policy=policy.default)
    return OurMail(
        message_id=str(mail["Message-ID"]).strip("<> "),
        reply_to=str(mail["Reply-To"]).strip("<> "),
        subject=str(mail["Subject"]),
        text=posted.text,
        sent_at=posted.posted_at,
    )


def wait_until(what: str, look: Callable[[], T]) -> T:
    """Return what look returns once it is true. Raises TimeoutError: the bound is for what will never come."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if time.monotonic() > ends:
            raise TimeoutError(
                f"{what} did not happen in {PATIENCE_SECONDS:.0f} s; the town's output says why."
            )
        time.sleep(LOOK_SECONDS)
    return found
