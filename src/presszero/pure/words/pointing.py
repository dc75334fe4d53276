"""What in a letter deserves an answer: rules find what is said plainly, a small model weighs each clause for the rest.

People often tell only what happened and what should have been: "The rack was empty and the lid stood open." No table of
words holds that. Taught by benchmarks/words_teach.py from letters in which each point is marked. Source: docs/sources.md#points
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from presszero.pure.words import telling
from presszero.pure.words.cues import LetterCues
from presszero.pure.words.lived import clauses_in
from presszero.pure.words.normal import stem
from presszero.pure.words.running_on import breaths
from presszero.pure.words.sentence_asks import Found, is_none, is_to_note
from presszero.pure.words.shapes import PointKind, Span
from presszero.pure.words.signs import Token, signs
from presszero.pure.words.telling import LETTER_FROM, Clause
from presszero.pure.words.weighing import weights

WHOLE_UP_TO = 90
"""A sentence of so many characters is a point as a whole, a longer one from clause to clause."""
CARRIES_ON = 1.0
"""A clause beside the likeliest one of its sentence belongs to it when its log-odds are less by no more than this."""

Told = dict[str, float]


def weighed(
    plain: str, parts: Sequence[Span], found: Sequence[Found], code: str, cues: Sequence[LetterCues]
) -> list[Found]:
    """Return the points that rules found, and those of other sentences that the model takes for one, in order.

    plain: the levelled letter. parts: its sentences. code: its language. A few lines are left to the rules, and so is who
    says that no answer is needed.
    """
    if len(parts) < LETTER_FROM or _WANTS_NO_ANSWER.search(plain):
        return list(found)
    model = weights("points")
    clauses = clauses_of_letter(plain, parts, code)
    rows = told(clauses, plain, found, code)
    odds = [model.odds(row) for row in rows]
    added = [
        Found(kind_of(plain[start:end], rows[best], cues), start, end, model.id)
        for best, start, end in stretches(clauses, odds, model.threshold, plain, found, cues)
    ]
    return sorted([*found, *added], key=lambda each: each.start)


_WANTS_NO_ANSWER = re.compile(
    r"\bno (?:answer|reply|response)(?: is)? (?:needed|necessary|required|expected)\b|\b(?:you )?need not (?:answer|reply)\b"
    r"|\b(?:pas besoin de|inutile de) (?:reponse|repondre)\b|\baucune reponse (?:n'est )?(?:attendue|necessaire)\b"
)


def clauses_of_letter(plain: str, parts: Sequence[Span], code: str) -> list[Clause]:
    """Return the clauses of a levelled letter's sentences, in order; what is told in one breath is parted first."""
    return clauses_in(plain, [piece for part in parts for piece in breaths(plain, part)], code)


def kind_of(words: str, row: Mapping[str, float], cues: Sequence[LetterCues]) -> PointKind:
    """Return the kind of a point from its levelled words and from what its likeliest clause tells."""
    if words.endswith("?"):
        return "question"
    if weights("points-asks").says_yes(row):
        return "request"
    return "fact" if any(is_to_note(words, cue) for cue in cues) else "complaint"


def stretches(
    clauses: Sequence[Clause],
    odds: Sequence[float],
    least: float,
    plain: str,
    found: Sequence[Found],
    cues: Sequence[LetterCues],
) -> Iterator[tuple[int, int, int]]:
    """Yield what deserves an answer in each sentence in which no rule found anything: the number of its likeliest clause,
    and where its words begin and end."""
    for sentence, group in groupby(range(len(clauses)), key=lambda at: clauses[at].sentence):
        places = list(group)
        best = max(places, key=lambda at: odds[at])
        if odds[best] < least or _rules_in(sentence, found):
            continue
        words = plain[sentence.start : sentence.end]
        if (
            is_none(words, cues)
            or _LABEL.match(words)
            or _MOCKS.search(words)
            or _is_asked_next(plain, sentence, found)
        ):
            continue
        if _paints(plain, sentence, words, found, cues) or _signs(words, sentence is clauses[-1].sentence):
            continue
        first = last = best
        if sentence.end - sentence.start <= WHOLE_UP_TO:
            first, last = places[0], places[-1]
        while first > places[0] and odds[first - 1] >= odds[best] - CARRIES_ON:
            first -= 1
        while last < places[-1] and odds[last + 1] >= odds[best] - CARRIES_ON:
            last += 1
        start, end = clauses[first].span.start, clauses[last].span.end
        yield best, start, start + len(plain[start:end].rstrip(" ,;:-"))


_LABEL = re.compile(r"(?:[^\W\d]+ ){0,3}[^\W\d]+\.? ?(?:no\.? ?|n° ?)?: ?[^ ]*\d[^ ]*(?: [^ ]+){0,3}$")
"""A line that names a thing with its figure: "Date of issue: 12/11/2026"."""
_MOCKS = re.compile(
    r"^(?:(?:and|but|oh|well),? )?(?:i(?:'m| am) sure|no doubt|i (?:suppose|bet|guess|imagine|expect)|you will probably|sans doute|j'imagine que|je suppose que) (?:you|vous)\b(?!.*\?)"
    r"|\bcould(?: not|n't) (?:have been|be) (?:kinder|nicer|better(?! informed)|friendlier|more (?:helpful|kind|patient|friendly|welcoming|thoughtful|professional))\b|\bn'(?:aurait|auraient) pas pu etre plus (?:gentil|aimable|patient|serviable|agreable|professionnel)"
)
"""What is expected of us in mockery, and praise by what could not be better: neither deserves an answer."""
ASKING = frozenset[PointKind](["question", "request"])
_LEANS = re.compile(r"\b(?:that|this|it|so|cela|ca|c'est|c'etait|est-ce)\b")


def _is_asked_next(plain: str, sentence: Span, found: Sequence[Found]) -> bool:
    """Return whether the next words ask about a sentence: "He told us to walk. Is that the rule?", "Please refund it." """
    for each in found:
        between = plain[sentence.end : each.start]
        if 0 <= each.start - sentence.end <= 3 and not between.strip():
            return each.kind in ASKING and bool(_LEANS.search(plain[each.start : each.end]))
    return False


_NAME_AT_MOST = 6


def _signs(words: str, is_last: bool) -> bool:
    """Return whether the last words are who wrote them: "clemence aubriot, cafe du phare"."""
    return is_last and words[-1] not in ".!?" and len(words.split()) <= _NAME_AT_MOST


def _paints(
    plain: str, sentence: Span, words: str, found: Sequence[Found], cues: Sequence[LetterCues]
) -> bool:
    """Return whether a sentence only goes on about the wrong before it: "The lift is out. It has been since May." """
    before = [each for each in found if 0 <= sentence.start - each.end <= 3]
    return any(
        each.kind == "complaint" and not plain[each.end : sentence.start].strip(" .!") for each in before
    ) and any(cue.leans_back.match(words) for cue in cues)


def told(clauses: Sequence[Clause], plain: str, found: Sequence[Found], code: str) -> list[Told]:
    """Return what each clause of a levelled letter tells the model: what telling.told does, its words two by two and their
    stems, and what rules found in its sentence and in those beside it."""
    sentences = list(dict.fromkeys(clause.sentence for clause in clauses))
    rules = [_rules_in(sentence, found) for sentence in sentences]
    place = {sentence: at for at, sentence in enumerate(sentences)}
    rows = []
    for clause, said in zip(clauses, telling.told(clauses, plain), strict=True):
        at = place[clause.sentence]
        row = said | dict(_own(clause, code)) | dict(_beside(rules, at))
        row |= {f"rule {each.rule}": 1.0 for each in rules[at]}
        row["no rule"] = float(not rules[at])
        row["in a rule"] = float(any(_meet(each, clause.span) for each in rules[at]))
        row["exclaims"] = float(plain[clause.sentence.end - 1] == "!")
        row[code] = 0.5
        rows.append(row)
    return rows


def _own(clause: Clause, code: str) -> Iterator[tuple[str, float]]:
    said: Sequence[Token] = clause.said
    for one, other in pairwise(said):
        yield f"words {one.word} {other.word}", 0.3
    for each in said:
        yield f"stem {stem(each.word)}", 0.3
    for table, weight in (("urgency", 0.4), ("note", 0.4)):
        for sign in signs(table, code).find(said):
            yield f"{table} {sign.name}", weight


def _beside(rules: Sequence[Sequence[Found]], at: int) -> Iterator[tuple[str, float]]:
    for name, beside in (("behind", at - 1), ("ahead", at + 1)):
        if 0 <= beside < len(rules):
            kinds: set[str] = {each.kind for each in rules[beside]} or {"none"}
        else:
            kinds = {"border"}
        yield from ((f"{name} {kind}", 0.5) for kind in sorted(kinds))


def _rules_in(sentence: Span, found: Sequence[Found]) -> list[Found]:
    """Return what rules found mostly within a sentence."""
    return [
        each
        for each in found
        if min(each.end, sentence.end) - max(each.start, sentence.start) > (each.end - each.start) / 2
    ]


def _meet(each: Found, span: Span) -> bool:
    return min(each.end, span.end) > max(each.start, span.start)
