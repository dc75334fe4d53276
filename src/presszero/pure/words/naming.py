"""Places and people a letter names, and who signed it. Works on text as written, where capitals tell."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from presszero.pure.words import dates
from presszero.pure.words.normal import EMPTY, level, one_line
from presszero.pure.words.shapes import Cut, Span
from presszero.pure.words.splitting import is_closing, is_greeting, lines_of

Found = Iterator[tuple[int, int, str | None]]

_CAP = r"[A-ZÀ-Þ][\w’'-]{1,20}"
_CAPS = rf"{_CAP}(?: {_CAP}){{0,2}}"
_PLACE = re.compile(
    rf"(?:\d{{1,4}}(?:-\d{{1,4}})? )?(?:{_CAP} ){{1,3}}(?:Street|Str\b\.?|Strasse|Road|Rd\b|Lane|Square|Station|Stop|Branch|Library|Park|Bridge|Quay|Loop|Walk|Hill|Island|House|School|Hospital|Grove|Garden|Gardens|Row|"
    r"Avenue|Harbour|Market|Place|Terrace|Pier|Hall|Gate|Close|Drive|Court|Centre|Center|Museum|Zoo|Pool|Theatre|Church|Docks|Airport|Beach|Way|Crescent|Green|Building|Primary|Academy|College|Estate|Rise|Mews|Wharf|Lodge|Clinic|Surgery|Ward|Mall|Junction|Cross|Depot|Garage|Stadium|Arena|Cemetery)\b(?: (?:branch|playground|station))?"
    r"|(?:\d{1,4},? )?\b(?:[Rr]ue|[Pp]lace|[Qq]uai|[Gg]are|[Ss]tation|[Aa]rrêt|[Aa]venue|[Bb]oulevard|[Pp]ont|[Pp]arc|[Bb]ibliothèque|[Mm]édiathèque|[Aa]gence|[Mm]airie|[Hh]alte|[Gg]ymnase|[Éé]cole|[Cc]ollège|[Ll]ycée|[Hh]ôpital|[Ss]tade|[Pp]iscine|[Tt]héâtre|[Mm]usée|[Cc]imetière|[Éé]glise|[Rr]ésidence|[Ii]mpasse|[Cc]hemin|[Gg]uichet|[Cc]afé|[Qq]uartier|[Cc]rèche|[Aa]nnexe|[Cc]antine|[Dd]échetterie|[Mm]arché|[Cc]onservatoire|[Ll]udothèque)"
    rf"(?: (?:de la |de l['’]|des |du |de |d['’])?)(?:{_CAP})(?:[ /-]{_CAP}){{0,2}}"
    r"|\b(?:[Ww]ard|[Bb]ed|[Ss]ection|[Ss]tairwell|[Pp]latform|[Gg]ate|[Cc]ounter|[Dd]esk|[Rr]oom|[Ff]lat|[Bb]uilding|[Bb]lock|[Dd]ock|[Bb]ay|[Zz]one|[Tt]erminal|[Ss]tand|[Ll]ocker|[Gg]uichet|[Cc]arriage|[Pp]itch|[Ss]tall|[Cc]abin|[Ll]ane|[Cc]oach|[Rr]egister|[Aa]isle|[Cc]heckout|[Pp]ump|[Bb]ooth|[Cc]abine|[Bb]âtiment|[Qq]uai|[Vv]oie|[Ss]alle|[Cc]hambre|[Ll]it|[Pp]orte|[Ee]scalier|[Ll]ogement) (?:n°|no\.? )?(?:[A-Z]\b|\d{1,3}[A-Za-z]?\b|[A-ZÀ-Þ][\w’'-]{2,20}\b)(?: (?:of|at|in|du|de la|de) [A-ZÀ-Þ][\w’'-]{2,20})?|\b\d(?:st|nd|rd|th) floor\b|\b\d(?:er|e|ème) étage\b|(?:\d{1,4},? )?\b(?:[Aa]llée|[Rr]ond-point|[Ss]quare|[Ff]aubourg|[Rr]oute|[Vv]illa|[Cc]our|[Cc]ours|[Tt]our|[Pp]arking) (?:de la |de l['’]|des |du |de |d['’])[A-ZÀ-Þ][\w’'-]{1,20}"
    rf"|\b[A-ZÀ-Þ][\w’'-]{{1,20}} Café\b|(?<=, ){_CAP} \d{{1,4}}(?=\s*$)|(?P<after>(?!Dear|Hello|Hi|Please|Kindly|Just|Also|Then|Now|And|But|So){_CAPS})(?: (?:branch|stop|station|library|store|shop|depot|counter|playground|school|terminal))\b"
    rf"|(?:(?<=\bat )|(?<=\bin )|(?<=\bon )|(?<=\bto )|(?<=\bfrom )|(?<=\bnear )|(?<=\boutside )|(?<=\bbehind )|(?<=\bà )|(?<=\bde )|(?<=\bvers )|(?<=\bat the )|(?<=\bin the )|(?<=\bto the )|(?<=\bfrom the )|(?<=\bnear the ))(?P<at>[A-ZÀ-Þ][a-zà-ÿ][\w’'-]{{1,20}}(?: {_CAP}){{0,2}}(?: \d{{1,3}}\b(?!:|\.\d))?)"
    r"|(?<=\b[aA]t )the (?:square|market|station)\b|(?<=\bon )the square\b|(?<=\b[àa] )la (?:gare|mairie|piscine|poste)\b(?! (?:de la |de l['’]|des |du |de |d['’])?[A-ZÀ-Þ])",
    re.MULTILINE,
)
_PERSON = re.compile(
    rf"\b(?:Mr (?:&|and) Mrs|Mr|Mrs|Ms|Dr|Mme|Mlle|Madame|Monsieur|Prof|Cllr|Col|Capt|Rev|Sgt|M)\b\.? (?P<a>(?:[A-Z]\b\.? ?){{0,2}}{_CAP}(?: {_CAP})?)"
    rf"|\b(?:[Mm]y name is|[Yy]our name:|I am called|[Ii]['’]m|[Tt]his is|[Cc]['’]est (?:madame|monsieur)|[Jj]e m['’]appelle|named|called|nommée?|nom(?:m)?é) (?P<b>{_CAP}(?: {_CAP})?)"
    rf"|\b(?:son|daughter|husband|wife|mother|father|mum|dad|grandson|granddaughter|grandmother|sister|brother|colleague|neighbour|friend|old|little|young|driver|clerk|agent|fils|fille|mari|femme|mère|père|sœur|frère|collègue|voisine?|petite?|vieux|vieille) (?P<c>[A-ZÀ-Þ][a-zà-ÿ]{{2,20}}(?: [A-ZÀ-Þ][a-zà-ÿ]{{2,20}})?)\b"
    r"|\b(?:name of|badge (?:said|says|reads)|patient|(?:spoke|talked|speaking) (?:to|with)|(?:mother|father|son|daughter|dad|mum|husband|wife),|s['’]appelait(?: je crois)?|s['’]appelle|au nom de) (?:[“«] ?)?(?P<d>[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,20})?)\b"
    r"|\b(?P<e>[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?: [A-ZÀ-Þ][a-zà-ÿ]{2,20})?)(?= \((?:\d{1,2}|Yr \d|aged?|my|our)|, (?:aged? )?\d{1,2}[,)])|(?<=\()(?P<f>[A-ZÀ-Þ][a-zà-ÿ]{2,20} [A-ZÀ-Þ][a-zà-ÿ]{2,20})(?=, \d{1,2}\))"
    r"|(?<!\. )(?<!& )(?<![\w.-])(?P<g>(?:[A-Z]\. ?){1,3}[A-ZÀ-Þ][a-zà-ÿ]{2,20}(?:-[A-ZÀ-Þ][a-zà-ÿ]+)?)\b(?!\.\w)"
)
_OTHER_CAPITALS = """
    english french francais anglais arabic german spanish arabe allemand espagnol internet google facebook whatsapp christmas easter noel
"""
_PHONE = re.compile(r" ?[+(]?0?\d{2,4}[ /)-]?\d{2,4}[ \d-]{2,}$| ?0\d ")
_ROLE_WORDS = """
    director manager managing chair chairman chairwoman secretary treasurer tenant tenants resident residents owner head customer mother father mum dad parent
    respectfully sincerely regards greetings tel telephone phone mobile mob fax email mail portable mate folks directeur directrice responsable locataire riverain riverains gerant gerante president presidente respectueusement
"""
_ROLES = frozenset(_ROLE_WORDS.split())
_NOT_A_NAME = (
    frozenset(dates.MONTHS)
    | frozenset(dates.WEEKDAYS)
    | frozenset(_OTHER_CAPITALS.split())
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:rgds|thx|ta|br|kr|per|yours?|kind|best|warm|many|with|my|sincere\w*|regards?|greetings?|wishes|thanks?|thank you|cheers|love|cordialement|salutations|bien a vous|merci|signed|from|on behalf of [^,]{2,30}|pour [^,]{2,30})\b[^,]{0,24}, ?|[-–— ]+|(?:p\.?s\.?)|(?:many thanks|thanks|thank you|thx|cheers|regards|merci|cordialement) (?=[^,]{2,30}$))+"
)
_NAME = re.compile(
    r"(?i:(?:mr|mrs|ms|dr|mme|m|prof|col|rev|sgt|capt)\.? |\([a-z.]{2,8}\) |une? (?:\w+ ){1,2}\w+, )*(?:[^\W\d_][\w’'-]*\.? ?){1,4}(?:(?:&|and|et) (?:[^\W\d_][\w’'-]*\.? ?){1,3})?"
)
_NAME_WORDS = """
    d l m s t c n j a de le la and et du des
"""
_IN_NAMES = frozenset(_NAME_WORDS.split())
_AFTER_END = re.compile(
    rf"(?:(?i:regards|greetings|wishes|thanks|cordialement|merci),? |[.!?]\s+|\s[-–] ?)(?P<name>{_CAP}(?: (?:(?:& |and |et )?[A-ZÀ-Þ][\w’'.-]{{0,20}})){{0,3}})(?: \([^()]{{2,30}}\))?\.?\s*$"
)


def people(text: str) -> Found:
    for found in _PERSON.finditer(text):
        group = next(name for name in "abcdefg" if found[name])
        if level(found[group].split()[0]) in _NOT_A_NAME:
            continue
        if group == "g" and not _is_initialled(text, found.start("g"), found["g"]):
            continue
        start, end = found.span(group) if group in "cdefg" else found.span()
        yield start, end, found[group]
    for found in _WHOSE.finditer(text):
        if level(found["name"]) not in _NO_OWNERS:
            yield *found.span("name"), found["name"]


_LETTERED_WORDS = """
    ward bed section stairwell stair stairs platform gate counter desk room flat building block dock bay zone terminal stand locker
    guichet carriage pitch stall cabin lane coach register aisle checkout pump booth cabine batiment quai voie salle chambre lit
    porte escalier logement entree hall annexe annex wing aile house unit area row seat exit entrance sortie allee lot tower tour
    plan plans vitamin vitamine hepatitis hepatite option group groupe team equipe class classe grade form part point phase
    type step level line ligne bus tram route metro rer service category categorie band size letter lettre appendix schedule
    question task exhibit side box case court the a an le la les l un une
"""
_LETTERED = frozenset(_LETTERED_WORDS.split())
"""What a single letter follows that is no initial: "Block A. Water drips", "plan B. Trains"."""
_SHORT_FORM_WORDS = """
    po ps pps us usa uk eu nb id am pm tv cv nhs rer bbc bp
"""
_SHORT_FORMS = frozenset(_SHORT_FORM_WORDS.split())
_BEFORE_LETTER = re.compile(r"(?:(?P<letter>\b[A-Z] (?:to|and|or|et|ou|à))|(?P<word>[^\W\d_]+)['’]?) ?$")


def _is_initialled(text: str, start: int, name: str) -> bool:
    """Return whether initials with a word are a name, and not a letter that ends the sentence before: "Gate C. Nobody"."""
    initials, surname = re.fullmatch(r"((?:[A-Z]\. ?)+)(.*)", name).groups()  # type: ignore[union-attr]
    letters = re.sub(r"[. ]", "", level(initials))
    if letters in _SHORT_FORMS or level(surname.split("-")[0]) in _NO_OWNERS | {"will"}:
        return False
    before = _BEFORE_LETTER.search(text[max(0, start - 24) : start])
    return not (len(letters) == 1 and before and (before["letter"] or level(before["word"]) in _LETTERED))


_OWNED_WORDS = """
    school lunch pass bag coat bike wheelchair chair glasses medicine medication insulin inhaler birthday mother father mum dad
    sister brother son daughter husband wife aunt uncle nan gran grandmother grandfather teacher nursery class homework shoes jacket sleeve hood scarf gloves plate meal tray buggy pram foot feet eyes ears teeth hand arm leg knee head
    back heart hearing asthma eczema operation bed room seat place passport pension grave funeral wedding dog cat hair name surname
"""
_WHOSE = re.compile(
    rf"(?:^|[.!?] |\(|\d[.)] )(?P<name>[A-ZÀ-Þ][a-zà-ÿ]{{2,20}})(?=['’]s (?:{'|'.join(_OWNED_WORDS.split())}) (?!the\b|a\b|an\b)[a-z])",
    re.MULTILINE,
)
"""A name with what a person has, where a sentence begins: "Noah's lunch account was charged". A firm has drivers and websites."""


_NAMED = re.compile(
    rf"(?<=[a-zà-ÿ,;] )(?P<lead>)(?P<name>{_CAP}(?:[ -]{_CAP}){{0,2}})|(?<=[(\"])(?P<quoted>{_CAP}(?: {_CAP})?)"
)
_BEFORE_PLACES = re.compile(
    r"\b(?:the|through|via|past|around|your|pour|au|aux|du|campus|bar|l[ea]) $", re.IGNORECASE
)
_NO_NAMES = """
    english french francais anglais god city council sirs officer officers appeals councillor councillors accounts dear planning alzheimer yr unit sir madam madame monsieur
    mrs mr ms dr please thank thanks hello bonjour the
    dad mum mom mam nan gran granny grandma grandpa papa maman mamie papi year grade class priority tariff story freedom
    facilities excel word fiat warmly sincerely happy merry conservation survey residents pongal diwali ramadan eid
    canadian american australian japanese chinese polish irish scottish welsh dutch swedish danish norwegian portuguese
    brazilian russian ukrainian indian italian greek turkish british european african asian latin hindi urdu korean
"""
_LAST_WORDS = """
    act card committee technician office department council team service bank times trust society group policy programme
    program study plan scheme union news club band time
"""
_LAST_OF_OTHERS = frozenset(_LAST_WORDS.split())
"""The last word of what has capitals and is no person: "Freedom of Information Act"."""
_ONE_OF_A_KIND = re.compile(r"\b(?:an?|my|her|his|their|every|new|used|une?|ma|mon) $", re.IGNORECASE)
"""What stands before a make or a thing: "a Corsa", "my Canadian certificate"."""
_ABBREVIATED = re.compile(r"\b[A-Z]{2,}[a-z]?\b|\b[A-Z]-[a-z]|\b[A-Z][a-z]?[A-Z]")
JUST_BEFORE = 16
"""Characters before a name that tell what it is: the longest of those words has eight."""
_NUMBER_NEXT = re.compile(r" \d")
_QUOTED = re.compile(r"[\"“«][^\"“”«»\n]{1,80}[\"”»]")


def names_left(text: str) -> Iterator[tuple[str, int, int, str]]:
    """Yield names in mid-sentence that no other rule takes, as (person or place, start, end, name)."""
    quoted = [found.span() for found in _QUOTED.finditer(text)]
    for found in _NAMED.finditer(text):
        group = "name" if found["name"] else "quoted"
        name = found[group]
        first = level(name).split()[0].split("'")[0].split("-")[0]
        if "'" in level(name) or first in _NOTHING_NAMED or name.isupper():
            continue
        start, end = found.span(group)
        kind = "place" if _BEFORE_PLACES.search(text, max(0, start - JUST_BEFORE), start) else "person"
        if not (kind == "person" and _is_a_thing(text, start, end)) and not _in_quotes(start, end, quoted):
            yield kind, start, end, name


def _is_a_thing(text: str, start: int, end: int) -> bool:
    """Return whether a name with capitals is that of a thing: "Tariff 2", "a Corsa", "the Information Act"."""
    name = text[start:end]
    return bool(
        _NUMBER_NEXT.match(text, end)
        or _ONE_OF_A_KIND.search(text, max(0, start - JUST_BEFORE), start)
        or _ABBREVIATED.search(name)
        or level(name).split()[-1] in _LAST_OF_OTHERS
    )


def _in_quotes(start: int, end: int, quoted: Sequence[tuple[int, int]]) -> bool:
    """Return whether a name stands in quotation marks, with other words: a title mostly does.

    quoted: (start, end) of each quotation, in order; none reaches into the next.
    """
    at = bisect_left(quoted, (start, 0)) - 1
    return at >= 0 and start < quoted[at][1] and (start, end) != (quoted[at][0] + 1, quoted[at][1] - 1)


_NO_OWNER_WORDS = """
    that what who there here where how when today yesterday tomorrow tonight everyone everybody nobody someone somebody anyone
    everything something nothing mother father son daughter child people men women life god company council customer
"""
_NO_OWNERS = (EMPTY | frozenset(_NO_OWNER_WORDS.split()) | _NOT_A_NAME | frozenset(_NO_NAMES.split())) - {
    "will"
}

_NOTHING_NAMED = frozenset([*_NO_NAMES.split(), *_NOT_A_NAME, *EMPTY, *(f"{day}s" for day in dates.WEEKDAYS)])


def places(text: str) -> Found:
    yield from _places(text)


def is_in_place(text: str, start: int, end: int) -> bool:
    """Return whether characters from start to end are of the name of a place: the 41 of "41 Sexton Road"."""
    found = _places(text)
    at = bisect_right(found, start, key=_start) - 1
    return at >= 0 and end <= found[at][1]


def is_behind_place(text: str, start: int) -> bool:
    """Return whether the name of a place ends one or two characters before: the 69003 of "12 rue des Lilas 69003"."""
    found = _places(text)
    at = bisect_left(found, start, key=_end) - 1
    return at >= 0 and start - found[at][1] <= 2


Place = tuple[int, int, str | None]


def _start(place: Place) -> int:
    return place[0]


def _end(place: Place) -> int:
    return place[1]


# One reading of a text asks for its places at each figure.
@lru_cache(maxsize=8)
def _places(text: str) -> tuple[Place, ...]:
    """Return the places in order; none reaches into the next."""
    return tuple(_find_places(text))


_OPENING = re.compile(
    r"(?:(?:The|Our|Your|My|This|That|At|In|On|From|To|Near|Outside|Is|Was|Does|When|Where|Why|And|But|If|As|Please)\s+(?=[A-ZÀ-Þ]\S*\s))?"
)
"""A small word with a capital because a sentence begins with it: "The Mill Street baths" are in Mill Street."""


def _find_places(text: str) -> Found:
    for found in _PLACE.finditer(text):
        start, end = found.span("at") if found["at"] else found.span()
        start += len(_OPENING.match(text, start, end).group())  # type: ignore[union-attr]
        words = one_line(text[start:end])
        if _NOT_A_NAME & {level(word) for word in words.split()[:2]}:
            continue
        yield start, end, words.removeprefix("the ")


_TOWN_AFTER = re.compile(r", [A-ZÀ-Þ][\w’' -]+$")
"""The land behind a town, in the last line of a letter whose name stands above: "Sydney, Nova Scotia"."""


def signer(text: str, cuts: Sequence[Cut | Span] = ()) -> Span | None:
    """Return the name under a letter, None without one: the last line of it that can be a name.

    cuts: quotation and disclaimer, in which nobody signs; a signature is where one does.
    """
    foreign = [cut for cut in cuts if getattr(cut, "kind", "") in ("quotation", "disclaimer")]
    lines = [
        line
        for line in lines_of(text)
        if text[line.start : line.end].strip()
        and not any(cut.start < line.end and line.start < cut.end for cut in foreign)
    ]
    for at, line in reversed([*enumerate(lines)][1:][-4:]):
        if found := _name_in(text, line):
            above = _name_in(text, lines[at - 1]) if _TOWN_AFTER.match(text, found.end, line.end) else None
            return above if above and at > 1 else found
    return _after_the_end(text, lines[-1]) if lines else None


def _name_in(text: str, line: Span) -> Span | None:
    words = text[line.start : line.end].rstrip()
    if len(words) > 80 or is_greeting(words) or is_closing(words):
        return None
    lead = _LEAD.match(level(words.lstrip()))
    start = line.start + len(words) - len(words.lstrip()) + (lead.end() if lead else 0)
    name = _NAME.match(text, start, line.start + len(words))
    figures = name is not None and any(each.isdigit() for each in name.group())
    if name is None or figures or not name.group().strip() or words[-1:] in "?!:;":
        return None
    end = start + len(name.group().rstrip())
    rest = text[end : line.start + len(words)]
    said = level(name.group()).split()
    plain = {word.strip(".'-") for word in said} & (EMPTY - _IN_NAMES)
    capitals = sum(word[0].isupper() for word in name.group().split())
    alone = capitals == 0 and len(said) <= 2 and len(words) <= 14 and not rest.strip(" .,")
    good = (
        not plain
        and (capitals >= max(1, len(said) - 1) or alone)
        and (rest.lstrip()[:1] in ("", ",", "(", "-", "–", "/", ".", "|") or _PHONE.match(rest))
    )
    return (
        Span(start, end)
        if good and not {word.rstrip(".") for word in said} & (_NOT_A_NAME | _ROLES)
        else None
    )


def _after_the_end(text: str, line: Span) -> Span | None:
    """Return the name that follows the last sentence in its own line: "... Greetings, Rafael & Bea Monteiro"."""
    found = _AFTER_END.search(text[line.start : line.end])
    return Span(line.start + found.start("name"), line.start + found.end("name")) if found else None
