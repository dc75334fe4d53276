"""Pledges: what a draft says we will do, and by when."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from presszero.pure.words.due import due_of
from presszero.pure.words.languages import likelier
from presszero.pure.words.leaning_days import due_beside, leans_on_a_day
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.promising import promises
from presszero.pure.words.shapes import Pledge, SettledPledge, Span
from presszero.pure.words.undertaking import who_and_what

SENTENCE_AT_MOST = 600
"""Characters of one sentence in which a promise is looked for."""


def pledges_in(
    draft: str, parts: Sequence[Span], at: datetime, settled: Sequence[SettledPledge] = ()
) -> list[Pledge]:
    """Return the promises among the sentences of a draft, in order: one a sentence, two where a semicolon or ", and" parts two days.

    A pledge has someone of ours, or a thing of ours, as its subject and lies ahead. Questions, denials, hopes and
    what "you will" do are none; "if you send it, we will" is one. at: when the draft is written; it resolves the
    due words, in its own time zone.
    """
    known = {_key(each.quote) for each in settled}
    code = likelier(draft)
    found: list[Pledge] = []
    before = ""
    for part in parts:
        found += [_as_before(each, found, before, part) for each in _pledges(draft, part, at, code, before)]
        before = _levelled(draft, part)
    return [_with_person(each, known) for each in found]


_LEANS = re.compile(r"(?:and |et )?(?:he|she|they|it|il|elle|ils|elles)\b")
GAP = 3
"""Characters between two sentences of one paragraph, at most."""


def _as_before(pledge: Pledge, found: Sequence[Pledge], before: str, part: Span) -> Pledge:
    """Return the pledge; who comes on a day brings what is promised next on that day: "He brings two heaters with him"."""
    last = found[-1] if found else None
    beside = last is not None and 0 <= part.start - last.end <= GAP and before
    if pledge.due_at or not (beside and last and last.due_at and _LEANS.match(level(pledge.quote))):
        return pledge
    return replace(pledge, due_at=last.due_at, due_words=last.due_words)


def _pledges(draft: str, part: Span, at: datetime, code: str, before: str) -> list[Pledge]:
    """Return the promises of one sentence: one, or one for each of its parts that has a day of its own.

    before: the sentence that stands before it, levelled; it may name the day of "that evening".
    """
    parts = _parts(draft, part)
    dated = [due_of(_levelled(draft, each), at)[0] for each in parts]
    own = [_pledge(draft, each, at, code, before) for each in parts] if len(parts) > 1 and all(dated) else []
    whole = [] if any(own) else [_pledge(draft, part, at, code, before)]
    found = [each for each in (*own, *whole) if each]
    return found or _behind_a_comma(draft, part, at, code, before)


_WHO_ACTS = re.compile(
    r", (?=(?:the|we|i|our|le|la|les|nous|je|notre|nos|un|une) \w|l['’]|j['’])", re.IGNORECASE
)


def _behind_a_comma(draft: str, part: Span, at: datetime, code: str, before: str) -> list[Pledge]:
    """Return what a sentence promises after telling how things stand: "The door is broken, the locksmith comes on 10 October."."""
    joint = next(reversed(list(_WHO_ACTS.finditer(draft, part.start, part.end))), None)
    last = Span(joint.end(), part.end) if joint else None
    dated = last and due_of(_levelled(draft, last), at)[0]
    told = joint and not due_of(_levelled(draft, Span(part.start, joint.start())), at)[0]
    found = _pledge(draft, last, at, code, before) if last and dated and told else None
    return [found] if found and found.due_at and found.due_at > at else []


_JOINT = re.compile(
    r" ?; *|, (?:and|et) (?=(?:the|we|i|our|your|an?|he|she|it|they|la|les?|nous|je|votre|vos|une?|ils?|elles?) |l['’]|j['’])",
    re.IGNORECASE,
)


def _parts(draft: str, part: Span) -> list[Span]:
    """Return what semicolons part in a sentence, and ", and" before who acts next."""
    joints = [found.span() for found in _JOINT.finditer(draft[part.start : part.end])]
    ends, starts = [start for start, _ in joints], [0, *(end for _, end in joints)]
    return [
        Span(part.start + start, part.start + end)
        for start, end in zip(starts, [*ends, part.end - part.start], strict=True)
        if end > start
    ]


def _levelled(draft: str, part: Span) -> str:
    return level(draft[part.start : part.end])[:SENTENCE_AT_MOST]


def _pledge(draft: str, part: Span, at: datetime, code: str, before: str) -> Pledge | None:
    words = _levelled(draft, part)
    due_at, due_words = due_of(words, at)
    ahead = due_at is not None and due_at > at
    if due_at is None and (beside := due_beside(words, before, at)):
        due_at, due_words = beside
        ahead = leans_on_a_day(words)
    if not promises(words, ahead, code):
        return None
    quote = draft[part.start : part.end]
    who, what = who_and_what(quote, words, code)
    shown = quote[due_words[0] : due_words[1]] if due_words else ""
    return Pledge(part.start, part.end, quote, who, what, due_at, shown, settled=False)


def _key(quote: str) -> str:
    return one_line(level(quote)).strip(" .!,;:\"'")


def _with_person(pledge: Pledge, known: set[str]) -> Pledge:
    """Return the pledge, settled where a person has dated it or marked it "not a promise"."""
    key = _key(pledge.quote)
    if key in known or any(len(each) >= 12 and each in key for each in known):
        return replace(pledge, settled=True)
    return pledge
