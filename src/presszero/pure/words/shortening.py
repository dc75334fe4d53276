"""A point in few of the customer's own words."""

import re
from collections.abc import Sequence

from presszero.pure.words.clauses import clauses_of
from presszero.pure.words.cues import LetterCues
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.sentence_asks import Found

ASK_AT_MOST = 60


def short_form(text: str, found: Found, cues: Sequence[LetterCues], at_most: int = ASK_AT_MOST) -> str:
    """Return the point in the customer's own words, at most about at_most characters, cut where a clause ends.

    A question that was cut keeps its question mark; anything else that was cut in mid-clause ends in an ellipsis.
    """
    words = one_line(text[found.start : found.end])
    plain = level(words)
    for cue in cues:
        lead = cue.lead_in.match(plain)
        if lead and 0 < lead.end() < len(words) - 8:
            words, plain = words[lead.end() :], plain[lead.end() :]
            break
    if len(words) > at_most and plain.endswith("?"):
        start = _where_it_asks(plain, cues)
        words = words[start:]
    return _first_capital(shortened(words, cues, at_most))


def _where_it_asks(plain: str, cues: Sequence[LetterCues]) -> int:
    """Return where the last clause begins that asks, behind what only leads to it: "I have a card ..., can I renew it?"."""
    starts = [start for start, _ in clauses_of(plain)]
    asking = [at for at in starts if any(cue.question_start.match(plain, at) for cue in cues)]
    return max(asking, default=0) if 0 not in asking else 0


def shortened(words: str, cues: Sequence[LetterCues], at_most: int) -> str:
    """Return the words cut at the last clause border that fits, or at the last word that does."""
    asks = re.search(r" ?\?", words[-3:])
    if len(words) <= at_most:
        return words.rstrip(" .;,:") if not asks else words
    plain = level(words)
    borders = [
        each.start()
        for cue in cues
        for each in cue.border.finditer(plain)
        if 15 <= each.start() < at_most and _may_end_at(plain, each)
    ]
    if borders:
        return words[: max(borders)].rstrip(" ,;:-") + (asks.group() if asks else "")
    room = words[: at_most - 1]
    return (room[: room.rfind(" ")] if " " in room else room).rstrip(" ,;:-") + "…"


_LEANS_ON = re.compile(
    r"\b(?:on|in|at|for|with|from|to|of|by|about|under|through|during|sur|dans|pour|a|de|avec|sans|chez|par)$"
)
_SAYS_NOTHING_YET = re.compile(
    r"\b(?:grateful|glad|pleased|thankful|obliged|nice|kind|helpful|good|great|better|appreciate(?: it)?|reconnaissante?s?|gentil|bien|aimable|utile|possible)$"
)
"""What only leads to the ask: of "I'd be grateful if you could reply" the first four words ask nothing."""
_RELATIVE = re.compile(r" (?:which|who|where|qui|dont)\b")
_ASKED_INDIRECTLY = re.compile(r"(?:whether|if|si|how|why|when|what|comment|pourquoi|quand|combien)\b")


def _may_end_at(plain: str, border: re.Match[str]) -> bool:
    """Return whether words may end at a border: not in brackets, in "on which", in "from ten until six", or before the verb."""
    before = plain[: border.start()]
    if before.count("(") != before.count(")") or _LEANS_ON.search(before) or _SAYS_NOTHING_YET.search(before):
        return False
    if border.group().strip() == "until" and re.search(r"\bfrom [^,;]*$", before):
        return False
    return not (_RELATIVE.match(border.group()) and _ASKED_INDIRECTLY.match(plain))


def _first_capital(words: str) -> str:
    return words[:1].upper() + words[1:] if len(words[:1].upper()) == 1 else words
