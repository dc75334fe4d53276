"""By when: whether a day is one up to which something holds or is needed, and whether an answer is asked for today. Levelled text."""

from __future__ import annotations

import re

from presszero.pure.words.looking_ahead import looks
from presszero.pure.words.shapes import Detail, Span

DAYS_LEFT = 14
"""A day that is nearer than ten working days comes before the usual answer does."""
NEEDED_WITHIN = 3
"""So many days are left at most to a day by which something is needed, for it to press."""
_UP_TO = re.compile(
    r"\b(?:by|before|until|till|no later than|on or before|deadline(?: is| of)?|expires?(?: on)?|(?:ends?|closes?|lapses?|runs out)(?: on)?|jusqu'au|jusqu'a|avant|d'ici(?: au| a)?|au plus tard|expire|date limite(?: est| du)?|passe le)(?: the| le| ce| this)? ?$"
)
_NEEDS = re.compile(r"\b(?:need|must have|have to have|il (?:me|nous|lui) faut|ai besoin|avons besoin)\b")
_IF = re.compile(r"\b(?:if|unless|si|faute de|a defaut)\b")
_ASKED_FOR_SOON = re.compile(
    r"\b(?:(?:need|want|must have|require|expect|would like|'d like|waiting for) (?:an |a |your |some )?(?:\w+ )?(?:answer|reply|response|decision|call|confirmation)|(?:need|have) to (?:know|hear)"
    r"|please (?:answer|reply|respond|call|ring|phone|let me know|get back to)|(?:call|ring|phone) me(?: back)?|let me know)\b[^.!?;]{0,40}\b(?:today|tonight|this (?:morning|afternoon|evening)|by (?:tomorrow|noon|midday|the end of (?:today|the day))|before (?:tomorrow|noon|midday|tonight)|within the hour)\b(?!'s)"
    r"|\b(?:il (?:me|nous) faut (?:une|votre) (?:reponse|decision|confirmation)|(?:j'attends|j'ai besoin d')(?: ?une| ?votre) (?:reponse|decision|confirmation)|(?:repondez|rappelez|appelez|prevenez|dites)-(?:moi|nous)|merci de (?:me |nous )(?:repondre|rappeler|dire|prevenir))\b[^.!?;]{0,40}\b(?:aujourd'hui|ce (?:matin|soir|midi)|cet apres-midi|avant (?:demain|ce soir|midi)|d'ici (?:demain|ce soir|midi)|dans l'heure)\b"
)
_LED = re.compile(r"(?:by|before|until|till|avant|d'ici|jusqu'a)\b")


def is_limit(plain: str, part: Span, day: Detail) -> bool:
    """Return whether a sentence names a day up to which something holds: "by 4 December", "expires on Friday"."""
    named = _UP_TO.search(plain[part.start : day.start]) or _LED.match(plain, day.start)
    is_over = looks(plain, day.start, day.end)[1] and not _IF.search(plain, part.start, day.start)
    return bool(named) and not is_over


def is_needed(plain: str, part: Span, day: Detail) -> bool:
    """Return whether something is needed by a day: "I need it by Monday noon"."""
    return bool(_NEEDS.search(plain, part.start, day.start))


def asked_for_today(plain: str, part: Span) -> Span | None:
    """Return the words of a sentence that ask for an answer today; tomorrow it would be none."""
    said = _ASKED_FOR_SOON.search(plain, part.start, part.end)
    return Span(said.start(), said.end()) if said else None
