"""What was sent to other customers before, indexed once in each process and read again when replies are new."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from presszero.cases.models import Contact
from presszero.ground.kept_queries import kept_query
from presszero.pure.words import History, PastReply

REPLIES_REMEMBERED = 10_000
LETTERS_REMEMBERED = 120
REST_SECONDS = 60.0
"""A large index costs seconds of processor time, so it is made anew at most this often."""
READ_AT_ONCE = 500
"""So many replies are indexed in under 0.1 s, while the page waits; more are indexed beside it."""


@dataclass(frozen=True)
class PastReplies:
    """The index, and the replies it was made of, in its order."""

    index: History
    ids: tuple[int, ...]

    def words_of(self, place: int) -> str:
        """Return the text of one reply of the index, "" when it was erased since."""
        if not 0 <= place < len(self.ids):
            return ""
        return Contact.objects.filter(pk=self.ids[place]).values_list("text", flat=True).first() or ""


class _Shelf:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = -1
        self._building = False
        self._rests_until = 0.0
        self._kept = PastReplies(History.from_replies([]), ())

    def up_to_date(self) -> PastReplies:
        """Return the index; while a large one is made anew, the one before it."""
        if self._building or time.monotonic() < self._rests_until:
            return self._kept
        newest = next(iter(_newest()), 0)
        with self._lock:
            if newest == self._last or self._building:
                return self._kept
            count = _replies().values("id")[: READ_AT_ONCE + 1].count()
            if count <= READ_AT_ONCE:
                self._kept, self._last = _indexed(), newest
                return self._kept
            self._building = True
        threading.Thread(target=self._build, args=(newest,), name="past-replies", daemon=True).start()
        return self._kept

    def _build(self, newest: int) -> None:
        try:
            made = _indexed()
            with self._lock:
                self._kept, self._last = made, newest
                self._rests_until = time.monotonic() + REST_SECONDS
        finally:
            self._building = False
            connection.close()


@kept_query
def _newest() -> QuerySet[Contact, int]:
    return _replies().values_list("id", flat=True)[:1]


def _replies() -> QuerySet[Contact]:
    return Contact.objects.filter(kind=Contact.Kind.REPLY).order_by("-id")


def _indexed() -> PastReplies:
    rows = list(_replies().values_list("id", "text", "case_id")[:REPLIES_REMEMBERED])
    letters = _letters([case_id for *_, case_id in rows[:LETTERS_REMEMBERED]])
    index = History.from_replies([PastReply(text, 1, letters.pop(case, "")) for _, text, case in rows])
    return PastReplies(index, tuple(reply_id for reply_id, *_ in rows))


def _letters(case_ids: list[int]) -> dict[int, str]:
    """Return the first letter of each case: what the swap test holds a draft against, as numbers only."""
    received = Contact.objects.filter(case_id__in=case_ids, direction=Contact.Direction.IN, automatic="")
    return dict(received.order_by("case_id", "-at", "-id").values_list("case_id", "text"))


shelf = _Shelf()
