"""The lookups that flows may ask of this installation: what each needs, what it answers, and what it tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, OperationalError, transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from presszero.cases.confirmed import Standing, standing_of
from presszero.cases.models import Case
from presszero.organisation.hours import Keeper, calendar_of
from presszero.organisation.models import Place, Team
from presszero.organisation.queries import the_zone
from presszero.pure.flowgraph.conversing import Looked
from presszero.pure.words import name_key

NOT_FOUND, NO_ANSWER, TOO_LATE = Looked("not_found"), Looked("error"), Looked("timeout")
# Who tries references and addresses in one conversation is told no more after so many that do not fit.
MOST_MISSES = 3
MISSES = "lookups.missed"
LOOKED_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Lookup:
    """One lookup. needs: facts that the flow has asked for. gives: facts that prompts may name in braces."""

    name: str
    does: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    answer: Callable[[Mapping[str, str], datetime], Looked]


def look_up(*, name: str, facts: Mapping[str, str], language: str, at: datetime) -> Looked:
    """Return what a lookup answers: ok with what it found, not_found, error or timeout.

    A name that nobody has set up here answers with an error, as a broken lookup does; the verifier has proved that
    every answer leads on.
    """
    lookup = LOOKUPS.get(name)
    if lookup is None:
        return NO_ANSWER
    try:
        with transaction.atomic(), translation.override(language or "en"):
            return lookup.answer(facts, at)
    except OperationalError:
        return TOO_LATE
    except DatabaseError:
        return NO_ANSWER


def _case_state(facts: Mapping[str, str], at: datetime) -> Looked:
    standing = _standing(facts)
    if standing is None:
        return _missed(facts)
    state = {
        Case.State.OPEN: _("we are working on it"),
        Case.State.WAITING: _("we are waiting for your answer"),
        Case.State.SNOOZED: _("it is put aside until something we wait for has come"),
        Case.State.CLOSED: _("it is closed"),
    }.get(Case.State(standing.state), _("it has been joined with another of yours"))
    return Looked("ok", {"case.state": state})


def _promise_due(facts: Mapping[str, str], at: datetime) -> Looked:
    standing = _standing(facts)
    if standing is None:
        return _missed(facts)
    if standing.due_at is None:
        return NOT_FOUND
    return Looked("ok", {"promise.due": _moment(standing.due_at)})


def _standing(facts: Mapping[str, str]) -> Standing | None:
    if int(facts.get(MISSES, "0")) >= MOST_MISSES:
        return None
    return standing_of(reference=facts.get("reference", ""), address=facts.get("email", ""))


def _missed(facts: Mapping[str, str]) -> Looked:
    return Looked("not_found", {MISSES: str(int(facts.get(MISSES, "0")) + 1)})


def _opening_hours(facts: Mapping[str, str], at: datetime) -> Looked:
    keeper = _keeper(facts.get("place", ""))
    if keeper is None:
        return NOT_FOUND
    calendar = calendar_of(keeper)
    zone = calendar.zone
    # A turn open now began before now; the first that ends later is the one to tell.
    for opens, closes in calendar.open_times(at - timedelta(days=1), at + LOOKED_AHEAD):
        if opens <= at < closes:
            until = formats.time_format(closes.astimezone(zone), "H:i")
            return Looked("ok", {"hours.now": _("open until %(time)s") % {"time": until}})
        if opens > at:
            when = formats.date_format(opens.astimezone(zone), "l H:i")
            return Looked("ok", {"hours.now": _("closed; it opens %(when)s") % {"when": when}})
    return Looked("ok", {"hours.now": _("closed for the coming two weeks")})


def _keeper(named: str) -> Keeper | None:
    """Return the place, else the team, of a name as people write it."""
    wanted = name_key(named.strip())
    for place in Place.objects.order_by("id"):
        if name_key(place.name) == wanted:
            return Keeper(place=place)
    for team in Team.objects.order_by("id"):
        if wanted in (name_key(team.name), name_key(team.mail_name)):
            return Keeper(team=team)
    return None


def _moment(at: datetime) -> str:
    return formats.date_format(at.astimezone(the_zone()), "l j F, H:i")


LOOKUPS = {
    one.name: one
    for one in (
        Lookup(
            "case_state",
            "How a case stands, for who knows its reference and its customer's proved mail address.",
            ("reference", "email"),
            ("case.state",),
            _case_state,
        ),
        Lookup(
            "promise_due",
            "By when the next promise on such a case is due.",
            ("reference", "email"),
            ("promise.due",),
            _promise_due,
        ),
        Lookup(
            "opening_hours",
            "Whether a place or a team is open now, and until when or from when.",
            ("place",),
            ("hours.now",),
            _opening_hours,
        ),
    )
}
