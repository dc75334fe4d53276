"""The reply check on a case: the pure check, fed with the case's points and what a person has said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from presszero.cases.models import Case, Contact, Point
from presszero.organisation.queries import the_zone
from presszero.pure.words import (
    Detail,
    PointToAnswer,
    ReplyCheck,
    Said,
    SettledPledge,
    Trait,
    Wish,
    check_reply,
    sentences,
)
from presszero.pure.words.shapes import PointKind, PointMark
from presszero.reading.nearness import meaning_at_work
from presszero.reading.thresholds import thresholds_at_work
from presszero.replies.check_rows import draft_of, has_files, letters_of, marks_of, pledges_of, points_of
from presszero.replies.models import Draft, Mark, Pledge
from presszero.replies.past import PastReplies, shelf

ALIKE_ENOUGH = 0.5


@dataclass(frozen=True)
class CheckedDraft:
    """A draft with what the check says, and with the marks that still stand in its text.

    version: of the draft, or where one begins to count that nobody has begun.
    """

    draft: Draft | None
    version: int
    body: str
    check: ReplyCheck
    points: list[Point]
    marks: dict[int, Mark]  # by point number
    pledges: dict[str, Pledge]  # by quote as it stands in the text
    past: PastReplies

    @property
    def may_send(self) -> bool:
        return bool(self.body.strip()) and not self.check.stops


def check_draft(
    *,
    case: Case,
    at: datetime,
    voice: str = "en",
    words: str | None = None,
    known_points: Sequence[Point] | None = None,
    known_contacts: Sequence[Contact] | None = None,
) -> CheckedDraft:
    """Return the check of a case's draft. Only points still owed an answer are asked for.

    voice: the language its findings are written in. words: what stands in the field now, where that is not saved yet.
    known_points (with their promises), known_contacts: all of the case in their order, where a page has read them
    already; else they are read here.
    """
    draft = draft_of(case)
    body = words if words is not None else draft.body if draft else ""
    every = points_of(case) if known_points is None else known_points
    points = [point for point in every if owed(point)]
    marks = _marks_that_stand(draft, body)
    pledges = _pledges_that_stand(draft, body)
    contacts = list(letters_of(case_id=case.pk) if known_contacts is None else known_contacts)
    letter, shifts = letter_of(contacts)
    past, zone = shelf.up_to_date(), the_zone()
    check = check_reply(
        letter,
        [to_answer(point, shifts) for point in points],
        body,
        at=_minute(at, zone),
        sent_at=written_at(contacts, zone),
        history=past.index,
        said=Said(
            points={number: cast(PointMark, mark.said) for number, mark in marks.items()},
            pledges=[SettledPledge(quote) for quote in pledges],
        ),
        wishes=tuple(Wish(**wish) for wish in case.wishes),
        experience=tuple(Trait(**trait) for trait in case.experience),
        voice=voice,
        meaning=meaning_at_work(),
        own_thresholds=thresholds_at_work(case.team_id),
        carries=has_files(draft),
    )
    version = draft.version if draft else case.drafted
    return CheckedDraft(draft, version, body, check, points, marks, pledges, past)


def _minute(at: datetime, zone: ZoneInfo) -> datetime:
    """Return the minute in the organisation's zone: what was read within it, key by key, need not be read anew."""
    return at.astimezone(zone).replace(second=0, microsecond=0)


def owed(point: Point) -> bool:
    """A point is owed in this reply unless an earlier one answered or declined it, or its act is promised."""
    return point.state == Point.State.OPEN or (
        point.state == Point.State.PROMISED and point.promise is not None and point.promise.kind == "answer"
    )


def letter_of(contacts: Iterable[Contact]) -> tuple[str, dict[int, int]]:
    """Return what a person wrote to us in one text, and where each contact begins in it."""
    text, shifts = "", {}
    for contact in contacts:
        if contact.direction != Contact.Direction.IN or contact.automatic:
            continue
        shifts[contact.pk] = len(text)
        text += contact.text + "\n\n"
    return text, shifts


def written_at(contacts: Iterable[Contact], zone: ZoneInfo) -> datetime | None:
    """Return when a person last wrote to us, in the organisation's zone: by then their days are read."""
    letters = [each.at for each in contacts if each.direction == Contact.Direction.IN and not each.automatic]
    return _minute(max(letters), zone) if letters else None


def to_answer(point: Point, shifts: dict[int, int]) -> PointToAnswer:
    shift = shifts.get(point.contact_id, 0)
    details = [
        Detail(one["kind"], one["start"] + shift, one["end"] + shift, one["text"], one["value"])
        for one in point.details
    ]
    return PointToAnswer(
        number=point.number,
        text=point.text,
        start=point.start + shift,
        end=point.end + shift,
        ask=point.ask,
        kind=cast(PointKind, point.kind),
        details=details,
    )


def _marks_that_stand(draft: Draft | None, body: str) -> dict[int, Mark]:
    """An answer whose words were taken out of the draft is no answer any more; a mended one still is."""
    standing = {}
    for mark in marks_of(draft):
        if mark.said == Mark.Said.ANSWERED:
            quote = standing_words(mark.quote, body)
            if quote is None:
                continue
            mark.quote = quote
        standing[mark.point.number] = mark
    return standing


def _pledges_that_stand(draft: Draft | None, body: str) -> dict[str, Pledge]:
    return {pledge.quote: pledge for pledge in pledges_of(draft) if pledge.quote in body}


def standing_words(quote: str, body: str) -> str | None:
    """Return the words of the body that a quote still stands for: itself, or its mended sentence."""
    if not quote or quote in body:
        return quote
    best, words = 0.0, set(quote.casefold().split())
    found = None
    for span in sentences(body):
        sentence = body[span.start : span.end]
        theirs = set(sentence.casefold().split())
        alike = len(words & theirs) / max(1, len(words | theirs))
        if alike > best:
            best, found = alike, sentence
    return found if best >= ALIKE_ENOUGH else None
