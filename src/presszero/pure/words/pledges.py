"""Pledges: what a draft says we will do, and by when."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from presszero.pure.words.due import due_of
from presszero.pure.words.languages import likelier
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.promising import act_in, promises
from presszero.pure.words.shapes import Pledge, SettledPledge, Span

SENTENCE_AT_MOST = 600
"""Characters of one sentence in which a promise is looked for."""


def pledges_in(
    draft: str, parts: Sequence[Span], at: datetime, settled: Sequence[SettledPledge] = ()
) -> list[Pledge]:
    """Return the promises among the sentences of a draft, in order, one a sentence.

    A pledge has someone of ours, or a thing of ours, as its subject and lies ahead. Questions, denials, hopes and
    what "you will" do are none; "if you send it, we will" is one. at: when the draft is written; it resolves the
    due words, in its own time zone.
    """
    known = {_key(each.quote) for each in settled}
    code = likelier(draft)
    found = [_pledge(draft, part, at, code) for part in parts]
    return [_with_person(each, known) for each in found if each]


def _pledge(draft: str, part: Span, at: datetime, code: str) -> Pledge | None:
    words = level(draft[part.start : part.end])[:SENTENCE_AT_MOST]
    due_at, due_words = due_of(words, at)
    if not promises(words, due_at is not None and due_at > at, code):
        return None
    quote = draft[part.start : part.end]
    who, what = _who_and_what(quote, words, code)
    shown = quote[due_words[0] : due_words[1]] if due_words else ""
    return Pledge(part.start, part.end, quote, who, what, due_at, shown, settled=False)


def _who_and_what(quote: str, words: str, code: str) -> tuple[str, str]:
    """Return the words before the act, without an opening "If ..., " or "On Friday, ", and the act with the rest."""
    act = act_in(words, code)
    if act is None:
        return "", one_line(quote).rstrip(" .!;")
    lead = words.rfind(", ", 0, act.start) + 1
    return quote[lead : act.start].strip(" '’"), one_line(quote[act.start :]).lstrip("'’").rstrip(" .!;")


def _key(quote: str) -> str:
    return one_line(level(quote)).strip(" .!,;:\"'")


def _with_person(pledge: Pledge, known: set[str]) -> Pledge:
    """Return the pledge, settled where a person has dated it or marked it "not a promise"."""
    key = _key(pledge.quote)
    if key in known or any(len(each) >= 12 and each in key for each in known):
        return replace(pledge, settled=True)
    return pledge
