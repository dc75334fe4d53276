"""What cannot wait: danger, people stranded, a deadline at hand, somebody who needs care. Each with the rule that fired.

Signs from tables of words are weighed in each sentence by a small model, which rather errs on the side of care; the rules
then say what for. Where no rule does, four more models say what it is most like: "vulnerable.weighed" where the model is
sure, "vulnerable.unclear" where it only worries: somebody should look, no more.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations, pairwise
from typing import Literal, get_args

from presszero.pure.words.details import details_of
from presszero.pure.words.languages import likelier
from presszero.pure.words.normal import level
from presszero.pure.words.shapes import READ_AT_MOST, Shape, Span
from presszero.pure.words.signs import Sign, signs, tokens
from presszero.pure.words.splitting import is_closing, is_greeting, is_name, sentences
from presszero.pure.words.weighing import weights

UrgencyKind = Literal["safety", "stranded", "deadline", "vulnerable"]


@dataclass(frozen=True, slots=True)
class Urgency(Shape):
    """A reason not to let a message wait. rule: its name, as "safety.fire"; the span is what made it fire."""

    kind: UrgencyKind
    start: int
    end: int
    text: str
    rule: str


RULES: Sequence[tuple[str, Sequence[str]]] = (
    ("safety.gas", ["gas", "smell"]),
    ("safety.self", ["self"]),
    ("safety.fire", ["fire"]),
    ("safety.attack", ["weapon"]),
    ("safety.attack", ["attack"]),
    ("safety.body", ["body"]),
    ("safety.electricity", ["electric", "breaking"]),
    ("safety.electricity", ["electric", "child"]),
    ("safety.electricity", ["electric", "water"]),
    ("safety.water", ["water", "now"]),
    ("safety.crash", ["crash"]),
    ("safety.tracks", ["tracks", "someone"]),
    ("safety.tracks", ["tracks", "child"]),
    ("safety.tracks", ["tracks", "animal"]),
    ("safety.falling", ["building", "breaking"]),
    ("safety.fall", ["slip", "someone"]),
    ("safety.fall", ["slip", "building"]),
    ("safety.sharp", ["sharp"]),
    ("safety.hole", ["hole", "breaking"]),
    ("safety.hole", ["hole", "child"]),
    ("safety.hole", ["hole", "vehicle"]),
    ("safety.driver", ["drunk", "vehicle"]),
    ("safety.brakes", ["brakes"]),
    ("safety.traffic", ["signal", "vehicle"]),
    ("safety.traffic", ["signal", "child"]),
    ("safety.animal", ["animal", "bite"]),
    ("safety.children", ["climbing", "child"]),
    ("safety.danger", ["danger"]),
    ("vulnerable.danger", ["violence"]),
    ("vulnerable.care", ["care", "lack"]),
    ("vulnerable.care", ["care", "soon"]),
    ("vulnerable.care", ["care", "unwell"]),
    ("vulnerable.ill", ["child", "unwell"]),
    ("vulnerable.ill", ["frail", "unwell"]),
    ("vulnerable.child", ["child", "alone"]),
    ("vulnerable.child", ["child", "lost"]),
    ("vulnerable.child", ["child", "lack"]),
    ("vulnerable.child", ["child", "cold"]),
    ("vulnerable.missing", ["frail", "lost"]),
    ("vulnerable.person", ["frail", "alone"]),
    ("vulnerable.person", ["frail", "lack"]),
    ("vulnerable.person", ["frail", "stuck"]),
    ("vulnerable.person", ["frail", "cold"]),
    ("vulnerable.homeless", ["homeless"]),
    ("stranded.stuck", ["stuck"]),
    ("stranded.stopped", ["transport", "stopped"]),
    ("stranded.out", ["stopped", "nowhere"]),
    ("stranded.out", ["transport", "nowhere"]),
    ("stranded.out", ["barred", "away"]),
    ("deadline.near", ["stake", "soon"]),
    ("deadline.near", ["stake", "now"]),
    ("deadline.near", ["loses", "soon"]),
    ("deadline.near", ["loses", "by"]),
    ("deadline.near", ["stake", "by"]),
)
"""What fires, and the signs of tables/urgency that must stand in one sentence for it."""

_ORDER: dict[str, int] = {"safety": 0, "vulnerable": 1, "stranded": 2, "deadline": 3}
_PLAIN = ("barred", "asleep")
"""Signs that frighten the model by their company: an account or card that is blocked, somebody who slept. Where nothing is lacking and no rule fires they can wait."""
_CALM = ("general", "past", "figure", "thanks", "over", "story")
"""Signs that a sentence only asks, remembers, jokes or thanks; in such a one no rule fires."""
ROOM = 0.5
"""How much more a sentence must worry for each doubling (and so on, by the logarithm) of the sentences of a letter: among many, any could sound urgent."""
ROOM_FOR_UNCLEAR = 0.25
"""The same once more for a worry that neither a rule nor a sure model explains."""
PRESSES_FROM = -1.2
"""Log-odds, less that room, from which a sentence worries enough for its rules to press; below, somebody may look."""
ALWAYS = ("safety.self", "safety.gas", "vulnerable.care")
"""Rules to which any worry is enough, however long the letter."""
A_CRY = 2
"""Of so few sentences any worry is enough for the rules: nobody writes two lines for nothing."""
SURE = -0.7
"""Log-odds, less that room, from which the model is sure by itself: 3 of 100 calm letters with the words of urgent ones have them."""
UNCLEAR = ".unclear"
"""How the rule of a worry ends that neither a rule nor a sure model explains."""


def urgency(text: str, sent_at: datetime | None = None) -> list[Urgency]:
    """Return why a message cannot wait, the most pressing first; an empty list when nothing says so.

    sent_at: when it was written. With it a day by which something is lost counts for the last DAYS_LEFT days before it.

    >>> [(each.rule, each.text) for each in urgency("There is smoke coming from the bus in front of the library.")]
    [('safety.fire', 'smoke coming')]
    """
    text = text[:READ_AT_MOST]
    plain, code = level(text), likelier(text)
    worries = worrying(text, plain, code)
    found = {each.rule: each for each in _last_days(text, plain, code, sent_at)}
    short = len(said_in(text)) <= A_CRY
    pressing = {part for part, odds in worries if odds >= PRESSES_FROM or short}
    explained: set[Span] = set()
    for part, _ in worries:
        far = sent_at is not None and _lies_far(text, part, sent_at)
        for rule, start, end in _fired(plain, part, code):
            if (far and rule.startswith("deadline")) or not (part in pressing or rule in ALWAYS):
                continue
            found.setdefault(rule, _reason(text, rule, start, end))
            explained.add(part)
    if not found:
        for rule, start, end in _needs_care(plain, said_in(text), code):
            found[rule] = _reason(text, rule, start, end)
    own = [
        (part, odds, kind)
        for part, odds in worries
        if part not in explained and not _is_plain(plain, part, code)
        for kind in [likeliest(plain, part, code)]
        if not (kind == "deadline" and sent_at and _lies_far(text, part, sent_at))
    ]
    for part, odds, kind in own:
        if odds >= SURE and not any(each.kind == kind for each in found.values()):
            found[kind] = _reason(text, f"{kind}.weighed", part.start, part.end)
    unclear = weights("urgency").threshold + ROOM_FOR_UNCLEAR * math.log(len(said_in(text)) or 1)
    worst = max(own, key=lambda each: each[1], default=None)
    if not found and worst and worst[1] >= unclear:
        part, _, kind = worst
        found[kind] = _reason(text, f"{kind}{UNCLEAR}", part.start, part.end)
    return sorted(found.values(), key=lambda each: (_ORDER[each.kind], each.start))


def worrying(text: str, plain: str, code: str) -> list[tuple[Span, float]]:
    """Return the sentences that worry the model, with their log-odds less what their number allows, in order."""
    parts = said_in(text)
    model, room = weights("urgency"), ROOM * math.log(len(parts) or 1)
    odds = [(part, model.odds(told(plain[part.start : part.end], code)) - room) for part in parts]
    return [(part, each) for part, each in odds if each >= model.threshold]


def said_in(text: str) -> list[Span]:
    """Return the sentences of a message without greeting, farewell and names; all of them where there are no others."""
    parts = sentences(text)
    return [part for part in parts if not _is_frame(text[part.start : part.end])] or parts


def likeliest(plain: str, part: Span, code: str) -> UrgencyKind:
    """Return what a sentence that worries is most like."""
    said = told(plain[part.start : part.end], code)
    return max(get_args(UrgencyKind), key=lambda kind: weights(f"urgency-{kind}").odds(said))


def _reason(text: str, rule: str, start: int, end: int) -> Urgency:
    kind: UrgencyKind = rule.partition(".")[0]  # type: ignore[assignment]
    return Urgency(kind, start, end, text[start:end], rule)


def told(plain: str, code: str) -> Mapping[str, float]:
    """Return what a levelled message tells the model: its signs, pairs of them, its words, and how it is put."""
    said = tokens(plain)
    names = sorted({sign.name for sign in signs("urgency", code).find(said)})
    asks = plain.rstrip().endswith("?")
    only_asks = asks and not any(each.word in ".,;:" for each in said[:-1])
    return {
        **dict.fromkeys(names, 1.0),
        **{f"{first} & {second}": 0.4 for first, second in combinations(names, 2)},
        **{f"word {each.word}": 0.7 for each in said if each.word[0].isalpha()},
        "asks": float(asks),
        "only asks": float(only_asks),
        "length": min(3.0, len(said) / 10),
    }


def _fired(plain: str, part: Span, code: str) -> Iterator[tuple[str, int, int]]:
    """Yield the rules that a sentence fires, with the nearest signs that did it, as (rule, start, end)."""
    places: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs("urgency", code).find(tokens(plain, part.start, part.end)):
        places[sign.name].append(sign)
    if any(name in places for name in _CALM):
        return
    for rule, needed in RULES:
        if all(name in places for name in needed):
            yield rule, *_nearest([places[name] for name in needed])


def _needs_care(plain: str, parts: Sequence[Span], code: str) -> Iterator[tuple[str, int, int]]:
    """Yield who lives by care that the sentence beside says is lacking, where both worry: "The water is off. He is on dialysis."."""
    model, room = weights("urgency"), ROOM * math.log(len(parts) or 1)
    found = [signs("urgency", code).find(tokens(plain, part.start, part.end)) for part in parts]
    for (one, said), (other, saying) in pairwise(zip(parts, found, strict=True)):
        for part, own, beside in ((one, said, saying), (other, saying, said)):
            names = {sign.name for sign in own}
            if "care" not in names or names & set(_CALM) or not any(sign.name == "lack" for sign in beside):
                continue
            both = told(plain[one.start : other.end], code)
            if model.odds(both) - room >= model.threshold:
                care = next(sign for sign in own if sign.name == "care")
                yield "vulnerable.care", _with_what_leads_to_it(plain, part, care.start), care.end


DAYS_LEFT = 7
_UP_TO = re.compile(
    r"\b(?:by|before|until|till|no later than|on or before|deadline(?: is| of)?|expires?(?: on)?|(?:ends?|closes?|lapses?|runs out)(?: on)?|jusqu'au|jusqu'a|avant|d'ici(?: au| a)?|au plus tard|expire|date limite(?: est| du)?|passe)(?: the| le| ce| this)? ?$"
)
_LED = re.compile(r"(?:by|before|until|till|avant|d'ici|jusqu'a)\b")
_AT_STAKE = frozenset(["stake", "loses"])


def _last_days(text: str, plain: str, code: str, sent_at: datetime | None) -> Iterator[Urgency]:
    """Yield where a day at hand is named up to which something is at stake."""
    if sent_at is None:
        return
    for part in said_in(text):
        names = {sign.name for sign in signs("urgency", code).find(tokens(plain, part.start, part.end))}
        if not names & _AT_STAKE or names & set(_CALM):
            continue
        for each in details_of(text, sent_at, [part], forward=True):
            if each.kind != "date" or not each.value or len(each.value) != 10:
                continue
            left = (date.fromisoformat(each.value) - sent_at.date()).days
            limit = _UP_TO.search(plain[part.start : each.start]) or _LED.match(plain, each.start)
            if limit and 0 <= left <= DAYS_LEFT:
                yield _reason(text, "deadline.day", part.start, part.end)
                return


def _lies_far(text: str, part: Span, sent_at: datetime) -> bool:
    """Return whether a sentence names days ahead, and none of them is near."""
    days = [
        (date.fromisoformat(each.value) - sent_at.date()).days
        for each in details_of(text, sent_at, [part], forward=True)
        if each.kind == "date" and each.value and len(each.value) == 10
    ]
    return bool(days) and min(days) > DAYS_LEFT


def _with_what_leads_to_it(plain: str, part: Span, start: int) -> int:
    """Return where "on home" begins before "dialysis", so that the reason reads alone."""
    leads = re.search(r"\b(?:on|with|under|sous|en)(?: \w+)? $", plain[part.start : start])
    return part.start + leads.start() if leads else start


def _is_plain(plain: str, part: Span, code: str) -> bool:
    said = {sign.name for sign in signs("urgency", code).find(tokens(plain, part.start, part.end))}
    return bool(said & set(_PLAIN)) and "lack" not in said


def _is_frame(words: str) -> bool:
    return is_greeting(words) or is_closing(words) or is_name(words)


def _nearest(places: Sequence[Sequence[Sign]]) -> tuple[int, int]:
    if len(places) == 1:
        return places[0][0].start, places[0][0].end
    pairs = [(one, other) for one in places[0] for other in places[1]]
    one, other = min(pairs, key=lambda pair: abs(pair[0].start - pair[1].start))
    return min(one.start, other.start), max(one.end, other.end)
