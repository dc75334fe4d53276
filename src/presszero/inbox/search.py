"""Search over every case one may see, the newest first.

PostgreSQL is asked bucket by bucket from the newest case back, and only by the index of keys, so that
what a search costs hangs neither on the planner's guess nor on how many cases lie further back: see
docs/background/search.md for what was measured.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from presszero.cases.models import Case, Contact, FieldValue, Note
from presszero.ground.actors import Actor
from presszero.ground.kept_queries import kept_query
from presszero.inbox.filters import filter_key
from presszero.inbox.keys import parts_back_from, quoted
from presszero.inbox.models import Word
from presszero.inbox.rows import PAGE_ROWS, first_words, rows_of
from presszero.inbox.sought import any_of, held, read_again
from presszero.organisation.queries import team_ids_of
from presszero.pure.errors import BadInput
from presszero.pure.searching import (
    Asked,
    Snippet,
    Term,
    best_near,
    deletions,
    first_hit,
    is_listed,
    plain,
    read_search,
)

COUNT_AT_MOST, COUNT_PHRASES_AT_MOST = 1000, 50
MOST_CANDIDATES = 400
_FIND = """
    SELECT hit.case_id FROM unnest(%s::text[]) AS part CROSS JOIN LATERAL (
        SELECT case_id FROM inbox_known
        WHERE keys @@ part::tsquery AND {keys} AND case_id < %s
        ORDER BY case_id DESC
    ) AS hit {again} LIMIT %s
"""
# After the sorting, so that of a crowd of letters that the index found only the newest are read.
_AGAIN = "WHERE (SELECT {keys} FROM inbox_known WHERE inbox_known.case_id = hit.case_id)"
_LEAVE_ONE_WAY = """
    SELECT (SELECT max(case_id) FROM inbox_known),
        set_config('enable_seqscan', %(to)s, true), set_config('enable_indexscan', %(to)s, true),
        set_config('enable_indexonlyscan', %(to)s, true), set_config('jit', %(to)s, true)
"""


@dataclass(frozen=True)
class Found:
    """Some cases that were found, the newest first.

    count: how many there are in all, as far as they were counted; None beyond the first page.
    is_more: there are more than count.
    meant: words put right, as (typed, taken) pairs. problem: why nothing can be found, in a sentence.
    """

    cases: list[Case]
    words: dict[int, str] = field(default_factory=dict)
    hits: dict[int, Snippet] = field(default_factory=dict)
    count: int | None = 0
    is_more: bool = False
    next_before: str = ""
    meant: tuple[tuple[str, str], ...] = ()
    problem: str = ""


def search_cases(
    *, by: Actor, words: str, before: str = "", exactly: bool = False, today_on: date | None = None
) -> Found:
    """Return the cases an actor may see that hold all of words, read as pure.searching.read_search does.

    before: the id the last page ended with. exactly: a word nobody wrote is not put right. today_on: the day that “since:today” means.

    When nothing is found, each word that stands in none of the cases the actor may see is exchanged for the
    nearest one that does. Raises BadInput for a place that is none.
    """
    asked = read_search(words)
    place = _place(before)
    if asked.is_empty:
        return Found([], problem=_("Type a word, a name or a reference to look for."))
    filters = [filter_key(one, by, today_on=today_on) for one in asked.filters]
    if problem := next((one.problem for one in filters if one.problem), ""):
        return Found([], problem=problem)
    search = _Search(by, [one.query for one in filters])
    meant: tuple[tuple[str, str], ...] = ()
    counted = _counted_to(asked)
    most = (PAGE_ROWS if before else counted) + 1
    ids = search.ids(asked.terms, below=place, most=most)
    if not ids and not before and not exactly:
        asked, meant = search.put_right(asked)
        ids = search.ids(asked.terms, below=place, most=most) if meant else []
    page = ids[:PAGE_ROWS]
    cases = rows_of(case_ids=page, by=by)
    return Found(
        cases=cases,
        words=first_words(cases),
        hits=_hits(cases, asked.terms),
        count=None if before else min(len(ids), counted),
        is_more=not before and len(ids) > counted,
        next_before=str(page[-1]) if len(ids) > PAGE_ROWS else "",
        meant=meant,
        problem="" if cases or before else _no_filter(asked),
    )


def _no_filter(asked: Asked) -> str:
    """Return what to say of a word that was typed like a filter and found nowhere, "" where there is none."""
    if not asked.no_filters:
        return ""
    said = _("“%(key)s:” is no filter, so it was looked for as a word. “How to search” lists the filters.")
    return said % {"key": asked.no_filters[0][:40]}


def _counted_to(asked: Asked) -> int:
    """Words side by side are looked up in each case that holds them, so fewer of those are counted."""
    return COUNT_PHRASES_AT_MOST if any(term.is_phrase for term in asked.terms) else COUNT_AT_MOST


def _place(before: str) -> int:
    if not before:
        return 2**62
    if not (before.isascii() and before.isdigit() and len(before) < 19):
        raise BadInput(_("That is no place in this list. Open the list from its beginning."), "before")
    return int(before)


class _Search:
    """Asks the index of keys for one actor and some filters."""

    def __init__(self, by: Actor, filters: Sequence[str]) -> None:
        self.teams = team_ids_of(by)
        self.always = [
            *filters,
            *([] if self.teams is None else [any_of(f"m/{team}" for team in self.teams)]),
        ]

    def ids(self, terms: Collection[Term], *, below: int, most: int) -> list[int]:
        """Return ids of cases that hold every term, the newest first."""
        if self.teams is not None and not self.teams:
            return []
        queries = [*filter(None, map(held, terms)), *self.always]
        again = [*filter(None, map(read_again, terms))]
        find = _FIND.format(keys=_all_of(queries), again=_AGAIN.format(keys=_all_of(again)) if again else "")
        with _by_keys_alone() as (cursor, newest):
            parts = [quoted(key) for key in parts_back_from(min(newest, below))]
            cursor.execute(find, [parts, *queries, below, *again, most])
            return sorted((case_id for (case_id,) in cursor.fetchall()), reverse=True)

    def put_right(self, asked: Asked) -> tuple[Asked, tuple[tuple[str, str], ...]]:
        """Return the search with each word nobody wrote exchanged, and what was exchanged for what."""
        terms, meant = [], []
        for term in asked.terms:
            near = self._nearest(term) if not term.excluded else ""
            terms.append(replace(term, words=(near,)) if near else term)
            meant += [(term.words[0], near)] if near else []
        return replace(asked, terms=tuple(terms)), tuple(meant)

    def _nearest(self, term: Term) -> str:
        """Return the nearest word of the cases this actor may see: another team's words are no help to them."""
        word = plain(term.words[0])
        if len(term.words) > 1 or term.begins or not is_listed(word) or self._holds(term):
            return ""
        near = Word.objects.filter(deletions__overlap=sorted(deletions(word)))
        candidates = best_near(word, near.values_list("word", flat=True)[:MOST_CANDIDATES])
        return next((one for one in candidates if self._holds(replace(term, words=(one,)))), "")

    def _holds(self, term: Term) -> bool:
        return bool(self.ids([term], below=2**62, most=1))


@contextmanager
def _by_keys_alone() -> Iterator[tuple[CursorWrapper, int]]:
    """Leave the planner one way, the index of keys; yield a cursor and the newest case that search knows.

    A plan that goes wrong here reads a million cases.
    """
    goes_on = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_LEAVE_ONE_WAY, {"to": "off"})
        yield cursor, cursor.fetchone()[0] or 0
        if goes_on:
            cursor.execute(_LEAVE_ONE_WAY, {"to": "on"})


def _all_of(queries: Sequence[str]) -> str:
    return " AND ".join(["keys @@ %s::tsquery"] * len(queries)) or "TRUE"


def _hits(cases: Sequence[Case], terms: Sequence[Term]) -> dict[int, Snippet]:
    """Return where each case was hit: in its newest letter that holds a term, else in a note, else in a field."""
    ids = tuple(case.pk for case in cases)
    hits: dict[int, Snippet] = {}
    if not terms:
        return hits
    for case_id, text in _letters(ids=ids):
        _note_hit(hits, case_id, text, terms)
    if len(hits) < len(ids):
        for case_id, text in _notes(ids=ids):
            _note_hit(hits, case_id, text, terms)
    if len(hits) < len(ids):
        for case_id, name, value in _fields(ids=ids):
            _note_hit(hits, case_id, f"{name}: {value}", terms)
    return hits


@kept_query
def _letters(*, ids: tuple[int, ...]) -> QuerySet[Contact, tuple[int, str]]:
    letters = Contact.objects.filter(case_id__in=ids).exclude(kind=Contact.Kind.ACKNOWLEDGEMENT)
    return letters.order_by("-at", "-id").values_list("case_id", "text")


@kept_query
def _notes(*, ids: tuple[int, ...]) -> QuerySet[Note, tuple[int, str]]:
    return Note.objects.filter(case_id__in=ids).order_by("-id").values_list("case_id", "text")


@kept_query
def _fields(*, ids: tuple[int, ...]) -> QuerySet[FieldValue, tuple[int, str, str]]:
    written = FieldValue.objects.filter(case_id__in=ids).order_by("field__order", "field_id")
    return written.values_list("case_id", "field__name", "value")


def _note_hit(hits: dict[int, Snippet], case_id: int, text: str, terms: Sequence[Term]) -> None:
    if case_id not in hits and (hit := first_hit(text[:60_000], terms)):
        hits[case_id] = hit
