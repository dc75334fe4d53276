"""What the reader of letters and the checker of replies hand back.

Every span is half-open, [start, end), in characters of the text that was given. Every shape
turns into plain JSON with `as_json()`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal

READ_AT_MOST = 40_000
"""Characters of a text that are read; what lies behind is kept, but not analysed."""

DetailKind = Literal["date", "time", "duration", "place", "route", "amount", "reference", "person", "count"]
CutKind = Literal["quotation", "signature", "disclaimer"]
PointKind = Literal["question", "complaint", "request", "fact"]
TraitKind = Literal["wait", "weather", "repeat", "company", "feeling", "loss", "vulnerability", "burden"]
WishKind = Literal["no_thanks", "no_apology", "no_form_letter", "by_phone", "not_by_phone", "in_writing"]
PointMark = Literal["answered", "promised", "declined"]
ProposedState = Literal["answered", "touched", "unanswered"]
DetailState = Literal["repeated", "missing", "contradicted"]
Level = Literal["stops", "advice", "settled"]


def plain(value: Any) -> Any:
    """Return value as JSON knows it: dictionaries, lists, strings, numbers, None; instants as ISO 8601."""
    if isinstance(value, Shape):
        return value.as_json()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Shape:
    def as_json(self) -> dict[str, Any]:
        return {each.name: plain(getattr(self, each.name)) for each in fields(self)}


@dataclass(frozen=True, slots=True)
class Span(Shape):
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Language(Shape):
    """code: None when undecided; confidence: 0 to 1, the share of telling words that agree."""

    code: str | None
    confidence: float
    undecided: bool


@dataclass(frozen=True, slots=True)
class Cut(Shape):
    """A stretch that is not the writer's own message; it is never deleted, only marked."""

    start: int
    end: int
    kind: CutKind


@dataclass(frozen=True, slots=True)
class Detail(Shape):
    """A date, time, place, ... in the text. value: the normal form (2025-07-12, 22:35, 41.50), or None."""

    kind: DetailKind
    start: int
    end: int
    text: str
    value: str | None


@dataclass(frozen=True, slots=True)
class AskedPoint(Shape):
    """One thing that needs an answer. ask: its short form in the customer's own words; rule: why it was found."""

    kind: PointKind
    start: int
    end: int
    text: str
    ask: str
    details: tuple[Detail, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Trait(Shape):
    """A piece of what the customer went through. also: other kinds of it in the same words, as the rain in a wait."""

    kind: TraitKind
    start: int
    end: int
    text: str
    also: Sequence[TraitKind] = ()


@dataclass(frozen=True, slots=True)
class Wish(Shape):
    """How the customer wants to be answered: "I would rather you did not thank me"."""

    kind: WishKind
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading(Shape):
    """A letter as we understood it. truncated: it was longer than READ_AT_MOST characters."""

    language: Language
    points: tuple[AskedPoint, ...]
    experience: tuple[Trait, ...]
    wishes: tuple[Wish, ...]
    title: str
    details: tuple[Detail, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class PointToAnswer(Shape):
    """A point of the ledger: its number, and its words with their place in the letter."""

    number: int
    text: str
    start: int
    end: int
    ask: str
    kind: PointKind
    details: Sequence[Detail] = ()


@dataclass(frozen=True, slots=True)
class PastReply(Shape):
    """A reply that was sent before. sent_to: how many customers got it; letter: what the first of them had written, if known."""

    text: str
    sent_to: int = 1
    letter: str = ""


@dataclass(frozen=True, slots=True)
class SettledPledge(Shape):
    """A pledge a person has dated, or marked "not a promise", known again by its words."""

    quote: str


@dataclass(frozen=True, slots=True)
class Said(Shape):
    """What a person has already said about this reply: a mark for each point number, and the settled pledges."""

    points: Mapping[int, PointMark] = field(default_factory=dict)
    pledges: Sequence[SettledPledge] = ()


@dataclass(frozen=True, slots=True)
class Proposal(Shape):
    """Which words of the draft seem to answer a point. start, end: in the draft, None when unanswered.

    score: how sure the check is that it is answered, 0 to 1.
    """

    number: int
    state: ProposedState
    start: int | None
    end: int | None
    quote: str
    shared: tuple[str, ...]
    why: str
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Pledge(Shape):
    """Something the draft says will happen. who: its subject; what: the act; due_words: the words that date it."""

    start: int
    end: int
    quote: str
    who: str
    what: str
    due_at: datetime | None
    due_words: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Place(Shape):
    """Where a finding points: a span of the draft or of the letter."""

    text: Literal["draft", "letter"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding(Shape):
    """What the check says: the words, what is the matter, how to mend it.

    number: the point it is about, if any. replies: places in the history of up to eight earlier
    replies to compare with (rule form-letter), the most alike first.
    """

    rule: str
    level: Level
    title: str
    reason: str
    mend: str
    place: Place
    quote: str
    number: int | None = None
    replies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DetailSaid(Shape):
    """A detail of the letter, and whether the draft repeats it, leaves it out, or says another in its place (ours)."""

    kind: DetailKind
    start: int
    end: int
    text: str
    value: str | None
    state: DetailState
    ours: str | None = None


@dataclass(frozen=True, slots=True)
class ReplyCheck(Shape):
    """All that the check says about one draft. truncated: the draft was longer than READ_AT_MOST characters.

    meaning: the hash of the sentence model that looked at the points, too, "" where none did.
    """

    findings: tuple[Finding, ...]
    proposals: tuple[Proposal, ...]
    pledges: tuple[Pledge, ...]
    language: Language
    truncated: bool = False
    details: tuple[DetailSaid, ...] = ()
    meaning: str = ""

    @property
    def stops(self) -> tuple[Finding, ...]:
        """Return what no person has said yet; the send waits for these alone."""
        return tuple(each for each in self.findings if each.level == "stops")
