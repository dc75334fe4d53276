"""Letter and draft side by side, read once for every rule of the check."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from presszero.pure.words.cutting import quotation
from presszero.pure.words.details import details_of
from presszero.pure.words.languages import language
from presszero.pure.words.matching import Match, match_points
from presszero.pure.words.nearness import Near, SentenceModel
from presszero.pure.words.normal import level
from presszero.pure.words.roles import is_hollow
from presszero.pure.words.shapes import READ_AT_MOST, Detail, Language, PointToAnswer, Span
from presszero.pure.words.sides import Sentence, keyed, sentence
from presszero.pure.words.splitting import is_closing, is_greeting, is_name, sentences

_LONG_NUMBER = re.compile(r"\d[\d ]{4,16}\d")
NO_THRESHOLDS: Mapping[str, float] = {}


@dataclass(frozen=True)
class Read:
    """Letter and draft, read once for every rule. own: the draft's sentences without greeting and farewell."""

    letter: str
    draft: str
    letter_parts: list[Sentence]
    letter_details: list[Detail]
    own: list[Span]
    parts: list[Sentence]
    draft_details: list[Detail]
    matches: list[Match]
    letter_language: Language
    draft_language: Language
    today: str
    """The day of the check, as "2025-07-18"."""
    meaning: str = ""
    near: Near | None = None

    @classmethod
    def of(
        cls,
        letter: str,
        points: Sequence[PointToAnswer],
        draft: str,
        at: datetime,
        languages: Sequence[str],
        meaning: SentenceModel | None = None,
        own_thresholds: Mapping[str, float] = NO_THRESHOLDS,
        sent_at: datetime | None = None,
    ) -> "Read":
        letter, draft = letter[:READ_AT_MOST], draft[:READ_AT_MOST]
        letter_spans, own = _own(letter), _own(draft)
        letter_details = details_of(letter, sent_at or at, letter_spans)
        draft_details = details_of(draft, at, own)
        letter_parts = [sentence(letter, span, letter_details) for span in letter_spans]
        parts = [
            sentence(draft, span, draft_details, is_hollow(level(draft[span.start : span.end])))
            for span in own
        ]
        theirs = language("\n".join(letter[s.start : s.end] for s in letter_spans), languages)
        ours = language("\n".join(draft[s.start : s.end] for s in own), languages)
        said = [draft[s.start : s.end] for s in own]
        near = _near(points, letter, letter_spans, said, (theirs, ours), meaning)
        reads_along = meaning.hash if meaning and near is not None else ""
        above = own_thresholds.get(reads_along)
        matches = match_points(points, letter_parts, letter_details, parts, near, answered_above=above)
        return cls(
            letter,
            draft,
            letter_parts,
            letter_details,
            own,
            parts,
            draft_details,
            matches,
            theirs,
            ours,
            f"{at:%Y-%m-%d}",
            reads_along,
            near,
        )

    @cached_property
    def their_keys(self) -> frozenset[tuple[str, str]]:
        return keyed(self.letter_details)

    @cached_property
    def our_keys(self) -> frozenset[tuple[str, str]]:
        return keyed(self.draft_details)

    @cached_property
    def kinds_told_back(self) -> frozenset[str]:
        """The kinds of which the draft repeats one of the customer's details."""
        return frozenset(kind for kind, _ in self.our_keys & self.their_keys)

    @cached_property
    def numbers_below(self) -> list[Detail]:
        """The long numbers that stand under a letter, as a telephone's below the name."""
        end = self.letter_parts[-1].span.end if self.letter_parts else 0
        return [
            Detail("reference", each.start(), each.end(), each.group(), re.sub(r"\D", "", each.group()))
            for each in _LONG_NUMBER.finditer(self.letter, end)
        ]

    def around(self, place: int) -> frozenset[object]:
        """Return the stems and details of the letter's sentence at a place, and of those beside it."""
        at = next((n for n, each in enumerate(self.letter_parts) if place < each.span.end), 0)
        beside = self.letter_parts[max(0, at - 1) : at + 2]
        return frozenset[object]().union(*(each.stems | each.details for each in beside))

    @cached_property
    def letter_stems(self) -> frozenset[str]:
        return frozenset(word for each in self.letter_parts for word in each.stems)

    @cached_property
    def draft_stems(self) -> frozenset[str]:
        return frozenset(word for each in self.parts for word in each.stems)


def _near(
    points: Sequence[PointToAnswer],
    letter: str,
    spans: Sequence[Span],
    said: Sequence[str],
    languages: Sequence[Language],
    meaning: SentenceModel | None,
) -> Near | None:
    """Return closeness in meaning, None without a model and where letter or draft are in another language than its own.

    A letter or draft whose language is undecided counts as in another: the model is not asked.
    """
    if meaning is None or not points or not said:
        return None
    if any(each.code not in ("", meaning.language) for each in languages):
        return None
    around = [_with_what_is_before(point, letter, spans) for point in points]
    rows = meaning.between([*(each.text for each in points), *around], said)
    return None if rows is None else Near(rows[: len(points)], rows[len(points) :])


def _with_what_is_before(point: PointToAnswer, letter: str, spans: Sequence[Span]) -> str:
    """Return a point with the whole of its sentence and the one before, on which "it" or "that" leans."""
    inside = [span for span in spans if span.start < point.end and point.start < span.end]
    before = [span for span in spans if span.end <= point.start][-1:]
    read = [*before, *inside]
    return letter[read[0].start : read[-1].end] if read else point.text


def _own(text: str) -> list[Span]:
    """Return the sentences of the message itself: no quotation or signature, no greeting, farewell or name."""
    kept = [
        part
        for part in sentences(text, quotation(text))
        if not (is_greeting(text[part.start : part.end]) or is_closing(text[part.start : part.end]))
    ]
    while len(kept) > 1 and is_name(text[kept[-1].start : kept[-1].end]):
        kept.pop()
    return kept
