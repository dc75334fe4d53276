"""A colleague's own promises as a calendar file, under a secret address that only they know."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from presszero.cases.models import Case, Promise, PromiseFeed
from presszero.cases.phrases import promise_what
from presszero.ground.actors import Actor
from presszero.ground.record import record
from presszero.ground.tokens import new_token, token_hash
from presszero.organisation.models import Worker
from presszero.pure.errors import NotFoundHere
from presszero.pure.hours import Appointment, write_appointments

LOOKS_BACK = timedelta(days=14)
MOST_IN_A_FEED = 500


def make_feed(*, by: Actor, at: datetime) -> str:
    """Make a colleague's secret calendar address and return its token, kept nowhere; an earlier one closes.

    Records feed.made.
    """
    token = new_token()
    with transaction.atomic():
        feed, _made = PromiseFeed.objects.update_or_create(
            worker_id=by.known_id, defaults={"hash": token_hash(token), "made_at": at}
        )
        record("feed.made", about=feed, by=by, at=at)
    return token


def close_feed(*, by: Actor, at: datetime) -> bool:
    """Close a colleague's calendar address; return whether there was one. Records feed.closed."""
    with transaction.atomic():
        feed = PromiseFeed.objects.select_for_update().filter(worker_id=by.known_id).first()
        if feed is None:
            return False
        record("feed.closed", about=feed, by=by, at=at)
        feed.delete()
    return True


def feed_since(*, by: Actor) -> datetime | None:
    """Return when a colleague's calendar address was made; None when they have none."""
    return PromiseFeed.objects.filter(worker_id=by.known_id).values_list("made_at", flat=True).first()


def calendar_of_feed(*, token: str, at: datetime, host: str, name: str, address: str) -> tuple[Worker, str]:
    """Return whose feed a token opens, and their promises as a calendar file.

    It says what was promised and in which case, never of whom: calendars are kept with others.
    name: what the calendar is called. address: of a case, with {case_id}. Raises NotFoundHere.
    """
    feed = PromiseFeed.objects.select_related("worker").filter(hash=token_hash(token)).first()
    if feed is None or not feed.worker.is_active:
        raise NotFoundHere(_("This calendar is closed or leads nowhere. Make a new address under Promises."))
    appointments = [_appointment(one, host, address) for one in _promises(feed.worker, at)]
    return feed.worker, write_appointments(name=name, appointments=appointments, stamped_at=at)


def _promises(worker: Worker, at: datetime) -> list[Promise]:
    mine = Promise.objects.filter(
        owner=worker,
        state=Promise.State.DUE,
        due_at__gte=at - LOOKS_BACK,
        case__in=Case.objects.visible_to(worker.actor),
    )
    return list(mine.select_related("case").order_by("due_at", "id")[:MOST_IN_A_FEED])


def _appointment(promise: Promise, host: str, address: str) -> Appointment:
    return Appointment(
        uid=f"promise-{promise.pk}@{host}",
        at=promise.due_at,
        summary=f"{promise_what(promise)} ({promise.case.reference})",
        address=address.replace("{case_id}", str(promise.case_id)),
    )
