"""Keeping what search knows in step with the cases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from presszero.cases.models import (
    Attachment,
    Case,
    CaseTag,
    Clock,
    Contact,
    FieldValue,
    Follower,
    Note,
    Promise,
)
from presszero.customers.phones import numbers_of_person, phones_of
from presszero.ground.kept_queries import kept_query
from presszero.inbox.keys import Beside, FieldWords, case_vector
from presszero.inbox.models import Known, Word
from presszero.organisation.queries import the_zone
from presszero.pure.searching import deletions, is_listed, plain
from presszero.pure.searching.stems import words_of
from presszero.pure.words.normal import EMPTY

AT_ONCE = 500
_KEEP = """
    INSERT INTO inbox_known (case_id, keys) VALUES (%s, %s::tsvector)
    ON CONFLICT (case_id) DO UPDATE SET keys = EXCLUDED.keys WHERE inbox_known.keys <> EXCLUDED.keys
"""


def know_case(*, case_id: int) -> bool:
    """Read a case again for search; return whether it is still there. Safe to run twice.

    It records nothing: search is a copy, and what it copies was recorded when it happened.
    """
    with transaction.atomic():
        # Locked, so that of two readings of one case the later one is kept.
        case = (
            Case.objects.select_for_update(of=("self",)).select_related("customer").filter(pk=case_id).first()
        )
        if case is None:
            return False
        contacts = list(Contact.objects.filter(case=case).order_by("at", "id"))
        notes = list(Note.objects.filter(case=case).order_by("at", "id"))
        beside = beside_of(case_id=case.pk)
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, (case.pk, case_vector(case, contacts, notes, beside)))
        letters, told = [contact.text for contact in contacts], [note.text for note in notes]
        written = [one.value for one in beside.fields]
        _meet_words([case.title, case.customer.name, *letters, *told, *written])
    return True


def beside_of(*, case_id: int) -> Beside:
    """Return what search knows of a case beside its letters and notes, in two queries."""
    [read] = _beside(case_id=case_id)
    opened_on = read["opened_at"].astimezone(the_zone()).date()
    return Beside(
        has_files=read["has_files"],
        tags=read["tags"],
        fields=[FieldWords(*one) for one in _fields(case_id=case_id)],
        phones=numbers_of_person(read["person"]) if read["person"] else read["phones"],
        followers=read["who_follows"],
        is_late=read["is_late"],
        opened_on=opened_on,
    )


@kept_query
def _beside(*, case_id: int) -> QuerySet[Case, Any]:
    here = OuterRef("pk")
    owed = Promise.objects.filter(case=here, state=Promise.State.DUE, overdue_at__isnull=False)
    missed = Clock.objects.filter(case=here, stopped_at=None, missed_at__isnull=False)
    return Case.objects.filter(pk=case_id).values(
        "opened_at",
        is_late=Exists(owed) | Exists(missed),
        person=F("customer__person_id"),
        phones=ArraySubquery(phones_of(OuterRef("customer_id")).values("value")),
        who_follows=ArraySubquery(Follower.objects.filter(case=here).order_by("id").values("worker_id")),
        has_files=Exists(Attachment.objects.filter(contact__case=here)),
        tags=ArraySubquery(CaseTag.objects.filter(case=here).order_by("id").values("tag__name")),
    )


@kept_query
def _fields(*, case_id: int) -> QuerySet[FieldValue, tuple[int, str, str]]:
    written = FieldValue.objects.filter(case=case_id).order_by("field__order", "field_id")
    return written.values_list("field_id", "field__name", "value")


def listed_words(texts: Iterable[str]) -> set[str]:
    """Return the plain words of texts that the word list holds."""
    found = {plain(word) for text in texts for word in words_of(text[:60_000])}
    return {word for word in found if is_listed(word) and word not in EMPTY}


def _meet_words(texts: Iterable[str]) -> None:
    words = listed_words(texts)
    known = set(Word.objects.filter(word__in=words).values_list("word", flat=True))
    # In order, so that two letters with the same new words never wait for each other.
    rows = [Word(word=word, deletions=sorted(deletions(word))) for word in sorted(words - known)]
    Word.objects.bulk_create(rows, ignore_conflicts=True)


def know_all_cases(*, anew: bool) -> int:
    """Read every case that search knows nothing of, with anew every case; return how many. Safe to stop and begin again."""
    read, last = 0, 0
    while ids := _next_cases(last, anew):
        read += sum(know_case(case_id=case_id) for case_id in ids)
        last = ids[-1]
    return read


def _next_cases(after: int, anew: bool) -> list[int]:
    cases = Case.objects.filter(pk__gt=after).order_by("pk")
    if not anew:
        cases = cases.exclude(Exists(Known.objects.filter(case_id=OuterRef("pk"))))
    return list(cases.values_list("pk", flat=True)[:AT_ONCE])
