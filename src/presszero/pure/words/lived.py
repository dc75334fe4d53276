"""What a failing did to the customer: signs of a burden, in tables for English and French, over levelled text."""

import re
from collections.abc import Iterator, Sequence

from presszero.pure.words.clauses import clauses_of
from presszero.pure.words.shapes import Span, TraitKind

_US = r"(?:i|we|he|she|they|(?:my|our) (?:\w+ ){0,2}\w+|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve) of us|all of us|(?:the|an?) (?:elderly|old|pregnant|little|small|blind|disabled) \w+)"
_NOUS = r"(?:je|j'|nous|on|il|elle|ils|elles|(?:mon|ma|mes|notre|nos) (?:\w+ )?\w+)"

BURDENS: dict[str, Sequence[str]] = {
    "en": (
        # what one had to do, or could not
        rf"\b{_US}(?:'ve| have|'d| had| has)? (?:then |just |even )?(?:had to|have to|has to|having to|been forced to|was forced to|were forced to|ended up|was made to|were made to|am made to|was obliged to)\b",
        r"\bhad to (?:walk|carry|cancel|pay|buy|take|stand|sit|sleep|leave|borrow|climb|explain|wait|go|cook|wash|throw|drive|call|ask|beg|miss|queue|push|lift|turn|come|stay)\b",
        rf"\b{_US} (?:\w+ )?(?:cannot|can't|can not|could not|couldn't|am not able to|was unable to|were unable to|am unable to|can no longer|could barely|can barely|could hardly|can hardly) (?!find|see why|understand|imagine|believe|log|open|reach|get through|change it|be anyone|help)\w+",
        rf"\b{_US} (?:won't|will not|no longer|refuses to|doesn't|does not) (?:\w+ )?(?:take|go|dare|want|sleep|come|ride|leave|eat|use) ",
        r"\b(?:cannot|can't|could not|couldn't) (?:sleep|work|argue|walk|stand|breathe|cook|wash|shower|afford|go to|leave the|get to|see \w+ face|use (?:my|the) (?:hands|stairs))\b",
        r"\bwithout it,? (?:no|i|we)\b|\bcan(?:no|')t do without\b",
        # what was done to one
        rf"\b{_US}(?:'ve| have|'d| had| has)? (?:was|were|got|been|am|is|are) (?:\w+ )?(?:left|turned away|pushed|stranded|stuck|trapped|locked (?:out|in)|sent (?:away|home|back|from|to another)|robbed|stolen|hurt|injured|bitten|knocked|shouted at|yelled at|laughed at|accused|thrown|told off|searched|stopped|dragged|soaked|drenched|frozen|freezing|shaking|evicted|refused|treated|made)\b",
        r"\b(?:bag|bike|phone|wallet|purse|car|coat) (?:was|were|has been|got) (?:taken|stolen|gone|ruined|damaged)\b",
        r"\b(?:fell|slipped|tripped|stumbled|bleeding|bled|stitches|sprained|broke (?:my|her|his)|bruise\w*|a shard|cut (?:my|her|his)|burnt|scalded|threw up|vomited|fainted|collapsed|in pain|hurts)\b",
        r"\b(?:was|were|is|are|left) shaking\b|\bwith (?:my|our|his|her) bare hands\b|\b(?:his|her|my) hand on it\b",
        # where one stood, and how far one went
        r"\b(?:stood|stand|standing|sat|sitting|waited|waiting) (?:there|here|in|on|outside|at|by|for|under|with|up)\b(?! (?:the )?line (?:to|and) pay)",
        rf"\b(?:{_US}(?: then| have| had| also)? )?(?:walked|drove|cycled|travelled|climbed|carried|limped|ran) (?:\w+ ){{0,3}}(?:\d|km\b|miles|home|alone|back|all the way|up|down the|across|through|twice|for nothing|in vain)",
        r"\b(?:took|taken|take|take a|need) (?:a |an |half a |the |two |three |one )?(?:day|days|morning|afternoon|hours?|trams|buses|trains|taxi|cab)(?: off| unpaid)? ?(?:off|to come|to get|there|home|for|of)\b",
        r"\b(?:for nothing|in vain|unpaid|without pay|at my own (?:cost|expense)|out of my own pocket)\b",
        # work, rest, health
        r"\b(?:late for (?:work|school|class|an?|my|her|his|the)|(?:boss|employer|manager) (?:has |had )?(?:gave|given|warned|said|is|was|docked)|(?:lost|lose|cost) (?:me |us )?(?:my|a|an|half|one|two|the|our) (?:\w+ ){0,2}(?:job|wages?|pay|day|days|shift|place|appointment|deal|customer|client)|missed (?:my|our|the|a|an|his|her|two|three) \w+)\b",
        r"\b(?:starts?|start|begins?) (?:his|her|my|their) shift\b|\b(?:i|she|he|we) works? (?:nights|shifts|at night|night shifts|early)\b|\b(?:i|we) get up at\b|\bnight shifts?\b",
        r"\b(?:woke|wakes?|waking|woken|awake|sleepless|no sleep|can't sleep|not slept|haven't slept|hardly sleep)\b",
        r"\b(?:in|into|from|out of|at) (?:the )?(?:hospital|clinic|emergency room|a&e|intensive care)\b|\b(?:surgery|operation|operated|caesarean|dialysis|treatment|chemo\w*|transplant|broken (?:leg|arm|hip|foot|ankle|wrist)|bad (?:knee|back|hip|leg)s?|heart condition|on crutches|with a (?:stick|cane|walker)|uses? (?:a|an) (?:\w+ )?(?:stick|cane|walker|wheelchair|rollator)|wheelchair user|eight months|months pregnant|alzheimer'?s?|parkinson'?s?|arthritis|ill|sick with|with a fever)\b",
        r"\b(?:i am|i'm|we are|we're|she is|he is|she's|he's|my \w+ is|who is|who's) (?:a |an )?(?:nearly |almost )?(?:\d{1,2}\b(?! (?:minutes|percent|euros|pounds|km))|nurse|student|pensioner|retired|widow\w*|single (?:mother|parent|father)|carer|unemployed|deaf|blind|ill|on benefits|on a pension|disabled|pregnant|housebound|bedridden)",
        r"\b(?:live|living|lives|get by|survive) (?:alone|on my own|on (?:\d|a pension|benefits|a small))\b|\b(?:i|we) (?:don't|do not) have (?:internet|a car|a computer|a smartphone|the money|any other)\b",
        # dread, and what it spoilt
        r"\b(?:frantic|terrified|frightened|scared|in a panic|panicked|panicking|sobbing|screaming|crying|cried|cries|in tears|tears|shaking|humiliated|ashamed|embarrass\w+|dangerous|nearly (?:fell|hit|died|lost)|pitch dark|in the dark|in front of (?:everybody|everyone|my|her|his|the whole)|laughed|stared|filmed)\b",
        r"\b(?:had to |have to |having to )?(?:cancel|cancelled|miss|missed|spoilt|spoiled|ruined|ruin) (?:our|my|her|his|the) (?:\w+ )?(?:weekend|holidays?|trip|party|birthday|wedding|funeral|dinner|christmas|evening|anniversary|visit|plans?)\b",
        r"\b(?:birthday|wedding|funeral|christening|exam|interview|present for|first day|anniversary|memorial)\b[^.!?]{0,60}\b(?:was|is|were|tomorrow|on|in|leaves|without|missed|there)\b|\bi need (?:the|it|them|that|this) [^.!?]{0,20}(?:exam|work|job|school|treatment|to live|medicine|for my)",
        r"\b(?:my |the |our )neighbou?rs? (?:\w+ )?(?:are|is|now|know|complain\w*|laugh\w*|think|had|have|must)\b|\b(?:my|our) (?:windows|walls|house|flat|bed|ceiling|kitchen|floor|bathroom|children's room) (?:\w+ )?(?:shakes?|shook|tremble|vibrates?|is|are|was|smells?|floods?|flooded|leaks?)\b",
        r"\bso (?:cold|hot|dark|loud|full|steep|slippery|crowded|tired|weak|dirty|slow) (?:that|i|we|she|he)\b|\bin (?:coat|coats|my coat|our coats|gloves|blankets)\b|\b\d{1,2} degrees\b|\bin (?:a|the) (?:gale|storm|heat|sleet|snow|cold|frost|blizzard|hail|mud|wind|sun|rain|dark)\b",
        r"\b(?:we|i) spent (?:\w+ ){1,4}(?:at|in|on|waiting|evening|night|hours?)\b|\bworth of (?:\w+ )?(?:food|meat|medicine|work|stock)\b|\bbought (?:one|another|it|a|two)\b[^.!?]{0,30}\b(?:myself|second-hand|instead|elsewhere|for \d)|\b(?:meanwhile|since|instead) bought\b|\bpay(?:ing)? (?:it )?twice\b",
        # again and again
        r"\b(?:i|we)(?:'ve| have|'d| had)? (?:now |already |also |even )?(?:tried|called|phoned|rang|rung|asked|wrote|written|emailed|complained|reported|went|gone|been|came) (?:\w+ ){0,5}(?:twice|three|four|five|six|seven|eight|nine|ten|\d|times|again|and again|several|many|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b|\b(?:i|we) tried (?:\w+ )?(?:\d|on|twice|monday|tuesday|wednesday|thursday|friday|saturday|sunday)",
        r"\b(?:second|third|fourth|fifth|sixth|tenth|2nd|3rd|4th|5th|6th) (?:time|night|day|week|month|letter|message|mail|email|call|attempt|winter|summer|year)\b|\beach time\b|\b(?:fed up|furious\w*|at my wits' end)\b",
        r"\b(?:after|for) (?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty) years\b",
    ),
    "fr": (
        rf"\b{_NOUS} ?(?:ai|as|a|avons|avez|ont|avais|avait|m'|me |nous |dois|doit|devons) ?(?:du|ete oblige\w*|ete contraint\w*|suis oblige\w*)\b|\b(?:j'ai du|nous avons du|elle a du|il a du|a du|ont du|je dois|nous devons|oblige\w* de|contraint\w* de|force\w* de) (?!recevoir|etre\b)\w+",
        r"\b(?:je|nous|il|elle|on) (?:ne |n')(?:peux|peut|pouvons|pouvais|pouvait|ai pas pu|a pas pu|arrive|dors|dort|ose|veut|vois|voit) (?:plus|pas|meme)\b|\b(?:n'ai|n'a|n'avons) (?:pas|rien) pu\b|\bimpossible de (?:dormir|me|se|rentrer|travailler|sortir|marcher|cuisiner)\b|\bne dors plus\b",
        r"\b(?:m'|nous |l'|me |s'est |a ete |ai ete |avons ete |suis )(?:ont |a |ai |fait |)?(?:laisse\w*|abandonne\w*|renvoye\w*|bouscule\w*|pousse\w*|enferme\w*|vole\w*|blesse\w*|insulte\w*|humilie\w*|traite\w*|accuse\w*|refoule\w*|debarque\w*|coince\w*|bloque\w*|trempe\w*|fouille\w*)\b|\b(?:a|ont) (?:ri\b|rigole|hurle|crie|ricane)",
        r"\b(?:tombe(?:e|s)?|glisse|chute|saigne\w*|points de suture|foule|casse (?:le|la|ma|mon)|evanoui\w*|vomi|brule\w*)\b(?! en panne)|\b(?:en|de) larmes\b|\bpleur\w+|\bpeur\b|\bhonte\b|\bdanger\w*|\bfiev\w+|\bmalade\b",
        r"\b(?:reste|restee?s?|attendu|attend|attendre|debout|patiente|marche|rentre\w*|porte|monte|descendu|roule|traverse|parcouru) (?:\w+ ){0,3}(?:\d|une?|deux|trois|quatre|heures?|minutes?|km|kilometres|a pied|sous|dans|devant|seule?|etages|debout|pour rien)\b",
        r"\b(?:pour rien|en vain|sans solde|a mes frais|de ma poche)\b|\b(?:jour|journee|matinee|apres-midi|demi-journee) de (?:conge|travail|salaire)\b|\b(?:pris|pose|perdu) (?:une?|ma|mon|deux|trois|ma) (?:\w+[- ])?(?:jour\w*|journee|matinee|apres-midi|conge|rtt|salaire|emploi)\b",
        r"\b(?:rate|manque|perdu|loupe) (?:mon|ma|mes|un|une|le|la|l'|son|sa|notre) ?\w+|\ben retard (?:au|a l'|a mon|pour|a la)|\b(?:mon|ma) (?:patron|chef|employeur|cheffe)\b",
        r"\b(?:je suis|il est|elle est|suis|est) (?:une? )?(?:infirmier\w*|etudiant\w*|retraite\w*|veu(?:f|ve)|seule?|enceinte|malade|handicape\w*|aveugle|sourde?|asthmatique|diabetique|au chomage|sans emploi|aide.soignante|mere celibataire|maman|auxiliaire|assistante)\b|\bje (?:me leve|travaille de nuit|travaille|me reveille|vis (?:avec|seule?))\b|\bde nuit\b|\bj'ai \d{2} ans\b|\b(?:mere|pere|mari|femme|voisine?) de \d{2} ans\b",
        r"\b(?:a l'hopital|aux urgences|hospitalis\w+|opere\w*|operation|dialyse|chimio\w*|beequilles|bequilles|fauteuil|deambulateur|poussette|canne|alzheimer|parkinson|arthrose|genou|prothese)\b",
        r"\b(?:anniversaire|mariage|obseques|enterrement|bapteme|examen|entretien|noel|rentree|fete)\b|\b(?:nous recevons|on recoit|je recois) (?:\w+ )?(?:personnes|invites|\w+ samedi|\w+ dimanche|ma famille)|\b(?:annule|gache|ruine)\w* (?:notre|nos|mon|ma|mes|le|la|les) \w+",
        r"\b(?:\de|\dme|\deme|deuxieme|troisieme|quatrieme|cinquieme|enieme) (?:fois|message|courrier|lettre|signalement|appel|mail|relance|semaine|nuit|demande|tentative)\b|\b(?:appele|ecrit|telephone|relance|signale|passee?|venue?|essaye) (?:\w+ ){0,4}(?:\d|deux|trois|quatre|cinq|plusieurs|fois|reprises)\b|\ba chaque fois\b|\bchaque (?:nuit|matin|soir|jour)\b",
        r"\b(?:sous|dans|par|en plein) (?:la |le |une |un |ce |cette |\w+ )?(?:pluie|froid|neige|nuit|soleil|vent|orage|chaleur|canicule|noir|verglas|averse|boue|degres)\b|\bpar \w+ degres\b|\b\d{1,2} degres\b|\bgrelott\w+|\bgele\w*|\btrempe\w*",
        r"\b(?:les|des|mes|nos) enfants\b[^.!?]{0,40}\b(?:jouent|dorment|passent|pleurent|traversent|attendent|marchent|ont peur|reveille\w*)\b|\bavec (?:mon|ma|mes|nos|notre|deux|trois|un|une|le) (?:\w+ )?(?:fils|filles?|enfants?|bebe|mere|pere|mari|femme|jumeaux|poussette)\b",
        r"\b(?:reveille\w*|insomnie|sans dormir|nuit blanche|nuits coupees)\b|\b(?:depuis|pendant|apres) (?:\d{1,2}|deux|trois|quatre|cinq|six|dix|vingt|trente) ans\b|\bepuise\w*|\bdesespere\w*|\ba bout\b|\bfurieu\w+|\ben colere\b|\bje vis (?:avec|de) \d",
    ),
}  # fmt: skip
_PATTERNS = {code: re.compile("|".join(patterns)) for code, patterns in BURDENS.items()}


def burdens(plain: str, part: Span, codes: Sequence[str]) -> Iterator[tuple[int, int, TraitKind]]:
    """Yield the clauses of a levelled sentence that tell what it did to somebody, as (start, end, kind)."""
    words = plain[part.start : part.end]
    hits = [each.span() for code in codes if code in _PATTERNS for each in _PATTERNS[code].finditer(words)]
    clauses = clauses_of(words)
    last: tuple[int, int] | None = None
    for start, end in clauses:
        if not any(hit[0] < end and start < hit[1] for hit in hits):
            continue
        if last and start - last[1] <= 5:
            last = (last[0], end)
            continue
        if last:
            yield part.start + last[0], part.start + last[1], "burden"
        last = (start, end)
    if last:
        yield part.start + last[0], part.start + last[1], "burden"
