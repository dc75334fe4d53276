"""The rules about how a draft sounds: a form letter, an apology without an act, the customer's experience unnamed."""

from collections.abc import Iterator, Sequence

from presszero.pure.words import tone as sound
from presszero.pure.words.drafts import Read
from presszero.pure.words.echoing import says_it_back
from presszero.pure.words.findings import finding, short
from presszero.pure.words.history import History, Likeness
from presszero.pure.words.lived import telling_words
from presszero.pure.words.normal import level, one_line, telling_stems
from presszero.pure.words.particular import STOCK_EMPATHY, is_particular
from presszero.pure.words.phrases import say
from presszero.pure.words.sameness import FITS_MANY_FROM
from presszero.pure.words.shapes import (
    Finding,
    Place,
    Trait,
    TraitKind,
    Wish,
)
from presszero.pure.words.sides import Sentence

LIKE_FROM = 0.7
"""Share of a sentence's runs of four words that must be known before it counts as seen before."""


def form_letter(read: Read, history: History, experience: Sequence[Trait], voice: str) -> Iterator[Finding]:
    if not history.count:
        return
    for like in history.alike(read.draft, read.own, LIKE_FROM):
        words = read.draft[like.start : like.end]
        without = _without(words, read, experience, voice)
        yield finding(
            "form-letter",
            "advice",
            Place("draft", like.start, like.end),
            words,
            f"form-letter.{_where(like, read)}",
            voice,
            None,
            like.replies,
            customers=like.customers,
            percent=round(100 * like.same_share),
            without=without,
        )


def swap(read: Read, history: History, voice: str) -> Iterator[Finding]:
    """Say so when the draft would fit many other customers as well as the one it is for."""
    told = history.letters.swap(read.draft, read.letter) if read.own else None
    if told is None or told.share < FITS_MANY_FROM:
        return
    place = Place("draft", read.own[0].start, read.own[-1].end)
    yield finding(
        "form-letter",
        "advice",
        place,
        short(read.draft[place.start : place.end]),
        "form-letter.swap",
        voice,
        None,
        fits=told.fits,
        of=told.of,
    )


def _where(like: Likeness, read: Read) -> str:
    first, last = like.start <= read.own[0].start, like.end >= read.own[-1].end
    if first and last:
        return "whole"
    return "opening" if first else "ending" if last else "passage"


_TOLD_FIRST: Sequence[TraitKind] = ("weather", "wait", "loss", "feeling", "vulnerability", "company")


def _without(words: str, read: Read, experience: Sequence[Trait], voice: str) -> str:
    """Return ", none about Pier Street or the rain": what of this customer the passage leaves out."""
    known = set(telling_stems(level(words)))
    places = [each.text for each in read.letter_details if each.kind in ("place", "route")][:1]
    told = (telling_words(each.text, [kind]) for kind in _TOLD_FIRST for each in experience)
    names = places + [f"“{one_line(words)}”" for words in told if words][:1]
    missing = [name for name in names if not known & set(telling_stems(level(name)))]
    if not missing:
        return ""
    return ", " + say(voice, "words", what=say(voice, "or")[0].join(missing))[0]


def tone(read: Read, wishes: Sequence[Wish], voice: str) -> Iterator[Finding]:
    wished = {each.kind: each for each in reversed(wishes)}
    for at, part in enumerate(read.parts):
        place = Place("draft", part.span.start, part.span.end)
        quote = read.draft[part.span.start : part.span.end]
        sorry = sound.SORRY.search(part.plain)
        soothes = sound.ASSURED.search(part.plain) or (not sorry and STOCK_EMPATHY.search(part.plain))
        if sorry and not _says_for_what(at, read):
            yield finding(
                "apology-without-act",
                "advice",
                place,
                quote,
                "apology-without-act",
                voice,
                None,
                quote=short(quote),
            )
        if soothes and not is_particular(part.plain, part.details):
            yield finding(
                "stock-empathy", "advice", place, quote, "stock-empathy", voice, None, quote=short(quote)
            )
        if sorry and (wish := wished.get("no_apology")):
            yield finding(
                "unwanted-apology",
                "advice",
                place,
                quote,
                "unwanted-apology",
                voice,
                None,
                wish=short(wish.text),
            )
        if (wish := wished.get("no_thanks")) and sound.THANKS.search(part.plain):
            yield finding(
                "unwanted-thanks",
                "advice",
                place,
                quote,
                "unwanted-thanks",
                voice,
                None,
                wish=short(wish.text),
            )
        yield from _own_words(part, read, voice)


def _says_for_what(at: int, read: Read) -> bool:
    """Return whether an apology names the failing, or an act, an owner or a time, in its own sentence or right beside it."""
    part = read.parts[at]
    own = sound.AT_YOUR_DISPOSAL.sub(" ", part.plain)
    rest = sound.THANKS.sub(" ", sound.APOLOGY.sub(" ", own))
    if sound.ACT.search(rest) or sound.NAMES_THE_FAILING.search(own):
        return True
    told = read.draft_language.code != "fr" or sound.TELLS_WHAT_HAPPENED.search(rest)
    if told and is_particular(own, part.details):
        return True
    return any(_is_beside(part, near, read) and _tells(near) for near in _neighbours(at, read.parts))


def _neighbours(at: int, parts: Sequence[Sentence]) -> Sequence[Sentence]:
    return [*parts[max(0, at - 1) : at], *parts[at + 1 : at + 2]]


def _is_beside(part: Sentence, near: Sentence, read: Read) -> bool:
    """Return whether two sentences stand in one paragraph: a stock ending under a good letter is still one."""
    first, second = sorted((part.span, near.span), key=lambda each: each.start)
    return "\n" not in read.draft[first.end : second.start].replace("\r", "")


def _tells(near: Sentence) -> bool:
    return not near.hollow and is_particular(near.plain, near.details)


def _own_words(part: Sentence, read: Read, voice: str) -> Iterator[Finding]:
    for found in sound.BLAME.finditer(part.plain):
        place = Place("draft", part.span.start + found.start(), part.span.start + found.end())
        quote = read.draft[place.start : place.end]
        yield finding("blame", "advice", place, quote, "blame", voice, None, quote=quote)
    for found in sound.JARGON_WORDS.finditer(part.plain):
        place = Place("draft", part.span.start + found.start(), part.span.start + found.end())
        yield _of_the_house(found.group(), place, read.draft[place.start : place.end], voice)
    for found in sound.ABBREVIATION.finditer(read.draft, part.span.start, part.span.end):
        if found.group() in sound.KNOWN_ABBREVIATIONS or found.group() in read.letter:
            continue
        yield finding(
            "jargon",
            "advice",
            Place("draft", *found.span()),
            found.group(),
            "jargon.plain",
            voice,
            None,
            quote=found.group(),
        )


def _of_the_house(words: str, place: Place, quote: str, voice: str) -> Finding:
    """Return the finding for words of the house, with plain ones to write or with what to tell instead."""
    if plainer := sound.PLAINER.get(words):
        return finding(
            "jargon", "advice", place, quote, "jargon.plainer", voice, None, quote=quote, instead=plainer
        )
    if told := sound.TO_TELL[words]:
        instead = say(voice, f"tell.{told}")[0]
        return finding("jargon", "advice", place, quote, "jargon", voice, None, quote=quote, instead=instead)
    return finding("jargon", "advice", place, quote, "jargon.plain", voice, None, quote=quote)


def experience(read: Read, lived: Sequence[Trait], voice: str) -> Iterator[Finding]:
    """Say so when nothing of what the customer went through comes back in the draft."""
    if not lived or not read.own or says_it_back(read, lived):
        return
    first = lived[0]
    yield finding(
        "experience-unnamed",
        "advice",
        Place("letter", first.start, first.end),
        first.text,
        "experience-unnamed",
        voice,
        None,
        experience=short(first.text),
    )


def whole(read: Read, voice: str) -> Iterator[Finding]:
    place = Place("draft", 0, len(read.draft))
    if not read.own:
        yield finding("empty", "advice", place, "", "empty", voice, None)
    theirs, ours = read.letter_language.code, read.draft_language.code
    if theirs and ours and theirs != ours:
        names = {
            "theirs": say(voice, theirs)[0],
            "ours": say(voice, ours)[0],
            "the_ours": say(voice, f"the.{ours}")[0],
        }
        yield finding(
            "wrong-language", "advice", place, short(read.draft), "wrong-language", voice, None, **names
        )
