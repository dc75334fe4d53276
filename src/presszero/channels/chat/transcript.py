"""A chat as one contact: its text grows with what is said, and only the customer's words count as theirs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from presszero.cases.models import Contact
from presszero.channels.chat.models import Turn
from presszero.organisation.queries import the_organisation

# Nothing that reads letters needs more; a chat that is longer goes on in a second contact.
LONGEST_TEXT = 400_000


@dataclass
class Transcript:
    """The text of a contact and the cuts in it: what the machine, the house and our people said."""

    text: str = ""
    cuts: list[dict[str, Any]] = field(default_factory=list)

    def add(self, turns: Iterable[Turn]) -> None:
        for turn in turns:
            if turn.text:
                self._add(turn)

    def _add(self, turn: Turn) -> None:
        start = len(self.text)
        if turn.who == Turn.Who.CUSTOMER:
            self.text += f"{turn.text}\n\n"
            return
        self.text += f"{_said_by(turn)}: {turn.text}\n\n"
        self.cuts.append({"start": start, "end": len(self.text), "kind": turn.who})


def _said_by(turn: Turn) -> str:
    who = turn.worker.name if turn.worker else the_organisation().name
    at = turn.at.astimezone(ZoneInfo(the_organisation().time_zone))
    return f"{who}, {at:%H:%M}"


def transcript_of(turns: Iterable[Turn]) -> Transcript:
    """Return what was said so far as one text."""
    made = Transcript()
    made.add(turns)
    return made


def append(contact: Contact, turns: Iterable[Turn]) -> list[tuple[Turn, int]]:
    """Add what was said since to the contact; return the customer's turns with where each begins in its text."""
    grown = Transcript(contact.text, list(contact.cuts))
    starts = []
    for turn in turns:
        if turn.who == Turn.Who.CUSTOMER and turn.text:
            starts.append((turn, len(grown.text)))
        grown.add([turn])
    if len(grown.text) > LONGEST_TEXT:
        return []
    contact.text, contact.cuts = grown.text, grown.cuts
    contact.save(update_fields=["text", "cuts"])
    return starts
