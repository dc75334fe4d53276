"""What one sentence asks, asks for or complains of: one point, or several of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from presszero.pure.words import plainly
from presszero.pure.words.clauses import clauses_of
from presszero.pure.words.cues import LetterCues
from presszero.pure.words.normal import says_at_least, telling_stems
from presszero.pure.words.shapes import PointKind, Span
from presszero.pure.words.signs import signs, tokens

_QUESTION_MARK = re.compile(r"\?[\"') ]*$")
QUESTION_WORD = re.compile(
    r"(?:who|whom|what|when|where|why|how|which|whether|if|qui|quand|ou|pourquoi|comment|combien|si|ce qu[ei]|quel(?:le)?s?)\b|ce qu'|s'il"
)
_JOINED = re.compile(r"\b(?:and|or|et|ou) $")
_WRITES = re.compile(r"\b(?:wrote|written|write|e-?mailed|mailed|ecri\w+|letter|lettre|courrier)\b")
_UNHEARD = re.compile(
    r"\b(?:no|any|never an?|not an?|without an?|sans|aucune?|pas de|pas eu de) (?:answer|reply|response|reponse)\b|\b(?:nobody|no one|never|personne n'a|not|n't) (?:has |have |was |even )?(?:answered|replied|responded|wrote back|repondu)\b"
)


@dataclass(frozen=True)
class Found:
    """A sentence, or a part of one, that needs an answer."""

    kind: PointKind
    start: int
    end: int
    rule: str


def in_sentence(plain: str, part: Span, cues: Sequence[LetterCues]) -> Iterator[Found]:
    """Yield the points of a sentence of a levelled letter, by the first language whose rules find any."""
    words = plain[part.start : part.end]
    for cue in cues:
        kinds = list(_of_sentence(words, cue))
        if kinds:
            for kind, start, end, rule in kinds:
                yield Found(kind, part.start + start, part.start + end, rule)
            return


def is_none(words: str, cues: Sequence[LetterCues]) -> bool:
    """Return whether a levelled sentence is no point whatever it seems: a farewell, how to answer, what was written before."""
    return any(
        cue.farewell_start.match(words)
        or _only_wishes(words, cue)
        or cue.only_answer_me.match(words)
        or (cue.earlier_letter.search(words) and _WRITES.search(words))
        for cue in cues
    )


_ASKS_ONESELF = re.compile(
    r"\b(?:(?:que|qu'|qu'est-ce que) ?(?:vois|apprends|constate|decouvre|lis|entends)-je|(?:what (?:do|did) i (?:see|find|get|hear)|guess what)) ?\?$"
    r"|^(?:ah bon|ah oui|vraiment|really|seriously|oh really)(?: ?[?!])+$"
)
"""What nobody is asked: "I opened the bill, and what did I find?"."""
LEADS_AT_MOST = 4
"""So many leads stand before an ask, each with a colon; what has more is a list."""


def _of_sentence(
    words: str, cue: LetterCues, leads: int = LEADS_AT_MOST
) -> Iterator[tuple[PointKind, int, int, str]]:
    """Yield the points of one levelled sentence: the sentence itself, or those of its clauses that differ.

    leads: how many of them may still be passed over.
    """
    if cue.farewell_start.match(words) or _only_wishes(words, cue) or _ASKS_ONESELF.search(words):
        return
    if leads and (lead := _leads(words, cue)):
        for kind, start, end, rule in _of_sentence(words[lead:], cue, leads - 1):
            yield kind, lead + start, lead + end, rule
        return
    whole = kind_of_sentence(words, cue)
    if _reported(words, cue) and whole and whole[0] == "question":
        if not fails(words, cue):
            return
        whole = ("complaint", "reported")
    if whole is None:
        return
    if whole[0] == "complaint":
        earlier = cue.earlier_letter.search(words)
        if not earlier or not (_WRITES.search(words) or not cue.failing.search(_UNHEARD.sub(" ", words))):
            for start, end in _two_failings(words, cue) or [_narrow(words, cue)]:
                yield whole[0], start, end, whole[1]
        return
    for start, end in _asking_parts(words, cue):
        kind, rule = _kind_of_part(words[start:end], whole if start else None, cue) or whole
        yield kind, start, end, rule


_LEAD = re.compile(r"(?!please\b|kindly\b|what\b|merci\b)(?:[^\s:?]+ ){0,4}[^\s:?]+ ?: +(?=\w)")


def _leads(words: str, cue: LetterCues) -> int:
    """Return where what is asked begins behind a few words and a colon: "Just a quick one: when do you open?"; 0 without."""
    lead = _LEAD.match(words)
    if lead is None or is_ask(lead.group(), cue):
        return 0
    rest = words[lead.end() :]
    asks = bool(_QUESTION_MARK.search(rest)) or cue.question_start.match(rest) or cue.asks_us_to.match(rest)
    return lead.end() if asks else 0


def _kind_of_part(
    words: str, whole: tuple[PointKind, str] | None, cue: LetterCues
) -> tuple[PointKind, str] | None:
    """Return the kind of one ask of a sentence; a later one is of the sentence's own kind unless it asks in its own words."""
    found = kind_of_sentence(words, cue)
    if whole is None or found is None:
        return found
    leans = found[1] == "question-mark" and not (
        QUESTION_WORD.match(words) or cue.question_start.match(words) or cue.wonder.match(words)
    )
    return whole if leans or found[0] == "complaint" else found


def _asking_parts(words: str, cue: LetterCues) -> list[tuple[int, int]]:
    """Return where the separate asks of one sentence lie; a failing reported before the first ask is one, too."""
    starts, wonders = [0], bool(cue.wonder.search(words))
    asks_openly = wonders or words[-1] == "?" or bool(_TELL_ME.search(words))
    last_listed = max((each.start() for each in _AND_LAST.finditer(words)), default=-1) if wonders else -1
    looked_until = 0
    for start, end in clauses_of(words)[1:]:
        clause, behind_comma = words[start:end], words.endswith(", ", 0, start)
        if words[-1] != "?" and behind_comma and _RELATIVE.match(clause):
            continue
        if min(len(clause), start - starts[-1]) < SHORTEST or not telling_stems(clause):
            continue
        listed = behind_comma and _AMONG_OTHERS.match(clause) and start <= last_listed
        joined = asks_openly and QUESTION_WORD.match(clause) and _is_joined(words, start)
        until = min(start, starts[-1] + READ_BEFORE)
        if until > looked_until and (is_ask(clause, cue) or listed or joined):
            before = words[starts[-1] : until]
            goes_on = wonders and _AMONG_OTHERS.match(before)
            if is_ask(before, cue) or fails(before, cue) or goes_on:
                starts.append(start)
            else:
                looked_until = until
    starts = sorted({*starts, *_second_asks(words, cue)})
    ends = [_stripped(words, start) for start in starts[1:]]
    return list(zip(starts, [_without_and(words, end) for end in ends] + [len(words)], strict=True))


SHORTEST = 12
"""Characters of a clause that asks for itself, and of what stands before it."""
READ_BEFORE = 1_000
"""Characters of what stands before a clause in which an ask or a failing is looked for."""


def _is_joined(words: str, start: int) -> bool:
    """Return whether a clause that begins at start is led in by "and" or "or"."""
    return bool(_JOINED.search(words, max(0, start - 5), start))


def _stripped(words: str, end: int) -> int:
    """Return the end without the blanks and commas before it."""
    while end and words[end - 1] in " ,;:-":
        end -= 1
    return end


_RELATIVE = re.compile(r"(?:which|who|where|whom|qui|que|dont)\b")
"""What begins a clause that goes on about a thing, and asks nothing: "the ashes, which we were promised"."""
_AMONG_OTHERS = re.compile(r"(?:when|where|why|how|whether|quand|comment|combien|pourquoi)\b")
_AND_LAST = re.compile(rf"\b(?:and|or|et|ou) {_AMONG_OTHERS.pattern}")
"""The last of several things that are asked in one sentence: "when it comes, how much it is and whether I must be in"."""
_TELL_ME = re.compile(
    r"\b(?:tell|give|send) (?:me|us)\b|\b(?:dites|indiquez|donnez|envoyez|expliquez)[ -](?:moi|nous)\b"
)


def _without_and(words: str, end: int) -> int:
    """Return the end without the joint that leads to the next ask: ", and"."""
    joint = _JOINT.search(words, max(0, end - LONGEST_JOINT), end)
    return _stripped(words, joint.start()) if joint else end


LONGEST_JOINT = 20
"""Characters in which a joint stands: "et egalement de" has fifteen."""
_JOINT = re.compile(
    r"\b(?:and(?: also| then| to)?|but|so|or|et(?: aussi| egalement| ensuite)?(?: de| d')?|mais|donc|ou)$"
)
_ASKING = re.compile(
    r"\b(?:(?:pouvez|pourriez|voulez|voudriez)-vous|(?:je|nous) vous \w+|veuillez|bien vouloir)\b"
)


def _second_asks(words: str, cue: LetterCues) -> Iterator[int]:
    """Yield where a sentence asks for a second act: "send a plumber and return my key", never in "come and see"."""
    last, joints = 0, list(cue.second_ask.finditer(words))
    if not joints or not (_asks_for_an_act(words, cue) or _COULD_YOU.search(words)):
        return
    for joint in joints:
        before = _ASKING.sub(" ", words[last : joint.start()])
        if says_at_least(2, before) and says_at_least(2, words, joint.end()):
            last = joint.end()
            yield last


_COULD_YOU = re.compile(r"(?<!vous )\b(?:pouvez|pourriez|voulez|voudriez)[- ]vous\b")


def _asks_for_an_act(words: str, cue: LetterCues) -> bool:
    kind = kind_of_sentence(words, cue)
    return kind is not None and kind[0] == "request"


def _only_wishes(words: str, cue: LetterCues) -> bool:
    """Return whether a sentence only says how to answer. "Please call me if it turns up" asks for the call itself."""
    kinds = {kind for kind, wish in cue.wishes.items() if wish.search(words)} - {"in_writing"}
    return bool(kinds) and not (kinds == {"by_phone"} and cue.request_start.match(words))


def kind_of_sentence(words: str, cue: LetterCues) -> tuple[PointKind, str] | None:
    """Return what levelled words are, and by which rule: a question, a request, a complaint, a fact; None for neither."""
    asks = bool(_QUESTION_MARK.search(words))
    if asks or cue.question_start.match(words):
        if cue.asks_us_to.match(words):
            return "request", "asks-us-to"
        if asks or not words.rstrip().endswith("!"):
            return "question", "question-mark" if asks else "question-order"
    if cue.wonder.search(words):
        return "question", "wonders"
    asked = bool(cue.request_start.match(words) or cue.request.search(words))
    if not asked:
        asked = plainly.asks(words, cue.code) or any(
            _orders(words, start, end, cue) for start, end in clauses_of(words)[1:]
        )
    if asked and (cue.request_start.match(words) or not cue.not_request.search(words)):
        return "request", "asks"
    if fails(words, cue):
        return "complaint", "failing"
    return ("fact", "to-note") if is_to_note(words, cue) else None


_SAME_IN_PAST = re.compile(r"(?:let|put|cut|set|read|shut)\b")
_WE_WILL = re.compile(r"(?:i|we)(?:'ll| will| shall) ")
_IS_PAST = re.compile(r"\b(?:was|were|had|did|\w{3,}ed)\b")


def _orders(words: str, start: int, end: int, cue: LetterCues) -> bool:
    """Return whether a later clause orders something: not in "he was kind and let us in" or "I'll try and tell it"."""
    clause = words[start:end]
    if not cue.request_start.match(clause) or not _is_joined(words, start):
        return bool(cue.request_start.match(clause))
    tells = _SAME_IN_PAST.match(clause) and _IS_PAST.search(words, 0, start)
    return not (tells or _WE_WILL.match(words, 0, start))


def is_to_note(words: str, cue: LetterCues) -> bool:
    """Return whether we should pass a sentence on or take note of it: praise of one of ours, or when the writer is away."""
    names = {sign.name for sign in signs("note", cue.code).find(tokens(words))}
    return {"praise", "ours"} <= names or "away" in names


def is_ask(clause: str, cue: LetterCues) -> bool:
    """Return whether a clause asks something or for something."""
    asked = cue.wonder.search(clause) or cue.request_start.match(clause) or cue.question_start.match(clause)
    return bool(asked or (cue.request.search(clause) and not cue.not_request.search(clause)))


def fails(words: str, cue: LetterCues) -> bool:
    """Return whether the words report a failing: one strong sign, or three weak ones, and no praise."""
    if cue.pleased.search(words):
        return False
    clear = cue.not_failing.sub(" ", words)
    if cue.failing.search(clear) or plainly.complains(clear, cue.code):
        return True
    return len(set(cue.weakly.findall(clear))) >= 3


def _reported(words: str, cue: LetterCues) -> bool:
    """Return whether the question mark stands inside a quotation somebody is said to have spoken."""
    inside = re.search(r"\"[^\"]{1,300}\?[^\"]{0,40}\"", words)
    return bool(
        inside and cue.said_by.search(words) and not _QUESTION_MARK.search(words.replace(inside.group(), ""))
    )


_AND_ANOTHER = re.compile(
    r",? (?:and|et) (?=(?:the|your|my|his|her|our|nobody|no one|there|personne|aucune?|la|le|les|votre|vos|notre|mon|ma|mes) |l')"
)


def _two_failings(words: str, cue: LetterCues) -> list[tuple[int, int]]:
    """Return the two halves of "the lift was broken and nobody answered the bell", each with a failing of its own; else nothing."""
    for joint in islice(_AND_ANOTHER.finditer(words), JOINTS_TRIED):
        first, second = words[: joint.start()], words[joint.end() :]
        if min(len(first), len(second)) >= 25 and all(
            tells_of_more(cue.not_failing.sub(" ", half), cue) for half in (first, second)
        ):
            return [(_greeted(first), len(first)), (joint.end(), len(words))]
    return []


JOINTS_TRIED = 20
"""So many joints of a sentence are tried for a second failing; a longer list has more than two halves."""
_HELLO = re.compile(
    r"(?:hello|hi|hey|good (?:morning|afternoon|evening)|bonjour|bonsoir)(?: (?:all|there|madame|monsieur|a tous))?[ ,!]+"
)


def _greeted(words: str) -> int:
    """Return where a sentence begins behind its greeting: "Bonjour, la ligne B ..."."""
    hello = _HELLO.match(words)
    return hello.end() if hello else 0


def _narrow(words: str, cue: LetterCues) -> tuple[int, int]:
    """Return the part of a complaint from its first failing clause to its last."""
    failing = [each for each in clauses_of(words) if fails(words[each[0] : each[1]], cue)]
    if not failing or len(words) <= 40:
        return _greeted(words), len(words)
    start, end = failing[0][0], failing[-1][1]
    return (_greeted(words), end) if start < 25 or end - start < 25 else (start, end)


def tells_of_more(words: str, cue: LetterCues) -> bool:
    """Return whether levelled words report a failing by one strong sign or by their build."""
    return bool(cue.failing.search(words)) or plainly.complains(words, cue.code)
