"""The demo's papers: letters that customers wrote, and answers that the cast gave. All of it invented here.

A paper is a text file: headers, an empty line, the words. `letters/` holds what arrives; `answers/` what
colleagues had answered before the newcomer steps in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from presszero.demo.people import DOMAIN
from presszero.pure.errors import PressZeroError

FOLDER = Path(__file__).parent
ZONE = ZoneInfo("Europe/Berlin")
DAYS = {
    name: date(2025, 7, 11 + number)
    for number, name in enumerate(("Fri", "Sat", "Sun", "Mon", "Tue", "Wed", "Thu"))
}


class BadPaper(PressZeroError):
    """A paper of the demo cannot be read; the sentence names the file."""


@dataclass(frozen=True)
class Letter:
    """One thing that reaches Port Lumen.

    arrives_at: business time, None for what trickles in once the town is awake.
    door: "mail" or "form". form: plain, html, answer (to our last mail to that person), report (it came back),
    unreadable. asks: how many questions and requests a person counts in it. carries: names of drawn pictures.
    headers: more headers of the mail, as they stand.
    """

    name: str
    arrives_at: datetime | None
    door: str
    form: str
    sender_name: str
    sender: str
    team: str
    subject: str
    text: str
    asks: int
    carries: tuple[str, ...]
    headers: Mapping[str, str]

    @property
    def message_id(self) -> str:
        """What the letter is known by once it has arrived; a form's letter is known by its token."""
        return f"{self.name}@form" if self.door == "form" else f"{self.name}@{self.sender.partition('@')[2]}"

    @property
    def to(self) -> str:
        return f"{self.team}@{DOMAIN}"


@dataclass(frozen=True)
class Saying:
    """What an answer does with one point. about: words of the point; quote: the sentence of the answer.

    said: answered, promised (owner and due_at) or declined (reason).
    """

    about: str
    said: str
    quote: str
    owner: str = ""
    due_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class Pledging:
    """A sentence of an answer that promises something, who sees to it and by when."""

    quote: str
    owner: str
    due_at: datetime


@dataclass(frozen=True)
class Answer:
    """An answer of the cast to one letter, with its marks."""

    letter: str
    at: datetime
    by: str
    text: str
    sayings: tuple[Saying, ...]
    pledgings: tuple[Pledging, ...]


def moment(words: str) -> datetime:
    """Return the instant of "Sat 22:41" in the days of the story. Raises BadPaper."""
    day, _, clock = words.strip().partition(" ")
    try:
        return datetime.combine(DAYS[day], time.fromisoformat(clock), ZONE)
    except (KeyError, ValueError):
        raise BadPaper(f"“{words}” is no moment of the story; write one like “Sat 22:41”.") from None


@cache
def letters() -> tuple[Letter, ...]:
    """Return every letter: those with a time in its order, then those that trickle in, by file name."""
    read = [_letter(path.stem, *_headed(path)) for path in sorted((FOLDER / "letters").glob("*.txt"))]
    timed = sorted((one for one in read if one.arrives_at), key=lambda one: (one.arrives_at, one.name))
    return (*timed, *(one for one in read if one.arrives_at is None))


def letter_named(name: str) -> Letter:
    """Return one letter. Raises BadPaper."""
    for letter in letters():
        if letter.name == name:
            return letter
    raise BadPaper(f"The demo has no letter “{name}”.")


@cache
def answers() -> tuple[Answer, ...]:
    """Return every answer the cast has given before the newcomer steps in, in order of time."""
    read = [_answer(path.stem, *_headed(path)) for path in sorted((FOLDER / "answers").glob("*.txt"))]
    return tuple(sorted(read, key=lambda one: one.at))


def _headed(path: Path) -> tuple[dict[str, str], str]:
    head, empty, text = path.read_text(encoding="utf-8").partition("\n\n")
    pairs = [line.partition(":") for line in head.splitlines()]
    if not empty or any(not colon for _, colon, _ in pairs):
        raise BadPaper(f"{path.name} needs lines “Name: value”, an empty line, and the words.")
    return {name.strip(): value.strip() for name, _, value in pairs}, text.strip() + "\n"


def _letter(name: str, headers: dict[str, str], text: str) -> Letter:
    try:
        arrives, writer = headers.pop("Arrives"), re.fullmatch(r"(.*?) ?<(\S+)>", headers.pop("From"))
        asks = int(headers.pop("Asks"))
    except (KeyError, ValueError):
        raise BadPaper(f"{name} needs the headers Arrives, From and Asks (a number).") from None
    if writer is None:
        raise BadPaper(f"{name}: write From like “Maren Oduya <maren.oduya@lakemail.example>”.")
    return Letter(
        name=name,
        arrives_at=None if arrives == "later" else moment(arrives),
        door=headers.pop("Door", "mail"),
        form=headers.pop("Form", "plain"),
        sender_name=writer[1],
        sender=writer[2],
        team=headers.pop("To", "transit"),
        subject=headers.pop("Subject", ""),
        text=text,
        asks=asks,
        carries=tuple(headers.pop("Carries", "").split()),
        headers=headers,
    )


_TAG = re.compile(
    r' ?\[(?P<act>answers|declines|owes|promises)(?: "(?P<about>[^"]+)")?(?:: (?P<more>[^\]]+))?\]'
)
_SENTENCE_START = re.compile(r"(?<=[.!?]) |\n+")


def _answer(name: str, headers: dict[str, str], text: str) -> Answer:
    """Read an answer. A tag after a sentence says what the sentence does, as its writer marks it at the desk.

    [answers "their words"], [declines "their words": the reason], [owes "their words": Name, Mon 12:00],
    [promises: Name, Mon 12:00]
    """
    clean, sayings, pledgings, at = "", [], [], 0
    for tag in _TAG.finditer(text):
        clean += text[at : tag.start()]
        at = tag.end()
        quote, about, more = _SENTENCE_START.split(clean)[-1].strip(), tag["about"] or "", tag["more"] or ""
        owner, _, due = more.partition(", ")
        if tag["act"] == "promises":
            pledgings.append(Pledging(quote, owner, moment(due)))
        elif tag["act"] == "owes":
            sayings.append(Saying(about, "promised", quote, owner=owner, due_at=moment(due)))
        elif tag["act"] == "declines":
            sayings.append(Saying(about, "declined", quote, reason=more))
        else:
            sayings.append(Saying(about, "answered", quote))
    return Answer(
        letter=headers.get("To", name),
        at=moment(headers["At"]),
        by=headers["By"],
        text=(clean + text[at:]).strip(),
        sayings=tuple(sayings),
        pledgings=tuple(pledgings),
    )


def arriving_in_time() -> Iterator[Letter]:
    """Yield the letters that have arrived when the town is awake."""
    return (letter for letter in letters() if letter.arrives_at is not None)


def trickling() -> Iterator[Letter]:
    """Yield the letters that come while the newcomer watches."""
    return (letter for letter in letters() if letter.arrives_at is None)
