"""Whether a day that a letter names lies ahead of it or behind, by the verb that stands nearest. Levelled text."""

import re

_BEHIND = re.compile(
    r"\b(?:(?:was|were|had|did|could|came|went|got|rang|took|left|broke|began|stood|sat|saw|found|lost|paid|heard|waited|arrived|stopped)(?:n't)?"
    r"|(?:have|has)(?:n't| not| never| already)? (?:been|had|heard|paid|waited|come|gone)|should have"
    r"|(?:n')?(?:ai|a|avons|ont|est|sont|suis|sommes|etait|etaient|avait|avaient) (?:(?:pas|jamais|deja|ete|toujours) )*\w{2,}(?:e|ee|es|ees|i|is|u|us|ue|ues)\b(?<!une)"
    r"|\w{3,}(?:ait|aient)(?<!ferait)(?<!serait)(?<!fait)(?<!parfait))\b"
)
_BEHIND_WEAKLY = re.compile(r"\b\w{2,}ed\b(?<!need)(?<!speed)(?<!indeed)")
_AHEAD = re.compile(
    r"\b(?:will|'ll|shall|won't|need|needs|want|wants|must|please|kindly|can you|could you|would you|(?:would|'d) (?:like|rather)|hope|hoping|(?:am|is|are|'m|'re) (?:going|coming|leaving|moving|flying|travelling|expecting|due)"
    r"|\w{2,}(?:erai|era|erons|erez|eront|irai|ira|irons|irez|iront|drai|dra|drons|drez|dront|vra|vrez)|va|vais|allons|allez|vont|voudrais|voudrions|aimerais|veux|voulons|faut|besoin|dois|doit|devons|pouvez-vous|pourriez-vous|merci de|veuillez)\b"
    r"|(?<=\w)'ll\b"
)
_ENDS = re.compile(r"[.!?;\n](?=\s|$)")
REACH = 160
"""Characters to either side in which the verb is looked for."""


def looks(plain: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether a day at [start, end) is ahead, and whether it is behind; neither when no verb says so.

    The last verb before the day decides, without one the first after it in the sentence.

    >>> looks("i need it before the 29th.", 10, 25)
    (True, False)
    >>> looks("it did not come back until sunday.", 21, 33)
    (False, True)
    """
    before = _ENDS.split(plain[max(0, start - REACH) : start])[-1]
    after = _ENDS.split(plain[end : end + REACH])[0]
    ahead, behind = _last(_AHEAD, before), max(_last(_BEHIND, before), 0)
    if ahead < 0 and not behind:
        if _BEHIND_WEAKLY.search(before):
            return False, True
        later, done = _first(_AHEAD, after), _first(_BEHIND, after)
        return later < done, done < later
    return ahead > behind, behind > ahead


def _last(sign: re.Pattern[str], words: str) -> int:
    return max((found.end() for found in sign.finditer(words)), default=-1)


def _first(sign: re.Pattern[str], words: str) -> int:
    found = sign.search(words)
    return found.start() if found else REACH + 1
