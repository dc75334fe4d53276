"""What cannot wait: danger, people stranded, a deadline at hand, somebody who needs care. Each with the rule that fired.

Signs from tables of words are weighed by a small model, which rather errs on the side of care; the rules then say what
for. Where the model worries and no rule tells why, the rule is safety.unclear: somebody should look, no more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

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
)
"""What fires, and the signs of tables/urgency that must stand in one sentence for it."""

_ORDER: dict[str, int] = {"safety": 0, "vulnerable": 1, "stranded": 2, "deadline": 3}
_PLAIN = ("barred", "asleep")
"""Signs that frighten the model by their company: an account or card that is blocked, somebody who slept. Where nothing is lacking and no rule fires they can wait."""
_CALM = ("general", "past", "figure", "thanks")
"""Signs that a sentence only asks, remembers, jokes or thanks; in such a one no rule fires."""
WINDOW = 320
"""Characters that are weighed together: two or three sentences, as in the messages the model was taught."""
SHORT_MESSAGE = 500
"""Up to so many characters a message is read as one cry, and a small worry is enough."""
LETTER_FROM = 0.0
"""Log-odds from which a stretch of a longer letter worries: it holds many stretches, and any could sound urgent."""


def urgency(text: str) -> list[Urgency]:
    """Return why a message cannot wait, the most pressing first; an empty list when nothing says so.

    >>> [(each.rule, each.text) for each in urgency("There is smoke coming from the bus in front of the library.")]
    [('safety.fire', 'smoke coming')]
    """
    text = text[:READ_AT_MOST]
    plain, code = level(text), likelier(text)
    parts = sentences(text)
    worrying = [part for run in _worrying(plain, parts, code) for part in run]
    if not worrying:
        return []
    found: dict[str, Urgency] = {}
    for part in dict.fromkeys(worrying):
        for rule, start, end in _fired(plain, part, code):
            found.setdefault(rule, _reason(text, rule, start, end))
    if not found:
        found = {
            rule: _reason(text, rule, start, end) for rule, start, end in _needs_care(plain, worrying, code)
        }
    own = [part for part in worrying if not _is_frame(text[part.start : part.end])] or worrying
    own = [part for part in own if not _is_plain(plain, part, code)]
    if not own:
        return sorted(found.values(), key=lambda each: (_ORDER[each.kind], each.start))
    first, last = min(own, key=_start), max(own, key=_start)
    unclear = _reason(text, "safety.unclear", first.start, last.end)
    return sorted(found.values(), key=lambda each: (_ORDER[each.kind], each.start)) or [unclear]


def _worrying(plain: str, parts: Sequence[Span], code: str) -> Iterator[Sequence[Span]]:
    """Yield the sentences, and in a letter the stretches of some, that worry the model.

    A short message in which no sentence does so by itself is weighed as one cry.
    """
    short = len(plain) <= SHORT_MESSAGE
    runs: list[Sequence[Span]] = [] if short else list(windows(parts))
    runs += [[part] for part in parts]
    worrying = [run for run in runs if _worry(plain, run, code) >= LETTER_FROM]
    yield from worrying
    if short and parts and not worrying and _worry(plain, parts, code) >= weights("urgency").threshold:
        yield parts


def _start(part: Span) -> int:
    return part.start


def _reason(text: str, rule: str, start: int, end: int) -> Urgency:
    kind: UrgencyKind = rule.partition(".")[0]  # type: ignore[assignment]
    return Urgency(kind, start, end, text[start:end], rule)


def windows(parts: Sequence[Span]) -> Iterator[list[Span]]:
    """Yield runs of neighbouring sentences of at most WINDOW characters, each beginning with the next sentence."""
    shown = -1
    for first in range(len(parts)):
        last = first
        while last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= WINDOW:
            last += 1
        if last > shown:
            shown = last
            yield list(parts[first : last + 1])


def _worry(plain: str, run: Sequence[Span], code: str) -> float:
    return weights("urgency").odds(told(plain[run[0].start : run[-1].end], code))


def told(plain: str, code: str) -> dict[str, float]:
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
    """Yield who lives by care that another of the worrying sentences says is lacking: "The water is off. He is on dialysis."."""
    found = [(part, signs("urgency", code).find(tokens(plain, part.start, part.end))) for part in parts]
    lacks = {part.start for part, said in found if any(sign.name == "lack" for sign in said)}
    for part, said in found:
        names = {sign.name for sign in said}
        if "care" in names and not names & set(_CALM) and lacks - {part.start}:
            care = next(sign for sign in said if sign.name == "care")
            yield "vulnerable.care", _with_what_leads_to_it(plain, part, care.start), care.end


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
