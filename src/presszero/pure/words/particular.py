"""Whether words are about this customer or would fit anyone: apologies and words of feeling."""

import re
from collections.abc import Sequence

from presszero.pure.words.normal import EMPTY, WORD, stem
from presszero.pure.words.shapes import Detail
from presszero.pure.words.tone import APOLOGY, THANKS

_FITS_ANYONE_WORDS = """
    inconvenience inconveniences trouble upset disappointment disappoint disappointed disappointing frustration frustrating frustrated annoyance annoying annoyed anger concern concerns
    experience experienced service services expectation expectations standard standards quality level satisfied satisfaction dissatisfied happy unhappy occasion matter matters issue issues problem problems situation
    circumstance circumstances bad poor fell fall short feel feels feeling felt hear hearing heard learn read understand understanding understood appreciate appreciated value valued important importance customer customers client clients
    passenger passengers resident residents reader readers citizen user users guest guests visitor visitors staff team teams member members company behalf city council organisation organization department office complaint complaints feedback
    comment comments remark remarks letter message mail email enquiry case report reply reach reaching contact contacting contacted bring bringing attention time taking take taken took patience continued sincere sincerely sincerest deep deeply truly genuinely fully totally certainly completely
    cause caused causing may might could case meet met best improve improvement improving next future again better outcome hope hoping hoped wish wished believe rest assured assure seriously serious committed commit commitment doing everything every effort strive
    good great please accept offer extend apology apologies apologise apologize apologised sorry regret regrets regretted regrettable unfortunate unfortunately sad saddened empathise empathize sympathise sympathize sympathy share coming whatever such kind position
    know knowing let down delay delays wait way day today error mistake mistakes oversight confusion misunderstanding delivering delighted love loving world community loyal loyalty choosing choose priority highest precious valuable reliable transport hassle disruption disruptions interruption journey journeys travel excellence strive striving encounter encountered displeasure discomfort bother effect affected grievance shortcoming shortcomings dear sir madam
    dm dms pm direct private click tap assist assistance further detail details info information look looking send sent follow link profile account number help helping glad support check see give provide visit available update latest
    specific exactly option options page site website chat call phone name address postcode currently sure like want need thanks thank hi hey hello yes okay guys work working investigate investigating question questions touch discuss soon asap able ensure
    enquire advise regarding privately securely message messages note keep posted get got make try go find tell something anything everything thing things much really also still just only
    bear usual receive received provided line beyond control unforeseen technical reason reasons operational busy volume high exceptionally exceptional period promptly shortly quickly resolve resolved resolving solution rectify rectified put right work small minor little slight temporary
    inconvenient inconvenienced difficulty difficulties unpleasant unsatisfactory less ideal perfect fault blame gesture goodwill wholeheartedly heartfelt humbly humble once behalf everyone entire whole part side end point moment process processes system systems handle handled handling treat treated
    contretemps independant independante volonte rassurer rassurez dysfonctionnement dysfonctionnements petit petite leger momentane momentanee temporaire technique techniques raison raisons exceptionnel exceptionnelle difficulte difficultes indulgence bienveillance vivement tenons tenir adresser adressons renouveler renouvelons
    profond consideration malentendu derangement deranger deplaisir subi subie rencontre rencontres rencontree lors cette ces nouveau nouvelle ensemble part bonne bon reception meilleurs delais suite donner donnee effort
    gene genes occasionnee occasionne desagrement desagrements contrarietes attente attentes hauteur decu deception deceptions mecontentement mecontent insatisfaction insatisfait satisfaits service services qualite experience clients client cliente usager usagers voyageur voyageurs excuses excuse excuser excusons presenter presentons presente
    prie prions vous regrettons regrette regretter desole desoles desolee navre navres navree sincerement sinceres plates profondement vraiment comprenons comprends comprendre comprehension situation probleme problemes incident incidents erreur remarques reclamation courrier message demande retour temps pris prendre patience confiance assure assures assuree soyez priorite importance important importante possible mieux tout mettons oeuvre faisons meilleur meilleure efforts ameliorer ameliorations attachons collectivite ville mairie equipe equipes conscient conscients sensible sensibles toute tous cas
"""
_ANYONE = frozenset(form for word in _FITS_ANYONE_WORDS.split() for form in (word, stem(word)))
_CONDITION = re.compile(
    r"\b(?:if (?:you|we|our|this|the|any)|any (?:\w+ )?(?:inconvenience|trouble|upset|delay|distress)|si (?:vous|nous|notre|cela))\b"
)
STOCK_EMPATHY = re.compile(
    r"\b(?:(?:i|we) (?:\w+ ){0,2}(?:understand|appreciate|share|recogni[sz]e|acknowledge|realise|realize|know (?:how|what it)|get|empathi[sz]e|sympathi[sz]e|hear) (?:\w+ ){0,2}(?:your|how|that|where|it|you|with|the)\b"
    r"|thank (?:you|s)(?: \w+){0,3} for (?:your (?:\w+ )?(?:patience|understanding|feedback|comments?|loyalty|support|cooperation|trust|interest)|bringing|taking|the time|sharing|being)|your (?:\w+ )?(?:satisfaction|feedback|comments?|opinion|time|experience|concerns?|views?|comfort|safety) (?:is|are|matters?)\b|(?:rest|be) assured|(?:we|i) (?:\w+ )?(?:value|welcome|take) (?:your|you|all|every|such)|(?:are|is) (?:\w+ )?(?:committed|dedicated) to|(?:always |very |so )?(?:sad|sorry|disappointed) to (?:hear|learn|read)|believe me|(?:our|the) (?:top|highest|first) priority|doing (?:everything|all) we can|our best\b"
    r"|nous (?:\w+ )?(?:comprenons|savons (?:que|combien|a quel)|sommes (?:conscients|sensibles|attaches)|partageons|faisons (?:notre|tout)|mettons tout|attachons|vous remercions|prenons)|je (?:comprends|sais|partage)\b|soyez assure\w*|votre (?:\w+ )?(?:satisfaction|avis|confort|securite|retour|confiance) (?:est|nous)|croyez (?:bien|a)|merci (?:de|pour) (?:votre (?:patience|comprehension|confiance|fidelite|retour|vigilance)|l'interet))"
)


def fits_anyone(word: str) -> bool:
    """Return whether a levelled word, or its stem, is one of those written to just anyone: "experience", "delay"."""
    return word in _ANYONE


def particulars(plain: str, details: Sequence[Detail] | frozenset[tuple[str, str]] = ()) -> int:
    """Return how many telling words of a levelled passage could not be written to just anyone; details count, too.

    >>> particulars("we apologise for any inconvenience this may have caused.")
    0
    >>> particulars("i am sorry that you stood at harbour street for two hours in the rain.")
    6
    """
    words = {
        stem(word)
        for word in WORD.findall(THANKS.sub(" ", APOLOGY.sub(" ", plain)))
        if word not in EMPTY and len(word) > 2 and word not in _ANYONE and stem(word) not in _ANYONE
    }
    return len(words) + len(details)


def is_particular(plain: str, details: Sequence[Detail] | frozenset[tuple[str, str]] = ()) -> bool:
    """Return whether a passage names something of this customer: three such words, five behind an "if" or "any"."""
    least = 5 if _CONDITION.search(plain) else 2 if _SORRY_YOU.search(plain) else 3
    return particulars(plain, details) >= least


_SORRY_YOU = re.compile(
    r"\bsorry (?:that )?(?:you|your|he|she|we|the|our)\b(?! (?:feel|felt|are|were|had|have|experienced)\b)"
)
"""What names the failing in few words: "I'm sorry you missed the play"."""
