"""What a sentence of a reply does: says why, does something, declines, instructs, or is true of any reply.

All patterns are for levelled text (see normal.level), English and French in one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from presszero.pure.words.tone import ACT, APOLOGY, THANKS

Role = Literal["act", "ahead", "why", "declines", "yes_no", "instructs", "owns", "who", "when", "where", "how_much", "is_so"]  # fmt: skip

ROLES: dict[Role, re.Pattern[str]] = {
    "act": re.compile(
        r"\b(?:(?:i|we)(?:'ve| have| had|'ll| will)?(?: \w+ly| now| also| just| today| both| already| \w+ and)? "
        r"(?!are\b|is\b|were\b|was\b|have\b|apologi\w+|regret|hope|understand|strive|value|appreciate|thank|look forward|aim|try|kindly|know|see|would|could|can|cannot|should|must|may|take)\w{2,}"
        r"|(?:has|have|had) (?:now |just |already )?been \w+(?:ed|en|t|n|wn)\b|(?:is|are|was|were) (?:now |back |already )?(?:\w+ed|withdrawn|paid|sent|gone|off|open|put|made|given|told|yours?|attached|enclosed|free|on (?:its|their) way|stopped|ordered)\b"
        r"|goes? back|comes? (?:to|on|with)|stays? yours|you get\b"
        r"|(?:j'ai|nous avons|je (?:vous |l'|les |le |la )?(?:ai|viens|vois|passe)|nous (?:vous |l'|les )?avons|est|sont|a ete|ont ete|etait|avait ete|avaient ete) (?:\w+ ){0,2}(?:\w+(?:e|ee|es|ees|u|ue|us|it|is|ise|ert)|en panne)\b|nous vous \w+ons\b|je vous \w+e\b|part de|ci-joint)"
    ),
    "ahead": re.compile(
        r"\b(?:will|'ll|shall|going to|is being|are being|as of|from (?:now|today|this|tomorrow|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)|tomorrow|by (?:the )?\d|comes? on|until (?:then|he|she|they|\d)|as soon as|\w{2,}(?:era|era|eront|erons|erai|ira|iront|irai|drons|dra|drai|rra|rront)|sera|seront|aura|demain|des (?:ce|cet|demain|lundi|mardi)|a partir|desormais|d'ici|va|vont|allons|vais)\b"
    ),
    "why": re.compile(
        r"\b(?:because|since (?!\d|\w+day|this)|as (?:the|our|no|we|his|her|it|a)\b|so that|that is why|that's why|which is why|the reason|reason for|due to|owing to|led to|had (?:been|not|run|broken|changed|failed|left|expired)|(?:was|were) (?:ill|sick|late|missing|missed|lost|forgotten|closed|full|down|broken|off|on leave|too \w+|not \w+)|broke down|fell ill|failed|mistake|error|overlooked|forgot\w*|by mistake|fault|nobody|no one|for lack of|ran out|parce qu\w*|car|puisqu\w*|a cause|en raison|faute de|tombe en panne|erreur|personne n\w*|oublie\w*|n'avai\w+|avait ete|c'est pourquoi|voulait dire)\b"
    ),
    "declines": re.compile(
        r"\b(?:cannot|can't|can not|unable|not possible|impossible|may not|not able|isn't|is not|are not|won't|will not|does not|do not|don't|doesn't|no longer|only (?:if|when|with|on|in|for|from|until)|must\b|excludes?|except|nothing (?:i|we) can|ne (?:peut|pouvons|peux|peuvent|permet)|n'est pas|n'avons pas|n'autorise|pas (?:de|possible)|refus\w+)\b"
    ),
    "yes_no": re.compile(r"(?:yes|no|oui|non|of course|certainly|bien sur|indeed|en effet|you are right|you were right|vous avez raison|you're right)\b"),
    "instructs": re.compile(
        r"\b(?:you (?:may|can|need|do not need|don't need|get|reach|owe|keep|will (?:get|receive|find|have|hear))|please (?:\w+ ){0,1}(?:come|ring|call|send|bring|show|ask|write|use|take|return|leave|go|keep|give|tell|let)|(?:ring|show|send|just|ask|bring|write to|come to|call|press|use) (?:me|us|the|this|your|a|to|it|for|at|\d)|vous (?:pouvez|trouverez|recevrez|n'avez|avez|recevez|etes)|tu peux|il suffit|adressez|presentez|appelez|envoyez|passez|a vous de)\b"
    ),
    "owns": re.compile(
        r"\b(?:our (?:mistake|fault|error|doing)|mistake of ours|(?:i|we) (?:should|ought to|were wrong|was wrong|failed|forgot|missed|did not|didn't|had not|hadn't)|should (?:not )?have|ought (?:not )?to|is not (?:how|acceptable|right|good enough|fair)|not acceptable|unfair|makes no sense|wrong of us|you (?:are|were) right|nous aurions du|aurait du|auriez du|ont eu tort|notre (?:erreur|faute)|ne se fait pas|inacceptable|c'est trop|vous avez raison|c'est a nous)\b"
    ),
    "who": re.compile(
        r"\b(?:(?:mr|mrs|ms|dr|mme|m)\.? [a-z]|i am\b|it is me|is me\b|c'est moi|i (?:decide|run|lead|am responsible)|is (?:responsible|in charge)|named\b|(?:head|manager|director|chief|officer|inspector|contractor|supervisor|depot|colleague|committee|office|office's|board|police|responsabilite|responsable|chef|directeur|directrice)\b)"
    ),
    "when": re.compile(
        r"\b(?:today|tomorrow|tonight|yesterday|this (?:morning|afternoon|evening|week|month)|next (?:week|month|year|\w+day)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october|november|december|may \d|\d(?:st|nd|rd|th)|by (?:the )?end|within|in \w+ (?:days|weeks|months|hours)|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|aujourd'hui|demain|hier|ce (?:matin|soir)|d'ici|en ce moment|sous \w+ jours|noon|midnight|midi|minuit|right now|already|again since)\b"
    ),
    "where": re.compile(r"\b(?:at|in|on|from|behind|beside|next to|under|a la|au|aux|dans|chez|devant|derriere|sur) (?:the |our |le |la |l'|les |notre )?[a-z]"),
    "how_much": re.compile(r"\d|\b(?:half|free|nothing|costs?|gratuit\w*|twice|double)\b"),
    "is_so": re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|do|est|sont|etait|etaient|a|ont|avait|there's|it's|you've|you are)\b"),
}  # fmt: skip

ANY_REPLY = re.compile(
    r"\b(?:(?:has|have) been (?:\w+ )?(?:passed|forwarded|transmitted|shared|logged|noted|received|registered|assigned|recorded|escalated)(?: on)?(?: to)?|(?:i|we) (?:have|'ve) (?:\w+ )?(?:forwarded|passed|shared|noted|logged|escalated) (?:on )?(?:your|this|it|the)|(?:highest|first|top|our) (?:priority|concern)|is (?:very )?important to us|matters? to us|(?:strive|endeavour|aim|committed|work hard|do our best|do everything|continuously|constantly)\b"
    r"|(?:are|is) (?:\w+ )?(?:regularly|carefully|constantly|continuously|always) \w+|in (?:accordance|line) with|in order of (?:priority|receipt)|various reasons|may (?:occur|vary|be subject|be necessary)|can be subject|subject to|cannot be (?:avoided|excluded)|please (?:note|understand|consult|refer|check|visit|use) (?:that |our |the )|looks? forward to|hope to (?:see|welcome)|patience|understanding|welcom\w+ you|feedback|quality (?:of )?service|valued? (?:customer|your)|due to (?:high|the current|technical|operational)|(?:are|is) the responsibility of|may be (?:entitled|eligible)|information (?:is|can be found|is available) (?:on|at)|please (?:see|report) [^.;]{0,40}\b(?:website|web site|web page|online form|app|portal)|pourriez avoir droit|pourriez pretendre|releve(?:nt)? de la (?:competence|responsabilite)|consult(?:er|ez) notre (?:site|faq)|(?:figurent|se trouvent|sont disponibles) sur (?:notre|le) site|as soon as possible|as quickly as possible|did you know|cannot comment|individual cases|depends? on|your (?:enquiry|inquiry|request|letter|message|comments|remarks|concern|report|feedback) (?:has|have|is|are|will)|acknowledge receipt|take(?:s|n)? (?:\w+ ){1,4}seriously|helping us|choosing us|travelling with us|vos? (?:remarques?|signalement|demande|reclamation|message|courrier|observations?) (?:a |ont |est |sera |seront )|mett(?:ons|ent) tout|bien ete (?:pris|recu|enregistre|transmis)|service (?:concerne|competent)|nous (?:nous )?efforcons|est attachee?|notre priorite|l'affaire de tous|vous rapprocher|merci de (?:contribuer|votre)|dans les meilleurs delais|confiance|comprehension|accus(?:ons|e) (?:bonne )?reception|en cours de (?:traitement|examen)|(?:retenu|retient) toute notre attention)\b"
)  # fmt: skip
GOOD_WISH = re.compile(
    r"^(?:congratulations|good luck|have a (?:lovely|nice|good|great)|we hope|i hope|what (?:a pity|lovely)|all the best|how nice|bonne (?:journee|continuation)|felicitations|nous esperons|bon courage)\b"
)


def is_hollow(plain: str) -> bool:
    """Return whether a levelled sentence only thanks, apologises or is true of any reply, so that it cannot answer anything."""
    if GOOD_WISH.match(plain) or ANY_REPLY.search(plain):
        return True
    placates = THANKS.search(plain) or APOLOGY.search(plain)
    return bool(placates and not ACT.search(plain) and len(plain) < 220)


@lru_cache(maxsize=2_048)
def roles_of(plain: str) -> frozenset[Role]:
    """Return all that a levelled sentence does."""
    return frozenset(role for role, pattern in ROLES.items() if pattern.search(plain))
