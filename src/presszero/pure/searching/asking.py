"""What somebody typed into the search field, read: words, phrases, and filters that read like speech."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from presszero.pure.phone_numbers import number_begun
from presszero.pure.searching.stems import plain, words_of
from presszero.pure.words.normal import EMPTY

MOST_TERMS = 12
_OF_MANY = {
    "is",
    "has",
    "tag",
    "field",
}  # a case can be two of these at once; of the others a second one finds nothing
# Each filter by its English name, then as a French speaker types it.
KEYS = {
    "from": "from",
    "de": "from",
    "topic": "topic",
    "sujet": "topic",
    "team": "team",
    "equipe": "team",
    "owner": "owner",
    "responsable": "owner",
    "state": "state",
    "etat": "state",
    "lang": "language",
    "langue": "language",
    "channel": "channel",
    "canal": "channel",
    "has": "has",
    "avec": "has",
    "tag": "tag",
    "etiquette": "tag",
    "field": "field",
    "champ": "field",
    "phone": "phone",
    "tel": "phone",
    "telephone": "phone",
    "is": "is",
    "est": "is",
    "outcome": "outcome",
    "issue": "outcome",
    "since": "since",
    "depuis": "since",
    "before": "before",
    "avant": "before",
}
_TYPED = re.compile(
    r'(?P<no>-)?(?:(?P<key>[^\W\d_]+):)?(?:["“«](?P<phrase>[^"”»]*)["”»]?|(?P<word>[^\s"“«]+))'
)
_EXCLUDES = re.compile(r"(?:^|\s)-")
_FIGURES = re.compile(r"\d{3,}(?:\s+\d{3,})+", re.ASCII)
_REFERENCE = re.compile(r"[a-z]{1,6}-\d+\Z", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """Words that stand side by side, in this order; one word mostly.

    reference: the term also reads as a case's reference. begins: the last word may go on ("timet*").
    number: it reads as the beginning of a phone number, these digits of it. apart: the words may stand anywhere.
    """

    words: tuple[str, ...]
    excluded: bool = False
    begins: bool = False
    reference: str = ""
    quoted: bool = False
    number: str = ""
    apart: bool = False

    @property
    def is_phrase(self) -> bool:
        return len(self.words) > 1 and not self.apart


@dataclass(frozen=True)
class Filter:
    """One "key:value". key: a value of KEYS. value: as typed."""

    key: str
    value: str
    excluded: bool = False


@dataclass(frozen=True)
class Asked:
    """All of what was typed. Of small words ("the", "de") only those between quotation marks are looked for.

    no_filters: what stands before a colon like a key and is none ("due"); it is looked for as a word.
    """

    terms: tuple[Term, ...]
    filters: tuple[Filter, ...]
    no_filters: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.terms or self.filters)


def read_search(typed: str) -> Asked:
    """Read a search. Every term must be found; "-" before one excludes it; what is no filter is words.

    Digits alone may be a phone number, and are looked for as one too, unless some are excluded. Those with blanks between
    them may be one number in groups or several figures, so both are found.

    >>> read_search("lost -glove état:ouvert timet*").filters
    (Filter(key='state', value='ouvert', excluded=False),)
    >>> [term.words for term in read_search("the bus to 41.50").terms]
    [('bus',), ('41', '50')]
    """
    if not _EXCLUDES.search(typed) and (number := number_begun(typed.rstrip("* "))):
        return Asked((_digits(typed, number),), ())
    terms: list[Term] = []
    filters: list[Filter] = []
    no_filters: list[str] = []
    for found in _TYPED.finditer(typed.replace("\x00", "")):
        key = KEYS.get(plain(found["key"] or ""), "")
        value = found["phrase"] if found["phrase"] is not None else found["word"]
        if key and value.strip():
            filters.append(Filter(key, value.strip(), bool(found["no"])))
        elif term := _term(found, value, key):
            terms.append(term)
            if found["key"] and not key and not value.startswith("/"):
                no_filters.append(found["key"])
    telling = [term for term in terms if term.quoted or term.words[0] not in EMPTY or len(term.words) > 1]
    return Asked(tuple((telling or terms)[:MOST_TERMS]), tuple(filters[:MOST_TERMS]), tuple(no_filters))


def with_filter(typed: str, added: str) -> str:
    """Return a search with a filter written into it: in the place of the one it had, and taken out where it stood already.

    >>> with_filter("taxi state:open", "state:closed"), with_filter("taxi is:overdue", "is:overdue")
    ('taxi state:closed', 'taxi')
    """
    key = KEYS.get(plain(added.partition(":")[0]), "")
    stood, kept, at = False, "", 0
    for found in _TYPED.finditer(typed):
        if KEYS.get(plain(found["key"] or ""), "") == key and (key not in _OF_MANY or found[0] == added):
            stood |= found[0] == added
            kept, at = kept + typed[at : found.start()], found.end()
    kept += typed[at:]
    return " ".join(f"{kept} {'' if stood else added}".split())


def _digits(typed: str, number: str) -> Term:
    """Return digits as a number and as words: side by side, or anywhere where each is long enough to tell something."""
    figures = _FIGURES.fullmatch(typed.strip().rstrip("*")) is not None
    return Term(tuple(words_of(typed)), begins=typed.endswith("*"), number=number, apart=figures)


def respelled(typed: str, say: Callable[[str, str], tuple[str, str]]) -> str:
    """Return a search with each of its filters said anew; what stands between them stays as it was typed.

    say: returns the key and the value to write, of a value of KEYS and what was typed behind it. Of what stands
    between quotation marks, a name mostly, the key alone is written anew.

    >>> respelled('taxi -état:clos team:"City hall"', lambda key, value: (key.upper(), value.upper()))
    'taxi -STATE:CLOS TEAM:"City hall"'
    """
    said, at = "", 0
    for found in _TYPED.finditer(typed):
        key = KEYS.get(plain(found["key"] or ""), "")
        value = found["word"] or ""
        if not key or (found["phrase"] is None and not value.strip()):
            continue
        new_key, new_value = say(key, value)
        end = found.end() if value else found.start("phrase") - 1
        said += f"{typed[at : found.start()]}{found['no'] or ''}{new_key}:{new_value if value else ''}"
        at = end
    return said + typed[at:]


def _term(found: re.Match[str], value: str, key: str) -> Term | None:
    said = value if key or not found["key"] else f"{found['key']}:{value}"
    words = tuple(words_of(said))
    if not words:
        return None
    reference = said.strip().casefold() if _REFERENCE.match(said.strip()) else ""
    begins = said.endswith("*") and found["phrase"] is None
    return Term(words, bool(found["no"]), begins, reference, found["phrase"] is not None)
