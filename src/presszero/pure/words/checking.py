"""Checking a reply: which points it answers, what it promises, and where it only placates."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from presszero.pure.words import enclosures, findings, placation, wishing
from presszero.pure.words.drafts import NO_THRESHOLDS, Read
from presszero.pure.words.history import History
from presszero.pure.words.matching import Match
from presszero.pure.words.nearness import SentenceModel
from presszero.pure.words.phrases import say
from presszero.pure.words.pledges import pledges_in
from presszero.pure.words.shapes import (
    READ_AT_MOST,
    PastReply,
    PointToAnswer,
    Proposal,
    ReplyCheck,
    Said,
    Trait,
    Wish,
)

_NOTHING_SAID = Said()
_ORDER = {"stops": 0, "advice": 1, "settled": 2}


def check_reply(
    letter: str,
    points: Sequence[PointToAnswer],
    draft: str,
    *,
    at: datetime,
    history: History | Sequence[PastReply] = (),
    said: Said = _NOTHING_SAID,
    wishes: Sequence[Wish] = (),
    experience: Sequence[Trait] = (),
    languages: Sequence[str] = ("en", "fr"),
    voice: str = "en",
    meaning: SentenceModel | None = None,
    own_thresholds: Mapping[str, float] = NO_THRESHOLDS,
    sent_at: datetime | None = None,
    carries: bool | None = None,
) -> ReplyCheck:
    """Return what the check says about a draft: proposals for each point, pledges, findings.

    letter: the customer's text, in which the points have their spans. at: now, in the zone due times are meant in.
    sent_at: when the letter was written, by which its days are read; at when it is not known.
    history: earlier replies to other customers; hand in a ready History when there are many.
    said: the marks a person has made. Only what no person has said has level "stops".
    wishes, experience: from read_letter. voice: the language the findings are written in. meaning: a sentence model
    that looks a second time at what seems unanswered, where letter and draft are in its language. own_thresholds: above
    which score, 0 to 1, a point is proposed as answered, by the hash of the sentence model that read along ("" by words
    alone), where a house has its own (own_threshold.py). They change proposals and no level. carries: whether files go
    along with the draft; None where that is not known.
    """
    read = Read.of(letter, points, draft, at, languages, meaning, own_thresholds, sent_at)
    proposals = tuple(_proposals(read, points, voice))
    pledges = tuple(pledges_in(read.draft, read.own, at, said.pledges))
    index = history if isinstance(history, History) else History.from_replies(history)
    forms = [
        *placation.form_letter(read, index, experience, voice),
        *placation.swap(read, index, voice),
    ]
    found = [
        *findings.points(read, points, proposals, said, voice),
        *findings.promises(pledges, voice),
        *findings.places(read, voice),
        *enclosures.not_enclosed(read, carries, voice),
        *findings.details(read, points, proposals, voice),
        *forms,
        *placation.tone(read, wishes, voice),
        *wishing.by_phone(read, wishes, voice),
        *wishing.as_a_form(read, wishes, forms, voice),
        *placation.experience(read, experience, voice),
        *placation.whole(read, voice),
    ]
    found.sort(key=lambda each: _ORDER[each.level])
    return ReplyCheck(
        tuple(found),
        proposals,
        pledges,
        read.draft_language,
        len(draft) > READ_AT_MOST,
        tuple(findings.details_said(read)),
        read.meaning,
    )


def _proposals(read: Read, points: Sequence[PointToAnswer], voice: str) -> Iterator[Proposal]:
    for point, match in zip(points, read.matches, strict=True):
        quote = read.draft[match.start : match.end] if match.start is not None else ""
        yield Proposal(
            point.number,
            match.state,
            match.start,
            match.end,
            quote,
            match.reason.shared,
            _why(match, voice),
            match.share,
        )


def _why(match: Match, voice: str) -> str:
    """Return the reason in words: what both texts say, as they say it."""
    reason, between = match.reason, say(voice, "between")[0]
    if match.start is None:
        return say(voice, "why.none")[0]
    if reason.details:
        return say(voice, "why.details", shared=between.join(reason.details[:3]))[0]
    if reason.words:
        return say(voice, "why.words", shared=between.join(reason.words[:3]))[0]
    if reason.family:
        ours, theirs = reason.family
        return say(voice, "why.family", ours=ours, theirs=theirs)[0]
    return say(voice, "why.does" if match.state == "answered" else "why.near")[0]
