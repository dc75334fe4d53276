"""Figures of a letter: times, durations, amounts, routes, references and counts. Works on levelled text."""

import re
from collections.abc import Iterator

from presszero.pure.words import clocks, dates, naming
from presszero.pure.words.spelled import SPELLED, spelled

Found = Iterator[tuple[int, int, str | None]]

_MONEY = r"\d{1,2}(?:,\d{2}){1,3},\d{3}(?:\.\d{1,2})?|\d{1,3}(?:[ .,']\d{3}){0,3}(?:[.,]\d{1,2})?|\d{1,9}(?:[.,]\d{1,2})?"
_PAID = (
    "gift cards? for|cards? for|vouchers? for|cheques? for|tickets? for|bought for|sold for|charges|asks|asked for|want|wants|adds|add|gave me|offered me|is now|minus|paid|pay|paying|payed|charged|charged me|charged us|value at|valued at|worth|cost|costs|cost me|costs me|cost us|owe|owed|spent|refunded|fined|fined me|fined her|fined him|"
    "fee|fee of|fine|fine of|bill of|deposit of|refund of|price of|invoice of|charge of|charges of|total of|payment of|sum of|voucher of|rent of|"
    "paye|payer|coute|verse|debourse|preleve|facture|amende de|frais de|somme de|montant de|facture de|caution de|remboursement de"
)
_AMOUNT = re.compile(
    rf"(?<![\w.,:])(?:(?:€|\$|£|eur|chf|usd|gbp|inr|cad|aud|rs\.?) ?(?P<a>{_MONEY})(?![\d])"
    rf"|(?P<b>{_MONEY}) ?(?:€|\$|£|(?:euros?|eur|dollars?|pounds?|quid|francs?|chf|rupees?|inr|zloty|kroner|kronor|rand|pence|cents?|livres sterling)\b)"
    rf"|\b(?P<w>{SPELLED}) (?:euros?|dollars?|pounds|quid|francs)\b"
    r"|(?P<c>\d{1,5}[.,]\d{2})(?![\d%.,:/]\d|\d| ?(?:%|km|kg|m\b|h\b|a\.?m|p\.?m))"
    r"|(?P<e>\d{1,6})[.,]-(?!\d)|(?P<g>\d{1,3}(?:[,']\d{3})+(?:\.\d{2})?)(?![\d,]| ?(?:people|km|metres|steps|litres|kwh|words|signatures|residents))|(?P<h>\d{1,3}(?:\.\d)?) ?p(?: each)?\b(?!\.? ?m)"
    rf"|(?:about |around |over |some )?(?P<f>\d{{1,5}})(?= (?:each\b|apiece\b|worth\b|per (?:month|year|week|person)\b)))"
    rf"|\b(?:{_PAID}) (?:me |us |about |over |nearly |almost |only |another |environ )?(?P<d>\d{{1,3}}(?:[,']\d{{3}})+(?:\.\d{{2}})?|\d{{1,3}}(?: \d{{3}})+(?:,\d{{2}})?(?= ?(?:€|euros?\b|eur\b|francs?\b|chf\b))|\d{{1,6}}(?:[.,]\d{{1,2}})?)\b(?![.,]?\d)"
    r"(?! ?(?:min|hour|day|week|month|year|times|people|km|kg|%|heure|jour|semaine|mois|fois|ans\b|h\b)|[.:/-]\d|\d)"
)
_COIN = re.compile(r" ?(?:[€$£](?!\w)|(?:euros?|eur|dollars?|pounds?|quid|francs?|chf|livres sterling)\b)")
_COINED = re.compile(r"(?:€|euros?|dollars?|pounds?|francs?)$")
_CENTS = re.compile(
    r" ?(\d{2})\b(?: (?:pence|cents?|centimes?)\b)?(?![.,:/-]\d| ?(?:%|h\b|am\b|pm\b|(?:min|hour|day|week|month|year|time|people|person|passenger|customer|heure|jour|semaine|mois|ans?\b|fois|km|kg)))"
)
"""The cents told after the coin: "5 pounds 40", "12 euros 50"."""
_LINES = "line|bus|route|tram|train|lines|buses|trolleybus|service|night bus|school bus|bus scolaire|bus de nuit|autobus|navette|ligne|lignes|metro|number|car scolaire|le bus|le car|the no\\.?"
_COUNTED_BESIDE = "min|hour|hrs?\\b|h\\b|sec|day|heure|jour|people|passenger|person|times\\b|fois\\b|met|km\\b|years|ans\\b|€|euro|pound"
"""What is counted by a figure that follows the name of a line, and is no part of it: "bus 12 20 minutes late"."""
_ROUTE = re.compile(
    rf"\b(?:{_LINES}) (?:no\.? |number |n° ?|numero )?(?P<a>[a-z]{{0,2}}\d{{1,3}}[a-z]?)\b(?![.:,]\d| \d\d \d\d| \d{{3,}}(?! ?(?:{_COUNTED_BESIDE}))| ?(?:€|euro|min|hour|people|times))"
    r"|\b(?:not one|no|an?|the|my|every|any|that|this|next|last|missed|one) (?P<c>\d{1,3}[a-z]?) (?:bus|tram|trolleybus)\b(?! (?:tickets?|rides?|stops?|connections?|passes|fares?|drivers?|lanes?|tours?|trips?)\b)"
    r"|\b(?:tram|metro|rer|ligne|line|bus) (?P<letter>[a-z])\b(?!')(?! (?:\w+ ){0,1}(?:is|a)\b)(?<! a)"
    r"|\b(?:the|le|du|au|la) (?P<b>[cnx]\d{1,3}|(?!\d{1,3}e\b)\d{1,3}[a-z]?)(?=(?: (?:bus|tram|driver|no longer|never|stops?|came|comes|was|is|did|does|doesn't|didn't|runs?|at|from|to|towards|back|refused|broke|home|again|always|going|ever|line|and|or|which|that|in|on|ne|n'est|est|a|qui|en|vers|pour|jusqu)\b|'s\b|[,;:!?]|\.(?:\s|$)| n'|$))"
)
_REFERENCE_NOUNS = (
    "confirmation|citation|certificate|registration|plate|fare|penalty|docket|survey|style|acct|tenancy|item|notice|asset|locker|bike|vehicle|plate|badge|prescription|application|appeal|project|lot|log|logement|avis|mandat|order|orders|ref|reference|report|ticket|case|request|invoice|receipt|bill|booking|customer|account|card|permit|file|policy|claim|contract|meter|parcel|tracking|member|membership|complaint|incident|job|serial|student|patient|"
    "recu|commande|commandes|dossier|facture|demande|signalement|client|compte|carte|reservation|contrat|colis|compteur|adherent|suivi|police|sinistre"
)
_REFERENCE = re.compile(
    rf"\b(?:{_REFERENCE_NOUNS})\b"
    r"(?: (?:is|was|est))?[ .:#(-]{0,3}(?:(?:no|number|nr|num|n°|numero|id|code|ref)[ .:#°]{1,3})?(?:(?:is|was|est)[ :]{1,2})?(?!(?:is|was|are|est|and|of|for|on|at|in|to|the|no|from|by|de|du|le|la|et|en|au) )(?P<a>[a-z]{0,4}[-/]?\d[\da-z/-]{2,20}(?: \d{3,5}){1,3} \d{2}(?! ?(?:people|passengers|min|h|euros?|times|days|hours|fois|jours|personnes)\b)|[a-z]{0,4}[-/]?\d[\da-z/-]{2,20}(?: \d{3,5}){0,3}|\d[a-z](?: \d{2,5}){2,5}|[a-z]{1,4} \d{1,5}(?:[ -]\d{2,5}){1,3}(?: [a-z]{2}\b)?|\d{1,2} \d{3} \d{3,4}|\d{2}(?! \d))\b"
    r"|(?<![\d/])(?P<m>\d{3}/\d{4}/\d{5})(?![\d/])|(?<![\w-])(?P<n>[1-9]-[a-z]{3}-\d{3})\b"
    r"|\b(?P<l>[a-z] \d{3} \d{3}|\d{2} \d{2} \d{3} \d{3} \d{3})\b(?!')"
    r"|(?:\bn°|\bnumero|(?<![\w.])no\.) ?(?P<i>\d{3,8}[/-]\d{2,8}(?:[/-]\d{2,8})?|\d{2,8}/\d{3,8}|\d{4,8})\b(?![.,:/]\d| \d)|\b(?:ends?|ending|finit|finissant|termin\w+)(?: (?:in|with|by|par|en))? (?P<k>\d{3,4})\b(?![.,:/]\d)"
    r"|\b(?P<b>[a-z]{2,5}-?\d{2,9}(?:-\w{1,6})?|[a-z]{1,4}-?\d{4,9}[a-z]{1,2}|(?=[a-z\d]*\d[a-z\d]*\d[a-z\d]*\d)(?=[a-z\d]{0,3}[a-z])(?![a-z\d]*[a-z]{4})[a-z\d]{8,16}(?<!kwh)(?<!km))\b(?!')|\b(?P<c>\d{2,6}-\d{2,6}(?:-\w{1,6})?|\d{3,6}-[\da-z]{1,6}(?:-\w{1,6})?|[a-z]{1,3}-\d{1,4}-\d{2,6}|\d{3,6}-[a-z]{1,4}-\d{2,6}|[a-z]-\d{3,6})\b|\b(?P<e>[a-z]{1,4}(?:/[a-z]{1,4})?/\d{2,6}(?:[/-][\da-z]{1,6})*|(?:film|form|plot|lot|unit|locker|bike|box|notice) \d{2,6})\b|\b(?P<f>(?!(?:in|at|on|of|to|by|for|the|and|was|are|is|bus|no|about|over|from|until|since|than|only|with|till|line|page|room|flat|en|de|du|le|la|et|au|sur|par|ans|fin|mai|juin|june|july|may|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|year|an)\b)[a-z]{2,4} \d{4,6}(?:[ -]\d{1,6}){0,3})\b(?! ?(?:euros?|people|km))|(?<![\w.,:/#+-])(?P<h>(?:\+|00)\d{2} ?(?:\(0\) ?)?\d(?:[ -]?\d){7,11}|0\d{2,5}[ /-]\d{3,8}(?:[ -]\d{2,4})?|0\d{3}(?: \d{2}){3}(?! \d)|\d{3}[ .-]\d{3}-\d{4}|\(\d{3}\) ?\d{3}[ .-]\d{4}|(?<!\d )0\d{2,5})\b(?![\w:/-]|[.,]\d)|(?<![\d.,€$£+])\b(?P<g>\d{1,4}(?: \d{2,4}){2,4}|\d{4} \d{3} \d)\b|(?<![\d.,€$£+])\b(?P<d>\d{6,14})\b(?![.,]\d)"
)
_NOT_A_REFERENCE = re.compile(
    r"(?:covid|iso|din|en|gb|mb|km|kw|kwh|dec|nov|oct|sep|aug|jul|jun|apr|mar|feb|jan)-?\d|\d{4}-\d\d(?:-\d\d)?$|(?:[a-z]{2,4} )?(?:19|20)\d\d$"
)
_AGE = re.compile(
    r"(?:(?:fils|fille|enfants?|bebe|garcon|jumeaux) (?:\w+ )?de|j'(?:ai|avais)|\b(?:il|elle|qui) a|\b[mst]es|\bages?(?:e|es|s)? de| aged|\b(?:baby|child|son|daughter|he|she|who|twins) (?:is|are)|\b(?:he|she)'s) ?$"
)
"""What stands before the age of a person, which is no length of time."""
_LASTS = re.compile(
    r"\b(?:do|did|last|lasts|lasted|within|in|for|after|about|around|nearly|almost|over|half|than|another|waited|waiting|waits?|took|takes|lost|spent|once|depuis|pendant|durant|apres|dans|attendu|attendre|attends|pres d'|plus d'|il y a|d'ici|sous|cela fait|ca fait|perdu|passe|since|every half|least|least one|full|whole) ?$"
)
"""What stands before "an hour" when it is a length; elsewhere it says "each hour"."""
_DURATION = re.compile(
    rf"\b(?P<half>half an hour|une demi-heure|a quarter of an hour|un quart d'heure|an hour and a half|une heure et demie)\b"
    rf"|\b(?P<n>\d{{1,2}}[.,]\d|{dates.NUMBER})(?P<more> and a half)?[ -]?(?:(?:more|full|whole|good|working|business|calendar|long|solid|entire|straight) |jours? ouvres )?"
    r"(?P<unit>minutes?|mins?|min\b|hours?|hrs?|heures?|h(?=[ .,;:!?)]|$)|days?|jours?|weeks?|semaines?|months?|mois|years?|ans?|annees?|nights|nuits|fortnights?|journees?)\b(?P<demi> et demie?| and a half)?(?P<quart> et (?:un )?quart| and a quarter)?(?![ -](?:old|late fee))"
)
_UNITS = {"mi": "PT{}M", "h": "PT{}H", "d": "P{}D", "j": "P{}D", "n": "P{}D", "w": "P{}W", "s": "P{}W", "mo": "P{}M", "y": "P{}Y", "a": "P{}Y"}  # fmt: skip
_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("second 2nd deuxieme seconde 2e 2eme", "third 3rd troisieme 3e 3eme", "fourth 4th quatrieme 4e 4eme", "fifth 5th cinquieme 5e 5eme",
         "sixth 6th sixieme 6e", "seventh 7th septieme 7e", "eighth 8th huitieme 8e", "ninth 9th neuvieme 9e", "tenth 10th dixieme 10e"),
        start=2,
    )
    for name in names.split()
}  # fmt: skip
_MEASURES = r"mm|cm|bar|kw|gb|km|kms|kilometres?|kilometers?|metres?|meters?|miles?|cubic metres?|square metres?|m3|m2|degrees?|degres?|kg|kilos?|grams?|litres?|liters?|kwh|percent|per cent|pour cent|steps|stops|marches"
_NOT_COUNTED = "was|is|has|this|us|does|as|his|its|goes|says|years|plus|moins|sous|dans|sans|tous|nous|vous|pas|always|less|news|hours|days|weeks|months|minutes|mins|hrs|euros|pounds|dollars|heures|jours|semaines|mois|ans|annees|unless|towards|sharp|others|yes|perhaps|across|nights|nuits|digits|things|wishes|comments|remarks|questions|sujets|questions|choses|remarques|means|asks|tenants|accounts|units|volumes"
_SMALL = "one|two|three|four|five|six|seven|eight|nine|ten|deux|trois|quatre|cinq|sept|huit|neuf|dix"
"""A number before what is counted is the count itself: of "139 two times" it is two."""
_COUNT = re.compile(
    rf"\b(?P<n>{dates.NUMBER}) (?:(?!(?:{_NOT_COUNTED}|{_SMALL}|and|the|for|with|who|that|out|per|each)\b)\w{{3,12}} )?(?P<noun>people|ppl|bed|adult|adults|child|rendez-vous|demi-journees|apres-midi|children|men|women|kids|more|others|of us|of ours|of them|fois|bus|personnes|(?!(?:{_NOT_COUNTED})\b)[a-z]{{3,14}}(?<!s)s)\b"
    rf"|(?P<m>\d{{1,6}}(?:[.,]\d{{1,2}})?|{dates.NUMBER}) ?(?:{_MEASURES})\b|\b\d{{1,3}} ?%"
    r"|\b(?P<x>\d{1,2}) ?x\b(?! ?\d)|\b(?P<twice>twice|thrice)\b"
    rf"|\b(?P<nth>{'|'.join(_ORDINALS)}) (?:time|night|week|month|year|letter|message|mail|email|call|attempt|try|rectification|request|report|complaint|reminder|visit|fois|lettre|courrier|appel|demande|signalement|relance|jour|nuit|semaine|essai|tentative)\b"
)
_REFUNDS = re.compile(
    r"(?:refund|pay|repay|return|charge|keep|cost|credit|owe|rembours)\w*(?: me| us| back)? the $"
)


def times(plain: str) -> Found:
    for found in clocks.TIME.finditer(plain):
        if found["hour4"] and _REFUNDS.search(plain[max(0, found.start() - 24) : found.start()]):
            continue
        if found["hour3"] and _lasts(found, plain):
            continue
        start, end, clock = late_in_the_day(plain, found.start(), found.end(), clocks.clock_of(found))
        if clock and len(clock) == 5 and not _IN_THE_MORNING.search(plain[max(0, start - 34) : end + 24]):
            clock = clocks.by_day(found, clock)
        yield start, end, clock


def _lasts(found: re.Match[str], plain: str) -> bool:
    """Return whether "3 h" is a length: what was waited for or spent, up to half a day."""
    if "clock" in found[0] or int(found["hour3"]) > HALF_A_DAY:
        return False
    return bool(_TOOK_SO_LONG.search(plain, max(0, found.start() - 24), found.start()))


HALF_A_DAY = 12
_TOOK_SO_LONG = re.compile(
    r"\b(?:attend\w*|(?:ai|as|a|avons|avez|ont) passe|passer|perdu|pendant|durant|au moins|environ|waited|lost|for|took|cela fait|ca fait|il y a|bout de|half|spent) $"
)
"""What stands before "3 h" when it is a length: "on a passé 3 h aux urgences"."""
_IN_THE_MORNING = re.compile(r"\b(?:morning|matin|dawn|a\.?m|nights?|nuit)\b")


_PART_AFTER = re.compile(
    r",? (?:in the (?P<late>afternoon|evening)|(?:that|the same|yesterday) (?P<same>afternoon|evening)|(?P<night>(?:at|that|the same) night|tonight)|(?:de l'|dans l')(?P<apres>apres-midi)|du (?P<soir>soir)|(?:in the|du) (?:morning|matin))\b"
)
_PART_BEFORE = re.compile(
    r"\b(?:(?:yesterday|this|that|last|the|\w+day) (?:evening|afternoon)|tonight|ce soir|(?:hier|ce|le|\w+di) soir|cet apres-midi)(?:,? (?:at|around|about|by|until|a|vers))?,? $"
)

_HALF = re.compile(r" ?[ap](?:m\b|\.m\.)")
_PARTS = {
    "afternoon": re.compile(r"afternoon|apres-midi|p\.?m"), "evening": re.compile(r"evening|soir"), "night": re.compile(r"night"),
}  # fmt: skip


def _part_of(words: str) -> str:
    return next((part for part, sign in _PARTS.items() if sign.search(words)), "morning")


def late_in_the_day(plain: str, start: int, end: int, clock: str | None) -> tuple[int, int, str | None]:
    """Return a time with the part of the day told beside it: "half seven in the evening" is 19:30."""
    after = _PART_AFTER.match(plain, end)
    if clock and "-" in clock:
        after = after or _HALF.match(plain, end)
        told = after or _PART_BEFORE.search(plain, max(0, start - 34), start)
        value = clocks.range_in(clock, _part_of(told.group())) if told else clock
        return start, after.end() if after else end, value
    if clock is None or len(clock) != 5 or not "01" <= clock[:2] <= "11":
        return start, end, clock
    hour = int(clock[:2])
    late = after and (
        after["late"] or after["same"] or after["apres"] or after["soir"] or (after["night"] and hour > 5)
    )
    if not after:
        late = _PART_BEFORE.search(plain, max(0, start - 34), start)
    return start, after.end() if after else end, f"{hour + 12}{clock[2:]}" if late else clock


_GROUPS = re.compile(
    r"(?<![\w.,:/€$£+-])(?<!€ )(?<!£ )(?<!\$ )\d{1,6}(?: \d{1,6}){1,4}\b(?!\w|[.,:/]\d| ?(?:€|euros?|people|km|h\b|min|am\b|pm\b))"
)
"""Figures in groups, as numbers of phones, cards and meters are told: "555 0142", "30 2217 8"."""
_NOT_GROUPS = re.compile(r"^\d{1,3}(?: \d{3})+$(?<!^\d{3} \d{3} \d{3})|^\d{1,2} (?:19|20)\d\d$")


_PLATE = re.compile(
    r"\b(?:[A-Z]{2}\d{2} (?P<word>[A-Z]{3})|[A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}(?<!ST)(?<!ND)(?<!RD)(?<!TH))\b(?!')"
)
"""Plates and post codes as they are written: "LK19 ZTO", "NE46 3PX"."""
_NO_PLATES_WORDS = """
    AND THE WAS FOR BUS NOT HAS HAD ARE BUT ONE OUT OFF YOU OUR CAR VAN DID WHO WHY ALL ANY NOW YET TOO
"""
_NO_PLATES = frozenset(_NO_PLATES_WORDS.split())
_NUMBERED = re.compile(r"\b(?:card|account|number|phone|carte|compte|numero|telephone)\b")
"""What ends in a number that names it: "my card ends in 4471", and not "the lane ends in 200 metres"."""


def references(text: str, plain: str) -> Found:
    """Yield the references. text: as it is written; of "TN 2026 004417" and "rang 0800" only the first is one."""
    known: set[str] = set()
    for found in _PLATE.finditer(text):
        if found["word"] not in _NO_PLATES:
            yield *found.span(), found[0].replace(" ", "")
    for found in _REFERENCE.finditer(plain):
        start, end = found.span(found.lastgroup or "a")
        if found.lastgroup == "k" and not _NUMBERED.search(plain, max(0, found.start() - 40), found.start()):
            continue
        if found.lastgroup == "c" and naming.is_in_place(text, start, start + 1):
            continue
        if found.lastgroup == "f" and text[start].islower():
            start += plain[start:end].index(" ") + 1
            if " " in plain[start:end] or (end - start < 5 and plain[start] != "0"):
                continue
        name = plain[start:end]
        if sum(each.isdigit() for each in name) >= 2 and not _NOT_A_REFERENCE.match(name):
            known.add(name)
            yield start, end, re.sub(r" (?=\d)", "", name).upper()
    for found in _GROUPS.finditer(plain):
        if sum(map(str.isdigit, found.group())) >= 6 and not _NOT_GROUPS.search(found.group()):
            yield *found.span(), found.group().replace(" ", "")
    told = {name for name in known if name.isdigit() and len(name) >= 4}
    told |= {both[1] for both in _TOLD_TOGETHER.finditer(plain)}
    for again in _ALONE.finditer(plain):
        if again[0] in told:
            yield *again.span(), again[0]


_TOLD_TOGETHER = re.compile(
    rf"\b(?:{_REFERENCE_NOUNS})[ .#:]{{1,2}}\d{{3,10}}(?:, \d{{3,10}})*,? (?:and|et|&) (\d{{3,10}})\b"
)
"""The last of several references: "tickets 4417, 4418 and 4420"."""
_ALONE = re.compile(r"(?<![\w.,])\d{3,}(?![\w,]|\.\d)")
"""Figures that stand alone, and may be a reference told again."""


def durations(plain: str) -> Found:
    for found in _DURATION.finditer(plain):
        start, end = found.span()
        if found["half"]:
            words = found["half"]
            yield start, end, "PT90M" if "and a half" in words or "et demie" in words else "PT30M" if "hal" in words or "demi" in words else "PT15M"  # fmt: skip
            continue
        before = plain[max(0, start - 24) : start]
        if before.endswith("half ") or plain.startswith(("'s ", "s wage", "s income"), end):
            continue
        exact = found["unit"].startswith("h") and (found["demi"] or found["quart"])
        if _is_age(found, before) or (found["n"] in _ONE and not exact and not _LASTS.search(before)):
            continue
        yield start, end, _length(found)


_ONE = frozenset(["a", "an", "un", "une", "per"])


def _is_age(found: re.Match[str], before: str) -> bool:
    unit = found["unit"]
    if unit.startswith("an") and before.endswith((", ", "(")):
        return True
    return unit[0] in "yma" and not unit.startswith("mi") and bool(_AGE.search(before))


def _length(found: re.Match[str]) -> str | None:
    unit = found["unit"]
    if unit.startswith("fortnight"):
        number = dates.number_of(found["n"])
        return f"P{2 * number}W" if number else None
    pattern = _UNITS.get(unit[:2]) or _UNITS[unit[0]]
    tenths = re.fullmatch(r"(\d+)[.,](\d)", found["n"])
    more = 30 if found["more"] or found["demi"] else 15 if found["quart"] else 0
    if tenths:
        minutes = int(tenths[1]) * 60 + int(tenths[2]) * 6
        return f"PT{minutes}M" if pattern == "PT{}H" else None
    number = dates.number_of(found["n"])
    if number is None:
        return None
    return f"PT{number * 60 + more}M" if more and pattern == "PT{}H" else pattern.format(number)


def amounts(plain: str) -> Found:
    for found in _AMOUNT.finditer(plain):
        if found["w"]:
            yield *found.span(), _in_words(found["w"])
            continue
        figure = next(found[name] for name in "abcdefgh" if found[name])
        start, end = found.span("d") if found["d"] else found.span()
        if unit := _COIN.match(plain, end):
            end = unit.end()
        if (cents := _CENTS.match(plain, end)) and figure.isdigit() and _COINED.search(plain[start:end]):
            yield start, cents.end(), f"{figure}.{cents[1]}"
            continue
        yield (
            start,
            end,
            f"{float(figure) / 100:.4g}"
            if found["h"] and "." in figure
            else f"0.{int(figure):02d}"
            if found["h"] and int(figure) < 100
            else money(figure),
        )


def _in_words(told: str) -> str | None:
    """Return an amount told in words, "twenty" or "two hundred", as money does; None where it says no number."""
    number = spelled(told)
    return f"{number}.00" if number else None


def money(figure: str) -> str:
    """Return a written amount with a point and two places: "1 250,5" is "1250.50"."""
    whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", figure).groups()  # type: ignore[union-attr]
    digits = re.sub(r"\D", "", whole) or "0"
    return f"{int(digits)}.{(cents or '').ljust(2, '0')}" if mark else f"{int(digits)}.00"


def routes(plain: str) -> Found:
    for found in _ROUTE.finditer(plain):
        name = found["a"] or found["b"] or found["c"] or found["letter"]
        if name.lstrip("0"):
            yield found.start("c") if found["c"] else found.start(), found.end(), name.upper()


_LABELS = """
    question priority page pages size erreur error section annex annexe year grade class chapter step form article paragraph
    paragraphe tome volume taille pointure zone level phase article
"""
_LABELLED = re.compile(rf"\b(?:{'|'.join(_LABELS.split())}) $")
"""What stands before a number that names and does not count: "question 14", "page 87"."""
_LEFT = re.compile(r"(?<![\w.,:/#&+-])(?:a )?\d{2,5}(?![\w/:%-]|[.,:]\d|\))")


_AGED = re.compile(
    r"(?:\bi(?:'m| am)|\b(?:he|she)(?:'s| is)|(?<!it )(?<!that )(?<!this )(?<!sum )\bis|\baged?|\bturned|\bj'ai|\bmes|\bage|\() ?$"
)


_OF_A_YEAR = re.compile(r"\b(?:pour|for|annee|exercice|budget|saison|season|year)(?: de| of)? (?:19|20)\d\d$")
"""A year that something is for, which counts nothing: "the charges for 2024"."""
_YEARS_OLD = re.compile(r" (?:ans|years? old)\b")


def left(plain: str) -> Found:
    """Yield the bare figures that no other rule takes: "it is 146", "from 38 to 45"."""
    for found in _LEFT.finditer(plain):
        figure = found.group().removeprefix("a ")
        aged = _AGED.search(plain[max(0, found.start() - 16) : found.start()])
        old = _YEARS_OLD.match(plain, found.end())
        label = _LABELLED.search(plain, max(0, found.start() - 16), found.start())
        year = _OF_A_YEAR.search(plain[max(0, found.start() - 16) : found.start()] + figure)
        if not (old or label or year or (aged and len(figure) == 2)):
            yield *found.span(), figure


_RATE = re.compile(r" (?:times )?(?:a|per|each|every|par) (?:day|week|month|year|jour|semaine|mois|an)\b")
"""What stands after a number that tells how often a thing comes back: "twice a day" counts nothing."""


def counts(plain: str) -> Found:
    for found in _COUNT.finditer(plain):
        if _RATE.match(plain, found.end()) or _LABELLED.search(
            plain, max(0, found.start() - 16), found.start()
        ):
            continue
        if found["twice"]:
            yield *found.span(), "2" if found["twice"] == "twice" else "3"
        elif found["x"]:
            yield *found.span(), found["x"]
        elif found["nth"]:
            yield *found.span(), str(_ORDINALS[found["nth"]])
        elif found["n"] and found["n"] not in ("a", "an", "un", "une", "one"):
            number = dates.number_of(found["n"])
            if number is not None:
                yield *found.span(), str(number)
        elif found["m"] or found.group().endswith("%"):
            figure = found["m"] or found.group().rstrip(" %")
            yield *found.span(), str(dates.number_of(figure) or figure.replace(",", "."))
