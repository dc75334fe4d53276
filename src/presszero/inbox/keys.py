"""The keys of a case in the search index.

A word is kept under its stems. A fact is kept under a letter and a stroke, which no word can hold:
n/maren (a name), a/maren@lakemail.example and a/@lakemail.example (an address), r/pl-1004 (a reference),
m/3 (team), o/5 (owner), t/7 (topic), s/open (state), l/fr (language), c/email (channel), h/file, h/urgent, h/worry, g/line7 (a tag),
k/470123456 (an end of a phone number), i/late, i/untaken, i/incident, w/5 (who follows it), u/settled (how it ended), d/2026, d/2026-11 and d/2026-11-26 (when it was opened),
f/4 (something stands in a field of the house), f/4=kx44812 (a word of it),
b/12 (the BUCKET_CASES cases it belongs to, by id), e/1 (the STRETCH_BUCKETS buckets), p/c9472 (two words side by side, see pure.searching.pairs).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from presszero.cases.models import Case, Contact, Note
from presszero.pure.phone_numbers import number_tails
from presszero.pure.searching import Section, marks_written, name_words, plain, word_places

BUCKET_CASES = 4096
STRETCH_BUCKETS = 8
MOST_PLACES = 255  # PostgreSQL keeps no more of one key
MOST_LETTER, MOST_CASE = 60_000, 300_000  # characters: a longer letter is a pasted file


@dataclass(frozen=True)
class FieldWords:
    """What stands in one field of the house on one case."""

    field_id: int
    name: str
    value: str


@dataclass(frozen=True)
class Beside:
    """What is known of a case beside its letters and notes."""

    has_files: bool = False
    tags: Sequence[str] = ()
    fields: Sequence[FieldWords] = ()
    phones: Sequence[str] = ()
    followers: Sequence[int] = ()
    is_late: bool = False
    opened_on: date | None = None


def part_keys(case_id: int) -> list[str]:
    """Return the keys of the parts of all cases that a case belongs to: its bucket, and the stretch of that.

    >>> part_keys(50_000)
    ['b/12', 'e/1']
    """
    bucket = case_id // BUCKET_CASES
    return [f"b/{bucket}", f"e/{bucket // STRETCH_BUCKETS}"]


def parts_back_from(case_id: int) -> list[str]:
    """Return keys that every case up to this one has one of, the newest first: of buckets, and further back of stretches.

    >>> parts_back_from(70_000)
    ['b/17', 'b/16', 'b/15', 'b/14', 'b/13', 'b/12', 'b/11', 'b/10', 'b/9', 'b/8', 'e/0']
    """
    newest = case_id // BUCKET_CASES
    stretches = max(0, newest + 1 - STRETCH_BUCKETS) // STRETCH_BUCKETS
    buckets = range(newest, stretches * STRETCH_BUCKETS - 1, -1)
    return [
        *(f"b/{bucket}" for bucket in buckets),
        *(f"e/{stretch}" for stretch in range(stretches - 1, -1, -1)),
    ]


def quoted(key: str) -> str:
    """Return a key as PostgreSQL reads it in a tsvector or a tsquery."""
    return "'" + key.replace("\\", "\\\\").replace("'", "''") + "'"


def vector(places: Mapping[str, Sequence[int]], facts: Iterable[str]) -> str:
    """Return the tsvector of words with their places and of facts without."""
    words = [f"{quoted(word)}:{','.join(map(str, at[:MOST_PLACES]))}" for word, at in places.items()]
    return " ".join([*words, *(quoted(fact) for fact in facts)])


def pair_key(mark: str) -> str:
    """Return the key of two words side by side, from their mark."""
    return f"p/{mark}"


def sections(
    case: Case, contacts: Sequence[Contact], notes: Sequence[Note], fields: Sequence[FieldWords]
) -> list[Section]:
    """Return the words of a case, its title first, its newest letters before its oldest."""
    told = [Section(case.title, case.language), Section(case.customer.name)]
    told += [Section(one.value) for one in fields]
    told += [Section(note.text[:MOST_LETTER]) for note in notes]
    left = MOST_CASE
    for contact in reversed(contacts):
        if contact.kind != Contact.Kind.ACKNOWLEDGEMENT and left > 0:
            text = contact.text[: min(left, MOST_LETTER)]
            left -= len(text)
            told += [Section(contact.subject, contact.language), Section(text, contact.language)]
    return told


def tag_key(tag: str) -> str:
    """Return a tag as search keeps it: without spaces and accents, as it can be typed after “tag:”."""
    return plain(tag).replace(" ", "")


def field_keys(field_id: int, value: str) -> list[str]:
    """Return the keys of a field's words; without any, the key of its holding something at all.

    >>> field_keys(4, "KX 44812"), field_keys(4, "")
    (['f/4=kx', 'f/4=44812'], ['f/4'])
    """
    return [f"f/{field_id}={word}" for word in name_words(value)] or [f"f/{field_id}"]


def day_keys(day: date) -> list[str]:
    """Return a day as search keeps it: it is found by itself, its month, its year and its ten years.

    >>> day_keys(date(2026, 11, 26))
    ['d/202x', 'd/2026', 'd/2026-11', 'd/2026-11-26']
    """
    return [f"d/{day.year // 10}x", f"d/{day.year}", f"d/{day:%Y-%m}", f"d/{day}"]


def keys_since(day: date) -> list[str]:
    """Return keys of which every day from this one until the end of 2099 has one, and no day before it.

    >>> keys_since(date(2026, 12, 31))[:4]
    ['d/2026-12-31', 'd/2027', 'd/2028', 'd/2029']
    """
    month_ends = monthrange(day.year, day.month)[1]
    days = [f"d/{day:%Y-%m}-{one:02}" for one in range(day.day, month_ends + 1)]
    months = [f"d/{day.year}-{one:02}" for one in range(day.month + 1, 13)]
    tens = day.year // 10 + 1
    years = [f"d/{one}" for one in range(day.year + 1, tens * 10)]
    return [*days, *months, *years, *(f"d/{one}x" for one in range(tens, 210))]


EVERY_DAY = [
    f"d/{tens}x" for tens in range(197, 210)
]  # which a case has once search knows when it was opened


def standing_keys(case: Case, beside: Beside) -> set[str]:
    """Return how a case stands, as keys: late, untaken, of an incident, followed, and how it ended."""
    found = {f"w/{worker_id}" for worker_id in beside.followers}
    found |= {"i/late"} if beside.is_late else set()
    found |= {"i/untaken"} if case.taken_at is None and not case.is_closed else set()
    found |= {"i/incident"} if case.incident_id else set()
    found |= {f"u/{case.outcome}"} if case.outcome else set()
    return found | ({"u/confirmed"} if case.outcome_confirmed_at else set())


def facts(case: Case, contacts: Sequence[Contact], beside: Beside) -> list[str]:
    """Return what is known of a case beside its words."""
    people = {(contact.name, contact.address) for contact in contacts if contact.direction == "in"}
    people.add((case.customer.name, ""))
    addresses = {address.casefold() for _, address in people if "@" in address}
    found = {f"n/{word}" for name, _ in people for word in name_words(name)}
    found |= {f"n/{word}" for address in addresses for word in name_words(address.partition("@")[0])}
    found |= {f"a/{address}" for address in addresses}
    found |= {f"a/@{address.rpartition('@')[2]}" for address in addresses}
    found |= {f"c/{contact.channel}" for contact in contacts if contact.direction == "in"}
    found |= {f"m/{case.team_id}", f"o/{case.owner_id}", f"s/{case.state}", f"r/{case.reference.casefold()}"}
    found |= set(part_keys(case.pk))
    found |= {f"l/{case.language}"} if case.language else set()
    found |= {f"t/{case.topic_id}"} if case.topic_id else set()
    found |= {"h/file"} if beside.has_files else set()
    found |= {"h/urgent"} if case.pressing else set()
    found |= {"h/worry"} if case.worries and not case.pressing else set()
    found |= {f"g/{tag_key(tag)}" for tag in beside.tags}
    found |= {
        key for one in beside.fields for value in ("", one.value) for key in field_keys(one.field_id, value)
    }
    found |= {f"k/{tail}" for phone in beside.phones for tail in number_tails(phone)}
    found |= standing_keys(case, beside)
    found |= set(day_keys(beside.opened_on)) if beside.opened_on else set()
    return sorted(found)


def case_vector(case: Case, contacts: Sequence[Contact], notes: Sequence[Note], beside: Beside) -> str:
    """Return all keys of a case as one tsvector."""
    places = word_places(sections(case, contacts, notes, beside.fields))
    pairs = map(pair_key, sorted(marks_written(places)))
    return vector(places, [*facts(case, contacts, beside), *pairs])
