"""What the bar for many cases and the line about what was done are filled from."""

from __future__ import annotations

from types import SimpleNamespace as Shape

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from presszero.cases.models import Case
from presszero.desk.incident_shape import choices
from presszero.desk.many import LIST
from presszero.desk.owners import owners_of
from presszero.desk.requests import actor_of, worker_of
from presszero.ground import clock
from presszero.inbox.batches import done_batch
from presszero.inbox.models import Batch
from presszero.organisation.models import Worker
from presszero.organisation.permissions import may
from presszero.organisation.queries import colleagues_of, team_ids_of, the_organisation, topics_of_teams
from presszero.ui import times

CHOICES = "many"  # in the address of a list: the bar's choices are wanted too


def many_shape(request: HttpRequest) -> Shape | None:
    """Return inbox.many of desk/parts/many.html; None for who may not act on cases.

    Whom, what and when one can choose is read once somebody asks for it: most lists are left without a case chosen.
    """
    worker = worker_of(request)
    if not may(worker, "answer cases"):
        return None
    around = Shape(url=reverse("desk:batch"), here=_here(request), choices_url="")
    if CHOICES in request.GET:
        return Shape(**vars(around), **vars(_choices(worker)))
    asked = request.GET.copy()
    asked[CHOICES] = "1"
    around.choices_url = f"{request.path}?{asked.urlencode()}"
    return around


def _choices(worker: Worker) -> Shape:
    zone, teams = the_organisation().time_zone, team_ids_of(worker.actor)
    return Shape(
        owners=owners_of(colleagues_of(worker), clock.now(), zone),
        topics=[Shape(id=one.pk, name=one.name) for one in topics_of_teams(teams)],
        until_value=times.form_value(times.next_day(clock.now()), zone),
        incidents=choices(teams),
        outcomes=[(value, str(words)) for value, words in Case.Outcome.choices],
    )


def told_shape(request: HttpRequest) -> Shape | None:
    """Return inbox.told of desk/parts/many_done.html: what was just done to many cases, or taken back."""
    left = _number(request.GET.get("left", ""))
    if _number(request.GET.get("undone", "")):
        return Shape(
            words=_with_left(_("Taken back: each case stands as it did before."), left), undo_url="", here=[]
        )
    number = _number(request.GET.get("done", ""))
    batch = done_batch(batch_id=number, by=actor_of(request), at=clock.now()) if number else None
    if batch is None:
        return None
    count = len(batch.cases.all())
    undo_url = reverse("desk:batch_undo", args=[batch.pk]) if count else ""
    return Shape(words=_with_left(_done_words(batch, count), left), undo_url=undo_url, here=_here(request))


def _done_words(batch: Batch, count: int) -> str:
    said = {
        Batch.Act.TAKE: ngettext("%(n)s case is yours.", "%(n)s cases are yours.", count),
        Batch.Act.HAND_OVER: ngettext("%(n)s case handed over.", "%(n)s cases handed over.", count),
        Batch.Act.TAG: ngettext("%(n)s case tagged.", "%(n)s cases tagged.", count),
        Batch.Act.SNOOZE: ngettext("%(n)s case put aside.", "%(n)s cases put aside.", count),
        Batch.Act.CLOSE: ngettext("%(n)s case closed.", "%(n)s cases closed.", count),
        Batch.Act.TOPIC: ngettext("%(n)s case has its topic.", "%(n)s cases have their topic.", count),
        Batch.Act.INCIDENT: ngettext(
            "%(n)s case is part of the incident.", "%(n)s cases are part of the incident.", count
        ),
        Batch.Act.FOLLOW: ngettext("You follow %(n)s case.", "You follow %(n)s cases.", count),
    }
    return said[Batch.Act(batch.act)] % {"n": count}


def _with_left(words: str, left: int) -> str:
    if not left:
        return words
    said = ngettext("%(n)s was left as it was.", "%(n)s were left as they were.", left) % {"n": left}
    return f"{words} {said}"


def _here(request: HttpRequest) -> list[tuple[str, str]]:
    return [(name, request.GET[name]) for name in LIST if request.GET.get(name)]


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 16 else 0
