"""Queries whose SQL is written once and asked again with other ids.

Django writes a query's SQL anew each time: for the thirty of a page that is half of the page's CPU. A query that
differs only in ids need not be: its first writing is kept, with a place for each id.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

P = ParamSpec("P")
R = TypeVar("R")
Ids = int | tuple[int, ...] | None
_FIRST_MARK = 7_103_251_000_000_000_001  # no row has such an id; it fits the columns that hold ids


class CannotBeKept(TypeError):
    """A query uses what it is given in another way than as an id: that is a mistake in its code."""


class kept_query(Generic[P, R]):
    """A reading of a query whose SQL is kept for each shape of what it is given.

    build: makes the query from ids by name: whole numbers, tuples of them, or None; nothing else may differ from call
    to call. It gets marks in their place, and only passes them on. The reading returns the rows.
    Raises CannotBeKept when an id does not stand in the SQL, or anything but an id is given.
    """

    def __init__(self, build: Callable[P, QuerySet[Any, R]]) -> None:
        self._build = build
        self._kept: dict[Any, _Written[R] | None] = {}

    def __call__(self, *unnamed: P.args, **given: P.kwargs) -> list[R]:
        written = self._written(unnamed, given)
        return written.rows(given) if written else []

    def sql(self, *unnamed: P.args, **given: P.kwargs) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and its values, to stand inside another query."""
        written = self._written(unnamed, given)
        return (written.sql, tuple(written.filled(given))) if written else ("SELECT NULL WHERE FALSE", ())

    def _written(self, unnamed: tuple[Any, ...], given: dict[str, Any]) -> _Written[R] | None:
        if unnamed:
            raise CannotBeKept("A kept query takes its ids by name.")
        shape = tuple((name, _shape(ids)) for name, ids in given.items())
        if shape not in self._kept:
            self._kept[shape] = _written(self._build, given)
        return self._kept[shape]


def _shape(ids: object) -> int | None:
    """Return what the SQL depends on: how many ids, -1 for a single one, None for none."""
    if isinstance(ids, tuple):
        return len(ids)
    if ids is None:
        return None
    if isinstance(ids, int) and not isinstance(ids, bool):
        return -1
    raise CannotBeKept(f"A kept query is asked with ids, not with {type(ids).__name__}.")


class _Written(Generic[R]):
    """A query as it was written first, and where each id stands among its values."""

    def __init__(self, queryset: QuerySet[Any, R], places: dict[int, tuple[str, int | None]]) -> None:
        self.queryset, self.query = queryset, queryset.query
        self.compiler: SQLCompiler = self.query.get_compiler(using=DEFAULT_DB_ALIAS)
        self.sql, self.values = self.compiler.as_sql()
        self.compiler.connection = None  # each asking has its own
        self.places = [
            (at, type(value), *places[value])
            for at, value in enumerate(self.values)
            if isinstance(value, int) and value in places
        ]
        found = {(name, part) for _at, _kind, name, part in self.places}
        if lost := set(places.values()) - found:
            raise CannotBeKept(f"These ids do not stand in the query: {sorted(name for name, _ in lost)}.")

    def filled(self, given: dict[str, Any]) -> list[Any]:
        """Return the values of the query with these ids in their places."""
        values = list(self.values)
        for at, kind, name, part in self.places:
            values[at] = kind(given[name] if part is None else given[name][part])
        return values

    def rows(self, given: dict[str, Any]) -> list[R]:
        written: Any = self.queryset  # the parts of a query set that Django's own reading of rows looks at
        asked: Any = type(written)(model=written.model, query=_Asked(self, self.filled(given)))
        asked._fields = written._fields
        rows = list(written._iterable_class(asked))
        if rows and written._prefetch_related_lookups:
            prefetch_related_objects(rows, *written._prefetch_related_lookups)
        return rows


class _Asked:
    """Stands for a query before Django's own reading of rows: all of it but the values is as it was written."""

    def __init__(self, written: _Written[Any], values: list[Any]) -> None:
        self._written, self._values = written, tuple(values)

    def get_compiler(self, using: str = DEFAULT_DB_ALIAS, *_: Any, **__: Any) -> SQLCompiler:
        compiler = copy(self._written.compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda *_, **__: (self._written.sql, self._values)  # type: ignore[method-assign]
        return compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self._written.query, name)


def _written(build: Callable[..., QuerySet[Any, R]], given: dict[str, Any]) -> _Written[R] | None:
    """Write a query with a mark for each id; None where it has no row whatever the ids are."""
    places: dict[int, tuple[str, int | None]] = {}
    marks: dict[str, Ids] = {}
    for name, ids in given.items():
        slots = [None] if isinstance(ids, int) else range(len(ids or ()))
        chosen = [_FIRST_MARK + len(places) + number for number, _slot in enumerate(slots)]
        places |= {mark: (name, slot) for mark, slot in zip(chosen, slots, strict=True)}
        marks[name] = None if ids is None else chosen[0] if isinstance(ids, int) else tuple(chosen)
    try:
        return _Written(build(**marks), places)
    except EmptyResultSet:
        if () in given.values():
            return None
        raise CannotBeKept("This query has no row with ids as large as ids may be.") from None
