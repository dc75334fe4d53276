"""Whether a day that a letter names lies ahead of it or behind, by the verb that stands nearest. Levelled text."""

import re
from collections.abc import Iterator

_MOVED = "venue?s?|parti|partie|arrivee?s?|passee?s?|restee?s?|allee?s?|revenue?s?|tombee?s?|entree?s?|sortie?s?|montee?s?|descendue?s?"
_NOT_DONE_TO = r"(?<!\bbe )(?<!\bbeing )(?<!\bbeen )(?<!\bget )(?<!\bgets )"
"""What is done to a thing lies where the word before says: "it will be sent on Friday"."""
_BEHIND = re.compile(
    r"\b(?:(?:was|were|had|did|(?<!you )could|came|went|got|rang|took|broke|began|stood|sat|saw|waited|arrived|stopped|gave|wrote|spoke|fell)(?:n't)?"
    rf"|{_NOT_DONE_TO}(?:left|found|lost|paid|heard|sent|told|said|made|met|brought|kept|held|felt)(?:n't)?"
    r"|(?<!\bwill )(?<!\bshall )(?<!'ll )(?:have|has|'ve)(?:n't| not| never| already| now| just)? (?:been|had|heard|paid|come|gone|sent|told|put|made|found|\w{2,}ed)|should have"
    r"|(?:ai|avons|avez|ont|avait|avaient|[nlms]'a|(?:il|elle|on|qui|nous|vous) a) (?:(?:pas|jamais|deja|ete|toujours|bien) )*\w{2,}(?:e|ee|es|ees|i|ie|is|u|ue|us|ues)\b(?<!\bune)"
    rf"|(?:[ns]'est|s'etait|s'etaient|est|sont|suis|sommes|etait|etaient) (?:(?:pas|jamais|deja|toujours|bien) )*(?:{_MOVED})"
    r"|\w{3,}(?:ait|aient)(?<!ferait)(?<!serait)(?<!fait)(?<!parfait))\b"
)
_AFTER_TO = "lieu|une|la|le|l|notre|votre|cette|chaque|quelle|leur|domicile|distance|table|partie|guise|charge|cause|cote|mi|lui|eu|ecole|usage|place|suite|vue"
"""What stands after "à", which looks like "a" without its accent."""
_BEHIND_WEAKLY = re.compile(
    r"(?P<now>\b(?:is|are|am|be|being|gets?|getting|have (?:it|them|this))\b(?:n't)? (?:\w+ ){0,2}?)?\b\w{2,}ed\b(?<!need)(?<!speed)(?<!indeed)"
    rf"|\ba (?!(?:{_AFTER_TO})\b|\w+(?:ire|dre|tre)\b)\w{{2,}}(?:e|ee|i|u|ue)\b"
)
_AHEAD = re.compile(
    r"\b(?:will|shall|won't|need|needs|want|wants|must|please|kindly|can you|could you|would you|you could|going ahead|goes ahead|(?:would|'d) (?:like|rather)|hope|hoping|expect|(?:am|is|are|'m|'re) (?:to|(?!(?:writ|wonder|ask|contact|complain|e-?mail|follow|enquir|inquir|report|chas|try|gett|feel|talk|speak|refer)\w*ing)\w{2,}ing|due|booked|planned|scheduled)|(?:has|have) been (?:booked|planned|scheduled|arranged|moved|fixed|set|put)|(?:has|have) (?:been asked|agreed) to|diary to|next (?:\w+ ){1,2}(?:is|are)|gets? married|(?:closing|due) date(?: is)?|deadline(?: is)?|date limite(?: est)?|(?<!etait )valables? jusqu'au?|(?<!was )valid (?:until|till|to|through)|(?<!\ba )(?<!\bont )expires?|echeance(?: est)?|prochaine? (?:\w+ ){1,2}est"
    r"|\w{2,}(?:erai|era|erons|erez|eront|irai|ira|irons|irez|iront|drai|dra|drons|drez|dront|vra|vrez)|sera|serai|serons|serez|seront|aura|aurai|aurons|aurez|auront|fera|ferai|ferons|ferez|feront|va|vais|allons|allez|vont|voudrais|voudrions|aimerais|veux|voulons|faut|besoin|dois|doit|devons|pouvez-vous|pourriez-vous|merci de|veuillez)\b"
    r"|(?<=\w)'ll\b|\b(?:comes|goes|leaves|arrives|calls|rings|pays|sends|takes|opens|starts|begins|brings|writes|delivers|follows|reopens|returns|meets|visits|turns \d+|turns \w+teen|fits|mends|repairs|replaces|collects)\b|\b(?:i|we|they|you|he|she) (?:come|go|leave|fly|travel|sail|move|arrive|call|ring|pay|send|take|open|start|begin|bring|write|deliver|return|meet|visit|fit|mend|repair|replace|collect)\b"
)
_ENDS = re.compile(
    r"(?:[!?;\n]|(?<!\bmr)(?<!\bmrs)(?<!\bms)(?<!\bdr)(?<!\bmme)(?<!\bm)(?<!\bst)(?<!\bste)\.)(?=\s|$)"
)
REACH = 160
"""Characters to either side in which the verb is looked for."""
_ASKS_NOW = re.compile(
    r"\b(?:do|does|is|are|can|may)(?:n't)? (?:the|this|that|there|it|you|we|i|they|your|our|my|all|any)\b"
    r"|\best-ce qu(?:e\b|')|\b(?:\w{3,}(?:ez-vous|-t-(?:il|elle|on)|-t-ils|ent-ils)|est-(?:il|elle|on)|sont-(?:ils|elles))\b|\by a-t-il\b"
)
"""Whoever asks what is, asks of a day or a month to come: "is the pool open in January?"."""
_OF_A_DEED = re.compile(
    r"\b(?:of|from|about|after|during|de|d'|apres|pendant) (?:my|our|his|her|their|mon|ma|mes|notre|nos) \w+ (?:in|en|on|du)? ?$"
)
"""But not who asks about what is over: "is there a record of my payment in December?"."""


_SINCE = re.compile(r"\b(?:since|depuis)(?: the| le| last)? ?$")


def looks(plain: str, start: int, end: int) -> tuple[bool, bool]:
    """Return whether a day at [start, end) is ahead, and whether it is behind; neither when no verb says so.

    The last verb before the day decides, without one the first after it in the sentence.

    >>> looks("i need it before the 29th.", 10, 25)
    (True, False)
    >>> looks("it did not come back until sunday.", 21, 33)
    (False, True)
    """
    before = _ENDS.split(plain[max(0, start - REACH) : start])[-1]
    after = _ENDS.split(plain[end : end + REACH])[0]
    if _SINCE.search(before):
        return False, True
    ahead, behind = _last(_AHEAD, before), max(_last(_BEHIND, before), 0)
    if ahead < 0 and not behind:
        weak = list(_BEHIND_WEAKLY.finditer(before))
        if weak:
            return False, not weak[-1]["now"]
        later, done = _first(_AHEAD, after), _first(_BEHIND, after)
        return later < done or (later == done and _asks_now(before, plain, end + len(after))), done < later
    return ahead > behind, behind > ahead


def _asks_now(before: str, plain: str, ends: int) -> bool:
    """Return whether a sentence that ends there asks what is, in the present."""
    return plain.startswith("?", ends) and bool(_ASKS_NOW.search(before)) and not _OF_A_DEED.search(before)


_GOES = "travel|fly|move|go|come|arrive|return|start|begin|sail|marry"
_IT_GOES = "flies|travels|arrives|(?:re)?opens|starts|begins|comes|goes"
_AHEAD_BY_MONTHS = re.compile(
    r"\b(?:will(?! you\b)|shall|won't|(?:am|is|are) going to|(?:am|is|are) (?:\w+ ){0,2}(?:travelling|traveling|flying|moving|leaving|going|coming|arriving|returning|starting|sailing|getting married|booked|planned|scheduled|due)"
    r"|(?:has|have) been (?:booked|planned|scheduled|arranged|moved|fixed|set|put)|(?:please|(?:want|wish|like|need) to|can you|could you|i|we) (?:book|reserve)|reserver|reservez"
    rf"|(?<!did )(?<!n't )(?:i|we|they) (?:{_GOES}|leave)|(?<!the )(?:{_IT_GOES})"
    r"|(?:vais|va|allons|allez|vont) \w+(?:er|ir|re)|pars|partons|(?:il|elle|on|qui|train|bus|vol|avion) part|(?<!ai )(?<!avons )(?<! a )(?<!ont )demenage(?:ons)?|revenons|reviens"
    r"|\w{2,}(?:erai|era|erons|eront|irai|ira|irons|iront|drai|dra|drons|dront|vrai|vra|vrons|vront))\b"
    r"|(?<=\w)'ll\b|(?<=\w)'(?:m|re|s) (?:going to|(?:travelling|traveling|flying|moving|leaving|going|coming|arriving|starting|booked|planned|scheduled|due)\b)"
)
_BOUGHT = re.compile(
    r"\b(?<!be )(?:bought|sold|flew|drove|rode|ran|caught|chose|were|was|taken|given|done|spent|written|stolen|drawn|withdrawn)\b"
    r"|(?<!je )(?<!j')(?<!on )\b(?:achete|paye|recu|commande|reserve|preleve|facture|debite|envoye|signe|emis|date|loue|verse)(?:e?s?)\b"
)
_ASKED_BY = re.compile(r"\b(?:by(?: the (?:end|middle|beginning) of)?|d'ici(?: a| en| fin| debut| mi)?) $")
_OF_IT = re.compile(
    r"(?:\b(?:of|from|for|since|last|like|pour|depuis|du mois de|derniere?)|(?<!\bmois )\bde|\bd') ?$"
)
_BOOKED_FOR = re.compile(
    r"(?:\b(?:am|is|are|been)|'(?:m|s|re)) (?:booked|planned|scheduled|due|set|fixed|arranged) for $"
    r"|\b(?:am|is|are)(?:n't)? (?:\w+ ){1,3}(?:until|till) $"
    r"|\bbe (?:done|ready|finished|changed|moved|open|closed|back) for $"
    r"|\b(?:please|to|can you|could you) (?:book|reserve)\b[^,;:]{0,40} for $|\breserve[rz]\b[^,;:]{0,40} pour $"
)
_AFTER_NOW = re.compile(r",? (?:next\b|of next year\b|prochain|de l'an(?:nee)? prochaine?\b)")


def month_looks_ahead(plain: str, start: int, end: int) -> bool:
    """Return whether a month without a day is one to come. Who asks for something mostly speaks of a month that is over.

    >>> month_looks_ahead("i shall move in march.", 16, 21), month_looks_ahead("please refund my pass from july", 26, 30)
    (True, False)
    """
    before = _ENDS.split(plain[max(0, start - REACH) : start])[-1]
    if _AFTER_NOW.match(plain, end) or _BOOKED_FOR.search(before):
        return True
    if _OF_IT.search(before) and not _ASKED_BY.search(before):
        return False
    done = max((each.end() for each in _done(before)), default=-1)
    ahead = _last(_AHEAD if _ASKED_BY.search(before) else _AHEAD_BY_MONTHS, before)
    if max(done, ahead) >= 0:
        return ahead >= done
    after = _ENDS.split(plain[end : end + REACH])[0]
    if not any(_done(after)) and _asks_now(before, plain, end + len(after)):
        return True
    return _first(_AHEAD_BY_MONTHS, after) < min((each.start() for each in _done(after)), default=REACH + 1)


def _done(words: str) -> Iterator[re.Match[str]]:
    yield from _BEHIND.finditer(words)
    yield from _BOUGHT.finditer(words)
    yield from (each for each in _BEHIND_WEAKLY.finditer(words) if not each["now"])


def _last(sign: re.Pattern[str], words: str) -> int:
    return max((found.end() for found in sign.finditer(words)), default=-1)


def _first(sign: re.Pattern[str], words: str) -> int:
    found = sign.search(words)
    return found.start() if found else REACH + 1
