"""How a draft sounds: apology without an act, thanks nobody wanted, blame, jargon."""

import re
from collections.abc import Mapping

_SORRY_IN_FRENCH = (
    r"(?:nous|je) (?:vous )?(?:prions|prie|presentons|presente|adressons|adresse|renouvelons|renouvelle|devons|dois)[^.!?]{0,30}excus\w+",
    r"(?:sommes|suis|en sommes|en suis|combien|encore|vraiment|sincerement)(?: \w+){0,2} (?:desole|navre|confus|peine)\w*",
    r"(?:^|[.!?:;,] )(?:desole|navre|confus)e?s?\b",
    r"(?:desole|navre)e?s? (?:de|du|des|d'|pour|que|si)",
    r"(?:nous|je|j'en|j') (?:(?:le|la|les|en|vous|bien|\w+ment) )*(?:regrett|deplor)\w+",
    r"(?:nous|je) (?:m'|nous )en excus\w+",
    r"(?:je m'|nous nous )excus\w+",
    r"je m'en veux|nous nous en voulons|j'ai honte|j'en ai honte|nous avons honte",
    r"(?:\w+ )?(?:nos|mes|ses) (?:\w+ ){0,2}(?:excuses|regrets)",
    r"(?:tenons|tiens|voulons|voudrais|souhaitons) a (?:nous|m'|vous en) ?(?:en )?excuser",
    r"remerci\w+ (?:\w+ )?(?:de|pour) votre (?:comprehension|indulgence|patience)",
    r"(?:veuillez|priere de|merci de|prions de) (?:bien vouloir )?(?:nous |m'|me )?(?:en )?(?:excuser|pardonner)|excusez[- ](?:nous|moi|en)",
    r"(?:demand\w+ |mille |encore )?pardon(?:s|nez(?:[- ](?:nous|moi))?)?\b",
    r"(?:est|sont) (?:\w+ )?(?:regrettable|deplorable|desolant)s?",
)
"""Ways to say sorry in French, for levelled text."""
SORRY = re.compile(
    r"\b(?:(?:we|i) (?:\w+ ){0,2}(?:apologi[sz]e|regret)|(?:is|are) (?:\w+ )?regretted|(?:we|i)(?:'m| am|'re| are)(?: \w+){0,2} sorry|sorry (?:for|about|to|that|if|we|you|it)|(?:so|very|really) sorry|(?:our|my|please accept)(?: \w+){0,2} apolog\w+|apolog(?:y|ies) (?:for|that|if)|"
    r"apologi[sz]e for|any (?:\w+ )?(?:inconvenience|disappointment|upset|distress|frustration|annoyance|confusion|trouble|offence)(?: (?:that )?(?:this|it|we|the \w+)(?: (?:may|might|could|will|has|have|had|\w+ly))* caused)?|(?:if |that )?(?:on this occasion,? )?(?:we|our service|your experience) (?:\w+ )?(?:fell|fallen|falls?) short(?: of (?:\w+ ){0,3}(?:standards?|expectations?))?(?: on this occasion)?|(?:our|my) (?:\w+ )?regrets?\b|(?:la |pour la |tout )gene occasionnee|desagrement|"
    rf"{'|'.join(_SORRY_IN_FRENCH)})"
)
_ASSURED = (
    r"(?:we|i) (?:\w+ )?(?:understand|appreciate|share|recogni[sz]e) (?:your|how|that you|the)(?: \w+){0,3} (?:frustrat\w+|concerns?|disappoint\w+|anger|feelings?|inconvenience|upset|annoyance)|rest assured|be assured",
    r"(?:we|i) (?:\w+ )?understand (?:that )?(?:this|it|how|the)(?: \w+){0,3} (?:disappoint\w*|frustrat\w*|upset\w*|inconvenien\w*|annoy\w*|distress\w*)",
    r"(?:we|i) (?:take|value) (?:your|all|such|every)(?: \w+){0,3} (?:seriously|feedback|concerns?|complaints?|highly)|taken very seriously|your (?:satisfaction|feedback|opinion) is (?:\w+ )?important",
    r"nous comprenons (?:votre|que vous)(?: \w+){0,3}|soyez assure\w*|prenons[^.!?]{0,30}(?:tres )?au serieux",
)
ASSURED = re.compile(rf"\b(?:{'|'.join(_ASSURED)})")
"""What is said to soothe, beside an apology or in its place: "we understand your frustration", "rest assured"."""
APOLOGY = re.compile(rf"{SORRY.pattern}|{ASSURED.pattern}")
"""Words that apologise or soothe, and tell nothing of this customer."""
_FAILURES = """
    retard panne fermeture coupure annulation suppression perte oubli absence bruit fuite casse attente erreur delai lenteur
    accueil prelevement facturation doublon retards pannes coupures annulations erreurs propos comportement conduite
"""
NAMES_THE_FAILING = re.compile(
    rf"\b(?:pour|de|d'|du|des|que|regrett\w+|deplor\w+|excuser) ?(?:(?:le|la|les|l'|ce|cette|votre|vos|notre|nos|double|si|tres|long|longue) ?){{0,2}}(?:{'|'.join(_FAILURES.split())}) (?:\w+ )?(?:de|d'|du|des|a|au|aux|sur|dans|en|pendant|survenue?|pris|prise)\b"
    r"|\bshould (?:never|not) have (?:been )?(?!been\b|happen|occur|arisen)\w+|\b(?:preleve|facture|debite)\w* a tort\b"
)
"""A failing by its own noun, with what it befell: "pour la panne d'ascenseur"."""
_DONE = """
    a ai avons avez ont est suis sommes etes sont etait etaient avait avaient avions aviez avais aurait auraient auriez aurions
    fut avoir etre ait ayez ayons soit soient soyez sera serait vient va vais allons peut pouviez deviez devions laisse laissant
"""
TELLS_WHAT_HAPPENED = re.compile(
    rf"\b(?:{'|'.join(_DONE.split())})\b|\b\w{{3,}}aient\b|\bsans \w+er\b|[:;] ?\w"
)
"""A verb of what was done or befell, or a second part, in French: "pour le canard de votre grand-pere" is a thing, and no failing."""
THANKS = re.compile(
    r"\b(?:thank(?:s| you)(?: (?:very much|so much|again))? for (?:your|the|taking|bringing|contacting|writing|reaching|sharing|letting|getting|being)|we (?:appreciate|value|welcome) your (?:feedback|patience|comments?|time|letter|message)|"
    r"(?:nous |je )?(?:vous )?(?:remercions|remercie|merci)(?: \w+)? (?:de|pour) (?:votre|vos|nous|m'|l'|avoir|cette|ce))"
)
AT_YOUR_DISPOSAL = re.compile(
    r"(?:\b(?:et|and|,)? ?)\b(?:(?:nous )?(?:restons|demeurons)(?: \w+)? a votre (?:entiere )?disposition\b[^.!?]*|n'hesitez pas a[^.!?]*|(?:(?:we|i) remain|please feel free|(?:please )?do(?:n't| not) hesitate)\b[^.!?]*)"
)
"""What ends every letter: "et restons à votre disposition pour tout renseignement"."""
ACT = re.compile(
    r"\b(?:(?:i|we)(?:'ve| have| had)?(?: already| now| also| just| today| personally)? (?:refund\w*|sent|asked|spoke\w*|called|ordered|repaired|fixed|corrected|changed|added|cancel\w+|removed|paid|booked|opened|checked|found|put|reserved|extended|credited|replaced|told|waived|wrote|reported|send|pay|call|put|open|cancel|add|close[dr]?)\b|(?:i|we)(?:'ll| will| shall)\b|"
    r"(?:je|nous|j'ai|nous avons)(?: \w+)? (?:rembours\w+|envoy\w+|demand\w+|parl\w+|appel\w+|command\w+|repar\w+|corrig\w+|chang\w+|ajout\w+|annul\w+|pay\w+|reserv\w+|verifi\w+|ouv\w+)|(?:vais|allons) \w+er\b)"
)
BLAME = re.compile(
    r"\b(?:you (?:should|could|ought to|must) have(?! (?:had|got|received|heard from|been (?:told|given|sent|shown|offered|met|seen|\w+ed))\b)|you (?:failed|neglected|forgot|omitted|refused) (?:to)?|you (?:did not|didn't|have not|haven't) (?:read|follow|provide|check|comply|include|notice|understand|inform|keep)|as (?:(?:we|i) (?:have |had )?|you (?:were|have been|had been) )?(?:already|previously|clearly) (?:said|explained|told|stated|informed|mentioned|advised|communicated|notified|outlined)|"
    r"(?:your|you are at|you're at) (?:own )?(?:mistake|fault|error|negligence)|you (?:claim|allege|insist)(?:ed)? that|as (?:is )?clearly (?:stated|shown|visible)|per my (?:last|previous)|if you had (?:only )?\w+|you must understand|calm down|"
    r"vous (?:auriez|aviez) du(?! (?:recevoir|avoir|etre (?:prevenue?s?|informee?s?|avertie?s?|appelee?s?|rappelee?s?|recue?s?)|obtenir)\b)|vous n'avez pas (?:lu|respecte|suivi|fourni|verifie|prevenu|compris)|comme (?:nous|je) (?:vous )?(?:l'avons|l'ai|avons|ai)? ?(?:deja|clairement) ?(?:dit|explique|indique|precise)|comme deja (?:dit|indique|explique)|vous deviez (?!etre\b|avoir\b|recevoir\b)|vous etiez (?:tenue?s?|censee?s?) (?:de|d)|vous auriez pu|vous pretendez|par votre faute|de votre faute|si vous aviez)\b"
)
PLAINER: Mapping[str, str] = {
    "pursuant to": "under", "aforementioned": "this", "heretofore": "until now", "going forward": "from now on",
    "at your earliest convenience": "when you can", "leverage": "use", "touch base": "call", "as per": "as", "the undersigned": "I",
    "stakeholders": "the people", "headway": "time between buses", "rolling stock": "trains", "service user": "you",
    "in order to facilitate": "so that", "utilise": "use", "utilize": "use",
    "susmentionne": "ce", "il appert": "nous voyons", "nonobstant": "malgré", "le soussigne": "je", "materiel roulant": "les bus",
    "usager": "vous",
}  # fmt: skip
"""Words of the house, levelled, and the plain ones of the same language to write for them."""
TO_TELL: Mapping[str, str] = {
    "hereby": "", "kindly be informed": "", "please be advised": "",
    "in due course": "day", "operational reasons": "reason", "operational constraints": "reason", "service disruption": "ran",
    "escalated": "owner", "escalate": "owner", "logged a ticket": "owner", "terms and conditions apply": "condition",
    "processed accordingly": "done", "relevant department": "name", "responsible department": "name", "appropriate team": "name",
    "dans les meilleurs delais": "day", "raisons d'exploitation": "reason", "services competents": "name", "service concerne": "name",
    "conformement aux dispositions": "rule", "prise en charge de votre demande": "owner", "perturbations d'exploitation": "ran",
}  # fmt: skip
"""Words of the house that hide something, and what the customer should be told: an entry "tell.*" of phrases.py, or nothing."""
JARGON_WORDS = re.compile(
    r"\b(?:" + "|".join(sorted(map(re.escape, (*PLAINER, *TO_TELL)), key=len, reverse=True)) + r")\b"
)
ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")
_KNOWN_ABBREVIATIONS_WORDS = """
    PDF USB SMS TV PIN ATM CET EUR USD GBP CHF FAQ URL NFC PS OK DVD IBAN GPS CCTV NHS VAT USA LED ISBN RSVP GMT UTC TVA TGV SNCF RER CAF WIFI
"""
KNOWN_ABBREVIATIONS = frozenset(_KNOWN_ABBREVIATIONS_WORDS.split())
