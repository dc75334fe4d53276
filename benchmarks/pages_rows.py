"""The rows of a town of any size, made from a seed and copied in: a letter, three points and a promise a case, most answered."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import connection

NIGHT_CASES = 130_000
SEED = 7
COMMON = [
    "bus",
    "tram",
    "stop",
    "driver",
    "rain",
    "ticket",
    "children",
    "fireworks",
    "harbour",
    "pier",
    "street",
    "evening",
    "timetable",
    "shelter",
    "lift",
    "night",
    "platform",
    "summer",
    "market",
    "bridge",
    "school",
    "winter",
    "garden",
    "station",
    "festival",
    "umbrella",
    "queue",
    "luggage",
    "window",
    "platform",
]
SYLLABLES = [
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "le",
    "mo",
    "nu",
    "pa",
    "ri",
    "so",
    "tu",
    "ve",
    "wi",
    "xa",
    "ze",
    "lor",
    "min",
    "tas",
    "ver",
]
RARER = 20_000  # other words, drawn so that few are frequent
PHRASE = '"pier street fireworks"'
LETTER_WORDS = 90
_KEYS_INDEX = "known_keys"


def fill_town(cases: int) -> None:
    """Build Port Lumen and copy its cases in; index what search knows once they are there."""
    from tests.cast import given_town

    town = given_town()
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(f"DROP INDEX {_KEYS_INDEX}")
        _copy_cases(_Writer(town, cases), range(1, cases + 1))
        cursor.execute(f"CREATE INDEX {_KEYS_INDEX} ON inbox_known USING gin (keys) WITH (fastupdate=off)")
    _settle()


def fill_night(cases: int) -> None:
    """Copy in NIGHT_CASES new cases whose letters are nearly the same."""
    from tests.cast import worker

    from presszero.organisation.models import Team

    class Town:
        tomas, noor = worker("Tomas Vell"), worker("Noor Halvane")
        transit, library = Team.objects.get(name="Transit"), Team.objects.get(name="Library")

    _copy_cases(_Night(Town, cases + NIGHT_CASES), range(cases + 1, cases + NIGHT_CASES + 1))
    _settle()


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class _Writer:
    """Writes the letters of a town: common words, and rarer ones in known shares."""

    def __init__(self, town: Any, cases: int) -> None:
        from presszero.ground import clock

        self.town, self.cases, self.now = town, cases, clock.now()
        self.chance = random.Random(SEED)
        self.rarer = ["".join(self.chance.choices(SYLLABLES, k=3)) for _ in range(RARER)]

    def opened_at(self, number: int) -> datetime:
        return self.now - timedelta(seconds=30 * (self.cases - number))

    def state(self, number: int) -> str:
        return "open" if number % 10 in (1, 2) else "waiting" if number % 10 == 3 else "closed"

    def team(self, number: int) -> Any:
        return self.town.library if number % 3 == 0 else self.town.transit

    def letter(self, number: int) -> str:
        chance = self.chance
        words = chance.choices(COMMON[:-5], k=LETTER_WORDS // 2)
        words += [self.rarer[int(RARER * chance.random() ** 4)] for _ in range(LETTER_WORDS // 2)]
        words += ["umbrella"] if number % 3 == 1 else []
        words += ["wordfifty"] if number % 50 == 1 else []
        words += ["wordrare"] if number % 5000 == 1 else []
        words += ["wordold"] if number < self.cases // 4 else []
        words += ["pier", "street", "fireworks"] if number % 20 == 1 else []
        return " ".join(words) + "."


class _Night(_Writer):
    """The night everybody wrote the same: one letter, with another name and number each time."""

    def state(self, number: int) -> str:
        return "open"

    def letter(self, number: int) -> str:
        return (
            "We stood at the pier for two hours after the fireworks, and no bus came. The driver of the last one said to try "
            f"a taxi. It rained, and our {number % 5} children were soaked. Why were there no extra buses? Please answer, ticket {number}."
        )


def _copy_cases(writer: _Writer, numbers: Sequence[int]) -> None:
    from presszero.cases.models import Case, Contact, Point, Promise
    from presszero.customers.models import Address, Customer
    from presszero.inbox.keys import case_vector
    from presszero.inbox.knowing import listed_words
    from presszero.inbox.models import Word
    from presszero.pure.searching import deletions

    step = 20_000
    for begin in range(0, len(numbers), step):
        some = numbers[begin : begin + step]
        letters = {number: writer.letter(number) for number in some}
        _copy(Customer, some, lambda n: {"id": n, "name": f"Writer {n}", "since": writer.opened_at(n)})
        _copy(Address, some, lambda n: {"id": n, "customer_id": n, "value": f"writer-{n}@lakemail.example"})
        _copy(Case, some, lambda n: _case(writer, n))
        _copy(Contact, some, partial(_letter, writer, letters))
        _copy(
            Point,
            [3 * n + part for n in some for part in range(3)],
            partial(_point, writer, letters),
        )
        _copy(Promise, some, lambda n: _promise(writer, n))
        with (
            connection.cursor() as cursor,
            cursor.copy("COPY inbox_known (case_id, keys) FROM STDIN") as copying,
        ):
            for number in some:
                case = Case(**_case(writer, number))
                case.customer = Customer(id=number, name=f"Writer {number}")
                contact = Contact(**_letter(writer, letters, number))
                copying.write_row((number, case_vector(case, [contact], [], has_files=False, tags=())))
        words = listed_words(letters.values())
        Word.objects.bulk_create(
            [Word(word=word, deletions=sorted(deletions(word))) for word in sorted(words)],
            ignore_conflicts=True,
        )
        print(f"\r  {begin + len(some):,}", end="", flush=True)
    print()
    for model in (Customer, Address, Case, Contact, Point, Promise):
        table = model._meta.db_table
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )


def _copy(model: Any, numbers: Iterable[int], facts: Callable[[int], dict[str, Any]]) -> None:
    """Copy one row for each number in: the model's defaults, with these facts."""
    fields = list(model._meta.concrete_fields)
    bare = model()
    defaults = {one.attname: one.get_db_prep_save(getattr(bare, one.attname), connection) for one in fields}
    fresh = [one for one in fields if callable(one.default) and one.attname not in ("id",)]
    columns = ", ".join(f'"{one.column}"' for one in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copying,
    ):
        for row in _rows(numbers, facts, defaults, fresh):
            copying.write_row([row[one.attname] for one in fields])


def _rows(
    numbers: Iterable[int], facts: Callable[[int], dict[str, Any]], defaults: dict[str, Any], fresh: list[Any]
) -> Iterator[dict[str, Any]]:
    for number in numbers:
        anew = {one.attname: one.get_db_prep_save(one.get_default(), connection) for one in fresh}
        yield defaults | anew | facts(number)


def _case(writer: _Writer, number: int) -> dict[str, Any]:
    opened, state, team = writer.opened_at(number), writer.state(number), writer.team(number)
    mine = number % 97 == 1 and team == writer.town.transit
    return {
        "id": number,
        "reference": f"PL-{100_000 + number}",
        "title": "About the fireworks night",
        "customer_id": number,
        "team_id": team.pk,
        "owner_id": writer.town.tomas.pk if mine else writer.town.noor.pk,
        "owner_why": "lead-on-duty",
        "owner_since": opened,
        "state": state,
        "language": "en",
        "opened_at": opened,
        "moved_at": opened,
        "answer_due_at": opened + timedelta(hours=8) if state == "open" else None,
    }


def _letter(writer: _Writer, letters: dict[int, str], number: int) -> dict[str, Any]:
    return {
        "id": number,
        "case_id": number,
        "direction": "in",
        "channel": "email",
        "at": writer.opened_at(number),
        "name": f"Writer {number}",
        "address": f"writer-{number}@lakemail.example",
        "subject": "About the fireworks night",
        "text": letters[number],
        "language": "en",
        "message_id": f"{number}@lakemail.example",
        "confirmed_ours": True,
    }


def _point(writer: _Writer, letters: dict[int, str], key: int) -> dict[str, Any]:
    number, part = divmod(key, 3)
    text = letters[number]
    return {
        "id": key,
        "case_id": number,
        "contact_id": number,
        "number": part + 1,
        "kind": "question",
        "start": 40 * part,
        "end": 40 * part + 40,
        "text": text[40 * part : 40 * part + 40],
        "ask": text[40 * part : 40 * part + 40],
        "state": "open" if writer.state(number) == "open" else "answered",
    }


def _promise(writer: _Writer, number: int) -> dict[str, Any]:
    opened = writer.opened_at(number)
    return {
        "id": number,
        "case_id": number,
        "kind": "answer",
        "what": "answer",
        "owner_id": writer.town.noor.pk,
        "due_at": opened + timedelta(hours=8),
        "made_at": opened,
        "state": "due" if writer.state(number) == "open" else "kept",
    }
