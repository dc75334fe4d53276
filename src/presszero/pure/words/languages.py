"""Which language a text is in, by its small words; undecided rather than guessed."""

from collections import Counter
from collections.abc import Sequence

from presszero.pure.words.normal import WORD, level
from presszero.pure.words.shapes import READ_AT_MOST, Language

SMALL_WORDS = {
    "en": """the and of to in is was were are it that this you your we our i my me for with not have has had been
        but they there their what when why how who which will would could should can do did does from at be as by
        please thank thanks dear hello sorry about after before because if then than so no on or an a he she her his
        him hi good morning regards yours sincerely us out all any more get got just""",
    "fr": """le la les un une des du de et est etait sont ce cette ces que qui je j nous vous il elle ils mon ma mes
        votre vos notre nos pour avec pas ne n plus mais dans sur au aux par sans ou si quand pourquoi comment bonjour
        bonsoir merci madame monsieur cordialement a ai avez avons ete etre fait c d l qu en y tout bien tres aussi
        deux encore depuis leur se s""",
    "de": """der die das und ist war nicht ich sie wir ihr mein ihre ein eine einen dem den des zu mit auf fur von im
        am es dass aber wie wann warum haben hat habe wurde bitte danke hallo guten tag sehr geehrte auch noch bei""",
    "es": """el la los las un una y es fue no que de en por para con su mi me nos se lo al del pero cuando como
        donde muy gracias hola buenos dias estimado he ha han sus mis este esta usted ustedes porque""",
    "it": """il lo la gli le un una e di che non per con sono era mi ci si del della nel nella ma come quando
        perche grazie buongiorno ho ha hanno abbiamo questo questa vostro anche piu alla dal""",
    "nl": """de het een en van is was niet ik u wij we mijn uw met op voor dat die te in aan er maar hoe wanneer
        waarom heb heeft hebben graag dank hallo beste ook nog bij om naar""",
    "pt": """o a os as um uma e de que nao em para com por meu minha seu sua foi eu nos se do da no na mas como
        quando porque obrigado ola bom dia tenho tem mais muito ao""",
}
_SETS = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
_SHARED_BY = Counter(word for words in _SETS.values() for word in words)

LEAST_WEIGHT = 1.5
LEAST_SHARE = 0.55


def language(text: str, allowed: Sequence[str] = ("en", "fr")) -> Language:
    """Return which of the allowed languages the text is in.

    A word that several languages use weighs less for each. Undecided when too few words tell, when two
    languages are near each other, or when a language outside the allowed ones fits best.

    >>> language("Why was the bus so late?").code
    'en'
    >>> language("OK 4711").undecided
    True
    """
    words = Counter(WORD.findall(level(text[:READ_AT_MOST])))
    weights = {code: _weight(words, known) for code, known in _SETS.items()}
    total = sum(weights.values())
    best = max(weights, key=lambda code: weights[code])
    second = max(weight for code, weight in weights.items() if code != best)
    share = round(weights[best] / total, 3) if total else 0.0
    sure = weights[best] >= LEAST_WEIGHT and share >= LEAST_SHARE and weights[best] >= 1.4 * second
    if not sure or best not in allowed:
        return Language(None, share if best in allowed else 0.0, True)
    return Language(best, share, False)


SIGNED = ("en", "fr")
"""Languages whose signs stand in tables/."""


def likelier(text: str, codes: Sequence[str] = SIGNED) -> str:
    """Return which of these languages the small words speak for, the first of them when they are silent.

    For reading only, where a wrong guess costs a finding; what a person is told the language is comes from language.
    """
    words = Counter(WORD.findall(level(text[:READ_AT_MOST])))
    served = [code for code in codes if code in SIGNED] or list(SIGNED)
    return max(served, key=lambda code: _weight(words, _SETS[code]))


def _weight(words: Counter[str], known: frozenset[str]) -> float:
    return sum(min(count, 20) / _SHARED_BY[word] ** 2 for word, count in words.items() if word in known)
