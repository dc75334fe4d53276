"""The rows of a town of any size, made from a seed and copied in: a letter, three points and a promise a case, most answered."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from multiprocessing import get_context
from types import SimpleNamespace
from typing import Any

from django.db import connection

from benchmarks.copied_rows import copy_rows
from benchmarks.invented_letters import NIGHT_CASES, Letters, NightLetters

_LOOSE_INDEXES = """
    SELECT kept.relname, pg_get_indexdef(kept.oid)
    FROM pg_index JOIN pg_class kept ON kept.oid = indexrelid JOIN pg_class rows ON rows.oid = indrelid
    WHERE rows.relnamespace = 'public'::regnamespace AND NOT indisunique
    AND split_part(rows.relname, '_', 1) IN ('cases', 'customers', 'inbox')
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY kept.relname
"""
_STEP = 20_000  # cases copied in at once, by one process


def fill_town(cases: int) -> None:
    """Build Port Lumen and copy its cases in; index what search knows once they are there."""
    from tests.cast import given_town

    town = given_town()
    indexes = _drop_indexes()
    _copy_in(_Writer(town, Letters(cases)), range(1, cases + 1))
    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for definition in indexes:
            cursor.execute(definition)
    _settle()


def _drop_indexes() -> list[str]:
    """Drop every index that no constraint stands on, and return how each is made again: once, after the rows, is quicker."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOSE_INDEXES)
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def fill_night(cases: int) -> None:
    """Copy in NIGHT_CASES new cases whose letters are nearly the same."""
    from tests.cast import worker

    from presszero.organisation.models import Team

    town = SimpleNamespace(
        tomas=worker("Tomas Vell"),
        noor=worker("Noor Halvane"),
        transit=Team.objects.get(name="Transit"),
        library=Team.objects.get(name="Library"),
    )
    _copy_in(_Writer(town, NightLetters(cases + NIGHT_CASES)), range(cases + 1, cases + NIGHT_CASES + 1))
    _settle()


def _copy_in(writer: _Writer, numbers: range) -> None:
    """Copy cases in by as many processes as there are cores; each step's letters come from a seed of its own."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    steps = [numbers[begin : begin + _STEP] for begin in range(0, len(numbers), _STEP)]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("fork")) as processes:
        for done, _step in enumerate(processes.map(partial(_copy_cases, writer), steps), 1):
            print(f"\r  {min(done * _STEP, len(numbers)):,}", end="", flush=True)
    print()
    _count_on()


def _count_on() -> None:
    """Let new rows get ids after those that were copied in."""
    from presszero.cases.models import Case, Contact, Point, Promise
    from presszero.customers.models import Address, Customer

    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in (Customer, Address, Case, Contact, Point, Promise)):
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
            )


def _settle() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class _Writer:
    """Who writes to a town, when, to which team, and what."""

    def __init__(self, town: Any, letters: Letters) -> None:
        from presszero.ground import clock

        self.town, self.letters, self.now = town, letters, clock.now()

    def opened_at(self, number: int) -> datetime:
        return self.now - timedelta(seconds=30 * (self.letters.cases - number))

    def team(self, number: int) -> Any:
        return self.town.library if number % 3 == 0 else self.town.transit


def _copy_cases(writer: _Writer, numbers: range) -> None:
    from presszero.cases.models import Case, Contact, Point, Promise
    from presszero.customers.models import Address, Customer
    from presszero.inbox.knowing import listed_words
    from presszero.inbox.models import Word
    from presszero.pure.searching import deletions

    letters = writer.letters.texts(numbers)
    with connection.cursor() as cursor:
        # What refers to what is as it should be; asking for each of eight million rows doubles the time.
        cursor.execute("SET session_replication_role = replica")
    copy_rows(Customer, numbers, lambda n: {"id": n, "name": f"Writer {n}", "since": writer.opened_at(n)})
    copy_rows(
        Address, numbers, lambda n: {"id": n, "customer_id": n, "value": f"writer-{n}@lakemail.example"}
    )
    copy_rows(Case, numbers, partial(_case, writer))
    copy_rows(Contact, numbers, partial(_letter, writer, letters))
    copy_rows(Point, [3 * n + part for n in numbers for part in range(3)], partial(_point, writer, letters))
    copy_rows(Promise, numbers, partial(_promise, writer))
    _copy_keys(writer, letters)
    words = sorted(listed_words(letters.values()))
    rows = [Word(word=word, deletions=sorted(deletions(word))) for word in words]
    Word.objects.bulk_create(rows, ignore_conflicts=True)
    connection.close()


def _copy_keys(writer: _Writer, letters: dict[int, str]) -> None:
    from presszero.cases.models import Case, Contact
    from presszero.customers.models import Customer
    from presszero.inbox.keys import Beside, case_vector

    with (
        connection.cursor() as cursor,
        cursor.copy("COPY inbox_known (case_id, keys) FROM STDIN") as copying,
    ):
        for number in letters:
            case = Case(**_case(writer, number))
            case.customer = Customer(id=number, name=f"Writer {number}")
            contact = Contact(**_letter(writer, letters, number))
            copying.write_row(
                (number, case_vector(case, [contact], [], Beside(opened_on=case.opened_at.date())))
            )


def _case(writer: _Writer, number: int) -> dict[str, Any]:
    opened, state, team = writer.opened_at(number), writer.letters.state(number), writer.team(number)
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
        "state": "open" if writer.letters.state(number) == "open" else "answered",
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
        "state": "due" if writer.letters.state(number) == "open" else "kept",
    }
