"""Which sentences of a letter need an answer: those of its text, its lists and its heading."""

import re
from collections.abc import Iterator, Sequence

from presszero.pure.words import plainly
from presszero.pure.words.belongings import left_behind
from presszero.pure.words.cues import LetterCues
from presszero.pure.words.normal import level, telling_stems
from presszero.pure.words.running_on import breaths
from presszero.pure.words.sentence_asks import (
    QUESTION_WORD,
    Found,
    in_sentence,
    is_ask,
    kind_of_sentence,
    tells_of_more,
)
from presszero.pure.words.shapes import PointKind, Span
from presszero.pure.words.splitting import is_heading


def points_in(text: str, parts: Sequence[Span], cues: Sequence[LetterCues]) -> list[Found]:
    """Return what needs an answer among the sentences, in order; neighbours that say one thing become one."""
    plain = level(text)
    parts = [piece for part in parts for piece in breaths(plain, part)]
    found: list[Found] = []
    headed: list[Found] = []
    listing = False
    for at, part in enumerate(parts):
        if len(parts) > 1 and is_heading(plain[part.start : part.end]):
            headed += _asked_in_heading(plain, part, cues)
            continue
        opens = _ONLY_OPENS.match(plain[part.start : part.end])
        own = [] if opens else list(in_sentence(plain, part, cues))
        if at and _is_denied(plain, parts[at - 1], part, found, cues):
            own = [Found("complaint", parts[at - 1].start, part.end, "denied")]
        bullet = bool(_IN_LIST.search(plain, max(0, part.start - 8), part.start))
        only_complains = all(each.kind == "complaint" for each in own)
        if bullet and only_complains and (listing or _asks_shortly(plain[part.start : part.end])):
            own = [_listed(plain, part)]
        listing = _opens_list(plain, part, cues) or (listing and bullet)
        for each in own:
            back = bool(found) and at > 0 and found[-1].end >= parts[at - 1].start
            if found and _only_asks_for_an_answer(plain, each, cues):
                continue
            if back and _says_the_same(plain, found[-1], each, cues):
                continue
            found.append(each)
    below = _asked_in(plain, found) if headed else frozenset()
    above = [each for each in headed if not _asked_below(plain, each, below)]
    return sorted([*above, *_without_asked_after(plain, found)], key=lambda each: each.start)


_OF_IT = re.compile(r"\b(?:it|them|they|one|la|le|les|il|elle|ils|elles)\b|\bl'")


def _without_asked_after(plain: str, found: Sequence[Found]) -> list[Found]:
    """Return the points without what was left behind where the letter asks about it: "I lost my glasses. Have they been found?"."""
    of_it = [
        each.start for each in found if each.kind in _ASKS and _OF_IT.search(plain, each.start, each.end)
    ]
    return [
        each
        for each in found
        if not (
            each.kind == "request"
            and left_behind(plain[each.start : each.end])
            and any(start > each.start for start in of_it)
        )
    ]


def _asked_in_heading(plain: str, part: Span, cues: Sequence[LetterCues]) -> Iterator[Found]:
    """Yield what a subject line asks for, when it begins as an ask does: "Subject: please cancel my card"."""
    start = plain.index(":", part.start) + 1
    start += len(plain[start : part.end]) - len(plain[start : part.end].lstrip())
    words, behind = plain[start : part.end], Span(start, part.end)
    for cue in cues:
        begins = (cue.request_start, cue.request, cue.question_start, cue.wonder)
        if not _NAMES_A_DEED.match(words) and any(each.match(words) for each in begins):
            asked = [each for each in in_sentence(plain, behind, [cue]) if each.kind in _ASKS]
            yield from asked
            if asked:
                return


_ASKS = ("question", "request")
_NAMES_A_DEED = re.compile(r"(?!please|kindly)\w+ (?:to|on|at|in|for|out|up|all|back)\b")
"""A subject line says "Visit to the museum" or "Claim for a lost bag", and asks nothing by it."""


def _asked_in(plain: str, found: Sequence[Found]) -> frozenset[str]:
    """Return the stems of all that a letter asks."""
    asks = (plain[each.start : each.end] for each in found if each.kind in _ASKS)
    return frozenset(stem for words in asks for stem in telling_stems(words))


def _asked_below(plain: str, heading: Found, below: frozenset[str]) -> bool:
    """Return whether the letter itself asks what its subject line asks. below: the stems of what it asks."""
    asked = set(telling_stems(plain[heading.start : heading.end]))
    return len(asked & below) >= 0.6 * len(asked)


def _is_denied(
    plain: str, before: Span, part: Span, found: Sequence[Found], cues: Sequence[LetterCues]
) -> bool:
    """Return whether a short sentence denies the one before, which is no point yet: "You say I owe it. I don't." """
    is_point = bool(found) and found[-1].end > before.start
    return not is_point and any(plainly.denies(plain[part.start : part.end], cue.code) for cue in cues)


_IN_LIST = re.compile(r"(?:^|[\n ])(?:[-*•·–—]|\(?[a-z0-9]{1,2}[.)/])\s+$")


def _opens_list(plain: str, part: Span, cues: Sequence[LetterCues]) -> bool:
    """Return whether a sentence says that what we are asked for follows: "I would like:"."""
    words = plain[part.start : part.end]
    return words.endswith(":") and (
        bool(_ONLY_OPENS.match(words))
        or any(is_ask(words, cue) or kind_of_sentence(words, cue) for cue in cues)
    )


_ONLY_OPENS = re.compile(
    r"(?:(?:so|and|now|also|therefore|donc|aussi|alors),? )?(?:(?:please(?: answer(?: all| each of)?(?: these| my)?(?: questions?| points?)?)?|merci de|merci d')|(?:i|we)(?:'d| would)? (?:like|want|need|ask(?: for)?|request|expect|demand)"
    r"|(?:what|all) (?:i|we)(?:'d| would)? (?:like|want|need|ask|request|expect)|my (?:requests?|questions?|demands?)(?: are)?|(?:two|three|four|a few|some|several) (?:requests?|questions?|things)"
    r"|(?:je|nous) (?:vous )?(?:souhait|voudr|demand|aimer|veux|voulons|reclam)\w*|ce que (?:je|nous) (?:vous )?(?:souhait|voudr|demand|aimer|veux|voulons|attend)\w*|(?:mes|deux|trois|quatre|quelques) (?:demandes|questions|choses))"
    r"(?: to (?:know|ask)| (?:from|of) you| de vous| de votre part| is| are| the following| ce qui suit| that you)* ?:$"
)
"""Words that only say that asks follow: "What I need from you:", "Je souhaite :"; they ask nothing themselves."""


_SHORTLY = re.compile(
    r"(?:who(?! cares)|where|why|which|what(?! an?\b)|how (?:much|many|long|soon|often|come|do|does|did|is|are|can)"
    r"|qui|ou (?:est|sont|en|puis|dois|peut|faut|se)|pourquoi|comment|combien|quand \w+-t-\w+|quel(?:le)?s?)\b"
)
FEW_WORDS = 7


def _asks_shortly(words: str) -> bool:
    """Return whether an item of a list asks without a question mark: "1) where is it 2) who signed"."""
    return bool(_SHORTLY.match(words)) and len(words.split()) <= FEW_WORDS


_TO_KNOW = re.compile(
    rf"(?:(?:to )?(?:know|learn|hear|understand)|savoir|connaitre|comprendre)?(?:,? )?{QUESTION_WORD.pattern}"
)


def _listed(plain: str, part: Span) -> Found:
    words = plain[part.start : part.end]
    kind: PointKind = "question" if _TO_KNOW.match(words) else "request"
    return Found(kind, part.start, part.end, "listed")


def _only_asks_for_an_answer(plain: str, now: Found, cues: Sequence[LetterCues]) -> bool:
    """Return whether a point only asks that the others be answered, or how: "I should be grateful for a letter"."""
    return any(cue.only_answer_me.match(plain, now.start, now.end) for cue in cues)


def _says_the_same(plain: str, before: Found, now: Found, cues: Sequence[LetterCues]) -> bool:
    words = plain[now.start : now.end]
    said, saying = set(telling_stems(plain[before.start : before.end])), set(telling_stems(words))
    if now.kind == before.kind == "complaint" and any(
        cue.leans_back.match(words) or not tells_of_more(cue.judges.sub(" ", words), cue) for cue in cues
    ):
        return True
    return bool(saying) and before.kind == now.kind and len(said & saying) / len(saying) > 0.7
