"""What cannot wait: danger, people stranded, a deadline at hand, somebody who needs care. Each with the rule that fired.

Rules rather err on the side of care: of ten messages they raise, four may turn out to have time. A short message in
which nothing tells that it has time is raised as safety.unclear: somebody should look, no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from presszero.pure.words.normal import level
from presszero.pure.words.shapes import READ_AT_MOST, Shape
from presszero.pure.words.splitting import sentences

UrgencyKind = Literal["safety", "stranded", "deadline", "vulnerable"]


@dataclass(frozen=True, slots=True)
class Urgency(Shape):
    """A reason not to let a message wait. rule: its name, as "safety.fire"; the span is what made it fire."""

    kind: UrgencyKind
    start: int
    end: int
    text: str
    rule: str


_RULES: dict[str, str] = {
    "safety.gas": r"\b(?:smell\w*|odeur|leak\w*|fuite|sent)\b[^.!?]{0,24}\b(?:gas|gaz|petrol|burning|burnt|chemicals?|brule|essence)\b|\bgas (?:leak|smell)\b|\bcarbon monoxide\b|\bmonoxyde\b",
    "safety.fire": r"\b(?:(?<!people )(?<!they )(?<!who )smoke (?:is|was|coming|from|in|out)|(?:on|caught|catch(?:es)?) fire|fire (?:in|at|on|is|has)|flames|burning|sparks?|sparking|smoulder\w*|explo(?:ded|sion|ding)|fumee|flammes|feu (?:dans|a|au)|(?:en|prend|pris) feu|incendie|etincelles?|brule)\b",
    "safety.electricity": r"\b(?:live|bare|loose|hanging|exposed|electric\w*|power) (?:\w+ )?(?:cable|wire|wires|line|socket)s?\b|\b(?:cable|wire|wires|fils?)\b[^.!?]{0,30}\b(?:hang\w*|loose|down|bare|exposed|sparking|pend\w*|denude\w*|a nu)\b|\belectric shock\b|\belectrocut\w+|\bfuse ?box\b|\bcourant electrique\b",
    "safety.water": r"\b(?:water|eau)\b[^.!?]{0,30}\b(?:pour\w*|gush\w*|through the ceiling|flood\w*|rising|coule|monte|jaillit|inonde)\b|\b(?:flooding|flooded|inonde\w*|burst (?:pipe|main|water)|drown\w*|se noie)\b",
    "safety.falling": r"\b(?:tiles?|branch\w*|tree|wall|scaffold\w*|plaster|ceiling|roof|bricks?|sign|lamp ?post|pole|balcony|mast|tuiles?|arbre|branche|mur|echafaudage|plafond|facade|balcon|poteau)\b[^.!?]{0,40}\b(?:fall\w*|fell|collaps\w*|coming down|about to|hanging|lean\w*|loose|crack\w*|tomb\w+|s'effondre\w*|effondre\w*|menace|penche\w*)\b",
    "safety.fall": r"\b(?:fell|fallen|falls?|slipp\w+|trip(?:ped|s|ping)|tombe\w*|gliss\w+)\b[^.!?]{0,50}\b(?:through|into|between|down|already|just|this morning|today|off|ice|people|child|again|onto|dans|entre|deja|ce matin)\b|\b(?:ice|icy|like glass|black ice|verglas|verglace\w*)\b[^.!?]{0,60}\b(?:fall\w*|fell|slip\w*|steps|stairs|pavement|slope|ramp|bridge|glass|tomb\w*|trottoir|marches|escalier)\b|\b(?:people|two|three|several|personnes|deux|trois)\b[^.!?]{0,24}\b(?:have |has |sont |ont )?(?:already |deja )?(?:fallen|fell|slipped|tombe\w*|glisse\w*)\b",
    "safety.sharp": r"\b(?:broken glass|shards?|shattered|needles?|syringes?|nails? stick\w*|razor|eclats? de verre|verre brise|seringues?|tessons?)\b",
    "safety.hole": r"\b(?:manhole|cover|drain|hole|pit|shaft|regard|bouche d'egout|trou|plaque)\b[^.!?]{0,30}\b(?:open|missing|gone|stolen|uncovered|deep|no (?:lid|cover|cabin)|ouvert\w*|manqu\w*|vole\w*|profond)\b",
    "safety.attack": r"\b(?:knife|gun|weapon|pistol|machete|armed|stabb\w+|attack(?:ed|ing|s)?|assault\w*|threaten\w*|fight(?:ing)?|beat(?:ing|en)|punch\w*|hit (?:me|her|him|us|my)|following (?:me|her|us)|harass\w*|grop\w+|molest\w*|rape\w*|kidnap\w*|couteau|arme|pistolet|agress\w+|menace\w*|bagarre|frapp\w+|suit depuis|harcel\w+|attouch\w+|viol)\b(?! of (?:time|words))",
    "safety.driver": r"\b(?:driver|chauffeur|conducteur|pilot|captain)\b[^.!?]{0,50}\b(?:drunk|alcohol|asleep|falling asleep|on (?:his|her) phone|texting|red lights?|racing|swerv\w*|ivre|alcool|s'endort|endormi|telephone au volant|feu rouge|zigzag\w*)\b|\b(?:drunk|ivre)\b[^.!?]{0,20}\b(?:driv\w*|au volant|wheel)\b",
    "safety.brakes": r"\b(?:brakes?|steering|freins?)\b[^.!?]{0,30}\b(?:fail\w*|don'?t work|do not work|not working|gone|gave|broken|lach\w+|marchent pas|ne (?:marche|fonctionne|repond))",
    "safety.traffic": r"\b(?:traffic lights?|signals?|crossing|barriers?|feux|passage a niveau|barrieres?)\b[^.!?]{0,40}\b(?:dark|out|dead|off|not working|don'?t work|broken|stuck|green|open|eteint\w*|en panne|ouvert\w*|bloque\w*)\b[^.!?]{0,60}\b(?:cars?|children|kids|school|racing|people|trucks?|now|train|voitures?|enfants|ecole|camions?)\b|\b(?:on|onto|near|side of|sur) (?:the |les )?(?:tracks?|rails|railway line|voies?|motorway|autoroute)\b",
    "safety.body": r"\b(?:bleed\w*|unconscious|not (?:moving|breathing)|isn'?t (?:moving|breathing)|doesn'?t (?:move|breathe|wake)|collapsed|seizure|heart attack|stroke|chok\w+|faint\w*|overdos\w+|poison\w*|allergic|concuss\w*|broken (?:leg|arm|hip)|injur\w+|hurt badly|ambulance (?:now|please|needed|has not|hasn'?t)|saign\w+|inconscient\w*|ne bouge (?:pas|plus)|ne respire|evanoui\w*|malaise|convulsion\w*|crise cardiaque|avc|etouff\w+|intoxi\w+|allergi\w+|blesse\w*|effondre\w*)\b",
    "safety.animal": r"\b(?:dog|dogs|animal|snake|chien|chiens|serpent)\b[^.!?]{0,40}\b(?:bit|bites?|bitten|attack\w*|loose|without a lead|growl\w*|mord\w*|attaqu\w*|en liberte|errant\w*)\b|\bbitten by\b|\bmordu\w*\b",
    "safety.playground": r"\b(?:child|children|kids?|toddler|enfants?|petit\w*|gamins?)\b[^.!?]{0,60}\b(?:rotten|broken|chain|rusty|nails?|unfenced|without a fence|no fence|deep|electric|climb\w* (?:in|on|over|through)|pourri\w*|casse\w*|rouille\w*|clou\w*|sans barriere)\b|\b(?:rotten|loose|broken|pourri\w*)\b[^.!?]{0,40}\b(?:board|railing|handrail|step|swing|slide|bridge|planche|rambarde|marche|balancoire|pont)\b[^.!?]{0,50}\b(?:children|kids|child|people|someone|still|enfants|gens)\b",
    "safety.crash": r"\b(?:upside down|overturned|crash(?:ed)?|collision|ran over|run over|hit by|knocked down|in the ditch|pinned|crushed|caught (?:in|under|between)|swaying|came down next|nearly (?:hit|killed|fell)|just missed|off its (?:bearing|hinge|track|chain)|renvers\w+|ecras\w+|accident|failli (?:tomber|mourir|etre)|fonce (?:sur|dans)|coince\w* (?:sous|entre)|derap\w+)\b",
    "safety.lift": r"\b(?:lift|elevator|escalator|ascenseur)\b[^.!?]{0,50}\b(?:open|no cabin|drop\w*|fell|falls|by itself|doors? open|jerk\w*|tout seul|portes ouvertes|chute|descend)\b",
    "safety.lights": r"\b(?:traffic lights?|lights|signals?|feux)\b[^.!?]{0,40}\b(?:green|vert\w*)\b[^.!?]{0,24}\b(?:both|all|every|directions?|deux|tous|sens)\b",
    "safety.trespass": r"\b(?:substation|roof|tracks?|railway|quarry|lock|weir|transformer|toit|voies|transformateur|ecluse)\b[^.!?]{0,60}\b(?:boys?|girls?|children|kids|child|youths?|teenagers?|enfants|jeunes|gamins)\b|\b(?:boys?|girls?|children|kids|child|enfants|jeunes|gamins)\b[^.!?]{0,40}\b(?:inside|on the (?:roof|tracks?|ice)|climb\w*|sur (?:le toit|les voies|la glace))\b",
    "safety.fumes": r"\b(?:head ?aches?|dizzy|feeling sick|nausea|flame is (?:yellow|orange)|alarm (?:is )?(?:beeping|ringing|going)|maux de tete|vertiges?|nausee)\b[^.!?]{0,80}\b(?:gas|cooker|boiler|heater|flame|fumes?|as well|too|gaz|chaudiere|cuisiniere)\b|\b(?:gas|boiler|heater|gaz|chaudiere)\b[^.!?]{0,80}\b(?:head ?aches?|dizzy|sick|maux de tete|vertiges?|malade)\b",
    "safety.self": r"\b(?:kill myself|end (?:it all|my life)|suicid\w*|don'?t want to (?:live|be here|go on)|can'?t go on|no reason to live|hurt myself|me tuer|en finir|plus envie de vivre|mettre fin a mes jours)\b",
    "safety.contaminated": r"\b(?:mould|worms?|maggots?|glass|metal|needle|poison|vers|moisi|verre)\b[^.!?]{0,30}\b(?:in (?:the|my|our|her|his) (?:food|milk|baby|bread|jar|meal|bottle|salad)|dans (?:le|la|mon|ma) (?:lait|pain|repas|bocal|biberon|salade))\b|\b(?:sick|vomit\w*|malades?|vomi\w*) (?:after|from|since) (?:eating|the)\b",
    "safety.danger": r"\b(?:emergency|life[- ]threatening|in danger|danger of|very dangerous|mortal|someone (?:will|could|is going to) (?:get hurt|be hurt|be killed|die|fall|drown)|somebody (?:will|could) (?:get hurt|be hurt|be killed|die|fall)|before (?:someone|somebody|anyone) (?:gets?|is|falls?|dies)|(?:he|she|they|we|people|someone)(?:'s| is| are|'re)? going to (?:die|fall|jump|get hurt)|please hurry|send (?:someone|somebody|help|the police|an ambulance)|call (?:the police|an ambulance)|urgence vitale|en danger|danger de|quelqu'un va (?:se blesser|mourir|tomber)|vite s'il vous plait|au secours|envoyez (?:quelqu'un|les pompiers|la police|une ambulance))\b",
    "stranded.stuck": r"\b(?:stuck|trapped|locked in|shut in|can'?t get (?:out|off|home|in)|cannot get (?:out|off|home|in)|stranded|marooned|no way (?:home|back|out|off)|coinces?|coincees?|bloquee?s? (?:dans|a|au|en|sur|ici|depuis)|enfermee?s?|pas rentrer|plus rentrer|impossible de (?:rentrer|sortir|descendre))\b",
    "stranded.standing": r"\b(?:train|tram|bus|lift|boat|ferry|metro|ascenseur|bac|bateau)\b[^.!?]{0,30}\b(?:standing|stopped|stands|halted|stuck|dead|not mov\w*|arret\w*|immobile|a l'arret)\b[^.!?]{0,40}\b(?:tunnel|bridge|minutes|hours?|middle|dark|light|word|between|heat|pont|heures?|noir|lumiere|entre)\b",
    "stranded.last": r"\b(?:last|dernier|derniere|night|only) (?:bus|train|tram|boat|ferry|metro|bac|bateau|coach|navette)\b[^.!?]{0,40}\b(?:left|gone|didn'?t|did not|never|cancel\w*|without|full|parti\w*|pas (?:venu|passe)|annul\w*|sans|went)\b|\bleft (?:without|us|me) (?:us|me|here|there|at|behind|on the|in the)\b|\b(?:laiss\w+|abandonn\w+) (?:sur|a |au |dans|ici|la |en)\b|\bnow (?:we|i) (?:sit|stand|are|am) (?:at|in|on|here)\b",
    "stranded.out": r"\b(?:getting dark|middle of nowhere|km away|miles away|no taxi|no phone (?:signal|battery)|nowhere to (?:sleep|go|stay)|nuit tombe|au milieu de nulle part|nulle part ou|pas de taxi|dehors (?:toute la nuit|avec|dans))\b|\blocked out\b|\benferme\w* dehors\b|\ba la porte de\b",
    "stranded.waiting": r"\b(?:we|i|they|people|nous|on)\b[^.!?]{0,40}\b(?:still|since|for|stand|sit|depuis|toujours|attend\w*)\b[^.!?]{0,50}\b(?:platform|roadside|motorway|hard shoulder|pier|terminal|mountain|island|airport|quai|aire|bord de la route|autoroute|ile|aeroport)\b[^.!?]{0,60}\b(?:night|dark|cold|no (?:bus|train|boat|word|water|one)|nobody|nuit|noir|froid|personne|sans|aucun\w*)\b",
    "vulnerable.care": r"\b(?:oxygen|ventilator|respirator|insulin\w*|dialysis|chemo\w*|epi-?pen|inhaler|feeding tube|pacemaker|medication|medicines?|oxygene|respirateur|insuline|dialyse|chimio\w*|traitement|medicaments?)\b",
    "vulnerable.child": r"\b(?:baby|newborn|infant|toddler|little (?:girl|boy)|(?:my|our|a|the) (?:\w+ )?(?:son|daughter|child|girl|boy|kids|children)|petite? (?:fille|garcon)|bebe|nourrisson|nouveau-ne|(?:mon|ma|mes|un|une) (?:fils|fille|enfants?))\b[^.!?]{0,70}\b(?:alone|on (?:his|her|its|their) own|no adult|crying|lost|missing|ran away|run away|not (?:come|came|arrived|home)|hasn'?t (?:come|arrived)|no heating|cold|hungry|locked|without|crying at|left (?:on|at|behind|in)|taken|sleep in|seule?|perdue?|disparue?s?|fugue\w*|pas rentree?|sans (?:chauffage|lait|manger)|oublie\w*|enfermee?)\b|\b(?:alone|seule?)\b[^.!?]{0,24}\b(?:newborn|baby|bebe|nourrisson|child|enfant)\b|\bis (?:12|11|10|[3-9]|thirteen|twelve|eleven|ten|nine|eight|seven|six|five|four)\b[^.!?]{0,30}\b(?:alone|lost|missing|out there)\b",
    "vulnerable.missing": r"\b(?:ran|run|walked|wandered) (?:away|off)\b|\b(?:missing since|went missing|has gone missing|dementia|alzheimer'?s?|confused|disoriented|porte[- ]disparu\w*|desoriente\w*|demence)\b[^.!?]{0,60}\b(?:missing|lost|wander\w*|alone|not (?:home|back)|got (?:on|off)|out|parti\w*|perdu\w*|seule?|disparu\w*)\b",
    "vulnerable.person": r"\b(?:pregnant|disabled|wheelchair|blind|deaf|elderly|old (?:man|woman|lady|people)|frail|(?:7|8|9)\d[- ]years?[- ]old|i am (?:7|8|9)\d|i'm (?:7|8|9)\d|discharged|surgery|operation|parkinson'?s?|epilep\w+|seizures?|diabet\w+|asthma\w*|cancer|heart condition|enceinte|handicape\w*|fauteuil|aveugle|sourde?|agee?s?|(?:7|8|9)\d ans|operee?|parkinson|epilep\w+|diabet\w+|asthm\w+)\b[^.!?]{0,90}\b(?:can'?t|cannot|no|not|without|off|refus\w*|left|alone|lift (?:him|her)|on here|still in bed|par terre|ne sait plus|leaves in|stuck|fell|fallen|collapsed|waiting|outside|cold|since|sent (?:me|her|him) away|hours?|bleeding|now|ne peu\w*|pas|sans|refus\w*|seule?|coince\w*|tombe\w*|attend\w*|dehors|froid|depuis|heures?)\b",
    "vulnerable.carer": r"\b(?:carers?|nurse|home help|district nurse|infirmiere?|aide a domicile|auxiliaire)\b[^.!?]{0,40}\b(?:has not|hasn'?t|not|never|no|didn'?t|n'a|n'est|pas|jamais|depuis)\b|\bno (?:carer|nurse|meal|food)s? (?:has|have|came|since|today)\b|\bpas eu son infirmiere\b|\bde la fievre\b",
    "vulnerable.home": r"\b(?:heating|power|electricity|water|gas|current|chauffage|courant|electricite|eau|gaz)\b[^.!?]{0,40}\b(?:off|out|cut|gone|went|no|broken|down|coupe\w*|plus|panne)\b[^.!?]{0,50}\b(?:\d{1,2} degrees|degrees|newborn|baby|children|kids|freezing|since|hours?|days?|elderly|oxygen|in here|\d{1,2} degres|bebe|enfants|depuis|heures|jours|gele\w*)\b|\bplus (?:de |d')(?:courant|electricite|chauffage|eau)\b",
    "vulnerable.homeless": r"\b(?:sleep(?:ing)? (?:in (?:my|our|the|a) (?:car|street|station|park)|outside|rough)|homeless|on the street|no (?:food|money for food|place to (?:sleep|stay))|nothing to eat|haven'?t eaten|kicked out|thrown out|dors (?:dans|dehors)|a la rue|sans abri|sdf|rien a manger|pas mange|mis\w* dehors)\b",
    "vulnerable.danger": r"\b(?:restraining order|he can (?:see|find) (?:it|me|us)|violent|my ex|stalk\w*|beats? (?:me|us|her)|domestic|abus\w+|women'?s (?:shelter|refuge)|he knows where|injonction d'eloignement|ordonnance de protection|violen\w+|mon ex|me bat|conjugal\w*)\b",
}  # fmt: skip
_SOON = r"today|tonight|tomorrow|this (?:morning|afternoon|evening)|in (?:an|one|two|three|four|\d{1,2}) (?:hours?|minutes)|within the hour|by (?:\d|noon|midday|midnight|five|four|three|monday|tuesday|wednesday|thursday|friday|saturday|sunday|then|tomorrow)|before (?:\d|noon|monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow)|(?:is|are|on|until|leaves?|expires?|ends?|closes?|flies|starts?|for) (?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|the \d)|right now|at once|immediately|in (?:two|three|\d) days|aujourd'hui|demain|ce (?:matin|soir|midi)|cet apres-midi|apres-demain|dans (?:une|deux|trois|\d{1,2}) (?:heures?|jours?)|avant (?:\d|midi|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir)|(?:est|expire|ferme|part|des|pour) (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|le \d)|tout de suite|urgent|urgence"
_AT_STAKE = r"hearing|court|tribunal|trial|auction\w*|evict\w*|bailiffs?|lose|lost my|cut off|disconnect\w*|deport\w*|visa|residence|passport|flight|fly|plane|exam|interview|surgery|operation|appointment|funeral|burial|wedding|birth|expires?|runs out|deadline|vote|ballot|election|permit|licen[cs]e|documents?|papers?|form|application|signature|stamp\w*|prescription|builder|inspector|job|contract|rent|flat|house|school place|enrol\w*|loan|mortgage|payment|benefit|keys?|move|moving|delivery|medicine|audience|expuls\w*|huissier|perd\w*|coupure|titre de sejour|passeport|avion|vol|examen|entretien|rendez-vous|obseques|enterrement|mariage|expire|delai|date limite|permis|pieces|dossier|formulaire|signe\w*|inscription|loyer|logement|cles|contrat|emploi|demenage\w*|ordonnance|election|bulletin"
_IS_SOON = re.compile(rf"\b(?:{_SOON})\b")
_IS_AT_STAKE = re.compile(rf"\b(?:{_AT_STAKE})\b")
_TROUBLE = re.compile(
    r"n't\b|\b(?:not|dont|cant|wont|hasnt|didnt|still|nobody|no one|never|refus\w*|lose|lost|evict\w*|cannot|without|because (?:of )?(?:you|your)|call me|please help|what do i do|need|must|have to|has to|otherwise|or (?:i|we|my|the)|auction|bailiffs?|deport\w*|hearing|flight|walks off|urgent\w*|stays|wrong|blocked|missing|pas|toujours|jamais|personne|refus\w*|sinon|perd\w*|audience|avion|dois|faut|urgence|trois semaines|bloqu\w*|expuls\w*|enterrement|obseques)\b"
)
_NOW = re.compile(
    r"\b(?:now|right now|at (?:my|the|our) door|(?:four|five|six|seven|eight|nine|ten|fifteen|twenty|\d{1,2}) minutes|an hour ago|tonight|today|this (?:morning|afternoon|evening|minute)|tomorrow|still (?:in|on|here|inside|outside)|just (?:came|fell|now|happened)|it is \d{1,2}[ :h.]+\d\d|at \d{1,2}(?:[.:]\d\d)?|starts? (?:at )?\d|last (?:tram|bus|train|boat)|no phone|percent|maintenant|a l'instant|ce soir|demain|aujourd'hui|depuis (?:deux|trois|\d) (?:jours|heures)|a \d{1,2} h|il est \d{1,2} h)\b"
)
_HELP = re.compile(
    r"n't lift\b|\b(?:nobody|no one|no carer|no adult|help|alone|on (?:his|her|my|their) own|i'?m inside|locked|blocked|is shut|has shut|stuck|boxed in|broke down|gone home|refus\w*|wont|won'?t look|leaves nothing|only money|too large|must be in|has been opened|hearing|bailiffs?|evict\w*|funeral|interview|exam|surgery|birth|nothing for rent|personne|aidez|svp|plus de|pas eu|toujours pas|bloque\w*|seule?|huissier|concours|convocation|audience|obseques|enterrement)\b"
)
_HAS_TIME = re.compile(
    r"\b(?:thanks?|thank you|praise|loved?|lovely|wonderful|compliment|great|beautiful|enjoy\w*|glad|happy|like it|would (?:like|love|be (?:good|nice|great|lovely))|i'd like|could (?:do with|you (?:add|put|change|make|translate))|suggest\w*|idea|feedback|wish|hope|please (?:add|change|take|put|remove|repair|update|confirm|correct|unsubscribe)|when you can|some ?time|one day|no (?:rush|hurry)|not urgent|in general|for next|next (?:month|year|summer|term|season)"
    r"|last (?:week|month|year|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:years?|months?|weeks?|days) ago|for (?:\w+ )?(?:weeks|months|years)|\w+ weeks for|in (?:january|february|march|april|may|june|july|august|september|october|november|december|summer|winter|spring|autumn)|yesterday's|always|usually|often|every (?:day|week|morning|evening|time|year)|all (?:day|summer|year)|on (?:sundays|mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|weekdays)|at lunchtime|ha ha|dying to|figuratively|crime against"
    r"|refund|subscription|newsletter|unsubscribe|spelt|spelling|typo|apostrophe|colou?r|paint|exhibition|concert|menu|coffee|music|loud|queue|expensive|discount|season ticket|day ticket|umbrella|glove|scarf|logo|font|leaflet|poster|opening hours|project|class(?:es)?|advertis\w*|parking|benches|clock|tone|i want to complain|four times|wonder(?:ing)?|i have a question|interested|sing|mess|stain\w*|eyesore|sorry sight|muddy|prints|marks|scratch\w*|graffiti|carpet|curtains|squeal\w*|rattl\w*|prefer|owe me|reminder|requested|i request|appalled|furious|disappointed|price of|tastes?|smells? of (?:wet|fish|food|paint)|past its date|rude|polite|kind to|gently|wrong bill|charged me|twice for|photo|typing error|word|fax|account|invoice|satellite|needs more|too many|for my bin|whole journey|blocks my|party|permit for|splash park|peas|party|book ramp|quality|slow|ugly|dusty|sticky|faded|wobbl\w*|creak\w*|drips?|flicker\w*|overgrown|weeds?|litter|pigeons|trolleys|old people like|would kill for"
    r"|merci|bravo|adore\w*|felicit\w*|merite|je voudrais|j'aimerais|pourriez-vous|serait bien|peut-on|l'an (?:dernier|prochain)|la semaine (?:derniere|prochaine)|le mois (?:dernier|prochain)|depuis l'ete|en (?:janvier|fevrier|mars|avril|juin|juillet|aout|septembre|octobre|novembre|decembre|ete|hiver)|souvent|tous les|le dimanche|rembours\w*|abonnement|tarif|couleur|gant|parapluie|echarpe|musique|horaires?|trop (?:cher|petit|grand|etroite?)|etroit|sent mauvais|envie de|catastrophe)\b"
    r"|\b(?:how (?:do|can|would) (?:i|we|one)|when (?:is|will|are|do|does)|can (?:it|they|that|i|we|you)|could (?:it|they|he|she|you|the|i|we)|do (?:we|i) (?:need|have)|what (?:bus|time|day)|is (?:that|it|this) (?:normal|true|allowed|right)|may (?:it|i|we)|why (?:don'?t|do|does|is|are|can'?t)|will this|where (?:are|is) my|pourrait-on|pourriez-vous|peut-on|est-ce normal)\b[^.!?]{0,80}\?[\" ]*(?:[^.!?]{0,20}[.!])?$"
    r"|^(?:hiya |hello,? |hi,? |bonjour,? )?(?:is|are|can|could|may|where|when|what|which|who|how|do|does|did|will|would|should|ou|quand|quel\w*|qui|combien|comment|est-ce|peut-on|y a-t-il|a quelle)\b[^.!]{0,160}\?$"
)
"""Signs that a message has time: praise, wishes, old stories, habits, small things, a question about something general."""
SHORT_MESSAGE = 500
"""Characters up to which a message is read as one cry: its hour and its need may stand in two sentences."""
_OVER = re.compile(
    r"\b(?:last (?:week|month|year|summer|winter|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:years?|months?|weeks?) ago|was lovely|thank(?:s| you) for|thanks\b|praise|loved|adored?|wonderful|figuratively|dying to|killed me|museum|open day|got home|il y a (?:\w+ )?(?:ans|mois|semaines)|la semaine derniere|l'an dernier|le mois dernier|merci pour|adore|meurs d'envie|musee|next (?:month|year|summer)|for next year|l'an prochain)\b"
)
_ASKS_WHEN = re.compile(
    r"^(?:by when|when|what|where|how|who|may|do you|does|is there|ou|quel\w*|combien|comment|quand)\b[^.!]{0,120}\?$"
)
_PATTERNS = {name: re.compile(pattern) for name, pattern in _RULES.items()}


def urgency(text: str) -> list[Urgency]:
    """Return why a message cannot wait, the most pressing first; an empty list when nothing says so.

    >>> [(each.rule, each.text) for each in urgency("There is smoke coming from the bus in front of the library.")]
    [('safety.fire', 'smoke coming')]
    """
    found: dict[str, Urgency] = {}
    plain = level(text[:READ_AT_MOST])
    for part in sentences(text):
        words = plain[part.start : part.end]
        if _OVER.search(words) or _ASKS_WHEN.match(words):
            continue
        for rule, start, end in _fired(words):
            at = part.start + start
            kind: UrgencyKind = rule.partition(".")[0]  # type: ignore[assignment]
            found.setdefault(rule, Urgency(kind, at, part.start + end, text[at : part.start + end], rule))
    if not found and len(plain) <= SHORT_MESSAGE and not _OVER.search(plain):
        now, need = _NOW.search(plain), _HELP.search(plain)
        if now and need and not _ASKS_WHEN.match(plain):
            start, end = min(now.start(), need.start()), max(now.end(), need.end())
            found["deadline.now"] = Urgency("deadline", start, end, text[start:end], "deadline.now")
        elif plain.strip() and len(plain.split()) >= 4 and not _HAS_TIME.search(plain):
            found["safety.unclear"] = Urgency("safety", 0, len(text), text, "safety.unclear")
    return sorted(found.values(), key=lambda each: (_ORDER[each.kind], each.start))


_ORDER: dict[UrgencyKind, int] = {"safety": 0, "vulnerable": 1, "stranded": 2, "deadline": 3}


def _fired(words: str) -> Iterator[tuple[str, int, int]]:
    for rule, pattern in _PATTERNS.items():
        if hit := pattern.search(words):
            yield rule, *hit.span()
    soon, stake = _IS_SOON.search(words), _IS_AT_STAKE.search(words)
    if soon and stake and _TROUBLE.search(words):
        yield "deadline.near", min(soon.start(), stake.start()), max(soon.end(), stake.end())
