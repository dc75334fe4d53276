"""Words that two texts share by chance: what every reply and every letter says, so that they prove no answer."""

from functools import lru_cache

from presszero.pure.words.dates import NUMBERS
from presszero.pure.words.normal import EMPTY, FAMILY_NAMES, WORD, stem

_PROVES_NOTHING = """
    after again always another anyone anything back before came come comes dr during each ever every everyone everything first gave give
    gives go goes going good gone hers herself herself him himself itself knew know knows last madam me mine miss mr mrs ms myself never
    next nobody nothing ours ourselves other put puts said saw say saying says see seen sees since sir somebody someone something take
    taken takes tell telling tells theirs themselves time times told took under until us use used uses using went while without yours
    yourself asks ask asked given
    ainsi alors apres aucun aucune aura aurait auront autre autres avaient avait avant avoir celle celles celui cependant ceci ceux chez chose
    choses comme deja demande demandez depuis devez dire disait dit dites doit donc dont encore entre etaient etait etes etre eux faire
    faites faut font ici jamais la-bas lorsque lui madame mlle mme monsieur nul pendant peut peuvent peux pouvez puisque quelqu quelque
    quelques rien sans sera serait serai seront serez serons sommes sous suis temps toujours vais venez venir vers vient aller
"""
_TELLS_LITTLE = """
    able across against all almost along already around away began begin behind below beside big both day days different early end ended
    enough euro euros few find get gets great half happen happened happens hour hours inside just kept keep kind later least less little
    long look looked minute minutes month months more morning most much must need needed needs new night now number old once only
    outside part people person place possible pound pounds rather really same several short small soon start started still than then
    things through today tomorrow tonight turn turned twice very want wanted wants way week weeks whole year years yesterday yet
    afternoon evening
    an ancien ancienne annee annees ans assez aujourd besoin bientot chaque debut demain dernier derniere enfin fin grand grande heure
    heures hier jour jours jusqu jusque matin meme mois moins moment nouveau nouvelle nouveaux numero nuit petit petite plusieurs
    possible premier premiere prie reste selon semaine semaines soir souhaite tous toute toutes trop tout voudrais
"""
PROVES_NOTHING = EMPTY | frozenset(_PROVES_NOTHING.split())
"""Words that are no reason to anybody."""
LITTLE = PROVES_NOTHING | frozenset(_TELLS_LITTLE.split()) | frozenset(NUMBERS)
_LITTLE_FAMILIES = {"again", "bring", "told"}
"""Families that say as little; those of other words here tell something by the rest of their words."""
_LITTLE_STEMS = frozenset(stem(word) for word in LITTLE) - FAMILY_NAMES | _LITTLE_FAMILIES


def says_little(own_stem: object) -> bool:
    """Return whether a stem stands in so many letters and replies that sharing it proves nothing."""
    return own_stem in _LITTLE_STEMS


@lru_cache(maxsize=512)
def telling_words(plain: str) -> str:
    """Return the words of a levelled text that tell something of its subject.

    >>> telling_words("there is only one bus this morning, and it is late")
    'bus late'
    """
    return " ".join(word for word in WORD.findall(plain) if word not in LITTLE and not word.isdigit())
