"""Why a case is due when it is: each clock, and where every minute of it went."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace as Shape

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from presszero.cases.clocks import ToldClock, clocks_page
from presszero.cases.models import Clock
from presszero.cases.phrases import stretch_words
from presszero.cases.queries import seen_case
from presszero.desk.requests import actor_of
from presszero.ground import clock
from presszero.organisation.queries import the_organisation
from presszero.pure.hours import Stretch
from presszero.ui import times


@require_GET
def show(request: HttpRequest, case_id: int) -> HttpResponse:
    now, zone = clock.now(), the_organisation().time_zone
    told = clocks_page(case_id=case_id, by=actor_of(request), at=now)
    case = seen_case(case_id=case_id, by=actor_of(request))
    shown = Shape(
        case_ref=case.reference,
        case_url=reverse("desk:case", args=[case.pk]),
        clocks=[_clock(one, now, zone) for one in told],
    )
    return render(request, "desk/clocks.html", {"clocks": shown})


def _clock(told: ToldClock, now: datetime, zone: str) -> Shape:
    one = told.clock
    used = _("%(used)s of %(hours)s open hours used") % {
        "used": times.span_words(told.counted_seconds),
        "hours": one.within_hours,
    }
    words, tone = _standing(one, now, zone)
    return Shape(
        name=one.get_kind_display(),
        used=used,
        standing=words,
        tone=tone,
        stretches=[_stretch(stretch, now, zone) for stretch in told.story],
    )


def _standing(one: Clock, now: datetime, zone: str) -> tuple[str, str]:
    if one.missed_at:
        return _("ran out %(when)s") % {"when": times.clock_words(one.missed_at, now, zone)}, "bad"
    if one.stopped_at:
        return _("kept"), "good"
    if one.due_at is None:
        return _("stands still"), ""
    return times.by_words(one.due_at, now, zone), times.due_tone(one.due_at, now)


def _stretch(one: Stretch, now: datetime, zone: str) -> Shape:
    return Shape(
        begins=times.clock_words(one.begins, now, zone),
        ends=times.clock_words(one.ends, now, zone),
        begins_iso=one.begins.isoformat(),
        ends_iso=one.ends.isoformat(),
        words=stretch_words(one, times.span_words(one.seconds)),
        runs=one.state == "runs",
    )
