"""The case beside the list: enough of it to know what to do next."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from presszero.cases import phrases
from presszero.cases.models import Point
from presszero.cases.pressing_words import pressing_words
from presszero.cases.queries import case_glance
from presszero.desk.owners import owners_of
from presszero.desk.rows import FIRST_WORDS, is_owed
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import workers_of
from presszero.ui import times


def preview_of(case_id: int, worker: Worker, now: datetime, zone: str) -> Shape:
    """Return what desk/parts/preview.html is filled from. Raises NoSuchCase."""
    page = case_glance(case_id=case_id, by=worker.actor, letter_begins=5 * FIRST_WORDS)
    case, first = page.case, page.first
    facts = [(_("Owner"), case.owner.name)]
    if case.answer_due_at:
        facts.append((_("Answer"), _due_fact(case.answer_due_at, now, zone)))
    if case.topic:
        facts.append((_("Topic"), case.topic.name))
    before = [Shape(icon="warn", words=pressing_words(case))] if case.presses else []
    before += [Shape(icon="heart", words=wish["text"]) for wish in case.wishes[:3]]
    before += [
        Shape(icon="warn", words=_("Wrote before: %(title)s") % {"title": title}) for title in page.earlier
    ]
    name = case.customer.name
    channel = phrases.channel_name(first.channel if first else "email")
    return Shape(
        case_id=case.pk,
        ref=case.reference,
        by_words=f"{channel}, {times.clock_words(first.at if first else case.opened_at, now, zone)}",
        title=case.title,
        customer_first=name.split()[0] if name else "",
        url=reverse("desk:case", args=[case.pk]),
        may_take=may(worker, "answer cases")
        and not case.is_closed
        and not (case.owner_id == worker.pk and case.taken_at),
        is_mine_until_taken=case.owner_id == worker.pk,
        url_take=reverse("desk:take", args=[case.pk]),
        url_handover=reverse("desk:handover", args=[case.pk])
        if may(worker, "hand over cases") and not case.is_closed
        else "",
        owners=owners_of([one for one in workers_of(case.team_id) if one.pk != case.owner_id], now, zone),
        excerpt=Truncator(first.begins).chars(4 * FIRST_WORDS) if first and not page.points else "",
        points=[_point(point, now, zone) for point in page.points],
        before=before,
        facts=facts,
    )


def _due_fact(due: datetime, now: datetime, zone: str) -> str:
    if due >= now:
        return times.by_words(due, now, zone)
    return _("was due %(when)s") % {"when": times.clock_words(due, now, zone)}


def _point(point: Point, now: datetime, zone: str) -> Shape:
    open_now = point.state == Point.State.OPEN
    promise = point.promise if point.state == Point.State.PROMISED else None
    pledged = f"{promise.owner.name}, {times.by_words(promise.due_at, now, zone)}" if promise else ""
    return Shape(
        number=point.number,
        state=point.state,
        owed=is_owed(point),
        ask=point.ask,
        note=_("Not yet answered") if open_now else pledged,
        note_tone="warn" if open_now else "",
    )
