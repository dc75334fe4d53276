"""The shape of the letters to all people of an incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from types import SimpleNamespace as Shape
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.utils.translation import ngettext

from presszero.organisation.hours import next_open_day
from presszero.organisation.models import Team, Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import the_organisation
from presszero.replies.letters_leaving import SharedPromise
from presszero.replies.letters_page import LettersPage
from presszero.replies.models import IncidentLetter
from presszero.ui import times

WHY = {
    "no-point": noop("No point was found; read the letter"),
    "contradicted": noop("What we know names another line, amount or time than they do"),
    "language": noop("They write in another language than what we know"),
    "no-address": noop("They left no mail address"),
    "being-written": noop("Somebody has written a reply already"),
    "urgent": noop("It may not wait: a person should look"),
}


SHOWN = 50
LISTS = ("held", "ready", "changed")


def letters_shape(
    page: LettersPage,
    worker: Worker,
    now: datetime,
    left: Sequence[str] = (),
    after: Mapping[str, int] = MappingProxyType({}),
) -> Shape:
    """Return what desk/letters.html is filled from.

    left: references of letters that just stayed as they were. after: the last case shown of each list so far.
    """
    rows = {name: [one for one in getattr(page, name) if one.case_id > after.get(name, 0)] for name in LISTS}
    zone, incident = the_organisation().time_zone, page.incident
    may_answer = may(worker, "answer cases") and incident.over_at is None
    to_say = [one for one in page.promises if one.said is None]
    return Shape(
        title=incident.title,
        url=reverse("desk:incident", args=[incident.pk]),
        facts=incident.facts,
        may_answer=may_answer,
        urls=Shape(
            **{
                name: reverse(f"desk:letters_{name}", args=[incident.pk])
                for name in ("begin", "send", "back", "pledge")
            }
        ),
        held=[_held(one) for one in rows["held"][:SHOWN]],
        held_words=ngettext("%(n)s person needs more than what we know", "%(n)s people need more than what we know", len(page.held)) % {"n": len(page.held)},
        ready=[_ready(one) for one in rows["ready"][:SHOWN]],
        ready_words=ngettext("%(n)s letter is ready to be read", "%(n)s letters are ready to be read", len(page.ready)) % {"n": len(page.ready)},
        changed=[_named(one) for one in rows["changed"][:SHOWN]],
        leaving_words=_leaving_words(page, now, zone),
        sent_words=ngettext("%(n)s letter has left or was answered", "%(n)s letters have left or were answered", page.sent) % {"n": page.sent} if page.sent else "",
        promises=[_promise(one, incident.team, now, zone) for one in page.promises],
        may_send=may_answer and bool(page.ready) and not to_say,
        waits_words=_("Say first by when what we know promises, once for every letter.") if to_say else "",
        left_words=_("Left as they were, since something changed: %(refs)s") % {"refs": ", ".join(left)} if left else "",
        more=Shape(**{name: _more(name, rows[name], after) for name in LISTS}),
        is_begun=bool(page.held or page.ready or page.changed or page.leaving or page.sent),
    )  # fmt: skip


def _more(name: str, rows: Sequence[IncidentLetter], after: Mapping[str, int]) -> str:
    """Return where the next rows of a list are, the other lists as they stand; "" at its end."""
    if len(rows) <= SHOWN:
        return ""
    return "?" + urlencode({**after, name: rows[SHOWN - 1].case_id}) + f"#h-{name}"


def _leaving_words(page: LettersPage, now: datetime, zone: str) -> str:
    if not page.leaving or page.leaves_at is None:
        return ""
    left = max(0, round((page.leaves_at - now).total_seconds()))
    said = ngettext(
        "%(n)s letter is on its way and leaves in %(s)s seconds.",
        "%(n)s letters are on their way and leave in %(s)s seconds.",
        len(page.leaving),
    )
    return said % {"n": len(page.leaving), "s": left}


def _named(letter: IncidentLetter) -> Shape:
    case = letter.case
    return Shape(
        id=case.pk,
        customer=case.customer.name or _("Unknown sender"),
        ref=case.reference,
        owner=case.owner.name,
        url=reverse("desk:case", args=[case.pk]),
    )


def _held(letter: IncidentLetter) -> Shape:
    shape = _named(letter)
    shape.missing = [Shape(number=one["number"], ask=one["ask"]) for one in letter.missing]
    shape.why = [_(WHY[word]) for word in letter.why if word in WHY]
    return shape


def _ready(letter: IncidentLetter) -> Shape:
    shape = _named(letter)
    shape.answers = [
        Shape(number=one["number"], ask=one["ask"], quote=one["quote"]) for one in letter.answers
    ]
    shape.body = letter.body
    return shape


def _promise(promise: SharedPromise, team: Team, now: datetime, zone: str) -> Shape:
    said = promise.said
    due = promise.due_at if promise.due_at and promise.due_at > now else next_open_day(team, now)
    words = ""
    if said and said.is_promise and said.due_at:
        words = _("Promised %(when)s, by whoever answers for the case") % {
            "when": times.by_words(said.due_at, now, zone)
        }
    elif said:
        words = _("Not a promise")
    return Shape(quote=promise.quote, due_value=times.form_value(due, zone), said_words=words)
