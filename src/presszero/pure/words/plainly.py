"""What is asked or complained of by the build of a sentence, whatever the subject: what was said against what was, money taken, tries counted. Levelled text."""

import re

_SAYS_EN = r"(?:leaflet|website|site|app|sign|poster|map|letter|bill|invoice|statement|system|screen|board|timetable|notice|page|machine|account|phone line|recording|form|office|shop|store|assistant|girl|man|lady|you)(?: \w+){0,3}? (?:says?|said|shows?|showed|states?|stated|lists?|listed|reads?|claims?|claimed|write|wrote)"
_SAYS_FR = r"(?:site|appli|application|affiche|lettre|courrier|facture|ecran|horaire|panneau|avis|formulaire|releve|compte|systeme)(?: \w+){0,3}? (?:dit|disait|indique|indiquait|affiche|affichait|annonce|annoncait|montre|porte)"
_TIMES_EN = r"(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:times|mails|e-?mails|letters|calls)|\d{1,2} ?x\b|for the (?:second|third|fourth|fifth|sixth) time)"
_MONEY = r"(?:[£€$]|\d)"
_COMPLAINS = {
    "en": re.compile(
        rf"\b{_SAYS_EN}\b.{{3,80}}\b(?:but|yet|though|although|even though)\b|\b(?:although|though|even though|but|when) (?:the|your|our|my) {_SAYS_EN}\b|\b{_SAYS_EN}\b.{{0,60}}\b(?:doesnt|isnt|wasnt|dont|doesn't|isn't|wasn't) exist\b"
        rf"|\bstill (?:shows?|showed|says?|said|lists?|charges?|charged|sends?|sent|gets?|gives?|goes|comes)\b"
        rf"|\b(?:charged|billed|debited|fined) (?:me |us |him |her |my \w+ )?(?:about |over |another )?{_MONEY}|\b(?:took|taken|takes) (?:another )?{_MONEY}[\d.,-]* (?:off|from|out of|on)\b"
        rf"|\b(?:tried|been|asked|come|rang|rung|phoned|called|told (?:you|them)|contacted)\b.{{0,50}}\b{_TIMES_EN}.{{0,60}}\b(?:and|but|only|nobody|no)\b|\btried {_TIMES_EN}|\btried\b.{{0,10}}\b{_TIMES_EN} to\b"
        r"|\b(?:fell|tripped|slipped) (?:over|on|off|into)\b|\b(?:was|were|got) (?:hit|struck|scratched|soaked|stung|scalded|burn(?:ed|t)) (?:by|on)\b"
        r"|\b(?:has|have|had) been (?:dead|cold|broken|out|off|down|leaking|dripping|dark|blocked|closed|ringing|barking|running)\b"
        r"|\b(?:no|without) (?:hot )?(?:water|heating|electricity|power|gas|internet|signal|lift)\b.{0,40}\b(?:since|for|all)\b|\bno \w+, no \w+"
        r"|\b(?:keeps?|kept) (?:on )?\w+ing\b(?! (?:up|well|in touch))|\b(?:is|are|was|were) (?:addressed to|covered by|painted shut|sold out|the wrong)\b"
        r"|\bturned (?:down|off|back)\b|\bcalled off\b|\bnot what (?:i|we) (?:ordered|asked|booked)\b"
    ),
    "fr": re.compile(
        rf"\b{_SAYS_FR}\b.{{3,80}}\b(?:mais|or|alors que|pourtant)\b|\b(?:alors que|mais|or|pourtant),? (?:le|la|l'|votre|les|vos) ?{_SAYS_FR}\b"
        rf"|\b(?:preleve|facture|debite|pris|colle)e?s? (?:\w+ )?{_MONEY}|\b(?:recu|recois)\b.{{0,30}}\b(?:facture|relance|amende|mise en demeure)\b.{{0,60}}(?:€|euros?\b)"
        r"|\b(?:deux|trois|quatre|cinq|six|\d{1,2}) fois que\b|\bon (?:lui|leur|m'|nous) ?a (?:servi|donne|annonce|dit|vendu|livre|mis|envoye)\b.{0,60}"
        r"|\b(?:l'eau|elle|ca) (?:coule|goutte|deborde|fuit)\b|\b(?:est|suis|sont) tombee?s? (?:sur|dans|a cause|en)\b|\bplus d'(?:eau|electricite|ascenseur|internet|chauffage)\b|\bplus de (?:chauffage|courant|gaz)\b"
        r"|\bdev(?:ait|aient|iez) (?:passer|venir|arriver|rappeler|etre|appeler|livrer)\b|\b(?:porte|affiche|indique) toujours\b|\bsent (?:l'|le |la |mauvais)"
        r"|\b(?:dechire|renverse|heurte|bouscule|eclabousse|aboie|hurle|tourne toute la)\w*\b"
    ),
}
_ASKS = {
    "en": re.compile(
        r"\b(?:so|and|but) if (?:you|the \w+|someone|somebody|anyone) could\b|\b(?:it|that) (?:would|'d) be (?:good|nice|kind|fair|right|great) to\b|\b(?:i|we) (?:do not|don't) (?:want|wish) to (?:be|pay|get|receive)\b"
        r"|^(?:i|we) want (?:\w+ing|the|my|our)\b|^pls \w+"
    ),
    "fr": re.compile(
        r"\b(?:il|ce) serait (?:bon|bien|juste|normal|correct|utile|gentil|souhaitable) (?:de|d'|que|qu')|\bsoyez (?:gentil|gentille|aimable|assez) |\bil faudrait\b|^qu'on (?:me|nous|les|la|le|l')|\bje trouve que ce serait\b"
    ),
}
_DENIES = {
    "en": re.compile(
        r"(?:(?:and|but|well|sorry|no),? )?(?:(?:i|we|you|they|he|she|it|there|that) (?:do not|don't|dont|did not|didn't|am not|is not|isn't|isnt|are not|aren't|was not|wasn't|wasnt|were not|weren't|have not|haven't|has not|hasn't|never (?:did|was|have))(?: (?:one|any|so|true|there|mine|ours|us|me|have (?:one|any|an? \w+)))?|not true|that is (?:wrong|false|not true)|(?:i|we) sent (?:one|it|them)|it (?:was|is) \d[\d.,]*)[.! ]*$"
    ),
    "fr": re.compile(
        r"(?:(?:mais|or|et|non),? )?(?:(?:il n'y en a (?:pas|aucun)|c'est (?:faux|inexact)|ce n'est pas (?:vrai|le cas|exact)|je ne (?:les?|la|l') ?(?:\w+ )?pas|je n'en ai pas|nous n'en avons pas|je ne l'ai pas (?:fait|recu)|(?:je|nous) l'(?:ai|avons) (?:pourtant )?(?:deja )?(?:regle|paye|envoye|rendu)e?))[.! ]*$"
    ),
}


def complains(words: str, code: str) -> bool:
    """Return whether a sentence sets what was said against what was, or tells of money taken, tries or harm.

    >>> complains("the bill says £40 but i paid ten", "en"), complains("the bill says £40", "en")
    (True, False)
    """
    return bool(
        _COMPLAINS[code].search(words.replace("'s been", " has been").replace("'ve been", " have been"))
    )


def asks(words: str, code: str) -> bool:
    """Return whether a sentence asks sideways for an act: "so if the guide could wait", "il serait bon de prévenir"."""
    return bool(_ASKS[code].search(words))


def denies(words: str, code: str) -> bool:
    """Return whether a short sentence denies the one before: "You say I owe you £40. I don't." """
    return len(words) <= 60 and bool(_DENIES[code].match(words))
