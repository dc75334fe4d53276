"""Notes among colleagues, whom they name, and what a colleague is told of a case."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.errors import WordsMissing
from presszero.cases.locking import locked_case
from presszero.cases.models import Case, News, Note
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.organisation.queries import colleagues_of_team
from presszero.pure.words.mentions import mentioned


def add_note(*, case_id: int, text: str, by: Actor, at: datetime) -> Note:
    """Tell the colleagues something about a case; who is named with `@` is told of it.

    Raises NoSuchCase, CaseMerged, WordsMissing. Records note.added, and note.mentioned when it names somebody.
    """
    if not text.strip():
        raise WordsMissing(_("Write the note first."), "words")
    with transaction.atomic():
        return note_on(case=locked_case(case_id=case_id, by=by), text=text, by=by, at=at)


def note_on(*, case: Case, text: str, by: Actor, at: datetime) -> Note:
    """Write a note on a case already locked. Records note.added and note.mentioned."""
    author = by.id if by.kind == "worker" else None
    note = Note.objects.create(case=case, author_id=author, at=at, text=text.strip())
    record("note.added", about=note, by=by, at=at, case_id=case.pk, team_id=case.team_id)
    if author:
        _tell_whom_it_names(note, case, by, at)
    return note


def _tell_whom_it_names(note: Note, case: Case, by: Actor, at: datetime) -> None:
    """Only colleagues who may see the case can be named: a note opens no case to anybody."""
    colleagues = colleagues_of_team(case.team_id)
    named = [colleagues[place].pk for place in mentioned(note.text, [one.name for one in colleagues])]
    named = [worker_id for worker_id in named if worker_id != by.id]
    if named:
        tell(named, case=case, why=News.Why.MENTIONED, by=by, at=at, note=note)
        record(
            "note.mentioned",
            about=note,
            by=by,
            at=at,
            case_id=case.pk,
            team_id=case.team_id,
            workers=named,
        )


def tell(
    worker_ids: Collection[int],
    *,
    case: Case,
    why: str,
    by: Actor,
    at: datetime,
    note: Note | None = None,
    line: int | None = None,
) -> None:
    """Put something of a case among the news of colleagues; nobody is told of their own act, or of one thing twice.

    line: the id of the record's line that it follows from, when it follows from one.
    """
    author = by.id if by.kind == "worker" else None
    News.objects.bulk_create(
        [
            News(worker_id=worker_id, case=case, note=note, why=why, by_id=author, line=line, at=at)
            for worker_id in worker_ids
            if worker_id != author
        ],
        ignore_conflicts=True,
    )


def see_news(*, by: Actor, at: datetime, case_id: int | None = None) -> int:
    """A colleague has read what they were told, of one case or of all; return how much was new to them.

    Their own marks only, so nobody else is concerned and nothing is recorded.
    """
    unseen = News.objects.filter(worker_id=by.known_id, seen_at=None)
    if case_id is not None:
        unseen = unseen.filter(case_id=case_id)
    return unseen.update(seen_at=at)
