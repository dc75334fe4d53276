"""The rules of the reply check about points, promises and details. Each points at words, says what is the matter, and how to mend it."""

import re
from collections.abc import Iterator, Sequence

from presszero.pure.placeholders import unfilled_in
from presszero.pure.words.contradicting import contradicted, meant_by
from presszero.pure.words.drafts import Read
from presszero.pure.words.matching import Match
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.phrases import day_and_hour, say
from presszero.pure.words.shapes import (
    Detail,
    DetailSaid,
    DetailState,
    Finding,
    Level,
    Place,
    Pledge,
    PointToAnswer,
    Proposal,
    Said,
)
from presszero.pure.words.sides import keyed

QUOTE_AT_MOST = 90


def points(
    read: Read, asked: Sequence[PointToAnswer], proposals: Sequence[Proposal], said: Said, voice: str
) -> Iterator[Finding]:
    """Yield a finding for each point, what seems missing first."""
    told = sorted(zip(asked, proposals, read.matches, strict=True), key=_missing_first)
    for point, proposal, _ in told:
        place = Place("letter", point.start, point.end)
        words = {
            "number": point.number,
            "quote": short(point.text),
            "answer": short(proposal.quote),
            "why": proposal.why,
        }
        mark = said.points.get(point.number)
        if mark is None:
            phrase = {"answered": "point-open.proposed", "touched": "point-open.touched"}.get(
                proposal.state, "point-open"
            )
            yield finding("point-open", "stops", place, point.text, phrase, voice, point.number, **words)
        elif mark == "answered" and proposal.state == "unanswered":
            yield finding(
                "point-unanswered-by-draft",
                "advice",
                place,
                point.text,
                "point-unanswered-by-draft",
                voice,
                point.number,
                **words,
            )
        else:
            yield finding(
                "point-open", "settled", place, point.text, f"point-open.{mark}", voice, point.number, **words
            )


_MISSING = {"unanswered": 0, "touched": 1, "answered": 2}


def _missing_first(told: tuple[PointToAnswer, Proposal, Match]) -> tuple[int, float]:
    _, proposal, match = told
    return _MISSING[proposal.state], match.lead


def places(read: Read, voice: str) -> Iterator[Finding]:
    for start, end in unfilled_in(read.draft):
        quote = read.draft[start:end]
        yield finding(
            "place-unfilled",
            "advice",
            Place("draft", start, end),
            quote,
            "place-unfilled",
            voice,
            None,
            quote=quote,
        )


def promises(pledges: Sequence[Pledge], voice: str) -> Iterator[Finding]:
    for pledge in pledges:
        level_: Level = "settled" if pledge.settled else "stops"
        ending = ".settled" if pledge.settled else ".dated" if pledge.due_at else ""
        due = day_and_hour(voice, pledge.due_at) if pledge.due_at else ""
        place = Place("draft", pledge.start, pledge.end)
        yield finding(
            "promise-undated",
            level_,
            place,
            pledge.quote,
            f"promise-undated{ending}",
            voice,
            None,
            quote=short(pledge.quote),
            due=due,
        )


def details(
    read: Read, asked: Sequence[PointToAnswer], proposals: Sequence[Proposal], voice: str
) -> Iterator[Finding]:
    """Say where the draft gives another route, amount, reference or time than the customer, or leaves one out."""
    ours = keyed(read.draft_details)
    for point, proposal in zip(asked, proposals, strict=True):
        inside = [each for each in read.letter_details if point.start <= each.start and each.end <= point.end]
        left_out = [
            each for each in inside if not keyed([each]) & ours and _must_come_back(each, point, inside, ours)
        ]
        told_otherwise = any(each.kind == other.kind for each in left_out for other in read.draft_details)
        if left_out and not told_otherwise and proposal.start is not None and proposal.end is not None:
            place = Place("draft", proposal.start, proposal.end)
            named = ", ".join(each.text for each in left_out)
            yield finding(
                "detail-missing",
                "advice",
                place,
                proposal.quote,
                "detail-missing",
                voice,
                point.number,
                number=point.number,
                details=named,
                quote=short(point.text),
            )
    for part in read.parts:
        for each in contradicted(part, read):
            theirs = meant_by(each, read)
            if theirs:
                number = next(
                    (p.number for p in asked if p.start <= theirs.start and theirs.end <= p.end), None
                )
                place = Place("draft", each.start, each.end)
                yield finding(
                    "detail-contradicted",
                    "advice",
                    place,
                    each.text,
                    "detail-contradicted",
                    voice,
                    number,
                    theirs=theirs.text,
                    ours=each.text,
                    quote=short(read.draft[part.span.start : part.span.end]),
                )


_POST_CODE = re.compile(r"[a-z]{1,2}\d{1,2}[a-z]? ?\d[a-z]{2}$")
_OF_MONEY = re.compile(
    r"\b(?:charg\w*|bill\w*|invoice\w*|took|taken|debit\w*|paid|pay|refund\w*|fine\w*|fee\w*|owe\w*|cost\w*|deduct\w*|credit\w*|price\w*|balance|deposit"
    r"|preleve\w*|factur\w*|debite\w*|paye\w*|rembours\w*|amende\w*|frais|du|dus|solde|caution|prix|somme|montant)\b"
)


def _must_come_back(
    each: Detail, point: PointToAnswer, inside: Sequence[Detail], ours: frozenset[tuple[str, str]]
) -> bool:
    """Return whether a reply to a point should repeat one of its details.

    A post code beside its street need not be, nor a line of which stop or day are told back; and a sum that is only told
    beside a complaint ("I pay £30 a month for this") is not what the complaint is about.
    """
    if not each.value or each.kind not in ("amount", "reference", "route"):
        return False
    if each.kind == "reference" and _POST_CODE.match(level(each.value)):
        return False
    others = [other for other in inside if other.kind in ("place", "date", "time", "amount", "reference")]
    if each.kind == "route":
        return not keyed(others) & ours
    if each.kind == "amount" and point.kind in ("complaint", "fact"):
        start = each.start - point.start
        around = level(point.text)[max(0, start - NEAR_A_SUM) : start + len(each.text) + NEAR_A_SUM]
        return bool(_OF_MONEY.search(_FOR_ALL_MONTHS.sub(" ", around)))
    return True


_FOR_ALL_MONTHS = re.compile(
    r"\b(?:pay|paying|paye|payons|cost|costs|coute) .{0,24}?\b(?:an?|per|each|every|par) (?:month|year|week|day|mois|an|semaine|jour)\b"
)
NEAR_A_SUM = 40
"""Characters beside a sum in which a word of money says that it is what the complaint is about."""


def details_said(read: Read) -> Iterator[DetailSaid]:
    """Yield the details of the letter, each with what the draft makes of it."""
    ours = keyed(read.draft_details)
    instead = {
        theirs.start: each.text
        for part in read.parts
        for each in contradicted(part, read)
        if (theirs := meant_by(each, read))
    }
    for each in read.letter_details:
        state: DetailState = (
            "repeated" if keyed([each]) & ours else "contradicted" if each.start in instead else "missing"
        )
        yield DetailSaid(
            each.kind,
            each.start,
            each.end,
            each.text,
            each.value,
            state,
            instead.get(each.start) if state == "contradicted" else None,
        )


def short(words: str) -> str:
    """Return the words on one line, at most QUOTE_AT_MOST characters, without the full stop."""
    line = one_line(words)
    return (
        line.rstrip(" .")
        if len(line) <= QUOTE_AT_MOST
        else line[: QUOTE_AT_MOST - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"
    )


def finding(
    rule: str, level_: Level, place: Place, quote: str, phrase: str, voice: str, number: int | None,
    replies: tuple[int, ...] = (), /, **words: object,
) -> Finding:  # fmt: skip
    title, reason, mend = say(voice, phrase, **words)
    return Finding(rule, level_, title, reason, mend, place, quote, number, replies)
