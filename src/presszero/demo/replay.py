"""Fireworks night and the days before, replayed through the real doors: SMTP, the web form, the desk.

Run by `presszero demo` once everything is ready. Nothing is written to a row
here but the clock: letters arrive, colleagues sign in and answer, and the
town's one clock is moved on between them. What has happened is known by the
rows it left, so a replay that was cut short goes on, and one that is done is
not done twice.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import smtplib
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from presszero.demo.mails import OurMail
    from presszero.demo.papers import Letter

SEED = 7
NIGHT_TAKES_SECONDS = 45.0
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


def main(arguments: Sequence[str] = ()) -> int:
    """Replay what has not happened yet, then let letters trickle in for a quarter of an hour."""
    parser = argparse.ArgumentParser(prog="python -m presszero.demo.replay", description=__doc__)
    parser.add_argument("--at-once", action="store_true", help="no pauses for a watcher, and no trickle")
    asked = parser.parse_args(list(arguments))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "presszero.config.settings")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    import django

    django.setup()
    Replay(hurried=asked.at_once).run()
    return 0


class Replay:
    """One replay. hurried: nobody watches, so nothing waits for the eye."""

    def __init__(self, *, hurried: bool = False, say: Callable[[str], None] | None = None) -> None:
        from django.conf import settings

        from presszero.demo.acting import Cast
        from presszero.demo.papers import moment

        self.hurried, self.say = hurried, say or _say
        self.addresses = settings.PRESSZERO
        self.cast = Cast()
        self.night_begins = moment("Sat 22:30")
        self.chance = random.Random(SEED)  # noqa: S311 - the same evening each time, not a secret

    def run(self) -> None:
        arrived = arrived_ids()
        steps = self._steps(arrived)
        if steps:
            self.say("Port Lumen lives through its fireworks night; this takes about a minute.")
        pause = self._pause(steps)
        for step in steps:
            self._reach(step.at)
            step.do()
            if pause and step.at >= self.night_begins:
                time.sleep(pause)
        self._settle()
        self.say(f"The town is awake: {self.addresses.public_url}/demo/")
        if not self.hurried:
            self._trickle(arrived)

    def _steps(self, arrived: set[str]) -> list[Step]:
        from presszero.demo.acting import case_of, is_done
        from presszero.demo.papers import arriving_in_time
        from presszero.demo.story import acts

        steps = [
            Step(letter.arrives_at, letter.name, lambda letter=letter: self._arrive(letter))
            for letter in arriving_in_time()
            if letter.arrives_at and letter.message_id not in arrived
        ]
        for act in acts():
            known = letter_id(act.letter) in arrived
            if not (known and is_done(act, case_of(act.letter))):
                steps.append(Step(act.at, f"{act.leaves} {act.letter}", lambda act=act: self._act(act)))
        return sorted(steps, key=lambda step: step.at)

    def _pause(self, steps: Sequence[Step]) -> float:
        at_night = sum(step.at >= self.night_begins for step in steps)
        return 0.0 if self.hurried or not at_night else min(1.2, NIGHT_TAKES_SECONDS / at_night / 2)

    def _reach(self, moment: datetime) -> None:
        """Move the clock on to a moment, once what was handed in before it has been read."""
        from presszero.ground import clock

        self._settle()
        if not self._has_begun() or clock.now() < moment:
            clock.shift_to(moment)
            time.sleep(clock.OBEYED_WITHIN_SECONDS + 0.02)

    def _has_begun(self) -> bool:
        from presszero.ground.models import RecordLine

        return RecordLine.objects.exists()

    def _settle(self) -> None:
        wait_until("every mail being read", nothing_unread)

    def _act(self, act: object) -> None:
        from presszero.demo.story import Act

        if isinstance(act, Act):
            self.cast.do(act)

    def _arrive(self, letter: Letter) -> None:
        if letter.door == "form":
            self._fill_in_form(letter)
        else:
            self._post(letter)

    def _post(self, letter: Letter) -> None:
        from presszero.demo.mails import mail_of
        from presszero.ground import clock

        ours = wait_until("our mail to answer", lambda: last_mail_to(letter)) if letter.form in ("answer", "report") else None
        at = letter.arrives_at or clock.now()
        to = ours.reply_to if ours and letter.form == "answer" else letter.to
        sender = "" if letter.form == "report" else letter.sender
        with smtplib.SMTP(self.addresses.host, self.addresses.smtp_port, timeout=60) as door:
            door.sendmail(sender, [to], mail_of(letter, at, ours))

    def _fill_in_form(self, letter: Letter) -> None:
        from django.urls import reverse

        from presszero.demo.pictures import picture
        from presszero.demo.visitor import Visitor

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
        from presszero.demo.papers import trickling

        ends = time.monotonic() + TRICKLE_LASTS_SECONDS
        for letter in trickling():
            if letter.message_id in arrived:
                continue
            time.sleep(self.chance.uniform(*BETWEEN_SECONDS))
            if time.monotonic() > ends:
                return
            self._arrive(letter)


def letter_id(name: str) -> str:
    from presszero.demo.papers import letter_named

    return letter_named(name).message_id


def arrived_ids() -> set[str]:
    """Return the Message-IDs of all mail that came, read or not, and of all forms."""
    from presszero.cases.models import Contact
    from presszero.channels.email.models import Arrival

    found = {
        match[1].decode(errors="replace")
        for raw in Arrival.objects.values_list("raw", flat=True).iterator(chunk_size=20)
        if (match := _MESSAGE_ID.search(bytes(raw)[:8000]))
    }
    return found | set(Contact.objects.filter(channel="webform").values_list("message_id", flat=True))


def nothing_unread() -> bool:
    """Whether every kept mail has been read, and every consequence of the record is done."""
    from presszero.channels.email.models import Arrival
    from presszero.ground.models import Duty, RecordLine

    return not (
        Arrival.objects.filter(state=Arrival.State.ARRIVED).exists()
        or RecordLine.objects.filter(position=None).exists()
        or Duty.objects.filter(state=Duty.State.WAITING).exists()
    )


def last_mail_to(letter: Letter) -> OurMail | None:
    """Return the newest mail that the letter's writer found in their mailbox, None while there is none."""
    from email import message_from_bytes, policy

    from presszero.demo.mails import OurMail
    from presszero.demo.models import PostedLetter

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
    """Return what look returns once it is true; the bound is for what will never come."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        if time.monotonic() > ends:
            raise TimeoutError(f"{what} did not happen in {PATIENCE_SECONDS:.0f} s; the town's output says why.")
        time.sleep(LOOK_SECONDS)
    return found


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
