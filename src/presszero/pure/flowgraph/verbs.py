"""What a channel is told to do: a small neutral list that chat and phone carry out in their own way."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Say:
    """Say or show a text, by language."""

    text: dict[str, str]


@dataclass(frozen=True)
class Gather:
    """Take keys, words or digits. person: whether 0 and the words for a person are taken too."""

    keys: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    least: int = 0
    most: int = 0
    person: bool = True
    person_key: str = "0"
    wait_seconds: float = 6.0
    keeps_as: str = ""
    records: bool = False


@dataclass(frozen=True)
class LookUp:
    """Ask another system and come back with its answer."""

    name: str


@dataclass(frozen=True)
class CheckHours:
    """Say whether these hours are open now."""

    name: str


@dataclass(frozen=True)
class Enqueue:
    """Put the conversation before a team, with what was collected."""

    team: str
    hands_over: tuple[str, ...] = ("*",)


@dataclass(frozen=True)
class Dial:
    """Connect to another number."""

    to: str


@dataclass(frozen=True)
class PromiseCall:
    """Write down a call-back with its due time."""

    team: str
    number: str
    due_hours: float


@dataclass(frozen=True)
class TakeMessage:
    """Record a message for a team."""

    team: str


@dataclass(frozen=True)
class HangUp:
    """End the conversation."""

    reason: str = ""
