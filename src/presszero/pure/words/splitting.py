"""Where sentences begin and end."""

import re
from collections.abc import Iterator, Sequence

from presszero.pure.words.normal import level
from presszero.pure.words.shapes import READ_AT_MOST, Cut, Span

_BULLET = re.compile(r"[ \t]*(?:[-*•·–—]|\(?\d{1,2}[.)]|[a-zA-Z]\))[ \t]+")
_END = re.compile(r"[.!?…]{1,10}(?:[\"”’')\]]|[ \u00a0\u202f]?»){0,3}(?=\s|$)")
_LAST_WORD = re.compile(r"([\w.°]{1,8})$")

_ABBREVIATIONS_WORDS = """
    mr mrs ms dr prof st rs rd ave jr sr e.g i.e vs approx tel ext dept fig nr ca ref incl hon rev mme mlle m
    p.ex ex cf env av bd art tél réf mgr éd
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS_WORDS.split())
_BEFORE_NUMBERS_WORDS = """
    no nos nr n° num p pp art vol ch sec
"""
BEFORE_NUMBERS = frozenset(_BEFORE_NUMBERS_WORDS.split())
_MONTHS_WORDS = """
    jan feb mar apr jun jul aug sep sept oct nov dec janv févr avr juil déc
"""
_MONTHS = frozenset(_MONTHS_WORDS.split())
_DAY_NEXT = re.compile(r" \d{1,2}(?:st|nd|rd|th)?\b")  # "Nov. 14"
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th|er)? ?\w{3,4}$")  # "14 Nov. 2 came"
_NUMBER_NEXT = re.compile(r"\s*(?:[A-Za-z]{1,4}[-/])?\d")  # "no. 7", "no. EG-40921"
OPEN_ENDED = frozenset(["a.m", "p.m", "am", "pm", "etc"])

_GREETING = re.compile(
    r"(?:dear|hello|hi|hey|hiya|good (?:morning|afternoon|evening|day)|greetings|to whom it may concern|bonjour|"
    r"bonsoir|salut|madame|monsieur|mesdames|messieurs|cher|chere|chers|cheres)\b"
    r"(?:[^.?]|(?<=\bmrs)\.|(?<=\bmr)\.|(?<=\bms)\.|(?<=\bdr)\.|(?<=\bmme)\.|(?<=\bm)\.|(?<=\bprof)\.){0,60}$"
)
_TITLES = re.compile(r", (?:ph\.?d|m\.?d|m\.?sc|m\.?a|b\.?a|esq|jr|sr)\.?$", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:kind(?:est)?|best|warm(?:est)?|many|my best)?,? ?(?:regards|wishes|greetings)|best|cheers|sincerely|"
    r"(?:yours|your) (?:\w+ ?){1,2}|respectfully(?: yours)?|thanks|thank you|thx|many thanks|thanks again|"
    r"thank you in advance|thanks in advance|take care|bye|cordialement|bien cordialement|tres cordialement|"
    r"cordiales salutations|salutations(?: distinguees)?|bien a vous|sincerement|respectueusement|amicalement|"
    r"merci|merci d'avance|merci beaucoup|a bientot|bonne (?:journee|soiree)|"
    r"meilleures salutations|avec mes (?:meilleures )?salutations)[ ,.!;-]*$"
)


def is_greeting(line: str) -> bool:
    """Return whether a line only says hello."""
    return len(line) <= 80 and bool(_GREETING.match(level(line).strip()))


def is_closing(line: str) -> bool:
    """Return whether a line only says goodbye: "Kind regards," or "Cordialement"."""
    return len(line) <= 60 and bool(_CLOSING.match(level(line).strip()))


_HEADING = re.compile(r"(?:objet|object|subject|subj|sub|re|concerne|betreff) ?: ?[^?]*$", re.IGNORECASE)


def is_heading(line: str) -> bool:
    """Return whether a line says what a letter is about: "Objet : fuite", "Re: your letter of 9 November"."""
    return len(line) <= 120 and bool(_HEADING.match(line.strip()))


OFFICE_WORDS = 7
_NAME_AND_OFFICE = re.compile(
    r"(?!(?:Dear|Hello|Hi|Hey|Bonjour|Bonsoir|Cher|Chère|Salut)\b)(?:[^\W\d_a-z][\w.'’-]* ){1,3}[^\W\d_a-z][\w'’-]*, (?!and |but |et |mais )[^.!?;:\d]{2,40}(?<!,)"
)


_OFFICE = re.compile(
    r"(?:le |la |l'|votre )?(?:service|equipe|direction|secretariat|bureau|guichet)(?: (?:a la|de la|du|des|de) [\w'-]+| de l'[\w'-]+| d'[\w'-]+| client(?:s|ele)?| technique| commercial| social)+"
)


def is_name(line: str) -> bool:
    """Return whether a line looks like the name under a letter: up to five words, most with a capital, or a name with
    an office behind a comma."""
    line = _TITLES.sub("", line.strip())
    if (_NAME_AND_OFFICE.fullmatch(line) or _OFFICE.fullmatch(level(line))) and len(
        line.split()
    ) <= OFFICE_WORDS:
        return True
    words = line.strip("-–— ").split()
    if not 1 <= len(words) <= 5 or len(line) > 60 or line[-1:] in "?!:;,":
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= max(1, len(words) - 1) and all(
        each.isalpha() or each in " .'’-–—" for each in line.strip()
    )


def lines_of(text: str) -> list[Span]:
    """Return every line of the text without its line end."""
    spans, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        spans.append(Span(start, end - 1 if line.endswith("\r") else end))
        start = end + 1
    return spans


def sentences(text: str, cuts: Sequence[Cut | Span] = ()) -> list[Span]:
    """Return the sentences of the text outside the cuts, in order, without white space around them.

    A single line end is a space, an empty line ends a sentence. Greeting, closing and name lines, and the
    items of a list, stand for themselves. Reads the first READ_AT_MOST characters.

    >>> text = "Hi,\\n\\nThe 22:35 to No. 7 left at 6 a.m. sharp. Why?"
    >>> [text[span.start:span.end] for span in sentences(text)]
    ['Hi,', 'The 22:35 to No. 7 left at 6 a.m. sharp.', 'Why?']
    """
    return [part for block in _blocks(text[:READ_AT_MOST], cuts) for part in _split(text, block)]


def _blocks(text: str, cuts: Sequence[Cut | Span]) -> Iterator[Span]:
    """Yield runs of lines that are read as one paragraph."""
    hidden = sorted((cut.start, cut.end) for cut in cuts)
    start = end = previous = None
    at = 0
    for line in lines_of(text):
        while at < len(hidden) and hidden[at][1] <= line.start:
            at += 1
        shown = _shown(line, hidden[at:])
        words = text[shown.start : shown.end] if shown else ""
        if start is not None and (not words.strip() or previous is None or _starts_anew(words, previous)):
            yield Span(start, end or start)
            start = None
        if shown and words.strip():
            start, end = (shown.start if start is None else start), shown.end
        previous = words if words.strip() else None
    if start is not None:
        yield Span(start, end or start)


def _shown(line: Span, hidden: Sequence[tuple[int, int]]) -> Span | None:
    """Return what the cuts leave of a line: its part before the first cut, or behind it."""
    start, end = line.start, line.end
    for cut_start, cut_end in hidden[:4]:
        if cut_start <= start < cut_end:
            start = min(cut_end, end)
        elif start < cut_start < end:
            end = cut_start
    return Span(start, end) if start < end else None


def _starts_anew(words: str, previous: str) -> bool:
    alone = any(test(line) for line in (words, previous) for test in (is_greeting, is_closing))
    if alone or _BULLET.match(words) or is_name(words) or is_heading(previous):
        return True
    shut = previous.rstrip()[-1:]
    return (
        len(previous) <= 40
        and words.lstrip()[:1].isupper()
        and shut not in ",;:-–("
        and not is_greeting(words)
    )


def _split(text: str, block: Span) -> Iterator[Span]:
    start = block.start
    if bullet := _BULLET.match(text, block.start, block.end):
        start = bullet.end()
    for mark in _END.finditer(text, start, block.end):
        if mark.end() < block.end and not _ends_sentence(text, mark, start, block.end):
            continue
        yield from _trimmed(text, start, mark.end())
        start = mark.end()
    yield from _trimmed(text, start, block.end)


def _ends_sentence(text: str, mark: re.Match[str], start: int, stop: int) -> bool:
    following = text[mark.end() : min(stop, mark.end() + 40)].lstrip()[:1]
    shown = mark.group()
    if "…" in shown or ".." in shown:
        return not following.islower()
    if shown[-1] in "\"”’')»]" and following.islower():
        return False
    if shown[0] != ".":
        return True
    found = _LAST_WORD.search(text, max(start, mark.start() - 9), mark.start())
    word = found.group(1).lower() if found else ""
    if word in OPEN_ENDED:
        return following.isupper()
    if word in BEFORE_NUMBERS and _NUMBER_NEXT.match(text, mark.end(), stop):
        return False
    if word in _MONTHS and _DAY_NEXT.match(text, mark.end(), stop):
        return bool(_DAY_BEFORE.search(text, max(start, mark.start() - 9), mark.start()))
    initial = len(word) == 1 and text[mark.start() - 1].isupper() and word != "i"
    return not (word in ABBREVIATIONS or (initial and following.isupper()))


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    if part.strip():
        yield Span(start + left, start + left + len(part.strip()))
