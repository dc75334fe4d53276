"""Whether a draft does as its customer wished to be answered: not by phone, in writing, by no form letter."""

import re
from collections.abc import Iterator, Sequence

from presszero.pure.words.drafts import Read
from presszero.pure.words.findings import finding, short
from presszero.pure.words.particular import is_particular
from presszero.pure.words.shapes import Finding, Place, Wish
from presszero.pure.words.sides import Sentence

_CALLS = re.compile(
    r"\b(?:(?:call|phone|ring|telephone)(?:s|ing)? you\b|(?:(?<=please )|^|(?<=, )|(?<=you can )|(?<=and ))(?:call|phone|ring|telephone) us\b|give (?:you|us) a (?:call|ring|bell)|(?:get|receive|have|expect) (?:a|our|my) (?:phone |telephone )?call\b|(?:you|us) by (?:tele)?phone"
    r"|vous (?:r?appel(?!i?ez\b)\w+\b(?! qu[e'])|telephon\w+|passer\w* un coup de fil|joind\w+ par telephone|contact\w+ par telephone)|(?:r?appelez|telephonez)[- ](?:moi|nous)|(?:recevrez|aurez) un (?:appel|coup de fil))"
)
_NOT = re.compile(
    r"(?:\bnot|n't|\bnever|\bwithout|\binstead of|\brather than|\bnobody|\bno one|\bpersonne ne|\bne|\bsans|\bplutot que de)(?: \w+)? $"
)
_UNLESS = re.compile(
    r"\b(?:if you (?:want|wish|prefer|would)|should you|si vous (?:le )?(?:souhaitez|preferez|voulez))\b"
)


def by_phone(read: Read, wishes: Sequence[Wish], voice: str) -> Iterator[Finding]:
    """Say where a draft means to phone somebody who asked not to be phoned, or to be answered in writing."""
    kinds = {each.kind: each for each in reversed(wishes)}
    wish = kinds.get("not_by_phone") or (None if "by_phone" in kinds else kinds.get("in_writing"))
    if wish is None:
        return
    phrase = "unwanted-call" if wish.kind == "not_by_phone" else "unwanted-call.writing"
    for part in read.parts:
        call = _CALLS.search(part.plain)
        if call is None or _NOT.search(part.plain[: call.start()]) or _UNLESS.search(part.plain):
            continue
        place = Place("draft", part.span.start, part.span.end)
        quote = read.draft[place.start : place.end]
        yield finding("unwanted-call", "advice", place, quote, phrase, voice, None, wish=short(wish.text))


def as_a_form(read: Read, wishes: Sequence[Wish], forms: Sequence[Finding], voice: str) -> Iterator[Finding]:
    """Say so when who asked for no form letter gets one: all of it true of any reply, or sent to others before."""
    wish = next((each for each in wishes if each.kind == "no_form_letter"), None)
    if wish is None or not read.own or not (forms or _fits_anyone(read.parts)):
        return
    place = Place("draft", read.own[0].start, read.own[-1].end)
    quote = short(read.draft[place.start : place.end])
    yield finding(
        "unwanted-form", "advice", place, quote, "unwanted-form", voice, None, wish=short(wish.text)
    )


def _fits_anyone(parts: Sequence[Sentence]) -> bool:
    """Return whether at least half of the sentences are true of any reply, and none names a thing of this letter.

    A sentence that only apologises names one by its details alone: the line and the hour at which a driver shouted.
    """
    own = [part for part in parts if not part.hollow]
    naming = [part for part in parts if part.details or not part.hollow]
    return len(own) * 2 <= len(parts) and not any(is_particular(part.plain, part.details) for part in naming)
