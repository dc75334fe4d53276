"""Pledges: what a draft says we will do, and by when."""

import calendar
import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from presszero.pure.words import dates
from presszero.pure.words.normal import level, one_line
from presszero.pure.words.shapes import Pledge, SettledPledge, Span

SENTENCE_AT_MOST = 600
"""Characters of one sentence in which a promise is looked for; patterns with long subjects cost too much beyond."""
SOON = timedelta(days=60)
"""A present tense ("we send it on Friday") is only taken for a promise of the next weeks."""
DAY_ENDS = time(17, 0)
"""A promise for a day without an hour falls due then, in the time zone of the instant it is written."""

_NOUN = r"(?!(?:i|we|it|they|you|she|he|there|and|but|so|then|that|which|who|will|to)\b)[a-z][a-z'-]{0,20}"
_WHO_EN = (
    r"(?:i|we|it|they|she|he|someone|somebody|there|(?:our|my|the|a|an|your|this|that|these|each|every|both|all|another|one of (?:our|my)) "
    rf"(?:{_NOUN} ){{0,4}}?{_NOUN}(?: (?:you|we|i) [a-z]+(?: for| to| about| from)?| of (?:the |our |your )?{_NOUN}| and (?:the |our |a )?{_NOUN}){{0,2}}|{_NOUN}(?: {_NOUN})?)"
)
_ENGLISH = re.compile(
    rf"(?<![\w'])(?P<who>{_WHO_EN})(?:(?P<modal>'ll| will(?: also| then| now| personally| of course| certainly)?| shall| (?:am|are|is) (?:now |also )?going to|'m going to|'re going to| (?:promise|undertake|commit|pledge) to)"
    r" (?!not\b|never\b|no longer\b|have to\b|need to\b|understand\b|appreciate\b|agree\b|see that\b|know\b|admit\b|be honest\b)(?P<what>[a-z]+)| (?P<being>(?:is|are) (?:now )?being (?P<act>[a-z]+)))"
)
# Said of the customer, or of now, and yet a promise of ours.
_ENGLISH_TOO = re.compile(
    r"(?P<who>\byou)(?:'ll| will| shall)(?: \w+ly| also| then| now)? (?:receive|get|have|hear|see|be (?:paid|refunded|reimbursed|contacted|called|told|informed|credited|given|sent|notified|compensated))\b(?! to\b| heard| seen| read| noticed| any questions)"
    r"|^(?P<who2>expect) (?:the|a|an|your|our|my)\b"
    r"|(?<![\w'])(?P<who3>i|we)(?:'m| am|'re| are) (?:now |also |already |today )?(?!sorry|writing|looking|hoping|trying|aiming|striving|working|doing|experiencing|facing|having|going|happy|glad|committed|being|seeing|making|taking (?:your|this|it|all)|asking (?:for|you)|wondering|getting|constantly|continuously|always|talking|answering|using)(?:[a-z]{2,}ing)\b"
    r"|(?<![\w'])(?P<who4>i|we)(?: won't| will not| shall not|'ll not|'ll never| will never) (?:charge|bill|fine|close|cancel|pursue|collect|debit|deduct|let|rest|forget|use|share|send|happen|do (?:this|that|it|so))\b"
    r"|\b(?P<who5>(?:a|an|the|your|our) (?:[a-z0-9.,€]+ ){1,4}?)(?:leaves (?:us|here|the)|goes (?:out|back|off)|is on its way|comes (?:to you|back)|reaches you|follows) "
    r"|(?P<who7>\b(?:it|this|that|he|she|they|(?:the|your|our|a|an|both|all) (?:[a-z0-9.,€-]+ ){0,4}?(?:[a-z0-9-]+)))(?: (?:has|have) (?:now |already )?been| is| are)(?: now)? (?:scheduled|booked|planned|arranged|pencilled in|set down) (?:for|to)\b"
    r"|(?P<who8>\b(?:it|this|they|(?:the|your|our|a|an) (?:[a-z0-9.,€-]+ ){0,4}?(?:[a-z0-9-]+)))(?: (?:should|ought to) (?:now |then )?(?:be (?:with you|back|ready|fixed|repaired|there|in your)|reach you|arrive)| (?:is|are) to be [a-z]+(?:ed|n|t)\b| (?:is|are) due to (?:be [a-z]+|arrive|reach))"
    r"|(?P<who9>\byou) (?:can|may|should) (?:now )?expect (?!delays?|longer|some)(?:to|a|an|the|our|your|it|us|my)\b|(?P<who10>\bleave) (?:it|this) with (?:me|us)\b|(?P<who11>\byou) have my (?:word|promise)\b|(?P<who12>\blet me) [^.!?]{3,80}\b(?:get|come|call|write|ring|report) back\b"
    r"|(?P<who16>^(?:if|when|once|as soon as|should) [^,]{3,80}, (?:the|your|our|a|an|my) (?:[a-z0-9]+ ){0,2}?[a-z0-9]+) (?:goes? (?:out|back|off)|leaves?|lets you|gets? [a-z]+|is (?:[a-z]+ed|paid|sent)|brings?|takes?|comes?|follows?)\b|(?P<who17>\b[a-z]+) is (?:on (?:his|her|its|their) way|coming|looking into it|working on it)[^.!?]{0,40}? and will [a-z]+\b"
    r"|(?P<who6>\b(?:i|we)) (?:guarantee|promise|undertake)(?: you)?(?: that| to)?\b"
)
_ACTS = "call|ring|phone|write|send|refund|repay|pay|bring|come|visit|repair|fix|mend|replace|exchange|collect|fetch|deliver|check|test|speak|talk|return|put|hang|fit|install|remove|cancel|waive|correct|credit|transfer|post|print|open|reopen|start|begin|finish|clean|clear|empty|inspect|look|decide|answer|reply|report|take|drive|move|add|change|publish|announce|train|meet you"
_DATED = re.compile(
    rf"(?<![\w'])(?:(?P<who>i|we) (?:(?:now|then|also|both) )?(?:{_ACTS})\b"
    r"|(?P<who13>she|he|(?:mr|mrs|ms|dr)\.? [a-z]+(?: [a-z]+)?(?: in [a-z]+|, [^,]{3,40},)?|(?:my|our) (?:[a-z]+ ){0,2}?[a-z]+|the (?:[a-z]+ ){0,2}?(?:team|crew|engineer|driver|fitter|firm|contractor|workshop|technician|courier|office|carpenter|plumber|electrician)) "
    r"(?:calls|rings|phones|writes|sends|refunds|pays|brings|comes (?:to|round|on|by|back|tomorrow|today|this)|visits|repairs|fixes|mends|replaces|exchanges|collects|fetches|delivers|checks|speaks|returns|puts|hangs|fits|installs|removes|cancels|corrects|credits|opens|starts|begins|cleans|clears|empties|inspects|answers|replies|takes|moves|changes)\b"
    r"|(?P<who14>(?:all|both|the|your|our|these|those|every|each) (?:\d+ )?(?:[a-z]+ ){0,2}?[a-z]+) (?:gets? (?:[a-z]+(?:ed|t|n)|done|read)|goes? (?:out|back|off|up)|leaves?)\b"
    r"|(?P<who15>(?:le|la|l'|un|une|notre|nos|mon|ma|votre|les) ?(?:(?!a |ont |est |sont |avait )[a-z]+ ){0,2}?(?!(?:a|ont|est|sont|avait|ete)\b)[a-z]+) (?:sonne|passe|vient|nettoie|repare|livre|remplace|part|appelle|arrive|intervient|commence|installe|change|pose|ouvre|ecrit|rappelle|verse|rembourse|corrige|envoie|s'occupe)\b)"
)
"""Somebody of ours in the present tense: a promise where a day to come stands with it ("We send it on Friday")."""
_USUALLY = re.compile(
    r"\b(?:always|usually|normally|generally|often|every|each|regularly|as a rule|on (?:mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays)|toujours|habituellement|en general|chaque|tous les|toutes les)\b"
)
_EMPTY_WHAT = re.compile(
    r"(?:(?:be|is|are) (?:cold|hot|warm|wet|dry|dark|windy|sunny|snowing|raining|glad|happy|pleased|delighted|grateful|sure|careful|aware|closed|subject|necessary|required|difficult|possible|impossible|unable)\b|help (?:us|me)\b|continue\b|(?:always |certainly )?(?:strive|endeavou?r|aim|try|do (?:our|my|everything|all)|make every|hope|welcome|look forward|remain|need|depend|vary|require|understand|agree|notice|appreciate|cost|apply|rain|snow)\b)"
)
_THREAT = re.compile(r"\b(?:fee|fine|penalty|charge|reminder|surcharge|interest|frais|amende|penalite)s?$")
_FUTURE = r"[a-z]{2,20}(?:erai|irai|drai|rrai|vrai|erons|irons|drons|rrons|vrons|era|ira|dra|rra|vra|eront|iront|dront|rront|vront|aurai|auront|aura|aurons|serai|serons|sera|seront)"
_NOM = r"(?!(?:et|mais|ou|je|nous|vous|on|il|elle|ils|elles|que|qui|donc)\b)[a-z][a-z0-9'-]{0,20}"
_FRENCH = re.compile(
    rf"(?<![\w'])(?P<who>je|j'|nous|on|il|elle|ils|elles|cela|(?:notre|nos|mon|ma|mes|le|la|les|l'|un|une|votre|vos|ce|cette|des|chaque) ?(?:{_NOM} ){{0,4}}?{_NOM})"
    rf" ?(?P<obj>(?:(?:vous|le|la|les|lui|leur|y|en|se|nous) |l'|s'|m'){{0,2}})(?:(?P<what>(?:{_FUTURE}|aura|auront|sera|seront|aurai|aurons|serai|serons|ferai|ferons|fera|feront))\b|(?P<going>(?:vais|allons|va|vont) (?:(?:vous|le|la|les|lui|leur|y|en) |l'|m'){{0,2}}(?P<act>[a-z]{{2,20}}(?:er|ir|re|oir)))\b)"
)
_FRENCH_TOO = re.compile(
    r"(?<![\w'])(?P<who>je |j'|nous |quelqu'un(?: [a-z']+){0,3} |un(?:e)? (?:[a-z]+ ){1,3})(?:m'engage a|nous engageons a|vous promet\w*|promettons|va |vais |allons )"
    r"|(?<![\w'])(?P<who5>je |nous |j'|on )(?:(?:reviens|revenons|revient) vers vous|vous (?:tiens|tenons|tient) (?:au courant|informee?s?)|m'en (?:occupe|charge)|(?:fais|faisons) le necessaire|vous (?:rappelle|rappelons|recontacte|recontactons|rembourse|remboursons) (?:des|demain|ce|cet|avant|d'ici|sous|lundi|mardi|mercredi|jeudi|vendredi))\b|(?P<who6>\bvous) (?:pouvez compter sur|avez ma parole)\b|(?P<who7>(?:le|la|votre|notre|l'|un|une) ?(?:[a-z']+ ){1,4})(?:est|sont) (?:prevue?s?|programmee?s?|fixee?s?|planifiee?s?) (?:le|pour|au|a|lundi|mardi|mercredi|jeudi|vendredi|samedi|demain)\b|(?P<who8>(?:le|la|votre|notre|l'|un|une) ?(?:[a-z']+ ){1,4})(?:devrait|devraient) (?:vous (?:parvenir|arriver)|etre (?:repare|rembourse|livre|pret|regle|retabli)\w*)\b"
    r"|(?P<who9>^(?:des que|lorsque|quand|si) [^,]{3,80}, (?:le|la|l'|votre|notre|un|une) ?(?:[a-z]+ ){0,2}?[a-z]+) (?:part|arrive|suit|vient|passe)\b"
    r"|(?<![\w'])(?P<who2>je |nous )(?:transmets|transmettons|fais (?:le |un )|lance |saisis )"
    r"|(?<![\w'])(?P<who3>je |nous |j'|on |un(?:e)? (?:[a-z]+ ){1,2}|(?:le|la|notre|votre|vos|les) (?:(?!a |ont |est |sont |avait |avaient |etait |ete )[a-z]+ ){1,3})(?:(?:vous|le|la|les|lui|leur|y|en|l') ?){0,2}(?!avons|ai\b|etions|etais|sommes|suis|est\b|sont\b|ont\b|avait|avaient|etait|etaient|aviez|regrett|remerci|compren|prion|prie)[a-z]{3,}\b[^.!?]{0,80}\b(?:ce soir|demain|apres-demain|d'ici|sous \w+ (?:jours|heures)|dans la (?:journee|semaine)|la semaine prochaine|cet apres-midi|des (?:demain|lundi|mardi|mercredi|jeudi|vendredi))\b"
    r"|(?P<who4>\bvous) (?:recevrez|aurez|obtiendrez|serez (?:rembours\w+|rappel\w+|contact\w+|prevenu\w*|informe\w*|credite\w*))\b"
)
_NO_VERB = re.compile(
    r"\b(?:esperons|considerons|preferons|rencontrons|montrons|pleuvra|neigera|gelera|fera (?:beau|froid|chaud))\b"
)
_NEVER_WHO = frozenset(["you", "vous", "which", "what", "who", "that"])
_ASKED = re.compile(
    r"(?:\b(?:whether|why|how|when|where|what|who|if|asked (?:if|whether)|si|pourquoi|comment|quand|combien|que vous|hope|think|believe|expect|esperons|esperons que|pensons|espere que|(?:cannot|can't|could not) (?:promise|say)(?: that)?|ne (?:peux|pouvons)[^,]{1,20}(?:promettre|dire)[^,]{0,8})\b[^,;:]{0,30})$"
)
_CONDITION = re.compile(r"^(?:if|when|once|as soon as|should|si|des que|lorsque|quand)\b[^,]{1,160},? $")
_NOT = re.compile(r"^ ?(?:not|never|no longer|pas|jamais|plus)\b")
_HOUR_BEFORE = re.compile(rf"(?:before |by |at |until |avant |a |pour )?(?:{dates.TIME.pattern})")
_FROM_NOW = re.compile(
    rf"\b(?P<n>{dates.NUMBER}) (?P<working>working |business )?(?P<unit>hours?|days?|weeks?|fortnights?|months?|minutes?)(?: from (?:now|today)|'?s? time)\b(?P<ouvres>)"
)
_WITHIN = re.compile(
    rf"\b(?:within|in|inside|under|sous|dans(?: un delai de)?|d'ici|avant|en) (?:the next |les )?(?P<n>{dates.NUMBER}|the) "
    r"(?P<working>working |business )?(?P<unit>hours?|days?|weeks?|months?|minutes?|heures?|jours?|semaines?|mois)\b(?P<ouvres> ouvr(?:es|ables))?"
)
_IN_YEAR = re.compile(r"\b(?:in|during|by the end of|en|courant|d'ici fin) (20\d\d)\b")
_PERIOD = re.compile(
    r"\b(?P<today>today|this (?:morning|afternoon|evening)|by the end of (?:the|today's) day|aujourd'hui|dans la journee|ce soir|cet apres-midi)\b"
    r"|\b(?P<week>(?:this|during the|in the course of the|by the end of the|by the end of this|before the end of the|before the end of this|cette|dans la|d'ici la fin de la|avant la fin de la) (?:week|semaine)|before the weekend|avant le week-end)\b"
    r"|\b(?P<next>(?:by the end of |before the end of |in |during )?next week|la semaine prochaine|d'ici la fin de la semaine prochaine)\b"
    r"|\b(?P<month>(?:this|(?:by|for|at|before) the end of the|by the end of this|d'ici la fin du|avant la fin du) (?:month|mois)|ce mois-ci|d'ici fin du mois)\b"
    rf"|\b(?:by the end of|before the end of|before|in the course of|d'ici (?:la )?fin|avant la fin (?:de|du mois de|d'))(?: of)? ?(?P<named>{dates.MONTH})\b(?: is (?:out|over))?(?! \d)"
)


def pledges_in(
    draft: str, parts: Sequence[Span], at: datetime, settled: Sequence[SettledPledge] = ()
) -> list[Pledge]:
    """Return the promises among the sentences of a draft, in order, one a sentence.

    A pledge has someone of ours, or a thing of ours, as its subject and lies ahead. Questions, denials, hopes and
    what "you will" do are none; "if you send it, we will" is one. at: when the draft is written; it resolves the
    due words, in its own time zone.
    """
    known = {_key(each.quote) for each in settled}
    plain = level(draft)
    found = []
    for part in parts:
        words = plain[part.start : part.end]
        due_at, due_words = due_of(words, at)
        if hit := _pledge_in(words) or (_dated_in(words) if due_at and at < due_at < at + SOON else None):
            quote = draft[part.start : part.end]
            shown = draft[part.start + due_words[0] : part.start + due_words[1]] if due_words else ""
            begins, ends = hit.span(
                next(name for name, said in hit.groupdict().items() if said and name[:3] == "who")
            )
            who = draft[part.start + begins : part.start + ends].strip()
            what = one_line(draft[part.start + ends : part.end]).rstrip(" .!;")
            found.append(
                Pledge(part.start, part.end, quote, who, what, due_at, shown, _settled(quote, known))
            )
    return found


def _key(quote: str) -> str:
    return one_line(level(quote)).strip(" .!,;:\"'")


def _settled(quote: str, known: set[str]) -> bool:
    key = _key(quote)
    return key in known or any(len(each) >= 12 and each in key for each in known)


def _pledge_in(words: str) -> re.Match[str] | None:
    words = words[:SENTENCE_AT_MOST]
    if words.rstrip(" \"')").endswith("?"):
        return None
    for pattern in (_ENGLISH, _FRENCH):
        for hit in pattern.finditer(words):
            if _is_pledge(words, hit):
                return hit
    too = _ENGLISH_TOO.search(words) or _FRENCH_TOO.search(words)
    return too if too and not _ASKED.search(words[: too.start()]) else None


def _dated_in(words: str) -> re.Match[str] | None:
    words = words[:SENTENCE_AT_MOST]
    if words.rstrip(" \"')").endswith("?") or _USUALLY.search(words):
        return None
    hit = _DATED.search(words)
    return hit if hit and not _ASKED.search(words[: hit.start()]) else None


def _is_pledge(words: str, hit: re.Match[str]) -> bool:
    who = hit["who"].split()
    if {who[0], who[-1]} & _NEVER_WHO or _NOT.match(words[hit.end() :]) or who[-1].startswith(("n'", "ne")):
        return False
    if re.search(r"\bn[e'] ?$|\bn[e'] ", hit.group()) or re.search(
        r"\b(?:you|vous|to)$", words[: hit.start()].rstrip()
    ):
        return False
    rest = words[hit.end("who") :].lstrip()
    if _EMPTY_WHAT.match(re.sub(r"^(?:'ll|will|shall|'re|are) ", "", rest)) or _NO_VERB.search(hit.group()):
        return False
    if _THREAT.search(hit["who"]) and re.match(r"(?:if|unless|si)\b", words):
        return False
    before = words[: hit.start()]
    return not _ASKED.search(before) or bool(_CONDITION.match(before))


def due_of(words: str, at: datetime) -> tuple[datetime | None, tuple[int, int] | None]:
    """Return when the levelled words fall due, and the span of the words that say so; (None, None) without any."""
    try:
        return _within(words, at) or _on_day(words, at) or _in_period(words, at) or (None, None)
    except OverflowError:
        return None, None


def _within(words: str, at: datetime) -> tuple[datetime, tuple[int, int]] | None:
    found = _FROM_NOW.search(words) or _WITHIN.search(words)
    number = 1 if found and found["n"] == "the" else dates.number_of(found["n"]) if found else None
    if found and found["n"] == "the" and not found.group().startswith("within the"):
        return None
    if found is None or number is None:
        return None
    unit = found["unit"][:2]
    if unit in ("ho", "he"):
        return at + timedelta(hours=number), found.span()
    if unit == "mi":
        return at + timedelta(minutes=number), found.span()
    if found["working"] or found["ouvres"]:
        return _at(_working_days(at.date(), number), DAY_ENDS, at), found.span()
    if unit == "mo":
        return _at(_months_on(at.date(), number), DAY_ENDS, at), found.span()
    days = {"fo": 14, "da": 1, "jo": 1, "we": 7, "se": 7}.get(unit, 30)
    return _at(at.date() + timedelta(days=number * days), DAY_ENDS, at), found.span()


def _months_on(day: date, number: int) -> date:
    """Return the same day that many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _working_days(day: date, number: int) -> date:
    """Return the day that many working days later; Monday to Friday, holidays are not known here."""
    weeks, rest = divmod(min(number, 2000), 5)
    day += timedelta(weeks=weeks)
    while rest or day.weekday() > 4:
        day += timedelta(days=1)
        rest -= day.weekday() <= 4 and rest > 0
    return day


def _on_day(words: str, at: datetime) -> tuple[datetime, tuple[int, int]] | None:
    for found in dates.DAY.finditer(words):
        if found["alone"] or (found["before"] or "").strip() in ("last", "since"):
            continue
        day = dates.day_of(found, at, forward=True)
        if day is None or day < at.date():
            continue
        hour, end = _hour_beside(words, found)
        start = found.start()
        if lead := re.search(
            r"(?:\b(?:by|on|before|until|no later than|le|avant|d'ici|au plus tard(?: le)?|pour|for)(?: le| the)? )$",
            words[:start],
        ):
            start = lead.start()
        return _at(day, hour or DAY_ENDS, at), (start, end)
    return None


def _hour_beside(words: str, found: re.Match[str]) -> tuple[time | None, int]:
    """Return the time of day that directly follows a day, and where the words of both end."""
    after = words[found.end() : found.end() + 40]
    gap = re.match(r"[ ,]{1,2}", after)
    beside = _HOUR_BEFORE.match(after, gap.end()) if gap else None
    clock = dates.clock_of(beside) if beside else None
    if beside is None or clock is None:
        part = found["word"] or ""
        return (time(12, 0) if "morning" in part or "matin" in part else None), found.end()
    return time.fromisoformat(clock), found.end() + beside.end()


def _in_year(words: str, at: datetime) -> tuple[datetime, tuple[int, int]] | None:
    found = _IN_YEAR.search(words)
    if found is None or int(found[1]) <= at.year:
        return None
    return _at(date(int(found[1]), 12, 31), DAY_ENDS, at), found.span()


def _in_period(words: str, at: datetime) -> tuple[datetime, tuple[int, int]] | None:
    found = _PERIOD.search(words)
    if found is None:
        return _in_year(words, at)
    friday = at.date() + timedelta(days=(4 - at.weekday()) % 7)
    if found["week"]:
        return _at(friday, DAY_ENDS, at), found.span()
    if found["next"]:
        monday = at.date() + timedelta(days=7 - at.weekday())
        return _at(monday + timedelta(days=4), DAY_ENDS, at), found.span()
    if found["named"]:
        month = dates.MONTHS[found["named"]]
        year = at.year + (month < at.month)
        if (
            "end" in found.group()
            or "fin" in found.group()
            or " is " in found.group()
            or "course" in found.group()
        ):
            return _at(date(year, month, calendar.monthrange(year, month)[1]), DAY_ENDS, at), found.span()
        return _at(date(year, month, 1) - timedelta(days=1), DAY_ENDS, at), found.span()
    if found["month"]:
        first = (at.date().replace(day=1) + timedelta(days=32)).replace(day=1)
        return _at(first - timedelta(days=1), DAY_ENDS, at), found.span()
    return _at(at.date(), DAY_ENDS, at), found.span()


def _at(day: date, hour: time, like: datetime) -> datetime:
    return datetime.combine(day, hour, tzinfo=like.tzinfo)
