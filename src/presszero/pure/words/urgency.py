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
from itertools import combinations, pairwise, product
from typing import Literal, get_args

from presszero.pure.words.belongings import left_behind
from presszero.pure.words.details import details_of
from presszero.pure.words.languages import likelier
from presszero.pure.words.limits import DAYS_LEFT, NEEDED_WITHIN, asked_for_today, is_limit, is_needed
from presszero.pure.words.normal import level
from presszero.pure.words.shapes import READ_AT_MOST, Detail, Shape, Span
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
    ("vulnerable.cold", ["child", "frail", "cold"]),
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
_CALM = ("general", "past", "figure", "thanks")
"""Signs that a sentence only asks, remembers, jokes or thanks; in such a one no rule fires."""
_LATELY = re.compile(
    r"\b(?:today|tonight|last night|this (?:morning|afternoon|evening)|aujourd'hui|ce (?:matin|soir)|cet apres-midi|cette nuit)\b"
)
"""What was today may last: "last night it was 9 degrees in their bedroom"."""
_OVER = ("over", "story")
"""Signs of what is over or only told; they silence no rule of danger: "the engineer laughed, but I smell gas"."""
ROOM = 0.5
"""How much more a sentence must worry for the natural logarithm of the number of sentences: among many, any could sound urgent."""
ROOM_FOR_UNCLEAR = 0.25
"""The same once more for a worry that neither a rule nor a sure model explains."""
PRESSES_FROM = -1.2
"""Log-odds, less that room, from which a sentence worries enough for its rules to press; below, somebody may look."""
SURE = -0.7
"""Log-odds, less that room, from which the model is sure by itself: 3 of 100 calm letters with the words of urgent ones have them."""
A_CRY = 2
"""Of so few sentences any worry is enough for the rules: nobody writes two lines for nothing."""
CRIES = ("safety.self", "safety.gas", "safety.fire", "safety.attack", "safety.brakes")
"""Rules that press in so few sentences even where the model does not worry."""
ALWAYS = ("safety.self", "safety.gas", "vulnerable.care")
"""Rules to which any worry is enough, however long the letter, and that fire where something is over, too."""
AT_ANY_WORRY = (*ALWAYS, "vulnerable.cold")
UNCLEAR = ".unclear"
"""How the rule of a worry ends that neither a rule nor a sure model explains."""


def urgency(text: str, sent_at: datetime | None = None) -> list[Urgency]:
    """Return why a message cannot wait, the most pressing first; an empty list when nothing says so.

    sent_at: when it was written. With it a day by which something is lost counts for the last DAYS_LEFT days before it.

    >>> [(each.rule, each.text) for each in urgency("There is smoke coming from the bus in front of the library.")]
    [('safety.fire', 'smoke coming')]
    """
    message = _Message.of(text[:READ_AT_MOST], sent_at)
    days = [*_last_days(message), *_asks_for_it_soon(message)]
    found = [each for each in _by_rules(message) if not _is_told_by(each, days)] + days
    if not {"safety", "vulnerable"} & {each.kind for each in found}:
        found += _needs_care(message)
    found += _by_weight(message, found)
    found = found or _unclear(message)
    first: dict[str, Urgency] = {}
    for each in found:
        first.setdefault(each.rule, each)
    return sorted(_told_once(list(first.values())), key=lambda each: (_ORDER[each.kind], each.start))


def _told_once(found: Sequence[Urgency]) -> list[Urgency]:
    """Return the reasons whose words no other one of the same kind has; of two with the same words the first."""
    kept: list[Urgency] = []
    for each in sorted(found, key=lambda each: each.start - each.end):
        if not any(one.kind == each.kind and one.start <= each.start and each.end <= one.end for one in kept):
            kept.append(each)
    return kept


def _is_told_by(reason: Urgency, days: Sequence[Urgency]) -> bool:
    """Return whether a day that is named tells a nearing deadline more exactly."""
    return reason.rule == "deadline.near" and any(day.start <= reason.start < day.end for day in days)


@dataclass(frozen=True)
class _Message:
    """A message read once. odds: how much each of its sentences worries the model, less what their number allows."""

    text: str
    plain: str
    code: str
    parts: Sequence[Span]
    odds: Mapping[Span, float]
    sent_at: datetime | None

    @classmethod
    def of(cls, text: str, sent_at: datetime | None) -> _Message:
        plain, code, parts = _levelled(text), likelier(text), said_in(text)
        model, room = weights("urgency"), ROOM * math.log(len(parts) or 1)
        odds = {part: model.odds(told(plain[part.start : part.end], code)) - room for part in parts}
        return cls(text, plain, code, parts, odds, sent_at)

    @property
    def is_short(self) -> bool:
        return len(self.parts) <= A_CRY

    def worries(self, part: Span) -> bool:
        return self.odds[part] >= weights("urgency").threshold

    def lies_far(self, part: Span) -> bool:
        """Return whether a sentence names days ahead, and none of them is near."""
        days = [left for _, left in self.days_left(part)]
        return bool(days) and min(days) > DAYS_LEFT

    def days_left(self, part: Span) -> list[tuple[Detail, int]]:
        """Return the days that a sentence names, and how many days are left to each."""
        if self.sent_at is None:
            return []
        named = details_of(self.text, self.sent_at, [part], forward=True)
        days = [each for each in named if each.kind == "date" and each.value and len(each.value) == DAY_LONG]
        return [(each, (date.fromisoformat(each.value or "") - self.sent_at.date()).days) for each in days]

    def reason(self, rule: str, start: int, end: int) -> Urgency:
        kind: UrgencyKind = rule.partition(".")[0]  # type: ignore[assignment]
        return Urgency(kind, start, end, self.text[start:end], rule)


DAY_LONG = len("2026-11-18")
_ADDRESS = re.compile(r"(?<=[a-z] )(?:Court|Grave|Terminal|Steps|Bridge|Lock)\b")


def _levelled(text: str) -> str:
    """Return a text levelled, without what is written large behind a word: "Linden Court" sits in judgement of nobody."""
    return level(_ADDRESS.sub(lambda word: "_" * len(word.group()), text))


def _by_rules(message: _Message) -> Iterator[Urgency]:
    """Yield what rules see, in sentences that worry enough."""
    for part in message.parts:
        for rule, start, end in _fired(message, part):
            enough = (
                (message.is_short and rule in CRIES)
                or message.odds[part] >= PRESSES_FROM
                or (message.worries(part) and (message.is_short or rule in AT_ANY_WORRY))
            )
            if enough and not (rule.startswith("deadline") and message.lies_far(part)):
                yield message.reason(rule, start, end)


def _own(message: _Message, found: Sequence[Urgency]) -> Iterator[tuple[Span, UrgencyKind]]:
    """Yield the sentences that worry, and that no rule explains, with what each is most like."""
    for part in message.parts:
        explained = any(part.start <= each.start < part.end for each in found)
        if explained or not message.worries(part) or _is_plain(message.plain, part, message.code):
            continue
        kind = likeliest(message.plain, part, message.code)
        if not (kind == "deadline" and message.lies_far(part)):
            yield part, kind


def _by_weight(message: _Message, found: Sequence[Urgency]) -> list[Urgency]:
    """Return what the model is sure of by itself, of kinds that no rule found."""
    known = {each.kind for each in found}
    sure = [
        (part, kind)
        for part, kind in _own(message, found)
        if message.odds[part] >= SURE and not is_told(message.plain[part.start : part.end])
    ]
    return [
        message.reason(f"{kind}.weighed", part.start, part.end) for part, kind in sure if kind not in known
    ]


def _unclear(message: _Message) -> list[Urgency]:
    """Return the sentence that worries most, where that is more than a letter of this length allows."""
    own = [(message.odds[part], part, kind) for part, kind in _own(message, ())]
    if not own:
        return []
    odds, part, kind = max(own, key=lambda each: each[0])
    least = weights("urgency").threshold + ROOM_FOR_UNCLEAR * math.log(len(message.parts))
    return [message.reason(f"{kind}{UNCLEAR}", part.start, part.end)] if odds >= least else []


def likeliest(plain: str, part: Span, code: str) -> UrgencyKind:
    """Return what a sentence that worries is most like."""
    said = told(plain[part.start : part.end], code)
    return max(get_args(UrgencyKind), key=lambda kind: weights(f"urgency-{kind}").odds(said))


def said_in(text: str) -> list[Span]:
    """Return the sentences of a message without greeting, farewell and names; all of them where there are no others."""
    parts = sentences(text)
    return [part for part in parts if not _is_frame(text[part.start : part.end])] or parts


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


_PAST = re.compile(
    r"\b(?:came|went|waited|walked|drove|stood|sat|took|paid|missed|got|left|refused|had to|ended up|arrived|stopped|ran|lost|gave|brought|cost|slept|cried|carried|was|were|did|didn't|on (?:m'|nous |lui )a (?:dit|repondu|explique))\b"
)
_PRESENT = re.compile(
    r"\b(?:(?<!^here )is|are|am|has|have|still|now|since|today|tonight|tomorrow|this (?:morning|afternoon|evening)|keeps?|can't|cannot|won't|doesn't|don't|isn't|aren't|hasn't|haven't|needs?|left (?:for|to)|ago)\b|'(?:s|re|m|ve|ll)\b"
)


def is_told(words: str) -> bool:
    """Return whether a sentence only tells what was, or in French what one was told: "the bus never came on Friday, and I waited with my son"."""
    return bool(_PAST.search(words)) and not _PRESENT.search(words)


def _fired(message: _Message, part: Span) -> Iterator[tuple[str, int, int]]:
    """Yield the rules that a sentence fires, with the nearest signs that did it, as (rule, start, end)."""
    plain = message.plain
    places: dict[str, list[Sign]] = defaultdict(list)
    for sign in signs("urgency", message.code).find(tokens(plain, part.start, part.end)):
        places[sign.name].append(sign)
    words = plain[part.start : part.end]
    if any(name in places for name in _CALM if name != "past" or not _LATELY.search(words)):
        return
    over = any(name in places for name in _OVER) or is_told(words) or left_behind(words)
    for rule, needed in RULES:
        if over and not (rule.startswith("safety") or rule in ALWAYS):
            continue
        if all(name in places for name in needed):
            signs_of_rule = [places[name] for name in needed]
            if rule == "vulnerable.person" and "lack" in needed:
                signs_of_rule[1] = [each for each in places["lack"] if not _UNABLE.match(plain, each.start)]
            if "lost" in needed:
                signs_of_rule[0] = [each for each in signs_of_rule[0] if not _OWNS.match(plain, each.end)]
                signs_of_rule[1] = [each for each in places["lost"] if not _A_THING.match(plain, each.end)]
            if all(signs_of_rule):
                yield rule, *_nearest(signs_of_rule)


_OWNS = re.compile(r"'s (?!(?:been|not|lost|missing|alone|gone|run|still|in|on|at|out|nowhere|somewhere)\b)")
"""What stands behind somebody of whom a thing is lost: "I lost my son's coat"."""
_A_THING = re.compile(
    r" (?:his|her|their|my|our|an?|son|sa|ses|une?|leurs?|mon|ma|mes) (?!way\b|balance\b|mind\b|sight\b|consciousness\b|chemin\b|connaissance\b|vue\b|mother\b|father\b|parents\b|mum\b|dad\b|mere\b|pere\b)"
)
"""What stands behind "lost" where a thing is lost and nobody is: "ma fille a perdu son gant"."""
_UNABLE = re.compile(r"(?:won't|cannot|can't)\b")
"""Who cannot do a thing is not by that without what they need: "my mother is 88 and can't manage the steps"."""


def _needs_care(message: _Message) -> Iterator[Urgency]:
    """Yield who lives by care that the sentence beside says is lacking, where both worry: "The water is off. He is on dialysis."."""
    plain, code = message.plain, message.code
    model, room = weights("urgency"), ROOM * math.log(len(message.parts) or 1)
    found = [signs("urgency", code).find(tokens(plain, part.start, part.end)) for part in message.parts]
    for (one, said), (other, saying) in pairwise(zip(message.parts, found, strict=True)):
        for part, own, beside in ((one, said, saying), (other, saying, said)):
            names = {sign.name for sign in own}
            if "care" not in names or names & set(_CALM) or not any(sign.name == "lack" for sign in beside):
                continue
            if model.odds(told(plain[one.start : other.end], code)) - room >= model.threshold:
                care = next(sign for sign in own if sign.name == "care")
                start = _with_what_leads_to_it(plain, part, care.start)
                yield message.reason("vulnerable.care", start, care.end)


def _last_days(message: _Message) -> Iterator[Urgency]:
    """Yield where a day at hand is named up to which something is lost, or up to which something at stake worries."""
    plain = message.plain
    for part in message.parts:
        said = signs("urgency", message.code).find(tokens(plain, part.start, part.end))
        names = {sign.name for sign in said}
        if names & {*_CALM, *_OVER}:
            continue
        at_stake = "loses" in names or ("stake" in names and message.odds[part] >= PRESSES_FROM)
        for each, left in message.days_left(part):
            needed = left <= NEEDED_WITHIN and is_needed(plain, part, each)
            if (at_stake or needed) and 0 <= left <= DAYS_LEFT and is_limit(plain, part, each):
                yield message.reason("deadline.day", part.start, part.end)
                return


def _asks_for_it_soon(message: _Message) -> Iterator[Urgency]:
    """Yield where an answer is asked for today."""
    for part in message.parts:
        if said := asked_for_today(message.plain, part):
            yield message.reason("deadline.asked", said.start, said.end)


def _with_what_leads_to_it(plain: str, part: Span, start: int) -> int:
    """Return where "on home" begins before "dialysis", so that the reason reads alone."""
    leads = re.search(r"\b(?:on|with|under|sous|en)(?: \w+)? $", plain[part.start : start])
    return part.start + leads.start() if leads else start


def _is_plain(plain: str, part: Span, code: str) -> bool:
    said = {sign.name for sign in signs("urgency", code).find(tokens(plain, part.start, part.end))}
    if left_behind(plain[part.start : part.end]):
        return "care" not in said
    return bool(said & set(_PLAIN)) and "lack" not in said


def _is_frame(words: str) -> bool:
    return is_greeting(words) or is_closing(words) or is_name(words)


def _nearest(places: Sequence[Sequence[Sign]]) -> tuple[int, int]:
    """Return where the signs of each kind lie that stand nearest to each other."""
    spans = [(min(each.start for each in one), max(each.end for each in one)) for one in product(*places)]
    return min(spans, key=lambda span: span[1] - span[0])
