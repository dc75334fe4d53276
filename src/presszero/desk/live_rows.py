"""The rows of a list that stands open, drawn once for all colleagues who would see the same.

After each thing that happens in a team, the lists of all its members ask for their rows in the same moment. Two of them
share a drawing when they see the same teams, have the same cases in the list, read the same language and may do as much
with them, and when nothing at all was committed between their asking: so it shows what a drawing of one's own would.
"""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from presszero.desk.inbox_shape import InboxShape
from presszero.ground.made_once import MadeOnce
from presszero.ground.seen import state_seen
from presszero.inbox.lists import ids_of_page, inbox_page
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import teams_as_ids

_KEEP_SECONDS = 1.0  # times to the minute stand in a row: it is at most this late with them
_drawn: MadeOnce[SafeString] = MadeOnce(_KEEP_SECONDS)


def live_rows(worker: Worker, view: str, after: str) -> SafeString:
    """Return desk/parts/inbox_rows.html for a page of a view as the worker sees it."""

    def draw() -> SafeString:
        inbox = InboxShape(inbox_page(by=worker.actor, view=view, after=after), view, worker).rows_alone()
        return render_to_string("desk/parts/inbox_rows.html", {"inbox": inbox})

    by = worker.actor
    seen = (tuple(ids_of_page(by=by, view=view, after=after)), teams_as_ids(by), may(worker, "answer cases"))
    state = state_seen()  # read last: nothing that the key tells is newer than what is shared under it
    return _drawn.get((state, view, after, seen, get_language()), draw) if state else draw()
