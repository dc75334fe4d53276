"""What is asked or complained of by the build of a sentence, whatever the subject: what was said against what was, money taken, tries counted. Levelled text."""

import re

from presszero.pure.words.belongings import left_behind

_SAYS_EN = r"(?:leaflet|website|site|app|sign|poster|map|letter|bill|invoice|statement|system|screen|board|timetable|notice|page|machine|account|phone line|recording|form|office|shop|store|assistant|girl|man|lady|you)(?: \w+){0,3}? (?:says?|said|shows?|showed|states?|stated|lists?|listed|reads?|claims?|claimed|write|wrote)"
_SAYS_FR = r"(?:site|appli|application|affiche|lettre|courrier|facture|ecran|horaire|panneau|avis|formulaire|releve|compte|systeme)(?: \w+){0,3}? (?:dit|disait|indique|indiquait|affiche|affichait|annonce|annoncait|montre|porte)"
_TIMES_EN = r"(?:twice|(?:two|three|four|five|six|seven|eight|nine|ten|\d{1,2}) (?:times|mails|e-?mails|letters|calls)|\d{1,2} ?x\b|for the (?:second|third|fourth|fifth|sixth) time)"
_SUM_EN = r"(?:about |over |another |a further )?(?:[£€$] ?\d|\d[\d.,]* ?(?:£|€|p\b|pounds?\b|quid\b|euros?\b|eur\b|dollars?\b|francs?\b|chf\b)|\d+[.,]\d\d\b)"
_SUM_FR = r"(?:[£€$] ?\d|\d[\d., ]{0,12} ?(?:€|euros?\b|eur\b|francs?\b|chf\b))"
_TAKEN_FR = r"(?:preleve|facture|debite|pris|colle|retenu|compte)"
_IN_VAIN_EN = r"(?:\b(?:but|only|nobody|no one|none|not|nothing|without|still|in vain|recording|voicemail|engaged|cut off|on hold)\b|n't\b|\bno (?!complaints?\b|problems?\b|trouble\b|doubt\b))"
_IN_VAIN_FR = r"\b(?:personne|pas|jamais|rien|sans|aucune?|en vain|en panne|en retard|annulee?s?|supprimee?s?|fermee?s?)\b"
_NOT_ME = r"(?<!\bi )(?<!\bwe )(?<!\bi just )(?<!\bi still )(?<!\bi always )(?<!\bi have )(?<!\bwe have )(?<!'ve )(?<!\bto )(?<!\bplease )(?<!'ll )(?<!\bwill )"
"""What I do is no complaint: "I keep reading your newsletter", "I turned off the water"."""
_COMPLAINS = {
    "en": re.compile(
        rf"\b{_SAYS_EN}\b.{{3,80}}\b(?:but|yet|though|although|even though)\b|\b(?:although|though|even though|but|when) (?:the|your|our|my) {_SAYS_EN}\b|\b{_SAYS_EN}\b.{{0,60}}\b(?:doesnt|isnt|wasnt|dont|doesn't|isn't|wasn't) exist\b"
        rf"|\bstill (?:shows?|showed|says?|said|lists?|charges?|charged|sends?|sent)\b"
        rf"|\b(?:(?:am|is|are|was|were|been|being|got|get|gets) (?:\w+ )?(?:charged|billed|debited|fined)|(?:charge|charged|charging|bill|billed|fine|fined) (?:me|us|him|her|them|my \w+)|you(?: have|'ve)?(?: \w+)? (?:charged|billed|debited)) {_SUM_EN}"
        rf"|{_NOT_ME}\b(?:took|taken|takes) {_SUM_EN}.{{0,12}} (?:off|from|out of|on) (?:me|us|my|our|him|her|his)\b|\b(?:you|they|app|site|website|machine|bank|meter|system)(?: have| has)? (?:took|taken|takes) {_SUM_EN}"
        rf"|\b(?:tried|been|asked|come|rang|rung|phoned|called|told (?:you|them)|contacted)\b.{{0,50}}\b{_TIMES_EN}.{{0,60}}{_IN_VAIN_EN}|\btried {_TIMES_EN}|\btried\b.{{0,10}}\b{_TIMES_EN} to\b"
        r"|\b(?:fell|tripped|slipped) (?:over|on|off|into)\b(?! (?:an? |the )?(?:\w+day|\d|list|love|conversation|place))|\b(?:was|were|got) struck (?:by an?|on)\b|\b(?:was|were|got) (?:hit|scratched|soaked|stung|scalded|burn(?:ed|t)) (?:by|on)\b"
        r"|(?<!\bi )(?<!\bwe )(?<!\bhe )(?<!\bshe )(?<!\bthey )\b(?:has|have|had) been (?:out|off|down)\b(?! (?:to|with|work|sick|school|here|there|at|in|shopping|walking)\b)|\b(?:has|have|had) been (?:dead|cold|broken|leaking|dripping|dark|blocked|closed|ringing|barking)\b"
        r"|\b(?:no|without) (?:hot )?(?:water|heating|electricity|power|gas|internet|signal|lift)\b.{0,40}\b(?:since|for|all)\b|\bno (?!hurry|rush|need|problem|worries|thanks|fuss|doubt)\w+, no (?!hurry|rush|need|problem|worries|thanks|fuss|doubt)\w+"
        rf"|(?:\bkeeps|{_NOT_ME}\b(?:keep|kept)) (?:on )?(?!smiling|improving|growing|helping|reading)\w+ing\b(?! (?:up|well|in touch))|\b(?:is|are|was|were) (?:painted shut|the wrong)\b|\b(?:bill|invoice|reminder|statement|fine) (?:is|was) addressed to\b"
        r"|\b(?:was|were|been|got) turned (?:down|off|back|away)\b|\b(?:you|they|he|she|nobody|someone|somebody) (?:have |has |had )?turned (?:me |us |him |her |them )?(?:down|off|back)\b|\bturned (?:me|us|him|her|them|my \w+) (?:down|off|back|away)\b"
        r"|\bcalled off (?:again|at the last|without|on the (?:same |very )?(?:day|morning|evening))\b|\bnot what (?:i|we) (?:ordered|asked|booked)\b"
    ),
    "fr": re.compile(
        rf"\b{_SAYS_FR}\b.{{3,80}}\b(?:mais|or|alors que|pourtant)\b|\b(?:alors que|mais|or|pourtant),? (?:le|la|l'|votre|les|vos) ?{_SAYS_FR}\b"
        rf"|\b(?:m'|me |nous |lui )(?:a|ont|avez|aviez|avait|avaient) (?:\w+ )?{_TAKEN_FR}e?s? .{{0,16}}{_SUM_FR}|\b(?:ai|avons) ete (?:\w+ )?{_TAKEN_FR}e?s? .{{0,16}}{_SUM_FR}|\b(?:mon|notre|son) compte .{{0,24}}(?:debite|preleve) .{{0,16}}{_SUM_FR}|{_SUM_FR} .{{0,24}}{_TAKEN_FR}e?s? sur (?:mon|notre|son) compte\b"
        r"|(?<!\bbien )\b(?:recu|recois)\b.{0,30}\b(?:facture|relance|amende|mise en demeure)\b.{0,60}(?:€|euros?\b)(?!.{0,40}\bl'(?:ai|avons) (?:\w+ )?(?:regle|paye|acquitte))"
        rf"|\b(?:deux|trois|quatre|cinq|six|\d{{1,2}}) fois que (?:(?:je |j'|nous |on )(?:vous |le |la |l'|les )?(?:appel|ecri|demand|reclam|signal|relanc|telephon|rappel|essa|tent|attend)|.{{0,80}}{_IN_VAIN_FR})|\bon (?:lui|leur|m'|nous) ?a (?:(?:servi|donne|vendu|livre|mis|envoye)\b.{{0,60}}\b(?:mauvaise?|fausse?|faux|froide?s?|cassee?s?|perimee?s?|au lieu|a la place|d'une? autre|sans)|(?:annonce|dit)\b.{{0,60}}\b(?:mais|or|alors que|pourtant|annulee?s?|deplacee?s?|supprimee?s?|perdue?s?|introuvable|impossible))\b"
        r"|\b(?:l'eau|elle|ca) (?:coule|goutte|deborde|fuit)\b|\b(?:est|suis|sont) tombee?s? (?:sur(?! (?:votre|vos|une? (?:annonce|article|affiche|page|offre)))|dans|a cause|en)\b|\bplus d'(?:eau|electricite|ascenseur|internet|chauffage)\b|\bplus de (?:chauffage|courant|gaz)\b"
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
        r"|^(?:et |puis |ou |donc |sinon,? )?(?:(?:me|nous|les?|la|en) |l')?(?:annul|rembours|rendre|remplac|repar|retir|envoy|renvoy|verifi|corrig|confirm|rappel|nettoy|remettre|modifi|supprim|resili|livrer|reprendre|baisser|prolong)(?:er|ir|re)?\b(?! (?:est|etait|serait|coute|prend|me|nous)\b)"
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
    """Return whether a sentence asks sideways for an act: "so if the guide could wait", "I left my scarf under seat F11"."""
    return bool(_ASKS[code].search(words)) or left_behind(words)


def denies(words: str, code: str) -> bool:
    """Return whether a short sentence denies the one before: "You say I owe you £40. I don't." """
    return len(words) <= 60 and bool(_DENIES[code].match(words))
