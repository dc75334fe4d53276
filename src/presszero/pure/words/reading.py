"""Reading a letter: what it asks, what its writer went through, and one line to head the case."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime

from presszero.pure.words import cues_en, cues_fr
from presszero.pure.words.asking import points_in
from presszero.pure.words.cues import LetterCues
from presszero.pure.words.details import details_of
from presszero.pure.words.languages import language, likelier
from presszero.pure.words.lived import lived_in
from presszero.pure.words.naming import signer
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.pointing import weighed
from presszero.pure.words.sentence_asks import Found
from presszero.pure.words.shapes import (
    READ_AT_MOST,
    AskedPoint,
    Cut,
    Detail,
    Reading,
    Span,
    Trait,
    Wish,
)
from presszero.pure.words.shortening import short_form, shortened
from presszero.pure.words.splitting import is_closing, is_greeting, is_heading, is_name, sentences

TITLE_AT_MOST = 70
_CUES = {"en": cues_en.LETTER, "fr": cues_fr.LETTER}
_EMPTY_SUBJECT = re.compile(
    r"(?:(?:re|fwd?|aw|tr|wg|sv) ?: ?)*(?:(?:a |an |my |une |ma )?(?:complaint|question|enquiry|inquiry|request|feedback|contact|hello|help|"
    r"urgent|problem|issue|info|information|no subject|reclamation|plainte|demande|bonjour|probleme|message|contact form|test)?[ !.]*)$"
)
_REPLY_MARK = re.compile(r"(?:(?:re|fwd?|aw|tr|wg|sv) ?: ?)+")
_WEIGHT = {
    "wait": 3,
    "loss": 2,
    "vulnerability": 3,
    "feeling": 2,
    "weather": 3,
    "repeat": 2,
    "company": 1,
    "burden": 2,
}


def read_letter(
    text: str,
    sent_at: datetime | None,
    cuts: Sequence[Cut | Span] = (),
    languages: Sequence[str] = ("en", "fr"),
    *,
    subject: str = "",
) -> Reading:
    """Return the points, wishes, details and experience of a letter, in the order of its text.

    sent_at: when it was written; it resolves "on Saturday". None leaves such days unresolved.
    cuts: what is not the writer's own message, from quotation(text).
    languages: the ones this organisation answers in. subject: the mail's subject, if it has one.

    >>> reading = read_letter("The lift was broken again. When will it be repaired?", None)
    >>> [(point.kind, point.ask) for point in reading.points]
    [('complaint', 'The lift was broken again'), ('question', 'When will it be repaired?')]
    """
    parts = message_of(text, sentences(text, cuts))
    spoken = language("\n".join(text[part.start : part.end] for part in parts), languages)
    cues = cues_for(spoken.code, languages)
    details = _with_signer(text, details_of(text, sent_at, [*parts, *_signatures(cuts)]), cuts)
    read = text[:READ_AT_MOST]
    wishes = tuple(_wishes(read, parts, cues))
    code = spoken.code or likelier(read, languages)
    found = weighed(level(read), parts, points_in(read, parts, cues), code, cues)
    points = tuple(_point(text, each, details, cues) for each in found)
    experience = tuple(_traits(read, parts, code))
    wished = {wish.start for wish in wishes}
    telling = [part for part in parts if part.start not in wished] or parts
    title = _title(text, telling, points, experience, cues, subject or _heading(text, parts))
    return Reading(spoken, points, experience, wishes, title, tuple(details), len(text) > READ_AT_MOST)


def cues_for(code: str | None, languages: Sequence[str]) -> tuple[LetterCues, ...]:
    """Return the cues of one language, or of every language served while it is undecided."""
    return tuple(_CUES[each] for each in ((code,) if code else languages) if each in _CUES)


def message_of(text: str, parts: Sequence[Span]) -> list[Span]:
    """Return the sentences without greeting, farewell and the name at the end."""
    kept = [
        part
        for part in parts
        if not (is_greeting(text[part.start : part.end]) or is_closing(text[part.start : part.end]))
    ]
    while len(kept) > 1 and is_name(text[kept[-1].start : kept[-1].end]):
        kept.pop()
    return kept


def _signatures(cuts: Sequence[Cut | Span]) -> list[Cut]:
    """Return where somebody signs: card numbers stand there as often as in the letter."""
    return [cut for cut in cuts if isinstance(cut, Cut) and cut.kind == "signature"]


def _with_signer(text: str, details: list[Detail], cuts: Sequence[Cut | Span]) -> list[Detail]:
    name = signer(text[:READ_AT_MOST], cuts)
    if name is None:
        return details
    words = text[name.start : name.end]
    own = Detail("person", name.start, name.end, words, one_line(words))
    others = [each for each in details if each.end <= name.start or name.end <= each.start]
    return sorted([*others, own], key=lambda each: each.start)


def _point(text: str, found: Found, details: Sequence[Detail], cues: Sequence[LetterCues]) -> AskedPoint:
    first = bisect_left(details, found.start, key=_start)
    last = bisect_right(details, found.end, key=_start)
    within = tuple(each for each in details[first:last] if each.end <= found.end)
    ask = short_form(text, found, cues)
    return AskedPoint(
        found.kind, found.start, found.end, text[found.start : found.end], ask, within, found.rule
    )


def _wishes(text: str, parts: Sequence[Span], cues: Sequence[LetterCues]) -> Iterator[Wish]:
    plain = level(text)
    for part in parts:
        words = plain[part.start : part.end]
        kind = next((k for cue in cues for k, pattern in cue.wishes.items() if pattern.search(words)), None)
        if kind:
            yield Wish(kind, part.start, part.end, text[part.start : part.end])


def _traits(text: str, parts: Sequence[Span], code: str) -> Iterator[Trait]:
    for lived in lived_in(level(text), parts, code):
        shut = lived.start + len(text[lived.start : lived.end].rstrip(" ,.;:\n"))
        kind, *also = lived.kinds
        yield Trait(kind, lived.start, shut, text[lived.start : shut], tuple(also))


def _heading(text: str, parts: Sequence[Span]) -> str:
    """Return what a letter says it is about in a line of its own, "Objet : fuite"; "" without such a line."""
    lines = (text[part.start : part.end] for part in parts[:HEADING_AMONG])
    return next((line.partition(":")[2].strip() for line in lines if is_heading(line)), "")


HEADING_AMONG = 3
"""Among so many first sentences a heading stands."""


def _title(
    text: str,
    parts: Sequence[Span],
    points: Sequence[AskedPoint],
    experience: Sequence[Trait],
    cues: Sequence[LetterCues],
    subject: str,
) -> str:
    """Return the subject when it says something, else the clause with most of the experience, else the first point."""
    named = one_line(subject[:400])
    if named and not _EMPTY_SUBJECT.match(level(named)):
        named = named[reply.end() :] if (reply := _REPLY_MARK.match(level(named))) else named
        return shortened(named, cues, TITLE_AT_MOST)
    strengths = strengths_of(parts, points, experience)
    if not strengths:
        return ""
    strongest = parts[strengths.index(max(strengths))]
    if not max(strengths):
        return (
            points[0].ask
            if points
            else shortened(one_line(text[strongest.start : strongest.end]), cues, TITLE_AT_MOST)
        )
    return shortened(one_line(text[strongest.start : strongest.end]), cues, TITLE_AT_MOST)


def strengths_of(
    parts: Sequence[Span], points: Sequence[AskedPoint], experience: Sequence[Trait]
) -> list[float]:
    """Return for each sentence how much of what the writer went through begins in it, and whether a complaint does.

    points, experience: in the order of the text. 0 for a sentence that tells next to nothing of it.
    """
    complaints = [each.start for each in points if each.kind == "complaint"]
    strengths: list[float] = []
    for part in parts:
        told = experience[_places_in(part, experience)]
        weight = sum(_WEIGHT[kind] for each in told for kind in (each.kind, *each.also))
        complains = bisect_left(complaints, part.start) < bisect_left(complaints, part.end)
        strengths.append(weight + 1.5 * complains if weight > 1 else 0)
    return strengths


def _places_in(part: Span, ordered: Sequence[Trait]) -> slice:
    """Return which traits begin in a sentence."""
    first = bisect_left(ordered, part.start, key=_start)
    return slice(first, bisect_left(ordered, part.end, key=_start))


def _start(each: Detail | Trait) -> int:
    return each.start
