"""What sorting a message gives: every number with the words it stands on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Ranked:
    """A topic and how probable it is, 0 to 1; over all topics they sum to 1."""

    topic: str
    probability: float


@dataclass(frozen=True)
class TellingWord:
    """A word of the message that spoke for the first topic. weight: its part of what spoke for it, 0 to 1."""

    words: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True)
class NearCase:
    """A past case and how like this message is to it, 0 to 1. key: as given when the model was trained."""

    key: str
    topic: str
    likeness: float


@dataclass(frozen=True)
class Sorting:
    """Where a message belongs, or nowhere.

    refused: none of the topics; typicality is then below what the model accepts.
    typicality: the share of messages known to be of a topic that look no more like one than this, above 0 to 1.
    ranked: the likeliest topics, the first of them first; what it would be if it were one of them.
    model: the hash of the model that said so. meaning: the hash of the sentence model that read along, "" where none did.
    """

    refused: bool
    typicality: float
    ranked: tuple[Ranked, ...]
    words: tuple[TellingWord, ...]
    near: tuple[NearCase, ...]
    model: str
    meaning: str = ""

    @property
    def topic(self) -> str | None:
        """The likeliest topic, None when it is none of them."""
        return None if self.refused or not self.ranked else self.ranked[0].topic

    def as_json(self) -> dict[str, Any]:
        return {"topic": self.topic} | asdict(self)
