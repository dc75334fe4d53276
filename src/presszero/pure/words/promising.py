"""Whether a sentence of a reply promises something: signs of tense, actor and time, weighed by a small model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import combinations

from presszero.pure.words.signs import Sign, Token, signs, tokens
from presszero.pure.words.weighing import weights

TENSES = frozenset(["will", "past", "perfect", "progressive", "does", "do", "is_done", "i_do"])
"""Signs of when something is done; "We send it on Friday" is a promise by its tense and its day together."""
_LEAD = frozenset([*TENSES, "ahead", "if", "hopes", "general"])
_GONE_BY = frozenset(["past", "perfect"])
_FORWARD = frozenset(
    ["will", "does", "progressive", "is_done", "i_do", "word", "you_get", "planned", "from_now"]
)
"""A sentence in the past with none of these promises nothing, whatever day it names."""
_LIES_AHEAD = frozenset([*_FORWARD - {"does", "is_done"}, "ahead", "if"])
_HOLLOW = frozenset(["hollow"])
"""What is said to anybody and can never be kept or broken: "we will bear it in mind"."""
_OURS_TO_KEEP = frozenset(["will", "we", "ours", "theirs", "you_get", "i_do"])
"""Signs without one of which "From now on ..." tells a rule, and promises nobody anything."""
_TO_SOMEBODY = frozenset(["we", "theirs", "i_do", "you_get"])
"""Signs without one of which "The pool will be closed" is announced to everybody, and promised to nobody."""
_OF_OURS = frozenset(["we", "i_do", "you_get"])
"""The same of "Il vous faudra ...", which always speaks to somebody, and asks it of him."""
_ANOTHER_ACT = frozenset(["will", "i_do", "planned", "you_get", "is_done"])
"""Acts that are promised beside an announcement: "It will be closed until then, and will be repaired on Tuesday"."""
_TELLS = frozenset(["announced", "required"])
_AS_IT_WAS = frozenset(["restored"])
"""What works again works now; only with a day or "will" it lies ahead."""
DONE_NOW_FROM = 0.5
"""What is put in the present with no sign of a time to come is mostly done with the letter: "It is refunded." """
_ACTS = ("will", "i_do", "does", "progressive", "is_done", "planned", "word", "you_get", "do", "perfect")


@lru_cache(maxsize=2_048)
def promises(plain: str, ahead: bool, code: str) -> bool:
    """Return whether a levelled sentence promises something to the customer.

    ahead: it names a day or an instant that lies ahead. code: the language it is read in, "en" or "fr".
    A question promises nothing, nor does a sentence that begins with a hope.
    """
    if plain.rstrip(" \"')").endswith("?"):
        return False
    plain = _without_hope(plain)
    said, model = told(plain, ahead, code), weights("promise")
    if "hoped" in said:
        return False
    if said.keys() & _HOLLOW and not ahead and not said.keys() & {"if"}:
        return False
    if said.keys() & _AS_IT_WAS and not ahead and not said.keys() & {"will"}:
        return False
    if "rule_now" in said and not said.keys() & _OURS_TO_KEEP:
        return False
    if _YOURS_TO_DO.match(plain) and not (_PROMISES_ON.search(plain) or _ELSE_ACTS.search(plain)):
        return False
    if _IS_SO_NOW.match(plain) and not said.keys() & {"will", "i_do"}:
        return False
    if said.keys() & _TELLS and _only_tells(plain, code):
        return False
    if said.keys() & _GONE_BY and not said.keys() & _FORWARD:
        return False
    return model.odds(said) >= (model.threshold if said.keys() & _LIES_AHEAD else DONE_NOW_FROM)


_HOPE = re.compile(
    r",? (?:and|but|et|mais) (?:we |i |nous |je |j')?(?:hope|trust|wish|look forward|thank|esper\w+|souhait\w+|remerci\w+)\b"
)
_UNLESS = re.compile(r",? unless you (?:(?:would|'d) (?:rather|prefer)|prefer|tell|say|write|object)\b.*$")
_PROMISES_ON = re.compile(r"\b(?:will|shall|\w+(?:erons|erai|irons|irai|drons|drai))\b|'ll\b")
_YOURS_TO_DO = re.compile(
    r"(?:(?:pour|si|afin de|des que|quand) [^,]{2,60}, )?(?!chez\b|assez\b|nez\b|comptez sur\b|rendez-vous\b|attendez-vous\b)[a-z]{2,}ez(?:-\w+)?\b(?! (?:nous|je)\b)"
)
"""A step of the customer's own, in French: "Pour l'enfant, ouvrez votre compte"."""
_ELSE_ACTS = re.compile(r"\b(?:je|nous|on|ils?|elles?) |\bj'")
_IS_SO_NOW = re.compile(r"(?:as of|since) (?:today|now|this morning)\b|depuis (?:aujourd'hui|ce matin)\b")
_SHORTEST = 15


def _without_hope(plain: str) -> str:
    """Return a sentence without the hope or the thanks that it ends in, or what the customer may choose instead."""
    end = _HOPE.search(plain) or _UNLESS.search(plain)
    if end and _PROMISES_ON.search(plain, end.end()):
        return plain
    return plain[: end.start()] if end and end.start() >= _SHORTEST else plain


def _only_tells(plain: str, code: str) -> bool:
    """Return whether a sentence announces or requires something and does nothing else.

    A promise that is lost is worse than one offered too many, so whatever else is done in it lets it stand.
    """
    found = signs("promise", code).find(tokens(plain))
    tells = [each for each in found if each.name in _TELLS]
    rest = [each for each in found if not any(t.start <= each.start and each.end <= t.end for t in tells)]
    names = {each.name for each in rest}
    if names & _ANOTHER_ACT or {"ours", "does"} <= names:
        return False
    if any(each.name == "required" for each in tells):
        return not names & _OF_OURS
    owed = any(each.name == "owed" and each.start < tells[0].start for each in rest)
    return not (names & _TO_SOMEBODY or "brought_about" in names or owed)


def told(plain: str, ahead: bool, code: str) -> dict[str, float]:
    """Return what a levelled sentence tells the model: its signs, pairs of them, and its words."""
    said = tokens(plain)
    names = {sign.name for sign in signs("promise", code).find(said)}
    if not names & TENSES:
        names |= {"no tense", "no tense, ahead"} if ahead else {"no tense"}
    if ahead:
        names.add("ahead")
    return {**dict.fromkeys(names, 1.0), **_pairs(names), **_words(said)}


def _pairs(names: Iterable[str]) -> dict[str, float]:
    pairs = combinations(sorted(names), 2)
    return {f"{first} & {second}": 0.5 for first, second in pairs if {first, second} & _LEAD}


def _words(said: Sequence[Token]) -> dict[str, float]:
    return {
        f"word {'#' if each.word.isdigit() else each.word}": 0.4 for each in said if each.word[0].isalnum()
    }


@lru_cache(maxsize=2_048)
def act_in(plain: str, code: str) -> Sign | None:
    """Return the words that do the promising, such as "will" or "on its way", None when no table has them."""
    found = signs("promise", code).find(tokens(plain))
    acts = [each for each in found if each.name in _ACTS and not _is_thing(each, plain)]
    return min(acts, key=lambda each: (_ACTS.index(each.name) > 4, each.start), default=None)


_BEFORE_A_THING = re.compile(
    r"\b(?:an?|the|your|our|my|his|her|its|their|this|that|full|any|no|of|le|la|un|une|votre|notre|mon|ma|ce|cette|de|du|d'|l') ?$"
)


def _is_thing(sign: Sign, plain: str) -> bool:
    """Return whether a word that can be an act is a thing here: "a refund", "the open door"."""
    before = plain[max(0, sign.start - 8) : sign.start]
    return sign.name in ("do", "does") and bool(_BEFORE_A_THING.search(before))
