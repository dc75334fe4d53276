"""Words made comparable: one case, one apostrophe, no accents, word stems. Offsets never move."""

import re
import unicodedata
from functools import lru_cache

_PLAIN = {ord(odd): " " for odd in "\t\n\r\v\f\u00a0\u202f\u2007\u2009\u200a\u3000\u2028\u2029\u0085"}
_PLAIN |= {ord(odd): "'" for odd in "‘’ʼ`´"}
_PLAIN |= {ord(odd): '"' for odd in "“”„«»"}
_PLAIN |= {ord(odd): "-" for odd in "‐‑‒–—"}
for _code in range(0xC0, 0x180):
    _base = unicodedata.normalize("NFD", chr(_code))[0].lower()
    if _base.isascii():
        _PLAIN[_code] = _base

WORD = re.compile(r"[^\W_]+")

_STEMS_CUT = (
    "eraient", "erait", "erons", "eront", "erai", "era", "ements", "ations", "ement", "ation", "ating", "ings", "ing", "ions", "ion", "ies", "ied", "eurs",
    "ees", "ers", "ent", "ant", "eur", "ed", "es", "ee", "er", "ez", "ly", "s", "e", "y",
)  # fmt: skip

SAME = (
    "refund reimburse repay rembourse remboursement argent money cost paid pay paye coute price fee charge charged tarif prix",
    "repair fix mend repare reparation technician technicien engineer workshop atelier",
    "lift elevator ascenseur",
    "broken fault faulty order panne casse cassee defect defective defectueux",
    "bus buses coach autobus",
    "driver drivers chauffeur chauffeurs conducteur conducteurs",
    "stop stopped stopping arret arrete arreter",
    "extra more additional supplementaire supplementaires renfort",
    "answer reply replied answered reponse repondre repond respond response",
    "letter courrier lettre",
    "close closed shut ferme fermee fermeture closing closure",
    "open opened opening ouvert ouverte ouverture ouvre",
    "fine penalty amende overdue",
    "till tills register registers checkout caisse caisses cashier cashiers",
    "line queue file",
    "wait waited waiting attendu attendre attente attends",
    "rain raining rained soaked wet drenched pluie trempe trempes trempee mouille mouilles",
    "child children kid kids son daughter enfant enfants fils fille baby bebe",
    "exchange swap replace replacement change echange echanger remplacer remplacement",
    "told tell say said instructed instruction instructions dit dire consigne consignes",
    "send sent post mail envoyer envoye envoi",
    "call phone ring telephone telephoner appeler appel rappeler",
    "book books livre livres",
    "card carte",
    "permit permission licence autorisation permis",
    "appointment rendez rdv slot",
    "afraid scared frightened fear peur effraye dark",
    "ashamed humiliated humiliating humiliation honte humilie humiliant",
    "noise noisy drilling loud bruit bruyant",
    "lost missing perdu perdue manque",
    "cancel cancelled annule annuler annulation remove waive",
)  # fmt: skip

_EMPTY_WORDS = """
    a an and are as at be been being but by can could did do does for from had has have he her his how i if
    in into is it its just like may me more my no not of off on or our out over please she should so some
    such than that the their them then there these they this those to too up us very was we were what when
    where which who why will with would you your know want wonder also about any only one am im ive dear
    hello again still even here get got own please plait svp much many make made let whether both yes thing
    things way way au aux avec ce ces cela ca cet cette dans de des du elle elles en est et etre ete eu il
    ils je j l la le les leur leurs lui ma mais me meme mes moi mon ne nos notre nous on ou par pas plus
    pour pourquoi qu que quel quelle qui s sa sans se ses si son sont sur t ta te tes toi ton tu un une vos
    votre vous y a ai as avons avez ont suis comment quand merci savoir voudrais aimerais d n c m fait faire
    tout tous toute bien tres aussi puis bonjour oui non
"""
EMPTY = frozenset(_EMPTY_WORDS.split())


def level(text: str) -> str:
    """Return text in small letters with plain quotes, dashes, spaces and no accents, character for character."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(lower if len(lower := each.lower()) == 1 else each for each in text)
    return small.translate(_PLAIN)


def one_line(text: str) -> str:
    """Return text with every run of white space as one space."""
    return " ".join(text.split())


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Return the stem of a levelled word; words of one family share it (refund, rembourser)."""
    return _FAMILY.get(word) or _FAMILY.get(short := _shorten(word)) or short


def _shorten(word: str) -> str:
    for ending in _STEMS_CUT:
        if len(word) - len(ending) >= 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word


_FAMILY = {
    form: group.split()[0] for group in SAME for word in group.split() for form in (word, _shorten(word))
}


def telling_stems(levelled: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order; numbers count, small words do not."""
    return [
        stem(word)
        for word in WORD.findall(levelled)
        if word not in EMPTY and (len(word) > 1 or word.isdigit())
    ]
